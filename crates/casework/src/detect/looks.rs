//! Pictures that were captured: how they are looked up, and what known pictures they are like.

use super::examine::{Depth, Examination, matched};
use crate::banks::BankIndex;
use crate::records::{FilePrints, Match};
use domain::detect::{Distance, Method, PDQ_NEAR_BITS};
use domain::id::SignalId;
use matching::digest::Sha256;
use matching::pdq::Pdq;
use matching::picture::{self, Details, FrameLimits, Frames, Likeness, Limits, Picture, View};
use std::collections::BTreeMap;
use std::sync::Arc;
use url::Url;

/// Frames of an animation that are looked at; beyond them a person is told that there is more.
const FRAMES: usize = 300;

/// A frame whose hash differs in no more bits from that of the last one that was looked up shows nothing new.
const NOTHING_NEW: u16 = 8;

/// How one frame is looked up.
#[derive(Debug, Clone)]
struct Looks {
    views: Vec<View>,
    details: Details,
}

impl Looks {
    fn of(picture: &Picture) -> Self {
        Self { views: picture.views(), details: picture.details() }
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
}

impl Seen {
    /// Decodes and hashes a picture, or says in words why not.
    pub(crate) fn of(url: Option<Url>, bytes: Arc<Vec<u8>>, depth: Depth) -> Result<Self, String> {
        let place = url.as_ref().map_or_else(|| "the picture".to_owned(), ToString::to_string);
        let say = |error: picture::Error| format!("{place}: {error}");
        let limits = FrameLimits { max_frames: FRAMES, ..FrameLimits::default() };
        let mut frames = picture::frames(&bytes, &Limits::default(), limits).map_err(say)?;
        let first = frames.next().ok_or_else(|| format!("{place}: it shows nothing"))?.map_err(say)?.picture;
        let hashed = first.hash();
        let (looks, cut_short) = looks(&first, hashed.pdq, frames);
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
            url,
            bytes,
        })
    }
}

/// The looks of all frames that show something new, and why there are no more.
fn looks(first: &Picture, mut last: Pdq, rest: Frames<'_>) -> (Vec<Looks>, Option<picture::Error>) {
    let mut looks = vec![Looks::of(first)];
    for frame in rest {
        let picture = match frame {
            Ok(frame) => frame.picture,
            Err(error) => return (looks, Some(error)),
        };
        let pdq = picture.hash().pdq;
        if pdq.distance(last) > NOTHING_NEW {
            looks.push(Looks::of(&picture));
            last = pdq;
        }
    }
    (looks, None)
}

/// Compares a picture with the known ones: by the hashes of its views, and by its details, which tell more. Of several
/// frames that are like the same known picture, the first that is nearest counts.
pub(crate) fn alike(index: &BankIndex, seen: &Seen, found: &mut Examination) {
    let mut nearest: BTreeMap<SignalId, (Distance, Likeness)> = BTreeMap::new();
    for looks in &seen.looks {
        let by_hash = index.signals.candidates_for_views(&looks.views, PDQ_NEAR_BITS).into_iter();
        let by_hash = by_hash.map(|(signal, bits, view)| (signal, (Distance::Bits(bits), Likeness::of_view(&view))));
        let by_details = index.signals.candidates_for_details(&looks.details).into_iter();
        let by_details = by_details.map(|(signal, alike)| (signal, (Distance::Details(alike.shared), alike)));
        for (signal, one) in by_hash.chain(by_details) {
            if nearest.get(&signal).is_none_or(|before| rank(one.0) < rank(before.0)) {
                nearest.insert(signal, one);
            }
        }
    }
    let mut nearest: Vec<_> = nearest.into_iter().collect();
    nearest.sort_by_key(|(signal, (distance, _))| (rank(*distance), *signal));
    for (signal, (distance, alike)) in nearest {
        let method = if matches!(distance, Distance::Details(_)) { Method::Details } else { Method::Pdq };
        if let Some(matched) = matched(index, signal, method, distance) {
            found.matches.push(Match { file: Some(seen.digest), alike: Some(alike), ..matched });
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
