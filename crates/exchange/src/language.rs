//! The languages Vigie writes forms and letters in.

use serde::{Deserialize, Serialize};

/// A language there are words for. There is no silent fallback: for any other language the caller decides, with
/// [`Language::from_code`], whether English will do.
///
/// A further language is a variant with its code here, and a table of words in `annex` and one in `letter`; the compiler
/// names every word that is missing. Translations follow the terms of the enacted texts from memory and are to be
/// confirmed against the Official Journal in that language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Language {
    /// English.
    #[serde(rename = "en")]
    English,
    /// French.
    #[serde(rename = "fr")]
    French,
    /// German.
    #[serde(rename = "de")]
    German,
    /// Dutch.
    #[serde(rename = "nl")]
    Dutch,
    /// Spanish.
    #[serde(rename = "es")]
    Spanish,
}

impl Language {
    /// Every language, in the order they are offered.
    pub const ALL: [Self; 5] = [Self::English, Self::French, Self::German, Self::Dutch, Self::Spanish];

    /// The ISO 639-1 code.
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::French => "fr",
            Self::German => "de",
            Self::Dutch => "nl",
            Self::Spanish => "es",
        }
    }

    /// The language of an ISO 639-1 code, in small letters, if there are words for it.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }
}
