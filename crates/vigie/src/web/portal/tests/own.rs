//! A provider's own page: what it got, what it preserves, its report.

use super::*;
use serde_json::Value;

#[tokio::test]
async fn everything_it_got_with_state_and_nothing_of_drafts() {
    let scene = Scene::new().await;
    let (id, page) = scene.delivered(1).await;
    let draft = scene.draft(2).await;
    let referral = scene.referral(3).await;
    let own = own_page(&scene).await;
    let shown = scene.get(&own, None).await.body;
    let issued = order_of(&scene, id).await;
    assert!(shown.contains(&issued.reference) && shown.contains(&page) && shown.contains("Delivered only"), "{shown}");
    assert!(shown.contains("How an order works") && !shown.contains("<script"), "{shown}");
    let referrals = format!("{own}?view=referrals");
    assert!(scene.get(&referrals, None).await.body.contains("No referral was sent to you"));
    assert!(!shown.contains(&order_of(&scene, draft).await.reference), "a draft is nobody's business");
    casework::refer::release(&scene.desk, &scene.actor(Role::Approver).await, referral).await.unwrap();
    scene.work().await;
    let kept = scene.desk.load::<Referral>(referral.0).await.unwrap();
    assert!(scene.get(&referrals, None).await.body.contains(&kept.reference));
    assert_eq!(scene.get(&format!("{own}?view=nonsense"), None).await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_is_preserved_stands_by_its_end_and_goes_when_the_content_is_back() {
    let scene = Scene::new().await;
    let (first, early) = scene.delivered(1).await;
    removed(&scene, &early).await;
    scene.later(24 * 60).await;
    let (second, late) = scene.delivered(2).await;
    removed(&scene, &late).await;
    let list = format!("{}?view=kept", own_page(&scene).await);
    let shown = scene.get(&list, None).await.body;
    let (a, b) = (order_of(&scene, first).await.reference, order_of(&scene, second).await.reference);
    assert!(shown.find(&a).unwrap() < shown.find(&b).unwrap(), "the earliest end first: {shown}");
    assert!(shown.contains("16 May 2027") && shown.contains("17 May 2027"), "six months: {shown}");
    let officer = scene.actor(Role::Approver).await;
    order::withdraw(&scene.desk, &officer, first, "REHEARSAL: the wrong harbour").await.unwrap();
    scene.post(&format!("{early}/reinstatement"), None, &[("kind", "reinstated"), ("name", "M. de Wit")]).await;
    let shown = scene.get(&list, None).await.body;
    assert!(!shown.contains(&a) && shown.contains(&b), "{shown}");
    scene.clock.advance(jiff::SignedDuration::from_hours(24 * 190));
    assert!(scene.get(&list, None).await.body.contains("over: delete it"));
    scene.clock.advance(jiff::SignedDuration::from_hours(24 * 30));
    assert!(scene.get(&list, None).await.body.contains("Nothing is to be preserved"));
}

#[tokio::test]
async fn the_report_counts_the_year_from_the_records_in_three_forms() {
    let scene = Scene::new().await;
    let (voided, one) = scene.delivered(1).await;
    removed(&scene, &one).await;
    let (_, two) = scene.delivered(2).await;
    scene.post(&format!("{two}/receipt"), None, &[("name", "M. de Wit")]).await;
    scene.later(61).await;
    let form = [("kind", "impossible"), ("name", "M. de Wit"), ("explanation", "REHEARSAL: flooded")];
    scene.post(&format!("{two}/answer"), None, &form).await;
    let officer = scene.actor(Role::Approver).await;
    order::challenge(&scene.desk, &officer, voided, "Harbour Court", "REHEARSAL 1").await.unwrap();
    order::annul(&scene.desk, &officer, voided, "Harbour Court", "REHEARSAL: quoted by a museum").await.unwrap();
    scene.post(&format!("{one}/reinstatement"), None, &[("kind", "reinstated"), ("name", "M. de Wit")]).await;
    let own = own_page(&scene).await;
    let data: Value =
        serde_json::from_str(&scene.get(&format!("{own}/report.json?year=2026"), None).await.body).unwrap();
    assert_eq!((&data["year"], &data["rehearsal"]), (&2026.into(), &true.into()));
    let counted = |letter: &str, name: &str| data["counts"][letter][name].as_u64().unwrap();
    for (letter, name, wanted) in [
        ("a", "orders_received", 2),
        ("a", "orders_answered_within_the_hour", 1),
        ("a", "orders_answered_later", 1),
        ("b", "orders_for_reappeared_material", 1),
        ("c", "items_removed_after_orders", 1),
        ("c", "orders_not_carried_out_impossible", 1),
        ("e", "court_challenges_known", 1),
        ("e", "court_order_annulled", 1),
        ("f", "reinstatement_required_after_review", 1),
        ("f", "reinstated_after_review", 1),
        ("g", "reinstated_after_complaint", 0),
    ] {
        assert_eq!(counted(letter, name), wanted, "{name}");
    }
    let table = scene.get(&format!("{own}/report.csv?year=2026"), None).await.body;
    assert!(
        table.starts_with("article,counted,year,count\r\n")
            && table.contains("7(3)(c),items_removed_after_orders,2026,1\r\n"),
        "{table}"
    );
    let page = scene.get(&format!("{own}?view=report&year=2026"), None).await.body;
    assert!(page.contains("Items removed after orders") && page.contains("report.csv?year=2026"), "{page}");
    let before: Value = serde_json::from_str(&scene.get(&format!("{own}/report.json"), None).await.body).unwrap();
    assert_eq!(
        (&before["year"], &before["counts"]["a"]["orders_received"]),
        (&2025.into(), &0.into()),
        "the year before"
    );
    assert_eq!(scene.get(&format!("{one}/report.json"), None).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_link_to_one_order_does_not_open_the_page_of_all() {
    let scene = Scene::new().await;
    let (_, page) = scene.delivered(1).await;
    let own = own_page(&scene).await;
    assert!(!scene.get(&page, None).await.body.contains(&own), "a leaked link shows one order only");
    let asked = scene.post(&format!("{page}/own-page"), None, &[]).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.body);
    let said = asked.location.unwrap();
    assert!(
        scene.get(said.trim_end_matches("#own-page"), None).await.body.contains("on its way to your contact point")
    );
    scene.work().await;
    let letter = scene.mail.letters().pop().unwrap();
    assert!(letter.text.contains(&own), "{}", letter.text);
    let again = scene.post(&format!("{page}/own-page"), None, &[]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.body.contains("within the last hour"), "{}", again.body);
}
