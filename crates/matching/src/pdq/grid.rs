//! The first half of PDQ: from a picture of any size to 64 by 64 grey cells.
//!
//! The reference implementation blurs the whole picture with two passes of a box filter along rows and two along
//! columns (Jarosz), then picks the pixel at the centre of each cell. Rows and columns do not influence each other and
//! only the picked pixels matter, so the same cells come out of one weighted sum each: this costs about one
//! multiplication per pixel, needs no copy of the picture, and makes it pointless to shrink large pictures first.

use std::ops::Range;

/// Cells along each side.
pub(super) const SIDE: usize = 64;

/// Grey values, 0 to 255, by row and column.
pub(super) type Grid = [[f32; SIDE]; SIDE];

/// Samples interleaved red, green and blue pixels into the grid.
pub(super) fn of_rgb(columns: usize, rows: usize, rgb: &[u8]) -> Grid {
    let cells = cells_along(rows);
    let mut squeezed = vec![0.0; SIDE * columns];
    let mut luma = vec![0.0; columns];
    for (y, row) in rgb.chunks_exact(3 * columns).enumerate() {
        fill_luma(&mut luma, row);
        for (cell, out) in cells.iter().zip(squeezed.chunks_exact_mut(columns)) {
            if let Some(&weight) = y.checked_sub(cell.start).and_then(|i| cell.weights.get(i)) {
                out.iter_mut().zip(&luma).for_each(|(sum, grey)| *sum += weight * grey);
            }
        }
    }
    let cells = cells_along(columns);
    let mut grid = [[0.0; SIDE]; SIDE];
    for (out, row) in grid.iter_mut().zip(squeezed.chunks_exact(columns)) {
        for (value, cell) in out.iter_mut().zip(&cells) {
            let seen = cell.weights.iter().zip(&row[cell.start..]);
            *value = seen.map(|(weight, grey)| weight * grey).sum();
        }
    }
    grid
}

/// Rec. 601 luma, unrounded.
fn fill_luma(luma: &mut [f32], rgb: &[u8]) {
    let (pixels, _) = rgb.as_chunks::<3>();
    for (out, &[r, g, b]) in luma.iter_mut().zip(pixels) {
        *out = 0.299 * f32::from(r) + 0.587 * f32::from(g) + 0.114 * f32::from(b);
    }
}

/// What one cell sees along one axis: the pixels from `start`, with weights that add up to one.
struct Cell {
    start: usize,
    weights: Vec<f32>,
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
}
