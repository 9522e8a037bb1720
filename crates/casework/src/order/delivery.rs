//! Handing an order over: by the provider's channels in its order of preference, with everything that
//! failed kept; reminders, and the end of the time.

use super::{BASIS, form, own, send_about};
use crate::desk::{Desk, Draft};
use crate::error::{Error, invalid, refused};
use crate::letters::{self, nothing_to_do};
use crate::once::{self, Once, Taken};
use crate::policy::{Actor, Permission};
use crate::ports::{CallError, MailError};
use crate::records::{FailedDelivery, Kept, Notice, NoticeKind, Order, Provider};
use crate::seal::{Act, Verb, Who};
use crate::task::Task;
use domain::id::{JobId, OrderId};
use domain::order::{Event, OrderState, REMIND_AFTER, TIME_TO_REMOVE};
use domain::provider::Channel;
use domain::stamp::{Source, Stamp};
use jiff::SignedDuration;
use matching::digest::Sha256;
use serde_json::json;

/// How often a channel that asks to try later is tried before the next one takes its place.
const TRIES: usize = 3;
/// The pause after the first failure; it doubles. Three tries take less than four minutes: an order that
/// cannot be handed over is brought to a person while it still matters.
const FIRST_PAUSE: SignedDuration = SignedDuration::from_secs(30);

/// What became of one try.
enum Tried {
    /// Handed over.
    Done(Notice),
    /// Not now.
    Later(String),
    /// Never by this channel.
    Failed(String),
    /// It may have left: nothing sends it again, a person finds out.
    InDoubt(String),
    /// Another job has it in hand.
    InOtherHands,
}

/// Hands an issued order over. Delivery is what the mail server or the interface says; receipt is
/// another matter. When a channel fails, the next takes its place; when all have, a person does.
///
/// # Errors
/// Storage failures; the job is tried again.
///
/// # Source
/// Regulation (EU) 2021/784, Art 3(5), recital 19.
pub(crate) async fn deliver(desk: &Desk, id: OrderId, once: bool, job: Option<JobId>) -> Result<(), Error> {
    let mut order = desk.load::<Order>(id.0).await?;
    let waits = order.delivered.is_none() && super::in_effect(&order);
    let (true, Some(provider)) = (waits, order.provider) else {
        return nothing_to_do(desk, job).await;
    };
    let provider = desk.load::<Provider>(provider.0).await?;
    let Some(channel) = next_channel(&order, &provider) else { return nothing_to_do(desk, job).await };
    if order.paper.is_none() {
        order.paper = form::printed(desk, &order, &provider).await?;
    }
    let sole = job.filter(|_| once);
    match hand_over(desk, &order, &provider, channel, sole).await? {
        Tried::Done(notice) => handed_over(desk, order, notice, job).await,
        Tried::Later(why) => failed(desk, order, &provider, Why { why, channels: &[], channel, once }, job).await,
        Tried::Failed(why) => {
            failed(desk, order, &provider, Why { why, channels: &[channel], channel, once }, job).await
        }
        Tried::InDoubt(why) => {
            let channels = &[Channel::Api, Channel::Email];
            failed(desk, order, &provider, Why { why, channels, channel, once }, job).await
        }
        Tried::InOtherHands => nothing_to_do(desk, job).await,
    }
}

/// The first channel that has not been given up. A channel is given up after a refusal, which counts
/// as all its tries at once.
fn next_channel(order: &Order, provider: &Provider) -> Option<Channel> {
    let tried = |channel: Channel| order.failed_deliveries.iter().filter(|failed| failed.channel == channel).count();
    provider.ways().find(|channel| tried(*channel) < TRIES)
}

async fn hand_over(
    desk: &Desk,
    order: &Order,
    provider: &Provider,
    channel: Channel,
    sole: Option<JobId>,
) -> Result<Tried, Error> {
    if channel == Channel::Api {
        let call = letters::order_call(desk, order, provider).await?;
        return Ok(match letters::make(desk, NoticeKind::Order, &call).await? {
            Ok(notice) => Tried::Done(notice),
            Err(error @ CallError::Later { .. }) => Tried::Later(error.to_string()),
            Err(error) => Tried::Failed(error.to_string()),
        });
    }
    let letter = letters::order(desk, order, provider).await?;
    let text = desk.doors.blobs.put(letter.text.as_bytes()).await?;
    let to = letter.to.clone();
    let taken = |at, receipt| {
        Tried::Done(Notice {
            kind: NoticeKind::Order,
            to,
            channel,
            at,
            receipt,
            claimed: None,
            not_by_call: None,
            text,
        })
    };
    if let Some(job) = sole {
        let sent = match once::send(desk, &format!("order {}", order.id), job, &letter).await {
            Err(Error::Unavailable(why)) => return Ok(Tried::Later(why.to_string())),
            sent => sent?,
        };
        return Ok(match sent {
            Once::Taken(Taken { receipt, at }) => taken(at, receipt),
            Once::Refused(why) => Tried::Failed(why),
            Once::InDoubt => {
                Tried::InDoubt("we were stopped while it was handed over: ask whether it arrived".to_owned())
            }
            Once::InOtherHands => Tried::InOtherHands,
        });
    }
    Ok(match desk.doors.mail.send(&letter).await {
        Ok(receipt) => taken(desk.now(), receipt),
        Err(error @ MailError::Later { .. }) => Tried::Later(error.to_string()),
        Err(error) => Tried::Failed(error.to_string()),
    })
}

async fn handed_over(desk: &Desk, mut order: Kept<Order>, notice: Notice, job: Option<JobId>) -> Result<(), Error> {
    order.follow(Event::Deliver).map_err(refused)?;
    let now = notice.at;
    order.delivered = Some(Stamp { at: now, source: notice.known_by() }.into());
    let id = order.id;
    let act = Act::new(Verb::Order, "order_delivered", id.0, Who::Job)
        .under(BASIS)
        .detail(notice.told())
        .sealing([notice.text])
        .sealing(order.paper);
    order.notices.push(notice);
    Draft::new(desk)
        .put(&order)?
        .then(&Task::Remind { order: id }, now + REMIND_AFTER)
        .then(&Task::Deadline { order: id }, now + TIME_TO_REMOVE)
        .done(job)
        .commit(&act)
        .await
}

/// Why a try failed, and how it goes on.
struct Why<'a> {
    why: String,
    /// The channel that was tried.
    channel: Channel,
    /// The channels that are given up.
    channels: &'a [Channel],
    /// Whether its letter must not leave twice.
    once: bool,
}

/// Keeps the failure and plans what follows: the same channel after a pause, the next one at once, or
/// nothing, when a person has to carry the order.
async fn failed(
    desk: &Desk,
    mut order: Kept<Order>,
    provider: &Provider,
    Why { why, channel, channels, once }: Why<'_>,
    job: Option<JobId>,
) -> Result<(), Error> {
    let tries =
        |order: &Order, of: Channel| order.failed_deliveries.iter().filter(|failed| failed.channel == of).count();
    let before = tries(&order, channel);
    let failure = |channel| FailedDelivery { channel, at: desk.now(), why: why.clone() };
    for given_up in channels {
        let left = TRIES.saturating_sub(tries(&order, *given_up)).max(1);
        order.failed_deliveries.extend(std::iter::repeat_n(failure(*given_up), left));
    }
    if channels.is_empty() {
        order.failed_deliveries.push(failure(channel));
    }
    let next = next_channel(&order, provider);
    let act = Act::new(Verb::Order, "delivery_failed", order.id.0, Who::Job)
        .under("Regulation (EU) 2021/784, Art 3(5)")
        .detail(json!({ "channel": channel.name(), "why": why, "next": next.map(Channel::name) }));
    let pause = if next == Some(channel) { FIRST_PAUSE * (1 << before.min(4)) } else { SignedDuration::ZERO };
    let draft = Draft::new(desk).put(&order)?.done(job);
    let draft =
        if next.is_some() { draft.then(&Task::Deliver { order: order.id, once }, desk.now() + pause) } else { draft };
    draft.commit(&act).await
}

/// Whether every channel failed, so that a person has to carry the order.
#[must_use]
pub fn waits_for_a_person(order: &Order, provider: &Provider) -> bool {
    order.delivered.is_none() && super::in_effect(order) && next_channel(order, provider).is_none()
}

/// A mail about an order came back undelivered: the next channel takes its place. A notice that is read again, or
/// comes after the order went another way, changes nothing.
///
/// # Errors
/// No order of that reference, one that is past that step or was last handed over otherwise, or storage failures.
pub(crate) async fn bounced(desk: &Desk, reference: &str, why: &str) -> Result<(), Error> {
    let mut order =
        desk.find_unique::<Order>(reference).await?.ok_or(Error::NotFound { what: "order in the bounced mail" })?;
    let last = order.notices.iter().rev().find(|notice| notice.kind == NoticeKind::Order);
    if last.is_some_and(|notice| notice.channel != Channel::Email) {
        return Err(invalid("order", "it was handed over by another way since"));
    }
    order.follow(Event::Bounce).map_err(refused)?;
    order.delivered = None;
    let failure = FailedDelivery { channel: Channel::Email, at: desk.now(), why: why.to_owned() };
    order.failed_deliveries.extend(std::iter::repeat_n(failure, TRIES));
    let act = Act::new(Verb::Order, "order_bounced", order.id.0, Who::Job)
        .under("Regulation (EU) 2021/784, Art 3(5)")
        .detail(json!({ "why": why }));
    let next = Task::Deliver { order: order.id, once: false };
    Draft::new(desk).put(&order)?.then(&next, desk.now()).commit(&act).await
}

/// Records that a person carried the order to the provider, with the proof.
///
/// # Errors
/// Not permitted, no proof or note, or an order that was handed over already.
pub async fn record_delivery_by_hand(
    desk: &Desk,
    actor: &Actor,
    id: OrderId,
    note: &str,
    proof: &[u8],
) -> Result<(), Error> {
    actor.needs(Permission::Issue)?;
    let mut order = own(desk, actor, id).await?;
    if note.trim().is_empty() || proof.is_empty() {
        return Err(invalid(
            "proof",
            "say who took the order, and add the proof: a signed receipt, a photograph of it",
        ));
    }
    if order.delivered.is_some() || !super::in_effect(&order) {
        return Err(invalid("order", "it was handed over already, or has no effect"));
    }
    order.follow(Event::Deliver).map_err(refused)?;
    let proof: Sha256 = desk.doors.blobs.put(proof).await?;
    let now = desk.now();
    order.delivered = Some(Stamp { at: now, source: Source::ByHand }.into());
    order.notices.push(Notice {
        kind: NoticeKind::Order,
        to: note.trim().to_owned(),
        channel: Channel::ByHand,
        at: now,
        receipt: format!("proof kept: {proof}"),
        claimed: None,
        not_by_call: None,
        text: proof,
    });
    let act = Act::new(Verb::Order, "delivered_by_hand", id.0, Who::Person(actor))
        .under("Regulation (EU) 2021/784, Art 3(5)")
        .detail(json!({ "note": note }))
        .sealing([proof]);
    Draft::new(desk)
        .put(&order)?
        .then(&Task::Remind { order: id }, now + REMIND_AFTER)
        .then(&Task::Deadline { order: id }, now + TIME_TO_REMOVE)
        .commit(&act)
        .await
}

/// Reminds a provider that has not received the order, or not answered it, while there is time.
///
/// # Errors
/// Mail or storage failures; the job is tried again.
pub async fn remind(desk: &Desk, id: OrderId, job: Option<JobId>) -> Result<(), Error> {
    let order = desk.load::<Order>(id.0).await?;
    let too_soon = order.counts_from.is_some_and(|from| desk.now() < from + (TIME_TO_REMOVE - REMIND_AFTER));
    let open = matches!(order.state, OrderState::Delivered | OrderState::Received);
    let (true, Some(provider)) = (open && !too_soon, order.provider) else {
        return nothing_to_do(desk, job).await;
    };
    let provider = desk.load::<Provider>(provider.0).await?;
    let letter = letters::reminder(desk, &order, &provider).await?;
    send_about(desk, order, NoticeKind::Reminder, letter, job).await
}

/// The hour is over, or nobody confirmed receipt within an hour of delivery: the provider and the
/// officers are told, and we look at the item.
///
/// # Errors
/// Storage failures; the job is tried again.
pub async fn deadline(desk: &Desk, id: OrderId, job: Option<JobId>) -> Result<(), Error> {
    let mut order = desk.load::<Order>(id.0).await?;
    let open = matches!(order.state, OrderState::Delivered | OrderState::Received);
    let running = order.counts_from.is_some_and(|from| desk.now() < from + TIME_TO_REMOVE);
    if !open || running {
        return nothing_to_do(desk, job).await;
    }
    order.follow(Event::TimeEnds).map_err(refused)?;
    let act = Act::new(Verb::Order, "order_overdue", order.id.0, Who::Job)
        .under("Regulation (EU) 2021/784, Art 3(3)")
        .detail(json!({ "received": order.counts_from.is_some() }));
    // The end of the time does not depend on whether a letter about it can be sent.
    let tell = Task::Tell { order: id, what: NoticeKind::Escalation };
    let draft = Draft::new(desk).put(&order)?.then(&tell, desk.now()).done(job);
    crate::watch::begin_for_order(desk, draft, &order, desk.now()).await?.commit(&act).await
}

/// Tells the provider that an order was taken back, and asks it to reinstate.
///
/// # Errors
/// Mail or storage failures; the job is tried again.
pub async fn tell_withdrawn(desk: &Desk, id: OrderId, job: Option<JobId>) -> Result<(), Error> {
    let order = desk.load::<Order>(id.0).await?;
    let told = order.notices.iter().any(|notice| notice.kind == NoticeKind::Withdrawal);
    let (false, Some(provider)) = (told, order.provider) else { return nothing_to_do(desk, job).await };
    let provider = desk.load::<Provider>(provider.0).await?;
    let letter = letters::reinstatement(desk, &order, &provider, NoticeKind::Withdrawal).await?;
    send_about(desk, order, NoticeKind::Withdrawal, letter, job).await
}
