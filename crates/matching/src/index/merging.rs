//! Putting several parts of the index together in small steps.

use std::ops::Range;

use super::frozen::{Entries, Frozen};
use super::plan::BLOCKS;
use super::table::{Filling, STEPS, Table};

/// A merge under way. The parts go on to be searched until it is done.
#[derive(Debug, Clone)]
pub(super) struct Merging<K> {
    /// Which parts, by their place in the index.
    parts: Range<usize>,
    /// How far each of them was read.
    read: Vec<usize>,
    entries: Entries<K>,
    tables: Vec<Table>,
    filling: Option<Filling>,
    /// Keys removed since it began; some of their hashes may have been taken over by then.
    removed: Vec<K>,
    /// Steps taken for each change, so that it ends in time.
    pace: usize,
}

impl<K: Copy + Ord> Merging<K> {
    /// Begins; `changes` is the number of changes after which it should be done.
    pub(super) fn of(all: &[Frozen<K>], parts: Range<usize>, changes: usize) -> Self {
        let total: usize = all[parts.clone()].iter().map(Frozen::live).sum();
        let entries = Entries { codes: Vec::with_capacity(total), keys: Vec::with_capacity(total) };
        let steps = total * (1 + STEPS * BLOCKS);
        Self {
            read: vec![0; parts.len()],
            parts,
            entries,
            tables: Vec::new(),
            filling: None,
            removed: Vec::new(),
            pace: steps / changes + 1,
        }
    }

    /// The parts, by their place in the index.
    pub(super) fn parts(&self) -> Range<usize> {
        self.parts.clone()
    }

    /// Notes that a key was removed from the index.
    pub(super) fn remove(&mut self, key: K) {
        self.removed.push(key);
    }

    /// One change's share of the work. True when all is done.
    pub(super) fn go_on(&mut self, all: &[Frozen<K>]) -> bool {
        self.work(all, self.pace)
    }

    /// All the work that is left.
    pub(super) fn finish(&mut self, all: &[Frozen<K>]) {
        while !self.work(all, usize::MAX) {}
    }

    fn work(&mut self, all: &[Frozen<K>], mut budget: usize) -> bool {
        let parts = &all[self.parts.clone()];
        while budget > 0 {
            if self.filling.is_none() && self.tables.is_empty() {
                budget = self.take_over(parts, budget);
                if budget == 0 {
                    return false;
                }
            }
            let (codes, block) = (&self.entries.codes, self.tables.len() / 2);
            let filling = self.filling.get_or_insert_with(|| Filling::new(block, codes.len()));
            budget = filling.go_on(codes, budget);
            if budget > 0 {
                self.tables.extend(self.filling.take().into_iter().flat_map(Filling::done));
                if self.tables.len() == 2 * BLOCKS {
                    return true;
                }
            }
        }
        false
    }

    /// Takes entries over, the least key first. Returns what is left of the budget; unless that is none, all were.
    fn take_over(&mut self, parts: &[Frozen<K>], mut budget: usize) -> usize {
        while budget > 0 {
            budget -= 1;
            let next = parts.iter().zip(&mut self.read).filter_map(|(part, at)| {
                while *at < part.len() && part.get(*at).is_none() {
                    *at += 1;
                }
                (*at < part.len()).then(|| (part.get(*at), at))
            });
            let Some((Some((key, code)), at)) = next.min_by_key(|(entry, _)| *entry) else {
                return budget + 1;
            };
            *at += 1;
            self.entries.keys.push(key);
            self.entries.codes.push(code);
        }
        0
    }

    /// What the parts have become.
    pub(super) fn done(self) -> Frozen<K> {
        let mut merged = Frozen::of(self.entries, self.tables);
        self.removed.into_iter().for_each(|key| merged.strike(key));
        merged
    }
}
