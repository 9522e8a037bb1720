//! What the ledger hands out, checked by others.

use crate::office::BULLETIN;
use crate::program::{Installation, checker, python};
use std::path::Path;

/// An installation with one item, and the item's identifier.
fn with_an_item() -> (Installation, String) {
    let place = Installation::make();
    let page = place.write("page.html", format!("<html><body><p>{BULLETIN}</p></body></html>"));
    let taken = place.json(&["intake", "--json", &page]);
    let id = taken["items"][0]["id"].as_str().unwrap().to_owned();
    (place, id)
}

#[test]
fn an_export_is_accepted_by_the_independent_checker_and_an_altered_one_is_not() {
    if !python() {
        return;
    }
    let (place, _) = with_an_item();
    let export = place.path("export");
    assert_eq!(place.run(&["ledger", "export", &export.display().to_string()]).0, 0);
    let (code, out, err) = checker(&[&export], "log");
    assert_eq!(code, 0, "{out}{err}");
    assert!(out.starts_with("OK"), "{out}");
    let leaves = std::fs::read_to_string(export.join("leaves.jsonl")).unwrap();
    for altered in [
        leaves.replacen("handed_in", "handed_on", 1),
        leaves.lines().skip(1).collect::<Vec<_>>().join("\n"),
        leaves.replacen("\"index\":1", "\"index\":2", 1),
    ] {
        assert_ne!(altered, leaves);
        std::fs::write(export.join("leaves.jsonl"), altered).unwrap();
        assert_eq!(checker(&[&export], "log").0, 1);
    }
}

fn verifies(place: &Installation, bundle: &str, key: &str) -> i32 {
    place.run(&["verify", bundle, "--key", key]).0
}

#[test]
fn a_bundle_verifies_here_and_there_and_no_altered_one_does() {
    let (place, id) = with_an_item();
    let (code, proof, _) = place.run(&["ledger", "prove", &id]);
    assert_eq!(code, 0);
    let key = place.run(&["ledger", "key"]).1;
    let (bundle, key) = (place.write("bundle.json", &proof), place.write("vkey", key));
    assert_eq!(verifies(&place, &bundle, &key), 0);
    let python = python();
    if python {
        let (code, out, err) = checker(&[Path::new(&bundle), Path::new("--key"), Path::new(&key)], "bundle");
        assert_eq!(code, 0, "{out}{err}");
    }
    let other = Installation::make();
    let foreign = other.run(&["ledger", "key"]).1;
    assert_eq!(verifies(&place, &bundle, &place.write("foreign", foreign)), 1, "another authority's key");
    let truth: serde_json::Value = serde_json::from_str(&proof).unwrap();
    let key: ledger::VerifierKey = std::fs::read_to_string(&key).unwrap().trim().parse().unwrap();
    let mut accepted = Vec::new();
    for place in 0..proof.len() {
        let mut bytes = proof.clone().into_bytes();
        bytes[place] ^= 1;
        // White space and the case of hexadecimal digits say nothing, so the same document may come back.
        let same = serde_json::from_slice::<serde_json::Value>(&bytes).is_ok_and(|read| read == truth);
        let verified = ledger::Bundle::from_json(&bytes).and_then(|bundle| bundle.verify(Some(&key)).map(drop));
        if verified.is_ok() && !same {
            accepted.push(place);
        }
    }
    assert!(accepted.is_empty(), "bytes {accepted:?} can be changed unseen");
    if python {
        let altered = place.write("altered.json", proof.replacen("handed_in", "handed_on", 1));
        assert_eq!(checker(&[Path::new(&altered)], "bundle").0, 1);
        assert_eq!(place.run(&["verify", &altered]).0, 1);
    }
}

#[test]
fn a_record_changed_in_the_database_is_found() {
    if !python() {
        return;
    }
    let (place, id) = with_an_item();
    assert_eq!(place.run(&["ledger", "verify"]).0, 0);
    let script = "import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); n=c.execute(\"update records set body=replace(body,'page.html','other.html') where kind='item'\").rowcount; c.commit(); assert n==1";
    let (code, _, err) = crate::program::finished(
        std::process::Command::new("python3").args(["-c", script]).arg(place.path("data/vigie.db")),
    );
    assert_eq!(code, 0, "{err}");
    let (code, out, _) = place.run(&["ledger", "verify"]);
    assert_eq!(code, 1);
    assert!(out.contains(&id) && out.contains("differs"), "{out}");
}
