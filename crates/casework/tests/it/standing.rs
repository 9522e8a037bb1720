//! What a match amounts to is settled anew when its bank changes, whichever way.

use crate::scene::{BULLETIN, GARDEN, Scene};
use casework::banks::{self, Addition, Import};
use casework::detect::{self, Handed};
use casework::ports::Query;
use casework::records::{Bank, Item, Kept, Kind, Signal, Value};
use domain::bank::{Effect, Standing, Thresholds, Voice};
use domain::detect::{ItemState, Likeness};
use domain::id::BankId;
use matching::digest::Sha256;

const LONE: &str = "https://b.lowtide.test/rehearsal/lone";
const BULLETINS: &str = "REHEARSAL bulletins";
const ARCHIVE: &str = "REHEARSAL archive";

async fn import(scene: &Scene, name: &str, effect: Effect, additions: Vec<Addition>) -> BankId {
    let mut import = Import::into(&scene.desk, &scene.investigator, name, "rehearsal", effect).await.unwrap();
    import.add(additions).await.unwrap();
    let bank = import.bank();
    import.end().await.unwrap();
    bank
}

fn archived() -> Vec<Addition> {
    vec![Addition::File { name: "archive.txt".to_owned(), bytes: BULLETIN.as_bytes().to_vec() }]
}

fn row(id: &str, taken_back: bool) -> Addition {
    let value = Value::Sha256(Sha256::of(BULLETIN.as_bytes()));
    Addition::Row { name: "bulletin".to_owned(), value, row: Some(id.to_owned()), taken_back }
}

fn standing_in(item: &Item, bank: BankId) -> Vec<Standing> {
    item.matches.iter().filter(|found| found.bank == bank).map(|found| found.standing).collect()
}

#[tokio::test]
async fn what_a_harmless_bank_suppressed_comes_back_when_it_is_switched_off() {
    let scene = Scene::new().await;
    let archive = import(&scene, ARCHIVE, Effect::Suppresses, archived()).await;
    scene.serve(LONE, 200, BULLETIN);
    let id = scene.take_in(LONE).await;
    assert_eq!(scene.item(id).await.state, ItemState::Clear);

    banks::enable(&scene.desk, &scene.investigator, archive, false, "REHEARSAL: too wide").await.unwrap();
    scene.work().await;
    let item = scene.item(id).await;
    assert_eq!((item.state, item.likeness, item.priority), (ItemState::InReview, Likeness::Known, 1));
    assert_eq!(standing_in(&item, archive), [Standing::Gone]);

    banks::enable(&scene.desk, &scene.investigator, archive, true, "REHEARSAL: after all").await.unwrap();
    scene.work().await;
    let item = scene.item(id).await;
    assert_eq!(standing_in(&item, archive), [Standing::Suppresses]);
    assert_eq!((item.state, item.likeness), (ItemState::InReview, Likeness::Nothing), "a person was asked already");
    scene.end().await;
}

#[tokio::test]
async fn what_a_bank_does_and_how_near_counts_for_what_it_matched_before() {
    let scene = Scene::new().await;
    let archive = import(&scene, ARCHIVE, Effect::Suppresses, archived()).await;
    scene.serve(LONE, 200, BULLETIN);
    let id = scene.take_in(LONE).await;
    let general = Thresholds::default();
    banks::set_terms(&scene.desk, &scene.investigator, archive, Effect::Proposes, general, "REHEARSAL").await.unwrap();
    scene.work().await;
    let item = scene.item(id).await;
    assert_eq!((item.state, standing_in(&item, archive)), (ItemState::InReview, vec![Standing::Stands]));

    let half = "https://b.lowtide.test/rehearsal/half";
    scene.serve(half, 200, &BULLETIN[..BULLETIN.len() / 2]);
    let half = scene.take_in(half).await;
    let bulletins: Kept<Bank> = scene.desk.find_unique(BULLETINS).await.unwrap().unwrap();
    assert_eq!(standing_in(&*scene.item(half).await, bulletins.id), [Standing::Stands]);
    let strict = Thresholds { text_contained: 0.9, text_covered: 1.0, ..general };
    banks::set_terms(&scene.desk, &scene.investigator, bulletins.id, Effect::Proposes, strict, "REHEARSAL")
        .await
        .unwrap();
    scene.work().await;
    assert_eq!(standing_in(&*scene.item(half).await, bulletins.id), [Standing::Gone], "too far by its terms now");
    assert_eq!(standing_in(&*scene.item(id).await, bulletins.id), [Standing::Stands], "a whole copy is near enough");

    // Wider again: what was gone is there again, and nothing twice.
    banks::set_terms(&scene.desk, &scene.investigator, bulletins.id, Effect::Proposes, general, "REHEARSAL")
        .await
        .unwrap();
    scene.minutes(3).await;
    assert_eq!(standing_in(&*scene.item(half).await, bulletins.id), [Standing::Stands]);
    scene.end().await;
}

#[tokio::test]
async fn what_a_list_took_back_suppresses_nothing_more() {
    let scene = Scene::new().await;
    import(&scene, ARCHIVE, Effect::Suppresses, vec![row("1", false)]).await;
    let file = Handed { name: "copy.txt".to_owned(), address: None, bytes: BULLETIN.as_bytes().to_vec() };
    let handed = detect::hand_in(&scene.desk, &scene.analyst, "REHEARSAL", vec![file]).await.unwrap();
    let item = handed.items[0].0;
    assert_eq!(scene.item(item).await.state, ItemState::Clear);
    import(&scene, ARCHIVE, Effect::Suppresses, vec![row("1", true)]).await;
    scene.work().await;
    assert_eq!(scene.item(item).await.state, ItemState::InReview);
    scene.end().await;
}

#[tokio::test]
async fn a_row_that_comes_again_keeps_what_was_said_of_it_and_only_its_own_row_takes_it_back() {
    let scene = Scene::new().await;
    let list = import(&scene, ARCHIVE, Effect::Proposes, vec![row("1", false)]).await;
    let held = async || {
        let signals: Vec<Kept<Signal>> =
            scene.desk.list(&Query::all(Kind::Signal, 10).with("bank", list)).await.unwrap();
        signals.into_iter().filter(|signal| signal.is_in_force()).collect::<Vec<_>>()
    };
    let first = held().await.remove(0);
    banks::opine(&scene.desk, &scene.analyst, first.id, Voice::Dispute, "REHEARSAL: a tide table").await.unwrap();

    let mut again =
        Import::into(&scene.desk, &scene.investigator, ARCHIVE, "rehearsal", Effect::Proposes).await.unwrap();
    again.add(vec![row("2", true)]).await.unwrap();
    let imported = again.end().await.unwrap();
    assert_eq!((imported.removed, imported.left_out_count), (0, 1), "another row brought it");
    assert_eq!(held().await.len(), 1);

    import(&scene, ARCHIVE, Effect::Proposes, vec![row("1", true)]).await;
    assert!(held().await.is_empty());
    import(&scene, ARCHIVE, Effect::Proposes, vec![row("1", false)]).await;
    let second = held().await.remove(0);
    assert_ne!(second.id, first.id, "the set of each version can be put together again");
    assert_eq!(second.opinions.len(), 1, "a dispute is not forgotten because a list changed its mind twice");
    let bank = scene.desk.load::<Bank>(list.0).await.unwrap();
    assert_eq!((second.standing(&bank), bank.signals), (Standing::HeldBack, 1));
    scene.work().await;
    scene.end().await;
}

#[tokio::test]
async fn what_was_seen_in_part_is_fetched_again_though_a_later_signal_matched_it() {
    let scene = Scene::new().await;
    let mut page = scene.page(LONE, 200, GARDEN);
    page.not_examined = vec!["everything after the first 9 bytes".to_owned()];
    scene.fetch.answer(&crate::scene::url(LONE), Ok(page));
    let id = scene.take_in(LONE).await;
    assert_eq!(scene.item(id).await.state, ItemState::NotExamined);
    let garden = Addition::File { name: "garden.txt".to_owned(), bytes: GARDEN.as_bytes().to_vec() };
    import(&scene, "REHEARSAL gardens", Effect::Proposes, vec![garden]).await;
    scene.minutes(2).await;
    let before = scene.item(id).await;
    assert_eq!((before.state, before.matches.len()), (ItemState::InReview, 1));

    // The site is down: what was found in the capture of before stands, with that capture.
    scene.break_off(LONE);
    detect::fetch_again(&scene.desk, &scene.analyst, id).await.unwrap();
    scene.work().await;
    let down = scene.item(id).await;
    assert_eq!((down.state, down.capture), (ItemState::InReview, before.capture));
    assert_eq!((down.matches.len(), down.not_examined.len()), (1, 1));

    // Something harmless stands there now: that takes nothing from what a person was asked about.
    scene.serve(LONE, 200, "REHEARSAL. The harbour is closed for the night.");
    detect::fetch_again(&scene.desk, &scene.analyst, id).await.unwrap();
    scene.work().await;
    let other = scene.item(id).await;
    assert_eq!((other.state, other.capture, other.matches.len()), (ItemState::InReview, before.capture, 1));
    assert_eq!(other.not_examined, ["other content is served"]);

    scene.serve(LONE, 200, GARDEN);
    detect::fetch_again(&scene.desk, &scene.analyst, id).await.unwrap();
    scene.work().await;
    let whole = scene.item(id).await;
    assert_eq!((whole.state, whole.not_examined.len()), (ItemState::InReview, 0));
    assert_ne!(whole.capture, before.capture);
    assert!(detect::fetch_again(&scene.desk, &scene.analyst, id).await.is_err(), "it was examined whole");
    scene.end().await;
}
