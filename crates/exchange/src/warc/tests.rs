use std::io::{Read, Write};

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
use jiff::Timestamp;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;

fn record(kind: RecordKind, body: &[u8]) -> Record {
    Record {
        kind,
        id: Uuid::from_u128(7),
        date: "2026-11-22T10:00:00Z".parse().unwrap(),
        target_uri: Some("https://harbour.example/tide".to_owned()),
        content_type: Some("application/http;msgtype=response".to_owned()),
        headers: vec![("WARC-IP-Address".to_owned(), "192.0.2.7".to_owned())],
        body: body.to_vec(),
    }
}

fn written(records: &[Record], gzip: bool) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new(), gzip);
    for record in records {
        writer.write(record).unwrap();
    }
    writer.finish().unwrap()
}

fn read(bytes: &[u8]) -> Vec<Result<Entry, Problem>> {
    Reader::new(bytes, Limits::default()).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn faults(items: &[Result<Entry, Problem>]) -> Vec<Fault> {
    let each = items.iter().flat_map(|item| match item {
        Ok(entry) => entry.problems.clone(),
        Err(problem) => vec![problem.clone()],
    });
    each.map(|problem| problem.what).collect()
}

const PAGE: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nREHEARSAL: high tide at noon";

#[test]
fn records_are_found_where_the_writer_says() {
    for gzip in [false, true] {
        let mut writer = Writer::new(Vec::new(), gzip);
        let first = writer.write(&record(RecordKind::Response, PAGE)).unwrap();
        let second = writer.write(&record(RecordKind::Resource, b"lamp")).unwrap();
        let file = writer.finish().unwrap();
        let offsets: Vec<u64> = read(&file).iter().map(|item| item.as_ref().unwrap().offset).collect();
        assert_eq!(offsets, [first.offset, second.offset]);
        assert_eq!(second.offset + second.length, file.len() as u64);
        let alone = &file[usize::try_from(second.offset).unwrap()..];
        assert_eq!(read(alone)[0].as_ref().unwrap().record.body, b"lamp");
    }
}

#[test]
fn one_gzip_stream_around_everything_is_read() {
    let plain = written(&[record(RecordKind::Response, PAGE), record(RecordKind::Resource, b"lamp")], false);
    let items = read(&gzip(&plain));
    assert_eq!(items.len(), 2);
    assert!(faults(&items).is_empty());
}

#[test]
fn a_changed_byte_is_flagged_and_the_record_still_handed_over() {
    let file = written(&[record(RecordKind::Response, PAGE)], false);
    let noon = file.windows(4).position(|four| four == b"noon").unwrap();
    let mut changed = file;
    changed[noon] = b'm';
    let items = read(&changed);
    let entry = items[0].as_ref().unwrap();
    assert_eq!((entry.block_digest, entry.payload_digest), (Check::Mismatch, Check::Mismatch));
    assert!(entry.record.body.ends_with(b"moon"));
    assert!(matches!(faults(&items)[..], [Fault::BlockDigest(_), Fault::PayloadDigest(_)]));
}

#[test]
fn both_spellings_of_a_digest_and_unknown_ones() {
    for (stated, expected) in [
        ("sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ", Check::Good),
        ("sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709", Check::Good),
        ("SHA-1:DA39A3EE5E6B4B0D3255BFEF95601890AFD80709", Check::Good),
        ("sha256:4OYMIQUY7QOBJGX36TEJS35ZEQT24QPEMSNZGTFESWMRW6CSXBKQ====", Check::Good),
        ("sha256:4OYMIQUY7QOBJGX36TEJS35ZEQT24QPEMSNZGTFESWMRW6CSXBKQ", Check::Good),
        ("sha256:nonsense", Check::Mismatch),
        ("md5:d41d8cd98f00b204e9800998ecf8427e", Check::Unsupported),
        ("unlabelled", Check::Unsupported),
    ] {
        assert_eq!(digest::check(stated, b""), expected, "{stated}");
    }
}

#[test]
fn a_cut_file_gives_its_whole_records_and_one_problem() {
    let records = [record(RecordKind::Response, PAGE), record(RecordKind::Resource, &[b'x'; 4000])];
    for gzip in [false, true] {
        let whole = written(&records, gzip);
        let first = written(&records[..1], gzip).len();
        for cut in first + 1..whole.len() {
            let items = read(&whole[..cut]);
            assert_eq!(items[0].as_ref().unwrap().record, records[0], "cut at {cut}");
            let complete = items.get(1).is_some_and(|item| item.as_ref().is_ok_and(|entry| entry.record == records[1]));
            let problem = items.last().unwrap().as_ref().err();
            assert!(complete || problem.is_some_and(|problem| problem.what == Fault::Truncated), "cut at {cut}");
            assert!(items.len() <= 3);
        }
    }
}

#[test]
fn limits_are_named_and_passed_over_records_do_not_hide_the_next() {
    let file = written(&[record(RecordKind::Resource, &[0; 5000]), record(RecordKind::Resource, b"lamp")], true);
    let limits = Limits { record_bytes: 100, ..Limits::default() };
    let items: Vec<_> = Reader::new(&file[..], limits).collect();
    assert_eq!(faults(&items), [Fault::RecordTooLong { length: 5000, limit: 100 }]);
    assert_eq!(items[1].as_ref().unwrap().record.body, b"lamp");

    let limits = Limits { header_bytes: 50, ..Limits::default() };
    let items: Vec<_> = Reader::new(&file[..], limits).collect();
    assert_eq!(faults(&items), [Fault::HeaderTooLong { limit: 50 }]);
}

#[test]
fn a_gzip_bomb_stops_at_the_limit() {
    let mut bomb = GzEncoder::new(Vec::new(), Compression::best());
    std::io::copy(&mut std::io::repeat(b'\n').take(64 << 20), &mut bomb).unwrap();
    let limits = Limits { expanded_bytes: 1 << 20, ..Limits::default() };
    let items: Vec<_> = Reader::new(&bomb.finish().unwrap()[..], limits).collect();
    assert_eq!(faults(&items), [Fault::ExpandedTooFar { limit: 1 << 20 }]);
}

#[test]
fn what_is_not_a_record_is_said() {
    assert!(read(b"").is_empty());
    assert_eq!(faults(&read(b"<html>")), [Fault::NotARecord]);
    assert_eq!(faults(&read(b"WARC/1.1\r\nWARC-Type: resource\r\n\r\n")), [Fault::NoLength]);
    assert_eq!(faults(&read(b"WARC/1.1\r\nContent-Length: 0\r\n\r\n")), [Fault::NoField("WARC-Type")]);
    assert!(matches!(faults(&read(b"\x1f\x8bnot gzip"))[..], [Fault::Unreadable(_)]));
}

#[test]
fn foreign_ids_folded_lines_and_bare_line_feeds_are_read() {
    let file = b"WARC/1.0\nWARC-Type: Response\nWARC-Record-ID: <https://tool.example/record/9>\n\
        WARC-Date: 2026-11-22T10:00:00.5Z\nWARC-Target-URI: <https://harbour.example/>\nX-Note: two\n  lines\n\
        Content-Length: 0\n\n\n\n";
    let items = read(file);
    let entry = items[0].as_ref().unwrap();
    assert_eq!(entry.record.kind, RecordKind::Response);
    assert_eq!(entry.record.target_uri.as_deref(), Some("https://harbour.example/"));
    assert_eq!(entry.record.header("x-note"), Some("two lines"));
    assert_eq!(faults(&items), [Fault::ForeignId("<https://tool.example/record/9>".to_owned())]);
}

#[test]
fn the_writer_refuses_what_would_break_a_header() {
    for (name, value) in [("X-Note", "a\r\nWARC-Type: metadata"), ("X Note", "a"), ("content-length", "3"), ("", "a")] {
        let mut record = record(RecordKind::Resource, b"");
        record.headers = vec![(name.to_owned(), value.to_owned())];
        let refused = Writer::new(Vec::new(), false).write(&record);
        assert!(matches!(refused, Err(WriteError::Field(field)) if field == name));
    }
}

#[test]
fn chunks_are_joined_only_if_they_are_there() {
    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    let parse = |body: &str| HttpResponse::parse(format!("{head}{body}").as_bytes()).unwrap();
    let whole = parse("5;note=1\r\nhigh \r\n4\r\ntide\r\n0\r\n\r\n");
    assert_eq!((&whole.body[..], &whole.problem), (&b"high tide"[..], &None));
    let cut = parse("5\r\nhigh \r\n4\r\nti");
    assert_eq!((&cut.body[..], &cut.problem), (&b"high ti"[..], &Some(HttpFault::DamagedChunks)));
    let joined_before = parse("high tide\n");
    assert_eq!((&joined_before.body[..], &joined_before.problem), (&b"high tide\n"[..], &None));
    assert_eq!(HttpResponse::parse(b"tide"), Err(HttpFault::NotAResponse));
}

#[test]
fn content_codings_are_undone_within_the_limit() {
    let text = b"the lamp turns twice a minute".repeat(50);
    let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
    zlib.write_all(&text).unwrap();
    let mut raw = DeflateEncoder::new(Vec::new(), Compression::default());
    raw.write_all(&text).unwrap();
    let cases = [
        ("gzip", gzip(&text)),
        ("deflate", zlib.finish().unwrap()),
        ("deflate", raw.finish().unwrap()),
        ("gzip, gzip", gzip(&gzip(&text))),
        ("identity", text.clone()),
    ];
    for (coding, body) in cases {
        let mut block = format!("HTTP/1.1 200 OK\r\nContent-Encoding: {coding}\r\n\r\n").into_bytes();
        block.extend(&body);
        let response = HttpResponse::parse(&block).unwrap();
        assert_eq!(response.decoded(10_000), Decoded { bytes: text.clone(), problem: None }, "{coding}");
        let short = response.decoded(100);
        assert_eq!(short.problem, Some(HttpFault::TooLong { limit: 100 }), "{coding}");
        assert_eq!(short.bytes.len(), 100);
    }
    let br = HttpResponse::parse(b"HTTP/2 200\r\nContent-Encoding: br\r\n\r\nx").unwrap().decoded(9);
    assert_eq!(br, Decoded { bytes: b"x".to_vec(), problem: Some(HttpFault::UnknownCoding("br".to_owned())) });
}

#[test]
fn payload_digests_over_joined_chunks_are_accepted() {
    let block = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\ntide\r\n0\r\n\r\n";
    let file = format!(
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{}>\r\nWARC-Date: 2026-11-22T10:00:00Z\r\n\
         Content-Type: application/http\r\nWARC-Payload-Digest: {}\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
        Uuid::from_u128(1),
        digest::sha256_label(b"tide"),
        block.len()
    );
    assert_eq!(read(file.as_bytes())[0].as_ref().unwrap().payload_digest, Check::Good);
}

fn any_record() -> impl Strategy<Value = Record> {
    let kinds = prop_oneof![
        Just(RecordKind::Warcinfo),
        Just(RecordKind::Request),
        Just(RecordKind::Response),
        Just(RecordKind::Metadata),
        Just(RecordKind::Resource),
        Just(RecordKind::Revisit),
        Just(RecordKind::Other("conversion".to_owned())),
    ];
    let media = prop_oneof![Just("application/http;msgtype=response"), Just("image/png")];
    let headers = prop::collection::vec(("X-[A-Za-z]{1,8}", "[!-~é]{1,6}( [!-~]{1,6}){0,3}"), 0..4);
    let date = (0_i64..4_000_000_000, 0..1_000_000_000_i32);
    let uri = prop::option::of("https://[a-z]{1,9}\\.example/[a-z0-9/?=&%-]{0,20}");
    let body = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..3000),
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n[0-9a-f]{0,3}\r\n.{0,30}".prop_map(String::into_bytes),
    ];
    (kinds, any::<u128>(), date, uri, prop::option::of(media), headers, body).prop_map(
        |(kind, id, (second, nanosecond), target_uri, media, headers, body)| Record {
            kind,
            id: Uuid::from_u128(id),
            date: Timestamp::new(second, nanosecond).unwrap(),
            target_uri,
            content_type: media.map(str::to_owned),
            headers,
            body,
        },
    )
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(records in prop::collection::vec(any_record(), 0..5), gzip: bool) {
        let items = read(&written(&records, gzip));
        prop_assert!(faults(&items).is_empty(), "{items:?}");
        let back: Vec<Record> = items.into_iter().map(|item| item.unwrap().record).collect();
        prop_assert_eq!(back, records);
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        read(&bytes);
        let _ = HttpResponse::parse(&bytes);
    }

    #[test]
    fn no_damage_makes_the_reader_panic(record in any_record(), gzip: bool, at: prop::sample::Index, byte: u8) {
        let mut file = written(&[record.clone(), record], gzip);
        let at = at.index(file.len());
        file[at] = byte;
        for entry in read(&file).into_iter().flatten() {
            let _ = HttpResponse::parse(&entry.record.body).map(|response| response.decoded(1000));
        }
    }

    #[test]
    fn joined_chunks_are_what_was_cut_up(pieces in prop::collection::vec(prop::collection::vec(any::<u8>(), 1..50), 1..6)) {
        let mut block = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n".to_vec();
        for piece in &pieces {
            block.extend(format!("{:X}\r\n", piece.len()).bytes());
            block.extend(piece);
            block.extend(b"\r\n");
        }
        block.extend(b"0\r\n\r\n");
        prop_assert_eq!(HttpResponse::parse(&block).unwrap().body, pieces.concat());
    }
}
