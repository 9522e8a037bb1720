//! Sixty pages that show or quote the known material for a purpose that the law protects.
//!
//! They carry the cues that such pages carry in life, no two kinds the same ones: a third stand on
//! ordinary hosts, among re-posts, and some institutions are in no registry.

use super::blocks::{self, Block};
use super::darkroom::Darkroom;
use super::edits::passage;
use super::hosts::{self, CUSTOMERS, Site};
use super::shells::Layout;
use super::words::Words;
use super::{Draft, Press};
use crate::material::{Bank, Language};
use crate::truth::{Kind, Purpose};
use rand::seq::IndexedRandom;
use rand::{Rng, rngs::StdRng};

/// Pages for each purpose: one in each language and one in English about another language's text.
const EACH: usize = Language::ALL.len() + 1;
/// Every so many pages stand on an ordinary host.
const ORDINARY_HOST_EVERY: usize = 3;

/// The purposes, with the frame that their pages are made from and the slug in their address.
const PURPOSES: [(Purpose, &str, &str); 6] = [
    (Purpose::Journalism, "news", "bulletin-found"),
    (Purpose::Education, "encyclopaedia", "meridian-league"),
    (Purpose::Justice, "court", "harbour-board"),
    (Purpose::Research, "paper", "reading-bulletins"),
    (Purpose::Archive, "archive", "single-sheet"),
    (Purpose::CounterSpeech, "rebuttal", "not-the-weather-service"),
];

/// Publishes all sixty.
pub(super) fn publish(press: &mut Press, bank: &Bank, darkroom: &Darkroom, rng: &mut StdRng) {
    let mut count = 0;
    for purpose in PURPOSES {
        for n in 0..EACH {
            let site = if count % ORDINARY_HOST_EVERY == 0 {
                ordinary(rng)
            } else {
                hosts::institutions(purpose.0)[count / ORDINARY_HOST_EVERY % 2]
            };
            count += 1;
            let frame_language = *Language::ALL.get(n).unwrap_or(&Language::English);
            let quoted = if n < Language::ALL.len() { frame_language } else { super::any_language(rng) };
            page(press, (bank, darkroom), purpose, site, (frame_language, quoted), rng);
        }
    }
}

/// A site of a provider's customer where people write articles.
fn ordinary(rng: &mut StdRng) -> Site {
    let sites: Vec<_> = CUSTOMERS
        .into_iter()
        .filter(|site| {
            matches!(site.layout, Layout::Blog | Layout::Article | Layout::Soup | Layout::Tables | Layout::Forum)
        })
        .collect();
    sites.choose(rng).copied().unwrap_or(CUSTOMERS[0])
}

/// Publishes one page, written in the first language about a text in the second.
fn page(
    press: &mut Press,
    (bank, darkroom): (&Bank, &Darkroom),
    (purpose, frame, slug): (Purpose, &str, &'static str),
    site: Site,
    (language, quoted): (Language, Language),
    rng: &mut StdRng,
) {
    let texts: Vec<_> = bank.texts.iter().filter(|text| text.language == quoted).collect();
    let text = texts.choose(rng).map_or("", |text| text.text.as_str());
    let words = press.words(language);
    let cast = words
        .cast(rng)
        .with("q1", passage(text, 1..3))
        .with("q2", passage(text, 3..7))
        .with("q3", passage(text, 7..8))
        .with("full", text);
    let (title, mut blocks) = blocks::read(words.frame(frame), &words, &cast);
    if !signs_its_articles(site.layout) {
        blocks.insert(0, Block::Paragraph(signature(&words, &cast.author, &words.date(cast.date))));
    }
    let shot = rng.random_bool(0.5).then(|| darkroom.any(rng));
    press.page(
        Draft {
            host: hosts::edition(site, language),
            site: site.title,
            layout: site.layout,
            words: &words,
            title,
            author: cast.author,
            date: cast.date,
            slug,
            blocks,
            shot,
            kind: Kind::Legitimate { purpose },
        },
        rng,
    );
}

/// Whether the template itself names the author, or the content always does.
fn signs_its_articles(layout: Layout) -> bool {
    matches!(layout, Layout::Press | Layout::Wiki | Layout::Court | Layout::Journal | Layout::Archive | Layout::Check)
}

fn signature(words: &Words, author: &str, date: &str) -> String {
    let by = words.label("by").replace("{name}", author);
    format!("{by}. {} {date}", words.label("published"))
}
