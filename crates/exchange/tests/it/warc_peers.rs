//! WARC against `wget` (a file it wrote, kept here) and `warcio` (run if it is installed).

use std::process::Command;

use exchange::warc::{
    Attachment, Capture, CaptureFacts, Check, Entry, Hop, HttpResponse, Limits, Reader, RecordKind, ResolverAnswer,
    Writer, write_capture,
};
use uuid::Uuid;

/// Written by `wget --warc-file` 1.21.3 against an invented site on loopback: a redirect, a chunked page, a gzip page.
const WGET: &[u8] = include_bytes!("data/wget-1.21.3.warc.gz");

/// Where `warcio check -v` finds the records of that file.
const WGET_OFFSETS: [u64; 10] = [0, 425, 822, 1290, 1689, 2227, 2627, 3206, 3522, 3933];

fn entries(file: &[u8]) -> Vec<Entry> {
    Reader::new(file, Limits::default()).collect::<Result<_, _>>().expect("every record is readable")
}

#[test]
fn reads_what_wget_writes() {
    let entries = entries(WGET);
    let offsets: Vec<u64> = entries.iter().map(|entry| entry.offset).collect();
    assert_eq!(offsets, WGET_OFFSETS);
    for entry in &entries {
        assert_eq!(entry.problems, []);
        assert_eq!(entry.block_digest, Check::Good);
    }
    let responses: Vec<&Entry> = entries.iter().filter(|entry| entry.record.kind == RecordKind::Response).collect();
    let bodies = responses.iter().map(|entry| {
        assert_eq!(entry.payload_digest, Check::Good);
        let response = HttpResponse::parse(&entry.record.body).expect("an HTTP response");
        (entry.record.target_uri.clone().unwrap_or_default(), response.status, response.decoded(1000).bytes)
    });
    let expected: [(&str, u16, &[u8]); 3] = [
        ("http://127.0.0.1:8799/", 302, b""),
        ("http://127.0.0.1:8799/tide", 200, b"REHEARSAL: high tide at the invented harbour is at noon.\n"),
        ("http://127.0.0.1:8799/lamp", 200, b"REHEARSAL: the lighthouse lamp turns twice a minute.\n"),
    ];
    for ((uri, status, body), (expected_uri, expected_status, expected_body)) in bodies.zip(expected) {
        assert_eq!((uri.as_str(), status, &body[..]), (expected_uri, expected_status, expected_body));
    }
}

fn capture() -> Capture {
    let at = "2026-11-22T10:00:00Z".parse().expect("a timestamp");
    let hop = |url: &str, response: &str| Hop {
        at,
        url: url.to_owned(),
        ip: "192.0.2.7".parse().ok(),
        request: b"GET / HTTP/1.1\r\nHost: harbour.example\r\n\r\n".to_vec(),
        response: Some(response.as_bytes().to_vec()),
        truncated: None,
    };
    let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nREHEARSAL\r\n0\r\n\r\n";
    Capture {
        began: at,
        hops: vec![
            hop("https://harbour.example/", "HTTP/1.1 302 Found\r\nLocation: /tide\r\n\r\n"),
            hop("https://harbour.example/tide", chunked),
        ],
        attachments: vec![Attachment {
            at,
            uri: "urn:screenshot:https://harbour.example/tide".to_owned(),
            content_type: "image/png".to_owned(),
            bytes: b"REHEARSAL: not truly a picture".to_vec(),
        }],
        facts: CaptureFacts {
            vantage: "rehearsal-1".to_owned(),
            proxy: None,
            tool: "vigie".to_owned(),
            tool_version: "0.1.0".to_owned(),
            resolver_answers: vec![ResolverAnswer {
                name: "harbour.example".to_owned(),
                record_type: "A".to_owned(),
                answers: vec!["192.0.2.7".to_owned()],
                resolver: "127.0.0.1:53".to_owned(),
                at,
            }],
            tls_chain_sha256: Vec::new(),
            limits_hit: vec!["page images beyond the first 50 were not fetched".to_owned()],
        },
    }
}

fn written_capture(gzip: bool) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new(), gzip);
    let mut next = 0;
    let ids = || {
        next += 1;
        Uuid::from_u128(next)
    };
    write_capture(&mut writer, &capture(), ids).expect("a Vec takes every byte");
    writer.finish().expect("a Vec takes every byte")
}

#[test]
fn a_capture_keeps_its_records_together() {
    let entries = entries(&written_capture(true));
    let kinds: Vec<&str> = entries.iter().map(|entry| entry.record.kind.as_str()).collect();
    assert_eq!(kinds, ["warcinfo", "request", "response", "request", "response", "resource", "metadata"]);
    let urn = |index: usize| format!("<urn:uuid:{}>", entries[index].record.id);
    assert_eq!(entries[1].record.header("WARC-Concurrent-To"), Some(urn(2).as_str()));
    assert_eq!(entries[4].record.header("WARC-Concurrent-To"), Some(urn(3).as_str()));
    assert_eq!(entries[6].record.header("WARC-Refers-To"), Some(urn(4).as_str()));
    assert!(entries[1..].iter().all(|entry| entry.record.header("WARC-Warcinfo-ID") == Some(urn(0).as_str())));
    let facts: CaptureFacts = serde_json::from_slice(&entries[6].record.body).expect("the facts are JSON");
    assert_eq!(facts, capture().facts);
}

#[test]
fn warcio_finds_no_fault() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    for (name, gzip) in [("capture.warc", false), ("capture.warc.gz", true)] {
        let path = directory.path().join(name);
        std::fs::write(&path, written_capture(gzip)).expect("the file is written");
        let Ok(outcome) = Command::new("warcio").args(["check", "-v"]).arg(&path).output() else {
            println!("skipped: warcio is not installed");
            return;
        };
        let said = String::from_utf8_lossy(&outcome.stdout).into_owned();
        assert!(outcome.status.success(), "{said}");
        assert_eq!(said.matches("digest pass").count(), 7, "{said}");
    }
}
