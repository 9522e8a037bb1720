//! Labelled digests, `algorithm:value`, as WARC files carry them.

use data_encoding::{BASE32, BASE32_NOPAD, HEXLOWER_PERMISSIVE};
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};

/// What came of comparing a record with a digest stated in its header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Check {
    /// No digest is stated, so nothing is known.
    Absent,
    /// The digest is right.
    Good,
    /// The digest is wrong.
    Mismatch,
    /// The digest is of a kind this reader cannot compute.
    Unsupported,
}

/// The SHA-256 of `bytes` in the form most archive tools read: upper-case base 32, padded.
pub(super) fn sha256_label(bytes: &[u8]) -> String {
    format!("sha256:{}", BASE32.encode(&Sha256::digest(bytes)))
}

/// Compares `bytes` with a stated digest, in base 32 (with or without padding) or in hexadecimal.
pub(super) fn check(stated: &str, bytes: &[u8]) -> Check {
    let Some((algorithm, value)) = stated.split_once(':') else {
        return Check::Unsupported;
    };
    let computed = match algorithm.to_ascii_lowercase().as_str() {
        "sha1" | "sha-1" => Sha1::digest(bytes).to_vec(),
        "sha256" | "sha-256" => Sha256::digest(bytes).to_vec(),
        "sha512" | "sha-512" => Sha512::digest(bytes).to_vec(),
        _ => return Check::Unsupported,
    };
    if decode(value, computed.len()).is_some_and(|stated| stated == computed) { Check::Good } else { Check::Mismatch }
}

/// The two spellings never have the same length, so the length tells them apart.
fn decode(value: &str, digest_bytes: usize) -> Option<Vec<u8>> {
    if value.len() == 2 * digest_bytes {
        return HEXLOWER_PERMISSIVE.decode(value.as_bytes()).ok();
    }
    let bare = value.trim_end_matches('=').to_ascii_uppercase();
    BASE32_NOPAD.decode(bare.as_bytes()).ok()
}
