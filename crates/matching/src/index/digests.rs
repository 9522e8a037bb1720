//! Exact digests of `N` bytes, by digest and by key.

use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;

#[derive(Debug, Clone)]
pub(super) struct Digests<K, const N: usize> {
    keys: HashMap<[u8; N], Vec<K>>,
    of_key: BTreeSet<(K, [u8; N])>,
}

impl<K: Copy + Eq + Hash + Ord, const N: usize> Digests<K, N> {
    pub(super) fn new() -> Self {
        Self { keys: HashMap::new(), of_key: BTreeSet::new() }
    }

    pub(super) fn len(&self) -> usize {
        self.of_key.len()
    }

    /// False if the key holds the digest already.
    pub(super) fn insert(&mut self, key: K, digest: [u8; N]) -> bool {
        let new = self.of_key.insert((key, digest));
        if new {
            self.keys.entry(digest).or_default().push(key);
        }
        new
    }

    pub(super) fn remove(&mut self, key: K) {
        let held: Vec<_> = self.of_key.range((key, [0; N])..=(key, [0xff; N])).copied().collect();
        for entry in held {
            self.of_key.remove(&entry);
            if let Some(keys) = self.keys.get_mut(&entry.1) {
                keys.retain(|&other| other != key);
                if keys.is_empty() {
                    self.keys.remove(&entry.1);
                }
            }
        }
    }

    pub(super) fn find(&self, digest: [u8; N]) -> Vec<K> {
        let mut found = self.keys.get(&digest).cloned().unwrap_or_default();
        found.sort_unstable();
        found
    }
}
