//! Any bytes: a snapshot of picture hashes is taken whole or not at all, and what is taken is written the same again.

#![no_main]

use libfuzzer_sys::fuzz_target;
use matching::digest::Sha256;
use matching::index::Pictures;

fuzz_target!(|bytes: &[u8]| {
    let read = |bytes: &[u8]| Pictures::<u128>::read_snapshot(bytes, |number| number);
    let _ = read(bytes);
    // With its own digest behind it, so that more than the digest is tried.
    let sealed = [bytes, &Sha256::of(bytes).0].concat();
    if let Ok((pictures, position)) = read(&sealed) {
        let mut again = Vec::new();
        pictures.write_snapshot(position, |key| key, &mut again).expect("memory takes any snapshot");
        let (same, _) = read(&again).expect("what was written can be read");
        assert!(same.iter().eq(pictures.iter()));
    }
});
