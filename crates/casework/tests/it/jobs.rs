//! The outbox at work.

use crate::scene::{Scene, url};
use casework::ports::Lane;
use casework::{detect, jobs};
use domain::order::OrderState;
use futures::poll;
use std::pin::pin;

const PAGE: &str = "https://b.lowtide.test/rehearsal/a";

#[tokio::test]
async fn pages_that_never_answer_delay_no_letter() {
    let scene = Scene::new().await;
    let id = scene.drafted(PAGE).await;
    scene.deconflict(id).await;
    let silent: Vec<String> = (0..200).map(|n| format!("https://b.lowtide.test/silent/{n}")).collect();
    silent.iter().for_each(|address| scene.fetch.never_answer(&url(address)));
    detect::take_in(&scene.desk, &scene.analyst, "REHEARSAL", &silent).await.unwrap();

    let mut looking = pin!(jobs::run_lane(&scene.desk, Lane::Looking));
    assert!(poll!(looking.as_mut()).is_pending());
    let hanging = scene.fetch.asked().iter().filter(|(asked, _)| asked.path().starts_with("/silent/")).count();
    assert!(hanging > 1, "the lane of looks is at work");

    scene.issue(id).await.unwrap();
    while jobs::run_lane(&scene.desk, Lane::Letters).await.unwrap() > 0 {}
    assert_eq!(scene.order(id).await.state, OrderState::Delivered);
    assert_eq!(scene.letters_to("orders@lowtide.example").len(), 1);
    assert!(poll!(looking.as_mut()).is_pending(), "and no page has answered");
    scene.end().await;
}

#[tokio::test]
async fn one_round_works_every_lane() {
    let scene = Scene::new().await;
    let id = scene.drafted(PAGE).await;
    scene.deconflict(id).await;
    scene.serve("https://b.lowtide.test/b", 200, crate::scene::GARDEN);
    detect::take_in(&scene.desk, &scene.analyst, "REHEARSAL", &["https://b.lowtide.test/b".to_owned()]).await.unwrap();
    scene.issue(id).await.unwrap();
    jobs::run_due(&scene.desk).await.unwrap();
    assert_eq!(scene.order(id).await.state, OrderState::Delivered);
    assert_eq!(scene.fetch.asked().last().unwrap().0.path(), "/b");
    scene.end().await;
}
