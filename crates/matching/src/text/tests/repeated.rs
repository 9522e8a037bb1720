//! Pages that repeat themselves without end are judged in good time, and as others are.

use super::*;
use crate::text::fingerprint::{WIDTH, runs};
use crate::text::sought::Sought;

/// So many texts of fifty words each, all of which hold the formula.
fn sharing(formula: &str, texts: usize) -> Postings<usize> {
    let mut index = Postings::new();
    for key in 0..texts {
        let own = (0..50).fold(String::new(), |mut own, word| {
            let _ = write!(own, "gull{key}x{word} ");
            own
        });
        index.insert(key, &known(&format!("{formula} {own}")));
    }
    index
}

#[test]
fn a_formula_is_looked_up_once_however_often_a_page_repeats_it() {
    let page = Normalised::of(&"the keeper greets you ".repeat(20_000));
    let sought = Sought::of(&runs(&page, WIDTH));
    assert_eq!(sought.runs().len(), WIDTH);
    assert_eq!((0..WIDTH).map(|number| sought.places(number).len()).sum::<usize>(), page.len() - WIDTH + 1);
    let index = sharing("the keeper greets you", 1_000);
    assert_eq!(index.candidates(&page), []);
}

#[test]
fn what_many_texts_share_is_judged_by_its_first_places() {
    let formula = "the keeper greets every boat that comes home tonight";
    let found = sharing(formula, 300).candidates(&Normalised::of(&format!("{formula} ").repeat(20_000)));
    assert_eq!(found.len(), 300);
    assert!(found.iter().all(|(_, likeness)| likeness.spans.len() == 1 && likeness.covered < 0.2), "{:?}", found[0]);
    let alone = sharing(formula, 1).candidates(&Normalised::of(&format!("{formula} ").repeat(20_000)));
    assert_eq!(alone[0].1.covered, 1.0, "one text counts wherever it stands");
}

#[test]
fn the_longest_passages_are_told_of_a_text_that_is_quoted_without_end() {
    let quoted = ENGLISH[1].split(' ').take(12).collect::<Vec<_>>().join(" ");
    let mut page = String::new();
    for times in 0..150 {
        page += &quoted;
        (0..20).for_each(|word| write!(page, " gull{times}x{word}").unwrap());
        page += ". ";
    }
    let whole_from = page.len();
    page += ENGLISH[1];
    let found = compare(ENGLISH[1], &page).unwrap();
    assert_eq!((found.contained, found.spans.len()), (1.0, 100));
    assert!(found.spans.is_sorted_by_key(|span| span.start));
    assert_eq!(found.spans[99].start, whole_from);
}

proptest! {
    /// Of few words, so that many runs come again; with and without texts of one or two runs.
    #[test]
    fn pages_that_repeat_are_judged_as_the_single_comparison_does(
        texts in prop::collection::vec(prop::collection::vec(0..5_u8, 3..30), 1..6),
        page in prop::collection::vec(0..6_u8, 0..500),
    ) {
        let written = |words: &[u8]| words.iter().map(|word| format!("gull{word}")).collect::<Vec<_>>().join(" ");
        let page = Normalised::of(&written(&page));
        let mut index = Postings::new();
        let texts: Vec<Fingerprint> = texts.iter().map(|text| known(&written(text))).collect();
        texts.iter().enumerate().for_each(|(key, text)| index.insert(key, text));
        let mut found = index.candidates(&page);
        found.sort_by_key(|(key, _)| *key);
        let each = texts.iter().enumerate().filter_map(|(key, text)| Some((key, text.likeness(&page)?)));
        prop_assert_eq!(found, each.collect::<Vec<_>>());
    }
}
