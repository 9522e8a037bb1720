//! Looking from outside whether it is as people say, and hearing what providers answered.

use super::look;
use super::sight::Sight;
use super::{moved, targets};
use crate::desk::{Desk, Draft};
use crate::error::{Error, invalid, refused};
use crate::letters::nothing_to_do;
use crate::policy::{Actor, Permission};
use crate::ports::Query;
use crate::records::act::{Report, Sending, Teller};
use crate::records::{Kind, Operation, Order, Referral, Target};
use crate::seal::{Act, Verb, Who};
use crate::task::Task;
use domain::act::claim::{Dispute, Verdict};
use domain::act::{Outcome, TargetEvent, TargetState};
use domain::id::{JobId, ProviderId, TargetId};
use domain::order::Answer;
use jiff::{SignedDuration, Timestamp};
use matching::digest::Sha256;
use serde_json::json;
use uuid::Uuid;

/// When we look, counted from the moment when the target left or the last report of it came. Our own practice.
const ROUNDS: [SignedDuration; 8] = [
    SignedDuration::ZERO,
    SignedDuration::from_mins(5),
    SignedDuration::from_mins(15),
    SignedDuration::from_hours(1),
    SignedDuration::from_hours(6),
    SignedDuration::from_hours(24),
    SignedDuration::from_hours(72),
    SignedDuration::from_hours(7 * 24),
];
/// How many glances a target keeps; the schedule makes far fewer.
const MAX_GLANCES: usize = 1_000;

/// When a target is first looked at that left at a moment.
pub(super) fn first_look(left: Timestamp) -> Timestamp {
    left + ROUNDS[1]
}

/// The moment from which the rounds count: of the last report, or when it left.
fn counts_from(target: &Target) -> Option<Timestamp> {
    let heard = target.reports.iter().map(|report| report.heard).max();
    heard.max(target.dispatched.map(|stamp| stamp.at))
}

/// Looks at a target from outside. The work of `Task::Confirm`.
///
/// # Errors
/// Storage failures; the job is tried again.
pub(crate) async fn confirm(desk: &Desk, id: TargetId, job: Option<JobId>) -> Result<(), Error> {
    let target = desk.load::<Target>(id.0).await?;
    let due = target.next_look.is_some_and(|next| next <= desk.now());
    if !due && unheard(desk, &target).await?.is_none() {
        return nothing_to_do(desk, job).await;
    }
    let operation = desk.load::<Operation>(target.operation.0).await?;
    let glances = look::look(desk, &operation, &target).await?;
    let evidence: Vec<_> = glances.iter().filter_map(|glance| glance.evidence).collect();
    // The looks took their time, and people have gone on meanwhile: they are written into what stands there now.
    let mut target = desk.load::<Target>(id.0).await?;
    let before = target.state;
    if let Some(answer) = unheard(desk, &target).await? {
        target.hear(answer).map_err(refused)?;
    }
    target.glances.extend(glances);
    let surplus = target.glances.len().saturating_sub(MAX_GLANCES);
    target.glances.drain(..surplus);
    let from = counts_from(&target).unwrap_or(target.proposed);
    let looks = look::conclude(&target, from);
    target.looks.extend(looks);
    if let Some(event) = judged(&target) {
        target.follow(event).map_err(refused)?;
    }
    target.next_look = ROUNDS.iter().filter_map(|after| from.checked_add(*after).ok()).find(|next| *next > desk.now());
    let act = Act::new(Verb::Act, "target_looked_at", id.0, Who::Job)
        .detail(json!({ "state": target.state.name() }))
        .sealing(evidence);
    let mut draft = Draft::new(desk).put(&target)?.done(job);
    if let Some(next) = target.next_look {
        draft = draft.then(&Task::Confirm { target: id }, next);
    }
    moved(desk, draft, before, &target).await?.commit(&act).await
}

/// What the looks say to the latest words of those who were there. Nothing while they cannot tell.
fn judged(target: &Target) -> Option<TargetEvent> {
    if !matches!(target.state, TargetState::Executed | TargetState::Confirmed | TargetState::Contradicted) {
        return None;
    }
    let testimony = target.testimony()?;
    let disputes = testimony.disputes();
    if disputes.iter().any(|dispute| matches!(dispute, Dispute::Outside(claim, _) if claim.who.was_there())) {
        return Some(TargetEvent::Contradict);
    }
    let acting = target.acting?;
    let words = testimony.words();
    let told = words.iter().filter(|word| word.who.was_there() && word.what.is_done());
    let agrees =
        told.into_iter().any(|word| testimony.looks().iter().any(|look| word.seen(look, acting) == Verdict::Agrees));
    agrees.then_some(TargetEvent::Confirm)
}

/// What the provider answered to the order or referral that went out for a target, if that was not heard yet.
async fn unheard(desk: &Desk, target: &Target) -> Result<Option<Report>, Error> {
    let Some((provider, outcome, at, words)) = answered(desk, target).await? else { return Ok(None) };
    // The same answer makes the same report, so that it is heard once.
    let digest = Sha256::of(format!("{} {provider} {outcome} {at}", target.id).as_bytes()).0;
    let id = uuid::Builder::from_random_bytes(std::array::from_fn(|place| digest[place])).into_uuid();
    let report = Report {
        id,
        who: Teller::Provider { id: provider },
        what: outcome,
        happened: at,
        said: at,
        heard: desk.now(),
        clock_ahead_seconds: 0,
        by: target.approver.unwrap_or(target.author),
        note: words,
    };
    Ok(Some(report).filter(|report| !target.reports.iter().any(|known| known.id == report.id)))
}

type Answered = (ProviderId, Outcome, Timestamp, String);

async fn answered(desk: &Desk, target: &Target) -> Result<Option<Answered>, Error> {
    match &target.sending {
        Some(Sending::Order { id, .. }) => {
            let order = desk.load::<Order>(id.0).await?;
            let (Some(provider), Some(given)) = (order.provider, order.answers.last()) else { return Ok(None) };
            let outcome = match given.answer {
                Answer::Removed => Outcome::Removed,
                // It is still there for whoever looks from elsewhere.
                Answer::DisabledAllMs => Outcome::Blocked,
                Answer::Impossible | Answer::ManifestError | Answer::InsufficientInformation => return Ok(None),
            };
            Ok(Some((provider, outcome, given.at, given.explanation.clone())))
        }
        Some(Sending::Referral { id }) => {
            let referral = desk.load::<Referral>(id.0).await?;
            let (Some(provider), Some(reply)) = (referral.provider, &referral.answered) else { return Ok(None) };
            let outcome = if reply.removed { Outcome::Removed } else { Outcome::Refused };
            Ok(Some((provider, outcome, reply.at, reply.explanation.clone())))
        }
        _ => Ok(None),
    }
}

/// Lets us hear at once what was answered to an order or referral, if it went out for a target.
pub(crate) async fn hear_provider<'d>(desk: &'d Desk, draft: Draft<'d>, paper: Uuid) -> Result<Draft<'d>, Error> {
    let targets = desk.list::<Target>(&Query::all(Kind::Target, 10).with("paper", paper)).await?;
    let out = targets.iter().filter(|target| target.dispatched.is_some());
    Ok(out.fold(draft, |draft, target| draft.then(&Task::Confirm { target: target.id }, desk.now())))
}

/// Looks at a target again now, out of turn.
///
/// # Errors
/// Not permitted, a target that has not left and of which nobody reported, or storage failures.
pub async fn look_again(desk: &Desk, actor: &Actor, id: TargetId) -> Result<(), Error> {
    actor.needs(Permission::PlanOperations)?;
    let (sight, mut target) = Sight::of_target(desk, actor, id).await?;
    if !sight.is_of(target.acting) || !target.state.is_out() {
        return Err(invalid("target", "only what is out is looked at, for those who lead and the state that acts"));
    }
    targets::not_in_doubt(&target)?;
    target.next_look = Some(desk.now());
    let act = Act::new(Verb::Act, "look_asked", id.0, Who::Person(actor));
    Draft::new(desk).put(&target)?.then(&Task::Confirm { target: id }, desk.now()).commit(&act).await
}
