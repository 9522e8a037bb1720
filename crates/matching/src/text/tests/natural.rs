//! Many texts and twelve languages.

use std::fmt::Write as _;
use std::time::Instant;

use rstest::rstest;

use super::super::*;
use super::{ARABIC, BENGALI, ENGLISH, FRENCH, PERSIAN, RUSSIAN, URDU, known};

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
