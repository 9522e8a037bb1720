use insta::assert_snapshot;
use proptest::prelude::*;

use super::*;
use crate::Language;

fn moment(at: &str) -> Moment {
    Moment { at: at.parse().unwrap(), zone: "Europe/Brussels".to_owned() }
}

fn envelope() -> Envelope {
    Envelope {
        sender: Sender {
            authority: "Internet Referral Unit of Examplia".to_owned(),
            officer: "Service number 17".to_owned(),
            contact: "desk@iru.example".to_owned(),
            genuine_check: "Call the number published at https://iru.example/verify and quote the reference."
                .to_owned(),
        },
        recipient: "Harbour Hosting (invented)".to_owned(),
        reference: "REHEARSAL-2026-0001".to_owned(),
        sent: moment("2026-07-22T10:00:00Z"),
        rehearsal: true,
    }
}

const URL: &str = "https://hosting.example/files/tide-table.pdf";
const LINK: &str = "https://portal.iru.example/a/invented-token";

fn referral() -> ReferralNotice {
    ReferralNotice {
        envelope: envelope(),
        url: URL.to_owned(),
        why: "REHEARSAL. An invented tide table stands for the content.\nIt was seen on two invented sites.".to_owned(),
        terms: Some("Section 4 of your terms, on prohibited content".to_owned()),
        answer_link: LINK.to_owned(),
    }
}

#[track_caller]
fn golden(name: &str, write: impl Fn(Language) -> Result<Letter, LetterError>) {
    for language in Language::ALL {
        let letter = write(language).unwrap();
        assert_eq!(letter.subject().matches("REHEARSAL").count(), 2, "the mark and the reference");
        assert!(letter.body_text().lines().filter(|line| line.contains("REHEARSAL")).count() >= 2);
        let text = format!("Subject: {}\n\n{}", letter.subject(), letter.body_text());
        assert_snapshot!(format!("{name}_{}", language.code()), text);
    }
}

#[test]
fn messages_that_open_a_case() {
    golden("referral", |language| referral().write(language));
    let order = OrderCover {
        envelope: envelope(),
        portal_link: LINK.to_owned(),
        annex_text: "REMOVAL ORDER\n\nSECTION A: …\n  Issuing Member State:\n      XA\n".to_owned(),
    };
    golden("order_cover", |language| order.write(language));
    let host = HostStateLetter {
        envelope: envelope(),
        provider: "Harbour Hosting (invented)".to_owned(),
        order_sent: moment("2026-01-22T10:00:00Z"),
        portal_link: LINK.to_owned(),
        annex_text: "REMOVAL ORDER\n".to_owned(),
    };
    golden("host_state", |language| host.write(language));
    let prior = PriorInformation {
        envelope: envelope(),
        contact_point: "orders@hosting.example".to_owned(),
        languages: "English, French".to_owned(),
        redress: "Administrative Court of Exampletown, 30 days from receipt.".to_owned(),
        portal_link: LINK.to_owned(),
    };
    golden("prior_information", |language| prior.write(language));
}

#[test]
fn messages_that_follow_up() {
    for (matter, name) in [(Matter::Referral, "referral"), (Matter::Order, "order")] {
        let first_sent = moment("2026-07-20T10:00:00Z");
        let reminder = Reminder {
            envelope: envelope(),
            matter,
            url: URL.to_owned(),
            first_sent: first_sent.clone(),
            answer_link: LINK.to_owned(),
        };
        golden(&format!("reminder_{name}"), |language| reminder.write(language));
        let escalation = Escalation {
            envelope: envelope(),
            matter,
            url: URL.to_owned(),
            first_sent: first_sent.clone(),
            passed_to: "Media Authority of Examplia (invented)".to_owned(),
            answer_link: LINK.to_owned(),
        };
        golden(&format!("escalation_{name}"), |language| escalation.write(language));
        let withdrawal = Withdrawal {
            envelope: envelope(),
            matter,
            url: URL.to_owned(),
            first_sent,
            why: "The item is a scholarly article; our second reading shows it.".to_owned(),
        };
        golden(&format!("withdrawal_{name}"), |language| withdrawal.write(language));
    }
    let still_up = StillUp {
        envelope: envelope(),
        url: URL.to_owned(),
        said_removed: moment("2026-07-21T08:00:00Z"),
        seen: moment("2026-07-21T20:00:00Z"),
        seen_from: "two networks in Examplia".to_owned(),
        answer_link: LINK.to_owned(),
    };
    golden("still_up", |language| still_up.write(language));
}

#[test]
fn no_value_can_add_a_header_or_hide_in_a_line() {
    for bad in ["x\r\nBcc: all@world.example", "x\ny", "x\u{202e}y", "x\u{0}"] {
        let mut in_subject = referral();
        in_subject.envelope.reference = bad.to_owned();
        assert_eq!(in_subject.write(Language::English), Err(LetterError::Invisible("Reference")));
        let mut in_body = referral();
        in_body.url = bad.to_owned();
        assert_eq!(in_body.write(Language::French), Err(LetterError::Invisible("Adresse exacte")));
    }
    let mut quoted = referral();
    quoted.why = "x\nReference:\n    FORGED\u{202e}".to_owned();
    let letter = quoted.write(Language::English).unwrap();
    assert!(letter.body_text().contains("    Reference:\n    FORGED\u{fffd}\n"));
}

#[test]
fn outside_an_exercise_nothing_says_rehearsal() {
    let mut real = referral();
    real.envelope.rehearsal = false;
    real.envelope.reference = "2026-0001".to_owned();
    real.why = "An invented tide table.".to_owned();
    let letter = real.write(Language::French).unwrap();
    assert!(!letter.subject().contains("REHEARSAL") && !letter.body_text().contains("REHEARSAL"));
}

#[test]
fn an_unknown_time_zone_is_refused() {
    let mut lost = referral();
    lost.envelope.sent.zone = "Atlantis/Harbour".to_owned();
    assert_eq!(lost.write(Language::English), Err(LetterError::UnknownZone("Atlantis/Harbour".to_owned())));
}

proptest! {
    #[test]
    fn whatever_the_values_the_subject_is_one_visible_line(reference: String, url: String, why: String) {
        let mut any = referral();
        any.envelope.reference = reference;
        any.url = url;
        any.why = why;
        for language in Language::ALL {
            if let Ok(letter) = any.write(language) {
                prop_assert!(!letter.subject().chars().any(char::is_control));
                prop_assert!(!letter.body_text().contains('\r'));
            }
        }
    }
}
