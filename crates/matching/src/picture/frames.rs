//! The frames of an animation, one after the other.

use std::io::Cursor;
use std::time::Duration;

use image::codecs::gif::GifDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::error::{ImageError, ParameterError, ParameterErrorKind};
use image::metadata::Orientation;
use image::{AnimationDecoder, DynamicImage, ImageDecoder, ImageFormat, ImageResult};

use super::{Error, Limits, Picture, decode, decoder_limits, over_white, recognise, sized};

/// What an animation may cost besides the [`Limits`] of each frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FrameLimits {
    /// Frames that are looked at.
    pub max_frames: usize,
    /// Pixels of all frames together.
    pub max_pixels: u64,
}

impl Default for FrameLimits {
    /// A minute of film at 25 frames a second, or four billion pixels.
    fn default() -> Self {
        Self { max_frames: 1_500, max_pixels: 4_000_000_000 }
    }
}

/// One frame, as a reader sees it at its moment: whole, and laid over white.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// How long after the first frame it appears.
    pub at: Duration,
    /// What it shows.
    pub picture: Picture,
}

/// The frames of a file, decoded when they are asked for. After an error there are no more.
pub struct Frames<'a> {
    animated: Option<Animated<'a>>,
    still: Option<Picture>,
    limits: FrameLimits,
    seen: usize,
    at: Duration,
    ended: bool,
}

/// What is decoded frame by frame.
struct Animated<'a> {
    frames: Box<dyn Iterator<Item = ImageResult<image::Frame>> + 'a>,
    pixels_each: u64,
    /// What the camera noted, for all frames alike.
    turn: Orientation,
}

/// The frames of an animated GIF, WebP or PNG file, or the only picture of any other file that [`decode`] reads.
///
/// An animated PNG may hold a picture besides for programs that know no animation: it comes first, at the same moment
/// as the first frame.
///
/// A limit that is reached is the last item, so that what was not looked at is never taken for something that is not
/// there; so is damage behind the first frames.
///
/// # Errors
/// As [`decode`]: what is wrong with the file as a whole.
pub fn frames<'a>(bytes: &'a [u8], limits: &Limits, of_frames: FrameLimits) -> Result<Frames<'a>, Error> {
    if bytes.len() > limits.max_bytes {
        return Err(Error::TooManyBytes { bytes: bytes.len() });
    }
    let file = Cursor::new(bytes);
    let animated = match recognise(bytes)? {
        ImageFormat::Gif => Some(Animated::of(GifDecoder::new(file).map_err(Error::Broken)?, limits, Ok)?),
        ImageFormat::WebP => {
            let decoder = WebPDecoder::new(file).map_err(Error::Broken)?;
            if decoder.has_animation() { Some(Animated::of(decoder, limits, Ok)?) } else { None }
        }
        ImageFormat::Png => {
            let decoder = PngDecoder::with_limits(file, decoder_limits(limits)).map_err(Error::Broken)?;
            let is_animated = decoder.is_apng().map_err(Error::Broken)?;
            if is_animated { Some(Animated::of(decoder, limits, PngDecoder::apng)?) } else { None }
        }
        _ => None,
    };
    let has_still = animated.is_none() || begins_with_a_still(bytes);
    let still = if has_still { Some(decode(bytes, limits)?) } else { None };
    Ok(Frames { animated, still, limits: of_frames, seen: 0, at: Duration::ZERO, ended: false })
}

/// Whether the picture data of a PNG file come before the first control of a frame, and so belong to no frame.
///
/// # Source
/// Portable Network Graphics (Third Edition), 5.3 for chunks, 4.9 for the static image.
fn begins_with_a_still(bytes: &[u8]) -> bool {
    let mut rest = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n").unwrap_or_default();
    while let Some((&[a, b, c, d, ref kind @ ..], after)) = rest.split_first_chunk::<8>() {
        match kind {
            b"IDAT" => return true,
            b"fcTL" => return false,
            _ => {}
        }
        // The content, and four bytes that check it.
        let length = (u32::from_be_bytes([a, b, c, d]) as usize).saturating_add(4);
        rest = after.get(length..).unwrap_or_default();
    }
    false
}

impl<'a> Animated<'a> {
    /// The frames of a decoder whose size was found to be within the limits.
    fn of<D: ImageDecoder, A: AnimationDecoder<'a>>(
        mut decoder: D,
        limits: &Limits,
        opened: impl FnOnce(D) -> ImageResult<A>,
    ) -> Result<Self, Error> {
        let (width, height) = sized(decoder.dimensions(), limits)?;
        decoder.set_limits(decoder_limits(limits)).map_err(|_| Error::TooLarge { width, height })?;
        let turn = decoder.orientation().unwrap_or(Orientation::NoTransforms);
        let frames = opened(decoder).map_err(Error::Broken)?.into_frames();
        Ok(Self { frames: Box::new(frames), pixels_each: u64::from(width) * u64::from(height), turn })
    }
}

impl Frames<'_> {
    fn read(&mut self) -> Option<Result<Frame, Error>> {
        if let Some(picture) = self.still.take() {
            self.seen += 1;
            return Some(Ok(Frame { at: self.at, picture }));
        }
        // Whether there is one more has to be known before a limit can be said to have cut it off.
        let animated = self.animated.as_mut()?;
        let Some(frame) = animated.frames.next() else {
            let none = ImageError::Parameter(ParameterError::from_kind(ParameterErrorKind::NoMoreData));
            return (self.seen == 0).then_some(Err(Error::Broken(none)));
        };
        let most = u64::try_from(self.limits.max_frames).unwrap_or(u64::MAX);
        let next = self.seen as u64 + 1;
        if next > most || animated.pixels_each.saturating_mul(next) > self.limits.max_pixels {
            return Some(Err(Error::TooManyFrames { seen: self.seen }));
        }
        let frame = match frame {
            Ok(frame) => frame,
            Err(error) => return Some(Err(Error::Broken(error))),
        };
        let at = self.at;
        self.at = at.saturating_add(frame.delay().into());
        self.seen += 1;
        let mut image = DynamicImage::ImageRgba8(frame.into_buffer());
        image.apply_orientation(animated.turn);
        let picture = Picture { width: image.width(), height: image.height(), rgb: over_white(image) };
        Some(Ok(Frame { at, picture }))
    }
}

impl Iterator for Frames<'_> {
    type Item = Result<Frame, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let frame = self.read();
        self.ended = !matches!(frame, Some(Ok(_)));
        frame
    }
}
