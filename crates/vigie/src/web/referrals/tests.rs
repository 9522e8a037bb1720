use crate::web::scene::Scene;
use axum::http::StatusCode;
use domain::people::Role;

#[tokio::test]
async fn a_referral_is_released_by_a_second_person_and_shows_its_letter() {
    let scene = Scene::new().await;
    let id = scene.referral(1).await;
    let page = format!("/referrals/{id}");
    let own = scene.post(&format!("{page}/release"), Some(Role::Analyst), &[]).await;
    assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(own.body.contains("not its author"), "{}", own.body);
    let released = scene.post(&format!("{page}/release"), Some(Role::Approver), &[]).await;
    assert_eq!(released.location.as_deref(), Some(format!("{page}?done=release").as_str()));
    scene.work().await;
    let shown = scene.get(&page, Some(Role::Liaison)).await.body;
    assert!(
        shown.contains("<pre class=\"letter\"") && shown.contains("/portal/…") && !shown.contains("/portal/r"),
        "the link is the provider's key: {shown}"
    );
    assert_eq!(scene.get(&format!("{page}/letters/1"), Some(Role::Liaison)).await.status, StatusCode::OK);
    assert_eq!(scene.get(&format!("{page}/letters/2"), Some(Role::Liaison)).await.status, StatusCode::NOT_FOUND);
    assert!(scene.get("/referrals?show=sent", Some(Role::Analyst)).await.body.contains("BE-2026-R0001"));
    let silent = scene.post(&format!("{page}/withdraw"), Some(Role::Approver), &[("words", "")]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    let back = scene
        .post(&format!("{page}/withdraw"), Some(Role::Approver), &[("words", "REHEARSAL: the page was a court ruling")])
        .await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.body);
    scene.work().await;
    let told = scene.get(&page, Some(Role::Analyst)).await.body;
    assert!(told.contains("We withdraw the referral named here"), "the provider is told: {told}");
    assert!(scene.get("/referrals?show=answered", Some(Role::Analyst)).await.body.contains("Withdrawn"));
}
