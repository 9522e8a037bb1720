//! The index against brute force.

use std::collections::BTreeMap;

use matching::digest::Sha256;
use matching::index::{Index, Signal};
use matching::pdq::Pdq;
use matching::text::{Fingerprint, Normalised};
use proptest::prelude::*;

/// Flips the given bits.
fn flipped(pdq: Pdq, bits: &[u8]) -> Pdq {
    let mut words = pdq.0;
    for bit in bits {
        words[usize::from(bit / 64)] ^= 1 << (bit % 64);
    }
    Pdq(words)
}

#[test]
fn a_bank_of_one_hash_matches_up_to_the_radius() {
    let bits: Vec<u8> = (0..32).map(|i| i * 8 + 3).collect();
    let known = Pdq([0x0123_4567_89ab_cdef; 4]);
    let mut index = Index::new();
    index.insert("harbour", Signal::Pdq(known));
    assert_eq!(index.candidates_for_pdq(flipped(known, &bits[..31]), 31), [("harbour", 31)]);
    assert!(index.candidates_for_pdq(flipped(known, &bits), 31).is_empty());
}

#[test]
fn keys_share_digests_and_come_and_go() {
    let digest = Sha256::of(b"A storm warning for the harbour. REHEARSAL");
    let mut index = Index::new();
    assert!(index.is_empty());
    index.insert(2, Signal::Sha256(digest));
    index.insert(1, Signal::Sha256(digest));
    index.insert(1, Signal::Pdq(Pdq([7; 4])));
    assert_eq!(index.len(), 3);
    index.insert(1, Signal::Sha256(digest));
    assert_eq!(index.len(), 3);
    assert_eq!(index.candidates_for_digest(digest), [1, 2]);
    assert!(index.candidates_for_digest(Sha256::of(b"")).is_empty());
    index.remove(1);
    index.remove(1);
    assert_eq!(index.len(), 1);
    assert_eq!(index.candidates_for_digest(digest), [2]);
    assert!(index.candidates_for_pdq(Pdq([7; 4]), 31).is_empty());
}

#[test]
fn texts_are_found_until_they_are_removed() {
    let text = |words: &str| Normalised::of(words);
    let known = "The harbour master closes the north lock tonight, since a storm from the west is expected. REHEARSAL";
    let mut index = Index::new();
    index.insert(5u8, Signal::Text(Fingerprint::of(&text(known))));
    let page = text(&format!("Readers asked us about the weather. {known} Bring in your boats."));
    let found = index.candidates_for_text(&page);
    assert_eq!(found.iter().map(|(key, _)| *key).collect::<Vec<_>>(), [5]);
    assert_eq!(index.len(), 1);
    index.remove(5);
    assert!(index.is_empty() && index.candidates_for_text(&page).is_empty());
}

/// Codes in families: each starts from one of few, so that many lie near each other.
fn codes(count: usize) -> impl Strategy<Value = Vec<Pdq>> {
    let code = (0u64..4, prop::collection::vec(any::<u8>(), 0..48))
        .prop_map(|(family, bits)| flipped(Pdq([family.wrapping_mul(0x5a5a_1234_9999_0f0f); 4]), &bits));
    prop::collection::vec(code, 1..count)
}

proptest! {
    #[test]
    fn finds_what_brute_force_finds(known in codes(300), query in codes(8), removed: u8, radius in 0u16..60) {
        let mut index = Index::new();
        for (&pdq, i) in known.iter().zip(0u16..) {
            index.insert((i % 200) as u8, Signal::Pdq(pdq));
        }
        index.remove(removed);
        for query in query {
            let mut expected: BTreeMap<u8, u16> = BTreeMap::new();
            for (pdq, i) in known.iter().zip(0u16..) {
                let (key, distance) = ((i % 200) as u8, pdq.distance(query));
                if key != removed && distance <= radius {
                    let least = expected.entry(key).or_insert(distance);
                    *least = distance.min(*least);
                }
            }
            let found = index.candidates_for_pdq(query, radius);
            prop_assert!(found.is_sorted_by_key(|&(key, distance)| (distance, key)));
            prop_assert_eq!(found.into_iter().collect::<BTreeMap<_, _>>(), expected);
        }
    }
}
