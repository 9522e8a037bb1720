use crate::web::scene::Scene;
use axum::http::StatusCode;
use domain::people::Role;

#[tokio::test]
async fn addresses_and_files_are_listed_with_what_became_of_them() {
    let scene = Scene::new().await;
    let urls = "https://b.lowtide.test/x?utm_source=a\n\n https://B.lowtide.test/x#top\nftp://b.lowtide.test/y\n";
    let page =
        b"<html lang=en><body><p>REHEARSAL: the ferry is late today, as on every Tuesday.</p></body></html>".to_vec();
    let answer = scene
        .upload(
            "/intake",
            Role::Analyst,
            &[("urls", urls), ("base", "https://b.lowtide.test/saved/")],
            &[("ferry.html", page)],
        )
        .await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    for shown in [
        "2 new, 1 known already, 1 refused",
        "b.lowtide.test/saved/ferry.html",
        "Only http and https",
        "Not examined yet",
    ] {
        assert!(answer.body.contains(shown), "{shown}: {}", answer.body);
    }
}

#[tokio::test]
async fn what_cannot_be_taken_in_is_said_and_kept() {
    let scene = Scene::new().await;
    let none = scene.upload("/intake", Role::Analyst, &[("urls", " \n ")], &[]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    let base = scene
        .upload(
            "/intake",
            Role::Analyst,
            &[("urls", "https://kept.test/1"), ("base", "harbour")],
            &[("a.txt", b"REHEARSAL".to_vec())],
        )
        .await;
    assert_eq!(base.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        base.body.contains("This is not a web address") && base.body.contains("https://kept.test/1"),
        "{}",
        base.body
    );
    let forged = scene.upload("/intake", Role::Analyst, &[("csrf", "forged"), ("urls", "https://x.test/")], &[]).await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN, "{}", forged.body);
    assert_eq!(scene.get("/intake", Some(Role::Overseer)).await.status, StatusCode::FORBIDDEN);
}
