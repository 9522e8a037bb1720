//! Looking again.

use crate::scene::{BULLETIN, GARDEN, Scene};
use casework::portal::Way;
use casework::ports::MailError;
use casework::records::{Item, Kind, NoticeKind, Record as _};
use casework::{order, watch};
use domain::detect::Likeness;
use domain::id::ItemId;
use domain::order::Answer;
use domain::watch::{Seen, Verdict};

const PAGE: &str = "https://b.lowtide.test/rehearsal/a";
const CONTACT: &str = "orders@lowtide.example";

/// The provider says that the item is gone, while each place is answered as scripted.
async fn claimed(scene: &Scene, answer: Answer) -> ItemId {
    let id = scene.delivered(PAGE).await;
    order::answer(&scene.desk, &scene.link(id).await, Way::Portal, answer, None, "REHEARSAL", "").await.unwrap();
    scene.order(id).await.item
}

#[tokio::test]
async fn said_removed_but_up_is_raised_and_put_to_the_provider_once() {
    let scene = Scene::new().await;
    let item = claimed(&scene, Answer::Removed).await;
    scene.minutes(30).await;
    let watched = scene.watch(item).await;
    assert!(watched.contradicted);
    assert_eq!(watched.state_name(), "raised");
    assert!(watched.rounds.len() >= 2);
    let order = scene.order(watched.order.unwrap()).await;
    assert_eq!(order.notices.iter().filter(|notice| notice.kind == NoticeKind::StillUp).count(), 1);
    watch::note(&scene.desk, &scene.analyst, item).await.unwrap();
    assert_ne!(scene.watch(item).await.state_name(), "raised");
    scene.end().await;
}

#[tokio::test]
async fn the_question_to_the_provider_survives_a_mail_server_that_fails() {
    let scene = Scene::new().await;
    let item = claimed(&scene, Answer::Removed).await;
    scene.mail.fail_next(MailError::Later { answer: "451 REHEARSAL".into() });
    scene.minutes(5).await;
    assert!(scene.watch(item).await.contradicted);
    let order = scene.order(scene.watch(item).await.order.unwrap()).await;
    assert!(order.notices.iter().any(|notice| notice.kind == NoticeKind::StillUp), "{:?}", order.notices);
    scene.end().await;
}

#[tokio::test]
async fn really_removed_is_down_and_not_raised() {
    let scene = Scene::new().await;
    let id = scene.delivered(PAGE).await;
    scene.serve(PAGE, 404, "");
    order::answer(&scene.desk, &scene.link(id).await, Way::Portal, Answer::Removed, None, "REHEARSAL", "")
        .await
        .unwrap();
    scene.minutes(60).await;
    let watched = scene.watch(scene.order(id).await.item).await;
    assert_eq!((watched.verdict, watched.contradicted, watched.returned), (Some(Verdict::Down), false, false));
    assert_eq!(scene.letters_to(CONTACT).len(), 1);
    scene.end().await;
}

#[tokio::test]
async fn a_block_for_some_countries_fits_disabled_but_not_removed() {
    for (answer, raised) in [(Answer::DisabledAllMs, false), (Answer::Removed, true)] {
        let scene = Scene::new().await;
        let id = scene.delivered(PAGE).await;
        for vantage in ["Northhaven", "Southpier"] {
            scene.fetch.answer_from(vantage, &PAGE.parse().unwrap(), Ok(scene.page(PAGE, 451, "")));
        }
        order::answer(&scene.desk, &scene.link(id).await, Way::Portal, answer, None, "REHEARSAL", "").await.unwrap();
        scene.minutes(1).await;
        let watched = scene.watch(scene.order(id).await.item).await;
        assert_eq!((watched.verdict, watched.contradicted), (Some(Verdict::GeoBlocked), raised), "{answer}");
        scene.end().await;
    }
}

#[tokio::test]
async fn disabled_but_up_in_one_member_state_is_raised() {
    let scene = Scene::new().await;
    let id = scene.delivered(PAGE).await;
    scene.fetch.answer_from("Northhaven", &PAGE.parse().unwrap(), Ok(scene.page(PAGE, 451, "")));
    order::answer(&scene.desk, &scene.link(id).await, Way::Portal, Answer::DisabledAllMs, None, "REHEARSAL", "")
        .await
        .unwrap();
    scene.minutes(1).await;
    assert!(scene.watch(scene.order(id).await.item).await.contradicted);
    scene.end().await;
}

#[tokio::test]
async fn a_page_that_says_there_is_nothing_is_gone_and_other_words_are_a_change() {
    for (words, seen) in [("Sorry, this page was not found.", Seen::SoftGone), (GARDEN, Seen::Changed)] {
        let scene = Scene::new().await;
        let id = scene.delivered(PAGE).await;
        scene.serve(PAGE, 200, words);
        order::answer(&scene.desk, &scene.link(id).await, Way::Portal, Answer::Removed, None, "REHEARSAL", "")
            .await
            .unwrap();
        scene.minutes(1).await;
        let watched = scene.watch(scene.order(id).await.item).await;
        assert!(
            watched.rounds[0].looks.iter().all(|look| look.seen == seen && look.warc.is_some()),
            "{:?}",
            watched.rounds[0]
        );
        assert_eq!(watched.verdict, Some(Verdict::Down));
        scene.end().await;
    }
}

#[tokio::test]
async fn no_answer_is_never_down() {
    let scene = Scene::new().await;
    let id = scene.delivered(PAGE).await;
    scene.break_off(PAGE);
    order::answer(&scene.desk, &scene.link(id).await, Way::Portal, Answer::Removed, None, "REHEARSAL", "")
        .await
        .unwrap();
    scene.minutes(30).await;
    let watched = scene.watch(scene.order(id).await.item).await;
    assert_eq!(watched.verdict, Some(Verdict::Unclear));
    scene.end().await;
}

#[tokio::test]
async fn a_page_that_moved_becomes_an_item_with_a_forerunner() {
    let scene = Scene::new().await;
    let id = scene.delivered(PAGE).await;
    let there = "https://c.lowtide.test/rehearsal/again";
    scene.redirect(PAGE, there, BULLETIN);
    order::answer(&scene.desk, &scene.link(id).await, Way::Portal, Answer::Removed, None, "REHEARSAL", "")
        .await
        .unwrap();
    scene.minutes(30).await;
    let first = scene.order(id).await.item;
    assert_eq!(scene.watch(first).await.verdict, Some(Verdict::Moved));
    assert!(scene.watch(first).await.contradicted);
    let next = scene.desk.find_unique::<Item>(there).await.unwrap().unwrap();
    assert_eq!((next.forerunner, next.likeness), (Some(first), Likeness::Known));
    assert_eq!(scene.count::<Item>().await, 2, "a second round finds the same successor");
    scene.end().await;
}

#[tokio::test]
async fn the_same_page_at_a_new_address_names_its_forerunner() {
    let scene = Scene::new().await;
    let first = scene.order(scene.delivered(PAGE).await).await.item;
    let next = scene.known("https://d.othertide.test/copy").await;
    assert_eq!(scene.item(next).await.forerunner, Some(first));
    scene.end().await;
}

#[tokio::test]
async fn a_return_is_raised_again_after_it_was_down() {
    let scene = Scene::new().await;
    let id = scene.delivered(PAGE).await;
    scene.serve(PAGE, 410, "");
    order::answer(&scene.desk, &scene.link(id).await, Way::Portal, Answer::Removed, None, "REHEARSAL", "")
        .await
        .unwrap();
    scene.minutes(15).await;
    let item = scene.order(id).await.item;
    assert_eq!(scene.watch(item).await.verdict, Some(Verdict::Down));
    scene.serve(PAGE, 200, BULLETIN);
    scene.minutes(7 * 60).await;
    let watched = scene.watch(item).await;
    assert!(watched.returned && watched.contradicted);
    assert_eq!(watched.state_name(), "raised");
    scene.end().await;
}

#[tokio::test]
async fn what_comes_back_by_right_raises_nothing() {
    let scene = Scene::new().await;
    let id = scene.delivered(PAGE).await;
    scene.serve(PAGE, 410, "");
    order::answer(&scene.desk, &scene.link(id).await, Way::Portal, Answer::Removed, None, "REHEARSAL", "")
        .await
        .unwrap();
    scene.minutes(15).await;
    order::withdraw(&scene.desk, &scene.officer, id, "REHEARSAL: a mistake of ours").await.unwrap();
    scene.serve(PAGE, 200, BULLETIN);
    scene.minutes(7 * 60).await;
    let watched = scene.watch(scene.order(id).await.item).await;
    assert_eq!(watched.verdict, Some(Verdict::Up));
    assert!(!watched.returned && !watched.contradicted);
    scene.end().await;
}

#[tokio::test]
async fn the_schedule_comes_to_its_end_and_looking_now_goes_on() {
    let scene = Scene::new().await;
    let id = scene.delivered(PAGE).await;
    scene.serve(PAGE, 404, "");
    order::answer(&scene.desk, &scene.link(id).await, Way::Portal, Answer::Removed, None, "REHEARSAL", "")
        .await
        .unwrap();
    let item = scene.order(id).await.item;
    scene.minutes(40 * 24 * 60).await;
    let watched = scene.watch(item).await;
    assert_eq!((watched.rounds.len(), watched.next), (8, None));
    watch::look_now(&scene.desk, &scene.analyst, item).await.unwrap();
    scene.work().await;
    assert_eq!(scene.watch(item).await.rounds.len(), 9);
    assert_eq!(scene.desk.counts(Kind::Watch).await.unwrap()["down"], 1);
    scene.end().await;
}
