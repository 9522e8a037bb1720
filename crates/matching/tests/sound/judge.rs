//! Our sub-fingerprints against those of Chromaprint's own program.

use std::process::Command;

use matching::sound::{Fingerprint, SAMPLE_RATE, write_wav};

use crate::composed::{melody, murmur, with_noise};

/// What `fpcalc -raw` gives for these samples; nothing without fpcalc.
fn judged(name: &str, samples: &[i16]) -> Option<Vec<u32>> {
    let file = std::env::temp_dir().join(format!("vigie-rehearsal-{}-{name}.wav", std::process::id()));
    std::fs::write(&file, write_wav(samples)).expect("the folder can be written");
    let output = Command::new("fpcalc").args(["-raw", "-signed", "-length", "0", "-plain"]).arg(&file).output();
    std::fs::remove_file(&file).expect("it was written");
    let text = String::from_utf8(output.ok()?.stdout).expect("it writes text");
    let numbers = text.trim().split(',').map(|number| number.parse::<i64>().expect("it writes numbers") as u32);
    Some(numbers.collect())
}

#[test]
fn sub_fingerprints_are_those_of_chromaprint() {
    let quiet = vec![0; 8 * SAMPLE_RATE as usize];
    let sounds = [
        ("melody", melody(1, 60.0)),
        ("murmur", murmur(2, 60.0)),
        ("noisy", with_noise(&melody(3, 60.0), 5.0, 4)),
        ("with-pause", [melody(5, 8.0), quiet, murmur(6, 8.0)].concat()),
    ];
    let (mut bits, mut wrong) = (0, 0);
    for (name, samples) in &sounds {
        let Some(judged) = judged(name, samples) else {
            println!("skipped: no fpcalc");
            return;
        };
        let ours = Fingerprint::of(samples);
        let ours = ours.sub_fingerprints();
        assert!(judged.len().abs_diff(ours.len()) <= 1, "{name}: {} and {}", judged.len(), ours.len());
        bits += 32 * ours.len().min(judged.len());
        wrong += ours.iter().zip(&judged).map(|(a, b)| (a ^ b).count_ones() as usize).sum::<usize>();
    }
    println!("{wrong} of {bits} bits differ from fpcalc's");
    assert!(wrong * 10_000 <= bits, "{wrong} of {bits} bits differ");
}
