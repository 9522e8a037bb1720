//! Starting with a snapshot of the pictures: what it holds is found as without one, and only where the bank's chain of
//! changes proves it.

use crate::scene::{BULLETIN, Scene};
use casework::Desk;
use casework::banks::{self, Addition, Import, Snapshot};
use casework::detect::{Hash, look_up_hash};
use casework::ports::Store as _;
use casework::records::{Bank, Kept, Match, Signal, Value};
use domain::bank::Effect;
use domain::id::SignalId;
use matching::digest::Sha256;
use matching::pdq::Pdq;
use std::ops::Range;
use testkit::contract::change;

const SAILS: &str = "REHEARSAL sails";
const BUOYS: &str = "REHEARSAL buoys";

fn code(number: u64) -> Pdq {
    Pdq([1, 2, 3, 4].map(|word: u64| (number * 4 + word).wrapping_mul(0x9e37_79b9_7f4a_7c15)))
}

async fn import(scene: &Scene, bank: &str, codes: Range<u64>) {
    let mut import = Import::into(&scene.desk, &scene.investigator, bank, "rehearsal", Effect::Proposes).await.unwrap();
    let addition = |number| Addition::Hash { name: format!("REHEARSAL {number}"), value: Value::Pdq(code(number)) };
    import.add(codes.map(addition).collect()).await.unwrap();
    import.end().await.unwrap();
}

async fn bank(scene: &Scene, name: &str) -> Kept<Bank> {
    scene.desk.find_unique(name).await.unwrap().unwrap()
}

async fn signal_of(scene: &Scene, bank: &Bank, number: u64) -> Kept<Signal> {
    let unique = Signal::unique_in(bank.id, &Value::Pdq(code(number)));
    scene.desk.find_unique(&unique).await.unwrap().unwrap()
}

fn written(desk: &Desk) -> Vec<u8> {
    let mut bytes = Vec::new();
    desk.index().write_snapshot(&mut bytes).unwrap();
    bytes
}

/// A desk started with a snapshot, and how many pictures it took from there.
async fn started(scene: &Scene, snapshot: &[u8]) -> (Desk, usize) {
    let desk = scene.started_anew();
    let taken = banks::start(&desk, Snapshot::read(snapshot).unwrap()).await.unwrap();
    (desk, taken)
}

/// What is found of some codes and of the bulletin.
fn found(scene: &Scene, desk: &Desk, codes: Range<u64>) -> Vec<Vec<Match>> {
    let ask = |hash| look_up_hash(desk, &scene.investigator, hash).unwrap();
    let pictures = codes.map(|number| ask(Hash::Pdq(code(number))));
    pictures.chain([ask(Hash::Sha256(Sha256::of(BULLETIN.as_bytes())))]).collect()
}

#[tokio::test]
async fn a_start_with_a_snapshot_finds_what_one_without_finds() {
    let scene = Scene::new().await;
    import(&scene, SAILS, 0..30).await;
    import(&scene, BUOYS, 20..40).await;
    let (desk, taken) = started(&scene, &written(&scene.desk)).await;
    let without = scene.started_anew();
    banks::refresh(&without).await.unwrap();
    assert_eq!((taken, desk.index().len()), (50, without.index().len()));
    let finds = found(&scene, &desk, 0..45);
    assert_eq!(finds, found(&scene, &without, 0..45));
    let counts: Vec<usize> = finds.iter().map(Vec::len).collect();
    assert_eq!(counts, [[1; 20].as_slice(), &[2; 10], &[1; 10], &[0; 5], &[1]].concat());
}

#[tokio::test]
async fn what_came_and_went_after_the_snapshot_is_followed() {
    let scene = Scene::new().await;
    import(&scene, SAILS, 0..10).await;
    let snapshot = written(&scene.desk);
    import(&scene, SAILS, 10..15).await;
    import(&scene, BUOYS, 15..20).await;
    let sails = bank(&scene, SAILS).await;
    for number in [3, 12] {
        let signal = signal_of(&scene, &sails, number).await;
        banks::remove(&scene.desk, &scene.investigator, signal.id, "REHEARSAL").await.unwrap();
    }
    banks::enable(&scene.desk, &scene.investigator, sails.id, false, "REHEARSAL").await.unwrap();
    banks::enable(&scene.desk, &scene.investigator, sails.id, true, "REHEARSAL").await.unwrap();
    let (desk, taken) = started(&scene, &snapshot).await;
    assert_eq!(taken, 9, "all but the one that was removed");
    let finds = found(&scene, &desk, 0..20);
    assert_eq!(finds, found(&scene, &scene.desk, 0..20));
    let missing: Vec<usize> = (0..20).filter(|number| finds[*number].is_empty()).collect();
    assert_eq!(missing, [3, 12]);
    // The next snapshot is of today.
    let (desk, taken) = started(&scene, &written(&desk)).await;
    assert_eq!((taken, found(&scene, &desk, 0..20)), (18, finds));
}

/// Scenes are drawn with the same seed, so that their banks and signals have the same names until they go another way:
/// as a database and its backup do.
#[tokio::test]
async fn a_snapshot_of_another_history_is_not_used() {
    let lost = Scene::new().await;
    import(&lost, SAILS, 0..10).await;
    import(&lost, SAILS, 10..15).await;
    let snapshot = written(&lost.desk);

    let older = Scene::new().await;
    import(&older, SAILS, 0..10).await;
    assert_eq!(bank(&older, SAILS).await.id, bank(&lost, SAILS).await.id);
    let (desk, taken) = started(&older, &snapshot).await;
    assert_eq!((taken, found(&older, &desk, 0..20)), (0, found(&older, &older.desk, 0..20)));

    // It went on, to the same version and beyond.
    for codes in [15..18, 18..20] {
        import(&older, SAILS, codes).await;
        let (desk, taken) = started(&older, &snapshot).await;
        assert_eq!((taken, found(&older, &desk, 0..20)), (0, found(&older, &older.desk, 0..20)));
        assert!(found(&older, &desk, 12..13)[0].is_empty(), "what the backup never held");
    }
    let (_, taken) = started(&lost, &snapshot).await;
    assert_eq!(taken, 15);
}

#[tokio::test]
async fn a_bank_that_is_off_is_read_when_it_is_switched_on() {
    let scene = Scene::new().await;
    import(&scene, SAILS, 0..10).await;
    let (snapshot, sails) = (written(&scene.desk), bank(&scene, SAILS).await.id);
    banks::enable(&scene.desk, &scene.investigator, sails, false, "REHEARSAL").await.unwrap();
    let (desk, taken) = started(&scene, &snapshot).await;
    assert_eq!((taken, found(&scene, &desk, 4..5)[0].len()), (0, 0));
    assert!(desk.index().states().iter().all(|state| state.bank != sails.0.as_u128()));
    banks::enable(&desk, &scene.investigator, sails, true, "REHEARSAL").await.unwrap();
    assert_eq!(found(&scene, &desk, 4..5)[0].len(), 1);
}

/// Its signals would be proved by nothing.
#[tokio::test]
async fn a_bank_without_a_chain_is_left_out() {
    let scene = Scene::new().await;
    import(&scene, SAILS, 0..10).await;
    let mut rows = Vec::new();
    let mut sails = bank(&scene, SAILS).await;
    for number in 0..10 {
        let mut signal = signal_of(&scene, &sails, number).await;
        (signal.since, signal.changed) = (0, 0);
        rows.push(signal.row().unwrap());
    }
    (sails.version, sails.digest) = (0, Sha256([0; 32]));
    rows.push(sails.row().unwrap());
    scene.store.commit(vec![change(1, rows)]).await.unwrap();
    let desk = scene.started_anew();
    banks::refresh(&desk).await.unwrap();
    assert_eq!(found(&scene, &desk, 4..5)[0].len(), 1);
    let (desk, taken) = started(&scene, &written(&desk)).await;
    assert_eq!((taken, found(&scene, &desk, 4..5)[0].len()), (0, 1));
}

/// A process that reads the bank and then its signals may meet signals of a later version in between.
#[tokio::test]
async fn the_index_has_exactly_the_version_that_it_names() {
    let scene = Scene::new().await;
    import(&scene, SAILS, 0..2).await;
    let sails = bank(&scene, SAILS).await;
    let version = sails.version + 2;
    let known = signal_of(&scene, &sails, 1).await.record;
    let id = SignalId(uuid::Uuid::from_u128(known.id.0.as_u128() ^ 1 << 100));
    let early = Signal { id, value: Value::Pdq(code(9)), since: version, changed: version, ..known };
    scene.store.commit(vec![change(1, vec![Kept::new(early).row().unwrap()])]).await.unwrap();
    import(&scene, SAILS, 2..3).await;
    assert_eq!(found(&scene, &scene.desk, 2..3)[0].len(), 1);
    assert!(found(&scene, &scene.desk, 9..10)[0].is_empty(), "not yet");
    let mut later = bank(&scene, SAILS).await;
    later.version += 1;
    scene.store.commit(vec![change(2, vec![later.row().unwrap()])]).await.unwrap();
    banks::refresh(&scene.desk).await.unwrap();
    assert_eq!(found(&scene, &scene.desk, 9..10)[0].len(), 1);
}
