//! The first half of PDQ: from a picture of any size to 64 by 64 grey cells.
//!
//! The reference implementation turns the whole picture grey, blurs it with two passes of a box filter along rows and
//! two along columns (Jarosz), then picks the pixel at the centre of each cell. All of this is linear, rows and columns
//! do not influence each other, and only the picked pixels matter. So the same cells come out of two weighted sums:
//! one down the columns, over whole rows of bytes as they lie in memory, and one across what is left of them, whose
//! weights hold the shares of red, green and blue as well. This costs about one multiplication per byte, needs no copy
//! of the picture, and makes it pointless to shrink large pictures first.

use std::ops::Range;

/// Cells along each side.
pub(super) const SIDE: usize = 64;

/// Grey values, 0 to 255, by row and column.
pub(super) type Grid = [[f32; SIDE]; SIDE];

/// Rec. 601 luma: what red, green and blue contribute.
pub(super) const LUMA: [f32; 3] = [0.299, 0.587, 0.114];

/// Samples pixels of as many interleaved bytes as there are `shares` into the grid; a pixel's grey value is the sum of
/// its bytes times their shares.
///
/// The grid is that of the picture after left and right (the first of `exchanged`) or above and below (the second) are
/// exchanged. Boxes lean, so that is not the same as exchanging cells.
pub(super) fn of_pixels(exchanged: [bool; 2], columns: usize, rows: usize, pixels: &[u8], shares: &[f32]) -> Grid {
    let [sides, ends] = exchanged;
    let cells = |length, exchanged| {
        let cells = cells_along(length);
        if exchanged { cells.into_iter().map(|cell| cell.counted_from_the_end(length)).collect() } else { cells }
    };
    let stride = columns * shares.len();
    let across: Vec<Cell> = cells(columns, sides).iter().map(|cell| cell.of_bytes(shares)).collect();
    let mut squeezed = vec![0.0; stride];
    let mut grid = [[0.0; SIDE]; SIDE];
    for (out, down) in grid.iter_mut().zip(cells(rows, ends)) {
        squeeze(&mut squeezed, &down.weights, &pixels[down.start * stride..]);
        for (value, cell) in out.iter_mut().zip(&across) {
            *value = weighted_sum(&cell.weights, &squeezed[cell.start..]);
        }
    }
    grid
}

/// Rows summed up at once, so that each partial sum is stored once for several rows.
const ROWS: usize = 4;

/// The weighted sum of the first rows of `pixels`, byte by byte; each row is as long as `out`.
fn squeeze(out: &mut [f32], weights: &[f32], pixels: &[u8]) {
    let length = out.len();
    out.fill(0.0);
    let (fours, rest) = weights.as_chunks::<ROWS>();
    let (above, below) = pixels.split_at(fours.len() * ROWS * length);
    for (weights, rows) in fours.iter().zip(above.chunks_exact(ROWS * length)) {
        let (ab, cd) = rows.split_at(2 * length);
        let ((a, b), (c, d)) = (ab.split_at(length), cd.split_at(length));
        for ((((sum, a), b), c), d) in out.iter_mut().zip(a).zip(b).zip(c).zip(d) {
            let upper = weights[0] * f32::from(*a) + weights[1] * f32::from(*b);
            let lower = weights[2] * f32::from(*c) + weights[3] * f32::from(*d);
            *sum += upper + lower;
        }
    }
    for (weight, row) in rest.iter().zip(below.chunks_exact(length)) {
        out.iter_mut().zip(row).for_each(|(sum, value)| *sum += weight * f32::from(*value));
    }
}

/// The sum of the weights times the first values, in eight lanes that may be added up side by side.
fn weighted_sum(weights: &[f32], values: &[f32]) -> f32 {
    const LANES: usize = 8;
    let values = &values[..weights.len()];
    let ((weights, weights_left), (values, values_left)) = (weights.as_chunks::<LANES>(), values.as_chunks::<LANES>());
    let mut sums = [0.0; LANES];
    for (weights, values) in weights.iter().zip(values) {
        for lane in 0..LANES {
            sums[lane] += weights[lane] * values[lane];
        }
    }
    let left: f32 = weights_left.iter().zip(values_left).map(|(weight, value)| weight * value).sum();
    sums.iter().sum::<f32>() + left
}

/// What one cell sees along one axis: the pixels (or bytes) from `start`, with weights that add up to one.
struct Cell {
    start: usize,
    weights: Vec<f32>,
}

impl Cell {
    /// The cell that sees the same pixels counted from the other end.
    fn counted_from_the_end(mut self, length: usize) -> Self {
        self.start = length - self.start - self.weights.len();
        self.weights.reverse();
        self
    }

    /// The same cell over the interleaved bytes of the pixels.
    fn of_bytes(&self, shares: &[f32]) -> Self {
        let weights = self.weights.iter().flat_map(|weight| shares.iter().map(move |share| weight * share));
        Self { start: self.start * shares.len(), weights: weights.collect() }
    }
}

/// The cells along an axis of `length` pixels: two box filters in a row, read at the cell's centre.
fn cells_along(length: usize) -> Vec<Cell> {
    let window = length.div_ceil(2 * SIDE);
    let reach = |at: usize| box_around(at, window, length);
    let cell = |i: usize| {
        let second = reach((2 * i + 1) * length / (2 * SIDE));
        let start = reach(second.start).start;
        let mut weights = vec![0.0; reach(second.end - 1).end - start];
        for at in second.clone() {
            let first = reach(at);
            let share = 1.0 / (first.len() * second.len()) as f32;
            weights[first.start - start..first.end - start].iter_mut().for_each(|weight| *weight += share);
        }
        Cell { start, weights }
    };
    (0..SIDE).map(cell).collect()
}

/// The pixels which a box filter of this `window` averages into the pixel `at`; an even window leans forward, and the
/// picture's edges cut it short.
fn box_around(at: usize, window: usize, length: usize) -> Range<usize> {
    let ahead = window / 2 + 1;
    at.saturating_sub(window - ahead)..length.min(at + ahead)
}

/// The grid with rows and columns exchanged.
pub(super) fn transposed(grid: &Grid) -> Grid {
    std::array::from_fn(|row| std::array::from_fn(|column| grid[column][row]))
}

/// How much structure the cells have, 0 to 100: the sum of the noticeable steps between neighbours.
///
/// Each step is cut down to a whole percentage, so that many faint ones do not add up; the divisor is the reference's.
pub(super) fn quality(grid: &Grid) -> u8 {
    let step = |a: f32, b: f32| ((a - b) * 100.0 / 255.0).abs() as u32;
    let across = |row: &[f32; SIDE]| -> u32 { row.windows(2).map(|pair| step(pair[0], pair[1])).sum() };
    let down = |pair: &[[f32; SIDE]]| -> u32 { pair[0].iter().zip(&pair[1]).map(|(&a, &b)| step(a, b)).sum() };
    let steps = grid.iter().map(across).sum::<u32>() + grid.windows(2).map(down).sum::<u32>();
    (steps / 90).min(100) as u8
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn weights_add_up_to_one_and_stay_inside() {
        for length in [5, 63, 64, 65, 127, 128, 129, 640, 1023, 40_000] {
            for cell in cells_along(length) {
                assert!(cell.start + cell.weights.len() <= length);
                assert!((cell.weights.iter().sum::<f32>() - 1.0).abs() < 1e-4);
            }
        }
    }

    #[test]
    fn boxes_lean_forward_and_stop_at_the_edges() {
        assert_eq!(box_around(10, 7, 100), 7..14);
        assert_eq!(box_around(10, 8, 100), 7..15);
        assert_eq!(box_around(0, 8, 100), 0..5);
        assert_eq!(box_around(99, 8, 100), 96..100);
        assert_eq!(box_around(3, 1, 5), 3..4);
    }

    /// What the reference does, step by step, in double precision: grey, four box filters, the centres.
    fn step_by_step(columns: usize, rows: usize, rgb: &[u8]) -> Vec<f64> {
        let grey = |pixel: &[u8]| pixel.iter().zip(LUMA).map(|(v, share)| f64::from(*v) * f64::from(share)).sum();
        let mut plane: Vec<f64> = rgb.chunks_exact(3).map(grey).collect();
        for _ in 0..2 {
            for (length, stride) in [(columns, 1), (rows, columns)] {
                let before = plane.clone();
                for (i, value) in plane.iter_mut().enumerate() {
                    let at = i / stride % length;
                    let seen = box_around(at, length.div_ceil(2 * SIDE), length);
                    let count = seen.len() as f64;
                    *value = seen.map(|other| before[i - at * stride + other * stride]).sum::<f64>() / count;
                }
            }
        }
        let centre = |i: usize, length: usize| (2 * i + 1) * length / (2 * SIDE);
        let cells = (0..SIDE * SIDE).map(|i| centre(i / SIDE, rows) * columns + centre(i % SIDE, columns));
        cells.map(|at| plane[at]).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn one_sum_gives_what_many_steps_give(columns in 5usize..400, rows in 5usize..400, seed: u64) {
            let noise = |i: usize| ((i as u64 + 1).wrapping_mul(seed | 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as u8;
            let rgb: Vec<u8> = (0..3 * columns * rows).map(noise).collect();
            let ours = of_pixels([false, false], columns, rows, &rgb, &LUMA);
            for (ours, theirs) in ours.iter().flatten().zip(step_by_step(columns, rows, &rgb)) {
                prop_assert!((f64::from(*ours) - theirs).abs() < 1e-3, "{ours} {theirs}");
            }
        }
    }
}
