//! The material the rehearsal treats as known: invented bulletins of a keepers' league that does
//! not exist, pictures drawn by [`crate::pictures`], and tunes from [`crate::sound`].
//!
//! It stands in for real propaganda only in the sense that a bank of fingerprints is made of it.
//! Every text and picture is harmless and carries the word REHEARSAL; of tunes, the stations that play them do.

mod sections;

use crate::{pictures, sound};
pub(crate) use sections::Sections;

/// The word that every text, page and picture of the rehearsal carries.
pub const MARK: &str = "REHEARSAL";

/// How many pictures a bank holds.
const PICTURES: usize = 16;

/// A language of the rehearsal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Arabic.
    Arabic,
    /// Persian.
    Persian,
    /// Turkish.
    Turkish,
    /// Russian.
    Russian,
    /// English.
    English,
    /// French.
    French,
    /// German.
    German,
    /// Dutch.
    Dutch,
    /// Spanish.
    Spanish,
}

impl Language {
    /// All nine, in a fixed order.
    pub const ALL: [Self; 9] = [
        Self::Arabic,
        Self::Persian,
        Self::Turkish,
        Self::Russian,
        Self::English,
        Self::French,
        Self::German,
        Self::Dutch,
        Self::Spanish,
    ];

    /// The two-letter tag, as in an HTML `lang` attribute.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Arabic => "ar",
            Self::Persian => "fa",
            Self::Turkish => "tr",
            Self::Russian => "ru",
            Self::English => "en",
            Self::French => "fr",
            Self::German => "de",
            Self::Dutch => "nl",
            Self::Spanish => "es",
        }
    }

    /// The writing direction, as in an HTML `dir` attribute.
    #[must_use]
    pub fn direction(self) -> &'static str {
        match self {
            Self::Arabic | Self::Persian => "rtl",
            _ => "ltr",
        }
    }

    /// The file of this language's bulletins.
    fn bulletins(self) -> Sections {
        Sections::of(match self {
            Self::Arabic => include_str!("material/ar.txt"),
            Self::Persian => include_str!("material/fa.txt"),
            Self::Turkish => include_str!("material/tr.txt"),
            Self::Russian => include_str!("material/ru.txt"),
            Self::English => include_str!("material/en.txt"),
            Self::French => include_str!("material/fr.txt"),
            Self::German => include_str!("material/de.txt"),
            Self::Dutch => include_str!("material/nl.txt"),
            Self::Spanish => include_str!("material/es.txt"),
        })
    }
}

/// A known text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankText {
    /// A short name such as `en-tides`.
    pub name: String,
    /// The language it is written in.
    pub language: Language,
    /// The whole text, one paragraph.
    pub text: String,
}

/// A known picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankPicture {
    /// A short name such as `picture-03`.
    pub name: String,
    /// The picture file, as it was first "published".
    pub png: Vec<u8>,
}

/// A known piece of sound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankSound {
    /// A short name such as `tide-song.wav`.
    pub name: &'static str,
    /// The file, in WAV.
    pub wav: Vec<u8>,
}

impl BankSound {
    /// The known pieces of one rehearsal.
    #[must_use]
    pub fn all(seed: u64) -> Vec<Self> {
        sound::known(seed).into_iter().map(|(name, wav)| Self { name, wav }).collect()
    }
}

/// What the unit is given to compare with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bank {
    /// 27 texts, three for each language; the same for every seed.
    pub texts: Vec<BankText>,
    /// 16 pictures, drawn anew for each seed.
    pub pictures: Vec<BankPicture>,
    /// Two tunes of seven seconds, made up anew for each seed.
    pub sounds: Vec<BankSound>,
}

impl Bank {
    /// Builds the bank of one rehearsal. The same seed gives the same bytes.
    #[must_use]
    pub fn generate(seed: u64) -> Self {
        Self::with_originals(seed).0
    }

    /// The bank and the undecoded pictures it was encoded from, in the same order.
    pub(crate) fn with_originals(seed: u64) -> (Self, Vec<pictures::Picture>) {
        let drawn = pictures::side_by_side(PICTURES, |n| {
            let picture = pictures::draw(seed, n as u64);
            (pictures::png(&picture), picture)
        });
        let mut originals = Vec::new();
        let mut pictures = Vec::new();
        for (png, picture) in drawn {
            let name = format!("picture-{:02}", originals.len() + 1);
            pictures.push(BankPicture { name, png });
            originals.push(picture);
        }
        (Self { texts: texts(), pictures, sounds: BankSound::all(seed) }, originals)
    }
}

/// The bulletins of all languages.
fn texts() -> Vec<BankText> {
    let bulletins = |language: Language| {
        language
            .bulletins()
            .iter()
            .map(move |(name, text)| BankText {
                name: format!("{}-{name}", language.tag()),
                language,
                text: text.to_owned(),
            })
            .collect::<Vec<_>>()
    };
    Language::ALL.into_iter().flat_map(bulletins).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn each_language_has_three_distinct_marked_texts_of_the_right_length() {
        let texts = texts();
        for language in Language::ALL {
            assert_eq!(texts.iter().filter(|t| t.language == language).count(), 3);
        }
        for text in &texts {
            let words = text.text.split_whitespace().count();
            assert!((150..=400).contains(&words), "{}: {words} words", text.name);
            assert!(text.text.contains(MARK), "{} is not marked", text.name);
        }
        let distinct: BTreeSet<_> = texts.iter().map(|t| &t.text).collect();
        assert_eq!(distinct.len(), texts.len());
    }

    #[test]
    fn a_seed_fixes_the_bank_and_another_seed_changes_its_pictures_and_sounds() {
        let first = Bank::generate(1);
        assert_eq!(first, Bank::generate(1));
        let other = Bank::generate(2);
        assert_eq!(first.texts, other.texts);
        for (a, b) in first.pictures.iter().zip(&other.pictures) {
            assert_ne!(a.png, b.png, "{}", a.name);
        }
        for (a, b) in first.sounds.iter().zip(&other.sounds) {
            assert_ne!(a.wav, b.wav, "{}", a.name);
        }
    }
}
