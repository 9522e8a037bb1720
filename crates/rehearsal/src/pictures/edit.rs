//! What people do to a picture before they post it again.

use super::Picture;
use image::{DynamicImage, imageops::FilterType};
use rand::Rng;

/// The shorter side of a copy has at least so many pixels. The perceptual hash samples 64 rows and
/// columns through windows of whole pixels; in smaller copies these are so few that the samples
/// shift against those of the original, and up to 34 bits with them.
const SHORTEST_SIDE: u32 = 264;

/// One way of changing a picture; the result is always a JPEG file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edit {
    /// JPEG quality, 30 to 90.
    pub quality: u8,
    /// New width and height in percent of the old, 30 to 150; more where the copy would be too
    /// small, see [`Edit::apply`].
    pub scale_percent: u32,
    /// Whether the colours are taken away.
    pub grey: bool,
    /// Whether it is slightly blurred.
    pub blur: bool,
    /// What is added to every colour value, -20 to 20.
    pub brightness: i32,
}

impl Edit {
    /// Picks an edit that changes at least the encoding.
    pub fn random(rng: &mut impl Rng) -> Self {
        const SCALES: [u32; 8] = [30, 35, 45, 60, 80, 100, 120, 150];
        Self {
            quality: rng.random_range(30..=90),
            scale_percent: SCALES[rng.random_range(0..SCALES.len())],
            grey: rng.random_bool(0.25),
            blur: rng.random_bool(0.2),
            brightness: if rng.random_bool(0.3) { rng.random_range(-20..=20) } else { 0 },
        }
    }

    /// Applies the edit and encodes the result.
    #[must_use]
    pub fn apply(self, picture: &Picture) -> Vec<u8> {
        let mut edited = DynamicImage::ImageRgb8(picture.clone());
        let shorter = picture.width().min(picture.height());
        let percent = self.scale_percent.max(SHORTEST_SIDE * 100 / shorter + 1);
        if percent != 100 {
            let scaled = |length: u32| length * percent / 100;
            let (width, height) = (scaled(picture.width()), scaled(picture.height()));
            edited = edited.resize_exact(width, height, FilterType::Triangle);
        }
        if self.grey {
            edited = edited.grayscale();
        }
        if self.blur {
            edited = edited.fast_blur(1.2);
        }
        if self.brightness != 0 {
            edited = edited.brighten(self.brightness);
        }
        super::jpeg(&edited, self.quality)
    }
}
