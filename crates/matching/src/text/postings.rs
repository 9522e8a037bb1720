//! The inverted index: from a run of words to the known texts that hold it.

use std::collections::HashMap;
use std::hash::Hash;

use super::fingerprint::{Fingerprint, SHORTEST, WIDTH, runs};
use super::likeness::{Likeness, judge};
use super::normal::Normalised;

/// End of a chain.
const NONE: u32 = u32::MAX;

/// An index of known texts by their runs of words. It can be changed at any time; every answer is exact, nothing is
/// sampled. Memory: about 45 bytes for each run of each text.
#[derive(Debug, Clone)]
pub struct Postings<K> {
    /// From a run to the first link of the chain of texts that hold it.
    heads: HashMap<u64, u32>,
    links: Vec<Link>,
    /// First of the unused links, chained like the others.
    unused: u32,
    texts: Vec<Option<(K, Fingerprint)>>,
    vacant: Vec<u32>,
    slots: HashMap<K, u32>,
    /// How many texts are of three words, for which the page has to be read once more.
    short: usize,
}

#[derive(Debug, Clone, Copy)]
struct Link {
    slot: u32,
    next: u32,
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
        Self {
            heads: HashMap::new(),
            links: Vec::new(),
            unused: NONE,
            texts: Vec::new(),
            vacant: Vec::new(),
            slots: HashMap::new(),
            short: 0,
        }
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
    pub fn insert(&mut self, key: K, fingerprint: &Fingerprint) {
        self.remove(key);
        let slot = self.vacant.pop().unwrap_or_else(|| {
            self.texts.push(None);
            // Four thousand million texts do not fit in memory, so the count never reaches the limit.
            (self.texts.len() - 1) as u32
        });
        for run in fingerprint.runs() {
            let head = self.heads.entry(*run).or_insert(NONE);
            let link = Link { slot, next: *head };
            *head = match self.links.get_mut(self.unused as usize) {
                Some(free) => {
                    let at = self.unused;
                    self.unused = free.next;
                    *free = link;
                    at
                }
                None => {
                    self.links.push(link);
                    (self.links.len() - 1) as u32
                }
            };
        }
        self.short += usize::from(fingerprint.width() == SHORTEST);
        self.texts[slot as usize] = Some((key, fingerprint.clone()));
        self.slots.insert(key, slot);
    }

    /// Takes a text out; says whether it was there.
    pub fn remove(&mut self, key: K) -> bool {
        let Some(slot) = self.slots.remove(&key) else {
            return false;
        };
        self.vacant.push(slot);
        let Some((_, fingerprint)) = self.texts[slot as usize].take() else {
            return false;
        };
        for run in fingerprint.runs() {
            self.unlink(*run, slot);
        }
        self.short -= usize::from(fingerprint.width() == SHORTEST);
        true
    }

    fn unlink(&mut self, run: u64, slot: u32) {
        let Some(&head) = self.heads.get(&run) else {
            return;
        };
        let (mut before, mut at) = (NONE, head);
        while at != NONE && self.links[at as usize].slot != slot {
            (before, at) = (at, self.links[at as usize].next);
        }
        if at == NONE {
            return;
        }
        let next = self.links[at as usize].next;
        match (before, next) {
            (NONE, NONE) => drop(self.heads.remove(&run)),
            (NONE, next) => drop(self.heads.insert(run, next)),
            (before, next) => self.links[before as usize].next = next,
        }
        self.links[at as usize].next = self.unused;
        self.unused = at;
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
        let mut hits: Vec<(u32, usize)> = Vec::new();
        for (at, run) in page_runs.iter().enumerate() {
            let mut link = self.heads.get(run).copied().unwrap_or(NONE);
            while let Some(Link { slot, next }) = self.links.get(link as usize) {
                hits.push((*slot, at));
                link = *next;
            }
        }
        hits.sort_unstable();
        hits.chunk_by(|a, b| a.0 == b.0)
            .filter_map(|group| {
                let (key, known) = self.texts.get(group.first()?.0 as usize)?.as_ref()?;
                let positions: Vec<usize> = group.iter().map(|hit| hit.1).collect();
                Some((*key, judge(page, width, &page_runs, &positions, known.len())?))
            })
            .collect()
    }
}
