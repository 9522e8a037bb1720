//! *Order*: removal orders, from the draft to the answer.

mod delivery;
mod provider_side;

pub use delivery::{clarify, copy_host_state, deadline, deliver, remind, tell_withdrawn};
pub use provider_side::{answer, receive};

pub(crate) use delivery::{host_authority, send_about};

use crate::desk::{Desk, Draft};
use crate::error::{Error, Refusal, invalid, refused};
use crate::policy::{Actor, Permission};
use crate::ports::Query;
use crate::records::{Assessment, Authority, Capture, Deconfliction, Hold, Item, Kept, Kind, Order, Provider};
use crate::reference;
use crate::seal::{Act, Verb, Who};
use crate::task::Task;
use domain::detect::ItemState;
use domain::hold;
use domain::id::OrderId;
use domain::order::{self, Event, Facts, OrderState, PriorInformation};
use domain::stamp::Stamp;
use serde_json::json;
use url::Url;

/// The instrument itself, as it stands in the ledger.
pub(crate) const BASIS: &str = "Regulation (EU) 2021/784, Art 3";

/// Writes an order from a finding. It waits for deconfliction and a second officer.
pub(crate) async fn draft(desk: &Desk, actor: &Actor, item: &Item, finding: Assessment) -> Result<Kept<Order>, Error> {
    let capture = match item.capture {
        Some(id) => desk.find::<Capture>(id.0).await?,
        None => None,
    };
    Ok(Kept::new(Order {
        id: OrderId(desk.doors.entropy.id(desk.now())),
        reference: reference::order(desk).await?,
        item: item.id,
        url: item.url.clone(),
        provider: item.provider,
        authority: actor.authority,
        author: actor.person,
        issuer: None,
        state: OrderState::Draft,
        language: language_for(desk, item).await?,
        finding,
        capture: item.capture,
        capture_digest: capture.as_ref().map(|capture| capture.body),
        deconfliction: None,
        emergency: None,
        drafted: desk.now(),
        issued: None,
        delivered: None,
        received: None,
        counts_from: None,
        answers: Vec::new(),
        notices: Vec::new(),
        withdrawn: None,
        overdue: false,
        portal_nonce: desk.doors.entropy.secret(),
    }))
}

/// The language in which we write to the provider of an item: the first it reads that we have
/// forms in, else English, which the language gate then judges.
pub(crate) async fn language_for(desk: &Desk, item: &Item) -> Result<String, Error> {
    let Some(provider) = item.provider else { return Ok("en".to_owned()) };
    let provider = desk.load::<Provider>(provider.0).await?;
    let ours = ["en", "fr"];
    let first = provider.languages.iter().find(|language| ours.contains(&language.as_str()));
    Ok(first.cloned().unwrap_or_else(|| "en".to_owned()))
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
    if order.state != OrderState::Draft {
        return Err(refused(order::OutOfOrder { state: order.state }));
    }
    order.deconfliction =
        Some(Deconfliction { answer, by: actor.person, at: desk.now(), note: note.trim().to_owned() });
    let act = Act::new(Verb::Order, "deconflicted", order.id.0, Who::Person(actor))
        .under("Regulation (EU) 2021/784, Art 14(1)")
        .detail(json!({ "answer": answer.name(), "note": note }));
    Draft::new(desk).put(&order)?.commit(&act).await
}

/// The holds in force on a host, by any authority.
///
/// # Errors
/// Storage failures.
pub async fn holds_on(desk: &Desk, url: &Url) -> Result<Vec<Kept<Hold>>, Error> {
    let host = url.host_str().unwrap_or_default();
    let mut holds = Vec::new();
    let mut scope = host;
    while !scope.is_empty() {
        let query = Query::all(Kind::Hold, 100).in_states(&["placed"]).with("scope", scope);
        holds.extend(
            desk.list::<Hold>(&query)
                .await?
                .into_iter()
                .filter(|hold| hold::in_force(hold.until, hold.lifted, desk.now())),
        );
        scope = scope.split_once('.').map_or("", |(_, above)| above);
    }
    Ok(holds)
}

/// Every gate that is shut for an order if `actor` issued it now.
///
/// # Errors
/// Storage failures.
pub async fn shut_gates(desk: &Desk, actor: &Actor, order: &Order) -> Result<Vec<order::Refusal>, Error> {
    let item = desk.load::<Item>(order.item.0).await?;
    let provider = match order.provider.or(item.provider) {
        Some(id) => desk.find::<Provider>(id.0).await?,
        None => None,
    };
    let authority = desk.load::<Authority>(order.authority.0).await?;
    let earlier = earlier_order(desk, order).await?;
    let held = !holds_on(desk, &order.url).await?.is_empty();
    let languages: &[String] = provider.as_ref().map_or(&[], |provider| provider.languages.as_slice());
    let capture_preserved = match (order.capture, order.capture_digest) {
        (Some(_), Some(digest)) => desk.doors.blobs.get(&digest).await?.is_some(),
        _ => false,
    };
    Ok(order::failing(&Facts {
        url: &order.url,
        page_is_collection: shows_collection(&item),
        purpose: order.finding.purpose,
        finding_stands: item.state == ItemState::Ordered && item.assessments.last() == Some(&order.finding),
        categories: &order.finding.categories,
        reason: &order.finding.reason,
        capture_preserved,
        deconfliction: order.deconfliction.as_ref().map(|given| given.answer),
        hold_in_force: held,
        earlier_order: earlier.as_deref(),
        competences: &authority.competences,
        provider_known: provider.is_some(),
        contact_point: provider.as_ref().is_some_and(|provider| provider.has_contact()),
        language: (&order.language, languages),
        prior_information: prior_information(desk, order, provider.as_deref()).await?,
        second_officer: order.author != actor.person,
        now: desk.now(),
    }))
}

/// Whether the captured page itself shows that it is more than one item.
fn shows_collection(item: &Item) -> bool {
    item.context.iter().any(|signal| signal.points_to == "not_one_item" && signal.weight == "clear")
}

async fn earlier_order(desk: &Desk, order: &Order) -> Result<Option<String>, Error> {
    let others = desk.list::<Order>(&Query::all(Kind::Order, 20).with("item", order.item)).await?;
    let earlier = others
        .into_iter()
        .find(|other| other.id != order.id && other.state.is_issued() && other.state != OrderState::Withdrawn);
    Ok(earlier.map(|other| other.record.reference))
}

async fn prior_information(desk: &Desk, order: &Order, provider: Option<&Provider>) -> Result<PriorInformation, Error> {
    if order.emergency.is_some() {
        return Ok(PriorInformation::EmergencyJustified);
    }
    let Some(provider) = provider else { return Ok(PriorInformation::None) };
    let sent = desk.list::<Order>(&Query::all(Kind::Order, 200).with("provider", provider.id)).await?;
    if sent.iter().any(|other| other.id != order.id && other.issued.is_some()) {
        return Ok(PriorInformation::NotFirst);
    }
    Ok(provider.informed.map_or(PriorInformation::None, PriorInformation::Given))
}

/// A second officer approves an order and issues it, if every gate is open. Jobs deliver it and
/// send the copy to the host state.
///
/// # Errors
/// Not permitted, [`Refusal::Gates`] with every gate that is shut, or out of order.
pub async fn issue(desk: &Desk, actor: &Actor, id: OrderId, emergency: Option<&str>) -> Result<(), Error> {
    actor.needs(Permission::Issue)?;
    let mut order = desk.load::<Order>(id.0).await?;
    if let Some(why) = emergency.map(str::trim).filter(|why| !why.is_empty()) {
        order.emergency = Some(why.to_owned());
    }
    // The item is written again unchanged, so that two orders on it, or an order and a finding that is
    // taken up again, cannot both go through at one moment.
    let item = desk.load::<Item>(order.item.0).await?;
    order.provider = order.provider.or(item.provider);
    let shut = shut_gates(desk, actor, &order).await?;
    if !shut.is_empty() {
        return Err(refused(Refusal::Gates(shut)));
    }
    order.state = order::next(order.state, Event::Issue).map_err(refused)?;
    order.issuer = Some(actor.person);
    order.issued = Some(Stamp::ours(desk.now()).into());
    let act = Act::new(Verb::Order, "order_issued", order.id.0, Who::Person(actor))
        .under(BASIS)
        .detail(json!({ "reference": order.reference, "url": order.url, "emergency": order.emergency }))
        .sealing(order.capture_digest);
    let now = desk.now();
    Draft::new(desk)
        .put(&order)?
        .put(&item)?
        .then(&Task::Deliver { order: id }, now)
        .then(&Task::CopyHostState { order: id }, now)
        .commit(&act)
        .await
}

/// Takes an order back. The provider is told, and asked to reinstate.
///
/// # Errors
/// Not permitted, no reason, or withdrawn already.
pub async fn withdraw(desk: &Desk, actor: &Actor, id: OrderId, reason: &str) -> Result<(), Error> {
    actor.needs(Permission::Issue)?;
    if reason.trim().is_empty() {
        return Err(invalid("reason", "write the reason; it goes to the provider"));
    }
    let mut order = desk.load::<Order>(id.0).await?;
    let left_the_house = order.state.is_issued();
    order.state = order::next(order.state, Event::Withdraw).map_err(refused)?;
    order.withdrawn = Some(reason.trim().to_owned());
    let act = Act::new(Verb::Order, "order_withdrawn", order.id.0, Who::Person(actor))
        .under(BASIS)
        .detail(json!({ "reason": reason }));
    let draft = Draft::new(desk).put(&order)?;
    let draft = if left_the_house { draft.then(&Task::Withdraw { order: id }, desk.now()) } else { draft };
    draft.commit(&act).await
}

/// Answers an Annex III: the clarification goes out and the hour starts again (Art 3(7), (8)).
///
/// # Errors
/// Not permitted, no text, or the order was not answered with Annex III.
pub async fn restart(desk: &Desk, actor: &Actor, id: OrderId, text: &str) -> Result<(), Error> {
    actor.needs(Permission::Issue)?;
    if text.trim().is_empty() {
        return Err(invalid("answer", "write what the provider asked for"));
    }
    let mut order = desk.load::<Order>(id.0).await?;
    order.state = order::next(order.state, Event::Restart).map_err(refused)?;
    let now = desk.now();
    order.counts_from = Some(now);
    order.overdue = false;
    let act = Act::new(Verb::Order, "clock_restarted", order.id.0, Who::Person(actor))
        .under("Regulation (EU) 2021/784, Art 3(7), (8)")
        .detail(json!({ "answer": text }));
    Draft::new(desk)
        .put(&order)?
        .then(&Task::Clarify { order: id, text: text.trim().to_owned() }, now)
        .then(&Task::Deadline { order: id }, now + order::TIME_TO_REMOVE)
        .commit(&act)
        .await
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
    let order = desk.load::<Order>(id.0).await?;
    let act = Act::new(Verb::Order, "receipt_recorded", order.id.0, Who::Person(actor))
        .under("Regulation (EU) 2021/784, Art 3(5)")
        .detail(json!({ "note": note }));
    provider_side::received(desk, order, domain::stamp::Source::OfficerRecord)?.commit(&act).await
}

/// Orders whose clock runs, is late, or has not begun: least time left first.
///
/// # Errors
/// Not permitted, or storage failures.
pub async fn clocks(desk: &Desk, actor: &Actor, limit: u32) -> Result<Vec<Kept<Order>>, Error> {
    actor.needs(Permission::SeeNotices)?;
    let running = ["received", "impossible", "error_claimed", "information_asked"];
    let mut orders = desk.list::<Order>(&Query::all(Kind::Order, limit).in_states(&running)).await?;
    orders.sort_by_key(|order| (order.state != OrderState::Received, order.counts_from));
    let waiting = desk.list::<Order>(&Query::all(Kind::Order, limit).in_states(&["issued", "delivered"])).await?;
    orders.extend(waiting);
    orders.truncate(limit as usize);
    Ok(orders)
}
