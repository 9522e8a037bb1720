//! Any bytes as a stream of sound, in portions of a size that the first byte says; what is read is what a file of the same bytes holds.

#![no_main]

use libfuzzer_sys::fuzz_target;
use matching::sound::{Beginning, Wav, read_wav};

fuzz_target!(|bytes: &[u8]| {
    let Some((portion, bytes)) = bytes.split_first() else { return };
    let mut head = Vec::new();
    let mut reading: Option<(Wav, Vec<i16>)> = None;
    for part in bytes.chunks(usize::from(*portion) + 1) {
        match &mut reading {
            Some((wav, samples)) => samples.extend(wav.samples(part)),
            None => {
                head.extend_from_slice(part);
                if let Beginning::Plain { mut wav, from } = Wav::begin(&head) {
                    let samples = wav.samples(&head[from..]);
                    reading = Some((wav, samples));
                }
            }
        }
    }
    assert_eq!(reading.map(|(_, samples)| samples), read_wav(bytes));
});
