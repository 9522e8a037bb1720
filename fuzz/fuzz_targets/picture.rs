//! Any bytes: decoding ends within its limits, and what it yields can be hashed and shown, frame by frame too.

#![no_main]

use libfuzzer_sys::fuzz_target;
use matching::picture::{FrameLimits, Limits, decode, frames, hash_file};

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { max_bytes: 1_000_000, max_pixels: 1_000_000, max_side: 10_000 };
    if let Ok(picture) = decode(bytes, &limits) {
        picture.hash();
        picture.veil();
        picture.preview(100);
    }
    let _ = hash_file(bytes, &limits);
    let few = FrameLimits { max_frames: 20, max_pixels: 5_000_000 };
    if let Ok(frames) = frames(bytes, &limits, few) {
        frames.count();
    }
});
