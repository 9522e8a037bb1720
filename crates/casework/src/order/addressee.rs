//! The addressee of a draft follows its item.

use super::{BASIS, gates, language_for};
use crate::desk::{Desk, Draft};
use crate::error::{Error, refused};
use crate::policy::Actor;
use crate::ports::{Change, Query};
use crate::records::{Item, Kind, Order};
use crate::seal::{Act, Verb, Who};
use domain::order::{Event, Gate, OrderState};
use serde_json::json;

/// How many drafts on one item are looked at; there are never more than a handful.
const DRAFTS_ON_ITEM: u32 = 50;

/// Lets the orders on an item that did not leave the house follow its provider, and the language in which that is
/// written to. What people decided for the other addressee does not count for this one: a gate that they opened is
/// shut again unless it is about the page itself, and an order that was approved waits for approval.
pub(crate) async fn readdress(desk: &Desk, actor: &Actor, item: &Item) -> Result<Vec<Change>, Error> {
    let states = [OrderState::Draft.name(), OrderState::Checked.name(), OrderState::Approved.name()];
    let query = Query::all(Kind::Order, DRAFTS_ON_ITEM).with("item", item.id).in_states(&states);
    // What another authority drafted is its own affair.
    let query = actor.readable(query);
    let language = language_for(desk, item).await?;
    let mut changes = Vec::new();
    for mut order in desk.list::<Order>(&query).await? {
        if order.provider == item.provider && order.language == language {
            continue;
        }
        order.provider = item.provider;
        order.language.clone_from(&language);
        // What the page itself shows is the same for whoever provides it.
        order.opened.retain(|opened| opened.gate == Gate::Context);
        order.emergency = None;
        if order.state == OrderState::Approved {
            order.follow(Event::Reopen).map_err(refused)?;
            order.approver = None;
            order.approved = None;
        }
        gates::settle(desk, &mut order).await?;
        let act = Act::new(Verb::Order, "order_readdressed", order.id.0, Who::Person(actor))
            .under(BASIS)
            .detail(json!({ "language": language, "state": order.state.name() }));
        let draft = Draft::new(desk).put(&order)?;
        // Whoever approved it for a joint action approved an order to somebody else.
        changes.push(crate::act::paper_changed(desk, draft, order.id.0).await?.seal(&act)?);
    }
    Ok(changes)
}
