use crate::web::scene::Scene;
use axum::http::StatusCode;
use casework::records::Referral;
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

#[tokio::test]
async fn an_order_to_act_says_what_the_law_asks_for_and_is_released_by_an_issuing_officer() {
    let scene = Scene::new().await;
    let id = scene.referral(1).await;
    let page = format!("/referrals/{id}");
    let shown = scene.get(&page, Some(Role::Analyst)).await.body;
    assert!(shown.contains("own terms") && shown.contains("Make it an order to act"), "{shown}");
    let mut written = vec![
        ("ground", "order"),
        ("legal_basis", "REHEARSAL Harbour Act, Art 4"),
        ("provision", "REHEARSAL: whoever repeats the bulletin"),
        ("measure", "remove the item"),
        ("territory", ""),
    ];
    let lacking = scene.post(&format!("{page}/ground"), Some(Role::Analyst), &written).await;
    assert_eq!(lacking.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(lacking.body.contains("the territory in which it applies"), "{}", lacking.body);
    assert!(lacking.body.contains("whoever repeats the bulletin"), "what was typed stays: {}", lacking.body);
    written[4] = ("territory", "Belgium");
    let chosen = scene.post(&format!("{page}/ground"), Some(Role::Analyst), &written).await;
    assert_eq!(chosen.location.as_deref(), Some(format!("{page}?done=ground").as_str()), "{}", chosen.body);
    let released = scene.post(&format!("{page}/release"), Some(Role::Approver), &[]).await;
    assert_eq!(released.status, StatusCode::SEE_OTHER, "{}", released.body);
    scene.work().await;
    let record = scene.desk.load::<Referral>(id.0).await.unwrap();
    let link = format!("/portal/{}", casework::portal::link_to_referral(&scene.desk, &record).unwrap());
    let portal = scene.get(&link, None).await.body;
    assert!(portal.contains("Order to act") && portal.contains("REHEARSAL Harbour Act, Art 4"), "{portal}");
    assert!(!portal.contains("you owe no answer"), "{portal}");
    let reply = [
        ("kind", "removed"),
        ("name", "M. de Wit"),
        ("acted_at", "2026-11-16T08:50"),
        ("ground", "DECISION_GROUND_ILLEGAL_CONTENT"),
        ("restriction", "DECISION_VISIBILITY_CONTENT_REMOVED"),
    ];
    let answered = scene.post(&format!("{link}/answer"), None, &reply).await;
    assert_eq!(answered.status, StatusCode::SEE_OTHER, "{}", answered.body);
    let shown = scene.get(&page, Some(Role::Analyst)).await.body;
    assert!(shown.contains("Effect given at") && shown.contains("illegal content"), "{shown}");
}
