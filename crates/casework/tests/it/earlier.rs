//! What was captured earlier is compared with what banks get later: pictures by what they show, recordings by what is
//! heard in them, and nothing is missed that was examined while a bank changed.

use crate::scene::{GARDEN, Scene};
use casework::banks::{self, Addition, Import};
use casework::detect::{self, Found, Handed, Hash, Sought};
use casework::ports::{Blobs, Decoded, Media, MediaError, Query, Store as _, StoreError};
use casework::records::{Bank, Comparison, Item, Kept, Kind, Signal, Value};
use domain::bank::Effect;
use domain::detect::{ItemState, Method};
use domain::id::ItemId;
use matching::digest::Sha256;
use matching::picture::{Change, Picture};
use matching::sound::write_wav;
use std::sync::Arc;
use testkit::{MemoryBlobs, tune};
use tokio::sync::Notify;

const BANK: &str = "REHEARSAL later";

fn file(name: &str, bytes: Vec<u8>) -> Addition {
    Addition::File { name: name.to_owned(), bytes }
}

fn sha(number: u32) -> Addition {
    let value = Value::Sha256(Sha256::of(format!("REHEARSAL {number}").as_bytes()));
    Addition::Hash { name: format!("hash {number}"), value }
}

async fn import(scene: &Scene, additions: Vec<Addition>) {
    let imported = banks::import(&scene.desk, &scene.investigator, BANK, "rehearsal", additions).await.unwrap();
    assert_eq!(imported.left_out, []);
}

async fn bank(scene: &Scene) -> Kept<Bank> {
    scene.desk.find_unique(BANK).await.unwrap().unwrap()
}

async fn comparison(scene: &Scene) -> Comparison {
    bank(scene).await.record.comparison.unwrap()
}

async fn hand_in(scene: &Scene, name: &str, bytes: Vec<u8>) -> ItemId {
    let file = Handed { name: name.to_owned(), address: None, bytes };
    detect::hand_in(&scene.desk, &scene.analyst, "REHEARSAL", vec![file]).await.unwrap().items[0].0
}

/// REHEARSAL: discs of many greys on one another, the same for the same seed, `width` by 300 pixels.
fn drawn(mut seed: u64, width: u32) -> Vec<[u8; 3]> {
    let mut next = move |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((seed >> 33) % below) as i64
    };
    let mut pixels = vec![[128; 3]; (width * 300) as usize];
    for _ in 0..160 {
        let (x, y, radius, grey) = (next(u64::from(width)), next(300), 4 + next(36), next(256) as u8);
        for (at, pixel) in (0_i64..).zip(&mut pixels) {
            let (dx, dy) = (at % i64::from(width) - x, at / i64::from(width) - y);
            if dx * dx + dy * dy < radius * radius {
                *pixel = [grey; 3];
            }
        }
    }
    pixels
}

fn jpeg(width: u32, pixels: &[[u8; 3]]) -> Vec<u8> {
    let rgb = pixels.as_flattened().to_vec();
    Picture::from_rgb(width, pixels.len() as u32 / width, rgb).unwrap().preview(4096)
}

/// The columns that are given, of each row.
fn columns(width: usize, pixels: &[[u8; 3]], of_row: impl Fn(&[[u8; 3]]) -> Vec<[u8; 3]>) -> Vec<[u8; 3]> {
    pixels.chunks_exact(width).flat_map(of_row).collect()
}

#[tokio::test]
async fn earlier_pictures_are_looked_at_in_every_way() {
    let scene = Scene::new().await;
    let known = drawn(7, 400);
    let mirrored = columns(400, &known, |row| row.iter().rev().copied().collect());
    let cropped = columns(400, &known, |row| row[70..].to_vec());
    let mirrored = hand_in(&scene, "mirrored.jpg", jpeg(400, &mirrored)).await;
    let cropped = hand_in(&scene, "cropped.jpg", jpeg(330, &cropped)).await;
    let other = hand_in(&scene, "other.jpg", jpeg(400, &drawn(8, 400))).await;

    import(&scene, vec![file("known.jpg", jpeg(400, &known))]).await;
    scene.minutes(2).await;
    let changes = |item: &Item| -> Vec<(Method, Vec<Change>)> {
        let alike = |found: &casework::records::Match| found.alike.as_ref().unwrap().changes();
        item.matches.iter().map(|found| (found.method, alike(found))).collect()
    };
    let mirrored = scene.item(mirrored).await;
    assert_eq!(mirrored.state, ItemState::InReview);
    assert!(changes(&mirrored).contains(&(Method::Pdq, vec![Change::Turned])), "{:?}", changes(&mirrored));
    let cropped = scene.item(cropped).await;
    assert_eq!(changes(&cropped), [(Method::Details, vec![Change::Cropped])]);
    assert_eq!(scene.item(other).await.state, ItemState::Clear);
    assert_eq!((comparison(&scene).await.compared(), comparison(&scene).await.unseen()), (3, 0));
    scene.end().await;
}

#[tokio::test]
async fn earlier_recordings_are_heard_again() {
    let mut scene = Scene::new().await;
    let radio = [tune(8, 31), tune(7, 7), tune(9, 22)].concat();
    let radio = hand_in(&scene, "radio.wav", write_wav(&radio)).await;
    assert_eq!(scene.item(radio).await.state, ItemState::Clear);
    let song = hand_in(&scene, "song.mp3", b"REHEARSAL song".to_vec()).await;
    assert_eq!(scene.item(song).await.state, ItemState::NotExamined, "nothing decodes here yet");

    import(&scene, vec![file("tune.wav", write_wav(&tune(7, 7)))]).await;
    scene.minutes(2).await;
    let radio = scene.item(radio).await;
    assert_eq!((radio.state, radio.matches[0].method), (ItemState::InReview, Method::Sound));
    let stretch = radio.matches[0].stretch.unwrap();
    assert!((stretch.found[0] - stretch.known[0] - 31.0).abs() < 0.3, "{stretch:?}");
    assert_eq!(comparison(&scene).await.unseen(), 1, "what could not be decoded is counted, not called unlike");

    // A hash that comes later has nobody decode anything; a sound that comes later does.
    scene.desk.doors.media = Arc::new(Decoder { heard: tune(5, 7), gate: None });
    import(&scene, vec![sha(1)]).await;
    scene.minutes(2).await;
    assert_eq!((comparison(&scene).await.unseen(), comparison(&scene).await.matched), (0, 0));
    import(&scene, vec![file("other tune.wav", write_wav(&tune(5, 7)))]).await;
    scene.minutes(2).await;
    let song = scene.item(song).await;
    assert_eq!((song.state, song.matches[0].method), (ItemState::InReview, Method::Sound));
    scene.end().await;
}

#[tokio::test]
async fn what_comes_piece_by_piece_is_compared_together() {
    let scene = Scene::new().await;
    let item = hand_in(&scene, "garden.txt", GARDEN.as_bytes().to_vec()).await;
    let waiting = || scene.store.waiting().iter().filter(|(_, job)| job.task.contains("compare")).count();
    for number in 0..10 {
        import(&scene, vec![sha(number)]).await;
    }
    assert_eq!(waiting(), 1, "one comparison for all of them");
    let passes = async || {
        let id = bank(&scene).await.id;
        let acts = scene.store.history(id.0).await.unwrap();
        acts.iter().filter(|entry| entry.leaf.contains("compared_again")).count()
    };
    // What comes half a minute before the comparison begins has it done once more, and not ten times.
    scene.pass(jiff::SignedDuration::from_secs(40)).await;
    for number in 10..20 {
        import(&scene, vec![sha(number)]).await;
    }
    import(&scene, vec![file("garden.txt", GARDEN.as_bytes().to_vec())]).await;
    scene.pass(jiff::SignedDuration::from_secs(30)).await;
    assert_eq!((waiting(), passes().await, comparison(&scene).await.done), (1, 1, false));
    scene.minutes(2).await;
    assert_eq!((waiting(), passes().await, comparison(&scene).await.done), (0, 2, true));
    let all = comparison(&scene).await;
    assert_eq!((all.matched, all.opened, all.covered), (1, 1, bank(&scene).await.version));
    assert_eq!(scene.item(item).await.state, ItemState::InReview);
    scene.end().await;
}

#[tokio::test]
async fn what_arrives_while_a_recording_is_decoded_is_found_in_it() {
    let mut scene = Scene::new().await;
    let gate = Arc::new(Gate::default());
    scene.desk.doors.media = Arc::new(Decoder { heard: tune(7, 7), gate: Some(gate.clone()) });
    let meanwhile = async {
        gate.reached.notified().await;
        import(&scene, vec![file("tune.wav", write_wav(&tune(7, 7)))]).await;
        gate.opened.notify_one();
    };
    let (item, ()) = futures::join!(hand_in(&scene, "song.mp3", b"REHEARSAL song".to_vec()), meanwhile);
    let item = scene.item(item).await;
    assert_eq!((item.state, item.matches.len()), (ItemState::InReview, 1));
    scene.end().await;
}

#[tokio::test]
async fn what_arrives_between_comparing_and_writing_is_compared_once_more() {
    let mut scene = Scene::new().await;
    let slow = Arc::new(SlowBlobs::default());
    scene.desk.doors.blobs = slow.clone();
    let meanwhile = async {
        slow.gate.reached.notified().await;
        import(&scene, vec![file("garden.txt", GARDEN.as_bytes().to_vec())]).await;
        // The comparison with what was captured before is over before this is captured.
        scene.minutes(3).await;
        slow.gate.opened.notify_one();
    };
    let (item, ()) = futures::join!(hand_in(&scene, "copy.txt", GARDEN.as_bytes().to_vec()), meanwhile);
    assert_eq!(scene.item(item).await.state, ItemState::Clear);
    scene.minutes(3).await;
    assert_eq!(scene.item(item).await.state, ItemState::InReview);
    assert!(comparison(&scene).await.done);
    scene.end().await;
}

#[tokio::test]
async fn a_recording_is_known_by_its_name_where_its_bytes_say_nothing() {
    let mut scene = Scene::new().await;
    scene.desk.doors.media = Arc::new(Decoder { heard: tune(7, 7), gate: None });
    import(&scene, vec![file("untagged.mp3", b"\xff\xfb REHEARSAL".to_vec())]).await;
    let signals: Vec<Kept<Signal>> =
        scene.desk.list(&Query::all(Kind::Signal, 9).with("bank", bank(&scene).await.id)).await.unwrap();
    assert!(signals.iter().any(|signal| matches!(signal.value, Value::Sound(_))), "{signals:?}");
}

#[tokio::test]
async fn a_long_narrow_picture_says_that_its_parts_were_not_compared() {
    let scene = Scene::new().await;
    let long = drawn(7, 30);
    let item = hand_in(&scene, "long.jpg", jpeg(30, &[long.clone(), long.clone(), long].concat())).await;
    let item = scene.item(item).await;
    assert_eq!((item.state, item.not_examined.len()), (ItemState::Clear, 1));
    assert!(item.not_examined[0].contains("long and narrow"), "{:?}", item.not_examined);
    scene.end().await;
}

#[tokio::test]
async fn answers_come_in_the_order_of_the_questions() {
    let scene = Scene::new().await;
    import(&scene, vec![file("garden.txt", GARDEN.as_bytes().to_vec()), sha(1)]).await;
    let hash = |number: u32| Sought::Hash(Hash::Sha256(Sha256::of(format!("REHEARSAL {number}").as_bytes())));
    let sought = vec![
        hash(2),
        Sought::Text(GARDEN.to_owned()),
        hash(1),
        Sought::File { name: "none.txt".to_owned(), bytes: b"REHEARSAL".to_vec() },
        hash(1),
    ];
    let found = detect::look_up(&scene.desk, &scene.investigator, sought).await.unwrap();
    let methods = |found: &Found| found.matches.iter().map(|found| found.method).collect::<Vec<_>>();
    let exact = vec![Method::Sha256];
    let wanted = [vec![], vec![Method::Sha256, Method::Text], exact.clone(), vec![], exact];
    assert_eq!(found.iter().map(methods).collect::<Vec<_>>(), wanted);
}

/// Where somebody waits until something else was done.
#[derive(Default)]
struct Gate {
    reached: Notify,
    opened: Notify,
}

impl Gate {
    async fn pass(&self) {
        self.reached.notify_one();
        self.opened.notified().await;
    }
}

/// Hears the same in everything.
struct Decoder {
    heard: Vec<i16>,
    gate: Option<Arc<Gate>>,
}

#[async_trait::async_trait]
impl Media for Decoder {
    async fn decode(&self, _: Arc<Vec<u8>>) -> Result<Decoded, MediaError> {
        if let Some(gate) = &self.gate {
            gate.pass().await;
        }
        Ok(Decoded { sound: Some(self.heard.clone()), ..Decoded::default() })
    }
}

/// Keeps several blobs at once only when the gate is opened.
#[derive(Default)]
struct SlowBlobs {
    inner: MemoryBlobs,
    gate: Gate,
}

#[async_trait::async_trait]
impl Blobs for SlowBlobs {
    async fn put(&self, bytes: &[u8]) -> Result<Sha256, StoreError> {
        self.inner.put(bytes).await
    }
    async fn put_all(&self, blobs: &[&[u8]]) -> Result<Vec<Sha256>, StoreError> {
        self.gate.pass().await;
        self.inner.put_all(blobs).await
    }
    async fn get(&self, digest: &Sha256) -> Result<Option<Vec<u8>>, StoreError> {
        self.inner.get(digest).await
    }
}

#[tokio::test]
async fn what_an_import_added_before_it_broke_off_is_compared() {
    let scene = Scene::new().await;
    let item = hand_in(&scene, "seven.bin", b"REHEARSAL 7".to_vec()).await;
    let mut import = Import::into(&scene.desk, &scene.investigator, BANK, "rehearsal", Effect::Proposes).await.unwrap();
    import.add(vec![sha(7)]).await.unwrap();
    drop(import);
    scene.minutes(2).await;
    assert_eq!(scene.item(item).await.state, ItemState::InReview);
    scene.end().await;
}
