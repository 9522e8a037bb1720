//! What is put into a bank: read as an examination reads it, and nothing that would match everything or only itself.

use crate::meddled::Meddling;
use crate::scene::{BULLETIN, GARDEN, Scene};
use casework::Apart;
use casework::banks::{self, Addition, Imported};
use casework::detect::{self, Fingerprints, Hash, Sought};
use casework::ports::{NoDecoder, Query};
use casework::records::{Bank, Kind, Signal, Value};
use domain::detect::ItemState;
use domain::id::BankId;
use matching::digest::{Md5, Sha1, Sha256};
use matching::pdq::{Hashed, Pdq};
use matching::text::{Fingerprint, Normalised};
use matching::video::{self, Frame};
use testkit::animation;

const BANK: &str = "REHEARSAL material";

fn file(name: &str, bytes: impl Into<Vec<u8>>) -> Addition {
    Addition::File { name: name.to_owned(), bytes: bytes.into() }
}

fn hash(name: &str, value: Value) -> Addition {
    Addition::Hash { name: name.to_owned(), value }
}

async fn put(scene: &Scene, additions: Vec<Addition>) -> Imported {
    banks::import(&scene.desk, &scene.investigator, BANK, "rehearsal", additions).await.unwrap()
}

async fn id(scene: &Scene) -> BankId {
    scene.desk.find_unique::<Bank>(BANK).await.unwrap().unwrap().id
}

async fn held(scene: &Scene) -> Vec<Signal> {
    let query = Query::all(Kind::Signal, 500).with("bank", id(scene).await);
    scene.desk.list::<Signal>(&query).await.unwrap().into_iter().map(|signal| signal.record).collect()
}

/// Words as a page of an old editor has them.
fn windows_1252(words: &str) -> Vec<u8> {
    words.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect()
}

#[tokio::test]
async fn a_page_or_a_text_is_known_by_what_a_reader_sees_of_it() {
    let old =
        "À marée haute le phare éclaire la jetée, et la gardienne écrit dans son journal que l’été s’achève sur la \
               côte nord, où les bateaux rentrés pêchent à l’abri des rochers gris."
            .replace('’', "'");
    let page =
        format!("<html><head><script>var tide = '{GARDEN}';</script></head><body><p>{BULLETIN}</p></body></html>");
    for (name, bytes, seen) in [
        ("page.html", page.clone().into_bytes(), BULLETIN),
        ("page", page.into_bytes(), BULLETIN),
        ("old.txt", windows_1252(&old), old.as_str()),
    ] {
        let scene = Scene::new().await;
        let done = put(&scene, vec![file(name, bytes.clone())]).await;
        assert_eq!((done.added, done.left_out.as_slice()), (3, [].as_slice()), "{name}");
        let wanted = Fingerprint::of(&Normalised::of(seen));
        let texts: Vec<Value> = held(&scene).await.into_iter().map(|signal| signal.value).collect();
        assert!(texts.contains(&Value::Text(wanted.clone())), "{name}");
        let said = Fingerprints::of(&NoDecoder, &Apart::default(), name, bytes).await.unwrap();
        assert_eq!(said.text.map(|text| text.runs), Some(wanted.len()), "{name}: `vigie hash` reads it alike");
        scene.end().await;
    }
}

#[tokio::test]
async fn each_frame_of_an_animation_that_shows_something_new_is_known() {
    let scene = Scene::new().await;
    let done = put(&scene, vec![file("tides.gif", animation(&[1, 1, 2, 1, 3]))]).await;
    assert_eq!(done.left_out, []);
    let pictures = held(&scene).await.iter().filter(|signal| matches!(signal.value, Value::Pdq(_))).count();
    assert_eq!(pictures, 3, "what is shown again is no second signal");
    let said = Fingerprints::of(&NoDecoder, &Apart::default(), "tides.gif", animation(&[1, 1, 2, 1, 3])).await.unwrap();
    let picture = said.picture.unwrap();
    assert_eq!((picture.frames, picture.others.len(), said.not_examined.len()), (5, 2, 0));

    // A still of a later frame is found.
    let still = animation(&[3]);
    let sought = vec![Sought::File { name: "still.gif".to_owned(), bytes: still }];
    let found = detect::look_up(&scene.desk, &scene.analyst, sought).await.unwrap().remove(0);
    assert!(found.matches.iter().any(|found| found.bits.is_some_and(|bits| bits < 8)), "{found:?}");

    let long: Vec<u32> = (1..40).collect();
    let said = Fingerprints::of(&NoDecoder, &Apart::default(), "long.gif", animation(&long)).await.unwrap();
    assert_eq!(said.picture.unwrap().others.len(), 15);
    assert!(
        said.not_examined[0].starts_with("of the animation the first 16 different frames"),
        "{:?}",
        said.not_examined
    );
    scene.end().await;
}

#[tokio::test]
async fn lists_and_the_frames_of_a_video_are_told_from_material() {
    let scene = Scene::new().await;
    let list = format!("sha256,{}\n", Sha256::of(b"REHEARSAL"));
    let json = format!("\u{feff} [{{\"hash_digest\": \"{}\", \"algorithm\": \"sha256\"}}]", Sha256::of(b"REHEARSAL"));
    let frame = |number: u32| Frame {
        number,
        hashed: Hashed { pdq: Pdq([u64::from(number) * 0x0123_4567_89ab_cdef; 4]), quality: 100 },
        at: number * 1_000,
    };
    let film = video::Fingerprint::of((1..5).map(frame));
    let broken = format!("{}oops\n", film.to_lines());
    let files = vec![file("list.csv", list), file("list.json", json), file("film.mp4.vpdq", broken)];
    let done = put(&scene, files).await;
    let why = "it is a list of hashes, not known material itself; take it in as a list of hashes".to_owned();
    let left_out = [
        ("list.csv".to_owned(), why.clone()),
        ("list.json".to_owned(), why),
        ("film.mp4.vpdq, line 5".to_owned(), "it is not frame,quality,hash,timestamp".to_owned()),
    ];
    assert_eq!((done.added, done.left_out), (1, left_out.to_vec()));
    let held = held(&scene).await;
    assert_eq!((held[0].name.as_str(), &held[0].value), ("film.mp4", &Value::Video(film)));
    scene.end().await;
}

#[tokio::test]
async fn the_digest_of_an_empty_file_is_no_signal() {
    let scene = Scene::new().await;
    let nothing = [Value::Sha256(Sha256::of(b"")), Value::Md5(Md5::of(b"")), Value::Sha1(Sha1::of(b""))];
    let blank = Value::Pdq(Pdq([0; 4]));
    let mut given: Vec<Addition> = nothing.iter().cloned().map(|value| hash("nothing", value)).collect();
    let (bytes, values) = (None, vec![blank, nothing[0].clone()]);
    given.push(Addition::Content { name: "both".to_owned(), bytes, values, row: None });
    let done = put(&scene, given).await;
    assert_eq!((done.added, done.left_out_count), (1, 4), "{:?}", done.left_out);
    assert!(done.left_out.iter().all(|(_, why)| why.contains("blank or empty content")), "{:?}", done.left_out);
    scene.end().await;
}

#[tokio::test]
async fn many_who_add_to_one_bank_at_once_are_not_refused() {
    let scene = Scene::new().await;
    put(&scene, Vec::new()).await;
    scene.meddled.set(Meddling::SlowCommits);
    let adders =
        (0..32_u32).map(|number| put(&scene, vec![hash("tide", Value::Sha256(Sha256::of(&number.to_le_bytes())))]));
    let done = futures::future::join_all(adders).await;
    scene.meddled.set(Meddling::None);
    assert!(done.iter().all(|done| done.added == 1));
    let bank = scene.desk.load::<Bank>(id(&scene).await.0).await.unwrap();
    assert_eq!((bank.signals, held(&scene).await.len()), (32, 32));
    scene.end().await;
}

/// A hash that differs in so many bits from that of a picture.
fn near(pdq: Pdq, number: u64) -> Pdq {
    let Pdq([a, b, c, d]) = pdq;
    // Nine bits at most.
    Pdq([a ^ number, b, c, d])
}

#[tokio::test]
async fn of_a_flood_of_likenesses_the_nearest_are_kept_and_the_others_counted() {
    let scene = Scene::new().await;
    let picture = animation(&[1]);
    let pdq = Fingerprints::of(&NoDecoder, &Apart::default(), "one.gif", picture.clone())
        .await
        .unwrap()
        .picture
        .unwrap()
        .hash
        .pdq;
    put(&scene, (0..300).map(|number| hash("flood", Value::Pdq(near(pdq, number)))).collect()).await;
    let more =
        format!("100 more likenesses with the bank “{BANK}” are left out; the 200 nearest of each file are listed");

    let sought = vec![Sought::Hash(Hash::Pdq(pdq))];
    let found = detect::look_up(&scene.desk, &scene.analyst, sought).await.unwrap().remove(0);
    let far = |bits: u32| (0..300_u64).filter(|number| number.count_ones() <= bits).count();
    let bits: Vec<u16> = found.matches.iter().filter_map(|found| found.bits).collect();
    assert_eq!((bits.len(), &found.not_examined), (200, &vec![more.clone()]));
    let kept = |most: u16| bits.iter().filter(|bits| **bits <= most).count();
    assert_eq!((kept(3), kept(4)), (far(3), far(4).min(200)), "the nearest are kept");

    let address = "https://b.lowtide.test/rehearsal/flood.gif";
    let answer = testkit::page(&crate::scene::url(address), testkit::start(), 200, "image/gif", &picture);
    scene.fetch.answer(&crate::scene::url(address), Ok(answer));
    let item = scene.take_in(address).await;
    let first = scene.item(item).await;
    assert_eq!((first.state, first.matches.len(), &first.not_examined), (ItemState::InReview, 200, &vec![more]));

    // What arrives later is counted anew, and what is listed keeps its place.
    put(&scene, (300..350).map(|number| hash("flood", Value::Pdq(near(pdq, number)))).collect()).await;
    scene.minutes(2).await;
    let later = scene.item(item).await;
    assert_eq!((later.matches.len(), later.not_examined.len()), (200, 1), "{:?}", later.not_examined);
    assert!(later.not_examined[0].starts_with("150 more"), "{:?}", later.not_examined);
    assert!(later.matches.iter().all(|found| found.standing.proposes()));
    scene.end().await;
}

#[tokio::test]
async fn a_bank_that_is_not_asked_is_named() {
    let scene = Scene::new().await;
    put(&scene, vec![file("garden.txt", GARDEN)]).await;
    let id = id(&scene).await;
    assert_eq!(detect::not_asked(&scene.desk, &[id]).await.unwrap(), Vec::<String>::new());
    banks::enable(&scene.desk, &scene.investigator, id, false, "REHEARSAL").await.unwrap();
    let off = detect::not_asked(&scene.desk, &[id]).await.unwrap();
    assert!(off[0].contains("switched off"), "{off:?}");
    assert_eq!(detect::not_asked(&scene.desk, &[]).await.unwrap(), Vec::<String>::new(), "another bank is on");
    assert!(detect::not_asked(&scene.desk, &[BankId(uuid::Uuid::nil())]).await.is_err());
    scene.end().await;
}
