//! Listening: sub-fingerprints from samples as they come.

use std::collections::VecDeque;

use super::chroma::{self, Chroma, NOTES, Row};
use super::classify::{Heard, sub_fingerprint};
use super::{FRAME, HOP, ROWS, SMOOTHED};

/// Weights of the spectra that are averaged.
const WEIGHTS: [f64; SMOOTHED] = [0.25, 0.75, 1.0, 0.75, 0.25];

/// Makes sub-fingerprints of what comes in, at the speed at which it comes or at another.
pub(super) struct Ear {
    stretching: Option<Stretching>,
    chroma: Chroma,
    /// Samples not yet used up.
    waiting: Vec<f32>,
    spectra: VecDeque<Row>,
    rows: VecDeque<Row>,
}

impl Ear {
    /// Hears what is played `speed` times as fast as it was as if it were not.
    pub(super) fn at_speed(speed: f64) -> Self {
        let plain = (speed - 1.0).abs() < 1e-9;
        Self {
            stretching: (!plain).then(|| Stretching::new(1.0 / speed)),
            chroma: Chroma::new(),
            waiting: Vec::new(),
            spectra: VecDeque::with_capacity(SMOOTHED),
            rows: VecDeque::with_capacity(ROWS),
        }
    }

    /// Takes samples in and gives what can be made of them.
    pub(super) fn hear(&mut self, samples: &[i16], heard: &mut Vec<Heard>) {
        let samples = samples.iter().copied().map(f32::from);
        match &mut self.stretching {
            Some(stretching) => samples.for_each(|sample| stretching.take(sample, &mut self.waiting)),
            None => self.waiting.extend(samples),
        }
        let mut from = 0;
        while self.waiting.len() >= from + FRAME {
            let spectrum = self.chroma.row(&self.waiting[from..from + FRAME]);
            heard.extend(self.next(spectrum));
            from += HOP;
        }
        self.waiting.drain(..from);
    }

    fn next(&mut self, spectrum: Row) -> Option<Heard> {
        self.spectra.truncate(SMOOTHED - 1);
        self.spectra.push_front(spectrum);
        if self.spectra.len() < SMOOTHED {
            return None;
        }
        let mut row = [0.0; NOTES];
        for (spectrum, weight) in self.spectra.iter().rev().zip(WEIGHTS) {
            row.iter_mut().zip(spectrum).for_each(|(sum, energy)| *sum += energy * weight);
        }
        self.rows.truncate(ROWS - 1);
        self.rows.push_front(chroma::normalised(row));
        (self.rows.len() == ROWS).then(|| sub_fingerprint(self.rows.iter().rev()))
    }
}

/// Slows sound down or hastens it, pitch and all, by drawing a smooth curve through its samples.
struct Stretching {
    /// Samples taken for each that is given.
    ratio: f64,
    last: [f32; 4],
    /// Where the next sample lies between the second and the third of the last.
    at: f64,
}

impl Stretching {
    fn new(ratio: f64) -> Self {
        Self { ratio, last: [0.0; 4], at: 0.0 }
    }

    fn take(&mut self, sample: f32, given: &mut Vec<f32>) {
        let [_, a, b, c] = self.last;
        self.last = [a, b, c, sample];
        while self.at < 1.0 {
            given.push(self.between(self.at as f32));
            self.at += self.ratio;
        }
        self.at -= 1.0;
    }

    /// A Catmull-Rom curve.
    fn between(&self, t: f32) -> f32 {
        let [a, b, c, d] = self.last;
        b + 0.5 * t * (c - a + t * (2.0 * a - 5.0 * b + 4.0 * c - d + t * (3.0 * (b - c) + d - a)))
    }
}
