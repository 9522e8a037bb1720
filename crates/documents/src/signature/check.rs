//! Checking a signed PDF.
//!
//! The file's structure is not interpreted. If every byte outside the signature is signed, then so is whatever a
//! viewer makes of them; what is left to see is that nothing but the signature stands in its place.

use std::ops::Range;

use der::asn1::ObjectIdentifier;
use der::{Decode as _, Header, SliceReader};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::certificate::moment;
use super::stamp::{self, Stamp};
use super::{MAX_PDF_BYTES, container, revision};

/// Largest signature that is read, in bytes.
const MAX_SIGNATURE_BYTES: usize = 1 << 20;

/// Most mentions of a byte range that are looked at.
const MAX_MENTIONS: usize = 100;

/// Why a PDF's signature is not accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CheckError {
    /// A file beyond the limit.
    #[error("the PDF exceeds {MAX_PDF_BYTES} bytes; no paper of ours is that large")]
    TooLarge,
    /// A file without a signature.
    #[error("the PDF bears no signature")]
    NotSigned,
    /// A file with several signatures; one of them was added by somebody else.
    #[error("the PDF bears {count} signatures; our papers bear one, so ask for the paper as it was issued")]
    SeveralSignatures {
        /// How many there are.
        count: usize,
    },
    /// A byte range that does not leave out exactly the signature.
    #[error("the signed range leaves out more than the signature: the file was put together to deceive, or is broken")]
    BadRange,
    /// A signature that cannot be read.
    #[error("the signature cannot be read")]
    BadSignatureData(#[source] der::Error),
    /// An algorithm or kind of content that this version does not check.
    #[error("the signature uses {oid}, which is not checked here; use another tool")]
    Unsupported {
        /// Its object identifier.
        oid: String,
    },
    /// None or several signers.
    #[error("the signature has {count} signers instead of one")]
    Signers {
        /// How many there are.
        count: usize,
    },
    /// The signer's certificate is not in the signature.
    #[error("the signature does not bring its signer's certificate")]
    NoCertificate,
    /// A required attribute that is missing or repeated.
    #[error("the signature has no usable {name}")]
    Attribute {
        /// What is missing.
        name: &'static str,
    },
    /// The signed bytes are not those that were signed.
    #[error("the PDF was changed after it was signed")]
    Changed,
    /// The signature is not the certificate's.
    #[error("the signature is false: it was not made with the key of the certificate in it")]
    BadSignature,
    /// The signature names another certificate than the one it brings.
    #[error("the signature names another certificate than the one in it")]
    OtherCertificate,
    /// The time-stamp is false, or stamps something else.
    #[error("the time-stamp in the signature is false or belongs to another paper")]
    BadStamp,
    /// A time of signing when the certificate was not valid.
    #[error("the paper says it was signed at {at}, but its certificate is valid from {from} to {until}")]
    OutsideValidity {
        /// The claimed time.
        at: Timestamp,
        /// The first moment of the certificate's validity.
        from: Timestamp,
        /// The last.
        until: Timestamp,
    },
}

impl CheckError {
    pub(super) fn unsupported(oid: ObjectIdentifier) -> Self {
        Self::Unsupported { oid: oid.to_string() }
    }
}

/// What a sound signature shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// Whom the signer's certificate names, as an RFC 4514 text. Anybody can make such a certificate.
    pub signer_subject: String,
    /// The SHA-256 digest of the signer's certificate in DER; the authority publishes the right one.
    pub certificate_sha256: [u8; 32],
    /// When the paper says it was signed, if it does.
    pub signed_at: Option<Timestamp>,
    /// The time-stamp, if there is one.
    pub stamp: Option<Stamp>,
    /// Whether the signature covers the file to its end. If not, something was added after signing, and what a
    /// viewer shows may not be what was signed.
    pub covers_whole_file: bool,
}

/// Checks the one signature of `pdf`. Whether its certificate deserves trust is for the caller to say.
///
/// # Errors
/// [`CheckError`]; the file is then not to be acted upon. A good answer whose `covers_whole_file` is false is not,
/// either.
pub fn check(pdf: &[u8]) -> Result<Checked, CheckError> {
    if pdf.len() > MAX_PDF_BYTES {
        return Err(CheckError::TooLarge);
    }
    let place = Place::find(pdf)?;
    let signed = container::decode(&place.signature(pdf)?)?;
    let content = [&pdf[..place.gap.start], &pdf[place.gap.end..place.end]];
    let signature = container::verify(&signed, container::DATA, &content)?;
    signature.check_certificate_named()?;
    let stamp = signature.token.as_ref().map(|token| stamp::read(token, container::value(&signed))).transpose()?;
    let signed_at = place.claimed_time(pdf);
    let validity = signature.certificate.tbs_certificate.validity;
    let (from, until) = (moment(validity.not_before), moment(validity.not_after));
    if let Some(at) = signed_at.filter(|at| *at < from || *at > until) {
        return Err(CheckError::OutsideValidity { at, from, until });
    }
    Ok(Checked {
        signer_subject: signature.certificate.tbs_certificate.subject.to_string(),
        certificate_sha256: signature.certificate_sha256()?,
        signed_at,
        stamp,
        covers_whole_file: place.end == pdf.len(),
    })
}

/// Whether `signed` is `paper`, byte for byte, with one signature appended as [`sign`](super::sign) appends it, and
/// nothing else. A signature alone does not show that: its maker could have changed the pages before signing.
#[must_use]
pub fn only_signed(paper: &[u8], signed: &[u8]) -> bool {
    let Ok(place) = Place::find(signed) else { return false };
    let (true, Some(at)) = (signed.starts_with(paper), place.claimed_time(signed)) else { return false };
    let room = place.gap.len().saturating_sub(2) / 2;
    revision::append(paper, at, room).is_ok_and(|made| {
        let same = made.before() == &signed[..place.gap.start] && made.after() == &signed[place.gap.end..];
        same && made.digits.end + 1 == place.gap.end
    })
}

/// Whether there is a signature in the file, sound or not.
pub(super) fn is_signed(pdf: &[u8]) -> bool {
    !Place::all(pdf).0.is_empty()
}

/// Where a signature is.
struct Place {
    /// What is not signed: the signature in angle brackets.
    gap: Range<usize>,
    /// The end of what is signed.
    end: usize,
}

impl Place {
    /// The only place of a signature.
    fn find(pdf: &[u8]) -> Result<Self, CheckError> {
        let (mut places, mentions) = Self::all(pdf);
        match (places.pop(), places.len(), mentions) {
            (Some(place), 0, _) => Ok(place),
            (Some(_), others, _) => Err(CheckError::SeveralSignatures { count: others + 1 }),
            (None, _, 0) => Err(CheckError::NotSigned),
            (None, ..) => Err(CheckError::BadRange),
        }
    }

    /// All places of signatures, and how often a byte range is mentioned at all. The words may stand in a file for
    /// another reason, as in the address of a page; then no numbers follow that leave out a string of digits.
    fn all(pdf: &[u8]) -> (Vec<Self>, usize) {
        const NAME: &[u8] = b"/ByteRange";
        let mentions = pdf.windows(NAME.len()).enumerate().filter(|(_, window)| *window == NAME);
        let mentions: Vec<usize> = mentions.map(|(name, _)| name).take(MAX_MENTIONS).collect();
        (mentions.iter().filter_map(|name| Self::at(pdf, *name, *name + NAME.len())).collect(), mentions.len())
    }

    /// The place that the byte range at `name` leaves, whose numbers begin at `range`.
    fn at(pdf: &[u8], name: usize, range: usize) -> Option<Self> {
        let [start, first, second, length] = numbers(&pdf[range..])?;
        let end = second.checked_add(length).filter(|end| *end <= pdf.len())?;
        // A byte range that is not itself signed could be exchanged.
        let signed = name < first || (second..end).contains(&name);
        let place = Self { gap: first..second, end };
        let sound = start == 0 && first < second && signed;
        (sound && place.digits(pdf)?.iter().all(u8::is_ascii_hexdigit)).then_some(place)
    }

    /// What stands in the gap within its angle brackets.
    fn digits<'a>(&self, pdf: &'a [u8]) -> Option<&'a [u8]> {
        let digits = pdf.get(self.gap.clone())?.strip_prefix(b"<")?.strip_suffix(b">")?;
        (digits.len() <= 2 * MAX_SIGNATURE_BYTES).then_some(digits)
    }

    /// The signature: hexadecimal digits in angle brackets, with zeros after its end.
    fn signature(&self, pdf: &[u8]) -> Result<Vec<u8>, CheckError> {
        let (pairs, odd) = self.digits(pdf).ok_or(CheckError::BadRange)?.as_chunks::<2>();
        if !odd.is_empty() {
            return Err(CheckError::BadRange);
        }
        let byte = |pair: &[u8; 2]| {
            let digit = |digit: u8| char::from(digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
            Some(digit(pair[0])? << 4 | digit(pair[1])?)
        };
        let mut bytes = pairs.iter().map(byte).collect::<Option<Vec<u8>>>().ok_or(CheckError::BadRange)?;
        let length = der_length(&bytes).map_err(CheckError::BadSignatureData)?;
        let padding = bytes.get(length..).unwrap_or_default();
        if padding.iter().any(|byte| *byte != 0) {
            return Err(CheckError::BadRange);
        }
        bytes.truncate(length);
        Ok(bytes)
    }

    /// The time in the signature dictionary, which stands around the signature and is signed with all else.
    ///
    /// # Source
    /// ISO 32000-1 section 7.9.4 and table 252 (`M`).
    fn claimed_time(&self, pdf: &[u8]) -> Option<Timestamp> {
        const KEY: &[u8] = b"/M";
        let start = pdf[..self.gap.start].windows(4).rposition(|window| window == b" obj")?;
        let tail = &pdf[self.gap.end..self.end];
        let tail = &tail[..tail.windows(6).position(|window| window == b"endobj")?];
        [&pdf[start..self.gap.start], tail].into_iter().find_map(|part| {
            let mut keys = part.windows(KEY.len()).enumerate().filter(|(_, window)| *window == KEY);
            keys.find_map(|(key, _)| date(part[key + KEY.len()..].trim_ascii_start()))
        })
    }
}

/// Four numbers in square brackets.
fn numbers(text: &[u8]) -> Option<[usize; 4]> {
    let text = text.trim_ascii_start().strip_prefix(b"[")?;
    let text = str::from_utf8(&text[..text.iter().position(|byte| *byte == b']')?]).ok()?;
    let numbers: Vec<usize> = text.split_ascii_whitespace().map(str::parse).collect::<Result<_, _>>().ok()?;
    numbers.try_into().ok()
}

/// The length that the first value of `der` has with its header.
fn der_length(der: &[u8]) -> der::Result<usize> {
    let header = Header::decode(&mut SliceReader::new(der)?)?;
    let length = (der::Encode::encoded_len(&header)? + header.length)?;
    usize::try_from(length)
}

/// A PDF date in a literal string, such as `(D:20261122053334+01'00')`.
fn date(text: &[u8]) -> Option<Timestamp> {
    let text = text.strip_prefix(b"(D:")?;
    let text = str::from_utf8(&text[..text.iter().position(|byte| *byte == b')')?]).ok()?;
    let (local, zone) = text.split_at_checked(14)?;
    let local = DateTime::strptime("%Y%m%d%H%M%S", local).ok()?;
    let utc = TimeZone::UTC.to_timestamp(local).ok()?;
    let sign = match zone.as_bytes().first() {
        None | Some(b'Z') => return Some(utc),
        Some(b'+') => 1,
        Some(b'-') => -1,
        Some(_) => return None,
    };
    let digits: String = zone.chars().filter(char::is_ascii_digit).collect();
    let (hours, minutes) = digits.split_at_checked(2)?;
    let minutes: i64 = if minutes.is_empty() { 0 } else { minutes.parse().ok()? };
    let offset = sign * (hours.parse::<i64>().ok()? * 60 + minutes) * 60;
    Timestamp::from_second(utc.as_second().checked_sub(offset)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pdf_dates_are_read_in_any_zone() {
        let at = |text: &str| date(text.as_bytes()).map(|time| time.to_string());
        for same in
            ["(D:20261122053334Z)", "(D:20261122053334)", "(D:20261122063334+01'00')", "(D:20261122003334-05'00)"]
        {
            assert_eq!(at(same).as_deref(), Some("2026-11-22T05:33:34Z"), "{same}");
        }
        for wrong in
            ["(20261122053334Z)", "(D:2026)", "(D:20261122053334Z", "(D:20261122053334!)", "(D:20260230000000Z)"]
        {
            assert_eq!(at(wrong), None, "{wrong}");
        }
    }
}
