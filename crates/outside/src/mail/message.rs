//! From a letter to the bytes of an e-mail.

use casework::ports::{Letter, MailError};
use jiff::Timestamp;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use lettre::{Address, Message};
use std::error::Error;
use std::time::SystemTime;

/// Characters of a subject, an address or a file name. Longer ones are a mistake or a trick.
const MAX_HEADER_CHARS: usize = 500;
/// The type of a detached S/MIME signature (RFC 8551 section 3.2.1).
const SIGNATURE: &str = "application/pkcs7-signature";
/// Octets of a Message-ID with its brackets, so that its line stays within RFC 5322's limit.
const MAX_MESSAGE_ID_BYTES: usize = 250;

/// Signs letters, so that a recipient's mail program shows who they are from.
pub trait SignLetters: Send + Sync {
    /// A detached signature over these octets as of a moment: CMS in DER, with SHA-256.
    ///
    /// # Errors
    /// The certificate ran out, or the key does not sign. The letter then goes out without a signature.
    ///
    /// # Source
    /// RFC 5652, RFC 8551 section 3.5.3.
    fn sign(&self, octets: &[u8], at: Timestamp) -> Result<Vec<u8>, Box<dyn Error + Send + Sync>>;
}

/// The content of a letter: one part, or several.
enum Content {
    One(SinglePart),
    Several(MultiPart),
}

impl Content {
    /// As it stands in a message whose parts follow each other: the line end before the next boundary belongs to that.
    fn octets(&self) -> Vec<u8> {
        let mut octets = match self {
            Self::One(part) => part.formatted(),
            Self::Several(parts) => parts.formatted(),
        };
        if octets.ends_with(b"\r\n") {
            octets.truncate(octets.len() - 2);
        }
        octets
    }
}

/// Writes the letter. Whatever goes into a header is refused if it holds a line break or another
/// control character, before anything is encoded.
///
/// # Source
/// RFC 5322, RFC 2045 to 2047, RFC 2231; Auto-Submitted is RFC 3834. See docs/sources/mail.md.
pub(super) fn compose(
    letter: &Letter,
    from: &Mailbox,
    now: Timestamp,
    signer: Option<&dyn SignLetters>,
) -> Result<Message, MailError> {
    one_line("subject", &letter.subject)?;
    let builder = Message::builder()
        .from(from.clone())
        .to(mailbox("recipient", &letter.to)?)
        .subject(letter.subject.clone())
        .date(SystemTime::from(now))
        .message_id(Some(message_id(&letter.message_id)?))
        .raw_header(HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned()));
    let content = content(letter)?;
    let message = match signer.and_then(|signer| signature(&content, signer, now)) {
        Some(signature) => builder.multipart(signed(content, signature)?),
        None => match content {
            Content::One(part) => builder.singlepart(part),
            Content::Several(parts) => builder.multipart(parts),
        },
    };
    message.map_err(|error| malformed(error.to_string()))
}

fn content(letter: &Letter) -> Result<Content, MailError> {
    let text = SinglePart::plain(letter.text.replace("\r\n", "\n").replace('\r', "\n"));
    if letter.attachments.is_empty() {
        return Ok(Content::One(text));
    }
    let mut parts = MultiPart::mixed().singlepart(text);
    for (name, content_type, bytes) in &letter.attachments {
        parts = parts.singlepart(attachment(name, content_type, bytes)?);
    }
    Ok(Content::Several(parts))
}

/// A certificate that ran out stops no order: the letter goes out without its signature, and the log says so.
fn signature(content: &Content, signer: &dyn SignLetters, now: Timestamp) -> Option<Vec<u8>> {
    let signed = signer.sign(&content.octets(), now);
    signed.inspect_err(|error| tracing::warn!(error = %error, "a letter goes out without an S/MIME signature")).ok()
}

/// # Source
/// RFC 8551 section 3.5.3: `multipart/signed` of the content and its detached signature, SHA-256.
fn signed(content: Content, signature: Vec<u8>) -> Result<MultiPart, MailError> {
    let signature = attachment("smime.p7s", SIGNATURE, &signature)?;
    let both = MultiPart::signed(SIGNATURE.to_owned(), "sha-256".to_owned());
    let first = match content {
        Content::One(part) => both.singlepart(part),
        Content::Several(parts) => both.multipart(parts),
    };
    Ok(first.singlepart(signature))
}

fn attachment(name: &str, content_type: &str, bytes: &[u8]) -> Result<SinglePart, MailError> {
    one_line("name of an attachment", name)?;
    one_line("content type of an attachment", content_type)?;
    let content_type =
        ContentType::parse(content_type).map_err(|_| malformed(format!("{content_type:?} is not a content type")))?;
    Ok(Attachment::new(name.to_owned()).body(bytes.to_vec(), content_type))
}

/// One address, alone or behind a name: `desk@host.example` or `Desk <desk@host.example>`.
pub(super) fn mailbox(what: &str, text: &str) -> Result<Mailbox, MailError> {
    one_line(what, text)?;
    let bad = || malformed(format!("the {what} {text:?} is not one e-mail address"));
    let text = text.trim();
    let (name, address) = match text.strip_suffix('>') {
        Some(rest) => {
            let (name, address) = rest.rsplit_once('<').ok_or_else(bad)?;
            let name = name.trim();
            let unquoted = name.strip_prefix('"').and_then(|name| name.strip_suffix('"'));
            (unquoted.unwrap_or(name), address)
        }
        None => ("", text),
    };
    if name.contains(['<', '>', '"']) {
        return Err(bad());
    }
    let address: Address = address.parse().map_err(|_| bad())?;
    let name = (!name.is_empty()).then(|| name.to_owned());
    Ok(Mailbox::new(name, address))
}

/// A Message-ID in its brackets, which may be left out.
fn message_id(text: &str) -> Result<String, MailError> {
    let bare = text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or(text);
    let plain = bare.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>".contains(&byte));
    let halves =
        bare.split_once('@').is_some_and(|(left, right)| !left.is_empty() && !right.is_empty() && !right.contains('@'));
    if !plain || !halves || bare.len() + 2 > MAX_MESSAGE_ID_BYTES {
        return Err(malformed(format!("{text:?} is not a Message-ID")));
    }
    Ok(format!("<{bare}>"))
}

fn one_line(what: &str, text: &str) -> Result<(), MailError> {
    // Unicode's own line ends are no control characters, but some programs break lines at them.
    if text.chars().any(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')) {
        return Err(malformed(format!("the {what} holds a line break or another control character")));
    }
    if text.trim().is_empty() {
        return Err(malformed(format!("the {what} is empty")));
    }
    if text.chars().count() > MAX_HEADER_CHARS {
        return Err(malformed(format!("the {what} is longer than {MAX_HEADER_CHARS} characters")));
    }
    Ok(())
}

fn malformed(why: String) -> MailError {
    MailError::Malformed { why }
}

#[cfg(test)]
mod tests;
