//! A writer of the plainest JPEG files: each block of 8 by 8 pixels has one value, and each component a scan of its own.

use image::imageops::{self, FilterType};
use image::{ImageBuffer, Luma};

/// Columns and rows of blocks of the first component.
const BLOCKS: u32 = 16;

/// A file of 128 by 128 pixels whose grey values are those of `value` for each block, and whose colours, thinned out by
/// `thinned` across and down, are none.
pub fn one_scan_each(thinned: [u32; 2], value: impl Fn(u32, u32) -> u8) -> Vec<u8> {
    let mut file = vec![0xff, 0xd8];
    let [across, down] = thinned.map(|by| by as u8);
    segment(&mut file, 0xdb, &[&[0], &[8; 64][..]].concat());
    let side = (8 * BLOCKS) as u8;
    segment(&mut file, 0xc0, &[8, 0, side, 0, side, 3, 1, across << 4 | down, 0, 2, 0x11, 0, 3, 0x11, 0]);
    // Twelve lengths of a difference, each as four bits; and nothing but "end of block", as one.
    segment(
        &mut file,
        0xc4,
        &[0, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
    );
    segment(&mut file, 0xc4, &[0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let grey: Vec<u8> = (0..BLOCKS * BLOCKS).map(|at| value(at % BLOCKS, at / BLOCKS)).collect();
    let colours = vec![128; (BLOCKS / thinned[0] * (BLOCKS / thinned[1])) as usize];
    for (component, values) in [(1, &grey), (2, &colours), (3, &colours)] {
        segment(&mut file, 0xda, &[1, component, 0, 0, 63, 0]);
        scan(&mut file, values);
    }
    file.extend([0xff, 0xd9]);
    file
}

/// The pixels that such a file stands for.
pub fn blocks(value: impl Fn(u32, u32) -> u8) -> ImageBuffer<Luma<u8>, Vec<u8>> {
    let small = ImageBuffer::from_fn(BLOCKS, BLOCKS, |x, y| Luma([value(x, y)]));
    imageops::resize(&small, 8 * BLOCKS, 8 * BLOCKS, FilterType::Nearest)
}

fn segment(file: &mut Vec<u8>, marker: u8, content: &[u8]) {
    file.extend([0xff, marker, 0, content.len() as u8 + 2]);
    file.extend(content);
}

/// Writes how each value differs from the one before, which for one value in a block is all there is.
fn scan(file: &mut Vec<u8>, values: &[u8]) {
    let (mut bits, mut before) = (Vec::new(), 128i32);
    let mut put = |value: i32, count: u32| bits.extend((0..count).rev().map(|bit| value >> bit & 1));
    for value in values.iter().map(|value| i32::from(*value)) {
        let difference = value - before;
        let length = i32::BITS - difference.unsigned_abs().leading_zeros();
        put(length as i32, 4);
        put(difference - i32::from(difference < 0), length);
        put(0, 1);
        before = value;
    }
    while bits.len() % 8 > 0 {
        bits.push(1);
    }
    for byte in bits.chunks(8).map(|bits| bits.iter().fold(0, |byte, bit| byte << 1 | *bit as u8)) {
        file.push(byte);
        if byte == 0xff {
            file.push(0);
        }
    }
}
