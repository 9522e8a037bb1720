//! A checkpoint's body, note and key text never panic, and what is read is written back the same.
#![no_main]

use ledger::{Checkpoint, Signer, VerifierKey};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(checkpoint) = Checkpoint::from_body(text) {
        assert!(text.starts_with(&checkpoint.body()));
    }
    if let Ok(key) = text.parse::<VerifierKey>() {
        assert_eq!(key.to_string(), text);
    }
    if let Ok(signer) = Signer::from_seed("ledger.example", [7; 32]) {
        let _ = Checkpoint::open(text, signer.verifier());
    }
});
