//! Any bytes as a list of hashes in lines or in a document, and as a list of addresses: what is read is sound.
#![no_main]

use exchange::{hashlist, urllist};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let limits = hashlist::Limits { line_bytes: 1 << 10, rows: 1000 };
    if let Ok(rows) = hashlist::read_any(bytes, None, limits) {
        assert!(rows.flatten().all(|row| row.hash.is_ascii()));
    }
    let _ = hashlist::is_list(bytes);
    urllist::read(bytes, limits);
});
