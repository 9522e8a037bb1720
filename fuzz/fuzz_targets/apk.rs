//! Reading an application never panics, and its package is a name.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(apk) = exchange::apk::read(bytes) {
        assert!(!apk.package.is_empty() && apk.package.is_ascii());
        assert!(apk.signers.iter().all(|signer| signer.digest.len() == 64));
    }
});
