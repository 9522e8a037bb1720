//! Bundles: sound ones verify, and each kind of tampering is named.

use std::collections::BTreeMap;

use ledger::bundle::{Bundle, Fault, KeySource, MAX_BYTES};
use ledger::{Checkpoint, Hash, Signer, commit};
use proptest::prelude::*;

use crate::log::{CHART, KEEPER, Log, NAME, salt};

const INDEXES: [u64; 4] = [0, 3, 9, 10];

/// The fault that a sound bundle has after `change`.
fn fault(change: &dyn Fn(&mut Bundle)) -> Fault {
    let (_, mut bundle) = sound();
    change(&mut bundle);
    bundle.verify(None).unwrap_err()
}

fn sound() -> (Log, Bundle) {
    let log = Log::of(11);
    let bundle = log.bundle(&INDEXES);
    (log, bundle)
}

#[test]
fn a_sound_bundle_says_what_it_shows_and_whence_the_key_came() {
    let (log, bundle) = sound();
    let shown = bundle.verify(Some(log.signer.verifier())).unwrap();
    assert_eq!(shown.checkpoint.root, log.head.root());
    assert_eq!((shown.leaves, shown.opened, shown.files), (4, 4, 1));
    assert_eq!(shown.key_source, KeySource::Pinned);
    assert_eq!(bundle.verify(None).unwrap().key_source, KeySource::Bundle);

    let file = &bundle.files[0];
    assert!(file.matches(CHART).unwrap());
    assert!(!file.matches(&CHART[1..]).unwrap());
    assert!(!file.matches([CHART, b"!"].concat().as_slice()).unwrap());
}

#[test]
fn documents_survive_and_strangeness_is_refused() {
    let (_, bundle) = sound();
    let json = bundle.to_json().unwrap();
    assert_eq!(Bundle::from_json(json.as_bytes()), Ok(bundle));

    let read = |json: String| Bundle::from_json(json.as_bytes()).unwrap_err();
    let other = Fault::OtherSchema { found: "vigie-bundle/2".to_owned() };
    assert_eq!(read(json.replacen("vigie-bundle/1", "vigie-bundle/2", 1)), other);
    assert_eq!(Bundle::from_json(&vec![b' '; MAX_BYTES + 1]), Err(Fault::TooLarge));
    for (from, to) in [
        ("\"origin\"", "\"remark\": \"unchecked\", \"origin\""),
        ("\"origin\"", "\"origin\": \"twice\", \"origin\""),
        ("\"keeper\": {", "\"keeper\": {\"salt\": \"\", \"value\": \"\"}, \"keeper\": {"),
        ("\"index\": 0", "\"index\": -1"),
        ("\"salt\": \"", "\"salt\": \"A"),
    ] {
        assert_ne!(json.replacen(from, to, 1), json);
        assert!(matches!(read(json.replacen(from, to, 1)), Fault::Malformed { .. }), "{to}");
    }
    // A repeated field with two well-formed openings: which would a reader believe?
    let mut value: serde_json::Value = serde_json::from_str(&json).unwrap();
    let opening = value["entries"][0]["opened"]["keeper"].take().to_string();
    let twice = format!(r#"{{"keeper":{opening},"keeper":{opening}}}"#);
    let json = value.to_string().replacen(r#"{"keeper":null}"#, &twice, 1);
    assert!(matches!(read(json), Fault::Malformed { why } if why.contains("duplicate")));
}

#[test]
fn keys_and_checkpoints_are_named() {
    let (log, bundle) = sound();
    let stranger = Signer::from_seed(NAME, [8; 32]).unwrap();
    assert!(matches!(bundle.verify(Some(stranger.verifier())), Err(Fault::WrongKey { .. })));
    assert!(matches!(fault(&|b| b.key.push('x')), Fault::BadKey(_)));
    assert!(matches!(fault(&|b| b.key = stranger.verifier().to_string()), Fault::BadCheckpoint(_)));
    assert!(matches!(fault(&|b| b.origin.push('x')), Fault::WrongOrigin { .. }));
    assert!(matches!(fault(&|b| b.checkpoint.clear()), Fault::BadCheckpoint(_)));
    assert_eq!(fault(&|b| b.checkpoint = b.checkpoint.replacen("\n11\n", "\n12\n", 1)), Fault::BadSignature);

    // Forged as a whole with another key: it agrees with itself, and only a pinned key tells.
    let mut forged = bundle.clone();
    let root = log.head.root();
    forged.key = stranger.verifier().to_string();
    forged.checkpoint = Checkpoint { origin: NAME.to_owned(), size: 11, root }.sign(&stranger).unwrap();
    assert_eq!(forged.verify(None).unwrap().key_source, KeySource::Bundle);
    assert!(matches!(forged.verify(Some(log.signer.verifier())), Err(Fault::WrongKey { .. })));
}

#[test]
fn entries_are_named() {
    assert_eq!(
        fault(&|b| b.entries[2].leaf = b.entries[2].leaf.replace("12.5", "12.50")),
        Fault::NotCanonical { index: 9 }
    );
    let taller = |b: &mut Bundle| b.entries[2].leaf = b.entries[2].leaf.replace("12.5", "13.5");
    assert_eq!(fault(&taller), Fault::LeafNotIncluded { index: 9 });
    assert_eq!(fault(&|b| b.entries[1].index = 4), Fault::LeafNotIncluded { index: 4 });
    assert_eq!(fault(&|b| b.entries[3].index = u64::MAX), Fault::LeafNotIncluded { index: u64::MAX });
    assert_eq!(fault(&|b| b.entries[0].proof.pop().map(drop).unwrap()), Fault::LeafNotIncluded { index: 0 });
    assert_eq!(fault(&|b| b.entries.swap(0, 1)), Fault::OutOfOrder { index: 0 });
    assert_eq!(fault(&|b| b.entries.insert(0, b.entries[0].clone())), Fault::OutOfOrder { index: 0 });
}

#[test]
fn commitments_and_files_are_named() {
    let keeper = || "keeper".to_owned();
    let open = |b: &mut Bundle, change: &dyn Fn(&mut ledger::bundle::Opening)| {
        change(b.entries[1].opened.get_mut("keeper").unwrap());
    };
    let mismatch = Fault::CommitmentMismatch { index: 3, field: keeper() };
    assert_eq!(fault(&|b| open(b, &|opening| opening.value.push('!'))), mismatch);
    assert_eq!(fault(&|b| open(b, &|opening| opening.salt[31] ^= 1)), mismatch);
    let rename = |b: &mut Bundle| {
        let opened = std::mem::take(&mut b.entries[1].opened);
        b.entries[1].opened = BTreeMap::from_iter(opened.into_values().map(|opening| ("owner".to_owned(), opening)));
    };
    assert_eq!(fault(&rename), Fault::CommitmentMissing { index: 3, field: "owner".to_owned() });
    assert_eq!(
        fault(&|b| b.files[0].sha256 = Hash::of(b"another chart")),
        Fault::FileNotAttested { name: "chart.txt".to_owned() }
    );
}

#[test]
fn commitments_separate_salt_from_value() {
    assert_eq!(commit(&salt(0), KEEPER), commit(&salt(0), KEEPER));
    assert_ne!(commit(&salt(0), KEEPER), commit(&salt(1), KEEPER));
    assert_ne!(commit(&salt(0), ""), Hash::of(&salt(0)));
}

proptest! {
    /// Whatever byte of the document is changed: either the bundle is refused, or it says the same as before (white
    /// space between members, or a file's name and length, which no leaf records).
    #[test]
    fn no_changed_byte_goes_unnoticed(position: prop::sample::Index, flip in 1..=255_u8) {
        let (log, bundle) = sound();
        let mut json = bundle.to_json().unwrap().into_bytes();
        let position = position.index(json.len());
        json[position] ^= flip;
        if let Ok(mut changed) = Bundle::from_json(&json)
            && changed.verify(Some(log.signer.verifier())).is_ok()
        {
            changed.files.clone_from(&bundle.files);
            prop_assert_eq!(changed, bundle);
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        if let Ok(bundle) = Bundle::from_json(&bytes) {
            let _ = bundle.verify(None);
        }
    }
}
