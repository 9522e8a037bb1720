//! Reading time-stamp tokens (RFC 3161) that stamp a signature.

use cms::content_info::ContentInfo;
use der::asn1::{Int, ObjectIdentifier, OctetString};
use der::{Any, AnyRef, Decode as _, Reader as _, Sequence, SliceReader, Tag, Tagged as _};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use x509_cert::spki::AlgorithmIdentifierOwned;

use super::algorithm::Hash;
use super::check::CheckError;
use super::container;

/// RFC 3161 section 2.4.2: the kind of content that a token signs.
const TST_INFO: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");

/// What a time-stamping authority says: the signature existed at this time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// When, by the authority's clock.
    pub at: Timestamp,
    /// Whom the authority's certificate names, as an RFC 4514 text.
    pub authority: String,
    /// The SHA-256 digest of the authority's certificate in DER. Whether to believe it is the reader's choice.
    pub certificate_sha256: [u8; 32],
}

/// RFC 3161 section 2.4.1.
#[derive(Sequence)]
struct MessageImprint {
    hash_algorithm: AlgorithmIdentifierOwned,
    hashed_message: OctetString,
}

pub(super) fn decode(token: &[u8]) -> Result<ContentInfo, CheckError> {
    ContentInfo::from_der(token).map_err(CheckError::BadSignatureData)
}

/// Checks that `token` is soundly signed and stamps `value`, the value of a signature.
pub(super) fn read(token: &ContentInfo, value: &[u8]) -> Result<Stamp, CheckError> {
    let signed = container::open(token)?;
    let content = signed.encap_content_info.econtent.as_ref().ok_or(CheckError::BadStamp)?;
    let content: OctetString = content.decode_as().map_err(CheckError::BadSignatureData)?;
    let signature = container::verify(&signed, TST_INFO, &[content.as_bytes()]).map_err(|error| match error {
        CheckError::Changed | CheckError::BadSignature => CheckError::BadStamp,
        other => other,
    })?;
    let (imprint, at) = info(content.as_bytes()).map_err(CheckError::BadSignatureData)?;
    let hash = Hash::named(imprint.hash_algorithm.oid)?;
    if imprint.hashed_message.as_bytes() != hash.of(&[value]) {
        return Err(CheckError::BadStamp);
    }
    let at = at.ok_or(CheckError::BadStamp)?;
    let authority = signature.certificate.tbs_certificate.subject.to_string();
    Ok(Stamp { at, authority, certificate_sha256: signature.certificate_sha256()? })
}

/// The imprint and the time of a TSTInfo; what follows them is of no concern here.
///
/// # Source
/// RFC 3161 section 2.4.2.
fn info(der: &[u8]) -> der::Result<(MessageImprint, Option<Timestamp>)> {
    let mut reader = SliceReader::new(der)?;
    let read = reader.sequence(|info| {
        let _version: u8 = info.decode()?;
        let _policy: ObjectIdentifier = info.decode()?;
        let imprint: MessageImprint = info.decode()?;
        let _serial: Int = info.decode()?;
        let time: AnyRef<'_> = info.decode()?;
        time.tag().assert_eq(Tag::GeneralizedTime)?;
        while !info.is_finished() {
            let _: Any = info.decode()?;
        }
        Ok((imprint, moment(time.value())))
    })?;
    reader.finish(read)
}

/// A GeneralizedTime in UTC; unlike X.509's it may have a fraction of a second.
fn moment(text: &[u8]) -> Option<Timestamp> {
    let text = str::from_utf8(text).ok()?.strip_suffix('Z')?;
    let time = DateTime::strptime("%Y%m%d%H%M%S%.f", text).ok()?;
    TimeZone::UTC.to_timestamp(time).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_with_and_without_fractions_are_read() {
        let at = |text: &str| moment(text.as_bytes()).map(|time| time.to_string());
        assert_eq!(at("20261122053334Z").as_deref(), Some("2026-11-22T05:33:34Z"));
        assert_eq!(at("20261122053334.25Z").as_deref(), Some("2026-11-22T05:33:34.25Z"));
        for wrong in ["20261122053334", "20261322053334Z", "20261122053334+0100", "2026112205333\u{e9}Z", ""] {
            assert_eq!(at(wrong), None, "{wrong}");
        }
    }
}
