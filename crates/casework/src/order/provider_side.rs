//! What the provider does with an order: receive it, answer it. No account is needed; the link is
//! the key, for this order only.

use super::{BASIS, own};
use crate::desk::{Desk, Draft};
use crate::error::{Error, invalid, refused};
use crate::policy::{Actor, Permission};
use crate::portal::{self, CLOCK_TOLERANCE, LONGEST_NAME, LONGEST_TEXT, Way};
use crate::records::{Authority, Given, Kept, Order, Preservation, Proceeding};
use crate::seal::{Act, Verb, Who};
use crate::task::Task;
use domain::id::OrderId;
use domain::order::{self, Answer, Event, OrderState, REMIND_AFTER, TIME_TO_REMOVE};
use domain::stamp::{Source, Stamp};
use jiff::Timestamp;
use serde_json::json;

/// A person at the provider, or a program for which it answers, confirms receipt: the hour counts from here. A second confirmation
/// changes nothing.
///
/// # Errors
/// A link that is not genuine, or an order that was withdrawn.
///
/// # Source
/// Regulation (EU) 2021/784, Art 3(3), (5).
pub async fn receive(desk: &Desk, link: &str, way: Way, name: &str) -> Result<(), Error> {
    let order = portal::order(desk, link).await?;
    if order.received.is_some() && !order.state.awaits_receipt() {
        return Ok(());
    }
    let act = Act::new(Verb::Order, "order_received", order.id.0, Who::Provider(name)).under(BASIS);
    received(desk, order, way.receipt()).await?.commit(&act).await
}

/// Records that the provider received the order, as known by another channel than the portal.
///
/// # Errors
/// Not permitted, no note of how it is known, or out of order.
pub async fn record_receipt(desk: &Desk, actor: &Actor, id: OrderId, note: &str) -> Result<(), Error> {
    actor.needs(Permission::Issue)?;
    if note.trim().is_empty() {
        return Err(invalid("note", "say how the receipt is known: who confirmed it, by which channel"));
    }
    let order = own(desk, actor, id).await?;
    let act = Act::new(Verb::Order, "receipt_recorded", order.id.0, Who::Person(actor))
        .under("Regulation (EU) 2021/784, Art 3(5)")
        .detail(json!({ "note": note }));
    received(desk, order, Source::OfficerRecord).await?.commit(&act).await
}

/// Puts the receipt into an order and lets the hour, its reminder and its end follow.
async fn received(desk: &Desk, mut order: Kept<Order>, source: Source) -> Result<Draft<'_>, Error> {
    order.follow(Event::Receive).map_err(refused)?;
    let (id, now) = (order.id, desk.now());
    let first = order.received.is_none();
    // What was received again is our answer to an Annex III: the hour counts anew, the time for redress does not.
    order.received.get_or_insert(Stamp { at: now, source }.into());
    order.counts_from = Some(now);
    let draft = Draft::new(desk)
        .put(&order)?
        .then(&Task::Remind { order: id }, now + TIME_TO_REMOVE - REMIND_AFTER)
        .then(&Task::Deadline { order: id }, now + TIME_TO_REMOVE);
    Ok(if first { draft.then(&Task::Finalise { order: id }, finality(desk, &order, now).await?) } else { draft })
}

/// When the order becomes final if nobody challenges it: when the time for redress before the courts of
/// the issuing state is over.
async fn finality(desk: &Desk, order: &Order, received: Timestamp) -> Result<Timestamp, Error> {
    let issuer = desk.load::<Authority>(order.authority.0).await?;
    Ok(order::final_from(received, issuer.terms.redress_days, &issuer.terms.zone()))
}

/// The provider answers with Annex II or III. An answer without a confirmed receipt is a receipt
/// too. We look at once whether what is said gone is gone.
///
/// # Errors
/// A link that is not genuine, an answer where none is due, a missing name or explanation, or a
/// moment in the future or before the order was issued.
///
/// # Source
/// Regulation (EU) 2021/784, Art 3(6)-(8), Annexes II and III.
pub async fn answer(
    desk: &Desk,
    link: &str,
    way: Way,
    answer: Answer,
    acted_at: Option<Timestamp>,
    name: &str,
    explanation: &str,
) -> Result<(), Error> {
    let mut order = portal::order(desk, link).await?;
    check(desk, &order, answer, acted_at, name, explanation)?;
    let now = desk.now();
    let mut finality_due = None;
    if order.state.awaits_receipt() {
        order.follow(Event::Receive).map_err(refused)?;
        order.counts_from = Some(now);
        if order.received.is_none() {
            order.received = Some(Stamp { at: now, source: way.answer() }.into());
            finality_due = Some(finality(desk, &order, now).await?);
        }
    }
    if order.state == OrderState::Impossible && was_stopped(&order) {
        // The hour stood still while it was impossible; what ends that restarts it (Art 3(7)).
        order.counts_from = Some(now);
    }
    order.follow(answer.into()).map_err(refused)?;
    order.reply = None;
    if order.state.claims_gone() {
        let from = acted_at.unwrap_or(now).max(order.issued.map_or(now, |stamp| stamp.at));
        let until = order::preserved_until(from);
        order.preservation = Some(Preservation { until, extended_for: None });
    }
    order.answers.push(Given {
        answer,
        at: now,
        acted_at,
        name: name.trim().to_owned(),
        explanation: explanation.trim().to_owned(),
    });
    let act = Act::new(Verb::Order, "order_answered", order.id.0, Who::Provider(name))
        .under(if answer.annex() == "II" { "Regulation (EU) 2021/784, Art 3(6)" } else { "Regulation (EU) 2021/784, Art 3(7), (8)" })
        .detail(json!({ "answer": answer.name(), "acted_at": acted_at.map(|at| at.to_string()), "explanation": explanation }));
    let mut draft = crate::act::hear_provider(desk, Draft::new(desk).put(&order)?, order.id.0).await?;
    if let Some(due) = finality_due {
        draft = draft.then(&Task::Finalise { order: order.id }, due);
    }
    let draft =
        if order.state.claims_gone() { crate::watch::begin_for_order(desk, draft, &order, now).await? } else { draft };
    draft.commit(&act).await
}

/// Whether the hour still ran when the provider said that it was impossible. Once it was over there was nothing left
/// to stop, and who was late stays late.
fn was_stopped(order: &Order) -> bool {
    let stopped = order.answers.iter().rev().find(|given| given.answer == Answer::Impossible).map(|given| given.at);
    let end = order.counts_from.and_then(|from| from.checked_add(TIME_TO_REMOVE).ok());
    stopped.zip(end).is_some_and(|(at, end)| at <= end)
}

/// The provider says whether the content is back, after the order lost its effect.
///
/// # Errors
/// A link that is not genuine, no name, no reasons for declining, or nothing asked.
///
/// # Source
/// Regulation (EU) 2021/784, Art 4(7): at once, subject to the provider's own terms.
pub async fn reinstate(desk: &Desk, link: &str, back: bool, name: &str, reasons: &str) -> Result<(), Error> {
    let mut order = portal::order(desk, link).await?;
    if name.trim().is_empty() || (!back && reasons.trim().is_empty()) {
        return Err(invalid("name", "give your name; and if the content does not come back, the reason in your terms"));
    }
    let event = if back { Event::Reinstate } else { Event::DeclineReinstatement };
    order.follow(event).map_err(refused)?;
    order.proceedings.push(Proceeding {
        event,
        at: desk.now(),
        by: name.trim().to_owned(),
        reasons: reasons.trim().to_owned(),
    });
    let act = Act::new(
        Verb::Order,
        if back { "reinstated" } else { "reinstatement_declined" },
        order.id.0,
        Who::Provider(name),
    )
    .under("Regulation (EU) 2021/784, Art 4(7)")
    .detail(json!({ "reasons": reasons }));
    Draft::new(desk).put(&order)?.commit(&act).await
}

fn check(
    desk: &Desk,
    order: &Order,
    answer: Answer,
    acted_at: Option<Timestamp>,
    name: &str,
    explanation: &str,
) -> Result<(), Error> {
    let too_long = name.chars().count() > LONGEST_NAME || explanation.chars().count() > LONGEST_TEXT;
    if name.trim().is_empty() || too_long {
        return Err(invalid(
            "name",
            "give the name of the person who answers; at most 200 characters, 4,000 for the explanation",
        ));
    }
    if answer.annex() == "III" && explanation.trim().is_empty() {
        return Err(invalid("explanation", "say in a few words what stands in the way; Annex III asks for it"));
    }
    if acted_at.is_some_and(|at| at > desk.now() + CLOCK_TOLERANCE) {
        return Err(invalid("acted at", "this moment lies in the future"));
    }
    acted_at.map_or(Ok(()), |at| not_before_issue(order, at))
}

/// Whether a moment that a provider states lies after the order was issued, by clocks that may differ a little and are
/// often told in whole minutes.
pub(super) fn not_before_issue(order: &Order, at: Timestamp) -> Result<(), Error> {
    match order.issued {
        Some(issued) if at < issued.at - CLOCK_TOLERANCE => Err(invalid(
            "moment of issue",
            "the order was issued only after the moment that is given; check its day and its time",
        )),
        _ => Ok(()),
    }
}
