//! Details of known pictures: from a part of a picture to the pictures it may be a part of.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use crate::picture::details::{Detail, Details};
use crate::picture::likeness::{self, Likeness};

/// Each detail is entered under this many keys, each made of different bits.
const TABLES: usize = 4;

/// Bits of a key.
const KEY_BITS: usize = 20;

/// So many pictures are compared with the found one at most: those with the most entries in common.
const COMPARED: usize = 48;

/// With fewer entries in common a picture is not compared.
const IN_COMMON: u32 = 4;

/// A key with more entries than this says nothing: it is of what is everywhere, as a plain edge is.
const CROWD: usize = 2_000;

/// An entry: the key above, the picture's place below, so that they sort by key.
type Entry = u64;

/// Details by key of the known picture. Entries lie in sorted parts, each at least twice as long as the next, so that
/// adding a picture costs little and looking one up asks few parts.
#[derive(Debug, Clone)]
pub(super) struct DetailsOf<K> {
    /// By place; `None` once removed.
    pictures: Vec<Option<(K, Arc<Details>)>>,
    places: HashMap<K, Vec<u32>>,
    /// How many places hold a picture.
    living: usize,
    parts: Vec<Vec<Entry>>,
}

impl<K: Copy + Eq + Hash + Ord> DetailsOf<K> {
    pub(super) fn new() -> Self {
        Self { pictures: Vec::new(), places: HashMap::new(), living: 0, parts: Vec::new() }
    }

    pub(super) fn len(&self) -> usize {
        self.living
    }

    /// Adds a picture; false if the key holds the same already.
    pub(super) fn insert(&mut self, key: K, details: Details) -> bool {
        let held = self.places.entry(key).or_default();
        let is_held = |place: &u32| matches!(&self.pictures[*place as usize], Some((_, known)) if **known == details);
        if held.iter().any(is_held) {
            return false;
        }
        held.push(self.pictures.len() as u32);
        self.enter(key, Arc::new(details));
        true
    }

    /// Gives a picture the next place.
    fn enter(&mut self, key: K, details: Arc<Details>) {
        let place = self.pictures.len() as u32;
        let mut entries: Vec<Entry> =
            details.spots().iter().flat_map(keys).map(|key| u64::from(key) << 32 | u64::from(place)).collect();
        entries.sort_unstable();
        entries.dedup();
        self.pictures.push(Some((key, details)));
        self.living += 1;
        if !entries.is_empty() {
            self.parts.push(entries);
        }
        while let [.., before, last] = &self.parts[..]
            && before.len() < 2 * last.len()
        {
            self.merge_last();
        }
    }

    pub(super) fn remove(&mut self, key: K) {
        for place in self.places.remove(&key).unwrap_or_default() {
            self.pictures[place as usize] = None;
            self.living -= 1;
        }
        if 2 * self.living < self.pictures.len() {
            self.close_up();
        }
    }

    /// Gives those that are left new places, one after the other.
    fn close_up(&mut self) {
        let before = std::mem::replace(self, Self::new());
        for (key, details) in before.pictures.into_iter().flatten() {
            self.places.entry(key).or_default().push(self.pictures.len() as u32);
            self.enter(key, details);
        }
    }

    /// Makes one of the last two parts, without what was removed.
    fn merge_last(&mut self) {
        let (last, before) = (self.parts.pop().unwrap_or_default(), self.parts.pop().unwrap_or_default());
        let mut merged = Vec::with_capacity(before.len() + last.len());
        let (mut before, mut last) = (before.into_iter().peekable(), last.into_iter().peekable());
        loop {
            let next = match (before.peek(), last.peek()) {
                (Some(a), Some(b)) if a <= b => before.next(),
                (_, Some(_)) => last.next(),
                (_, None) => before.next(),
            };
            let Some(entry) = next else { break };
            if self.pictures[entry as u32 as usize].is_some() {
                merged.push(entry);
            }
        }
        self.parts.push(merged);
    }

    /// The keys of pictures that the found one is like, with how; those that share most details first.
    pub(super) fn find(&self, found: &Details) -> Vec<(K, Likeness)> {
        let mirrored = found.mirrored_spots();
        let mut likenesses: Vec<(K, Likeness)> = Vec::new();
        for (place, is_mirrored) in self.in_common(found.spots(), &mirrored) {
            let Some((key, known)) = &self.pictures[place as usize] else {
                continue;
            };
            let spots = if is_mirrored { &mirrored } else { found.spots() };
            likenesses.extend(likeness::one_way(found, spots, known, is_mirrored).map(|likeness| (*key, likeness)));
        }
        likenesses.sort_by_key(|(key, likeness)| (*key, std::cmp::Reverse(likeness.shared)));
        likenesses.dedup_by_key(|(key, _)| *key);
        likenesses.sort_by_key(|(_, likeness)| std::cmp::Reverse(likeness.shared));
        likenesses
    }

    /// The places of pictures that have most entries in common with these spots, and whether mirrored.
    fn in_common(&self, as_is: &[Detail], mirrored: &[Detail]) -> Vec<(u32, bool)> {
        let mut counts: HashMap<(u32, bool), u32> = HashMap::new();
        for (spots, is_mirrored) in [(as_is, false), (mirrored, true)] {
            let mut asked: Vec<u32> = spots.iter().flat_map(keys).collect();
            asked.sort_unstable();
            asked.dedup();
            for key in asked {
                let living = self.under(key).filter(|place| self.pictures[*place as usize].is_some());
                let places: Vec<u32> = living.take(CROWD + 1).collect();
                for place in if places.len() > CROWD { Vec::new() } else { places } {
                    *counts.entry((place, is_mirrored)).or_default() += 1;
                }
            }
        }
        let mut counts: Vec<_> = counts.into_iter().filter(|(_, count)| *count >= IN_COMMON).collect();
        counts.sort_unstable_by_key(|(at, count)| (std::cmp::Reverse(*count), *at));
        counts.into_iter().take(COMPARED).map(|(at, _)| at).collect()
    }

    /// The places entered under a key, of removed pictures too.
    fn under(&self, key: u32) -> impl Iterator<Item = u32> {
        self.parts.iter().flat_map(move |part| {
            let start = part.partition_point(|entry| *entry < u64::from(key) << 32);
            part[start..].iter().take_while(move |entry| (**entry >> 32) as u32 == key).map(|entry| *entry as u32)
        })
    }
}

/// The keys of a detail: for each table some of its bits, and the number of the table.
fn keys(detail: &Detail) -> impl Iterator<Item = u32> {
    let bits = detail.bits();
    (0..TABLES).map(move |table| {
        // Steps of 37 through the 128 bits meet each once; neighbours, which often change together, lie far apart.
        let bit = |n: usize| (bits >> ((table * KEY_BITS + n) * 37 % 128)) as u32 & 1;
        (0..KEY_BITS).fold(table as u32, |key, n| key << 1 | bit(n))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::Picture;

    fn harbour(seed: u32) -> Details {
        let value = |x: u32, y: u32| {
            let (x, y) = (x / 9, y / 9);
            let mixed = (x.wrapping_mul(73_856_093) ^ y.wrapping_mul(19_349_663) ^ seed.wrapping_mul(83_492_791))
                .wrapping_mul(2_654_435_761);
            (mixed >> 24) as u8
        };
        let pixels = (0..240 * 180).flat_map(|at| [value(at % 240, at / 240); 3]).collect();
        Picture::from_rgb(240, 180, pixels).expect("its size fits").details()
    }

    #[test]
    fn what_was_removed_crowds_nobody_out() {
        let mut known = DetailsOf::new();
        for key in 0..60 {
            assert!(known.insert(key, harbour(1)));
        }
        (0..59).for_each(|key| known.remove(key));
        assert_eq!(known.len(), 1);
        let found: Vec<i32> = known.find(&harbour(1)).into_iter().map(|(key, _)| key).collect();
        assert_eq!(found, [59]);
    }

    #[test]
    fn a_plain_picture_costs_no_part() {
        let mut known = DetailsOf::new();
        for key in 0..40 {
            let plain = Picture::from_rgb(64, 64, vec![90; 64 * 64 * 3]).expect("its size fits");
            known.insert(key, plain.details());
        }
        assert_eq!((known.len(), known.parts.len()), (40, 0));
    }
}
