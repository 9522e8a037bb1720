//! Signed documents: a sound one verifies with the key alone, and each kind of tampering is named.

use ledger::bundle;
use ledger::canonical;
use ledger::document::{Fault, MAX_BYTES, SignedDocument, Standing, digest};
use ledger::{Checkpoint, Hash, Signer};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::judge::{in_the_judges_words, judge, path};
use crate::log::{Log, NAME};

fn notice() -> Value {
    json!({
        "title": "REHEARSAL: notice to mariners 7",
        "lights": [{"name": "North Light", "height_m": 12.5, "lit": true}, {"name": "Mole", "height_m": 6, "lit": null}],
        "remark": "Brouillard; ضباب",
    })
}

/// A log of eleven leaves whose tenth names the notice, and the notice signed.
fn sound() -> (Log, SignedDocument) {
    let mut log = Log::of(9);
    log.append_naming(digest(&notice()).unwrap());
    log.append_naming(Hash::of(b"REHEARSAL tide table"));
    let signed = SignedDocument::sign(notice(), &log.signer, log.place(9)).unwrap();
    (log, signed)
}

fn stranger() -> Signer {
    Signer::from_seed(NAME, [8; 32]).unwrap()
}

/// Ways to tamper with a sound document, and one to leave it alone.
fn tamper(log: &Log, signed: &mut SignedDocument, way: usize) {
    match way {
        0 => signed.document["lights"][0]["height_m"] = json!(13),
        1 => signed.signature.replace_range(..2, if signed.signature.starts_with("AA") { "BB" } else { "AA" }),
        2 => signed.signature.clear(),
        3 => signed.signed_by = format!("{NAME}+{:08x}", stranger().verifier().id()),
        4 => signed.bundle = log.place(10),
        5 => signed.bundle.entries[0].index = 8,
        6 => signed.bundle.entries[0].proof.swap(0, 1),
        7 => signed.bundle.checkpoint = signed.bundle.checkpoint.replacen("\n11\n", "\n12\n", 1),
        8 => signed.bundle.key = stranger().verifier().to_string(),
        9 => signed.bundle.entries.clear(),
        10 => signed.bundle.entries.push(log.place(10).entries.remove(0)),
        11 => signed.document["large"] = json!(u64::MAX),
        12 => signed.schema.push('0'),
        13 => {
            let nested = (0..70).fold(json!(0), |inner, _| json!([inner]));
            signed.document["nested"] = nested;
        }
        _ => {}
    }
}

fn checked(log: &Log, way: usize) -> Result<(), Fault> {
    let (_, mut signed) = sound();
    tamper(log, &mut signed, way);
    let json = signed.to_json().unwrap();
    SignedDocument::from_json(json.as_bytes())?.verify(log.signer.verifier()).map(drop)
}

#[test]
fn a_sound_document_says_what_it_shows() {
    let (log, signed) = sound();
    let shown = signed.verify(log.signer.verifier()).unwrap();
    assert_eq!((shown.document, shown.index), (notice(), 9));
    assert_eq!(shown.digest, Hash::of(canonical::write(&notice()).unwrap().as_bytes()));
    assert_eq!(shown.leaf, serde_json::from_str::<Value>(&log.leaves[9]).unwrap());
    assert_eq!((shown.checkpoint.root, &shown.key), (log.head.root(), log.signer.verifier()));
    assert_eq!(signed.signed_by, format!("{NAME}+{:08x}", log.signer.verifier().id()));

    let json = signed.to_json().unwrap();
    assert_eq!(SignedDocument::from_json(json.as_bytes()), Ok(signed));
}

#[test]
fn each_fault_has_its_name() {
    let (log, _) = sound();
    let trusted = format!("{NAME}+{:08x}", log.signer.verifier().id());
    let fault = |way| checked(&log, way).unwrap_err();
    assert_eq!(fault(0), Fault::Changed);
    assert_eq!(fault(1), Fault::BadSignature { trusted: trusted.clone() });
    assert_eq!(fault(2), Fault::BadSignature { trusted });
    assert!(matches!(fault(3), Fault::OtherKey { .. }));
    assert_eq!(fault(4), Fault::NotNamed { index: 10 });
    assert_eq!(fault(5), Fault::Bundle(bundle::Fault::LeafNotIncluded { index: 8 }));
    assert_eq!(fault(6), Fault::Bundle(bundle::Fault::LeafNotIncluded { index: 9 }));
    assert_eq!(fault(7), Fault::Bundle(bundle::Fault::BadSignature));
    assert!(matches!(fault(8), Fault::Bundle(bundle::Fault::WrongKey { .. })));
    assert_eq!(fault(9), Fault::NotOneLeaf { count: 0 });
    assert_eq!(fault(10), Fault::NotOneLeaf { count: 2 });
    assert!(matches!(fault(11), Fault::NoCanonicalText(canonical::Error::Inexact { .. })));
    assert!(matches!(fault(12), Fault::OtherSchema { .. }));
    assert_eq!(fault(13), Fault::NoCanonicalText(canonical::Error::TooDeep));
    assert_eq!(checked(&log, 14), Ok(()));
}

/// A stranger who signs the same words with a key of the same name is told from the log's keeper, whether or not
/// the document admits whose key it was.
#[test]
fn a_strangers_signature_is_named() {
    let (log, mut signed) = sound();
    let mut forged = log.place(9);
    let root = log.head.root();
    forged.key = stranger().verifier().to_string();
    forged.checkpoint = Checkpoint { origin: NAME.to_owned(), size: 11, root }.sign(&stranger()).unwrap();
    let forged = SignedDocument::sign(notice(), &stranger(), forged).unwrap();
    assert!(matches!(forged.verify(log.signer.verifier()), Err(Fault::OtherKey { .. })));

    signed.signature = forged.signature;
    assert!(matches!(signed.verify(log.signer.verifier()), Err(Fault::BadSignature { .. })));
}

#[test]
fn nothing_unsound_is_signed() {
    let (log, _) = sound();
    let refused = |document, signer: &Signer, bundle| SignedDocument::sign(document, signer, bundle).unwrap_err();
    assert_eq!(refused(notice(), &log.signer, log.place(10)), Fault::NotNamed { index: 10 });
    assert!(matches!(refused(notice(), &stranger(), log.place(9)), Fault::Bundle(bundle::Fault::WrongKey { .. })));
    assert!(matches!(refused(json!(u64::MAX), &log.signer, log.place(9)), Fault::NoCanonicalText(_)));
}

#[test]
fn two_readings_are_refused() {
    let (_, signed) = sound();
    let json = signed.to_json().unwrap();
    for (from, to) in [
        ("\"height_m\": 12.5", "\"height_m\": 99, \"height_m\": 12.5"),
        ("\"title\"", "\"title\": \"another\", \"title\""),
        ("\"signed_by\"", "\"remark\": \"unchecked\", \"signed_by\""),
        ("\"signature\"", "\"signature\": \"\", \"signature\""),
        ("12.5", "1e999"),
    ] {
        let twice = json.replacen(from, to, 1);
        assert_ne!(twice, json);
        assert!(matches!(SignedDocument::from_json(twice.as_bytes()), Err(Fault::Malformed { .. })), "{to}");
    }
    assert_eq!(SignedDocument::from_json(&vec![b' '; MAX_BYTES + 1]), Err(Fault::TooLarge));
}

#[test]
fn a_known_checkpoint_is_held_against_the_documents_own() {
    let (mut log, signed) = sound();
    let shown = signed.verify(log.signer.verifier()).unwrap();
    let sign = |size, root| Checkpoint { origin: NAME.to_owned(), size, root }.sign(&log.signer).unwrap();
    assert_eq!(shown.against(&log.checkpoint(11)), Ok(Standing::Same));
    assert_eq!(shown.against(&log.checkpoint(3)), Ok(Standing::KnownIsOlder { by: 8 }));
    let known = Hash::of(b"another tree");
    let forked = Fault::Forked { size: 11, document: log.head.root(), known };
    assert_eq!(shown.against(&sign(11, known)), Err(forked));
    assert!(matches!(shown.against("REHEARSAL, no checkpoint\n"), Err(Fault::BadKnownCheckpoint(_))));
    log.append_naming(Hash::of(b"REHEARSAL almanac"));
    assert_eq!(shown.against(&log.checkpoint(12)), Ok(Standing::KnownIsNewer { by: 1 }));
}

/// What the judge prints for a fault, by the same names.
fn in_words(fault: &Fault) -> String {
    let name = format!("{fault:?}").split([' ', '(']).next().unwrap().to_owned();
    match fault {
        Fault::Bundle(fault) => in_the_judges_words(fault),
        Fault::NotOneLeaf { count } => format!("FAULT {name} count={count}\n"),
        Fault::NotNamed { index } => format!("FAULT {name} index={index}\n"),
        _ => format!("FAULT {name}"),
    }
}

#[test]
fn the_judge_agrees_on_signed_documents() {
    let folder = tempfile::tempdir().unwrap();
    let [file, key, note] = ["order.json", "vkey", "checkpoint"].map(|name| path(folder.path(), name));
    let (log, _) = sound();
    std::fs::write(&key, log.signer.verifier().to_string()).unwrap();
    for way in 0..=14 {
        let (_, mut signed) = sound();
        tamper(&log, &mut signed, way);
        std::fs::write(&file, signed.to_json().unwrap()).unwrap();
        let Some((code, said)) = judge(&["document", &file, "--key", &key]) else {
            return;
        };
        match checked(&log, way) {
            Ok(()) => {
                assert_eq!((way, code), (14, 0), "{said}");
                let digest = digest(&notice()).unwrap();
                assert_eq!(said, format!("OK origin={NAME} size=11 index=9 sha256={digest}\n"));
            }
            Err(fault) => {
                assert_eq!(code, 1, "way {way}: {said}");
                assert!(said.starts_with(&in_words(&fault)), "way {way}: {said} against {fault:?}");
            }
        }
    }
    let forked = Checkpoint { origin: NAME.to_owned(), size: 11, root: Hash::of(b"another tree") };
    for (known, code, words) in [
        (log.checkpoint(11), 0, "the known checkpoint is the same\n"),
        (log.checkpoint(10), 0, "the known checkpoint is older\n"),
        (forked.sign(&log.signer).unwrap(), 1, "FAULT Forked size=11\n"),
    ] {
        std::fs::write(&note, known).unwrap();
        let (found, said) = judge(&["document", &file, "--key", &key, "--checkpoint", &note]).unwrap();
        assert_eq!(found, code);
        assert!(said.ends_with(words), "{said}");
    }
}

/// Every byte of a document in turn: either it is refused, or the file says the same as before (white space).
#[test]
fn no_changed_byte_goes_unnoticed() {
    let (log, signed) = sound();
    let json = signed.to_json().unwrap().into_bytes();
    for position in 0..json.len() {
        for flip in [0x01, 0x20] {
            let mut changed = json.clone();
            changed[position] ^= flip;
            if let Ok(changed) = SignedDocument::from_json(&changed)
                && changed.verify(log.signer.verifier()).is_ok()
            {
                assert_eq!(changed, signed, "byte {position}");
            }
        }
    }
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(".{0,6}", inner, 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn any_document_survives(document in any_value()) {
        let mut log = Log::of(3);
        log.append_naming(digest(&document).unwrap());
        let signed = SignedDocument::sign(document.clone(), &log.signer, log.place(3)).unwrap();
        let read = SignedDocument::from_json(signed.to_json().unwrap().as_bytes()).unwrap();
        prop_assert_eq!(read.verify(log.signer.verifier()).unwrap().document, document);
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), cut in any::<prop::sample::Index>()) {
        let (log, signed) = sound();
        let json = signed.to_json().unwrap().into_bytes();
        let cut = cut.index(json.len());
        for bytes in [bytes.clone(), [&json[..cut], bytes.as_slice()].concat()] {
            if let Ok(read) = SignedDocument::from_json(&bytes) {
                let _ = read.verify(log.signer.verifier());
            }
        }
    }
}
