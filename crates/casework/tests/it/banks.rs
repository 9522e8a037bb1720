//! Banks: what their matches amount to, what follows a change, and that the index follows other processes.

use crate::scene::{self, BULLETIN, GARDEN, Scene};
use casework::banks::{self, Addition, Import, Imported};
use casework::ports::{Query, Store as _};
use casework::records::{Bank, Item, Kept, Kind, Signal, Value, content};
use casework::{Error, assess};
use domain::assess::Outcome;
use domain::bank::{Effect, Standing, Thresholds, Voice};
use domain::detect::{ItemState, Likeness, Method};
use domain::id::{BankId, SignalId};
use domain::people::Role;
use matching::digest::Sha256;
use testkit::contract::change;

const BULLETINS: &str = "REHEARSAL bulletins";
const GARDENS: &str = "REHEARSAL gardens";

async fn bank(scene: &Scene, name: &str) -> Kept<Bank> {
    scene.desk.find_unique(name).await.unwrap().unwrap()
}

async fn likeness(scene: &Scene, path: &str, words: &str) -> Likeness {
    let address = format!("https://b.lowtide.test/rehearsal/{path}");
    scene.serve(&address, 200, words);
    let item = scene.take_in(&address).await;
    scene.item(item).await.likeness
}

#[tokio::test]
async fn a_switch_made_by_another_process_counts_at_once() {
    let scene = Scene::new().await;
    let garden = Addition::File { name: "garden.txt".to_owned(), bytes: GARDEN.as_bytes().to_vec() };
    banks::import(&scene.desk, &scene.investigator, GARDENS, "rehearsal", vec![garden]).await.unwrap();
    let id = bank(&scene, GARDENS).await.id;
    banks::enable(&scene.desk, &scene.investigator, id, false, "REHEARSAL").await.unwrap();
    assert_eq!(likeness(&scene, "one", BULLETIN).await, Likeness::Known);
    assert_eq!(likeness(&scene, "two", GARDEN).await, Likeness::Nothing);

    // Another process switches one bank off and the other on: as many banks and signals as before in every state.
    let mut rows = Vec::new();
    for name in [BULLETINS, GARDENS] {
        let mut bank = bank(&scene, name).await;
        bank.enabled = !bank.enabled;
        rows.push(bank.row().unwrap());
    }
    scene.store.commit(vec![change(1, rows)]).await.unwrap();
    assert_eq!(likeness(&scene, "three", BULLETIN).await, Likeness::Nothing);
    assert_eq!(likeness(&scene, "four", GARDEN).await, Likeness::Known);
}

const LONE: &str = "https://b.lowtide.test/rehearsal/lone";

fn file(name: &str, words: &str) -> Addition {
    Addition::File { name: name.to_owned(), bytes: words.as_bytes().to_vec() }
}

fn sha(name: &str, words: &str, taken_back: bool) -> Addition {
    let value = Value::Sha256(Sha256::of(words.as_bytes()));
    Addition::Row { name: name.to_owned(), value, row: Some(format!("row {name}")), taken_back }
}

async fn import(scene: &Scene, name: &str, effect: Effect, additions: Vec<Addition>) -> Imported {
    let mut import = Import::into(&scene.desk, &scene.investigator, name, "rehearsal", effect).await.unwrap();
    import.add(additions).await.unwrap();
    import.end().await.unwrap()
}

async fn signals(scene: &Scene, bank: BankId) -> Vec<Kept<Signal>> {
    scene.desk.list(&Query::all(Kind::Signal, 100).with("bank", bank)).await.unwrap()
}

async fn text_signal(scene: &Scene, name: &str) -> SignalId {
    let id = bank(scene, name).await.id;
    signals(scene, id).await.into_iter().find(|signal| matches!(signal.value, Value::Text(_))).unwrap().id
}

#[tokio::test]
async fn harmless_material_suppresses_what_it_explains_and_it_shows() {
    let scene = Scene::new().await;
    import(&scene, GARDENS, Effect::Suppresses, vec![file("archive.txt", BULLETIN)]).await;
    scene.serve(LONE, 200, BULLETIN);
    let item = scene.take_in(LONE).await;
    let item = scene.item(item).await;
    assert_eq!((item.state, item.likeness), (ItemState::Clear, Likeness::Nothing));
    let of = |standing| item.matches.iter().filter(move |found| found.standing == standing).collect::<Vec<_>>();
    let (by, suppressed) = (of(Standing::Suppresses), of(Standing::Suppressed));
    assert_eq!((by.len(), suppressed.len(), item.matches.len()), (1, 1, 2));
    assert_eq!(suppressed[0].suppressed_by, Some(by[0].signal));
    assert_eq!(suppressed[0].bank_name, BULLETINS);
    let figures = banks::figures(&scene.desk, by[0].bank).await.unwrap();
    assert_eq!((figures.matched, figures.days.last().unwrap().1, figures.verdicts.all()), (1, 1, 0));

    // Somebody disputes the harmless signal: in doubt a person looks.
    banks::opine(&scene.desk, &scene.analyst, by[0].signal, Voice::Dispute, "REHEARSAL: not an archive").await.unwrap();
    scene.work().await;
    assert_eq!(scene.item(item.id).await.state, ItemState::InReview);
    scene.end().await;
}

#[tokio::test]
async fn the_keeper_silences_a_signal_and_another_authority_delays_it() {
    let scene = Scene::new().await;
    let signal = text_signal(&scene, BULLETINS).await;
    let theirs = scene::person(&scene.desk, scene.host_officer.authority, "nina", Role::Analyst).await;
    let first = scene.known(LONE).await;
    assert_eq!(scene.item(first).await.priority, 1);
    banks::opine(&scene.desk, &theirs, signal, Voice::Dispute, "REHEARSAL: a quotation").await.unwrap();
    scene.work().await;
    let item = scene.item(first).await;
    assert_eq!((item.state, item.priority), (ItemState::InReview, 2));
    assert_eq!(item.matches[0].standing, Standing::Disputed);

    banks::opine(&scene.desk, &scene.investigator, signal, Voice::Dispute, "REHEARSAL: the wrong file").await.unwrap();
    let second = scene.known("https://b.lowtide.test/rehearsal/second").await;
    let item = scene.item(second).await;
    assert_eq!((item.state, item.matches[0].standing), (ItemState::Clear, Standing::HeldBack));

    let missing = banks::opine(&scene.desk, &scene.analyst, signal, Voice::Confirm, " ").await;
    assert!(matches!(missing, Err(Error::Refused(_))));
    let liaison = banks::opine(&scene.desk, &scene.liaison, signal, Voice::Confirm, "REHEARSAL").await;
    assert!(liaison.is_err());
}

#[tokio::test]
async fn a_flood_is_held_until_a_person_releases_it() {
    let scene = Scene::new().await;
    let signal = text_signal(&scene, BULLETINS).await;
    let mut items = Vec::new();
    for number in 0..52 {
        items.push(scene.known(&format!("https://b.lowtide.test/rehearsal/flood/{number}")).await);
    }
    let id = bank(&scene, BULLETINS).await.id;
    let held = banks::held(&scene.desk, id).await.unwrap();
    assert_eq!(held.iter().map(|held| held.id).collect::<Vec<_>>(), [signal]);
    assert_eq!(held[0].quarantine.as_ref().unwrap().today, 50);
    assert_eq!(scene.item(items[48]).await.state, ItemState::InReview);
    let last = scene.item(items[51]).await;
    assert_eq!((last.state, last.matches[0].standing), (ItemState::Clear, Standing::Quarantined));

    banks::release(&scene.desk, &scene.investigator, signal, "REHEARSAL: it is what it says").await.unwrap();
    scene.work().await;
    assert_eq!(scene.item(items[51]).await.state, ItemState::InReview);
    assert_eq!(likeness(&scene, "after", BULLETIN).await, Likeness::Known);
    assert!(banks::held(&scene.desk, id).await.unwrap().is_empty());
    let figures = banks::figures(&scene.desk, id).await.unwrap();
    assert_eq!((figures.days.last().unwrap().1, figures.verdicts.open), (53, 53));
    assert!(banks::release(&scene.desk, &scene.investigator, signal, "REHEARSAL").await.is_err());
    scene.end().await;
}

#[tokio::test]
async fn what_was_captured_before_is_compared_with_what_arrives() {
    let scene = Scene::new().await;
    scene.serve(LONE, 200, GARDEN);
    let item = scene.take_in(LONE).await;
    assert_eq!(scene.item(item).await.state, ItemState::Clear);
    let known = scene.known("https://b.lowtide.test/rehearsal/dismissed").await;
    assess::decide(&scene.desk, &scene.analyst, known, scene::finding(Outcome::Dismiss)).await.unwrap();

    import(&scene, GARDENS, Effect::Proposes, vec![file("garden.txt", GARDEN), file("again.txt", BULLETIN)]).await;
    scene.minutes(2).await;
    let found = scene.item(item).await;
    assert_eq!((found.state, found.priority, found.matches.len()), (ItemState::InReview, 1, 1));
    assert_eq!(found.matches[0].bank_name, GARDENS);
    let decided = scene.item(known).await;
    assert_eq!(
        (decided.state, decided.matches.len()),
        (ItemState::Dismissed, 2),
        "a finding stands, the match is shown"
    );

    let comparison = bank(&scene, GARDENS).await.record.comparison.unwrap();
    assert_eq!((comparison.compared(), comparison.matched, comparison.opened, comparison.done), (2, 2, 1, true));
    scene.end().await;
}

#[tokio::test]
async fn a_list_imported_again_changes_nothing_and_takes_back_what_it_gave() {
    let scene = Scene::new().await;
    let list = || vec![sha("one", "REHEARSAL one", false), sha("two", "REHEARSAL two", false)];
    let first = import(&scene, GARDENS, Effect::Proposes, [list(), list()].concat()).await;
    assert_eq!((first.added, first.known), (2, 0), "a row that stands twice is one signal");
    let before = bank(&scene, GARDENS).await;
    let again = import(&scene, GARDENS, Effect::Proposes, list()).await;
    assert_eq!((again.added, again.removed, again.known), (0, 0, 2));
    assert_eq!(bank(&scene, GARDENS).await, before);

    let back = import(&scene, GARDENS, Effect::Proposes, vec![sha("one", "REHEARSAL one", true)]).await;
    assert_eq!((back.removed, bank(&scene, GARDENS).await.signals), (1, 1));
    assert_eq!(scene.desk.index().len(), 4, "the bulletin's three and one of these");
    let anew = import(&scene, GARDENS, Effect::Proposes, vec![sha("one", "REHEARSAL one", false)]).await;
    assert_eq!(anew.added, 1, "what the list took back, the list may bring again");

    let all = signals(&scene, before.id).await;
    let two = all.iter().find(|signal| signal.name == "two").unwrap();
    banks::remove(&scene.desk, &scene.investigator, two.id, "REHEARSAL: a tide table").await.unwrap();
    let refused = import(&scene, GARDENS, Effect::Proposes, list()).await;
    assert_eq!((refused.added, refused.left_out_count), (0, 1));
    assert!(refused.left_out[0].1.contains("a tide table"));
    assert_eq!(bank(&scene, GARDENS).await.left_out.as_ref().unwrap().first, refused.left_out);
    assert!(banks::remove(&scene.desk, &scene.investigator, two.id, "REHEARSAL").await.is_err());
    scene.end().await;
}

#[tokio::test]
async fn a_match_is_found_again_whatever_became_of_the_bank() {
    let scene = Scene::new().await;
    let item = scene.known(LONE).await;
    let signal = text_signal(&scene, BULLETINS).await;
    import(&scene, BULLETINS, Effect::Proposes, vec![file("copy.txt", &format!("{BULLETIN} Added later."))]).await;
    banks::remove(&scene.desk, &scene.investigator, signal, "REHEARSAL: replaced").await.unwrap();
    let strict = Thresholds { text_contained: 1.0, text_covered: 1.0, ..Thresholds::default() };
    let id = bank(&scene, BULLETINS).await.id;
    banks::set_terms(&scene.desk, &scene.investigator, id, Effect::Suppresses, strict, "REHEARSAL").await.unwrap();
    banks::enable(&scene.desk, &scene.investigator, id, false, "REHEARSAL").await.unwrap();

    let again = banks::reproduce(&scene.desk, &scene.analyst, item).await.unwrap();
    assert!(again.is_the_same(), "{again:?}");
    assert_eq!((again.matches.len(), again.more.len(), again.banks[0].version), (1, 0, 1));

    // Somebody meddles with a signal in the database: the set of then cannot be shown any more.
    let mut meddled = scene.desk.load::<Signal>(signal.0).await.unwrap();
    meddled.since = 2;
    scene.store.commit(vec![change(1, vec![meddled.row().unwrap()])]).await.unwrap();
    let again = banks::reproduce(&scene.desk, &scene.analyst, item).await.unwrap();
    assert!(!again.is_the_same() && !again.banks[0].is_the_same());
}

#[tokio::test]
async fn what_is_found_and_is_not_on_record_is_told() {
    let scene = Scene::new().await;
    import(&scene, BULLETINS, Effect::Proposes, vec![file("copy.txt", &format!("{BULLETIN} Added later."))]).await;
    let id = scene.known(LONE).await;
    assert!(banks::reproduce(&scene.desk, &scene.analyst, id).await.unwrap().is_the_same());
    // Somebody meddles with the item in the database: one of its two matches is gone.
    let mut item = scene.desk.load::<Item>(id.0).await.unwrap();
    assert_eq!(item.matches.len(), 2);
    item.matches.pop();
    scene.store.commit(vec![change(1, vec![item.row().unwrap()])]).await.unwrap();
    let again = banks::reproduce(&scene.desk, &scene.analyst, id).await.unwrap();
    assert_eq!((again.matches.len(), again.more.len(), again.is_the_same()), (1, 1, false));
}

#[tokio::test]
async fn a_bank_can_be_stricter_than_the_rule() {
    let scene = Scene::new().await;
    let id = bank(&scene, BULLETINS).await.id;
    let half = &BULLETIN[..BULLETIN.len() / 2];
    assert_eq!(likeness(&scene, "half", half).await, Likeness::Near);
    let strict = Thresholds { text_contained: 0.9, text_covered: 1.0, ..Thresholds::default() };
    let set =
        |thresholds, why| banks::set_terms(&scene.desk, &scene.investigator, id, Effect::Proposes, thresholds, why);
    set(strict, "REHEARSAL: whole copies only").await.unwrap();
    assert_eq!(likeness(&scene, "strict", half).await, Likeness::Nothing);
    assert_eq!(likeness(&scene, "whole", BULLETIN).await, Likeness::Known);
    assert!(set(Thresholds { pdq_bits: 32, ..strict }, "REHEARSAL").await.is_err());
    assert!(set(strict, "").await.is_err());
}

#[tokio::test]
async fn a_listed_phrase_puts_a_page_before_a_person_and_says_where_it_stands() {
    let scene = Scene::new().await;
    let page = "The keeper wrote about n0rthern l\u{200b}ight, again the northern light, and the weather of the week.";
    scene.serve(LONE, 200, page);
    let item = scene.take_in(LONE).await;
    assert_eq!(scene.item(item).await.state, ItemState::Clear);

    // What was captured before the list came is compared with it too.
    let phrase = Addition::Hash { name: "a light".to_owned(), value: Value::Phrase("Northern Light".to_owned()) };
    import(&scene, "REHEARSAL phrases", Effect::Proposes, vec![phrase]).await;
    scene.minutes(2).await;
    let item = scene.item(item).await;
    assert_eq!((item.state, item.likeness, item.matches.len()), (ItemState::InReview, Likeness::Near, 1));
    let found = &item.matches[0];
    assert_eq!((found.method, found.signal_name.as_str()), (Method::Phrase, "a light"));
    let written: Vec<&str> = found.spans.iter().map(|span| &page[span.clone()]).collect();
    assert_eq!(written, ["n0rthern l\u{200b}ight", "northern light"]);
}

#[tokio::test]
async fn a_file_of_which_something_is_held_goes_under_the_number_of_that() {
    let scene = Scene::new().await;
    import(&scene, GARDENS, Effect::Proposes, vec![sha("garden", GARDEN, false)]).await;
    // The same words and one space more: other bytes, and the same likeness as a text.
    let longer = format!("{GARDEN} ");
    let done = import(&scene, GARDENS, Effect::Proposes, vec![file("garden", GARDEN), file("copy", &longer)]).await;
    assert_eq!((done.added, done.known, done.left_out), (3, 1, Vec::new()));
    let held = signals(&scene, bank(&scene, GARDENS).await.id).await;
    assert_eq!(held.len(), 4, "two digests, one text and its skeleton: {held:#?}");
    assert!(held.iter().all(|signal| content(signal.id) == content(held[0].id)), "{held:#?}");

    let value = |words: &str| Value::Sha256(Sha256::of(words.as_bytes()));
    let both = Addition::Content {
        name: "two parts".to_owned(),
        bytes: None,
        values: vec![value("ebb"), value("flood")],
        row: Some("REHEARSAL 7".to_owned()),
    };
    import(&scene, GARDENS, Effect::Proposes, vec![both]).await;
    let held = signals(&scene, bank(&scene, GARDENS).await.id).await;
    let parts: Vec<_> = held.iter().filter(|signal| signal.row.as_deref() == Some("REHEARSAL 7")).collect();
    assert!(parts.len() == 2 && content(parts[0].id) == content(parts[1].id), "{parts:#?}");
    assert!(held.iter().filter(|signal| content(signal.id) == content(parts[0].id)).count() == 2);
}

#[tokio::test]
async fn an_empty_file_is_no_known_material() {
    let scene = Scene::new().await;
    let done = import(&scene, GARDENS, Effect::Proposes, vec![file("nothing.txt", "")]).await;
    assert_eq!((done.added, done.left_out), (0, vec![("nothing.txt".to_owned(), "the file is empty".to_owned())]));
}
