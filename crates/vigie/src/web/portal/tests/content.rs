//! What whoever published the content sees and may do.

use super::*;

#[tokio::test]
async fn reasons_redress_a_copy_and_scrutiny() {
    let scene = Scene::new().await;
    let (id, page) = scene.delivered(1).await;
    let door = content_page(&scene, id).await;
    assert!(scene.get(&page, None).await.body.contains(&format!("https://vigie.example{door}")), "the link to hand on");
    let shown = scene.get(&door, None).await.body;
    for said in
        ["repeats the known bulletin", "Harbour Court (REHEARSAL)", "60 days from receipt", "bulletin-1", "order.pdf"]
    {
        assert!(shown.contains(said), "{said}: {shown}");
    }
    for hidden in ["orders@lowtide.example", "Act by", "/answer", "/portal/p", "/portal/o"] {
        assert!(!shown.contains(hidden), "{hidden} is the provider's: {shown}");
    }
    assert!(
        order_of(&scene, id).await.received.is_none() && order_of(&scene, id).await.content_provider_told.is_none()
    );
    for deed in ["receipt", "answer", "told", "reinstatement"] {
        let form = [("kind", "removed"), ("name", "x"), ("acted_at", "08:00")];
        assert_eq!(scene.post(&format!("{door}/{deed}"), None, &form).await.status, StatusCode::FORBIDDEN, "{deed}");
    }
    let form = [("name", "A gardener"), ("explanation", "REHEARSAL: it is about tides")];
    let asked = scene.post(&format!("{door}/scrutiny?lang=fr"), None, &form).await;
    assert_eq!(asked.location.as_deref(), Some(format!("{door}?lang=fr").as_str()), "{}", asked.body);
    assert_eq!(order_of(&scene, id).await.scrutiny, Scrutiny::Requested);
    assert!(scene.get(&door, None).await.body.contains("examines the order"));
}

#[tokio::test]
async fn their_48_hours_count_from_when_the_provider_told_them() {
    let scene = Scene::new().await;
    let (id, page) = scene.delivered(1).await;
    scene.later(45).await;
    let told = scene.post(&format!("{page}/told"), None, &[("acted_at", "2026-11-16T09:30")]).await;
    assert_eq!(told.status, StatusCode::SEE_OTHER, "{}", told.body);
    assert_eq!(order_of(&scene, id).await.content_provider_told, Some("2026-11-16T08:30:00Z".parse().unwrap()));
    assert!(scene.get(&page, None).await.body.contains("they know since 09:30:00"));
    let future = scene.post(&format!("{page}/told"), None, &[("acted_at", "2026-11-17T08:30")]).await;
    assert_eq!(future.status, StatusCode::UNPROCESSABLE_ENTITY);
    let door = content_page(&scene, id).await;
    assert!(scene.get(&door, None).await.body.contains("Until 18 Nov 2026, 09:30:00, Amsterdam time"));
    scene.later(48 * 60).await;
    let late = scene.get(&door, None).await.body;
    assert!(late.contains("48 hours to ask for it are over") && !late.contains("/scrutiny?"), "{late}");
}

#[tokio::test]
async fn while_nobody_may_be_told_the_link_is_like_any_that_leads_nowhere() {
    let scene = Scene::new().await;
    let (id, page) = scene.delivered(1).await;
    let door = content_page(&scene, id).await;
    let officer = scene.actor(Role::Approver).await;
    order::set_non_disclosure(&scene.desk, &officer, id, "REHEARSAL: an inquiry runs").await.unwrap();
    let nowhere = scene.get("/portal/c-none", None).await;
    let silent = scene.get(&door, None).await;
    assert_eq!((silent.status, &silent.body), (StatusCode::FORBIDDEN, &nowhere.body), "the very same page");
    for file in ["order.pdf", "order.json", "order.txt"] {
        assert_eq!(scene.get(&format!("{door}/{file}"), None).await.status, StatusCode::FORBIDDEN, "{file}");
    }
    let form = [("name", "A gardener"), ("explanation", "REHEARSAL: it is about tides")];
    assert_eq!(scene.post(&format!("{door}/scrutiny"), None, &form).await.status, StatusCode::FORBIDDEN);
    assert_eq!(order_of(&scene, id).await.scrutiny, Scrutiny::None);
    let shown = scene.get(&page, None).await.body;
    assert!(shown.contains("Tell nobody of this order") && shown.contains("28 Dec 2026"), "{shown}");
    assert!(!shown.contains(&door) && !shown.contains("/told?") && !shown.contains("an inquiry runs"), "{shown}");
    let told = scene.post(&format!("{page}/told"), None, &[("acted_at", "08:30")]).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(order_of(&scene, id).await.content_provider_told.is_none());
    order::lift_non_disclosure(&scene.desk, &officer, id, "REHEARSAL: it ended").await.unwrap();
    assert_eq!(scene.get(&door, None).await.status, StatusCode::OK);
    assert!(scene.get(&page, None).await.body.contains(&door));
}
