//! Pictures like photographs: light and shade on every scale, with things in front that have edges.

use image::{DynamicImage, GrayImage, Luma, Rgb, RgbImage, imageops, imageops::FilterType};

/// A linear congruential generator; the upper half of its state is used.
pub struct Numbers(u32);

impl Numbers {
    /// The numbers that belong to a seed; neighbouring seeds have nothing in common.
    pub fn of(seed: u32) -> Self {
        let mut numbers = Self(seed.wrapping_mul(2_654_435_761));
        (0..4).for_each(|_| _ = numbers.below(2));
        numbers
    }

    /// The next one, below `bound`.
    pub fn below(&mut self, bound: u32) -> u32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 16) % bound
    }

    fn share(&mut self) -> f32 {
        self.below(10_000) as f32 / 10_000.0
    }
}

/// Picture number `seed`, 480 to 800 pixels along its sides: clouds, and 3 to 12 things before them.
pub fn photo(seed: u32) -> RgbImage {
    let mut numbers = Numbers::of(seed);
    let (width, height) = (600 + numbers.below(200), 480 + numbers.below(120));
    let clouds = clouds(&mut numbers, width, height);
    let tint: [f32; 3] = std::array::from_fn(|_| 0.6 + 0.4 * numbers.share());
    let mut picture = RgbImage::from_fn(width, height, |x, y| {
        let light = clouds[(y * width + x) as usize];
        Rgb(tint.map(|tint| (light * tint).clamp(0.0, 255.0) as u8))
    });
    for _ in 0..3 + numbers.below(10) {
        thing(&mut picture, &mut numbers);
    }
    picture
}

/// Noise of six scales, the finer the fainter.
fn clouds(numbers: &mut Numbers, width: u32, height: u32) -> Vec<f32> {
    let mut light = vec![128.0; (width * height) as usize];
    for (cells, strength) in [(3, 90.0), (7, 60.0), (15, 42.0), (33, 28.0), (70, 18.0), (150, 10.0)] {
        let noise = GrayImage::from_fn(cells, cells * height / width + 1, |_, _| Luma([numbers.below(256) as u8]));
        let smooth = DynamicImage::ImageLuma8(noise).resize_exact(width, height, FilterType::CatmullRom);
        for (sum, value) in light.iter_mut().zip(smooth.as_bytes()) {
            *sum += (f32::from(*value) - 128.0) / 128.0 * strength;
        }
    }
    light
}

/// A shaded ellipse or a leaning block.
fn thing(picture: &mut RgbImage, numbers: &mut Numbers) {
    let (width, height) = (picture.width() as f32, picture.height() as f32);
    let (x, y) = (numbers.share() * width, numbers.share() * height);
    let (across, down) = ((0.03 + 0.12 * numbers.share()) * width, (0.03 + 0.2 * numbers.share()) * height);
    let (lean, round) = (numbers.share() - 0.5, numbers.below(2) == 1);
    let colour: [f32; 3] = std::array::from_fn(|_| 30.0 + 200.0 * numbers.share());
    let from = |middle: f32, reach: f32, end: u32| {
        (middle - reach).max(0.0) as u32..((middle + reach).max(0.0) as u32).min(end)
    };
    let (columns, rows) = (from(x, across + down, picture.width()), from(y, down, picture.height()));
    for (px, py) in rows.flat_map(|py| columns.clone().map(move |px| (px, py))) {
        let pixel = picture.get_pixel_mut(px, py);
        let (v, u) = ((py as f32 - y) / down, (px as f32 - x - lean * (py as f32 - y)) / across);
        let inside = if round { u * u + v * v < 1.0 } else { u.abs() < 1.0 && v.abs() < 1.0 };
        if inside {
            let old = f32::from(pixel.0[0]) - 128.0;
            pixel.0 = colour.map(|value| (value * (1.0 - 0.35 * u) + 0.2 * old).clamp(0.0, 255.0) as u8);
        }
    }
}

/// Cuts off a share of both sides, in percent; `side` says where the rest lies: 0 in the middle, else in a corner.
pub fn cropped(picture: &RgbImage, percent: u32, side: u32) -> RgbImage {
    let (width, height) = picture.dimensions();
    let (cut_x, cut_y) = (width * percent / 100, height * percent / 100);
    let (x, y) = [(cut_x / 2, cut_y / 2), (0, 0), (cut_x, 0), (0, cut_y), (cut_x, cut_y)][side as usize % 5];
    imageops::crop_imm(picture, x, y, width - cut_x, height - cut_y).to_image()
}

/// Lays a box with a pattern over a corner; so many percent of each side.
pub fn boxed(picture: &RgbImage, percent: u32, seed: u32) -> RgbImage {
    let (width, height) = picture.dimensions();
    let (across, down) = (width * percent / 100, height * percent / 100);
    let (x, y) = [(0, 0), (width - across, 0), (0, height - down), (width - across, height - down)][seed as usize % 4];
    let mut numbers = Numbers::of(seed ^ 0x5eed);
    let paints: [[u8; 3]; 2] = std::array::from_fn(|_| std::array::from_fn(|_| numbers.below(256) as u8));
    let mut boxed = picture.clone();
    for (dx, dy) in (0..across * down).map(|at| (at % across, at / across)) {
        let is_ink = dy % 22 > 8 && dy > 10 && (dx + dy / 22 * 31) % 13 < 6;
        boxed.put_pixel(x + dx, y + dy, Rgb(paints[usize::from(is_ink)]));
    }
    boxed
}

/// A border of one colour, so many percent of each side.
pub fn bordered(picture: &RgbImage, percent: u32, colour: [u8; 3]) -> RgbImage {
    let (width, height) = picture.dimensions();
    let (x, y) = (width * percent / 100, height * percent / 100);
    let mut framed = RgbImage::from_pixel(width + 2 * x, height + 2 * y, Rgb(colour));
    imageops::replace(&mut framed, picture, i64::from(x), i64::from(y));
    framed
}

/// A bar with lines of writing, below or above, so many percent of the height.
pub fn captioned(picture: &RgbImage, percent: u32, seed: u32) -> RgbImage {
    let (width, height) = picture.dimensions();
    let bar = height * percent / 100;
    let (above, paper) = (seed.is_multiple_of(2), if seed % 4 < 2 { 255 } else { 0 });
    let mut captioned = RgbImage::from_pixel(width, height + bar, Rgb([paper; 3]));
    imageops::replace(&mut captioned, picture, 0, if above { i64::from(bar) } else { 0 });
    let start = if above { 0 } else { height };
    for y in (0..bar).filter(|y| *y > 8 && *y + 8 < bar && y % 26 < 15) {
        for x in (width / 12..width * 11 / 12).filter(|x| x % 11 < 5 && (x + y / 26 * 37) % 70 > 14) {
            captioned.put_pixel(x, start + y, Rgb([255 - paper; 3]));
        }
    }
    captioned
}

/// Turned by some degrees about its middle; what comes into sight is black.
pub fn tilted(picture: &RgbImage, degrees: f32) -> RgbImage {
    let (width, height) = picture.dimensions();
    let (sine, cosine) = degrees.to_radians().sin_cos();
    let (cx, cy) = (width as f32 / 2.0, height as f32 / 2.0);
    RgbImage::from_fn(width, height, |x, y| {
        let (dx, dy) = (x as f32 + 0.5 - cx, y as f32 + 0.5 - cy);
        let (fx, fy) = (cx + dx * cosine + dy * sine - 0.5, cy - dx * sine + dy * cosine - 0.5);
        imageops::interpolate_bilinear(picture, fx, fy).unwrap_or(Rgb([0; 3]))
    })
}
