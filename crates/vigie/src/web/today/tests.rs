use crate::web::scene::Scene;
use domain::people::Role;

#[tokio::test]
async fn today_names_what_waits_for_an_officer() {
    let scene = Scene::new().await;
    let calm = scene.get("/", Some(Role::Approver)).await.body;
    assert!(
        calm.contains("Nothing waits on orders that left the house") && calm.contains("0 clocks running"),
        "{calm}"
    );
    let (id, page) = scene.delivered(1).await;
    scene.post(&format!("{page}/receipt"), None, &[("name", "M. de Wit")]).await;
    let running = scene.get("/", Some(Role::Approver)).await.body;
    assert!(running.contains("1 clock running") && !running.contains("1 clocks"), "{running}");
    let link = page.trim_start_matches("/portal/");
    casework::order::ask_scrutiny(&scene.desk, link, "M. de Wit", "REHEARSAL: an almanac").await.unwrap();
    let asked = scene.get("/", Some(Role::Approver)).await.body;
    assert!(asked.contains("Scrutiny asked for") && asked.contains("3\u{a0}d left"), "{asked}");
    let officer = scene.actor(Role::Approver).await;
    casework::order::withdraw(&scene.desk, &officer, id, "REHEARSAL: an almanac indeed").await.unwrap();
    scene.work().await;
    let back = scene.get("/", Some(Role::Overseer)).await.body;
    assert!(back.contains("Reinstatement not confirmed") && !back.contains("3\u{a0}d left"), "{back}");
}

#[tokio::test]
async fn drafts_say_whose_turn_it_is() {
    let scene = Scene::new().await;
    let id = scene.draft(1).await;
    assert!(scene.get("/", Some(Role::Approver)).await.body.contains("Liaison: deconfliction"));
    let liaison = scene.actor(Role::Liaison).await;
    let go = domain::hold::Answer::Go;
    casework::order::deconflict(&scene.desk, &liaison, id, go, "REHEARSAL: asked NL, go").await.unwrap();
    let checked = scene.get("/", Some(Role::Approver)).await.body;
    assert!(checked.contains("Legal officer: approve") && checked.contains("you may act on 1"), "{checked}");
    casework::order::approve(&scene.desk, &scene.actor(Role::Approver).await, id).await.unwrap();
    assert!(scene.get("/", Some(Role::Approver)).await.body.contains("Legal officer: issue"));
}
