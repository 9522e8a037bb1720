use crate::web::scene::Scene;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::people::Role;

#[tokio::test]
async fn an_account_is_made_with_a_link_that_is_shown_once() {
    let scene = Scene::new().await;
    let made = scene
        .post(
            "/people",
            Some(Role::Administrator),
            &[("name", "R. New"), ("login", "r.new"), ("role", "analyst"), ("role", "investigator")],
        )
        .await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.body);
    assert!(made.body.contains("https://vigie.example/login/once/"), "{}", made.body);
    let twice = scene
        .post("/people", Some(Role::Administrator), &[("name", "R. New"), ("login", "r.new"), ("role", "analyst")])
        .await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    let list = scene.get("/people", Some(Role::Overseer)).await;
    assert!(
        list.body.contains("r.new") && list.body.contains("no password yet") && !list.body.contains("/roles"),
        "{}",
        list.body
    );
    assert_eq!(scene.get("/people", Some(Role::Analyst)).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn roles_are_set_and_accounts_closed_but_not_ones_own() {
    let scene = Scene::new().await;
    let id = scene.actor(Role::Examiner).await.person;
    assert_eq!(
        scene.post(&format!("/people/{id}/roles"), Some(Role::Administrator), &[("role", "analyst")]).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        scene.post(&format!("/people/{id}/close"), Some(Role::Administrator), &[]).await.status,
        StatusCode::SEE_OTHER
    );
    assert!(scene.get("/people?done=closed", Some(Role::Administrator)).await.body.contains("The account is closed"));
    let own = scene.actor(Role::Administrator).await.person;
    assert_eq!(
        scene.post(&format!("/people/{own}/close"), Some(Role::Administrator), &[]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}

#[tokio::test]
async fn a_token_works_until_it_is_revoked_and_carries_no_more_than_its_scopes() {
    let scene = Scene::new().await;
    let made = scene
        .post(
            "/account/tokens",
            Some(Role::Analyst),
            &[("label", "REHEARSAL"), ("scope", "see_notices"), ("days", "7")],
        )
        .await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.body);
    let at = made.body.find("vigie_").unwrap_or_else(|| panic!("{}", made.body));
    let secret: String = made.body[at..].chars().take_while(|c| *c != '<').collect();
    let ask = async |path: &str| {
        let request = Request::get(path).header(header::AUTHORIZATION, format!("Bearer {secret}"));
        scene.ask(request.body(Body::empty()).unwrap()).await.status
    };
    assert_eq!(ask("/api/v1/orders").await, StatusCode::OK);
    assert_eq!(ask("/api/v1/queue").await, StatusCode::FORBIDDEN);
    let list = scene.get("/account/tokens", Some(Role::Analyst)).await.body;
    let revoke = list
        .split("action=\"")
        .filter_map(|part| part.split('"').next())
        .find(|action| action.ends_with("/revoke"))
        .unwrap()
        .to_owned();
    assert_eq!(scene.post(&revoke, Some(Role::Approver), &[]).await.status, StatusCode::FORBIDDEN, "not one's own");
    assert_eq!(scene.post(&revoke, Some(Role::Analyst), &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(ask("/api/v1/orders").await, StatusCode::UNAUTHORIZED);
    let broad = scene
        .post("/account/tokens", Some(Role::Analyst), &[("label", "REHEARSAL"), ("scope", "issue"), ("days", "7")])
        .await;
    assert_eq!(broad.status, StatusCode::FORBIDDEN);
}
