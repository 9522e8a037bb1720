//! Planning a joint action: operations, targets, instruments, papers, readiness.

use crate::act_stage::{Stage, country, refused};
use crate::map::{name, seen};
use casework::act::{self, OperationEntry, Preparation, TargetEntry};
use casework::ports::Clock as _;
use casework::records::{Kept, Operation};
use casework::{Error, Refusal, directory, map};
use domain::act::{BlindSpot, HeldBack, InstrumentKind, NoOrder, TargetState};
use domain::hold::{Answer, ReasonClass};
use domain::map::{Measure, Source};
use jiff::SignedDuration;

fn why(refusal: Refusal) -> String {
    match refusal {
        Refusal::Invalid { what, why } => format!("{what}: {why}"),
        other => other.to_string(),
    }
}

#[tokio::test]
async fn an_operation_is_opened_by_those_who_lead_it() {
    let stage = Stage::new().await;
    let desk = &stage.scene.desk;
    let operation: Kept<Operation> = desk.load(stage.operation.0).await.unwrap();
    assert!(operation.reference.starts_with("BE-2026-J"));
    assert_eq!(operation.participants.len(), 5);
    let union = operation.participants.iter().find(|one| one.authority == operation.coordinator).unwrap();
    assert_eq!(union.country, None, "a body of the Union is of no state");
    let entry = OperationEntry {
        name: "REHEARSAL".to_owned(),
        objective: "REHEARSAL".to_owned(),
        legal_frame: "REHEARSAL".to_owned(),
        lead: operation.lead,
        coordinator: operation.coordinator,
        network: None,
        banner: None,
    };
    assert!(why(refused(act::open(desk, &stage.nl, entry.clone()).await)).contains("leads or coordinates"));
    assert!(matches!(
        refused(act::open(desk, &stage.scene.analyst, entry.clone()).await),
        Refusal::NotPermitted { .. }
    ));
    let nameless = OperationEntry { name: " ".to_owned(), ..entry.clone() };
    assert!(why(refused(act::open(desk, &stage.lead, nameless).await)).contains("missing"));
    act::alter(desk, &stage.coordinator, stage.operation, entry).await.unwrap();
    assert_eq!(act::operations(desk, &stage.ca).await.unwrap().len(), 1);
    assert!(act::operations(desk, &stage.scene.host_officer).await.unwrap().is_empty(), "takes no part");
    assert!(why(refused(act::close(desk, &stage.lead, stage.operation).await)).contains("wave 1 is planned"));
    stage.end().await;
}

#[tokio::test]
async fn a_target_comes_from_the_map_and_has_a_lever() {
    let stage = Stage::new().await;
    let desk = &stage.scene.desk;
    stage.scene.seed("host lamp.example").await;
    let entry = |asset: &str, measure, place: Option<&str>| TargetEntry {
        name: "REHEARSAL".to_owned(),
        asset: name(asset),
        measure,
        place: place.map(country),
        provider: None,
    };
    let propose = async |entry| act::propose(desk, &stage.lead, stage.wave, vec![entry]).await;
    let unknown = refused(propose(entry("host other.example", Measure::StopHosting, Some("NL"))).await);
    assert!(why(unknown).contains("not on the map"));
    let no_lever = refused(propose(entry("host lamp.example", Measure::ClientHold, Some("NL"))).await);
    assert!(why(no_lever).contains("cannot be taken"));
    let nowhere = refused(propose(entry("host lamp.example", Measure::StopHosting, None)).await);
    assert!(why(nowhere).contains("nobody knows where"));
    let id = propose(entry("host lamp.example", Measure::StopHosting, Some("NL"))).await.unwrap()[0];
    let twice = refused(propose(entry("host lamp.example", Measure::StopHosting, Some("NL"))).await);
    assert!(why(twice).contains("already"));
    assert!(why(refused(act::allocate(desk, &stage.lead, id, country("FR")).await)).contains("takes no part"));
    assert_eq!(stage.state(id).await, TargetState::Proposed);
    stage.end().await;
}

/// Everything that can be missing is named, and holds back that target only.
#[tokio::test]
async fn what_is_missing_holds_back_one_target() {
    let stage = Stage::new().await;
    let desk = &stage.scene.desk;
    let whole = stage.letter("whole.example").await;
    let bare = stage.allocated("host bare.example", Measure::StopHosting, "NL").await;
    let how = Preparation::Letter { to: None, subject: "REHEARSAL".to_owned(), text: "REHEARSAL".to_owned() };
    act::prepare(desk, &stage.lead, bare, how.clone()).await.unwrap();
    let readiness = act::readiness(desk, &stage.lead, stage.wave).await.unwrap();
    let nl = readiness.iter().find(|state| state.country == country("NL")).unwrap();
    assert!(!nl.is_ready());
    let lacks = &nl.lacks.iter().find(|(id, _)| *id == bare).unwrap().1;
    assert_eq!((nl.lacks.len(), lacks.len()), (1, 4), "{lacks:?}");
    stage.instrument("host bare.example", Measure::StopHosting, InstrumentKind::VoluntaryReferral, "BE", "NL").await;
    let own = stage.approve(&stage.lead, bare).await;
    assert!(matches!(refused(own), Refusal::NotPermitted { .. }), "letters are approved by who issues orders");
    stage.approve(&stage.scene.officer, bare).await.unwrap();
    stage.accept(bare).await;
    assert_eq!(stage.state(bare).await, TargetState::Cleared);
    // Other papers, another approval.
    act::prepare(desk, &stage.lead, bare, how).await.unwrap();
    assert_eq!(stage.state(bare).await, TargetState::Prepared);
    assert_eq!(stage.target(bare).await.approver, None);
    assert_eq!(stage.state(whole).await, TargetState::Cleared);
    stage.end().await;
}

#[tokio::test]
async fn an_instrument_that_goes_takes_its_targets_with_it_and_one_that_comes_brings_them_back() {
    let stage = Stage::new().await;
    let desk = &stage.scene.desk;
    let (one, other) = (stage.letter("one.example").await, stage.letter("other.example").await);
    let titles = act::slice(desk, &stage.lead, stage.operation).await.unwrap().instruments;
    let title = titles.iter().find(|title| title.assets == [name("host one.example")]).unwrap();
    let stranger = act::revoke_instrument(desk, &stage.ro, title.id, "REHEARSAL").await;
    assert!(matches!(stranger, Err(Error::NotFound { .. })), "Romania was not given it");
    act::revoke_instrument(desk, &stage.lead, title.id, "REHEARSAL: withdrawn by its issuer").await.unwrap();
    assert_eq!((stage.state(one).await, stage.state(other).await), (TargetState::HeldBack, TargetState::Cleared));
    stage.instrument("host one.example", Measure::StopHosting, InstrumentKind::VoluntaryReferral, "BE", "NL").await;
    assert_eq!(stage.state(one).await, TargetState::Cleared);
    stage.end().await;
}

/// Data orders take nothing down, and an investigation order does not reach Ireland.
#[tokio::test]
async fn an_instrument_that_cannot_carry_the_measure_is_refused_when_it_is_recorded() {
    let stage = Stage::new().await;
    let entry = act::InstrumentEntry {
        number: "REHEARSAL".to_owned(),
        kind: InstrumentKind::ProductionOrder,
        issuer: country("BE"),
        place: country("NL"),
        assets: vec![name("host lamp.example")],
        measures: vec![Measure::StopHosting],
        from: stage.moment,
        until: None,
        paper: None,
    };
    let add = async |entry| act::add_instrument(&stage.scene.desk, &stage.lead, stage.operation, entry).await;
    assert!(why(refused(add(entry.clone()).await)).contains("takes nothing down"));
    let outside = act::InstrumentEntry {
        kind: InstrumentKind::EuropeanInvestigationOrder,
        place: country("IE"),
        measures: vec![Measure::SeizeServer],
        ..entry
    };
    assert!(why(refused(add(outside).await)).contains("no effect in IE"));
    stage.end().await;
}

#[tokio::test]
async fn whoever_holds_is_heard_above_any_recorded_go() {
    let stage = Stage::new().await;
    let (desk, id) = (&stage.scene.desk, stage.letter("lamp.example").await);
    let until = stage.moment + SignedDuration::from_hours(24);
    let place = async |authority, scope: &str| {
        let (answer, class) = (Answer::Hold, ReasonClass::Inquiry);
        directory::place_hold(desk, &stage.scene.liaison, authority, scope, answer, class, until).await.unwrap()
    };
    place(stage.scene.ours, "lamp.example").await;
    assert!(stage.board().await.targets[0].lacks.is_empty(), "the hold of those who lead keeps others away");
    let hold = place(stage.ca_authority, "lamp.example").await;
    let lacks = stage.board().await.targets.remove(0).lacks;
    assert_eq!(lacks, [HeldBack::Deconfliction(Some(Answer::Hold))]);
    stage.go().await;
    stage.strike().await;
    assert_eq!(stage.state(id).await, TargetState::HeldBack);
    assert!(stage.sent().is_empty());
    directory::lift_hold(desk, &stage.scene.liaison, hold).await.unwrap();
    act::deconflict(desk, &stage.scene.liaison, id, Answer::Go, "REHEARSAL: lifted").await.unwrap();
    stage.scene.work().await;
    assert_eq!((stage.state(id).await, stage.sent().len()), (TargetState::Dispatched, 1), "late, and not never");
    stage.end().await;
}

#[tokio::test]
async fn collateral_above_the_ceiling_is_refused_and_the_narrower_lever_named() {
    let stage = Stage::new().await;
    let id = stage.allocated("address 192.0.2.9", Measure::SeizeServer, "NL").await;
    let desk = &stage.scene.desk;
    let accept = async |others| why(refused(act::accept_collateral(desk, &stage.lead, id, others).await));
    assert!(accept(0).await.contains("nobody has counted"), "what nobody counted is not nothing");
    stage.count(id, 6).await;
    assert!(accept(6).await.contains("would hit 6 strangers, and at most 5 are bearable; instead: stop_hosting"));
    stage.count(id, 3).await;
    assert!(accept(0).await.contains("by now 3 others are counted, not 0"), "a person accepts what was shown");
    let front = [seen("address 192.0.2.9 hosted_by cdn fastfront", stage.scene.clock.now(), Source::Person)];
    map::record(desk, &stage.scene.investigator, &front).await.unwrap();
    assert!(accept(3).await.contains("reveal_origin on the cdn"));
    assert!(stage.target(id).await.collateral.is_none());
    stage.end().await;
}

#[tokio::test]
async fn what_is_accepted_is_what_was_counted() {
    let stage = Stage::new().await;
    let desk = &stage.scene.desk;
    let id = stage.allocated("address 192.0.2.9", Measure::SeizeServer, "NL").await;
    stage.count(id, 3).await;
    let shown = act::collateral(desk, &stage.nl, id).await.unwrap().unwrap();
    assert_eq!((shown.strangers, shown.basis.map(|basis| basis.source)), (3, Some(Source::Person)));
    assert!(act::collateral(desk, &stage.ro, id).await.is_err());
    act::accept_collateral(desk, &stage.nl, id, shown.strangers).await.unwrap();
    let kept = stage.target(id).await.collateral.clone().unwrap();
    assert_eq!((kept.others, kept.by), (3, stage.nl.person));
    let counted = kept.counted.unwrap();
    assert_eq!((counted.source, counted.at.to_string().starts_with("2026-11-17")), (Source::Person, true));
    stage.scene.clock.advance(SignedDuration::from_hours(31 * 24));
    assert!(act::collateral(desk, &stage.lead, id).await.unwrap().unwrap_err().to_string().contains("too long ago"));
    stage.end().await;
}

#[tokio::test]
async fn targets_that_wait_for_each_other_are_named() {
    let stage = Stage::new().await;
    let desk = &stage.scene.desk;
    let (a, b) = (stage.letter("a.example").await, stage.letter("b.example").await);
    act::put_in_order(desk, &stage.lead, b, vec![a], None).await.unwrap();
    let circle = refused(act::put_in_order(desk, &stage.lead, a, vec![b], None).await);
    let Refusal::NoOrder(NoOrder::Cycle { names }) = circle else { panic!("{circle:?}") };
    assert!(names.contains(&"REHEARSAL host a.example".to_owned()));
    assert!(stage.target(a).await.after.is_empty());
    stage.end().await;
}

#[tokio::test]
async fn blind_spots_are_shown_to_those_who_lead() {
    let stage = Stage::new().await;
    let desk = &stage.scene.desk;
    stage.scene.seed("host lamp.example").await;
    let entry = TargetEntry {
        name: "REHEARSAL".to_owned(),
        asset: name("host lamp.example"),
        measure: Measure::StopHosting,
        place: Some(country("RO")),
        provider: None,
    };
    let id = act::propose(desk, &stage.lead, stage.wave, vec![entry]).await.unwrap()[0];
    let spots = act::blind_spots(desk, &stage.lead, stage.wave).await.unwrap();
    assert_eq!((spots.spots, spots.assets), (vec![BlindSpot::Target(id)], None));
    act::allocate(desk, &stage.lead, id, country("RO")).await.unwrap();
    let spots = act::blind_spots(desk, &stage.coordinator, stage.wave).await.unwrap().spots;
    assert_eq!(spots, [BlindSpot::State(country("RO"))]);
    assert!(act::blind_spots(desk, &stage.ro, stage.wave).await.is_err());
    stage.end().await;
}
