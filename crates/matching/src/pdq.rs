//! PDQ, the perceptual hash that the referral community exchanges for still pictures.
//!
//! The picture is turned grey, blurred and sampled to 64 by 64 cells, and the sixteen by sixteen lowest frequencies of
//! those cells (without the constant one) are compared with their median: one bit each. Copies that were resized,
//! recompressed or slightly retouched differ in few of the 256 bits; unrelated pictures in about half of them.
//!
//! # Source
//! Meta, "PDQ and TMK + PDQF" (2019); conformance is judged against the reference implementation's hashes in
//! `tests/fingerprints/pdq.rs`.

mod attitude;
mod frequencies;
mod grid;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::digest::{NotHex, parse_hex};

pub use attitude::Attitude;

/// Hashes at most this far apart are taken for pictures of the same thing, as the exchanges do.
pub const RADIUS: u16 = 31;

/// Below this quality a picture has too little structure for its hash to mean anything, by the exchanges' convention.
pub const MIN_QUALITY: u8 = 50;

/// A 256-bit PDQ hash, most significant word first.
///
/// Written and read as the 64 hexadecimal digits of the reference implementation, also by serde.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Pdq(pub [u64; 4]);

impl Pdq {
    /// The number of bits in which two hashes differ: 0 (the same) to 256 (the negative).
    pub fn distance(self, other: Self) -> u16 {
        self.0.iter().zip(other.0).map(|(a, b)| (a ^ b).count_ones() as u16).sum()
    }
}

impl fmt::Display for Pdq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|word| write!(f, "{word:016x}"))
    }
}

impl fmt::Debug for Pdq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pdq({self})")
    }
}

impl FromStr for Pdq {
    type Err = NotHex;

    fn from_str(text: &str) -> Result<Self, NotHex> {
        let bytes: [u8; 32] = parse_hex(text)?;
        let (words, _) = bytes.as_chunks::<8>();
        Ok(Self(std::array::from_fn(|i| u64::from_be_bytes(words[i]))))
    }
}

impl TryFrom<String> for Pdq {
    type Error = NotHex;

    fn try_from(text: String) -> Result<Self, NotHex> {
        text.parse()
    }
}

impl From<Pdq> for String {
    fn from(pdq: Pdq) -> Self {
        pdq.to_string()
    }
}

/// A PDQ hash with what it is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hashed {
    /// The hash.
    pub pdq: Pdq,
    /// How much structure the picture has, 0 (blank) to 100; see [`MIN_QUALITY`].
    pub quality: u8,
}

impl Hashed {
    /// Whether the hash says enough about the picture to be looked up or put into a bank.
    pub fn is_usable(self) -> bool {
        self.quality >= MIN_QUALITY
    }
}

/// A picture with a side below this many pixels gets the zero hash at quality 0, as in the reference implementation.
const MIN_SIDE: u32 = 5;

/// Hashes a picture of interleaved 8-bit red, green and blue, top row first.
///
/// # Panics
/// When `rgb` is not `3 * width * height` bytes long.
pub fn hash_rgb(width: u32, height: u32, rgb: &[u8]) -> Hashed {
    hash_pixels(width, height, rgb, &grid::LUMA)
}

/// Hashes a picture of 8-bit grey values (full range, as the first component of a JPEG file has them), top row first.
///
/// # Panics
/// When `grey` is not `width * height` bytes long.
pub fn hash_grey(width: u32, height: u32, grey: &[u8]) -> Hashed {
    hash_pixels(width, height, grey, &[1.0])
}

/// Hashes a picture of interleaved 8-bit red, green and blue as it is, and turned and mirrored every way, as if its
/// pixels had been; without moving them, at half the cost.
///
/// # Panics
/// When `rgb` is not `3 * width * height` bytes long.
pub fn hash_every_way(width: u32, height: u32, rgb: &[u8]) -> [(Attitude, Hashed); 8] {
    let exchanges = [[false, false], [true, false], [false, true], [true, true]];
    let sampled = exchanges.map(|exchanged| (exchanged, sampled(exchanged, width, height, rgb, &grid::LUMA)));
    Attitude::ALL.map(|attitude| {
        let [sides, ends, diagonal] = attitude.steps();
        let grid = sampled.iter().find(|(exchanged, _)| *exchanged == [sides, ends]).and_then(|(_, grid)| *grid);
        let grid = if diagonal { grid.as_ref().map(grid::transposed) } else { grid };
        (attitude, hash_of(grid.as_ref()))
    })
}

fn hash_pixels(width: u32, height: u32, pixels: &[u8], shares: &[f32]) -> Hashed {
    hash_of(sampled([false, false], width, height, pixels, shares).as_ref())
}

fn hash_of(grid: Option<&grid::Grid>) -> Hashed {
    grid.map_or(Hashed { pdq: Pdq([0; 4]), quality: 0 }, |grid| Hashed {
        pdq: above_median(&frequencies::lowest(grid)),
        quality: grid::quality(grid),
    })
}

/// The grey cells of the picture with its sides and ends exchanged or not, unless it is too small.
fn sampled(exchanged: [bool; 2], width: u32, height: u32, pixels: &[u8], shares: &[f32]) -> Option<grid::Grid> {
    let (columns, rows) = (width as usize, height as usize);
    assert_eq!(pixels.len(), shares.len() * columns * rows, "a picture's bytes must fit its size");
    (width >= MIN_SIDE && height >= MIN_SIDE).then(|| grid::of_pixels(exchanged, columns, rows, pixels, shares))
}

/// One bit for each frequency, set where it exceeds the median (the lower of the two middle values).
fn above_median(frequencies: &[f32; 256]) -> Pdq {
    let mut ranked = *frequencies;
    let (_, &mut median, _) = ranked.select_nth_unstable_by(127, f32::total_cmp);
    let mut words = [0; 4];
    for (i, &value) in frequencies.iter().enumerate() {
        words[3 - i / 64] |= u64::from(value > median) << (i % 64);
    }
    Pdq(words)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn small_and_blank_pictures_have_no_quality() {
        let small = hash_rgb(4, 9, &[200; 4 * 9 * 3]);
        assert_eq!((small.pdq, small.quality), (Pdq([0; 4]), 0));
        assert!(!hash_rgb(300, 200, &[90; 300 * 200 * 3]).is_usable());
    }

    proptest! {
        #[test]
        fn survives_the_round_trip(words: [u64; 4]) {
            prop_assert_eq!(Pdq(words).to_string().parse(), Ok(Pdq(words)));
        }

        #[test]
        fn distance_is_a_metric(a: [u64; 4], b: [u64; 4], c: [u64; 4]) {
            let (a, b, c) = (Pdq(a), Pdq(b), Pdq(c));
            prop_assert_eq!(a.distance(b), b.distance(a));
            prop_assert_eq!(a.distance(a), 0);
            prop_assert_eq!(a.distance(Pdq(a.0.map(|word| !word))), 256);
            prop_assert!(a.distance(c) <= a.distance(b) + b.distance(c));
        }

        #[test]
        fn any_size_can_be_hashed(width in 1u32..300, height in 1u32..300, grey: u8) {
            let rgb = vec![grey; 3 * width as usize * height as usize];
            prop_assert_eq!(hash_rgb(width, height, &rgb).quality, 0);
        }
    }
}
