//! REHEARSAL: invented sound that says nothing, melodies and a murmur like speech, the same for the same seed.

use std::f64::consts::TAU;

use matching::sound::SAMPLE_RATE;

const RATE: f64 = SAMPLE_RATE as f64;

/// Numbers that look random and are the same each time.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5eed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to 1.
    pub fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    pub fn within(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.share()
    }

    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }
}

fn samples(seconds: f64) -> usize {
    (seconds * RATE) as usize
}

/// Three voices on a scale of their own, with overtones, and a drum.
pub fn melody(seed: u64, seconds: f64) -> Vec<i16> {
    const SCALES: [[f64; 5]; 3] = [[0.0, 2.0, 4.0, 7.0, 9.0], [0.0, 3.0, 5.0, 7.0, 10.0], [0.0, 1.0, 5.0, 7.0, 8.0]];
    let mut dice = Dice::new(seed);
    let mut sound = vec![0.0; samples(seconds)];
    let (scale, root) = (SCALES[dice.below(3)], dice.within(0.0, 12.0));
    let beat = dice.within(0.25, 0.6);
    for (octave, loudness) in [(2.0, 0.5), (3.0, 1.0), (4.0, 0.6)] {
        let mut at = 0.0;
        let mut step = dice.below(5) as i64;
        while at < seconds {
            let length = beat * [0.5, 1.0, 1.0, 2.0][dice.below(4)];
            step += dice.below(5) as i64 - 2;
            let semitones = scale[step.rem_euclid(5) as usize] + 12.0 * (step.div_euclid(5).clamp(-1, 1) as f64) + root;
            let pitch = 32.703 * 2f64.powf(octave - 1.0 + semitones / 12.0) * 2.0;
            if dice.share() < 0.9 {
                note(&mut sound[samples(at)..], pitch, length, loudness);
            }
            at += length;
        }
    }
    let mut at = 0.0;
    while at < seconds {
        let from = samples(at);
        for (n, sample) in sound[from..].iter_mut().take(samples(0.08)).enumerate() {
            *sample += dice.within(-0.6, 0.6) * (-(n as f64) / RATE / 0.02).exp();
        }
        at += beat * [1.0, 0.5][dice.below(2)];
    }
    as_samples(&sound)
}

fn note(sound: &mut [f64], pitch: f64, length: f64, loudness: f64) {
    for (n, sample) in sound.iter_mut().take(samples(length)).enumerate() {
        let time = n as f64 / RATE;
        let swell = (time / 0.02).min(1.0) * (-1.5 * time / length).exp();
        let overtones = (1..6).map(|k| (TAU * pitch * f64::from(k) * time).sin() / f64::from(k * k));
        *sample += loudness * swell * overtones.sum::<f64>();
    }
}

/// Syllables of a voice that wanders between vowels, with hisses and pauses.
pub fn murmur(seed: u64, seconds: f64) -> Vec<i16> {
    const VOWELS: [[f64; 3]; 6] = [
        [730.0, 1090.0, 2440.0],
        [270.0, 2290.0, 3010.0],
        [300.0, 870.0, 2240.0],
        [530.0, 1840.0, 2480.0],
        [570.0, 840.0, 2410.0],
        [440.0, 1020.0, 2240.0],
    ];
    let mut dice = Dice::new(seed ^ 0x005b_eec4);
    let mut sound = vec![0.0; samples(seconds)];
    let (voice, throat) = (dice.within(90.0, 220.0), dice.within(0.85, 1.2));
    let (mut at, mut phase) = (0usize, 0.0f64);
    while at < sound.len() {
        let length = samples(dice.within(0.12, 0.35));
        let (pitch, end) = (voice * dice.within(0.8, 1.25), voice * dice.within(0.8, 1.25));
        let vowel = VOWELS[dice.below(6)];
        let mut resonators = vowel.map(|formant| Resonator::at(formant * throat * dice.within(0.92, 1.08)));
        for n in 0..length.min(sound.len() - at) {
            let share = n as f64 / length as f64;
            phase += (pitch + (end - pitch) * share) / RATE;
            let pulse = if phase >= 1.0 { 1.0 } else { 0.0 };
            phase -= pulse;
            let breath = dice.within(-0.03, 0.03);
            let swell = (share * std::f64::consts::PI).sin();
            let voiced: f64 = resonators.iter_mut().map(|resonator| resonator.pass(pulse + breath)).sum();
            sound[at + n] += swell * voiced;
        }
        at += length;
        if dice.share() < 0.4 {
            let hiss = samples(dice.within(0.05, 0.15)).min(sound.len().saturating_sub(at));
            for sample in sound.iter_mut().skip(at).take(hiss) {
                *sample += dice.within(-0.15, 0.15);
            }
            at += hiss;
        }
        if dice.share() < 0.15 {
            at += samples(dice.within(0.1, 0.6));
        }
    }
    as_samples(&sound)
}

/// Lets a band of 80 Hz through.
struct Resonator {
    feedback: [f64; 2],
    past: [f64; 2],
}

impl Resonator {
    fn at(frequency: f64) -> Self {
        let radius = (-std::f64::consts::PI * 80.0 / RATE).exp();
        Self { feedback: [2.0 * radius * (TAU * frequency / RATE).cos(), -radius * radius], past: [0.0; 2] }
    }

    fn pass(&mut self, input: f64) -> f64 {
        let output = input + self.feedback[0] * self.past[0] + self.feedback[1] * self.past[1];
        self.past = [output, self.past[0]];
        output
    }
}

fn as_samples(sound: &[f64]) -> Vec<i16> {
    let loudest = sound.iter().fold(1e-9, |most: f64, sample| most.max(sample.abs()));
    sound.iter().map(|sample| (sample / loudest * 0.7 * f64::from(i16::MAX)) as i16).collect()
}

/// Adds white noise so many decibels below the sound.
pub fn with_noise(sound: &[i16], decibels: f64, seed: u64) -> Vec<i16> {
    let power = sound.iter().map(|sample| f64::from(*sample).powi(2)).sum::<f64>() / sound.len() as f64;
    // Evenly spread noise has a third of the power of its peak.
    let peak = (3.0 * power / 10f64.powf(decibels / 10.0)).sqrt();
    let mut dice = Dice::new(seed);
    sound.iter().map(|sample| (f64::from(*sample) + dice.within(-peak, peak)) as i16).collect()
}

/// Plays the sound faster, pitch and all.
pub fn at_speed(sound: &[i16], speed: f64) -> Vec<i16> {
    let length = ((sound.len() - 1) as f64 / speed) as usize;
    let at = |n: usize| {
        let place = n as f64 * speed;
        let (from, share) = (place as usize, place.fract());
        (f64::from(sound[from]) * (1.0 - share) + f64::from(sound[from + 1]) * share) as i16
    };
    (0..length).map(at).collect()
}

/// A radio of unrelated sound with a piece put into it; and where the piece begins, in seconds.
pub fn radio_with(piece: &[i16], seed: u64, seconds: f64) -> (Vec<i16>, f64) {
    let mut dice = Dice::new(seed ^ 0xad10);
    let mut radio = unrelated(seed, seconds);
    let at = dice.below(radio.len() - piece.len());
    radio[at..at + piece.len()].copy_from_slice(piece);
    (radio, at as f64 / RATE)
}

/// Melodies and murmurs in turn.
pub fn unrelated(seed: u64, seconds: f64) -> Vec<i16> {
    let mut dice = Dice::new(seed ^ 0x7e57);
    let mut sound = Vec::new();
    while sound.len() < samples(seconds) {
        let (next, length) = (dice.next(), dice.within(8.0, 40.0));
        sound.extend(if dice.share() < 0.5 { melody(next, length) } else { murmur(next, length) });
    }
    sound.truncate(samples(seconds));
    sound
}
