//! Sound to look for.

use matching::sound::SAMPLE_RATE;

/// REHEARSAL: an invented tune of so many seconds, the same for the same seed; 16-bit samples, one channel, at
/// [`SAMPLE_RATE`].
#[must_use]
pub fn tune(mut seed: u64, seconds: usize) -> Vec<i16> {
    let mut samples = Vec::new();
    while samples.len() < seconds * SAMPLE_RATE as usize {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let (note, length) = ((seed >> 33) % 24, 1500 + (seed >> 50) % 4000);
        let pitch = 220.0 * 2f64.powf(note as f64 / 12.0) * std::f64::consts::TAU / f64::from(SAMPLE_RATE);
        samples.extend((0..length).map(|n| {
            let tone = |k: f64| (n as f64 * pitch * k).sin() / k;
            ((tone(1.0) + tone(2.0) + tone(3.0)) * 8000.0 * (1.0 - n as f64 / length as f64)) as i16
        }));
    }
    samples.truncate(seconds * SAMPLE_RATE as usize);
    samples
}
