//! Reading a list of phrases never panics, and each phrase that is read is found in itself.
#![no_main]

use libfuzzer_sys::fuzz_target;
use matching::text::{Normalised, Phrase, Phrases, read_phrases};

fuzz_target!(|bytes: &[u8]| {
    let read = read_phrases(bytes);
    for entry in read.entries.iter().take(64) {
        let text = Normalised::of(&entry.phrase);
        let mut phrases = Phrases::new();
        phrases.insert(0, &Phrase::of(&text).expect("it was read as a phrase"));
        let found = phrases.find(&text);
        assert!(found.iter().all(|(_, range)| entry.phrase.get(range.clone()).is_some()) && !found.is_empty());
    }
});
