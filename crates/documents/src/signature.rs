//! Signatures inside PDF files: PAdES baseline B, and baseline T with a time-stamp; and beside letters.
//!
//! [`sign`] appends to a finished PDF and leaves every byte of it as it was; [`check`] reads a signed PDF back.
//!
//! ```no_run
//! # fn example(pdf: &[u8], certificate: &documents::signature::Certificate, at: jiff::Timestamp,
//! #     answer: Result<Vec<u8>, std::io::Error>) -> Result<(), documents::signature::SignError> {
//! let signed = documents::signature::sign(pdf, certificate, at)?;
//! let digest = signed.signature_digest(); // ask a time-stamping authority about this
//! let pdf = match answer {
//!     Ok(token) => signed.stamped(&token)?,
//!     // The authority is away. The paper is as valid without its stamp; whether to send it so is the caller's choice.
//!     Err(_) => signed.into_bytes(),
//! };
//! # Ok(()) }
//! ```
//!
//! Neither function asks whether a certificate deserves trust: that needs a list of authorities that are believed.
//! [`check`] gives the digest of the signer's certificate, to be held against the one that the issuing authority
//! publishes.
//!
//! # Source
//! ETSI EN 319 142-1 (PAdES, baseline levels B-B and B-T), ETSI EN 319 122-1 (CAdES), RFC 5652 (CMS),
//! RFC 5035 (signing-certificate-v2), ISO 32000-1 section 12.8 (signature dictionaries), ISO 19005-2 section 6.4.3
//! (signatures in PDF/A-2). Implemented from memory and judged by `pdfsig` and `openssl`.

mod algorithm;
mod certificate;
mod check;
mod container;
mod revision;
mod stamp;

use std::ops::Range;

use cms::signed_data::SignedData;
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

pub use certificate::{Certificate, CertificateError};
pub use check::{CheckError, Checked, check, only_signed};
pub use stamp::Stamp;

/// Largest PDF that is signed or checked, in bytes.
pub const MAX_PDF_BYTES: usize = 64 << 20;

/// Largest time-stamp token that has room in a signature, in bytes. Tokens with their certificates take 2 to 8 KiB.
pub const MAX_TOKEN_BYTES: usize = 12 << 10;

/// Room for what a signature holds beside certificates and time-stamp token, in bytes.
const FRAME_BYTES: usize = 2 << 10;

/// Why a PDF was not signed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SignError {
    /// The certificate has run out.
    #[error("the signing certificate expired at {until}; install its successor before sending papers")]
    Expired {
        /// The last moment of its validity.
        until: Timestamp,
    },
    /// The certificate does not hold yet.
    #[error("the signing certificate is valid only from {from}; check the clock, or use its predecessor")]
    NotYetValid {
        /// The first moment of its validity.
        from: Timestamp,
    },
    /// A file beyond the limit.
    #[error("the PDF exceeds {MAX_PDF_BYTES} bytes; no paper of ours is that large")]
    TooLarge,
    /// A file that bears a signature.
    #[error("the PDF is already signed; sign the paper as it was set, once")]
    AlreadySigned,
    /// A file that is encrypted.
    #[error("the PDF is encrypted; sign the paper as it was set")]
    Encrypted,
    /// A file that cannot be read as PDF.
    #[error("the PDF cannot be read; set the paper anew")]
    BadPdf(#[source] lopdf::Error),
    /// A PDF without a page to carry the signature field.
    #[error("the PDF has no page")]
    NoPage,
    /// The private key did not sign.
    #[error("the private key made no signature; check the key file")]
    Key(#[source] rsa::signature::Error),
    /// The signature could not be encoded.
    #[error("the signature cannot be encoded; check the certificates")]
    Encoding(#[source] der::Error),
    /// A time-stamp token beyond the room left for it.
    #[error("the time-stamp token has {bytes} bytes, and {MAX_TOKEN_BYTES} find room; use another authority")]
    TokenTooLarge {
        /// Its length.
        bytes: usize,
    },
    /// A time-stamp token that is broken or stamps something else.
    #[error("the time-stamp token is no stamp of this signature; ask the authority again")]
    BadToken(#[source] CheckError),
}

/// A signed PDF that may still be time-stamped.
pub struct Signed {
    pdf: Vec<u8>,
    /// Where the hexadecimal digits of the signature go, within the angle brackets.
    digits: Range<usize>,
    signature: SignedData,
}

/// Signs `pdf` as of `at`, which is written into the signature as the claimed time.
///
/// The signature is an invisible field on the first page; PDF/A stays PDF/A.
///
/// # Errors
/// [`SignError`]: a certificate not valid at that time, or a file that cannot be signed.
pub fn sign(pdf: &[u8], certificate: &Certificate, at: Timestamp) -> Result<Signed, SignError> {
    certificate.check_validity(at)?;
    sign_as_of(pdf, certificate, at)
}

fn sign_as_of(pdf: &[u8], certificate: &Certificate, at: Timestamp) -> Result<Signed, SignError> {
    let room = FRAME_BYTES + certificate.chain_bytes() + MAX_TOKEN_BYTES;
    let revision = revision::append(pdf, at, room)?;
    let digest = Sha256::new().chain_update(revision.before()).chain_update(revision.after()).finalize();
    let signature = container::sign(certificate, digest.into())?;
    let mut signed = Signed { digits: revision.digits, pdf: revision.bytes, signature };
    signed.write_signature()?;
    Ok(signed)
}

/// A detached signature over `content` as of `at`, as S/MIME carries it beside a letter: CMS in DER.
///
/// # Errors
/// A certificate that does not hold at that moment, or a key that does not sign.
///
/// # Source
/// RFC 5652 section 5, RFC 8551 section 3.5.3.
pub fn detached(content: &[u8], certificate: &Certificate, at: Timestamp) -> Result<Vec<u8>, SignError> {
    certificate.check_validity(at)?;
    let signature = container::sign(certificate, Sha256::digest(content).into())?;
    container::encode(&signature).map_err(SignError::Encoding)
}

impl Signed {
    /// The SHA-256 digest of the signature value: what a time-stamping authority has to stamp.
    #[must_use]
    pub fn signature_digest(&self) -> [u8; 32] {
        Sha256::digest(container::value(&self.signature)).into()
    }

    /// The signed PDF, without time-stamp.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.pdf
    }

    /// The signed PDF with `token`, an RFC 3161 time-stamp token in DER over [`signature_digest`](Self::signature_digest).
    ///
    /// # Errors
    /// [`SignError::TokenTooLarge`] and [`SignError::BadToken`]: nothing is embedded that [`check`] would refuse.
    pub fn stamped(mut self, token: &[u8]) -> Result<Vec<u8>, SignError> {
        if token.len() > MAX_TOKEN_BYTES {
            return Err(SignError::TokenTooLarge { bytes: token.len() });
        }
        let token = stamp::decode(token).map_err(SignError::BadToken)?;
        stamp::read(&token, container::value(&self.signature)).map_err(SignError::BadToken)?;
        self.signature = container::with_token(self.signature, &token).map_err(SignError::Encoding)?;
        self.write_signature()?;
        Ok(self.pdf)
    }

    fn write_signature(&mut self) -> Result<(), SignError> {
        let der = container::encode(&self.signature).map_err(SignError::Encoding)?;
        let digits: String = der.iter().map(|byte| format!("{byte:02x}")).collect();
        let room = &mut self.pdf[self.digits.clone()];
        let overlong = || SignError::Encoding(der::ErrorKind::Overlength.into());
        room.get_mut(..digits.len()).ok_or_else(overlong)?.copy_from_slice(digits.as_bytes());
        Ok(())
    }
}

#[cfg(test)]
mod tests;
