use proptest::prelude::*;

use super::*;

const PDQ: &str = "0f0e0d0c0b0a09080706050403020100f0e0d0c0b0a090807060504030201000";
const MD5: &str = "0123456789abcdef0123456789abcdef";

fn all(text: &str) -> (Vec<Row>, Vec<Problem>) {
    read(text.as_bytes(), None, Limits::default())
}

fn row(line: u64, algorithm: Algorithm, hash: &str, label: Option<&str>) -> Row {
    Row { line, algorithm, hash: hash.to_owned(), label: label.map(str::to_owned) }
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
        assert_eq!(all(&text), (vec![row(2, Algorithm::Pdq, PDQ, Some("tide, table"))], vec![]), "{text}");
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
