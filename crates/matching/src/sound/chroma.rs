//! From a frame of samples to the energy of the twelve notes of the scale, whatever their octave.

use std::f64::consts::PI;
use std::sync::Arc;

use realfft::num_complex::Complex;
use realfft::{RealFftPlanner, RealToComplex};

use super::{FRAME, SAMPLE_RATE};

/// Notes of an octave.
pub(super) const NOTES: usize = 12;

/// The energy of each note.
pub(super) type Row = [f64; NOTES];

/// Lowest and highest frequency that counts, in hertz.
const RANGE: (f64, f64) = (28.0, 3520.0);

/// The frequency at which an octave begins, in hertz: the A four octaves below that of a tuning fork.
const BASE: f64 = 440.0 / 16.0;

/// Below this norm a row is silence.
const SILENCE: f64 = 0.01;

/// Measures notes; keeps its tables and its room from one frame to the next.
pub(super) struct Chroma {
    fft: Arc<dyn RealToComplex<f32>>,
    window: Vec<f32>,
    /// From which bin of the spectrum on, and the note of each.
    first: usize,
    notes: Vec<u8>,
    frame: Vec<f32>,
    spectrum: Vec<Complex<f32>>,
    scratch: Vec<Complex<f32>>,
}

impl Chroma {
    pub(super) fn new() -> Self {
        let fft = RealFftPlanner::new().plan_fft_forward(FRAME);
        let hamming = |at: usize| 0.54 - 0.46 * (2.0 * PI * at as f64 / (FRAME - 1) as f64).cos();
        let bin = |frequency: f64| (FRAME as f64 * frequency / f64::from(SAMPLE_RATE)).round() as usize;
        let (first, end) = (bin(RANGE.0), bin(RANGE.1));
        Self {
            window: (0..FRAME).map(|at| (hamming(at) / f64::from(i16::MAX)) as f32).collect(),
            first,
            notes: (first..end).map(note).collect(),
            frame: fft.make_input_vec(),
            spectrum: fft.make_output_vec(),
            scratch: fft.make_scratch_vec(),
            fft,
        }
    }

    /// The energies in one frame, which must be [`FRAME`] samples.
    pub(super) fn row(&mut self, samples: &[f32]) -> Row {
        for ((windowed, sample), weight) in self.frame.iter_mut().zip(samples).zip(&self.window) {
            *windowed = sample * weight;
        }
        let done = self.fft.process_with_scratch(&mut self.frame, &mut self.spectrum, &mut self.scratch);
        done.expect("the transform made these vectors itself");
        let mut row = [0.0; NOTES];
        for (bin, note) in self.spectrum[self.first..].iter().zip(&self.notes) {
            row[usize::from(*note)] += f64::from(bin.norm_sqr());
        }
        row
    }
}

/// The note of a bin of the spectrum.
fn note(bin: usize) -> u8 {
    let octaves = (bin as f64 * f64::from(SAMPLE_RATE) / FRAME as f64 / BASE).log2();
    (NOTES as f64 * (octaves - octaves.floor())) as u8
}

/// The same row whatever the loudness; all zero for silence.
pub(super) fn normalised(row: Row) -> Row {
    let norm = row.iter().map(|energy| energy * energy).sum::<f64>().sqrt();
    if norm < SILENCE { [0.0; NOTES] } else { row.map(|energy| energy / norm) }
}
