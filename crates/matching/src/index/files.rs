//! TLSH of files by key: read through at each lookup.
//!
//! Lists hold few of them beside exact digests, and one comparison takes some tens of nanoseconds, so that a hundred
//! thousand are read through in milliseconds.

use std::collections::BTreeMap;

use crate::tlsh::Tlsh;

#[derive(Debug, Clone)]
pub(super) struct Files<K> {
    held: BTreeMap<K, Vec<Tlsh>>,
    count: usize,
}

impl<K: Copy + Ord> Files<K> {
    pub(super) const fn new() -> Self {
        Self { held: BTreeMap::new(), count: 0 }
    }

    pub(super) const fn len(&self) -> usize {
        self.count
    }

    /// False if the key holds the hash already.
    pub(super) fn insert(&mut self, key: K, tlsh: Tlsh) -> bool {
        let held = self.held.entry(key).or_default();
        let new = !held.contains(&tlsh);
        if new {
            held.push(tlsh);
            self.count += 1;
        }
        new
    }

    pub(super) fn remove(&mut self, key: K) {
        self.count -= self.held.remove(&key).map_or(0, |held| held.len());
    }

    /// The keys with a hash at most `radius` away, the nearest first.
    pub(super) fn find(&self, tlsh: &Tlsh, radius: u16) -> Vec<(K, u16)> {
        let nearest = |held: &Vec<Tlsh>| held.iter().map(|held| held.distance(tlsh)).min();
        let near = self.held.iter().filter_map(|(key, held)| Some((*key, nearest(held)?)));
        let mut found: Vec<(K, u16)> = near.filter(|(_, distance)| *distance <= radius).collect();
        found.sort_by_key(|&(_, distance)| distance);
        found
    }
}
