//! Reading a robots.txt and asking about a path never panics, and a robots.txt is never forbidden.
#![no_main]

use libfuzzer_sys::fuzz_target;
use outside::robots::Robots;

fuzz_target!(|input: (&[u8], &str)| {
    let (text, target) = input;
    let robots = Robots::parse(text, "vigie");
    let _ = robots.allows(target);
    assert!(robots.allows("/robots.txt"));
});
