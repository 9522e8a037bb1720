//! Any bytes: details of a picture are taken whole or not at all, and comparing what was taken ends.

#![no_main]

use libfuzzer_sys::fuzz_target;
use matching::picture::{Details, likeness};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(details) = Details::from_bytes(bytes) {
        assert_eq!(details.to_bytes(), bytes);
        let _ = likeness(&details, &details);
    }
});
