//! The page's text with the matched passages marked.

use super::{View, text};
use crate::web::format;
use crate::web::kit::{self, Span};
use crate::web::likeness;
use crate::web::messages::words;
use domain::detect::Method;
use maud::{Markup, html};
use std::ops::Range;

/// A text up to this many bytes is shown whole; of a longer one, what stands around the matches.
const WHOLE_BYTES: usize = 6000;
/// How much is shown before and after a match of a long text, in bytes.
const AROUND_BYTES: usize = 400;
/// How much of a long text is shown in all, in bytes.
const SHOWN_BYTES: usize = 12_000;
/// Marks that open a quotation.
const OPENING: [char; 8] = ['“', '«', '„', '‘', '‹', '「', '"', '”'];

pub(super) fn section(view: &View<'_>) -> Markup {
    let lang = view.lang();
    let Some(page_text) = view.dossier.text.as_deref().filter(|text| !text.trim().is_empty()) else {
        return kit::section(text::TEXT.get(lang), html! {}, html! {}, html! { p.ink2 { (text::NO_TEXT.get(lang)) } });
    };
    let spans = spans(view);
    let windows = windows(page_text, &spans);
    let language = view.dossier.item.language.as_ref();
    let label = match language {
        Some(guess) => text::SURE.fill(
            lang,
            &[
                ("language", &format::language(&guess.code, lang)),
                ("percent", &likeness::percent(guess.confidence as f32)),
            ],
        ),
        None => words::WITHOUT_LANGUAGE.get(lang).to_owned(),
    };
    let whole = windows.len() == 1 && windows[0].len() == page_text.len();
    let count = page_text.split_whitespace().count() as u64;
    let end = html! { kbd { "[" } " " kbd { "]" } " " (text::SPANS_KEYS.get(lang)) };
    // Passages are numbered through all that is shown of the text.
    let mut first = 1;
    let mut shown = Vec::new();
    for window in &windows {
        let inside = within(page_text, window, &spans);
        shown.push(kit::passage(
            &page_text[window.clone()],
            &inside,
            language.map(|guess| guess.code.as_str()),
            first,
            &label,
        ));
        first += inside.len();
    }
    let unseen = spans.len() - (first - 1);
    kit::section(
        text::TEXT.get(lang),
        html! { (label) " · " (text::WORDS.count(lang, count)) },
        end,
        html! {
            @for passage in &shown { (passage) }
            @if unseen > 0 { p.mt2 { (text::MORE_PASSAGES.count(lang, unseen as u64)) } }
            p.meta.mt2 {
                @if !spans.is_empty() {
                    mark { (text::MARK_UNDERLINED.get(lang)) } " " (text::MARK_MATCHED.get(lang)) " \u{a0} "
                    mark.quote { (text::MARK_DOTTED.get(lang)) } " " (text::MARK_QUOTED.get(lang)) " \u{a0} "
                }
                @if !whole { (text::TEXT_EXCERPTS.fill(lang, &[("n", &format::count(page_text.chars().count() as u64, lang))])) }
            }
        },
    )
}

/// All matched passages, in order, overlapping ones made one.
fn spans(view: &View<'_>) -> Vec<Range<usize>> {
    let is_wording = |method| matches!(method, Method::Text | Method::Skeleton | Method::Phrase);
    let texts = view.dossier.item.matches.iter().filter(|found| is_wording(found.method));
    merged(texts.flat_map(|found| found.spans.iter().cloned()).collect())
}

fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| range.start);
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

/// What of the text is shown: all of it, or its beginning, or what stands around the matches.
fn windows(text: &str, spans: &[Range<usize>]) -> Vec<Range<usize>> {
    if text.len() <= WHOLE_BYTES {
        return std::iter::once(0..text.len()).collect();
    }
    if spans.is_empty() {
        return std::iter::once(0..text.floor_char_boundary(WHOLE_BYTES)).collect();
    }
    let around = |span: &Range<usize>| {
        let start = text.floor_char_boundary(span.start.saturating_sub(AROUND_BYTES));
        start..text.ceil_char_boundary(span.end.saturating_add(AROUND_BYTES).min(text.len()))
    };
    let mut left = SHOWN_BYTES;
    let mut shown = Vec::new();
    for window in merged(spans.iter().map(around).collect()) {
        let end = text.floor_char_boundary(window.end.min(window.start + left));
        left -= end - window.start;
        shown.push(window.start..end);
        if left < AROUND_BYTES {
            break;
        }
    }
    shown
}

/// The passages within a window, counted from its start.
fn within(text: &str, window: &Range<usize>, spans: &[Range<usize>]) -> Vec<Span> {
    let inside = spans.iter().filter(|span| span.start >= window.start && span.start < window.end);
    inside
        .map(|span| Span {
            range: span.start - window.start..span.end.min(window.end) - window.start,
            quoted: is_quoted(text, span),
        })
        .collect()
}

/// Whether a passage begins with a quotation mark, or right after one.
fn is_quoted(text: &str, span: &Range<usize>) -> bool {
    let before = text.get(..span.start).unwrap_or_default().trim_end();
    let passage = text.get(span.clone()).unwrap_or_default();
    before.ends_with(OPENING) || passage.starts_with(OPENING)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_short_text_is_shown_whole_and_a_long_one_around_its_matches() {
        let only = |windows: Vec<Range<usize>>| (windows.len() == 1).then(|| windows[0].clone());
        assert_eq!(only(windows("lamp", &[])), Some(0..4));
        let long = "é".repeat(20_000);
        let around = windows(&long, &[30_000..30_010, 30_200..30_300]);
        assert_eq!(only(around), Some(29_600..30_700));
        assert_eq!(only(windows(&long, &[])), Some(0..WHOLE_BYTES));
    }

    #[test]
    fn quotation_marks_before_a_passage_are_noticed() {
        let text = "He said: « The lamp is lit » and left.";
        let start = text.find("The").unwrap();
        assert!(is_quoted(text, &(start..start + 10)));
        assert!(!is_quoted(text, &(0..7)));
    }

    proptest! {
        #[test]
        fn windows_cut_no_character(text in "[aé🌊 ]{0,9000}", spans in prop::collection::vec((0_usize..40_000, 0_usize..900), 0..20)) {
            let spans = merged(spans.into_iter().map(|(start, len)| start.min(text.len())..(start + len).min(text.len())).collect());
            for window in windows(&text, &spans) {
                prop_assert!(text.get(window.clone()).is_some());
                for span in within(&text, &window, &spans) {
                    prop_assert!(span.range.start <= span.range.end && span.range.end <= window.len());
                }
            }
        }
    }
}
