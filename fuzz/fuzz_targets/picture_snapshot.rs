//! Any bytes: a snapshot of picture hashes is taken whole or not at all, and what is taken is written the same again.

#![no_main]

use libfuzzer_sys::fuzz_target;
use matching::digest::Sha256;
use matching::index::{read_banks, read_snapshot, write_snapshot};

fuzz_target!(|bytes: &[u8]| {
    let read = |bytes: &[u8]| read_snapshot(bytes, |number| number);
    let _ = (read(bytes), read_banks(bytes));
    // With its own digest behind it, so that more than the digest is tried.
    let sealed = [bytes, &Sha256::of(bytes).0].concat();
    if let Ok(snapshot) = read(&sealed) {
        let mut again = Vec::new();
        write_snapshot(&snapshot.banks, snapshot.entries.iter().copied(), &mut again)
            .expect("memory takes any snapshot");
        assert_eq!(read(&again).expect("what was written can be read"), snapshot);
        assert_eq!(read_banks(&again[..]).expect("so can its beginning"), snapshot.banks);
    }
});
