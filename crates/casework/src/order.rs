//! *Order*: removal orders, from the draft to the end of every proceeding.

mod addressee;
mod copy;
mod delivery;
mod disclosure;
mod form;
mod gates;
mod issue;
mod link;
mod owed;
mod provider_side;
mod redress;
mod reply;
mod scrutiny;
mod sending;

pub use copy::{copy_again, copy_host_state};
pub use delivery::{deadline, record_delivery_by_hand, remind, tell_withdrawn, waits_for_a_person};
pub use disclosure::{extend_non_disclosure, extend_preservation, lift_non_disclosure, set_non_disclosure};
pub use form::{Genuine, form, genuine, paper, signed};
pub use gates::{holds_on, open_gate, shut_gates};
pub use issue::{BULK_AT_ONCE, Circumstances, approve, issue, issue_bulk, sample, seen, unread};
pub use link::renew_link;
pub use owed::{AHEAD, Dated, Owed, information_ends, owed};
pub use provider_side::{answer, receive, record_receipt, reinstate};
pub use redress::{annul, challenge, finalise, tell, uphold, withdraw};
pub use reply::{correct, end_impossibility, reply, restart};
pub use scrutiny::{Asker, ask_scrutiny, decide_scrutiny, open_scrutiny, told_content_provider, warn_issuer};
pub use sending::letters_again;

pub(crate) use addressee::readdress;
pub(crate) use copy::{copy_bounced, host_authority};
pub(crate) use delivery::{bounced, deliver};
pub(crate) use gates::{earlier_order, open_referral};
pub(crate) use issue::issue_once;
pub(crate) use sending::{letter_bounced, send_about};

use crate::desk::{Desk, Draft};
use crate::error::{Error, invalid, refused};
use crate::policy::{Actor, Permission};
use crate::ports::Query;
use crate::records::{Assessment, Capture, Deconfliction, Item, Kept, Kind, Order, Provider};
use crate::reference;
use crate::seal::{Act, Verb, Who};
use domain::hold;
use domain::id::OrderId;
use domain::order::{Contest, Event, Life, OutOfOrder, Scrutiny};
use exchange::Language;
use serde_json::json;

/// The instrument itself, as it stands in the ledger.
pub(crate) const BASIS: &str = "Regulation (EU) 2021/784, Art 3";

/// Writes an order from a finding. It waits for deconfliction and a second officer.
pub(crate) async fn draft(desk: &Desk, actor: &Actor, item: &Item, finding: Assessment) -> Result<Kept<Order>, Error> {
    let capture = match item.capture {
        Some(id) => desk.find::<Capture>(id.0).await?,
        None => None,
    };
    let Life { state, scrutiny, contest, reinstatement } = Life::DRAFT;
    Ok(Kept::new(Order {
        id: OrderId(desk.doors.entropy.id(desk.now())),
        reference: reference::order(desk, actor.authority).await?,
        item: item.id,
        url: item.url.clone(),
        provider: item.provider,
        authority: actor.authority,
        host_authority: None,
        author: actor.person,
        approver: None,
        issuer: None,
        state,
        scrutiny,
        contest,
        reinstatement,
        language: language_for(desk, item).await?,
        finding,
        capture: item.capture,
        capture_digest: capture.as_ref().map(|capture| capture.body),
        deconfliction: None,
        opened: Vec::new(),
        emergency: None,
        drafted: desk.now(),
        approved: None,
        issued: None,
        form: None,
        delivered: None,
        paper: None,
        failed_deliveries: Vec::new(),
        copied: None,
        failed_copies: Vec::new(),
        received: None,
        counts_from: None,
        answers: Vec::new(),
        reply: None,
        replied: None,
        corrections: Vec::new(),
        proceedings: Vec::new(),
        non_disclosure: None,
        preservation: None,
        final_since: None,
        content_provider_told: None,
        notices: Vec::new(),
        unsent: Vec::new(),
        withdrawn: None,
        portal_nonce: desk.doors.entropy.secret(),
    }))
}

/// The language in which we write to the provider of an item: the first it reads that we have
/// forms in, else English, which the language gate then judges.
pub(crate) async fn language_for(desk: &Desk, item: &Item) -> Result<String, Error> {
    let Some(provider) = item.provider else { return Ok("en".to_owned()) };
    let provider = desk.load::<Provider>(provider.0).await?;
    let first = provider.languages.iter().find(|code| Language::from_code(code).is_some());
    Ok(first.cloned().unwrap_or_else(|| "en".to_owned()))
}

/// Loads an order that the actor's own authority issues. Another authority's order is not told from
/// one that does not exist.
pub(crate) async fn own(desk: &Desk, actor: &Actor, id: OrderId) -> Result<Kept<Order>, Error> {
    let order = desk.load::<Order>(id.0).await?;
    if order.authority == actor.authority { Ok(order) } else { Err(Error::NotFound { what: Kind::Order.name() }) }
}

/// An order, if the actor may read it. One that they may not read is not told from one that does not exist.
///
/// # Errors
/// Not permitted, no order that the actor may read, or storage failures.
pub async fn read(desk: &Desk, actor: &Actor, id: OrderId) -> Result<Kept<Order>, Error> {
    actor.needs(Permission::SeeNotices)?;
    let order = desk.load::<Order>(id.0).await?;
    if actor.reads_of(order.authority) { Ok(order) } else { Err(Error::NotFound { what: Kind::Order.name() }) }
}

/// Records the answer of deconfliction for a draft: whom was asked, and what they said.
///
/// # Errors
/// Not permitted, no note, or the order has left the house already.
pub async fn deconflict(
    desk: &Desk,
    actor: &Actor,
    id: OrderId,
    answer: hold::Answer,
    note: &str,
) -> Result<(), Error> {
    actor.needs(Permission::Deconflict)?;
    if note.trim().is_empty() {
        return Err(invalid("note", "say whom you asked and what they answered"));
    }
    let mut order = desk.load::<Order>(id.0).await?;
    if !order.state.is_draft() {
        return Err(refused(OutOfOrder { state: order.state, event: Event::Check }));
    }
    order.deconfliction =
        Some(Deconfliction { answer, by: actor.person, at: desk.now(), note: note.trim().to_owned() });
    gates::settle(desk, &mut order).await?;
    let act = Act::new(Verb::Order, "deconflicted", order.id.0, Who::Person(actor))
        .under("Regulation (EU) 2021/784, Art 14(1)")
        .detail(json!({ "answer": answer.name(), "note": note, "state": order.state.name() }));
    Draft::new(desk).put(&order)?.commit(&act).await
}

/// Orders whose clock runs, is late, or has not begun: least time left first.
///
/// # Errors
/// Not permitted, or storage failures.
pub async fn clocks(desk: &Desk, actor: &Actor, limit: u32) -> Result<Vec<Kept<Order>>, Error> {
    actor.needs(Permission::SeeNotices)?;
    let list = async |states: &[&str], limit: usize| {
        let all = Query::all(Kind::Order, u32::try_from(limit).unwrap_or(u32::MAX));
        desk.list::<Order>(&actor.readable(all.in_states(states))).await
    };
    let mut orders = list(&["late", "received"], limit as usize).await?;
    orders.sort_by_key(|order| order.counts_from);
    for states in
        [&["impossible", "error_claimed", "information_asked"][..], &["unanswered", "issued", "delivered"][..]]
    {
        let left = (limit as usize).saturating_sub(orders.len());
        if left > 0 {
            orders.extend(list(states, left).await?);
        }
    }
    Ok(orders)
}

/// Orders that may be in force as far as this house knows: issued and not without effect.
#[must_use]
pub fn in_effect(order: &Order) -> bool {
    order.issued.is_some() && !order.state.is_without_effect()
}

/// Whether any review is pending on an order: scrutiny or a challenge.
#[must_use]
pub fn under_review(order: &Order) -> bool {
    order.contest == Contest::Pending
        || matches!(order.scrutiny, Scrutiny::Requested | Scrutiny::Opened | Scrutiny::Warned)
}
