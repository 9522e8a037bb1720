//! Our answer to an Annex III: an explanation, or a correction of the order. The hour starts again when
//! the provider has received it, not when the officer wrote it.

use super::sending::hand_over_about;
use super::{form, own};
use crate::desk::{Desk, Draft};
use crate::error::{Error, invalid, refused};
use crate::letters::{self, nothing_to_do};
use crate::policy::{Actor, Permission};
use crate::records::{Correction, Kept, NoticeKind, Order, Provider, Reply};
use crate::seal::{Act, Verb, Who};
use crate::task::Task;
use domain::id::{JobId, OrderId};
use domain::order::{Event, OrderState, OutOfOrder, REMIND_AFTER, TIME_TO_REMOVE};
use serde_json::json;

/// Answers an Annex III with what the provider asked for. A job hands it over; the hour starts again with its receipt.
///
/// # Errors
/// Not permitted, no text, an answer that is on its way already, or the order was not answered with Annex III.
///
/// # Source
/// Regulation (EU) 2021/784, Art 3(8).
pub async fn restart(desk: &Desk, actor: &Actor, id: OrderId, text: &str) -> Result<(), Error> {
    write(desk, actor, id, text, false).await
}

/// Corrects an order in which the provider found an error: the correction stands on the form, the form
/// is signed anew under the same reference, and the hour starts again with its receipt. A wrong
/// address cannot be corrected: the order is withdrawn, and another one drafted.
///
/// # Errors
/// As [`restart`].
pub async fn correct(desk: &Desk, actor: &Actor, id: OrderId, text: &str) -> Result<(), Error> {
    write(desk, actor, id, text, true).await
}

async fn write(desk: &Desk, actor: &Actor, id: OrderId, text: &str, corrects: bool) -> Result<(), Error> {
    actor.needs(Permission::Issue)?;
    if text.trim().is_empty() {
        return Err(invalid("answer", "write what the provider asked for"));
    }
    let mut order = own(desk, actor, id).await?;
    if !matches!(order.state, OrderState::ErrorClaimed | OrderState::InformationAsked) {
        return Err(refused(OutOfOrder { state: order.state, event: Event::Clarify }));
    }
    if order.reply.is_some() {
        return Err(invalid("answer", "an answer is on its way to the provider already"));
    }
    let text = text.trim().to_owned();
    let mut act =
        Act::new(Verb::Order, if corrects { "correction_written" } else { "answer_written" }, id.0, Who::Person(actor))
            .under("Regulation (EU) 2021/784, Art 3(8)")
            .detail(json!({ "answer": text }));
    if corrects {
        let form_before = order.form.ok_or(Error::NotFound { what: "issued form" })?;
        order.corrections.push(Correction { at: desk.now(), text: text.clone(), form_before });
        order.form = Some(form::freeze(desk, &order).await?);
        order.paper = None;
        act = act.sealing(order.form);
    }
    order.reply = Some(Reply { text, corrects });
    Draft::new(desk).put(&order)?.then(&Task::Reply { order: id }, desk.now()).commit(&act).await
}

/// Hands our answer over: the order waits for its receipt once more. The work of `Task::Reply`.
///
/// # Errors
/// Mail or storage failures; the job is tried again.
///
/// # Source
/// Regulation (EU) 2021/784, Art 3(8): the hour starts as soon as the provider has received the clarification.
pub async fn reply(desk: &Desk, id: OrderId, job: Option<JobId>) -> Result<(), Error> {
    let mut order = desk.load::<Order>(id.0).await?;
    let (Some(provider), Some(reply)) = (order.provider, order.reply.clone()) else {
        return nothing_to_do(desk, job).await;
    };
    // One that came back goes out again while nobody confirmed the receipt of the order as it stands.
    let again = waits_for_receipt(order.state);
    if !again && order.life().after(Event::Clarify).is_err() {
        return overtaken(desk, order, job).await;
    }
    let provider = desk.load::<Provider>(provider.0).await?;
    let (kind, letter) = if reply.corrects {
        order.paper = form::printed(desk, &order, &provider).await?;
        (NoticeKind::Correction, letters::correction(desk, &order, &provider, &reply.text).await?)
    } else {
        (NoticeKind::Clarification, letters::clarification(desk, &order, &provider, &reply.text).await?)
    };
    let Some((mut order, notice)) = hand_over_about(desk, order, kind, letter, job).await? else { return Ok(()) };
    if !again {
        order.follow(Event::Clarify).map_err(refused)?;
    }
    order.replied = order.reply.take();
    order.counts_from = None;
    let act = Act::new(Verb::Order, "clarified", id.0, Who::Job)
        .under("Regulation (EU) 2021/784, Art 3(8)")
        .detail(notice.told())
        .sealing([notice.text])
        .sealing(order.paper.filter(|_| reply.corrects));
    let now = notice.at;
    order.notices.push(notice);
    Draft::new(desk)
        .put(&order)?
        .then(&Task::Remind { order: id }, now + REMIND_AFTER)
        .then(&Task::Deadline { order: id }, now + TIME_TO_REMOVE)
        .done(job)
        .commit(&act)
        .await
}

/// Whether an order was handed over, with what was answered to its Annex III, and nobody confirmed its receipt.
pub(super) const fn waits_for_receipt(state: OrderState) -> bool {
    matches!(state, OrderState::Delivered | OrderState::Unanswered)
}

/// The order lost its effect, or was answered, before our answer could be handed over: it is not sent any more.
async fn overtaken(desk: &Desk, mut order: Kept<Order>, job: Option<JobId>) -> Result<(), Error> {
    order.reply = None;
    let act = Act::new(Verb::Order, "answer_overtaken", order.id.0, Who::Job)
        .under("Regulation (EU) 2021/784, Art 3(8)")
        .detail(json!({ "state": order.state.name() }));
    Draft::new(desk).put(&order)?.done(job).commit(&act).await
}

/// Records that what made the order impossible has ended: the hour starts again now.
///
/// # Errors
/// Not permitted, no note of how it is known, or an order that was not impossible.
///
/// # Source
/// Regulation (EU) 2021/784, Art 3(7).
pub async fn end_impossibility(desk: &Desk, actor: &Actor, id: OrderId, note: &str) -> Result<(), Error> {
    actor.needs(Permission::Issue)?;
    if note.trim().is_empty() {
        return Err(invalid("note", "say how it is known that the impossibility has ended"));
    }
    let mut order = own(desk, actor, id).await?;
    if order.state != OrderState::Impossible {
        return Err(refused(OutOfOrder { state: order.state, event: Event::Restart }));
    }
    order.follow(Event::Restart).map_err(refused)?;
    let now = desk.now();
    order.counts_from = Some(now);
    let act = Act::new(Verb::Order, "impossibility_ended", id.0, Who::Person(actor))
        .under("Regulation (EU) 2021/784, Art 3(7)")
        .detail(json!({ "note": note }));
    Draft::new(desk).put(&order)?.then(&Task::Deadline { order: id }, now + TIME_TO_REMOVE).commit(&act).await
}
