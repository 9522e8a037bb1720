use crate::web::scene::Scene;
use axum::http::StatusCode;
use domain::people::Role;

#[tokio::test]
async fn the_ledger_is_shown_checked_and_handed_out() {
    let scene = Scene::new().await;
    let (id, _) = scene.delivered(1).await;
    let shown = scene.get("/ledger", Some(Role::Overseer)).await.body;
    assert!(shown.contains("Issued by a second officer") && shown.contains("rehearsal.vigie.example+"), "{shown}");
    let checked = scene.post("/ledger/verify", Some(Role::Overseer), &[]).await;
    assert!(
        checked.status == StatusCode::OK && checked.body.contains("Every leaf stands in the tree"),
        "{}",
        checked.body
    );
    assert!(checked.body.contains("<dt>Records</dt>") && checked.body.contains("records compared"));
    let note = scene.get("/ledger/checkpoint", Some(Role::Overseer)).await.body;
    assert!(note.starts_with("rehearsal.vigie.example\n"), "{note}");
    let bundle = scene.get(&format!("/ledger/bundle/{id}"), Some(Role::Overseer)).await;
    ledger::Bundle::from_json(bundle.body.as_bytes()).unwrap();
    assert!(!scene.get("/ledger?before=3", Some(Role::Overseer)).await.body.contains("Approved and issued"));
    assert_eq!(scene.get("/ledger", Some(Role::Analyst)).await.status, StatusCode::FORBIDDEN);
}
