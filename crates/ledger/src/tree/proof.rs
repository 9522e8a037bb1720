//! Making roots and proofs from stored nodes.

use std::ops::Range;

use super::{Coord, Error, Frontier, join, split, subtree_coords};
use crate::hash::Hash;

/// The nodes that [`root_at`] needs for a tree of `size` leaves, largest subtree first.
#[must_use]
pub fn root_coords(size: u64) -> Vec<Coord> {
    subtree_coords(&(0..size)).collect()
}

/// The root that the tree had, or has, at `size` leaves.
///
/// # Errors
/// As [`Frontier::at`].
///
/// # Source
/// RFC 6962 section 2.1.
pub fn root_at(size: u64, lookup: impl FnMut(Coord) -> Option<Hash>) -> Result<Hash, Error> {
    Ok(Frontier::at(size, lookup)?.root())
}

/// The nodes that [`inclusion_proof`] needs.
///
/// # Errors
/// [`Error::NoSuchLeaf`] when `index` is not below `size`.
pub fn inclusion_coords(index: u64, size: u64) -> Result<Vec<Coord>, Error> {
    Ok(inclusion_siblings(index, size)?.iter().flat_map(subtree_coords).collect())
}

/// The proof that leaf `index` is in the tree of `size` leaves: the siblings on the way up, lowest first.
///
/// # Errors
/// [`Error::NoSuchLeaf`] when `index` is not below `size`; [`Error::MissingNode`] when `lookup` lacks a node of
/// [`inclusion_coords`].
///
/// # Source
/// RFC 6962 section 2.1.1.
pub fn inclusion_proof(index: u64, size: u64, lookup: impl FnMut(Coord) -> Option<Hash>) -> Result<Vec<Hash>, Error> {
    hashes(&inclusion_siblings(index, size)?, lookup)
}

/// The nodes that [`consistency_proof`] needs.
///
/// # Errors
/// [`Error::NoSuchPast`] when `old` exceeds `new`.
pub fn consistency_coords(old: u64, new: u64) -> Result<Vec<Coord>, Error> {
    Ok(consistency_subtrees(old, new)?.iter().flat_map(subtree_coords).collect())
}

/// The proof that the tree of `old` leaves is the beginning of the tree of `new` leaves.
///
/// It is empty when the sizes are equal, and when `old` is 0, since the empty tree begins every tree.
///
/// # Errors
/// [`Error::NoSuchPast`] when `old` exceeds `new`; [`Error::MissingNode`] when `lookup` lacks a node of
/// [`consistency_coords`].
///
/// # Source
/// RFC 6962 section 2.1.2.
pub fn consistency_proof(old: u64, new: u64, lookup: impl FnMut(Coord) -> Option<Hash>) -> Result<Vec<Hash>, Error> {
    hashes(&consistency_subtrees(old, new)?, lookup)
}

/// `PATH(index, D[size])`, each hash given as the range of leaves it covers.
fn inclusion_siblings(index: u64, size: u64) -> Result<Vec<Range<u64>>, Error> {
    if index >= size {
        return Err(Error::NoSuchLeaf { index, size });
    }
    let mut siblings = Vec::new();
    let mut leaves = 0..size;
    while leaves.end - leaves.start > 1 {
        let middle = split(&leaves);
        let (left, right) = (leaves.start..middle, middle..leaves.end);
        let (down, sibling) = if index < middle { (left, right) } else { (right, left) };
        siblings.push(sibling);
        leaves = down;
    }
    siblings.reverse();
    Ok(siblings)
}

/// `PROOF(old, D[new])`, each hash given as the range of leaves it covers.
fn consistency_subtrees(old: u64, new: u64) -> Result<Vec<Range<u64>>, Error> {
    if old > new {
        return Err(Error::NoSuchPast { old, new });
    }
    let mut subtrees = Vec::new();
    if old == 0 {
        return Ok(subtrees);
    }
    let mut leaves = 0..new;
    while leaves.end != old {
        let middle = split(&leaves);
        let (left, right) = (leaves.start..middle, middle..leaves.end);
        let (down, sibling) = if old <= middle { (left, right) } else { (right, left) };
        subtrees.push(sibling);
        leaves = down;
    }
    // When the walk never went right, this subtree is the old tree itself, whose root the verifier has.
    if leaves.start > 0 {
        subtrees.push(leaves);
    }
    subtrees.reverse();
    Ok(subtrees)
}

fn hashes(subtrees: &[Range<u64>], mut lookup: impl FnMut(Coord) -> Option<Hash>) -> Result<Vec<Hash>, Error> {
    let mut proof = Vec::with_capacity(subtrees.len());
    for subtree in subtrees {
        let node = |coord| lookup(coord).ok_or(Error::MissingNode(coord));
        let nodes: Vec<Hash> = subtree_coords(subtree).map(node).collect::<Result<_, _>>()?;
        proof.extend(join(nodes.into_iter()));
    }
    Ok(proof)
}
