//! Bundles: some leaves of the log, with all that is needed to check them offline, in one JSON document.
//!
//! A bundle shows that these leaves are in the log that the checkpoint describes, that the checkpoint was signed
//! by the given key, and that the opened values are those committed to at the time. It does not show that the log
//! was never forked: for that, compare the checkpoint with one from a witness.

mod verify;

use std::collections::BTreeMap;
use std::io::{self, Read};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::hash::Hash;
use crate::key::VerifierKey;

pub use verify::{Fault, KeySource, Verified};

/// The document type, written into every bundle.
pub const SCHEMA: &str = "vigie-bundle/1";

/// Largest bundle that is read, in bytes.
pub const MAX_BYTES: usize = 64 << 20;

/// An offline-verifiable export of some leaves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bundle {
    /// Always [`SCHEMA`].
    pub schema: String,
    /// The name of the log.
    pub origin: String,
    /// The log's verifier key in `vkey` text form. Whoever checks should know it from elsewhere.
    pub key: String,
    /// The signed checkpoint, a note as [`Checkpoint::sign`](crate::Checkpoint::sign) makes it.
    pub checkpoint: String,
    /// The leaves, in the order of the log.
    pub entries: Vec<Entry>,
    /// Files handed over beside the bundle, each named in some leaf by its digest.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<File>,
}

/// One leaf and its proof.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The leaf's number in the log.
    pub index: u64,
    /// The leaf: the canonical JSON text, byte for byte.
    pub leaf: String,
    /// The inclusion proof for the checkpoint's size, lowest sibling first.
    pub proof: Vec<Hash>,
    /// Committed values that the recipient may see, by field name.
    #[serde(
        default,
        skip_serializing_if = "BTreeMap::is_empty",
        with = "serde_with::rust::maps_duplicate_key_is_error"
    )]
    pub opened: BTreeMap<String, Opening>,
}

/// A committed value with the salt that opens its commitment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// The salt, 64 hexadecimal digits in the document.
    #[serde(with = "salt_text")]
    pub salt: [u8; 32],
    /// The value.
    pub value: String,
}

/// A file handed over beside the bundle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// Its name, for the reader; never used as a path here.
    pub name: String,
    /// The SHA-256 digest of its content.
    pub sha256: Hash,
    /// Its length in bytes.
    pub size: u64,
}

impl Bundle {
    /// A bundle without entries, for the log of `key`, under the signed note `checkpoint`.
    #[must_use]
    pub fn new(key: &VerifierKey, checkpoint: String) -> Self {
        Self {
            schema: SCHEMA.to_owned(),
            origin: key.name().to_owned(),
            key: key.to_string(),
            checkpoint,
            entries: Vec::new(),
            files: Vec::new(),
        }
    }

    /// The bundle as an indented JSON document.
    ///
    /// # Errors
    /// Passes on what the JSON writer reports; a bundle built from valid parts has nothing it could refuse.
    pub fn to_json(&self) -> serde_json::Result<String> {
        serde_json::to_string_pretty(self)
    }

    /// Reads a bundle. Members that this version does not know are refused rather than passed over, because they
    /// would look checked without being so.
    ///
    /// # Errors
    /// [`Fault::TooLarge`] beyond [`MAX_BYTES`], [`Fault::Malformed`] with the place of the trouble,
    /// [`Fault::OtherSchema`].
    pub fn from_json(document: &[u8]) -> Result<Self, Fault> {
        if document.len() > MAX_BYTES {
            return Err(Fault::TooLarge);
        }
        let malformed = |error: serde_json::Error| Fault::Malformed { why: error.to_string() };
        let bundle: Self = serde_json::from_slice(document).map_err(malformed)?;
        if bundle.schema == SCHEMA { Ok(bundle) } else { Err(Fault::OtherSchema { found: bundle.schema }) }
    }
}

impl File {
    /// Whether `content` is this file: the same length and digest. Reads at most one byte more than the length.
    ///
    /// # Errors
    /// Whatever reading `content` reports.
    pub fn matches(&self, content: impl Read) -> io::Result<bool> {
        let mut digest = Sha256::new();
        let length = io::copy(&mut content.take(self.size.saturating_add(1)), &mut digest)?;
        Ok(length == self.size && self.sha256 == Hash(digest.finalize().into()))
    }
}

/// Salts in the document look like digests: 64 lower-case hexadecimal digits.
mod salt_text {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::hash::Hash;

    pub fn serialize<S: Serializer>(salt: &[u8; 32], serializer: S) -> Result<S::Ok, S::Error> {
        Hash(*salt).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<[u8; 32], D::Error> {
        Hash::deserialize(deserializer).map(|hash| hash.0)
    }
}
