//! How much of the page is the known material.

use super::signal::{ContextSignal, Kind, PointsTo, Weight};
use super::surroundings::Surroundings;
use crate::page::BlockKind;

/// Below this many words of its own a page says nothing about what it shows.
const BARE_WORDS: usize = 30;
/// From this many words on, what stands beside the known text is something else even where it is no prose: code, a
/// table, the other lines of a scan.
const MUCH_ELSE: usize = 90;
/// Below this many words a page that shows a picture hardly says more.
const THIN_WORDS: usize = 80;

pub(super) fn signals(around: &Surroundings<'_>) -> Vec<ContextSignal> {
    let signal = if around.spans.is_some() { of_text(around) } else { of_picture(around) };
    signal.into_iter().collect()
}

fn of_text(around: &Surroundings<'_>) -> Option<ContextSignal> {
    if around.main_words == 0 || around.matched_words == 0 {
        return None;
    }
    let percent = around.matched_words * 100 / around.main_words;
    let own = around.own_words;
    let is_bare = own < BARE_WORDS && around.main_words - around.matched_words < MUCH_ELSE;
    let (points_to, weight) = match percent {
        75.. => (PointsTo::Repost, Weight::Clear),
        50.. if own < BARE_WORDS => (PointsTo::Repost, Weight::Clear),
        50.. => (PointsTo::Repost, Weight::Weak),
        _ if is_bare => (PointsTo::Repost, Weight::Weak),
        _ => (PointsTo::Nothing, Weight::Weak),
    };
    let found = format!("{percent} % of the page's words are the known text; {own} words of prose are its own");
    Some(ContextSignal::new(Kind::ShareOfPage, points_to, weight, found))
}

fn of_picture(around: &Surroundings<'_>) -> Option<ContextSignal> {
    let pictures = around.page.pictures.len();
    if pictures == 0 {
        return None;
    }
    let captioned = around
        .main
        .iter()
        .any(|block| block.kind == BlockKind::Caption && around.words.words_in(&block.range).len() >= 6);
    let own = around.own_words;
    let (points_to, weight) = match own {
        ..BARE_WORDS if !captioned => (PointsTo::Repost, Weight::Clear),
        ..THIN_WORDS => (PointsTo::Repost, Weight::Weak),
        _ => (PointsTo::Nothing, Weight::Weak),
    };
    let caption = if captioned { "with" } else { "without" };
    let found = format!("pictures: {pictures}, {caption} a caption; {own} words of prose on the page");
    Some(ContextSignal::new(Kind::ShareOfPage, points_to, weight, found))
}
