//! The word REHEARSAL inside picture files, for whoever opens one without looking at it.

use crate::material::MARK;
use flate2::Crc;

/// Where the first chunk after the header starts: 8 bytes of signature and 25 of `IHDR`.
const AFTER_PNG_HEADER: usize = 33;

/// Adds a `tEXt` chunk to a PNG file.
///
/// # Source
/// PNG specification, third edition, sections 5.3 (chunk layout) and 11.3.3.2 (`tEXt`).
pub(super) fn png(mut file: Vec<u8>) -> Vec<u8> {
    let body = [b"tEXtDescription\0", MARK.as_bytes()].concat();
    let mut sum = Crc::new();
    sum.update(&body);
    let length = body.len() as u32 - 4;
    let chunk = [&length.to_be_bytes()[..], &body, &sum.sum().to_be_bytes()].concat();
    file.splice(AFTER_PNG_HEADER..AFTER_PNG_HEADER, chunk);
    file
}

/// Adds a comment segment to a JPEG file, after the `APP0` segment that has to come first.
///
/// # Source
/// ITU-T T.81, B.2.4.5 (comment); ITU-T T.871, 10.1 (`APP0` directly follows the start).
pub(super) fn jpeg(mut file: Vec<u8>) -> Vec<u8> {
    let first = u16::from_be_bytes([file[4], file[5]]);
    let at = 4 + usize::from(first);
    let length = MARK.len() as u16 + 2;
    let comment = [&[0xFF, 0xFE], &length.to_be_bytes()[..], MARK.as_bytes()].concat();
    file.splice(at..at, comment);
    file
}
