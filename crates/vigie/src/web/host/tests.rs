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
    order::answer(&scene.desk, &link, Answer::Removed, None, "REHEARSAL night desk", "").await.unwrap();
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

#[tokio::test]
async fn zz_dump() {
    let scene = Scene::new().await;
    let dir = std::path::Path::new("/tmp/pages");
    let _ = std::fs::create_dir_all(dir.join("assets"));
    for asset in crate::web::kit::assets::all() {
        std::fs::write(dir.join(asset.path.trim_start_matches('/')), asset.bytes).unwrap();
    }
    let dump = async |name: &str, path: &str, role: Role| {
        for lang in ["en", "fr"] {
            let secret = scene.session(role).await;
            let request = axum::http::Request::get(path)
                .header("cookie", format!("{}={secret}; vigie_lang={lang}", crate::server::SESSION_COOKIE))
                .body(axum::body::Body::empty())
                .unwrap();
            std::fs::write(dir.join(format!("{name}.{lang}.html")), scene.ask(request).await.body).unwrap();
        }
    };
    let (_, _) = removed(&scene, 1).await;
    let (second, page2) = removed(&scene, 2).await;
    let (_, page3) = removed(&scene, 3).await;
    let (_, page4) = removed(&scene, 4).await;
    scene.later(60).await;
    ask(&scene, second).await;
    scene.post(&format!("{page3}/open"), HOST, &[("reasons", "REHEARSAL: thin reasons")]).await;
    scene
        .post(
            &format!("{page3}/warn"),
            HOST,
            &[("reasons", "REHEARSAL: we mean to find a breach, since the page is a harbour almanac.")],
        )
        .await;
    scene.post(&format!("{page4}/open"), HOST, &[("reasons", "REHEARSAL: thin reasons")]).await;
    scene.post(&format!("{page4}/warn"), HOST, &[("reasons", "REHEARSAL: breach to be found")]).await;
    scene.post(&format!("{page4}/breach"), HOST, &[("reasons", "REHEARSAL: an almanac is no bulletin")]).await;
    scene.later(60).await;
    dump("host", "/host", Role::HostStateOfficer).await;
    dump("host-asked", &page2, Role::HostStateOfficer).await;
    dump("host-warned", &page3, Role::HostStateOfficer).await;
    dump("host-breach", &format!("{page4}?done=breach"), Role::HostStateOfficer).await;
    let typed = [
        ("name", "Sandbar Shield (REHEARSAL)"),
        ("kind", "ddos_protection"),
        ("country", "ca"),
        ("contact", "ops@sandbar.example"),
        ("time_zone", "America/Toronto"),
        ("channel", "api"),
        ("channel", "email"),
        ("webhook", "https://api.sandbar.test/orders"),
        ("known_as", "Sandbar Networks Inc."),
        ("representative", "Sandbar Union Office (REHEARSAL)"),
        ("represented_in", "ie"),
    ];
    let shield = scene.post("/providers", Some(Role::Investigator), &typed).await.location.unwrap();
    dump("providers", "/providers", Role::Investigator).await;
    dump("provider-shield", &shield, Role::Investigator).await;
    let name = "Lowtide Hosting B.V. (REHEARSAL)";
    let provider = scene.desk.find_unique::<casework::records::Provider>(name).await.unwrap().unwrap();
    dump("provider", &format!("/providers/{}", provider.id), Role::Investigator).await;
    dump("authorities", &format!("/authorities?change={}", scene.ours()), Role::Administrator).await;
    let csv = "name,kind,country,time_zone\r\nA (REHEARSAL),hosting,FI,UTC\r\nB (REHEARSAL),hosting,Finland,UTC\r\nC (REHEARSAL),castle,FI,Moon/Sea\r\n";
    let taken = scene.file("/providers/import", "p.csv", csv.into()).await;
    std::fs::write(dir.join("import.en.html"), taken.body).unwrap();
    scene.registry.know(
        "x.lowtide.test",
        casework::ports::Holder {
            name: "Sandbar Networks".to_owned(),
            country: Some("NL".to_owned()),
            abuse: Some("abuse@sandbar.example".to_owned()),
            source: "https://registry.test/ip/192.0.2.7".parse().unwrap(),
        },
    );
    let analyst = scene.actor(Role::Analyst).await;
    let taken = casework::detect::take_in(
        &scene.desk,
        &analyst,
        "REHEARSAL",
        &["https://x.lowtide.test/rehearsal/a".to_owned()],
    )
    .await
    .unwrap();
    let id = taken[0].outcome.as_ref().unwrap().0;
    let found = scene.post(&format!("/items/{id}/provider/find"), Some(Role::Analyst), &[]).await;
    std::fs::write(dir.join("find.en.html"), found.body).unwrap();
    let n = scene.page_in_review(9).await;
    dump("item", &format!("/items/{n}?provider=change"), Role::Analyst).await;
}
