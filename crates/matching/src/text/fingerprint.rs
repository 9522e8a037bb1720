//! The hashed runs of words of one text.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use super::likeness::{Likeness, judge};
use super::normal::Normalised;

/// Words in a run. Four are rare enough to point at a text and short enough that a run survives between two edits.
pub(super) const WIDTH: usize = 4;
/// A text of three words is one run of three; a shorter one is too common to look for.
pub(super) const SHORTEST: usize = 3;
/// First byte of the stored form; it changes whenever folding or hashing does. Since 2 disguised words are folded to what
/// they are meant to be read as. That a disguised word's digits at its ends are folded too did not change it, since every
/// stored text would be another by its name for the sake of a few words.
const VERSION: u8 = 2;
/// The oldest form that is read. What was made of words in disguise then is found no more; all else is.
const OLDEST: u8 = 1;

/// The distinct hashed runs of four words of a text (one run of three for a text of three words). It cannot be turned
/// back into the text. A text of fewer than three words gives an empty fingerprint, which never matches.
///
/// Serialises as bytes ([`Fingerprint::to_bytes`]), in JSON and other readable formats as their base64.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fingerprint {
    width: usize,
    /// Ascending, without repeats.
    runs: Vec<u64>,
}

/// Stored bytes that are not a fingerprint of this version; make the fingerprint again from the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadFingerprint {
    /// Written by another version of the rules.
    #[error(
        "the text fingerprint is of version {0}, this program reads {OLDEST} to {VERSION}: make it again from the text"
    )]
    Version(u8),
    /// Cut short, unordered or otherwise not written by [`Fingerprint::to_bytes`].
    #[error("the text fingerprint is damaged: make it again from the text")]
    Damaged,
}

impl Fingerprint {
    /// The fingerprint of a text.
    #[must_use]
    pub fn of(text: &Normalised) -> Self {
        let width = text.len().min(WIDTH);
        if width < SHORTEST {
            return Self::default();
        }
        let mut runs = runs(text, width);
        runs.sort_unstable();
        runs.dedup();
        Self { width, runs }
    }

    /// How many distinct runs of words it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.runs.len()
    }

    /// True for a text too short to be looked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    pub(super) fn width(&self) -> usize {
        self.width
    }

    pub(super) fn runs(&self) -> &[u64] {
        &self.runs
    }

    /// How much of this text is found in `page`, by the same rules as [`super::Postings::candidates`].
    #[must_use]
    pub fn likeness(&self, page: &Normalised) -> Option<Likeness> {
        if self.is_empty() {
            return None;
        }
        let page_runs = runs(page, self.width);
        let hits: Vec<usize> =
            (0..page_runs.len()).filter(|at| self.runs.binary_search(&page_runs[*at]).is_ok()).collect();
        judge(page, self.width, &page_runs, &hits, self.len())
    }

    /// The stored form: version, words in a run, then eight bytes for each run, little-endian, ascending.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(2 + self.runs.len() * 8);
        bytes.push(VERSION);
        bytes.push(u8::try_from(self.width).unwrap_or_default());
        bytes.extend(self.runs.iter().flat_map(|run| run.to_le_bytes()));
        bytes
    }

    /// Reads what [`Fingerprint::to_bytes`] wrote.
    ///
    /// # Errors
    /// [`BadFingerprint`] when the bytes are of another version or damaged; the caller makes it again from the text.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BadFingerprint> {
        let [version, width, rest @ ..] = bytes else {
            return Err(BadFingerprint::Damaged);
        };
        if !(OLDEST..=VERSION).contains(version) {
            return Err(BadFingerprint::Version(*version));
        }
        let (words, []) = rest.as_chunks::<8>() else {
            return Err(BadFingerprint::Damaged);
        };
        let runs: Vec<u64> = words.iter().map(|word| u64::from_le_bytes(*word)).collect();
        let fits = match usize::from(*width) {
            0 => runs.is_empty(),
            SHORTEST => runs.len() == 1,
            WIDTH => !runs.is_empty() && runs.is_sorted_by(|a, b| a < b),
            _ => false,
        };
        if fits { Ok(Self { width: usize::from(*width), runs }) } else { Err(BadFingerprint::Damaged) }
    }
}

impl Serialize for Fingerprint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.serialize_str(&STANDARD_NO_PAD.encode(self.to_bytes()))
        } else {
            self.to_bytes().serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for Fingerprint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bytes = if deserializer.is_human_readable() {
            STANDARD_NO_PAD.decode(String::deserialize(deserializer)?).map_err(D::Error::custom)?
        } else {
            Vec::<u8>::deserialize(deserializer)?
        };
        Self::from_bytes(&bytes).map_err(D::Error::custom)
    }
}

/// The hash of every run of `width` words, in the order of the text.
pub(super) fn runs(text: &Normalised, width: usize) -> Vec<u64> {
    let mut runs = Vec::with_capacity((text.len() + 1).saturating_sub(width));
    let mut latest = [0; WIDTH];
    for (before, word) in text.words().enumerate() {
        latest.rotate_left(1);
        latest[WIDTH - 1] = hash_word(word.folded);
        if before + 1 >= width {
            let run = latest[WIDTH - width..].iter();
            runs.push(run.fold(width as u64, |hash, word| mix(hash.rotate_left(23) ^ word)));
        }
    }
    runs
}

/// FNV-1a, mixed once more so that all bits depend on all letters. Fixed for good: stored fingerprints depend on it.
pub(super) fn hash_word(word: &str) -> u64 {
    mix(word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)))
}

/// The finaliser of SplitMix64.
pub(super) fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}
