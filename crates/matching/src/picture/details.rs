//! What a picture shows in its details, so that a part of it is recognised within another picture.
//!
//! A perceptual hash takes a picture as a whole and fails when a tenth is cut off. Here a picture is known by up to
//! [`MOST`] spots with what surrounds each, and by a small grey thumbnail: enough to lay one picture upon the other.
//! Both are kept of known material only; neither is shown, nor logged.
//!
//! # Source
//! Lowe, "Distinctive Image Features from Scale-Invariant Keypoints" (2004), sections 3 to 6, for finding and describing
//! spots; the description is reduced to one bit for each of its numbers.

use std::fmt;

mod descriptor;
mod scale_space;
mod stored;

use super::Picture;
use scale_space::{Plane, SHORTEST, Spot};

pub use stored::BadDetails;

/// Spots kept of a picture at most.
pub const MOST: usize = 200;

/// Cells along each side of the thumbnail.
pub(super) const CELLS: usize = 32;

/// The longer side in pixels at which spots are looked for.
const SIDE: u32 = 320;

/// Fields along each side of the picture, and the share of all spots that each may have before the others had their
/// turn: what is laid over a corner must not draw all spots to itself.
const FIELDS: usize = 4;
const QUOTA: usize = MOST / 8;

/// How a scale is written: steps of a sixteenth of an octave.
const STEPS: f32 = 16.0;

/// One spot of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Detail {
    /// What surrounds it: 128 bits, as bytes because a number of that size would make room for itself and waste a third.
    bits: [u8; 16],
    /// Where it lies, in 65535ths of the picture's longer side.
    x: u16,
    y: u16,
    /// How large it is, in [`STEPS`] of an octave from a 1024th of the longer side on.
    scale: u8,
    /// Where it points to, in 256ths of a full turn.
    direction: u8,
}

/// The details of a picture, about five kilobytes.
#[derive(Clone, PartialEq, Eq)]
pub struct Details {
    /// The sides of the picture in pixels at the size looked at, at most [`SIDE`].
    width: u16,
    height: u16,
    /// Grey values of 32 by 32 cells.
    thumbnail: Vec<u8>,
    spots: Vec<Detail>,
}

impl fmt::Debug for Details {
    /// Sides and count only: what a picture shows does not belong in a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Details({}x{}, {} spots)", self.width, self.height, self.spots.len())
    }
}

impl Picture {
    /// Whether this picture is so long that nothing of its shorter side is left at the size at which spots are looked
    /// for, as with the screenshot of a long page. It has no details then, however much it shows.
    pub fn is_too_long_for_details(&self) -> bool {
        let too_thin = |(width, height): (u32, u32)| (width.min(height) as usize) < SHORTEST;
        too_thin(self.fitted(SIDE)) && !too_thin((self.width, self.height))
    }

    /// What this picture shows in its details; nothing if it [is too long](Self::is_too_long_for_details).
    pub fn details(&self) -> Details {
        let small = self.shrunk(SIDE);
        let (width, height) = (small.width() as usize, small.height() as usize);
        let luma = |&[r, g, b]: &[u8; 3]| 0.299 * f32::from(r) + 0.587 * f32::from(g) + 0.114 * f32::from(b);
        let values: Vec<f32> = small.as_raw().as_chunks::<3>().0.iter().map(luma).collect();
        let grey = Plane { width, height, values };
        let thumbnail = thumbnail(&grey);
        let octaves = scale_space::octaves(grey);
        let chosen = chosen(scale_space::spots(&octaves), |spot| {
            let step = octaves[spot.octave].step;
            (spot.x * step / width as f32, spot.y * step / height as f32)
        });
        let longer = width.max(height) as f32;
        let mut spots = Vec::new();
        for spot in chosen {
            let step = octaves[spot.octave].step;
            let share = |at: f32| (at * step / longer * 65535.0).round().clamp(0.0, 65535.0) as u16;
            for direction in descriptor::directions(&octaves, &spot) {
                let bits = descriptor::bits(&octaves, &spot, direction);
                let scale = (spot.sigma * step / longer * 1024.0).log2() * STEPS;
                spots.push(Detail {
                    bits: bits.to_le_bytes(),
                    x: share(spot.x),
                    y: share(spot.y),
                    scale: scale.round().clamp(0.0, 255.0) as u8,
                    direction: (direction / std::f32::consts::TAU * 256.0).round().rem_euclid(256.0) as u8,
                });
            }
        }
        spots.truncate(MOST);
        Details { width: width as u16, height: height as u16, thumbnail, spots }
    }
}

/// The strongest spots, spread over the picture. `place` gives shares of its sides.
fn chosen(mut spots: Vec<Spot>, place: impl Fn(&Spot) -> (f32, f32)) -> Vec<Spot> {
    let exact = |spot: &Spot| (spot.octave, spot.level, spot.y as u32, spot.x as u32);
    spots.sort_by(|a, b| b.strength.total_cmp(&a.strength).then(exact(a).cmp(&exact(b))));
    let mut taken = [0; FIELDS * FIELDS];
    let within = |share: f32| ((share * FIELDS as f32) as usize).min(FIELDS - 1);
    let (mut first, mut later) = (Vec::new(), Vec::new());
    for spot in spots {
        let (x, y) = place(&spot);
        let taken = &mut taken[within(y) * FIELDS + within(x)];
        *taken += 1;
        if *taken <= QUOTA { first.push(spot) } else { later.push(spot) }
    }
    first.extend(later);
    first.truncate(MOST);
    first
}

/// The mean grey value of each cell.
fn thumbnail(grey: &Plane) -> Vec<u8> {
    let span = |cell: usize, side: usize| {
        let start = cell * side / CELLS;
        start..((cell + 1) * side).div_ceil(CELLS).clamp(start + 1, side)
    };
    let mean = |cell: usize| {
        let (columns, rows) = (span(cell % CELLS, grey.width), span(cell / CELLS, grey.height));
        let count = columns.len() * rows.len();
        let sum: f32 = rows.flat_map(|y| columns.clone().map(move |x| (x, y))).map(|(x, y)| grey.at(x, y)).sum();
        (sum / count as f32).round() as u8
    };
    (0..CELLS * CELLS).map(mean).collect()
}

impl Details {
    /// The sides of the picture in pixels at the size looked at: their ratio is that of the picture.
    pub fn size(&self) -> (u16, u16) {
        (self.width, self.height)
    }

    /// The picture's sides in shares of the longer one.
    pub(super) fn sides(&self) -> [f32; 2] {
        let longer = f32::from(self.width.max(self.height));
        [self.width, self.height].map(|side| f32::from(side) / longer)
    }

    /// The grey value at a place given in shares of the sides, between the cells a mixture of them.
    pub(super) fn grey_at(&self, [x, y]: [f32; 2]) -> f32 {
        let last = (CELLS - 1) as f32;
        let (x, y) = ((x * CELLS as f32 - 0.5).clamp(0.0, last), (y * CELLS as f32 - 0.5).clamp(0.0, last));
        let (left, top) = ((x as usize).min(CELLS - 2), (y as usize).min(CELLS - 2));
        let (right, down) = (x - left as f32, y - top as f32);
        let cell = |dx: usize, dy: usize| f32::from(self.thumbnail[(top + dy) * CELLS + left + dx]);
        let above = cell(0, 0) * (1.0 - right) + cell(1, 0) * right;
        let below = cell(0, 1) * (1.0 - right) + cell(1, 1) * right;
        above * (1.0 - down) + below * down
    }

    /// Whether there is enough to be seen for the picture to be recognised by it.
    pub fn is_usable(&self) -> bool {
        self.spots.len() >= 2 * super::likeness::AGREEING
    }

    pub(crate) fn spots(&self) -> &[Detail] {
        &self.spots
    }

    /// The spots as they are with left and right exchanged.
    pub(crate) fn mirrored_spots(&self) -> Vec<Detail> {
        let width = self.sides()[0] * 65535.0;
        let mirrored = |spot: &Detail| {
            let bits = descriptor::mirrored(spot.bits());
            Detail {
                bits: bits.to_le_bytes(),
                x: (width - f32::from(spot.x)).clamp(0.0, 65535.0) as u16,
                direction: 128_u8.wrapping_sub(spot.direction),
                ..*spot
            }
        };
        self.spots.iter().map(mirrored).collect()
    }
}

impl Detail {
    /// What surrounds it.
    pub(crate) fn bits(&self) -> u128 {
        u128::from_le_bytes(self.bits)
    }

    /// Bits in which the surroundings of two spots differ.
    pub(super) fn distance(&self, other: &Self) -> u32 {
        (self.bits() ^ other.bits()).count_ones()
    }

    /// Where it lies, in shares of the longer side.
    pub(super) fn place(&self) -> [f32; 2] {
        [self.x, self.y].map(|at| f32::from(at) / 65535.0)
    }

    /// By what factor this one is larger.
    pub(super) fn larger_than(&self, other: &Self) -> f32 {
        ((f32::from(self.scale) - f32::from(other.scale)) / STEPS).exp2()
    }

    /// By what angle this one is turned against the other, in radians, to the right.
    pub(super) fn turned_against(&self, other: &Self) -> f32 {
        f32::from(self.direction.wrapping_sub(other.direction)) / 256.0 * std::f32::consts::TAU
    }
}
