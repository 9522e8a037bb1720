//! What the sender's own mail server writes when a letter cannot be put into the mailbox it was taken for.
//!
//! # Source
//! RFC 3464 (the notification), RFC 6522 (`multipart/report`).

use super::Letter;
use anyhow::Context as _;
use mail_parser::MessageParser;
use std::path::Path;

/// A notification that `letter` did not reach `recipient`; nothing when it names itself by no identifier.
fn notification(letter: &Letter, recipient: &str) -> Option<String> {
    let message = MessageParser::default().parse(&letter.bytes)?;
    let id = message.message_id()?;
    let from = &letter.envelope.from;
    Some(format!(
        "Return-Path: <>\r\nFrom: Mail Delivery System <MAILER-DAEMON@mail.rehearsal.test>\r\nTo: {from}\r\n\
         Subject: REHEARSAL: Undelivered Mail Returned to Sender\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=\"delivery-status\"; boundary=\"ebb\"\r\n\r\n\
         --ebb\r\nContent-Type: text/plain\r\n\r\nREHEARSAL. Your message could not be delivered: the mailbox is full.\r\n\
         --ebb\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mail.rehearsal.test\r\n\r\n\
         Final-Recipient: rfc822; {recipient}\r\nAction: failed\r\nStatus: 5.2.2\r\n\
         Diagnostic-Code: smtp; 552 5.2.2 the mailbox is full\r\n\r\n\
         --ebb\r\nContent-Type: text/rfc822-headers\r\n\r\nFrom: {from}\r\nMessage-ID: <{id}>\r\n\r\n--ebb--\r\n"
    ))
}

/// Puts a notification into the Maildir of the unit, whole or not at all.
///
/// # Errors
/// When the letter names itself by no identifier, or the folder cannot be written.
pub(crate) fn send_back(letter: &Letter, recipient: &str, maildir: &Path) -> anyhow::Result<()> {
    let text = notification(letter, recipient).context("the letter has no Message-ID to send it back by")?;
    for folder in ["tmp", "new", "cur"] {
        std::fs::create_dir_all(maildir.join(folder)).context("the Maildir cannot be made")?;
    }
    let name = format!("{}.rehearsal", letter.queue_id);
    std::fs::write(maildir.join("tmp").join(&name), text).context("the Maildir cannot be written")?;
    std::fs::rename(maildir.join("tmp").join(&name), maildir.join("new").join(&name)).context("the Maildir is broken")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mailbox::Envelope;

    #[test]
    fn the_notification_names_the_letter_and_is_read_as_one() {
        let letter = Letter {
            queue_id: "R000001".to_owned(),
            envelope: Envelope { from: "orders@unit.invalid".to_owned(), to: vec!["abuse@breakwater.test".to_owned()] },
            bytes: b"Message-ID: <be-2026-000007@127.0.0.1>\r\nSubject: REHEARSAL\r\n\r\ntext\r\n".to_vec(),
        };
        let text = notification(&letter, "abuse@breakwater.test").unwrap();
        let read = exchange::dsn::read(text.as_bytes()).unwrap();
        assert_eq!(read.message_id.as_deref(), Some("be-2026-000007@127.0.0.1"));
        assert_eq!(read.recipients[0].action, exchange::dsn::Action::Failed);
        let nameless = Letter { bytes: b"Subject: REHEARSAL\r\n\r\ntext\r\n".to_vec(), ..letter };
        assert_eq!(notification(&nameless, "abuse@breakwater.test"), None);
    }
}
