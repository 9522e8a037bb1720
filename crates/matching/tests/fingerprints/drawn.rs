//! Pictures drawn by whole-number arithmetic, so that another program can draw the same ones.

use matching::picture::Picture;

/// A linear congruential generator; the upper half of its state is used.
struct Numbers(u32);

impl Numbers {
    fn below(&mut self, bound: u32) -> u32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 16) % bound
    }
}

/// A colour slope with `1 + seed % 24` rectangles and ellipses on it, faint where three divides the seed. (A slope
/// alone will not do: most of its frequencies are nothing but rounding errors, in any implementation.)
///
/// Each shape takes these numbers in turn: left edge below the width, top edge below the height, width less one below
/// a third of the width and one, height likewise, red, green and blue below 256, and 1 of 2 for an ellipse that fills
/// the rectangle. Shapes are cut off at the picture's edges.
pub fn picture(seed: u32, width: u32, height: u32) -> Picture {
    let slope = |x: u32, y: u32| [x * 255 / width, y * 255 / height, (x + y) * 255 / (width + height)].map(|v| v as u8);
    let mut pixels: Vec<[u8; 3]> = (0..height).flat_map(|y| (0..width).map(move |x| slope(x, y))).collect();
    let mut numbers = Numbers(seed);
    for _ in 0..1 + seed % 24 {
        let (left, top) = (numbers.below(width), numbers.below(height));
        let (across, down) = (numbers.below(width / 3 + 1) + 1, numbers.below(height / 3 + 1) + 1);
        let colour = [(); 3].map(|()| numbers.below(256) as u8);
        let round = numbers.below(2) == 1;
        for y in top..height.min(top + down) {
            for x in left..width.min(left + across) {
                if !round || in_ellipse(x - left, y - top, across, down) {
                    pixels[(y * width + x) as usize] = colour;
                }
            }
        }
    }
    if seed.is_multiple_of(3) {
        pixels.iter_mut().flatten().for_each(|v| *v = *v / 6 + 96);
    }
    Picture::from_rgb(width, height, pixels.concat()).expect("as many bytes as the size asks for")
}

/// Whether the centre of a pixel lies in the ellipse that fills `across` by `down` pixels.
fn in_ellipse(x: u32, y: u32, across: u32, down: u32) -> bool {
    let [x, y, across, down] = [x, y, across, down].map(i64::from);
    let (dx, dy) = ((2 * x + 1 - across) * down, (2 * y + 1 - down) * across);
    dx * dx + dy * dy <= (across * down).pow(2)
}
