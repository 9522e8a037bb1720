//! The inverted index: from a run of words to the known texts that hold it.

use std::collections::HashMap;
use std::hash::Hash;

use super::buckets::{Buckets, Hit, Slot};
use super::fingerprint::{Fingerprint, SHORTEST, WIDTH, runs};
use super::likeness::{FEW, Likeness, judge, may_suffice};
use super::normal::Normalised;
use super::sought::Sought;

/// Places of runs, of all texts together, that are judged for one page. No page has as many hits, unless it repeats
/// what very many texts have in common; of such a page each run counts at its first places only.
const PLACES: usize = 1 << 22;

/// An index of known texts by their runs of words. It can be changed at any time, nothing is rebuilt, and nothing is
/// sampled. Memory: about 13 bytes for each run of each text, so 1.3 GB for a million texts of a hundred words; besides,
/// 32 bytes for each text that was ever put in, and four megabytes once there is any.
#[derive(Debug, Clone)]
pub struct Postings<K> {
    runs: Buckets,
    /// By slot. A slot is never given to another text, since its runs are cleared away little by little.
    texts: Vec<Option<Known<K>>>,
    slots: HashMap<K, Slot>,
    /// How many texts are of three words, for which the page has to be read once more.
    short: usize,
    /// How many texts have so few runs that not even [`FEW`] of them can be found.
    tiny: usize,
}

/// What is kept of a text besides its runs.
#[derive(Debug, Clone, Copy)]
struct Known<K> {
    key: K,
    /// How many runs it has.
    runs: u32,
    /// All of them added up: a page that holds them all has the same sum.
    sum: u64,
    is_short: bool,
}

impl<K: Copy + Eq + Hash + Ord> Default for Postings<K> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: Copy + Eq + Hash + Ord> Postings<K> {
    /// An empty index.
    #[must_use]
    pub fn new() -> Self {
        Self { runs: Buckets::new(), texts: Vec::new(), slots: HashMap::new(), short: 0, tiny: 0 }
    }

    /// How many texts are in the index.
    #[must_use]
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// True when nothing can be found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// Adds a text, or replaces the one known by this key. An empty fingerprint is kept but never found.
    ///
    /// # Panics
    /// When more than 67 million texts were put in; they do not fit in memory.
    pub fn insert(&mut self, key: K, fingerprint: &Fingerprint) {
        self.remove(key);
        let slot = Slot::of(self.texts.len()).expect("no memory holds so many texts");
        let is_short = fingerprint.width() == SHORTEST;
        let sum = fingerprint.runs().iter().fold(0, |sum: u64, run| sum.wrapping_add(*run));
        self.short += usize::from(is_short);
        self.tiny += usize::from(fingerprint.len() < FEW);
        // A text has fewer words than bytes, and none has four thousand million.
        self.texts.push(Some(Known { key, runs: fingerprint.len() as u32, sum, is_short }));
        self.slots.insert(key, slot);
        let texts = &self.texts;
        for run in fingerprint.runs() {
            self.runs.insert(*run, slot, |slot| texts[slot.index()].is_some());
        }
    }

    /// Takes a text out; says whether it was there.
    pub fn remove(&mut self, key: K) -> bool {
        let Some(slot) = self.slots.remove(&key) else {
            return false;
        };
        let Some(known) = self.texts[slot.index()].take() else {
            return false;
        };
        self.short -= usize::from(known.is_short);
        self.tiny -= usize::from((known.runs as usize) < FEW);
        let texts = &self.texts;
        self.runs.lose(known.runs as usize, |slot| texts[slot.index()].is_some());
        true
    }

    /// The known texts of which `page` holds a copy, an edited copy or an excerpt: most completely contained first,
    /// then by key.
    #[must_use]
    pub fn candidates(&self, page: &Normalised) -> Vec<(K, Likeness)> {
        let mut found = self.candidates_of_width(page, WIDTH);
        if self.short > 0 {
            found.extend(self.candidates_of_width(page, SHORTEST));
        }
        found.sort_by(|(key, a), (other, b)| b.contained.total_cmp(&a.contained).then(key.cmp(other)));
        found
    }

    fn candidates_of_width(&self, page: &Normalised, width: usize) -> Vec<(K, Likeness)> {
        let page_runs = runs(page, width);
        let sought = Sought::of(&page_runs);
        let hits = self.runs.find(sought.runs());
        // Most texts share a common phrase with the page and no more.
        let least = if self.tiny > 0 { 1 } else { FEW };
        let likely: Vec<(Known<K>, &[Hit])> = hits
            .chunk_by(|a, b| a.slot() == b.slot())
            .filter(|group| group.len() >= least)
            .filter_map(|group| Some((self.texts[group.first()?.slot().index()]?, group)))
            .filter(|(known, group)| may_suffice(group.len(), known.runs as usize))
            .collect();
        let most = most_places(&sought, likely.iter().map(|(_, group)| *group));
        let judged = likely.into_iter().filter_map(|(known, group)| {
            let positions = sought.places_of(group, most);
            let likeness = judge(page, width, &page_runs, &positions, known.runs as usize)?;
            (!known.is_contradicted(&page_runs, &positions)).then_some((known.key, likeness))
        });
        judged.collect()
    }
}

/// At how many of its places each run counts, so that all hits together have no more than [`PLACES`].
fn most_places<'a>(sought: &Sought, groups: impl Iterator<Item = &'a [Hit]>) -> usize {
    let (mut hits, mut places) = (0, 0);
    for hit in groups.flatten() {
        hits += 1;
        places += sought.places(hit.at()).len();
    }
    if places <= PLACES { usize::MAX } else { (PLACES / hits).max(1) }
}

impl<K> Known<K> {
    /// Whether a page that seems to hold all runs of the text holds others. The index keeps a part of each hash only,
    /// which says enough where several have to agree, but not of a text that has one or two.
    fn is_contradicted(&self, page_runs: &[u64], positions: &[usize]) -> bool {
        if positions.len() < self.runs as usize {
            return false;
        }
        let mut found: Vec<u64> = positions.iter().map(|at| page_runs[*at]).collect();
        found.sort_unstable();
        found.dedup();
        found.len() == self.runs as usize && found.iter().fold(0, |sum: u64, run| sum.wrapping_add(*run)) != self.sum
    }
}
