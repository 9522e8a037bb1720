//! Gates that people open against what they found, bulk issue, and complaints.

use crate::scene::{GARDEN, Scene, finding};
use casework::complaints::{self, Received};
use casework::order::{self, Circumstances};
use casework::ports::{Clock as _, Store as _};
use casework::records::{Kept, Order};
use casework::{Error, Refusal, assess, directory, portal};
use domain::assess::Outcome;
use domain::hold::{Answer as Word, ReasonClass};
use domain::id::{ComplaintId, OrderId};
use domain::order::{Gate, OrderState};
use jiff::SignedDuration;

const WHY: &str = "REHEARSAL: the frame is borrowed, the page adds nothing of its own";

fn gates(outcome: Result<(), Error>) -> Vec<Gate> {
    match outcome {
        Err(Error::Refused(Refusal::Gates(shut))) => shut.iter().map(|shut| shut.gate()).collect(),
        other => panic!("gates were to be shut: {other:?}"),
    }
}

/// A draft about a page that shows the bulletin inside much prose of its own.
async fn within_prose(scene: &Scene) -> OrderId {
    let page = "https://b.lowtide.test/rehearsal/long";
    scene.serve(page, 200, &format!("{GARDEN} {GARDEN} {} {GARDEN} {GARDEN} {GARDEN}", crate::scene::BULLETIN));
    let item = scene.take_in(page).await;
    let followed = assess::decide(&scene.desk, &scene.analyst, item, finding(Outcome::ProposeOrder)).await.unwrap();
    let assess::Followed::Order(id) = followed else { panic!("an order was to follow, not {followed:?}") };
    scene.deconflict(id).await;
    id
}

#[tokio::test]
async fn what_else_lives_there_is_given_up_by_two_people_with_a_sentence_each() {
    let scene = Scene::new().await;
    let id = within_prose(&scene).await;
    assert!(gates(scene.issue(id).await).contains(&Gate::Collateral));
    let short = order::open_gate(&scene.desk, &scene.analyst, id, Gate::Collateral, "yes").await;
    assert!(matches!(short, Err(Error::Refused(Refusal::Invalid { .. }))));
    for gate in [Gate::Deconfliction, Gate::SecondOfficer, Gate::ExactUrl, Gate::PurposeTest] {
        assert!(order::open_gate(&scene.desk, &scene.analyst, id, gate, WHY).await.is_err(), "{gate}");
    }
    for _ in 0..2 {
        order::open_gate(&scene.desk, &scene.analyst, id, Gate::Collateral, WHY).await.unwrap();
        assert!(gates(scene.issue(id).await).contains(&Gate::Collateral), "one person twice is one person");
    }
    order::open_gate(&scene.desk, &scene.officer, id, Gate::Collateral, WHY).await.unwrap();
    assert_eq!(scene.order(id).await.state, OrderState::Checked);
    scene.issue(id).await.unwrap();
    scene.end().await;
}

#[tokio::test]
async fn a_gate_says_which_sign_shut_it() {
    let scene = Scene::new().await;
    let entries = |count: usize| -> String {
        (0..count).map(|n| format!("<article><a href=/rehearsal/{n}>REHEARSAL light {n}</a></article>")).collect()
    };
    for (path, own, gate) in [
        ("tag/light", String::new(), Gate::Collateral),
        ("topic/lamp", format!("{}<ul class=pagination><li><a href=/2>2</a></ul>", entries(6)), Gate::ExactUrl),
    ] {
        let page = format!("https://b.lowtide.test/{path}");
        scene.serve(&page, 200, &format!("{}</p>{own}<p>", crate::scene::BULLETIN));
        let item = scene.take_in(&page).await;
        let followed = assess::decide(&scene.desk, &scene.analyst, item, finding(Outcome::ProposeOrder)).await.unwrap();
        let assess::Followed::Order(id) = followed else { panic!("an order was to follow, not {followed:?}") };
        let order = scene.order(id).await;
        let shut = order::shut_gates(&scene.desk, &scene.officer, &order).await.unwrap();
        let said = shut.iter().find(|shut| shut.gate() == gate).map(ToString::to_string).unwrap_or_default();
        let found = scene.item(item).await.context.iter().find(|sign| sign.points_to == "not_one_item").cloned();
        let found = found.unwrap_or_else(|| panic!("{path}: no sign of a list"));
        assert!(said.contains(&format!("({}: {}", found.kind, found.found)), "{path}: {said}");
    }
    scene.end().await;
}

#[tokio::test]
async fn a_hold_on_an_account_stops_its_items_and_no_others() {
    let scene = Scene::new().await;
    let until = scene.clock.now() + SignedDuration::from_hours(48);
    let place = async |scope: &str| {
        directory::place_hold(&scene.desk, &scene.liaison, scene.ours, scope, Word::Hold, ReasonClass::Inquiry, until)
            .await
    };
    place("https://b.lowtide.test/@keeper/").await.unwrap();
    assert!(place("b.lowtide.test/*").await.is_err());
    let (theirs, other) = (
        scene.drafted("https://b.lowtide.test/@keeper/41").await,
        scene.drafted("https://b.lowtide.test/@other/1").await,
    );
    scene.deconflict(theirs).await;
    scene.deconflict(other).await;
    assert_eq!(gates(scene.issue(theirs).await), [Gate::Deconfliction]);
    scene.issue(other).await.unwrap();
    scene.end().await;
}

#[tokio::test]
async fn several_orders_are_issued_at_once_only_after_the_sample_was_read() {
    let scene = Scene::new().await;
    let mut ids = Vec::new();
    for number in 0..6 {
        let id = scene.drafted(&format!("https://b.lowtide.test/rehearsal/{number}")).await;
        scene.deconflict(id).await;
        ids.push(id);
    }
    let bulk = async || order::issue_bulk(&scene.desk, &scene.officer, &ids, Circumstances::default()).await;
    assert!(matches!(bulk().await, Err(Error::Refused(Refusal::Invalid { .. }))));
    assert_eq!(scene.order(ids[0]).await.state, OrderState::Checked, "nothing was issued");
    let sample = order::sample(&ids);
    assert_eq!(sample.len(), 2);
    for id in sample {
        order::seen(&scene.desk, &scene.officer, id).await.unwrap();
    }
    assert!(bulk().await.unwrap().iter().all(|(_, outcome)| outcome.is_ok()));
    let many = vec![ids[0]; order::BULK_AT_ONCE + 1];
    assert!(order::issue_bulk(&scene.desk, &scene.officer, &many, Circumstances::default()).await.is_err());
    scene.end().await;
}

#[tokio::test]
async fn approval_starts_the_twelve_hours_and_two_officers_at_once_issue_one_order() {
    let scene = Scene::new().await;
    let id = scene.drafted("https://b.lowtide.test/rehearsal/a").await;
    scene.deconflict(id).await;
    order::approve(&scene.desk, &scene.officer, id).await.unwrap();
    assert_eq!(scene.order(id).await.state, OrderState::Approved);
    let (first, second) = tokio::join!(scene.issue(id), scene.issue(id));
    assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
    scene.work().await;
    assert_eq!(scene.letters_to("orders@lowtide.example").len(), 1);
    scene.end().await;
}

#[tokio::test]
async fn a_provider_records_complaints_about_its_own_removals_only() {
    let scene = Scene::new().await;
    let id = scene.delivered("https://b.lowtide.test/rehearsal/a").await;
    let provider = scene.desk.load(scene.provider.0).await.unwrap();
    let link = portal::link_to_provider(&scene.desk, &provider).unwrap();
    let about = |reference: &str| Received {
        reference: reference.to_owned(),
        url: String::new(),
        text: "REHEARSAL: it was an almanac".to_owned(),
        at: scene.clock.now(),
    };
    assert!(complaints::receive(&scene.desk, &link, about("BE-2026-9999")).await.is_err());
    let reference = scene.order(id).await.reference.clone();
    let complaint = complaints::receive(&scene.desk, &link, about(&reference)).await.unwrap();
    let decide =
        async |id: ComplaintId| complaints::decide(&scene.desk, &link, id, true, "REHEARSAL: it is back").await;
    decide(complaint).await.unwrap();
    assert!(decide(complaint).await.is_err(), "decided once");
    let listed = complaints::of_provider(&scene.desk, provider.id).await.unwrap();
    assert_eq!(listed.len(), 1);
    assert!(listed[0].outcome.as_ref().unwrap().reinstated);
    scene.end().await;
}

#[tokio::test]
async fn drafts_do_not_hide_how_many_orders_were_issued_within_the_hour() {
    let scene = Scene::new().await;
    let mut last = None;
    for number in 0..=domain::order::BULK {
        let id = scene.drafted(&format!("https://b.lowtide.test/rehearsal/{number}")).await;
        scene.deconflict(id).await;
        if number < domain::order::BULK {
            scene.issue(id).await.unwrap();
        }
        last = Some(id);
    }
    let last = last.unwrap();
    scene.minutes(1).await;
    // More drafts than are read at once, all younger than what was issued.
    let pattern = scene.order(last).await.record;
    let entry = scene.store.entries(0, 1).await.unwrap().remove(0);
    for number in 0..250_u128 {
        let id = OrderId(uuid::Uuid::from_u128(number));
        let draft =
            Order { id, reference: format!("BE-DRAFT-{number}"), drafted: scene.clock.now(), ..pattern.clone() };
        let rows = vec![Kept::new(draft).row().unwrap()];
        let change = casework::ports::Change { rows, entry: entry.clone(), jobs: Vec::new(), done: None };
        scene.store.commit(vec![change]).await.unwrap();
    }
    assert_eq!(gates(scene.issue(last).await), [Gate::Bulk]);
    scene.minutes(60).await;
    scene.issue(last).await.unwrap();
}

#[tokio::test]
async fn an_emergency_is_a_sentence_and_waives_only_what_is_shut() {
    let scene = Scene::new().await;
    let emergency = async |id, why| {
        let circumstances = Circumstances { emergency: Some(why), exceptional: None };
        order::issue(&scene.desk, &scene.officer, id, circumstances).await
    };
    let new = directory::ProviderEntry {
        name: "Newpier".into(),
        domains: vec!["newpier.test".into()],
        ..crate::scene::lowtide()
    };
    directory::put_provider(&scene.desk, &scene.investigator, new).await.unwrap();
    let first = scene.drafted("https://newpier.test/rehearsal/a").await;
    scene.deconflict(first).await;
    let word = emergency(first, "x").await;
    assert!(matches!(word, Err(Error::Refused(Refusal::Invalid { what: "emergency", .. }))), "{word:?}");
    emergency(first, "REHEARSAL: the boats leave at noon").await.unwrap();
    assert!(scene.order(first).await.emergency.is_some());
    let second = scene.drafted("https://newpier.test/rehearsal/b").await;
    scene.deconflict(second).await;
    emergency(second, "REHEARSAL: the boats leave at noon").await.unwrap();
    assert_eq!(scene.order(second).await.emergency, None, "nothing had to be waived");
    scene.end().await;
}
