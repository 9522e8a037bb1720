//! A picture seen without what is easily put around it, and every way up.
//!
//! PDQ takes a picture as it is: a mirrored copy, or one with a narrow border, has nothing in common with the original.
//! So a picture that is looked up is looked up in each of these views.

use crate::pdq::{self, Attitude, Hashed};

use super::Picture;

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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct View {
    /// What was left out.
    pub trim: Trim,
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

/// Of each side, this share stays at least, in percent: a picture is not trimmed to a detail.
const STAYS: u32 = 40;

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
        for (trim, share) in [(Trim::Border, PLAIN), (Trim::Caption, WRITTEN)] {
            let area = self.without_edges(whole, share);
            if areas.iter().all(|(_, other)| area.differs_from(*other)) {
                areas.push((trim, area));
            }
        }
        let views = areas.into_iter().flat_map(|(trim, area)| {
            let part = (area != whole).then(|| self.part(area));
            let rgb = part.as_deref().unwrap_or(&self.rgb);
            let hashes = pdq::hash_every_way(area.right - area.left, area.bottom - area.top, rgb);
            hashes.map(|(attitude, hashed)| View { trim, attitude, hashed })
        });
        views.collect()
    }

    /// Takes lines off each edge that are of one colour, again until nothing more goes. Of rows, `share` percent have
    /// to be; of columns always nearly all.
    fn without_edges(&self, whole: Area, share: usize) -> Area {
        let (least_wide, least_high) = (self.width * STAYS / 100, self.height * STAYS / 100);
        let mut area = whole;
        loop {
            let before = area;
            let rows = |y: u32| self.row(area, y);
            let above = edge(area.top..area.bottom, share, rows);
            let below = edge((area.top..area.bottom).rev(), share, rows);
            if area.bottom - area.top >= least_high + above + below {
                (area.top, area.bottom) = (area.top + above, area.bottom - below);
            }
            let columns = |x: u32| self.column(area, x);
            let before_it = edge(area.left..area.right, PLAIN, columns);
            let behind = edge((area.left..area.right).rev(), PLAIN, columns);
            if area.right - area.left >= least_wide + before_it + behind {
                (area.left, area.right) = (area.left + before_it, area.right - behind);
            }
            if area == before {
                return area;
            }
        }
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

/// How many lines from an edge on are of the colour of the first; none if the first is not of one colour itself.
fn edge<P: Iterator<Item = [u8; 3]>>(lines: impl Iterator<Item = u32>, share: usize, line: impl Fn(u32) -> P) -> u32 {
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
    lines.take_while(|&at| is_plain(at, share)).count() as u32
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
