use crate::web::scene::Scene;
use axum::http::StatusCode;
use casework::records::Order;
use casework::{order, portal};
use domain::id::OrderId;
use domain::order::{Answer, OrderState, Scrutiny};
use domain::people::Role;

const HOST: Option<Role> = Some(Role::HostStateOfficer);

/// An order to a provider in the officer's state, answered, with the path of its page.
async fn removed(scene: &Scene, n: u32) -> (OrderId, String) {
    let (id, _) = scene.delivered(n).await;
    let record = scene.desk.load::<Order>(id.0).await.unwrap();
    let link = portal::link_to_order(&scene.desk, &record).unwrap();
    order::answer(&scene.desk, &link, portal::Way::Portal, Answer::Removed, None, "REHEARSAL night desk", "")
        .await
        .unwrap();
    (id, format!("/host/{id}"))
}

async fn ask(scene: &Scene, id: OrderId) {
    let record = scene.desk.load::<Order>(id.0).await.unwrap();
    let link = portal::link_to_order(&scene.desk, &record).unwrap();
    order::ask_scrutiny(&scene.desk, &link, "N. Desk", "REHEARSAL: it is an almanac").await.unwrap();
}

#[tokio::test]
async fn copies_are_listed_by_the_time_that_is_left() {
    let scene = Scene::new().await;
    assert!(scene.get("/host", HOST).await.body.contains("No order was issued"));
    let (first, _) = removed(&scene, 1).await;
    let (second, _) = removed(&scene, 2).await;
    scene.later(60).await;
    ask(&scene, second).await;
    let page = scene.get("/host", HOST).await.body;
    let at = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text}: {page}"));
    assert!(at("To decide") < at(&second.to_string()) && at(&second.to_string()) < at("May still be opened"));
    assert!(at("May still be opened") < at(&first.to_string()));
    scene.later(73 * 60).await;
    let page = scene.get("/host", HOST).await.body;
    assert!(page.contains("Decided or let pass") && page.contains("to decide, until"), "{page}");
}

#[tokio::test]
async fn an_officer_opens_warns_and_finds_a_breach() {
    let scene = Scene::new().await;
    let (id, path) = removed(&scene, 1).await;
    let shown = scene.get(&path, HOST).await.body;
    assert!(shown.contains("Open scrutiny") && shown.contains("48 h from receipt"), "{shown}");
    let act =
        async |act: &str, reasons: &str| scene.post(&format!("{path}/{act}"), HOST, &[("reasons", reasons)]).await;
    let empty = act("open", " ").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(act("open", "REHEARSAL: thin reasons").await.location, Some(format!("{path}?done=open")));
    let shown = scene.get(&path, HOST).await.body;
    assert!(shown.contains("without a warning no breach can be found") && shown.contains("thin reasons"), "{shown}");
    let early = act("breach", "REHEARSAL: kept words").await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(early.body.contains("REHEARSAL: kept words"), "what was typed is not lost");
    assert_eq!(act("warn", "REHEARSAL: we mean to find a breach").await.status, StatusCode::SEE_OTHER);
    assert_eq!(act("breach", "REHEARSAL: an almanac").await.status, StatusCode::SEE_OTHER);
    scene.work().await;
    let record = scene.desk.load::<Order>(id.0).await.unwrap();
    assert_eq!((record.state, record.scrutiny), (OrderState::Void, Scrutiny::Breach));
    let shown = scene.get(&format!("{path}?done=breach"), HOST).await.body;
    for words in
        ["The order has lost its effect; everybody", "What follows", "orders@lowtide.example", "Asked, not confirmed"]
    {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    assert!(!shown.contains("name=\"reasons\""), "nothing is left to do");
}

#[tokio::test]
async fn a_request_shows_who_asked_and_why_and_the_order_may_stand() {
    let scene = Scene::new().await;
    let (id, path) = removed(&scene, 1).await;
    ask(&scene, id).await;
    let shown = scene.get(&path, HOST).await.body;
    assert!(shown.contains("asked by the provider: N. Desk") && shown.contains("it is an almanac"), "{shown}");
    scene.later(73 * 60).await;
    let shown = scene.get(&path, HOST).await.body;
    assert!(shown.contains("The 72 hours are over: the order stands."), "{shown}");
    let stands = scene.post(&format!("{path}/stand"), HOST, &[("reasons", "REHEARSAL: nothing found")]).await;
    assert_eq!(stands.status, StatusCode::SEE_OTHER, "{}", stands.body);
    assert!(scene.get(&path, HOST).await.body.contains("The order keeps its effect"));
}

#[tokio::test]
async fn a_copy_is_there_for_nobody_else() {
    let scene = Scene::new().await;
    let (_, path) = removed(&scene, 1).await;
    for role in Role::ALL.iter().filter(|role| **role != Role::HostStateOfficer) {
        assert_eq!(scene.get(&path, Some(*role)).await.status, StatusCode::FORBIDDEN, "{role}");
    }
    let draft = scene.draft(2).await;
    assert_eq!(scene.get(&format!("/host/{draft}"), HOST).await.status, StatusCode::NOT_FOUND);
    let signed = scene.get(&format!("{path}/order.json"), HOST).await;
    assert_eq!(signed.status, StatusCode::OK, "{}", signed.body);
    assert!(signed.body.contains("inclusion") || signed.body.contains("bundle"), "{}", signed.body);
    assert_eq!(scene.get(&format!("{path}/order.pdf"), HOST).await.status, StatusCode::OK);
}
