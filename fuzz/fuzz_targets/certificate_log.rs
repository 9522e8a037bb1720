//! Reading entries of certificate logs never panics, and keeps to its limit of names.
#![no_main]

use exchange::certificate_log::{LIMITS, MAX_NAMES, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let rows: Vec<_> = read(bytes, LIMITS).flatten().collect();
    let line = rows.last().map_or(0, |row| row.line);
    assert!(rows.iter().filter(|row| row.line == line).count() <= MAX_NAMES + 1);
    assert!(
        rows.iter()
            .all(|row| row.observation.link.allowed(row.observation.subject.kind(), row.observation.object.kind()))
    );
});
