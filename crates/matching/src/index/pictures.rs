//! Picture hashes within a radius: an exact search that changes while it is asked.

use super::frozen::{Entries, Frozen};
use super::merging::Merging;
use super::scan::scan;
use super::table::Table;
use crate::pdq::Pdq;

/// Fewer hashes than this are read through faster than they are looked up.
const SHORT: usize = 8_192;

/// So many new hashes are put in order at a time.
const RUN: usize = 2_048;

/// Lookups made together at most: enough for a table to be used again and again while it is near, and no more memory.
const TOGETHER: usize = 1_024;

/// A part is merged with later ones once they are together at least this share of it.
const SHARE: usize = 2;

/// Picture hashes by key, exact within any radius. A key may hold several, and several keys may hold the same.
///
/// Most hashes lie in parts that are sorted for looking up and never change; new ones lie in a tail that is read
/// through at each lookup, in short runs later. Each insertion or removal also does a small share of merging parts into
/// larger ones, so that none of them takes long and the work for each hash stays a small multiple of a constant, while
/// lookups go on in the old parts. What was inserted or removed is seen by the next lookup.
///
/// Ten million hashes with keys of 16 bytes take 1.5 GB, and for a while as much again when the largest parts merge.
#[derive(Debug, Clone)]
pub struct Pictures<K> {
    /// Those sorted for looking up, then those that wait to be.
    parts: Vec<Frozen<K>>,
    codes: Vec<Pdq>,
    /// For each code of the tail its key.
    keys: Vec<K>,
    merging: Option<Merging<K>>,
    /// Parts that others have taken the place of.
    retired: Vec<Frozen<K>>,
    sizes: Sizes,
}

/// From how many hashes on what is done; small in tests.
#[derive(Debug, Clone, Copy)]
struct Sizes {
    run: usize,
    short: usize,
}

impl<K: Copy + Ord> Pictures<K> {
    /// None yet.
    pub fn new() -> Self {
        Self::with(Sizes { run: RUN, short: SHORT })
    }

    fn with(sizes: Sizes) -> Self {
        Self { parts: Vec::new(), codes: Vec::new(), keys: Vec::new(), merging: None, retired: Vec::new(), sizes }
    }

    /// All of these at once, which is much faster than one by one, and fastest in the order of the keys.
    ///
    /// # Panics
    /// When there are not as many keys as hashes.
    pub fn of(codes: Vec<Pdq>, keys: Vec<K>) -> Self {
        assert_eq!(codes.len(), keys.len(), "each hash has a key");
        let mut pictures = Self::new();
        let entries = in_order(codes, keys);
        if !entries.codes.is_empty() {
            let tables = if entries.codes.len() < SHORT { Vec::new() } else { Table::all_of(&entries.codes) };
            pictures.parts.push(Frozen::of(entries, tables));
        }
        pictures
    }

    /// How many hashes are held.
    pub fn len(&self) -> usize {
        self.parts.iter().map(Frozen::live).sum::<usize>() + self.keys.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Every key with each of its hashes, in no particular order.
    pub fn iter(&self) -> impl Iterator<Item = (K, Pdq)> {
        let tail = self.keys.iter().copied().zip(self.codes.iter().copied());
        self.parts.iter().flat_map(Frozen::iter).chain(tail)
    }

    /// Adds a hash; false if the key holds it already.
    pub fn insert(&mut self, key: K, pdq: Pdq) -> bool {
        let in_tail = || self.keys.iter().zip(&self.codes).any(|(other, code)| *other == key && *code == pdq);
        if in_tail() || self.parts.iter().any(|part| part.holds(key, pdq)) {
            return false;
        }
        self.codes.push(pdq);
        self.keys.push(key);
        if self.keys.len() >= self.sizes.run {
            self.put_tail_in_order();
        }
        self.go_on();
        true
    }

    /// Adds many hashes at once; says how many of them their keys did not hold already. More than there are before take
    /// as long as making all anew.
    pub fn insert_all(&mut self, hashes: Vec<(K, Pdq)>) -> usize {
        let before = self.len();
        if hashes.len() > before {
            let (keys, codes) = self.iter().chain(hashes).unzip();
            *self = Self { sizes: self.sizes, ..Self::of(codes, keys) };
        } else {
            for (key, pdq) in hashes {
                self.insert(key, pdq);
            }
        }
        self.len() - before
    }

    /// Drops all hashes of a key.
    pub fn remove(&mut self, key: K) {
        while let Some(at) = self.keys.iter().position(|other| *other == key) {
            self.keys.swap_remove(at);
            self.codes.swap_remove(at);
        }
        self.parts.iter_mut().for_each(|part| part.strike(key));
        if let Some(merging) = &mut self.merging {
            merging.remove(key);
        }
        self.go_on();
    }

    /// The keys that hold a hash at most `radius` from this one, each with its least distance, the nearest first.
    pub fn find(&self, pdq: Pdq, radius: u16) -> Vec<(K, u16)> {
        self.find_each(&[pdq], radius).pop().unwrap_or_default()
    }

    /// What [`Pictures::find`] gives for each of these hashes; faster than one after the other.
    pub fn find_each(&self, queries: &[Pdq], radius: u16) -> Vec<Vec<(K, u16)>> {
        queries.chunks(TOGETHER).flat_map(|queries| self.find_together(queries, radius)).collect()
    }

    fn find_together(&self, queries: &[Pdq], radius: u16) -> Vec<Vec<(K, u16)>> {
        let mut found = vec![Vec::new(); queries.len()];
        for part in &self.parts {
            part.find(queries, radius, &mut found);
        }
        for (pdq, found) in queries.iter().zip(&mut found) {
            scan(&self.codes, *pdq, radius, |at, distance| found.push((self.keys[at], distance)));
            found.sort_unstable();
            found.dedup_by_key(|(key, _)| *key);
            found.sort_by_key(|&(_, distance)| distance);
        }
        found
    }

    /// Does at once all the merging that insertions and removals left to be done, so that lookups are fastest.
    pub fn settle(&mut self) {
        self.finish();
        if !self.keys.is_empty() {
            self.put_tail_in_order();
        }
        let struck = self.parts.iter().any(|part| part.live() < part.len());
        if self.parts.len() > 1 || struck {
            if self.len() < self.sizes.short {
                self.put_few_together();
            } else {
                self.merging = Some(Merging::of(&self.parts, 0..self.parts.len(), 1));
                self.finish();
            }
        }
        self.retired.clear();
    }

    fn put_tail_in_order(&mut self) {
        let entries = in_order(std::mem::take(&mut self.codes), std::mem::take(&mut self.keys));
        self.parts.push(Frozen::of(entries, Vec::new()));
    }

    /// Makes one part of so few hashes that they are read through.
    fn put_few_together(&mut self) {
        let (keys, codes) = self.iter().unzip();
        let all = Some(Frozen::of(in_order(codes, keys), Vec::new()));
        self.parts = all.filter(|part| part.live() > 0).into_iter().collect();
    }

    /// One change's share of merging, and of clearing away what was merged.
    fn go_on(&mut self) {
        if self.retired.last_mut().is_some_and(|part| !part.shed()) {
            self.retired.pop();
        }
        if self.merging.is_none() {
            self.merging = self.due().map(|parts| Merging::of(&self.parts, parts, 2 * self.sizes.run));
        }
        if self.merging.as_mut().is_some_and(|merging| merging.go_on(&self.parts)) {
            self.put_together();
        }
    }

    fn finish(&mut self) {
        if let Some(merging) = &mut self.merging {
            merging.finish(&self.parts);
            self.put_together();
        }
    }

    /// Puts what a merge has made in the place of what it was made of.
    fn put_together(&mut self) {
        if let Some(merging) = self.merging.take() {
            let places = merging.parts();
            let merged = Some(merging.done()).filter(|part| part.live() > 0);
            self.retired.extend(self.parts.splice(places, merged));
        }
    }

    /// The parts to be merged next: those that wait once they are many, with the sorted ones before them that are not
    /// much larger, or else one of which most is struck out.
    fn due(&self) -> Option<std::ops::Range<usize>> {
        let sorted = self.parts.iter().take_while(|part| part.is_sorted_into_tables()).count();
        let mut total: usize = self.parts[sorted..].iter().map(Frozen::len).sum();
        if total >= self.sizes.short {
            let mut start = sorted;
            while start > 0 && self.parts[start - 1].live() <= SHARE * total {
                start -= 1;
                total += self.parts[start].live();
            }
            return Some(start..self.parts.len());
        }
        let hollow = |part: &Frozen<K>| part.is_sorted_into_tables() && part.live() < part.len() / 2;
        self.parts.iter().position(hollow).map(|at| at..at + 1)
    }
}

impl<K: Copy + Ord> Default for Pictures<K> {
    fn default() -> Self {
        Self::new()
    }
}

/// Sorts by key unless that is done already, and leaves out what is there twice.
fn in_order<K: Copy + Ord>(codes: Vec<Pdq>, keys: Vec<K>) -> Entries<K> {
    let entry = |at: usize| (keys[at], codes[at]);
    if (1..keys.len()).all(|at| entry(at - 1) < entry(at)) {
        return Entries { codes, keys };
    }
    let mut entries: Vec<(K, Pdq)> = keys.into_iter().zip(codes).collect();
    entries.sort_unstable();
    entries.dedup();
    let (keys, codes) = entries.into_iter().unzip();
    Entries { codes, keys }
}

#[cfg(test)]
mod tests;
