//! The moment: each target leaves by itself, once, after it was asked anew.

use super::grounds::Grounds;
use super::sight::{Sight, every};
use super::{settled, stir, text};
use crate::desk::{Desk, Draft};
use crate::error::{Error, fault, invalid, refused};
use crate::letters::{identifier, nothing_to_do};
use crate::once::{self, Once, Taken};
use crate::order::Circumstances;
use crate::policy::{Actor, Permission};
use crate::ports::{Letter, Query};
use crate::records::act::{HeldByHand, Sending};
use crate::records::{FailedDelivery, Kept, Kind, Operation, Order, Person, Record as _, Referral, Target, Wave};
use crate::seal::{Act, Verb, Who};
use crate::task::Task;
use domain::act::{NotNow, Plan, Planned, TargetEvent, TargetState, Waits};
use domain::id::{JobId, OrderId, PersonId, ReferralId, TargetId};
use domain::provider::Channel;
use domain::stamp::{Source, Stamp};
use jiff::Timestamp;
use matching::digest::Sha256;
use serde_json::json;
use std::collections::BTreeMap;

/// Lets a target go out, if it may. The work of `Task::Dispatch`; it is asked again by whatever it waits for, and by
/// whoever writes it at the same moment.
///
/// # Errors
/// Mail or storage failures; the job is tried again.
pub(crate) async fn dispatch(desk: &Desk, id: TargetId, job: Option<JobId>) -> Result<(), Error> {
    again!(ask(desk, id, job))
}

async fn ask(desk: &Desk, id: TargetId, job: Option<JobId>) -> Result<(), Error> {
    let target = judged(desk, desk.load::<Target>(id.0).await?).await?;
    let at_home = matches!(target.state, TargetState::Prepared | TargetState::Cleared | TargetState::HeldBack);
    if !at_home || target.in_doubt.is_some() || target.dispatched.is_some() {
        return nothing_to_do(desk, job).await;
    }
    // We may have been stopped between its order and this record. What is out is out, whatever was called since.
    let issued = issued_by(desk, &target).await?;
    if target.state != TargetState::Prepared && issued.is_some() && issued == target.approver {
        return begun(desk, id, job).await;
    }
    if let Err(later) = asked(desk, &target).await? {
        return stays(desk, target, &later, job).await;
    }
    match (target.sending.clone(), job) {
        (Some(Sending::Letter { to, subject, text }), Some(job)) => {
            let letter = letter(desk, id, to, subject, &text).await?;
            leave(desk, target, letter, job).await
        }
        (Some(Sending::Order { id, exceptional }), job) => order(desk, target, id, exceptional.as_deref(), job).await,
        (Some(Sending::Referral { id }), job) => referral(desk, target, id, job).await,
        (Some(Sending::OnSite { .. }), job) => told(desk, target, job).await,
        (None, _) | (_, None) => nothing_to_do(desk, job).await,
    }
}

/// Clears a target that lacks nothing any more: since it was last looked at a title may have begun, or a hold ended.
async fn judged(desk: &Desk, mut target: Kept<Target>) -> Result<Kept<Target>, Error> {
    if !matches!(target.state, TargetState::Prepared | TargetState::HeldBack) {
        return Ok(target);
    }
    let operation = desk.load::<Operation>(target.operation.0).await?;
    let grounds = Grounds::of_target(desk, &operation, &target).await?;
    if !settled(desk, &mut target, &grounds)? {
        return Ok(target);
    }
    let name = if target.state == TargetState::Cleared { "target_cleared" } else { "target_held_back" };
    Draft::new(desk).put(&target)?.commit(&Act::new(Verb::Act, name, target.id.0, Who::Job)).await?;
    desk.load::<Target>(target.id.0).await
}

/// Why a target does not go out now, and when the mere passing of time may change that.
struct Later {
    not_now: NotNow,
    turns: Option<Timestamp>,
}

/// Asks the rules whether a target goes out now, on what stands in the store at this instant.
async fn asked(desk: &Desk, target: &Target) -> Result<Result<(), Later>, Error> {
    let wave = desk.load::<Wave>(target.wave.0).await?.life().map_err(fault)?;
    let operation = desk.load::<Operation>(target.operation.0).await?;
    let grounds = Grounds::of_target(desk, &operation, target).await?;
    let around = around(desk, target).await?;
    let (facts, now) = (grounds.facts(target), desk.now());
    let may = domain::act::may_go_out(&target.planned(), &Plan::of(&around), &wave, &facts, now);
    Ok(may.map_err(|not_now| Later { not_now, turns: grounds.turns(target, now) }))
}

/// The part of the plan that one target depends on: what comes before it, and who steps in for that.
async fn around(desk: &Desk, target: &Target) -> Result<Vec<Planned>, Error> {
    let mut known: BTreeMap<TargetId, Planned> = BTreeMap::from([(target.id, target.planned())]);
    let mut queue: Vec<TargetId> = target.after.iter().copied().chain(target.instead_of).collect();
    while let Some(id) = queue.pop() {
        if known.contains_key(&id) {
            continue;
        }
        let Some(first) = desk.find::<Target>(id.0).await? else { continue };
        if matches!(first.state, TargetState::Failed | TargetState::Withdrawn) {
            let query = Query::all(Kind::Target, 100).with("instead_of", id);
            queue.extend(every::<Target>(desk, query).await?.iter().map(|stand_in| stand_in.id));
        }
        known.insert(id, first.planned());
    }
    Ok(known.into_values().collect())
}

/// A target that waits is asked again by what it waits for. One that lacks something is held back, and shown; it is
/// asked again when a title begins or a hold runs out.
async fn stays(desk: &Desk, mut target: Kept<Target>, later: &Later, job: Option<JobId>) -> Result<(), Error> {
    let Later { not_now, turns } = later;
    let waits = not_now.waits.iter().any(|waits| !matches!(waits, Waits::NotCleared(_)));
    if waits || (target.state == TargetState::HeldBack && turns.is_none()) {
        return nothing_to_do(desk, job).await;
    }
    target.follow(TargetEvent::HoldBack).map_err(refused)?;
    let why: Vec<String> = not_now.lacks.iter().map(ToString::to_string).collect();
    let act = Act::new(Verb::Act, "target_held_back", target.id.0, Who::Job).detail(json!({ "why": why }));
    let draft = Draft::new(desk).put(&target)?.done(job);
    let draft = turns.iter().fold(draft, |draft, at| draft.then(&Task::Dispatch { target: target.id }, *at));
    draft.commit(&act).await
}

/// The letter, the same to the letter however often it is made.
async fn letter(desk: &Desk, id: TargetId, to: String, subject: String, text: &Sha256) -> Result<Letter, Error> {
    let bytes = desk.doors.blobs.get(text).await?.ok_or(Error::NotFound { what: "text of the letter" })?;
    Ok(Letter {
        to,
        subject,
        text: String::from_utf8(bytes).map_err(fault)?,
        attachments: Vec::new(),
        message_id: identifier::message_id(desk, &format!("target {id}"))?,
    })
}

async fn leave(desk: &Desk, target: Kept<Target>, letter: Letter, job: JobId) -> Result<(), Error> {
    let what = target.id.to_string();
    let known = once::begin(desk, &what, job).await?;
    let outcome = match known {
        Some(known) => known,
        None => {
            // Asked once more with the letter in hand: an abort of this very second counts.
            let now = desk.load::<Target>(target.id.0).await?;
            let goes = now.state == TargetState::Cleared && now.sending == target.sending;
            let asked = if goes { asked(desk, &now).await } else { Ok(Ok(())) };
            if !goes || !matches!(asked, Ok(Ok(()))) {
                once::let_go(desk, &what).await?;
                return match asked? {
                    Err(later) => stays(desk, now, &later, Some(job)).await,
                    Ok(()) => nothing_to_do(desk, Some(job)).await,
                };
            }
            once::hand_over(desk, &what, job, &letter).await?
        }
    };
    match outcome {
        Once::Taken(taken) => again!(gone(desk, target.id, &taken, job)),
        Once::Refused(why) => again!(undeliverable(desk, target.id, &why, job)),
        Once::InDoubt => again!(doubted(desk, target.id, job)),
        Once::InOtherHands => nothing_to_do(desk, Some(job)).await,
    }
}

/// Records that a letter is out, on the target as it stands now: only we know it, whatever people did meanwhile.
async fn gone(desk: &Desk, id: TargetId, taken: &Taken, job: JobId) -> Result<(), Error> {
    let mut target = desk.load::<Target>(id.0).await?;
    if target.dispatched.is_some() {
        return nothing_to_do(desk, Some(job)).await;
    }
    target.in_doubt = None;
    moves_on(&mut target)?;
    target.dispatched = Some(Stamp { at: taken.at, source: Source::MailAccepted }.into());
    target.receipt = Some(taken.receipt.clone());
    out(desk, target, Some(job)).await
}

/// Moves a target on that is out, unless whoever reported first what came of it, or prepared it otherwise, has done so.
fn moves_on(target: &mut Target) -> Result<(), Error> {
    if target.state == TargetState::HeldBack {
        target.follow(TargetEvent::Clear).map_err(refused)?;
    }
    if target.state == TargetState::Cleared {
        target.follow(TargetEvent::Dispatch).map_err(refused)?;
    }
    Ok(())
}

/// Commits that a target is out, and lets the looks from outside begin.
async fn out(desk: &Desk, mut target: Kept<Target>, job: Option<JobId>) -> Result<(), Error> {
    let next = super::outside::first_look(desk.now());
    target.next_look = Some(next);
    let act = Act::new(Verb::Act, "target_dispatched", target.id.0, Who::Job).sealing(target.papers.iter().copied());
    let draft = Draft::new(desk).put(&target)?.then(&Task::Confirm { target: target.id }, next);
    match draft.done(job).commit(&act).await {
        // The job may have been given up in the meantime, and somebody else has ended it.
        Err(Error::Conflict) if job.is_some() => {
            let now = desk.load::<Target>(target.id.0).await?;
            if now.revision != target.revision {
                return Err(Error::Conflict);
            }
            Draft::new(desk).put(&target)?.then(&Task::Confirm { target: target.id }, next).commit(&act).await
        }
        done => done,
    }
}

/// A letter that will never be taken like this: it did not leave, and a person sees to it.
async fn undeliverable(desk: &Desk, id: TargetId, why: &str, job: JobId) -> Result<(), Error> {
    let mut target = desk.load::<Target>(id.0).await?;
    failed(desk, &mut target, Channel::Email, why);
    hold(desk, target, why, Some(job)).await
}

fn failed(desk: &Desk, target: &mut Target, channel: Channel, why: &str) {
    target.failed_deliveries.push(FailedDelivery { channel, at: desk.now(), why: why.to_owned() });
}

/// Holds a target back that was on the point of leaving, until a person has seen why.
async fn hold(desk: &Desk, mut target: Kept<Target>, why: &str, job: Option<JobId>) -> Result<(), Error> {
    if target.state == TargetState::Cleared {
        target.follow(TargetEvent::HoldBack).map_err(refused)?;
    }
    // A person who holds it back is asked before it goes, whatever else is wrong with it.
    let held = HeldByHand { by: None, at: desk.now(), reason: why.to_owned() };
    target.held_by_hand = Some(target.held_by_hand.take().unwrap_or(held));
    let act = Act::new(Verb::Act, "target_held_back", target.id.0, Who::Job).detail(json!({ "why": why }));
    Draft::new(desk).put(&target)?.done(job).commit(&act).await
}

/// We were stopped with the letter in hand. It is never sent again by itself.
async fn doubted(desk: &Desk, id: TargetId, job: JobId) -> Result<(), Error> {
    let mut target = desk.load::<Target>(id.0).await?;
    if target.dispatched.is_some() || target.in_doubt.is_some() {
        return nothing_to_do(desk, Some(job)).await;
    }
    target.in_doubt = Some(desk.now());
    let act = Act::new(Verb::Act, "target_in_doubt", id.0, Who::Job);
    Draft::new(desk).put(&target)?.done(Some(job)).commit(&act).await
}

/// Who issued the order or released the referral of a target, once somebody did.
async fn issued_by(desk: &Desk, target: &Target) -> Result<Option<PersonId>, Error> {
    Ok(match &target.sending {
        Some(Sending::Order { id, .. }) => {
            let order = desk.load::<Order>(id.0).await?;
            order.issuer.filter(|_| order.issued.is_some())
        }
        Some(Sending::Referral { id }) => desk.load::<Referral>(id.0).await?.released_by,
        None | Some(Sending::Letter { .. } | Sending::OnSite { .. }) => None,
    })
}

/// An order is issued in the name of the officer who approved the papers. Its gates are asked anew, as for any other;
/// an order that was issued already is not issued twice.
async fn order(
    desk: &Desk,
    target: Kept<Target>,
    id: OrderId,
    exceptional: Option<&str>,
    job: Option<JobId>,
) -> Result<(), Error> {
    if issued_by(desk, &target).await?.is_none() {
        let Some(officer) = officer(desk, target.approver).await? else {
            return hold(desk, target, "whoever approved the papers does not work here any more", job).await;
        };
        let circumstances = Circumstances { emergency: None, exceptional };
        let issued = crate::order::issue_once(desk, &officer, id, circumstances).await;
        if let Some(why) = kept(desk, &target, issued).await? {
            return hold(desk, target, &why, job).await;
        }
    }
    again!(begun(desk, target.id, job))
}

async fn referral(desk: &Desk, target: Kept<Target>, id: ReferralId, job: Option<JobId>) -> Result<(), Error> {
    if issued_by(desk, &target).await?.is_none() {
        let Some(officer) = officer(desk, target.approver).await? else {
            return hold(desk, target, "whoever approved the papers does not work here any more", job).await;
        };
        let released = crate::refer::release_once(desk, &officer, id).await;
        if let Some(why) = kept(desk, &target, released).await? {
            return hold(desk, target, &why, job).await;
        }
    }
    again!(begun(desk, target.id, job))
}

/// Why a paper was refused; nothing when it is out, if only because another job was asked at the same instant.
async fn kept(desk: &Desk, target: &Target, tried: Result<(), Error>) -> Result<Option<String>, Error> {
    match tried {
        Ok(()) => Ok(None),
        Err(Error::Refused(why)) if issued_by(desk, target).await?.is_none() => Ok(Some(why.to_string())),
        Err(Error::Refused(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The officer with the rights they have now.
async fn officer(desk: &Desk, approver: Option<PersonId>) -> Result<Option<Actor>, Error> {
    let Some(approver) = approver else { return Ok(None) };
    let person = desk.find::<Person>(approver.0).await?.filter(|person| person.active);
    match person {
        Some(person) => crate::people::actor(desk, &person).await.map(Some),
        None => Ok(None),
    }
}

/// The order or referral of a target is out, by our own clock. Recorded on the target as it stands now: only we know
/// it, whatever people did meanwhile.
async fn begun(desk: &Desk, id: TargetId, job: Option<JobId>) -> Result<(), Error> {
    let mut target = desk.load::<Target>(id.0).await?;
    if target.dispatched.is_some() {
        return nothing_to_do(desk, job).await;
    }
    moves_on(&mut target)?;
    target.dispatched = Some(Stamp::ours(desk.now()).into());
    out(desk, target, job).await
}

/// A team is told to begin, unless somebody holds it back at this very moment: then it is asked anew.
async fn told(desk: &Desk, mut target: Kept<Target>, job: Option<JobId>) -> Result<(), Error> {
    target.follow(TargetEvent::Dispatch).map_err(refused)?;
    target.dispatched = Some(Stamp::ours(desk.now()).into());
    out(desk, target, job).await
}

/// A person found out whether a letter in doubt had left. If it had not, it goes out now, if it still may.
///
/// # Errors
/// Not permitted, no note of how it is known, a target that is not in doubt, or storage failures.
pub async fn settle_doubt(desk: &Desk, actor: &Actor, id: TargetId, left: bool, note: &str) -> Result<(), Error> {
    actor.needs(Permission::CallOperations)?;
    let note = text("note", note, super::LONGEST_TEXT)?;
    let (sight, mut target) = Sight::of_target(desk, actor, id).await?;
    if !sight.is_of(target.acting) {
        return Err(invalid("target", "only those who lead, and the state that acts, settle this"));
    }
    if target.in_doubt.take().is_none() {
        return Err(invalid("target", "nobody doubts whether its letter left"));
    }
    let act = Act::new(Verb::Act, "doubt_settled", id.0, Who::Person(actor));
    let act = act.detail(json!({ "left": left, "note": note }));
    let draft = if left {
        if target.state == TargetState::Cleared {
            target.follow(TargetEvent::Dispatch).map_err(refused)?;
        }
        target.dispatched = Some(Stamp { at: desk.now(), source: Source::OfficerRecord }.into());
        let next = super::outside::first_look(desk.now());
        target.next_look = Some(next);
        Draft::new(desk).put(&target)?.then(&Task::Confirm { target: id }, next)
    } else {
        // Before the commit: a crash in between leaves it in doubt, and the person says it once more.
        once::let_go(desk, &id.to_string()).await?;
        super::settle(desk, &sight.operation, target).await?
    };
    draft.commit(&act).await
}

/// A letter of ours came back undelivered: the target failed, and whoever steps in for it is asked.
///
/// # Errors
/// An identifier of none of our targets, one that people have reported on since, or storage failures.
pub(crate) async fn bounced(desk: &Desk, id: &str, why: &str) -> Result<(), Error> {
    let unknown = || Error::NotFound { what: "target in the bounced mail" };
    let id: TargetId = id.to_lowercase().parse().map_err(|_| unknown())?;
    let mut target = desk.find::<Target>(id.0).await?.ok_or_else(unknown)?;
    if target.state != TargetState::Dispatched {
        return Err(invalid("target", "it did not go out by letter, or people have reported on it since"));
    }
    target.follow(TargetEvent::Fail).map_err(refused)?;
    failed(desk, &mut target, Channel::Email, why);
    let act = Act::new(Verb::Act, "target_bounced", target.uuid(), Who::Job).detail(json!({ "why": why }));
    let draft = stir(desk, Draft::new(desk).put(&target)?, &target).await?;
    draft.commit(&act).await
}
