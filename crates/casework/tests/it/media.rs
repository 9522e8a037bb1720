//! Recordings: what is known in them is found with its time, and what cannot be decoded is never called clear.

use crate::detect::warc;
use crate::scene::{Scene, url};
use casework::banks::{self, Addition};
use casework::detect::{self, Handed};
use casework::records::{Capture, Signal};
use casework::{Error, Refusal};
use domain::detect::{ItemState, Likeness, Method};
use matching::digest::Sha256;
use matching::sound::{SAMPLE_RATE, write_wav};
use testkit::tune;

async fn with_known_tune() -> Scene {
    let scene = Scene::new().await;
    let known = Addition::File { name: "REHEARSAL tune.wav".to_owned(), bytes: write_wav(&tune(7, 7)) };
    let imported = banks::import(&scene.desk, &scene.investigator, "REHEARSAL tunes", "rehearsal", vec![known]).await;
    assert_eq!(imported.unwrap().left_out, []);
    scene
}

#[tokio::test]
async fn a_known_tune_in_a_recording_is_found_with_its_time() {
    let scene = with_known_tune().await;
    assert!(scene.count::<Signal>().await >= 2, "exact bytes, and its sound");
    let radio = [tune(8, 31), tune(7, 7), tune(9, 22)].concat();
    let other = [tune(8, 31), tune(9, 22)].concat();
    let files = [("radio.wav", radio), ("other.wav", other)];
    let files =
        files.map(|(name, samples)| Handed { name: name.to_owned(), address: None, bytes: write_wav(&samples) });
    let handed = detect::hand_in(&scene.desk, &scene.analyst, "REHEARSAL", files.into()).await.unwrap();
    let item = scene.item(handed.items[0].0).await;
    assert_eq!((item.state, item.likeness), (ItemState::InReview, Likeness::Known), "{:?}", item.matches);
    assert_eq!(item.matches.iter().map(|found| found.method).collect::<Vec<_>>(), [Method::Sound]);
    let stretch = item.matches[0].stretch.unwrap();
    assert!((stretch.found[0] - stretch.known[0] - 31.0).abs() < 0.3, "{stretch:?}");
    assert_eq!(item.matches[0].distance().likeness(), Likeness::Known);
    let other = scene.item(handed.items[1].0).await;
    assert_eq!((other.state, other.not_examined.len()), (ItemState::Clear, 0), "{:?}", other.matches);
    scene.end().await;
}

#[tokio::test]
async fn a_radio_is_followed_and_what_is_found_is_taken_in() {
    let scene = with_known_tune().await;
    let mut radio = detect::Radio::new(&scene.analyst).unwrap();
    let mut heard = Vec::new();
    for samples in [tune(8, 31), tune(7, 7), tune(9, 22)].concat().chunks(5000) {
        heard.extend(radio.hear(&scene.desk, samples).await.unwrap());
    }
    heard.extend(radio.finish(&scene.desk).await.unwrap());
    let [heard] = &heard[..] else { panic!("{heard:?}") };
    assert_eq!((heard.signal_name.as_str(), heard.bank_name.as_str()), ("REHEARSAL tune.wav", "REHEARSAL tunes"));
    assert!((heard.stretch.found[0] - 31.0).abs() < 0.3 && (radio.seconds() - 60.0).abs() < 0.1);
    let item = radio.take_in(&scene.desk, &scene.analyst, "REHEARSAL radio", heard).await.unwrap().unwrap();
    let item = scene.item(item).await;
    assert_eq!((item.state, item.matches[0].method), (ItemState::InReview, Method::Sound));
    assert_eq!(item.given, "REHEARSAL radio at 31 s");
    // A second of what came before is there too.
    assert!((item.matches[0].stretch.unwrap().found[0] - 1.0).abs() < 0.3, "{:?}", item.matches);
    let silence = vec![0; 125 * SAMPLE_RATE as usize];
    assert_eq!(radio.hear(&scene.desk, &silence).await.unwrap(), []);
    assert_eq!(
        radio.take_in(&scene.desk, &scene.analyst, "REHEARSAL radio", heard).await.unwrap(),
        None,
        "too long ago"
    );
    scene.end().await;
}

#[tokio::test]
async fn nobody_listens_who_may_not_see_banks_and_nobody_takes_in_who_may_not() {
    let scene = with_known_tune().await;
    assert!(matches!(detect::Radio::new(&scene.liaison), Err(Error::Refused(Refusal::NotPermitted { .. }))));
    let mut radio = detect::Radio::new(&scene.officer).unwrap();
    let mut heard = radio.hear(&scene.desk, &tune(7, 7)).await.unwrap();
    heard.extend(radio.finish(&scene.desk).await.unwrap());
    let refused = radio.take_in(&scene.desk, &scene.officer, "REHEARSAL radio", &heard[0]).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::NotPermitted { .. }))));
    scene.end().await;
}

#[tokio::test]
async fn what_cannot_be_decoded_is_not_called_clear() {
    let scene = with_known_tune().await;
    let handed = |name: &str, bytes: &[u8]| Handed { name: name.to_owned(), address: None, bytes: bytes.to_vec() };
    let files = vec![
        handed("song.mp3", b"ID3 REHEARSAL"),
        handed("film.mp4", b"\0\0\0\x18ftypmp42 REHEARSAL"),
        handed("wrong-name.txt", b"OggS REHEARSAL"),
        handed("empty.mp3", b""),
    ];
    let handed = detect::hand_in(&scene.desk, &scene.analyst, "REHEARSAL", files).await.unwrap();
    assert_eq!(handed.items.len(), 4);
    for (id, _) in handed.items {
        let item = scene.item(id).await;
        assert_eq!(item.state, ItemState::NotExamined, "{}", item.given);
        assert!(item.not_examined.iter().any(|why| why.contains("ffmpeg is not installed")), "{:?}", item.not_examined);
    }
    scene.end().await;
}

#[tokio::test]
async fn what_a_page_plays_is_compared_sealed_and_compared_again() {
    let scene = with_known_tune().await;
    let (page, song, film) =
        ("https://b.lowtide.test/player", "https://b.lowtide.test/song.wav", "https://b.lowtide.test/film.mp4");
    let html = format!("<p>REHEARSAL harbour radio</p><audio src={song}></audio><video src={film}></video>");
    let radio = write_wav(&[tune(8, 31), tune(7, 7), tune(9, 22)].concat());
    let answers = [
        (page, "text/html", html.as_bytes()),
        (song, "audio/wav", radio.as_slice()),
        (film, "text/plain", b"REHEARSAL"),
    ];
    for (address, content_type, body) in answers {
        let answer = testkit::page(&url(address), testkit::start(), 200, content_type, body);
        scene.fetch.answer(&url(address), Ok(answer));
    }
    let id = scene.take_in(page).await;
    let item = scene.item(id).await;
    assert_eq!((item.state, item.likeness), (ItemState::InReview, Likeness::Known), "{:?}", item.matches);
    let found = &item.matches[0];
    assert_eq!((found.method, found.file), (Method::Sound, Some(Sha256::of(&radio))));
    assert_eq!(item.not_examined, [format!("{film}: it is neither a recording nor a video")]);
    let capture = scene.desk.load::<Capture>(item.capture.unwrap().0).await.unwrap();
    assert_eq!(capture.played.iter().map(|played| played.url.as_str()).collect::<Vec<_>>(), [song]);
    let reproduced = banks::reproduce(&scene.desk, &scene.analyst, id).await.unwrap();
    assert!(reproduced.is_the_same(), "{reproduced:?}");

    // A bank that gets another piece of it later finds the page too.
    let later = Addition::File { name: "REHEARSAL later.wav".to_owned(), bytes: write_wav(&tune(9, 10)) };
    banks::import(&scene.desk, &scene.investigator, "REHEARSAL later", "rehearsal", vec![later]).await.unwrap();
    scene.minutes(2).await;
    let item = scene.item(id).await;
    let banks: Vec<&str> = item.matches.iter().map(|found| found.bank_name.as_str()).collect();
    assert_eq!(banks, ["REHEARSAL tunes", "REHEARSAL later"]);
    assert_eq!(item.matches[1].file, item.matches[0].file);
    scene.end().await;
}

#[tokio::test]
async fn a_recording_in_a_warc_is_an_item_of_its_own() {
    let scene = with_known_tune().await;
    let song = "https://b.lowtide.test/song.wav";
    let html = format!("<p>REHEARSAL harbour radio</p><audio src={song}></audio>");
    let mut file = warc("https://b.lowtide.test/player", "content-type: text/html", html.as_bytes());
    file.extend(warc(song, "content-type: audio/wav", &write_wav(&tune(7, 7))));
    let files = vec![Handed { name: "radio.warc".to_owned(), address: None, bytes: file }];
    let handed = detect::hand_in(&scene.desk, &scene.analyst, "REHEARSAL", files).await.unwrap();
    let (page, song) = (scene.item(handed.items[0].0).await, scene.item(handed.items[1].0).await);
    assert_eq!(page.not_examined, ["1 of the files that it shows or plays were not handed in with it"]);
    assert_eq!((song.state, song.url.as_str()), (ItemState::InReview, "https://b.lowtide.test/song.wav"));
    assert!(song.matches.iter().any(|found| found.method == Method::Sound), "{:?}", song.matches);
    scene.end().await;
}
