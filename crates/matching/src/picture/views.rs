//! A picture seen without what is easily put around it, and every way up.
//!
//! PDQ takes a picture as it is: a mirrored copy, or one with a narrow border, has nothing in common with the original.
//! So a picture that is looked up is looked up in each of these views.

use crate::pdq::{self, Attitude, Hashed};

use super::{Picture, Region};

/// What was left out at the edges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trim {
    /// Nothing.
    Whole,
    /// A border or bars of one colour.
    Border,
    /// Bars above and below that are mostly of one colour, as those that hold a caption, and what borders them.
    Caption,
}

/// The hash of one view.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct View {
    /// What was left out.
    pub trim: Trim,
    /// What is left of the picture.
    pub part: Region,
    /// How the rest was turned.
    pub attitude: Attitude,
    /// What it hashes to.
    pub hashed: Hashed,
}

/// Steps of a colour channel up to which two pixels count as of one colour, after lossy compression.
const SAME: u8 = 24;

/// Of a border's line, this share at least is of its colour, in percent.
const PLAIN: usize = 97;

/// Of a line of a caption's bar, this share at least is of the bar's colour, in percent.
const WRITTEN: usize = 45;

/// What one way of trimming asks for, in percent.
#[derive(Debug, Clone, Copy)]
struct Rule {
    /// Of a row, this share at least is of the colour of its edge; of a column always [`PLAIN`].
    share: usize,
    /// Of each side, this share stays at least: a picture is not trimmed to a detail.
    stays: u32,
}

/// A film of 16 to 9 between bars on a telephone held upright, 9 to 16, keeps 32 % of the height.
const BORDER: Rule = Rule { share: PLAIN, stays: 20 };

/// What is only mostly of one colour may be picture as well, so that less of it goes.
const CAPTION: Rule = Rule { share: WRITTEN, stays: 40 };

/// How often all four edges are trimmed, each time of another colour: for a frame within bars within a margin, and one
/// more. A picture made to be trimmed line by line is not read through for each of them.
const ROUNDS: usize = 4;

/// What is less of a side than this share, in thousandths, is not worth a view of its own.
const WORTH: u32 = 8;

/// What is left of a picture: columns from `left` to before `right`, rows from `top` to before `bottom`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Area {
    left: u32,
    top: u32,
    right: u32,
    bottom: u32,
}

impl Picture {
    /// The hashes to look this picture up by: every way up, and again without a border or bars if it seems to have
    /// some. The first is that of [`Picture::hash`].
    pub fn views(&self) -> Vec<View> {
        let whole = Area { left: 0, top: 0, right: self.width, bottom: self.height };
        let mut areas = vec![(Trim::Whole, whole)];
        for (trim, rule) in [(Trim::Border, BORDER), (Trim::Caption, CAPTION)] {
            let area = self.without_edges(whole, rule);
            if areas.iter().all(|(_, other)| area.differs_from(*other)) {
                areas.push((trim, area));
            }
        }
        let views = areas.into_iter().flat_map(|(trim, area)| {
            let part = (area != whole).then(|| self.part(area));
            let rgb = part.as_deref().unwrap_or(&self.rgb);
            let hashes = pdq::hash_every_way(area.right - area.left, area.bottom - area.top, rgb);
            hashes.map(|(attitude, hashed)| View { trim, part: self.share_of(area), attitude, hashed })
        });
        views.collect()
    }

    /// Takes lines off each edge that are of one colour, and again while something goes, up to [`ROUNDS`] times.
    fn without_edges(&self, whole: Area, rule: Rule) -> Area {
        let (least_wide, least_high) = (self.width * rule.stays / 100, self.height * rule.stays / 100);
        let mut area = whole;
        for _ in 0..ROUNDS {
            let before = area;
            let most = (area.bottom - area.top).saturating_sub(least_high);
            let rows = |y: u32| self.row(area, y);
            let above = edge(area.top..area.bottom, most, rule.share, rows);
            let below = edge((area.top..area.bottom).rev(), most, rule.share, rows);
            if above + below <= most {
                (area.top, area.bottom) = (area.top + above, area.bottom - below);
            }
            let most = (area.right - area.left).saturating_sub(least_wide);
            let columns = |x: u32| self.column(area, x);
            let before_it = edge(area.left..area.right, most, PLAIN, columns);
            let behind = edge((area.left..area.right).rev(), most, PLAIN, columns);
            if before_it + behind <= most {
                (area.left, area.right) = (area.left + before_it, area.right - behind);
            }
            if area == before {
                break;
            }
        }
        area
    }

    fn row(&self, area: Area, y: u32) -> impl Iterator<Item = [u8; 3]> {
        let start = (y * self.width + area.left) as usize;
        self.rgb.as_chunks::<3>().0[start..start + (area.right - area.left) as usize].iter().copied()
    }

    fn column(&self, area: Area, x: u32) -> impl Iterator<Item = [u8; 3]> {
        let start = (area.top * self.width + x) as usize;
        let pixels = self.rgb.as_chunks::<3>().0[start..].iter().step_by(self.width as usize);
        pixels.take((area.bottom - area.top) as usize).copied()
    }

    fn share_of(&self, area: Area) -> Region {
        let [across, down] = [self.width, self.height].map(|side| move |at: u32| at as f32 / side as f32);
        Region { left: across(area.left), top: down(area.top), right: across(area.right), bottom: down(area.bottom) }
    }

    fn part(&self, area: Area) -> Vec<u8> {
        (area.top..area.bottom).flat_map(|y| self.row(area, y)).flatten().collect()
    }
}

impl Area {
    /// Whether some edge lies elsewhere by more than a negligible share of the side.
    fn differs_from(self, other: Self) -> bool {
        let (width, height) = (other.right - other.left, other.bottom - other.top);
        let apart = |a: u32, b: u32, side: u32| u64::from(a.abs_diff(b)) * 1000 > u64::from(side) * u64::from(WORTH);
        apart(self.left, other.left, width)
            || apart(self.right, other.right, width)
            || apart(self.top, other.top, height)
            || apart(self.bottom, other.bottom, height)
    }
}

/// How many lines from an edge on are of the colour of the first; none if the first is not of one colour itself. Beyond
/// `most` no more than one is counted.
fn edge<P: Iterator<Item = [u8; 3]>>(
    lines: impl Iterator<Item = u32>,
    most: u32,
    share: usize,
    line: impl Fn(u32) -> P,
) -> u32 {
    let mut lines = lines.peekable();
    let Some(colour) = lines.peek().and_then(|&first| middle(line(first))) else {
        return 0;
    };
    let is_plain = |at: u32, share: usize| {
        let (mut like, mut all) = (0, 0);
        for pixel in line(at) {
            all += 1;
            like += usize::from(pixel.iter().zip(colour).all(|(a, b)| a.abs_diff(b) <= SAME));
        }
        like * 100 >= share * all
    };
    if lines.peek().is_none_or(|&first| !is_plain(first, PLAIN)) {
        return 0;
    }
    lines.take(most as usize + 1).take_while(|&at| is_plain(at, share)).count() as u32
}

/// The middle value of each channel.
fn middle(pixels: impl Iterator<Item = [u8; 3]>) -> Option<[u8; 3]> {
    let mut counts = [[0u32; 256]; 3];
    let mut all = 0;
    for pixel in pixels {
        all += 1;
        pixel.iter().zip(&mut counts).for_each(|(value, counts)| counts[usize::from(*value)] += 1);
    }
    let of_channel = |counts: &[u32; 256]| {
        let mut seen = 0;
        counts.iter().position(|count| {
            seen += count;
            2 * seen >= all
        })
    };
    let [red, green, blue] = counts.each_ref().map(of_channel);
    (all > 0).then_some(())?;
    Some([red? as u8, green? as u8, blue? as u8])
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    /// Frames of one pixel within one another, in two colours by turns, would be trimmed one in each round.
    #[test]
    fn the_edges_are_read_a_fixed_number_of_times() {
        const SIDE: u32 = 200;
        let ring = |x: u32, y: u32| x.min(y).min(SIDE - 1 - x).min(SIDE - 1 - y);
        let pixels = (0..SIDE * SIDE).flat_map(|at| [[30; 3], [220; 3]][ring(at % SIDE, at / SIDE) as usize % 2]);
        let picture = Picture::from_rgb(SIDE, SIDE, pixels.collect()).unwrap();
        let whole = Area { left: 0, top: 0, right: SIDE, bottom: SIDE };
        let (near, far) = (ROUNDS as u32, SIDE - ROUNDS as u32);
        let left = Area { left: near, top: near, right: far, bottom: far };
        assert_eq!(picture.without_edges(whole, BORDER), left);
    }

    /// What may not be trimmed is not read either: of a blank picture one line more than may go.
    #[test]
    fn an_edge_is_read_no_further_than_it_may_go() {
        let read = Cell::new(0);
        let line = |_: u32| {
            read.set(read.get() + 1);
            std::iter::repeat_n([9; 3], 50)
        };
        assert_eq!(edge(0..10_000, 60, PLAIN, line), 61);
        // The first line is looked at three times: for its colour, whether it is plain, and as one of the lines.
        assert_eq!(read.get(), 61 + 2);
    }
}
