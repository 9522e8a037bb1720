//! Ed25519 keys with names, as checkpoints use them.
//!
//! # Source
//! C2SP signed-note (key names, key IDs, the `vkey` text form); RFC 8032 (Ed25519).

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use rand::CryptoRng;

/// The C2SP signature type for plain Ed25519.
const ED25519: u8 = 0x01;

/// Longest key name, in bytes.
pub const MAX_NAME_BYTES: usize = 255;

/// Why a name or key text is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// An empty or overlong name, or one with white space, control characters or a plus sign.
    #[error("a key name is 1 to {MAX_NAME_BYTES} bytes without spaces, control characters or '+'")]
    BadName,
    /// Text that is not `name+id+key`.
    #[error("a verifier key reads name+8 hexadecimal digits+base64; copy it again from the log's keeper")]
    Malformed,
    /// A key of another kind than Ed25519.
    #[error("the verifier key is not an Ed25519 key; this version checks no other kind")]
    OtherAlgorithm,
    /// The ID inside the text belongs to another name or key.
    #[error("the verifier key's ID does not fit its name and key; copy it again from the log's keeper")]
    BadId,
}

/// The secret half of a log's key. It has no `Debug` and no `Display`, so that it cannot slip into a log file.
pub struct Signer {
    secret: SigningKey,
    public: VerifierKey,
}

impl Signer {
    /// The key of the log called `name` (its origin, such as `ledger.example/north`) from its 32 secret bytes.
    ///
    /// # Errors
    /// [`Error::BadName`].
    pub fn from_seed(name: &str, seed: [u8; 32]) -> Result<Self, Error> {
        check_name(name)?;
        let secret = SigningKey::from_bytes(&seed);
        let public = VerifierKey { name: name.to_owned(), key: secret.verifying_key() };
        Ok(Self { secret, public })
    }

    /// A new key for the log called `name`, drawn from the caller's source of randomness.
    ///
    /// # Errors
    /// [`Error::BadName`].
    pub fn generate(name: &str, randomness: &mut impl CryptoRng) -> Result<Self, Error> {
        let mut seed = [0; 32];
        randomness.fill_bytes(&mut seed);
        Self::from_seed(name, seed)
    }

    /// The 32 secret bytes, for keeping in a sealed place and for [`from_seed`](Self::from_seed).
    #[must_use]
    pub fn seed(&self) -> [u8; 32] {
        self.secret.to_bytes()
    }

    /// The public half, to hand out.
    #[must_use]
    pub fn verifier(&self) -> &VerifierKey {
        &self.public
    }

    /// Signs bytes as they are. Whoever calls this sees to it that they cannot be read as anything else that the key
    /// signs.
    #[must_use]
    pub fn sign_bytes(&self, message: &[u8]) -> Vec<u8> {
        self.secret.sign(message).to_vec()
    }
}

/// The public half of a log's key; its text form is the C2SP `vkey`: `name+id+base64`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    key: VerifyingKey,
}

impl VerifierKey {
    /// The name of the log that signs with this key; checkpoints carry it as their origin.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The number that tells keys of one name apart.
    ///
    /// # Source
    /// C2SP signed-note: the first four bytes of SHA-256 over name, line feed, signature type and key.
    #[must_use]
    pub fn id(&self) -> u32 {
        signed_note::key_id(&self.name, &self.typed_key())
    }

    /// Whether `signature` is this key's signature of `message`. Keys and signatures of small order, which would
    /// fit many messages, never verify.
    pub(crate) fn verify_bytes(&self, message: &[u8], signature: &[u8]) -> bool {
        Signature::from_slice(signature).is_ok_and(|signature| self.key.verify_strict(message, &signature).is_ok())
    }

    fn typed_key(&self) -> Vec<u8> {
        [&[ED25519], self.key.as_bytes().as_slice()].concat()
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}+{:08x}+{}", self.name, self.id(), BASE64.encode(self.typed_key()))
    }
}

impl FromStr for VerifierKey {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let (name, rest) = text.split_once('+').ok_or(Error::Malformed)?;
        let (_, encoded) = rest.split_once('+').ok_or(Error::Malformed)?;
        check_name(name)?;
        let typed = BASE64.decode(encoded).map_err(|_| Error::Malformed)?;
        let (&algorithm, key) = typed.split_first().ok_or(Error::Malformed)?;
        if algorithm != ED25519 {
            return Err(Error::OtherAlgorithm);
        }
        let key = key.try_into().map_err(|_| Error::Malformed)?;
        let key = VerifyingKey::from_bytes(key).map_err(|_| Error::Malformed)?;
        let parsed = Self { name: name.to_owned(), key };
        // Name and key are as given, so any difference left is the ID.
        if parsed.to_string() == text { Ok(parsed) } else { Err(Error::BadId) }
    }
}

fn check_name(name: &str) -> Result<(), Error> {
    let good =
        signed_note::is_key_name_valid(name) && name.len() <= MAX_NAME_BYTES && !name.chars().any(char::is_control);
    if good { Ok(()) } else { Err(Error::BadName) }
}
