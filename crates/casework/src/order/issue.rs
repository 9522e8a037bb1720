//! A second officer approves an order and issues it: alone, or several at once.

use super::gates::{is_a_sentence, push_opened, settle};
use super::{BASIS, form, host_authority, own, shut_gates};
use crate::desk::{Desk, Draft};
use crate::error::{Error, Refusal, invalid, refused};
use crate::policy::{Actor, Permission};
use crate::ports::Change;
use crate::records::{Item, Kept, Order, Provider};
use crate::seal::{Act, Verb, Who};
use crate::task::Task;
use domain::id::OrderId;
use domain::order::{self, Event, Gate, OrderState};
use domain::stamp::Stamp;
use jiff::SignedDuration;
use matching::digest::Sha256;
use serde_json::json;

/// How many orders can be issued at once. Each is still one decision, tested by itself.
pub const BULK_AT_ONCE: usize = 20;
/// Of so many orders issued at once, one must have been opened and read by the officer.
const READ_ONE_IN: usize = 4;
/// How long a reading counts.
const READING_COUNTS: SignedDuration = SignedDuration::from_hours(12);

/// What an officer says when they issue an order out of the ordinary.
#[derive(Debug, Clone, Copy, Default)]
pub struct Circumstances<'a> {
    /// Why the twelve hours of prior information are waived: an imminent threat to life or an ongoing
    /// attack (recital 17). It stands in the order itself.
    pub emergency: Option<&'a str>,
    /// Why it cannot wait for a working hour, or why so many at once.
    pub exceptional: Option<&'a str>,
}

/// A second officer approves an order: nothing is missing but the moment. If the provider was never
/// told of procedures and deadlines, the information goes out now, and the twelve hours begin.
///
/// # Errors
/// Not permitted, [`Refusal::Gates`] with everything that is missing, the author's own order, or out of order.
pub async fn approve(desk: &Desk, actor: &Actor, id: OrderId) -> Result<(), Error> {
    actor.needs(Permission::Issue)?;
    let mut order = own(desk, actor, id).await?;
    let item = desk.load::<Item>(order.item.0).await?;
    let approval = approved(desk, actor, &mut order, &item).await?;
    desk.commit(vec![approval]).await
}

async fn approved(desk: &Desk, actor: &Actor, order: &mut Kept<Order>, item: &Kept<Item>) -> Result<Change, Error> {
    order.provider = order.provider.or(item.provider);
    if order.author == actor.person {
        return Err(refused(Refusal::Gates(vec![order::Refusal::SamePerson])));
    }
    let missing = settle(desk, order).await?;
    if !missing.is_empty() {
        return Err(refused(Refusal::Gates(missing)));
    }
    order.follow(Event::Approve).map_err(refused)?;
    order.approver = Some(actor.person);
    order.approved = Some(desk.now());
    let act = Act::new(Verb::Order, "order_approved", order.id.0, Who::Person(actor))
        .under("Regulation (EU) 2021/784, Art 12(1)(a)")
        .detail(json!({ "reference": order.reference }));
    let mut draft = Draft::new(desk).put(order)?;
    if let Some(provider) = order.provider
        && desk.load::<Provider>(provider.0).await?.informed_by(order.authority).is_none()
    {
        draft = draft.then(&Task::Inform { provider, authority: order.authority }, desk.now());
    }
    draft.seal(&act)
}

/// A second officer issues an order, if every gate is open; one that nobody approved yet is approved
/// by the same act. Jobs hand it over and send the copy to the host state.
///
/// # Errors
/// Not permitted, [`Refusal::Gates`] with every gate that is shut, or out of order.
pub async fn issue(desk: &Desk, actor: &Actor, id: OrderId, circumstances: Circumstances<'_>) -> Result<(), Error> {
    issue_as(desk, actor, id, circumstances, false).await
}

/// The same at the moment of a joint action: its letter must not leave twice, whatever happens.
pub(crate) async fn issue_once(
    desk: &Desk,
    officer: &Actor,
    id: OrderId,
    circumstances: Circumstances<'_>,
) -> Result<(), Error> {
    issue_as(desk, officer, id, circumstances, true).await
}

async fn issue_as(
    desk: &Desk,
    actor: &Actor,
    id: OrderId,
    circumstances: Circumstances<'_>,
    once: bool,
) -> Result<(), Error> {
    actor.needs(Permission::Issue)?;
    let mut order = own(desk, actor, id).await?;
    // The item is written again unchanged, so that two orders on it, or an order and a finding that is
    // taken up again, cannot both go through at one moment.
    let item = desk.load::<Item>(order.item.0).await?;
    order.provider = order.provider.or(item.provider);
    note_circumstances(desk, actor, &mut order, circumstances).await?;
    let shut = shut_gates(desk, actor, &order).await?;
    if !shut.is_empty() {
        return Err(refused(Refusal::Gates(shut)));
    }
    let mut changes = Vec::new();
    if order.state != OrderState::Approved {
        changes.push(approved(desk, actor, &mut order, &item).await?);
        order.revision += 1;
    }
    order.follow(Event::Issue).map_err(refused)?;
    order.issuer = Some(actor.person);
    order.issued = Some(Stamp::ours(desk.now()).into());
    changes.push(issued(desk, actor, &mut order, &item, once).await?);
    desk.commit(changes).await
}

async fn issued(
    desk: &Desk,
    actor: &Actor,
    order: &mut Kept<Order>,
    item: &Kept<Item>,
    once: bool,
) -> Result<Change, Error> {
    if let Some(provider) = order.provider {
        let provider = desk.load::<Provider>(provider.0).await?;
        order.host_authority = host_authority(desk, order, &provider).await?.map(|host| host.id);
    }
    order.form = Some(form::freeze(desk, order).await?);
    let act = Act::new(Verb::Order, "order_issued", order.id.0, Who::Person(actor))
        .under(BASIS)
        .detail(json!({ "reference": order.reference, "url": order.url, "emergency": order.emergency }))
        .sealing(order.form)
        .sealing(order.capture_digest);
    let now = desk.now();
    Draft::new(desk)
        .put(order)?
        .put(item)?
        .then(&Task::Deliver { order: order.id, once }, now)
        .then(&Task::CopyHostState { order: order.id }, now)
        .seal(&act)
}

/// Writes the officer's circumstances into the order: the emergency if the twelve hours are not over, so that no order
/// says that something was waived which was not; and opens the gates of the hour and of the bulk if these are shut.
async fn note_circumstances(
    desk: &Desk,
    actor: &Actor,
    order: &mut Order,
    circumstances: Circumstances<'_>,
) -> Result<(), Error> {
    let given = |text: Option<&str>| text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    let emergency = given(circumstances.emergency).or(order.emergency.take());
    let exceptional = given(circumstances.exceptional);
    if emergency.is_none() && exceptional.is_none() {
        return Ok(());
    }
    let shut: Vec<Gate> = shut_gates(desk, actor, order).await?.iter().map(order::Refusal::gate).collect();
    if let Some(why) = emergency.filter(|_| shut.contains(&Gate::PriorInformation)) {
        if !is_a_sentence(&why) {
            return Err(invalid(
                "emergency",
                "write in a sentence what the emergency is; it stands in the order itself",
            ));
        }
        order.emergency = Some(why);
    }
    if let Some(why) = exceptional {
        for gate in shut.into_iter().filter(|gate| matches!(gate, Gate::Hours | Gate::Bulk)) {
            push_opened(desk, actor, order, gate, &why)?;
        }
    }
    Ok(())
}

/// Notes that an officer opened and read an order.
///
/// # Errors
/// Storage failures.
pub async fn seen(desk: &Desk, actor: &Actor, id: OrderId) -> Result<(), Error> {
    let until = desk.now() + READING_COUNTS;
    Ok(desk.doors.store.remember(&reading(actor, id), "read", until).await?)
}

fn reading(actor: &Actor, id: OrderId) -> String {
    format!("order read:{id}:{}", actor.person)
}

/// Which of several orders the officer must have opened before they can be issued together: one in
/// four, chosen by a digest, so that nobody chooses the easy ones.
#[must_use]
pub fn sample(ids: &[OrderId]) -> Vec<OrderId> {
    let mut drawn: Vec<(Sha256, OrderId)> = ids.iter().map(|id| (Sha256::of(id.0.as_bytes()), *id)).collect();
    drawn.sort_unstable_by_key(|(digest, _)| digest.0);
    drawn.into_iter().take(ids.len().div_ceil(READ_ONE_IN)).map(|(_, id)| id).collect()
}

/// Those of the [`sample`] that the officer has not opened yet.
///
/// # Errors
/// Storage failures.
pub async fn unread(desk: &Desk, actor: &Actor, ids: &[OrderId]) -> Result<Vec<OrderId>, Error> {
    let mut unread = Vec::new();
    for id in sample(ids) {
        if desk.doors.store.recall(&reading(actor, id), desk.now()).await?.is_none() {
            unread.push(id);
        }
    }
    Ok(unread)
}

/// Issues several orders, one by one, each tested by itself. Says of each whether it was issued.
///
/// # Errors
/// Not permitted, more than [`BULK_AT_ONCE`], or an order of the sample that the officer has not opened.
pub async fn issue_bulk(
    desk: &Desk,
    actor: &Actor,
    ids: &[OrderId],
    circumstances: Circumstances<'_>,
) -> Result<Vec<(OrderId, Result<(), Error>)>, Error> {
    actor.needs(Permission::Issue)?;
    if ids.len() > BULK_AT_ONCE {
        return Err(invalid("orders", format!("at most {BULK_AT_ONCE} at once; nothing was issued")));
    }
    if let Some(id) = unread(desk, actor, ids).await?.first() {
        let order = own(desk, actor, *id).await?;
        let why = format!("open and read {} first; it was drawn as a sample. Nothing was issued", order.reference);
        return Err(invalid("orders", why));
    }
    let mut outcomes = Vec::new();
    for id in ids {
        outcomes.push((*id, issue(desk, actor, *id, circumstances).await));
    }
    Ok(outcomes)
}
