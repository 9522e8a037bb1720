use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::pdq::RADIUS;

/// Flips `bits` in a code of mixed bits.
fn code(seed: u64, bits: &[u8]) -> Pdq {
    let mixed = |i: u64| (seed * 4 + i + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut words = [0, 1, 2, 3].map(|i| mixed(i) ^ mixed(i) >> 29);
    for bit in bits {
        words[usize::from(bit / 64)] ^= 1 << (bit % 64);
    }
    Pdq(words)
}

fn by_brute_force<K: Copy + Ord>(held: &BTreeSet<(K, Pdq)>, pdq: Pdq, radius: u16) -> Vec<(K, u16)> {
    let mut least = BTreeMap::new();
    for (key, code) in held {
        let distance = code.distance(pdq);
        if distance <= radius {
            let known = least.entry(*key).or_insert(distance);
            *known = distance.min(*known);
        }
    }
    let mut found: Vec<(K, u16)> = least.into_iter().collect();
    found.sort_by_key(|&(_, distance)| distance);
    found
}

/// Changes: whether to remove, the key, the family of the code, and the bits to flip in it.
type Change = (bool, u8, u64, Vec<u8>);

fn changes() -> impl Strategy<Value = Vec<Change>> {
    prop::collection::vec((any::<bool>(), 0u8..60, 0u64..6, prop::collection::vec(any::<u8>(), 0..40)), 1..300)
}

proptest! {
    /// Every answer is exact after every change, however far merging has come; in the small sizes of the test, parts
    /// are sorted, merged and hollowed out all the time.
    #[test]
    fn no_state_of_merging_changes_an_answer(
        changes in changes(),
        bits in prop::collection::vec(any::<u8>(), 0..20),
        radius in 0u16..40,
        run in 1usize..12,
        settle_at in 0usize..300,
    ) {
        let mut pictures = Pictures::with(Sizes { run, short: 2 * run });
        let mut held = BTreeSet::new();
        for (i, (drop, key, seed, flipped)) in changes.into_iter().enumerate() {
            if drop && key % 3 == 0 {
                pictures.remove(key);
                held.retain(|(other, _)| *other != key);
            } else {
                let entry = (key, code(seed, &flipped));
                prop_assert_eq!(pictures.insert(entry.0, entry.1), held.insert(entry));
            }
            if i == settle_at {
                pictures.settle();
            }
            prop_assert_eq!(pictures.len(), held.len());
            let query = code(seed, &bits);
            prop_assert_eq!(pictures.find(query, radius), by_brute_force(&held, query, radius));
        }
        prop_assert_eq!(pictures.iter().collect::<BTreeSet<_>>(), held);
    }

    /// Codes that agree in most of their bits fill few buckets, and fill them all.
    #[test]
    fn alike_codes_are_found_too(
        bits in prop::collection::vec(0u8..40, 0..12),
        radius in 0u16..=31,
        shared in 0u64..3,
    ) {
        let alike = |i: u64| Pdq([i, shared, u64::MAX, i / 7]);
        let held: BTreeSet<_> = (0..9_000).map(|i| (i, alike(i))).collect();
        let pictures = Pictures::of(held.iter().map(|(_, code)| *code).collect(), held.iter().map(|(key, _)| *key).collect());
        prop_assert!(pictures.parts[0].is_sorted_into_tables());
        let mut query = alike(4_000);
        bits.iter().for_each(|bit| query.0[3] ^= 1 << bit);
        prop_assert_eq!(pictures.find(query, radius), by_brute_force(&held, query, radius));
    }
}

#[test]
fn nothing_is_missed_at_any_radius_among_many() {
    let mut pictures = Pictures::new();
    for key in 0..40_000u32 {
        pictures.insert(key, code(u64::from(key), &[]));
    }
    assert!(pictures.parts.iter().any(|part| part.is_sorted_into_tables() && part.len() > 10_000));
    for (key, radius) in (0..40_000u32).step_by(41).zip((0..=RADIUS).cycle()) {
        let one_bit_each: Vec<u8> = (0..radius as u8).map(|i| i * 8).collect();
        let two_in_most: Vec<u8> = (0..radius as u8).map(|i| i / 2 * 16 + i % 2 * 5).collect();
        let in_a_row: Vec<u8> = (0..radius as u8).map(|i| i + 100).collect();
        for bits in [&one_bit_each, &two_in_most, &in_a_row] {
            let found = pictures.find(code(u64::from(key), bits), radius);
            assert!(found.contains(&(key, radius)), "{key} at {radius}");
        }
    }
}

#[test]
fn all_at_once_and_one_by_one_are_the_same() {
    let entries: Vec<(u32, Pdq)> =
        (0..20_000).map(|i| (i * 7_919 % 20_011, code(u64::from(i % 15_000), &[]))).collect();
    let mut one_by_one = Pictures::new();
    for (key, code) in &entries {
        one_by_one.insert(*key, *code);
    }
    let doubled = entries.iter().chain(&entries[..500]);
    let (keys, codes) = doubled.copied().unzip();
    let at_once = Pictures::of(codes, keys);
    one_by_one.settle();
    assert_eq!((one_by_one.parts.len(), at_once.parts.len()), (1, 1));
    assert!(one_by_one.iter().eq(at_once.iter()));
    for seed in (0..15_000).step_by(101) {
        assert_eq!(one_by_one.find(code(seed, &[3]), RADIUS), at_once.find(code(seed, &[3]), RADIUS));
    }
}

/// No insertion does more than a bounded share of the merging, and the tail that is read through stays short.
#[test]
fn what_is_read_through_stays_short_while_parts_merge() {
    let mut pictures = Pictures::with(Sizes { run: 16, short: 64 });
    for key in 0..20_000u32 {
        pictures.insert(key, code(u64::from(key), &[]));
        let unsorted = pictures.parts.iter().filter(|part| !part.is_sorted_into_tables());
        let read_through = unsorted.map(Frozen::len).sum::<usize>() + pictures.keys.len();
        assert!(read_through <= 2 * 64 + 4 * 16, "{read_through} at {key}");
    }
    assert!(pictures.parts.len() < 24, "{} parts", pictures.parts.len());
}

/// However often it is asked for, settling leaves one part, which holds nothing that was struck out.
#[test]
fn settling_after_each_of_few_insertions_leaves_one_part() {
    let mut pictures = Pictures::new();
    for key in 0..300u32 {
        pictures.insert(key, code(u64::from(key), &[]));
        pictures.remove(key / 2);
        pictures.settle();
        let whole = pictures.parts.iter().all(|part| part.len() == pictures.len());
        assert!(whole && pictures.parts.len() <= 1, "{} parts at {key}", pictures.parts.len());
    }
    assert_eq!(pictures.find(code(299, &[9]), RADIUS), [(299, 1)]);
}

#[test]
fn what_was_struck_out_gives_its_memory_back() {
    let keys: Vec<u32> = (0..20_000).collect();
    let mut pictures = Pictures::of(keys.iter().map(|key| code(u64::from(*key), &[])).collect(), keys);
    (0..15_000).for_each(|key| pictures.remove(key));
    assert_eq!(pictures.len(), 5_000);
    assert!(pictures.parts[0].len() < 15_000, "{}", pictures.parts[0].len());
    (0..20_000).for_each(|key| pictures.remove(key));
    assert!(pictures.is_empty() && pictures.find(code(17_000, &[]), 256).is_empty());
}

proptest! {
    /// Whatever is there already, held or not.
    #[test]
    fn all_at_once_is_the_same_as_one_by_one(
        before in prop::collection::vec((0u8..60, 0u64..6), 0..60),
        later in prop::collection::vec((0u8..60, 0u64..6), 0..60),
    ) {
        let mut at_once = Pictures::with(Sizes { run: 4, short: 16 });
        for (key, seed) in before {
            at_once.insert(key, code(seed, &[]));
        }
        let mut one_by_one = at_once.clone();
        let later: Vec<(u8, Pdq)> = later.into_iter().map(|(key, seed)| (key, code(seed, &[]))).collect();
        let new = later.iter().filter(|(key, code)| one_by_one.insert(*key, *code)).count();
        prop_assert_eq!(at_once.insert_all(later), new);
        let sorted = |pictures: &Pictures<u8>| pictures.iter().collect::<BTreeSet<_>>();
        prop_assert_eq!(sorted(&at_once), sorted(&one_by_one));
        prop_assert_eq!(at_once.len(), one_by_one.len());
    }
}
