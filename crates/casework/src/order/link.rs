//! The provider's link to an order, when it leaked.

use super::own;
use crate::desk::{Desk, Draft};
use crate::error::{Error, invalid};
use crate::policy::{Actor, Permission};
use crate::records::NoticeKind;
use crate::seal::{Act, Verb, Who};
use crate::task::Task;
use domain::id::OrderId;
use serde_json::json;

/// Gives an order a new link: the old ones, the content provider's among them, open nothing any more.
/// A provider that still owes an answer is sent the new one at once.
///
/// # Errors
/// Not permitted, no reason, or an order that was never issued.
pub async fn renew_link(desk: &Desk, actor: &Actor, id: OrderId, reason: &str) -> Result<(), Error> {
    actor.needs(Permission::Issue)?;
    if reason.trim().is_empty() {
        return Err(invalid("reason", "say how the link got into other hands"));
    }
    let mut order = own(desk, actor, id).await?;
    if order.issued.is_none() {
        return Err(invalid("order", "it was never issued, so nobody has a link to it"));
    }
    order.portal_nonce = desk.doors.entropy.secret();
    let act = Act::new(Verb::Order, "link_renewed", id.0, Who::Person(actor))
        .under("Regulation (EU) 2021/784, Art 3(5)")
        .detail(json!({ "reason": reason }));
    let told = Task::Tell { order: id, what: NoticeKind::Reminder };
    let draft = Draft::new(desk).put(&order)?;
    let draft = if order.state.awaits_answer() { draft.then(&told, desk.now()) } else { draft };
    draft.commit(&act).await
}
