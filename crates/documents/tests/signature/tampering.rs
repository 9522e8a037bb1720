//! What happens to a paper after it is signed.

use documents::signature::{CheckError, check, sign};
use proptest::prelude::*;

use crate::{P256, RSA, certificate, noon, papers, signed};

fn find(pdf: &[u8], what: &str) -> usize {
    pdf.windows(what.len()).position(|window| window == what.as_bytes()).unwrap()
}

fn replaced(pdf: &[u8], from: &str, to: &str) -> Vec<u8> {
    let at = find(pdf, from);
    [&pdf[..at], to.as_bytes(), &pdf[at + from.len()..]].concat()
}

#[test]
fn each_way_of_tampering_is_named() {
    let pdf = signed(&papers::with_table());
    let fault = |pdf: &[u8]| check(pdf).unwrap_err();
    assert_eq!(fault(&replaced(&pdf, "mariners", "sailors!")), CheckError::Changed);
    assert_eq!(fault(&replaced(&pdf, "(D:2027", "(D:2028")), CheckError::Changed);
    assert_eq!(fault(&papers::with_table()), CheckError::NotSigned);
    // A second byte range, added behind all, that leaves out the same signature and is itself within the range.
    let (first, second) = (find(&pdf, "/Contents <") + 10, find(&pdf, ">\n>>\nendobj") + 1);
    let again = |length: usize| format!("% /ByteRange [0 {first} {second} {length:08}]\n");
    let again = again(pdf.len() + again(0).len() - second);
    assert_eq!(fault(&[&pdf[..], again.as_bytes()].concat()), CheckError::SeveralSignatures { count: 2 });
    assert_eq!(fault(&pdf[..pdf.len() - 1]), CheckError::BadRange);
    assert_eq!(fault(&replaced(&pdf, "/ByteRange [0", "/ByteRange [1")), CheckError::BadRange);
    assert_eq!(fault(&replaced(&pdf, "/ByteRange [", "/ByteRange (")), CheckError::BadRange);
    assert_eq!(fault(&replaced(&pdf, "00>", "01>")), CheckError::BadRange);
    assert_eq!(fault(&replaced(&pdf, "00>", "> (")), CheckError::BadRange);
    assert!(matches!(fault(&replaced(&pdf, "/Contents <30", "/Contents <31")), CheckError::BadSignatureData(_)));
    assert_eq!(fault(&vec![b' '; (64 << 20) + 1]), CheckError::TooLarge);
}

/// A file that goes on after what was signed is said to be so, whatever was added.
#[test]
fn additions_are_told() {
    for (_, pdf) in papers::all() {
        let pdf = signed(&pdf);
        let added = [&pdf[..], b"\n% REHEARSAL: a remark of the postman\n"].concat();
        assert!(!check(&added).unwrap().covers_whole_file);
    }
}

/// The words that name a signed range may stand in a paper for another reason, such as a page's address.
#[test]
fn a_mention_of_a_byte_range_is_no_signature() {
    let table = papers::with_table();
    for mention in
        ["/ByteRange", "/ByteRange [0 10 20 30]", "/ByteRange[0 99 9999999999999999999999 1]", "/ByteRange [0 4 9 2"]
    {
        let mentioning = [&table[..], format!("% https://files.harbour.example{mention}\n").as_bytes()].concat();
        assert_eq!(check(&mentioning), Err(CheckError::BadRange));
        assert!(check(&signed(&mentioning)).unwrap().covers_whole_file, "{mention}");
    }
}

/// The signature of one paper says nothing of another one of the same length.
#[test]
fn a_signature_cannot_be_moved() {
    let other = replaced(&papers::with_table(), "mariners", "gardener");
    let (one, other) = (signed(&papers::with_table()), signed(&other));
    let digits = find(&one, "/Contents <")..find(&one, ">\n>>\nendobj");
    let moved = [&other[..digits.start], &one[digits.clone()], &other[digits.end..]].concat();
    assert_eq!(check(&moved), Err(CheckError::Changed));
}

/// A certificate of the same key is another certificate all the same.
#[test]
fn a_certificate_cannot_be_exchanged() {
    let pdf = signed(&papers::with_table());
    let hex = |text: &str| text.bytes().map(|byte| format!("{byte:02x}")).collect::<String>();
    let since = hex(&certificate(P256).not_before().strftime("%y%m%d%H%M%SZ").to_string());
    assert_eq!(check(&replaced(&pdf, &since, &hex("200101000000Z"))), Err(CheckError::OtherCertificate));
}

/// Bytes all over a small signed paper, its signature included: the check fails, or says the same as before (the case
/// of a hexadecimal digit; a certificate of the chain above the signer's).
#[test]
fn no_changed_byte_goes_unnoticed() {
    let pdf = signed(&papers::with_table());
    let good = check(&pdf).unwrap();
    let digits = find(&pdf, "/Contents <") + 11..find(&pdf, ">\n>>\nendobj");
    // The zeros behind the signature are thousands alike; some of them will do.
    let zeros = find(&pdf, &"0".repeat(1000));
    for position in (0..zeros + 100).chain(digits.end - 10..pdf.len()).step_by(3) {
        for flip in [0x01, 0x20] {
            let mut changed = pdf.clone();
            changed[position] ^= flip;
            if let Ok(checked) = check(&changed) {
                assert_eq!(checked, good, "byte {position}");
                assert!(digits.contains(&position), "byte {position}");
            }
        }
    }
}

proptest! {
    #[test]
    fn no_bytes_make_the_check_panic(
        position: prop::sample::Index,
        bytes in prop::collection::vec(any::<u8>(), 0..40),
        rsa: bool,
    ) {
        let _ = check(&bytes);
        let pdf = sign(&papers::with_table(), &certificate(if rsa { RSA } else { P256 }), noon()).unwrap().into_bytes();
        let at = position.index(pdf.len());
        let mut changed = pdf.clone();
        changed.splice(at..(at + bytes.len()).min(pdf.len()), bytes.iter().copied());
        let _ = check(&changed);
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        let at = position.index(2000) + find(&pdf, "/Contents <");
        changed = pdf;
        changed[at..at + hex.len()].copy_from_slice(hex.as_bytes());
        let _ = check(&changed);
    }

    #[test]
    fn no_bytes_make_signing_panic(position: prop::sample::Index, bytes in prop::collection::vec(any::<u8>(), 0..12)) {
        let unit = certificate(P256);
        let _ = sign(&bytes, &unit, noon());
        for (_, pdf) in papers::all() {
            let at = position.index(pdf.len());
            let mut changed = pdf.clone();
            changed.splice(at..(at + bytes.len()).min(pdf.len()), bytes.iter().copied());
            if let Ok(signed) = sign(&changed, &unit, noon()) {
                prop_assert!(check(&signed.into_bytes()).unwrap().covers_whole_file);
            }
        }
    }
}
