//! Who may be told of an order, and for how long what was removed is preserved.

use super::{own, send_about, under_review};
use crate::desk::{Desk, Draft};
use crate::error::{Error, invalid};
use crate::letters;
use crate::policy::{Actor, Permission};
use crate::records::{Kept, NonDisclosure, NoticeKind, Order, Provider};
use crate::seal::{Act, Verb, Who};
use crate::task::Task;
use domain::id::{JobId, OrderId};
use domain::order::NON_DISCLOSURE;
use jiff::Timestamp;
use serde_json::json;

const BASIS: &str = "Regulation (EU) 2021/784, Art 11(3)";

/// Decides that nobody may be told of an order, for six weeks at most. Set before issue, it stands on
/// the form; set later, the provider is told by letter.
///
/// # Errors
/// Not permitted, no reason, or decided already.
///
/// # Source
/// Regulation (EU) 2021/784, Art 11(3).
pub async fn set_non_disclosure(desk: &Desk, actor: &Actor, id: OrderId, reason: &str) -> Result<(), Error> {
    let (mut order, reason) = reasoned(desk, actor, id, reason).await?;
    if order.non_disclosure.is_some() {
        return Err(invalid("non-disclosure", "it was decided already; it can be extended once, or lifted"));
    }
    let since = desk.now();
    let decision =
        NonDisclosure { reason, by: actor.person, since, until: since + NON_DISCLOSURE, extended: false, lifted: None };
    order.non_disclosure = Some(decision);
    decided(desk, actor, order, "non_disclosure_set").await
}

/// Extends it once, by six weeks at most.
///
/// # Errors
/// Not permitted, no reason, nothing to extend, or extended already.
pub async fn extend_non_disclosure(desk: &Desk, actor: &Actor, id: OrderId, reason: &str) -> Result<(), Error> {
    let (mut order, reason) = reasoned(desk, actor, id, reason).await?;
    let now = desk.now();
    let decision = in_force(&mut order, now)?;
    if decision.extended {
        return Err(invalid("non-disclosure", "it was extended once already; it cannot be again (Art 11(3))"));
    }
    decision.extended = true;
    decision.until += NON_DISCLOSURE;
    decision.reason = format!("{}\n{reason}", decision.reason);
    decided(desk, actor, order, "non_disclosure_extended").await
}

/// Lifts it: the content provider may be told.
///
/// # Errors
/// Not permitted, no reason, or nothing to lift.
pub async fn lift_non_disclosure(desk: &Desk, actor: &Actor, id: OrderId, reason: &str) -> Result<(), Error> {
    let (mut order, _) = reasoned(desk, actor, id, reason).await?;
    let now = desk.now();
    in_force(&mut order, now)?.lifted = Some(now);
    decided(desk, actor, order, "non_disclosure_lifted").await
}

async fn reasoned(desk: &Desk, actor: &Actor, id: OrderId, reason: &str) -> Result<(Kept<Order>, String), Error> {
    actor.needs(Permission::Issue)?;
    if reason.trim().is_empty() {
        return Err(invalid("reason", "write why; it stays in the record"));
    }
    Ok((own(desk, actor, id).await?, reason.trim().to_owned()))
}

fn in_force(order: &mut Order, now: Timestamp) -> Result<&mut NonDisclosure, Error> {
    order
        .non_disclosure
        .as_mut()
        .filter(|decision| decision.in_force(now))
        .ok_or_else(|| invalid("non-disclosure", "there is none in force"))
}

async fn decided(desk: &Desk, actor: &Actor, order: Kept<Order>, name: &'static str) -> Result<(), Error> {
    let decision = order.non_disclosure.as_ref();
    let act = Act::new(Verb::Order, name, order.id.0, Who::Person(actor)).under(BASIS).detail(json!({
        "reason": decision.map(|decision| &decision.reason),
        "until": decision.map(|decision| decision.until.to_string()),
    }));
    let draft = Draft::new(desk).put(&order)?;
    let told = Task::Tell { order: order.id, what: NoticeKind::NonDisclosure };
    let draft = if order.issued.is_some() { draft.then(&told, desk.now()) } else { draft };
    draft.commit(&act).await
}

/// Asks the provider to preserve for longer: only while a review of the order is pending.
///
/// # Errors
/// Not permitted, no review pending, a moment that extends nothing, or nothing preserved.
///
/// # Source
/// Regulation (EU) 2021/784, Art 6(2).
pub async fn extend_preservation(
    desk: &Desk,
    actor: &Actor,
    id: OrderId,
    until: Timestamp,
    proceedings: &str,
) -> Result<(), Error> {
    let (mut order, proceedings) = reasoned(desk, actor, id, proceedings).await?;
    if !under_review(&order) {
        return Err(invalid(
            "preservation",
            "it can be extended only while a review of the order is pending (Art 6(2))",
        ));
    }
    let preservation = order
        .preservation
        .as_mut()
        .filter(|preservation| preservation.until < until)
        .ok_or_else(|| invalid("until", "name a moment after the present end of preservation"))?;
    preservation.until = until;
    preservation.extended_for = Some(proceedings.clone());
    let act = Act::new(Verb::Order, "preservation_extended", id.0, Who::Person(actor))
        .under("Regulation (EU) 2021/784, Art 6(2)")
        .detail(json!({ "until": until.to_string(), "for": proceedings }));
    let told = Task::Tell { order: id, what: NoticeKind::PreservationExtension };
    Draft::new(desk).put(&order)?.then(&told, desk.now()).commit(&act).await
}

/// Tells the provider of a decision on disclosure or preservation.
pub(super) async fn tell(
    desk: &Desk,
    order: Kept<Order>,
    provider: &Provider,
    what: NoticeKind,
    job: Option<JobId>,
) -> Result<(), Error> {
    let letter = if what == NoticeKind::PreservationExtension {
        letters::preservation_extension(desk, &order, provider).await?
    } else {
        letters::non_disclosure(desk, &order, provider).await?
    };
    send_about(desk, order, what, letter, job).await
}
