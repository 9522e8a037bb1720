//! The fingerprints of a file, as they would be compared with the banks.

use matching::digest::{Md5, Sha1, Sha256};
use matching::pdq::Pdq;
use matching::picture::{self, Limits};
use matching::text::{Fingerprint, Language, Normalised, language};
use matching::tlsh::Tlsh;
use serde::Serialize;

/// What a file is known by. Nothing of the file itself is in it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fingerprints {
    /// Its length.
    pub bytes: u64,
    /// Its exact bytes.
    pub sha256: Sha256,
    /// Its exact bytes, as old hash lists name them.
    pub md5: Md5,
    /// The same by another digest of old lists.
    pub sha1: Sha1,
    /// The likeness of its bytes, if it is long and varied enough to have one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tlsh: Option<Tlsh>,
    /// Its looks, if it is a picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<PictureHash>,
    /// Its wording, if it is a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<TextHash>,
    /// What could not be looked at, and why.
    pub not_examined: Vec<String>,
}

/// The looks of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct PictureHash {
    /// Its perceptual hash.
    pub pdq: Pdq,
    /// How much structure it has, 0 to 100.
    pub quality: u8,
    /// Whether that is enough for its hash to be compared.
    pub usable: bool,
}

/// The wording of a text. The fingerprint itself is long and means nothing to a reader; these say how much there is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TextHash {
    /// Distinct runs of words that are compared; none in a text too short for a likeness.
    pub runs: usize,
    /// Words.
    pub words: usize,
    /// Its most likely language.
    pub language: Option<Language>,
}

impl Fingerprints {
    /// Those of these bytes. Decoding a large picture takes a moment: call it where that may be.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        let mut found = Self {
            bytes: bytes.len() as u64,
            sha256: Sha256::of(bytes),
            md5: Md5::of(bytes),
            sha1: Sha1::of(bytes),
            tlsh: Tlsh::of(bytes),
            picture: None,
            text: None,
            not_examined: Vec::new(),
        };
        if bytes.is_empty() {
            found.not_examined.push("the file is empty".to_owned());
            return found;
        }
        match picture::hash_file(bytes, &Limits::default()) {
            Ok(hashed) => {
                let usable = hashed.is_usable();
                found.picture = Some(PictureHash { pdq: hashed.pdq, quality: hashed.quality, usable });
            }
            Err(picture::Error::NotAPicture) => match std::str::from_utf8(bytes) {
                Ok(text) => found.text = Some(TextHash::of(text)),
                Err(_) => found.not_examined.push("neither a picture nor UTF-8 text".to_owned()),
            },
            Err(error) => found.not_examined.push(error.to_string()),
        }
        found
    }
}

impl TextHash {
    fn of(text: &str) -> Self {
        let normalised = Normalised::of(text);
        Self { runs: Fingerprint::of(&normalised).len(), words: normalised.len(), language: language(text) }
    }
}
