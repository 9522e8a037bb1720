use proptest::prelude::*;

use super::*;

const FAILED: &str = "\
Return-Path: <>\r
From: Mail Delivery System <MAILER-DAEMON@mx.quay.example>\r
To: orders@unit.example\r
Subject: REHEARSAL: Undelivered Mail Returned to Sender\r
MIME-Version: 1.0\r
Content-Type: multipart/report; report-type=\"delivery-status\";\r
\tboundary=\"tide/1=2\"\r
\r
For people only.\r
--tide/1=2\r
Content-Type: text/plain\r
\r
The lamp room could not be reached.\r
--tide/1=2\r
Content-Description: Delivery report\r
Content-Type: message/delivery-status\r
\r
Reporting-MTA: dns; mx.quay.example\r
Original-Envelope-Id: act-7\r
X-Queue-ID: 12AB\r
\r
Original-Recipient: rfc822;desk@quay.example\r
Final-Recipient: rfc822; <lamp@inner.quay.example>\r
Action: failed (no such room)\r
Status: 5.1.1 (bad mailbox)\r
Remote-MTA: dns; inner.quay.example\r
Diagnostic-Code: smtp; 550 5.1.1 No such\r
    lamp room here\r
\r
Final-Recipient: rfc822; keeper@quay.example\r
Action: Delayed\r
Status: 4.4.7x\r
\r
--tide/1=2\r
Content-Type: message/rfc822\r
\r
From: orders@unit.example\r
Message-ID: <ro-2026-000017@unit.example>\r
Subject: REHEARSAL\r
\r
--inner\r
Message-ID: <not-this@unit.example>\r
--tide/1=2--\r
Content-Type: message/delivery-status\r
\r
Nothing here counts.\r
";

#[test]
fn a_notification_is_read() {
    let dsn = read(FAILED.as_bytes()).unwrap();
    assert_eq!(dsn.message_id.as_deref(), Some("ro-2026-000017@unit.example"));
    assert_eq!(dsn.envelope_id.as_deref(), Some("act-7"));
    assert_eq!(dsn.reporting_mta.as_deref(), Some("mx.quay.example"));
    let [failed, delayed] = dsn.recipients.as_slice() else { panic!("two recipients") };
    assert_eq!(
        *failed,
        Recipient {
            address: "desk@quay.example".to_owned(),
            final_address: "lamp@inner.quay.example".to_owned(),
            action: Action::Failed,
            status: Some(Status { class: 5, subject: 1, detail: 1 }),
            diagnostic: Some("550 5.1.1 No such lamp room here".to_owned()),
            remote_mta: Some("inner.quay.example".to_owned()),
        }
    );
    assert_eq!(
        (delayed.action, delayed.status, delayed.address.as_str()),
        (Action::Delayed, None, "keeper@quay.example")
    );
}

#[test]
fn line_ends_and_encodings_make_no_difference() {
    let expected = read(FAILED.as_bytes()).unwrap();
    assert_eq!(read(FAILED.replace("\r\n", "\n").as_bytes()).unwrap(), expected);
    let begin = FAILED.find("Reporting-MTA").unwrap();
    let end = FAILED.find("--tide/1=2\r\nContent-Type: message/rfc822").unwrap();
    let status = &FAILED[begin..end];
    let kind = "message/delivery-status\r\n\r\nReporting";
    for (name, encoded) in [
        ("base64", data_encoding::BASE64_MIME.encode(status.as_bytes())),
        ("Quoted-Printable", status.replace('5', "=35").replace("lamp room", "lamp =\r\nroom")),
    ] {
        let kind_now = format!("message/global-delivery-status\r\nContent-Transfer-Encoding: {name}\r\n\r\nReporting");
        let mail = FAILED.replace(kind, &kind_now).replace(status, &format!("{encoded}\r\n"));
        assert_ne!(mail, FAILED);
        assert_eq!(read(mail.as_bytes()).unwrap(), expected, "{name}");
    }
}

#[test]
fn every_action_is_known() {
    for (word, action) in [
        ("failed", Action::Failed),
        ("DELAYED", Action::Delayed),
        ("delivered", Action::Delivered),
        ("relayed", Action::Relayed),
        ("expanded", Action::Expanded),
    ] {
        let mail = FAILED.replace("Action: Delayed", &format!("Action: {word}"));
        assert_eq!(read(mail.as_bytes()).unwrap().recipients[1].action, action);
    }
}

fn problem(from: &str, to: &str) -> Problem {
    let mail = FAILED.replace(from, to);
    assert_ne!(mail, FAILED);
    read(mail.as_bytes()).unwrap_err()
}

#[test]
fn what_cannot_be_understood_is_named() {
    let bad = |number, what| Problem::BadRecipient { number, what };
    assert_eq!(problem("Final-Recipient: rfc822; keeper", "X: rfc822; keeper"), bad(2, "there is no Final-Recipient"));
    assert_eq!(problem("Action: failed", "X: failed"), bad(1, "there is no Action"));
    let unknown = "the Action is none of failed, delayed, delivered, relayed and expanded";
    assert_eq!(problem("Action: failed", "Action: lost"), bad(1, unknown));
    assert_eq!(problem("Content-Type: message/delivery-status", "Content-Type: text/plain"), Problem::NoStatus);
    let only = FAILED.find("\r\nOriginal-Recipient").unwrap();
    assert_eq!(read(&FAILED.as_bytes()[..only]).unwrap_err(), Problem::NoRecipient);
    let one = "Final-Recipient: rfc822; keeper@quay.example\r\nAction: failed\r\n\r\n";
    assert_eq!(problem("Final-Recipient: rfc822; keeper", &(one.repeat(100) + one)), Problem::TooManyRecipients);
    assert_eq!(read(&vec![b'a'; MAX_BYTES + 1]).unwrap_err(), Problem::TooLong);
    for bytes in [&b""[..], b"\0\0\0", b"the tide comes in", b"tide: in\r\n\r\n"] {
        assert_eq!(read(bytes).unwrap_err(), Problem::NotAMail, "{bytes:?}");
    }
}

#[test]
fn bounces_in_prose_and_answers_are_told_apart() {
    let mail = |from: &str, subject: &str| {
        let text = format!("From: {from}\r\nSubject: {subject}\r\n\r\nREHEARSAL: Action: failed\r\n");
        read(text.as_bytes()).unwrap_err()
    };
    for (from, subject) in [
        ("MAILER-DAEMON@quay.example", "Hello"),
        ("post@quay.example", "Undeliverable: REHEARSAL"),
        ("post@quay.example", "failure notice"),
    ] {
        assert_eq!(mail(from, subject), Problem::PlainBounce { subject: subject.to_owned() });
    }
    let subject = "Re: REHEARSAL";
    assert_eq!(mail("desk@quay.example", subject), Problem::NotANotification { subject: subject.to_owned() });
    // A notice that a letter was read is a report of another kind.
    let read_notice = FAILED.replace("delivery-status", "disposition-notification").replace("MAILER-DAEMON", "desk");
    let read_notice = read_notice.replace("Undelivered Mail Returned to Sender", "Read");
    assert!(matches!(read(read_notice.as_bytes()), Err(Problem::NotANotification { .. })));
}

#[test]
fn hidden_characters_are_shown() {
    let mail = FAILED.replace("No such", "No\u{202e} such");
    let dsn = read(mail.as_bytes()).unwrap();
    assert_eq!(dsn.recipients[0].diagnostic.as_deref(), Some("550 5.1.1 No\u{fffd} such lamp room here"));
}

#[test]
fn mails_within_mails_are_not_opened() {
    let nest = "Content-Type: message/rfc822\r\n\r\n".repeat(300_000);
    let mail = FAILED.replace("From: orders@unit.example\r\nMessage-ID", &format!("{nest}Message-ID"));
    assert_eq!(read(mail.as_bytes()).unwrap().message_id, None);
    assert_eq!(read(nest.as_bytes()).unwrap_err(), Problem::NotANotification { subject: String::new() });
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let _ = read(&bytes);
    }

    #[test]
    fn no_damage_makes_it_panic(at in 0..FAILED.len(), length in 0usize..40, with in prop::collection::vec(any::<u8>(), 0..40)) {
        let mut mail = FAILED.as_bytes().to_vec();
        let end = (at + length).min(mail.len());
        mail.splice(at..end, with);
        let _ = read(&mail);
    }

    #[test]
    fn recipients_are_read_back(names in prop::collection::vec("[a-z]{1,10}", 1..20), class in prop::sample::select(vec![2u8, 4, 5]), detail in 0u16..1000) {
        let mut mail = FAILED[..FAILED.find("\r\nOriginal-Recipient").unwrap()].to_owned();
        for name in &names {
            mail += &format!("\r\nFinal-Recipient: rfc822; {name}@quay.example\r\nAction: relayed\r\nStatus: {class}.0.{detail}\r\n");
        }
        let dsn = read(mail.as_bytes()).unwrap();
        let back: Vec<String> = dsn.recipients.iter().map(|r| r.address.trim_end_matches("@quay.example").to_owned()).collect();
        prop_assert_eq!(back, names);
        let status = Status { class, subject: 0, detail };
        prop_assert!(dsn.recipients.iter().all(|recipient| recipient.status == Some(status)));
    }
}
