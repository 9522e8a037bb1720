//! Papers that [`sign`] itself would never make.

use std::fmt::Write as _;

use cms::signed_data::{CertificateSet, SignerInfos};
use der::asn1::SetOfVec;
use lopdf::{Document, dictionary};

use super::*;

fn unit() -> Certificate {
    let chain = include_str!("../../tests/signature/rehearsal-p256.pem");
    Certificate::from_pem(chain, include_str!("../../tests/signature/rehearsal-p256.key.pem")).unwrap()
}

fn paper() -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let pages = document.new_object_id();
    let page = document.add_object(dictionary! { "Type" => "Page", "Parent" => pages });
    let tree = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
    document.objects.insert(pages, tree.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    let mut pdf = Vec::new();
    document.save_to(&mut pdf).unwrap();
    pdf
}

/// The fault of a paper whose signature was taken apart and put together again.
fn fault(change: impl Fn(&mut SignedData)) -> CheckError {
    let mut signed = sign(&paper(), &unit(), "2027-01-15T12:00:00Z".parse().unwrap()).unwrap();
    change(&mut signed.signature);
    signed.pdf[signed.digits.clone()].fill(b'0');
    signed.write_signature().unwrap();
    check(&signed.into_bytes()).unwrap_err()
}

fn change_signer(signed: &mut SignedData, change: impl Fn(&mut cms::signed_data::SignerInfo)) {
    let mut infos = std::mem::take(&mut signed.signer_infos.0).into_vec();
    infos.iter_mut().for_each(change);
    signed.signer_infos = SignerInfos(SetOfVec::try_from(infos).unwrap());
}

#[test]
fn a_claimed_time_outside_the_validity_is_told() {
    let unit = unit();
    let at = "2020-01-01T00:00:00Z".parse().unwrap();
    let early = sign_as_of(&paper(), &unit, at).unwrap().into_bytes();
    let outside = CheckError::OutsideValidity { at, from: unit.not_before(), until: unit.not_after() };
    assert_eq!(check(&early), Err(outside));
}

#[test]
fn a_signature_that_lacks_something_is_told() {
    assert_eq!(fault(|signed| signed.certificates = None), CheckError::NoCertificate);
    let none = |signed: &mut SignedData| signed.certificates = Some(CertificateSet(SetOfVec::new()));
    assert_eq!(fault(none), CheckError::NoCertificate);
    assert_eq!(fault(|signed| signed.signer_infos = SignerInfos(SetOfVec::new())), CheckError::Signers { count: 0 });
    let bare = |signed: &mut SignedData| change_signer(signed, |info| info.signed_attrs = None);
    assert_eq!(fault(bare), CheckError::Attribute { name: "signed attributes" });
    let doubled = |signed: &mut SignedData| {
        change_signer(signed, |info| {
            let attributes = info.signed_attrs.take().unwrap().into_vec();
            let digest = attributes.iter().find(|one| one.oid == der::oid::db::rfc5911::ID_MESSAGE_DIGEST).unwrap();
            let mut other = digest.clone();
            other.values = SetOfVec::try_from(vec![der::Any::null()]).unwrap();
            info.signed_attrs = Some(SetOfVec::try_from([attributes, vec![other]].concat()).unwrap());
        });
    };
    assert_eq!(fault(doubled), CheckError::Attribute { name: "message digest" });
}

#[test]
fn other_algorithms_and_false_signatures_are_told() {
    let sha1 = "1.3.14.3.2.26";
    let weak = |signed: &mut SignedData| change_signer(signed, |info| info.digest_alg.oid = sha1.parse().unwrap());
    assert_eq!(fault(weak), CheckError::Unsupported { oid: sha1.to_owned() });
    let pss = "1.2.840.113549.1.1.10";
    let other = |signed: &mut SignedData| {
        change_signer(signed, |info| info.signature_algorithm.oid = pss.parse().unwrap());
    };
    assert_eq!(fault(other), CheckError::Unsupported { oid: pss.to_owned() });
    let twisted = |signed: &mut SignedData| {
        change_signer(signed, |info| {
            let mut value = info.signature.as_bytes().to_vec();
            *value.last_mut().unwrap() ^= 1;
            info.signature = der::asn1::OctetString::new(value).unwrap();
        });
    };
    assert_eq!(fault(twisted), CheckError::BadSignature);
}

/// A byte range after the signature in its dictionary is as good as one before it, and other programs write so.
#[test]
fn other_programs_order_is_read() {
    let unit = unit();
    let at: Timestamp = "2027-01-15T12:00:00Z".parse().unwrap();
    let room = FRAME_BYTES + unit.chain_bytes();
    let mut pdf = b"%PDF-1.7\n1 0 obj\n<< /Type /Sig /Contents <".to_vec();
    let digits = pdf.len()..pdf.len() + 2 * room;
    pdf.resize(digits.end, b'0');
    let tail = |length: usize| {
        let mut tail = String::from("> /ByteRange[");
        write!(tail, "0 {} {} {length:06}]/M(D:20270115130000+01'00')>>\nendobj\n", digits.start - 1, digits.end + 1)
            .unwrap();
        tail
    };
    let length = tail(0).len() - 1;
    pdf.extend(tail(length).into_bytes());
    let digest = Sha256::new().chain_update(&pdf[..digits.start - 1]).chain_update(&pdf[digits.end + 1..]).finalize();
    let signature = container::sign(&unit, digest.into()).unwrap();
    let mut signed = Signed { pdf, digits, signature };
    signed.write_signature().unwrap();
    let checked = check(&signed.into_bytes()).unwrap();
    assert_eq!((checked.signed_at, checked.covers_whole_file), (Some(at), true));
}
