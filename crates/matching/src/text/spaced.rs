//! Words written letter by letter: "l i g h t", "l.i.g.h.t".

use super::normal::{Normalised, Word, is_one_letter};

/// Fewer letters in a row may be words and abbreviations of one letter.
pub(super) const LETTERS: usize = 5;

/// The same text with such letters put together.
pub(super) fn joined(text: &Normalised, original: &str) -> Normalised {
    let words: Vec<Word<'_>> = text.words().collect();
    let mut joined = Normalised::default();
    let mut rest = words.as_slice();
    while let Some(word) = rest.first() {
        let letters = spaced(rest, original);
        let taken = if letters >= LETTERS { letters } else { 1 };
        if taken > 1 {
            let together: String = rest[..taken].iter().map(|letter| &original[letter.range.clone()]).collect();
            joined.push(&together, word.range.start..rest[taken - 1].range.end);
        } else {
            joined.push_folded(word.folded, word.range.clone());
        }
        rest = &rest[taken..];
    }
    joined
}

/// How many words from the first on are single letters with one and the same sign between them.
fn spaced(words: &[Word<'_>], original: &str) -> usize {
    let mut between = None;
    let pairs = words.windows(2).take_while(|pair| {
        let gap = original.get(pair[0].range.end..pair[1].range.start).unwrap_or_default();
        let mut signs = gap.chars();
        let is_one = signs.next().is_some_and(|sign| !matches!(sign, '\n' | '\r')) && signs.next().is_none();
        is_one_letter(pair[0].folded) && is_one_letter(pair[1].folded) && is_one && *between.get_or_insert(gap) == gap
    });
    pairs.count() + 1
}
