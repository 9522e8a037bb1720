//! The second half of PDQ: the low frequencies of the 64 by 64 cells.

use std::f64::consts::PI;
use std::sync::LazyLock;

use super::grid::{Grid, SIDE};

/// Frequencies kept along each axis: the first to the sixteenth; the zeroth, the mean, is left out.
const KEPT: usize = 16;

/// The rows 1 to 16 of the 64-point discrete cosine transform (DCT-II).
static WAVES: LazyLock<[[f32; SIDE]; KEPT]> = LazyLock::new(|| {
    let scale = (2.0 / SIDE as f64).sqrt();
    let wave = |i: usize, j: usize| scale * (PI / (2 * SIDE) as f64 * ((i + 1) * (2 * j + 1)) as f64).cos();
    std::array::from_fn(|i| std::array::from_fn(|j| wave(i, j) as f32))
});

/// The transform of the cells, sixteen rows of sixteen.
pub(super) fn lowest(grid: &Grid) -> [f32; KEPT * KEPT] {
    let waves = &*WAVES;
    let mut frequencies = [0.0; KEPT * KEPT];
    for (i, wave) in waves.iter().enumerate() {
        let mut down = [0.0; SIDE];
        for (weight, row) in wave.iter().zip(grid) {
            down.iter_mut().zip(row).for_each(|(sum, value)| *sum += weight * value);
        }
        for (j, wave) in waves.iter().enumerate() {
            frequencies[i * KEPT + j] = wave.iter().zip(&down).map(|(a, b)| a * b).sum();
        }
    }
    frequencies
}
