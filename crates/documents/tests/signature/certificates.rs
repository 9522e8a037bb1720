//! Certificates that are not fit to sign, and times at which they are not.

use documents::signature::{Certificate, CertificateError, SignError, sign};
use jiff::{Timestamp, ToSpan as _};
use proptest::prelude::*;

use crate::{P256, RSA, certificate, noon, papers};

const WRONG_USAGE: &str = include_str!("rehearsal-wrong-usage.pem");

#[test]
fn a_certificate_says_whose_it_is_and_how_long() {
    let unit = certificate(P256);
    assert_eq!(unit.subject(), "CN=REHEARSAL Harbour Unit p256,O=REHEARSAL Example Authority,C=XX");
    assert_eq!(format!("{unit:?}"), format!("Certificate({})", unit.subject()));
    assert!(unit.not_before() < noon() && noon() < unit.not_after());
    assert_ne!(unit.sha256(), certificate(RSA).sha256());
}

#[test]
fn a_certificate_out_of_its_time_does_not_sign() {
    let unit = certificate(P256);
    let at = |at: Timestamp| sign(&papers::with_table(), &unit, at);
    let (from, until) = (unit.not_before(), unit.not_after());
    assert!(at(from).is_ok() && at(until).is_ok());
    assert!(matches!(at(from - 1.second()), Err(SignError::NotYetValid { from: named }) if named == from));
    let late = at(until + 1.second()).err().unwrap();
    assert!(matches!(late, SignError::Expired { until: named } if named == until));
    assert!(late.to_string().starts_with("the signing certificate expired at 20"), "{late}");
}

#[test]
fn unfit_material_is_refused_by_name() {
    let refused = |chain: &str, key: &str| Certificate::from_pem(chain, key).unwrap_err();
    let [chain, key] = P256;
    let ca = &chain[chain.rfind("-----BEGIN").unwrap()..];
    let own = &chain[..chain.len() - ca.len()];
    assert!(Certificate::from_pem(own, key).is_ok());
    assert!(Certificate::from_pem(&format!("REHEARSAL\n{chain}\nof the harbour\n"), &format!("\n{key}\n")).is_ok());

    assert!(matches!(refused("", key), CertificateError::Count { count: 0 }));
    assert!(matches!(refused(&own.repeat(9), key), CertificateError::Count { count: 9 }));
    assert!(matches!(refused(&format!("{ca}{own}"), key), CertificateError::Order { place: 1 }));
    let broken = own.replacen("\nMI", "\nAA", 1);
    assert!(matches!(refused(&broken, key), CertificateError::BadCertificate { place: 1, .. }));
    assert!(matches!(refused(WRONG_USAGE, key), CertificateError::Usage));
    assert!(matches!(refused(chain, RSA[1]), CertificateError::KeyMismatch));
    assert!(matches!(refused(chain, chain), CertificateError::KeyForm));
    assert!(matches!(refused(chain, &key.replace("PRIVATE", "EC PRIVATE")), CertificateError::KeyForm));
    let ed25519 = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f\n-----END PRIVATE KEY-----\n";
    assert!(matches!(refused(chain, ed25519), CertificateError::KeyKind));
    assert!(matches!(refused(&"x".repeat(1 << 20), key), CertificateError::TooLarge));
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(position: prop::sample::Index, inserted in "\\PC{0,4}|-----BEGIN CERTIFICATE-----|-----END CERTIFICATE-----") {
        let [chain, key] = P256;
        let change = |text: &str| {
            let (head, tail) = text.split_at(position.index(text.len()));
            format!("{head}{inserted}{}", tail.get(inserted.len()..).unwrap_or_default())
        };
        let _ = Certificate::from_pem(&change(chain), key);
        let _ = Certificate::from_pem(chain, &change(key));
    }
}
