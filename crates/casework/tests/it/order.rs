//! Removal orders: gates, delivery, clocks, withdrawal.

use crate::meddled::Meddling;
use crate::scene::{BULLETIN, Scene, finding, lowtide};
use casework::order::Circumstances;
use casework::portal::Way;
use casework::ports::{Clock as _, MailError};
use casework::records::{NoticeKind, Order};
use casework::{Error, Refusal, assess, directory, order};
use domain::assess::Outcome;
use domain::hold::{Answer as Word, ReasonClass};
use domain::id::OrderId;
use domain::order::{Answer, Clock, Gate, OrderState};
use domain::people::Role;
use jiff::SignedDuration;

const PAGE: &str = "https://b.lowtide.test/rehearsal/a";
const CONTACT: &str = "orders@lowtide.example";
const HOST: &str = "desk@nl.authority.example";

async fn shut(scene: &Scene, order: OrderId) -> Vec<Gate> {
    match scene.issue(order).await {
        Err(Error::Refused(Refusal::Gates(gates))) => gates.iter().map(|gate| gate.gate()).collect(),
        other => panic!("gates were to be shut: {other:?}"),
    }
}

fn kinds(order: &Order) -> Vec<NoticeKind> {
    order.notices.iter().map(|notice| notice.kind).collect()
}

fn is_overdue(order: &Order) -> bool {
    matches!(order.state, OrderState::Late | OrderState::Unanswered)
}

#[tokio::test]
async fn the_author_cannot_issue() {
    let scene = Scene::new().await;
    let id = scene.drafted(PAGE).await;
    scene.deconflict(id).await;
    let refused = order::issue(&scene.desk, &scene.analyst, id, Circumstances::default()).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::NotPermitted { .. }))));
    let mut both = scene.analyst.clone();
    both.roles.push(Role::Approver);
    match order::issue(&scene.desk, &both, id, Circumstances::default()).await {
        Err(Error::Refused(Refusal::Gates(gates))) => assert_eq!(gates[0].gate(), Gate::SecondOfficer),
        other => panic!("{other:?}"),
    }
    scene.end().await;
}

#[tokio::test]
async fn silence_of_other_authorities_is_not_go() {
    let scene = Scene::new().await;
    let id = scene.drafted(PAGE).await;
    assert_eq!(shut(&scene, id).await, [Gate::Deconfliction]);
    order::deconflict(&scene.desk, &scene.liaison, id, Word::Contact, "REHEARSAL: call first").await.unwrap();
    assert_eq!(shut(&scene, id).await, [Gate::Deconfliction]);
    scene.deconflict(id).await;
    scene.issue(id).await.unwrap();
    scene.end().await;
}

#[tokio::test]
async fn a_hold_on_the_domain_stops_an_order_until_it_ends() {
    let scene = Scene::new().await;
    let id = scene.drafted(PAGE).await;
    scene.deconflict(id).await;
    let until = scene.clock.now() + SignedDuration::from_hours(2);
    directory::place_hold(
        &scene.desk,
        &scene.liaison,
        scene.ours,
        "lowtide.test",
        Word::Hold,
        ReasonClass::Inquiry,
        until,
    )
    .await
    .unwrap();
    assert_eq!(shut(&scene, id).await, [Gate::Deconfliction]);
    scene.minutes(121).await;
    scene.issue(id).await.unwrap();
    scene.end().await;
}

#[tokio::test]
async fn a_first_order_waits_twelve_hours_after_the_information() {
    let scene = Scene::new().await;
    let late = directory::ProviderEntry { name: "Newpier".into(), domains: vec!["newpier.test".into()], ..lowtide() };
    let provider = directory::put_provider(&scene.desk, &scene.investigator, late).await.unwrap();
    let id = scene.drafted("https://newpier.test/rehearsal/a").await;
    scene.deconflict(id).await;
    assert_eq!(shut(&scene, id).await, [Gate::PriorInformation]);
    directory::inform(&scene.desk, &scene.investigator, provider).await.unwrap();
    scene.minutes(12 * 60 - 1).await;
    assert_eq!(shut(&scene, id).await, [Gate::PriorInformation, Gate::Hours], "it has become night");
    scene.minutes(1).await;
    assert_eq!(shut(&scene, id).await, [Gate::Hours]);
    let at_night = Circumstances { emergency: None, exceptional: Some("REHEARSAL: the page spreads tonight") };
    order::issue(&scene.desk, &scene.officer, id, at_night).await.unwrap();
    scene.end().await;
}

#[tokio::test]
async fn an_emergency_waives_the_information_and_says_so_in_the_order() {
    let scene = Scene::new().await;
    let new = directory::ProviderEntry { name: "Newpier".into(), domains: vec!["newpier.test".into()], ..lowtide() };
    directory::put_provider(&scene.desk, &scene.investigator, new).await.unwrap();
    let id = scene.drafted("https://newpier.test/rehearsal/a").await;
    scene.deconflict(id).await;
    order::issue(
        &scene.desk,
        &scene.officer,
        id,
        Circumstances { emergency: Some("REHEARSAL: the boats leave at noon"), exceptional: None },
    )
    .await
    .unwrap();
    scene.work().await;
    assert!(scene.wrote("the boats leave at noon"));
    let next = scene.drafted("https://newpier.test/rehearsal/b").await;
    scene.deconflict(next).await;
    scene.issue(next).await.unwrap();
    scene.end().await;
}

#[tokio::test]
async fn a_site_or_a_search_cannot_be_ordered() {
    let scene = Scene::new().await;
    for address in
        ["https://b.lowtide.test/", "https://b.lowtide.test/search?q=tide", "https://b.lowtide.test/tag/tide"]
    {
        let id = scene.drafted(address).await;
        scene.deconflict(id).await;
        assert_eq!(shut(&scene, id).await.first(), Some(&Gate::ExactUrl), "{address}");
    }
    scene.end().await;
}

/// The order has to name the page and reach its host, not whoever keeps the short link.
#[tokio::test]
async fn an_address_that_only_leads_on_cannot_be_ordered() {
    let scene = Scene::new().await;
    let there = "https://b.lowtide.test/rehearsal/a";
    scene.redirect("https://s.lowtide.test/9", there, BULLETIN);
    scene.redirect("https://www.b.lowtide.test/rehearsal/a/", there, BULLETIN);
    for (address, refused) in [("https://s.lowtide.test/9", true), ("https://www.b.lowtide.test/rehearsal/a/", false)] {
        let item = scene.take_in(address).await;
        let assess::Followed::Order(id) =
            assess::decide(&scene.desk, &scene.analyst, item, finding(Outcome::ProposeOrder)).await.unwrap()
        else {
            panic!("an order was to follow");
        };
        let gates = order::shut_gates(&scene.desk, &scene.officer, &scene.order(id).await.record).await.unwrap();
        assert_eq!(gates.iter().any(|shut| shut.gate() == Gate::ExactUrl), refused, "{address}: {gates:?}");
    }
    scene.end().await;
}

#[tokio::test]
async fn an_order_without_provider_or_language_is_refused_by_name() {
    let scene = Scene::new().await;
    let id = scene.drafted("https://nobody.test/rehearsal/a").await;
    scene.deconflict(id).await;
    let gates = shut(&scene, id).await;
    assert!(gates.contains(&Gate::Addressee), "{gates:?}");
    let finnish = directory::ProviderEntry {
        name: "Satama".into(),
        languages: vec!["fi".into()],
        domains: vec!["satama.test".into()],
        ..lowtide()
    };
    let provider = directory::put_provider(&scene.desk, &scene.investigator, finnish).await.unwrap();
    directory::record_informed(
        &scene.desk,
        &scene.investigator,
        provider,
        testkit::start() - SignedDuration::from_hours(24),
        "REHEARSAL",
    )
    .await
    .unwrap();
    let id = scene.drafted("https://satama.test/rehearsal/a").await;
    scene.deconflict(id).await;
    assert_eq!(shut(&scene, id).await, [Gate::Language]);
    scene.end().await;
}

#[tokio::test]
async fn the_same_item_is_not_ordered_twice() {
    let scene = Scene::new().await;
    let id = scene.delivered(PAGE).await;
    let item = scene.order(id).await.item;
    let again = assess::decide(&scene.desk, &scene.analyst, item, finding(Outcome::ProposeOrder)).await;
    assert!(matches!(again, Err(Error::Refused(Refusal::Finding(_)))), "{again:?}");
    assert!(matches!(scene.issue(id).await, Err(Error::Refused(_))));
    scene.end().await;
}

#[tokio::test]
async fn delivery_sends_one_order_and_one_copy_to_the_host_state() {
    let scene = Scene::new().await;
    let id = scene.delivered(PAGE).await;
    scene.minutes(5).await;
    let order = scene.order(id).await;
    assert_eq!(order.state, OrderState::Delivered);
    assert_eq!(scene.letters_to(CONTACT).len(), 1, "the provider gets the order once");
    assert_eq!(scene.letters_to(HOST).len(), 1, "the host state gets the copy once");
    let mut sent = kinds(&order);
    sent.sort_by_key(|kind| *kind as u8);
    assert_eq!(sent, [NoticeKind::Order, NoticeKind::HostStateCopy]);
    assert_eq!(order.clock(scene.clock.now()), Clock::NotBegun, "delivery is not receipt");
    let letter = &scene.letters_to(CONTACT)[0];
    assert!(letter.text.contains(&format!("https://unit.example/portal/{}", scene.link(id).await)));
    assert!(!letter.text.contains("Invented"), "no officer is named outside");
    scene.end().await;
}

#[tokio::test]
async fn the_hour_runs_from_receipt_with_a_reminder_and_an_end() {
    let scene = Scene::new().await;
    let id = scene.delivered(PAGE).await;
    scene.minutes(10).await;
    order::receive(&scene.desk, &scene.link(id).await, Way::Portal, "REHEARSAL night desk").await.unwrap();
    let received = scene.clock.now();
    let deadline = received + SignedDuration::from_mins(60);
    assert_eq!(scene.order(id).await.clock(received), Clock::Running { deadline });
    scene.minutes(39).await;
    assert!(!kinds(&scene.order(id).await.record).contains(&NoticeKind::Reminder));
    scene.minutes(1).await;
    assert_eq!(kinds(&scene.order(id).await.record).iter().filter(|kind| **kind == NoticeKind::Reminder).count(), 1);
    scene.minutes(19).await;
    assert!(!is_overdue(&scene.order(id).await.record));
    scene.minutes(1).await;
    let order = scene.order(id).await;
    assert!(is_overdue(&order));
    assert_eq!(kinds(&order).iter().filter(|kind| **kind == NoticeKind::Escalation).count(), 1);
    assert_eq!(scene.watch(order.item).await.rounds.len(), 1, "we look at the end of the hour");
    scene.end().await;
}

#[tokio::test]
async fn an_order_that_nobody_receives_is_reminded_and_escalated_and_a_late_receipt_starts_a_whole_hour() {
    let scene = Scene::new().await;
    let id = scene.delivered(PAGE).await;
    scene.minutes(60).await;
    let order = scene.order(id).await;
    assert!(
        is_overdue(&order)
            && kinds(&order).contains(&NoticeKind::Reminder)
            && kinds(&order).contains(&NoticeKind::Escalation)
    );
    scene.minutes(30).await;
    order::receive(&scene.desk, &scene.link(id).await, Way::Portal, "REHEARSAL").await.unwrap();
    assert!(!is_overdue(&scene.order(id).await.record), "the hour has just begun");
    scene.minutes(59).await;
    assert!(!is_overdue(&scene.order(id).await.record));
    scene.minutes(2).await;
    let order = scene.order(id).await;
    assert!(is_overdue(&order));
    assert_eq!(kinds(&order).iter().filter(|kind| **kind == NoticeKind::Escalation).count(), 2);
    scene.end().await;
}

#[tokio::test]
async fn annex_three_stops_the_hour_and_a_restart_begins_a_new_one() {
    let scene = Scene::new().await;
    let id = scene.delivered(PAGE).await;
    let link = scene.link(id).await;
    order::receive(&scene.desk, &link, Way::Portal, "REHEARSAL").await.unwrap();
    scene.minutes(30).await;
    order::answer(
        &scene.desk,
        &link,
        Way::Portal,
        Answer::InsufficientInformation,
        None,
        "REHEARSAL",
        "Which of the two pages?",
    )
    .await
    .unwrap();
    let asked = scene.clock.now();
    scene.minutes(90).await;
    let order = scene.order(id).await;
    assert_eq!(order.clock(scene.clock.now()), Clock::Stopped { at: asked });
    assert!(!is_overdue(&order) && !kinds(&order).contains(&NoticeKind::Escalation));
    order::restart(&scene.desk, &scene.officer, id, "REHEARSAL: the one with the bulletin").await.unwrap();
    assert_eq!(scene.order(id).await.clock(scene.clock.now()), Clock::Stopped { at: asked }, "nothing was sent yet");
    let twice = order::restart(&scene.desk, &scene.officer, id, "REHEARSAL: again").await;
    assert!(matches!(twice, Err(Error::Refused(Refusal::Invalid { .. }))));
    scene.work().await;
    assert!(scene.wrote("the one with the bulletin"));
    let waits = scene.order(id).await;
    assert_eq!(waits.clock(scene.clock.now()), Clock::NotBegun, "the hour counts from the receipt of our answer");
    scene.minutes(20).await;
    let first = waits.received;
    order::receive(&scene.desk, &link, Way::Portal, "REHEARSAL").await.unwrap();
    let deadline = scene.clock.now() + SignedDuration::from_mins(60);
    let runs = scene.order(id).await;
    assert_eq!((runs.clock(scene.clock.now()), runs.received), (Clock::Running { deadline }, first));
    scene.minutes(1).await;
    scene.minutes(60).await;
    assert!(is_overdue(&scene.order(id).await.record));
    scene.end().await;
}

#[tokio::test]
async fn a_withdrawn_order_is_told_to_the_provider_and_disturbs_nobody_again() {
    let scene = Scene::new().await;
    let id = scene.delivered(PAGE).await;
    order::withdraw(&scene.desk, &scene.officer, id, "REHEARSAL: issued in error, please reinstate").await.unwrap();
    scene.minutes(180).await;
    let order = scene.order(id).await;
    assert_eq!(order.state, OrderState::Withdrawn);
    let after: Vec<_> = kinds(&order)
        .into_iter()
        .filter(|kind| matches!(kind, NoticeKind::Reminder | NoticeKind::Escalation))
        .collect();
    assert!(after.is_empty());
    assert!(scene.wrote("issued in error"));
    let link = scene.link(id).await;
    assert!(order::receive(&scene.desk, &link, Way::Portal, "REHEARSAL").await.is_err());
    scene.end().await;
}

#[tokio::test]
async fn an_order_withdrawn_before_it_was_sent_never_leaves() {
    let scene = Scene::new().await;
    let id = scene.drafted(PAGE).await;
    order::withdraw(&scene.desk, &scene.officer, id, "REHEARSAL: not needed").await.unwrap();
    scene.minutes(10).await;
    assert!(scene.mail.letters().is_empty());

    let id = scene.drafted("https://b.lowtide.test/rehearsal/b").await;
    scene.deconflict(id).await;
    scene.issue(id).await.unwrap();
    order::withdraw(&scene.desk, &scene.officer, id, "REHEARSAL: stopped at the door").await.unwrap();
    scene.minutes(10).await;
    let order = scene.order(id).await;
    assert_eq!(order.state, OrderState::Withdrawn);
    assert!(!kinds(&order).contains(&NoticeKind::Order), "a withdrawn order is not sent");
    scene.end().await;
}

#[tokio::test]
async fn a_mail_server_that_fails_delays_and_loses_nothing() {
    let scene = Scene::new().await;
    for _ in 0..2 {
        scene.mail.fail_next(MailError::Later { answer: "451 REHEARSAL".into() });
    }
    let id = scene.delivered(PAGE).await;
    assert_eq!(scene.order(id).await.state, OrderState::Issued);
    scene.minutes(2).await;
    assert_eq!(scene.order(id).await.state, OrderState::Delivered);
    assert_eq!((scene.letters_to(CONTACT).len(), scene.letters_to(HOST).len()), (1, 1));
    scene.end().await;
}

#[tokio::test]
async fn an_issue_that_cannot_be_written_sends_nothing() {
    let scene = Scene::new().await;
    let id = scene.drafted(PAGE).await;
    scene.deconflict(id).await;
    scene.meddled.set(Meddling::NoCommits);
    assert!(matches!(scene.issue(id).await, Err(Error::Unavailable(_))));
    scene.meddled.set(Meddling::None);
    scene.minutes(5).await;
    assert_eq!(scene.order(id).await.state, OrderState::Checked);
    assert!(scene.mail.letters().is_empty());
    scene.end().await;
}

#[tokio::test]
async fn a_letter_repeated_after_a_failed_write_says_that_it_is_the_same() {
    let scene = Scene::new().await;
    let id = scene.drafted(PAGE).await;
    scene.deconflict(id).await;
    scene.issue(id).await.unwrap();
    scene.meddled.set(Meddling::NoCommits);
    casework::jobs::run_due(&scene.desk).await.unwrap();
    assert_eq!(scene.order(id).await.state, OrderState::Issued);
    scene.meddled.set(Meddling::None);
    scene.minutes(5).await;
    let letters = scene.letters_to(CONTACT);
    assert_eq!(letters.len(), 2);
    assert_eq!(letters[0].message_id, letters[1].message_id);
    assert_eq!(kinds(&scene.order(id).await.record).iter().filter(|kind| **kind == NoticeKind::Order).count(), 1);
    scene.end().await;
}

#[tokio::test]
async fn a_letter_that_is_refused_for_good_stops_no_clock_and_waits_for_a_person() {
    let scene = Scene::new().await;
    let id = scene.delivered(PAGE).await;
    order::receive(&scene.desk, &scene.link(id).await, Way::Portal, "REHEARSAL").await.unwrap();
    scene.minutes(59).await;
    scene.mail.fail_next(refused());
    scene.minutes(2).await;
    let order = scene.order(id).await;
    assert!(is_overdue(&order), "the hour is over whether or not a letter can say so");
    assert_eq!(order.unsent.iter().map(|unsent| unsent.kind).collect::<Vec<_>>(), [NoticeKind::Escalation]);
    let waiting = order::owed(&scene.desk, &scene.officer, 10).await.unwrap();
    assert_eq!(waiting.letters.iter().map(|order| order.id).collect::<Vec<_>>(), [id]);
    order::letters_again(&scene.desk, &scene.officer, id).await.unwrap();
    scene.work().await;
    let order = scene.order(id).await;
    assert!(order.unsent.is_empty() && kinds(&order).contains(&NoticeKind::Escalation));
    let twice = order::letters_again(&scene.desk, &scene.officer, id).await;
    assert!(matches!(twice, Err(Error::Refused(Refusal::Invalid { .. }))));
    scene.end().await;
}

#[tokio::test]
async fn an_answer_that_comes_back_or_too_late_starts_no_hour() {
    let scene = Scene::new().await;
    let id = scene.delivered(PAGE).await;
    let link = scene.link(id).await;
    let unclear = Answer::InsufficientInformation;
    order::answer(&scene.desk, &link, Way::Portal, unclear, None, "REHEARSAL", "Which page?").await.unwrap();
    order::restart(&scene.desk, &scene.officer, id, "REHEARSAL: the one with the bulletin").await.unwrap();
    scene.work().await;
    let message = scene.letters_to(CONTACT).pop().unwrap().message_id;
    assert!(message.contains("-answer-1-"), "{message}");
    casework::bounces::came_back(&scene.desk, &message, "REHEARSAL: no such mailbox").await.unwrap();
    let order = scene.order(id).await;
    assert_eq!((order.clock(scene.clock.now()), order.unsent.len()), (Clock::NotBegun, 1));
    assert!(casework::bounces::came_back(&scene.desk, &message, "REHEARSAL").await.is_err(), "read once");
    let before = scene.letters_to(CONTACT).len();
    order::letters_again(&scene.desk, &scene.officer, id).await.unwrap();
    scene.work().await;
    let letters = scene.letters_to(CONTACT);
    assert_eq!(letters.len(), before + 1, "the answer leaves once more");
    assert!(letters[before].text.contains("REHEARSAL: the one with the bulletin"));
    let order = scene.order(id).await;
    assert_eq!((order.state, order.clock(scene.clock.now())), (OrderState::Delivered, Clock::NotBegun));
    assert!(order.unsent.is_empty() && order.reply.is_none());
    order::answer(&scene.desk, &link, Way::Portal, unclear, None, "REHEARSAL", "Which of them?").await.unwrap();
    order::restart(&scene.desk, &scene.officer, id, "REHEARSAL: the second").await.unwrap();
    order::withdraw(&scene.desk, &scene.officer, id, "REHEARSAL: issued in error").await.unwrap();
    scene.work().await;
    assert!(!scene.wrote("REHEARSAL: the second"), "an order without effect is not explained any more");
    assert_eq!(scene.order(id).await.reply, None);
    scene.end().await;
}

fn refused() -> MailError {
    MailError::Refused { answer: "550 REHEARSAL no such mailbox".to_owned() }
}
