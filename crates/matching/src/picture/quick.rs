//! The hash of a file, without the colours where they are not needed.

use image::metadata::Orientation;
use image::{DynamicImage, ImageBuffer, ImageFormat};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::{Error, Limits, decode, recognise, sized};
use crate::pdq::{self, Hashed};

/// Hashes the first or only frame of a file as [`decode`] followed by [`Picture::hash`](super::Picture::hash) would,
/// up to very few bits, and several times as fast for the JPEG files that most pictures are.
///
/// A JPEG file holds the grey values that PDQ asks for as its first component, so the colours are not even computed.
/// The way through the colours rounds every pixel twice more, which tells the two apart in a bit or two.
///
/// # Errors
/// As [`decode`].
///
/// # Source
/// ITU-T T.871 (JFIF): the first component is Rec. 601 luma over the full range.
pub fn hash_file(bytes: &[u8], limits: &Limits) -> Result<Hashed, Error> {
    if bytes.len() <= limits.max_bytes
        && recognise(bytes)? == ImageFormat::Jpeg
        && let Some(hashed) = of_first_component(bytes, limits)
    {
        return Ok(hashed);
    }
    decode(bytes, limits).map(|picture| picture.hash())
}

/// `None` for JPEG files of other colour spaces, and for any that are damaged or too large: what is wrong with them is
/// said by [`decode`].
fn of_first_component(bytes: &[u8], limits: &Limits) -> Option<Hashed> {
    // As tolerant as `decode`; the size is checked below.
    let options = DecoderOptions::default().set_strict_mode(false).set_max_width(usize::MAX).set_max_height(usize::MAX);
    let options = options.jpeg_set_out_colorspace(ColorSpace::Luma);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().ok()?;
    if !matches!(decoder.input_colorspace()?, ColorSpace::YCbCr | ColorSpace::Luma) {
        return None;
    }
    let (width, height) = decoder.dimensions()?;
    let (width, height) = sized((width.try_into().ok()?, height.try_into().ok()?), limits).ok()?;
    let turn = decoder.exif().and_then(|exif| Orientation::from_exif_chunk(exif));
    let grey = decoder.decode().ok()?;
    let Some(turn) = turn.filter(|turn| *turn != Orientation::NoTransforms) else {
        return Some(pdq::hash_grey(width, height, &grey));
    };
    let mut image = DynamicImage::ImageLuma8(ImageBuffer::from_raw(width, height, grey)?);
    image.apply_orientation(turn);
    Some(pdq::hash_grey(image.width(), image.height(), image.as_bytes()))
}
