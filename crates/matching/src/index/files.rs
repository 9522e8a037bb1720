//! TLSH of files by key: read through at each lookup.
//!
//! Lists hold few of them beside exact digests, and one comparison takes some tens of nanoseconds, so that a hundred
//! thousand are read through in milliseconds.

use crate::tlsh::Tlsh;

#[derive(Debug, Clone)]
pub(super) struct Files<K>(Vec<(K, Tlsh)>);

impl<K: Copy + Ord> Files<K> {
    pub(super) const fn new() -> Self {
        Self(Vec::new())
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// False if the key holds the hash already.
    pub(super) fn insert(&mut self, key: K, tlsh: Tlsh) -> bool {
        let new = !self.0.iter().any(|(other, held)| *other == key && *held == tlsh);
        if new {
            self.0.push((key, tlsh));
        }
        new
    }

    pub(super) fn remove(&mut self, key: K) {
        self.0.retain(|(other, _)| *other != key);
    }

    pub(super) fn find(&self, tlsh: &Tlsh, radius: u16) -> Vec<(K, u16)> {
        let near = self.0.iter().map(|(key, held)| (*key, held.distance(tlsh)));
        let mut found: Vec<(K, u16)> = near.filter(|(_, distance)| *distance <= radius).collect();
        found.sort_unstable();
        found.dedup_by_key(|(key, _)| *key);
        found.sort_by_key(|&(_, distance)| distance);
        found
    }
}
