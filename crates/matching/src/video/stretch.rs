//! The longest stretch that two videos have in common in the order of time.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::pdq::Pdq;
use crate::sound::Place;

/// Milliseconds that may lie between two frames of a stretch: one of three may be unlike.
const GAP: u32 = 3_000;

/// Milliseconds by which frames of a stretch may lie apart in the two videos, from the least to the greatest: their
/// frames were not taken at the same moments.
const SLACK: i64 = 1_000;

/// Pairs of moments that are counted of two frames at most: a picture that stands still is like itself all the time,
/// and each of its pairs says the same.
const COUNTED: usize = 1 << 16;

/// Ways to lay two videos side by side that are tried, those first in which most frames are alike.
const TRIES: usize = 256;

/// Frames of the known video that are compared with one of the query, laid side by side: fifty a second.
const BESIDE: usize = 100;

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

/// A frame and the moment at which it is shown, in milliseconds.
pub(super) type Shown = (u32, Pdq);

/// How many pairs of like frames lie how far apart in the two videos, in steps of [`SLACK`].
#[derive(Debug, Default)]
pub(super) struct Offsets(HashMap<i64, u32>);

impl Offsets {
    /// Counts two like frames, each with the moments at which it is shown.
    pub(super) fn count(&mut self, query: &[u32], known: &[u32]) {
        let step = (query.len() * known.len() / COUNTED).max(1);
        for &query in query.iter().step_by(step) {
            for &known in known {
                let pairs = self.0.entry(Pair { query, known }.apart().div_euclid(SLACK)).or_default();
                *pairs = pairs.saturating_add(step as u32);
            }
        }
    }

    /// The longest stretch of two videos, of which these are the frames in the order of time. The videos are laid side
    /// by side where most pairs were counted, and elsewhere only as long as a longer stretch fits there.
    pub(super) fn longest(&self, query: &[Shown], known: &[Shown], radius: u16) -> Option<Stretch> {
        let pairs = |step: i64| u64::from(self.0.get(&step).copied().unwrap_or(0));
        let mut steps: Vec<(u64, i64, i64)> =
            self.0.keys().map(|&step| (pairs(step) + pairs(step + 1), room(query, known, step), step)).collect();
        steps.sort_unstable_by_key(|&(pairs, room, step)| (Reverse((pairs, room)), step));
        let mut best: Option<Run> = None;
        let mut tries = TRIES;
        for (_, room, step) in steps {
            if tries == 0 || best.is_some_and(|best| room <= i64::from(length(best))) {
                continue;
            }
            tries -= 1;
            if let Some(run) = longest_run(side_by_side(query, known, step, radius)) {
                best = best.filter(|best| length(*best) >= length(run)).or(Some(run));
            }
        }
        let place = |from: u32, to: u32| Place { from: f64::from(from) / 1000.0, to: f64::from(to) / 1000.0 };
        best.map(|(first, last)| Stretch {
            query: place(first.query, last.query),
            known: place(first.known, last.known),
        })
    }
}

/// How many milliseconds two videos have beside each other when they lie so many steps apart, or one more.
fn room(query: &[Shown], known: &[Shown], step: i64) -> i64 {
    let moment = |frame: Option<&Shown>| frame.map_or(0, |(moment, _)| i64::from(*moment));
    let last = moment(query.last()).min(moment(known.last()) + (step + 2) * SLACK);
    last - moment(query.first()).max(moment(known.first()) + step * SLACK)
}

/// The pairs of like frames that lie so many steps apart, or one more; in order.
fn side_by_side<'a>(
    query: &'a [Shown],
    known: &'a [Shown],
    step: i64,
    radius: u16,
) -> impl Iterator<Item = Pair> + use<'a> {
    let mut from = 0;
    query.iter().flat_map(move |&(query, pdq)| {
        let last = i64::from(query) - step * SLACK;
        from += known[from..].iter().take_while(|known| i64::from(known.0) <= last - 2 * SLACK).count();
        let beside = known[from..].iter().take_while(move |known| i64::from(known.0) <= last).take(BESIDE);
        beside.filter(move |known| known.1.distance(pdq) <= radius).map(move |known| Pair { query, known: known.0 })
    })
}

/// The first and the last pair of a run.
type Run = (Pair, Pair);

fn length((first, last): Run) -> u32 {
    last.query - first.query
}

/// The longest run without a gap, of pairs in order that lie about equally far apart.
fn longest_run(pairs: impl Iterator<Item = Pair>) -> Option<Run> {
    let (mut best, mut run): (Option<Run>, Option<Run>) = (None, None);
    for pair in pairs {
        let now = match run {
            Some((first, last)) if pair.query - last.query <= GAP => {
                (first, if pair.known >= last.known { pair } else { last })
            }
            _ => (pair, pair),
        };
        run = Some(now);
        best = best.filter(|best| length(*best) >= length(now)).or(run);
    }
    best
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Of all pairs at all distances, one after the other.
    fn longest_of_all(query: &[Shown], known: &[Shown]) -> Option<u32> {
        let like = |&(at, pdq): &Shown| {
            known.iter().filter(move |known| known.1 == pdq).map(move |known| Pair { query: at, known: known.0 })
        };
        let mut pairs: Vec<Pair> = query.iter().flat_map(like).collect();
        pairs.sort_unstable();
        let step = |pair: &Pair| pair.apart().div_euclid(SLACK);
        let runs = pairs.iter().filter_map(|first| {
            let beside = pairs.iter().copied().filter(|pair| (0..2).contains(&(step(pair) - step(first))));
            longest_run(beside).map(length)
        });
        runs.max()
    }

    fn video(scenes: &[u64], late: u32) -> Vec<Shown> {
        (0..).zip(scenes).map(|(second, scene)| (second * 1000 + late, Pdq([*scene * 0xffff_ffff; 4]))).collect()
    }

    proptest! {
        #[test]
        fn none_is_longer(
            query in prop::collection::vec(0..4_u64, 0..60),
            known in prop::collection::vec(0..4_u64, 0..60),
            late in 0..3_000_u32,
        ) {
            let (query, known) = (video(&query, late), video(&known, 0));
            let mut offsets = Offsets::default();
            for (at, pdq) in &query {
                known.iter().filter(|known| known.1 == *pdq).for_each(|known| offsets.count(&[*at], &[known.0]));
            }
            let found = offsets.longest(&query, &known, 0);
            prop_assert_eq!(
                found.map(|stretch| (stretch.seconds() * 1000.0).round() as u32),
                longest_of_all(&query, &known)
            );
        }
    }
}
