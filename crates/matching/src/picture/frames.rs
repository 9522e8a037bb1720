//! The frames of an animation, one after the other.

use std::io::Cursor;
use std::time::Duration;

use image::codecs::gif::GifDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
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
    frames: Box<dyn Iterator<Item = ImageResult<image::Frame>> + 'a>,
    still: Option<Picture>,
    limits: FrameLimits,
    pixels_each: u64,
    seen: usize,
    at: Duration,
    ended: bool,
}

/// The frames of an animated GIF, WebP or PNG file, or the only picture of any other file that [`decode`] reads.
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
        ImageFormat::Gif => Some(animation(GifDecoder::new(file).map_err(Error::Broken)?, limits, Ok)?),
        ImageFormat::WebP => {
            let decoder = WebPDecoder::new(file).map_err(Error::Broken)?;
            if decoder.has_animation() { Some(animation(decoder, limits, Ok)?) } else { None }
        }
        ImageFormat::Png => {
            let decoder = PngDecoder::with_limits(file, decoder_limits(limits)).map_err(Error::Broken)?;
            let is_animated = decoder.is_apng().map_err(Error::Broken)?;
            if is_animated { Some(animation(decoder, limits, PngDecoder::apng)?) } else { None }
        }
        _ => None,
    };
    let (frames, pixels_each) = animated.unwrap_or_else(|| (Box::new(std::iter::empty()), 0));
    let still = if pixels_each == 0 { Some(decode(bytes, limits)?) } else { None };
    Ok(Frames { frames, still, limits: of_frames, pixels_each, seen: 0, at: Duration::ZERO, ended: false })
}

type Decoded<'a> = (Box<dyn Iterator<Item = ImageResult<image::Frame>> + 'a>, u64);

/// The frames of a decoder whose size was found to be within the limits, and the pixels of each.
fn animation<'a, D: ImageDecoder, A: AnimationDecoder<'a>>(
    mut decoder: D,
    limits: &Limits,
    opened: impl FnOnce(D) -> ImageResult<A>,
) -> Result<Decoded<'a>, Error> {
    let (width, height) = sized(decoder.dimensions(), limits)?;
    decoder.set_limits(decoder_limits(limits)).map_err(|_| Error::TooLarge { width, height })?;
    let frames = opened(decoder).map_err(Error::Broken)?.into_frames();
    Ok((Box::new(frames), u64::from(width) * u64::from(height)))
}

impl Frames<'_> {
    fn read(&mut self) -> Option<Result<Frame, Error>> {
        if let Some(picture) = self.still.take() {
            return Some(Ok(Frame { at: self.at, picture }));
        }
        // Whether there is one more has to be known before a limit can be said to have cut it off.
        let frame = self.frames.next()?;
        let most = u64::try_from(self.limits.max_frames).unwrap_or(u64::MAX);
        let next = self.seen as u64 + 1;
        if next > most || self.pixels_each.saturating_mul(next) > self.limits.max_pixels {
            return Some(Err(Error::TooManyFrames { seen: self.seen }));
        }
        let frame = match frame {
            Ok(frame) => frame,
            Err(error) => return Some(Err(Error::Broken(error))),
        };
        let at = self.at;
        self.at = at.saturating_add(frame.delay().into());
        self.seen += 1;
        let image = DynamicImage::ImageRgba8(frame.into_buffer());
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
