//! Reads what mail servers say about letters that were sent: delivery status notifications.
//!
//! A notification is a claim by whoever wrote the mail, and anybody can write one. It is believed as far as it names
//! the Message-ID of a letter that was really sent, and even "delivered" is no receipt by the addressee.
//!
//! # Source
//! RFC 3464 (the notification), RFC 3462 and 6522 (`multipart/report`), RFC 3461 (envelope identifiers), RFC 3463
//! (status codes), RFC 6533 (addresses beyond ASCII); see docs/sources/bounces.md.

mod fields;
mod mime;

use std::fmt;

use fields::{Group, groups};
use mime::{Part, Report};

/// The longest mail that is read.
pub const MAX_BYTES: usize = 16 << 20;
/// The most recipients one notification may speak of.
pub const MAX_RECIPIENTS: usize = 100;

/// Characters of an address, a diagnostic or a subject that are taken.
const MAX_CHARS: usize = 500;

/// A delivery status notification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dsn {
    /// The Message-ID of the letter it is about, without angle brackets, from the headers that came back with it.
    pub message_id: Option<String>,
    /// The envelope identifier the letter was sent with, if it had one.
    pub envelope_id: Option<String>,
    /// The mail server that reports.
    pub reporting_mta: Option<String>,
    /// What became of the letter, for each recipient; at least one.
    pub recipients: Vec<Recipient>,
}

/// What became of a letter for one recipient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// The address the letter was sent to if that is told, or else the address it ended at.
    pub address: String,
    /// The address it ended at, after any forwarding.
    pub final_address: String,
    /// What was done.
    pub action: Action,
    /// Why, as a code; absent when it was not given or makes no sense.
    pub status: Option<Status>,
    /// Why, in the words of the mail server that was asked to take the letter.
    pub diagnostic: Option<String>,
    /// That mail server.
    pub remote_mta: Option<String>,
}

/// What was done with a letter.
///
/// # Source
/// RFC 3464 section 2.3.3.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// It could not be delivered, and nobody will try again.
    Failed,
    /// It could not be delivered yet; the mail server goes on trying.
    Delayed,
    /// It is in the recipient's mailbox.
    Delivered,
    /// It went on to a server that sends no notifications.
    Relayed,
    /// It went on to several addresses.
    Expanded,
}

/// A status code, as in 5.1.1.
///
/// # Source
/// RFC 3463 section 2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Status {
    /// 2 for success, 4 for a failure that may pass, 5 for one that will not.
    pub class: u8,
    /// What the failure has to do with: 1 the address, 2 the mailbox, 4 the network, 7 security.
    pub subject: u16,
    /// More precisely.
    pub detail: u16,
}

impl fmt::Display for Status {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}.{}", self.class, self.subject, self.detail)
    }
}

/// Why a mail is no notification that can be read. A person has to look at it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The mail is too long.
    #[error("the mail is longer than {MAX_BYTES} bytes and was not examined")]
    TooLong,
    /// It is not a mail.
    #[error("these bytes are not a mail: there are no headers")]
    NotAMail,
    /// It says that a letter came back, but in prose only.
    #[error("a letter came back, but the mail says so in words only; read it by hand (subject: {subject:?})")]
    PlainBounce {
        /// Its subject, shortened.
        subject: String,
    },
    /// It is a mail of another kind.
    #[error(
        "this is an answer or another mail, not a delivery status notification; read it by hand (subject: {subject:?})"
    )]
    NotANotification {
        /// Its subject, shortened.
        subject: String,
    },
    /// It is a report of the right kind without the part that matters.
    #[error("the notification holds no delivery status, or the status cannot be decoded; read it by hand")]
    NoStatus,
    /// It says nothing about any recipient.
    #[error("the notification names no recipient; read it by hand")]
    NoRecipient,
    /// It speaks of too many recipients.
    #[error(
        "the notification names more than {MAX_RECIPIENTS} recipients and was not examined; we write to one at a time"
    )]
    TooManyRecipients,
    /// What it says about a recipient cannot be understood.
    #[error("what the notification says about recipient {number} cannot be understood: {what}; read it by hand")]
    BadRecipient {
        /// Which one, counted from 1.
        number: usize,
        /// What is wrong.
        what: &'static str,
    },
}

/// Reads a mail that came back.
///
/// ```
/// let mail = "Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n\
///     --x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.quay.example\r\n\r\n\
///     Final-Recipient: rfc822; desk@quay.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\
///     --x\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <ro-7@unit.example>\r\n--x--\r\n";
/// let dsn = exchange::dsn::read(mail.as_bytes())?;
/// assert_eq!(dsn.message_id.as_deref(), Some("ro-7@unit.example"));
/// assert_eq!(dsn.recipients[0].status.unwrap().to_string(), "5.1.1");
/// # Ok::<(), exchange::dsn::Problem>(())
/// ```
///
/// # Errors
/// When the mail is no notification, or what it says cannot be understood. Nothing is guessed from prose.
pub fn read(bytes: &[u8]) -> Result<Dsn, Problem> {
    if bytes.len() > MAX_BYTES {
        return Err(Problem::TooLong);
    }
    let report = match Report::open(bytes)? {
        Report::Parts(parts) => parts,
        Report::Bounce { subject } => return Err(Problem::PlainBounce { subject: shortened(&subject) }),
        Report::Other { subject } => return Err(Problem::NotANotification { subject: shortened(&subject) }),
    };
    let status = report.iter().find(|part| part.is_delivery_status()).and_then(Part::text).ok_or(Problem::NoStatus)?;
    let mut groups = groups(&status);
    // The first group is about the letter as a whole, those that follow about one recipient each.
    let letter = groups.next().ok_or(Problem::NoStatus)?;
    let mut recipients = Vec::new();
    for (number, group) in (1..).zip(groups) {
        if number > MAX_RECIPIENTS {
            return Err(Problem::TooManyRecipients);
        }
        recipients.push(recipient(&group).map_err(|what| Problem::BadRecipient { number, what })?);
    }
    if recipients.is_empty() {
        return Err(Problem::NoRecipient);
    }
    Ok(Dsn {
        message_id: report.iter().find_map(Part::returned_message_id).map(|id| shortened(&id)),
        envelope_id: letter.get("original-envelope-id").map(shortened),
        reporting_mta: letter.get("reporting-mta").and_then(typed),
        recipients,
    })
}

fn recipient(group: &Group) -> Result<Recipient, &'static str> {
    let address = |name| group.get(name).and_then(typed).map(|text| text.trim_matches(['<', '>']).to_owned());
    let final_address =
        address("final-recipient").filter(|text| !text.is_empty()).ok_or("there is no Final-Recipient")?;
    let action = group.get("action").ok_or("there is no Action")?;
    Ok(Recipient {
        address: address("original-recipient").filter(|text| !text.is_empty()).unwrap_or_else(|| final_address.clone()),
        final_address,
        action: self::action(action).ok_or("the Action is none of failed, delayed, delivered, relayed and expanded")?,
        status: group.get("status").and_then(status),
        diagnostic: group.get("diagnostic-code").and_then(typed),
        remote_mta: group.get("remote-mta").and_then(typed),
    })
}

/// What follows the type in a field such as `rfc822; desk@quay.example`.
fn typed(value: &str) -> Option<String> {
    let (_, text) = value.split_once(';')?;
    Some(shortened(text.trim()))
}

/// Some servers add a remark in round brackets.
fn action(value: &str) -> Option<Action> {
    let word = value.split(|c: char| c.is_whitespace() || c == '(').next()?;
    let known = [
        ("failed", Action::Failed),
        ("delayed", Action::Delayed),
        ("delivered", Action::Delivered),
        ("relayed", Action::Relayed),
        ("expanded", Action::Expanded),
    ];
    known.into_iter().find(|(name, _)| word.eq_ignore_ascii_case(name)).map(|(_, action)| action)
}

fn status(value: &str) -> Option<Status> {
    let code = value.split(|c: char| c.is_whitespace() || c == '(').next()?;
    let numbers: Vec<&str> = code.split('.').collect();
    let [class, subject, detail] = numbers.as_slice() else {
        return None;
    };
    let number = |text: &str| {
        let digits = (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        if digits { text.parse::<u16>().ok() } else { None }
    };
    let class = match *class {
        "2" => 2,
        "4" => 4,
        "5" => 5,
        _ => return None,
    };
    Some(Status { class, subject: number(subject)?, detail: number(detail)? })
}

/// One line of text that shows what it is, of limited length.
fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    crate::layout::shown(&line).chars().take(MAX_CHARS).collect()
}

#[cfg(test)]
mod tests;
