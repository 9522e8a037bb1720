//! Tunes: a melody and a bass, note by note, on an instrument that does not exist.

use std::f64::consts::TAU;

use rand::Rng;
use rand::rngs::StdRng;

use super::RATE;

/// Steps of the scales, in semitones.
const SCALES: [[i32; 5]; 3] = [[0, 2, 4, 7, 9], [0, 3, 5, 7, 10], [0, 2, 5, 7, 9]];
/// Seconds in which a note swells.
const SWELL: f64 = 0.015;
/// How loud the loudest moment is, out of 1.
const LOUDEST: f64 = 0.6;

/// What gives a tune its colour.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Instrument {
    /// How loud each overtone is, the tone itself first.
    overtones: [f64; 6],
    /// How fast a note fades.
    fading: f64,
}

impl Instrument {
    /// Builds one.
    pub(super) fn of(rng: &mut StdRng) -> Self {
        let mut overtones = [0.0; 6];
        for (place, loudness) in overtones.iter_mut().enumerate() {
            *loudness = rng.random_range(0.3..1.0) / (1.0 + place as f64).powf(1.3);
        }
        Self { overtones, fading: rng.random_range(0.8..2.5) }
    }

    /// Plays a note into the room it has.
    fn play(&self, room: &mut [f64], hertz: f64, loudness: f64) {
        let length = room.len() as f64;
        for (at, sample) in room.iter_mut().enumerate() {
            let time = at as f64 / f64::from(RATE);
            let swell = (time / SWELL).min(1.0) * (-self.fading * at as f64 / length).exp();
            let tones = self.overtones.iter().enumerate().filter_map(|(place, overtone)| {
                let hertz = hertz * (place + 1) as f64;
                (hertz < f64::from(RATE) / 2.0).then(|| overtone * (TAU * hertz * time).sin())
            });
            *sample += loudness * swell * tones.sum::<f64>();
        }
    }
}

/// A tune.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tune {
    pub(super) instrument: Instrument,
    scale: [i32; 5],
    /// The lowest note of the bass, in hertz.
    lowest: f64,
    /// Samples of each note.
    rhythm: Vec<usize>,
    /// The steps of melody and bass on the scale, note by note.
    steps: Vec<[i32; 2]>,
}

impl Tune {
    /// Makes one up that lasts so many seconds.
    pub(super) fn draw(rng: &mut StdRng, seconds: f64, instrument: Instrument) -> Self {
        let beat = rng.random_range(0.22..0.36);
        let mut rhythm = Vec::new();
        let mut left = (seconds * f64::from(RATE)) as usize;
        while left > 0 {
            let seconds = beat * [0.5, 1.0, 1.0, 1.5, 2.0][rng.random_range(0..5)];
            let note = ((seconds * f64::from(RATE)) as usize).min(left);
            rhythm.push(note);
            left -= note;
        }
        let tune = Self {
            instrument,
            scale: SCALES[rng.random_range(0..SCALES.len())],
            lowest: 98.0 * 2f64.powf(rng.random_range(0.0..1.0)),
            rhythm,
            steps: Vec::new(),
        };
        tune.with_other_notes(rng)
    }

    /// The same rhythm, instrument and scale with another melody and bass.
    pub(super) fn with_other_notes(&self, rng: &mut StdRng) -> Self {
        let (mut melody, mut bass): (i32, i32) = (rng.random_range(10..15), rng.random_range(0..5));
        let mut walk = |_: &usize| {
            // Never the same note twice: a held one tells nothing.
            melody = (melody + [-3, -2, -1, 1, 2, 3][rng.random_range(0..6)]).clamp(8, 17);
            bass = (bass + [-2, -1, 1, 2][rng.random_range(0..4)]).rem_euclid(6);
            [melody, bass]
        };
        let steps = self.rhythm.iter().map(&mut walk).collect();
        Self { steps, ..self.clone() }
    }

    /// How it sounds, between -1 and 1.
    pub(super) fn played(&self) -> Vec<f64> {
        let mut sound = vec![0.0; self.rhythm.iter().sum()];
        let mut at = 0;
        for (length, steps) in self.rhythm.iter().zip(&self.steps) {
            for (step, loudness) in steps.iter().zip([1.0, 0.7]) {
                let semitones = self.scale[step.rem_euclid(5) as usize] + 12 * step.div_euclid(5);
                let hertz = self.lowest * 2f64.powf(f64::from(semitones) / 12.0);
                self.instrument.play(&mut sound[at..at + length], hertz, loudness);
            }
            at += length;
        }
        let loudest = sound.iter().fold(1e-9, |most: f64, sample| most.max(sample.abs()));
        sound.iter_mut().for_each(|sample| *sample *= LOUDEST / loudest);
        sound
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;

    #[test]
    fn other_notes_keep_the_rhythm_and_change_the_tune() {
        let mut rng = StdRng::seed_from_u64(3);
        let instrument = Instrument::of(&mut rng);
        let tune = Tune::draw(&mut rng, 7.0, instrument);
        let other = tune.with_other_notes(&mut rng);
        assert_eq!((tune.rhythm.clone(), tune.instrument), (other.rhythm.clone(), other.instrument));
        assert_eq!(tune.rhythm.iter().sum::<usize>(), 7 * RATE as usize);
        let same = tune.steps.iter().zip(&other.steps).filter(|(one, other)| one[0] == other[0]).count();
        assert!(same < tune.steps.len() / 2, "{same} of {}", tune.steps.len());
        assert!(tune.played().iter().all(|sample| sample.abs() <= LOUDEST + 1e-9));
    }
}
