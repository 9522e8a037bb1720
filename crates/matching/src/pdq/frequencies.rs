//! The second half of PDQ: the low frequencies of the 64 by 64 cells.

use std::f64::consts::PI;
use std::sync::LazyLock;

use super::grid::{Grid, SIDE};

/// Frequencies kept along each axis: the first to the sixteenth; the zeroth, the mean, is left out.
pub(super) const KEPT: usize = 16;

/// The rows 1 to 16 of the 64-point discrete cosine transform (DCT-II), by place and frequency.
static WAVES: LazyLock<[[f32; KEPT]; SIDE]> = LazyLock::new(|| {
    let scale = (2.0 / SIDE as f64).sqrt();
    let wave = |i: usize, j: usize| scale * (PI / (2 * SIDE) as f64 * ((i + 1) * (2 * j + 1)) as f64).cos();
    std::array::from_fn(|j| std::array::from_fn(|i| wave(i, j) as f32))
});

/// The transform of the cells, sixteen rows of sixteen: across each row of cells, then down the columns. The innermost
/// loops run over sixteen independent sums.
pub(super) fn lowest(grid: &Grid) -> [f32; KEPT * KEPT] {
    let waves = &*WAVES;
    let mut frequencies = [[0.0; KEPT]; KEPT];
    for (row, down) in grid.iter().zip(waves) {
        let mut across = [0.0; KEPT];
        for (value, wave) in row.iter().zip(waves) {
            across.iter_mut().zip(wave).for_each(|(sum, weight)| *sum += weight * value);
        }
        for (out, weight) in frequencies.iter_mut().zip(down) {
            out.iter_mut().zip(&across).for_each(|(sum, value)| *sum += weight * value);
        }
    }
    let mut flat = [0.0; KEPT * KEPT];
    flat.copy_from_slice(frequencies.as_flattened());
    flat
}
