//! Checking a signed document: the first thing that is wrong, by name, or what exactly was shown.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::Value;

use super::{DIGESTS, MAX_BYTES, SCHEMA, SignedDocument, name_and_id, signed_bytes};
use crate::checkpoint::{self, Checkpoint};
use crate::hash::Hash;
use crate::key::VerifierKey;
use crate::{bundle, canonical};

/// What is wrong with a signed document. One with a fault is not to be acted upon.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// A file beyond the limit.
    #[error("the signed document exceeds {MAX_BYTES} bytes; no paper of ours is that large")]
    TooLarge,
    /// Not a signed document's JSON.
    #[error("the signed document cannot be read: {why}")]
    Malformed {
        /// What the JSON reader says, with line and column.
        why: String,
    },
    /// Another kind or version of file.
    #[error("the file is of type {found:?}, not {SCHEMA:?}; use the version of Vigie that made it")]
    OtherSchema {
        /// The type it claims.
        found: String,
    },
    /// A document that canonical JSON cannot carry, so that nobody can have signed it.
    #[error("the document has no canonical form and cannot have been signed as it stands")]
    NoCanonicalText(#[source] canonical::Error),
    /// Signed, as it says itself, with another key than the trusted one.
    #[error("the document says it is signed by {found}, but {trusted} is the key you trust")]
    OtherKey {
        /// Name and ID of the key that the caller trusts.
        trusted: String,
        /// Name and ID of the key that the document claims.
        found: String,
    },
    /// The proof, the checkpoint or the bundle around them is wrong.
    #[error("the document's place in the log is not shown")]
    Bundle(#[source] bundle::Fault),
    /// None or several leaves, where one must name the document.
    #[error("the document comes with {count} leaves of the log instead of one; ask its sender for it again")]
    NotOneLeaf {
        /// How many there are.
        count: usize,
    },
    /// Neither the signature nor the leaf fits: the words are not those that were signed and logged.
    #[error("the document was changed: neither the signature nor the log knows these words")]
    Changed,
    /// The log names these very words, but the signature is not the key's.
    #[error("the signature is false: it was changed, or made with another key than {trusted}")]
    BadSignature {
        /// Name and ID of the key that the caller trusts.
        trusted: String,
    },
    /// The signature is good, but the leaf speaks of something else.
    #[error("leaf {index} does not name the document; it belongs to another act")]
    NotNamed {
        /// The leaf's number in the log.
        index: u64,
    },
    /// The checkpoint that the caller brought is unusable.
    #[error("the checkpoint to compare with is unusable")]
    BadKnownCheckpoint(#[source] checkpoint::Error),
    /// Two heads of one size: the log was forked. This accuses its keeper, not the document's bearer.
    #[error(
        "the log was forked: for {size} leaves the document's checkpoint has the root {document}, the known one {known}; keep both and tell the overseer"
    )]
    Forked {
        /// The size that both checkpoints state.
        size: u64,
        /// The root in the document.
        document: Hash,
        /// The root in the checkpoint known from elsewhere.
        known: Hash,
    },
}

/// What a sound signed document shows.
#[derive(Debug, Clone, PartialEq)]
pub struct VerifiedDocument {
    /// What is said.
    pub document: Value,
    /// The SHA-256 digest of its canonical JSON.
    pub digest: Hash,
    /// The number of the leaf that names it.
    pub index: u64,
    /// That leaf.
    pub leaf: Value,
    /// The signed head that the leaf is in.
    pub checkpoint: Checkpoint,
    /// The key that signed document and head.
    pub key: VerifierKey,
}

/// How the document's checkpoint stands to one that is known from elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// They are the same head.
    Same,
    /// The known one is newer. That it grew out of the document's takes a consistency proof from the keeper.
    KnownIsNewer {
        /// The number of leaves by which it is ahead.
        by: u64,
    },
    /// The known one is older. That the document's grew out of it takes a consistency proof from the keeper.
    KnownIsOlder {
        /// The number of leaves by which it is behind.
        by: u64,
    },
}

impl SignedDocument {
    /// Checks document, signature, leaf, proof and checkpoint, with nothing but the `key` that the log's keeper
    /// publishes.
    ///
    /// # Errors
    /// The first [`Fault`] found: the key, then the place in the log, then the words.
    pub fn verify(&self, key: &VerifierKey) -> Result<VerifiedDocument, Fault> {
        let text = canonical::write(&self.document).map_err(Fault::NoCanonicalText)?;
        let trusted = name_and_id(key);
        if self.signed_by != trusted {
            return Err(Fault::OtherKey { trusted, found: self.signed_by.clone() });
        }
        let shown = self.bundle.verify(Some(key)).map_err(Fault::Bundle)?;
        let [entry] = self.bundle.entries.as_slice() else {
            return Err(Fault::NotOneLeaf { count: self.bundle.entries.len() });
        };
        let index = entry.index;
        let leaf = canonical::read(&entry.leaf).map_err(|_| Fault::Bundle(bundle::Fault::NotCanonical { index }))?;
        let digest = Hash::of(text.as_bytes());
        let signature = BASE64.decode(&self.signature).unwrap_or_default();
        match (key.verify_bytes(&signed_bytes(&text), &signature), names(&leaf, digest)) {
            (true, true) => {}
            (false, false) => return Err(Fault::Changed),
            (false, true) => return Err(Fault::BadSignature { trusted }),
            (true, false) => return Err(Fault::NotNamed { index }),
        }
        let document = self.document.clone();
        Ok(VerifiedDocument { document, digest, index, leaf, checkpoint: shown.checkpoint, key: key.clone() })
    }
}

impl VerifiedDocument {
    /// Holds the document's checkpoint against `known`, a signed checkpoint of the same log that came another way:
    /// from a witness, from another document, from the keeper's public page.
    ///
    /// # Errors
    /// [`Fault::BadKnownCheckpoint`], or [`Fault::Forked`] if the two contradict each other.
    pub fn against(&self, known: &str) -> Result<Standing, Fault> {
        let known = Checkpoint::open(known, &self.key).map_err(Fault::BadKnownCheckpoint)?;
        let (own, known_size) = (&self.checkpoint, known.size);
        if known_size > own.size {
            Ok(Standing::KnownIsNewer { by: known_size - own.size })
        } else if known_size < own.size {
            Ok(Standing::KnownIsOlder { by: own.size - known_size })
        } else if known.root == own.root {
            Ok(Standing::Same)
        } else {
            Err(Fault::Forked { size: known_size, document: own.root, known: known.root })
        }
    }
}

fn names(leaf: &Value, digest: Hash) -> bool {
    let listed = leaf.get(DIGESTS).and_then(Value::as_array);
    listed.is_some_and(|listed| listed.contains(&Value::String(digest.to_string())))
}
