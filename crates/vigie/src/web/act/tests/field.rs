//! Reports from site: by the plain form, and as the script on a phone sends them.

use super::stage::{Planned, Stage};
use axum::http::StatusCode;
use casework::ports::{Clock as _, Query};
use casework::records::{Exhibit, Kept, Kind};
use domain::act::TargetState;
use jiff::SignedDuration;

const REPORT: &str = "0190a000-0000-7000-8000-0000000000f1";

async fn exhibits(stage: &Planned) -> Vec<Kept<Exhibit>> {
    stage.scene.desk.list(&Query::all(Kind::Exhibit, 10)).await.unwrap()
}

#[tokio::test]
async fn only_the_targets_of_ones_own_state_are_shown() {
    let stage = Stage::new().await.planned().await;
    stage.on_site("address 192.0.2.9").await;
    let field = format!("{}/field", stage.base());
    let own = stage.get(&field, "nils").await.body;
    for shown in [
        "192.0.2.9",
        "REHEARSAL team 4",
        "Seize the server",
        "type=\"file\"",
        "data-queue",
        "data-worker=\"/assets/field-worker.",
    ] {
        assert!(own.contains(shown), "{shown}: {own}");
    }
    let others = stage.get(&field, "cleo").await.body;
    assert!(others.contains("No target") && !others.contains("192.0.2.9"), "{others}");
    assert_eq!(stage.get(&field, "fanny").await.status, StatusCode::NOT_FOUND);
    assert_eq!(stage.get(&field, "approver").await.status, StatusCode::FORBIDDEN);
}

/// Without scripts: the form is enough, and what was seized is an exhibit with its photographs.
#[tokio::test]
async fn the_plain_form_reports_and_seals_what_was_seized() {
    let stage = Stage::new().await.planned().await;
    let target = stage.on_site("address 192.0.2.9").await;
    let field = format!("{}/field", stage.base());
    let happened = stage.local(-5);
    let mut fields = vec![("id", REPORT), ("target", &target), ("outcome", "seized"), ("happened", &happened)];
    fields.extend([("number-1", "0004"), ("what-1", "REHEARSAL barometer"), ("place-1", "rack 7")]);
    let lacking = stage.upload(&field, "nils", &fields, &[], false).await;
    assert_eq!(lacking.status, StatusCode::UNPROCESSABLE_ENTITY, "the seal is missing");
    assert!(lacking.body.contains("REHEARSAL barometer") && lacking.body.contains(REPORT), "{}", lacking.body);
    fields.push(("seal-1", "seal 12"));
    let picture: &[(&str, &[u8])] = &[("photograph-1", b"REHEARSAL picture")];
    for _ in 0..2 {
        let sent = stage.upload(&field, "nils", &fields, picture, false).await;
        assert_eq!(sent.location, Some(format!("{field}?done=report")), "{}", sent.body);
    }
    assert_eq!(stage.target(&target).await.reports.len(), 1, "what is sent twice is one");
    let [exhibit] = exhibits(&stage).await.try_into().unwrap();
    assert_eq!((exhibit.number.as_str(), exhibit.photographs.len()), ("NL-0004", 1));
    let page = stage.get(&format!("{}/targets/{target}", stage.base()), "lucy").await.body;
    for shown in ["NL-0004", "seal 12", "rack 7", "R. nils", "Reported only"] {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    let picture = format!("{}/exhibits/{}/{}", stage.base(), exhibit.id, exhibit.photographs[0]);
    assert_eq!(stage.get(&picture, "lucy").await.body, "REHEARSAL picture");
    assert_eq!(stage.get(&picture, "cleo").await.status, StatusCode::NOT_FOUND);
}

/// As the script sends it: an hour later, by a clock that is seven minutes fast, twice.
#[tokio::test]
async fn a_queued_report_is_heard_once_and_its_clock_put_right() {
    let stage = Stage::new().await.planned().await;
    let target = stage.on_site("address 192.0.2.9").await;
    let field = format!("{}/field", stage.base());
    let real = stage.scene.clock.now();
    let fast = SignedDuration::from_mins(7);
    let (happened, written) = ((real + fast).to_string(), (real + fast + SignedDuration::from_mins(1)).to_string());
    stage.scene.clock.advance(SignedDuration::from_mins(60));
    for heard in ["new", "known"] {
        let sent = (stage.scene.clock.now() + fast).to_string();
        let fields = [
            ("id", REPORT),
            ("target", target.as_str()),
            ("outcome", "empty_place"),
            ("happened", &happened),
            ("written", &written),
            ("sent", &sent),
        ];
        let answer = stage.upload(&field, "nils", &fields, &[], true).await;
        assert_eq!((answer.status, answer.body), (StatusCode::OK, format!("{{\"heard\":\"{heard}\"}}")));
    }
    let record = stage.target(&target).await;
    let [report] = record.reports.as_slice() else { panic!("{:?}", record.reports) };
    assert_eq!((report.happened, report.clock_ahead_seconds), (real, 420));
    assert_eq!(record.state, TargetState::Failed);
    let told = stage.upload(&field, "nils", &[("id", REPORT), ("target", &target), ("outcome", "?")], &[], true).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.body.starts_with("{\"why\":"), "{}", told.body);
}
