//! A map that was read from a table and written is read again as it was.
#![no_main]

use exchange::graph_csv::{Limits, read, write};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let once: Vec<_> = read(bytes, Limits::default()).flatten().map(|row| row.observation).collect();
    let mut table = Vec::new();
    write(&once, &mut table).expect("memory can be written");
    let limits = Limits { line_bytes: 1 << 20, ..Limits::default() };
    let again: Vec<_> = read(&table[..], limits).flatten().map(|row| row.observation).collect();
    assert_eq!(once, again);
});
