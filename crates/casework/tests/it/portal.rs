//! The provider's side: links, receipts, answers.

use crate::scene::Scene;
use casework::portal::Way;
use casework::ports::Clock as _;
use casework::{Error, Refusal, order, portal};
use domain::order::{Answer, Clock, OrderState};
use jiff::SignedDuration;
use rstest::rstest;

const PAGE: &str = "https://b.lowtide.test/rehearsal/a";

async fn refused(scene: &Scene, link: &str) {
    for outcome in [
        portal::order(&scene.desk, link).await.map(drop),
        order::receive(&scene.desk, link, Way::Portal, "REHEARSAL").await,
        order::answer(&scene.desk, link, Way::Portal, Answer::Removed, None, "REHEARSAL", "").await,
    ] {
        assert!(matches!(outcome, Err(Error::Refused(Refusal::BadLink))), "{link}: {outcome:?}");
    }
}

#[tokio::test]
async fn altered_and_foreign_links_are_refused() {
    let scene = Scene::new().await;
    let (one, other) = (scene.delivered(PAGE).await, scene.delivered("https://b.lowtide.test/rehearsal/b").await);
    let (link, foreign) = (scene.link(one).await, scene.link(other).await);
    for place in 0..link.len() {
        let mut altered = link.clone().into_bytes();
        altered[place] = if altered[place] == b'0' { b'1' } else { b'0' };
        refused(&scene, &String::from_utf8(altered).unwrap()).await;
    }
    let (id, _) = link.split_once('-').unwrap();
    let (_, code) = foreign.split_once('-').unwrap();
    for forged in [
        format!("{id}-{code}"),
        link.replacen('o', "r", 1),
        id.to_owned(),
        format!("{link}0"),
        String::new(),
        "o-".into(),
        "ö-ß".into(),
    ] {
        refused(&scene, &forged).await;
    }
    assert_eq!(scene.order(one).await.state, OrderState::Delivered);
    scene.end().await;
}

#[rstest]
#[case(Answer::Removed, OrderState::Removed)]
#[case(Answer::DisabledAllMs, OrderState::Disabled)]
#[case(Answer::Impossible, OrderState::Impossible)]
#[case(Answer::ManifestError, OrderState::ErrorClaimed)]
#[case(Answer::InsufficientInformation, OrderState::InformationAsked)]
#[tokio::test]
async fn every_answer_is_taken_once(#[case] answer: Answer, #[case] state: OrderState) {
    let scene = Scene::new().await;
    let id = scene.delivered(PAGE).await;
    let link = scene.link(id).await;
    scene.minutes(5).await;
    let acted = Some(scene.clock.now() - SignedDuration::from_mins(1));
    order::answer(&scene.desk, &link, Way::Portal, answer, acted, "REHEARSAL night desk", "REHEARSAL: see the log")
        .await
        .unwrap();
    let order = scene.order(id).await;
    assert_eq!(order.state, state);
    assert!(order.received.is_some(), "an answer is a receipt too");
    if answer.annex() == "II" {
        assert!(matches!(order.clock(scene.clock.now()), Clock::Met { in_time: true, .. }));
        assert!(scene.watch(order.item).await.next.is_some(), "what is said gone is looked at");
    }
    if state != OrderState::Impossible {
        let again = order::answer(&scene.desk, &link, Way::Portal, Answer::Removed, None, "REHEARSAL", "").await;
        assert!(matches!(again, Err(Error::Refused(Refusal::Order(_)))), "{again:?}");
    }
    assert_eq!(scene.order(id).await.answers.len(), 1);
    scene.end().await;
}

#[tokio::test]
async fn an_answer_that_lacks_something_changes_nothing() {
    let scene = Scene::new().await;
    let id = scene.delivered(PAGE).await;
    let link = scene.link(id).await;
    let future = Some(scene.clock.now() + SignedDuration::from_mins(11));
    for (answer, at, name, words) in [
        (Answer::Removed, None, " ", ""),
        (Answer::Removed, future, "REHEARSAL", ""),
        (Answer::ManifestError, None, "REHEARSAL", " "),
        (Answer::Removed, None, &"n".repeat(201), ""),
        (Answer::Removed, None, "REHEARSAL", &"w".repeat(4001)),
    ] {
        let refused = order::answer(&scene.desk, &link, Way::Portal, answer, at, name, words).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::Invalid { .. }))), "{refused:?}");
    }
    assert_eq!(scene.order(id).await.state, OrderState::Delivered);
    scene.end().await;
}

#[tokio::test]
async fn a_second_receipt_does_not_move_the_hour() {
    let scene = Scene::new().await;
    let id = scene.delivered(PAGE).await;
    let link = scene.link(id).await;
    order::receive(&scene.desk, &link, Way::Portal, "REHEARSAL").await.unwrap();
    let from = scene.order(id).await.counts_from;
    scene.minutes(20).await;
    order::receive(&scene.desk, &link, Way::Portal, "REHEARSAL").await.unwrap();
    assert_eq!(scene.order(id).await.counts_from, from);
    scene.end().await;
}
