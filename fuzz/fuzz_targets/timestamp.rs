//! Reading a time-stamping authority's answer never panics.
#![no_main]

use libfuzzer_sys::fuzz_target;
use outside::timestamp;

fuzz_target!(|answer: &[u8]| {
    let _ = timestamp::token(answer, [7; 32], 7);
});
