//! Joint actions over HTTP: done from beginning to end, walked by everybody, refused to others, told of as they change.

mod events;
mod hall;
mod others;
mod walk;

use axum::http::{Method, StatusCode};
use hall::Hall;
use serde_json::json;

#[tokio::test]
async fn an_operation_is_carried_through_over_the_interface() {
    let hall = Hall::open().await;
    let letter = hall.letter("tulip.example", "NL", "word-nl").await;
    let server = hall.on_site("192.0.2.22", "RO", "word-ro").await;
    hall.post("lead", &format!("/targets/{server}/order"), json!({ "after": [letter], "instead_of": null })).await;
    let spots = hall.get("lead", &format!("/waves/{}/blind-spots", hall.wave)).await;
    assert_eq!(spots["spots"], json!([]));
    hall.go().await;
    let readiness = hall.get("nl", &format!("/waves/{}/readiness", hall.wave)).await;
    assert_eq!((readiness["states"].as_array().unwrap().len(), &readiness["states"][0]["ready"]), (1, &json!(true)));
    let reads = hall.get("nl", &format!("/waves/{}/reads", hall.wave)).await;
    assert_eq!(reads["reads"].as_array().unwrap().len(), 6);
    hall.strike().await;
    let board = hall.get("lead", &format!("/waves/{}/board", hall.wave)).await;
    assert_eq!(board["counts"], json!({ "cleared": 1, "dispatched": 1 }), "the server comes after the letter");
    let rows = board["targets"].as_array().unwrap();
    let waiting = rows.iter().find(|row| row["target"]["id"] == server.as_str()).unwrap();
    assert_eq!(waiting["waits"][0]["kind"], "after");
    let claim = json!({
        "id": uuid::Uuid::from_u128(5), "by": "press", "press": "REHEARSAL Gazette", "what": "disabled",
        "happened": hall.moment, "said": hall.moment, "source": "REHEARSAL https://gazette.example/1",
    });
    hall.post("lead", &format!("/targets/{letter}/claims"), claim).await;
    hall.post("nl_site", &format!("/targets/{letter}/reports"), hall.report(1, "disabled", "word-nl")).await;
    hall.office.work().await;
    let report = hall.report(2, "seized", "word-ro");
    let path = format!("/targets/{server}/reports");
    assert_eq!(hall.post("ro", &path, report.clone()).await["heard"], "new");
    assert_eq!(hall.post("ro", &path, report).await["heard"], "known", "sent twice is one");
    let slice = hall.get("lead", &format!("/operations/{}", hall.operation)).await;
    assert_eq!(slice["exhibits"].as_array().unwrap().len(), 2);
    let results = hall.get("lead", &format!("/operations/{}/results", hall.operation)).await;
    assert_eq!(results["results"].as_array().unwrap().len(), 2);
    let other_wave = format!("/operations/{}/results?wave={}", hall.operation, uuid::Uuid::from_u128(3));
    assert_eq!(hall.get("lead", &other_wave).await["results"], json!([]));
    let sheet = hall.get("ro", &format!("/waves/{}/sheets/RO", hall.wave)).await;
    assert_eq!(sheet["targets"][0]["after"], json!(["a target of others"]));
    for page in ["communique", "feedback", "review"] {
        hall.get("lead", &format!("/operations/{}/{page}", hall.operation)).await;
    }
    hall.call("union", json!({ "call": "end" })).await;
    hall.post("lead", &format!("/operations/{}/close", hall.operation), json!({})).await;
}

#[tokio::test]
async fn what_nobody_counted_is_refused_with_the_narrower_lever() {
    let hall = Hall::open().await;
    hall.post("investigator", "/map/seeds", json!({ "given": "address 192.0.2.9", "why": "REHEARSAL" })).await;
    let entry = json!({ "name": "REHEARSAL", "asset": "address 192.0.2.9", "measure": "seize_server", "place": "NL" });
    let proposed = hall.post("lead", &format!("/waves/{}/targets", hall.wave), json!({ "targets": [entry] })).await;
    let id = proposed["targets"][0].as_str().unwrap();
    hall.post("lead", &format!("/targets/{id}/allocate"), json!({ "country": "NL" })).await;
    let path = format!("/targets/{id}/collateral");
    let shown = hall.get("lead", &path).await;
    assert_eq!(shown["instead"], json!({ "measure": "stop_hosting", "on": "hosting_account" }));
    let (status, why) = hall.refused("lead", &path, &json!({ "others": 0 })).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(why.contains("nobody has counted") && why.contains("stop_hosting on the hosting_account"), "{why}");
}

/// Two permissions open these doors, so the door asks for sight and the act for the rest.
#[tokio::test]
async fn who_only_looks_on_says_nothing() {
    let hall = Hall::open().await;
    let wave = &hall.wave;
    let ready = json!({ "country": "NL", "check": "team", "note": "REHEARSAL" });
    let message = json!({ "id": uuid::Uuid::from_u128(1), "text": "REHEARSAL", "urgent": false, "to": null });
    for (path, body) in [(format!("/waves/{wave}/readiness"), ready), (format!("/waves/{wave}/messages"), message)] {
        assert_eq!(hall.refused("liaison", &path, &body).await.0, StatusCode::FORBIDDEN, "{path}");
    }
    let none = hall.ask("lead", Method::GET, &format!("/waves/{wave}/reads"), None).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY, "no moment is fixed yet");
}

#[tokio::test]
async fn two_networks_become_one() {
    let hall = Hall::open().await;
    let mut networks = Vec::new();
    for host in ["tulip.example", "crocus.example"] {
        let seeded = hall
            .post("investigator", "/map/seeds", json!({ "given": format!("host {host}"), "why": "REHEARSAL" }))
            .await;
        let proposal = json!({ "name": format!("REHEARSAL {host}"), "seeds": seeded["assets"] });
        networks.push(hall.post("investigator", "/map/networks", proposal).await["network"].clone());
    }
    let both = json!({ "networks": networks, "name": "REHEARSAL bulbs", "why": "REHEARSAL: one bill for both" });
    let merged = hall.post("investigator", "/map/networks/merge", both).await;
    let network = hall.get("investigator", &format!("/map/networks/{}", merged["network"].as_str().unwrap())).await;
    assert_eq!(network["network"]["name"], "REHEARSAL bulbs");
    for old in networks {
        let old = hall.get("investigator", &format!("/map/networks/{}", old.as_str().unwrap())).await;
        assert_eq!(old["network"]["state"], "merged");
    }
}
