//! Reading and verifying a signed document never panics, and what is read survives being written and read again.
#![no_main]

use ledger::{SignedDocument, Signer};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|json: &[u8]| {
    if let Ok(signed) = SignedDocument::from_json(json) {
        if let Ok(signer) = Signer::from_seed("ledger.example/rehearsal", [7; 32]) {
            let _ = signed.verify(signer.verifier());
        }
        let again = signed.to_json().map(|text| SignedDocument::from_json(text.as_bytes()));
        assert_eq!(again.ok(), Some(Ok(signed)));
    }
});
