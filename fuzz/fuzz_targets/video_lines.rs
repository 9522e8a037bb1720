//! Any bytes as a list of frames: what was read is written and read back the same.

#![no_main]

use libfuzzer_sys::fuzz_target;
use matching::video::{Fingerprint, Limits};

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { frames: 1_000, problems: 100 };
    let (fingerprint, problems) = Fingerprint::read(bytes, limits);
    assert!(fingerprint.frames().len() <= 1_000 && problems.len() <= 102);
    assert_eq!(Fingerprint::read(fingerprint.to_lines().as_bytes(), limits), (fingerprint, Vec::new()));
});
