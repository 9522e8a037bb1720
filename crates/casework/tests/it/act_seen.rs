//! Four eyes see what they approve; what one may not see is not told by what is left out; and a hold is its holder's.

use crate::act_stage::{Stage, country, refused};
use crate::map::name;
use casework::act::{self, InstrumentEntry, Preparation};
use casework::policy::Actor;
use casework::ports::Clock as _;
use casework::refer::{self, Basis};
use domain::act::handling::HandlingCode;
use domain::act::{HeldBack, InstrumentKind, TargetState};
use domain::id::TargetId;
use domain::map::Measure;

impl Stage {
    fn title(&self, assets: &[&str], issuer: &str, place: &str) -> InstrumentEntry {
        InstrumentEntry {
            number: "REHEARSAL".to_owned(),
            kind: InstrumentKind::VoluntaryReferral,
            issuer: country(issuer),
            place: country(place),
            assets: assets.iter().map(|asset| name(asset)).collect(),
            measures: vec![Measure::StopHosting],
            from: self.scene.clock.now(),
            until: None,
            paper: None,
        }
    }

    /// How many titles the board and the readiness of a reader speak of that a target lacks.
    async fn near(&self, actor: &Actor, id: TargetId) -> (usize, usize) {
        let near = |lacks: &[HeldBack]| match lacks.first() {
            Some(HeldBack::Instrument(none)) => none.nearest.len(),
            other => panic!("a title was to be missing, not {other:?}"),
        };
        let desk = &self.scene.desk;
        let board = act::board(desk, actor, self.wave).await.unwrap();
        let ready = act::readiness(desk, actor, self.wave).await.unwrap();
        let ready = ready.iter().flat_map(|state| &state.lacks).find(|(target, _)| *target == id).unwrap();
        let row = board.targets.iter().find(|row| row.target.id == id).unwrap();
        (near(&row.lacks), near(&ready.1))
    }
}

#[tokio::test]
async fn papers_are_approved_as_they_were_shown() {
    let stage = Stage::new().await;
    let desk = &stage.scene.desk;
    let id = stage.letter("lamp.example").await;
    let prepare = async |to: &str, subject: &str| {
        let (to, subject) = (Some(to.to_owned()), subject.to_owned());
        let how = Preparation::Letter { to, subject, text: "REHEARSAL".to_owned() };
        act::prepare(desk, &stage.lead, id, how).await.unwrap();
        act::papers_shown(desk, &stage.nl, id).await.unwrap().unwrap()
    };
    let first = prepare("orders@lowtide.example", "REHEARSAL one").await;
    let other_subject = prepare("orders@lowtide.example", "REHEARSAL two").await;
    let other_address = prepare("desk@lowtide.example", "REHEARSAL two").await;
    for stale in [first, other_subject] {
        let refusal = refused(act::approve_papers(desk, &stage.scene.officer, id, stale).await);
        assert!(refusal.to_string().contains("others now than those that were shown"), "{refusal}");
    }
    act::approve_papers(desk, &stage.scene.officer, id, other_address).await.unwrap();
    assert_eq!(stage.state(id).await, TargetState::Cleared);
    let server = stage.on_site("192.0.2.9", "NL").await;
    assert_eq!(act::papers_shown(desk, &stage.nl, server).await.unwrap(), None);
    stage.end().await;
}

#[tokio::test]
async fn another_ground_of_a_referral_voids_its_approval() {
    let stage = Stage::new().await;
    let desk = &stage.scene.desk;
    const PAGE: &str = "https://b.lowtide.test/rehearsal/r";
    let item = stage.scene.known(PAGE).await;
    let finding = crate::scene::finding(domain::assess::Outcome::Refer);
    let decided = casework::assess::decide(desk, &stage.scene.analyst, item, finding).await.unwrap();
    let casework::assess::Followed::Referral(referral) = decided else { panic!("a referral was to follow") };
    let site = format!("site {PAGE}");
    let id = stage.allocated(&site, Measure::RemoveItem, "NL").await;
    stage.instrument(&site, Measure::RemoveItem, InstrumentKind::VoluntaryReferral, "BE", "NL").await;
    act::prepare(desk, &stage.lead, id, Preparation::Referral { referral }).await.unwrap();
    let shown = act::papers_shown(desk, &stage.lead, id).await.unwrap().unwrap();
    stage.approve(&stage.scene.officer, id).await.unwrap();
    stage.accept(id).await;
    assert_eq!(stage.state(id).await, TargetState::Cleared);
    refer::set_ground(desk, &stage.scene.officer, referral, Basis::IllegalContent).await.unwrap();
    assert_eq!((stage.state(id).await, stage.target(id).await.approver), (TargetState::HeldBack, None));
    let stale = act::approve_papers(desk, &stage.scene.officer, id, shown).await;
    assert!(refused(stale).to_string().contains("others now"));
    stage.approve(&stage.scene.officer, id).await.unwrap();
    assert_eq!(stage.state(id).await, TargetState::Cleared);
    stage.end().await;
}

/// H2: giving a target to a state passes it on.
#[tokio::test]
async fn what_must_not_be_passed_on_is_not_allocated_by_others() {
    let stage = Stage::new().await;
    let desk = &stage.scene.desk;
    let id = stage.letter("lamp.example").await;
    let mut marking = stage.target(id).await.marking.clone();
    marking.codes.insert(HandlingCode::H2);
    act::mark_target(desk, &stage.lead, id, marking).await.unwrap();
    let passed = act::allocate(desk, &stage.coordinator, id, country("RO")).await;
    assert!(refused(passed).to_string().contains("forbids passing it on"));
    assert!(act::target(desk, &stage.ro, id).await.is_err());
    act::allocate(desk, &stage.coordinator, id, country("NL")).await.unwrap();
    act::allocate(desk, &stage.lead, id, country("RO")).await.unwrap();
    stage.end().await;
}

/// The Netherlands writes a title for two assets, of which one is a target that only Romania sees. Were it left out for
/// them, they would know.
#[tokio::test]
async fn ones_own_title_reads_as_one_wrote_it() {
    let stage = Stage::new().await;
    let desk = &stage.scene.desk;
    stage.letter("tulip.example").await;
    stage.allocated("host danube.example", Measure::StopHosting, "RO").await;
    let both = ["host tulip.example", "host danube.example"];
    let own = act::add_instrument(desk, &stage.nl, stage.operation, stage.title(&both, "NL", "NL")).await.unwrap();
    let theirs = act::add_instrument(desk, &stage.lead, stage.operation, stage.title(&both, "BE", "NL")).await.unwrap();
    let slice = act::slice(desk, &stage.nl, stage.operation).await.unwrap();
    let assets = |id| slice.instruments.iter().find(|title| title.id == id).unwrap().assets.len();
    assert_eq!((assets(own), assets(theirs)), (2, 1), "of another's title they read their own part");
    stage.end().await;
}

#[tokio::test]
async fn what_a_target_lacks_speaks_of_no_title_that_is_hidden() {
    let stage = Stage::new().await;
    let desk = &stage.scene.desk;
    let id = stage.allocated("host lamp.example", Measure::StopHosting, "NL").await;
    let title = stage.title(&["host lamp.example"], "BE", "RO");
    act::add_instrument(desk, &stage.lead, stage.operation, title).await.unwrap();
    assert_eq!(stage.near(&stage.lead, id).await, (1, 1));
    assert_eq!(stage.near(&stage.nl, id).await, (0, 0), "it was given to Romania");
    stage.end().await;
}

#[tokio::test]
async fn only_the_authority_that_holds_a_target_lets_it_go() {
    let stage = Stage::new().await;
    let desk = &stage.scene.desk;
    let (id, moved) = (stage.letter("lamp.example").await, stage.letter("moved.example").await);
    for target in [id, moved] {
        act::hold_back(desk, &stage.nl, target, "REHEARSAL: a child was seen there").await.unwrap();
    }
    for actor in [&stage.lead, &stage.coordinator] {
        let released = refused(act::release(desk, actor, id).await);
        assert!(released.to_string().contains("only that one lets it go"), "{released}");
        let over = refused(act::hold_back(desk, actor, id, "REHEARSAL: mine now").await);
        assert!(over.to_string().contains("holds it back already"), "{over}");
    }
    act::release(desk, &stage.nl_second, id).await.unwrap();
    assert_eq!(stage.state(id).await, TargetState::Cleared);
    act::hold_back(desk, &stage.lead, id, "REHEARSAL").await.unwrap();
    assert!(act::release(desk, &stage.nl, id).await.is_err(), "nor the other way round");
    // What is Romania's now is no concern of the Netherlands any more.
    act::allocate(desk, &stage.lead, moved, country("RO")).await.unwrap();
    act::release(desk, &stage.ro, moved).await.unwrap();
    stage.end().await;
}
