//! Taking a report apart, one level deep.
//!
//! Headers are read by `mail-parser`. Its reader of whole mails is not used: mails within mails, as deep as a hostile
//! sender likes, would be opened one inside the other, and all that is needed here lies on the first level.

use data_encoding::BASE64_MIME_PERMISSIVE;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Message, MessageParser, MimeHeaders};

use super::Problem;

/// Parts of a report that are looked at: its prose, the status and the letter; anything more is not.
const MAX_PARTS: usize = 10;
/// Bytes of one header block that are looked at.
const MAX_HEADER_BYTES: usize = 256 << 10;

/// What a mail turns out to be.
pub(super) enum Report<'a> {
    /// A report, in its parts.
    Parts(Vec<Part<'a>>),
    /// A letter came back, but in prose only.
    Bounce { subject: String },
    /// Something else.
    Other { subject: String },
}

impl<'a> Report<'a> {
    pub(super) fn open(mail: &'a [u8]) -> Result<Self, Problem> {
        let (head, body) = divide(mail);
        let headers = MessageParser::default().parse_headers(head).ok_or(Problem::NotAMail)?;
        // Anything with a colon passes for a header; a mail has at least one of these.
        let known = ["From", "To", "Subject", "Date", "Message-ID", "Content-Type", "Return-Path", "Received"];
        if !known.iter().any(|name| headers.header(*name).is_some()) {
            return Err(Problem::NotAMail);
        }
        let boundary = headers.content_type().filter(|kind| kind.ctype().eq_ignore_ascii_case("multipart"));
        let boundary = boundary.filter(|kind| kind.subtype().is_some_and(|name| name.eq_ignore_ascii_case("report")));
        let boundary = boundary.and_then(|kind| kind.attribute("boundary")).filter(|text| !text.is_empty());
        let report = boundary.map(|boundary| parts(body, boundary));
        if let Some(parts) = report.filter(|parts| parts.iter().any(Part::is_delivery_status) || is_status(&headers)) {
            return Ok(Self::Parts(parts));
        }
        let subject = headers.subject().unwrap_or_default().to_owned();
        Ok(if is_bounce(&headers, &subject) { Self::Bounce { subject } } else { Self::Other { subject } })
    }
}

/// A part of a report.
pub(super) struct Part<'a> {
    headers: Option<Message<'a>>,
    body: &'a [u8],
}

impl Part<'_> {
    pub(super) fn is_delivery_status(&self) -> bool {
        self.is(&["delivery-status", "global-delivery-status"])
    }

    fn is(&self, subtypes: &[&str]) -> bool {
        let kind = self.headers.as_ref().and_then(|headers| headers.content_type());
        let subtype = kind.and_then(|kind| kind.subtype()).unwrap_or_default();
        subtypes.iter().any(|name| subtype.eq_ignore_ascii_case(name))
    }

    /// The body as text, its transfer encoding undone.
    pub(super) fn text(&self) -> Option<String> {
        let encoding = self.headers.as_ref().and_then(|headers| headers.content_transfer_encoding());
        let bytes = match encoding.unwrap_or_default().to_ascii_lowercase().as_str() {
            "base64" => BASE64_MIME_PERMISSIVE.decode(self.body.trim_ascii()).ok()?,
            "quoted-printable" => quoted_printable_decode(self.body)?,
            _ => self.body.to_vec(),
        };
        Some(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// The Message-ID of the letter that came back, whole or as its headers.
    pub(super) fn returned_message_id(&self) -> Option<String> {
        if !self.is(&["rfc822", "rfc822-headers", "global", "global-headers"]) {
            return None;
        }
        let text = self.text()?;
        let (head, _) = divide(text.as_bytes());
        let letter = MessageParser::default().parse_headers(head)?;
        letter.message_id().map(str::to_owned)
    }
}

/// Head and body: they are divided by the first empty line.
fn divide(mail: &[u8]) -> (&[u8], &[u8]) {
    let mut at = 0;
    for line in mail.split_inclusive(|&byte| byte == b'\n') {
        if line.trim_ascii().is_empty() {
            return (&mail[..at.min(MAX_HEADER_BYTES)], &mail[at + line.len()..]);
        }
        at += line.len();
    }
    (&mail[..at.min(MAX_HEADER_BYTES)], &[])
}

/// The parts between the lines `--boundary`, up to `--boundary--` or the end.
///
/// # Source
/// RFC 2046 section 5.1.1.
fn parts<'a>(body: &'a [u8], boundary: &str) -> Vec<Part<'a>> {
    let marker = format!("--{boundary}");
    let (mut parts, mut begin, mut at) = (Vec::new(), None, 0);
    let mut close = |begin: Option<usize>, end: usize| {
        if let Some(begin) = begin {
            let (head, body) = divide(&body[begin..end]);
            parts.push(Part { headers: MessageParser::default().parse_headers(head), body });
        }
        parts.len() < MAX_PARTS
    };
    for line in body.split_inclusive(|&byte| byte == b'\n') {
        let after = at + line.len();
        let rest = line.strip_prefix(marker.as_bytes()).map(<[u8]>::trim_ascii);
        if let Some(rest) = rest.filter(|rest| rest.is_empty() || *rest == b"--") {
            if !close(begin.take(), at) || !rest.is_empty() {
                return parts;
            }
            begin = Some(after);
        }
        at = after;
    }
    close(begin, at);
    parts
}

fn is_status(headers: &Message<'_>) -> bool {
    let kind = headers.content_type().and_then(|kind| kind.attribute("report-type"));
    kind.is_some_and(|name| name.eq_ignore_ascii_case("delivery-status"))
}

/// Whether a mail that is no notification looks like a letter come back: written by a mail server, or titled so.
fn is_bounce(headers: &Message<'_>, subject: &str) -> bool {
    let sender = headers.from().and_then(|from| from.first()).and_then(|from| from.address()).unwrap_or_default();
    let name = sender.split('@').next().unwrap_or_default().to_ascii_lowercase();
    let subject = subject.to_ascii_lowercase();
    let words =
        ["undeliver", "delivery failure", "delivery status", "failure notice", "returned mail", "returned to sender"];
    name == "mailer-daemon"
        || headers.header("X-Failed-Recipients").is_some()
        || words.iter().any(|word| subject.contains(word))
}
