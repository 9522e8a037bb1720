//! The question and the answer.

use super::StampError;
use cms::content_info::ContentInfo;
use cms::signed_data::SignedData;
use der::asn1::{BitString, Int, ObjectIdentifier, OctetString};
use der::oid::db::{rfc5912::ID_SHA_256, rfc6268::ID_SIGNED_DATA};
use der::{Any, AnyRef, Decode, Encode, Reader, Sequence, SliceReader, Tag, Tagged};
use x509_cert::spki::AlgorithmIdentifierOwned;

/// RFC 3161 section 2.4.2: the kind of content that a token signs.
const TST_INFO: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");

/// Statuses that come with a token: granted, and granted with modifications.
///
/// # Source
/// RFC 3161 section 2.4.2, PKIStatus.
const GRANTED: [u32; 2] = [0, 1];

/// What the bits of a refusal mean.
///
/// # Source
/// RFC 3161 section 2.4.2, PKIFailureInfo.
const FAILURES: [(usize, &str); 8] = [
    (0, "it does not know SHA-256"),
    (2, "it does not allow the request"),
    (5, "it finds the request malformed"),
    (14, "its clock is not available"),
    (15, "it does not support the policy"),
    (16, "it does not support an extension"),
    (17, "it does not know the further information asked for"),
    (25, "it has failed"),
];

/// Most characters of an authority's own words that are passed on.
const MAX_WORDS: usize = 200;

#[derive(Sequence)]
struct MessageImprint {
    hash_algorithm: AlgorithmIdentifierOwned,
    hashed_message: OctetString,
}

/// RFC 3161 section 2.4.1, without the members that are not used.
#[derive(Sequence)]
struct TimeStampReq {
    version: u8,
    message_imprint: MessageImprint,
    nonce: u64,
    cert_req: bool,
}

/// RFC 3161 section 2.4.2.
#[derive(Sequence)]
struct TimeStampResp {
    status: PkiStatusInfo,
    #[asn1(optional = "true")]
    time_stamp_token: Option<Any>,
}

#[derive(Sequence)]
struct PkiStatusInfo {
    status: u32,
    #[asn1(optional = "true")]
    status_string: Option<Vec<String>>,
    #[asn1(optional = "true")]
    fail_info: Option<BitString>,
}

/// The request for a stamp of a SHA-256 digest, in DER. The authority's certificate is asked for, so that the token
/// can be checked alone.
///
/// # Errors
/// Passes on what the encoder reports; it has nothing here that it could refuse.
///
/// # Source
/// RFC 3161 section 2.4.1.
pub fn query(digest: [u8; 32], nonce: u64) -> der::Result<Vec<u8>> {
    let hash_algorithm = AlgorithmIdentifierOwned { oid: ID_SHA_256, parameters: Some(der::asn1::Null.into()) };
    let message_imprint = MessageImprint { hash_algorithm, hashed_message: OctetString::new(digest)? };
    TimeStampReq { version: 1, message_imprint, nonce, cert_req: true }.to_der()
}

/// Takes the token out of an answer in DER, if it is granted for this digest and this nonce.
///
/// # Errors
/// [`StampError`]: the answer is broken, a refusal, or about something else.
///
/// # Source
/// RFC 3161 section 2.4.2.
pub fn token(answer: &[u8], digest: [u8; 32], nonce: u64) -> Result<Vec<u8>, StampError> {
    let answer = TimeStampResp::from_der(answer).map_err(StampError::Unreadable)?;
    if !GRANTED.contains(&answer.status.status) {
        return Err(answer.status.refusal());
    }
    let token = answer.time_stamp_token.ok_or(StampError::NoToken)?.to_der().map_err(StampError::Unreadable)?;
    let info = Info::of(&token).map_err(StampError::Unreadable)?;
    let imprint = &info.imprint;
    if imprint.hash_algorithm.oid != ID_SHA_256 || imprint.hashed_message.as_bytes() != digest {
        return Err(StampError::OtherDigest);
    }
    if info.nonce != Some(nonce) {
        return Err(StampError::OtherNonce);
    }
    Ok(token)
}

impl PkiStatusInfo {
    fn refusal(&self) -> StampError {
        let named = |bit: usize| self.fail_info.as_ref().and_then(|bits| bits.bits().nth(bit)).unwrap_or(false);
        let ours = FAILURES.iter().filter(|(bit, _)| named(*bit)).map(|(_, words)| (*words).to_owned());
        let theirs = self.status_string.iter().flatten().map(|words| {
            let plain = words.chars().filter(|character| !character.is_control());
            format!("{:?}", plain.take(MAX_WORDS).collect::<String>())
        });
        let reasons: Vec<String> = ours.chain(theirs).take(FAILURES.len()).collect();
        let reason = if reasons.is_empty() { "it gives no reason".to_owned() } else { reasons.join(", ") };
        StampError::Refused { status: self.status, reason }
    }
}

/// What a token says, as far as it concerns the request.
struct Info {
    imprint: MessageImprint,
    nonce: Option<u64>,
}

impl Info {
    fn of(token: &[u8]) -> der::Result<Self> {
        let unexpected = |tag: Tag| der::Error::from(der::ErrorKind::TagUnexpected { expected: None, actual: tag });
        let token = ContentInfo::from_der(token)?;
        if token.content_type != ID_SIGNED_DATA {
            return Err(unexpected(token.content.tag()));
        }
        let signed: SignedData = token.content.decode_as()?;
        let content = signed.encap_content_info.econtent.ok_or_else(|| unexpected(Tag::Null))?;
        if signed.encap_content_info.econtent_type != TST_INFO {
            return Err(unexpected(content.tag()));
        }
        let content: OctetString = content.decode_as()?;
        let mut reader = SliceReader::new(content.as_bytes())?;
        let info = reader.sequence(|info| {
            let _version: u8 = info.decode()?;
            let _policy: ObjectIdentifier = info.decode()?;
            let imprint: MessageImprint = info.decode()?;
            let _serial: Int = info.decode()?;
            // The time, and after it several optional members, of which the nonce is the only integer.
            let mut nonce = None;
            while !info.is_finished() {
                let member: AnyRef<'_> = info.decode()?;
                if member.tag() == Tag::Integer {
                    nonce = Some(member.decode_as()?);
                }
            }
            Ok(Self { imprint, nonce })
        })?;
        reader.finish(info)
    }
}
