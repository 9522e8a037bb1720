//! From runs of words found on a page to a judgement: is this a copy, and of how much?

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::normal::Normalised;

/// Two hits further apart than this many words belong to different passages. A copy with a fifth of its words changed
/// has a surviving run well within this distance; unrelated texts share common phrases much further apart.
const REACH: usize = 12;
/// Distinct runs in one passage that cannot be chance (nine words in a row, or more with edits between).
const PASSAGE: usize = 6;
/// Where no passage is that long (short or much-edited texts), this share of the known text has to be there, ...
const SHARE: f32 = 0.3;
/// ... in at least so many distinct runs.
pub(super) const FEW: usize = 3;
/// Passages that are told of one text; a page may repeat it without end.
const MAX_SPANS: usize = 100;

/// How much of a known text was found on a page, how much of the page that is, and where.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Likeness {
    /// Share of the known text's runs of words that the page holds, 0 to 1. An unedited full copy has 1; a copy with
    /// one word in ten changed about 0.65.
    pub contained: f32,
    /// Share of the page's words that lie inside passages which hold the known text, 0 to 1.
    pub covered: f32,
    /// The passages of the page that hold the known text, edits inside them included: byte ranges of the text the
    /// [`Normalised`] was made of, in order, not touching each other. The longest hundred, if there are more.
    pub spans: Vec<Range<usize>>,
}

impl Likeness {
    /// That of passages which are known material whole, as phrases are: these ranges of the text that `page` was made of.
    /// `None` when there are none.
    #[must_use]
    pub fn of_passages(page: &Normalised, mut passages: Vec<Range<usize>>) -> Option<Self> {
        passages.sort_by_key(|passage| passage.start);
        let mut spans: Vec<Range<usize>> = Vec::new();
        for passage in passages {
            match spans.last_mut() {
                Some(last) if passage.start < last.end => last.end = last.end.max(passage.end),
                _ => spans.push(passage),
            }
        }
        let mut likeness = Self { contained: 1.0, covered: 0.0, spans };
        likeness.cover(page);
        (!likeness.spans.is_empty()).then_some(likeness)
    }

    /// Counts the share of a page's words that the passages cover.
    pub(super) fn cover(&mut self, page: &Normalised) {
        let words = self.spans.iter().map(|span| page.words_in(span).len()).sum();
        self.covered = share(words, page.len());
    }
}

/// Whether [`judge`] may find so many distinct runs of a text of `total` to be more than chance, wherever they stand.
pub(super) fn may_suffice(found: usize, total: usize) -> bool {
    found >= total.min(PASSAGE) || suffices(found, total)
}

/// Whether so many distinct runs are more than chance though they stand apart.
fn suffices(found: usize, total: usize) -> bool {
    found == total || (found >= FEW && share(found, total) >= SHARE)
}

/// Judges the `hits` (indexes into `runs`, ascending) of a known text of `total` distinct runs of `width` words.
/// `None` when they are no more than chance.
pub(super) fn judge(page: &Normalised, width: usize, runs: &[u64], hits: &[usize], total: usize) -> Option<Likeness> {
    let passages: Vec<&[usize]> = hits.chunk_by(|a, b| b - a <= REACH).collect();
    let longest = passages.iter().map(|passage| distinct(runs, passage.iter())).max()?;
    let found = distinct(runs, hits.iter());
    if longest < PASSAGE && !suffices(found, total) {
        return None;
    }
    // A run that stands alone is a common phrase rather than part of the copy.
    let kept: Vec<&[usize]> =
        passages.into_iter().filter(|passage| distinct(runs, passage.iter()) >= total.min(2)).collect();
    let spans: Vec<Range<usize>> =
        kept.iter().filter_map(|passage| Some(*passage.first()?..passage.last()? + width)).collect();
    if spans.is_empty() {
        return None;
    }
    let words = spans.iter().map(ExactSizeIterator::len).sum();
    Some(Likeness {
        contained: share(distinct(runs, kept.iter().copied().flatten()), total),
        covered: share(words, page.len()),
        spans: longest_of(spans).into_iter().map(|words| page.bytes_of(words)).collect(),
    })
}

/// The longest [`MAX_SPANS`], in order: short ones before a whole copy must not hide it.
fn longest_of(mut spans: Vec<Range<usize>>) -> Vec<Range<usize>> {
    if spans.len() > MAX_SPANS {
        spans.sort_by_key(|span| std::cmp::Reverse(span.len()));
        spans.truncate(MAX_SPANS);
        spans.sort_unstable_by_key(|span| span.start);
    }
    spans
}

fn distinct<'a>(runs: &[u64], hits: impl Iterator<Item = &'a usize>) -> usize {
    let mut found: Vec<u64> = hits.map(|hit| runs[*hit]).collect();
    found.sort_unstable();
    found.dedup();
    found.len()
}

/// Counts of words and runs are far below the 16 million an `f32` holds exactly.
fn share(part: usize, whole: usize) -> f32 {
    part as f32 / whole.max(1) as f32
}
