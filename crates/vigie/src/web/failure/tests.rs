use crate::server::{LANG_COOKIE, SESSION_COOKIE};
use crate::web::scene::Scene;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::people::Role;

#[tokio::test]
async fn who_may_not_is_told_what_is_missing_and_whom_to_ask() {
    let scene = Scene::new().await;
    let refused = scene.get("/queue", Some(Role::Administrator)).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(refused.body.contains("This needs a role that you do not have: see items."), "{}", refused.body);
    assert!(refused.body.contains("ask an administrator for the role") && !refused.body.contains("correct what is"));
    let nowhere = scene.get("/nowhere", Some(Role::Analyst)).await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
    assert!(nowhere.body.contains("There is no such page.") && !nowhere.body.contains("correct what is"));
}

#[tokio::test]
async fn a_french_reader_is_refused_in_french() {
    let scene = Scene::new().await;
    let cookies = format!("{SESSION_COOKIE}={}; {LANG_COOKIE}=fr", scene.session(Role::Administrator).await);
    let request = Request::get("/queue").header(header::COOKIE, cookies).body(Body::empty()).unwrap();
    let refused = scene.ask(request).await;
    assert!(refused.body.contains("voir les éléments.") && !refused.body.contains("see items"), "{}", refused.body);
}
