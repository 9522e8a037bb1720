//! Checking a PDF's signature never panics.
#![no_main]

use documents::signature;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|pdf: &[u8]| {
    let _ = signature::check(pdf);
});
