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

/// Ways that are looked into more closely.
const TRIED: usize = 4;

/// Details of the found and the known picture that look alike, by their numbers.
pub(super) type Pair = (usize, usize);

/// A turn, a scale and a shift: the point `z`, as a complex number, is taken to `a z + b`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Way {
    a: [f32; 2],
    b: [f32; 2],
}

/// What speaks for a way.
#[derive(Debug, Clone, Copy)]
pub(super) struct Agreeing {
    /// Details of the known picture that are in the found one, where and as they should be.
    pub(super) count: usize,
    /// Details of the known picture that should be there.
    pub(super) expected: usize,
    /// Whether those that are lie in more than one corner or line.
    pub(super) spread: bool,
}

fn times(a: [f32; 2], b: [f32; 2]) -> [f32; 2] {
    [a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]]
}

fn less(a: [f32; 2], b: [f32; 2]) -> [f32; 2] {
    [a[0] - b[0], a[1] - b[1]]
}

fn apart(a: [f32; 2], b: [f32; 2]) -> f32 {
    let [x, y] = less(a, b);
    x.hypot(y)
}

impl Way {
    /// The way that one pair proposes.
    fn of(found: &Detail, known: &Detail) -> Self {
        let (sine, cosine) = known.turned_against(found).sin_cos();
        let scale = known.larger_than(found);
        let a = [scale * cosine, scale * sine];
        Self { a, b: less(known.place(), times(a, found.place())) }
    }

    fn apply(&self, z: [f32; 2]) -> [f32; 2] {
        let z = times(self.a, z);
        [z[0] + self.b[0], z[1] + self.b[1]]
    }

    /// The way that fits these pairs best, by least squares.
    fn fitted(found: &[Detail], known: &[Detail], pairs: &[Pair]) -> Option<Self> {
        let count = pairs.len() as f32;
        let mean = |places: &mut dyn Iterator<Item = [f32; 2]>| {
            let sum = places.fold([0.0; 2], |sum, place| [sum[0] + place[0], sum[1] + place[1]]);
            sum.map(|sum| sum / count)
        };
        let from = mean(&mut pairs.iter().map(|pair| found[pair.0].place()));
        let to = mean(&mut pairs.iter().map(|pair| known[pair.1].place()));
        let (mut product, mut square) = ([0.0; 2], 0.0);
        for &(f, k) in pairs {
            let (z, w) = (less(found[f].place(), from), less(known[k].place(), to));
            let turned = times([z[0], -z[1]], w);
            product = [product[0] + turned[0], product[1] + turned[1]];
            square += z[0] * z[0] + z[1] * z[1];
        }
        let a = product.map(|value| value / square);
        a[0].is_finite().then(|| Self { a, b: less(to, times(a, from)) })
    }

    fn scale(&self) -> f32 {
        self.a[0].hypot(self.a[1])
    }

    fn turn(&self) -> f32 {
        self.a[1].atan2(self.a[0])
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
        let ([re, im], [x, y]) = (self.a, self.b);
        let [mut a, mut b] = [re * found[0] / known[0], im * found[0] / known[1]];
        let [c, d] = [-im * found[1] / known[0], re * found[1] / known[1]];
        let [mut e, mut f] = [x / known[0], y / known[1]];
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
        .filter(|way| (1.0 / SCALES..=SCALES).contains(&way.scale()))
        .map(|way| (agreeing_pairs(found, known, pairs, &way, LOOSE).len(), way))
        .filter(|(count, _)| *count >= 4)
        .collect();
    proposed.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let refined = proposed.into_iter().take(TRIED).filter_map(|(_, mut way)| {
        let mut count = 0;
        for near in [LOOSE, LOOSE / 2.0, TIGHT, TIGHT] {
            let kept = agreeing_pairs(found, known, pairs, &way, near);
            if kept.len() < 3 {
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
    best.map(|(_, way)| way).filter(|way| (1.0 / SCALES..=SCALES).contains(&way.scale()))
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
    let (mut expected, mut there) = (0, Vec::new());
    for detail in known {
        let place = detail.place();
        if !across.contains(&place[0]) || !down.contains(&place[1]) {
            continue;
        }
        expected += 1;
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
    Agreeing { count: there.len(), expected, spread: spread(&there) }
}

/// Whether places are spread in both directions: their standard deviation along the narrower axis of all they cover is
/// not less than a twentieth of the longer side.
fn spread(places: &[[f32; 2]]) -> bool {
    const NARROWEST: f32 = 0.05;
    let count = places.len().max(1) as f32;
    let mean = [0, 1].map(|axis| places.iter().map(|place| place[axis]).sum::<f32>() / count);
    let moment = |i: usize, j: usize| {
        places.iter().map(|place| (place[i] - mean[i]) * (place[j] - mean[j])).sum::<f32>() / count
    };
    let (xx, yy, xy) = (moment(0, 0), moment(1, 1), moment(0, 1));
    let least = (xx + yy) / 2.0 - ((xx - yy) / 2.0).hypot(xy);
    least >= NARROWEST * NARROWEST
}
