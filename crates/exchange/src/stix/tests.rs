use proptest::prelude::*;
use serde_json::json;

use super::*;

const DIGEST: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

fn id(kind: &str, n: u8) -> String {
    format!("{kind}--00000000-0000-4000-8000-0000000000{n:02}")
}

fn received() -> Timestamp {
    "2026-11-22T12:00:00Z".parse().unwrap()
}

fn import(objects: &[Value]) -> Import {
    let bundle = json!({ "type": "bundle", "id": id("bundle", 1), "objects": objects });
    read(bundle.to_string().as_bytes(), received()).unwrap()
}

fn told(import: &Import) -> String {
    let assets = import.assets.iter().map(Asset::to_string);
    let observations = import
        .observations
        .iter()
        .map(|o| format!("{} -{}-> {} [{} {}] {}", o.subject, o.link, o.object, o.seen.first(), o.seen.last(), o.note));
    let problems = import.problems.iter().map(Problem::to_string);
    let parts: Vec<String> =
        assets.chain(["--".to_owned()]).chain(observations).chain(["--".to_owned()]).chain(problems).collect();
    parts.join("\n")
}

fn harbour() -> Vec<Value> {
    vec![
        json!({ "type": "domain-name", "spec_version": "2.1", "id": id("domain-name", 1), "value": "Lamp.harbour.example",
            "resolves_to_refs": [id("ipv4-addr", 1), id("ipv4-addr", 9)] }),
        json!({ "type": "ipv4-addr", "id": id("ipv4-addr", 1), "value": "192.0.2.7/32", "belongs_to_refs": [id("autonomous-system", 1)] }),
        json!({ "type": "autonomous-system", "id": id("autonomous-system", 1), "number": 64500, "name": "QUAY-AS" }),
        json!({ "type": "url", "id": id("url", 1), "value": "https://lamp.harbour.example/tide" }),
        json!({ "type": "x509-certificate", "id": id("x509-certificate", 1), "hashes": { "SHA-256": DIGEST },
            "validity_not_before": "2026-01-01T00:00:00Z",
            "x509_v3_extensions": { "subject_alternative_name": "DNS:lamp.harbour.example, DNS:*.harbour.example, email:x@y.example" } }),
        json!({ "type": "user-account", "id": id("user-account", 1), "account_type": "messenger", "account_login": "@Harbour" }),
        json!({ "type": "email-addr", "id": id("email-addr", 1), "value": "Warden@harbour.example", "belongs_to_ref": id("user-account", 1) }),
        json!({ "type": "observed-data", "id": id("observed-data", 1), "first_observed": "2026-03-01T00:00:00Z",
            "last_observed": "2026-04-01T00:00:00.000Z", "number_observed": 3, "object_refs": [id("domain-name", 1)] }),
        json!({ "type": "relationship", "id": id("relationship", 1), "relationship_type": "resolves-to",
            "source_ref": id("domain-name", 1), "target_ref": id("ipv4-addr", 1),
            "created": "2026-05-01T00:00:00Z", "start_time": "2026-02-01T00:00:00Z", "stop_time": "2026-02-09T00:00:00Z" }),
        json!({ "type": "relationship", "id": id("relationship", 2), "relationship_type": "related-to",
            "source_ref": id("url", 1), "target_ref": id("user-account", 1), "created": "2026-05-01T00:00:00Z" }),
    ]
}

#[test]
fn a_bundle_becomes_a_map() {
    insta::assert_snapshot!(told(&import(&harbour())));
}

#[test]
fn what_cannot_be_used_is_named() {
    let relationship = |n, word: &str, from: String, to: String| json!({ "type": "relationship", "id": id("relationship", n), "relationship_type": word, "source_ref": from, "target_ref": to });
    let mut objects = harbour();
    objects.truncate(2);
    let mut revoked = relationship(3, "resolves-to", id("domain-name", 1), id("ipv4-addr", 1));
    revoked["revoked"] = json!(true);
    objects.extend([
        json!({ "type": "domain-name", "id": id("domain-name", 2), "value": "two words" }),
        json!({ "type": "ipv4-addr", "value": "192.0.2.0/24" }),
        json!({ "type": "x509-certificate", "id": id("x509-certificate", 2), "hashes": { "MD5": "x" } }),
        json!({ "type": "user-account", "id": id("user-account", 2), "account_type": "unix", "user_id": "0" }),
        revoked,
        relationship(4, "consists-of", id("domain-name", 1), id("ipv4-addr", 1)),
        relationship(5, "resolves-to", id("domain-name", 2), id("ipv4-addr", 1)),
        relationship(6, "uses", id("campaign", 1), id("malware", 1)),
        relationship(7, "resolves-to", id("ipv4-addr", 1), String::new()),
        json!(7),
    ]);
    insta::assert_snapshot!(told(&import(&objects)));
}

#[test]
fn what_is_no_bundle_is_refused() {
    assert!(matches!(read(b"<xml>", received()), Err(NotABundle::NotJson(_))));
    for text in ["[]", "{}", r#"{"type":"report","objects":[]}"#, r#"{"type":"bundle","objects":{}}"#] {
        assert!(matches!(read(text.as_bytes(), received()), Err(NotABundle::NotABundle)), "{text}");
    }
    let deep = "[".repeat(10_000);
    assert!(matches!(read(deep.as_bytes(), received()), Err(NotABundle::NotJson(_))));
}

fn any_object() -> impl Strategy<Value = Value> {
    let kind = prop::sample::select(vec![
        "domain-name",
        "ipv4-addr",
        "url",
        "relationship",
        "observed-data",
        "x509-certificate",
        "email-addr",
    ]);
    let reference = || ("(domain-name|ipv4-addr|url|email-addr)", 0u8..9).prop_map(|(kind, n)| id(&kind, n));
    (kind, 0u8..9, "(a.example|192.0.2.1|https://a.example/|x@a.example|.{0,9})", reference(), reference()).prop_map(
        |(kind, n, value, from, to)| {
            json!({ "type": kind, "id": id(kind, n), "value": value, "resolves_to_refs": [from, to], "belongs_to_ref": to,
                "source_ref": from, "target_ref": to, "relationship_type": "resolves-to", "object_refs": [to] })
        },
    )
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = read(&bytes, received());
    }

    /// Whatever refers to whatever: every link is one that the map knows, and every end was named or is a host.
    #[test]
    fn no_references_make_it_panic(objects in prop::collection::vec(any_object(), 0..30)) {
        for seen in import(&objects).observations {
            prop_assert!(seen.link.allowed(seen.subject.kind(), seen.object.kind()));
        }
    }
}
