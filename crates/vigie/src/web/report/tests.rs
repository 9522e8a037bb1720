use crate::web::scene::Scene;
use axum::http::StatusCode;
use domain::people::Role;

const REPORT: &str = r#"{"items":{"taken_in":300,"known":90,"near":40,"nothing":170,"missed_known":0,"false_candidates":2},
"assess":{"exempt":60,"referred":20,"ordered":40,"dismissed":10,"orders_against_exempt":0},
"orders":{"issued":40,"delivered":40,"removed":25,"disabled":3,"impossible":2,"error_claimed":4,"unanswered":6,"late":9,"median_minutes_to_removal":22.5},
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
    for words in ["Seed 7", "22.5 min", "orders against protected pages", "of 130", "verified"] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    std::fs::write(&path, "{").unwrap();
    assert!(scene.get("/report", Some(Role::Overseer)).await.body.contains("cannot be read"));
}
