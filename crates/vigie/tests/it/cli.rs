//! The command line as scripts use it.

use crate::office::BULLETIN;
use crate::program::Installation;
use exchange::warc::{Record, RecordKind, Writer};
use serde_json::Value;
use std::path::Path;

fn ids(taken: &Value) -> Vec<String> {
    taken["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_bank_a_folder_a_warc_and_a_list() {
    let place = Installation::make();
    let known = place.write("known/bulletin.txt", BULLETIN);
    assert_eq!(place.run(&["bank", "import", "REHEARSAL bulletins", &known]).0, 0);
    let html = format!("<html><head><title>REHEARSAL</title></head><body><p>{BULLETIN}</p></body></html>");
    place.write("folder/a.html", &html);
    place.write("folder/below/b.txt", "REHEARSAL. Leaves on the lawn make good bedding for hedgehogs.");
    let folder = place.path("folder").display().to_string();
    let taken = place.json(&["intake", "--json", "--as", "https://b.lowtide.test/files", &folder]);
    assert_eq!(ids(&taken).len(), 2, "{taken}");
    let shown = place.json(&["item", "show", &ids(&taken)[0], "--json"]);
    assert_eq!((&shown["state"], &shown["likeness"]), (&"in_review".into(), &"known".into()));
    assert_eq!(shown["url"], "https://b.lowtide.test/files/a.html");
    assert_eq!(shown["matches"][0]["bank_name"], "REHEARSAL bulletins");
    assert!(shown["context_signals"].is_array());
    assert_eq!(place.json(&["item", "show", &ids(&taken)[1], "--json"])["state"], "clear");

    let warc = place.write("seen.warc", warc("https://b.lowtide.test/page", html.as_bytes()));
    let taken = place.json(&["intake", "--json", &warc]);
    assert_eq!(place.json(&["item", "show", &ids(&taken)[0], "--json"])["url"], "https://b.lowtide.test/page");

    let list = place.write("list.txt", "https://b.lowtide.test/1\nhttps://B.lowtide.test:443/1#x\nnot an address\nhttps://b.lowtide.test/page?utm_source=x\n");
    let taken = place.json(&["intake", "--json", "--list", &list]);
    let new: Vec<bool> = taken["items"].as_array().unwrap().iter().map(|item| item["new"].as_bool().unwrap()).collect();
    assert_eq!(new, [true, false, false], "{taken}");
    assert_eq!(taken["left_out"].as_array().unwrap().len(), 1);

    let (code, out, _) = place.run(&["ledger", "verify", "--json"]);
    assert_eq!(code, 0);
    assert_eq!(serde_json::from_str::<Value>(&out).unwrap()["faults"], serde_json::json!([]));
}

fn warc(address: &str, body: &[u8]) -> Vec<u8> {
    let mut block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n".to_vec();
    block.extend(body);
    let record = Record {
        kind: RecordKind::Response,
        id: uuid::Uuid::from_u128(7),
        date: testkit::start(),
        target_uri: Some(address.to_owned()),
        content_type: Some("application/http;msgtype=response".to_owned()),
        headers: Vec::new(),
        body: block,
    };
    let mut writer = Writer::new(Vec::new(), false);
    writer.write(&record).unwrap();
    writer.finish().unwrap()
}

#[test]
fn exit_codes_say_what_happened() {
    let place = Installation::make();
    let unknown = "0190a000-0000-7000-8000-000000000001";
    let page = place.write("page.html", BULLETIN);
    let cases: [(&[&str], i32); 10] = [
        (&["ledger", "verify"], 0),
        (&["intake", &page], 0),
        (&["item", "show", unknown], 1),
        (&["ledger", "prove", unknown], 1),
        (&["verify", &page], 1),
        (&["item", "show", "not-an-identifier"], 2),
        (&["intake"], 2),
        (&["no-such-command"], 2),
        (&["ledger", "verify", "--data", "/no/such/folder"], 3),
        (&["verify", "/no/such/bundle"], 3),
    ];
    for (arguments, wanted) in cases {
        let (code, out, err) = place.run(arguments);
        assert_eq!(code, wanted, "{arguments:?}: {out}{err}");
        assert!(!err.contains("panicked"), "{err}");
    }
    let again = place.run(&["init", "--authority", "REHEARSAL", "--country", "BE", "--contact", "desk@unit.example"]);
    assert_ne!(again.0, 0, "an installation is never overwritten");
}

#[test]
fn one_photograph_finds_its_eleven_changed_copies() {
    let shared = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/pdq/bridge-mods"));
    if !shared.exists() {
        println!("skipped: no ../shared");
        return;
    }
    let place = Installation::make();
    let original = shared.join("aaa-orig.jpg").display().to_string();
    assert_eq!(place.run(&["bank", "import", "bridge", &original]).0, 0);
    let mut others: Vec<String> =
        std::fs::read_dir(shared).unwrap().map(|entry| entry.unwrap().path().display().to_string()).collect();
    others.retain(|path| path.ends_with(".jpg") && !path.ends_with("aaa-orig.jpg"));
    let mut arguments = vec!["intake", "--json"];
    arguments.extend(others.iter().map(String::as_str));
    let taken = place.json(&arguments);
    assert_eq!(ids(&taken).len(), 11);
    for id in ids(&taken) {
        let item = place.json(&["item", "show", &id, "--json"]);
        assert_eq!(item["state"], "in_review", "{}", item["given"]);
        assert_ne!(item["likeness"], "nothing", "{}", item["given"]);
    }
}

#[test]
fn joint_actions_are_shown_as_their_reader_may_see_them() {
    let made = Installation::make();
    assert_eq!(made.json(&["operation", "list"]), serde_json::json!([]));
    let nowhere = "0190a000-0000-7000-8000-000000000001";
    for arguments in [["show", nowhere], ["board", nowhere], ["readiness", nowhere], ["show", "BE-2026-J0001"]] {
        let (code, out, err) = made.run(&["operation", arguments[0], arguments[1]]);
        assert!(code != 0 && out.is_empty() && !err.is_empty(), "{arguments:?}: {code} {out}");
    }
}
