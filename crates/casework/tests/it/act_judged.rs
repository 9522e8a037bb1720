//! At the moment each target is judged anew: what it lacked may have come, what it had may be gone, and others write at
//! that very instant.

use crate::act_stage::{Stage, country};
use crate::map::name;
use crate::meddled::Meddling;
use casework::act::{self, Incident, InstrumentEntry, Preparation};
use casework::directory;
use casework::jobs;
use casework::ports::{Clock as _, Lane};
use domain::act::{HeldBack, InstrumentKind, TargetState};
use domain::hold::{Answer, ReasonClass};
use domain::id::{HoldId, TargetId};
use domain::map::Measure;
use futures::poll;
use jiff::{SignedDuration, Timestamp};
use std::pin::pin;

const HOUR: SignedDuration = SignedDuration::from_hours(1);

impl Stage {
    /// A letter that lacks nothing but its title, which begins at a moment.
    async fn letter_from(&self, host: &str, from: Timestamp) -> TargetId {
        let (asset, desk) = (format!("host {host}"), &self.scene.desk);
        let id = self.allocated(&asset, Measure::StopHosting, "NL").await;
        let title = InstrumentEntry {
            number: "REHEARSAL".to_owned(),
            kind: InstrumentKind::VoluntaryReferral,
            issuer: country("BE"),
            place: country("NL"),
            assets: vec![name(&asset)],
            measures: vec![Measure::StopHosting],
            from,
            until: None,
            paper: None,
        };
        act::add_instrument(desk, &self.lead, self.operation, title).await.unwrap();
        let (subject, text) = ("REHEARSAL".to_owned(), "REHEARSAL".to_owned());
        act::prepare(desk, &self.lead, id, Preparation::Letter { to: None, subject, text }).await.unwrap();
        self.approve(&self.scene.officer, id).await.unwrap();
        self.accept(id).await;
        id
    }

    /// Canada asks that a host be left alone for a while.
    async fn foreign_hold(&self, scope: &str, until: Timestamp) -> HoldId {
        let (answer, class) = (Answer::Hold, ReasonClass::Inquiry);
        directory::place_hold(&self.scene.desk, &self.scene.liaison, self.ca_authority, scope, answer, class, until)
            .await
            .unwrap()
    }

    async fn stayed(&self, id: TargetId) -> bool {
        self.board().await.incidents.contains(&Incident::DidNotLeave(id))
    }
}

#[tokio::test]
async fn a_title_that_begins_at_the_moment_or_later_lets_its_target_out_then() {
    let stage = Stage::new().await;
    let now = stage.letter_from("now.example", stage.moment).await;
    let later = stage.letter_from("later.example", stage.moment + HOUR).await;
    assert_eq!((stage.state(now).await, stage.state(later).await), (TargetState::Prepared, TargetState::Prepared));
    stage.go().await;
    stage.strike().await;
    assert_eq!((stage.state(now).await, stage.state(later).await), (TargetState::Dispatched, TargetState::HeldBack));
    assert!(!stage.stayed(later).await, "what leaves takes its seconds");
    stage.scene.minutes(1).await;
    assert!(stage.stayed(later).await && !stage.stayed(now).await, "somebody's incident");
    stage.scene.minutes(60).await;
    assert_eq!((stage.state(later).await, stage.sent().len()), (TargetState::Dispatched, 2));
    assert!(!stage.stayed(later).await);
    stage.end().await;
}

#[tokio::test]
async fn a_hold_that_runs_out_or_is_lifted_lets_its_target_out_then() {
    let stage = Stage::new().await;
    let (short, lifted) = (stage.letter("short.example").await, stage.letter("lifted.example").await);
    stage.foreign_hold("short.example", stage.moment + HOUR).await;
    let hold = stage.foreign_hold("lifted.example", stage.moment + HOUR * 20).await;
    stage.go().await;
    stage.strike().await;
    assert_eq!((stage.state(short).await, stage.state(lifted).await), (TargetState::HeldBack, TargetState::HeldBack));
    directory::lift_hold(&stage.scene.desk, &stage.scene.liaison, hold).await.unwrap();
    stage.scene.work().await;
    assert_eq!((stage.state(short).await, stage.state(lifted).await), (TargetState::HeldBack, TargetState::Dispatched));
    stage.scene.minutes(61).await;
    assert_eq!((stage.state(short).await, stage.sent().len()), (TargetState::Dispatched, 2));
    stage.end().await;
}

/// What waits for its state, or for another target, is nobody's incident.
#[tokio::test]
async fn what_waits_for_others_is_no_incident_and_what_lacks_something_is() {
    let stage = Stage::new().await;
    let desk = &stage.scene.desk;
    let (bare, server) = (
        stage.allocated("host bare.example", Measure::StopHosting, "NL").await,
        stage.on_site("192.0.2.9", "RO").await,
    );
    let (after, held) = (stage.letter("after.example").await, stage.letter("held.example").await);
    let silent = stage.on_site("192.0.2.10", "CA").await;
    act::put_in_order(desk, &stage.lead, after, vec![server], None).await.unwrap();
    act::hold_back(desk, &stage.nl, held, "REHEARSAL").await.unwrap();
    stage.go().await;
    stage.scene.minutes(1).await;
    assert!(!stage.stayed(bare).await, "the moment has not come");
    stage.strike().await;
    stage.scene.minutes(1).await;
    let stayed: Vec<TargetId> = stage
        .board()
        .await
        .incidents
        .iter()
        .filter_map(|one| match one {
            Incident::DidNotLeave(id) => Some(*id),
            _ => None,
        })
        .collect();
    assert_eq!(stayed, [bare], "{after} waits, {silent} has no go, {held} is an incident of its own");
    stage.end().await;
}

/// Neighbours moved in since somebody accepted that there were none.
#[tokio::test]
async fn accepted_collateral_is_counted_anew() {
    let stage = Stage::new().await;
    let desk = &stage.scene.desk;
    let id = stage.on_site("192.0.2.9", "NL").await;
    stage.count(id, 2).await;
    let readiness = act::readiness(desk, &stage.lead, stage.wave).await.unwrap();
    let nl = readiness.iter().find(|state| state.country == country("NL")).unwrap();
    assert_eq!(nl.lacks, [(id, vec![HeldBack::Collateral])]);
    stage.go().await;
    stage.strike().await;
    assert_eq!(stage.state(id).await, TargetState::HeldBack);
    assert_eq!(stage.board().await.targets[0].lacks, [HeldBack::Collateral]);
    act::accept_collateral(desk, &stage.nl, id, 2).await.unwrap();
    stage.count(id, 1).await;
    stage.scene.work().await;
    assert_eq!(stage.state(id).await, TargetState::Dispatched, "fewer than accepted is well");
    stage.end().await;
}

/// Somebody holds a target back in the instant in which its order is issued: it is out, and the board says so.
#[tokio::test]
async fn a_hold_in_the_instant_of_issuing_leaves_no_order_out_unseen() {
    let stage = Stage::new().await;
    let (id, drafted) = stage.order("https://b.lowtide.test/rehearsal/a").await;
    stage.go().await;
    stage.scene.clock.set(stage.moment);
    stage.scene.meddled.set(Meddling::SlowCommits);
    {
        let mut lane = pin!(jobs::run_lane(&stage.scene.desk, Lane::Letters));
        assert!(poll!(lane.as_mut()).is_pending(), "it was to be on the point of issuing");
        act::hold_back(&stage.scene.desk, &stage.nl, id, "REHEARSAL: wait").await.unwrap();
        lane.await.unwrap();
    }
    stage.scene.meddled.set(Meddling::None);
    assert!(stage.scene.order(drafted).await.issued.is_some());
    let target = stage.target(id).await;
    assert_eq!((target.state, target.dispatched.is_some()), (TargetState::Dispatched, true));
    stage.scene.work().await;
    assert_eq!(stage.sent().len(), 1);
    stage.end().await;
}

/// We are stopped after the order was issued and before the target says so; then everything is aborted.
#[tokio::test]
async fn an_order_that_is_out_is_out_after_an_abort_too() {
    let stage = Stage::new().await;
    let (id, drafted) = stage.order("https://b.lowtide.test/rehearsal/a").await;
    stage.go().await;
    stage.scene.clock.set(stage.moment);
    stage.scene.meddled.set(Meddling::SlowCommits);
    {
        let mut lane = pin!(jobs::run_lane(&stage.scene.desk, Lane::Letters));
        while stage.scene.order(drafted).await.issued.is_none() {
            assert!(poll!(lane.as_mut()).is_pending());
        }
    }
    stage.scene.meddled.set(Meddling::None);
    assert_eq!(stage.state(id).await, TargetState::Cleared);
    stage.call(&stage.lead, act::Call::Abort(domain::act::Scope::All)).await.unwrap();
    stage.scene.clock.advance(jobs::LEASE + SignedDuration::from_secs(1));
    stage.scene.work().await;
    assert_eq!((stage.state(id).await, stage.sent().len()), (TargetState::Dispatched, 1));
    stage.end().await;
}

#[tokio::test]
async fn two_jobs_at_one_instant_issue_one_order_and_hold_nothing_back() {
    let stage = Stage::new().await;
    let (id, _) = stage.order("https://b.lowtide.test/rehearsal/a").await;
    stage.go().await;
    stage.scene.clock.set(stage.moment);
    act::put_in_order(&stage.scene.desk, &stage.lead, id, Vec::new(), None).await.unwrap();
    stage.scene.meddled.set(Meddling::SlowCommits);
    jobs::run_lane(&stage.scene.desk, Lane::Letters).await.unwrap();
    stage.scene.meddled.set(Meddling::None);
    assert_eq!(stage.state(id).await, TargetState::Dispatched, "at once, and not when a job is tried again");
    assert!(stage.target(id).await.held_by_hand.is_none());
    stage.scene.work().await;
    assert_eq!((stage.sent().len(), stage.scene.clock.now()), (1, stage.moment));
    stage.end().await;
}
