//! Pictures that were captured: how they are looked up, and what known pictures they are like.

use super::examine::{Depth, Examination, matched};
use crate::banks::BankIndex;
use crate::records::{FilePrints, Match};
use domain::detect::{Distance, Method, PDQ_NEAR_BITS};
use domain::id::SignalId;
use matching::digest::Sha256;
use matching::pdq::{Hashed, Pdq};
use matching::picture::{self, Details, FrameLimits, Frames, Likeness, Limits, Picture, View};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::Arc;
use url::Url;

/// Frames of an animation that are looked at; beyond them a person is told that there is more.
pub(super) const FRAMES: usize = 300;

/// A frame whose hash differs in no more bits from that of one before it that was looked up shows nothing new.
pub(super) const NOTHING_NEW: u16 = 8;

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

    fn left(&self) -> u64 {
        self.0.get()
    }

    fn spend(&self, pixels: u64) {
        self.0.set(self.left().saturating_sub(pixels));
    }
}

/// Why a file was not looked at as a picture, in words.
#[derive(Debug, Clone)]
pub(crate) enum Unseen {
    /// It is something else.
    Other(String),
    /// It cannot be read.
    Unreadable(String),
    /// What may be decoded of one item was used up.
    Over(String),
}

impl Unseen {
    pub(crate) fn why(self) -> String {
        match self {
            Self::Other(why) | Self::Unreadable(why) | Self::Over(why) => why,
        }
    }
}

/// How one frame is looked up.
#[derive(Debug, Clone)]
struct Looks {
    /// When it appears, in seconds, unless it is the first.
    at: Option<f64>,
    views: Vec<View>,
    details: Details,
}

impl Looks {
    fn of(picture: &Picture, at: Option<f64>) -> Self {
        Self { at, views: picture.views(), details: picture.details() }
    }
}

/// A picture that was looked at.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) url: Option<Url>,
    pub(crate) bytes: Arc<Vec<u8>>,
    pub(crate) digest: Sha256,
    pub(crate) veil: Vec<u8>,
    pub(crate) size: (u32, u32),
    pub(crate) pdq: Pdq,
    pub(crate) quality: u8,
    pub(crate) prints: FilePrints,
    /// Of the picture, or of each frame of an animation that shows something new.
    looks: Vec<Looks>,
    /// Why later frames were not looked at, or parts of it will not be recognised.
    not_examined: Vec<String>,
    /// Whether later frames were not looked at.
    pub(crate) is_cut: bool,
}

impl Seen {
    /// Decodes and hashes a picture, or says why not.
    pub(crate) fn of(url: Option<Url>, bytes: Arc<Vec<u8>>, depth: Depth, budget: &Budget) -> Result<Self, Unseen> {
        let place = url.as_ref().map_or_else(|| "the picture".to_owned(), ToString::to_string);
        let say = |error: picture::Error| format!("{place}: {error}");
        let left = budget.left();
        if left == 0 {
            let why = format!("{place}: not looked at, since what was looked at before comes to {PIXELS} pixels");
            return Err(Unseen::Over(why));
        }
        let unseen = |error: picture::Error| {
            budget.spend(if matches!(error, picture::Error::Broken(_)) { DAMAGED } else { 0 });
            match error {
                picture::Error::NotAPicture => Unseen::Other(say(error)),
                error => Unseen::Unreadable(say(error)),
            }
        };
        let limits = Limits::default();
        let of_frames = FrameLimits { max_frames: FRAMES, max_pixels: left.max(limits.max_pixels) };
        let mut frames = picture::frames(&bytes, &limits, of_frames).map_err(unseen)?;
        let nothing = || Unseen::Unreadable(format!("{place}: it shows nothing"));
        let first = frames.next().ok_or_else(nothing)?.map_err(unseen)?.picture;
        let hashed = first.hash();
        let Gone { looks, frames, cut_short } = looks(&first, hashed, frames);
        budget.spend(u64::from(first.width()) * u64::from(first.height()) * frames);
        let is_cut = cut_short.is_some();
        let mut not_examined: Vec<String> = cut_short.map(say).into_iter().collect();
        if first.is_too_long_for_details() {
            not_examined
                .push(format!("{place}: so long and narrow that it was compared as a whole only, not part by part"));
        }
        Ok(Self {
            digest: Sha256::of(&bytes),
            veil: if depth == Depth::Capture { first.veil() } else { Vec::new() },
            size: (first.width(), first.height()),
            pdq: hashed.pdq,
            quality: hashed.quality,
            prints: FilePrints::of(&bytes),
            looks,
            not_examined,
            is_cut,
            url,
            bytes,
        })
    }
}

/// A picture gone through to its end.
struct Gone {
    /// The looks of all frames that show something new.
    looks: Vec<Looks>,
    /// How many frames there were.
    frames: u64,
    /// Why there are no more.
    cut_short: Option<picture::Error>,
}

fn looks(first: &Picture, hashed: Hashed, rest: Frames<'_>) -> Gone {
    let mut gone = Gone { looks: vec![Looks::of(first, None)], frames: 1, cut_short: None };
    let mut last = hashed;
    for frame in rest {
        let frame = match frame {
            Ok(frame) => frame,
            Err(error) => return Gone { cut_short: Some(error), ..gone },
        };
        gone.frames += 1;
        let hashed = frame.picture.hash();
        // One that is faint hashes like the same in full, and was not looked up by its hash.
        let is_clearer = hashed.is_usable() && !last.is_usable();
        if is_clearer || hashed.pdq.distance(last.pdq) > NOTHING_NEW {
            gone.looks.push(Looks::of(&frame.picture, Some(frame.at.as_secs_f64())));
            last = hashed;
        }
    }
    gone
}

/// Compares a picture with the known ones: by the hashes of its views, and by its details, which tell more. Of several
/// frames that are like the same known picture, the first that is nearest counts.
pub(crate) fn alike(index: &BankIndex, seen: &Seen, found: &mut Examination) {
    let mut nearest: BTreeMap<SignalId, (Distance, Likeness, Option<f64>)> = BTreeMap::new();
    for looks in &seen.looks {
        let by_hash = index.signals.candidates_for_views(&looks.views, PDQ_NEAR_BITS).into_iter();
        let by_hash = by_hash.map(|(signal, bits, view)| (signal, (Distance::Bits(bits), Likeness::of_view(&view))));
        let by_details = index.signals.candidates_for_details(&looks.details).into_iter();
        let by_details = by_details.map(|(signal, alike)| (signal, (Distance::Details(alike.shared), alike)));
        for (signal, (distance, alike)) in by_hash.chain(by_details) {
            if nearest.get(&signal).is_none_or(|before| rank(distance) < rank(before.0)) {
                nearest.insert(signal, (distance, alike, looks.at));
            }
        }
    }
    let mut nearest: Vec<_> = nearest.into_iter().collect();
    nearest.sort_by_key(|(signal, (distance, ..))| (rank(*distance), *signal));
    for (signal, (distance, alike, frame_at)) in nearest {
        let method = if matches!(distance, Distance::Details(_)) { Method::Details } else { Method::Pdq };
        if let Some(matched) = matched(index, signal, method, distance) {
            found.matches.push(Match { file: Some(seen.digest), alike: Some(alike), frame_at, ..matched });
        }
    }
    found.not_examined.extend(seen.not_examined.iter().cloned());
}

/// The nearest first: fewer bits differ, more details are shared. What a hash tells comes first.
const fn rank(distance: Distance) -> (bool, u16) {
    match distance {
        Distance::Bits(bits) => (false, bits),
        Distance::Details(shared) => (true, u16::MAX - shared),
        _ => (true, u16::MAX),
    }
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
        let look = |bytes: Vec<u8>| Seen::of(None, Arc::new(bytes), Depth::Look, &budget);
        assert!(look(bitmap(10)).is_ok());
        assert_eq!(budget.left(), 50);
        assert!(look(bitmap(10)).is_ok(), "some are left");
        assert!(matches!(look(bitmap(10)), Err(Unseen::Over(why)) if why.contains("not looked at")));
        let damaged = Budget::new();
        let broken = Seen::of(None, Arc::new(b"\xff\xd8\xff\xe0 REHEARSAL".to_vec()), Depth::Look, &damaged);
        assert!(matches!(broken, Err(Unseen::Unreadable(_))) && damaged.left() == PIXELS - DAMAGED);
        let text = Seen::of(None, Arc::new(b"BMW, REHEARSAL of a text".to_vec()), Depth::Look, &damaged);
        assert!(matches!(text, Err(Unseen::Other(_))), "a text may begin like a bitmap");
    }
}
