//! Finding the words of [`super::words`] in a text, in one pass.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::words::WORDS;
use crate::text::Normalised;

/// Letters below which what is left of a word is no word.
const SHORTEST_STEM: usize = 2;

/// What a word or phrase is a sign of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Topic {
    Attribution,
    Signature,
    Abstract,
    References,
    SeeAlso,
    Court,
    CaseNumber,
    Ruling,
    ArchiveLabel,
    Refutation,
    Censure,
    HelpLine,
    Teaching,
    Exhibition,
    Record,
    Chamber,
    Filing,
    Sample,
}

/// A phrase found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hit {
    pub topic: Topic,
    /// Which words of the text.
    pub words: Range<usize>,
}

/// A folded phrase after its first word.
struct Phrase {
    rest: Vec<String>,
    topic: Topic,
}

static PHRASES: LazyLock<HashMap<String, Vec<Phrase>>> = LazyLock::new(|| {
    let mut phrases: HashMap<String, Vec<Phrase>> = HashMap::new();
    for (topic, listed) in WORDS {
        for phrase in *listed {
            let folded = Normalised::of(phrase);
            let mut words = folded.words().map(|word| word.folded.to_owned());
            if let Some(first) = words.next() {
                phrases.entry(first).or_default().push(Phrase { rest: words.collect(), topic: *topic });
            }
        }
    }
    phrases
});

/// All phrases in the text, in its order; of one topic only the longest at each place.
pub(super) fn find(text: &Normalised) -> Vec<Hit> {
    let mut hits: Vec<Hit> = Vec::new();
    for (at, word) in text.words().enumerate() {
        let mut here: Vec<Hit> = Vec::new();
        for phrase in stems(word.folded).filter_map(|stem| PHRASES.get(stem)).flatten() {
            let end = at + 1 + phrase.rest.len();
            let follows = end <= text.len() && (at + 1..end).zip(&phrase.rest).all(|(i, w)| text.word(i).folded == w);
            if !follows {
                continue;
            }
            match here.iter_mut().find(|hit| hit.topic == phrase.topic) {
                Some(hit) => hit.words.end = hit.words.end.max(end),
                None => here.push(Hit { topic: phrase.topic, words: at..end }),
            }
        }
        hits.append(&mut here);
    }
    hits
}

/// The word itself, and an Arabic word without the "and", "so" and "the" that are written together with it.
fn stems(word: &str) -> impl Iterator<Item = &str> {
    const ARTICLE: &str = "\u{627}\u{644}";
    let joined = word.strip_prefix(['\u{648}', '\u{641}']);
    let without = [joined, word.strip_prefix(ARTICLE), joined.and_then(|rest| rest.strip_prefix(ARTICLE))];
    std::iter::once(word).chain(without.into_iter().flatten().filter(|stem| stem.chars().count() >= SHORTEST_STEM))
}
