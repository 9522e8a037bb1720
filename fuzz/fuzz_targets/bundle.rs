//! Reading and verifying a bundle never panics, and what is read survives being written and read again.
#![no_main]

use ledger::Bundle;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|document: &[u8]| {
    if let Ok(bundle) = Bundle::from_json(document) {
        let _ = bundle.verify(None);
        let again = bundle.to_json().map(|text| Bundle::from_json(text.as_bytes()));
        assert_eq!(again.ok(), Some(Ok(bundle)));
    }
});
