//! What people do to a text before they post it again.

use rand::{Rng, rngs::StdRng, seq::SliceRandom};

/// One word in so many changes places with its neighbour, and as many are replaced.
const ONE_WORD_IN: f64 = 25.0;

/// The sentences of a text, each with its closing mark.
pub(super) fn sentences(text: &str) -> Vec<&str> {
    text.split_inclusive(['.', '!', '?', '؟']).map(str::trim).filter(|sentence| !sentence.is_empty()).collect()
}

/// Some sentences of a text, by position, as one passage.
pub(super) fn passage(text: &str, range: std::ops::Range<usize>) -> String {
    let sentences = sentences(text);
    let end = range.end.min(sentences.len());
    sentences[range.start.min(end)..end].join(" ")
}

/// A text with words exchanged, one or two sentences left out and perhaps the order changed. The
/// first sentence, which carries the mark, stays as it is.
pub(super) fn edited(text: &str, rng: &mut StdRng) -> String {
    let mut rest = sentences(text);
    let first = rest.remove(0);
    for _ in 0..rng.random_range(1..=2) {
        rest.remove(rng.random_range(0..rest.len()));
    }
    match rng.random_range(0..3) {
        0 => rest.shuffle(rng),
        1 => {
            let middle = rest.len() / 2;
            rest.rotate_left(middle);
        }
        _ => {}
    }
    format!("{first} {}", exchanged(&rest.join(" "), rng))
}

/// One piece of a text that holds at least half of its sentences.
pub(super) fn excerpt(text: &str, rng: &mut StdRng) -> String {
    let sentences = sentences(text);
    let length = sentences.len().div_ceil(2) + rng.random_range(0..=1);
    let start = rng.random_range(0..=sentences.len() - length);
    sentences[start..start + length].join(" ")
}

/// Exchanges single words: neighbours change places, or another word of the text steps in.
fn exchanged(text: &str, rng: &mut StdRng) -> String {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    for at in 1..words.len() {
        if rng.random_bool(1.0 / ONE_WORD_IN) {
            words.swap(at - 1, at);
        }
        if rng.random_bool(1.0 / ONE_WORD_IN) {
            words[at] = words[rng.random_range(0..words.len())];
        }
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::material::Bank;
    use rand::SeedableRng;

    #[test]
    fn sentences_put_together_are_the_text() {
        for text in Bank::generate(0).texts {
            assert_eq!(sentences(&text.text).join(" "), text.text, "{}", text.name);
            assert!(sentences(&text.text).len() >= 8, "{}", text.name);
        }
    }

    #[test]
    fn edits_change_a_text_but_keep_most_of_its_words() {
        let mut rng = StdRng::seed_from_u64(4);
        for text in Bank::generate(0).texts {
            let changed = edited(&text.text, &mut rng);
            assert_ne!(changed, text.text);
            let kept = changed.split_whitespace().count() * 10 / text.text.split_whitespace().count();
            assert!(kept >= 6, "{}: {kept} tenths left", text.name);
            assert!(text.text.contains(&excerpt(&text.text, &mut rng)));
        }
    }
}
