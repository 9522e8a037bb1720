//! Any bytes as a stream of sound, in portions as they come; what is read is what a file of the same bytes holds.

#![no_main]

use libfuzzer_sys::fuzz_target;
use matching::sound::{Beginning, Wav, read_wav};

fuzz_target!(|input: (u8, &[u8])| {
    let (portion, bytes) = input;
    let mut head = Vec::new();
    let mut reading: Option<(Wav, Vec<i16>)> = None;
    for part in bytes.chunks(usize::from(portion) + 1) {
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
