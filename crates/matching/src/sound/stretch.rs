//! How well a known piece agrees with what was heard, once it is known where it would begin.

use super::classify::Heard;

/// Differing bits of 32 below which sub-fingerprints speak for a find, and above which against it. Copies with noise
/// differ in one to three on the average, unrelated sound of a like kind in ten and more.
const FAIR: i32 = 5;

/// Bits by which a sub-fingerprint of a piece must differ from the one before it to say anything new: a held tone or a
/// pause agrees with every other.
const NEWS: u32 = 2;

/// The least evidence of a find: bits by which all sub-fingerprints of the run together differ less than [`FAIR`]. On
/// generated sound no unrelated pair reached 40 in hours, and pieces of seven seconds mostly 90 and more.
const ENOUGH: i32 = 40;

/// A run of sub-fingerprints of a piece that agrees with what was heard.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stretch {
    /// The first sub-fingerprint of the piece that agrees.
    pub(super) from: usize,
    /// Behind the last.
    pub(super) to: usize,
    /// Differing bits in all of them.
    pub(super) errors: u32,
    /// How much speaks for the find.
    pub(super) evidence: i32,
}

/// The strongest run of agreement when the piece's first sub-fingerprint lies at `shift` in what was heard, whatever
/// its strength.
pub(super) fn strongest(piece: &[u32], heard: &[Heard], shift: i64) -> Option<Stretch> {
    let from = (-shift).max(0);
    let to = (heard.len() as i64 - shift).min(piece.len() as i64);
    if from >= to {
        return None;
    }
    let (from, to) = (from as usize, to as usize);
    let differing = |at: usize| (piece[at] ^ heard[(at as i64 + shift) as usize].bits).count_ones();
    let mut best = Stretch { from, to: from, errors: 0, evidence: 0 };
    let mut run = best;
    for at in from..to {
        let errors = differing(at);
        let says_something = at == 0 || (piece[at] ^ piece[at - 1]).count_ones() >= NEWS;
        let gain = FAIR - errors as i32;
        run.evidence += if says_something { gain } else { gain.min(0) };
        run.errors += errors;
        run.to = at + 1;
        if run.evidence > best.evidence {
            best = run;
        }
        if run.evidence < 0 {
            run = Stretch { from: at + 1, to: at + 1, errors: 0, evidence: 0 };
        }
    }
    (best.evidence > 0).then_some(best)
}

impl Stretch {
    /// Whether this is a find.
    pub(super) fn is_enough(&self) -> bool {
        self.evidence >= ENOUGH
    }
}
