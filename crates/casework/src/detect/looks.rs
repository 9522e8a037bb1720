//! Pictures that were captured: how they are looked up, and what known pictures they are like.

use super::examine::{Depth, Examination, matched};
use super::frames::{Budget, Unseen, Walked, walk};
use crate::banks::BankIndex;
use crate::records::{FilePrints, Match};
use domain::detect::{Distance, Method, PDQ_NEAR_BITS};
use domain::id::SignalId;
use matching::digest::Sha256;
use matching::pdq::Pdq;
use matching::picture::{Details, Likeness, View};
use std::collections::BTreeMap;
use std::sync::Arc;
use url::Url;

/// How one frame is looked up.
#[derive(Debug, Clone)]
struct Looks {
    /// When it appears, in seconds, unless it is the first.
    at: Option<f64>,
    views: Vec<View>,
    details: Details,
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
        let (mut looks, mut first) = (Vec::new(), None);
        let walked = walk(&bytes, budget, |picture, hashed, at| {
            looks.push(Looks { at, views: picture.views(), details: picture.details() });
            first.get_or_insert_with(|| {
                let veil = if depth == Depth::Capture { picture.veil() } else { Vec::new() };
                (hashed, veil, picture.is_too_long_for_details())
            });
        });
        let Walked { size, cut_short, .. } = walked.map_err(|unseen| unseen.at(&place))?;
        let (hashed, veil, is_too_long) = first.expect("the first frame shows something new");
        let is_cut = cut_short.is_some();
        let too_long = "so long and narrow that it was compared as a whole only, not part by part";
        let not_examined = cut_short.into_iter().chain(is_too_long.then(|| too_long.to_owned()));
        Ok(Self {
            digest: Sha256::of(&bytes),
            veil,
            size,
            pdq: hashed.pdq,
            quality: hashed.quality,
            prints: FilePrints::of(&bytes),
            looks,
            not_examined: not_examined.map(|why| format!("{place}: {why}")).collect(),
            is_cut,
            url,
            bytes,
        })
    }

    /// Whether it is compared by its bytes only, since neither its hash nor its details say enough.
    pub(super) fn is_faint(&self) -> bool {
        let is_usable =
            |looks: &Looks| looks.details.is_usable() || looks.views.iter().any(|view| view.hashed.is_usable());
        !self.looks.iter().any(is_usable)
    }
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
