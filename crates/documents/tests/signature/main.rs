//! Signatures inside PDF files, judged by `pdfsig` (Debian: poppler-utils) and `openssl`.
//!
//! The certificates beside this file belong to nobody: a root made for the purpose issued one for an ECDSA key on
//! P-256, one for an RSA key of 2048 bits, and one that is for key agreement only. All began on 2026-11-22.

#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot set its scene shall fail; Clippy exempts only test functions"
)]

mod certificates;
mod judges;
mod papers;
mod stamps;
mod tampering;

use documents::signature::{Certificate, check, sign};
use jiff::Timestamp;

/// Certificates and key on P-256, in PEM.
pub const P256: [&str; 2] = [include_str!("rehearsal-p256.pem"), include_str!("rehearsal-p256.key.pem")];
/// Certificates and key of RSA, in PEM.
pub const RSA: [&str; 2] = [include_str!("rehearsal-rsa.pem"), include_str!("rehearsal-rsa.key.pem")];

/// Reads one of these pairs.
pub fn certificate([chain, key]: [&str; 2]) -> Certificate {
    Certificate::from_pem(chain, key).unwrap()
}

/// A moment at which the certificates hold.
pub fn noon() -> Timestamp {
    "2027-01-15T12:00:00Z".parse().unwrap()
}

/// A paper signed at noon with the key on P-256.
pub fn signed(pdf: &[u8]) -> Vec<u8> {
    sign(pdf, &certificate(P256), noon()).unwrap().into_bytes()
}

#[test]
fn what_is_signed_checks_and_stays_as_it_was() {
    for pem in [P256, RSA] {
        let certificate = certificate(pem);
        for (name, pdf) in papers::all() {
            let signed = sign(&pdf, &certificate, noon()).unwrap().into_bytes();
            assert!(signed.starts_with(&pdf), "{name}");
            let checked = check(&signed).unwrap();
            assert_eq!(checked.signer_subject, certificate.subject());
            assert_eq!(checked.certificate_sha256, certificate.sha256());
            assert_eq!((checked.signed_at, checked.stamp), (Some(noon()), None));
            assert!(checked.covers_whole_file, "{name}");
        }
    }
}

/// Signing draws no randomness: the same paper at the same moment is the same file.
#[test]
fn signing_is_repeatable() {
    for pem in [P256, RSA] {
        let once = || sign(&papers::with_table(), &certificate(pem), noon()).unwrap().into_bytes();
        assert_eq!(once(), once());
    }
}
