//! The word REHEARSAL, drawn with a bitmap font of the six letters it needs.

use super::Picture;
use crate::material::MARK;
use image::Rgb;

const WIDTH: u32 = 5;
const HEIGHT: u32 = 7;

/// The rows of a letter from top to bottom; the highest of five bits is the leftmost dot.
fn rows(letter: char) -> [u8; HEIGHT as usize] {
    match letter {
        'A' => [0x0E, 0x11, 0x11, 0x1F, 0x11, 0x11, 0x11],
        'E' => [0x1F, 0x10, 0x10, 0x1E, 0x10, 0x10, 0x1F],
        'H' => [0x11, 0x11, 0x11, 0x1F, 0x11, 0x11, 0x11],
        'L' => [0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x1F],
        'R' => [0x1E, 0x11, 0x11, 0x1E, 0x14, 0x12, 0x11],
        'S' => [0x0F, 0x10, 0x10, 0x0E, 0x01, 0x01, 0x1E],
        _ => [0; HEIGHT as usize],
    }
}

/// The width and height in pixels of the word when each dot is `dot` pixels wide.
pub(super) fn size(dot: u32) -> (u32, u32) {
    let letters = MARK.len() as u32;
    (letters * (WIDTH + 1) * dot - dot, HEIGHT * dot)
}

/// Writes the word with its upper left corner at (`left`, `top`), clipped to the picture.
pub(super) fn write(picture: &mut Picture, left: u32, top: u32, dot: u32, ink: Rgb<u8>) {
    for (n, letter) in MARK.chars().enumerate() {
        let start = left + n as u32 * (WIDTH + 1) * dot;
        for (row, bits) in rows(letter).into_iter().enumerate() {
            for column in (0..WIDTH).filter(|c| bits >> (WIDTH - 1 - c) & 1 == 1) {
                square(picture, start + column * dot, top + row as u32 * dot, dot, ink);
            }
        }
    }
}

fn square(picture: &mut Picture, left: u32, top: u32, side: u32, ink: Rgb<u8>) {
    for y in top..(top + side).min(picture.height()) {
        for x in left..(left + side).min(picture.width()) {
            picture.put_pixel(x, y, ink);
        }
    }
}
