//! A text as plain words, each of which knows where it stood in the original.

use std::ops::Range;

use super::fold::{Role, fold, role};

/// The words of a text, folded so that copies which differ only in writing habits are equal: compatibility forms
/// (NFKC), case, accents, tatweel and harakat, the forms of alef, ya, kaf and ha, dotless i, digits of other scripts,
/// zero-width and bidirectional controls.
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
        for_each_run(original, |run| {
            let folded = fold(&original[run.clone()]);
            for_each_run(&folded, |word| {
                text.folded.push_str(&folded[word]);
                text.words.push(Placed { folded_end: text.folded.len(), original: run.clone() });
            });
        });
        text
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

/// The runs of letters of a text. Ignored characters inside a run are part of its range.
fn for_each_run(text: &str, mut found: impl FnMut(Range<usize>)) {
    let mut run: Option<Range<usize>> = None;
    let mut alone = false;
    for (at, c) in text.char_indices() {
        let range = at..at + c.len_utf8();
        let ended = match role(c) {
            Role::Ignored => None,
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
