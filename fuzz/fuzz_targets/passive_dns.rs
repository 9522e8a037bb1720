//! Reading old answers of the name system never panics, and gives only links that the map knows.
#![no_main]

use exchange::passive_dns::{Limits, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for row in read(bytes, Limits::default()).flatten() {
        let seen = row.observation;
        assert!(seen.link.allowed(seen.subject.kind(), seen.object.kind()));
        assert!(seen.seen.first() <= seen.seen.last());
    }
});
