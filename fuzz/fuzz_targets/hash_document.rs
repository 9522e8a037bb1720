#![no_main]

use exchange::hashlist;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok((rows, _)) = hashlist::read_document(bytes, None) {
        assert!(rows.iter().all(|row| row.hash.is_ascii()));
    }
});
