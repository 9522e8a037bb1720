//! Composes a picture: sky and water, weather on many scales, a few things standing in it.

use super::{Picture, lettering};
use image::{DynamicImage, GrayImage, Rgb, RgbImage, imageops::FilterType};
use rand::{Rng, SeedableRng, rngs::StdRng};

/// Cells across the picture and strength of each layer of light and shade, coarse to fine. The
/// middle layers are the strong ones because a perceptual hash reads up to 16 waves per side.
const WEATHER: [(u32, f32); 4] = [(5, 50.0), (11, 55.0), (23, 50.0), (47, 18.0)];

/// How many of the layers, the coarsest, a picture shares with one that is drawn like it.
const SHARED: usize = 2;

/// The layers are added up in a picture so many times smaller, which is then enlarged: nothing in
/// them is fine enough to need every pixel.
const WEATHER_SHRUNK: u32 = 4;

/// What the sum of the layers is divided by so that it fits a byte.
const SOFTENED: f32 = 1.4;

/// Colours keep this many of their lowest bits clear, so that PNG files stay small.
const COARSENESS: u8 = 0b1111_1000;

type Colour = [f32; 3];

/// Colours of the top of the sky, the horizon and the near water, one line for each mood.
const MOODS: [[Colour; 3]; 6] = [
    [[96.0, 140.0, 190.0], [190.0, 205.0, 212.0], [60.0, 100.0, 120.0]],
    [[120.0, 126.0, 136.0], [178.0, 180.0, 178.0], [84.0, 96.0, 98.0]],
    [[92.0, 84.0, 124.0], [222.0, 160.0, 120.0], [84.0, 72.0, 88.0]],
    [[150.0, 176.0, 182.0], [208.0, 208.0, 186.0], [92.0, 124.0, 104.0]],
    [[64.0, 78.0, 104.0], [128.0, 142.0, 152.0], [52.0, 64.0, 74.0]],
    [[170.0, 186.0, 204.0], [224.0, 204.0, 170.0], [134.0, 120.0, 96.0]],
];

/// Sun, moon, buoys and a balloon.
const DISCS: [Colour; 5] =
    [[250.0, 226.0, 140.0], [236.0, 232.0, 218.0], [196.0, 72.0, 52.0], [60.0, 92.0, 72.0], [44.0, 60.0, 96.0]];

/// Draws picture number `number` of the rehearsal `seed`; the same two numbers give the same
/// picture. Its longer side has 896 to 1024 pixels.
#[must_use]
pub fn draw(seed: u64, number: u64) -> Picture {
    paint(Chances { layout: chance(seed, number), content: None })
}

/// Draws a picture that is composed like number `number`, and is another: the same size, colours,
/// horizon and large masses of light, with other clouds and waves and other things standing in it.
#[must_use]
pub fn draw_like(seed: u64, number: u64, other: u64) -> Picture {
    paint(Chances { layout: chance(seed, number), content: Some(chance(seed, other)) })
}

fn chance(seed: u64, number: u64) -> StdRng {
    // The constant only spreads neighbouring seeds, so that pictures of two seeds never coincide.
    StdRng::seed_from_u64(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ number)
}

/// What decides how a picture is composed, and what decides what is in it, if that is something else.
struct Chances {
    layout: StdRng,
    content: Option<StdRng>,
}

impl Chances {
    fn content(&mut self) -> &mut StdRng {
        self.content.as_mut().unwrap_or(&mut self.layout)
    }
}

fn paint(mut chances: Chances) -> Picture {
    let rng = &mut chances.layout;
    let width = rng.random_range(112..=128) * 8;
    let height = width * rng.random_range(72..=100) / 100;
    let (width, height) = if rng.random_bool(0.2) { (height, width) } else { (width, height) };
    let mut picture = backdrop(&mut chances, width, height);
    let rng = chances.content();
    for _ in 0..rng.random_range(2..5) {
        disc(&mut picture, rng);
        mast(&mut picture, rng);
    }
    tower(&mut picture, rng);
    sign(&mut picture, rng);
    picture
}

fn colour(rng: &mut StdRng, from: f32, to: f32) -> Colour {
    [(); 3].map(|()| rng.random_range(from..to))
}

fn ink(colour: Colour) -> Rgb<u8> {
    Rgb(colour.map(|value| value.clamp(0.0, 255.0) as u8 & COARSENESS))
}

/// Sky, horizon and water under several layers of clouds and waves.
fn backdrop(chances: &mut Chances, width: u32, height: u32) -> RgbImage {
    let rng = &mut chances.layout;
    let [top, middle, bottom] =
        MOODS[rng.random_range(0..MOODS.len())].map(|mood| mood.map(|value| value + rng.random_range(-18.0..18.0)));
    let horizon = rng.random_range(0.25..0.75) * height as f32;
    let weather = weather(chances, width, height);
    let tint = colour(&mut chances.layout, 0.85, 1.05);
    let mut picture = RgbImage::new(width, height);
    for (at, pixel) in picture.pixels_mut().enumerate() {
        let row = (at as u32 / width) as f32;
        let (from, to, share) = if row < horizon {
            (top, middle, row / horizon)
        } else {
            (middle, bottom, (row - horizon) / (height as f32 - horizon))
        };
        let light = (f32::from(weather[at]) - 128.0) * SOFTENED;
        let mut mixed = [0.0; 3];
        for channel in 0..3 {
            let base = from[channel] + (to[channel] - from[channel]) * share;
            mixed[channel] = base + light * tint[channel];
        }
        *pixel = ink(mixed);
    }
    picture
}

/// The light of clouds and waves, one byte for each pixel, 128 where there is neither light nor shade.
fn weather(chances: &mut Chances, width: u32, height: u32) -> Vec<u8> {
    let (across, down) = (width / WEATHER_SHRUNK, height / WEATHER_SHRUNK);
    let mut sum = vec![0.0; (across * down) as usize];
    for (place, (cells, strength)) in WEATHER.into_iter().enumerate() {
        let rng = if place < SHARED { &mut chances.layout } else { chances.content() };
        let noise = GrayImage::from_fn(cells, (cells * height / width).max(2), |_, _| image::Luma([rng.random()]));
        for (total, value) in sum.iter_mut().zip(enlarged(noise, across, down)) {
            *total += (f32::from(value) - 128.0) / 128.0 * strength;
        }
    }
    let light = |x, y| image::Luma([(128.0 + sum[(y * across + x) as usize] / SOFTENED).clamp(0.0, 255.0) as u8]);
    enlarged(GrayImage::from_fn(across, down, light), width, height)
}

fn enlarged(picture: GrayImage, width: u32, height: u32) -> Vec<u8> {
    DynamicImage::ImageLuma8(picture).resize_exact(width, height, FilterType::CatmullRom).into_bytes()
}

/// Fills the part of the box `left..right`, `top..bottom` (in pixels) where `inside` holds.
fn fill(
    picture: &mut Picture,
    [left, right, top, bottom]: [f32; 4],
    paint: Rgb<u8>,
    inside: impl Fn(f32, f32) -> bool,
) {
    let clip = |value: f32, end: u32| value.clamp(0.0, end as f32) as u32;
    for y in clip(top, picture.height())..clip(bottom, picture.height()) {
        for x in clip(left, picture.width())..clip(right, picture.width()) {
            if inside(x as f32, y as f32) {
                picture.put_pixel(x, y, paint);
            }
        }
    }
}

/// A sun, a moon, a buoy: a disc of any brightness.
fn disc(picture: &mut Picture, rng: &mut StdRng) {
    let (width, height) = (picture.width() as f32, picture.height() as f32);
    let (x, y) = (rng.random_range(0.0..width), rng.random_range(0.0..height));
    let radius = rng.random_range(0.03..0.12) * width;
    let paint = ink(DISCS[rng.random_range(0..DISCS.len())]);
    let frame = [x - radius, x + radius, y - radius, y + radius];
    fill(picture, frame, paint, |px, py| (px - x).powi(2) + (py - y).powi(2) < radius * radius);
}

/// A boat: a mast, a sail and a hull.
fn mast(picture: &mut Picture, rng: &mut StdRng) {
    let (width, height) = (picture.width() as f32, picture.height() as f32);
    let (x, y) = (rng.random_range(0.1..0.9) * width, rng.random_range(0.3..0.95) * height);
    let tall = rng.random_range(0.1..0.3) * height;
    let (dark, light) = (ink(colour(rng, 10.0, 90.0)), ink(colour(rng, 170.0, 250.0)));
    fill(picture, [x, x + tall * 0.6, y - tall, y], light, |px, py| px - x < (py - (y - tall)) * 0.6);
    let hull = tall * 0.25;
    let frame = [x - tall * 0.5, x + tall * 0.8, y, y + hull];
    fill(picture, frame, dark, |px, py| {
        let slope = (py - y) * 0.8;
        px > x - tall * 0.5 + slope && px < x + tall * 0.8 - slope
    });
}

/// The lighthouse, striped, narrowing towards its lamp.
fn tower(picture: &mut Picture, rng: &mut StdRng) {
    let (width, height) = (picture.width() as f32, picture.height() as f32);
    let x = rng.random_range(0.12..0.88) * width;
    let (top, bottom) = (rng.random_range(0.05..0.35) * height, rng.random_range(0.6..0.95) * height);
    let half = rng.random_range(0.04..0.09) * width;
    let stripes = rng.random_range(3.0..8.0_f32);
    let paints = [ink(colour(rng, 180.0, 250.0)), ink(colour(rng, 10.0, 110.0))];
    for (n, paint) in paints.into_iter().enumerate() {
        fill(picture, [x - half, x + half, top, bottom], paint, |px, py| {
            let share = (py - top) / (bottom - top);
            (px - x).abs() < half * (0.5 + 0.5 * share) && (share * stripes) as usize % 2 == n
        });
    }
    let lamp = ink([250.0, 240.0, rng.random_range(80.0..200.0)]);
    let frame = [x - half * 0.4, x + half * 0.4, top - half, top];
    fill(picture, frame, lamp, |_, _| true);
}

/// A plate that says REHEARSAL.
fn sign(picture: &mut Picture, rng: &mut StdRng) {
    let dot = rng.random_range(3..=5);
    let (wide, high) = lettering::size(dot);
    let left = rng.random_range(dot * 2..picture.width() - wide - dot * 2);
    let top = rng.random_range(dot * 2..picture.height() - high - dot * 2);
    let edge = dot as f32 * 1.5;
    let plate = [left as f32 - edge, (left + wide) as f32 + edge, top as f32 - edge, (top + high) as f32 + edge];
    fill(picture, plate, ink([250.0; 3]), |_, _| true);
    lettering::write(picture, left, top, dot, ink([16.0; 3]));
}
