//! Checking proofs, with nothing but the proof, the sizes and the roots.

use crate::hash::{Hash, node_hash};

/// A walk from a node up to the root of a tree, by the numbers of the node and of the last node of its level.
struct Climb {
    node: u64,
    last: u64,
}

impl Climb {
    fn up(&mut self) {
        self.node >>= 1;
        self.last >>= 1;
    }

    fn at_root(&self) -> bool {
        self.last == 0
    }

    /// Whether the next hash of the proof is a left sibling; if so, skips the levels at which the node has none,
    /// being the last of its level and a left child.
    fn has_left_sibling(&mut self) -> bool {
        let left = self.node & 1 == 1 || self.node == self.last;
        while left && self.node & 1 == 0 && self.node != 0 {
            self.up();
        }
        left
    }
}

/// Whether `proof` shows that the leaf with hash `leaf` is number `index` of the tree of `size` leaves with `root`.
///
/// # Source
/// RFC 9162 section 2.1.3.2, which verifies the proofs of RFC 6962 section 2.1.1.
#[must_use]
pub fn verify_inclusion(index: u64, size: u64, leaf: Hash, proof: &[Hash], root: Hash) -> bool {
    if index >= size {
        return false;
    }
    let mut climb = Climb { node: index, last: size - 1 };
    let mut computed = leaf;
    for &sibling in proof {
        if climb.at_root() {
            return false;
        }
        computed = if climb.has_left_sibling() { node_hash(sibling, computed) } else { node_hash(computed, sibling) };
        climb.up();
    }
    climb.at_root() && computed == root
}

/// Whether `proof` shows that the tree of `old_size` leaves with `old_root` is the beginning of the tree of
/// `new_size` leaves with `new_root`.
///
/// # Source
/// RFC 9162 section 2.1.4.2, which verifies the proofs of RFC 6962 section 2.1.2.
#[must_use]
pub fn verify_consistency(old_size: u64, new_size: u64, old_root: Hash, new_root: Hash, proof: &[Hash]) -> bool {
    if old_size == 0 {
        return proof.is_empty() && old_root == Hash::of_empty_tree();
    }
    if old_size >= new_size {
        return old_size == new_size && proof.is_empty() && old_root == new_root;
    }
    let mut climb = Climb { node: old_size - 1, last: new_size - 1 };
    while climb.node & 1 == 1 {
        climb.up();
    }
    // A complete old tree is itself the first node of the walk, and the proof leaves it out.
    let (start, rest) = if old_size.is_power_of_two() {
        (old_root, proof)
    } else {
        match proof.split_first() {
            Some((&first, rest)) => (first, rest),
            None => return false,
        }
    };
    let (mut old, mut new) = (start, start);
    for &sibling in rest {
        if climb.at_root() {
            return false;
        }
        if climb.has_left_sibling() {
            old = node_hash(sibling, old);
            new = node_hash(sibling, new);
        } else {
            new = node_hash(new, sibling);
        }
        climb.up();
    }
    climb.at_root() && old == old_root && new == new_root
}
