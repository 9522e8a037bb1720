//! Orders and letters handed to providers that take them by machine, in the manner of the open "Standard Webhooks"
//! convention.
//!
//! One act is one POST of a [`Message`] with three headers. `webhook-id` names the act and is the same for every
//! retry of it, so a provider that remembers it counts the act once; `webhook-timestamp` is the moment of the attempt;
//! `webhook-signature` covers both and the body, octet by octet. [`verify`] is what a provider runs before it believes
//! a call, and it answers with an [`Acknowledgement`].
//!
//! The signature says who sent a call, not to whom: a provider also checks that the document names it as addressee.
//!
//! # Source
//! Standard Webhooks, version 1.0.0; see docs/sources/webhooks.md.

mod acknowledgement;
mod message;

use std::fmt::Write;

use data_encoding::BASE64;
use ed25519_dalek::{Signature, VerifyingKey};
use jiff::{SignedDuration, Timestamp};

pub use acknowledgement::{Acknowledgement, MAX_ACKNOWLEDGEMENT_BYTES, NotUnderstood};
pub use message::{MAX_MESSAGE_BYTES, Message, MessageKind, MessageProblem, MessageSchema, Words, WordsSchema};

/// Names the act: the same for every retry.
pub const ID: &str = "webhook-id";
/// The moment of the attempt, in seconds since 1970.
pub const TIMESTAMP: &str = "webhook-timestamp";
/// The signatures, separated by spaces.
pub const SIGNATURE: &str = "webhook-signature";
/// How far the moment of the attempt may lie from the provider's clock, before or after.
pub const TOLERANCE: SignedDuration = SignedDuration::from_mins(5);

/// Marks a signature by Ed25519.
const VERSION: &str = "v1a";
/// Characters of an identifier.
const MAX_ID_CHARS: usize = 200;
/// Signatures of a call that are tried; a sender that changes its key sends two.
const MAX_SIGNATURES: usize = 8;

/// Why a call is not believed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A header is not there.
    #[error("the header {0} is missing; this is not a call of an issuing authority")]
    MissingHeader(&'static str),
    /// A header is there twice, so it is not clear which one was signed.
    #[error("the header {0} is given more than once; refuse the call")]
    RepeatedHeader(&'static str),
    /// The identifier could be read in two ways once it is joined with the rest.
    #[error("the header webhook-id must be 1 to {MAX_ID_CHARS} visible ASCII characters without a full stop")]
    BadId,
    /// The timestamp is no plain number.
    #[error("the header webhook-timestamp must be a whole number of seconds since 1970")]
    BadTimestamp,
    /// The call was signed too long ago, or in the future.
    #[error(
        "the call was signed {off_seconds} s away from the clock here, {allowed_seconds} s are allowed; it is replayed, \
         or one of the two clocks is wrong"
    )]
    StaleTimestamp {
        /// Distance from our clock, in seconds; positive when the call is old.
        off_seconds: i64,
        /// What is allowed either way, in seconds.
        allowed_seconds: i64,
    },
    /// The key cannot verify anything.
    #[error("the verifying key is not an Ed25519 public key; take it from the issuing authority's published page")]
    BadKey,
    /// There is no signature of the kind that is used here.
    #[error("no signature of the form v1a,BASE64 is given; refuse the call")]
    NoSignature,
    /// No signature fits what was received.
    #[error("no signature fits what was received; do not act on the call, and ask the authority by another channel")]
    WrongSignature,
}

/// What is signed: the identifier, the moment in seconds since 1970 and the body, joined by full stops.
///
/// The identifier must be visible ASCII without a full stop, such as a UUID; [`verify`] refuses any other.
///
/// ```
/// assert_eq!(exchange::webhook::signed_content("act-7", 1_777_888_800, b"{}"), b"act-7.1777888800.{}");
/// ```
#[must_use]
pub fn signed_content(id: &str, unix_seconds: i64, body: &[u8]) -> Vec<u8> {
    let mut content = format!("{id}.{unix_seconds}.").into_bytes();
    content.extend_from_slice(body);
    content
}

/// The three headers of a call signed at `at`, as names and values.
#[must_use]
pub fn headers(id: &str, at: Timestamp, signature: &[u8; 64]) -> Vec<(String, String)> {
    let mut signed = format!("{VERSION},");
    // Writing into a string cannot fail.
    let _ = write!(signed, "{}", BASE64.encode_display(signature));
    let pairs = [(ID, id.to_owned()), (TIMESTAMP, at.as_second().to_string()), (SIGNATURE, signed)];
    pairs.map(|(name, value)| (name.to_owned(), value)).to_vec()
}

/// What a provider checks before it believes a call: the headers are there, the moment lies within `tolerance`
/// (use [`TOLERANCE`]) of `now`, and a signature fits the authority's published `key`.
///
/// A call may still be a repetition: the caller remembers the identifiers of the calls it acted on, at least for
/// twice the tolerance and better for good, and answers a known one as it did the first time.
///
/// # Errors
/// The first [`Fault`] found. On any of them the call is refused.
pub fn verify(
    headers: &[(String, String)],
    body: &[u8],
    key: &[u8; 32],
    now: Timestamp,
    tolerance: SignedDuration,
) -> Result<(), Fault> {
    let key = VerifyingKey::from_bytes(key).map_err(|_| Fault::BadKey)?;
    let id = only(headers, ID)?;
    let seconds = only(headers, TIMESTAMP)?;
    let given = only(headers, SIGNATURE)?;
    if !is_identifier(id) {
        return Err(Fault::BadId);
    }
    let seconds = plain_seconds(seconds).ok_or(Fault::BadTimestamp)?;
    let off_seconds = now.as_second().saturating_sub(seconds);
    let allowed_seconds = tolerance.as_secs();
    if off_seconds.saturating_abs() > allowed_seconds {
        return Err(Fault::StaleTimestamp { off_seconds, allowed_seconds });
    }
    let signatures: Vec<Signature> = given.split(' ').filter_map(signature).take(MAX_SIGNATURES).collect();
    if signatures.is_empty() {
        return Err(Fault::NoSignature);
    }
    let content = signed_content(id, seconds, body);
    let fits = |signature: &Signature| key.verify_strict(&content, signature).is_ok();
    if signatures.iter().any(fits) { Ok(()) } else { Err(Fault::WrongSignature) }
}

/// The value of a header, whose name may be written in any case.
fn only<'a>(headers: &'a [(String, String)], name: &'static str) -> Result<&'a str, Fault> {
    let mut values =
        headers.iter().filter(|(given, _)| given.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim());
    let value = values.next().ok_or(Fault::MissingHeader(name))?;
    if values.next().is_some() { Err(Fault::RepeatedHeader(name)) } else { Ok(value) }
}

fn is_identifier(id: &str) -> bool {
    (1..=MAX_ID_CHARS).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'.')
}

/// A number in its one spelling, so that what is signed is what was sent.
fn plain_seconds(text: &str) -> Option<i64> {
    let seconds: i64 = text.parse().ok()?;
    (seconds.to_string() == text).then_some(seconds)
}

fn signature(text: &str) -> Option<Signature> {
    let encoded = text.strip_prefix(VERSION)?.strip_prefix(',')?;
    let bytes = BASE64.decode(encoded.as_bytes()).ok()?;
    Signature::from_slice(&bytes).ok()
}

#[cfg(test)]
mod tests;
