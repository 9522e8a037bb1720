use crate::web::scene::Scene;
use axum::http::StatusCode;
use casework::records::{Order, Watch};
use domain::people::Role;

#[tokio::test]
async fn a_claim_that_is_contradicted_stands_first_until_it_is_noted() {
    let scene = Scene::new().await;
    let (order, portal) = scene.delivered(1).await;
    scene.post(&format!("{portal}/answer"), None, &[("kind", "removed"), ("name", "M. de Wit")]).await;
    scene.later(30).await;
    let item = scene.desk.load::<Order>(order.0).await.unwrap().item;
    let watch = scene.desk.load::<Watch>(item.0).await.unwrap();
    assert!(watch.contradicted, "the page is still served: {watch:?}");
    let analyst = Some(Role::Analyst);
    let raised = scene.get("/watch", analyst).await.body;
    for shown in ["Says removed, is up", "Brussels BE", "Ottawa CA", "BE-2026-0001", "Take note"] {
        assert!(raised.contains(shown), "{shown}: {raised}");
    }
    assert!(scene.get("/", analyst).await.body.contains("is still served"));
    assert_eq!(
        scene.post(&format!("/watch/{item}/note"), Some(Role::Liaison), &[]).await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        scene.post(&format!("/watch/{item}/note"), analyst, &[]).await.location.as_deref(),
        Some("/watch?done=noted")
    );
    let noted = scene.get("/watch?done=noted", analyst).await.body;
    assert!(noted.contains("Nothing is raised") && noted.contains("noted "), "{noted}");
    assert_eq!(
        scene.post(&format!("/watch/{item}/look"), analyst, &[]).await.location.as_deref(),
        Some("/watch?done=look")
    );
}
