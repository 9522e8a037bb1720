#![no_main]

use exchange::warc::{Limits, Reader};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { header_bytes: 4 << 10, record_bytes: 1 << 20, expanded_bytes: 8 << 20 };
    for item in Reader::new(bytes, limits) {
        let _ = item.map(|entry| entry.record.payload().len());
    }
});
