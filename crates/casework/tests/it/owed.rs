//! What waits for a person on the side of the issuing authority.

use crate::scene::Scene;
use casework::order;
use casework::portal::Way;
use casework::ports::{Clock as _, MailError};
use domain::id::OrderId;
use domain::order::Answer;
use jiff::SignedDuration;

fn ids(orders: &[casework::records::Kept<casework::records::Order>]) -> Vec<OrderId> {
    orders.iter().map(|order| order.id).collect()
}

fn dated(dated: &[order::Dated]) -> Vec<OrderId> {
    dated.iter().map(|dated| dated.order.id).collect()
}

#[tokio::test]
async fn what_is_owed_is_named_until_it_is_done() {
    let scene = Scene::new().await;
    let (desk, officer) = (&scene.desk, &scene.officer);
    let owed = async || order::owed(desk, officer, 10).await.unwrap();
    let asked = scene.delivered("https://b.lowtide.test/rehearsal/1").await;
    let link = scene.link(asked).await;
    order::answer(desk, &link, Way::Portal, Answer::ManifestError, None, "M. de Wit", "REHEARSAL: which page?")
        .await
        .unwrap();
    assert_eq!(ids(&owed().await.replies), [asked]);
    order::restart(desk, officer, asked, "REHEARSAL: the whole page").await.unwrap();
    assert_eq!(ids(&owed().await.replies), [], "an answer is on its way");
    scene.work().await;
    order::ask_scrutiny(desk, &link, "M. de Wit", "REHEARSAL: an almanac").await.unwrap();
    let scrutinised = owed().await.scrutinised;
    assert_eq!(dated(&scrutinised), [asked]);
    assert_eq!(scrutinised[0].at, scene.clock.now() + SignedDuration::from_hours(72));
    order::withdraw(desk, officer, asked, "REHEARSAL: an almanac indeed").await.unwrap();
    scene.work().await;
    let now = owed().await;
    assert_eq!((dated(&now.scrutinised), ids(&now.reinstatements)), (vec![], vec![asked]));
    order::reinstate(desk, &link, true, "M. de Wit", "").await.unwrap();
    assert_eq!(ids(&owed().await.reinstatements), []);
    let approved = scene.drafted("https://b.lowtide.test/rehearsal/2").await;
    scene.deconflict(approved).await;
    order::approve(desk, officer, approved).await.unwrap();
    assert_eq!(dated(&owed().await.approved), [approved]);
    for _ in 0..2 {
        scene.mail.fail_next(MailError::Refused { answer: "550 REHEARSAL no such mailbox".into() });
    }
    scene.issue(approved).await.unwrap();
    scene.work().await;
    let now = owed().await;
    assert_eq!((dated(&now.approved), ids(&now.to_carry)), (vec![], vec![approved]));
    scene.end().await;
}

#[tokio::test]
async fn what_ends_within_a_week_is_named_a_week_ahead_and_no_sooner() {
    let scene = Scene::new().await;
    let (desk, officer) = (&scene.desk, &scene.officer);
    let id = scene.delivered("https://b.lowtide.test/rehearsal/1").await;
    order::answer(desk, &scene.link(id).await, Way::Portal, Answer::Removed, None, "M. de Wit", "").await.unwrap();
    order::set_non_disclosure(desk, officer, id, "REHEARSAL: an inquiry begins").await.unwrap();
    let days = |days: i64| SignedDuration::from_hours(24 * days);
    scene.pass(days(22)).await;
    let early = order::owed(desk, officer, 10).await.unwrap();
    assert!(early.becoming_final.is_empty() && early.disclosure_ends.is_empty());
    scene.pass(days(3)).await;
    assert_eq!(dated(&order::owed(desk, officer, 10).await.unwrap().becoming_final), [id]);
    scene.pass(days(11)).await;
    let late = order::owed(desk, officer, 10).await.unwrap();
    assert!(late.becoming_final.is_empty(), "it is final by now");
    assert_eq!(dated(&late.disclosure_ends), [id]);
    order::lift_non_disclosure(desk, officer, id, "REHEARSAL: it ended").await.unwrap();
    assert!(order::owed(desk, officer, 10).await.unwrap().disclosure_ends.is_empty());
    scene.end().await;
}
