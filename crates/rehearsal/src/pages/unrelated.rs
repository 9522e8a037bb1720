//! A hundred pages that have nothing to do with the known material: recipes, timetables, gardens,
//! small talk, and the coast as tourists see it.

use super::blocks::{self, Block};
use super::darkroom::Darkroom;
use super::hosts::{self, CUSTOMERS, Site};
use super::{Draft, Press};
use crate::material::Language;
use crate::truth::{Kind, Purpose};
use rand::seq::IndexedRandom;
use rand::{Rng, rngs::StdRng};

/// How many there are in all, and how many of them are bare picture files.
const PAGES: usize = 100;
const BARE_FILES: usize = 6;
/// Every so many pages show a picture, and every so many stand on an institution's site.
const PICTURE_EVERY: usize = 4;
const INSTITUTION_EVERY: usize = 11;

/// Frames, with the slug in the address of a page made from them.
const TOPICS: [(&str, &str); 5] = [
    ("coast", "old-lighthouse"),
    ("recipe", "leek-bake"),
    ("bus", "timetable"),
    ("garden", "this-week"),
    ("chat", "floorboards"),
];

/// Publishes all hundred.
pub(super) fn publish(press: &mut Press, darkroom: &Darkroom, rng: &mut StdRng) {
    for n in 0..BARE_FILES {
        let site = customer(rng, |site| !site.layout.is_text_only());
        press.file(site.host, darkroom.stranger(n), Kind::Unrelated);
    }
    for n in 0..PAGES - BARE_FILES {
        let site = if n % INSTITUTION_EVERY == 0 {
            hosts::institutions(Purpose::Journalism)[n / INSTITUTION_EVERY % 2]
        } else {
            customer(rng, |site| site.layout.holds_text())
        };
        page(press, darkroom, site, n, rng);
    }
}

fn customer(rng: &mut StdRng, fits: impl Fn(&Site) -> bool) -> Site {
    let sites: Vec<_> = CUSTOMERS.into_iter().filter(fits).collect();
    sites.choose(rng).copied().unwrap_or(CUSTOMERS[0])
}

fn page(press: &mut Press, darkroom: &Darkroom, site: Site, n: usize, rng: &mut StdRng) {
    let words = press.words(Language::ALL[n % Language::ALL.len()]);
    let cast = words.cast(rng);
    let (topic, slug) = TOPICS[n % TOPICS.len()];
    let (title, mut blocks) = blocks::read(words.frame(topic), &words, &cast);
    if rng.random_bool(0.5) {
        // Sites mix their subjects, which also keeps pages of one topic from being all alike.
        let (other, _) = TOPICS[(n + rng.random_range(1..TOPICS.len())) % TOPICS.len()];
        let (heading, more) = blocks::read(words.frame(other), &words, &cast);
        blocks.push(Block::Heading(heading));
        blocks.extend(more);
    }
    let shows_picture = n.is_multiple_of(PICTURE_EVERY) && !site.layout.is_text_only();
    if shows_picture {
        blocks.insert(1, Block::Figure(cast.fill("{city}")));
    }
    press.page(
        Draft {
            host: site.host.to_owned(),
            site: site.title,
            layout: site.layout,
            words: &words,
            title,
            author: cast.author,
            date: cast.date,
            slug,
            blocks,
            shot: shows_picture.then(|| darkroom.stranger(n)),
            kind: Kind::Unrelated,
        },
        rng,
    );
}
