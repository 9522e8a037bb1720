//! Signed documents: a paper with its place in the log, for somebody who has nothing but the published key.
//!
//! A signed document says three things at once: these are the words, the log's keeper signed them, and the log
//! holds a leaf that names them. A keeper who denies a paper, or makes one up outside the log, contradicts its own
//! checkpoint.
//!
//! What it does not show: that the log was never forked. For that, hold it against a checkpoint that came another
//! way, with [`VerifiedDocument::against`].

mod unrepeated;
mod verify;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::bundle::{self, Bundle};
use crate::canonical;
use crate::hash::Hash;
use crate::key::{Signer, VerifierKey};

pub use verify::{Fault, Standing, VerifiedDocument};

/// The document type, written into every signed document. As the first line of what is signed it also keeps these
/// signatures apart from those on checkpoints, which the same key makes.
pub const SCHEMA: &str = "vigie-signed-document/1";

/// Largest signed document that is read, in bytes.
pub const MAX_BYTES: usize = 4 << 20;

/// The member of a leaf that lists the digests of what the act wrote or sent.
pub const DIGESTS: &str = "digests";

/// A document, its signature, and the proof that the log names it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignedDocument {
    /// Always [`SCHEMA`].
    pub schema: String,
    /// What is said.
    #[serde(deserialize_with = "unrepeated::deserialize")]
    pub document: Value,
    /// The key that signed, as `name+id`: the beginning of the log's verifier key in `vkey` text form.
    pub signed_by: String,
    /// The Ed25519 signature over [`SCHEMA`], a line feed and the canonical JSON of the document, in base64.
    pub signature: String,
    /// One leaf with its proof and the signed checkpoint; the leaf lists the document's digest.
    pub bundle: Bundle,
}

/// The digest by which a leaf names `document`: SHA-256 over its canonical JSON.
///
/// # Errors
/// [`canonical::Error`] for a document that has no canonical text.
pub fn digest(document: &Value) -> Result<Hash, canonical::Error> {
    Ok(Hash::of(canonical::write(document)?.as_bytes()))
}

impl SignedDocument {
    /// Signs `document` and joins it with `bundle`, which holds the one leaf that lists its [`digest`].
    ///
    /// # Errors
    /// Whatever [`verify`](Self::verify) would find wrong with the result: nothing leaves here that its recipient
    /// would have to refuse.
    pub fn sign(document: Value, signer: &Signer, bundle: Bundle) -> Result<Self, Fault> {
        let text = canonical::write(&document).map_err(Fault::NoCanonicalText)?;
        let signature = BASE64.encode(signer.sign_bytes(&signed_bytes(&text)));
        let signed_by = name_and_id(signer.verifier());
        let signed = Self { schema: SCHEMA.to_owned(), document, signed_by, signature, bundle };
        signed.verify(signer.verifier())?;
        Ok(signed)
    }

    /// The signed document as indented JSON.
    ///
    /// # Errors
    /// Passes on what the JSON writer reports; a signed document has nothing it could refuse.
    pub fn to_json(&self) -> serde_json::Result<String> {
        serde_json::to_string_pretty(self)
    }

    /// Reads a signed document. Unknown and repeated members are refused rather than passed over, because two
    /// readers could then see two different papers under one signature.
    ///
    /// # Errors
    /// [`Fault::TooLarge`] beyond [`MAX_BYTES`], [`Fault::Malformed`] with the place of the trouble,
    /// [`Fault::OtherSchema`] for the document or, inside [`Fault::Bundle`], for its bundle.
    pub fn from_json(json: &[u8]) -> Result<Self, Fault> {
        if json.len() > MAX_BYTES {
            return Err(Fault::TooLarge);
        }
        let malformed = |error: serde_json::Error| Fault::Malformed { why: error.to_string() };
        let signed: Self = serde_json::from_slice(json).map_err(malformed)?;
        if signed.schema != SCHEMA {
            return Err(Fault::OtherSchema { found: signed.schema });
        }
        if signed.bundle.schema != bundle::SCHEMA {
            return Err(Fault::Bundle(bundle::Fault::OtherSchema { found: signed.bundle.schema }));
        }
        Ok(signed)
    }
}

fn signed_bytes(canonical: &str) -> Vec<u8> {
    format!("{SCHEMA}\n{canonical}").into_bytes()
}

fn name_and_id(key: &VerifierKey) -> String {
    format!("{}+{:08x}", key.name(), key.id())
}
