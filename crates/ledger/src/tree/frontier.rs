//! The right edge of the tree: all that an append needs to know.

use serde::{Deserialize, Serialize};

use super::{Coord, Error, join, root_coords};
use crate::hash::Hash;

/// The most leaves a frontier read from outside may claim: what a signed 64-bit column holds.
pub const MAX_SIZE: u64 = i64::MAX as u64;

/// The size of a tree and the roots of the complete subtrees it is made of.
///
/// ```
/// use ledger::{Frontier, leaf_hash};
///
/// let mut frontier = Frontier::default();
/// frontier.append(leaf_hash(b"the lamp was lit"));
/// let stored = frontier.append(leaf_hash(b"the lamp was put out"));
/// assert_eq!(stored.len(), 2, "the second leaf, and the node above both");
/// assert_eq!(frontier.root(), stored[1].1);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct Frontier {
    size: u64,
    peaks: Vec<Hash>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unchecked {
    size: u64,
    peaks: Vec<Hash>,
}

impl TryFrom<Unchecked> for Frontier {
    type Error = Error;

    fn try_from(unchecked: Unchecked) -> Result<Self, Error> {
        Self::new(unchecked.size, unchecked.peaks)
    }
}

impl Frontier {
    /// A frontier from its parts: `peaks` are the complete subtrees of a tree of `size` leaves, largest first.
    ///
    /// # Errors
    /// [`Error::BadFrontier`] when the number of peaks does not fit the size, or the size exceeds [`MAX_SIZE`].
    pub fn new(size: u64, peaks: Vec<Hash>) -> Result<Self, Error> {
        let fits = usize::try_from(size.count_ones()).is_ok_and(|count| count == peaks.len());
        if fits && size <= MAX_SIZE { Ok(Self { size, peaks }) } else { Err(Error::BadFrontier) }
    }

    /// The frontier that the tree had, or has, at `size` leaves; its nodes are those of [`root_coords`].
    ///
    /// # Errors
    /// [`Error::MissingNode`] when `lookup` lacks one of them, [`Error::BadFrontier`] beyond [`MAX_SIZE`].
    pub fn at(size: u64, mut lookup: impl FnMut(Coord) -> Option<Hash>) -> Result<Self, Error> {
        let peak = |coord| lookup(coord).ok_or(Error::MissingNode(coord));
        Self::new(size, root_coords(size).into_iter().map(peak).collect::<Result<_, _>>()?)
    }

    /// The number of leaves.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The roots of the complete subtrees, largest first.
    #[must_use]
    pub fn peaks(&self) -> &[Hash] {
        &self.peaks
    }

    /// Appends a leaf, given by its [`leaf_hash`](crate::leaf_hash), and returns the nodes to store: the leaf, then
    /// each subtree that it completed, from low to high.
    pub fn append(&mut self, leaf: Hash) -> Vec<(Coord, Hash)> {
        let mut completed = Vec::new();
        self.grow(leaf, |coord, hash| {
            completed.push((coord, hash));
            hash
        });
        completed
    }

    /// Appends a leaf, letting `settle` see each completed node and say with which hash to go on.
    pub(crate) fn grow(&mut self, leaf: Hash, mut settle: impl FnMut(Coord, Hash) -> Hash) {
        let mut node = leaf;
        for coord in Coord::completed_by(self.size) {
            if coord.level > 0 {
                // A subtree is completed exactly when its left half is the last peak.
                if let Some(left) = self.peaks.pop() {
                    node = crate::hash::node_hash(left, node);
                }
            }
            node = settle(coord, node);
        }
        self.peaks.push(node);
        self.size += 1;
    }

    /// The root of the tree.
    ///
    /// # Source
    /// RFC 6962 section 2.1.
    #[must_use]
    pub fn root(&self) -> Hash {
        join(self.peaks.iter().copied()).unwrap_or_else(Hash::of_empty_tree)
    }

    /// The frontier as bytes: the size as eight bytes, most significant first, then each peak.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.size.to_be_bytes().to_vec();
        bytes.extend(self.peaks.iter().flat_map(|peak| peak.0));
        bytes
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote.
    ///
    /// # Errors
    /// [`Error::BadFrontier`] when the length does not fit the size; rebuild with [`Frontier::at`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let (size, rest) = bytes.split_first_chunk::<8>().ok_or(Error::BadFrontier)?;
        let (peaks, odd) = rest.as_chunks::<32>();
        if !odd.is_empty() {
            return Err(Error::BadFrontier);
        }
        Self::new(u64::from_be_bytes(*size), peaks.iter().copied().map(Hash).collect())
    }
}
