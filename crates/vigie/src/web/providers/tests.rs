use crate::web::scene::Scene;
use axum::http::StatusCode;
use domain::people::Role;

#[tokio::test]
async fn a_provider_is_recorded_informed_and_refused_with_what_was_typed() {
    let scene = Scene::new().await;
    let typed = [
        ("name", "Breakwater Oy (REHEARSAL)"),
        ("country", "fi"),
        ("contact", "x@breakwater.example"),
        ("languages", "fi, en"),
        ("time_zone", "Europe/Helsinki"),
        ("domains", "breakwater.test\r\n"),
    ];
    let saved = scene.post("/providers", Some(Role::Investigator), &typed).await;
    let page = saved.location.unwrap_or_else(|| panic!("{}", saved.body));
    let page = page.trim_end_matches("?done=saved");
    assert_eq!(
        scene.post(&format!("{page}/inform"), Some(Role::Investigator), &[]).await.status,
        StatusCode::SEE_OTHER
    );
    let wrong =
        scene.post(&format!("{page}/informed"), Some(Role::Investigator), &[("at", "yesterday"), ("how", "x")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let right = scene
        .post(
            &format!("{page}/informed"),
            Some(Role::Investigator),
            &[("at", "2026-11-01T10:00"), ("how", "REHEARSAL letter 7")],
        )
        .await;
    assert_eq!(right.status, StatusCode::SEE_OTHER, "{}", right.body);
    let shown = scene.get(page, Some(Role::Overseer)).await;
    assert!(
        shown.body.contains("REHEARSAL letter 7") && !shown.body.contains("action=\"/providers\""),
        "{}",
        shown.body
    );
    let bad = scene
        .post(
            "/providers",
            Some(Role::Investigator),
            &[("name", "Sandbar (REHEARSAL)"), ("country", "Finland"), ("time_zone", "x")],
        )
        .await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.body.contains("Sandbar (REHEARSAL)") && bad.body.contains("two capital letters"), "{}", bad.body);
    assert!(scene.get("/providers", Some(Role::Administrator)).await.body.contains("Breakwater"));
}

#[tokio::test]
async fn a_hold_is_placed_and_lifted_by_the_liaison() {
    let scene = Scene::new().await;
    let id = scene.draft(1).await;
    let authority = scene.ours().to_string();
    let typed = [
        ("authority", authority.as_str()),
        ("scope", "lowtide.test"),
        ("answer", "hold"),
        ("reason", "inquiry"),
        ("until", "2027-01-01T00:00"),
    ];
    let placed = scene.post("/holds", Some(Role::Liaison), &typed).await;
    assert_eq!(placed.status, StatusCode::SEE_OTHER, "{}", placed.body);
    assert!(
        scene.get(&format!("/orders/{id}"), Some(Role::Liaison)).await.body.contains("Holds in force on this host")
    );
    let list = scene.get("/holds", Some(Role::Liaison)).await.body;
    let lift = list
        .split("action=\"")
        .filter_map(|part| part.split('"').next())
        .find(|action| action.ends_with("/lift"))
        .unwrap_or_else(|| panic!("{list}"));
    assert_eq!(scene.post(lift, Some(Role::Liaison), &[]).await.status, StatusCode::SEE_OTHER);
    assert!(scene.get("/holds", Some(Role::Overseer)).await.body.contains("lifted"));
    assert_eq!(
        scene.post("/holds", Some(Role::Liaison), &[("answer", "go")]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}

#[tokio::test]
async fn an_authority_is_recorded_with_its_tasks() {
    let scene = Scene::new().await;
    let typed = [
        ("name", "Baltic Desk (REHEARSAL)"),
        ("country", "EE"),
        ("contact", "x@ee.example"),
        ("competence", "scrutinises_orders"),
        ("competence", "imposes_penalties"),
    ];
    assert_eq!(scene.post("/authorities", Some(Role::Administrator), &typed).await.status, StatusCode::SEE_OTHER);
    let list = scene.get("/authorities?done=authority", Some(Role::Administrator)).await.body;
    assert!(
        list.contains("Baltic Desk")
            && list.contains("(d) imposes penalties")
            && list.contains("The authority is recorded"),
        "{list}"
    );
}
