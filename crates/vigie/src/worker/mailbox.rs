//! Letters that came back: each is held against the orders we sent, and the next channel takes over.
//!
//! A message leaves `new/` only after what follows from it is recorded. After a crash it is read again, and an order
//! that was dealt with is not touched twice. Whatever is not understood is put away too, and named in the log.

use casework::{Desk, Error, Refusal, bounces};
use exchange::dsn::{self, Action, Dsn, Recipient};
use outside::bounces::{Maildir, MaildirError};
use std::ffi::OsStr;

/// How many messages are dealt with in one go.
const AT_ONCE: usize = 1000;

/// What one reading of the mailbox brought.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reading {
    /// Orders that were not handed over after all.
    pub bounced: usize,
    /// Notices from which nothing follows: a delay, a success, an order that was dealt with before.
    pub idle: usize,
    /// Messages that a person has to read; they are in `cur/` and named in the log.
    pub for_a_person: usize,
    /// Messages that wait for the next reading, since something is out of reach now.
    pub put_off: usize,
}

/// What became of one message.
enum Outcome {
    Bounced,
    Idle,
    ForAPerson(String),
    PutOff(String),
}

/// Deals with every message that waits in the mailbox.
///
/// # Errors
/// When the mailbox cannot be listed. Trouble with one message does not keep the others waiting.
pub async fn read(desk: &Desk, mailbox: &Maildir) -> Result<Reading, MaildirError> {
    let mut reading = Reading::default();
    for name in mailbox.waiting(AT_ONCE).await? {
        match one(desk, mailbox, &name).await {
            Ok(Outcome::Bounced) => reading.bounced += 1,
            Ok(Outcome::Idle) => reading.idle += 1,
            Ok(Outcome::ForAPerson(why)) => {
                reading.for_a_person += 1;
                tracing::warn!(message = ?name, why, "a letter came back; read it in cur/ of the mailbox");
            }
            Ok(Outcome::PutOff(why)) => {
                reading.put_off += 1;
                tracing::warn!(message = ?name, why, "a letter that came back is dealt with later");
                continue;
            }
            Err(error) => {
                reading.put_off += 1;
                tracing::warn!(message = ?name, why = ?error, "a letter that came back cannot be read");
                continue;
            }
        }
        if let Err(error) = mailbox.done(&name).await {
            tracing::warn!(message = ?name, why = ?error, "a letter that came back cannot be put away");
        }
    }
    Ok(reading)
}

async fn one(desk: &Desk, mailbox: &Maildir, name: &OsStr) -> Result<Outcome, MaildirError> {
    let bytes = mailbox.read(name).await?;
    let notice = match dsn::read(&bytes) {
        Ok(notice) => notice,
        Err(problem) => return Ok(Outcome::ForAPerson(problem.to_string())),
    };
    let failed = notice.recipients.iter().find(|recipient| recipient.action == Action::Failed);
    let Some(failed) = failed else { return Ok(Outcome::Idle) };
    let why = reason(failed);
    let Some(message_id) = &notice.message_id else {
        return Ok(Outcome::ForAPerson(format!("it does not say which letter came back ({why})")));
    };
    Ok(match bounces::came_back(desk, message_id, &why).await {
        Ok(()) => Outcome::Bounced,
        // It may be forged, so nothing follows from it but that a person looks.
        Err(error @ Error::Refused(Refusal::NoLetterOfOurs)) => Outcome::ForAPerson(format!("{error} ({why})")),
        // The order or referral is past that step: received, answered, or dealt with before a crash.
        Err(Error::Refused(_)) => Outcome::Idle,
        Err(Error::NotFound { .. }) => Outcome::ForAPerson(unsent(&notice, &why)),
        Err(error @ (Error::Conflict | Error::Unavailable(_) | Error::Fault(_))) => Outcome::PutOff(error.to_string()),
    })
}

/// A letter that is neither an order, a copy nor a referral: a reminder, a reply. Nothing takes its place by itself.
fn unsent(notice: &Dsn, why: &str) -> String {
    let message_id = notice.message_id.as_deref().unwrap_or_default();
    format!(
        "letter {message_id} is neither an order, a copy nor a referral, so nothing takes its place by itself ({why})"
    )
}

/// Why it came back, as the mail server says.
fn reason(failed: &Recipient) -> String {
    let status = failed.status.map(|status| status.to_string());
    let server = failed.remote_mta.as_ref().map(|server| format!("({server})"));
    let parts = [Some(format!("{}:", failed.address)), status, failed.diagnostic.clone(), server];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}
