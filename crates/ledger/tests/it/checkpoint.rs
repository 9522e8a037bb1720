//! Keys and checkpoints.

use ledger::checkpoint::Error;
use ledger::{Checkpoint, Hash, Signer, VerifierKey, key};
use proptest::prelude::*;

use crate::log::{Log, NAME};

/// A source of "randomness" that counts, so that tests draw no real randomness.
struct Counter(u8);

impl rand::RngCore for Counter {
    fn next_u32(&mut self) -> u32 {
        rand::rand_core::impls::next_u32_via_fill(self)
    }

    fn next_u64(&mut self) -> u64 {
        rand::rand_core::impls::next_u64_via_fill(self)
    }

    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        for byte in bytes {
            *byte = self.0;
            self.0 += 1;
        }
    }
}

impl rand::CryptoRng for Counter {}

#[test]
fn keys_come_from_the_randomness_given() {
    let drawn = Signer::generate(NAME, &mut Counter(0)).unwrap();
    let seed: [u8; 32] = std::array::from_fn(|position| u8::try_from(position).unwrap());
    assert_eq!(drawn.seed(), seed);
    assert_eq!(drawn.verifier(), Signer::from_seed(NAME, seed).unwrap().verifier());
}

#[test]
fn notes_look_as_c2sp_writes_them() {
    let log = Log::of(3);
    let note = log.checkpoint(3);
    let lines: Vec<&str> = note.split('\n').collect();
    assert_eq!(lines[..2], [NAME, "3"]);
    assert_eq!(lines[2].len(), 44, "the root in base64");
    assert_eq!(lines[3], "");
    assert!(lines[4].starts_with(&format!("\u{2014} {NAME} ")));
    assert_eq!(lines[5..], [""]);

    let key = log.signer.verifier();
    let opened = Checkpoint::open(&note, key).unwrap();
    assert_eq!(opened, Checkpoint { origin: NAME.to_owned(), size: 3, root: log.head.root() });
    // The same note under the crate's own reader and verifier of keys.
    let verifier = signed_note::StandardVerifier::new(&key.to_string()).unwrap();
    let known = signed_note::VerifierList::new(vec![Box::new(verifier)]);
    assert_eq!(signed_note::Note::from_bytes(note.as_bytes()).unwrap().verify(&known).unwrap().0.len(), 1);
}

#[test]
fn witnesses_may_sign_beside_the_log() {
    let log = Log::of(3);
    let witness = Signer::from_seed("witness.example", [9; 32]).unwrap();
    let checkpoint = Checkpoint { origin: "witness.example".to_owned(), size: 0, root: Hash::of_empty_tree() };
    let other = checkpoint.sign(&witness).unwrap();
    let line = other.split_once("\n\n").unwrap().1;
    let note = log.checkpoint(3) + line;
    assert!(Checkpoint::open(&note, log.signer.verifier()).is_ok());
}

#[test]
fn refuses_by_name() {
    let log = Log::of(3);
    let key = log.signer.verifier();
    let note = log.checkpoint(3);
    assert_eq!(Checkpoint::open(&note.replacen("\n3\n", "\n4\n", 1), key), Err(Error::BadSignature));
    assert_eq!(Checkpoint::open(note.trim_end(), key), Err(Error::Malformed));

    let stranger = Signer::from_seed(NAME, [8; 32]).unwrap();
    let expected = format!("{NAME}+{:08x}", stranger.verifier().id());
    assert_eq!(Checkpoint::open(&note, stranger.verifier()), Err(Error::NotSigned { key: expected }));

    let foreign = Checkpoint { origin: "elsewhere.example".to_owned(), size: 3, root: log.head.root() };
    let refusal = Error::OtherLog { origin: "elsewhere.example".to_owned(), name: NAME.to_owned() };
    assert_eq!(foreign.sign(&log.signer), Err(refusal));
}

#[test]
fn bodies_have_one_spelling() {
    let root = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
    let good = format!("a.example\n10\n{root}\n");
    assert_eq!(Checkpoint::from_body(&good).unwrap().body(), good);
    assert!(Checkpoint::from_body(&format!("{good}an extension line\n")).is_ok());
    for bad in [
        format!("\n10\n{root}\n"),
        format!("a.example\n010\n{root}\n"),
        format!("a.example\n+10\n{root}\n"),
        format!("a.example\n18446744073709551616\n{root}\n"),
        "a.example\n10\n47DEQpj8HBSa\n".to_owned(),
        format!("a.example\n10\n{root}"),
        format!("{good}\n"),
        format!("{good}\nmore\n"),
        "a.example\n10\n".to_owned(),
    ] {
        assert_eq!(Checkpoint::from_body(&bad), Err(Error::Malformed), "{bad:?}");
    }
}

#[test]
fn key_texts_are_checked_through_and_through() {
    let text = Signer::from_seed(NAME, [7; 32]).unwrap().verifier().to_string();
    assert_eq!(text.parse::<VerifierKey>().unwrap().to_string(), text);
    let parse = |text: &str| text.parse::<VerifierKey>().unwrap_err();
    assert_eq!(parse(&text.replacen("rehearsal", "rehearsed", 1)), key::Error::BadId);
    assert_eq!(parse(&text.replacen("+A", "+B", 1)), key::Error::OtherAlgorithm);
    assert_eq!(parse("no key"), key::Error::Malformed);
    assert_eq!(parse("two words+00000000+AQ=="), key::Error::BadName);
    for name in ["", "two words", "plus+sign", "bell\u{7}", "line\nfeed", &"n".repeat(256)] {
        assert_eq!(Signer::from_seed(name, [7; 32]).err(), Some(key::Error::BadName), "{name:?}");
    }
}

proptest! {
    #[test]
    fn what_is_signed_is_opened(size: u64, root: [u8; 32], seed: [u8; 32]) {
        let signer = Signer::from_seed(NAME, seed).unwrap();
        let checkpoint = Checkpoint { origin: NAME.to_owned(), size, root: Hash(root) };
        let note = checkpoint.sign(&signer).unwrap();
        prop_assert_eq!(Checkpoint::open(&note, signer.verifier()), Ok(checkpoint));
    }

    #[test]
    fn any_changed_byte_is_noticed(position: prop::sample::Index, flip in 1..=255_u8) {
        let log = Log::of(5);
        let mut note = log.checkpoint(5).into_bytes();
        let position = position.index(note.len());
        note[position] ^= flip;
        if let Ok(note) = String::from_utf8(note) {
            prop_assert!(Checkpoint::open(&note, log.signer.verifier()).is_err());
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in any::<String>(), lines in "([a-z0-9+/= \u{2014}]{0,50}\n){0,8}") {
        let key = Signer::from_seed(NAME, [7; 32]).unwrap();
        for text in [text, lines] {
            let _ = Checkpoint::from_body(&text);
            let _ = Checkpoint::open(&text, key.verifier());
            let _ = text.parse::<VerifierKey>();
        }
    }
}
