#![no_main]

use exchange::{hashlist, urllist};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let limits = hashlist::Limits { line_bytes: 1 << 10, rows: 1000 };
    let (rows, _) = hashlist::read(bytes, None, limits);
    assert!(rows.iter().all(|row| row.hash.is_ascii()));
    urllist::read(bytes, limits);
});
