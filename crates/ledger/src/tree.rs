//! The Merkle tree over the leaves, as pure functions over stored nodes.
//!
//! Only *complete* subtrees are stored: those over 2^level leaves, which never change once they exist. Everything
//! else (roots, proofs, for the present size or any earlier one) is computed from them. Each question comes in two
//! halves, so that an asynchronous store can serve it in one query: `*_coords` names the nodes that will be needed,
//! and the function itself takes a lookup over what was fetched.
//!
//! # Source
//! RFC 6962 sections 2.1 to 2.1.2 for roots and proofs; RFC 9162 sections 2.1.3.2 and 2.1.4.2 for verifying them.

mod frontier;
mod proof;
mod verify;

use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::hash::{Hash, node_hash};

pub use frontier::{Frontier, MAX_SIZE};
pub use proof::{consistency_coords, consistency_proof, inclusion_coords, inclusion_proof, root_at, root_coords};
pub use verify::{verify_consistency, verify_inclusion};

/// The place of a complete subtree: the leaves `index * 2^level .. (index + 1) * 2^level`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Coord {
    /// Height above the leaves; a leaf has level 0.
    pub level: u8,
    /// Position among the subtrees of this level, from 0.
    pub index: u64,
}

impl Coord {
    /// The place of leaf number `index`.
    #[must_use]
    pub fn leaf(index: u64) -> Self {
        Self { level: 0, index }
    }

    /// The nodes that become complete when leaf number `index` is appended, the leaf itself first.
    ///
    /// An auditor uses it to fetch the stored nodes beside a page of leaves.
    pub fn completed_by(index: u64) -> impl Iterator<Item = Self> {
        let levels = u8::try_from(index.trailing_ones()).unwrap_or(u8::MAX);
        (0..=levels).map(move |level| Self { level, index: index.checked_shr(level.into()).unwrap_or(0) })
    }
}

impl fmt::Display for Coord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "level {} number {}", self.level, self.index)
    }
}

/// Why a root, proof or frontier cannot be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The lookup did not have a node that the tree of this size must have.
    #[error("the stored tree lacks the node at {0}; run an audit of the ledger")]
    MissingNode(Coord),
    /// A leaf number at or beyond the size.
    #[error("leaf {index} is not in a tree of {size} leaves; ask for a larger size")]
    NoSuchLeaf {
        /// The leaf asked for.
        index: u64,
        /// The number of leaves.
        size: u64,
    },
    /// An old size beyond the new one.
    #[error("a tree of {new} leaves has no past of {old} leaves; swap the sizes")]
    NoSuchPast {
        /// The size said to be earlier.
        old: u64,
        /// The size said to be later.
        new: u64,
    },
    /// Stored frontier bytes that contradict themselves.
    #[error("the stored frontier is damaged; rebuild it from the stored nodes")]
    BadFrontier,
}

/// The complete subtrees, largest first, that make up the subtree over `leaves`.
///
/// `leaves.start` is aligned to the largest of them, as it is in every range that RFC 6962 splits off.
fn subtree_coords(leaves: &Range<u64>) -> impl Iterator<Item = Coord> + use<> {
    let (start, count) = (leaves.start, leaves.end - leaves.start);
    (0..u64::BITS).rev().filter(move |level| count >> level & 1 == 1).map(move |level| {
        // The leaves already covered are the bits of the count above this one.
        let covered = count.checked_shr(level + 1).unwrap_or(0) << 1;
        Coord { level: u8::try_from(level).unwrap_or(u8::MAX), index: (start >> level) + covered }
    })
}

/// The root over subtrees given largest first: each is the left sibling of all that follow it.
fn join(subtrees: impl DoubleEndedIterator<Item = Hash>) -> Option<Hash> {
    subtrees.rev().reduce(|right, left| node_hash(left, right))
}

/// Where RFC 6962 splits `leaves` (two or more) in two: after the largest power of two smaller than their number.
fn split(leaves: &Range<u64>) -> u64 {
    let count = leaves.end - leaves.start;
    leaves.start + (1 << (count - 1).ilog2())
}
