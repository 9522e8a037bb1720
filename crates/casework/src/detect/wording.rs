//! Comparing a text with the banks: by runs of words, by those of their consonants, and by listed phrases.

use super::examine::matched;
use crate::banks::BankIndex;
use crate::records::Match;
use domain::detect::{Distance, Method};
use domain::id::SignalId;
use matching::text::{Likeness, Normalised};
use std::collections::BTreeMap;
use std::ops::Range;

/// How many places of one phrase are kept; a page may repeat it without end.
const MAX_PLACES: usize = 100;

/// Compares a text by its wording. Gives the likeness that covers most of it; where only phrases were found, the places
/// where they stand, so that what surrounds them can be looked at.
pub(crate) fn worded_alike(index: &BankIndex, text: &Normalised, matches: &mut Vec<Match>) -> Option<Likeness> {
    let mut best: Option<Likeness> = None;
    let worded = index.signals.candidates_for_text(text).into_iter().map(|(signal, likeness)| {
        let Likeness { contained, covered, .. } = likeness;
        (signal, Method::Text, Distance::Text { contained, covered }, likeness)
    });
    let in_another_script = index.signals.candidates_for_skeleton(text).into_iter().map(|(signal, likeness)| {
        let Likeness { contained, covered, .. } = likeness;
        (signal, Method::Skeleton, Distance::Skeleton { contained, covered }, likeness)
    });
    for (signal, method, distance, likeness) in worded.chain(in_another_script) {
        let Some(mut matched) = matched(index, signal, method, distance) else {
            continue;
        };
        matched.spans = likeness.spans.clone();
        matches.push(matched);
        if best.as_ref().is_none_or(|best| likeness.covered > best.covered) {
            best = Some(likeness);
        }
    }
    let phrases = phrases(index, text, matches);
    best.or(phrases)
}

/// Adds one match for each phrase that is found, with its places.
fn phrases(index: &BankIndex, text: &Normalised, matches: &mut Vec<Match>) -> Option<Likeness> {
    let mut places: BTreeMap<SignalId, Vec<Range<usize>>> = BTreeMap::new();
    for (signal, place) in index.signals.candidates_for_phrases(text) {
        let places = places.entry(signal).or_default();
        if places.len() < MAX_PLACES {
            places.push(place);
        }
    }
    let mut all = Vec::new();
    for (signal, spans) in places {
        if let Some(mut matched) = matched(index, signal, Method::Phrase, Distance::Phrase) {
            all.extend_from_slice(&spans);
            matched.spans = spans;
            matches.push(matched);
        }
    }
    Likeness::of_passages(text, all)
}
