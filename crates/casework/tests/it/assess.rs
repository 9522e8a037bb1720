//! The queue and findings.

use crate::meddled::Meddling;
use crate::scene::{BULLETIN, Scene, finding};
use casework::records::{Order, Referral};
use casework::{Error, Refusal, assess};
use domain::assess::{Outcome, Purpose};
use domain::detect::ItemState;
use jiff::SignedDuration;

#[tokio::test]
async fn an_item_is_handed_to_one_person_at_a_time() {
    let scene = Scene::new().await;
    let (desk, analyst, colleague) = (&scene.desk, &scene.analyst, &scene.colleague);
    let first = scene.known("https://b.lowtide.test/rehearsal/1").await;
    scene.clock.advance(SignedDuration::from_secs(1));
    let second = scene.known("https://b.lowtide.test/rehearsal/2").await;
    let given = assess::next(desk, analyst, None).await.unwrap().unwrap().id;
    let other = assess::next(desk, colleague, None).await.unwrap().unwrap().id;
    assert_eq!((given, other), (first, second));
    assert_eq!(assess::next(desk, analyst, None).await.unwrap().unwrap().id, given, "one's own item comes again");
    let refused = assess::decide(desk, colleague, given, finding(Outcome::Dismiss)).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::InOtherHands { .. }))), "{refused:?}");
    scene.clock.advance(assess::HAND_OUT);
    assess::decide(desk, colleague, given, finding(Outcome::Dismiss)).await.unwrap();
    scene.end().await;
}

#[tokio::test]
async fn an_item_given_back_goes_to_the_next_person() {
    let scene = Scene::new().await;
    let item = scene.known("https://b.lowtide.test/rehearsal/1").await;
    assess::claim(&scene.desk, &scene.analyst, item).await.unwrap();
    assess::hand_back(&scene.desk, &scene.colleague, item).await.unwrap();
    assert!(assess::claim(&scene.desk, &scene.colleague, item).await.is_err(), "nobody gives back what another has");
    assess::hand_back(&scene.desk, &scene.analyst, item).await.unwrap();
    assess::claim(&scene.desk, &scene.colleague, item).await.unwrap();
    scene.end().await;
}

#[tokio::test]
async fn a_second_reading_is_another_persons() {
    let scene = Scene::new().await;
    let item = scene.known("https://b.lowtide.test/rehearsal/1").await;
    let mut unsure = finding(Outcome::SecondReading);
    unsure.purpose = Purpose::CannotTell;
    assess::decide(&scene.desk, &scene.analyst, item, unsure).await.unwrap();
    assert!(assess::next(&scene.desk, &scene.analyst, None).await.unwrap().is_none());
    assert!(assess::decide(&scene.desk, &scene.analyst, item, finding(Outcome::Dismiss)).await.is_err());
    scene.clock.advance(assess::HAND_OUT);
    assess::decide(&scene.desk, &scene.colleague, item, finding(Outcome::Dismiss)).await.unwrap();
    assert_eq!(scene.item(item).await.assessments.len(), 2);
    scene.end().await;
}

#[tokio::test]
async fn a_protected_purpose_leads_to_nothing_outward() {
    let scene = Scene::new().await;
    let item = scene.known("https://b.lowtide.test/rehearsal/1").await;
    for outcome in [Outcome::ProposeOrder, Outcome::Refer] {
        let mut protected = finding(outcome);
        protected.purpose = Purpose::Journalism;
        assert!(assess::decide(&scene.desk, &scene.analyst, item, protected).await.is_err());
    }
    assert_eq!(scene.item(item).await.state, ItemState::InReview);
    assert_eq!(scene.count::<Order>().await + scene.count::<Referral>().await, 0);
    scene.end().await;
}

#[tokio::test]
async fn a_finding_that_cannot_be_written_leaves_nothing_half_done() {
    let scene = Scene::new().await;
    let item = scene.known("https://b.lowtide.test/rehearsal/1").await;
    let before = scene.item(item).await;
    let leaves = casework::journal::verify(&scene.desk).await.unwrap().leaves;
    for meddling in [Meddling::NoCommits, Meddling::None] {
        scene.meddled.set(meddling);
        scene.store.set_down(meddling == Meddling::None);
        let failed = assess::decide(&scene.desk, &scene.analyst, item, finding(Outcome::ProposeOrder)).await;
        assert!(matches!(failed, Err(Error::Unavailable(_))), "{failed:?}");
    }
    scene.store.set_down(false);
    assert_eq!(scene.item(item).await, before);
    assert_eq!(scene.count::<Order>().await, 0);
    assert!(scene.store.waiting().is_empty());
    assert_eq!(casework::journal::verify(&scene.desk).await.unwrap().leaves, leaves);
    assess::decide(&scene.desk, &scene.analyst, item, finding(Outcome::ProposeOrder)).await.unwrap();
    scene.end().await;
}

#[tokio::test]
async fn findings_recorded_at_once_draw_different_references() {
    const AT_ONCE: usize = 20;
    let scene = Scene::new().await;
    let mut items = Vec::new();
    for number in 0..AT_ONCE {
        items.push(scene.known(&format!("https://b.lowtide.test/rehearsal/{number}")).await);
    }
    scene.meddled.set(Meddling::SlowCommits);
    let recorded = items.iter().enumerate().map(|(number, item)| {
        let outcome = if number % 2 == 0 { Outcome::ProposeOrder } else { Outcome::Refer };
        assess::decide(&scene.desk, &scene.analyst, *item, finding(outcome))
    });
    let recorded = futures::future::join_all(recorded).await;
    scene.meddled.set(Meddling::None);
    assert!(recorded.iter().all(Result::is_ok), "{recorded:?}");
    assert_eq!(scene.count::<Order>().await + scene.count::<Referral>().await, AT_ONCE as u64);
    scene.end().await;
}

#[tokio::test]
async fn a_roleless_act_is_refused_by_name() {
    let scene = Scene::new().await;
    let item = scene.known("https://b.lowtide.test/rehearsal/1").await;
    for actor in [&scene.officer, &scene.liaison, &scene.investigator] {
        let refused = assess::decide(&scene.desk, actor, item, finding(Outcome::Dismiss)).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::NotPermitted { .. }))), "{refused:?}");
    }
    let dossier = assess::dossier(&scene.desk, &scene.analyst, item).await.unwrap();
    assert!(dossier.text.unwrap().contains(&BULLETIN[..40]));
    scene.end().await;
}
