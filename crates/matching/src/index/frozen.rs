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
        let by_tables = self.is_sorted_into_tables() && radius <= plan::FARTHEST;
        let mut search = Search::of(self, queries, radius);
        if by_tables {
            search.go_through_tables(found);
        }
        for ((pdq, effort), found) in queries.iter().zip(search.efforts).zip(found) {
            if !by_tables || effort.given_up {
                scan(&self.entries.codes, *pdq, radius, |at, distance| self.take(at, distance, found));
            }
        }
    }

    /// Adds the entry at this place, unless it is struck out.
    fn take(&self, at: usize, distance: u16, found: &mut Found<K>) {
        found.extend(self.get(at).map(|(key, _)| (key, distance)));
    }
}

/// Runs read together: those of one query in all tables at the largest radius.
const RUNS: usize = plan::HALVES * 17;

/// Candidates compared together at least, where there are so many.
const PLACES: usize = 1 << 14;

/// Lookups of several hashes in the tables of one part.
struct Search<'a, K> {
    part: &'a Frozen<K>,
    queries: &'a [Pdq],
    radius: u16,
    /// One for each query.
    efforts: Vec<Effort>,
    /// What is to be read next.
    runs: Vec<Run>,
    /// What is to be compared next.
    places: Vec<Place>,
}

/// What the lookup of one hash has cost.
///
/// Where codes are so much alike that their runs hold most of them, it is cheaper to read all codes: a lookup that
/// takes more than that gives up.
#[derive(Debug, Clone, Copy, Default)]
struct Effort {
    siblings: usize,
    candidates: usize,
    given_up: bool,
}

impl Effort {
    /// Whether so many siblings more may be read, each of which costs about an eighth of comparing a code in passing.
    fn may_read(&mut self, siblings: usize, codes: usize) -> bool {
        self.siblings += siblings;
        self.given_up |= self.siblings > codes.saturating_mul(8);
        !self.given_up
    }

    /// Whether so many candidates more may be compared, each of which costs about eight times a code in passing, since
    /// they lie all over memory.
    fn may_compare(&mut self, candidates: usize, codes: usize) -> bool {
        self.candidates += candidates;
        self.given_up |= self.candidates > codes / 8;
        !self.given_up
    }
}

impl<'a, K: Copy + Ord> Search<'a, K> {
    fn of(part: &'a Frozen<K>, queries: &'a [Pdq], radius: u16) -> Self {
        let efforts = vec![Effort::default(); queries.len()];
        Self { part, queries, radius, efforts, runs: Vec::new(), places: Vec::new() }
    }

    /// Adds to the findings of each query that does not give up what lies within the radius; to those of the others,
    /// some of it.
    ///
    /// Table by table for many queries, so that what one needs of a table is still near when the next one needs it; a
    /// single query asks all tables at once.
    fn go_through_tables(&mut self, found: &mut [Found<K>]) {
        self.runs.reserve(RUNS + 17);
        for look in plan::looks(self.radius) {
            for (query, pdq) in (0..).zip(self.queries) {
                if !self.efforts[query as usize].given_up {
                    self.part.tables[look.half].runs(query, *pdq, look, &mut self.runs);
                }
                if self.runs.len() >= RUNS {
                    self.read(found);
                }
            }
        }
        self.read(found);
    }

    /// Reads the runs, compares what they hold, and empties the list of them.
    ///
    /// What lies all over memory is asked for in loops that do nothing else: the processor then waits for many places
    /// at the same time, and not for one after the other.
    fn read(&mut self, found: &mut [Found<K>]) {
        let (tables, codes) = (&self.part.tables, self.part.len());
        self.runs.retain(|run| self.efforts[run.query as usize].may_read(run.len(), codes));
        black_box(self.runs.iter().fold(0, |read, run| read ^ tables[usize::from(run.half)].touch(*run)));
        let mut runs = std::mem::take(&mut self.runs);
        for run in runs.drain(..) {
            let (query, before) = (run.query as usize, self.places.len());
            let effort = &mut self.efforts[query];
            if effort.given_up {
                continue;
            }
            // One more than may be compared is enough to give up.
            let most = before + (codes / 8).saturating_sub(effort.candidates) + 1;
            tables[usize::from(run.half)].read(self.queries[query], run, most, &mut self.places);
            if !effort.may_compare(self.places.len() - before, codes) {
                self.places.truncate(before);
            }
            if self.places.len() >= PLACES {
                self.compare(found);
            }
        }
        self.compare(found);
        // Their room is used again.
        self.runs = runs;
    }

    /// Adds those of the places that lie within the radius to the findings, and empties the list of places.
    fn compare(&mut self, found: &mut [Found<K>]) {
        let entries = &self.part.entries;
        for place in self.places.drain(..) {
            let query = place.query as usize;
            let slot = self.part.tables[usize::from(place.half)].slot(place);
            if let Some(at) = slot.map(|slot| slot as usize).filter(|_| !self.efforts[query].given_up) {
                let distance = entries.codes[at].distance(self.queries[query]);
                if distance <= self.radius {
                    self.part.take(at, distance, &mut found[query]);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODES: u64 = 100_000;

    /// Codes that share 64 bits, so that each lies in the runs of all of them.
    fn alike(i: u64) -> Pdq {
        let mixed = |i: u64| i.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ i.wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 31;
        Pdq([7, mixed(i + 1), mixed(i + 1 + CODES), mixed(i + 1 + 2 * CODES)])
    }

    #[test]
    fn a_skewed_bank_costs_each_query_a_bounded_effort() {
        let codes: Vec<Pdq> = (0..CODES).map(alike).collect();
        let tables = Table::all_of(&codes);
        let part = Frozen::of(Entries { codes, keys: (0..CODES).collect() }, tables);
        let queries: Vec<Pdq> = (0..1_024).map(|i| alike(i * 97)).collect();
        let mut found = vec![Vec::new(); queries.len()];
        let mut search = Search::of(&part, &queries, 31);
        search.go_through_tables(&mut found);
        let codes = CODES as usize;
        for effort in &search.efforts {
            assert!(
                effort.given_up && effort.candidates <= codes / 8 + 40 && effort.siblings <= 2 * codes,
                "{effort:?}"
            );
        }
        assert!(search.places.capacity() <= 2 * (codes / 8 + PLACES), "{} places", search.places.capacity());
        assert!(found.iter().map(Vec::capacity).sum::<usize>() <= 16 * queries.len());
        part.find(&queries, 31, &mut found);
        for (i, found) in (0..).zip(&found) {
            assert!(!found.is_empty() && found.iter().all(|hit| *hit == (i * 97, 0)), "{found:?}");
        }
    }
}
