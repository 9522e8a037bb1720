//! Codes in the order of one of their halves.

use std::ops::Range;

use super::plan::{self, Look};
use crate::pdq::Pdq;

/// Different values of a half.
const VALUES: usize = 1 << 16;

/// Siblings compared at once.
const LANES: usize = 32;

/// Siblings in a line of the processor's cache.
const LINE: usize = 32;

/// The slots of all codes sorted by one half, and beside each the other half of the same block: those with the value
/// `v` lie from `starts[v]` to `starts[v + 1]`.
///
/// A lookup reads the two bytes of each sibling one after the other and takes only those slots that it leaves over,
/// about one in five hundred. So it does not touch the codes themselves, which lie all over memory.
#[derive(Debug, Clone)]
pub(super) struct Table {
    starts: Vec<u32>,
    slots: Vec<u32>,
    /// Padded, so that every run can be read in full lanes.
    siblings: Vec<u16>,
}

/// Codes with one value of one half: where they lie in the table, and in how many bits their siblings may differ from
/// that of a query.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    /// Which query.
    pub query: u32,
    start: u32,
    end: u32,
    /// Which table.
    pub half: u8,
    allowed: u8,
}

impl Run {
    /// How many codes.
    pub(super) fn len(self) -> usize {
        (self.end - self.start) as usize
    }
}

/// A place in the table of one half, found for a query.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// Which query.
    pub query: u32,
    at: u32,
    /// Which table.
    pub half: u8,
}

impl Table {
    /// The tables of all halves.
    pub(super) fn all_of(codes: &[Pdq]) -> Vec<Self> {
        let of_block = |block| {
            let mut filling = Filling::new(block, codes.len());
            filling.go_on(codes, usize::MAX);
            filling.done()
        };
        (0..plan::BLOCKS).flat_map(of_block).collect()
    }

    /// Adds what has to be read for one look and one query.
    pub(super) fn runs(&self, query: u32, code: Pdq, look: Look, out: &mut Vec<Run>) {
        let value = usize::from(plan::half(code, look.half));
        let run = |value: usize, allowed| {
            let (start, end) = (self.starts[value], self.starts[value + 1]);
            Run { query, start, end, half: look.half as u8, allowed }
        };
        out.push(run(value, look.block));
        if look.may_differ {
            out.extend((0..16).map(|bit| run(value ^ 1 << bit, look.block - 1)));
        }
    }

    /// Reads one sibling of each line of memory that the run takes.
    #[inline]
    pub(super) fn touch(&self, run: Run) -> u16 {
        let ends = self.siblings[run.start as usize] ^ self.siblings[run.end as usize];
        if run.len() <= LINE {
            return ends;
        }
        let between = (run.start as usize..run.end as usize).step_by(LINE).skip(1);
        between.fold(ends, |read, at| read ^ self.siblings[at])
    }

    /// Adds the places in the run whose siblings are near enough. Some places right behind the run may come along: what
    /// is found here is a candidate only.
    pub(super) fn read(&self, code: Pdq, run: Run, out: &mut Vec<Place>) {
        let wanted = plan::half(code, plan::sibling(usize::from(run.half)));
        match run.allowed {
            0 => self.read_within::<0>(wanted, run, out),
            1 => self.read_within::<1>(wanted, run, out),
            2 => self.read_within::<2>(wanted, run, out),
            _ => self.read_within::<3>(wanted, run, out),
        }
    }

    fn read_within<const ALLOWED: usize>(&self, wanted: u16, run: Run, out: &mut Vec<Place>) {
        let start = run.start as usize;
        let groups = self.siblings[start..].as_chunks::<LANES>().0;
        for (group, at) in groups[..run.len().div_ceil(LANES)].iter().zip((run.start..).step_by(LANES)) {
            if group.iter().fold(false, |near, &sibling| near | differs_within::<ALLOWED>(sibling, wanted)) {
                let near = group.iter().zip(at..).filter(|(sibling, _)| differs_within::<ALLOWED>(**sibling, wanted));
                out.extend(near.map(|(_, at)| Place { query: run.query, at, half: run.half }));
            }
        }
    }

    /// The slot at a place; `None` where there is only padding.
    pub(super) fn slot(&self, place: Place) -> Option<u32> {
        self.slots.get(place.at as usize).copied()
    }
}

/// Whether two halves differ in at most so many bits: whether nothing is left when as many bits were taken away.
fn differs_within<const ALLOWED: usize>(a: u16, b: u16) -> bool {
    let mut differing = a ^ b;
    for _ in 0..ALLOWED {
        differing &= differing.wrapping_sub(1);
    }
    differing == 0
}

/// The two tables of a block, being filled by a counting sort that can be left and taken up again.
#[derive(Debug, Clone)]
pub(super) struct Filling {
    block: usize,
    sides: [Side; 2],
    counted: usize,
    dealt: usize,
    placed: usize,
}

/// One of the two tables. Codes are counted, dealt onto few heaps, and put from each heap into its small piece of the
/// table: to put them there at once would mean to write all over memory.
#[derive(Debug, Clone)]
struct Side {
    /// While counting: for each value, two places on, how often it occurs. Then, one place on, where its next slot goes.
    starts: Vec<u32>,
    /// Where the next card of each heap goes.
    heaps: Vec<u32>,
    cards: Vec<Card>,
    slots: Vec<u32>,
    siblings: Vec<u16>,
}

/// What a table needs to know of a code: its slot, and the sibling above its half.
type Card = [u32; 2];

/// Values of a heap.
const HEAP: usize = 1 << 8;

impl Filling {
    /// Nothing done yet for so many codes.
    pub(super) fn new(block: usize, codes: usize) -> Self {
        let sides = [(); 2].map(|()| Side {
            starts: vec![0; VALUES + 2],
            heaps: Vec::new(),
            cards: Vec::with_capacity(codes),
            slots: Vec::with_capacity(codes),
            siblings: Vec::with_capacity(codes + LANES),
        });
        Self { block, sides, counted: 0, dealt: 0, placed: 0 }
    }

    /// Goes on by at most so many steps, of which each code takes [`STEPS`]. Returns how many are left of the budget;
    /// unless that is none, the tables are filled.
    pub(super) fn go_on(&mut self, codes: &[Pdq], mut budget: usize) -> usize {
        let upto = |at: usize, budget: usize| codes.len().min(at.saturating_add(budget));
        let halves = |code: Pdq| [0, 1].map(|side| plan::half(code, 2 * self.block + side));
        let counted = upto(self.counted, budget);
        for code in &codes[self.counted..counted] {
            for (side, value) in self.sides.iter_mut().zip(halves(*code)) {
                side.starts[usize::from(value) + 2] += 1;
            }
        }
        self.sides.iter_mut().for_each(|side| side.make_room(counted));
        if self.counted < codes.len() && counted == codes.len() {
            self.sides.iter_mut().for_each(Side::add_up);
        }
        budget -= counted - self.counted;
        let dealt = upto(self.dealt, budget);
        for (code, slot) in codes[self.dealt..dealt].iter().zip(self.dealt as u32..) {
            let [lower, upper] = halves(*code);
            self.sides[0].deal(slot, lower, upper);
            self.sides[1].deal(slot, upper, lower);
        }
        budget -= dealt - self.dealt;
        let placed = upto(self.placed, budget);
        self.sides.iter_mut().for_each(|side| side.place(self.placed..placed));
        budget -= placed - self.placed;
        (self.counted, self.dealt, self.placed) = (counted, dealt, placed);
        budget
    }

    /// The finished tables, that of the lower half first.
    pub(super) fn done(self) -> [Table; 2] {
        self.sides.map(|mut side| {
            side.starts.truncate(VALUES + 1);
            Table { starts: side.starts, slots: side.slots, siblings: side.siblings }
        })
    }
}

/// Steps that each code takes until its block is filled: it is counted, dealt and placed.
pub(super) const STEPS: usize = 3;

impl Side {
    /// Makes room for so many codes. To fill tens of megabytes with zeros at once would hold everything up.
    fn make_room(&mut self, codes: usize) {
        self.cards.resize(codes, [0; 2]);
        self.slots.resize(codes, 0);
        self.siblings.resize(codes + LANES, 0);
    }

    fn add_up(&mut self) {
        let mut sum = 0;
        for start in &mut self.starts {
            sum += *start;
            *start = sum;
        }
        self.heaps = self.starts[1..=VALUES].iter().step_by(HEAP).copied().collect();
    }

    fn deal(&mut self, slot: u32, value: u16, sibling: u16) {
        let next = &mut self.heaps[usize::from(value) / HEAP];
        self.cards[*next as usize] = [slot, u32::from(sibling) << 16 | u32::from(value)];
        *next += 1;
    }

    fn place(&mut self, cards: Range<usize>) {
        for &[slot, halves] in &self.cards[cards] {
            let next = &mut self.starts[(halves & 0xffff) as usize + 1];
            self.slots[*next as usize] = slot;
            self.siblings[*next as usize] = (halves >> 16) as u16;
            *next += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn taking_bits_away_counts_them(a: u16, b: u16) {
            let distance = (a ^ b).count_ones();
            prop_assert_eq!(differs_within::<0>(a, b), distance == 0);
            prop_assert_eq!(differs_within::<2>(a, b), distance <= 2);
            prop_assert_eq!(differs_within::<3>(a, b), distance <= 3);
        }

        #[test]
        fn every_code_lies_in_the_run_of_its_value(words in prop::collection::vec(0u64..40, 0..200), step in 1usize..50) {
            let codes: Vec<Pdq> = words.iter().map(|&word| Pdq([word * 0x1_0001_0003, 0, 0, 0])).collect();
            let mut filling = Filling::new(0, codes.len());
            while filling.go_on(&codes, step) == 0 {}
            for (half, table) in filling.done().iter().enumerate() {
                for (slot, code) in codes.iter().enumerate() {
                    let (mut runs, mut found) = (Vec::new(), Vec::new());
                    table.runs(0, *code, Look { half, may_differ: false, block: 0 }, &mut runs);
                    prop_assert!(runs[0].len() <= codes.len());
                    table.read(*code, runs[0], &mut found);
                    prop_assert!(found.iter().any(|place| table.slot(*place) == Some(slot as u32)));
                }
            }
        }
    }
}
