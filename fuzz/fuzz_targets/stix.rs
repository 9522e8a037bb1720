//! Reading a bundle never panics, and gives only links that the map knows.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(import) = exchange::stix::read(bytes, Default::default()) {
        assert!(import.observations.iter().all(|seen| seen.link.allowed(seen.subject.kind(), seen.object.kind())));
    }
});
