use crate::web::scene::Scene;
use axum::http::StatusCode;
use casework::records::Order;
use domain::order::OrderState;
use domain::people::Role;

#[tokio::test]
async fn an_order_goes_its_way_through_its_page() {
    let scene = Scene::new().await;
    let id = scene.draft(1).await;
    let page = format!("/orders/{id}");
    let early = scene.post(&format!("{page}/issue"), Some(Role::Approver), &[("words", "")]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        early.body.contains("Refused; nothing was changed") && early.body.contains("silence is not"),
        "{}",
        early.body
    );
    let silent =
        scene.post(&format!("{page}/deconfliction"), Some(Role::Liaison), &[("words", "REHEARSAL typed")]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(silent.body.contains("REHEARSAL typed"), "what was typed is kept");
    let asked = scene
        .post(
            &format!("{page}/deconfliction"),
            Some(Role::Liaison),
            &[("answer", "go"), ("words", "REHEARSAL: asked NL, go")],
        )
        .await;
    assert_eq!(asked.location.as_deref(), Some(format!("{page}?done=deconflict").as_str()));
    let issued = scene.post(&format!("{page}/issue"), Some(Role::Approver), &[("words", "")]).await;
    assert_eq!(issued.status, StatusCode::SEE_OTHER, "{}", issued.body);
    scene.work().await;
    let received = scene
        .post(&format!("{page}/receipt"), Some(Role::Approver), &[("words", "REHEARSAL: by telephone, M. de Wit")])
        .await;
    assert_eq!(received.status, StatusCode::SEE_OTHER, "{}", received.body);
    let shown = scene.get(&format!("{page}?done=receipt"), Some(Role::Overseer)).await.body;
    assert!(
        shown.contains("data-deadline") && shown.contains("the hour runs") && shown.contains("11 of 11"),
        "{shown}"
    );
    assert!(!shown.contains("<form class=\"form narrow\""), "the overseer changes nothing");
    let back = scene
        .post(&format!("{page}/withdraw"), Some(Role::Approver), &[("words", "REHEARSAL: the page was a court ruling")])
        .await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.body);
    assert_eq!(scene.desk.load::<Order>(id.0).await.unwrap().state, OrderState::Withdrawn);
}

#[tokio::test]
async fn the_lists_show_each_order_where_it_stands() {
    let scene = Scene::new().await;
    scene.draft(1).await;
    let (_, page) = scene.delivered(2).await;
    scene.post(&format!("{page}/receipt"), None, &[("name", "M. de Wit")]).await;
    let (_, page) = scene.delivered(3).await;
    scene.post(&format!("{page}/answer"), None, &[("kind", "removed"), ("name", "M. de Wit")]).await;
    for (path, shown, hidden) in [
        ("/orders?show=running", "BE-2026-0002", "BE-2026-0001"),
        ("/orders?show=drafts", "BE-2026-0001", "BE-2026-0003"),
        ("/orders?show=closed", "BE-2026-0003", "BE-2026-0002"),
        ("/orders", "BE-2026-0003", "BE-2026-0009"),
    ] {
        let list = scene.get(path, Some(Role::Approver)).await;
        assert_eq!(list.status, StatusCode::OK, "{}", list.body);
        assert!(list.body.contains(shown) && !list.body.contains(hidden), "{path}");
    }
    assert_eq!(scene.get("/orders", Some(Role::Administrator)).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn every_document_can_be_read_and_kept() {
    let scene = Scene::new().await;
    let (id, page) = scene.delivered(1).await;
    scene
        .post(
            &format!("{page}/answer"),
            None,
            &[("kind", "impossible"), ("name", "M. de Wit"), ("explanation", "REHEARSAL: the power is out")],
        )
        .await;
    for (file, holds) in [
        ("annex-1.txt", "bulletin-1"),
        ("annex-1.json", "vigie-annex-1/1"),
        ("answers/1.txt", "the power is out"),
        ("answers/1.json", "vigie-annex-3/1"),
        ("letters/1", "bulletin-1"),
    ] {
        let got = scene.get(&format!("/orders/{id}/{file}"), Some(Role::Overseer)).await;
        assert_eq!(got.status, StatusCode::OK, "{file}");
        assert!(got.body.contains(holds), "{file}: {}", got.body);
        assert!(!got.body.contains(&page), "{file} gives the provider's key away");
    }
    for file in ["answers/0.txt", "answers/2.txt", "answers/1.exe", "letters/9"] {
        assert_eq!(
            scene.get(&format!("/orders/{id}/{file}"), Some(Role::Overseer)).await.status,
            StatusCode::NOT_FOUND,
            "{file}"
        );
    }
    let restart = scene
        .post(
            &format!("/orders/{id}/restart"),
            Some(Role::Approver),
            &[("words", "REHEARSAL: thank you, please go on")],
        )
        .await;
    assert_eq!(restart.status, StatusCode::SEE_OTHER, "{}", restart.body);
}
