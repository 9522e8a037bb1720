//! An animation to look at.

/// A square of this many pixels a side.
const SIDE: u16 = 128;
/// Code words of a GIF file that begin and end what it says.
const CLEAR: u16 = 256;
const END: u16 = 257;

/// An animated GIF file of invented waves, one frame for each seed; the same for the same seeds.
#[must_use]
pub fn animation(seeds: &[u32]) -> Vec<u8> {
    let mut file = b"GIF89a".to_vec();
    let sides = [SIDE.to_le_bytes(), SIDE.to_le_bytes()].concat();
    file.extend(&sides);
    // A table of 256 colours, all of them greys.
    file.extend([0xf7, 0, 0]);
    file.extend((0..=255).flat_map(|grey: u8| [grey; 3]));
    for seed in seeds {
        // A tenth of a second each, then a picture over the whole.
        file.extend([0x21, 0xf9, 4, 0, 10, 0, 0, 0, 0x2c, 0, 0, 0, 0]);
        file.extend(&sides);
        file.extend([0, 8]);
        for block in packed(&waves(*seed)).chunks(255) {
            file.push(block.len() as u8);
            file.extend(block);
        }
        file.push(0);
    }
    file.push(0x3b);
    file
}

fn waves(seed: u32) -> Vec<u8> {
    let (across, down) = (f64::from(seed % 7 + 1) * 6.3, f64::from(seed % 5 + 1) * 4.1);
    let (here, there) = (f64::from(seed) * 1.7, f64::from(seed) * 2.3);
    let grey = |x: u16, y: u16| {
        let (x, y) = (f64::from(x) / f64::from(SIDE), f64::from(y) / f64::from(SIDE));
        (127.0 + 60.0 * (across * x + here).sin() + 60.0 * (down * (y + x * x) + there).cos()) as u8
    };
    (0..SIDE).flat_map(|y| (0..SIDE).map(move |x| grey(x, y))).collect()
}

/// Code words of nine bits that name each pixel by itself; the table is cleared before the words would grow longer.
fn packed(pixels: &[u8]) -> Vec<u8> {
    let runs =
        pixels.chunks(250).flat_map(|run| std::iter::once(CLEAR).chain(run.iter().map(|pixel| u16::from(*pixel))));
    let (mut bytes, mut held, mut bits) = (Vec::new(), 0_u32, 0);
    for word in runs.chain([END]) {
        held |= u32::from(word) << bits;
        bits += 9;
        while bits >= 8 {
            bytes.push(held as u8);
            held >>= 8;
            bits -= 8;
        }
    }
    bytes.push(held as u8);
    bytes
}
