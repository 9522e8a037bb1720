use proptest::prelude::*;

use super::*;

const PDQ: &str = "0f0e0d0c0b0a09080706050403020100f0e0d0c0b0a090807060504030201000";
const MD5: &str = "0123456789abcdef0123456789abcdef";

fn all(text: &str) -> (Vec<Row>, Vec<Problem>) {
    read(text.as_bytes(), None, Limits::default())
}

fn row(line: u64, algorithm: Algorithm, hash: &str, label: Option<&str>) -> Row {
    Row { line, algorithm, hash: hash.to_owned(), label: label.map(str::to_owned), id: None, deleted: false }
}

fn said(problems: &[Problem]) -> Vec<(u64, RowFault)> {
    problems.iter().map(|problem| (problem.line, problem.what.clone())).collect()
}

#[test]
fn tables_with_a_header() {
    let upper = PDQ.to_uppercase();
    for text in [
        format!("algorithm,hash,label\nPDQ,{upper},\"tide, table\"\n"),
        format!("\u{feff}label;hash;algorithm\r\ntide, table;{PDQ};pdq\r\n"),
        format!("id\thash_digest\talgorithm\ttags\n9\t{PDQ}\tpdq\ttide, table"),
    ] {
        let (mut rows, problems) = all(&text);
        rows.iter_mut().for_each(|row| row.id = None);
        assert_eq!((rows, problems), (vec![row(2, Algorithm::Pdq, PDQ, Some("tide, table"))], vec![]), "{text}");
    }
    let untyped = format!("hash\n{PDQ}\n");
    assert_eq!(said(&all(&untyped).1), [(2, RowFault::NoAlgorithm)]);
    assert_eq!(read(untyped.as_bytes(), Some(Algorithm::Pdq), Limits::default()).0.len(), 1);
}

#[test]
fn lines_without_a_header() {
    let tlsh = format!("t1{}", "0aB".repeat(24));
    let text = format!("# invented\n{MD5}\n\npdq {PDQ}\nsha-256,{PDQ},lamp\n{}\n", &tlsh[..72]);
    let (rows, problems) = all(&text);
    assert_eq!(problems, []);
    let expected_tlsh = format!("T1{}", &"0AB".repeat(24)[..70]);
    assert_eq!(
        rows,
        [
            row(2, Algorithm::Md5, MD5, None),
            row(4, Algorithm::Pdq, PDQ, None),
            row(5, Algorithm::Sha256, PDQ, Some("lamp")),
            row(6, Algorithm::Tlsh, &expected_tlsh, None),
        ]
    );
}

#[test]
fn every_bad_row_is_named_and_spoils_no_other() {
    let zeros = "0".repeat(64);
    let empty = Algorithm::Sha256.of_nothing().unwrap();
    let text = format!(
        "{MD5}\n{PDQ}\npdq {MD5}\npdq {zeros}\nsha256 {empty}\nwhirlpool {PDQ}\n{MD5} tide.txt\npdq\nmd5 {}\n{MD5}\n",
        MD5.replace('a', "x")
    );
    let (rows, problems) = all(&text);
    assert_eq!(rows.iter().map(|row| row.line).collect::<Vec<_>>(), [1, 10]);
    assert_eq!(
        said(&problems),
        [
            (2, RowFault::NoAlgorithm),
            (3, RowFault::NotAHash { digits: 64 }),
            (4, RowFault::Blank),
            (5, RowFault::Blank),
            (6, RowFault::UnknownAlgorithm("whirlpool".to_owned())),
            (7, RowFault::NotOneHash),
            (8, RowFault::NoAlgorithm),
            (9, RowFault::NotAHash { digits: 32 }),
        ]
    );
    let (rows, problems) = all(&format!("algorithm,hash\nmd5\n\"md5,{MD5}\nmd5,{MD5}\n"));
    assert_eq!(rows, [row(4, Algorithm::Md5, MD5, None)]);
    assert_eq!(problems.len(), 2);
    assert_eq!(problems[0].what, RowFault::NoValue("hash".to_owned()));
}

#[test]
fn limits_are_named() {
    let limits = Limits { line_bytes: 40, rows: 2 };
    let text = format!("{}\n{MD5}\nx{MD5}x{MD5}\n{MD5}\n{MD5}\n{MD5}\n", " ".repeat(41));
    let (rows, problems) = read(text.as_bytes(), None, limits);
    assert_eq!(rows.len(), 2);
    let long = RowFault::LineTooLong { limit: 40 };
    assert_eq!(said(&problems), [(1, long.clone()), (3, long), (5, RowFault::TooManyRows { limit: 2 })]);
    assert_eq!(said(&read(&b"\xff\xfe\n"[..], None, limits).1), [(1, RowFault::NotUtf8)]);
}

#[test]
fn digests_of_nothing_are_right() {
    use sha2::Digest;
    let hex = |bytes: &[u8]| data_encoding::HEXLOWER.encode(bytes);
    assert_eq!(Algorithm::Sha1.of_nothing().unwrap(), hex(&sha1::Sha1::digest(b"")));
    assert_eq!(Algorithm::Sha256.of_nothing().unwrap(), hex(&sha2::Sha256::digest(b"")));
    assert_eq!(Algorithm::Sha512.of_nothing().unwrap(), hex(&sha2::Sha512::digest(b"")));
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..500)) {
        read(&bytes[..], None, Limits { line_bytes: 100, rows: 5 });
    }

    #[test]
    fn no_text_makes_it_panic(text in "(hash|algorithm|md5|pdq|[,;\t\n\"' #]|[0-9a-f]{32}|.){0,60}") {
        all(&text);
    }

    #[test]
    fn sound_rows_are_read_back(hashes in prop::collection::vec(("[0-9a-f]{62}01", "[a-z]{1,5}( [a-z,\"]{1,5}){0,2}"), 0..20)) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["algorithm", "hash", "label"]).unwrap();
        for (hash, label) in &hashes {
            writer.write_record(["sha256", hash, label]).unwrap();
        }
        let (rows, problems) = read(&writer.into_inner().unwrap()[..], None, Limits::default());
        prop_assert_eq!(problems, vec![]);
        let back: Vec<(String, String)> = rows.into_iter().map(|row| (row.hash, row.label.unwrap())).collect();
        prop_assert_eq!(back, hashes);
    }
}

#[test]
fn the_tcap_form_names_its_rows_and_takes_them_back() {
    let header = "hash_digest,algorithm,ideology,file_type,deleted,updated_on,id";
    let text = format!(
        "{header}\n{MD5},MD5,REHEARSAL,mp4,False,2026-11-01,41\n{PDQ},PDQ,,jpg,True,2026-11-02,42\nx,MD5,,,,,43\n"
    );
    let (rows, problems) = all(&text);
    let seen: Vec<_> = rows.iter().map(|row| (row.algorithm, row.id.as_deref(), row.deleted)).collect();
    assert_eq!(seen, [(Algorithm::Md5, Some("41"), false), (Algorithm::Pdq, Some("42"), true)]);
    assert_eq!(rows[0].label.as_deref(), Some("REHEARSAL"));
    assert_eq!(said(&problems), [(4, RowFault::NotAHash { digits: 32 })]);
}

#[test]
fn documents_of_three_houses() {
    let document = serde_json::json!([
        { "id": 7, "raw_indicator": PDQ, "type": "HASH_PDQ", "tags": ["tide", "table"] },
        { "id": "8", "indicator": { "indicator": MD5, "type": "HASH_MD5" }, "should_delete": true },
        { "hash_digest": MD5, "algorithm": "MD5", "ideology": "REHEARSAL", "file_type": "mp4", "deleted": true, "id": 9 },
        { "type": "file", "spec_version": "2.1", "id": "file--1", "name": "lamp.jpg", "hashes": { "MD5": MD5, "SHA-3": "00" } },
        { "type": "identity", "spec_version": "2.1", "id": "identity--1" },
        { "raw_indicator": "https://a.test/", "type": "URI" },
        7,
    ]);
    let (rows, problems) = read_document(document.to_string().as_bytes(), None).unwrap();
    let seen: Vec<_> = rows.iter().map(|row| (row.line, row.id.as_deref().unwrap(), row.deleted)).collect();
    assert_eq!(seen, [(1, "7", false), (2, "8", true), (3, "9", true), (4, "file--1", false)]);
    assert_eq!(rows[0].label.as_deref(), Some("tide, table"));
    assert_eq!(rows[3].label.as_deref(), Some("lamp.jpg"));
    assert_eq!(problems.iter().map(|problem| problem.line).collect::<Vec<_>>(), [4, 6, 7]);
    let page = serde_json::json!({ "data": [{ "raw_indicator": PDQ, "type": "HASH_PDQ" }], "paging": {} });
    assert_eq!(read_document(page.to_string().as_bytes(), None).unwrap().0.len(), 1);
    assert!(matches!(read_document(b"{}", None), Err(NotAList::NotAList)));
    assert!(matches!(read_document(b"REHEARSAL", None), Err(NotAList::NotJson(_))));
    let zeros = format!("[{}0]", "0,".repeat(10_000_000));
    assert!(matches!(read_document(zeros.as_bytes(), None), Err(NotAList::TooManyValues)), "refused unparsed");
}

#[test]
fn a_list_of_any_shape_is_told_by_its_beginning() {
    let objects = format!("[{{\"hash_digest\": \"{MD5}\", \"algorithm\": \"md5\"}}, {{\"oops\": 1}}]");
    let lines = format!("md5,{MD5}\noops\n");
    for mark in ["", "\u{feff}", "\u{feff} \r\n"] {
        for (list, unit) in [(&objects, Unit::Object), (&lines, Unit::Line)] {
            let list = format!("{mark}{list}");
            let read = read_any(list.as_bytes(), None, Limits::default()).unwrap();
            assert_eq!(read.unit(), unit, "{list}");
            let (sound, broken): (Vec<_>, Vec<_>) = read.partition(Result::is_ok);
            assert_eq!((sound.len(), broken.len()), (1, 1), "{list}: {broken:?}");
        }
    }
    assert!(read_any("{\"tides\": 2}".as_bytes(), None, Limits::default()).is_err());
    for (file, is) in [(lines.as_str(), false), (MD5, true), (&objects, false), ("the tide tables", false), ("", false)]
    {
        assert_eq!(is_list(file.as_bytes()), is, "{file}");
    }
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let algorithm =
        prop::sample::select(vec![Algorithm::Pdq, Algorithm::Md5, Algorithm::Sha1, Algorithm::Sha256, Algorithm::Tlsh]);
    let row = (algorithm, "[1-9a-f]{140}0", "[a-z][a-z ,\"']{0,20}[a-z]", "[0-9a-f-]{36}");
    let row = row.prop_map(|(algorithm, digits, label, id)| {
        let hash = sound(algorithm, &digits[digits.len() - algorithm.digits()..]).unwrap();
        Row { line: 0, algorithm, hash, label: Some(label), id: Some(id), deleted: false }
    });
    prop::collection::vec(row, 0..12)
}

fn written(form: Form, rows: &[Row]) -> (Vec<u8>, (u64, u64)) {
    let mut out = Vec::new();
    let mut writer = Writer::new(form, &mut out, "00000000-0000-4000-8000-000000000000").unwrap();
    rows.iter().for_each(|row| writer.write(row).unwrap());
    let counts = writer.end().unwrap();
    (out, counts)
}

proptest! {
    /// What is written in any form is read back.
    #[test]
    fn what_is_written_is_read(rows in rows()) {
        let hashes = |rows: &[Row]| rows.iter().map(|row| (row.algorithm, row.hash.clone())).collect::<Vec<_>>();
        let (csv, counts) = written(Form::Csv, &rows);
        let (again, problems) = read(csv.as_slice(), None, Limits::default());
        prop_assert_eq!((hashes(&again), problems.len(), counts), (hashes(&rows), 0, (rows.len() as u64, 0)));
        prop_assert!(again.iter().zip(&rows).all(|(again, row)| (&again.id, &again.label) == (&row.id, &row.label)));
        for form in [Form::ThreatExchange, Form::Stix] {
            let (again, problems) = read_document(&written(form, &rows).0, None).unwrap();
            prop_assert_eq!((hashes(&again), problems.len()), (hashes(&rows), 0));
        }
        let (lines, (kept, left_out)) = written(Form::Lines, &rows);
        let (again, problems) = read(lines.as_slice(), None, Limits::default());
        prop_assert_eq!((again.len() as u64, problems.len(), kept + left_out), (kept, 0, rows.len() as u64));
    }

    #[test]
    fn documents_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), words in "[\\[{\":}\\], a-z0-9]{0,200}") {
        let _ = read_document(&bytes, None);
        let _ = read_document(words.as_bytes(), Some(Algorithm::Pdq));
    }
}
