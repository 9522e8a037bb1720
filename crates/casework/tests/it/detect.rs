//! Taking in and examining.

use crate::meddled::Meddling;
use crate::scene::{BULLETIN, GARDEN, Scene};
use casework::banks::{self, Addition};
use casework::detect::{self, Handed};
use casework::ports::Store as _;
use casework::records::{Capture, Item};
use casework::{Error, Refusal, assess};
use domain::detect::{ItemState, Likeness, Method};
use exchange::warc::{Record, RecordKind, Writer};
use flate2::Compression;
use flate2::write::GzEncoder;
use matching::picture::{Change, Picture};
use std::io::Write as _;

const PAGE: &str = "https://b.lowtide.test/rehearsal/a";

#[tokio::test]
async fn disguised_addresses_find_the_same_item() {
    let scene = Scene::new().await;
    let spellings = [
        PAGE,
        " https://B.LowTide.test/rehearsal/a ",
        "https://b.lowtide.test:443/rehearsal/a",
        "https://b.lowtide.test./rehearsal/a",
        "https://b.lowtide.test/rehearsal/x/../a",
        "https://b.lowtide.test/rehearsal/a#top",
        "https://b.lowtide.test/rehearsal/a?utm_source=post&fbclid=1",
        "HTTPS://b.lowtide.test/rehearsal/a?gclid=2#x",
    ]
    .map(str::to_owned);
    let taken = detect::take_in(&scene.desk, &scene.analyst, "REHEARSAL", &spellings).await.unwrap();
    let ids: Vec<_> = taken.iter().map(|taken| taken.outcome.as_ref().unwrap()).collect();
    assert!(ids.iter().all(|(id, _)| *id == ids[0].0));
    assert_eq!(ids.iter().filter(|(_, new)| *new).count(), 1);
    let again = detect::take_in(&scene.desk, &scene.analyst, "REHEARSAL", &spellings).await.unwrap();
    assert!(again.iter().all(|taken| !taken.outcome.as_ref().unwrap().1));
    assert_eq!(scene.count::<Item>().await, 1);
    scene.end().await;
}

#[tokio::test]
async fn a_bad_address_stops_nothing() {
    let scene = Scene::new().await;
    let given = ["ftp://lowtide.test/a", PAGE, "https://anna:secret@lowtide.test/a", "lowtide", ""].map(str::to_owned);
    let taken = detect::take_in(&scene.desk, &scene.analyst, "REHEARSAL", &given).await.unwrap();
    let good: Vec<bool> = taken.iter().map(|taken| taken.outcome.is_ok()).collect();
    assert_eq!(good, [false, true, false, false, false]);
    scene.end().await;
}

#[tokio::test]
async fn an_item_is_known_near_or_clear() {
    let scene = Scene::new().await;
    let half = BULLETIN.split_whitespace().take(45).collect::<Vec<_>>().join(" ");
    for (path, words, likeness, state) in [
        ("known", BULLETIN, Likeness::Known, ItemState::InReview),
        ("near", &format!("{GARDEN} {half} {GARDEN}"), Likeness::Near, ItemState::InReview),
        ("clear", GARDEN, Likeness::Nothing, ItemState::Clear),
    ] {
        let address = format!("https://b.lowtide.test/rehearsal/{path}");
        scene.serve(&address, 200, words);
        let item = scene.take_in(&address).await;
        let item = scene.item(item).await;
        assert_eq!((item.likeness, item.state), (likeness, state), "{path}: {:?}", item.matches);
        assert_eq!(item.provider, Some(scene.provider));
        assert!(item.capture.is_some());
    }
    scene.end().await;
}

#[tokio::test]
async fn what_could_not_be_seen_goes_to_a_person_and_is_never_clear() {
    let scene = Scene::new().await;
    scene.serve("https://b.lowtide.test/gone", 404, GARDEN);
    scene.serve("https://b.lowtide.test/down", 503, GARDEN);
    scene.break_off("https://b.lowtide.test/slow");
    for path in ["gone", "down", "slow", "no-such-name"] {
        let item = scene.take_in(&format!("https://b.lowtide.test/{path}")).await;
        let item = scene.item(item).await;
        assert_eq!(item.state, ItemState::NotExamined, "{path}");
        assert!(!item.not_examined.is_empty(), "{path}");
        assert!(item.state.is_open());
    }
    assert_eq!(scene.count::<Capture>().await, 2, "an answer is sealed even when it is an error");
    scene.end().await;
}

#[tokio::test]
async fn what_could_not_be_examined_is_fetched_again_when_somebody_asks() {
    let scene = Scene::new().await;
    scene.break_off(PAGE);
    let id = scene.take_in(PAGE).await;
    scene.serve(PAGE, 200, BULLETIN);
    let outsider = detect::fetch_again(&scene.desk, &scene.officer, id).await;
    assert!(matches!(outsider, Err(Error::Refused(Refusal::NotPermitted { .. }))));
    assess::claim(&scene.desk, &scene.colleague, id).await.unwrap();
    let taken = detect::fetch_again(&scene.desk, &scene.analyst, id).await;
    assert!(matches!(taken, Err(Error::Refused(Refusal::InOtherHands { .. }))));
    detect::fetch_again(&scene.desk, &scene.colleague, id).await.unwrap();
    assert_eq!(scene.item(id).await.state, ItemState::TakenIn);
    scene.work().await;
    let item = scene.item(id).await;
    assert_eq!((item.state, item.likeness), (ItemState::InReview, Likeness::Known));
    assert!(item.not_examined.is_empty() && item.capture.is_some());
    let acts: Vec<_> = scene.store.history(id.0).await.unwrap();
    assert!(acts.iter().any(|entry| entry.leaf.contains("fetch_asked")), "who asked is on record");
    let again = detect::fetch_again(&scene.desk, &scene.colleague, id).await;
    assert!(matches!(again, Err(Error::Refused(Refusal::Fetch(_)))), "{again:?}");

    let handed = hand_in(&scene, "huge.png", None, png(60_000, 60_000)).await;
    let file = detect::fetch_again(&scene.desk, &scene.analyst, handed.items[0].0).await;
    assert!(matches!(file, Err(Error::Refused(Refusal::Invalid { what: "item", .. }))), "{file:?}");
    scene.end().await;
}

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    png.extend(width.to_be_bytes());
    png.extend(height.to_be_bytes());
    png.extend(b"\x08\x02\0\0\0\0\0\0\0\0\0\0\0IEND\xaeB`\x82");
    png
}

async fn hand_in(scene: &Scene, name: &str, address: Option<&str>, bytes: Vec<u8>) -> detect::HandedIn {
    let file = Handed { name: name.to_owned(), address: address.map(str::to_owned), bytes };
    detect::hand_in(&scene.desk, &scene.analyst, "REHEARSAL", vec![file]).await.unwrap()
}

#[tokio::test]
async fn a_picture_too_large_to_look_at_is_not_called_clear() {
    let scene = Scene::new().await;
    let handed = hand_in(&scene, "huge.png", None, png(60_000, 60_000)).await;
    let item = scene.item(handed.items[0].0).await;
    assert!(!item.not_examined.is_empty());
    assert_eq!(item.state, ItemState::NotExamined);
    scene.end().await;
}

pub fn warc(address: &str, head: &str, body: &[u8]) -> Vec<u8> {
    let mut block = format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n").into_bytes();
    block.extend(body);
    let record = Record {
        kind: RecordKind::Response,
        id: uuid::Uuid::from_u128(7),
        date: testkit::start(),
        target_uri: Some(address.to_owned()),
        content_type: Some("application/http;msgtype=response".to_owned()),
        headers: Vec::new(),
        body: block,
    };
    let mut writer = Writer::new(Vec::new(), false);
    writer.write(&record).unwrap();
    writer.finish().unwrap()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[tokio::test]
async fn a_body_that_was_cut_short_is_not_called_clear() {
    let scene = Scene::new().await;
    let bomb = gzip(&vec![b'a'; 80 << 20]);
    let head = "content-type: image/png\r\ncontent-encoding: gzip";
    let handed = hand_in(&scene, "bomb.warc", None, warc(PAGE, head, &bomb)).await;
    let item = scene.item(handed.items[0].0).await;
    assert!(
        item.not_examined.iter().any(|why| why.contains("long") || why.contains("more than")),
        "{:?}",
        item.not_examined
    );
    assert_eq!(item.state, ItemState::NotExamined);

    let damaged = gzip(BULLETIN.as_bytes());
    let head = "content-type: text/html; charset=utf-8\r\ncontent-encoding: gzip";
    let cut = warc("https://b.lowtide.test/rehearsal/cut", head, &damaged[..40]);
    let handed = hand_in(&scene, "cut.warc", None, cut).await;
    assert_eq!(scene.item(handed.items[0].0).await.state, ItemState::NotExamined);
    scene.end().await;
}

#[tokio::test]
async fn a_warc_gives_its_pages_and_names_what_is_cut_off() {
    let scene = Scene::new().await;
    let html = format!("<html><body><p>{BULLETIN}</p></body></html>");
    let mut bytes = warc(PAGE, "content-type: text/html; charset=utf-8", html.as_bytes());
    let whole = bytes.len();
    bytes.extend(warc("https://b.lowtide.test/rehearsal/b", "content-type: text/html", html.as_bytes()));
    bytes.truncate(whole + 300);
    let handed = hand_in(&scene, "cut.warc", None, bytes).await;
    assert_eq!(handed.items.len(), 1);
    assert_eq!(handed.left_out.len(), 1, "{:?}", handed.left_out);
    assert_eq!(scene.item(handed.items[0].0).await.likeness, Likeness::Known);
    scene.end().await;
}

#[tokio::test]
async fn the_charset_a_page_declares_wrongly_hides_nothing() {
    let scene = Scene::new().await;
    let html = format!("<html><head><meta charset=\"koi8-r\"></head><body><p>{BULLETIN}</p></body></html>");
    let handed = hand_in(&scene, "page.html", Some(PAGE), html.into_bytes()).await;
    assert_eq!(scene.item(handed.items[0].0).await.likeness, Likeness::Known);
    let garbage = hand_in(&scene, "noise.html", None, (0..=255).cycle().take(4096).collect()).await;
    assert_eq!(garbage.items.len(), 1);
    scene.end().await;
}

#[tokio::test]
async fn a_store_that_cannot_write_takes_nothing_in() {
    let scene = Scene::new().await;
    scene.meddled.set(Meddling::NoCommits);
    assert!(detect::take_in(&scene.desk, &scene.analyst, "REHEARSAL", &[PAGE.to_owned()]).await.is_err());
    scene.meddled.set(Meddling::None);
    assert_eq!(scene.count::<Item>().await, 0);
    assert!(scene.store.waiting().is_empty());
    scene.end().await;
}

/// A coast of hills and buoys that says nothing, drawn so that it has details on every scale.
fn coast(width: u32, height: u32) -> Picture {
    let wave =
        |x: f32, y: f32| (x / 31.0 + (y / 47.0).sin() * 2.0).sin() * 50.0 + (x / 9.0).cos() * (y / 13.0).sin() * 35.0;
    let buoys = |x: u32, y: u32| if (x * x / 97 + y * 7) % 83 < 21 && (x / 37 + y / 29) % 5 == 2 { 60.0 } else { 0.0 };
    let grey = |at: u32| {
        let (x, y) = (at % width, at / width);
        (120.0 + wave(x as f32, y as f32) + buoys(x, y)).clamp(0.0, 255.0) as u8
    };
    let rgb = (0..width * height).flat_map(|at| [grey(at); 3]).collect();
    Picture::from_rgb(width, height, rgb).unwrap()
}

/// The part of a picture from a point on to its lower right corner.
fn cut(picture: &Picture, left: u32, top: u32) -> Picture {
    let row = |y: u32| {
        let start = (y * picture.width() + left) as usize * 3;
        &picture.rgb()[start..((y + 1) * picture.width()) as usize * 3]
    };
    let rgb = (top..picture.height()).flat_map(row).copied().collect();
    Picture::from_rgb(picture.width() - left, picture.height() - top, rgb).unwrap()
}

#[tokio::test]
async fn a_part_of_a_known_picture_is_near_and_the_match_says_where_it_lies() {
    let scene = Scene::new().await;
    let whole = coast(600, 450);
    let known = Addition::File { name: "coast".to_owned(), bytes: whole.preview(4096) };
    banks::import(&scene.desk, &scene.investigator, "REHEARSAL coasts", "rehearsal", vec![known]).await.unwrap();
    let part = cut(&whole, 90, 60).preview(4096);
    let handed = hand_in(&scene, "part.jpg", None, part).await;
    let item = scene.item(handed.items[0].0).await;
    let found = item.matches.iter().find(|found| found.method == Method::Details).expect("a match by details");
    assert_eq!((found.likeness, item.state), (Likeness::Near, ItemState::InReview));
    let alike = found.alike.as_ref().expect("what was done");
    assert_eq!(alike.changes(), [Change::Cropped]);
    assert!((alike.cut.left - 0.15).abs() < 0.02 && (alike.cut.top - 60.0 / 450.0).abs() < 0.02, "{alike:?}");
    scene.end().await;
}
