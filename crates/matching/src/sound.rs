//! Sound: fingerprints of everything that is heard, with the time of each, and finding known pieces in them.
//!
//! A sub-fingerprint of 32 bits is made every eighth of a second from the [`SPAN`] that begins there: how the energy
//! moves between the twelve notes of the scale, which survives coding, noise and a change of loudness. It is that of
//! Chromaprint's second algorithm, but silence is kept, so that places in a recording are never lost.
//!
//! Known pieces are found wherever they begin and end in what is heard ([`Sounds`]), and in a stream as it comes
//! ([`Listener`]).
//!
//! # Source
//! Chromaprint (L. Lalinský), algorithm 2, as `fpcalc -raw` of version 1.5.1 gives it; `docs/sources/chromaprint.md`.

mod chroma;
mod classify;
mod ear;
mod fingerprint;
mod index;
mod listener;
mod stretch;
mod wav;

pub use fingerprint::{BadFingerprint, Fingerprint};
pub use index::{Sounds, find};
pub use listener::{Find, Listener, Place};
pub use wav::{Beginning, Wav, read_wav, write_wav};

/// Samples a second of all sound that is given to this module; one channel, 16 bits.
pub const SAMPLE_RATE: u32 = 11_025;

/// Samples of which one spectrum is made.
const FRAME: usize = 4096;

/// Samples from one sub-fingerprint to the next.
const HOP: usize = FRAME / 3;

/// Spectra that are averaged.
const SMOOTHED: usize = 5;

/// Averages of which one sub-fingerprint is made.
const ROWS: usize = 16;

/// Seconds from one sub-fingerprint to the next.
pub const STEP: f64 = HOP as f64 / SAMPLE_RATE as f64;

/// Seconds of sound that go into one sub-fingerprint; nothing shorter has a fingerprint.
pub const SPAN: f64 = (FRAME + HOP * (SMOOTHED + ROWS - 2)) as f64 / SAMPLE_RATE as f64;
