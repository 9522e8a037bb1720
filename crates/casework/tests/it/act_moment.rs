//! The moment: what leaves, once; what does not; and what happens when we are killed in the middle of it.

use crate::act_stage::{Stage, refused};
use crate::meddled::Meddling;
use casework::act::{self, Call, Incident, Preparation};
use casework::jobs::{self, LEASE};
use casework::ports::{Lane, Letter, Mail, MailError};
use casework::records::act::Sending;
use casework::{Refusal, bounces, order, portal};
use domain::act::{InstrumentKind, Outcome, Redress, Scope, TargetState, WaveState};
use domain::id::{OrderId, TargetId};
use domain::map::Measure;
use domain::order::{Answer, OrderState};
use futures::poll;
use jiff::SignedDuration;
use std::collections::BTreeSet;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use testkit::FakeMail;

const ALL: Scope = Scope::All;

/// A mail server that answers so many letters to the provider and then never again, after taking the next ones or before.
struct Hanging {
    mail: Arc<FakeMail>,
    answers: AtomicUsize,
    takes: bool,
}

#[async_trait::async_trait]
impl Mail for Hanging {
    async fn send(&self, letter: &Letter) -> Result<String, MailError> {
        tokio::task::yield_now().await;
        if letter.to != "orders@lowtide.example" {
            return self.mail.send(letter).await;
        }
        let answers = self.answers.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok();
        if !answers && !self.takes {
            std::future::pending::<()>().await;
        }
        let answer = self.mail.send(letter).await;
        if !answers {
            std::future::pending::<()>().await;
        }
        answer
    }
}

impl Stage {
    /// So many letters, all cleared.
    async fn letters(&self, count: usize) -> Vec<TargetId> {
        let mut ids = Vec::new();
        for n in 0..count {
            ids.push(self.letter(&format!("lamp{n}.example")).await);
        }
        ids
    }

    /// The mail server answers so many letters; then the machine dies, and comes up again.
    async fn kill_after(&mut self, answers: usize, takes: bool) {
        let plain = self.scene.desk.doors.mail.clone();
        let answers = AtomicUsize::new(answers);
        self.scene.desk.doors.mail = Arc::new(Hanging { mail: self.scene.mail.clone(), answers, takes });
        self.scene.clock.set(self.moment);
        {
            let mut lane = pin!(jobs::run_lane(&self.scene.desk, Lane::Letters));
            for _ in 0..200 {
                assert!(poll!(lane.as_mut()).is_pending(), "it was to hang");
            }
        }
        self.scene.desk.doors.mail = plain;
        self.scene.clock.advance(LEASE + SignedDuration::from_secs(1));
        self.scene.work().await;
    }

    /// A target for which an approved order goes out.
    pub async fn order(&self, page: &str) -> (TargetId, OrderId) {
        let (desk, site) = (&self.scene.desk, format!("site {page}"));
        let drafted = self.scene.drafted(page).await;
        self.scene.deconflict(drafted).await;
        order::approve(desk, &self.scene.officer, drafted).await.unwrap();
        let id = self.allocated(&site, Measure::RemoveItem, "NL").await;
        self.instrument(&site, Measure::RemoveItem, InstrumentKind::RemovalOrder, "BE", "NL").await;
        act::prepare(desk, &self.lead, id, Preparation::Order { order: drafted, exceptional: None }).await.unwrap();
        self.approve(&self.scene.officer, id).await.unwrap();
        self.accept(id).await;
        (id, drafted)
    }

    async fn states(&self, ids: &[TargetId], wanted: TargetState) -> usize {
        let mut count = 0;
        for id in ids {
            count += usize::from(self.state(*id).await == wanted);
        }
        count
    }

    async fn doubtful(&self, ids: &[TargetId]) -> Vec<TargetId> {
        let mut doubtful = Vec::new();
        for id in ids {
            if self.target(*id).await.in_doubt.is_some() {
                doubtful.push(*id);
            }
        }
        doubtful
    }
}

#[tokio::test]
async fn at_the_moment_everything_leaves_and_nothing_before() {
    let stage = Stage::new().await;
    let ids = stage.letters(20).await;
    stage.go().await;
    let before = stage.moment.duration_since(casework::ports::Clock::now(&*stage.scene.clock));
    stage.scene.pass(before - SignedDuration::from_secs(1)).await;
    assert!(stage.sent().is_empty());
    stage.strike().await;
    assert_eq!(stage.states(&ids, TargetState::Dispatched).await, 20);
    assert_eq!(stage.sent().len(), 20);
    let target = stage.target(ids[0]).await;
    assert!(target.receipt.as_ref().unwrap().starts_with("250"));
    assert_eq!(target.dispatched.unwrap().at, stage.moment);
    let letter = stage.scene.letters_to("orders@lowtide.example").remove(0);
    assert!(letter.text.contains("please end the hosting") && letter.message_id.starts_with("<target-"));
    stage.end().await;
}

/// Ten times the machine dies with letters in hand: nothing leaves twice, nothing is forgotten, and what nobody can
/// know is asked of a person.
#[tokio::test]
async fn ten_kills_at_the_moment_send_nothing_twice() {
    for run in 0..10 {
        let mut stage = Stage::new().await;
        let ids = stage.letters(18).await;
        stage.go().await;
        // Every other time the server had taken the letters that were in hand.
        stage.kill_after(run, run % 2 == 0).await;
        let doubtful = stage.doubtful(&ids).await;
        assert_eq!(doubtful.len(), 16 - run, "run {run}: what was in hand is in doubt");
        let out = stage.states(&ids, TargetState::Dispatched).await;
        assert_eq!(out + doubtful.len(), ids.len(), "run {run}: nothing is forgotten");
        let taken: BTreeSet<String> = stage.sent().into_iter().collect();
        for id in &doubtful {
            let left = taken.iter().any(|letter| letter.contains(&id.to_string()));
            assert_eq!(left, run % 2 == 0);
            assert!(stage.board().await.incidents.contains(&Incident::InDoubt(*id)));
            act::settle_doubt(&stage.scene.desk, &stage.lead, *id, left, "REHEARSAL: asked them").await.unwrap();
        }
        stage.scene.minutes(60).await;
        assert_eq!(stage.states(&ids, TargetState::Dispatched).await, ids.len(), "run {run}");
        assert_eq!(stage.sent().len(), ids.len(), "run {run}");
        stage.end().await;
    }
}

/// The mail server took the letters and the database was away: what it said is noted, so nobody is in doubt.
#[tokio::test]
async fn a_letter_that_was_taken_is_recorded_once_the_database_is_back() {
    let stage = Stage::new().await;
    let ids = stage.letters(3).await;
    stage.go().await;
    stage.scene.meddled.set(Meddling::NoCommits);
    stage.scene.clock.set(stage.moment);
    jobs::run_due(&stage.scene.desk).await.unwrap();
    assert_eq!((stage.sent().len(), stage.states(&ids, TargetState::Cleared).await), (3, 3));
    stage.scene.meddled.set(Meddling::None);
    stage.scene.minutes(10).await;
    assert_eq!(stage.states(&ids, TargetState::Dispatched).await, 3);
    assert_eq!(stage.sent().len(), 3);
    stage.end().await;
}

#[tokio::test]
async fn abort_a_second_after_go_stops_what_has_not_left_and_names_what_has() {
    let stage = Stage::new().await;
    let ids = stage.letters(40).await;
    stage.set().await;
    stage.scene.clock.set(stage.moment);
    for actor in [&stage.coordinator, &stage.lead] {
        stage.call(actor, Call::Go(ALL, stage.moment)).await.unwrap();
    }
    stage.go_for("NL", [&stage.nl, &stage.nl_second]).await;
    jobs::run_lane(&stage.scene.desk, Lane::Letters).await.unwrap();
    stage.scene.clock.advance(SignedDuration::from_secs(1));
    let called = stage.call(&stage.deputy, Call::Abort(ALL)).await.unwrap();
    assert_eq!(called.state, WaveState::Aborted);
    let out: BTreeSet<TargetId> = called.out.into_iter().collect();
    assert!(!out.is_empty() && out.len() < ids.len(), "{}", out.len());
    stage.scene.minutes(120).await;
    assert_eq!(stage.sent().len(), out.len(), "nothing left after it");
    for id in ids {
        let wanted = if out.contains(&id) { TargetState::Dispatched } else { TargetState::Cleared };
        assert_eq!(stage.state(id).await, wanted);
    }
    stage.end().await;
}

#[tokio::test]
async fn the_name_after_the_server_and_another_if_one_fails() {
    let stage = Stage::new().await;
    let desk = &stage.scene.desk;
    let server = stage.on_site("192.0.2.9", "RO").await;
    let (name, instead) = (stage.letter("lamp.example").await, stage.letter("spare.example").await);
    let after_all = stage.letter("last.example").await;
    act::put_in_order(desk, &stage.lead, name, vec![server], None).await.unwrap();
    act::put_in_order(desk, &stage.lead, instead, Vec::new(), Some(server)).await.unwrap();
    act::put_in_order(desk, &stage.lead, after_all, vec![server], None).await.unwrap();
    stage.go().await;
    stage.strike().await;
    assert_eq!(stage.state(server).await, TargetState::Dispatched);
    assert!(stage.sent().is_empty());
    // An empty rack: the stand-in goes, and what came after the server comes after the stand-in.
    stage.report(&stage.ro, 1, server, Outcome::EmptyPlace).await;
    stage.scene.work().await;
    assert_eq!((stage.state(instead).await, stage.sent().len()), (TargetState::Dispatched, 1));
    assert_eq!(stage.state(name).await, TargetState::Cleared);
    stage.report(&stage.nl, 2, instead, Outcome::Closed).await;
    stage.scene.work().await;
    assert_eq!(stage.states(&[name, after_all], TargetState::Dispatched).await, 2);
    stage.end().await;
}

#[tokio::test]
async fn a_letter_that_is_refused_waits_for_a_person_and_one_that_cannot_be_taken_is_tried_again() {
    let stage = Stage::new().await;
    let ids = stage.letters(2).await;
    stage.go().await;
    stage.scene.mail.fail_next(MailError::Refused { answer: "550 REHEARSAL".to_owned() });
    stage.scene.mail.fail_next(MailError::Later { answer: "451 REHEARSAL".to_owned() });
    stage.strike().await;
    stage.scene.minutes(1).await;
    assert_eq!((stage.sent().len(), stage.states(&ids, TargetState::HeldBack).await), (1, 1));
    let held = stage.board().await.incidents.into_iter().find_map(|incident| match incident {
        Incident::HeldBack(id, why) => Some((id, why)),
        _ => None,
    });
    let (id, why) = held.unwrap();
    assert!(why.contains("550"));
    act::release(&stage.scene.desk, &stage.lead, id).await.unwrap();
    stage.scene.work().await;
    assert_eq!(stage.sent().len(), 2);
    let back = stage.scene.letters_to("orders@lowtide.example").pop().unwrap().message_id;
    bounces::came_back(&stage.scene.desk, &back, "550 5.1.1 REHEARSAL no such mailbox").await.unwrap();
    assert_eq!(stage.state(id).await, TargetState::Failed);
    assert!(bounces::came_back(&stage.scene.desk, &back, "550 again").await.is_err());
    stage.end().await;
}

#[tokio::test]
async fn what_a_person_holds_or_withdraws_does_not_leave() {
    let stage = Stage::new().await;
    let desk = &stage.scene.desk;
    let ids = stage.letters(3).await;
    stage.go().await;
    act::hold_back(desk, &stage.nl, ids[0], "REHEARSAL: a child was seen there").await.unwrap();
    act::withdraw(desk, &stage.lead, ids[1], "REHEARSAL: somebody else's").await.unwrap();
    stage.strike().await;
    assert_eq!(stage.sent().len(), 1);
    assert_eq!((stage.state(ids[0]).await, stage.state(ids[1]).await), (TargetState::HeldBack, TargetState::Withdrawn));
    assert!(act::withdraw(desk, &stage.lead, ids[2], "REHEARSAL").await.is_err(), "what is out is out");
    act::release(desk, &stage.nl, ids[0]).await.unwrap();
    stage.scene.work().await;
    assert_eq!(stage.sent().len(), 2);
    stage.end().await;
}

#[tokio::test]
async fn an_approved_order_is_issued_at_the_moment_by_whoever_approved_the_papers() {
    let stage = Stage::new().await;
    let desk = &stage.scene.desk;
    const PAGE: &str = "https://b.lowtide.test/rehearsal/a";
    let drafted = stage.scene.drafted(PAGE).await;
    stage.scene.deconflict(drafted).await;
    let site = format!("site {PAGE}");
    let id = stage.allocated(&site, Measure::RemoveItem, "NL").await;
    stage.instrument(&site, Measure::RemoveItem, InstrumentKind::RemovalOrder, "BE", "NL").await;
    let how = Preparation::Order { order: drafted, exceptional: None };
    act::prepare(desk, &stage.lead, id, how).await.unwrap();
    let early = refused(stage.approve(&stage.scene.officer, id).await);
    assert!(early.to_string().contains("approved first"), "{early}");
    order::approve(desk, &stage.scene.officer, drafted).await.unwrap();
    stage.approve(&stage.scene.officer, id).await.unwrap();
    stage.accept(id).await;
    stage.go().await;
    assert_eq!(stage.scene.order(drafted).await.state, OrderState::Approved);
    stage.strike().await;
    let sent = stage.scene.order(drafted).await;
    assert_eq!((sent.state, sent.issuer), (OrderState::Delivered, Some(stage.scene.officer.person)));
    assert_eq!(stage.state(id).await, TargetState::Dispatched);
    assert!(matches!(stage.target(id).await.sending, Some(Sending::Order { .. })));
    // The provider answers, and we look.
    stage.scene.serve(PAGE, 404, "REHEARSAL");
    let link = stage.scene.link(drafted).await;
    order::answer(desk, &link, portal::Way::Portal, Answer::Removed, None, "REHEARSAL", "").await.unwrap();
    stage.scene.work().await;
    assert_eq!(stage.state(id).await, TargetState::Confirmed);
    assert_eq!(stage.target(id).await.redress, Redress::None);
    stage.end().await;
}

/// The machine dies with an order in hand: it is not sent again by itself, and a person is asked.
#[tokio::test]
async fn an_order_of_an_action_leaves_once_even_if_we_are_killed() {
    let mut stage = Stage::new().await;
    let (id, drafted) = stage.order("https://b.lowtide.test/rehearsal/a").await;
    stage.go().await;
    stage.scene.clock.set(stage.moment);
    jobs::run_lane(&stage.scene.desk, Lane::Letters).await.unwrap();
    assert_eq!(stage.state(id).await, TargetState::Dispatched);
    stage.kill_after(0, true).await;
    stage.scene.minutes(60).await;
    assert_eq!(stage.sent().len(), 1);
    let order = stage.scene.order(drafted).await;
    let provider = stage.scene.desk.load(stage.scene.provider.0).await.unwrap();
    assert!(order::waits_for_a_person(&order, &provider));
    assert!(order.failed_deliveries[0].why.contains("ask whether it arrived"));
    stage.end().await;
}

#[tokio::test]
async fn a_referral_is_released_at_the_moment_and_its_answer_heard() {
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
    assert!(stage.approve(&stage.scene.analyst, id).await.is_err(), "not permitted, and its author");
    stage.approve(&stage.scene.officer, id).await.unwrap();
    stage.accept(id).await;
    stage.go().await;
    stage.strike().await;
    assert_eq!((stage.state(id).await, stage.sent().len()), (TargetState::Dispatched, 1));
    let record: casework::records::Referral = desk.load(referral.0).await.unwrap().record;
    assert_eq!(record.released_by, Some(stage.scene.officer.person));
    let link = portal::link_to_referral(desk, &record).unwrap();
    let declined = casework::refer::Answer { removed: false, name: "REHEARSAL", ..Default::default() };
    casework::refer::answer(desk, &link, &declined).await.unwrap();
    stage.scene.work().await;
    assert_eq!(stage.state(id).await, TargetState::Failed);
    assert_eq!(stage.target(id).await.reports[0].what, Outcome::Refused);
    stage.end().await;
}

/// A gate that shut since the approval stops the order, and that target only.
#[tokio::test]
async fn an_order_whose_gates_shut_is_held_back() {
    let stage = Stage::new().await;
    let desk = &stage.scene.desk;
    let (id, drafted) = stage.order("https://b.lowtide.test/rehearsal/a").await;
    let other = stage.letter("lamp.example").await;
    stage.go().await;
    order::deconflict(desk, &stage.scene.liaison, drafted, domain::hold::Answer::Hold, "REHEARSAL: wait")
        .await
        .unwrap();
    stage.strike().await;
    assert_eq!(stage.scene.order(drafted).await.issued, None);
    assert_eq!((stage.state(id).await, stage.state(other).await), (TargetState::HeldBack, TargetState::Dispatched));
    stage.end().await;
}

/// Whoever approved has left the service: nobody else issues in their name.
#[tokio::test]
async fn an_order_has_an_officer_or_it_stays() {
    let stage = Stage::new().await;
    let desk = &stage.scene.desk;
    let (id, drafted) = stage.order("https://b.lowtide.test/rehearsal/a").await;
    let keeper = crate::scene::person(desk, stage.scene.ours, "adam", domain::people::Role::Administrator).await;
    casework::people::set_active(desk, &keeper, stage.scene.officer.person, false).await.unwrap();
    stage.go().await;
    stage.strike().await;
    assert_eq!((stage.state(id).await, stage.scene.order(drafted).await.issued), (TargetState::HeldBack, None));
    assert!(matches!(refused(act::release(desk, &stage.scene.analyst, id).await), Refusal::NotPermitted { .. }));
    stage.end().await;
}
