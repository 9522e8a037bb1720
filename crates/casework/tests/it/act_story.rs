//! One wave from the warning to the abort, as it may go on a bad day: what is elsewhere told step by step happens here
//! at once. And what people of a house that is not ours read of ours.

use crate::act_stage::{Stage, country, refused};
use crate::map::name;
use crate::scene::lowtide;
use casework::act::{self, AlertEntry, Call, Incident, Preparation};
use casework::jobs;
use casework::policy::{Actor, Permission};
use casework::ports::{Clock as _, Lane, Query};
use casework::records::act::{Sending, Teller};
use casework::records::{Hold, Kind, Order, Referral};
use casework::{Error, Refusal, directory, map, order, refer};
use domain::act::handling::Tlp;
use domain::act::{CallRefused, InstrumentKind, Outcome, Scope, TargetState, WaveState};
use domain::assess;
use domain::hold::{Answer, ReasonClass};
use domain::id::{OrderId, ReferralId, TargetId};
use domain::map::Measure;
use domain::order::OrderState;
use domain::people::Role;
use exchange::Language;
use jiff::SignedDuration;
use std::collections::BTreeSet;

const ALL: Scope = Scope::All;
const ORDERED: &str = "https://b.lowtide.test/rehearsal/a";
const REFERRED: &str = "https://b.lowtide.test/rehearsal/r";

impl Stage {
    /// A referral that waits to be released.
    async fn referral(&self, page: &str) -> ReferralId {
        let item = self.scene.known(page).await;
        let finding = crate::scene::finding(assess::Outcome::Refer);
        match casework::assess::decide(&self.scene.desk, &self.scene.analyst, item, finding).await.unwrap() {
            casework::assess::Followed::Referral(referral) => referral,
            other => panic!("a referral was to follow, not {other:?}"),
        }
    }

    /// A target for which a referral goes out.
    async fn referred(&self, page: &str) -> (TargetId, ReferralId) {
        let (desk, site) = (&self.scene.desk, format!("site {page}"));
        let referral = self.referral(page).await;
        let id = self.allocated(&site, Measure::RemoveItem, "NL").await;
        self.instrument(&site, Measure::RemoveItem, InstrumentKind::VoluntaryReferral, "BE", "NL").await;
        act::prepare(desk, &self.lead, id, Preparation::Referral { referral }).await.unwrap();
        self.approve(&self.scene.officer, id).await.unwrap();
        self.accept(id).await;
        (id, referral)
    }
}

/// An outlet rises, and everybody is warned. Orders, a referral, letters and a team on site wait for one moment, each
/// under its own title. The coordinator falls silent; the deputy takes over by rule, and calls. One second after the
/// first letters left the wave is aborted: what left stays recorded as left, and nothing more leaves.
#[tokio::test]
async fn from_the_warning_to_an_abort_one_second_after_go() {
    let stage = Stage::new().await;
    let desk = &stage.scene.desk;
    warned(&stage).await;

    let (ordered, drafted) = stage.order(ORDERED).await;
    let (referred, referral) = stage.referred(REFERRED).await;
    let server = stage.on_site("192.0.2.9", "RO").await;
    let mut letters = Vec::new();
    for n in 0..24 {
        letters.push(stage.letter(&format!("lamp{n}.example")).await);
    }
    let after_the_server = stage.letter("last.example").await;
    act::put_in_order(desk, &stage.lead, after_the_server, vec![server], None).await.unwrap();
    let kinds: BTreeSet<InstrumentKind> =
        act::slice(desk, &stage.lead, stage.operation).await.unwrap().instruments.iter().map(|one| one.kind).collect();
    let expected = [InstrumentKind::RemovalOrder, InstrumentKind::VoluntaryReferral, InstrumentKind::NationalWarrant];
    assert_eq!(kinds, BTreeSet::from(expected), "orders stand among the titles of the action");

    // The coordinator prepares everything, and is not heard of again.
    stage.set().await;
    let deputy_goes = || stage.call(&stage.deputy, Call::Go(ALL, stage.moment));
    assert!(matches!(refused(deputy_goes().await), Refusal::Call(CallRefused::CoordinatorThere { .. })));
    stage.scene.clock.set(stage.moment);
    assert!(stage.board().await.incidents.contains(&Incident::CoordinatorSilent));
    assert!(deputy_goes().await.unwrap().waits_for_second);
    assert_eq!(stage.call(&stage.lead, Call::Go(ALL, stage.moment)).await.unwrap().state, WaveState::Going);
    stage.go_for("NL", [&stage.nl, &stage.nl_second]).await;
    stage.go_for("RO", [&stage.lead, &stage.ro]).await;

    jobs::run_lane(desk, Lane::Letters).await.unwrap();
    stage.scene.clock.advance(SignedDuration::from_secs(1));
    let called = stage.call(&stage.deputy, Call::Abort(ALL)).await.unwrap();
    assert_eq!(called.state, WaveState::Aborted);
    let out: BTreeSet<TargetId> = called.out.into_iter().collect();
    let all: Vec<TargetId> = letters.into_iter().chain([ordered, referred, server, after_the_server]).collect();
    assert!(!out.is_empty() && out.len() < all.len() - 2, "some left, some did not: {}", out.len());
    let left_at: Vec<_> = stamps(&stage, &out).await;
    assert!(left_at.iter().all(|at| *at == stage.moment));

    stage.report(&stage.ro, 1, server, Outcome::NobodyThere).await;
    stage.scene.minutes(180).await;
    assert_eq!(stamps(&stage, &out).await, left_at, "what left stays recorded as left");
    for id in all.into_iter().filter(|id| !out.contains(id) && *id != server) {
        assert_eq!(stage.state(id).await, TargetState::Cleared, "nothing more leaves");
    }
    let papers = [(ordered, stage.scene.order(drafted).await.issued.is_some()), {
        let record = desk.load::<Referral>(referral.0).await.unwrap();
        (referred, record.sent.is_some())
    }];
    for (id, left) in papers {
        assert_eq!(left, out.contains(&id), "a paper and its target tell the same");
    }
    // Of an order that left the provider is reminded, and told when its hour was over.
    let reminders = if out.contains(&ordered) { 2 } else { 0 };
    // What is done on site takes no letter.
    let letters = out.iter().filter(|id| **id != server).count();
    assert_eq!(stage.sent().len(), letters + reminders);
    let review = act::review(desk, &stage.lead, stage.operation).await.unwrap();
    assert_eq!(review.waves[0].wave.state, WaveState::Aborted);
    assert_eq!(review.waves[0].calls.last().unwrap().by, stage.deputy.person);
    stage.end().await;
}

async fn stamps(stage: &Stage, ids: &BTreeSet<TargetId>) -> Vec<jiff::Timestamp> {
    let mut stamps = Vec::new();
    for id in ids {
        let target = stage.target(*id).await;
        stamps.push(target.dispatched.unwrap().at);
    }
    stamps
}

/// The alert goes to everybody of the Union; each receipt is recorded once, by whom and when.
async fn warned(stage: &Stage) {
    let desk = &stage.scene.desk;
    let entry = AlertEntry {
        subject: "REHEARSAL: a new light in the bay".to_owned(),
        text: "REHEARSAL: it was seen three nights in a row.".to_owned(),
        assets: vec![name("host bay.example")],
        tlp: Tlp::Green,
        to: None,
    };
    let id = act::write_alert(desk, &stage.lead, entry).await.unwrap();
    act::issue_alert(desk, &stage.scene.investigator, id).await.unwrap();
    stage.scene.minutes(1).await;
    let first = stage.scene.clock.now();
    act::confirm_alert(desk, &stage.nl, id).await.unwrap();
    stage.scene.minutes(5).await;
    act::confirm_alert(desk, &stage.nl_second, id).await.unwrap();
    let alert = act::alerts(desk, &stage.lead).await.unwrap().remove(0);
    let dutch = alert.recipients.iter().find(|one| one.authority == stage.nl_authority).unwrap();
    assert_eq!((dutch.read, dutch.read_by), (Some(first), Some(stage.nl.person)), "the first receipt stays");
    assert!(alert.recipients.iter().all(|one| one.sent.is_some()), "every letter was handed over");
    assert_eq!(alert.recipients.iter().filter(|one| one.read.is_some()).count(), 1);
}

/// Orders and referrals that could carry a target are offered by reference: those about its address, or to its provider.
#[tokio::test]
async fn papers_that_fit_a_target_are_offered() {
    let stage = Stage::new().await;
    let desk = &stage.scene.desk;
    let (about, referral) = (stage.scene.drafted(ORDERED).await, stage.referral(REFERRED).await);
    let elsewhere = stage.scene.drafted("https://elsewhere.example/rehearsal").await;
    let id = stage.allocated(&format!("site {ORDERED}"), Measure::RemoveItem, "NL").await;
    let fitting = act::fitting(desk, &stage.lead, id).await.unwrap();
    let orders: Vec<OrderId> = fitting.orders.iter().map(|order| order.id).collect();
    assert!(orders.contains(&about) && !orders.contains(&elsewhere), "{orders:?}");
    assert_eq!(fitting.referrals.iter().map(|one| one.id).collect::<Vec<_>>(), [referral]);
    let foreign = act::fitting(desk, &stage.nl, id).await.unwrap();
    assert!(foreign.orders.is_empty() && foreign.referrals.is_empty(), "one's own authority's alone");
    assert!(matches!(act::fitting(desk, &stage.ro, id).await, Err(Error::NotFound { .. })));
    // What is out is offered no more, and a server is seized under no order.
    order::withdraw(desk, &stage.scene.officer, about, "REHEARSAL: a mistake").await.unwrap();
    assert!(act::fitting(desk, &stage.lead, id).await.unwrap().orders.is_empty());
    let server = stage.on_site("192.0.2.9", "NL").await;
    let fitting = act::fitting(desk, &stage.lead, server).await.unwrap();
    assert!(fitting.orders.is_empty() && fitting.referrals.is_empty());
    stage.end().await;
}

/// Thanks go out in the provider's own language, the statement in the one that is asked for.
#[tokio::test]
async fn what_is_written_afterwards_is_in_the_readers_language() {
    let stage = Stage::new().await;
    let desk = &stage.scene.desk;
    let id = stage.letter("lamp.example").await;
    stage.go().await;
    stage.strike().await;
    let claim = act::ClaimEntry {
        id: uuid::Uuid::from_u128(7),
        by: act::ClaimedBy::Provider,
        what: Outcome::Closed,
        happened: stage.scene.clock.now(),
        said: stage.scene.clock.now(),
        source: "REHEARSAL: letter".to_owned(),
    };
    act::claim(desk, &stage.lead, id, claim).await.unwrap();
    assert!(matches!(stage.target(id).await.reports[0].who, Teller::Provider { .. }));
    let read = [
        ("en", Language::English, "Thank you"),
        ("fr", Language::French, "Merci"),
        ("pl", Language::English, "Thank you"),
    ];
    for (code, language, word) in read {
        let entry = directory::ProviderEntry { languages: vec![code.to_owned()], ..lowtide() };
        directory::put_provider(desk, &stage.scene.investigator, entry).await.unwrap();
        let [letter] = act::feedback(desk, &stage.lead, stage.operation).await.unwrap().try_into().unwrap();
        assert_eq!(letter.language, language, "{code}");
        assert!(letter.subject.contains(word) && letter.text.contains("REHEARSAL"), "{}", letter.subject);
        assert!(!letter.text.contains("lamp.example"), "it names no target");
    }
    let draft = act::communique(desk, &stage.lead, stage.operation, Language::French).await.unwrap();
    assert!(draft.text.contains("PROJET. Action commune\u{a0}: Low lamp"), "{}", draft.text);
    stage.end().await;
}

/// Of ours, people of another house read their own orders, referrals and holds, and nothing of the map.
#[tokio::test]
async fn another_house_reads_its_own_and_no_map() {
    let stage = Stage::new().await;
    let desk = &stage.scene.desk;
    let (drafted, referral) = (stage.scene.drafted(ORDERED).await, stage.referral(REFERRED).await);
    let foreign = crate::scene::person(desk, stage.nl_authority, "nelly", Role::Approver).await;
    let nl_liaison = crate::scene::person(desk, stage.nl_authority, "nico", Role::Liaison).await;
    let (ours, until) = (&stage.scene.liaison, stage.scene.clock.now() + SignedDuration::from_hours(5));
    for (who, authority, scope) in
        [(ours, stage.scene.ours, "ours.example"), (&nl_liaison, stage.nl_authority, "theirs.example")]
    {
        let reason = ReasonClass::Inquiry;
        directory::place_hold(desk, who, authority, scope, Answer::Hold, reason, until).await.unwrap();
    }
    let ours: &Actor = &stage.scene.officer;
    assert!(order::read(desk, ours, drafted).await.is_ok() && refer::read(desk, ours, referral).await.is_ok());
    assert!(matches!(order::read(desk, &foreign, drafted).await, Err(Error::NotFound { .. })));
    assert!(matches!(refer::read(desk, &foreign, referral).await, Err(Error::NotFound { .. })));
    let count = async |actor: &Actor| {
        let orders = desk.list::<Order>(&actor.readable(Query::all(Kind::Order, 10))).await.unwrap().len();
        let referrals = desk.list::<Referral>(&actor.readable(Query::all(Kind::Referral, 10))).await.unwrap().len();
        let holds = desk.list::<Hold>(&actor.readable(Query::all(Kind::Hold, 10))).await.unwrap().len();
        (orders, referrals, holds)
    };
    assert_eq!((count(ours).await, count(&foreign).await), ((1, 1, 2), (0, 0, 1)));
    assert!(order::owed(desk, &foreign, 10).await.unwrap().referrals.is_empty());

    stage.scene.seed("host lamp.example").await;
    let asset = stage.scene.asset("host lamp.example").await;
    assert!(map::asset(desk, &stage.lead, asset.id).await.is_ok());
    for actor in [&stage.coordinator, &stage.nl, &stage.ro, &stage.ca] {
        assert!(!actor.may(Permission::SeeMap) && actor.may(Permission::SeeOperations));
        let why = refused(map::asset(desk, actor, asset.id).await);
        assert!(matches!(why, Refusal::NotOfTheHouse { .. }), "{why}");
        assert!(map::find(desk, actor, &name("host lamp.example")).await.is_err());
    }
    // What a target says of its own asset they see, by their slice.
    let id = stage.letter("tulip.example").await;
    assert_eq!(act::target(desk, &stage.nl, id).await.unwrap().asset, name("host tulip.example"));
    assert!(matches!(stage.target(id).await.sending, Some(Sending::Letter { .. })));
    assert_eq!(stage.target(id).await.acting, Some(country("NL")));
    assert_eq!(stage.scene.order(drafted).await.state, OrderState::Draft);
    stage.end().await;
}
