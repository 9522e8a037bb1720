//! The independent judge: `tests/check_ledger.py`, which shares no code with this crate, must agree with it.

use std::path::Path;
use std::process::Command;

use ledger::bundle::{Bundle, Fault};
use ledger::{Checkpoint, Signer, canonical};

use crate::log::{CHART, Log, NAME};

/// Runs the judge and returns its exit code and what it printed, or nothing where there is no Python.
pub fn judge(arguments: &[&str]) -> Option<(i32, String)> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/check_ledger.py");
    let Ok(output) = Command::new("python3").arg("-I").arg(script).args(arguments).output() else {
        println!("skipped: no python3");
        return None;
    };
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert_eq!(complaint, "", "the judge complains");
    Some((output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap()))
}

pub fn path(folder: &Path, name: &str) -> String {
    folder.join(name).to_str().unwrap().to_owned()
}

/// What the judge prints for a fault, by the same names.
pub fn in_the_judges_words(fault: &Fault) -> String {
    let name = format!("{fault:?}").split([' ', '(']).next().unwrap().to_owned();
    match fault {
        Fault::OutOfOrder { index } | Fault::NotCanonical { index } | Fault::LeafNotIncluded { index } => {
            format!("FAULT {name} index={index}\n")
        }
        Fault::CommitmentMissing { index, field } | Fault::CommitmentMismatch { index, field } => {
            format!("FAULT {name} index={index} field={field}\n")
        }
        _ => format!("FAULT {name}"),
    }
}

/// Ways to tamper with a sound bundle, and one to leave it alone.
fn tamper(bundle: &mut Bundle, way: usize) {
    let stranger = Signer::from_seed(NAME, [8; 32]).unwrap();
    let opening = |bundle: &mut Bundle| bundle.entries[1].opened.remove("keeper").unwrap();
    match way {
        0 => bundle.entries[2].leaf = bundle.entries[2].leaf.replace("lit", "dim"),
        1 => bundle.entries[2].leaf.push(' '),
        2 => bundle.entries[2].leaf = bundle.entries[2].leaf.replace("12.5", "1.25e1"),
        3 => bundle.entries[0].proof.swap(0, 1),
        4 => bundle.entries[0].index = 1,
        5 => bundle.entries.swap(0, 2),
        6 => bundle.entries[1].opened.get_mut("keeper").unwrap().value.push('!'),
        7 => bundle.entries[1].opened.get_mut("keeper").unwrap().salt[0] ^= 1,
        8 => {
            let opening = opening(bundle);
            bundle.entries[1].opened.insert("owner".to_owned(), opening);
        }
        9 => bundle.checkpoint = bundle.checkpoint.replacen("\n11\n", "\n12\n", 1),
        10 => bundle.key = stranger.verifier().to_string(),
        11 => bundle.key.push('A'),
        12 => bundle.origin.push('x'),
        13 => bundle.files[0].sha256.0[0] ^= 1,
        14 => bundle.schema.push('0'),
        _ => {}
    }
}

#[test]
fn the_judge_agrees_on_bundles() {
    let folder = tempfile::tempdir().unwrap();
    let file = path(folder.path(), "bundle.json");
    let log = Log::of(11);
    std::fs::write(path(folder.path(), "chart.txt"), CHART).unwrap();
    for way in 0..=15 {
        let mut bundle = log.bundle(&[0, 3, 9]);
        tamper(&mut bundle, way);
        let json = bundle.to_json().unwrap();
        std::fs::write(&file, &json).unwrap();
        let ours = Bundle::from_json(json.as_bytes()).and_then(|bundle| bundle.verify(None));
        let Some((code, said)) = judge(&["bundle", &file, "--files", folder.path().to_str().unwrap()]) else {
            return;
        };
        match ours {
            Ok(_) => {
                assert_eq!((way, code), (15, 0), "{said}");
                assert!(said.ends_with("leaves=3 files=1 key from the bundle itself\n"), "{said}");
            }
            Err(fault) => {
                assert_eq!(code, 1, "way {way}: {said}");
                assert!(said.starts_with(&in_the_judges_words(&fault)), "way {way}: {said} against {fault:?}");
            }
        }
    }
}

#[test]
fn the_judge_knows_the_pinned_key_and_the_files() {
    let folder = tempfile::tempdir().unwrap();
    let [file, key, chart] = ["bundle.json", "key", "chart.txt"].map(|name| path(folder.path(), name));
    let log = Log::of(11);
    std::fs::write(&file, log.bundle(&[4]).to_json().unwrap()).unwrap();
    std::fs::write(&key, log.signer.verifier().to_string()).unwrap();
    let Some((code, said)) = judge(&["bundle", &file, "--key", &key]) else {
        return;
    };
    assert_eq!(code, 0);
    assert!(said.ends_with("key from the key given\n"), "{said}");

    let stranger = Signer::from_seed(NAME, [8; 32]).unwrap();
    std::fs::write(&key, stranger.verifier().to_string()).unwrap();
    assert_eq!(judge(&["bundle", &file, "--key", &key]), Some((1, "FAULT WrongKey\n".to_owned())));

    std::fs::write(&chart, b"REHEARSAL chart, altered").unwrap();
    let said = judge(&["bundle", &file, "--files", folder.path().to_str().unwrap()]);
    assert_eq!(said, Some((1, "FAULT FileMismatch name=chart.txt\n".to_owned())));
}

/// Writes an exported log and asks the judge.
fn judge_log(log: &Log, rows: &[(u64, Vec<u8>)], note: &str) -> Option<(i32, String)> {
    let folder = tempfile::tempdir().unwrap();
    let line = |(index, leaf): &(u64, Vec<u8>)| {
        serde_json::json!({"index": index, "leaf": str::from_utf8(leaf).unwrap()}).to_string() + "\n"
    };
    std::fs::write(path(folder.path(), "leaves.jsonl"), rows.iter().map(line).collect::<String>()).unwrap();
    std::fs::write(path(folder.path(), "checkpoint"), note).unwrap();
    std::fs::write(path(folder.path(), "vkey"), log.signer.verifier().to_string() + "\n").unwrap();
    let whole = judge(&["log", folder.path().to_str().unwrap()]);
    assert_eq!(whole, judge(&["log", &path(folder.path(), "leaves.jsonl")]));
    whole
}

#[test]
fn the_judge_agrees_on_whole_logs() {
    let log = Log::of(11);
    let (rows, note) = (log.rows(), log.checkpoint(11));
    for size in [0, 1, 7, 8, 11] {
        let Some((code, said)) = judge_log(&log, &rows, &log.checkpoint(size)) else {
            return;
        };
        assert_eq!(code, 0, "{said}");
        assert!(said.contains(&format!("size={size} leaves=11 beyond the checkpoint={}", 11 - size)), "{said}");
    }
    let faulty = |rows: &[(u64, Vec<u8>)], note: &str| {
        judge_log(&log, rows, note).map(|(code, said)| {
            assert_eq!(code, 1);
            said
        })
    };
    let said = |text: &str| Some(format!("FAULT {text}\n"));

    let mut altered = rows.clone();
    altered[4].1 = log.leaves[4].replace("lit", "dim").into_bytes();
    assert_eq!(faulty(&altered, &note), said("CheckpointMismatch size=11"));
    altered[4].1.push(b' ');
    assert_eq!(faulty(&altered, &note), said("NotCanonical index=4"));
    assert_eq!(faulty(&[&rows[..4], &rows[5..]].concat(), &note), said("MissingLeaf index=4"));
    assert_eq!(faulty(&[&rows[..4], &rows[3..]].concat(), &note), said("LeafOutOfPlace index=3"));
    assert_eq!(faulty(&rows[..7], &note), said("CheckpointLongerThanLog size=11"));
    let mut exchanged = rows.clone();
    (exchanged[2].1, exchanged[3].1) = (rows[3].1.clone(), rows[2].1.clone());
    assert_eq!(faulty(&exchanged, &note), said("CheckpointMismatch size=11"));
    assert_eq!(faulty(&rows, &note.replacen("\n11\n", "\n10\n", 1)), said("BadSignature"));
}

/// Numbers are where canonical JSON goes wrong, so the judge reads many, each in a leaf of an exported log.
#[test]
fn the_judge_writes_numbers_alike() {
    let mut log = Log::of(0);
    // A fixed sequence over all the bits of a double (Marsaglia's xorshift).
    let mut bits: u64 = 0x9e37_79b9_7f4a_7c15;
    for _ in 0..2000 {
        bits ^= bits << 13;
        bits ^= bits >> 7;
        bits ^= bits << 17;
        let small = f64::from(u32::try_from(bits >> 40).unwrap()) / 1000.0;
        let scaled = small * 10_f64.powi(i32::try_from(bits % 60).unwrap() - 30);
        let leaf = serde_json::json!([f64::from_bits(bits), small, scaled, bits >> 11]);
        let leaf = canonical::write(&leaf).unwrap();
        log.nodes.extend(log.head.append(ledger::leaf_hash(leaf.as_bytes())));
        log.leaves.push(leaf);
    }
    let note = Checkpoint { origin: NAME.to_owned(), size: 2000, root: log.head.root() };
    if let Some((code, said)) = judge_log(&log, &log.rows(), &note.sign(&log.signer).unwrap()) {
        assert_eq!(code, 0, "{said}");
    }
}
