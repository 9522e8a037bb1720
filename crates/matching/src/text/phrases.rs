//! Known phrases found in a text, any number of them at once.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hash, Hasher};
use std::ops::Range;

use super::fingerprint::{hash_word, mix};
use super::normal::Normalised;

/// The longest phrase, in words. A longer one is a text: its runs of words are looked for instead.
pub const MAX_PHRASE_WORDS: usize = 32;
/// Fewer letters and digits are in every text.
const MIN_PHRASE_LETTERS: usize = 3;

/// Where phrases begin.
const START: u64 = 0x9e37_79b9_7f4a_7c15;
/// End of a chain.
const NONE: u32 = u32::MAX;

/// Words to be found in this order, side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// The state after each word; one state stands for all words up to it.
    states: Vec<u64>,
}

/// A text that cannot be looked for as a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAPhrase {
    /// Nothing in it, or next to nothing.
    #[error("a phrase needs at least {MIN_PHRASE_LETTERS} letters or digits")]
    TooShort,
    /// A text rather than a phrase.
    #[error("a phrase has at most {MAX_PHRASE_WORDS} words; put a longer text in as a text")]
    TooLong,
}

impl Phrase {
    /// The phrase that a text consists of.
    ///
    /// # Errors
    /// [`NotAPhrase`] when it is too short or too long.
    pub fn of(text: &Normalised) -> Result<Self, NotAPhrase> {
        if text.words().map(|word| word.folded.chars().count()).sum::<usize>() < MIN_PHRASE_LETTERS {
            return Err(NotAPhrase::TooShort);
        }
        if text.len() > MAX_PHRASE_WORDS {
            return Err(NotAPhrase::TooLong);
        }
        let mut state = START;
        let states = text.words().map(|word| {
            state = after(state, hash_word(word.folded));
            state
        });
        Ok(Self { states: states.collect() })
    }

    /// The same for two phrases of the same words.
    #[must_use]
    pub fn identity(&self) -> u64 {
        self.states.last().copied().unwrap_or(START)
    }
}

fn after(state: u64, word: u64) -> u64 {
    mix(state.rotate_left(23) ^ word)
}

/// States are spread already.
#[derive(Default)]
pub(super) struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.0 = self.0.rotate_left(8) ^ u64::from(*byte));
    }

    fn write_u64(&mut self, state: u64) {
        self.0 = state;
    }
}

/// The words up to a place in one or more phrases.
#[derive(Debug, Clone, Copy)]
struct State {
    before: u64,
    /// How many phrases lead through here or end here.
    phrases: u32,
    /// The first of those that end here.
    ending: u32,
}

#[derive(Debug, Clone, Copy)]
struct Ending<K> {
    key: K,
    state: u64,
    next: u32,
}

/// Phrases by key, as one automaton that steps from word to word: finding all phrases in a page takes the same time for
/// a hundred and for a million of them. It can be changed at any time.
///
/// Whole words are compared, as [`Normalised`] folds them: "light" is not found in "lighthouse", nor a noun behind an
/// Arabic article that is written to it. In scripts without spaces every letter is a word, so there a phrase is found
/// anywhere.
#[derive(Debug, Clone)]
pub struct Phrases<K> {
    states: HashMap<u64, State, BuildHasherDefault<Spread>>,
    endings: Vec<Ending<K>>,
    unused: Vec<u32>,
    places: HashMap<K, u32>,
}

impl<K: Copy + Eq + Hash + Ord> Default for Phrases<K> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: Copy + Eq + Hash + Ord> Phrases<K> {
    /// No phrases.
    #[must_use]
    pub fn new() -> Self {
        Self { states: HashMap::default(), endings: Vec::new(), unused: Vec::new(), places: HashMap::new() }
    }

    /// How many phrases there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// True when nothing can be found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Adds a phrase, or replaces the one known by this key.
    pub fn insert(&mut self, key: K, phrase: &Phrase) {
        self.remove(key);
        let mut before = START;
        for state in &phrase.states {
            let fresh = State { before, phrases: 0, ending: NONE };
            self.states.entry(*state).or_insert(fresh).phrases += 1;
            before = *state;
        }
        let Some(last) = self.states.get_mut(&before) else {
            return;
        };
        let ending = Ending { key, state: before, next: last.ending };
        let place = match self.unused.pop() {
            Some(place) => {
                self.endings[place as usize] = ending;
                place
            }
            None => {
                self.endings.push(ending);
                // Four thousand million phrases do not fit in memory.
                (self.endings.len() - 1) as u32
            }
        };
        last.ending = place;
        self.places.insert(key, place);
    }

    /// Takes a phrase out; says whether it was there.
    pub fn remove(&mut self, key: K) -> bool {
        let Some(place) = self.places.remove(&key) else {
            return false;
        };
        let Ending { state: last, next, .. } = self.endings[place as usize];
        self.unused.push(place);
        self.unchain(last, place, next);
        let mut at = last;
        while let Some(state) = self.states.get_mut(&at) {
            state.phrases -= 1;
            let before = state.before;
            if state.phrases == 0 {
                self.states.remove(&at);
            }
            at = before;
        }
        true
    }

    fn unchain(&mut self, state: u64, place: u32, next: u32) {
        let Some(state) = self.states.get_mut(&state) else {
            return;
        };
        if state.ending == place {
            state.ending = next;
            return;
        }
        let mut at = state.ending;
        while let Some(ending) = self.endings.get_mut(at as usize) {
            if ending.next == place {
                ending.next = next;
                return;
            }
            at = ending.next;
        }
    }

    /// Where the phrases stand in `page`, overlapping ones too: byte ranges of the text it was made of, in order.
    #[must_use]
    pub fn find(&self, page: &Normalised) -> Vec<(K, Range<usize>)> {
        if self.is_empty() {
            return Vec::new();
        }
        let words: Vec<u64> = page.words().map(|word| hash_word(word.folded)).collect();
        let mut found = Vec::new();
        for first in 0..words.len() {
            let mut at = START;
            for (last, word) in words.iter().enumerate().skip(first) {
                at = after(at, *word);
                let Some(state) = self.states.get(&at) else {
                    break;
                };
                let mut ending = state.ending;
                while let Some(Ending { key, next, .. }) = self.endings.get(ending as usize) {
                    found.push((*key, page.bytes_of(first..last + 1)));
                    ending = *next;
                }
            }
        }
        found.sort_by(|(key, a), (other, b)| (a.start, a.end, key).cmp(&(b.start, b.end, other)));
        found
    }
}
