//! The longest stretch that two videos have in common in the order of time.

use crate::sound::Place;

/// Milliseconds that may lie between two frames of a stretch: one of three may be unlike.
const GAP: u32 = 3_000;

/// Milliseconds by which frames of a stretch may lie apart in the two videos, from the least to the greatest: their
/// frames were not taken at the same moments.
const SLACK: i64 = 1_000;

/// What a video has in common with a known one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Likeness {
    /// The share of the different frames looked up that the known video has too, 0 to 1.
    pub of_query: f32,
    /// The share of the known video's different frames that were found, 0 to 1.
    pub of_known: f32,
    /// The least distance of two frames, in bits.
    pub nearest: u16,
    /// The longest stretch that both show in the same order; of one frame at least.
    pub stretch: Stretch,
}

/// A stretch that two videos have in common, in seconds of each. A frame counts for the moment at which it is shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stretch {
    /// In what was looked up.
    pub query: Place,
    /// In the known video.
    pub known: Place,
}

impl Stretch {
    /// How long it lasts, in seconds of what was looked up.
    #[must_use]
    pub fn seconds(&self) -> f64 {
        self.query.to - self.query.from
    }
}

/// Two frames that are alike: their times in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Pair {
    pub(super) query: u32,
    pub(super) known: u32,
}

impl Pair {
    fn apart(self) -> i64 {
        i64::from(self.query) - i64::from(self.known)
    }
}

/// The longest stretch among pairs, of which there must be one.
pub(super) fn longest(mut pairs: Vec<Pair>) -> Stretch {
    pairs.sort_unstable_by_key(|pair| (pair.apart().div_euclid(SLACK), *pair));
    let lines: Vec<&[Pair]> =
        pairs.chunk_by(|a, b| a.apart().div_euclid(SLACK) == b.apart().div_euclid(SLACK)).collect();
    let mut best = (pairs[0], pairs[0]);
    for (at, line) in lines.iter().enumerate() {
        let next =
            lines.get(at + 1).filter(|next| next[0].apart().div_euclid(SLACK) == line[0].apart().div_euclid(SLACK) + 1);
        let mut both = [*line, next.copied().unwrap_or_default()].concat();
        both.sort_unstable();
        let run = longest_run(&both);
        if run.1.query - run.0.query > best.1.query - best.0.query {
            best = run;
        }
    }
    let place = |from: u32, to: u32| Place { from: f64::from(from) / 1000.0, to: f64::from(to) / 1000.0 };
    Stretch { query: place(best.0.query, best.1.query), known: place(best.0.known, best.1.known) }
}

/// The first and the last pair of the longest run without a gap, of pairs that lie about equally far apart.
fn longest_run(pairs: &[Pair]) -> (Pair, Pair) {
    let (mut best, mut run) = ((pairs[0], pairs[0]), (pairs[0], pairs[0]));
    for pair in &pairs[1..] {
        if pair.query - run.1.query > GAP {
            run = (*pair, *pair);
        } else if pair.known >= run.1.known {
            run.1 = *pair;
        }
        if run.1.query - run.0.query > best.1.query - best.0.query {
            best = run;
        }
    }
    best
}
