//! The nearest of many matches: one bank with a flood of alike fingerprints must not bury an item, nor stop the work.

use crate::records::Match;
use domain::detect::{Distance, Likeness, PDQ_NEAR_BITS, TLSH_NEAR};
use domain::id::BankId;
use matching::digest::Sha256;
use std::collections::{BTreeMap, HashMap};

/// How many matches of one file with one bank are kept.
const NEAREST: usize = 200;

/// Matches that are kept, and what was not.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Nearest {
    /// Those that are kept, in their order.
    pub(crate) matches: Vec<Match>,
    /// How many more there are, in words: one note for each bank.
    pub(crate) more: Vec<String>,
}

impl Nearest {
    /// The nearest for each bank and file; of those equally near the first.
    pub(crate) fn of(mut found: Vec<Match>) -> Self {
        let mut groups: HashMap<(BankId, Option<Sha256>), Vec<usize>> = HashMap::new();
        for (at, found) in found.iter().enumerate() {
            groups.entry((found.bank, found.file)).or_default().push(at);
        }
        let mut kept = vec![true; found.len()];
        let mut more: BTreeMap<String, usize> = BTreeMap::new();
        for mut group in groups.into_values().filter(|group| group.len() > NEAREST) {
            group.sort_by(|one, other| {
                let [one, other] = [one, other].map(|at| farness(found[*at].distance()));
                one.0.cmp(&other.0).then(one.1.total_cmp(&other.1))
            });
            *more.entry(found[group[0]].bank_name.clone()).or_default() += group.len() - NEAREST;
            group[NEAREST..].iter().for_each(|at| kept[*at] = false);
        }
        let mut kept = kept.into_iter();
        found.retain(|_| kept.next().unwrap_or(true));
        Self { matches: found, more: more.iter().map(|(bank, more)| format!("{more}{}", words(bank))).collect() }
    }

    /// Puts what was not kept among the notes of an item, in the place of what was said of the same bank before.
    pub(super) fn note(more: Vec<String>, notes: &mut Vec<String>) {
        for note in more {
            let of_bank = note.trim_start_matches(|digit: char| digit.is_ascii_digit());
            notes.retain(|earlier| !earlier.ends_with(of_bank));
            notes.push(note);
        }
    }
}

fn words(bank: &str) -> String {
    format!(" more likenesses with the bank “{bank}” are left out; the {NEAREST} nearest of each file are listed")
}

/// How far a match is, by whatever it was found: what is known comes before what is near, and 0 before 1.
fn farness(distance: Distance) -> (Likeness, f32) {
    let far = match distance {
        Distance::Same | Distance::Phrase => 0.0,
        Distance::Bits(bits) => f32::from(bits) / f32::from(PDQ_NEAR_BITS),
        Distance::Text { contained, covered } | Distance::Skeleton { contained, covered } => {
            1.0 - contained.max(covered)
        }
        Distance::Tlsh(score) => f32::from(score) / f32::from(TLSH_NEAR),
        Distance::Details(shared) => 1.0 / (1.0 + f32::from(shared)),
        Distance::Sound { of_known } => 1.0 - of_known,
        Distance::Video { of_known, of_found, .. } => 1.0 - of_known.max(of_found),
    };
    (distance.likeness(), far)
}
