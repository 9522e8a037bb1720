//! Salted commitments: how personal data is recorded without being there.
//!
//! A leaf carries, under `commitments`, one digest per personal field. The value and its random salt are kept
//! outside the ledger. Who is shown both can check the digest; once both are erased, the digest tells nothing,
//! because a salt of 256 bits cannot be guessed even when the value could.

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::hash::Hash;

/// The member of a leaf that maps field names to commitments.
pub const MEMBER: &str = "commitments";

/// Keeps these digests apart from every other use of SHA-256; its first byte also differs from the prefixes of
/// leaves and nodes.
const DOMAIN: &[u8] = b"vigie-commitment/1\n";

/// Commits to `value` under `salt`, which the caller draws at random, once for each value.
///
/// The digest is SHA-256 over the text `vigie-commitment/1` and a line feed, then the salt and the value, each
/// preceded by its length in bytes as eight bytes, most significant first.
#[must_use]
pub fn commit(salt: &[u8; 32], value: &str) -> Hash {
    let mut digest = Sha256::new_with_prefix(DOMAIN);
    for part in [salt.as_slice(), value.as_bytes()] {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part);
    }
    Hash(digest.finalize().into())
}

/// The commitment that `leaf` carries for `field`, if it carries a well-formed one.
pub(crate) fn recorded(leaf: &Value, field: &str) -> Option<Hash> {
    leaf.get(MEMBER)?.get(field)?.as_str()?.parse().ok()
}
