//! A figure of any bytes is printed or refused; it never makes the press panic.
#![no_main]

use documents::set_sheet;
use exchange::Language;
use exchange::sheet::{Block, Sheet};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|svg: &[u8]| {
    let _ = set_sheet(&Sheet {
        title: "REHEARSAL".to_owned(),
        subtitle: String::new(),
        handling: String::new(),
        rehearsal: true,
        language: Language::English,
        at: Default::default(),
        blocks: vec![Block::Figure { svg: svg.to_vec(), caption: String::new(), alt: "a figure".to_owned() }],
    });
});
