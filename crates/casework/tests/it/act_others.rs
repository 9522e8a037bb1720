//! Nobody acts on the targets of others, and nobody finds out by trying what they may not see.

use crate::act_stage::{Stage, country, refused};
use crate::map::name;
use crate::scene::person;
use casework::act::{self, AlertEntry, InstrumentEntry, MessageEntry, OperationEntry};
use casework::ports::Clock as _;
use casework::records::act::Marking;
use casework::{Error, Refusal};
use domain::act::handling::{HandlingCode, Tlp};
use domain::act::{BlindSpot, InstrumentKind, NoOrder};
use domain::hold::Answer;
use domain::id::TargetId;
use domain::map::Measure;
use domain::people::Role;
use std::collections::BTreeSet;
use uuid::Uuid;

impl Stage {
    /// Hides a target from everybody but the two who lead it by name.
    async fn hide(&self, id: TargetId) {
        let marking = Marking {
            codes: BTreeSet::from([HandlingCode::H0]),
            tlp: Tlp::Red,
            authorities: Some(BTreeSet::from([self.scene.ours, self.nl_authority])),
            people: Some(BTreeSet::from([self.lead.person, self.nl.person])),
            released: BTreeSet::new(),
            words: String::new(),
        };
        act::mark_target(&self.scene.desk, &self.lead, id, marking).await.unwrap();
    }
}

#[tokio::test]
async fn only_those_who_lead_and_the_state_that_acts_answer_for_a_target() {
    let stage = Stage::new().await;
    let desk = &stage.scene.desk;
    let id = stage.letter("lamp.example").await;
    act::share(desk, &stage.lead, id, stage.ro.authority).await.unwrap();
    let liaison = person(desk, stage.ro.authority, "rita", Role::Liaison).await;
    let outcome = act::deconflict(desk, &liaison, id, Answer::Go, "REHEARSAL").await;
    assert!(refused(outcome).to_string().contains("others place a hold"));
    let title = |issuer: &str, place: &str| InstrumentEntry {
        number: "REHEARSAL 1".to_owned(),
        kind: InstrumentKind::VoluntaryReferral,
        issuer: country(issuer),
        place: country(place),
        assets: vec![name("host lamp.example")],
        measures: vec![Measure::StopHosting],
        from: stage.scene.clock.now(),
        until: None,
        paper: None,
    };
    let outcome = act::add_instrument(desk, &stage.ca, stage.operation, title("BE", "NL")).await;
    assert!(refused(outcome).to_string().contains("by those who lead, by the state that issued it"));
    act::add_instrument(desk, &stage.nl, stage.operation, title("BE", "NL")).await.unwrap();
    let own = act::add_instrument(desk, &stage.ro, stage.operation, title("RO", "NL")).await.unwrap();
    act::revoke_instrument(desk, &stage.ro, own, "REHEARSAL: first").await.unwrap();
    let again = act::revoke_instrument(desk, &stage.lead, own, "REHEARSAL: second").await;
    assert!(refused(again).to_string().contains("revoked already"), "who revoked it first stays on record");
    stage.end().await;
}

#[tokio::test]
async fn the_order_of_targets_names_none_that_is_hidden() {
    let stage = Stage::new().await;
    let desk = &stage.scene.desk;
    let (secret, a) = (stage.letter("secret.example").await, stage.letter("a.example").await);
    act::put_in_order(desk, &stage.lead, a, vec![secret], None).await.unwrap();
    stage.hide(secret).await;
    let hidden = refused(act::put_in_order(desk, &stage.coordinator, a, vec![secret], None).await);
    let absent =
        refused(act::put_in_order(desk, &stage.coordinator, a, vec![TargetId(Uuid::from_u128(9))], None).await);
    assert_eq!(hidden, absent, "what is hidden is not told from what is not there");
    assert!(matches!(hidden, Refusal::NoOrder(NoOrder::Unknown { .. })));
    act::put_in_order(desk, &stage.coordinator, a, Vec::new(), None).await.unwrap();
    assert_eq!(stage.target(a).await.after, [secret], "and is not taken away by who cannot see it");
    let spots = act::blind_spots(desk, &stage.coordinator, stage.wave).await.unwrap().spots;
    assert!(!spots.contains(&BlindSpot::Target(secret)));
    act::put_in_order(desk, &stage.lead, secret, vec![a], None).await.unwrap_err();
    act::put_in_order(desk, &stage.lead, a, Vec::new(), None).await.unwrap();
    act::put_in_order(desk, &stage.lead, secret, vec![a], None).await.unwrap();
    let circle = refused(act::put_in_order(desk, &stage.lead, a, vec![secret], None).await);
    assert!(circle.to_string().contains("secret.example"), "who may see it reads its name");
    stage.end().await;
}

#[tokio::test]
async fn a_third_state_finds_out_nothing_by_writing() {
    let stage = Stage::new().await;
    let desk = &stage.scene.desk;
    let to = |number, authority| MessageEntry {
        id: Uuid::from_u128(number),
        text: "REHEARSAL".to_owned(),
        urgent: false,
        to: Some(vec![authority]),
    };
    let takes_part = refused(act::say(desk, &stage.ca, stage.wave, to(1, stage.nl_authority)).await);
    let takes_none = refused(act::say(desk, &stage.ca, stage.wave, to(2, stage.scene.host_officer.authority)).await);
    assert_eq!(takes_part, takes_none);
    act::say(desk, &stage.ca, stage.wave, to(3, stage.scene.ours)).await.unwrap();
    let slice = act::slice(desk, &stage.nl, stage.operation).await.unwrap();
    assert!(slice.messages.is_empty());
    stage.end().await;
}

#[tokio::test]
async fn an_alert_is_not_for_people_by_name() {
    let stage = Stage::new().await;
    let entry = AlertEntry {
        subject: "REHEARSAL".to_owned(),
        text: "REHEARSAL".to_owned(),
        assets: Vec::new(),
        tlp: Tlp::Red,
        to: None,
    };
    let outcome = act::write_alert(&stage.scene.desk, &stage.lead, entry).await;
    assert!(refused(outcome).to_string().contains("red is for people by name"));
    stage.end().await;
}

/// An operation that one takes no part in, and a target in it, answer like what does not exist.
#[tokio::test]
async fn what_is_not_ones_own_answers_like_what_is_not_there() {
    let stage = Stage::new().await;
    let desk = &stage.scene.desk;
    let id = stage.letter("lamp.example").await;
    let outsider = person(desk, stage.scene.host_officer.authority, "otto", Role::Coordinator).await;
    let slice = act::slice(desk, &stage.lead, stage.operation).await.unwrap();
    let title = slice.instruments[0].id;
    let outcomes = [
        act::collateral(desk, &outsider, id).await.map(|_| ()),
        act::letter_text(desk, &outsider, id).await.map(|_| ()),
        act::hold_back(desk, &outsider, id, "REHEARSAL").await,
        act::revoke_instrument(desk, &outsider, title, "REHEARSAL").await,
        act::close(desk, &outsider, stage.operation).await,
    ];
    let kinds = ["target", "target", "target", "instrument", "operation"];
    for (outcome, kind) in outcomes.into_iter().zip(kinds) {
        assert!(matches!(outcome, Err(Error::NotFound { what }) if what == kind), "{kind}: {outcome:?}");
    }
    let text = act::letter_text(desk, &stage.nl, id).await.unwrap().unwrap();
    assert!(text.contains("please end the hosting of lamp.example"));
    let mut entry = OperationEntry {
        name: "REHEARSAL".to_owned(),
        objective: "REHEARSAL".to_owned(),
        legal_frame: "REHEARSAL".to_owned(),
        lead: outsider.authority,
        coordinator: outsider.authority,
        network: None,
        banner: None,
    };
    act::open(desk, &outsider, entry.clone()).await.unwrap();
    entry.lead = stage.scene.ours;
    entry.coordinator = stage.coordinator.authority;
    assert!(act::open(desk, &outsider, entry).await.is_err());
    stage.end().await;
}
