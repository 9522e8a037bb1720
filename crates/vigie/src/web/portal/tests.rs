use crate::web::scene::Scene;
use axum::http::StatusCode;
use casework::records::{Order, Referral};
use domain::order::OrderState;
use domain::people::Role;
use domain::refer::ReferralState;

#[tokio::test]
async fn opening_the_page_is_not_receipt_and_pressing_the_button_is() {
    let scene = Scene::new().await;
    let (id, page) = scene.delivered(1).await;
    for path in [page.clone(), format!("{page}/order.txt"), format!("{page}/order.json")] {
        assert_eq!(scene.get(&path, None).await.status, StatusCode::OK, "{path}");
    }
    let shown = scene.get(&page, None).await.body;
    assert!(shown.contains(r#"<code class="url addr">https://b.lowtide.test/rehearsal/bulletin-1</code>"#), "{shown}");
    assert!(!shown.contains("declined") && !shown.contains("<script"), "{shown}");
    assert!(scene.desk.load::<Order>(id.0).await.unwrap().received.is_none());

    let nameless = scene.post(&format!("{page}/receipt"), None, &[("name", " ")]).await;
    assert_eq!(nameless.status, StatusCode::UNPROCESSABLE_ENTITY);
    let received = scene.post(&format!("{page}/receipt?lang=fr"), None, &[("name", "M. de Wit")]).await;
    assert_eq!(received.status, StatusCode::SEE_OTHER, "{}", received.body);
    assert_eq!(received.location.as_deref(), Some(format!("{page}?lang=fr").as_str()));
    assert_eq!(scene.desk.load::<Order>(id.0).await.unwrap().state, OrderState::Received);
    assert!(scene.get(&format!("{page}?lang=fr"), None).await.body.contains("Agir avant"));
}

#[tokio::test]
async fn an_answer_is_recorded_and_what_is_wrong_is_named_with_what_was_typed() {
    let scene = Scene::new().await;
    let (id, page) = scene.delivered(1).await;
    let action = format!("{page}/answer");
    let wrong = scene.post(&action, None, &[("kind", "impossible"), ("name", "M. de Wit"), ("explanation", "")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong.body.contains("Nothing was recorded")
            && wrong.body.contains("M. de Wit")
            && wrong.body.contains("stands in the way"),
        "{}",
        wrong.body
    );
    let future = scene
        .post(&action, None, &[("kind", "removed"), ("name", "M. de Wit"), ("acted_at", "2031-01-01T00:00:00Z")])
        .await;
    assert!(future.body.contains("still to come"), "{}", future.body);
    let unknown = scene.post(&action, None, &[("kind", "declined"), ("name", "M. de Wit")]).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);

    let done = scene.post(&action, None, &[("kind", "removed"), ("name", "M. de Wit"), ("acted_at", "")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(scene.desk.load::<Order>(id.0).await.unwrap().state, OrderState::Removed);
    assert!(scene.get(&page, None).await.body.contains("Your answer is recorded"));
    let again =
        scene.post(&action, None, &[("kind", "impossible"), ("name", "M. de Wit"), ("explanation", "REHEARSAL")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_referral_may_be_declined() {
    let scene = Scene::new().await;
    let id = scene.referral(1).await;
    let draft = scene.desk.load::<Referral>(id.0).await.unwrap();
    let page = format!("/portal/{}", casework::portal::link_to_referral(&scene.desk, &draft).unwrap());
    assert_eq!(scene.get(&page, None).await.status, StatusCode::FORBIDDEN, "a draft has no page");
    casework::refer::release(&scene.desk, &scene.actor(Role::Approver).await, id).await.unwrap();
    scene.work().await;
    let shown = scene.get(&page, None).await.body;
    assert!(
        shown.contains(r#"name="kind" value="declined""#) && shown.contains("<code class=\"url addr\">"),
        "{shown}"
    );
    assert_eq!(
        scene.post(&format!("{page}/receipt"), None, &[("name", "M. de Wit")]).await.status,
        StatusCode::SEE_OTHER
    );
    let declined = scene
        .post(&format!("{page}/answer"), None, &[("kind", "declined"), ("name", "M. de Wit"), ("explanation", "")])
        .await;
    assert_eq!(declined.status, StatusCode::SEE_OTHER, "{}", declined.body);
    assert_eq!(scene.desk.load::<Referral>(id.0).await.unwrap().state, ReferralState::Declined);
}

#[tokio::test]
async fn a_bad_link_says_what_to_do() {
    let scene = Scene::new().await;
    let (_, page) = scene.delivered(1).await;
    for bad in [
        "/portal/x".to_owned(),
        format!("{page}0"),
        format!("{}0", &page[..page.len() - 1]),
        format!("{page}0/order.txt"),
    ] {
        if bad == page {
            continue;
        }
        let shown = scene.get(&bad, None).await;
        assert_eq!(shown.status, StatusCode::FORBIDDEN, "{bad}");
        assert!(shown.body.contains("public list"), "{}", shown.body);
    }
    let posted = scene.post("/portal/x/answer", None, &[("kind", "removed"), ("name", "x")]).await;
    assert_eq!(posted.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_check_says_yes_or_no() {
    let scene = Scene::new().await;
    let (id, _) = scene.delivered(1).await;
    let order = scene.desk.load::<Order>(id.0).await.unwrap();
    let digest = crate::web::format::digest(&order.capture_digest.unwrap().to_string()).replace(' ', "+");
    let yes = scene.get(&format!("/check?reference={}&digest={digest}", order.reference.to_lowercase()), None).await;
    assert!(yes.body.contains("we issued it"), "{}", yes.body);
    let no = scene.get(&format!("/check?reference={}&digest=00", order.reference), None).await;
    assert!(no.body.contains("Do not act on it"), "{}", no.body);
    assert!(!scene.get("/check", None).await.body.contains("role=\"status\""));
}
