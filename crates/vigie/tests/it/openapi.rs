//! The description of the interface for programs, held against the routes and against another party's validator.

use crate::office::Office;
use crate::program::finished;
use serde_json::Value;
use std::collections::BTreeSet;
use std::process::Command;
use vigie::server::{Access, Door, declared};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/schemas/openapi.json");

pub fn document() -> Value {
    serde_json::from_str(&std::fs::read_to_string(FILE).unwrap()).unwrap()
}

/// Whether a route is one for programs: everything but pages.
fn for_programs(path: &str) -> bool {
    Door::of(path) != Door::Person || path.starts_with("/provider/v1/") || path == "/status"
}

#[test]
fn every_route_is_described_and_nothing_else_is() {
    let document = document();
    let described: BTreeSet<String> = document["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, methods)| methods.as_object().unwrap().keys().map(move |method| format!("{method} {path}")))
        .collect();
    let declared = declared();
    let routes: BTreeSet<String> = declared
        .list()
        .iter()
        .filter(|route| for_programs(route.path))
        .map(|route| format!("{} {}", route.method.as_str().to_lowercase(), route.path))
        .collect();
    let (missing, stale): (Vec<_>, Vec<_>) =
        (routes.difference(&described).collect(), described.difference(&routes).collect());
    assert!(missing.is_empty() && stale.is_empty(), "not described: {missing:#?}; no such route: {stale:#?}");
    assert!(routes.len() > 130);
}

#[test]
fn each_says_who_may_use_it() {
    let document = document();
    for route in declared().list().iter().filter(|route| for_programs(route.path)) {
        let operation = &document["paths"][route.path][route.method.as_str().to_lowercase()];
        let open = operation["security"] == serde_json::json!([]);
        assert_eq!(open, route.access == Access::Public, "{} {}", route.method, route.path);
        if let Access::Needs(permission) = route.access {
            let said = format!("Needs the permission `{}`.", permission.name());
            let description = operation["description"].as_str().unwrap_or_default();
            assert!(description.contains(&said), "{} {} should say: {said}", route.method, route.path);
        }
    }
}

#[tokio::test]
async fn the_server_hands_it_out() {
    let answer = Office::open().await.get("/api/openapi.json").await;
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(serde_json::from_slice::<Value>(&answer.body).unwrap(), document());
}

#[test]
fn a_validator_takes_it() {
    let Ok(venv) = std::env::var("VIGIE_TEST_VENV") else {
        println!("skipped: VIGIE_TEST_VENV names no folder with openapi-spec-validator");
        return;
    };
    let judge =
        |file: &str| finished(Command::new(format!("{venv}/bin/python")).args(["-m", "openapi_spec_validator", file]));
    let (code, out, err) = judge(FILE);
    assert_eq!(code, 0, "{out}{err}");
    let folder = tempfile::TempDir::new().unwrap();
    let spoilt = folder.path().join("spoilt.json");
    let mut document = document();
    document["paths"]["/m/lookup"]["get"]["responses"] = Value::Null;
    std::fs::write(&spoilt, document.to_string()).unwrap();
    assert_ne!(judge(&spoilt.display().to_string()).0, 0, "a validator that takes anything proves nothing");
}
