//! Recordings: what is known in them is found with its time, and what cannot be decoded is never called clear.

use crate::scene::Scene;
use casework::banks::{self, Addition};
use casework::detect::{self, Handed};
use casework::records::Signal;
use casework::{Error, Refusal};
use domain::detect::{ItemState, Likeness, Method};
use matching::sound::{SAMPLE_RATE, write_wav};

/// REHEARSAL: an invented tune, the same for the same seed.
fn tune(mut seed: u64, seconds: usize) -> Vec<i16> {
    let mut samples = Vec::new();
    while samples.len() < seconds * SAMPLE_RATE as usize {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let (note, length) = ((seed >> 33) % 24, 1500 + (seed >> 50) % 4000);
        let pitch = 220.0 * 2f64.powf(note as f64 / 12.0) * std::f64::consts::TAU / f64::from(SAMPLE_RATE);
        samples.extend((0..length).map(|n| {
            let tone = |k: f64| (n as f64 * pitch * k).sin() / k;
            ((tone(1.0) + tone(2.0) + tone(3.0)) * 8000.0 * (1.0 - n as f64 / length as f64)) as i16
        }));
    }
    samples.truncate(seconds * SAMPLE_RATE as usize);
    samples
}

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
