//! Reading a directory never panics, and what is taken is read back from both forms as it is.
#![no_main]

use exchange::directory::{Authority, Entry, Provider, from_csv, from_json, to_csv, to_json};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    check::<Provider>(bytes);
    check::<Authority>(bytes);
});

fn check<E: Entry + PartialEq>(bytes: &[u8]) {
    for import in [from_csv::<E>(bytes), from_json::<E>(bytes)] {
        let taken: Vec<E> = import.entries.into_iter().map(|(_, entry)| entry).collect();
        for again in [from_csv::<E>(to_csv(&taken).as_bytes()), from_json::<E>(to_json(&taken).as_bytes())] {
            assert!(again.problems.is_empty());
            let back: Vec<E> = again.entries.into_iter().map(|(_, entry)| entry).collect();
            assert!(back == taken);
        }
    }
}
