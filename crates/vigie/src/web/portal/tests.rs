use crate::web::scene::{Answer, Scene};
use axum::http::StatusCode;
use casework::order;
use casework::records::{Order, Provider, Referral};
use domain::id::OrderId;
use domain::order::{OrderState, Reinstatement, Scrutiny};
use domain::people::Role;
use domain::refer::ReferralState;

mod complaints;
mod content;
mod own;

async fn order_of(scene: &Scene, id: OrderId) -> Order {
    scene.desk.load::<Order>(id.0).await.unwrap().record
}

/// The path of a provider's own page.
async fn own_page(scene: &Scene) -> String {
    let found = scene.desk.find_unique::<Provider>("Lowtide Hosting B.V. (REHEARSAL)").await.unwrap().unwrap();
    format!("/portal/{}", casework::portal::link_to_provider(&scene.desk, &found).unwrap())
}

/// The path of the page of whoever published the content.
async fn content_page(scene: &Scene, id: OrderId) -> String {
    let order = order_of(scene, id).await;
    format!("/portal/{}", casework::portal::link_for_content_provider(&scene.desk, &order).unwrap())
}

async fn removed(scene: &Scene, page: &str) -> Answer {
    let form = [("kind", "removed"), ("name", "M. de Wit"), ("acted_at", "")];
    scene.post(&format!("{page}/answer"), None, &form).await
}

#[tokio::test]
async fn opening_pages_and_files_is_not_receipt_and_pressing_the_button_is() {
    let scene = Scene::new().await;
    let (id, page) = scene.delivered(1).await;
    let before = order_of(&scene, id).await;
    for file in ["", "/order.pdf", "/order.json", "/order.txt", "?lang=fr"] {
        assert_eq!(scene.get(&format!("{page}{file}"), None).await.status, StatusCode::OK, "{file}");
    }
    let shown = scene.get(&page, None).await.body;
    assert!(shown.contains(r#"<code class="url addr">https://b.lowtide.test/rehearsal/bulletin-1</code>"#), "{shown}");
    assert!(!shown.contains(r#"value="declined""#) && !shown.contains("<script"), "{shown}");
    assert_eq!(order_of(&scene, id).await, before, "reading changes nothing");

    let nameless = scene.post(&format!("{page}/receipt"), None, &[("name", " ")]).await;
    assert_eq!(nameless.status, StatusCode::UNPROCESSABLE_ENTITY);
    let received = scene.post(&format!("{page}/receipt?lang=fr"), None, &[("name", "M. de Wit")]).await;
    assert_eq!(received.status, StatusCode::SEE_OTHER, "{}", received.body);
    assert_eq!(received.location.as_deref(), Some(format!("{page}?lang=fr").as_str()));
    assert_eq!(order_of(&scene, id).await.state, OrderState::Received);
    assert!(scene.get(&format!("{page}?lang=fr"), None).await.body.contains("Agir avant"));
    let replayed = scene.post(&format!("{page}/receipt"), None, &[("name", "somebody else")]).await;
    assert_eq!(replayed.status, StatusCode::SEE_OTHER);
    assert_eq!(order_of(&scene, id).await.counts_from, Some(scene.desk.now()), "a second receipt changes nothing");
}

#[tokio::test]
async fn the_first_screen_says_whose_which_why_how_long_and_how_to_check() {
    let scene = Scene::new().await;
    let (id, page) = scene.delivered(1).await;
    scene.post(&format!("{page}/receipt"), None, &[("name", "M. de Wit")]).await;
    scene.later(10).await;
    let shown = scene.get(&page, None).await.body;
    let held = order_of(&scene, id).await;
    let digest = crate::web::format::digest(&held.form.unwrap().to_string());
    for said in [
        "Federal Online Unit (REHEARSAL)",
        held.reference.as_str(),
        &digest,
        "public list of authorities",
        "vigie verify",
        "Incites, glorifies",
        "repeats the known bulletin word for word",
        "10:00:00",
        "Amsterdam time",
        "50\u{a0}min",
        "the hour ends",
        "The hour stands still",
    ] {
        assert!(shown.contains(said), "{said} is missing: {shown}");
    }
}

#[tokio::test]
async fn an_answer_is_recorded_and_what_is_wrong_is_named_with_what_was_typed() {
    let scene = Scene::new().await;
    let (id, page) = scene.delivered(1).await;
    let action = format!("{page}/answer");
    let wrong = scene.post(&action, None, &[("kind", "impossible"), ("name", "M. de Wit"), ("explanation", "")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for said in ["Nothing was recorded", "M. de Wit", "stands in the way"] {
        assert!(wrong.body.contains(said), "{}", wrong.body);
    }
    let future = scene
        .post(&action, None, &[("kind", "removed"), ("name", "M. de Wit"), ("acted_at", "2031-01-01T00:00:00Z")])
        .await;
    assert!(future.body.contains("still to come"), "{}", future.body);
    let unknown = scene.post(&action, None, &[("kind", "declined"), ("name", "M. de Wit")]).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);

    assert_eq!(removed(&scene, &page).await.status, StatusCode::SEE_OTHER);
    assert_eq!(order_of(&scene, id).await.state, OrderState::Removed);
    assert!(scene.get(&page, None).await.body.contains("Your answer is recorded"));
    let again =
        scene.post(&action, None, &[("kind", "impossible"), ("name", "M. de Wit"), ("explanation", "REHEARSAL")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn the_page_speaks_the_language_of_the_order_unless_it_is_asked_otherwise() {
    let scene = Scene::new().await;
    let (_, page) = scene.delivered(1).await;
    let french = axum::http::Request::get(&page).header("accept-language", "fr").body(axum::body::Body::empty());
    assert!(scene.ask(french.unwrap()).await.body.contains(r#"<html lang="en""#), "the order is in English");
    assert!(scene.get(&format!("{page}?lang=fr"), None).await.body.contains(r#"<html lang="fr""#));
}

#[tokio::test]
async fn papers_are_handed_out_to_whoever_has_a_link() {
    let scene = Scene::new().await;
    let (id, page) = scene.delivered(1).await;
    let digest = order_of(&scene, id).await.form.unwrap().to_string();
    for door in [page, content_page(&scene, id).await] {
        assert!(scene.get(&format!("{door}/order.pdf"), None).await.body.starts_with("%PDF-"), "{door}");
        let signed = scene.get(&format!("{door}/order.json"), None).await.body;
        let signed = ledger::SignedDocument::from_json(signed.as_bytes()).unwrap();
        let verified = signed.verify(casework::journal::public_key(&scene.desk)).unwrap();
        assert_eq!(verified.digest.to_string(), digest);
        assert!(scene.get(&format!("{door}/order.txt"), None).await.body.contains("bulletin-1"), "{door}");
    }
    let own = own_page(&scene).await;
    for file in ["order.pdf", "order.json", "order.txt"] {
        assert_eq!(scene.get(&format!("{own}/{file}"), None).await.status, StatusCode::FORBIDDEN, "{file}");
    }
}

#[tokio::test]
async fn scrutiny_is_asked_with_reasons_within_48_hours_and_its_outcome_is_shown() {
    let scene = Scene::new().await;
    let (id, page) = scene.delivered(1).await;
    scene.post(&format!("{page}/receipt"), None, &[("name", "M. de Wit")]).await;
    let open = scene.get(&page, None).await.body;
    assert!(open.contains("18 Nov 09:00:00") && open.contains("Ask for scrutiny"), "{open}");
    let action = format!("{page}/scrutiny");
    let bare = scene.post(&action, None, &[("name", "M. de Wit"), ("explanation", " ")]).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bare.body.contains("Write it down"), "{}", bare.body);
    let form = [("name", "M. de Wit"), ("explanation", "REHEARSAL: a harbour museum quotes it")];
    assert_eq!(scene.post(&action, None, &form).await.status, StatusCode::SEE_OTHER);
    assert_eq!(order_of(&scene, id).await.scrutiny, Scrutiny::Requested);
    let asked = scene.get(&page, None).await.body;
    assert!(asked.contains("Scrutiny Desk (REHEARSAL) examines the order") && !asked.contains("/scrutiny?"), "{asked}");
    assert_eq!(scene.post(&action, None, &form).await.status, StatusCode::UNPROCESSABLE_ENTITY, "once");

    let (other, page) = scene.delivered(2).await;
    scene.post(&format!("{page}/receipt"), None, &[("name", "M. de Wit")]).await;
    scene.later(48 * 60 + 1).await;
    let late = scene.get(&page, None).await.body;
    assert!(late.contains("48 hours to ask for it are over") && !late.contains("/scrutiny?"), "{late}");
    let refused = scene.post(&format!("{page}/scrutiny"), None, &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(order_of(&scene, other).await.scrutiny, Scrutiny::None);
}

#[tokio::test]
async fn an_order_without_effect_says_so_and_asks_whether_the_content_is_back() {
    let scene = Scene::new().await;
    let (id, page) = scene.delivered(1).await;
    removed(&scene, &page).await;
    let early = scene.post(&format!("{page}/reinstatement"), None, &[("kind", "reinstated"), ("name", "x")]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "nothing was asked yet");
    let officer = scene.actor(Role::Approver).await;
    order::withdraw(&scene.desk, &officer, id, "REHEARSAL: the wrong harbour").await.unwrap();
    let shown = scene.get(&page, None).await.body;
    for said in
        ["This order has no effect any more", "withdrew it", "the wrong harbour", "role=\"alert\"", "note pad bad"]
    {
        assert!(shown.contains(said), "{said}: {shown}");
    }
    let action = format!("{page}/reinstatement");
    let bare = scene.post(&action, None, &[("kind", "declined"), ("name", "M. de Wit"), ("explanation", "")]).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    let neither = scene.post(&action, None, &[("kind", "perhaps"), ("name", "M. de Wit")]).await;
    assert_eq!(neither.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(order_of(&scene, id).await.reinstatement, Reinstatement::Asked);
    let back = scene.post(&action, None, &[("kind", "reinstated"), ("name", "M. de Wit")]).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.body);
    assert_eq!(order_of(&scene, id).await.reinstatement, Reinstatement::Reinstated);
    assert!(scene.get(&page, None).await.body.contains("it can be seen again"));
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
    for deed in ["scrutiny", "told", "reinstatement", "complaints"] {
        let refused =
            scene.post(&format!("{page}/{deed}"), None, &[("name", "x"), ("explanation", "x"), ("text", "x")]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{deed} is not done with a referral");
    }
}

#[tokio::test]
async fn a_forged_or_changed_link_says_what_to_do_and_nothing_else() {
    let scene = Scene::new().await;
    let (id, page) = scene.delivered(1).await;
    let last = page.chars().last().unwrap();
    let changed = format!("{}{}", &page[..page.len() - 1], if last == '0' { '1' } else { '0' });
    // The code of one door opens no other.
    let other_door = page.replacen("/portal/o", "/portal/c", 1);
    for bad in ["/portal/x".to_owned(), format!("{page}0"), changed, other_door, format!("{page}0/order.txt")] {
        for path in [bad.clone(), format!("{bad}/order.pdf"), format!("{bad}/report.csv")] {
            let shown = scene.get(&path, None).await;
            assert!(matches!(shown.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND), "{path}: {}", shown.status);
            assert!(!shown.body.contains("bulletin-1"), "{}", shown.body);
        }
        assert!(!scene.get(&bad, None).await.body.contains("BE-"), "{bad}");
    }
    assert!(scene.get("/portal/x", None).await.body.contains("public list"));
    for deed in ["receipt", "answer", "scrutiny", "told", "reinstatement", "complaints"] {
        let form = [("kind", "removed"), ("name", "x"), ("explanation", "x"), ("text", "x")];
        let posted = scene.post(&format!("/portal/x/{deed}"), None, &form).await;
        assert_eq!(posted.status, StatusCode::FORBIDDEN, "{deed}");
    }
    let state = order_of(&scene, id).await.state;
    assert_eq!(state, OrderState::Delivered);
}
