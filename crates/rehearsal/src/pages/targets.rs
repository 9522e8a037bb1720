//! The bare re-posts: 140 pages that show the known material and nothing beside it.

use super::blocks::Block;
use super::darkroom::{Darkroom, Shot};
use super::edits::{edited, excerpt, sentences};
use super::hosts::{self, PROVIDERS, Site};
use super::{Draft, Press, SLUGS};
use crate::material::{Bank, BankText, MARK};
use crate::truth::{Form, Kind};
use rand::seq::{IndexedRandom, SliceRandom};
use rand::{Rng, rngs::StdRng};

/// How many targets carry the material in which form.
const FORMS: [(Form, usize); 6] = [
    (Form::PictureExact, 20),
    (Form::PictureEdited, 40),
    (Form::TextExact, 25),
    (Form::TextEdited, 25),
    (Form::Excerpt, 12),
    (Form::TextAndPicture, 18),
];

/// Every so many picture targets, the picture file itself is the item.
const BARE_FILE_EVERY: usize = 3;

/// Publishes all targets. Every text and picture of the bank is used, and every provider serves
/// ten of the pages.
pub(super) fn publish(press: &mut Press, bank: &Bank, darkroom: &Darkroom, rng: &mut StdRng) {
    let mut texts: Vec<&BankText> = bank.texts.iter().collect();
    texts.shuffle(rng);
    let mut texts = texts.into_iter().cycle();
    let mut providers = PROVIDERS;
    providers.shuffle(rng);
    let mut count = 0;
    for (form, many) in FORMS {
        for n in 0..many {
            let provider = providers[count % providers.len()];
            count += 1;
            let shot = match form {
                Form::PictureExact => Some(darkroom.exact(n)),
                Form::PictureEdited => Some(darkroom.print(n)),
                Form::TextAndPicture => Some(darkroom.any(rng)),
                Form::TextExact | Form::TextEdited | Form::Excerpt => None,
            };
            let text = match form {
                Form::PictureExact | Form::PictureEdited => None,
                _ => texts.next(),
            };
            match (text, shot) {
                (None, Some(shot)) if n % BARE_FILE_EVERY == 0 => bare_file(press, provider, shot, form, rng),
                (text, shot) => page(press, provider, form, text, shot, rng),
            }
        }
    }
}

/// Publishes a picture file that no page is wrapped around.
fn bare_file(press: &mut Press, provider: &str, shot: Shot, form: Form, rng: &mut StdRng) {
    let site = pick(provider, rng, |site| !site.layout.is_text_only());
    let kind = Kind::Target { languages: vec![], form };
    press.file(site.host, shot, kind);
}

/// Publishes a page with a text, a picture or both.
fn page(press: &mut Press, provider: &str, form: Form, text: Option<&BankText>, shot: Option<Shot>, rng: &mut StdRng) {
    let site = pick(provider, rng, |site| {
        (text.is_none() || site.layout.holds_text()) && (shot.is_none() || !site.layout.is_text_only())
    });
    let languages: Vec<_> = text.iter().map(|text| text.language).collect();
    let words = press.words(languages.first().copied().unwrap_or_else(|| super::any_language(rng)));
    let mut blocks = Vec::new();
    if rng.random_bool(0.6) {
        blocks.push(Block::Paragraph(words.line("intro", rng).to_owned()));
    }
    let title = match text {
        Some(text) => heading(text, rng),
        None => format!("IMG {} {MARK}", rng.random_range(1000..9999)),
    };
    if shot.is_some() {
        blocks.push(Block::Figure(title.clone()));
    }
    if let Some(text) = text {
        blocks.extend(body(text, form, rng));
    }
    let cast = words.cast(rng);
    press.page(
        Draft {
            host: site.host.to_owned(),
            site: site.title,
            layout: site.layout,
            words: &words,
            title,
            author: cast.author,
            date: cast.date,
            slug: SLUGS.choose(rng).copied().unwrap_or(SLUGS[0]),
            blocks,
            shot,
            kind: Kind::Target { languages, form },
        },
        rng,
    );
}

/// One of the provider's sites that fits; each provider has a site for every form.
fn pick(provider: &str, rng: &mut StdRng, fits: impl Fn(&Site) -> bool) -> Site {
    let mut sites = hosts::of_provider(provider);
    let all = sites.clone();
    sites.retain(fits);
    sites.choose(rng).copied().unwrap_or(all[0])
}

/// What a re-poster writes above a text: its first words, or next to nothing.
fn heading(text: &BankText, rng: &mut StdRng) -> String {
    if rng.random_bool(0.5) {
        let first = sentences(&text.text)[0];
        first.trim_end_matches('.').to_owned()
    } else {
        format!("{MARK} {}", rng.random_range(10..99))
    }
}

/// The text in the given form, in one paragraph or several.
fn body(text: &BankText, form: Form, rng: &mut StdRng) -> Vec<Block> {
    let whole = match form {
        Form::TextEdited => edited(&text.text, rng),
        Form::Excerpt => excerpt(&text.text, rng),
        _ => text.text.clone(),
    };
    let length = if rng.random_bool(0.4) { 3 } else { usize::MAX };
    sentences(&whole).chunks(length).map(|part| Block::Paragraph(part.join(" "))).collect()
}
