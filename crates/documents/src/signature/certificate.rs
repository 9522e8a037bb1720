//! The certificate that signs, with its chain and private key.

use std::fmt;

use der::asn1::ObjectIdentifier;
use der::{Decode as _, Document, Encode as _, SecretDocument};
use jiff::Timestamp;
use rsa::RsaPrivateKey;
use rsa::pkcs8::{DecodePrivateKey as _, PrivateKeyInfo};
use rsa::traits::PublicKeyParts as _;
use sha2::{Digest as _, Sha256};
use x509_cert::ext::pkix::KeyUsage;
use x509_cert::time::Time;

use super::SignError;
use super::algorithm::{MIN_RSA_BITS, PrivateKey, PublicKey};

/// Largest PEM text that is read, in bytes, for the chain and for the key each.
const MAX_PEM_BYTES: usize = 128 << 10;

/// Most certificates in a chain.
const MAX_CHAIN: usize = 8;

const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
const END: &str = "-----END CERTIFICATE-----";

/// Why a certificate or key cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CertificateError {
    /// A text beyond the limit.
    #[error("the PEM text exceeds {MAX_PEM_BYTES} bytes; give only the signer's chain and its key")]
    TooLarge,
    /// No certificate in the text, or too many.
    #[error("the chain holds {count} certificates instead of 1 to {MAX_CHAIN}; begin with the signer's own")]
    Count {
        /// How many there are.
        count: usize,
    },
    /// A certificate that cannot be read.
    #[error("certificate {place} of the chain cannot be read")]
    BadCertificate {
        /// Its place, from 1.
        place: usize,
        /// What the reader says.
        #[source]
        source: der::Error,
    },
    /// A certificate that the next one did not issue.
    #[error("certificate {place} of the chain was not issued by the one after it; order the chain from the signer up")]
    Order {
        /// Its place, from 1.
        place: usize,
    },
    /// A certificate made for something else than signing documents.
    #[error("the certificate's key usage allows neither digital signatures nor content commitment")]
    Usage,
    /// A key file in another form than the one read here.
    #[error("the private key is not an unencrypted PKCS #8 PEM; convert it with `openssl pkcs8 -topk8 -nocrypt`")]
    KeyForm,
    /// A key of a kind that does not sign here.
    #[error("the private key is neither ECDSA on P-256 nor RSA of at least {MIN_RSA_BITS} bits")]
    KeyKind,
    /// A key that belongs to another certificate.
    #[error("the private key does not belong to the first certificate of the chain")]
    KeyMismatch,
}

/// A certificate with its chain and private key. It prints as its subject; the key never leaves it.
pub struct Certificate {
    pub(super) chain: Vec<x509_cert::Certificate>,
    pub(super) key: PrivateKey,
    der: Vec<u8>,
    chain_bytes: usize,
}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Certificate({})", self.subject())
    }
}

impl Certificate {
    /// Reads a chain of certificates, the signer's first and each issued by the next, and the signer's private key
    /// in unencrypted PKCS #8. The root may be left out.
    ///
    /// # Errors
    /// [`CertificateError`].
    pub fn from_pem(chain: &str, key: &str) -> Result<Self, CertificateError> {
        if chain.len().max(key.len()) > MAX_PEM_BYTES {
            return Err(CertificateError::TooLarge);
        }
        let ders = blocks(chain);
        if ders.is_empty() || ders.len() > MAX_CHAIN {
            return Err(CertificateError::Count { count: ders.len() });
        }
        let chain_bytes = ders.iter().map(|block| block.len()).sum();
        let mut chain = Vec::new();
        let mut first = None;
        for (place, block) in (1..).zip(ders) {
            let bad = |source| CertificateError::BadCertificate { place, source };
            let (certificate, der) = read(block).map_err(bad)?;
            chain.push(certificate);
            first.get_or_insert(der);
        }
        let links = (1..).zip(chain.windows(2));
        for (place, pair) in links {
            if pair[0].tbs_certificate.issuer != pair[1].tbs_certificate.subject {
                return Err(CertificateError::Order { place });
            }
        }
        let key = private_key(key)?;
        let info = &chain[0].tbs_certificate.subject_public_key_info;
        if PublicKey::of(info).ok() != Some(key.public()) {
            return Err(CertificateError::KeyMismatch);
        }
        let usage = chain[0].tbs_certificate.get::<KeyUsage>();
        let usage = usage.map_err(|source| CertificateError::BadCertificate { place: 1, source })?;
        if usage.is_some_and(|(_, usage)| !usage.digital_signature() && !usage.non_repudiation()) {
            return Err(CertificateError::Usage);
        }
        Ok(Self { chain, key, der: first.unwrap_or_default(), chain_bytes })
    }

    /// Whom the certificate names, as an RFC 4514 text such as `CN=Example Unit,O=Example Authority`.
    #[must_use]
    pub fn subject(&self) -> String {
        self.chain[0].tbs_certificate.subject.to_string()
    }

    /// The SHA-256 digest of the certificate in DER: what the authority publishes, so that others know its papers.
    #[must_use]
    pub fn sha256(&self) -> [u8; 32] {
        Sha256::digest(&self.der).into()
    }

    /// The first moment at which the certificate may sign.
    #[must_use]
    pub fn not_before(&self) -> Timestamp {
        moment(self.chain[0].tbs_certificate.validity.not_before)
    }

    /// The last moment at which the certificate may sign.
    #[must_use]
    pub fn not_after(&self) -> Timestamp {
        moment(self.chain[0].tbs_certificate.validity.not_after)
    }

    /// Refuses a time outside the certificate's validity.
    pub(super) fn check_validity(&self, at: Timestamp) -> Result<(), SignError> {
        let (from, until) = (self.not_before(), self.not_after());
        if at < from {
            Err(SignError::NotYetValid { from })
        } else if at > until {
            Err(SignError::Expired { until })
        } else {
            Ok(())
        }
    }

    /// An upper bound for the chain's length in DER.
    pub(super) fn chain_bytes(&self) -> usize {
        self.chain_bytes
    }
}

/// A certificate's time in ours; X.509 knows none that we could not express.
pub(super) fn moment(time: Time) -> Timestamp {
    let seconds = i64::try_from(time.to_unix_duration().as_secs()).unwrap_or(i64::MAX);
    Timestamp::from_second(seconds).unwrap_or(Timestamp::MAX)
}

/// The certificates of a PEM text; whatever stands between them is a remark.
fn blocks(text: &str) -> Vec<&str> {
    let block = |rest: &str| rest.find(END).map(|end| BEGIN.len() + end + END.len());
    let starts = text.match_indices(BEGIN);
    starts
        .filter_map(|(start, _)| {
            let end = start + block(&text[start + BEGIN.len()..])?;
            text.get(start..end)
        })
        .collect()
}

fn read(block: &str) -> Result<(x509_cert::Certificate, Vec<u8>), der::Error> {
    let (_, document) = Document::from_pem(block)?;
    let certificate = x509_cert::Certificate::from_der(document.as_bytes())?;
    // The signature holds the certificate as it is written out again; it must still be the same one.
    if certificate.to_der()? != document.as_bytes() {
        return Err(der::ErrorKind::Noncanonical { tag: der::Tag::Sequence }.into());
    }
    Ok((certificate, document.as_bytes().to_vec()))
}

fn private_key(pem: &str) -> Result<PrivateKey, CertificateError> {
    const EC: ObjectIdentifier = der::oid::db::rfc5912::ID_EC_PUBLIC_KEY;
    const RSA: ObjectIdentifier = der::oid::db::rfc5912::RSA_ENCRYPTION;
    let (label, document) = SecretDocument::from_pem(pem.trim()).map_err(|_| CertificateError::KeyForm)?;
    if label != "PRIVATE KEY" {
        return Err(CertificateError::KeyForm);
    }
    let info = PrivateKeyInfo::from_der(document.as_bytes()).map_err(|_| CertificateError::KeyForm)?;
    match info.algorithm.oid {
        EC => p256::SecretKey::from_pkcs8_der(document.as_bytes())
            .map(|key| PrivateKey::P256(key.into()))
            .map_err(|_| CertificateError::KeyKind),
        RSA => RsaPrivateKey::from_pkcs8_der(document.as_bytes())
            .ok()
            .filter(|key| key.n().bits() >= MIN_RSA_BITS)
            .map(PrivateKey::rsa)
            .ok_or(CertificateError::KeyKind),
        _ => Err(CertificateError::KeyKind),
    }
}
