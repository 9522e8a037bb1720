//! What people do to a picture before they post it again.

use super::Picture;
use image::{DynamicImage, Rgb, imageops, imageops::FilterType};
use rand::Rng;

/// The shorter side of a copy has at least so many pixels. The perceptual hash samples 64 rows and
/// columns through windows of whole pixels; in smaller copies these are so few that the samples
/// shift against those of the original, and up to 34 bits with them.
const SHORTEST_SIDE: u32 = 264;

/// What is done to a picture as a whole, so that a hash of all of it no longer finds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Nothing.
    Whole,
    /// Left and right change places.
    Mirrored,
    /// A black border of so many percent of each side is put around it.
    Bordered(u32),
    /// So many percent of each side are cut off at the left and the top.
    Cropped(u32),
    /// A plain box of so many percent of each side lies over a corner.
    Covered(u32),
}

impl Shape {
    fn random(rng: &mut impl Rng) -> Self {
        match rng.random_range(0..8) {
            0 => Self::Mirrored,
            1 => Self::Bordered(rng.random_range(3..=8)),
            2 => Self::Cropped(rng.random_range(5..=20)),
            3 => Self::Covered(rng.random_range(15..=25)),
            _ => Self::Whole,
        }
    }

    fn apply(self, picture: &Picture) -> Picture {
        let (width, height) = picture.dimensions();
        let share = |percent: u32| (width * percent / 100, height * percent / 100);
        match self {
            Self::Whole => picture.clone(),
            Self::Mirrored => imageops::flip_horizontal(picture),
            Self::Bordered(percent) => {
                let (beside, above) = share(percent);
                let mut framed = Picture::new(width + 2 * beside, height + 2 * above);
                imageops::replace(&mut framed, picture, i64::from(beside), i64::from(above));
                framed
            }
            Self::Cropped(percent) => {
                let (left, top) = share(percent);
                imageops::crop_imm(picture, left, top, width - left, height - top).to_image()
            }
            Self::Covered(percent) => {
                let (wide, high) = share(percent);
                let mut covered = picture.clone();
                let plain = Picture::from_pixel(wide, high, Rgb([230, 40, 40]));
                imageops::replace(&mut covered, &plain, i64::from(width - wide), 0);
                covered
            }
        }
    }
}

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
    /// What is done to it as a whole.
    pub shape: Shape,
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
            shape: Shape::random(rng),
        }
    }

    /// Applies the edit and encodes the result.
    #[must_use]
    pub fn apply(self, picture: &Picture) -> Vec<u8> {
        let picture = self.shape.apply(picture);
        let (width, height) = picture.dimensions();
        let mut edited = DynamicImage::ImageRgb8(picture);
        let percent = self.scale_percent.max(SHORTEST_SIDE * 100 / width.min(height) + 1);
        if percent != 100 {
            let scaled = |length: u32| length * percent / 100;
            edited = edited.resize_exact(scaled(width), scaled(height), FilterType::Triangle);
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
