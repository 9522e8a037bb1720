//! Which characters make words, and which differences between characters do not count.
//!
//! The rules are our own rather than a segmenter's, because stored fingerprints must still match after an upgrade of
//! the Unicode data: normal forms and case folding of assigned characters are frozen by the standard, word
//! segmentation is not.
//!
//! # Source
//! Unicode Standard Annex 15 (NFKD), section 5.18 (case folding); the Arabic-script table is ours.

use std::borrow::Cow;

use icu_casemap::{CaseMapper, CaseMapperBorrowed};
use icu_normalizer::properties::{CanonicalCombiningClassMap, CanonicalCombiningClassMapBorrowed};
use icu_normalizer::{DecomposingNormalizer, DecomposingNormalizerBorrowed};

const DECOMPOSE: DecomposingNormalizerBorrowed<'static> = DecomposingNormalizer::new_nfkd();
const CASES: CaseMapperBorrowed<'static> = CaseMapper::new();
const CLASSES: CanonicalCombiningClassMapBorrowed<'static> = CanonicalCombiningClassMap::new();

/// What a character of the original does to the word being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Belongs to the word.
    Letter,
    /// A word by itself, in scripts written without spaces.
    WholeWord,
    /// Neither part of a word nor the end of one: it is as if it were not there.
    Ignored,
    /// Ends the word.
    Gap,
}

/// The role of one character of the original text.
pub(super) fn role(c: char) -> Role {
    if c.is_ascii() {
        return if c.is_ascii_alphanumeric() { Role::Letter } else { Role::Gap };
    }
    if is_ignored(c) {
        Role::Ignored
    } else if is_unspaced(c) {
        Role::WholeWord
    } else if c.is_alphanumeric() || CLASSES.get_u8(c) != 0 {
        Role::Letter
    } else {
        Role::Gap
    }
}

/// Tatweel, soft hyphen, joiners, zero-width spaces, bidirectional controls and variation selectors.
fn is_ignored(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{640}' | '\u{180b}'..='\u{180e}' | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Ideographs, kana, Thai, Lao, Myanmar and Khmer: no spaces, so each letter counts as a word.
fn is_unspaced(c: char) -> bool {
    matches!(
        c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
            | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}'
    ) && c.is_alphabetic()
}

/// Folds a run of letters. The result may hold spaces where one character stands for several words.
pub(super) fn fold(run: &str) -> Cow<'_, str> {
    if run.is_ascii() {
        return if run.bytes().any(|b| b.is_ascii_uppercase()) {
            Cow::Owned(run.to_ascii_lowercase())
        } else {
            Cow::Borrowed(run)
        };
    }
    let folded = CASES.fold_string(&DECOMPOSE.normalize(run)).into_owned();
    Cow::Owned(DECOMPOSE.normalize(&folded).chars().filter_map(letter).collect())
}

/// One decomposed, case-folded character in its plain form; nothing if it does not count.
fn letter(c: char) -> Option<char> {
    if is_ignored(c) || is_accent(c) {
        return None;
    }
    Some(match c {
        'ı' => 'i',
        // Alef wasla and the wavy-hamza alefs; those with madda or hamza lose their mark as an accent.
        '\u{671}'..='\u{673}' | '\u{675}' => '\u{627}',
        // Alef maksura, Farsi yeh and the yehs of neighbouring languages.
        '\u{649}' | '\u{6cc}' | '\u{6cd}' | '\u{6d0}' => '\u{64a}',
        // Keheh, swash kaf.
        '\u{6a9}' | '\u{6aa}' => '\u{643}',
        // Teh marbuta, and the several hehs of Urdu and Persian.
        '\u{629}' | '\u{6be}' | '\u{6c1}' | '\u{6c3}' | '\u{6d5}' => '\u{647}',
        _ => digit(c).unwrap_or(c),
    })
}

/// Marks above, below and around letters, Hebrew points and Arabic harakat. The virama and nukta of Indic scripts
/// and the voicing of kana stay, since they make different letters.
fn is_accent(c: char) -> bool {
    matches!(CLASSES.get_u8(c), 1 | 10..=36 | 200..) || ('\u{610}'..='\u{61a}').contains(&c)
}

/// Arabic, Persian, Devanagari and Bengali digits as ASCII ones.
fn digit(c: char) -> Option<char> {
    let zero = [0x660, 0x6f0, 0x966, 0x9e6].into_iter().find(|zero| (*zero..zero + 10).contains(&u32::from(c)))?;
    char::from_digit(u32::from(c) - zero, 10)
}
