//! The signature itself: CMS SignedData over content that stands elsewhere.

use cms::cert::{CertificateChoices, IssuerAndSerialNumber};
use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::{
    CertificateSet, EncapsulatedContentInfo, SignedData, SignerIdentifier, SignerInfo, SignerInfos,
};
use der::asn1::{ObjectIdentifier, OctetString, SetOfVec};
use der::oid::db::{rfc5911, rfc6268};
use der::{Any, Decode as _, Encode as _, Sequence};
use sha2::{Digest as _, Sha256};
use x509_cert::attr::{Attribute, Attributes};
use x509_cert::spki::AlgorithmIdentifierOwned;

use super::SignError;
use super::algorithm::{Hash, PublicKey, sha256};
use super::certificate::Certificate;
use super::check::CheckError;

/// The kind of content that a PDF counts as.
///
/// # Source
/// RFC 5652 section 4 (id-data).
pub(super) const DATA: ObjectIdentifier = rfc6268::ID_DATA;

/// RFC 3161 appendix A: the unsigned attribute that holds a time-stamp token.
const TIME_STAMP_TOKEN: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.14");

/// RFC 5035 section 3: the signed attribute that names the signer's certificate.
const SIGNING_CERTIFICATE_V2: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.47");

/// RFC 5035 section 3.
#[derive(Sequence)]
struct SigningCertificateV2 {
    certs: Vec<EssCertIdV2>,
    #[asn1(optional = "true")]
    policies: Option<Any>,
}

/// RFC 5035 section 4. An absent algorithm means SHA-256.
#[derive(Sequence)]
struct EssCertIdV2 {
    #[asn1(optional = "true")]
    hash_algorithm: Option<AlgorithmIdentifierOwned>,
    cert_hash: OctetString,
    #[asn1(optional = "true")]
    issuer_serial: Option<Any>,
}

/// Signs content of the given SHA-256 digest.
pub(super) fn sign(certificate: &Certificate, digest: [u8; 32]) -> Result<SignedData, SignError> {
    let attributes = signed_attributes(certificate, digest).map_err(SignError::Encoding)?;
    // What is signed is the attributes as a SET OF, not in the implicit tag under which they are kept.
    let message = attributes.to_der().map_err(SignError::Encoding)?;
    let signature = certificate.key.sign(&message).map_err(SignError::Key)?;
    signed_data(certificate, attributes, signature).map_err(SignError::Encoding)
}

/// # Source
/// ETSI EN 319 142-1 section 6.3: content type, message digest and signing certificate; no signing time, which a PDF
/// states in its signature dictionary.
fn signed_attributes(certificate: &Certificate, digest: [u8; 32]) -> der::Result<Attributes> {
    let named =
        EssCertIdV2 { hash_algorithm: None, cert_hash: OctetString::new(certificate.sha256())?, issuer_serial: None };
    let signer = SigningCertificateV2 { certs: vec![named], policies: None };
    SetOfVec::try_from(vec![
        attribute(rfc5911::ID_CONTENT_TYPE, &DATA)?,
        attribute(rfc5911::ID_MESSAGE_DIGEST, &OctetString::new(digest)?)?,
        attribute(SIGNING_CERTIFICATE_V2, &signer)?,
    ])
}

fn attribute(oid: ObjectIdentifier, value: &impl der::Encode) -> der::Result<Attribute> {
    let value = Any::from_der(&value.to_der()?)?;
    Ok(Attribute { oid, values: SetOfVec::try_from(vec![value])? })
}

fn signed_data(certificate: &Certificate, attributes: Attributes, signature: Vec<u8>) -> der::Result<SignedData> {
    let signer = &certificate.chain[0].tbs_certificate;
    let sid = IssuerAndSerialNumber { issuer: signer.issuer.clone(), serial_number: signer.serial_number.clone() };
    let info = SignerInfo {
        version: CmsVersion::V1,
        sid: SignerIdentifier::IssuerAndSerialNumber(sid),
        digest_alg: sha256(),
        signed_attrs: Some(attributes),
        signature_algorithm: certificate.key.algorithm(),
        signature: OctetString::new(signature)?,
        unsigned_attrs: None,
    };
    let chain: Vec<_> = certificate.chain.iter().cloned().map(CertificateChoices::Certificate).collect();
    Ok(SignedData {
        version: CmsVersion::V1,
        digest_algorithms: SetOfVec::try_from(vec![sha256()])?,
        encap_content_info: EncapsulatedContentInfo { econtent_type: DATA, econtent: None },
        certificates: Some(CertificateSet(SetOfVec::try_from(chain)?)),
        crls: None,
        signer_infos: SignerInfos(SetOfVec::try_from(vec![info])?),
    })
}

/// The signature value of the first signer, which is the only one wherever this module made or checked it.
pub(super) fn value(signed: &SignedData) -> &[u8] {
    signed.signer_infos.0.get(0).map_or(&[], |info| info.signature.as_bytes())
}

/// Adds a time-stamp token.
///
/// # Source
/// RFC 3161 appendix A; ETSI EN 319 142-1 section 6.3 (signature-time-stamp).
pub(super) fn with_token(mut signed: SignedData, token: &ContentInfo) -> der::Result<SignedData> {
    let attributes = SetOfVec::try_from(vec![attribute(TIME_STAMP_TOKEN, token)?])?;
    let mut infos = signed.signer_infos.0.into_vec();
    for info in &mut infos {
        info.unsigned_attrs = Some(attributes.clone());
    }
    signed.signer_infos = SignerInfos(SetOfVec::try_from(infos)?);
    Ok(signed)
}

pub(super) fn encode(signed: &SignedData) -> der::Result<Vec<u8>> {
    ContentInfo { content_type: rfc6268::ID_SIGNED_DATA, content: Any::encode_from(signed)? }.to_der()
}

pub(super) fn decode(der: &[u8]) -> Result<SignedData, CheckError> {
    let info = ContentInfo::from_der(der).map_err(CheckError::BadSignatureData)?;
    open(&info)
}

pub(super) fn open(info: &ContentInfo) -> Result<SignedData, CheckError> {
    if info.content_type != rfc6268::ID_SIGNED_DATA {
        return Err(CheckError::unsupported(info.content_type));
    }
    info.content.decode_as().map_err(CheckError::BadSignatureData)
}

/// What a sound signature shows.
pub(super) struct Signature {
    pub(super) certificate: x509_cert::Certificate,
    pub(super) token: Option<ContentInfo>,
    attributes: Attributes,
}

/// Checks that the one signer of `signed` signed `content`, given in parts, as being of kind `kind`.
pub(super) fn verify(signed: &SignedData, kind: ObjectIdentifier, content: &[&[u8]]) -> Result<Signature, CheckError> {
    let [info] = signed.signer_infos.0.as_slice() else {
        return Err(CheckError::Signers { count: signed.signer_infos.0.len() });
    };
    let certificate = signer(signed, info).ok_or(CheckError::NoCertificate)?;
    let attributes = info.signed_attrs.clone().ok_or(CheckError::Attribute { name: "signed attributes" })?;
    let stated: ObjectIdentifier = only(&attributes, rfc5911::ID_CONTENT_TYPE, "content type")?;
    if stated != kind {
        return Err(CheckError::unsupported(stated));
    }
    let hash = Hash::named(info.digest_alg.oid)?;
    let digest: OctetString = only(&attributes, rfc5911::ID_MESSAGE_DIGEST, "message digest")?;
    let message = attributes.to_der().map_err(CheckError::BadSignatureData)?;
    let key = PublicKey::of(&certificate.tbs_certificate.subject_public_key_info)?;
    key.verify(info.signature_algorithm.oid, hash, &message, info.signature.as_bytes())?;
    if digest.as_bytes() != hash.of(content) {
        return Err(CheckError::Changed);
    }
    let token = match info.unsigned_attrs.as_ref() {
        Some(unsigned) if unsigned.iter().any(|attribute| attribute.oid == TIME_STAMP_TOKEN) => {
            Some(only(unsigned, TIME_STAMP_TOKEN, "time-stamp token")?)
        }
        _ => None,
    };
    Ok(Signature { certificate, token, attributes })
}

impl Signature {
    /// Checks that the signed attributes name the signer's certificate, so that no other one of the same key can be
    /// put in its place.
    ///
    /// # Source
    /// RFC 5035; required by ETSI EN 319 142-1 section 6.3.
    pub(super) fn check_certificate_named(&self) -> Result<(), CheckError> {
        const NAME: &str = "signing certificate";
        let named: SigningCertificateV2 = only(&self.attributes, SIGNING_CERTIFICATE_V2, NAME)?;
        let first = named.certs.first().ok_or(CheckError::Attribute { name: NAME })?;
        let hash = first.hash_algorithm.as_ref().map_or(Ok(Hash::Sha256), |algorithm| Hash::named(algorithm.oid))?;
        let der = self.certificate.to_der().map_err(CheckError::BadSignatureData)?;
        let good = first.cert_hash.as_bytes() == hash.of(&[&der]);
        if good { Ok(()) } else { Err(CheckError::OtherCertificate) }
    }

    pub(super) fn certificate_sha256(&self) -> Result<[u8; 32], CheckError> {
        let der = self.certificate.to_der().map_err(CheckError::BadSignatureData)?;
        Ok(Sha256::digest(der).into())
    }
}

/// The signer's certificate, if the signature brings it along.
fn signer(signed: &SignedData, info: &SignerInfo) -> Option<x509_cert::Certificate> {
    let SignerIdentifier::IssuerAndSerialNumber(sid) = &info.sid else {
        return None;
    };
    signed.certificates.as_ref()?.0.iter().find_map(|choice| match choice {
        CertificateChoices::Certificate(certificate) => {
            let named = &certificate.tbs_certificate;
            (named.issuer == sid.issuer && named.serial_number == sid.serial_number).then(|| certificate.clone())
        }
        CertificateChoices::Other(_) => None,
    })
}

/// The only value of the only attribute of this kind.
fn only<T>(attributes: &Attributes, oid: ObjectIdentifier, name: &'static str) -> Result<T, CheckError>
where
    T: for<'a> der::Decode<'a>,
{
    let mut found = attributes.iter().filter(|attribute| attribute.oid == oid);
    let missing = || CheckError::Attribute { name };
    let (Some(attribute), None) = (found.next(), found.next()) else {
        return Err(missing());
    };
    let [value] = attribute.values.as_slice() else {
        return Err(missing());
    };
    let der = value.to_der().map_err(CheckError::BadSignatureData)?;
    T::from_der(&der).map_err(CheckError::BadSignatureData)
}
