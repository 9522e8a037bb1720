//! Edited, excerpted and quoted copies of the declarations, and copies in another script.

use std::ops::Range;

use matching::text::{Fingerprint, Likeness, Normalised, Postings, Skeleton, Skeletons};

use crate::corpus::{Chance, Text, read, twelve};

/// The words of a text with one in so many changed for a word of another text.
fn edited(text: &str, percent: usize, other: &str, chance: &mut Chance) -> String {
    let strange: Vec<&str> = other.split_whitespace().collect();
    let mut change = |word| if chance.below(100) < percent { strange[chance.below(strange.len())] } else { word };
    text.split_whitespace().map(&mut change).collect::<Vec<_>>().join(" ")
}

/// A paragraph of many words.
fn long_paragraph<'a>(text: &'a Text, chance: &mut Chance) -> &'a str {
    let long: Vec<&String> =
        text.paragraphs.iter().filter(|paragraph| paragraph.split_whitespace().count() >= 25).collect();
    long[chance.below(long.len())]
}

/// A kind of copy: its name and how it is made of a text and of another in a different language.
type Kind = (&'static str, fn(&Text, &Text, &mut Chance) -> String);

const KINDS: [Kind; 6] = [
    ("10 % of words changed", |text, other, chance| edited(&text.whole(), 10, &other.whole(), chance)),
    ("20 %", |text, other, chance| edited(&text.whole(), 20, &other.whole(), chance)),
    ("30 %", |text, other, chance| edited(&text.whole(), 30, &other.whole(), chance)),
    ("a paragraph alone", |text, _, chance| long_paragraph(text, chance).to_owned()),
    ("a paragraph, 10 % changed", |text, other, chance| {
        edited(long_paragraph(text, chance), 10, &other.whole(), chance)
    }),
    ("a paragraph quoted in another text", |text, other, chance| {
        let half = other.paragraphs.len() / 2;
        let quoted = long_paragraph(text, chance);
        [&other.paragraphs[..half].join("\n"), quoted, &other.paragraphs[half..].join("\n")].join("\n")
    }),
];

#[test]
fn copies_are_found_in_twelve_languages_and_nothing_else_is() {
    const TRIES: usize = 20;
    let texts = twelve();
    let mut index = Postings::new();
    for (key, text) in texts.iter().enumerate() {
        index.insert(key, &Fingerprint::of(&Normalised::of(&text.whole())));
    }
    println!("copies found of {TRIES}, and finds of texts that are not there:");
    for (kind, make) in KINDS {
        let (mut row, mut false_finds) = (String::new(), 0);
        for (key, text) in texts.iter().enumerate() {
            let other = &texts[(key + 5) % texts.len()];
            let without = texts.iter().enumerate().filter(|(at, _)| *at != (key + 5) % texts.len());
            let known: Vec<usize> = without.map(|(at, _)| at).collect();
            let mut chance = Chance::new(key as u64 + 1);
            let mut found = 0;
            for _ in 0..TRIES {
                let candidates = index.candidates(&Normalised::of(&make(text, other, &mut chance)));
                found += usize::from(candidates.iter().any(|(at, _)| *at == key));
                false_finds += candidates.iter().filter(|(at, _)| *at != key && known.contains(at)).count();
            }
            row += &format!(" {} {found}", text.code);
            assert!(found * 100 >= TRIES * 95, "{kind}, {}: {found} of {TRIES}", text.code);
        }
        println!("{kind}:{row}; false {false_finds}");
        assert_eq!(false_finds, 0, "{kind}");
    }
}

#[test]
fn the_matched_passage_is_the_quoted_one() {
    let texts = twelve();
    for (at, text) in texts.iter().enumerate() {
        let other = &texts[(at + 5) % texts.len()];
        let quoted = long_paragraph(text, &mut Chance::new(7));
        let page = format!("{}\n{quoted}\n{}", other.paragraphs[0], other.paragraphs[1]);
        let wanted = other.paragraphs[0].len() + 1..other.paragraphs[0].len() + 1 + quoted.len();
        let found = Fingerprint::of(&Normalised::of(&text.whole())).likeness(&Normalised::of(&page)).unwrap();
        let Likeness { spans, .. } = found;
        let shared = |span: &Range<usize>| span.end.min(wanted.end).saturating_sub(span.start.max(wanted.start));
        let inside: usize = spans.iter().map(shared).sum();
        let all: usize = spans.iter().map(ExactSizeIterator::len).sum();
        assert!(inside * 100 >= wanted.len() * 97 && inside == all, "{}: {spans:?}, wanted {wanted:?}", text.code);
    }
}

/// However alike its articles begin, one half of a declaration is no copy of the other.
#[test]
fn the_halves_of_a_text_are_no_copies_of_each_other() {
    for text in twelve() {
        let (first, second) = text.paragraphs.split_at(text.paragraphs.len() / 2);
        let known = Fingerprint::of(&Normalised::of(&first.join("\n")));
        let found = known.likeness(&Normalised::of(&second.join("\n")));
        assert!(found.as_ref().is_none_or(|found| found.contained < 0.1), "{}: {found:?}", text.code);
    }
}

/// Declarations that exist in two scripts, each a language in one and in the other.
const TWO_SCRIPTS: [(&str, &str, &str); 6] = [
    ("Serbian", "srp_cyrl", "srp_latn"),
    ("Bosnian", "bos_cyrl", "bos_latn"),
    ("Azerbaijani", "azj_cyrl", "azj_latn"),
    ("Uzbek", "uzn_cyrl", "uzn_latn"),
    ("Uyghur", "uig_arab", "uig_latn"),
    ("Malay", "mly_arab", "mly_latn"),
];

/// The paragraphs that are long enough to be found by themselves.
fn long(text: &Text) -> Vec<&String> {
    text.paragraphs.iter().filter(|paragraph| paragraph.split_whitespace().count() >= 25).collect()
}

/// Of the paragraphs of a declaration, how many are found in the one known in another script, by their skeletons? And is
/// it found in declarations in other languages?
#[test]
fn copies_in_another_script_are_found_by_their_skeletons() {
    let strangers: Vec<(&str, Normalised)> =
        twelve().iter().map(|text| (text.code, Normalised::of(&text.whole()))).collect();
    for (name, one, other) in TWO_SCRIPTS {
        for (known, copy) in [(one, other), (other, one)] {
            let (Some(known), Some(copy)) = (read("", known), read("", copy)) else { return };
            let mut index = Skeletons::new();
            index.insert((), &Skeleton::of(&Normalised::of(&known.whole())).unwrap());
            let look = |text: &str| index.candidates(&Normalised::of(text)).pop().map(|(_, likeness)| likeness);
            assert_eq!(look(&known.whole()), None, "{name}: the same script");
            let whole = look(&copy.whole()).map_or(0.0, |found| found.contained);
            let (sought, found) = (long(&copy), long(&copy).iter().filter(|text| look(text).is_some()).count());
            let strange = strangers.iter().filter(|(_, stranger)| !index.candidates(stranger).is_empty());
            // Indonesian and Malay are nearly one language.
            let strange = strange.filter(|(code, _)| (name, *code) != ("Malay", "id")).count();
            let script = Skeleton::of(&Normalised::of(&known.whole())).unwrap().script();
            println!(
                "{name}, known in {script:?}: whole text {:.0} %, {found} of {} long paragraphs, {strange} strangers",
                whole * 100.0,
                sought.len()
            );
            assert!(found * 100 >= sought.len() * 90, "{name}: {found} of {}", sought.len());
            assert_eq!(strange, 0, "{name}");
        }
    }
}

/// REHEARSAL: numbers belong to every script, and what stands between them counts.
#[test]
fn numbers_alone_are_no_copy_and_a_text_is_found_once() {
    let tides = "Ово су сати плиме на нашој обали ове године: 1 2 3 4 5 6 7 8 9 10 11 12 и тако даље до краја лета";
    let mut index = Skeletons::new();
    index.insert(7, &Skeleton::of(&Normalised::of(tides)).unwrap());
    let numbered: String =
        (1..=12).map(|number| format!("{number} the keeper writes down what the harbour saw. ")).collect();
    assert!(index.candidates(&Normalised::of(&numbered)).is_empty(), "numbers with other words between them");
    assert!(index.candidates(&Normalised::of("1 2 3 4 5 6 7 8 9 10 11 12")).is_empty(), "numbers without words");
    let light = "Stari svetionik na kraju luke svake večeri pali svoju lampu za ribare koji se vraćaju kući kasno";
    index.insert(8, &Skeleton::of(&Normalised::of(light)).unwrap());
    let arabic = "ستري سڤتينك ن كري لك سڤك ڤسر پل سڤي لمپ ز ربر كي س ڤرسي كسي كسن";
    let cyrillic = "Стари светионик на крају луке сваке вечери пали своју лампу за рибаре који се враћају кући касно";
    let found = index.candidates(&Normalised::of(&format!("{cyrillic}. {arabic}")));
    assert_eq!(found.iter().map(|(key, _)| *key).collect::<Vec<_>>(), [8]);
}

/// Short known texts in one script and many pages in another, none of which has anything to do with it.
#[test]
fn short_skeletons_are_not_found_by_chance() {
    let texts = twelve();
    let mut index = Skeletons::new();
    for text in &texts {
        for (number, paragraph) in text.paragraphs.iter().enumerate() {
            if let Some(skeleton) = Skeleton::of(&Normalised::of(paragraph)) {
                index.insert((text.code, number), &skeleton);
            }
        }
    }
    assert!(texts.is_empty() || index.len() > 200, "{}", index.len());
    for page in &texts {
        let found = index.candidates(&Normalised::of(&page.whole()));
        assert!(found.is_empty(), "{}: {found:?}", page.code);
    }
}
