use super::blocks;
use super::hosts::PROVIDERS;
use super::words::Words;
use super::*;
use crate::material::MARK;
use crate::truth::{Form, Kind, Purpose};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

fn world() -> &'static Generated {
    static WORLD: OnceLock<Generated> = OnceLock::new();
    WORLD.get_or_init(|| generate(1))
}

fn pages() -> impl Iterator<Item = (&'static Page, &'static Kind)> {
    world().pages.iter().map(|page| (page, &world().truth.entries[&page.url()]))
}

/// A page's characters, as its header or its head says they are to be read.
fn decoded(page: &Page) -> String {
    let head = String::from_utf8_lossy(&page.body[..page.body.len().min(300)]).to_lowercase();
    let declared = [page.content_type.as_str(), &head].into_iter().find_map(|place| {
        let label = place.split_once("charset=")?.1.trim_start_matches('"');
        let end = label.find(['"', ' ', '>', ';']).unwrap_or(label.len());
        encoding_rs::Encoding::for_label(&label.as_bytes()[..end])
    });
    let (text, _, damaged) = declared.unwrap_or(encoding_rs::WINDOWS_1252).decode(&page.body);
    assert!(!damaged, "{} is not in the character set it declares", page.url());
    text.into_owned()
}

/// The words of a page without its tags.
fn words_of(page: &Page) -> Vec<String> {
    let mut text = String::new();
    for part in decoded(page).split('<') {
        let visible = part.split_once('>').map_or(part, |(_, visible)| visible);
        text.push(' ');
        text.push_str(visible);
    }
    let mut plain = String::new();
    for part in text.split_inclusive(';') {
        let reference = part.rfind("&#").and_then(|at| {
            let number = part[at + 2..].strip_suffix(';')?.parse().ok()?;
            Some((at, char::from_u32(number)?))
        });
        match reference {
            Some((at, character)) => {
                plain.push_str(&part[..at]);
                plain.push(character);
            }
            None => plain.push_str(part),
        }
    }
    split(&plain)
}

fn split(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\u{200c}')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

fn runs(words: &[String]) -> BTreeSet<&[String]> {
    words.windows(4).collect()
}

/// The largest share of a known text's runs of four words that a page holds.
fn likeness(page: &Page) -> f64 {
    let words = words_of(page);
    let found = runs(&words);
    let share = |text: &str| {
        let known = split(text);
        let known = runs(&known);
        known.intersection(&found).count() as f64 / known.len() as f64
    };
    let texts = world().bank.texts.iter();
    texts.map(|text| share(&text.text)).fold(0.0, f64::max)
}

fn pictures(page: &Page) -> Vec<&[u8]> {
    let own = page.content_type.starts_with("image/").then_some(page.body.as_slice());
    own.into_iter().chain(page.assets.iter().map(|asset| asset.body.as_slice())).collect()
}

#[test]
fn there_are_as_many_pages_of_each_kind_as_promised() {
    let mut counts = BTreeMap::new();
    let mut languages: BTreeSet<Language> = BTreeSet::new();
    for (_, kind) in pages() {
        let name = match kind {
            Kind::Target { languages: of_page, form } => {
                languages.extend(of_page);
                format!("{form:?}")
            }
            Kind::Legitimate { purpose } => format!("{purpose:?}"),
            Kind::Unrelated => "Unrelated".to_owned(),
        };
        *counts.entry(name).or_insert(0) += 1;
    }
    let expected = [
        ("PictureExact", 20),
        ("PictureEdited", 40),
        ("TextExact", 25),
        ("TextEdited", 25),
        ("Excerpt", 12),
        ("TextAndPicture", 18),
        ("Journalism", 10),
        ("Education", 10),
        ("Justice", 10),
        ("Research", 10),
        ("Archive", 10),
        ("CounterSpeech", 10),
        ("Unrelated", 100),
    ];
    let expected: BTreeMap<_, _> = expected.map(|(name, count)| (name.to_owned(), count)).into();
    assert_eq!(counts, expected);
    assert_eq!(languages.len(), 9);
}

#[test]
fn a_seed_fixes_every_byte_and_another_seed_makes_another_world() {
    assert!(*world() == generate(1), "two worlds of one seed differ");
    assert!(world().pages != generate(2).pages, "two seeds make one world");
}

#[test]
fn no_address_is_used_twice() {
    let mut seen = BTreeSet::new();
    for (page, _) in pages() {
        let assets = page.assets.iter().map(|asset| &asset.path);
        for path in assets.chain([&page.path, &page.moved_path]) {
            assert!(path.starts_with('/') && !path.contains('?'), "{path}");
            assert!(seen.insert((&page.host, path)), "{}{path} is used twice", page.host);
        }
    }
}

#[test]
fn every_provider_serves_targets_and_every_host_is_invented() {
    let mut targets = BTreeMap::new();
    for (page, kind) in pages() {
        assert!(page.host.ends_with(".test"), "{}", page.host);
        let provider = PROVIDERS.iter().find(|domain| page.host.ends_with(&format!(".{domain}")));
        if matches!(kind, Kind::Target { .. }) {
            let provider = provider.unwrap_or_else(|| panic!("{} is of no provider", page.host));
            *targets.entry(*provider).or_insert(0) += 1;
        }
    }
    assert_eq!(targets.len(), PROVIDERS.len());
    assert!(targets.values().all(|count| *count >= 6), "{targets:?}");
}

#[test]
fn targets_carry_the_material_in_their_form() {
    for (page, kind) in pages() {
        let Kind::Target { form, .. } = kind else {
            continue;
        };
        let known = |file: &[u8]| world().bank.pictures.iter().any(|picture| picture.png == file);
        let pictures = pictures(page);
        let least = match form {
            Form::PictureExact => {
                assert!(pictures.iter().all(|file| known(file)), "{}", page.url());
                0.0
            }
            Form::PictureEdited => {
                assert!(pictures.iter().all(|file| !known(file)), "{}", page.url());
                0.0
            }
            Form::TextExact | Form::TextAndPicture => 1.0,
            Form::TextEdited => 0.35,
            Form::Excerpt => 0.4,
        };
        let shows_picture = matches!(form, Form::PictureExact | Form::PictureEdited | Form::TextAndPicture);
        assert_eq!(pictures.len(), usize::from(shows_picture), "{}", page.url());
        let found = if least > 0.0 { likeness(page) } else { 0.0 };
        let whole_lines = page.content_type.starts_with("image/");
        assert!(whole_lines || found >= least, "{} ({form:?}): {found}", page.url());
    }
}

#[test]
fn legitimate_pages_quote_the_material_and_some_show_it() {
    let mut with_picture = 0;
    for (page, kind) in pages() {
        if matches!(kind, Kind::Legitimate { .. }) {
            let found = likeness(page);
            assert!(found > 0.2, "{} quotes {found}", page.url());
            with_picture += pictures(page).len();
        }
    }
    assert!((15..=45).contains(&with_picture), "{with_picture}");
}

#[test]
fn a_third_of_the_legitimate_pages_share_their_hosts_with_targets() {
    let mut known = 0;
    let mut shared = 0;
    for (page, kind) in pages() {
        let Kind::Legitimate { purpose } = kind else {
            assert!(
                !matches!(kind, Kind::Target { .. }) || !is_known(&page.host),
                "the target {} is on a known site",
                page.url()
            );
            continue;
        };
        let on_provider = PROVIDERS.iter().any(|domain| page.host.ends_with(domain));
        shared += usize::from(on_provider);
        known += usize::from(is_known(&page.host));
        let quotation = ["<blockquote", "<BLOCKQUOTE", "«", "“", "„", "&#171;", "&#8220;", "&#8222;"];
        let text = decoded(page);
        assert!(quotation.iter().any(|sign| text.contains(sign)), "{}", page.url());
        assert!(*purpose != Purpose::Research || text.contains("10.99999/"), "{}", page.url());
    }
    assert_eq!(shared, 20);
    assert!((15..=30).contains(&known), "{known} on known sites");
}

fn is_known(host: &str) -> bool {
    known_sites().iter().any(|site| host == site.domain || host.ends_with(&format!(".{}", site.domain)))
}

#[test]
fn unrelated_pages_share_nothing_with_the_material() {
    for (page, kind) in pages() {
        if *kind == Kind::Unrelated && !page.content_type.starts_with("image/") {
            let found = likeness(page);
            assert!(found < 0.015, "{}: {found}", page.url());
        }
    }
}

#[test]
fn every_page_is_marked_filled_and_of_sane_size() {
    let mut total = 0;
    for (page, _) in pages() {
        for file in pictures(page).into_iter().chain([page.body.as_slice()]) {
            assert!(file.windows(MARK.len()).any(|part| part == MARK.as_bytes()), "{}", page.url());
            assert!(file.len() < 2_000_000, "{}: {} bytes", page.url(), file.len());
            total += file.len();
        }
        if !page.content_type.starts_with("image/") {
            let text = decoded(page);
            let style_free = text.split("</style>").last().unwrap_or_default();
            assert!(!style_free.contains("{{"), "{} has an empty slot", page.url());
            for slot in ["{q", "{n", "{city", "{date", "{ref", "{full"] {
                assert!(!style_free.contains(slot), "{} has an empty slot {slot}", page.url());
            }
        }
    }
    assert!(total < 60_000_000, "{total} bytes");
}

#[test]
fn pages_differ_in_template_and_character_set() {
    let sets: BTreeSet<_> = pages().map(|(page, _)| page.content_type.as_str()).collect();
    assert!(sets.len() >= 7, "{sets:?}");
    let hosts: BTreeSet<_> = pages().map(|(page, _)| page.host.as_str()).collect();
    assert!(hosts.len() >= 40, "{}", hosts.len());
}

#[test]
fn every_language_has_all_words() {
    let mut rng = StdRng::seed_from_u64(0);
    for language in Language::ALL {
        let words = Words::of(language);
        assert_eq!(words.list("months").len(), 12, "{language:?}");
        assert_eq!(words.list("nav").len(), 4, "{language:?}");
        assert!(words.list("names").len() >= 4, "{language:?}");
        assert_eq!(words.list("quotes").len(), 2, "{language:?}");
        let cast = words.cast(&mut rng).with("q1", "").with("q2", "").with("q3", "").with("full", "");
        for frame in [
            "news",
            "encyclopaedia",
            "court",
            "paper",
            "archive",
            "rebuttal",
            "coast",
            "recipe",
            "bus",
            "garden",
            "chat",
        ] {
            let (title, blocks) = blocks::read(words.frame(frame), &words, &cast);
            assert!(!title.is_empty() && blocks.len() >= 3, "{language:?} {frame}");
            let html = blocks::html(&blocks, blocks::Manner::Divs, &words, Some("/picture"));
            let unfilled = title.contains('}') || html.contains('}');
            assert!(!unfilled, "{language:?} {frame}: {title} {html}");
        }
        assert!(words.frame("intro").lines().count() >= 4);
        assert!(words.frame("comments").lines().count() >= 5);
    }
}
