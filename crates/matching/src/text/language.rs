//! Which language a text is in.

use std::sync::LazyLock;

use lingua::{IsoCode639_1, LanguageDetector, LanguageDetectorBuilder};
use serde::Serialize;

/// Enough to tell the languages apart; more only costs time.
const EXAMINED_CHARS: usize = 2_000;

/// A language and how sure the detector is of it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Language {
    /// ISO 639-1, lower case.
    pub code: &'static str,
    /// 0 to 1, shared among the twelve languages known here: a text in a thirteenth is given the nearest of them.
    pub confidence: f64,
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
    let beginning: String = text.chars().take(EXAMINED_CHARS).collect();
    let (best, confidence) = DETECTOR.compute_language_confidence_values(beginning).into_iter().next()?;
    let (_, code) = CODES.into_iter().find(|(code, _)| *code == best.iso_code_639_1())?;
    (confidence > 0.0).then_some(Language { code, confidence })
}
