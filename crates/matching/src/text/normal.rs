//! A text as plain words, each of which knows where it stood in the original.

use std::ops::Range;

use super::fold::{Folded, Role, fold, reveal, role};
use super::spaced;

/// The words of a text, folded so that copies which differ only in writing habits are equal: compatibility forms
/// (NFKC), case, accents, tatweel and harakat, the forms of alef, ya, kaf and ha, dotless i, digits of other scripts,
/// zero-width and bidirectional controls. Disguises are undone too: letters of another alphabet that look alike, digits
/// for letters inside a word, ornamental letters, and words written letter by letter ("l i g h t").
///
/// ```
/// use matching::text::Normalised;
/// let text = Normalised::of("The ＬＩＧＨＴ\u{200b}house, 1923");
/// let words: Vec<&str> = text.words().map(|word| word.folded).collect();
/// assert_eq!(words, ["the", "lighthouse", "1923"]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Normalised {
    folded: String,
    words: Vec<Placed>,
}

/// Where a word ends in `folded` (it starts after the one before) and where it stood in the original.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Placed {
    folded_end: usize,
    original: Range<usize>,
}

/// One word of a [`Normalised`] text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word<'a> {
    /// The folded form, never empty and without spaces.
    pub folded: &'a str,
    /// The bytes of the original text it came from; always on character boundaries.
    pub range: Range<usize>,
}

impl Normalised {
    /// Reads the words of `original`. Takes any text of any length; time is proportional to it.
    #[must_use]
    pub fn of(original: &str) -> Self {
        let mut text = Self { folded: String::with_capacity(original.len()), words: Vec::new() };
        let (mut alone, mut most_alone) = (0, 0);
        for_each_run(original, |run| {
            let is_one_letter = text.push(&original[run.clone()], run);
            alone = if is_one_letter { alone + 1 } else { 0 };
            most_alone = alone.max(most_alone);
        });
        if most_alone >= spaced::LETTERS { spaced::joined(&text, original) } else { text }
    }

    /// Appends the words of a run of letters that stood at `original`; says whether it is a single letter.
    pub(super) fn push(&mut self, run: &str, original: Range<usize>) -> bool {
        let start = self.folded.len();
        if fold(run, &mut self.folded) == Folded::Several {
            let words = self.folded.split_off(start);
            for_each_run(&words, |word| self.push_folded(&reveal(&words[word]), original.clone()));
            return false;
        }
        if self.folded.len() == start {
            return false;
        }
        self.words.push(Placed { folded_end: self.folded.len(), original });
        is_one_letter(&self.folded[start..])
    }

    /// Appends a word that is folded already.
    pub(super) fn push_folded(&mut self, word: &str, original: Range<usize>) {
        self.folded.push_str(word);
        self.words.push(Placed { folded_end: self.folded.len(), original });
    }

    /// How many words there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// True for a text without a single word.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The words in the order of the text.
    pub fn words(&self) -> impl ExactSizeIterator<Item = Word<'_>> {
        (0..self.words.len()).map(|index| self.word(index))
    }

    /// The word at `index`, which must be below [`Normalised::len`].
    pub(crate) fn word(&self, index: usize) -> Word<'_> {
        let start = if index == 0 { 0 } else { self.words[index - 1].folded_end };
        let placed = &self.words[index];
        Word { folded: &self.folded[start..placed.folded_end], range: placed.original.clone() }
    }

    /// The bytes of the original from the first to the last of these words; `words` must not be empty.
    pub(crate) fn bytes_of(&self, words: Range<usize>) -> Range<usize> {
        self.words[words.start].original.start..self.words[words.end - 1].original.end
    }

    /// The words that lie wholly inside these bytes of the original.
    pub(crate) fn words_in(&self, bytes: &Range<usize>) -> Range<usize> {
        let start = self.words.partition_point(|word| word.original.start < bytes.start);
        let end = self.words.partition_point(|word| word.original.end <= bytes.end);
        start..end.max(start)
    }
}

/// Whether a folded word is one letter of a script in which that is unusual.
pub(super) fn is_one_letter(word: &str) -> bool {
    let mut letters = word.chars();
    let is_letter = |c: char| c.is_alphabetic() && role(c) == Role::Letter;
    letters.next().is_some_and(is_letter) && letters.next().is_none()
}

/// The runs of letters of a text. Ignored characters inside a run are part of its range.
fn for_each_run(text: &str, mut found: impl FnMut(Range<usize>)) {
    let mut run: Option<Range<usize>> = None;
    let mut alone = false;
    for (at, c) in text.char_indices() {
        let range = at..at + c.len_utf8();
        let ended = match role(c) {
            Role::Ignored => None,
            Role::Gap if matches!(c, '@' | '$') && run.is_some() && is_letter_sign(text, at) => {
                run.get_or_insert(range.clone()).end = range.end;
                None
            }
            Role::Gap => run.take(),
            // A mark stays with a letter that is a word by itself, another letter does not.
            Role::Letter if !(alone && c.is_alphabetic()) || run.is_none() => {
                alone &= run.is_some();
                run.get_or_insert(range.clone()).end = range.end;
                None
            }
            role => {
                alone = role == Role::WholeWord;
                run.replace(range)
            }
        };
        ended.into_iter().for_each(&mut found);
    }
    run.into_iter().for_each(found);
}

/// Whether the sign at this place stands for a letter: between two Latin letters, and not before the name of a host.
fn is_letter_sign(text: &str, at: usize) -> bool {
    let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    let mut after = text[at + 1..].chars();
    let between = is_latin(text[..at].chars().next_back()) && is_latin(after.clone().next());
    let label_ends = after.find(|c| !c.is_alphanumeric() && *c != '-');
    between && !(label_ends == Some('.') && after.next().is_some_and(char::is_alphabetic))
}
