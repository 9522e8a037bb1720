//! Any bytes as a WAV file and as a stored fingerprint; what is heard can be looked for.

#![no_main]

use libfuzzer_sys::fuzz_target;
use matching::sound::{Fingerprint, Sounds, read_wav};

fuzz_target!(|bytes: &[u8]| {
    if let Some(samples) = read_wav(bytes) {
        assert!(2 * samples.len() < bytes.len());
        let _ = Fingerprint::of(&samples);
    }
    if let Ok(fingerprint) = Fingerprint::from_bytes(bytes) {
        assert_eq!(fingerprint.to_bytes(), bytes);
        let mut sounds = Sounds::new();
        sounds.insert((), &fingerprint);
        sounds.remove(());
        assert!(sounds.is_empty());
    }
});
