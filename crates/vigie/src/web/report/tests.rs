use crate::web::scene::Scene;
use axum::http::StatusCode;
use domain::people::Role;

const REPORT: &str = r#"{"items":{"taken_in":300,"known":90,"near":40,"nothing":170,"missed_known":0,"false_candidates":2},
"sound":{"streams":3,"seconds":540,"planted":8,"found":8,"misplaced":0,"false":0},
"assess":{"exempt":60,"referred":20,"ordered":40,"dismissed":10,"orders_against_exempt":0},
"orders":{"issued":40,"delivered":40,"removed":25,"disabled":3,"impossible":2,"error_claimed":4,"unanswered":6,"late":9,"median_minutes_to_removal":22.5,
"corrected":1,"withdrawn":1,"voided":1,"upheld":1,"reinstated":2,"emergencies":1,"held":1,"forged_rejected":1,"refused_by_gate":{"duplicate":1,"hours":12}},
"deliveries":{"api":6,"email":34,"fallbacks":3,"bounces":1},"complaints":{"received":1,"upheld":1},
"watch":{"rechecks":210,"false_claims_caught":5,"false_claims_missed":0,"returns_found":3,"returns_missed":0},
"ledger":{"leaves":2100,"verified":true},"seed":7,"wall_seconds":61.5}"#;

#[tokio::test]
async fn without_a_rehearsal_its_absence_is_written() {
    let scene = Scene::new().await;
    let shown = scene.get("/report", Some(Role::Coordinator)).await;
    assert!(shown.body.contains("Not rehearsed yet") && shown.body.contains("Counted now"), "{}", shown.body);
    assert_eq!(scene.get("/report.json", Some(Role::Coordinator)).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_report_of_a_rehearsal_is_set_out_with_its_mistakes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.json");
    let scene = Scene::with_report(path.clone()).await;
    std::fs::write(&path, REPORT).unwrap();
    let shown = scene.get("/report", Some(Role::Overseer)).await.body;
    for words in [
        "Seed 7",
        "22.5 min",
        "orders against protected pages",
        "of 130",
        "verified",
        "forged orders rejected",
        "by interface",
        "complaints upheld",
        "known pieces played",
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    std::fs::write(&path, "{").unwrap();
    assert!(scene.get("/report", Some(Role::Overseer)).await.body.contains("cannot be read"));
}

#[tokio::test]
async fn the_overseer_sees_what_was_undone_and_what_was_forced_and_draws_a_sample() {
    let scene = Scene::new().await;
    let (id, page) = scene.delivered(1).await;
    scene.post(&format!("{page}/receipt"), None, &[("name", "M. de Wit")]).await;
    scene.later(10).await;
    scene.post(&format!("{page}/answer"), None, &[("kind", "removed"), ("name", "M. de Wit")]).await;
    scene.delivered(2).await;
    let officer = scene.actor(Role::Approver).await;
    casework::order::withdraw(&scene.desk, &officer, id, "REHEARSAL: a court ruling").await.unwrap();
    let draft = scene.draft(3).await;
    let why = "REHEARSAL: the heading is only a menu entry";
    casework::order::open_gate(&scene.desk, &officer, draft, domain::order::Gate::Context, why).await.unwrap();
    let shown = scene.get("/report?seed=harbour", Some(Role::Overseer)).await.body;
    for words in ["50.0\u{a0}%", "10\u{a0}min", "REHEARSAL: a court ruling", why, "“harbour|reference”"] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    let numbers = scene.get("/report", Some(Role::Administrator)).await.body;
    assert!(numbers.contains("50.0\u{a0}%") && !numbers.contains("a court ruling"), "figures, but no orders");
    assert!(!scene.get("/report?year=1999", Some(Role::Overseer)).await.body.contains("50.0\u{a0}%"));
    assert_eq!(scene.get("/report/orders-in-log", Some(Role::Coordinator)).await.status, StatusCode::FORBIDDEN);
    let log = scene.get("/report/orders-in-log", Some(Role::Overseer)).await.body;
    assert!(log.contains("All agree.") && log.contains("left the house: 2"), "{log}");
}

#[tokio::test]
async fn the_yearly_figures_are_a_table_that_programs_read() {
    let scene = Scene::new().await;
    scene.delivered(1).await;
    let csv = scene.get("/report/yearly.csv?year=2026", Some(Role::Overseer)).await.body;
    let lines: Vec<&str> = csv.lines().collect();
    assert!(lines.contains(&"8(1)(a),orders_issued,1,number"), "{csv}");
    assert!(lines.contains(&"8(1)(d),penalties,,not recorded by Vigie"), "{csv}");
    assert!(lines.iter().all(|line| line.split(',').count() == 4 && !line.contains('"')), "{csv}");
    let json = scene.get("/report/yearly.json?year=2026", Some(Role::Overseer)).await.body;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["figures"][0]["value"], 1);
    assert_eq!(json["figures"].as_array().unwrap().len() + 1, lines.len());
}
