//! Scrutiny, challenge, reinstatement, corrections, disclosure, preservation, finality.

use crate::scene::{Scene, authority};
use casework::directory;
use casework::order::{self, Genuine};
use casework::portal::Way;
use casework::ports::Clock as _;
use casework::records::NoticeKind;
use casework::{Error, Refusal};
use domain::id::OrderId;
use domain::order::{Answer, Clock, Contest, OrderState, Reinstatement, Scrutiny};
use domain::people::Competence;
use jiff::SignedDuration;
use matching::digest::Sha256;

const PAGE: &str = "https://b.lowtide.test/rehearsal/a";
const CONTACT: &str = "orders@lowtide.example";
const ISSUER: &str = "desk@be.authority.example";
const HOURS: i64 = 60;

async fn removed(scene: &Scene) -> (OrderId, String) {
    let id = scene.delivered(PAGE).await;
    let link = scene.link(id).await;
    order::answer(&scene.desk, &link, Way::Portal, Answer::Removed, None, "REHEARSAL night desk", "").await.unwrap();
    (id, link)
}

fn refused<T: std::fmt::Debug>(outcome: Result<T, Error>) -> String {
    match outcome {
        Err(Error::Refused(refusal)) => refusal.to_string(),
        other => panic!("to be refused, but {other:?}"),
    }
}

#[tokio::test]
async fn a_breach_takes_the_effect_from_the_order_and_asks_everybody_back() {
    let scene = Scene::new().await;
    let (id, link) = removed(&scene).await;
    let (desk, host) = (&scene.desk, &scene.host_officer);
    order::ask_scrutiny(desk, &link, "REHEARSAL", "The page is a harbour almanac.").await.unwrap();
    let due = scene.clock.now() + SignedDuration::from_hours(72);
    assert_eq!(scene.order(id).await.scrutiny_due(), Some(due));
    refused(order::decide_scrutiny(desk, host, id, true, "REHEARSAL: no warning was given").await);
    order::warn_issuer(desk, host, id, "REHEARSAL: the reasons are thin").await.unwrap();
    scene.work().await;
    assert_eq!(scene.letters_to(ISSUER).len(), 2, "asked, and warned");
    order::decide_scrutiny(desk, host, id, true, "REHEARSAL: an almanac is no bulletin").await.unwrap();
    scene.work().await;
    let order = scene.order(id).await;
    assert_eq!(
        (order.state, order.scrutiny, order.reinstatement),
        (OrderState::Void, Scrutiny::Breach, Reinstatement::Asked)
    );
    assert_eq!(order.clock(scene.clock.now()), Clock::Void);
    let decisions = order.notices.iter().filter(|notice| notice.kind == NoticeKind::ScrutinyDecision);
    let mut to: Vec<&str> = decisions.map(|notice| notice.to.as_str()).collect();
    to.sort_unstable();
    assert_eq!(to, [ISSUER, CONTACT]);
    assert!(scene.wrote("an almanac is no bulletin"));
    let digest = order.form.unwrap().to_string();
    assert_eq!(order::genuine(desk, &order.reference, &digest).await.unwrap(), Genuine::Void);
    order::reinstate(desk, &link, true, "REHEARSAL night desk", "").await.unwrap();
    assert_eq!(scene.order(id).await.reinstatement, Reinstatement::Reinstated);
    refused(order::answer(desk, &link, Way::Portal, Answer::Removed, None, "REHEARSAL", "").await);
    scene.end().await;
}

#[tokio::test]
async fn scrutiny_of_its_own_motion_begins_within_seventy_two_hours_of_the_copy_and_no_later() {
    let scene = Scene::new().await;
    let (id, link) = removed(&scene).await;
    scene.minutes(73 * HOURS).await;
    let late = refused(order::open_scrutiny(&scene.desk, &scene.host_officer, id, "REHEARSAL").await);
    assert!(late.contains("72 hours"), "{late}");
    let late = refused(order::ask_scrutiny(&scene.desk, &link, "REHEARSAL", "REHEARSAL").await);
    assert!(late.contains("48 hours"), "{late}");
    scene.end().await;
}

#[tokio::test]
async fn an_order_that_stands_is_told_so_and_cannot_be_scrutinised_twice() {
    let scene = Scene::new().await;
    let (id, link) = removed(&scene).await;
    let (desk, host) = (&scene.desk, &scene.host_officer);
    order::open_scrutiny(desk, host, id, "REHEARSAL: of our own motion").await.unwrap();
    order::decide_scrutiny(desk, host, id, false, "REHEARSAL: nothing found").await.unwrap();
    scene.work().await;
    let order = scene.order(id).await;
    assert_eq!((order.state, order.scrutiny), (OrderState::Removed, Scrutiny::Stands));
    refused(order::ask_scrutiny(desk, &link, "REHEARSAL", "REHEARSAL").await);
    scene.end().await;
}

#[tokio::test]
async fn only_the_authority_that_got_the_copy_scrutinises() {
    let scene = Scene::new().await;
    let (id, _) = removed(&scene).await;
    let mut stranger = scene.host_officer.clone();
    stranger.authority = scene.ours;
    let outcome = order::open_scrutiny(&scene.desk, &stranger, id, "REHEARSAL").await;
    assert!(matches!(outcome, Err(Error::NotFound { .. })));
    let outcome = order::open_scrutiny(&scene.desk, &scene.officer, id, "REHEARSAL").await;
    assert!(matches!(outcome, Err(Error::Refused(Refusal::NotPermitted { .. }))));
    scene.end().await;
}

#[tokio::test]
async fn a_correction_stands_on_the_form_and_the_hour_starts_with_its_receipt() {
    let scene = Scene::new().await;
    let id = scene.delivered(PAGE).await;
    let link = scene.link(id).await;
    order::answer(&scene.desk, &link, Way::Portal, Answer::ManifestError, None, "REHEARSAL", "Which page?")
        .await
        .unwrap();
    let before = scene.order(id).await.form;
    order::correct(&scene.desk, &scene.officer, id, "REHEARSAL: the second paragraph, not the first").await.unwrap();
    scene.work().await;
    let order = scene.order(id).await;
    assert_ne!(order.form, before);
    assert_eq!((order.state, order.clock(scene.clock.now())), (OrderState::Delivered, Clock::NotBegun));
    let correction = order.notices.iter().find(|notice| notice.kind == NoticeKind::Correction);
    assert!(correction.is_some() && order.paper.is_some(), "the corrected paper is printed before it goes out");
    let genuine = async |form: Option<Sha256>| {
        order::genuine(&scene.desk, &order.reference, &form.unwrap().to_string()).await.unwrap()
    };
    assert_eq!(genuine(order.form).await, Genuine::Yes);
    assert_eq!(genuine(before).await, Genuine::Void, "the paper that the provider holds is ours, and corrected");
    order::receive(&scene.desk, &link, Way::Portal, "REHEARSAL").await.unwrap();
    let deadline = scene.clock.now() + SignedDuration::from_mins(60);
    assert_eq!(scene.order(id).await.clock(scene.clock.now()), Clock::Running { deadline });
    assert!(scene.wrote("the second paragraph, not the first"));
    let signed = order::signed(&scene.desk, &order).await.unwrap();
    assert!(signed.verify(scene.desk.doors.signer.verifier()).is_ok(), "the corrected form is in the ledger too");
    scene.end().await;
}

#[tokio::test]
async fn a_court_annuls_and_the_provider_is_asked_to_reinstate() {
    let scene = Scene::new().await;
    let (id, _) = removed(&scene).await;
    let (desk, officer) = (&scene.desk, &scene.officer);
    order::challenge(desk, officer, id, "REHEARSAL Harbour Court", "docket R-7").await.unwrap();
    order::annul(desk, officer, id, "REHEARSAL Harbour Court", "The reasons do not carry it.").await.unwrap();
    scene.work().await;
    let order = scene.order(id).await;
    assert_eq!((order.state, order.contest), (OrderState::Annulled, Contest::Annulled));
    assert!(order.notices.iter().any(|notice| notice.kind == NoticeKind::Reinstatement));
    scene.minutes(40 * 24 * HOURS).await;
    assert_eq!(scene.order(id).await.final_since, None, "an annulled order never becomes final");
    scene.end().await;
}

#[tokio::test]
async fn an_order_that_nobody_challenges_is_final_when_the_time_for_redress_is_over() {
    let scene = Scene::new().await;
    let (id, _) = removed(&scene).await;
    scene.minutes(30 * 24 * HOURS).await;
    assert_eq!(scene.order(id).await.final_since, None);
    scene.minutes(24 * HOURS).await;
    assert!(scene.order(id).await.final_since.is_some());
    scene.end().await;
}

#[tokio::test]
async fn non_disclosure_is_set_for_six_weeks_extended_once_and_lifted() {
    let scene = Scene::new().await;
    let (id, link) = removed(&scene).await;
    let (desk, officer) = (&scene.desk, &scene.officer);
    order::set_non_disclosure(desk, officer, id, "REHEARSAL: an inquiry begins").await.unwrap();
    refused(order::set_non_disclosure(desk, officer, id, "REHEARSAL: again").await);
    refused(order::told_content_provider(desk, &link, scene.clock.now()).await);
    order::extend_non_disclosure(desk, officer, id, "REHEARSAL: it goes on").await.unwrap();
    refused(order::extend_non_disclosure(desk, officer, id, "REHEARSAL: and on").await);
    let until = scene.order(id).await.non_disclosure.as_ref().unwrap().until;
    assert_eq!(until, scene.clock.now() + SignedDuration::from_hours(84 * 24));
    order::lift_non_disclosure(desk, officer, id, "REHEARSAL: it ended").await.unwrap();
    scene.work().await;
    order::told_content_provider(desk, &link, scene.clock.now()).await.unwrap();
    let told = scene.order(id).await.notices.iter().filter(|n| n.kind == NoticeKind::NonDisclosure).count();
    assert!(told >= 1, "the provider is told");
    scene.end().await;
}

#[tokio::test]
async fn preservation_is_extended_only_while_a_review_is_pending() {
    let scene = Scene::new().await;
    let (id, link) = removed(&scene).await;
    let (desk, officer) = (&scene.desk, &scene.officer);
    let until = scene.order(id).await.preservation.as_ref().unwrap().until;
    let later = until + SignedDuration::from_hours(24 * 30);
    let none = refused(order::extend_preservation(desk, officer, id, later, "REHEARSAL docket R-7").await);
    assert!(none.contains("review"), "{none}");
    order::ask_scrutiny(desk, &link, "REHEARSAL", "REHEARSAL").await.unwrap();
    refused(order::extend_preservation(desk, officer, id, until, "REHEARSAL scrutiny").await);
    order::extend_preservation(desk, officer, id, later, "REHEARSAL scrutiny").await.unwrap();
    scene.work().await;
    assert!(scene.wrote("REHEARSAL scrutiny"));
    scene.end().await;
}

#[tokio::test]
async fn whoever_published_the_content_asks_for_scrutiny_with_their_own_link() {
    let scene = Scene::new().await;
    let (id, link) = removed(&scene).await;
    let theirs = casework::portal::link_for_content_provider(&scene.desk, &scene.order(id).await.record).unwrap();
    order::told_content_provider(&scene.desk, &link, scene.clock.now()).await.unwrap();
    scene.minutes(47 * HOURS).await;
    order::ask_scrutiny(&scene.desk, &theirs, "REHEARSAL author", "It was my almanac.").await.unwrap();
    let order = scene.order(id).await;
    assert_eq!(order.scrutiny, Scrutiny::Requested);
    assert!(order.proceedings[0].by.starts_with("content provider"));
    scene.end().await;
}

#[tokio::test]
async fn the_host_state_is_told_once_that_an_order_is_final() {
    let scene = Scene::new().await;
    let (desk, officer) = (&scene.desk, &scene.officer);
    let flat = |to: &str, words: &str| {
        let letters = scene.letters_to(to);
        let texts = letters.iter().map(|letter| letter.text.split_whitespace().collect::<Vec<_>>().join(" "));
        texts.filter(|text| text.contains("has become final") && text.contains(words)).count()
    };
    let host = "desk@nl.authority.example";
    let (confirmed, _) = removed(&scene).await;
    order::challenge(desk, officer, confirmed, "REHEARSAL Harbour Court", "docket R-7").await.unwrap();
    order::uphold(desk, officer, confirmed, "REHEARSAL Harbour Court", "It carries.").await.unwrap();
    scene.work().await;
    order::tell(desk, confirmed, NoticeKind::Final, None).await.unwrap();
    assert_eq!(flat(host, "the order has been confirmed"), 1, "the authority that got the copy, and once");

    let mut overseer = authority("REHEARSAL Overseer", "NL", Competence::OverseesMeasures, false);
    overseer.contact = "measures@nl.authority.example".to_owned();
    directory::put_authority(desk, Some(&scene.investigator), overseer).await.unwrap();
    let second = scene.delivered("https://b.lowtide.test/rehearsal/b").await;
    let link = scene.link(second).await;
    order::answer(desk, &link, Way::Portal, Answer::Removed, None, "REHEARSAL night desk", "").await.unwrap();
    scene.minutes(31 * 24 * HOURS).await;
    assert_eq!(flat("measures@nl.authority.example", "none was lodged"), 1, "the one that oversees measures");
    assert_eq!(flat(host, ""), 1);
    scene.end().await;
}
