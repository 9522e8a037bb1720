//! Known videos by their frames.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::Hash;

use super::Fingerprint;
use super::stretch::{Likeness, Offsets, Shown};
use crate::index::Pictures;
use crate::pdq::Pdq;

/// Frames that are looked up together. All like ones of so many are held at a time; those of a camera that never moves
/// are like every other.
const TOGETHER: usize = 256;

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
        let mut met: BTreeMap<u32, Met> = BTreeMap::new();
        for frames in frames.chunks(TOGETHER) {
            let codes: Vec<Pdq> = frames.iter().map(|(pdq, _)| *pdq).collect();
            for ((_, moments), found) in frames.iter().zip(self.frames.find_each(&codes, radius)) {
                self.meet(moments, &found, &mut met);
            }
        }
        let shown = in_order(&frames);
        let found = met.into_iter().filter_map(|(place, met)| {
            let known = self.known[place as usize].as_ref()?;
            let share = |part: usize, whole: &Frames| part as f32 / whole.len() as f32;
            let likeness = Likeness {
                of_query: share(met.query, &frames),
                of_known: share(met.known.iter().filter(|met| **met).count(), &known.frames),
                nearest: met.nearest,
                stretch: met.offsets.longest(&shown, &in_order(&known.frames), radius)?,
            };
            Some((known.key, likeness))
        });
        let mut found: Vec<(K, Likeness)> = found.collect();
        found.sort_by(|(_, a), (_, b)| b.stretch.seconds().total_cmp(&a.stretch.seconds()));
        found
    }

    /// Notes the known frames that are like one of the query's, which is shown at these moments.
    fn meet(&self, moments: &[u32], found: &[((u32, u32), u16)], met: &mut BTreeMap<u32, Met>) {
        let mut places = BTreeSet::new();
        for &((place, number), distance) in found {
            let Some(known) = &self.known[place as usize] else { continue };
            let met = met.entry(place).or_insert_with(|| Met::none_of(known.frames.len()));
            met.query += usize::from(places.insert(place));
            met.known[number as usize] = true;
            met.nearest = met.nearest.min(distance);
            met.offsets.count(moments, &known.frames[number as usize].1);
        }
    }
}

/// What was met of a known video so far.
struct Met {
    /// How many different frames of the query are like one of it.
    query: usize,
    /// Which of its frames are like one of the query.
    known: Vec<bool>,
    nearest: u16,
    offsets: Offsets,
}

impl Met {
    fn none_of(frames: usize) -> Self {
        Self { query: 0, known: vec![false; frames], nearest: u16::MAX, offsets: Offsets::default() }
    }
}

/// Every frame at each of its moments, in the order of time.
fn in_order(frames: &Frames) -> Vec<Shown> {
    let mut shown: Vec<Shown> =
        frames.iter().flat_map(|(pdq, moments)| moments.iter().map(|moment| (*moment, *pdq))).collect();
    shown.sort_by_key(|(moment, _)| *moment);
    shown
}

impl<K: Copy + Eq + Hash + Ord> Default for Videos<K> {
    fn default() -> Self {
        Self::new()
    }
}
