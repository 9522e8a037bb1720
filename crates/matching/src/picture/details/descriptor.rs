//! What the surroundings of a spot look like, in 128 bits that do not depend on how the picture is turned.

use std::f32::consts::TAU;
use std::sync::LazyLock;

use super::scale_space::{Octave, Plane, Spot};

/// The surroundings are cut into this many fields along each side.
const FIELDS: usize = 4;

/// Directions told apart in each field.
const DIRECTIONS: usize = 8;

/// Samples along each side of the surroundings.
const SAMPLES: usize = 16;

/// How far apart the samples lie, in blurs of the spot.
const SPACING: f32 = 0.75;

/// Directions told apart in looking for the one that a spot points to.
const COMPASS: usize = 36;

/// A second direction counts as well if it is so nearly as strong as the first.
const AS_STRONG: f32 = 0.8;

/// The four fields that a sample belongs to, each with its share.
type Shares = [(usize, f32); 4];

/// For each sample the fields it belongs to; samples farther out weigh less.
static SHARES: LazyLock<Vec<Shares>> = LazyLock::new(|| {
    let middle = (SAMPLES as f32 - 1.0) / 2.0;
    let place = |at: usize| (at as f32 + 0.5) / (SAMPLES / FIELDS) as f32 - 0.5;
    let share = |at: usize, field: usize| (1.0 - (place(at) - field as f32).abs()).max(0.0);
    let nearest = |at: usize| (place(at).max(0.0) as usize).min(FIELDS - 2);
    let of_sample = |sample: usize| {
        let (u, v) = (sample % SAMPLES, sample / SAMPLES);
        let apart = (u as f32 - middle).powi(2) + (v as f32 - middle).powi(2);
        let weight = (-apart / (2.0 * (SAMPLES as f32 / 2.0).powi(2))).exp();
        std::array::from_fn(|corner| {
            let (column, row) = (nearest(u) + corner % 2, nearest(v) + corner / 2);
            (row * FIELDS + column, weight * share(u, column) * share(v, row))
        })
    };
    (0..SAMPLES * SAMPLES).map(of_sample).collect()
});

/// The directions in which a spot points, in radians: one, or two that are nearly as clear.
pub(super) fn directions(octaves: &[Octave], spot: &Spot) -> Vec<f32> {
    let plane = &octaves[spot.octave].blurred[spot.level];
    let width = 1.5 * spot.sigma;
    let reach = (3.0 * width).round() as i32;
    let (x, y) = (spot.x.round() as i32, spot.y.round() as i32);
    let mut compass = [0.0_f32; COMPASS];
    for dy in -reach..=reach {
        for dx in -reach..=reach {
            let Some([across, down]) = slope(plane, x + dx, y + dy) else {
                continue;
            };
            let weight = (-((dx * dx + dy * dy) as f32) / (2.0 * width * width)).exp();
            let turn = down.atan2(across).rem_euclid(TAU) / TAU * COMPASS as f32;
            compass[turn as usize % COMPASS] += weight * across.hypot(down);
        }
    }
    for _ in 0..4 {
        let before = compass;
        for (at, value) in compass.iter_mut().enumerate() {
            *value = (before[(at + COMPASS - 1) % COMPASS] + before[at] + before[(at + 1) % COMPASS]) / 3.0;
        }
    }
    let strongest = compass.iter().copied().fold(0.0, f32::max);
    let around = |at: usize| [compass[(at + COMPASS - 1) % COMPASS], compass[at], compass[(at + 1) % COMPASS]];
    let mut peaks: Vec<(f32, f32)> = Vec::new();
    for at in 0..COMPASS {
        let [before, value, after] = around(at);
        if value > before && value >= after && value >= strongest * AS_STRONG {
            let shift = (before - after) / (2.0 * (before + after - 2.0 * value));
            peaks.push((value, (at as f32 + 0.5 + shift) / COMPASS as f32 * TAU));
        }
    }
    peaks.sort_by(|a, b| b.0.total_cmp(&a.0));
    peaks.into_iter().take(2).map(|(_, direction)| direction).collect()
}

/// How the grey values rise at a pixel, across and down; `None` at the edges and beyond.
fn slope(plane: &Plane, x: i32, y: i32) -> Option<[f32; 2]> {
    let (x, y) = (usize::try_from(x).ok()?, usize::try_from(y).ok()?);
    if x == 0 || y == 0 || x + 1 >= plane.width || y + 1 >= plane.height {
        return None;
    }
    Some([plane.at(x + 1, y) - plane.at(x - 1, y), plane.at(x, y + 1) - plane.at(x, y - 1)])
}

/// One bit for each direction in each field: whether it is there more than most.
pub(super) fn bits(octaves: &[Octave], spot: &Spot, direction: f32) -> u128 {
    let plane = &octaves[spot.octave].blurred[spot.level];
    let (sine, cosine) = direction.sin_cos();
    let middle = (SAMPLES as f32 - 1.0) / 2.0;
    let mut sums = [0.0_f32; FIELDS * FIELDS * DIRECTIONS];
    for (sample, shares) in SHARES.iter().enumerate() {
        let u = ((sample % SAMPLES) as f32 - middle) * SPACING * spot.sigma;
        let v = ((sample / SAMPLES) as f32 - middle) * SPACING * spot.sigma;
        let (x, y) = (spot.x + u * cosine - v * sine, spot.y + u * sine + v * cosine);
        let Some([across, down]) = slope(plane, x.round() as i32, y.round() as i32) else {
            continue;
        };
        let (along, beside) = (across * cosine + down * sine, down * cosine - across * sine);
        let [(first, most), (second, rest)] = toward(along, beside);
        for (field, share) in shares {
            sums[field * DIRECTIONS + first] += share * most;
            sums[field * DIRECTIONS + second] += share * rest;
        }
    }
    let mut order = sums;
    let (_, middle, _) = order.select_nth_unstable_by(sums.len() / 2, f32::total_cmp);
    let middle = *middle;
    sums.iter().rev().fold(0, |bits, sum| bits << 1 | u128::from(*sum > middle))
}

/// The two of eight directions between which a slope lies, and how steep it is towards each. Without angles, so that it
/// is exactly the same mirrored.
fn toward(along: f32, beside: f32) -> [(usize, f32); 2] {
    let (long, short) = (along.abs().max(beside.abs()), along.abs().min(beside.abs()));
    if long == 0.0 {
        return [(0, 0.0), (1, 0.0)];
    }
    let steep = long.hypot(short);
    let aslant = short / long;
    let straight = match (along.abs() >= beside.abs(), along > 0.0, beside > 0.0) {
        (true, true, _) => 0,
        (false, _, true) => 2,
        (true, false, _) => 4,
        (false, _, false) => 6,
    };
    let diagonal = match (along > 0.0, beside > 0.0) {
        (true, true) => 1,
        (false, true) => 3,
        (false, false) => 5,
        (true, false) => 7,
    };
    [(straight, steep * (1.0 - aslant)), (diagonal, steep * aslant)]
}

/// What the bits are in a picture with left and right exchanged, the spot pointing to where it then points: the fields
/// on either side of that direction are exchanged, and so are the directions.
pub(super) fn mirrored(bits: u128) -> u128 {
    let fields = bits.to_le_bytes();
    let turned = |at: usize| {
        let (row, column) = (at / FIELDS, at % FIELDS);
        fields[(FIELDS - 1 - row) * FIELDS + column].reverse_bits().rotate_left(1)
    };
    u128::from_le_bytes(std::array::from_fn(turned))
}
