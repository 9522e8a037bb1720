//! Any bytes: decoding ends within its limits, and what it yields can be hashed and shown.

#![no_main]

use libfuzzer_sys::fuzz_target;
use matching::picture::{Limits, decode};

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits {
        max_bytes: 1_000_000,
        max_pixels: 1_000_000,
        max_side: 10_000,
    };
    if let Ok(picture) = decode(bytes, &limits) {
        picture.hash();
        picture.veil();
        picture.preview(100);
    }
});
