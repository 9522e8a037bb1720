//! Any bytes as a fingerprint that a bank stored, or that a list gave: what is read can be looked for, and is written as
//! it was.

#![no_main]

use libfuzzer_sys::fuzz_target;
use matching::text::{Fingerprint, Normalised, Postings};
use matching::tlsh::Tlsh;

fuzz_target!(|bytes: &[u8]| {
    let words = String::from_utf8_lossy(bytes);
    if let Ok(fingerprint) = Fingerprint::from_bytes(bytes) {
        assert_eq!(Fingerprint::from_bytes(&fingerprint.to_bytes()).as_ref(), Ok(&fingerprint));
        let page = Normalised::of(&words);
        let mut texts = Postings::new();
        texts.insert(7, &fingerprint);
        assert!(fingerprint.likeness(&page).is_none() || !texts.candidates(&page).is_empty());
        assert!(texts.remove(7) && texts.is_empty());
    }
    if let Ok(tlsh) = words.parse::<Tlsh>() {
        assert_eq!(tlsh.to_string().parse().as_ref(), Ok(&tlsh));
        assert_eq!(tlsh.distance(&tlsh), 0);
    }
});
