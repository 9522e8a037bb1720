//! Fingerprints of texts: known wording found again in edited, excerpted, reordered and quoted copies.
//!
//! A text is folded to plain words ([`Normalised`]), every run of four words is hashed ([`Fingerprint`]), and an
//! inverted index ([`Postings`]) says which known texts share runs of words with a page, how much of each was found
//! and where it stands in the page ([`Likeness`]). The same pages and the same index always give the same answer.
//! Short known phrases have an automaton of their own ([`Phrases`]), copies in another script are found by the
//! consonants of their words ([`Skeletons`]).
//!
//! This module never keeps a text: a fingerprint holds hashes only, and ranges point into the caller's own string.

mod buckets;
mod disguise;
mod fingerprint;
mod fold;
mod language;
mod likeness;
mod normal;
mod phrase_list;
mod phrases;
mod postings;
mod skeleton;
mod sought;
mod spaced;
#[cfg(test)]
mod tests;

pub use fingerprint::{BadFingerprint, Fingerprint};
pub use language::{Language, language};
pub use likeness::Likeness;
pub use normal::{Normalised, Word};
pub use phrase_list::{Entry, MAX_LINE_BYTES, MAX_PHRASES, MAX_PROBLEMS, PhraseList, Problem, Why, read_phrases};
pub use phrases::{MAX_PHRASE_WORDS, NotAPhrase, Phrase, Phrases};
pub use postings::Postings;
pub use skeleton::{Script, Skeleton, Skeletons};
