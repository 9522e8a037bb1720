//! Picture hashes that no longer change, but for those that are struck out.

use std::hint::black_box;
use std::ops::Range;
use std::sync::Arc;

use super::plan;
use super::scan::scan;
use super::table::{Place, Run, Table};
use crate::pdq::Pdq;

/// Hashes in the order of their keys; a key may hold several.
#[derive(Debug, Clone)]
pub(super) struct Entries<K> {
    pub codes: Vec<Pdq>,
    /// As many.
    pub keys: Vec<K>,
}

/// Entries with what is needed to search them.
#[derive(Debug, Clone)]
pub(super) struct Frozen<K> {
    entries: Arc<Entries<K>>,
    /// One for each half; none for few entries, which are read through.
    tables: Vec<Arc<Table>>,
    /// One bit for each entry that was struck out.
    struck: Vec<u64>,
    live: usize,
}

/// What a lookup found: keys with their distances, in no order, some of them repeatedly.
pub(super) type Found<K> = Vec<(K, u16)>;

impl<K: Copy + Ord> Frozen<K> {
    /// Of entries in order, and of no tables or the tables of all halves.
    pub(super) fn of(entries: Entries<K>, tables: Vec<Table>) -> Self {
        let live = entries.keys.len();
        let struck = vec![0; live.div_ceil(64)];
        Self { entries: Arc::new(entries), tables: tables.into_iter().map(Arc::new).collect(), struck, live }
    }

    /// Gives one of its tables back to memory; false if it has none. To give hundreds of megabytes back at once would
    /// hold everything up.
    pub(super) fn shed(&mut self) -> bool {
        self.tables.pop().is_some()
    }

    /// Entries, struck out or not.
    pub(super) fn len(&self) -> usize {
        self.entries.keys.len()
    }

    /// Entries that are not struck out.
    pub(super) fn live(&self) -> usize {
        self.live
    }

    pub(super) fn is_sorted_into_tables(&self) -> bool {
        !self.tables.is_empty()
    }

    /// The entry at this place, unless it is struck out.
    pub(super) fn get(&self, at: usize) -> Option<(K, Pdq)> {
        (self.struck[at / 64] >> (at % 64) & 1 == 0).then(|| (self.entries.keys[at], self.entries.codes[at]))
    }

    /// All entries that are not struck out, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (K, Pdq)> {
        (0..self.len()).filter_map(|at| self.get(at))
    }

    pub(super) fn holds(&self, key: K, pdq: Pdq) -> bool {
        self.places_of(key).any(|at| self.get(at) == Some((key, pdq)))
    }

    /// Strikes out all hashes of a key.
    pub(super) fn strike(&mut self, key: K) {
        for at in self.places_of(key) {
            let bit = 1 << (at % 64);
            self.live -= usize::from(self.struck[at / 64] & bit == 0);
            self.struck[at / 64] |= bit;
        }
    }

    fn places_of(&self, key: K) -> Range<usize> {
        let keys = &self.entries.keys;
        let start = keys.partition_point(|other| *other < key);
        start..start + keys[start..].partition_point(|other| *other == key)
    }

    /// Adds to each query's findings what lies within the radius.
    pub(super) fn find(&self, queries: &[Pdq], radius: u16, found: &mut [Found<K>]) {
        let codes = &self.entries.codes;
        for ((pdq, candidates), found) in queries.iter().zip(self.candidates(queries, radius)).zip(found) {
            let mut take = |at: usize, distance| found.extend(self.get(at).map(|(key, _)| (key, distance)));
            match candidates {
                Candidates::Slots { slots, .. } => {
                    for slot in slots {
                        let distance = codes[slot as usize].distance(*pdq);
                        if distance <= radius {
                            take(slot as usize, distance);
                        }
                    }
                }
                Candidates::All => scan(codes, *pdq, radius, take),
            }
        }
    }

    /// What may lie within the radius of each query.
    ///
    /// Table by table for many queries, so that what one needs of a table is still near when the next one needs it; a
    /// single query asks all tables at once.
    fn candidates(&self, queries: &[Pdq], radius: u16) -> Vec<Candidates> {
        if self.tables.is_empty() || radius > plan::FARTHEST {
            return vec![Candidates::All; queries.len()];
        }
        let mut candidates = vec![Candidates::Slots { slots: Vec::new(), read: 0 }; queries.len()];
        let (mut runs, mut places) = (Vec::with_capacity(RUNS + 17), Vec::new());
        for look in plan::looks(radius) {
            for (query, pdq) in (0..).zip(queries) {
                self.tables[look.half].runs(query, *pdq, look, &mut runs);
                if runs.len() >= RUNS {
                    self.read(queries, &mut runs, &mut places, &mut candidates);
                }
            }
        }
        self.read(queries, &mut runs, &mut places, &mut candidates);
        candidates
    }

    /// Reads the runs, and empties the list of them.
    ///
    /// What lies all over memory is asked for in loops that do nothing else: the processor then waits for many places
    /// at the same time, and not for one after the other.
    fn read(&self, queries: &[Pdq], runs: &mut Vec<Run>, places: &mut Vec<Place>, candidates: &mut [Candidates]) {
        black_box(runs.iter().fold(0, |read, run| read ^ self.tables[usize::from(run.half)].touch(*run)));
        for run in runs.drain(..) {
            let query = run.query as usize;
            if candidates[query].may_read(run.len(), self.len()) {
                self.tables[usize::from(run.half)].read(queries[query], run, places);
            }
        }
        for place in places.drain(..) {
            let slot = self.tables[usize::from(place.half)].slot(place);
            if let (Candidates::Slots { slots, .. }, Some(slot)) = (&mut candidates[place.query as usize], slot) {
                slots.push(slot);
            }
        }
    }
}

/// Runs read together: those of one query in all tables at the largest radius.
const RUNS: usize = plan::HALVES * 17;

/// Among which entries a query's answers are.
#[derive(Debug, Clone)]
enum Candidates {
    /// These, some of them repeatedly.
    Slots {
        slots: Vec<u32>,
        /// Siblings read to find them.
        read: usize,
    },
    /// Any of them: where the codes are so much alike that their runs hold most of them, it is cheaper to read all
    /// codes; beyond the radius that tables serve, and without tables, there is no other way.
    All,
}

impl Candidates {
    /// Whether so many siblings more may be read; gives up where it takes longer than comparing all codes, each of
    /// which costs about as much as reading eight siblings, or as looking up one candidate.
    fn may_read(&mut self, siblings: usize, codes: usize) -> bool {
        if let Self::Slots { slots, read } = self {
            *read += siblings;
            if *read <= codes.saturating_mul(8) && slots.len() <= codes {
                return true;
            }
            *self = Self::All;
        }
        false
    }
}
