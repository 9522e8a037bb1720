//! Which texts hold a run, for a hundred million runs: buckets of a few dozen entries, eight bytes each.
//!
//! The buckets grow by linear hashing: when there are too many entries, the next bucket in turn is divided in two. No
//! change takes longer than another, and there is never a rebuild.
//!
//! # Source
//! W. Litwin, Linear hashing: a new tool for file and table addressing, VLDB 1980.

/// Entries in a bucket, on average.
const FILL: usize = 12;
/// Runs that are looked up together.
const TOGETHER: usize = 64;
/// Entries in a line of the processor's memory.
const LINE: usize = 8;
/// Bits of an entry that name the text.
const SLOT_BITS: u32 = 26;
const SLOT_MASK: u64 = (1 << SLOT_BITS) - 1;

/// The place of a text in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Slot(u32);

impl Slot {
    /// `None` when the table is full.
    pub(super) fn of(index: usize) -> Option<Self> {
        (index as u64 <= SLOT_MASK).then_some(Self(index as u32))
    }

    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
}

/// Runs, each with the texts that hold it. Of a run 38 bits are kept.
#[derive(Debug, Clone)]
pub(super) struct Buckets {
    /// An entry is 38 bits of the run, of which the lowest choose the bucket, then the slot.
    buckets: Vec<Vec<u64>>,
    entries: usize,
    /// How many entries belong to texts that are gone, and the bucket from which they are cleared away next.
    lost: usize,
    hand: usize,
}

/// The part of a run that is kept.
fn kept(run: u64) -> u64 {
    run >> SLOT_BITS
}

impl Buckets {
    pub(super) fn new() -> Self {
        Self { buckets: vec![Vec::new()], entries: 0, lost: 0, hand: 0 }
    }

    /// Among `buckets` of them. The first of those that are divided in this round already take one bit more.
    fn bucket(kept: u64, buckets: usize) -> usize {
        let whole = buckets.next_power_of_two() as u64;
        let at = kept & (whole - 1);
        (if at < buckets as u64 { at } else { kept & (whole / 2 - 1) }) as usize
    }

    /// Adds a run of a text; `lives` says of which texts entries are still wanted.
    pub(super) fn insert(&mut self, run: u64, slot: Slot, lives: impl Fn(Slot) -> bool) {
        let kept = kept(run);
        let bucket = Self::bucket(kept, self.buckets.len());
        push(&mut self.buckets[bucket], kept << SLOT_BITS | u64::from(slot.0));
        self.entries += 1;
        if self.entries > self.buckets.len() * FILL {
            self.divide();
        }
        self.clear(1, lives);
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
            self.hand = (self.hand + 1) % self.buckets.len();
            let bucket = &mut self.buckets[self.hand];
            let before = bucket.len();
            bucket.retain(|entry| lives(slot(*entry)));
            let gone = before - bucket.len();
            self.entries -= gone;
            self.lost -= gone;
        }
    }

    /// Divides the next bucket in turn.
    fn divide(&mut self) {
        let new = self.buckets.len();
        let old = Self::bucket(new as u64, new);
        let all = std::mem::take(&mut self.buckets[old]);
        let moves = |entry: &&u64| Self::bucket(**entry >> SLOT_BITS, new + 1) == new;
        let moved = all.iter().filter(moves).count();
        let mut parts = [Vec::with_capacity(all.len() - moved), Vec::with_capacity(moved)];
        all.iter().for_each(|entry| parts[usize::from(moves(&entry))].push(*entry));
        let [stays, moved] = parts;
        self.buckets[old] = stays;
        self.buckets.push(moved);
    }

    /// The texts that hold these runs, each with the place of the run among them; texts that are gone may be there too.
    /// By text, then by place.
    pub(super) fn find(&self, runs: &[u64]) -> Vec<Hit> {
        let mut found = Vec::with_capacity(2 * runs.len());
        let mut near: [&[u64]; TOGETHER] = [&[]; TOGETHER];
        for (part, runs) in (0_u32..).zip(runs.chunks(TOGETHER)) {
            for (bucket, run) in near.iter_mut().zip(runs) {
                *bucket = &self.buckets[Self::bucket(kept(*run), self.buckets.len())];
            }
            std::hint::black_box(near[..runs.len()].iter().fold(0, |read, bucket| read ^ touch(bucket)));
            for ((at, run), bucket) in (part * TOGETHER as u32..).zip(runs).zip(&near) {
                let wanted = kept(*run) << SLOT_BITS;
                let same = bucket.iter().map(|entry| entry ^ wanted).filter(|slot| *slot <= SLOT_MASK);
                found.extend(same.map(|slot| Hit::of(Slot(slot as u32), at)));
            }
        }
        found.sort_unstable();
        found
    }
}

/// Reads one entry of each line of memory that the bucket lies in, three at most, so that the processor fetches them side by side:
/// none of them waits for another, and nothing is decided on what they hold.
fn touch(bucket: &[u64]) -> u64 {
    let Some(last) = bucket.len().checked_sub(1) else { return 0 };
    bucket[0] ^ bucket[last.min(LINE)] ^ bucket[last]
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

fn slot(entry: u64) -> Slot {
    Slot((entry & SLOT_MASK) as u32)
}

/// Grows by a quarter, since most of the memory is here.
fn push(bucket: &mut Vec<u64>, entry: u64) {
    if bucket.len() == bucket.capacity() {
        bucket.reserve_exact(bucket.len() / 4 + 2);
    }
    bucket.push(entry);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_found_while_the_buckets_grow_and_are_cleared_away_when_they_are_lost() {
        let mut buckets = Buckets::new();
        let run = |number: u64| number.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
        for number in 0..5_000_u64 {
            buckets.insert(run(number), Slot::of(number as usize / 10).unwrap(), |_| true);
            let earlier = number / 2;
            assert_eq!(buckets.find(&[run(number), run(earlier)]).len(), 2);
            assert_eq!(buckets.find(&[run(earlier)]), [Hit::of(Slot(earlier as u32 / 10), 0)]);
        }
        assert!(buckets.buckets.len() > 200 && buckets.buckets.iter().all(|bucket| bucket.len() < 8 * FILL));
        let lives = |slot: Slot| slot.0.is_multiple_of(2);
        buckets.lose(2_500, lives);
        assert_eq!((buckets.entries, buckets.lost), (2_500, 0));
        assert_eq!(buckets.find(&[run(15)]), []);
        assert_eq!(buckets.find(&[run(25)]).len(), 1);
    }

    #[test]
    fn a_full_table_has_no_slot() {
        assert!(Slot::of(1 << 26).is_none() && Slot::of((1 << 26) - 1).is_some());
    }
}
