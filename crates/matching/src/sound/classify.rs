//! From sixteen rows of notes to the 32 bits of a sub-fingerprint.

use super::ROWS;
use super::chroma::{NOTES, Row};

/// A sub-fingerprint, and which of its bits nearly came out the other way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Heard {
    pub(super) bits: u32,
    /// The [`DOUBTS`] least certain bits of each half.
    pub(super) doubtful: u32,
}

/// Bits of each half of a sub-fingerprint that a lookup also tries the other way.
pub(super) const DOUBTS: usize = 3;

/// How the rectangle of a filter is divided: one part is weighed against the other.
#[derive(Clone, Copy)]
enum Shape {
    /// All of it against nothing.
    Whole,
    /// Upper notes against lower ones.
    Notes,
    /// Later rows against earlier ones.
    Rows,
    /// Two opposite quarters against the two others.
    Quarters,
    /// The middle third of the notes against the outer ones.
    MiddleNotes,
    /// The middle third of the rows against the outer ones.
    MiddleRows,
}

/// A rectangle of notes and rows, and the three values that part its four levels.
struct Filter {
    shape: Shape,
    note: usize,
    notes: usize,
    rows: usize,
    parted: [f64; 3],
}

const fn filter(shape: Shape, note: usize, notes: usize, rows: usize, parted: [f64; 3]) -> Filter {
    Filter { shape, note, notes, rows, parted }
}

/// # Source
/// Chromaprint's published configuration of algorithm 2; the highest bits come first.
const FILTERS: [Filter; 16] = [
    filter(Shape::Whole, 4, 3, 15, [1.98215, 2.35817, 2.63523]),
    filter(Shape::MiddleNotes, 4, 6, 15, [-1.03809, -0.651211, -0.282167]),
    filter(Shape::Notes, 0, 4, 16, [-0.298702, 0.119262, 0.558497]),
    filter(Shape::Quarters, 8, 2, 12, [-0.105439, 0.0153946, 0.135898]),
    filter(Shape::Quarters, 4, 4, 8, [-0.142891, 0.0258736, 0.200632]),
    filter(Shape::MiddleNotes, 0, 3, 5, [-0.826319, -0.590612, -0.368214]),
    filter(Shape::Notes, 2, 2, 9, [-0.557409, -0.233035, 0.0534525]),
    filter(Shape::Rows, 7, 3, 4, [-0.0646826, 0.00620476, 0.0784847]),
    filter(Shape::Rows, 6, 2, 16, [-0.192387, -0.029699, 0.215855]),
    filter(Shape::Rows, 1, 3, 2, [-0.0397818, -0.00568076, 0.0292026]),
    filter(Shape::MiddleRows, 10, 1, 15, [-0.53823, -0.369934, -0.190235]),
    filter(Shape::Quarters, 6, 2, 10, [-0.124877, 0.0296483, 0.139239]),
    filter(Shape::Rows, 1, 1, 14, [-0.101475, 0.0225617, 0.231971]),
    filter(Shape::Quarters, 5, 6, 4, [-0.0799915, -0.00729616, 0.063262]),
    filter(Shape::Notes, 9, 2, 12, [-0.272556, 0.019424, 0.302559]),
    filter(Shape::Quarters, 4, 2, 14, [-0.164292, -0.0321188, 0.0846339]),
];

/// The codes of the four levels; neighbours differ in one bit.
const GRAY: [u32; 4] = [0, 1, 3, 2];

/// Sums over rectangles of rows and notes, each from two corners.
struct Sums([[f64; NOTES + 1]; ROWS + 1]);

impl Sums {
    fn of<'a>(rows: impl Iterator<Item = &'a Row>) -> Self {
        let mut sums = [[0.0; NOTES + 1]; ROWS + 1];
        for (at, row) in rows.take(ROWS).enumerate() {
            let mut line = 0.0;
            for (note, energy) in row.iter().enumerate() {
                line += energy;
                sums[at + 1][note + 1] = sums[at][note + 1] + line;
            }
        }
        Self(sums)
    }

    fn over(&self, rows: [usize; 2], notes: [usize; 2]) -> f64 {
        let Self(sums) = self;
        sums[rows[1]][notes[1]] - sums[rows[0]][notes[1]] - sums[rows[1]][notes[0]] + sums[rows[0]][notes[0]]
    }
}

impl Filter {
    /// How much heavier one part is than the other.
    fn value(&self, sums: &Sums) -> f64 {
        let (low, high, end) = (self.note, self.note + self.notes, self.rows);
        let (middle, half) = (low + self.notes / 2, end / 2);
        let all = [0, end];
        let (one, other) = match self.shape {
            Shape::Whole => (sums.over(all, [low, high]), 0.0),
            Shape::Notes => (sums.over(all, [middle, high]), sums.over(all, [low, middle])),
            Shape::Rows => (sums.over([half, end], [low, high]), sums.over([0, half], [low, high])),
            Shape::Quarters => (
                sums.over([0, half], [middle, high]) + sums.over([half, end], [low, middle]),
                sums.over([0, half], [low, middle]) + sums.over([half, end], [middle, high]),
            ),
            Shape::MiddleNotes => {
                let (from, to) = (low + self.notes / 3, low + 2 * (self.notes / 3));
                (sums.over(all, [from, to]), sums.over(all, [low, from]) + sums.over(all, [to, high]))
            }
            Shape::MiddleRows => {
                let (from, to) = (end / 3, 2 * (end / 3));
                let notes = [low, high];
                (sums.over([from, to], notes), sums.over([0, from], notes) + sums.over([to, end], notes))
            }
        };
        (1.0 + one).ln() - (1.0 + other).ln()
    }

    /// The level of a value, as a Gray code; and how near the value is to another level, in parts of the range of
    /// levels, with the bit that would then differ.
    fn quantised(&self, value: f64) -> (u32, f64, u32) {
        let level = self.parted.iter().filter(|parting| value >= **parting).count();
        let away = |at: usize| (value - self.parted[at]).abs();
        let nearest = if away(0) < away(1) {
            0
        } else if away(1) <= away(2) {
            1
        } else {
            2
        };
        let margin = away(nearest) / (self.parted[2] - self.parted[0]);
        (GRAY[level], margin, GRAY[nearest] ^ GRAY[nearest + 1])
    }
}

/// The sub-fingerprint of [`ROWS`] rows, the earliest first.
pub(super) fn sub_fingerprint<'a>(rows: impl Iterator<Item = &'a Row>) -> Heard {
    let sums = Sums::of(rows);
    let mut heard = Heard { bits: 0, doubtful: 0 };
    let mut margins = [(0.0, 0); FILTERS.len()];
    for (at, filter) in FILTERS.iter().enumerate() {
        let (code, margin, flip) = filter.quantised(filter.value(&sums));
        let place = 2 * (FILTERS.len() - 1 - at);
        heard.bits |= code << place;
        margins[at] = (margin, flip << place);
    }
    for half in margins.chunks_mut(FILTERS.len() / 2) {
        half.sort_by(|a, b| a.0.total_cmp(&b.0));
        heard.doubtful |= half[..DOUBTS].iter().fold(0, |bits, (_, bit)| bits | bit);
    }
    heard
}
