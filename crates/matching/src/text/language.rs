//! Which language a text is in, and how sure that is.

use std::sync::LazyLock;

use lingua::{IsoCode639_1, LanguageDetector, LanguageDetectorBuilder};
use serde::Serialize;

/// Enough to tell the languages apart; more only costs time.
const EXAMINED_CHARS: usize = 2_000;
/// The text is looked at in pieces of at least so many characters, so that one in two languages shows.
const PIECE_CHARS: usize = 250;
/// Letters from which a text is long enough to be sure of. Measured: shorter ones are often given a neighbour.
const ENOUGH_LETTERS: usize = 40;
/// From here on the answer is reliable.
const CERTAIN: f64 = 0.9;

/// A language and how sure the detector is of it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Language {
    /// ISO 639-1, lower case.
    pub code: &'static str,
    /// 0 to 1, shared among the twelve languages known here: a text in a thirteenth is given the nearest of them. Lower
    /// in a text of few letters, and in one whose parts are in several languages.
    pub confidence: f64,
}

impl Language {
    /// Whether the answer can be relied on for a text in one of the twelve languages. If not, it is short or mixed.
    ///
    /// A text in a close relative of one of them is not told apart: Ukrainian passes for Russian, Portuguese for Spanish,
    /// Afrikaans for Dutch.
    #[must_use]
    pub fn is_certain(self) -> bool {
        self.confidence >= CERTAIN
    }
}

/// The language models take a moment to load, once in the life of the process.
static DETECTOR: LazyLock<LanguageDetector> = LazyLock::new(|| {
    let codes = CODES.map(|(code, _)| code);
    LanguageDetectorBuilder::from_iso_codes_639_1(&codes).build()
});

const CODES: [(IsoCode639_1, &str); 12] = [
    (IsoCode639_1::AR, "ar"),
    (IsoCode639_1::BN, "bn"),
    (IsoCode639_1::DE, "de"),
    (IsoCode639_1::EN, "en"),
    (IsoCode639_1::ES, "es"),
    (IsoCode639_1::FA, "fa"),
    (IsoCode639_1::FR, "fr"),
    (IsoCode639_1::ID, "id"),
    (IsoCode639_1::NL, "nl"),
    (IsoCode639_1::RU, "ru"),
    (IsoCode639_1::TR, "tr"),
    (IsoCode639_1::UR, "ur"),
];

/// The most likely language of the first 2,000 characters, among Arabic, Bengali, Dutch, English, French, German,
/// Indonesian, Persian, Russian, Spanish, Turkish and Urdu. `None` for a text without letters of any of them.
#[must_use]
pub fn language(text: &str) -> Option<Language> {
    let mut shares = [0.0; CODES.len()];
    let mut letters = 0;
    for piece in pieces(text) {
        let own = piece.chars().filter(|c| c.is_alphabetic()).count();
        letters += own;
        for (language, confidence) in DETECTOR.compute_language_confidence_values(piece) {
            let known = CODES.iter().position(|(code, _)| *code == language.iso_code_639_1());
            shares[known?] += confidence * own as f64;
        }
    }
    let (best, share) = shares.into_iter().enumerate().max_by(|a, b| a.1.total_cmp(&b.1))?;
    let known = (letters as f64 / ENOUGH_LETTERS as f64).min(1.0);
    let confidence = share / letters.max(1) as f64 * known;
    (confidence > 0.0).then_some(Language { code: CODES[best].1, confidence })
}

/// The beginning of a text in pieces of about equal length, cut between words.
fn pieces(text: &str) -> Vec<&str> {
    let end = text.char_indices().nth(EXAMINED_CHARS).map_or(text.len(), |(at, _)| at);
    let (mut pieces, mut start, mut chars) = (Vec::new(), 0, 0);
    for (at, c) in text[..end].char_indices() {
        chars += 1;
        if chars > PIECE_CHARS && c.is_whitespace() {
            pieces.push(&text[start..at]);
            (start, chars) = (at, 0);
        }
    }
    // A short rest would be judged by too little.
    match pieces.pop() {
        Some(last) if chars < PIECE_CHARS / 2 => pieces.push(&text[start - last.len()..end]),
        last => pieces.extend(last.into_iter().chain([&text[start..end]])),
    }
    pieces
}
