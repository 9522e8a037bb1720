//! The audit: is the log, as it is stored, the log that was signed?
//!
//! Every leaf is hashed again, every stored node is compared with its children, and every checkpoint ever signed is
//! compared with the root that the tree had at its size. After a mismatch the audit goes on with the *stored* node,
//! so that one altered leaf is named once and not again at each node above it; since the topmost nodes are compared
//! with the head and the checkpoints, nothing is lost by that.
//!
//! An audit finds what contradicts the checkpoints it is given. A keeper who cuts back the log *and* destroys every
//! later checkpoint is found out only by somebody who kept one: give the auditor those of the witnesses too.

use std::iter::Peekable;
use std::vec;

use crate::checkpoint::{self, Checkpoint};
use crate::hash::{Hash, leaf_hash};
use crate::key::VerifierKey;
use crate::tree::{Coord, Frontier};

/// Most faults that are listed one by one; further ones are counted.
pub const MAX_FAULTS: usize = 1000;

/// One thing wrong with a stored log, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// No leaf is stored under a number below the head's size.
    #[error("leaf {index} is missing")]
    MissingLeaf {
        /// The leaf's number.
        index: u64,
    },
    /// A leaf is stored at or beyond the head's size.
    #[error("leaf {index} lies beyond the head of the log")]
    ExtraLeaf {
        /// The leaf's number.
        index: u64,
    },
    /// A leaf came a second time, or after a later one.
    #[error("leaf {index} is repeated or out of order")]
    LeafOutOfPlace {
        /// The leaf's number.
        index: u64,
    },
    /// The stored node is not the hash of what lies below it: at level 0, the leaf was altered.
    #[error("the node at {coord} does not fit what lies below it")]
    NodeMismatch {
        /// The node's place.
        coord: Coord,
    },
    /// No node is stored where one must be.
    #[error("the node at {coord} is missing")]
    MissingNode {
        /// The node's place.
        coord: Coord,
    },
    /// The leaves from here on could not be placed, because one leaf and its hash are both missing.
    #[error("leaves from {from} on were not examined, since the tree cannot be followed past the missing one")]
    NotExamined {
        /// The first leaf not examined.
        from: u64,
    },
    /// The tree over the leaves is not the one in the head.
    #[error("the head of the log does not fit its leaves")]
    RootMismatch,
    /// A signed checkpoint has another root than the log had at that size: history was rewritten or forked.
    #[error("the checkpoint signed at {size} leaves contradicts the log")]
    CheckpointMismatch {
        /// The checkpoint's size.
        size: u64,
    },
    /// A signed checkpoint counts more leaves than there are: the log was cut back.
    #[error("a checkpoint was signed at {size} leaves, more than the log now has")]
    CheckpointLongerThanLog {
        /// The checkpoint's size.
        size: u64,
    },
    /// The signature on a checkpoint is false.
    #[error("the signature on checkpoint number {number} is false")]
    BadSignature {
        /// The checkpoint's position among those given, from 0.
        number: usize,
    },
    /// A checkpoint that cannot be used for another reason.
    #[error("checkpoint number {number} is unusable")]
    BadCheckpoint {
        /// The checkpoint's position among those given, from 0.
        number: usize,
        /// What is wrong with it.
        #[source]
        why: checkpoint::Error,
    },
}

/// What an audit found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The number of leaves read and placed.
    pub leaves: u64,
    /// The root over the tree as it could be followed.
    pub root: Hash,
    /// The faults, at most [`MAX_FAULTS`].
    pub faults: Vec<Fault>,
    /// How many more faults there were.
    pub unlisted_faults: u64,
}

impl Report {
    /// Whether nothing at all was wrong.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }

    fn add(&mut self, fault: Fault) {
        if self.faults.len() < MAX_FAULTS {
            self.faults.push(fault);
        } else {
            self.unlisted_faults += 1;
        }
    }
}

/// Audits a whole log in one go; [`Auditor`] does the same page by page.
///
/// `leaves` yields each leaf's number and bytes in the order of the log, `stored` looks up the stored nodes, and
/// `checkpoints` are signed notes in any order.
///
/// # Errors
/// Only what `leaves` yields: that the log could not be read. Whatever is wrong *with* the log is in the report.
pub fn verify_log<E>(
    leaves: impl IntoIterator<Item = Result<(u64, Vec<u8>), E>>,
    head: &Frontier,
    stored: impl Fn(Coord) -> Option<Hash>,
    checkpoints: &[impl AsRef<str>],
    key: &VerifierKey,
) -> Result<Report, E> {
    let mut auditor = Auditor::new(head, checkpoints, key);
    for leaf in leaves {
        let (index, data) = leaf?;
        auditor.leaf(index, &data, &stored);
    }
    Ok(auditor.finish(stored))
}

/// An audit under way, fed leaf by leaf.
///
/// An asynchronous store reads a page of leaves and, for each, the nodes of [`Coord::completed_by`], and feeds both.
pub struct Auditor<'a> {
    head: &'a Frontier,
    grown: Frontier,
    /// Those not yet reached, by size.
    checkpoints: Peekable<vec::IntoIter<Checkpoint>>,
    /// Set once the tree cannot be followed any further.
    lost: bool,
    report: Report,
}

impl<'a> Auditor<'a> {
    /// Begins an audit of the log with this `head`, against these signed notes.
    #[must_use]
    pub fn new(head: &'a Frontier, checkpoints: &[impl AsRef<str>], key: &VerifierKey) -> Self {
        let root = Hash::of_empty_tree();
        let mut report = Report { leaves: 0, root, faults: Vec::new(), unlisted_faults: 0 };
        let mut opened = Vec::new();
        for (number, note) in checkpoints.iter().enumerate() {
            match Checkpoint::open(note.as_ref(), key) {
                Ok(checkpoint) => opened.push(checkpoint),
                Err(checkpoint::Error::BadSignature) => report.add(Fault::BadSignature { number }),
                Err(why) => report.add(Fault::BadCheckpoint { number, why }),
            }
        }
        opened.sort_by_key(|checkpoint| checkpoint.size);
        let checkpoints = opened.into_iter().peekable();
        let mut auditor = Self { head, grown: Frontier::default(), checkpoints, lost: false, report };
        auditor.compare_checkpoints();
        auditor
    }

    /// Takes the next leaf of the log. `stored` must know the nodes of [`Coord::completed_by`] for this leaf and for
    /// those skipped since the last.
    pub fn leaf(&mut self, index: u64, data: &[u8], stored: impl Fn(Coord) -> Option<Hash>) {
        if index >= self.head.size() {
            return self.report.add(Fault::ExtraLeaf { index });
        }
        if index < self.grown.size() {
            return self.report.add(Fault::LeafOutOfPlace { index });
        }
        self.skip_to(index, &stored);
        if !self.lost {
            self.report.leaves += 1;
            self.place(leaf_hash(data), &stored);
        }
    }

    /// Ends the audit: everything up to the head that did not come is missing.
    #[must_use]
    pub fn finish(mut self, stored: impl Fn(Coord) -> Option<Hash>) -> Report {
        self.skip_to(self.head.size(), &stored);
        if self.grown != *self.head {
            self.report.add(Fault::RootMismatch);
        }
        // If the audit lost the tree, checkpoints within the head's size stay uncompared, as it already said.
        let head = self.head.size();
        for Checkpoint { size, .. } in self.checkpoints.by_ref().filter(|checkpoint| checkpoint.size > head) {
            self.report.add(Fault::CheckpointLongerThanLog { size });
        }
        self.report.root = self.grown.root();
        self.report
    }

    /// Names the leaves up to `index` as missing, following the tree by their stored hashes.
    fn skip_to(&mut self, index: u64, stored: &impl Fn(Coord) -> Option<Hash>) {
        while !self.lost && self.grown.size() < index {
            let missing = self.grown.size();
            self.report.add(Fault::MissingLeaf { index: missing });
            match stored(Coord::leaf(missing)) {
                Some(hash) => self.place(hash, stored),
                None => {
                    self.report.add(Fault::NotExamined { from: missing });
                    self.lost = true;
                }
            }
        }
    }

    fn place(&mut self, leaf: Hash, stored: &impl Fn(Coord) -> Option<Hash>) {
        let report = &mut self.report;
        self.grown.grow(leaf, |coord, computed| match stored(coord) {
            Some(hash) if hash == computed => hash,
            Some(hash) => {
                report.add(Fault::NodeMismatch { coord });
                hash
            }
            None => {
                report.add(Fault::MissingNode { coord });
                computed
            }
        });
        self.compare_checkpoints();
    }

    fn compare_checkpoints(&mut self) {
        let size = self.grown.size();
        while let Some(checkpoint) = self.checkpoints.next_if(|checkpoint| checkpoint.size == size) {
            if checkpoint.root != self.grown.root() {
                self.report.add(Fault::CheckpointMismatch { size });
            }
        }
    }
}
