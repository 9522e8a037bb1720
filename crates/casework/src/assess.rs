//! *Assess*: the queue, and a person's finding.

use crate::desk::{Desk, Draft};
use crate::error::{Error, Refusal, refused};
use crate::policy::{Actor, Permission};
use crate::ports::Query;
use crate::records::{Assessment, Bank, Capture, Item, Kept, Kind, Order, Record, Referral};
use crate::seal::{Act, Verb, Who};
use domain::assess::{self, Confidence, Finding, Outcome, Purpose};
use domain::detect::ItemState;
use domain::id::{ItemId, OrderId, PersonId, ReferralId};
use jiff::{SignedDuration, Timestamp};
use matching::digest::Sha256;
use serde_json::json;
use std::collections::BTreeSet;

/// How long an item is a person's own after it was handed out.
pub const HAND_OUT: SignedDuration = SignedDuration::from_mins(15);
/// How many of the first items in the queue are tried when others hold some of them.
const LOOK_AHEAD: u32 = 200;
/// States of items that wait for a finding.
const OPEN: [&str; 3] = ["in_review", "second_reading", "not_examined"];

/// Who has an item open, and until when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// The person.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// When it is handed on.
    pub until: Timestamp,
}

fn claim_key(item: ItemId) -> String {
    format!("claim {item}")
}

fn claim_value(actor: &Actor, until: Timestamp) -> String {
    format!("{} {until} {}", actor.person, actor.name)
}

fn read_claim(value: &str) -> Option<Holder> {
    let mut parts = value.splitn(3, ' ');
    let person = parts.next()?.parse().ok()?;
    let until = parts.next()?.parse().ok()?;
    Some(Holder { person, until, name: parts.next()?.to_owned() })
}

/// Who has an item open.
///
/// # Errors
/// Storage failures.
pub async fn holder(desk: &Desk, item: ItemId) -> Result<Option<Holder>, Error> {
    let value = desk.doors.store.recall(&claim_key(item), desk.now()).await?;
    Ok(value.as_deref().and_then(read_claim))
}

/// Takes an item for oneself, so that nobody else decides it at the same time.
///
/// # Errors
/// [`Refusal::InOtherHands`] if somebody else has it open.
pub async fn claim(desk: &Desk, actor: &Actor, item: ItemId) -> Result<Holder, Error> {
    actor.needs(Permission::Assess)?;
    let now = desk.now();
    let until = now + HAND_OUT;
    let value = claim_value(actor, until);
    if !desk.doors.store.remember_if_absent(&claim_key(item), &value, now, until).await? {
        match holder(desk, item).await? {
            Some(other) if other.person != actor.person => {
                return Err(refused(Refusal::InOtherHands { name: other.name, until: other.until }));
            }
            _ => desk.doors.store.remember(&claim_key(item), &value, until).await?,
        }
    }
    Ok(Holder { person: actor.person, name: actor.name.clone(), until })
}

/// Gives an item back to the queue.
///
/// # Errors
/// Not permitted, or storage failures.
pub async fn hand_back(desk: &Desk, actor: &Actor, item: ItemId) -> Result<(), Error> {
    actor.needs(Permission::Assess)?;
    if holder(desk, item).await?.is_some_and(|holder| holder.person == actor.person) {
        desk.doors.store.forget(&claim_key(item)).await?;
    }
    Ok(())
}

/// Hands out the next item of the queue: the first in order that nobody else has open and that the
/// person has not read already.
///
/// # Errors
/// Not permitted, or storage failures.
pub async fn next(desk: &Desk, actor: &Actor, after: Option<ItemId>) -> Result<Option<Kept<Item>>, Error> {
    actor.needs(Permission::Assess)?;
    let query = Query::all(Kind::Item, LOOK_AHEAD).in_states(&OPEN);
    for item in desk.list::<Item>(&query).await? {
        let own = item.assessments.iter().any(|assessment| assessment.officer == actor.person);
        if Some(item.id) == after || (own && item.state == ItemState::SecondReading) {
            continue;
        }
        match claim(desk, actor, item.id).await {
            Ok(_) => return Ok(Some(item)),
            Err(Error::Refused(Refusal::InOtherHands { .. })) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(None)
}

/// What follows a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Followed {
    /// An order was drafted; it waits for deconfliction and a second officer.
    Order(OrderId),
    /// A referral was drafted; it waits for a second person.
    Referral(ReferralId),
    /// Nothing goes outward.
    Nothing,
}

/// Records a person's finding, and drafts what it proposes. Nothing leaves the house by it.
///
/// # Errors
/// Not permitted, the item is in other hands, or [`assess::Refusal`].
pub async fn decide(desk: &Desk, actor: &Actor, id: ItemId, finding: Finding) -> Result<Followed, Error> {
    actor.needs(Permission::Assess)?;
    again!(decide_once(desk, actor, id, finding.clone()))
}

async fn decide_once(desk: &Desk, actor: &Actor, id: ItemId, finding: Finding) -> Result<Followed, Error> {
    let item = desk.load::<Item>(id.0).await?;
    claim(desk, actor, id).await?;
    let own_second = item.state == ItemState::SecondReading
        && item.assessments.last().is_some_and(|last| last.officer == actor.person);
    if own_second {
        return Err(crate::error::invalid("second reading", "another person gives the second reading"));
    }
    let followed = record(desk, actor, item, finding).await?;
    desk.doors.store.forget(&claim_key(id)).await?;
    Ok(followed)
}

async fn record(desk: &Desk, actor: &Actor, mut item: Kept<Item>, finding: Finding) -> Result<Followed, Error> {
    let to = assess::decide(item.state, &finding).map_err(refused)?;
    let assessment = Assessment {
        officer: actor.person,
        at: desk.now(),
        purpose: finding.purpose,
        reason: finding.reason.trim().to_owned(),
        categories: finding.categories,
        confidence: finding.confidence,
        outcome: finding.outcome,
    };
    item.state = to;
    if item.provider.is_none() {
        item.provider = crate::detect::provider_of(desk, &item.url).await?;
    }
    item.assessments.push(assessment.clone());
    let act = Act::new(Verb::Assess, "finding_recorded", item.id.0, Who::Person(actor))
        .under("Regulation (EU) 2021/784, Art 1(3), 2(7)")
        .detail(json!({ "outcome": finding.outcome.name(), "purpose": finding.purpose.name(), "reason": assessment.reason }));
    let draft = Draft::new(desk).put(&item)?;
    match finding.outcome {
        Outcome::ProposeOrder => {
            let _drawn = desk.drafting.lock().await;
            let order = crate::order::draft(desk, actor, &item, assessment).await?;
            draft.put(&order)?.commit(&act).await?;
            Ok(Followed::Order(order.id))
        }
        Outcome::Refer => {
            let _drawn = desk.drafting.lock().await;
            let referral = crate::refer::draft(desk, actor, &item, assessment).await?;
            draft.put(&referral)?.commit(&act).await?;
            Ok(Followed::Referral(referral.id))
        }
        Outcome::Exempt | Outcome::Dismiss | Outcome::SecondReading => {
            draft.commit(&act).await?;
            Ok(Followed::Nothing)
        }
    }
}

/// Takes up a finding again: the item goes back to the queue, with every earlier finding kept.
///
/// # Errors
/// Not permitted, no reason, or [`assess::Refusal::NotDecided`].
pub async fn reopen(desk: &Desk, actor: &Actor, id: ItemId, reason: &str) -> Result<(), Error> {
    actor.needs(Permission::Assess)?;
    if reason.trim().is_empty() {
        return Err(crate::error::invalid("reason", "say why the finding is taken up again"));
    }
    let mut item = desk.load::<Item>(id.0).await?;
    item.state = assess::reopen(item.state).map_err(refused)?;
    let act = Act::new(Verb::Assess, "finding_reopened", item.id.0, Who::Person(actor))
        .detail(json!({ "reason": reason.trim() }));
    Draft::new(desk).put(&item)?.commit(&act).await
}

/// Sets or changes the provider of an item. Orders and referrals of it that did not leave the house yet are addressed
/// to the new one.
///
/// # Errors
/// Not permitted, no such provider, or storage failures.
pub async fn set_provider(
    desk: &Desk,
    actor: &Actor,
    item: ItemId,
    provider: domain::id::ProviderId,
) -> Result<(), Error> {
    actor.needs(Permission::Assess)?;
    desk.load::<crate::records::Provider>(provider.0).await?;
    again!(set_provider_once(desk, actor, item, provider))
}

async fn set_provider_once(
    desk: &Desk,
    actor: &Actor,
    item: ItemId,
    provider: domain::id::ProviderId,
) -> Result<(), Error> {
    let mut item = desk.load::<Item>(item.0).await?;
    item.provider = Some(provider);
    let act = Act::new(Verb::Detect, "provider_set", item.id.0, Who::Person(actor))
        .detail(json!({ "provider": provider.to_string() }));
    let mut changes = vec![Draft::new(desk).put(&item)?.seal(&act)?];
    changes.extend(crate::order::readdress(desk, actor, &item).await?);
    changes.extend(crate::refer::readdress(desk, actor, &item).await?);
    desk.commit(changes).await
}

/// What a person found of several items at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dismissal {
    /// The purpose test, one answer for all.
    pub purpose: Purpose,
    /// Why there is nothing to act on.
    pub reason: String,
    /// How sure the person is.
    pub confidence: Confidence,
}

/// Dismisses several items at once with one finding: for what a person has looked through in a list.
/// Anything outward is decided one by one.
///
/// # Errors
/// Not permitted, or storage failures. Items that cannot be dismissed are returned with the reason.
pub async fn dismiss_all(
    desk: &Desk,
    actor: &Actor,
    items: &[ItemId],
    found: &Dismissal,
) -> Result<Vec<(ItemId, Error)>, Error> {
    actor.needs(Permission::Assess)?;
    let mut left = Vec::new();
    for item in items {
        let finding = Finding {
            purpose: found.purpose,
            reason: found.reason.clone(),
            categories: Vec::new(),
            confidence: found.confidence,
            outcome: Outcome::Dismiss,
        };
        match decide(desk, actor, *item, finding).await {
            Ok(_) => {}
            Err(error @ (Error::Refused(_) | Error::Conflict | Error::NotFound { .. })) => left.push((*item, error)),
            Err(other) => return Err(other),
        }
    }
    Ok(left)
}

/// Everything about an item that an officer sees on one page.
#[derive(Debug)]
pub struct Dossier {
    /// The item.
    pub item: Kept<Item>,
    /// What was seen there.
    pub capture: Option<Capture>,
    /// The page's visible text.
    pub text: Option<String>,
    /// Other items that match the same signals.
    pub elsewhere: Vec<Kept<Item>>,
    /// The order on it, if any.
    pub order: Option<Kept<Order>>,
    /// The referral of it, if any.
    pub referral: Option<Kept<Referral>>,
    /// Who has it open.
    pub holder: Option<Holder>,
    /// The sources of the banks that matched.
    pub banks: Vec<Kept<Bank>>,
}

/// Gathers everything about an item.
///
/// # Errors
/// Not permitted, no such item, or storage failures.
pub async fn dossier(desk: &Desk, actor: &Actor, id: ItemId) -> Result<Dossier, Error> {
    actor.needs(Permission::SeeItems)?;
    let item = desk.load::<Item>(id.0).await?;
    let capture = match item.capture {
        Some(capture) => Some(desk.load::<Capture>(capture.0).await?.record),
        None => None,
    };
    let text = match capture.as_ref().and_then(|capture| capture.text) {
        Some(digest) => read_text(desk, digest).await?,
        None => None,
    };
    let banks: BTreeSet<_> = item.matches.iter().map(|found| found.bank).collect();
    let mut sources = Vec::new();
    for bank in banks {
        sources.extend(desk.find::<Bank>(bank.0).await?);
    }
    Ok(Dossier {
        elsewhere: elsewhere(desk, &item).await?,
        order: latest(desk, actor, Kind::Order, id).await?,
        referral: latest(desk, actor, Kind::Referral, id).await?,
        holder: holder(desk, id).await?,
        banks: sources,
        item,
        capture,
        text,
    })
}

/// The newest paper on an item, of those that the actor may read.
async fn latest<T: Record>(desk: &Desk, actor: &Actor, kind: Kind, item: ItemId) -> Result<Option<Kept<T>>, Error> {
    let query = actor.readable(Query::all(kind, 1).with("item", item)).newest_first();
    Ok(desk.list(&query).await?.into_iter().next())
}

async fn read_text(desk: &Desk, digest: Sha256) -> Result<Option<String>, Error> {
    let bytes = desk.doors.blobs.get(&digest).await?;
    Ok(bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
}

/// Other items that match the same signals, the latest first.
async fn elsewhere(desk: &Desk, item: &Item) -> Result<Vec<Kept<Item>>, Error> {
    const SHOWN: usize = 12;
    let signals: BTreeSet<_> = item.matches.iter().map(|found| found.signal).collect();
    let mut found: Vec<Kept<Item>> = Vec::new();
    for signal in signals {
        let query = Query::all(Kind::Item, SHOWN as u32 + 1).with("signal", signal).newest_first();
        for other in desk.list::<Item>(&query).await? {
            if other.id != item.id && found.iter().all(|seen| seen.id != other.id) {
                found.push(other);
            }
        }
    }
    found.sort_by_key(|other| std::cmp::Reverse(other.taken_in));
    found.truncate(SHOWN);
    Ok(found)
}

/// Counts that media of an item were shown unveiled, and by whom.
///
/// # Errors
/// Not permitted, no such item, or storage failures.
pub async fn reveal(desk: &Desk, actor: &Actor, id: ItemId, file: Sha256) -> Result<Vec<u8>, Error> {
    actor.needs(Permission::Reveal)?;
    let mut item = desk.load::<Item>(id.0).await?;
    let capture = item.capture.ok_or(Error::NotFound { what: "capture" })?;
    let capture = desk.load::<Capture>(capture.0).await?;
    if capture.pictures.iter().all(|picture| picture.digest != file) {
        return Err(Error::NotFound { what: "picture" });
    }
    item.reveals += 1;
    let act = Act::new(Verb::Assess, "media_revealed", item.id.0, Who::Person(actor)).sealing([file]);
    Draft::new(desk).put(&item)?.commit(&act).await?;
    desk.doors.blobs.get(&file).await?.ok_or(Error::NotFound { what: "picture" })
}
