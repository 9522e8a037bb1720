//! Each sees its own: everything that can be read is read as each participant, and held against what it may know.

use crate::act_stage::{Stage, country, refused};
use casework::act::{self, AlertEntry, MessageEntry};
use casework::policy::Actor;
use casework::ports::{Clock as _, MailError};
use casework::records::act::Marking;
use casework::{Error, Refusal, journal};
use domain::act::Outcome;
use domain::act::handling::{HandlingCode, Tlp};
use domain::id::TargetId;
use jiff::SignedDuration;
use std::collections::BTreeSet;
use uuid::Uuid;

impl Stage {
    /// Everything that the actor can read of the operation, as text.
    async fn walk(&self, actor: &Actor) -> String {
        let desk = &self.scene.desk;
        let slice = act::slice(desk, actor, self.operation).await.unwrap();
        let mut seen = format!("{slice:?}");
        seen += &format!("{:?}", act::operations(desk, actor).await.unwrap());
        seen += &format!("{:?}", act::board(desk, actor, self.wave).await.unwrap());
        seen += &format!("{:?}", act::readiness(desk, actor, self.wave).await.unwrap());
        seen += &format!("{:?}", act::results(desk, actor, self.operation, None).await.unwrap());
        seen += &format!("{:?}", act::review(desk, actor, self.operation).await.unwrap());
        seen += &format!("{:?}", act::reads(desk, actor, self.wave, self.moment).await.unwrap());
        seen += &format!("{:?}", act::alerts(desk, actor).await.unwrap());
        for code in ["NL", "RO", "CA"] {
            if let Ok(sheet) = act::sheet(desk, actor, self.wave, country(code)).await {
                seen += &format!("{sheet:?}");
            }
        }
        if let Ok(on_site) = act::on_site(desk, actor, self.operation).await {
            seen += &format!("{on_site:?}");
        }
        seen
    }

    async fn visible(&self, actor: &Actor) -> BTreeSet<TargetId> {
        let desk = &self.scene.desk;
        let slice = act::slice(desk, actor, self.operation).await.unwrap();
        let ids: BTreeSet<TargetId> = slice.targets.iter().map(|target| target.id).collect();
        let board = act::board(desk, actor, self.wave).await.unwrap();
        assert_eq!(board.targets.iter().map(|row| row.target.id).collect::<BTreeSet<_>>(), ids, "{}", actor.name);
        for row in &board.targets {
            assert!(act::target(desk, actor, row.target.id).await.is_ok());
        }
        ids
    }
}

async fn third_states_see_what_was_released(stage: &Stage) {
    let canada = stage.walk(&stage.ca).await;
    for hidden in ["for members", "Dutch", "Romanian", "member\"", "RO\"", "Country([78, 76])", "Country([82, 79])"] {
        assert!(!canada.contains(hidden), "Canada sees “{hidden}”");
    }
    for person in [&stage.nl, &stage.ro, &stage.nl_second] {
        assert!(!canada.contains(&person.person.to_string()));
    }
    assert!(canada.contains("for canada") && canada.contains("a target of others"));
    let romania = stage.walk(&stage.ro).await;
    assert!(romania.contains("for members") && !romania.contains("for canada"));
    assert!(!romania.contains("only what is released"), "the terms of others are theirs");
}

/// Four targets, of which Canada acts on one and was given one more, Romania on one, the Netherlands on two; one of
/// these carries H2 and RED for one person.
#[tokio::test]
async fn every_participant_sees_its_slice_and_nothing_more() {
    let stage = Stage::new().await;
    let desk = &stage.scene.desk;
    let (nl, secret) = (stage.letter("tulip.example").await, stage.on_site("192.0.2.21", "NL").await);
    let ro = stage.on_site("192.0.2.22", "RO").await;
    let ca = stage.on_site("192.0.2.23", "CA").await;
    act::put_in_order(desk, &stage.lead, ca, vec![nl], None).await.unwrap();
    act::put_in_order(desk, &stage.lead, ro, vec![secret], None).await.unwrap();
    let authorities = Some(BTreeSet::from([stage.scene.ours, stage.nl_authority, stage.coordinator.authority]));
    let marking = Marking {
        codes: BTreeSet::from([HandlingCode::H0, HandlingCode::H2]),
        tlp: Tlp::Red,
        authorities,
        people: Some(BTreeSet::from([stage.nl.person, stage.lead.person])),
        released: BTreeSet::new(),
        words: "REHEARSAL".to_owned(),
    };
    act::mark_target(desk, &stage.lead, secret, marking).await.unwrap();
    stage.go().await;
    stage.strike().await;
    stage.report(&stage.ro, 1, ro, Outcome::Searched).await;
    let message = |number: u128, to, text: &str| MessageEntry {
        id: Uuid::from_u128(number),
        text: format!("REHEARSAL {text}"),
        urgent: false,
        to,
    };
    act::say(desk, &stage.ro, stage.wave, message(1, None, "for members")).await.unwrap();
    act::say(desk, &stage.lead, stage.wave, message(2, Some(vec![stage.ca_authority]), "for canada")).await.unwrap();

    let expected: [(&Actor, &[TargetId]); 9] = [
        (&stage.lead, &[nl, secret, ro, ca]),
        (&stage.coordinator, &[nl, ro, ca]),
        (&stage.deputy, &[nl, ro, ca]),
        (&stage.scene.officer, &[nl, ro, ca]),
        (&stage.nl, &[nl, secret]),
        (&stage.nl_second, &[nl]),
        (&stage.nl_site, &[nl]),
        (&stage.ro, &[ro]),
        (&stage.ca, &[ca]),
    ];
    let words = [(nl, "tulip.example"), (secret, "192.0.2.21"), (ro, "192.0.2.22"), (ca, "192.0.2.23")];
    for (actor, may) in expected {
        let may: BTreeSet<TargetId> = may.iter().copied().collect();
        assert_eq!(stage.visible(actor).await, may, "{}", actor.name);
        let seen = stage.walk(actor).await;
        for (id, word) in words {
            assert_eq!(seen.contains(word), may.contains(&id), "{} and {word}", actor.name);
            let open = act::target(desk, actor, id).await;
            assert_eq!(open.is_ok(), may.contains(&id));
            assert!(open.is_ok() || matches!(open, Err(Error::NotFound { .. })));
        }
    }
    third_states_see_what_was_released(&stage).await;
    stage.end().await;
}

#[tokio::test]
async fn what_takes_no_part_does_not_exist() {
    let stage = Stage::new().await;
    let desk = &stage.scene.desk;
    let id = stage.letter("lamp.example").await;
    let outsider = &stage.scene.host_officer;
    assert!(matches!(act::slice(desk, outsider, stage.operation).await, Err(Error::NotFound { .. })));
    assert!(matches!(act::board(desk, outsider, stage.wave).await, Err(Error::NotFound { .. })));
    assert!(matches!(act::target(desk, outsider, id).await, Err(Error::NotFound { .. })));
    assert!(matches!(
        refused(act::slice(desk, &stage.scene.analyst, stage.operation).await),
        Refusal::NotPermitted { .. }
    ));
    act::remove_participant(desk, &stage.lead, stage.operation, stage.ca_authority).await.unwrap();
    assert!(act::slice(desk, &stage.ca, stage.operation).await.is_err());
    assert!(act::remove_participant(desk, &stage.lead, stage.operation, stage.nl_authority).await.is_err());
    stage.end().await;
}

#[tokio::test]
async fn a_target_given_to_another_state_leaves_the_first() {
    let stage = Stage::new().await;
    let desk = &stage.scene.desk;
    let id = stage.letter("lamp.example").await;
    act::allocate(desk, &stage.lead, id, country("RO")).await.unwrap();
    assert!(act::target(desk, &stage.ro, id).await.is_ok());
    assert!(act::target(desk, &stage.nl, id).await.is_err());
    assert!(stage.target(id).await.sending.is_none(), "what the Netherlands prepared is void");
    act::share(desk, &stage.lead, id, stage.ca_authority).await.unwrap();
    assert!(act::target(desk, &stage.ca, id).await.is_ok());
    stage.end().await;
}

/// H2: only the authority that provided it passes it on.
#[tokio::test]
async fn what_must_not_be_passed_on_is_not() {
    let stage = Stage::new().await;
    let desk = &stage.scene.desk;
    let id = stage.letter("lamp.example").await;
    let mut marking = stage.target(id).await.marking.clone();
    marking.codes.insert(HandlingCode::H2);
    act::mark_target(desk, &stage.lead, id, marking.clone()).await.unwrap();
    let passed = act::share(desk, &stage.coordinator, id, stage.ca_authority).await;
    assert!(refused(passed).to_string().contains("forbids passing it on"));
    act::share(desk, &stage.lead, id, stage.ca_authority).await.unwrap();
    marking.authorities = Some(BTreeSet::new());
    assert!(act::mark_target(desk, &stage.lead, id, marking).await.is_err(), "nobody would see it");
    stage.end().await;
}

/// The ledger is no way round: whoever is of another house gets leaves and proofs, and nothing opened.
#[tokio::test]
async fn the_ledger_opens_nothing_of_an_action_to_others() {
    let stage = Stage::new().await;
    let desk = &stage.scene.desk;
    let id = stage.letter("lamp.example").await;
    let foreign = crate::scene::person(desk, stage.ca_authority, "chuck", domain::people::Role::Approver).await;
    let bundle = journal::prove_for(desk, &foreign, id.0).await.unwrap();
    assert!(!bundle.entries.is_empty() && bundle.entries.iter().all(|entry| entry.opened.is_empty()));
    let own = journal::prove_for(desk, &stage.scene.officer, id.0).await.unwrap();
    assert!(own.entries.iter().any(|entry| !entry.opened.is_empty()));
    stage.end().await;
}

#[tokio::test]
async fn an_alert_reaches_everybody_of_the_union_and_says_who_read_it() {
    let stage = Stage::new().await;
    let desk = &stage.scene.desk;
    let entry = |to| AlertEntry {
        subject: "REHEARSAL: a new light in the bay".to_owned(),
        text: "REHEARSAL: it was seen three nights in a row.".to_owned(),
        assets: vec![crate::map::name("host bay.example")],
        tlp: Tlp::Green,
        to,
    };
    let id = act::write_alert(desk, &stage.lead, entry(None)).await.unwrap();
    assert!(act::alerts(desk, &stage.nl).await.unwrap().is_empty(), "it was not issued yet");
    assert!(refused(act::issue_alert(desk, &stage.lead, id).await).to_string().contains("second person"));
    act::issue_alert(desk, &stage.scene.investigator, id).await.unwrap();
    stage.scene.minutes(1).await;
    let alert = act::alerts(desk, &stage.lead).await.unwrap().remove(0);
    assert!(alert.reference.starts_with("BE-2026-W"));
    assert_eq!(alert.recipients.len(), 4, "the host state's, the Union's, the Dutch and the Romanian");
    assert!(alert.recipients.iter().all(|one| one.sent.is_some() && one.read.is_none()));
    let letter = stage.scene.letters_to("desk@ro.authority.example").remove(0);
    assert!(letter.subject.starts_with("REHEARSAL TLP:GREEN") && letter.text.contains("host bay.example"));
    act::confirm_alert(desk, &stage.ro, id).await.unwrap();
    assert!(matches!(act::confirm_alert(desk, &stage.ca, id).await, Err(Error::NotFound { .. })));
    let theirs = act::alerts(desk, &stage.nl).await.unwrap().remove(0);
    assert_eq!(theirs.recipients.len(), 1, "who else was warned is not told");
    let read = act::alerts(desk, &stage.lead).await.unwrap().remove(0);
    assert_eq!(read.recipients.iter().filter(|one| one.read.is_some()).count(), 1);
    let third = act::write_alert(desk, &stage.lead, entry(Some(vec![stage.ca_authority]))).await.unwrap();
    act::issue_alert(desk, &stage.scene.investigator, third).await.unwrap();
    assert_eq!(act::alerts(desk, &stage.ca).await.unwrap().len(), 1, "it was released to Canada by name");
    stage.end().await;
}

#[tokio::test]
async fn the_sheet_reads_in_the_order_of_the_plan_and_in_the_states_own_time() {
    let stage = Stage::new().await;
    let desk = &stage.scene.desk;
    let (last, first) = (stage.on_site("192.0.2.31", "NL").await, stage.letter("first.example").await);
    act::put_in_order(desk, &stage.lead, last, vec![first], None).await.unwrap();
    stage.set().await;
    let sheet = act::sheet(desk, &stage.nl, stage.wave, country("NL")).await.unwrap();
    assert_eq!(sheet.targets.iter().map(|line| line.id).collect::<Vec<_>>(), [first, last]);
    assert_eq!(sheet.targets[1].after, ["REHEARSAL host first.example"]);
    assert_eq!(sheet.targets[1].team.as_deref(), Some("REHEARSAL team 4"));
    assert!(sheet.targets.iter().all(|line| line.instrument.is_some()));
    assert_eq!((sheet.voices.len(), sheet.tlp), (2, Tlp::Amber));
    // T0 is 11:00 UTC on a day in November.
    let dutch = sheet.moment.iter().find(|one| one.country == Some(country("NL"))).unwrap();
    assert!(dutch.reads.contains("17 November 2026, 12:00:00"), "{}", dutch.reads);
    assert!(act::sheet(desk, &stage.ro, stage.wave, country("NL")).await.is_err());
    assert_eq!(stage.moment, stage.scene.clock.now() + SignedDuration::from_hours(2));
    stage.end().await;
}

/// A warning that the mail server refused is seen, with the reason, and sent again by a person.
#[tokio::test]
async fn an_alert_that_did_not_arrive_is_sent_again() {
    let stage = Stage::new().await;
    let desk = &stage.scene.desk;
    let entry = AlertEntry {
        subject: "REHEARSAL: a new light in the bay".to_owned(),
        text: "REHEARSAL".to_owned(),
        assets: Vec::new(),
        tlp: Tlp::Green,
        to: Some(vec![stage.nl_authority]),
    };
    let id = act::write_alert(desk, &stage.lead, entry).await.unwrap();
    act::issue_alert(desk, &stage.scene.investigator, id).await.unwrap();
    stage.scene.mail.fail_next(MailError::Refused { answer: "550 REHEARSAL no such mailbox".to_owned() });
    stage.scene.work().await;
    let recipient = async || act::alerts(desk, &stage.lead).await.unwrap().remove(0).recipients.remove(0);
    let refusal = recipient().await;
    assert!(refusal.sent.is_none() && refusal.refused.unwrap().contains("550"));
    let again = async |actor| act::send_alert_again(desk, actor, id, stage.nl_authority).await;
    assert!(matches!(again(&stage.nl).await, Err(Error::NotFound { .. })));
    again(&stage.lead).await.unwrap();
    stage.scene.work().await;
    let sent = recipient().await;
    assert!(sent.sent.is_some() && sent.refused.is_none());
    assert_eq!(stage.scene.letters_to("desk@nl.authority.example").len(), 1);
    assert!(refused(again(&stage.lead).await).to_string().contains("it got the alert"));
    stage.end().await;
}
