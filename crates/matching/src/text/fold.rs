//! Which characters make words, and which differences between characters do not count.
//!
//! The rules are our own rather than a segmenter's, because stored fingerprints must still match after an upgrade of
//! the Unicode data: normal forms and case folding of assigned characters are frozen by the standard, word
//! segmentation is not.
//!
//! # Source
//! Unicode Standard Annex 15 (NFKD), section 5.18 (case folding); the Arabic-script table is ours.

use std::borrow::Cow;
use std::sync::LazyLock;

use icu_casemap::{CaseMapper, CaseMapperBorrowed};
use icu_normalizer::properties::{CanonicalCombiningClassMap, CanonicalCombiningClassMapBorrowed};
use icu_normalizer::{DecomposingNormalizer, DecomposingNormalizerBorrowed};

use super::disguise::{self, Suspicion};

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

/// What a character becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Becomes {
    One(char),
    /// An accent, or nothing that is seen.
    Nothing,
    /// Several characters, or one whose place among its neighbours matters.
    Unsaid,
}

/// Latin, Greek, Cyrillic, Hebrew, Arabic, Devanagari and Bengali letters lie below.
const COMMON: usize = 0xa00;

/// The answers for common characters; the others are worked out each time.
static TABLE: LazyLock<Vec<(Role, Becomes)>> = LazyLock::new(|| {
    let all = (0..COMMON as u32).map(|number| char::from_u32(number).unwrap_or_default());
    all.map(|c| if c.is_ascii() { (role(c), Becomes::One(c.to_ascii_lowercase())) } else { worked_out(c) }).collect()
});

/// The role of one character of the original text.
pub(super) fn role(c: char) -> Role {
    if c.is_ascii() {
        return if c.is_ascii_alphanumeric() { Role::Letter } else { Role::Gap };
    }
    TABLE.get(c as usize).map_or_else(|| work_out_role(c), |(role, _)| *role)
}

fn worked_out(c: char) -> (Role, Becomes) {
    (work_out_role(c), work_out_fold(c))
}

fn work_out_role(c: char) -> Role {
    if is_ignored(c) {
        Role::Ignored
    } else if is_unspaced(c) {
        Role::WholeWord
    } else if matches!(c, '\u{2bb}'..='\u{2bd}') {
        // Apostrophes that are letters by name: the same words are written with those that are not.
        Role::Gap
    } else if c.is_alphanumeric() || CLASSES.get_u8(c) != 0 {
        Role::Letter
    } else {
        Role::Gap
    }
}

fn work_out_fold(c: char) -> Becomes {
    let folded = plain(c.encode_utf8(&mut [0; 4]));
    let mut letters = folded.chars();
    match (letters.next(), letters.next()) {
        (None, _) => Becomes::Nothing,
        // Marks are put in order when there are several; of the virama there is only one at a place.
        (Some(letter), None) if matches!(CLASSES.get_u8(c), 0 | 9) => Becomes::One(letter),
        _ => Becomes::Unsaid,
    }
}

/// Tatweel, soft hyphen, joiners, zero-width spaces, bidirectional controls, variation selectors, rings and boxes drawn
/// around letters, and letters that show nothing.
fn is_ignored(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{640}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{488}' | '\u{489}' | '\u{20dd}'..='\u{20e4}' | '\u{a670}'..='\u{a672}' | '\u{115f}' | '\u{1160}'
            | '\u{3164}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'
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

/// What a run of letters was folded to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Folded {
    /// A word, or nothing.
    Word,
    /// Signs stand between, since one character may stand for several words: to be read once more.
    Several,
}

/// Appends the folded form of a run of letters to `folded`.
pub(super) fn fold(run: &str, folded: &mut String) -> Folded {
    let start = folded.len();
    if run.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        folded.push_str(run);
        folded[start..].make_ascii_lowercase();
        return Folded::Word;
    }
    let mut bits = 0;
    for c in run.chars() {
        match TABLE.get(c as usize).map_or(Becomes::Unsaid, |(_, becomes)| *becomes) {
            Becomes::One(letter) => {
                bits |= disguise::bit(letter);
                folded.push(letter);
            }
            Becomes::Nothing => {}
            Becomes::Unsaid => {
                folded.truncate(start);
                folded.push_str(&plain(run));
                if folded[start..].chars().any(|c| role(c) != Role::Letter && disguise::bit(c) == 0) {
                    return Folded::Several;
                }
                bits = disguise::bits(&folded[start..]);
                break;
            }
        }
    }
    let revealed = match disguise::suspicion(&folded[start..], bits) {
        Suspicion::No => return Folded::Word,
        Suspicion::Signs => disguise::reveal_folded(&folded[start..]),
        Suspicion::Alphabets => disguise::reveal(&letters(run)),
    };
    folded.replace_range(start.., &revealed);
    Folded::Word
}

/// A folded word without its disguise.
pub(super) fn reveal(word: &str) -> Cow<'_, str> {
    match disguise::suspicion(word, disguise::bits(word)) {
        Suspicion::No => Cow::Borrowed(word),
        Suspicion::Signs | Suspicion::Alphabets => Cow::Owned(disguise::reveal_folded(word)),
    }
}

/// The plain form of a run of letters, disguises left as they are.
fn plain(run: &str) -> String {
    let folded = CASES.fold_string(&DECOMPOSE.normalize(run)).into_owned();
    DECOMPOSE.normalize(&folded).chars().filter_map(letter).collect()
}

/// The same, each letter with whether it was a capital: capitals and small letters look like different foreign ones.
fn letters(run: &str) -> Vec<(char, bool)> {
    let decomposed = DECOMPOSE.normalize(run);
    let each = decomposed.chars().map(|c| (plain(c.encode_utf8(&mut [0; 4])), c.is_uppercase()));
    each.flat_map(|(plain, capital)| plain.chars().map(|c| (c, capital)).collect::<Vec<_>>()).collect()
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
        _ => digit(c).or_else(|| disguise::fancy(c)).unwrap_or(c),
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_table_says_what_is_worked_out(run in "[\u{21}-\u{9ff}]{1,12}") {
            // A fraction is a letter by its role, and two numbers with a bar between them when it is read.
            let reads = |c: &char| plain(&c.to_string()).chars().all(char::is_alphanumeric);
            let run: String = run.chars().filter(|c| role(*c) == Role::Letter && reads(c)).collect();
            let mut folded = String::new();
            fold(&run, &mut folded);
            let plain = plain(&run);
            prop_assume!(disguise::suspicion(&plain, disguise::bits(&plain)) != Suspicion::Alphabets);
            prop_assert_eq!(folded, reveal(&plain));
        }
    }
}
