use proptest::prelude::*;
use serde_json::json;

use super::*;

const DIGEST: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const KEY: &str = "0f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

fn all(text: &str) -> (Vec<String>, Vec<String>) {
    let (rows, problems): (Vec<_>, Vec<_>) = read(text.as_bytes(), LIMITS).partition(Result::is_ok);
    let rows = rows.into_iter().flatten().map(|Row { line, observation: o }| {
        let object = o.object.to_string().chars().take(16).collect::<String>();
        format!("{line}: {} -{}-> {object} [{}] {}", o.subject, o.link, o.seen.first(), o.note)
    });
    (rows.collect(), problems.into_iter().filter_map(Result::err).map(|problem| problem.to_string()).collect())
}

/// Lines as they come from a stream of updates, a service that is asked, a plain list, and a table turned to JSON.
#[test]
fn lines_of_several_tools_are_read() {
    let lines = [
        json!({ "message_type": "certificate_update", "data": { "seen": 1_777_888_999.5, "leaf_cert": {
            "all_domains": ["harbour.example", "*.harbour.example"], "fingerprint": "AA:BB", "as_der": "UkVIRUFSU0FM",
            "issuer": { "O": "Quay CA", "aggregated": "/O=Quay CA" } } } }),
        json!({ "id": "1", "dns_names": ["lamp.harbour.example"], "cert_sha256": DIGEST, "pubkey_sha256": KEY,
            "not_before": "2026-05-04T10:00:00Z", "issuer": { "friendly_name": "Quay CA" } }),
        json!({ "timestamp": "2026-05-04 10:00:00", "subject": "CN=pier.example, O=Pier", "issuer": "CN=Quay CA",
            "sans": "DNS:pier.example, DNS:www.pier.example, IP:192.0.2.7", "fingerprint": DIGEST.to_uppercase() }),
        json!({ "entry_timestamp": "2026-05-04T10:00:00.123", "name_value": "tide.example\ntide.example\n*.tide.example",
            "issuer_name": "C=XX, CN=Quay CA", "sha256": DIGEST }),
        json!({ "timestamp": 1_777_888_999_500_u64, "subject": { "CN": "moor.example" }, "sha256": DIGEST }),
    ];
    let (rows, problems) = all(&lines.map(|line| line.to_string()).join("\n"));
    insta::assert_snapshot!(rows.join("\n"));
    assert_eq!(problems, Vec::<String>::new());
}

#[test]
fn what_cannot_be_told_apart_or_dated_is_a_problem() {
    let lines = [
        json!({ "timestamp": 1, "sans": ["a.example"], "fingerprint": "aabb" }),
        json!({ "sans": ["a.example"], "sha256": DIGEST }),
        json!({ "timestamp": 1, "sha256": DIGEST }),
        json!({ "timestamp": 1, "sans": ["a..example", "ok.example"], "sha256": DIGEST }),
        json!("text"),
    ];
    let (rows, problems) = all(&lines.map(|line| line.to_string()).join("\n"));
    assert_eq!(rows.len(), 1);
    insta::assert_snapshot!(problems.join("\n"));
}

#[test]
fn a_certificate_of_too_many_names_is_cut_and_says_so() {
    let names: Vec<String> = (0..MAX_NAMES + 7).map(|n| format!("berth-{n}.harbour.example")).collect();
    let line = json!({ "timestamp": 1, "sans": names, "sha256": DIGEST }).to_string();
    let (rows, problems) = all(&line);
    assert_eq!((rows.len(), problems.len()), (MAX_NAMES, 1));
    assert!(problems[0].contains("more than 5000"), "{}", problems[0]);
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..500)) {
        read(&bytes[..], Limits { line_bytes: 200, rows: 5 }).for_each(drop);
    }

    #[test]
    fn names_are_read_back(names in prop::collection::btree_set("[a-z]{1,12}\\.example", 1..20), at in 0i64..4_000_000_000) {
        let line = json!({ "timestamp": at, "sans": names, "sha256": DIGEST }).to_string();
        let rows: Vec<Row> = read(line.as_bytes(), LIMITS).map(Result::unwrap).collect();
        let read: std::collections::BTreeSet<String> = rows.iter().map(|row| row.observation.subject.value().to_owned()).collect();
        prop_assert_eq!(read, names);
        prop_assert!(rows.iter().all(|row| row.observation.seen.first().as_second() == at));
    }
}
