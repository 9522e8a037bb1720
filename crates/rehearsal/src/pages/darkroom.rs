//! The picture files that pages show. Each edited copy is made once and used on several pages.

use super::Asset;
use crate::material::Bank;
use crate::pictures::{self, Edit, Picture};
use image::DynamicImage;
use rand::{Rng, SeedableRng, rngs::StdRng};

/// Edited copies of each known picture.
const PRINTS: usize = 3;
/// Pictures that are in no bank. There are fewer than known ones.
const STRANGERS: u64 = 12;
/// Numbers from here on are strangers', so that they never coincide with the bank's.
const FIRST_STRANGER: u64 = 1000;

/// One in so many strangers is composed like a known picture, and shows something else.
const ALIKE_EVERY: usize = 3;

/// A picture file as a page shows it.
#[derive(Clone)]
pub(super) struct Shot {
    pub file: Vec<u8>,
    pub content_type: &'static str,
    pub extension: &'static str,
}

impl Shot {
    fn jpeg(file: Vec<u8>) -> Self {
        Self { file, content_type: "image/jpeg", extension: "jpg" }
    }

    /// The shot as a file at `path`.
    pub fn at(self, path: String) -> Asset {
        Asset { path, content_type: self.content_type.to_owned(), body: self.file }
    }
}

/// All picture files of one rehearsal.
pub(super) struct Darkroom {
    exact: Vec<Vec<u8>>,
    prints: Vec<Vec<u8>>,
    strangers: Vec<Vec<u8>>,
}

impl Darkroom {
    /// Makes every file that pages may show, from the bank and the pictures it was encoded from.
    pub fn new(seed: u64, bank: &Bank, originals: &[Picture]) -> Self {
        let copies = originals.len() * PRINTS;
        let print = |n: usize| {
            let mut rng = StdRng::seed_from_u64(seed ^ ((n as u64 + 1) << 32));
            Edit::random(&mut rng).apply(&originals[n % originals.len()])
        };
        let stranger = |n: usize| {
            let number = FIRST_STRANGER + n as u64;
            let picture = match n % ALIKE_EVERY {
                1 => pictures::draw_like(seed, n as u64, number),
                _ => pictures::draw(seed, number),
            };
            pictures::jpeg(&DynamicImage::ImageRgb8(picture), 85)
        };
        Self {
            exact: bank.pictures.iter().map(|picture| picture.png.clone()).collect(),
            prints: pictures::side_by_side(copies, print),
            strangers: pictures::side_by_side(STRANGERS as usize, stranger),
        }
    }

    /// Known picture `n` as it is in the bank, counting round and round.
    pub fn exact(&self, n: usize) -> Shot {
        Shot { file: self.exact[n % self.exact.len()].clone(), content_type: "image/png", extension: "png" }
    }

    /// Edited copy `n`, counting round and round; neighbours are of different pictures.
    pub fn print(&self, n: usize) -> Shot {
        Shot::jpeg(self.prints[n % self.prints.len()].clone())
    }

    /// Any copy of any known picture, mostly an edited one.
    pub fn any(&self, rng: &mut StdRng) -> Shot {
        let n = rng.random_range(0..self.prints.len());
        if rng.random_bool(0.3) { self.exact(n) } else { self.print(n) }
    }

    /// A picture that is in no bank.
    pub fn stranger(&self, n: usize) -> Shot {
        Shot::jpeg(self.strangers[n % self.strangers.len()].clone())
    }
}
