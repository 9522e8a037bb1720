//! Picture hashes within a radius: an exact search over codes, most of which are sorted into buckets.
//!
//! New hashes go to a tail that is read through at each lookup. When the tail has grown in proportion to the rest, all
//! hashes are sorted into [`Buckets`] anew, so that the work of sorting stays a constant for each hash added.

use std::collections::BTreeSet;
use std::hash::Hash;

use super::buckets::Buckets;
use crate::pdq::Pdq;

/// A tail shorter than this is read through faster than buckets are looked up.
const SHORT: usize = 16_384;

#[derive(Debug, Clone)]
pub(super) struct Pictures<K> {
    codes: Vec<Pdq>,
    /// For each code its key, or `None` once removed.
    keys: Vec<Option<K>>,
    slots_of_key: BTreeSet<(K, u32)>,
    /// Covers the first codes; those after it are the tail.
    buckets: Buckets,
    short: usize,
}

impl<K: Copy + Eq + Hash + Ord> Pictures<K> {
    pub(super) fn new() -> Self {
        Self::with_short_tail(SHORT)
    }

    /// As [`Pictures::new`], but sorts already when the tail exceeds `short`.
    fn with_short_tail(short: usize) -> Self {
        Self { codes: Vec::new(), keys: Vec::new(), slots_of_key: BTreeSet::new(), buckets: Buckets::default(), short }
    }

    pub(super) fn len(&self) -> usize {
        self.slots_of_key.len()
    }

    /// False if the key holds the hash already.
    pub(super) fn insert(&mut self, key: K, pdq: Pdq) -> bool {
        if self.slots_of(key).any(|slot| self.codes[slot as usize] == pdq) {
            return false;
        }
        self.slots_of_key.insert((key, self.codes.len() as u32));
        self.codes.push(pdq);
        self.keys.push(Some(key));
        let sorted = self.buckets.len();
        if self.codes.len() - sorted > self.short.max(sorted / 4) {
            self.sort();
        }
        true
    }

    pub(super) fn remove(&mut self, key: K) {
        let slots: Vec<u32> = self.slots_of(key).collect();
        for slot in slots {
            self.slots_of_key.remove(&(key, slot));
            self.keys[slot as usize] = None;
        }
        if self.len() + self.short < self.codes.len() / 2 {
            self.sort();
        }
    }

    pub(super) fn find(&self, pdq: Pdq, radius: u16) -> Vec<(K, u16)> {
        let mut found = Vec::new();
        let mut check = |slot: usize| {
            if let Some(distance) = self.codes[slot].distance_within(pdq, radius)
                && let Some(key) = self.keys[slot]
            {
                found.push((key, distance));
            }
        };
        let unsorted = match self.buckets.covers(radius) {
            true => {
                self.buckets.visit(pdq, radius, |slot| check(slot as usize));
                self.buckets.len()
            }
            false => 0,
        };
        (unsorted..self.codes.len()).for_each(check);
        found.sort_unstable();
        found.dedup_by_key(|(key, _)| *key);
        found.sort_by_key(|&(_, distance)| distance);
        found
    }

    fn slots_of(&self, key: K) -> impl Iterator<Item = u32> {
        self.slots_of_key.range((key, 0)..=(key, u32::MAX)).map(|&(_, slot)| slot)
    }

    /// Drops the removed codes and sorts all others into buckets.
    fn sort(&mut self) {
        let live = |slot: &usize| self.keys[*slot].is_some();
        let slots: Vec<usize> = (0..self.codes.len()).filter(live).collect();
        self.codes = slots.iter().map(|&slot| self.codes[slot]).collect();
        self.keys = slots.iter().map(|&slot| self.keys[slot]).collect();
        let slots = self.keys.iter().zip(0..);
        self.slots_of_key = slots.filter_map(|(key, slot)| Some(((*key)?, slot))).collect();
        self.buckets = Buckets::of(&self.codes);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::pdq::RADIUS;

    /// Flips `bits` in a code of mixed bits.
    fn code(seed: u64, bits: &[u8]) -> Pdq {
        let mixed = |i: u64| (seed * 4 + i + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mut words = [0, 1, 2, 3].map(mixed);
        for bit in bits {
            words[usize::from(bit / 64)] ^= 1 << (bit % 64);
        }
        Pdq(words)
    }

    proptest! {
        /// Sorting early and often changes no answer, while keys come and go.
        #[test]
        fn sorted_and_unsorted_agree(
            changes in prop::collection::vec((any::<bool>(), 0u8..60, 0u64..4, prop::collection::vec(any::<u8>(), 0..40)), 1..200),
            bits in prop::collection::vec(any::<u8>(), 0..20),
            radius in 0u16..40,
        ) {
            let (mut sorted, mut unsorted) = (Pictures::with_short_tail(2), Pictures::new());
            for (drop, key, seed, bits) in changes {
                for pictures in [&mut sorted, &mut unsorted] {
                    if drop && key % 3 == 0 {
                        pictures.remove(key);
                    } else {
                        pictures.insert(key, code(seed, &bits));
                    }
                }
            }
            prop_assert_eq!(sorted.len(), unsorted.len());
            for seed in 0..4 {
                let query = code(seed, &bits);
                prop_assert_eq!(sorted.find(query, radius), unsorted.find(query, radius));
            }
        }
    }

    #[test]
    fn nothing_is_missed_at_the_radius_among_many() {
        let mut pictures = Pictures::new();
        for key in 0..60_000u32 {
            pictures.insert(key, code(u64::from(key), &[]));
        }
        assert!(pictures.buckets.len() > 40_000);
        let one_bit_each: Vec<u8> = (0..31).map(|i| i * 8).collect();
        let two_in_most: Vec<u8> = (0..31).map(|i| i / 2 * 16 + i % 2 * 5).collect();
        for key in (0..60_000u32).step_by(97) {
            for bits in [&one_bit_each, &two_in_most] {
                let found = pictures.find(code(u64::from(key), bits), RADIUS);
                assert!(found.contains(&(key, RADIUS)), "{key}");
            }
        }
    }
}
