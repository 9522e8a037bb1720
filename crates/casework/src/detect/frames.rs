//! The frames of a picture or an animation that show something new, each decoded once, and no more of them than one
//! item may cost.

use matching::pdq::Hashed;
use matching::picture::{self, FrameLimits, Limits, Picture};
use std::cell::Cell;
use std::fmt::Display;

/// Frames of an animation that are looked at; beyond them a person is told that there is more.
const FRAMES: usize = 300;

/// A frame whose hash differs in no more bits from that of one before it shows nothing new.
const NOTHING_NEW: u16 = 8;

/// Pixels that are decoded of one item: of all its pictures, and all frames of each. Room for the photographs of a long
/// report, or for ten seconds of an animation as large as a screen.
const PIXELS: u64 = 1_000_000_000;

/// What is taken off them for a damaged picture, whatever its size: that may only be known by decoding it.
const DAMAGED: u64 = 16_000_000;

/// How many pixels of an item may still be decoded. A page of a megabyte can hold pictures that would take a day.
#[derive(Debug)]
pub(crate) struct Budget(Cell<u64>);

impl Budget {
    /// That of an item of which nothing was decoded yet.
    pub(crate) const fn new() -> Self {
        Self(Cell::new(PIXELS))
    }

    /// That of so many items together.
    pub(super) const fn of(items: usize) -> Self {
        Self(Cell::new(PIXELS.saturating_mul(items as u64)))
    }

    fn left(&self) -> u64 {
        self.0.get()
    }

    fn spend(&self, pixels: u64) {
        self.0.set(self.left().saturating_sub(pixels));
    }
}

/// Why a file was not looked at, in words.
#[derive(Debug, Clone)]
pub(crate) enum Unseen {
    /// It is something else.
    Other {
        /// In words.
        why: String,
        /// Whether it is words: a text, or a drawing that holds no picture of its own.
        is_words: bool,
    },
    /// It cannot be read.
    Unreadable(String),
    /// What may be decoded of one item was used up.
    Over(String),
}

impl Unseen {
    /// Of bytes that are something else.
    pub(super) fn other(why: impl Display, bytes: &[u8]) -> Self {
        Self::Other { why: why.to_string(), is_words: is_words(bytes) }
    }

    /// The same, with the place of the file.
    pub(super) fn at(self, place: &str) -> Self {
        let say = |why: String| format!("{place}: {why}");
        match self {
            Self::Other { why, is_words } => Self::Other { why: say(why), is_words },
            Self::Unreadable(why) => Self::Unreadable(say(why)),
            Self::Over(why) => Self::Over(say(why)),
        }
    }

    pub(crate) fn why(self) -> String {
        match self {
            Self::Other { why, .. } | Self::Unreadable(why) | Self::Over(why) => why,
        }
    }
}

/// A picture gone through to its end.
#[derive(Debug)]
pub(super) struct Walked {
    /// Width and height of its first frame, in pixels.
    pub(super) size: (u32, u32),
    /// How many frames were looked at: one, unless it is an animation.
    pub(super) frames: usize,
    /// Why there are no more.
    pub(super) cut_short: Option<String>,
}

/// Decodes a picture, frame by frame if it is an animation. `show` is given each frame that shows something new, with its
/// hash, and its moment in seconds unless it is the first.
///
/// # Errors
/// [`Unseen`] when not even the first frame can be looked at.
pub(super) fn walk(
    bytes: &[u8],
    budget: &Budget,
    mut show: impl FnMut(&Picture, Hashed, Option<f64>),
) -> Result<Walked, Unseen> {
    let left = budget.left();
    if left == 0 {
        return Err(Unseen::Over(format!("not looked at, since what was looked at before comes to {PIXELS} pixels")));
    }
    let unseen = |error: picture::Error| {
        budget.spend(if matches!(error, picture::Error::Broken(_)) { DAMAGED } else { 0 });
        match error {
            picture::Error::NotAPicture => Unseen::other(error, bytes),
            error => Unseen::Unreadable(error.to_string()),
        }
    };
    let limits = Limits::default();
    let of_frames = FrameLimits { max_frames: FRAMES, max_pixels: left.max(limits.max_pixels) };
    let mut frames = picture::frames(bytes, &limits, of_frames).map_err(unseen)?;
    let nothing = || Unseen::Unreadable("it shows nothing".to_owned());
    let first = frames.next().ok_or_else(nothing)?.map_err(unseen)?.picture;
    let mut shown = vec![first.hash()];
    show(&first, shown[0], None);
    let mut walked = Walked { size: (first.width(), first.height()), frames: 1, cut_short: None };
    for frame in frames {
        let frame = match frame {
            Ok(frame) => frame,
            Err(error) => {
                walked.cut_short = Some(error.to_string());
                break;
            }
        };
        walked.frames += 1;
        let hashed = frame.picture.hash();
        if !shown.iter().any(|earlier| is_covered(hashed, *earlier)) {
            shown.push(hashed);
            show(&frame.picture, hashed, Some(frame.at.as_secs_f64()));
        }
    }
    budget.spend(u64::from(walked.size.0) * u64::from(walked.size.1) * walked.frames as u64);
    Ok(walked)
}

fn is_words(bytes: &[u8]) -> bool {
    str::from_utf8(bytes).is_ok_and(|words| !words.contains(['\0']) && !words.contains("data:"))
}

/// Whether a frame shows nothing that an earlier one does not. One that is faint hashes like the same in full, and is not
/// compared by its hash.
fn is_covered(frame: Hashed, earlier: Hashed) -> bool {
    (earlier.is_usable() || !frame.is_usable()) && frame.pdq.distance(earlier.pdq) <= NOTHING_NEW
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A grey bitmap, `side` pixels wide and high.
    fn bitmap(side: u32) -> Vec<u8> {
        let row = (side * 3).div_ceil(4) * 4;
        let words = |words: &[u32]| words.iter().flat_map(|word| word.to_le_bytes()).collect::<Vec<u8>>();
        let head = words(&[54 + row * side, 0, 54, 40, side, side, 24 << 16 | 1, 0, 0, 0, 0, 0, 0]);
        [b"BM".to_vec(), head, vec![128; (row * side) as usize]].concat()
    }

    #[test]
    fn of_one_item_only_so_many_pixels_are_decoded() {
        let budget = Budget(Cell::new(150));
        let look = |bytes: &[u8]| walk(bytes, &budget, |_, _, _| {});
        assert_eq!(look(&bitmap(10)).unwrap().frames, 1);
        assert_eq!(budget.left(), 50);
        assert_eq!(look(&bitmap(10)).unwrap().size, (10, 10), "some are left");
        assert!(matches!(look(&bitmap(10)), Err(Unseen::Over(why)) if why.contains("not looked at")));
        let damaged = Budget::new();
        let broken = walk(b"\xff\xd8\xff\xe0 REHEARSAL", &damaged, |_, _, _| {});
        assert!(matches!(broken, Err(Unseen::Unreadable(_))) && damaged.left() == PIXELS - DAMAGED);
        let text = walk(b"BMW, REHEARSAL of a text", &damaged, |_, _, _| {});
        assert!(matches!(text, Err(Unseen::Other { is_words: true, .. })), "a text may begin like a bitmap");
        for other in [b"\xff\x0a REHEARSAL".as_slice(), b"<svg><image href='data:image/png;base64,'/></svg>", b"PK\0"] {
            let other = walk(other, &damaged, |_, _, _| {});
            assert!(matches!(other, Err(Unseen::Other { is_words: false, .. })), "{other:?}");
        }
    }

    #[test]
    fn a_faint_frame_covers_no_clear_one() {
        let hashed = |bits: u8, quality| Hashed { pdq: format!("{bits:02x}").repeat(32).parse().unwrap(), quality };
        assert!(is_covered(hashed(0, 100), hashed(0, 100)));
        assert!(is_covered(hashed(0, 10), hashed(0, 100)));
        assert!(!is_covered(hashed(0, 100), hashed(0, 10)), "it was not compared");
        assert!(!is_covered(hashed(0xff, 100), hashed(0, 100)));
    }
}
