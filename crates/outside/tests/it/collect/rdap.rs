//! Registries that say what they know, and others.

use super::{ask, collector, has, links};
use crate::servers::{Reply, Site, page, redirect, status};
use casework::ports::CollectError;
use domain::map::Source;
use serde_json::{Value, json};
use url::Url;

fn party(roles: &[&str], handle: &str, card: &Value) -> Value {
    json!({ "objectClassName": "entity", "roles": roles, "handle": handle, "vcardArray": ["vcard", card] })
}

fn lowtide() -> Value {
    let firm =
        json!([["org", {}, "text", "Quay Names"], ["adr", { "cc": "NL" }, "text", ["", "", "", "", "", "", ""]]]);
    let mut registrar = party(&["registrar"], "9999", &firm);
    registrar["publicIds"] = json!([{ "type": "IANA Registrar ID", "identifier": "9999" }]);
    json!({
        "objectClassName": "domain", "ldhName": "lowtide.test", "status": ["clientHold"],
        "nameservers": [{ "ldhName": "ns1.quay.test" }],
        "entities": [registrar, party(&["registrant"], "HW42", &json!([["fn", {}, "text", "REDACTED FOR PRIVACY"]]))],
        "redacted": [{ "name": { "type": "Registrant Name" }, "method": "replacementValue" }],
        "notices": [{ "title": "REHEARSAL" }],
    })
}

fn said(value: &Value) -> Reply {
    page("Content-Type: application/rdap+json\r\n", value.to_string().as_bytes())
}

async fn about(base: Url, asset: &str) -> Result<casework::ports::Collected, CollectError> {
    ask(&collector(None, None, |settings| settings.registries = vec![base]), asset, Source::Rdap).await
}

#[tokio::test]
async fn a_registry_names_the_registrar_and_the_registrar_the_registrant() {
    let mut full = lowtide();
    full["entities"][1] = party(
        &["registrant"],
        "HW42",
        &json!([["fn", {}, "text", "Harbour Warden"], ["email", {}, "text", "warden@lowtide.test"]]),
    );
    full["redacted"] = json!([]);
    let registrar =
        Site::start(move |target| if target == "/domain/lowtide.test" { said(&full) } else { status(404) }).await;
    let mut thin = lowtide();
    thin["links"] =
        json!([{ "rel": "related", "type": "application/rdap+json", "href": registrar.url("/domain/lowtide.test") }]);
    let registry = Site::start(move |_| said(&thin)).await;
    let found = about(registry.url("/rdap"), "domain lowtide.test").await.unwrap();
    assert_eq!(
        links(&found),
        [
            "domain lowtide.test registered_with registrar quay names",
            "registrar quay names located_in country NL",
            "domain lowtide.test registered_in registry 127.0.0.1",
            "domain lowtide.test served_by name_server ns1.quay.test",
            "domain lowtide.test registered_to contact warden@lowtide.test",
        ]
    );
    assert_eq!(found.observations[0].note, "IANA number 9999; status: client hold");
    assert_eq!(found.not_examined, ["left out on purpose by 127.0.0.1: Registrant Name"]);
    assert_eq!(found.answers.len(), 2);
    assert_eq!(registry.targets(), ["/rdap/domain/lowtide.test"]);
}

#[tokio::test]
async fn a_registrar_that_fails_spoils_nothing() {
    let registrar = Site::start(|_| status(503)).await;
    let mut thin = lowtide();
    thin["links"] =
        json!([{ "rel": "related", "type": "application/rdap+json", "href": registrar.url("/domain/lowtide.test") }]);
    let registry = Site::start(move |_| said(&thin)).await;
    let found = about(registry.url("/"), "domain lowtide.test").await.unwrap();
    assert!(has(&found, "domain lowtide.test registered_with registrar quay names"));
    assert!(found.not_examined[1].contains("status 503"), "{:?}", found.not_examined);
}

#[tokio::test]
async fn lies_loops_and_silence_are_named() {
    let other = {
        let mut other = lowtide();
        other["ldhName"] = json!("hightide.test");
        other
    };
    let other = Site::start(move |_| said(&other)).await;
    let error = about(other.url("/"), "domain lowtide.test").await.unwrap_err();
    assert!(matches!(&error, CollectError::BadAnswer { why, .. } if why.contains("hightide.test")), "{error}");
    let round = Site::start(|target| redirect(if target == "/a" { "/domain/lowtide.test" } else { "/a" })).await;
    let error = about(round.url("/"), "domain lowtide.test").await.unwrap_err();
    assert!(matches!(&error, CollectError::NoAnswer { why, .. } if why.contains("circle")), "{error}");
    let nobody = Site::start(|_| status(404)).await;
    let error = about(nobody.url("/"), "domain lowtide.test").await.unwrap_err();
    assert!(matches!(error, CollectError::Unknown { .. }), "{error}");
    let silent = Site::start(|_| Reply::Silent(Vec::new())).await;
    let slow = collector(None, None, |settings| {
        settings.registries = vec![silent.url("/")];
        settings.client.total_timeout_ms = 300;
    });
    let error = ask(&slow, "domain lowtide.test", Source::Rdap).await.unwrap_err();
    assert!(matches!(&error, CollectError::NoAnswer { why, .. } if why.contains("no answer within")), "{error}");
}

#[tokio::test]
async fn networks_and_systems_name_who_hosts() {
    let firm = json!([["org", {}, "text", "Quay Hosting"], ["adr", { "cc": "BE" }, "text", []], ["email", {}, "text", "abuse@quay.test"]]);
    let network = json!({
        "objectClassName": "ip network", "startAddress": "127.0.0.0", "endAddress": "127.255.255.255", "name": "QUAY-NET",
        "country": "NL", "originAutnums": [64500], "entities": [party(&["registrant", "abuse"], "Q", &firm)],
    });
    let system = json!({
        "objectClassName": "autnum", "startAutnum": 64500, "endAutnum": 64500, "name": "QUAY-AS",
        "entities": [party(&["registrant"], "Q", &firm)],
    });
    let site = Site::start(move |target| match target {
        "/ip/127.0.0.9" => said(&network),
        "/autnum/64500" | "/autnum/64501" => said(&system),
        _ => status(404),
    })
    .await;
    let found = about(site.url("/"), "address 127.0.0.9").await.unwrap();
    assert_eq!(
        links(&found),
        [
            "address 127.0.0.9 hosted_by hosting_account quay hosting",
            "hosting_account quay hosting located_in country BE",
            "address 127.0.0.9 registered_in registry 127.0.0.1",
            "address 127.0.0.9 located_in country NL",
            "address 127.0.0.9 announced_by autonomous_system AS64500",
        ]
    );
    assert!(found.observations[0].note.contains("QUAY-NET; abuse desk abuse@quay.test"));
    let found = about(site.url("/"), "autonomous_system AS64500").await.unwrap();
    assert!(has(&found, "autonomous_system AS64500 hosted_by hosting_account quay hosting"));
    let error = about(site.url("/"), "autonomous_system AS64501").await.unwrap_err();
    assert!(matches!(&error, CollectError::BadAnswer { why, .. } if why.contains("AS64500")), "{error}");
}
