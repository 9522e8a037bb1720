//! What the provider does with an order: receive it, answer it. No account is needed; the link is
//! the key, for this order only.

use super::BASIS;
use crate::desk::{Desk, Draft};
use crate::error::{Error, refused};
use crate::portal;
use crate::records::{Given, Kept, Order};
use crate::seal::{Act, Verb, Who};
use crate::task::Task;
use domain::order::{self, Answer, Event, OrderState, REMIND_AFTER, TIME_TO_REMOVE};
use domain::stamp::{Source, Stamp};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

/// How far ahead of our clock a provider's own may be before its statement is refused.
const CLOCK_TOLERANCE: SignedDuration = SignedDuration::from_mins(5);

/// A person at the provider confirms receipt: the hour counts from here. A second confirmation
/// changes nothing.
///
/// # Errors
/// A link that is not genuine, or an order that was withdrawn.
///
/// # Source
/// Regulation (EU) 2021/784, Art 3(3), (5).
pub async fn receive(desk: &Desk, link: &str, name: &str) -> Result<(), Error> {
    let order = portal::order(desk, link).await?;
    if order.received.is_some() {
        return Ok(());
    }
    let act = Act::new(Verb::Order, "order_received", order.id.0, Who::Provider(name)).under(BASIS);
    received(desk, order, Source::PortalReceipt)?.commit(&act).await
}

/// Puts the receipt into an order and lets the hour, its reminder and its end follow.
pub(super) fn received(desk: &Desk, mut order: Kept<Order>, source: Source) -> Result<Draft<'_>, Error> {
    order.state = order::next(order.state, Event::Receive).map_err(refused)?;
    let now = desk.now();
    order.received = Some(Stamp { at: now, source }.into());
    order.counts_from = Some(now);
    // An order that nobody received in time was escalated; now its own hour begins.
    order.overdue = false;
    let id = order.id;
    Ok(Draft::new(desk)
        .put(&order)?
        .then(&Task::Remind { order: id }, now + TIME_TO_REMOVE - REMIND_AFTER)
        .then(&Task::Deadline { order: id }, now + TIME_TO_REMOVE))
}

/// The provider answers with Annex II or III. An answer without a confirmed receipt is a receipt
/// too. We look at once whether what is said gone is gone.
///
/// # Errors
/// A link that is not genuine, an answer where none is due, a missing name or explanation, or a
/// moment in the future.
///
/// # Source
/// Regulation (EU) 2021/784, Art 3(6)-(8), Annexes II and III.
pub async fn answer(
    desk: &Desk,
    link: &str,
    answer: Answer,
    acted_at: Option<Timestamp>,
    name: &str,
    explanation: &str,
) -> Result<(), Error> {
    let mut order = portal::order(desk, link).await?;
    check(desk, answer, acted_at, name, explanation)?;
    let now = desk.now();
    if order.received.is_none() && matches!(order.state, OrderState::Issued | OrderState::Delivered) {
        order.state = order::next(order.state, Event::Receive).map_err(refused)?;
        order.received = Some(Stamp { at: now, source: Source::PortalAnswer }.into());
        order.counts_from = Some(now);
    }
    if order.state == OrderState::Impossible {
        // The hour stood still while it was impossible; what ends that restarts it (Art 3(7)).
        order.counts_from = Some(now);
    }
    order.state = order::next(order.state, Event::Answer(answer)).map_err(refused)?;
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
    let draft = Draft::new(desk).put(&order)?;
    let draft =
        if order.state.claims_gone() { crate::watch::begin_for_order(desk, draft, &order, now).await? } else { draft };
    draft.commit(&act).await
}

fn check(desk: &Desk, answer: Answer, acted_at: Option<Timestamp>, name: &str, explanation: &str) -> Result<(), Error> {
    let too_long = name.chars().count() > 200 || explanation.chars().count() > 4000;
    if name.trim().is_empty() || too_long {
        return Err(crate::error::invalid(
            "name",
            "give the name of the person who answers; at most 200 characters, 4,000 for the explanation",
        ));
    }
    if answer.annex() == "III" && explanation.trim().is_empty() {
        return Err(crate::error::invalid(
            "explanation",
            "say in a few words what stands in the way; Annex III asks for it",
        ));
    }
    if acted_at.is_some_and(|at| at > desk.now() + CLOCK_TOLERANCE) {
        return Err(crate::error::invalid("acted at", "this moment lies in the future"));
    }
    Ok(())
}
