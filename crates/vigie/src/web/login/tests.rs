use super::{encoded, local};
use crate::server::{LANG_COOKIE, SESSION_COOKIE};
use crate::web::scene::Scene;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use casework::people;
use casework::records::Person;
use domain::people::Role;

const PASSWORD: &str = "the lamp is lit at dusk";

async fn link(scene: &Scene) -> String {
    let person = scene.desk.find_unique::<Person>("analyst").await.unwrap().unwrap();
    format!("/login/once/{}", people::one_time_link(&scene.desk, None, person.id).await.unwrap())
}

#[tokio::test]
async fn a_one_time_link_survives_scanners_and_works_once() {
    let scene = Scene::new().await;
    let link = link(&scene).await;
    for _ in 0..3 {
        assert_eq!(scene.get(&link, None).await.status, StatusCode::OK);
    }
    assert_eq!(scene.post(&link, None, &[]).await.location.as_deref(), Some("/account"));
    let spent = scene.post(&link, None, &[]).await;
    assert_eq!(spent.status, StatusCode::FORBIDDEN);
    assert!(spent.body.contains("Ask your administrator"), "{}", spent.body);
}

#[tokio::test]
async fn a_password_is_set_used_and_guessing_is_slowed() {
    let scene = Scene::new().await;
    let analyst = Some(Role::Analyst);
    let short = scene.post("/account/password", analyst, &[("new", "short")]).await;
    assert!(short.status.is_client_error() && short.body.contains("at least 12 characters"), "{}", short.body);
    assert_eq!(
        scene.post("/account/password", analyst, &[("new", PASSWORD)]).await.location.as_deref(),
        Some("/account?done=password")
    );
    let right = [("login", " Analyst "), ("password", PASSWORD), ("code", "")];
    assert_eq!(scene.post("/login", None, &right).await.location.as_deref(), Some("/"));
    // A session of another kind than a one-time link must prove the present password.
    let unproved = scene.post("/account/password", analyst, &[("new", "another long password")]).await;
    assert_eq!(unproved.status, StatusCode::UNAUTHORIZED);
    let proved =
        scene.post("/account/password", analyst, &[("present", PASSWORD), ("new", "another long password")]).await;
    assert_eq!(proved.location.as_deref(), Some("/account?done=password"));
    let wrong = scene.post("/login", None, &right).await;
    assert_eq!(wrong.status, StatusCode::UNAUTHORIZED);
    assert!(
        wrong.body.contains("Login, password or code is wrong.") && !wrong.body.contains(PASSWORD),
        "{}",
        wrong.body
    );
    for _ in 0..5 {
        scene.post("/login", None, &right).await;
    }
    assert_eq!(scene.post("/login", None, &right).await.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn pages_ask_for_sign_in_and_forms_for_their_session() {
    let scene = Scene::new().await;
    assert_eq!(scene.get("/queue", None).await.location.as_deref(), Some("/login"));
    let forged = Request::post("/preferences").header("cookie", format!("{SESSION_COOKIE}=none"));
    assert_eq!(scene.ask(forged.body(Body::empty()).unwrap()).await.location.as_deref(), Some("/login"));
    let kept = scene.post("/preferences", Some(Role::Analyst), &[("back", "//other.example"), ("lang", "fr")]).await;
    assert_eq!(kept.location.as_deref(), Some("/"));
    let french = Request::get("/login").header("cookie", format!("{LANG_COOKIE}=fr"));
    assert!(scene.ask(french.body(Body::empty()).unwrap()).await.body.contains("Mot de passe"));
}

#[test]
fn one_comes_back_to_our_own_pages_only() {
    assert_eq!(local("/queue?state=open"), "/queue?state=open");
    for elsewhere in
        ["//other.example/", "https://other.example/", "/\\other.example", "", "queue", "/a\r\nSet-Cookie: x"]
    {
        assert_eq!(local(elsewhere), "/", "{elsewhere:?}");
    }
}

#[test]
fn a_link_keeps_only_what_a_secret_can_hold() {
    assert_eq!(encoded("aB-_9"), "aB-_9");
    assert_eq!(encoded("../\"><x"), "x");
}

#[tokio::test]
async fn a_second_factor_is_set_with_the_present_password() {
    let scene = Scene::new().await;
    let analyst = Some(Role::Analyst);
    assert!(scene.get("/account", analyst).await.body.contains("Choose a password first."));
    scene.post("/account/password", analyst, &[("new", PASSWORD)]).await;
    assert!(scene.get("/account", analyst).await.body.contains("factor-present"));
    let key = "A".repeat(32);
    let without = scene.post("/account/second-factor", analyst, &[("key", &key), ("code", "000000")]).await;
    assert_eq!(without.status, StatusCode::UNAUTHORIZED, "{}", without.body);
    assert!(without.body.contains("The present password or code is wrong.") && without.body.contains(&key[..8]));
}

#[tokio::test]
async fn a_role_that_decides_is_not_given_to_an_administrator() {
    let scene = Scene::new().await;
    let keeper = Some(Role::Administrator);
    let both = [("name", "R. New"), ("login", "r.new"), ("role", "administrator"), ("role", "approver")];
    let made = scene.post("/people", keeper, &both).await;
    assert_eq!(made.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(made.body.contains("takes part in no decision"), "{}", made.body);
}
