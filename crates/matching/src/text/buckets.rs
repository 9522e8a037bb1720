//! Which texts hold a run, for a hundred million runs: a lookup waits for one line of the processor's memory.
//!
//! Each bucket is such a line: ten entries of six bytes. What does not fit lies elsewhere, in a list for the bucket; few
//! buckets need one. The buckets grow by linear hashing: when there are too many entries, the next bucket in turn is
//! divided in two. No change takes longer than another, and there is never a rebuild.
//!
//! # Source
//! W. Litwin, Linear hashing: a new tool for file and table addressing, VLDB 1980.

/// Entries in a bucket, on average: seldom more than fit into the line.
const FILL: usize = 5;
/// Bytes of a line, and of an entry.
const LINE: usize = 64;
const ENTRY: usize = 6;
/// Entries that fit; behind them stands the number of the list of those that do not.
const FIT: usize = 10;
/// Runs that are looked up together.
const TOGETHER: usize = 64;
/// Bits of an entry that name the text.
const SLOT_BITS: u32 = 26;
const SLOT_MASK: u64 = (1 << SLOT_BITS) - 1;
/// Bits of a run that its bucket tells, so that its entry need not.
const FIRST_BITS: u32 = 16;
/// Buckets in the beginning; also the lines that are asked for at a time.
const FIRST: usize = 1 << FIRST_BITS;
/// No entry: of a slot that is never given.
const NONE: u64 = (1 << (8 * ENTRY)) - 1;

/// The place of a text in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Slot(u32);

impl Slot {
    /// `None` when the table is full.
    pub(super) fn of(index: usize) -> Option<Self> {
        ((index as u64) < SLOT_MASK).then_some(Self(index as u32))
    }

    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
}

/// That a text holds the run at a place: in one number, so that they sort fast.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Hit(u64);

impl Hit {
    fn of(slot: Slot, at: u32) -> Self {
        Self(u64::from(slot.0) << 32 | u64::from(at))
    }

    pub(super) fn slot(self) -> Slot {
        Slot((self.0 >> 32) as u32)
    }

    pub(super) fn at(self) -> usize {
        self.0 as u32 as usize
    }
}

/// Entries one after the other, then [`NONE`]; then the number of the bucket's list, counted from one, or zero.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
struct Line([u8; LINE]);

impl Line {
    const EMPTY: Self = {
        let mut bytes = [0; LINE];
        let mut at = 0;
        while at < FIT * ENTRY {
            bytes[at] = 0xff;
            at += 1;
        }
        Self(bytes)
    };

    fn entry(&self, at: usize) -> u64 {
        // Two bytes more than the entry has; the last has the list's number behind it.
        self.0[at * ENTRY..].first_chunk().map_or(NONE, |bytes| u64::from_le_bytes(*bytes) & NONE)
    }

    fn entries(&self) -> impl Iterator<Item = u64> {
        (0..FIT).map(|at| self.entry(at)).take_while(|entry| *entry != NONE)
    }

    fn set(&mut self, at: usize, entry: u64) {
        self.0[at * ENTRY..(at + 1) * ENTRY].copy_from_slice(&entry.to_le_bytes()[..ENTRY]);
    }

    fn list(&self) -> u32 {
        self.0.last_chunk().map_or(0, |bytes| u32::from_le_bytes(*bytes))
    }

    fn set_list(&mut self, number: u32) {
        self.0[LINE - 4..].copy_from_slice(&number.to_le_bytes());
    }
}

/// Runs, each with the texts that hold it. Of a run 38 bits are kept.
#[derive(Debug, Clone)]
pub(super) struct Buckets {
    /// The lines, so many together that none has to move when there are more. None at all until the first run comes.
    lines: Vec<Vec<Line>>,
    /// What does not fit into the lines.
    lists: Vec<Vec<u64>>,
    /// The numbers of lists that no bucket uses.
    unused: Vec<u32>,
    entries: usize,
    /// How many entries belong to texts that are gone, and the bucket from which they are cleared away next.
    lost: usize,
    hand: usize,
}

/// The part of a run that is kept. Its lowest bits choose the bucket.
fn kept(run: u64) -> u64 {
    run >> SLOT_BITS
}

/// An entry is what the first bits do not tell of a run, then the slot.
fn entry(kept: u64, slot: u64) -> u64 {
    kept >> FIRST_BITS << SLOT_BITS | slot
}

fn slot(entry: u64) -> Slot {
    Slot((entry & SLOT_MASK) as u32)
}

impl Buckets {
    pub(super) fn new() -> Self {
        Self { lines: Vec::new(), lists: Vec::new(), unused: Vec::new(), entries: 0, lost: 0, hand: 0 }
    }

    /// How many buckets there are.
    fn len(&self) -> usize {
        self.lines.last().map_or(0, |last| (self.lines.len() - 1) * FIRST + last.len())
    }

    /// Among `buckets` of them. The first of those that are divided in this round already take one bit more.
    fn bucket(kept: u64, buckets: usize) -> usize {
        let whole = buckets.next_power_of_two() as u64;
        let at = kept & (whole - 1);
        (if at < buckets as u64 { at } else { kept & (whole / 2 - 1) }) as usize
    }

    /// Adds a run of a text; `lives` says of which texts entries are still wanted.
    pub(super) fn insert(&mut self, run: u64, slot: Slot, lives: impl Fn(Slot) -> bool) {
        if self.lines.is_empty() {
            self.lines.push(vec![Line::EMPTY; FIRST]);
        }
        self.put(Self::bucket(kept(run), self.len()), entry(kept(run), u64::from(slot.0)));
        self.entries += 1;
        if self.entries > self.len() * FILL {
            self.divide();
        }
        self.clear(1, lives);
    }

    fn put(&mut self, bucket: usize, entry: u64) {
        let line = &mut self.lines[bucket / FIRST][bucket % FIRST];
        let there = line.entries().count();
        if there < FIT {
            line.set(there, entry);
            return;
        }
        if line.list() == 0 {
            line.set_list(self.unused.pop().unwrap_or_else(|| {
                self.lists.push(Vec::new());
                self.lists.len() as u32
            }));
        }
        push(&mut self.lists[line.list() as usize - 1], entry);
    }

    /// Empties a bucket.
    fn take(&mut self, bucket: usize) -> Vec<u64> {
        let line = std::mem::replace(&mut self.lines[bucket / FIRST][bucket % FIRST], Line::EMPTY);
        let mut all: Vec<u64> = line.entries().collect();
        if let Some(list) = line.list().checked_sub(1) {
            all.append(&mut std::mem::take(&mut self.lists[list as usize]));
            self.unused.push(line.list());
        }
        all
    }

    /// Notes that so many entries are no longer wanted, and clears some of the unwanted away.
    pub(super) fn lose(&mut self, entries: usize, lives: impl Fn(Slot) -> bool) {
        self.lost += entries;
        self.clear(entries, lives);
    }

    fn clear(&mut self, buckets: usize, lives: impl Fn(Slot) -> bool) {
        for _ in 0..buckets {
            if self.lost == 0 {
                return;
            }
            self.hand = (self.hand + 1) % self.len();
            let all = self.take(self.hand);
            let before = all.len();
            let living = all.into_iter().filter(|entry| lives(slot(*entry)));
            let left = living.map(|entry| self.put(self.hand, entry)).count();
            self.entries -= before - left;
            self.lost -= before - left;
        }
    }

    /// Divides the next bucket in turn.
    fn divide(&mut self) {
        let new = self.len();
        let old = Self::bucket(new as u64, new);
        match self.lines.last_mut() {
            Some(last) if last.len() < FIRST => last.push(Line::EMPTY),
            _ => {
                let mut lines = Vec::with_capacity(FIRST);
                lines.push(Line::EMPTY);
                self.lines.push(lines);
            }
        }
        for entry in self.take(old) {
            let kept = entry >> SLOT_BITS << FIRST_BITS | (old % FIRST) as u64;
            self.put(Self::bucket(kept, new + 1), entry);
        }
    }

    /// The texts that hold these runs, each with the place of the run among them; texts that are gone may be there too.
    /// By text, then by place.
    pub(super) fn find(&self, runs: &[u64]) -> Vec<Hit> {
        const NOTHING: &Line = &Line::EMPTY;
        let buckets = self.len();
        let mut found = Vec::with_capacity(runs.len());
        if buckets == 0 {
            return found;
        }
        let mut lines = [NOTHING; TOGETHER];
        let mut lists: Vec<(u32, &[u64])> = Vec::new();
        for (part, together) in (0_u32..).zip(runs.chunks(TOGETHER)) {
            for (line, run) in lines.iter_mut().zip(together) {
                let bucket = Self::bucket(kept(*run), buckets);
                *line = &self.lines[bucket / FIRST][bucket % FIRST];
            }
            // The processor fetches them from memory side by side, as none waits for another.
            std::hint::black_box(lines.iter().fold(0, |read, line| read ^ line.0[LINE - 1]));
            for ((at, run), line) in (part * TOGETHER as u32..).zip(together).zip(&lines) {
                let wanted = entry(kept(*run), 0);
                found.extend((0..FIT).filter_map(|place| hit(line.entry(place), wanted, at)));
                if let Some(list) = line.list().checked_sub(1) {
                    lists.push((at, &self.lists[list as usize]));
                }
            }
        }
        // Here too.
        let ends = lists.iter().flat_map(|(_, list)| [list.first(), list.last()]).flatten();
        std::hint::black_box(ends.fold(0, |read, entry| read ^ entry));
        for (at, list) in lists {
            let wanted = entry(kept(runs[at as usize]), 0);
            found.extend(list.iter().filter_map(|entry| hit(*entry, wanted, at)));
        }
        found.sort_unstable();
        found
    }
}

/// The hit at a place, if the entry is of the wanted run.
fn hit(entry: u64, wanted: u64, at: u32) -> Option<Hit> {
    let slot = entry ^ wanted;
    (slot < SLOT_MASK).then(|| Hit::of(Slot(slot as u32), at))
}

/// Grows by a quarter, since there may be many.
fn push(list: &mut Vec<u64>, entry: u64) {
    if list.len() == list.capacity() {
        list.reserve_exact(list.len() / 4 + 2);
    }
    list.push(entry);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Numbers spread over all bits.
    fn run(number: u64) -> u64 {
        number.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29)
    }

    #[test]
    fn entries_are_found_while_the_buckets_grow_and_are_cleared_away_when_they_are_lost() {
        let mut buckets = Buckets::new();
        assert_eq!(buckets.find(&[run(1)]), []);
        let all = 2 * (FIRST * FILL) as u64;
        for number in 0..all {
            buckets.insert(run(number), Slot::of(number as usize / 10).unwrap(), |_| true);
            if number.is_multiple_of(101) {
                let earlier = number / 2;
                assert_eq!(buckets.find(&[run(number), run(earlier)]).len(), 2);
                assert_eq!(buckets.find(&[run(earlier)]), [Hit::of(Slot(earlier as u32 / 10), 0)]);
            }
        }
        assert_eq!(buckets.len(), 2 * FIRST);
        assert!(buckets.lists.len() < FIRST / 4, "few buckets are too full: {}", buckets.lists.len());
        let half = all as usize / 2;
        buckets.lose(half, |slot| slot.0.is_multiple_of(2));
        assert_eq!((buckets.entries, buckets.lost), (half, 0));
        assert_eq!(buckets.find(&[run(15)]), []);
        assert_eq!(buckets.find(&[run(25)]).len(), 1);
    }

    #[test]
    fn a_full_table_has_no_slot() {
        assert!(Slot::of((1 << 26) - 1).is_none() && Slot::of((1 << 26) - 2).is_some());
    }

    proptest! {
        // Each case goes through all buckets.
        #![proptest_config(ProptestConfig::with_cases(40))]

        /// However often a run comes, and whatever it has in common with others.
        #[test]
        fn each_text_of_each_run_is_found(texts in prop::collection::vec((0_u64..12, 0_u64..3), 0..200), gone in 0_u32..200) {
            // Some share their bucket, some only the beginning of what is kept.
            let run = |(low, high): (u64, u64)| ((low % 4) << SLOT_BITS) | ((low / 4) << 52) | (high << 60);
            let mut buckets = Buckets::new();
            for (number, text) in texts.iter().enumerate() {
                buckets.insert(run(*text), Slot::of(number).unwrap(), |_| true);
            }
            let lives = |slot: Slot| slot.0 % 200 != gone;
            buckets.lose(usize::from((gone as usize) < texts.len()), lives);
            buckets.clear(FIRST, lives);
            let asked: Vec<u64> = (0..12).flat_map(|low| (0..3).map(move |high| run((low, high)))).collect();
            let held = texts.iter().enumerate().filter(|(number, _)| *number as u32 != gone);
            let mut wanted: Vec<Hit> = held
                .flat_map(|(number, text)| {
                    let same = asked.iter().enumerate().filter(|(_, asked)| **asked == run(*text));
                    same.map(move |(at, _)| Hit::of(Slot(number as u32), at as u32)).collect::<Vec<_>>()
                })
                .collect();
            wanted.sort_unstable();
            prop_assert_eq!(buckets.find(&asked), wanted);
        }
    }
}
