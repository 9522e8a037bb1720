use super::*;
use mail_parser::{MessageParser, MimeHeaders};
use proptest::prelude::*;
use rstest::rstest;

fn letter() -> Letter {
    Letter {
        to: "Harbour desk <desk@quay.example>".into(),
        subject: "REHEARSAL: Anordnung für den Hafen ⚓".into(),
        text: "REHEARSAL\r\nFirst line.\n.\nLast line, à bientôt.\n".into(),
        attachments: vec![],
        message_id: "<vg-7@unit.example>".into(),
    }
}

fn write(letter: &Letter) -> Result<Vec<u8>, MailError> {
    let from: Mailbox = "Unit <desk@unit.example>".parse().unwrap();
    let message = compose(letter, &from, "2026-05-04T10:15:30Z".parse().unwrap(), None)?;
    Ok(message.formatted())
}

#[test]
fn what_is_written_is_read_back_by_another_parser() {
    let mut letter = letter();
    let tide_table: Vec<u8> = (0..=255).collect();
    let attachments = [("annexe à l’ordre.pdf", "application/pdf"), ("a\"b\\c.json", "application/json")];
    letter.attachments =
        attachments.map(|(name, kind)| (name.to_owned(), kind.to_owned(), tide_table.clone())).to_vec();
    let bytes = write(&letter).unwrap();
    let mail = MessageParser::new().parse(&bytes).unwrap();
    assert_eq!(mail.subject(), Some(letter.subject.as_str()));
    assert_eq!(mail.message_id(), Some("vg-7@unit.example"));
    assert_eq!(mail.date().unwrap().to_rfc3339(), "2026-05-04T10:15:30Z");
    assert_eq!(mail.to().unwrap().first().unwrap().address(), Some("desk@quay.example"));
    assert_eq!(mail.from().unwrap().first().unwrap().address(), Some("desk@unit.example"));
    assert_eq!(mail.header_raw("Auto-Submitted").unwrap().trim(), "auto-generated");
    let text = mail.body_text(0).unwrap().replace("\r\n", "\n");
    assert_eq!(text, letter.text.replace("\r\n", "\n"));
    for (index, (name, _)) in attachments.iter().enumerate() {
        let part = mail.attachment(u32::try_from(index).unwrap()).unwrap();
        assert_eq!(part.attachment_name(), Some(*name));
        assert_eq!(part.contents(), tide_table);
    }
}

#[rstest]
#[case("tide\r\nBcc: all@quay.example")]
#[case("tide\nBcc: all@quay.example")]
#[case("tide\rX")]
#[case("tide\0")]
#[case("tide\u{85}X")]
#[case("tide\u{2028}X")]
#[case("")]
#[case("  ")]
fn no_header_takes_more_than_one_line(#[case] text: &str) {
    let changes: [fn(&mut Letter, &str); 5] = [
        |letter, text| letter.subject = text.into(),
        |letter, text| letter.to = format!("desk@quay.example{text}"),
        |letter, text| letter.message_id = format!("<1{text}@unit.example>{text}"),
        |letter, text| letter.attachments = vec![(text.into(), "text/plain".into(), vec![])],
        |letter, text| letter.attachments = vec![("a".into(), format!("text/plain{text}"), vec![])],
    ];
    // An empty addition to an address changes nothing, so only the whole fields count then.
    let whole = if text.trim().is_empty() { vec![0, 3] } else { (0..changes.len()).collect() };
    for change in whole {
        let mut letter = letter();
        changes[change](&mut letter, text);
        assert!(matches!(write(&letter), Err(MailError::Malformed { .. })), "change {change}");
    }
}

#[rstest]
#[case("desk@quay.example, all@quay.example")]
#[case("desk@quay.example all")]
#[case("Desk <desk@quay.example>, All <all@quay.example>")]
#[case("<desk@quay.example> <all@quay.example>")]
#[case("desk")]
#[case("desk@")]
#[case("@quay.example")]
#[case("desk@quay.example>")]
#[case("Desk <>")]
fn only_one_address_is_an_address(#[case] to: &str) {
    assert!(matches!(mailbox("recipient", to), Err(MailError::Malformed { .. })), "{to}");
}

#[rstest]
#[case("desk@quay.example", None)]
#[case(" <desk@quay.example> ", None)]
#[case("\"Desk, second floor\" <desk@quay.example>", Some("Desk, second floor"))]
#[case("Büro <desk@quay.example>", Some("Büro"))]
fn an_address_may_have_a_name(#[case] to: &str, #[case] name: Option<&str>) {
    let mailbox = mailbox("recipient", to).unwrap();
    assert_eq!(mailbox.email.to_string(), "desk@quay.example");
    assert_eq!(mailbox.name.as_deref(), name);
}

proptest! {
    /// Whatever the fields hold, the head of the message has the lines we gave it and no others.
    #[test]
    fn no_field_adds_a_header(subject in "\\PC{1,80}", name in "[^<>\"]{0,40}", file in ".{1,40}") {
        let mut letter = letter();
        letter.subject = subject;
        letter.to = format!("{name} <desk@quay.example>");
        letter.attachments = vec![(file, "text/plain".into(), b"tide".to_vec())];
        if let Ok(bytes) = write(&letter) {
            let text = String::from_utf8(bytes).unwrap();
            let head = text.split("\r\n\r\n").next().unwrap();
            let mut names: Vec<&str> = head
                .split("\r\n")
                .filter(|line| !line.starts_with([' ', '\t']))
                .map(|line| line.split(':').next().unwrap())
                .collect();
            names.sort_unstable();
            prop_assert_eq!(names, [
                "Auto-Submitted", "Content-Type", "Date", "From", "MIME-Version", "Message-ID", "Subject", "To",
            ]);
        }
    }
}
