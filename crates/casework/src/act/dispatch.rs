//! The moment: each target leaves by itself, once, after it was asked anew.

use super::grounds::Grounds;
use super::sight::{Sight, every};
use super::{stir, text};
use crate::desk::{Desk, Draft};
use crate::error::{Error, fault, invalid, refused};
use crate::letters::nothing_to_do;
use crate::once::{self, Once, Taken};
use crate::order::Circumstances;
use crate::policy::{Actor, Permission};
use crate::ports::{Letter, Query};
use crate::records::act::{HeldByHand, Sending};
use crate::records::{FailedDelivery, Kept, Kind, Operation, Order, Person, Record as _, Referral, Target, Wave};
use crate::seal::{Act, Verb, Who};
use crate::task::Task;
use domain::act::{NotNow, Plan, Planned, TargetEvent, TargetState};
use domain::id::{JobId, OrderId, PersonId, ReferralId, TargetId};
use domain::provider::Channel;
use domain::stamp::{Source, Stamp};
use matching::digest::Sha256;
use serde_json::json;
use std::collections::BTreeMap;

/// Lets a target go out, if it may. The work of `Task::Dispatch`; it is asked again by whatever it waits for.
///
/// # Errors
/// Mail or storage failures; the job is tried again.
pub(crate) async fn dispatch(desk: &Desk, id: TargetId, job: Option<JobId>) -> Result<(), Error> {
    let target = desk.load::<Target>(id.0).await?;
    if target.state != TargetState::Cleared || target.in_doubt.is_some() {
        return nothing_to_do(desk, job).await;
    }
    if let Err(not_now) = asked(desk, &target).await? {
        return stays(desk, target, &not_now, job).await;
    }
    match (target.sending.clone(), job) {
        (Some(Sending::Letter { to, subject, text }), Some(job)) => {
            let letter = letter(desk, id, to, subject, &text).await?;
            leave(desk, target, letter, job).await
        }
        (Some(Sending::Order { id, exceptional }), job) => order(desk, target, id, exceptional.as_deref(), job).await,
        (Some(Sending::Referral { id }), job) => referral(desk, target, id, job).await,
        (Some(Sending::OnSite { .. }), job) => begun(desk, target, job).await,
        (None, _) | (_, None) => nothing_to_do(desk, job).await,
    }
}

/// Asks the rules whether a target goes out now, on what stands in the store at this instant.
async fn asked(desk: &Desk, target: &Target) -> Result<Result<(), NotNow>, Error> {
    let wave = desk.load::<Wave>(target.wave.0).await?.life().map_err(fault)?;
    let operation = desk.load::<Operation>(target.operation.0).await?;
    let grounds = Grounds::of_target(desk, &operation, target).await?;
    let around = around(desk, target).await?;
    let facts = grounds.facts(target);
    Ok(domain::act::may_go_out(&target.planned(), &Plan::of(&around), &wave, &facts, desk.now()))
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

/// A target that waits is asked again by what it waits for. One that lacks something is held back, and shown.
async fn stays(desk: &Desk, mut target: Kept<Target>, not_now: &NotNow, job: Option<JobId>) -> Result<(), Error> {
    if !not_now.waits.is_empty() {
        return nothing_to_do(desk, job).await;
    }
    target.follow(TargetEvent::HoldBack).map_err(refused)?;
    let why: Vec<String> = not_now.lacks.iter().map(ToString::to_string).collect();
    let act = Act::new(Verb::Act, "target_held_back", target.id.0, Who::Job).detail(json!({ "why": why }));
    Draft::new(desk).put(&target)?.done(job).commit(&act).await
}

/// The letter, the same to the letter however often it is made.
async fn letter(desk: &Desk, id: TargetId, to: String, subject: String, text: &Sha256) -> Result<Letter, Error> {
    let bytes = desk.doors.blobs.get(text).await?.ok_or(Error::NotFound { what: "text of the letter" })?;
    let host = desk.settings.base_url.host_str().unwrap_or("vigie.invalid");
    Ok(Letter {
        to,
        subject,
        text: String::from_utf8(bytes).map_err(fault)?,
        attachments: Vec::new(),
        message_id: format!("<target-{id}@{host}>"),
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
                    Err(not_now) => stays(desk, now, &not_now, Some(job)).await,
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
    // Whoever reported first what came of it has moved the target on already.
    if matches!(target.state, TargetState::HeldBack) {
        target.follow(TargetEvent::Clear).map_err(refused)?;
    }
    if target.state == TargetState::Cleared {
        target.follow(TargetEvent::Dispatch).map_err(refused)?;
    }
    target.dispatched = Some(Stamp { at: taken.at, source: Source::MailAccepted }.into());
    target.receipt = Some(taken.receipt.clone());
    out(desk, target, Some(job)).await
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
    target.held_by_hand = Some(HeldByHand { by: None, at: desk.now(), reason: why.to_owned() });
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

/// An order is issued in the name of the officer who approved the papers. Its gates are asked anew, as for any other;
/// an order that was issued already is not issued twice.
async fn order(
    desk: &Desk,
    target: Kept<Target>,
    id: OrderId,
    exceptional: Option<&str>,
    job: Option<JobId>,
) -> Result<(), Error> {
    if desk.load::<Order>(id.0).await?.issued.is_none() {
        let Some(officer) = officer(desk, target.approver).await? else {
            return hold(desk, target, "whoever approved the papers does not work here any more", job).await;
        };
        let circumstances = Circumstances { emergency: None, exceptional };
        match crate::order::issue_once(desk, &officer, id, circumstances).await {
            Err(Error::Refused(why)) => return hold(desk, target, &why.to_string(), job).await,
            issued => issued?,
        }
    }
    begun(desk, target, job).await
}

async fn referral(desk: &Desk, target: Kept<Target>, id: ReferralId, job: Option<JobId>) -> Result<(), Error> {
    if desk.load::<Referral>(id.0).await?.released_by.is_none() {
        let Some(officer) = officer(desk, target.approver).await? else {
            return hold(desk, target, "whoever approved the papers does not work here any more", job).await;
        };
        match crate::refer::release_once(desk, &officer, id).await {
            Err(Error::Refused(why)) => return hold(desk, target, &why.to_string(), job).await,
            released => released?,
        }
    }
    begun(desk, target, job).await
}

/// The officer with the rights they have now.
async fn officer(desk: &Desk, approver: Option<PersonId>) -> Result<Option<Actor>, Error> {
    let Some(approver) = approver else { return Ok(None) };
    let person = desk.find::<Person>(approver.0).await?.filter(|person| person.active);
    Ok(person.map(|person| crate::people::actor(&person)))
}

/// The target is out by our own clock: its order is issued, its referral released, its team told to begin.
async fn begun(desk: &Desk, mut target: Kept<Target>, job: Option<JobId>) -> Result<(), Error> {
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
