//! Known videos by their frames.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;

use super::Fingerprint;
use super::stretch::{Likeness, Pair, longest};
use crate::index::Pictures;
use crate::pdq::Pdq;

/// Pairs of like frames of two videos that are put in order of time at most: more come from pictures that stand still,
/// which say nothing about order.
const PAIRS: usize = 2_000_000;

/// Known videos by key.
#[derive(Debug, Clone)]
pub struct Videos<K> {
    /// The different frames of all videos: the place in `known`, and which of its frames.
    frames: Pictures<(u32, u32)>,
    /// Nothing once it was removed.
    known: Vec<Option<Known<K>>>,
}

#[derive(Debug, Clone)]
struct Known<K> {
    key: K,
    frames: Frames,
}

/// Different frames, each with the moments at which it is shown.
type Frames = Vec<(Pdq, Vec<u32>)>;

fn different(fingerprint: &Fingerprint) -> Frames {
    let mut shown: HashMap<Pdq, Vec<u32>> = HashMap::new();
    for (pdq, at) in fingerprint.usable() {
        shown.entry(pdq).or_default().push(at);
    }
    let mut frames: Frames = shown.into_iter().collect();
    frames.sort_unstable_by(|a, b| a.1.cmp(&b.1));
    frames
}

impl<K: Copy + Eq + Hash + Ord> Videos<K> {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self { frames: Pictures::new(), known: Vec::new() }
    }

    /// How many videos are held.
    #[must_use]
    pub fn len(&self) -> usize {
        self.known.iter().flatten().count()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds a video; a key may hold several. False if no frame has enough structure to be compared, or when the key
    /// holds the same frames already.
    pub fn insert(&mut self, key: K, fingerprint: &Fingerprint) -> bool {
        let frames = different(fingerprint);
        let held = self.known.iter().flatten().any(|known| known.key == key && known.frames == frames);
        let Ok(place) = u32::try_from(self.known.len()) else { return false };
        if held || frames.is_empty() {
            return false;
        }
        for ((pdq, _), number) in frames.iter().zip(0..) {
            self.frames.insert((place, number), *pdq);
        }
        self.known.push(Some(Known { key, frames }));
        true
    }

    /// Drops all videos of a key.
    pub fn remove(&mut self, key: K) {
        for (known, place) in self.known.iter_mut().zip(0..) {
            if let Some(gone) = known.take_if(|known| known.key == key) {
                (0..gone.frames.len() as u32).for_each(|number| self.frames.remove((place, number)));
            }
        }
    }

    /// The known videos that have a frame within `radius` bits of one of these; those with the longest common stretch
    /// first.
    #[must_use]
    pub fn find(&self, query: &Fingerprint, radius: u16) -> Vec<(K, Likeness)> {
        let frames = different(query);
        let codes: Vec<Pdq> = frames.iter().map(|(pdq, _)| *pdq).collect();
        let mut alike: BTreeMap<u32, Vec<Alike>> = BTreeMap::new();
        for (query, found) in self.frames.find_each(&codes, radius).into_iter().enumerate() {
            for ((place, known), distance) in found {
                alike.entry(place).or_default().push(Alike { query, known: known as usize, distance });
            }
        }
        let mut found: Vec<(K, Likeness)> = Vec::new();
        for (place, alike) in alike {
            if let Some(known) = &self.known[place as usize] {
                found.push((known.key, likeness(&frames, &known.frames, &alike)));
            }
        }
        found.sort_by(|(_, a), (_, b)| b.stretch.seconds().total_cmp(&a.stretch.seconds()));
        found
    }
}

/// Two different frames that are alike.
struct Alike {
    query: usize,
    known: usize,
    distance: u16,
}

fn likeness(query: &Frames, known: &Frames, alike: &[Alike]) -> Likeness {
    let share = |mut matched: Vec<usize>, of: usize| {
        matched.sort_unstable();
        matched.dedup();
        matched.len() as f32 / of as f32
    };
    let moments = |alike: &Alike| {
        let known = &known[alike.known].1;
        query[alike.query].1.iter().flat_map(|&query| known.iter().map(move |&known| Pair { query, known }))
    };
    Likeness {
        of_query: share(alike.iter().map(|alike| alike.query).collect(), query.len()),
        of_known: share(alike.iter().map(|alike| alike.known).collect(), known.len()),
        nearest: alike.iter().map(|alike| alike.distance).min().unwrap_or(u16::MAX),
        stretch: longest(alike.iter().flat_map(moments).take(PAIRS).collect()),
    }
}

impl<K: Copy + Eq + Hash + Ord> Default for Videos<K> {
    fn default() -> Self {
        Self::new()
    }
}
