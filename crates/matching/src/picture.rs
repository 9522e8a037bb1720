//! Pictures: reading what was captured within limits, and making what may be shown of it.

pub(crate) mod details;
mod frames;
pub(crate) mod likeness;
mod placement;
mod quick;
mod views;

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::error::{ImageError, ParameterError, ParameterErrorKind};
use image::imageops::{self, FilterType};
use image::metadata::Orientation;
use image::{DynamicImage, ExtendedColorType, ImageBuffer, ImageDecoder, ImageFormat, ImageReader, Rgb};

use crate::pdq::{self, Hashed};

pub use details::{BadDetails, Details};
pub use frames::{Frame, FrameLimits, Frames, frames};
pub use likeness::{Change, Edges, Likeness, likeness};
pub use placement::{Placement, Region};
pub use quick::hash_file;
pub use views::{Trim, View};

/// What a picture may cost before it is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the encoded file.
    pub max_bytes: usize,
    /// Pixels of the decoded picture; decoding takes up to 16 bytes of memory for each.
    pub max_pixels: u64,
    /// Pixels along the longer side.
    pub max_side: u32,
}

impl Default for Limits {
    /// Room for any camera and for a screenshot of a long page: 40 MB, 64 megapixels, 40,000 pixels along a side.
    fn default() -> Self {
        Self { max_bytes: 40_000_000, max_pixels: 64_000_000, max_side: 40_000 }
    }
}

/// Why there is no picture. Everything but [`Error::NotAPicture`] means that something was not examined.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The bytes are something else: text, a document, a drawing in SVG.
    #[error("not a picture")]
    NotAPicture,
    /// A picture in a format that Vigie does not read.
    #[error("a picture in the {format} format, which cannot be read; examine it by hand")]
    Unsupported {
        /// The usual file name ending of the format.
        format: &'static str,
    },
    /// The file is longer than [`Limits::max_bytes`].
    #[error("the file has {bytes} bytes, more than the limit; raise the limit or examine it by hand")]
    TooManyBytes {
        /// The length of the file.
        bytes: usize,
    },
    /// The picture's header announces more than [`Limits::max_pixels`] or [`Limits::max_side`].
    #[error("the picture is {width} x {height} pixels, more than the limit; raise the limit or examine it by hand")]
    TooLarge {
        /// Announced width in pixels.
        width: u32,
        /// Announced height in pixels.
        height: u32,
    },
    /// An animation goes on beyond [`FrameLimits`].
    #[error("the animation has more than the {seen} frames that were looked at; raise the limit or examine it by hand")]
    TooManyFrames {
        /// Frames that were looked at.
        seen: usize,
    },
    /// It begins like a picture and cannot be decoded.
    #[error("the picture is damaged; capture it again")]
    Broken(#[source] ImageError),
}

/// A decoded picture: upright, opaque, 8 bits a channel.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    width: u32,
    height: u32,
    rgb: Vec<u8>,
}

/// Reads the first or only frame of a JPEG, PNG, GIF, WebP or BMP file; [`frames`] reads all of them.
///
/// The orientation noted by a camera is applied and transparency is laid over white, as a reader sees it on a page.
/// The size is taken from the header and checked before memory for the pixels is reserved.
///
/// # Errors
/// See [`Error`].
pub fn decode(bytes: &[u8], limits: &Limits) -> Result<Picture, Error> {
    if bytes.len() > limits.max_bytes {
        return Err(Error::TooManyBytes { bytes: bytes.len() });
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), recognise(bytes)?);
    reader.limits(decoder_limits(limits));
    let mut decoder = reader.into_decoder().map_err(Error::Broken)?;
    let (width, height) = sized(decoder.dimensions(), limits)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut image = DynamicImage::from_decoder(decoder).map_err(|error| match error {
        ImageError::Limits(_) => Error::TooLarge { width, height },
        other => Error::Broken(other),
    })?;
    image.apply_orientation(orientation);
    Ok(Picture { width: image.width(), height: image.height(), rgb: over_white(image) })
}

/// The size that a header announces, unless it is beyond the limits or there is nothing to be seen.
fn sized((width, height): (u32, u32), limits: &Limits) -> Result<(u32, u32), Error> {
    if u64::from(width) * u64::from(height) > limits.max_pixels || width.max(height) > limits.max_side {
        return Err(Error::TooLarge { width, height });
    }
    if width == 0 || height == 0 {
        let kind = ParameterErrorKind::DimensionMismatch;
        return Err(Error::Broken(ImageError::Parameter(ParameterError::from_kind(kind))));
    }
    Ok((width, height))
}

/// Names the format by the first bytes, as browsers do; a declared type or a file name proves nothing.
fn recognise(bytes: &[u8]) -> Result<ImageFormat, Error> {
    use ImageFormat::{Avif, Bmp, Gif, Ico, Jpeg, Png, Tiff, WebP};
    let unsupported = |format| Err(Error::Unsupported { format });
    match image::guess_format(bytes) {
        Ok(known @ (Jpeg | Png | Gif | WebP)) => Ok(known),
        Ok(Bmp) if is_bitmap(bytes) => Ok(Bmp),
        Ok(Avif) => unsupported("avif"),
        Ok(Ico) => unsupported("ico"),
        Ok(Tiff) => unsupported("tiff"),
        _ if matches!(bytes.get(4..12), Some(b"ftypheic" | b"ftypheix" | b"ftypmif1")) => unsupported("heic"),
        _ => Err(Error::NotAPicture),
    }
}

/// Whether what begins with the two letters of a bitmap goes on like one: texts may begin with them too.
///
/// # Source
/// Microsoft, Bitmap Storage: the reserved words of BITMAPFILEHEADER are zero; the sizes of the headers that may follow.
fn is_bitmap(bytes: &[u8]) -> bool {
    const HEADERS: [u8; 7] = [12, 40, 52, 56, 64, 108, 124];
    bytes.get(6..10) == Some(&[0; 4]) && matches!(bytes.get(14..18), Some(&[size, 0, 0, 0]) if HEADERS.contains(&size))
}

/// A ceiling for the decoder's own memory: 16 bits in four channels, and as much again for its tables.
fn decoder_limits(limits: &Limits) -> image::Limits {
    let mut inner = image::Limits::no_limits();
    inner.max_alloc = Some(limits.max_pixels.saturating_mul(16).saturating_add(1 << 24));
    inner
}

/// Reduces any colour layout to opaque red, green and blue bytes.
fn over_white(image: DynamicImage) -> Vec<u8> {
    if !image.color().has_alpha() {
        return image.into_rgb8().into_raw();
    }
    let blend = |channel: u8, alpha: u8| {
        let (channel, alpha) = (u32::from(channel), u32::from(alpha));
        ((channel * alpha + 255 * (255 - alpha) + 127) / 255) as u8
    };
    let rgba = image.into_rgba8();
    rgba.pixels()
        .flat_map(|pixel| {
            let [r, g, b, alpha] = pixel.0;
            [r, g, b].map(|channel| blend(channel, alpha))
        })
        .collect()
}

/// The longer side of a veil, in pixels.
const VEIL_SIDE: u32 = 320;

/// A veil is made of at most this many averages along its longer side: enough for light and composition, too few for
/// a face, a wound or a letter.
const VEIL_CELLS: u32 = 20;

/// Pixels that go into one average at least, so that a tiny picture is hidden as well.
const VEIL_CELL_SIDE: u32 = 8;

impl Picture {
    /// A picture of interleaved red, green and blue bytes, top row first; `None` unless they are
    /// `3 * width * height` and neither side is zero.
    pub fn from_rgb(width: u32, height: u32, rgb: Vec<u8>) -> Option<Self> {
        let pixels = u64::from(width) * u64::from(height);
        let fits = pixels > 0 && pixels.checked_mul(3) == u64::try_from(rgb.len()).ok();
        fits.then_some(Self { width, height, rgb })
    }

    /// Pixels from left to right; never zero.
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Pixels from top to bottom; never zero.
    pub fn height(&self) -> u32 {
        self.height
    }

    /// Red, green and blue bytes of each pixel, top row first.
    pub fn rgb(&self) -> &[u8] {
        &self.rgb
    }

    /// The perceptual hash and its quality.
    pub fn hash(&self) -> Hashed {
        pdq::hash_rgb(self.width, self.height, &self.rgb)
    }

    /// What the console shows unasked: a JPEG of at most 320 pixels a side, grey, and blurred beyond restoring,
    /// because only a few averages of the original go into it.
    pub fn veil(&self) -> Vec<u8> {
        let cells = (self.width.max(self.height) / VEIL_CELL_SIDE).clamp(1, VEIL_CELLS);
        let coarse = DynamicImage::ImageRgb8(self.shrunk(cells)).into_luma8();
        let (width, height) = self.fitted(VEIL_SIDE);
        let smooth = imageops::resize(&coarse, width, height, FilterType::Gaussian);
        jpeg(&smooth, width, height, ExtendedColorType::L8)
    }

    /// The picture drawn anew as a JPEG with no side longer than `max_side` pixels (taken as 16 to 4096), without any
    /// of the original's metadata. For display only; the evidence is the sealed original.
    pub fn preview(&self, max_side: u32) -> Vec<u8> {
        let small = self.shrunk(max_side.clamp(16, 4096));
        jpeg(&small, small.width(), small.height(), ExtendedColorType::Rgb8)
    }

    /// The size of the picture when its longer side is `max_side` at most.
    fn fitted(&self, max_side: u32) -> (u32, u32) {
        let longest = self.width.max(self.height);
        let scale = |side: u32| match longest > max_side {
            true => (u64::from(side) * u64::from(max_side) / u64::from(longest)).max(1) as u32,
            false => side,
        };
        (scale(self.width), scale(self.height))
    }

    fn shrunk(&self, max_side: u32) -> ImageBuffer<Rgb<u8>, Vec<u8>> {
        let (width, height) = self.fitted(max_side);
        let view: ImageBuffer<Rgb<u8>, &[u8]> = ImageBuffer::from_raw(self.width, self.height, self.rgb.as_slice())
            .expect("the constructors checked the length");
        imageops::thumbnail(&view, width, height)
    }
}

/// Sides and colours only: what a picture shows does not belong in a log.
impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Picture({} x {})", self.width, self.height)
    }
}

fn jpeg(pixels: &[u8], width: u32, height: u32, colour: ExtendedColorType) -> Vec<u8> {
    const QUALITY: u8 = 82;
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, QUALITY)
        .encode(pixels, width, height, colour)
        .expect("a JPEG of at most 4096 pixels a side can be written to memory");
    bytes
}
