//! Finding the way in which one picture's details lie upon another's.

use std::f32::consts::{FRAC_PI_2, PI, TAU};

use crate::pdq::Attitude;
use crate::picture::details::Detail;
use crate::picture::placement::Placement;

/// Surroundings that differ in more bits of 128 are not of the same thing.
const SAME: u32 = 34;

/// As above, where the place already speaks for it.
const SAME_THERE: u32 = 44;

/// How far a detail may lie from where it should be, in shares of the longer side: at first, and at last.
const LOOSE: f32 = 0.07;
const TIGHT: f32 = 0.022;

/// By how much its direction and its size may differ from what they should be: radians, and a factor.
const TURNED: f32 = 0.5;
const LARGER: f32 = 1.5;

/// Pictures are compared at up to this many times the other's size.
const SCALES: f32 = 4.0;

/// By which share a picture may be longer one way and shorter the other.
const STRETCHED: f32 = 0.25;

/// A way that fewer pairs agree with is none.
const FEWEST: usize = 6;

/// Fields along the longer side of a picture: what is the same in two pictures must lie in many of them.
const FIELDS: usize = 5;

/// From so many details on one of them should be found again in a field.
const A_FEW: usize = 3;

/// Ways that are looked into more closely.
const TRIED: usize = 4;

/// Details of the found and the known picture that look alike, by their numbers.
pub(super) type Pair = (usize, usize);

/// Where the point one longer side to the right is taken, where the point as far below is, and where the upper left corner
/// is: the point `(x, y)` is taken to `x across + y down + start`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Way {
    across: [f32; 2],
    down: [f32; 2],
    start: [f32; 2],
}

/// What speaks for a way.
#[derive(Debug, Clone, Copy)]
pub(super) struct Agreeing {
    /// Details of the known picture that are in the found one, where and as they should be.
    pub(super) count: usize,
    /// Details of the known picture that should be there.
    pub(super) expected: usize,
    /// Fields of the known picture in which some are.
    pub(super) fields: usize,
    /// Fields in which a few should be.
    pub(super) expected_fields: usize,
}

fn less(a: [f32; 2], b: [f32; 2]) -> [f32; 2] {
    [a[0] - b[0], a[1] - b[1]]
}

fn apart(a: [f32; 2], b: [f32; 2]) -> f32 {
    let [x, y] = less(a, b);
    x.hypot(y)
}

impl Way {
    /// The way that one pair proposes: a turn, a scale and a shift.
    fn of(found: &Detail, known: &Detail) -> Self {
        let (sine, cosine) = known.turned_against(found).sin_cos();
        let scale = known.larger_than(found);
        let turned =
            Self { across: [scale * cosine, scale * sine], down: [-scale * sine, scale * cosine], start: [0.0; 2] };
        Self { start: less(known.place(), turned.apply(found.place())), ..turned }
    }

    fn apply(&self, [x, y]: [f32; 2]) -> [f32; 2] {
        [0, 1].map(|axis| x * self.across[axis] + y * self.down[axis] + self.start[axis])
    }

    /// The way that fits these pairs best, by least squares; it may stretch the picture a little. `None` when they lie in
    /// a line.
    fn fitted(found: &[Detail], known: &[Detail], pairs: &[Pair]) -> Option<Self> {
        let count = pairs.len() as f32;
        let mean = |places: &mut dyn Iterator<Item = [f32; 2]>| {
            let sum = places.fold([0.0; 2], |sum, place| [sum[0] + place[0], sum[1] + place[1]]);
            sum.map(|sum| sum / count)
        };
        let from = mean(&mut pairs.iter().map(|pair| found[pair.0].place()));
        let to = mean(&mut pairs.iter().map(|pair| known[pair.1].place()));
        let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
        let (mut by_x, mut by_y) = ([0.0; 2], [0.0; 2]);
        for &(f, k) in pairs {
            let ([x, y], w) = (less(found[f].place(), from), less(known[k].place(), to));
            (xx, xy, yy) = (xx + x * x, xy + x * y, yy + y * y);
            by_x = [by_x[0] + x * w[0], by_x[1] + x * w[1]];
            by_y = [by_y[0] + y * w[0], by_y[1] + y * w[1]];
        }
        let determinant = xx * yy - xy * xy;
        let across = [0, 1].map(|axis| (by_x[axis] * yy - by_y[axis] * xy) / determinant);
        let down = [0, 1].map(|axis| (by_y[axis] * xx - by_x[axis] * xy) / determinant);
        let turned = Self { across, down, start: [0.0; 2] };
        let way = Self { start: less(to, turned.apply(from)), ..turned };
        way.is_plausible().then_some(way)
    }

    /// What turns and scales alone, as a complex number, and what stretches.
    fn parts(&self) -> [[f32; 2]; 2] {
        let ([a, b], [c, d]) = (self.across, self.down);
        [[(a + d) / 2.0, (b - c) / 2.0], [(a - d) / 2.0, (b + c) / 2.0]]
    }

    fn scale(&self) -> f32 {
        let [[re, im], _] = self.parts();
        re.hypot(im)
    }

    fn turn(&self) -> f32 {
        let [[re, im], _] = self.parts();
        im.atan2(re)
    }

    /// Whether pictures are met with that are so scaled and stretched.
    fn is_plausible(&self) -> bool {
        let [_, [re, im]] = self.parts();
        (1.0 / SCALES..=SCALES).contains(&self.scale()) && re.hypot(im) <= STRETCHED * self.scale()
    }

    /// Whether a pair agrees with this way: the place up to `near`, the direction and the size.
    fn agrees(&self, found: &Detail, known: &Detail, near: f32) -> bool {
        apart(self.apply(found.place()), known.place()) <= near && self.turns_alike(found, known)
    }

    fn turns_alike(&self, found: &Detail, known: &Detail) -> bool {
        let turn = (known.turned_against(found) - self.turn() + PI).rem_euclid(TAU) - PI;
        let larger = known.larger_than(found) / self.scale();
        turn.abs() <= TURNED && (1.0 / LARGER..=LARGER).contains(&larger)
    }

    /// The same in shares of the sides, given each picture's sides in shares of its longer one.
    pub(super) fn placement(&self, found: [f32; 2], known: [f32; 2], mirrored: bool) -> Placement {
        let [mut a, mut b] = [0, 1].map(|axis| self.across[axis] * found[0] / known[axis]);
        let [c, d] = [0, 1].map(|axis| self.down[axis] * found[1] / known[axis]);
        let [mut e, mut f] = [0, 1].map(|axis| self.start[axis] / known[axis]);
        if mirrored {
            (e, f) = (e + a, f + b);
            (a, b) = (-a, -b);
        }
        Placement([a, b, c, d, e, f])
    }

    /// The nearest way of laying a rectangle upon its outline, and by how many degrees it has to be turned besides.
    pub(super) fn attitude(&self, mirrored: bool) -> (Attitude, f32) {
        let quarters = (self.turn() / FRAC_PI_2).round();
        let attitude = match (quarters as i32, mirrored) {
            (0, false) => Attitude::AsIs,
            (1, false) => Attitude::TurnedRight,
            (-1, false) => Attitude::TurnedLeft,
            (_, false) => Attitude::UpsideDown,
            (0, true) => Attitude::Mirrored,
            (1, true) => Attitude::Transversed,
            (-1, true) => Attitude::Transposed,
            (_, true) => Attitude::Flipped,
        };
        (attitude, (self.turn() - quarters * FRAC_PI_2).to_degrees())
    }
}

/// Each detail of the found picture with the one of the known picture that looks most like it, if that is like enough.
pub(super) fn pairs(found: &[Detail], known: &[Detail]) -> Vec<Pair> {
    let nearest = |detail: &Detail| {
        let distances = known.iter().enumerate().map(|(k, other)| (detail.distance(other), k));
        distances.min().filter(|(distance, _)| *distance <= SAME)
    };
    found.iter().enumerate().filter_map(|(f, detail)| nearest(detail).map(|(_, k)| (f, k))).collect()
}

/// The way that most pairs agree with.
pub(super) fn best(found: &[Detail], known: &[Detail], pairs: &[Pair]) -> Option<Way> {
    let mut proposed: Vec<(usize, Way)> = pairs
        .iter()
        .map(|&(f, k)| Way::of(&found[f], &known[k]))
        .filter(Way::is_plausible)
        .map(|way| (agreeing_pairs(found, known, pairs, &way, LOOSE).len(), way))
        .filter(|(count, _)| *count >= FEWEST)
        .collect();
    proposed.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let refined = proposed.into_iter().take(TRIED).filter_map(|(_, mut way)| {
        let mut count = 0;
        for near in [LOOSE, LOOSE / 2.0, LOOSE / 2.0, TIGHT, TIGHT] {
            let kept = agreeing_pairs(found, known, pairs, &way, near);
            if kept.len() < FEWEST {
                return None;
            }
            count = kept.len();
            way = Way::fitted(found, known, &kept)?;
        }
        Some((count, way))
    });
    let best = refined.fold(None, |best: Option<(usize, Way)>, next| match best {
        Some(best) if best.0 >= next.0 => Some(best),
        _ => Some(next),
    });
    best.map(|(_, way)| way).filter(Way::is_plausible)
}

fn agreeing_pairs(found: &[Detail], known: &[Detail], pairs: &[Pair], way: &Way, near: f32) -> Vec<Pair> {
    pairs.iter().filter(|(f, k)| way.agrees(&found[*f], &known[*k], near)).copied().collect()
}

/// What speaks for a way among all details, also those that look more like others elsewhere.
pub(super) fn agreeing(found: &[Detail], known: &[Detail], way: &Way) -> Agreeing {
    let moved: Vec<[f32; 2]> = found.iter().map(|detail| way.apply(detail.place())).collect();
    let bounds = |axis: usize| {
        let values = || moved.iter().map(|place| place[axis]);
        values().fold(f32::MAX, f32::min)..=values().fold(f32::MIN, f32::max)
    };
    let (across, down) = (bounds(0), bounds(1));
    let (mut expected, mut there) = (Vec::new(), Vec::new());
    for detail in known {
        let place = detail.place();
        if !across.contains(&place[0]) || !down.contains(&place[1]) {
            continue;
        }
        expected.push(place);
        let is_there = moved.iter().zip(found).any(|(at, other)| {
            apart(*at, place) <= TIGHT && detail.distance(other) <= SAME_THERE && way.turns_alike(other, detail)
        });
        if is_there {
            there.push(place);
        }
    }
    // A detail that points in two directions counts once.
    there.sort_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
    there.dedup();
    let (those, all) = (by_field(&there), by_field(&expected));
    let is_expected = |field: &usize| all[*field] >= A_FEW;
    let expected_fields = (0..all.len()).filter(is_expected);
    Agreeing {
        count: there.len(),
        expected: expected.len(),
        fields: expected_fields.clone().filter(|field| those[*field] > 0).count(),
        expected_fields: expected_fields.count(),
    }
}

/// How many places lie in each field of a picture.
fn by_field(places: &[[f32; 2]]) -> [usize; FIELDS * FIELDS] {
    let mut counts = [0; FIELDS * FIELDS];
    for place in places {
        let [x, y] = place.map(|share| ((share * FIELDS as f32) as usize).min(FIELDS - 1));
        counts[y * FIELDS + x] += 1;
    }
    counts
}
