use crate::web::scene::Scene;
use axum::http::StatusCode;
use casework::portal::Way;
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

const KEEPER: Option<Role> = Some(Role::Investigator);

/// The path of the page of the scene's provider.
async fn lowtide(scene: &Scene) -> String {
    let name = "Lowtide Hosting B.V. (REHEARSAL)";
    let provider = scene.desk.find_unique::<casework::records::Provider>(name).await.unwrap().unwrap();
    format!("/providers/{}", provider.id)
}

#[tokio::test]
async fn details_are_written_and_shown() {
    let scene = Scene::new().await;
    let typed = [
        ("name", "Sandbar Shield (REHEARSAL)"),
        ("kind", "ddos_protection"),
        ("country", "ca"),
        ("contact", "ops@sandbar.example"),
        ("time_zone", "America/Toronto"),
        ("channel", "api"),
        ("channel", ""),
        ("channel", "email"),
        ("channel", "api"),
        ("webhook", "https://api.sandbar.test/orders"),
        ("known_as", "Sandbar Networks Inc.\r\nSandbar Edge, Ltd"),
        ("representative", "Sandbar Union Office (REHEARSAL)"),
        ("represented_in", "ie"),
    ];
    let saved = scene.post("/providers", KEEPER, &typed).await;
    let page = saved.location.unwrap_or_else(|| panic!("{}", saved.body));
    let shown = scene.get(&page, Some(Role::Analyst)).await.body;
    for words in ["ask it who hosts the item", "Ireland", "Sandbar Edge, Ltd", "https://api.sandbar.test/orders"] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    let (first, second) = (shown.find("provider’s interface").unwrap(), shown.find("<div>e-mail").unwrap());
    assert!(first < second, "the preferred way stands first");
    assert!(!shown.contains("portal/p"), "the link to its own page is for those who keep the directory");
    let form = scene.get(&page, KEEPER).await.body;
    assert!(form.contains("portal/p") && form.contains("value=\"ddos_protection\" selected"), "{form}");
    let bad = scene
        .post("/providers", KEEPER, &[("name", "X"), ("country", "CA"), ("time_zone", "UTC"), ("webhook", "api.test")])
        .await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.body.contains("Write the whole address"), "{}", bad.body);
}

#[tokio::test]
async fn a_stale_contact_is_pointed_out_until_somebody_confirms_it() {
    let scene = Scene::new().await;
    let page = lowtide(&scene).await;
    scene.later(181 * 24 * 60).await;
    assert!(scene.get("/providers", KEEPER).await.body.contains("contact not confirmed lately"));
    assert!(scene.get(&page, KEEPER).await.body.contains("Nobody has confirmed this contact point"));
    assert_eq!(scene.post(&format!("{page}/confirm"), Some(Role::Analyst), &[]).await.status, StatusCode::FORBIDDEN);
    let done = scene.post(&format!("{page}/confirm"), KEEPER, &[]).await;
    assert_eq!(done.location, Some(format!("{page}?done=confirm")));
    assert!(!scene.get(&page, KEEPER).await.body.contains("Nobody has confirmed this contact point"));
}

#[tokio::test]
async fn what_a_provider_did_is_counted_on_its_page() {
    let scene = Scene::new().await;
    let (_, link) = scene.delivered(1).await;
    let link = link.trim_start_matches("/portal/");
    casework::order::receive(&scene.desk, link, Way::Portal, "REHEARSAL").await.unwrap();
    scene.later(12).await;
    casework::order::answer(&scene.desk, link, Way::Portal, domain::order::Answer::Removed, None, "REHEARSAL", "")
        .await
        .unwrap();
    let shown = scene.get(&lowtide(&scene).await, Some(Role::Overseer)).await.body;
    assert!(shown.contains("12\u{a0}min") && shown.contains("1, 100\u{a0}%"), "{shown}");
}

#[tokio::test]
async fn a_new_link_shuts_the_old_one() {
    let scene = Scene::new().await;
    let page = lowtide(&scene).await;
    let link = |body: &str| body.split("href=\"").filter(|part| part.contains("portal/p")).map(str::to_owned).next();
    let old = link(&scene.get(&page, KEEPER).await.body).unwrap();
    assert_eq!(scene.post(&format!("{page}/link"), KEEPER, &[]).await.status, StatusCode::SEE_OTHER);
    assert_ne!(link(&scene.get(&page, KEEPER).await.body).unwrap(), old);
}

#[tokio::test]
async fn the_directory_goes_out_and_comes_in_as_a_file() {
    let scene = Scene::new().await;
    for (path, begins) in [("/providers/export/csv", "\u{feff}name,kind"), ("/authorities/export/json", "{")] {
        let file = scene.get(path, KEEPER).await;
        assert!(file.status == StatusCode::OK && file.body.starts_with(begins), "{path}: {}", file.body);
        assert_eq!(scene.get(path, Some(Role::Analyst)).await.status, StatusCode::FORBIDDEN);
    }
    assert_eq!(scene.get("/providers/export/xlsx", KEEPER).await.status, StatusCode::NOT_FOUND);
    let csv = scene.get("/providers/export/csv", KEEPER).await.body
        + "Breakwater (REHEARSAL),hosting,FI,,,x@breakwater.example,fi,Europe/Helsinki,,,,,\r\n\
           Sandbar (REHEARSAL),hosting,Finland,,,,,Europe/Helsinki,,,,,\r\n";
    let taken = scene.file("/providers/import", "providers.csv", csv.clone().into_bytes()).await;
    assert_eq!(taken.status, StatusCode::OK, "{}", taken.body);
    for words in ["1 added, 0 changed, 1 unchanged.", "line 4", "country", "two capital letters"] {
        assert!(taken.body.contains(words), "{words}: {}", taken.body);
    }
    let file = [("providers.csv", csv.into_bytes())];
    let forged = scene.upload("/providers/import", Role::Investigator, &[("csrf", "forged")], &file).await;
    assert!(forged.status == StatusCode::FORBIDDEN && forged.body.contains("not from your session"));
    let none = scene.upload("/authorities/import", Role::Investigator, &[], &[]).await;
    assert!(none.status == StatusCode::UNPROCESSABLE_ENTITY && none.body.contains("Choose a file"), "{}", none.body);
}

#[tokio::test]
async fn an_authority_is_changed_by_its_name_and_ours_by_an_administrator() {
    let scene = Scene::new().await;
    let ours = scene.ours();
    let form = scene.get(&format!("/authorities?change={ours}"), KEEPER).await.body;
    assert!(form.contains("Change Federal Online Unit") && form.contains("value=\"30\""), "{form}");
    let typed = [
        ("name", "Federal Online Unit (REHEARSAL)"),
        ("country", "be"),
        ("kind", "law_enforcement"),
        ("competence", "issues_orders"),
        ("contact", "desk@be.example"),
        ("redress_days", "45"),
        ("time_zone", "Europe/Brussels"),
    ];
    let refused = scene.post("/authorities", KEEPER, &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = scene.post("/authorities", Some(Role::Administrator), &typed).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let authority = scene.desk.our_authority().await.unwrap();
    assert_eq!((authority.id, authority.terms.redress_days, authority.ours), (ours, 45, true));
    let bad = [typed.as_slice(), &[("redress_days", "a month")]].concat();
    let bad: Vec<_> = bad.into_iter().filter(|field| *field != ("redress_days", "45")).collect();
    assert!(scene.post("/authorities", Some(Role::Administrator), &bad).await.body.contains("whole number of days"));
}
