//! Checkpoints: the size and root of the log, signed by its keeper.
//!
//! # Source
//! C2SP tlog-checkpoint (the body) and signed-note (the envelope, for which the crate `signed_note` is used).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use signed_note::{Note, NoteError, Signature, VerificationError, Verifier, Verifiers};

use crate::hash::Hash;
use crate::key::{Signer, VerifierKey};

/// What a log says of itself at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// The name of the log, the same as its key's.
    pub origin: String,
    /// The number of leaves.
    pub size: u64,
    /// The root over these leaves.
    pub root: Hash,
}

/// Why a checkpoint cannot be signed, read or believed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Text that is not a signed note with a checkpoint in it.
    #[error("the text is not a signed checkpoint; ask the log's keeper for it again")]
    Malformed,
    /// No signature by the expected key.
    #[error("the checkpoint bears no signature by the key {key}; check which key the log's keeper publishes")]
    NotSigned {
        /// Name and ID of the key expected.
        key: String,
    },
    /// A signature that claims the expected key and is false.
    #[error("the signature on the checkpoint is false: text or signature was changed")]
    BadSignature,
    /// A checkpoint of one log under the key of another.
    #[error("the checkpoint speaks for the log {origin}, but the key belongs to {name}")]
    OtherLog {
        /// The log that the checkpoint names.
        origin: String,
        /// The name of the key.
        name: String,
    },
}

impl Checkpoint {
    /// The text that is signed: origin, size and root, each on a line.
    ///
    /// # Source
    /// C2SP tlog-checkpoint, "Note text".
    #[must_use]
    pub fn body(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, BASE64.encode(self.root.0))
    }

    /// Reads what [`body`](Self::body) wrote. Extension lines, which the format allows after the third, are
    /// passed over; they are covered by the signature but say nothing to this reader.
    ///
    /// # Errors
    /// [`Error::Malformed`].
    pub fn from_body(body: &str) -> Result<Self, Error> {
        let mut lines = body.strip_suffix('\n').ok_or(Error::Malformed)?.split('\n');
        let mut next = || lines.next().filter(|line| !line.is_empty()).ok_or(Error::Malformed);
        let (origin, decimal, encoded) = (next()?, next()?, next()?);
        if lines.any(str::is_empty) {
            return Err(Error::Malformed);
        }
        let size: u64 = decimal.parse().map_err(|_| Error::Malformed)?;
        let root = BASE64.decode(encoded).map_err(|_| Error::Malformed)?;
        let root = Hash(root.try_into().map_err(|_| Error::Malformed)?);
        // One number has one spelling: no sign, no leading zero.
        if size.to_string() != decimal {
            return Err(Error::Malformed);
        }
        Ok(Self { origin: origin.to_owned(), size, root })
    }

    /// Signs the checkpoint and returns the whole note.
    ///
    /// # Errors
    /// [`Error::OtherLog`] when the signer's name is not the origin.
    pub fn sign(&self, signer: &Signer) -> Result<String, Error> {
        let key = signer.verifier();
        self.check_log(key)?;
        let body = self.body();
        let signature = signer.sign_bytes(body.as_bytes());
        let signature = Signature::new(key.name().to_owned(), key.id(), signature);
        let note = signature.and_then(|signature| Note::new(body.as_bytes(), &[signature]));
        let note = note.map_err(|_| Error::Malformed)?;
        String::from_utf8(note.to_bytes()).map_err(|_| Error::Malformed)
    }

    /// Opens a signed note: returns the checkpoint only if `key` signed it for its own log. Signatures by other
    /// keys, such as those of witnesses, are passed over.
    ///
    /// # Errors
    /// [`Error::Malformed`], [`Error::NotSigned`], [`Error::BadSignature`] or [`Error::OtherLog`]; in every case
    /// nothing in the note may be believed.
    pub fn open(note: &str, key: &VerifierKey) -> Result<Self, Error> {
        let note = Note::from_bytes(note.as_bytes()).map_err(|_| Error::Malformed)?;
        note.verify(&Only(key)).map_err(|error| match error {
            NoteError::InvalidSignature { .. } => Error::BadSignature,
            _ => Error::NotSigned { key: format!("{}+{:08x}", key.name(), key.id()) },
        })?;
        let body = str::from_utf8(note.text()).map_err(|_| Error::Malformed)?;
        let checkpoint = Self::from_body(body)?;
        checkpoint.check_log(key)?;
        Ok(checkpoint)
    }

    fn check_log(&self, key: &VerifierKey) -> Result<(), Error> {
        if self.origin == key.name() {
            return Ok(());
        }
        Err(Error::OtherLog { origin: self.origin.clone(), name: key.name().to_owned() })
    }
}

/// The one key that a note is checked against, as `signed_note` wants to be told.
struct Only<'a>(&'a VerifierKey);

impl Verifier for Only<'_> {
    fn name(&self) -> &str {
        self.0.name()
    }

    fn key_id(&self) -> u32 {
        self.0.id()
    }

    fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        self.0.verify_bytes(message, signature)
    }
}

impl Verifiers for Only<'_> {
    fn verifier(&self, name: &str, id: u32) -> Result<&dyn Verifier, VerificationError> {
        if name == self.0.name() && id == self.0.id() {
            Ok(self)
        } else {
            Err(VerificationError::UnknownKey { name: name.to_owned(), id })
        }
    }
}
