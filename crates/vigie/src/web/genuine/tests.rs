use super::PER_MINUTE;
use crate::web::scene::{Answer, Scene};
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};
use casework::order;
use casework::records::Order;
use domain::people::Role;
use ledger::{Checkpoint, VerifierKey};
use std::net::SocketAddr;

async fn from(scene: &Scene, address: &str, path: &str) -> Answer {
    let peer: SocketAddr = format!("{address}:40000").parse().unwrap();
    let mut request = Request::get(path).body(Body::empty()).unwrap();
    request.extensions_mut().insert(ConnectInfo(peer));
    scene.ask(request).await
}

#[tokio::test]
async fn the_check_says_yes_no_or_void_and_nothing_more() {
    let scene = Scene::new().await;
    let (id, page) = scene.delivered(1).await;
    let kept = scene.desk.load::<Order>(id.0).await.unwrap();
    let digest = kept.form.unwrap().to_string();
    let asked = |reference: &str, digest: &str| format!("?reference={reference}&digest={digest}");
    let grouped = crate::web::format::digest(&digest).replace(' ', "+").to_uppercase();
    let small = kept.reference.to_lowercase();
    for query in [asked(&kept.reference, &digest), asked(&small, &grouped), asked(&small, &digest[..16])] {
        let shown = scene.get(&format!("/genuine{query}"), None).await.body;
        assert!(shown.contains("we issued exactly this order.") && !shown.contains("<script"), "{shown}");
        assert!(!shown.contains("lowtide.test") && !shown.contains("Lowtide"), "no more than yes: {shown}");
        assert_eq!(scene.get(&format!("/genuine.json{query}"), None).await.body, r#"{"genuine":"yes"}"#);
    }
    let other = format!("{}{}", &digest[..63], if digest.ends_with('0') { '1' } else { '0' });
    for query in [
        asked(&kept.reference, &other),
        asked(&kept.reference, &digest[..15]),
        asked("BE-0-0", &digest),
        asked("", "x"),
    ] {
        assert!(scene.get(&format!("/genuine{query}"), None).await.body.contains("Do not act on it"), "{query}");
        assert_eq!(scene.get(&format!("/genuine.json{query}"), None).await.body, r#"{"genuine":"no"}"#);
    }
    let form = scene.get("/genuine?lang=fr", None).await.body;
    assert!(!form.contains("role=\"status\"") && form.contains("authentique"), "{form}");

    order::withdraw(&scene.desk, &scene.actor(Role::Approver).await, id, "REHEARSAL: the wrong page").await.unwrap();
    let query = asked(&kept.reference, &digest);
    assert!(scene.get(&format!("/genuine{query}"), None).await.body.contains("no effect any more"));
    assert_eq!(scene.get(&format!("/genuine.json{query}"), None).await.body, r#"{"genuine":"void"}"#);
    let portal = scene.get(&page, None).await.body;
    assert!(portal.contains(&format!("/genuine?reference={}&amp;digest={digest}", kept.reference)), "{portal}");
}

#[tokio::test]
async fn thirty_questions_a_minute_from_one_address() {
    let scene = Scene::new().await;
    let path = "/genuine?reference=BE-2026-0001&digest=00";
    for n in 0..PER_MINUTE {
        let path = if n.is_multiple_of(2) { path } else { "/genuine.json?reference=x&digest=y" };
        assert_eq!(from(&scene, "192.0.2.7", path).await.status, StatusCode::OK);
    }
    let page = from(&scene, "192.0.2.7", path).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(page.body.contains("At most 30 questions a minute") && !page.body.contains("Do not act"), "{}", page.body);
    let data = from(&scene, "192.0.2.7", "/genuine.json?reference=x&digest=y").await;
    assert_eq!(data.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(data.body.contains("ask again in"), "{}", data.body);
    assert_eq!(from(&scene, "192.0.2.7", "/genuine").await.status, StatusCode::OK, "the empty form asks nothing");
    assert_eq!(from(&scene, "192.0.2.8", path).await.status, StatusCode::OK, "another address");
    scene.later(1).await;
    assert_eq!(from(&scene, "192.0.2.7", path).await.status, StatusCode::OK, "a minute later");
}

#[tokio::test]
async fn key_and_checkpoint_are_published_and_belong_together() {
    let scene = Scene::new().await;
    let key: VerifierKey = scene.get("/.well-known/vigie-key", None).await.body.trim().parse().unwrap();
    let before = Checkpoint::open(&scene.get("/.well-known/vigie-checkpoint", None).await.body, &key).unwrap();
    scene.page_in_review(1).await;
    let after = Checkpoint::open(&scene.get("/.well-known/vigie-checkpoint", None).await.body, &key).unwrap();
    assert!(after.size > before.size, "the latest");
}
