//! The algorithms that signatures are made and checked with: SHA-2, RSA (PKCS #1 v1.5) and ECDSA on P-256.

use der::Encode as _;
use der::asn1::{Null, ObjectIdentifier};
use der::oid::db::{rfc5912, rfc5912::ID_SHA_256};
use p256::ecdsa;
use rsa::pkcs8::DecodePublicKey as _;
use rsa::signature::hazmat::PrehashVerifier as _;
use rsa::signature::{SignatureEncoding as _, Signer as _};
use rsa::traits::PublicKeyParts as _;
use rsa::{Pkcs1v15Sign, RsaPrivateKey, RsaPublicKey, pkcs1v15};
use sha2::{Sha256, Sha384, Sha512};
use x509_cert::spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};

use super::check::CheckError;

/// The shortest RSA modulus that signs, in bits.
///
/// # Source
/// ETSI TS 119 312 (cryptographic suites); the figure is from memory (to be confirmed).
pub(super) const MIN_RSA_BITS: usize = 2048;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hash {
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    pub(super) fn named(oid: ObjectIdentifier) -> Result<Self, CheckError> {
        match oid {
            ID_SHA_256 => Ok(Self::Sha256),
            rfc5912::ID_SHA_384 => Ok(Self::Sha384),
            rfc5912::ID_SHA_512 => Ok(Self::Sha512),
            _ => Err(CheckError::unsupported(oid)),
        }
    }

    /// The digest of the parts, one after the other.
    pub(super) fn of(self, parts: &[&[u8]]) -> Vec<u8> {
        fn digest<D: sha2::Digest>(parts: &[&[u8]]) -> Vec<u8> {
            parts.iter().fold(D::new(), |digest, part| digest.chain_update(part)).finalize().to_vec()
        }
        match self {
            Self::Sha256 => digest::<Sha256>(parts),
            Self::Sha384 => digest::<Sha384>(parts),
            Self::Sha512 => digest::<Sha512>(parts),
        }
    }
}

/// How [`PrivateKey`] digests: SHA-256, with its parameters left out.
///
/// # Source
/// RFC 5754 section 2.
pub(super) fn sha256() -> AlgorithmIdentifierOwned {
    AlgorithmIdentifierOwned { oid: ID_SHA_256, parameters: None }
}

pub(super) enum PrivateKey {
    P256(ecdsa::SigningKey),
    Rsa(Box<pkcs1v15::SigningKey<Sha256>>, RsaPublicKey),
}

impl PrivateKey {
    pub(super) fn rsa(key: RsaPrivateKey) -> Self {
        let public = key.to_public_key();
        Self::Rsa(Box::new(pkcs1v15::SigningKey::new(key)), public)
    }

    pub(super) fn public(&self) -> PublicKey {
        match self {
            Self::P256(key) => PublicKey::P256(*key.verifying_key()),
            Self::Rsa(_, public) => PublicKey::Rsa(public.clone()),
        }
    }

    /// The name of the signature algorithm, as a signature states it.
    pub(super) fn algorithm(&self) -> AlgorithmIdentifierOwned {
        match self {
            Self::P256(_) => AlgorithmIdentifierOwned { oid: rfc5912::ECDSA_WITH_SHA_256, parameters: None },
            Self::Rsa(..) => AlgorithmIdentifierOwned { oid: rfc5912::RSA_ENCRYPTION, parameters: Some(Null.into()) },
        }
    }

    /// Signs the SHA-256 digest of `message`. Both ways are deterministic and need no randomness.
    pub(super) fn sign(&self, message: &[u8]) -> Result<Vec<u8>, rsa::signature::Error> {
        match self {
            Self::P256(key) => {
                let signature: ecdsa::DerSignature = key.try_sign(message)?;
                Ok(signature.as_bytes().to_vec())
            }
            Self::Rsa(key, _) => Ok(key.try_sign(message)?.to_vec()),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum PublicKey {
    P256(ecdsa::VerifyingKey),
    Rsa(RsaPublicKey),
}

impl PublicKey {
    /// The key in a certificate.
    pub(super) fn of(info: &SubjectPublicKeyInfoOwned) -> Result<Self, CheckError> {
        let unsupported = || CheckError::unsupported(info.algorithm.oid);
        let der = info.to_der().map_err(CheckError::BadSignatureData)?;
        match info.algorithm.oid {
            rfc5912::ID_EC_PUBLIC_KEY => {
                ecdsa::VerifyingKey::from_public_key_der(&der).map(Self::P256).map_err(|_| unsupported())
            }
            rfc5912::RSA_ENCRYPTION => {
                let key = RsaPublicKey::from_public_key_der(&der).map_err(|_| unsupported())?;
                if key.n().bits() < MIN_RSA_BITS { Err(unsupported()) } else { Ok(Self::Rsa(key)) }
            }
            _ => Err(unsupported()),
        }
    }

    /// Checks `signature` of `message` under the stated `algorithm`, where `digest` is the digest algorithm stated
    /// beside it.
    pub(super) fn verify(
        &self,
        algorithm: ObjectIdentifier,
        digest: Hash,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), CheckError> {
        let hash = match algorithm {
            rfc5912::RSA_ENCRYPTION => digest,
            rfc5912::SHA_256_WITH_RSA_ENCRYPTION | rfc5912::ECDSA_WITH_SHA_256 => Hash::Sha256,
            rfc5912::SHA_384_WITH_RSA_ENCRYPTION | rfc5912::ECDSA_WITH_SHA_384 => Hash::Sha384,
            rfc5912::SHA_512_WITH_RSA_ENCRYPTION | rfc5912::ECDSA_WITH_SHA_512 => Hash::Sha512,
            _ => return Err(CheckError::unsupported(algorithm)),
        };
        let hashed = hash.of(&[message]);
        let good = match self {
            Self::P256(key) => ecdsa::Signature::from_der(signature)
                .is_ok_and(|signature| key.verify_prehash(&hashed, &signature).is_ok()),
            Self::Rsa(key) => {
                let scheme = match hash {
                    Hash::Sha256 => Pkcs1v15Sign::new::<Sha256>(),
                    Hash::Sha384 => Pkcs1v15Sign::new::<Sha384>(),
                    Hash::Sha512 => Pkcs1v15Sign::new::<Sha512>(),
                };
                key.verify(scheme, &hashed, signature).is_ok()
            }
        };
        if good { Ok(()) } else { Err(CheckError::BadSignature) }
    }
}
