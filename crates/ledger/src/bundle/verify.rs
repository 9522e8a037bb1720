//! Checking a bundle: the first thing that is wrong, or what exactly was shown.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Bundle, Entry, File, MAX_BYTES, SCHEMA};
use crate::checkpoint::{self, Checkpoint};
use crate::hash::leaf_hash;
use crate::key::{self, VerifierKey};
use crate::{canonical, commitment, tree};

/// What is wrong with a bundle. Nothing in a bundle with a fault should be relied on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// A document beyond the limit.
    #[error("the bundle exceeds {MAX_BYTES} bytes; ask for it in parts")]
    TooLarge,
    /// Not a bundle's JSON.
    #[error("the bundle cannot be read: {why}")]
    Malformed {
        /// What the JSON reader says, with line and column.
        why: String,
    },
    /// Another kind or version of document.
    #[error("the document is of type {found:?}, not {SCHEMA:?}; use the version of Vigie that made it")]
    OtherSchema {
        /// The type it claims.
        found: String,
    },
    /// The key text in the bundle is no key.
    #[error("the bundle's verifier key is unusable")]
    BadKey(#[source] key::Error),
    /// The bundle's key is not the pinned one.
    #[error("the bundle is signed with {found}, but {pinned} is the key you trust")]
    WrongKey {
        /// The key that the caller trusts.
        pinned: String,
        /// The key in the bundle.
        found: String,
    },
    /// The bundle names another log than its key.
    #[error("the bundle claims the log {origin}, but its key belongs to another")]
    WrongOrigin {
        /// The log that the bundle names.
        origin: String,
    },
    /// The signature on the checkpoint is false.
    #[error("the signature on the checkpoint is false: text or signature was changed")]
    BadSignature,
    /// The checkpoint fails in another way.
    #[error("the bundle's checkpoint is unusable")]
    BadCheckpoint(#[source] checkpoint::Error),
    /// Entries repeated or out of the log's order.
    #[error("entry {index} is repeated or out of order")]
    OutOfOrder {
        /// The leaf's number.
        index: u64,
    },
    /// A leaf that is not canonical JSON.
    #[error("leaf {index} is not canonical JSON")]
    NotCanonical {
        /// The leaf's number.
        index: u64,
    },
    /// A leaf that the checkpoint's tree does not contain at this place.
    #[error("leaf {index} is not in the signed log: leaf, number or proof was changed")]
    LeafNotIncluded {
        /// The leaf's number.
        index: u64,
    },
    /// An opened field that the leaf has no commitment for.
    #[error("leaf {index} has no commitment for {field:?}")]
    CommitmentMissing {
        /// The leaf's number.
        index: u64,
        /// The field's name.
        field: String,
    },
    /// An opened value other than the one committed to.
    #[error("the value shown for {field:?} of leaf {index} is not the one recorded")]
    CommitmentMismatch {
        /// The leaf's number.
        index: u64,
        /// The field's name.
        field: String,
    },
    /// A file whose digest no leaf and no opened value in the bundle names.
    #[error("no leaf in the bundle names the digest of the file {name:?}")]
    FileNotAttested {
        /// The file's name.
        name: String,
    },
}

/// Where the key came from that the bundle was checked with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeySource {
    /// The caller gave it: the bundle comes from the log that the caller trusts.
    Pinned,
    /// The bundle brought it along: the bundle agrees with itself, but anybody could have made it.
    Bundle,
}

/// What a sound bundle shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// The signed head that all leaves are in.
    pub checkpoint: Checkpoint,
    /// The key that signed it.
    pub key: VerifierKey,
    /// How far that key can be trusted.
    pub key_source: KeySource,
    /// The number of leaves shown to be in the log.
    pub leaves: usize,
    /// The number of opened values shown to be those recorded.
    pub opened: usize,
    /// The number of files whose digests are recorded. Their contents are checked with [`File::matches`].
    pub files: usize,
}

impl Bundle {
    /// Checks signature, proofs, commitments and file digests, with nothing but the bundle and, if the caller has
    /// one, the `key` known from elsewhere.
    ///
    /// # Errors
    /// The first [`Fault`] found, in the order of the document.
    pub fn verify(&self, key: Option<&VerifierKey>) -> Result<Verified, Fault> {
        let own: VerifierKey = self.key.parse().map_err(Fault::BadKey)?;
        if let Some(pinned) = key.filter(|pinned| **pinned != own) {
            return Err(Fault::WrongKey { pinned: pinned.to_string(), found: self.key.clone() });
        }
        if self.origin != own.name() {
            return Err(Fault::WrongOrigin { origin: self.origin.clone() });
        }
        let checkpoint = Checkpoint::open(&self.checkpoint, &own).map_err(|error| match error {
            checkpoint::Error::BadSignature => Fault::BadSignature,
            other => Fault::BadCheckpoint(other),
        })?;

        let mut attested = BTreeSet::new();
        let mut opened = 0;
        let mut previous = None;
        for entry in &self.entries {
            if previous.is_some_and(|previous| previous >= entry.index) {
                return Err(Fault::OutOfOrder { index: entry.index });
            }
            previous = Some(entry.index);
            let leaf = entry.verify(&checkpoint)?;
            collect_texts(leaf, &mut attested);
            attested.extend(entry.opened.values().map(|opening| opening.value.clone()));
            opened += entry.opened.len();
        }
        if let Some(File { name, .. }) = self.files.iter().find(|file| !attested.contains(&file.sha256.to_string())) {
            return Err(Fault::FileNotAttested { name: name.clone() });
        }
        Ok(Verified {
            checkpoint,
            key: own,
            key_source: if key.is_some() { KeySource::Pinned } else { KeySource::Bundle },
            leaves: self.entries.len(),
            opened,
            files: self.files.len(),
        })
    }
}

impl Entry {
    /// Checks one leaf against the signed head and returns what it says.
    fn verify(&self, checkpoint: &Checkpoint) -> Result<Value, Fault> {
        let index = self.index;
        let leaf = canonical::read(&self.leaf).map_err(|_| Fault::NotCanonical { index })?;
        let hash = leaf_hash(self.leaf.as_bytes());
        if !tree::verify_inclusion(index, checkpoint.size, hash, &self.proof, checkpoint.root) {
            return Err(Fault::LeafNotIncluded { index });
        }
        for (field, opening) in &self.opened {
            let recorded = commitment::recorded(&leaf, field)
                .ok_or_else(|| Fault::CommitmentMissing { index, field: field.clone() })?;
            if recorded != commitment::commit(&opening.salt, &opening.value) {
                return Err(Fault::CommitmentMismatch { index, field: field.clone() });
            }
        }
        Ok(leaf)
    }
}

/// Collects every string value in `value`; the depth is bounded, since the value came through [`canonical::read`].
fn collect_texts(value: Value, texts: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => {
            texts.insert(text);
        }
        Value::Array(items) => items.into_iter().for_each(|item| collect_texts(item, texts)),
        Value::Object(members) => members.into_iter().for_each(|(_, member)| collect_texts(member, texts)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
