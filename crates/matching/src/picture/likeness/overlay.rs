//! One thumbnail laid upon another, and where the two differ.

use crate::picture::details::{CELLS, Details};
use crate::picture::placement::{Placement, Region};

/// Of all cells, so many are taken for alike at first, those that differ least, in percent: the rest may be covered.
const SURE: usize = 65;

/// Cells whose grey values differ by more than this, of 256, are said to differ; where the pictures are not sharp or not
/// laid upon one another exactly, by more than so many times the middle difference, but no more than the last.
const LEAST: f32 = 24.0;
const TIMES: f32 = 4.0;
const MOST: f32 = 40.0;

/// Fewer cells than this side by side are not worth showing: fewer than one in a hundred.
const WORTH: usize = 8;

/// Two thumbnails, one upon the other.
pub(super) struct Overlay {
    /// The share of the known picture that both show.
    pub(super) overlap: f32,
    /// How like they are where they do not differ: the correlation of their grey values.
    pub(super) correlation: f32,
    /// Which share of what both show differs.
    pub(super) differs: f32,
    /// For each cell of the known thumbnail whether it differs.
    marked: Vec<bool>,
}

impl Overlay {
    /// `None` when they have next to nothing in common.
    pub(super) fn of(found: &Details, known: &Details, placement: &Placement) -> Option<Self> {
        let back = placement.inverse()?;
        let mut both = Vec::new();
        for cell in 0..CELLS * CELLS {
            let place = [cell % CELLS, cell / CELLS].map(|at| (at as f32 + 0.5) / CELLS as f32);
            let there = back.apply(place);
            if there.iter().all(|share| (0.0..=1.0).contains(share)) {
                both.push((cell, found.grey_at(there), known.grey_at(place)));
            }
        }
        if both.len() < CELLS {
            return None;
        }
        // Lighter or darker as a whole is no difference: the line through what is surely alike takes it out.
        let mut sure: Vec<(f32, f32)> = both.iter().map(|(_, a, b)| (*a, *b)).collect();
        for _ in 0..3 {
            let line = Line::through(&sure);
            let off = |(a, b): &(f32, f32)| (line.at(*a) - b).abs();
            sure = both.iter().map(|(_, a, b)| (*a, *b)).collect();
            sure.sort_by(|a, b| off(a).total_cmp(&off(b)));
            sure.truncate(both.len() * SURE / 100);
        }
        let line = Line::through(&sure);
        let mut marked = vec![false; CELLS * CELLS];
        let off: Vec<f32> = both.iter().map(|(_, a, b)| (line.at(*a) - b).abs()).collect();
        let mut order = off.clone();
        let (_, usual, _) = order.select_nth_unstable_by(off.len() / 2, f32::total_cmp);
        let bound = (TIMES * *usual).clamp(LEAST, MOST);
        both.iter().zip(off).for_each(|((cell, ..), off)| marked[*cell] = off > bound);
        let marked = without_specks(&marked);
        let count = marked.iter().filter(|marked| **marked).count();
        Some(Self {
            overlap: both.len() as f32 / marked.len() as f32,
            correlation: line.correlation,
            differs: count as f32 / both.len() as f32,
            marked,
        })
    }

    /// Rectangles over all cells that differ.
    pub(super) fn regions(&self) -> Vec<Region> {
        regions(&self.marked)
    }
}

/// The straight line that fits points best, and how well.
struct Line {
    slope: f32,
    start: f32,
    correlation: f32,
}

impl Line {
    fn through(points: &[(f32, f32)]) -> Self {
        let count = points.len() as f32;
        let (mean_a, mean_b) = points.iter().fold((0.0, 0.0), |sum, (a, b)| (sum.0 + a / count, sum.1 + b / count));
        let (mut aa, mut bb, mut ab) = (0.0, 0.0, 0.0);
        for (a, b) in points {
            aa += (a - mean_a).powi(2);
            bb += (b - mean_b).powi(2);
            ab += (a - mean_a) * (b - mean_b);
        }
        // A line that falls, or one through a point, says that nothing fits.
        let slope = if aa > 0.0 { (ab / aa).max(0.0) } else { 0.0 };
        let correlation = if aa * bb > 0.0 { ab / (aa * bb).sqrt() } else { 0.0 };
        Self { slope, start: mean_b - slope * mean_a, correlation }
    }

    fn at(&self, a: f32) -> f32 {
        self.start + self.slope * a
    }
}

/// Without cells that differ alone or in a thin line, as edges do that are not laid upon one another exactly.
fn without_specks(marked: &[bool]) -> Vec<bool> {
    let block = |left: usize, top: usize| (0..4).all(|i| marked[(top + i / 2) * CELLS + left + i % 2]);
    let in_block = |cell: usize| {
        let (x, y) = (cell % CELLS, cell / CELLS);
        (0..4).any(|i| {
            let corner = (x.checked_sub(i % 2), y.checked_sub(i / 2));
            matches!(corner, (Some(left), Some(top)) if left + 1 < CELLS && top + 1 < CELLS && block(left, top))
        })
    };
    (0..marked.len()).map(|cell| marked[cell] && in_block(cell)).collect()
}

/// One rectangle around each group of cells that touch, large ones only.
fn regions(marked: &[bool]) -> Vec<Region> {
    let mut left_over = marked.to_vec();
    let mut regions = Vec::new();
    for start in 0..marked.len() {
        let (mut waiting, mut group) = (vec![start], Vec::new());
        while let Some(cell) = waiting.pop() {
            if !std::mem::take(&mut left_over[cell]) {
                continue;
            }
            group.push((cell % CELLS, cell / CELLS));
            let (x, y) = (cell % CELLS, cell / CELLS);
            let beside = [(x.wrapping_sub(1), y), (x + 1, y), (x, y.wrapping_sub(1)), (x, y + 1)];
            waiting.extend(beside.iter().filter(|(x, y)| *x < CELLS && *y < CELLS).map(|(x, y)| y * CELLS + x));
        }
        if group.len() >= WORTH {
            let span = |axis: fn(&(usize, usize)) -> usize| {
                let (least, most) = group.iter().map(axis).fold((CELLS, 0), |(a, b), at| (a.min(at), b.max(at + 1)));
                [least, most].map(|at| at as f32 / CELLS as f32)
            };
            let ([left, right], [top, bottom]) = (span(|cell| cell.0), span(|cell| cell.1));
            regions.push(Region { left, top, right, bottom });
        }
    }
    regions
}
