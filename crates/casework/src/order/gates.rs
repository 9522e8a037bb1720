//! What is known when an order is about to be issued, gathered for the gates of `domain::order`.

use super::own;
use crate::desk::{Desk, Draft};
use crate::error::{Error, invalid, refused};
use crate::policy::{Actor, Permission};
use crate::ports::Query;
use crate::records::{
    Authority, Hold, Item, Kept, Kind, OpenedGate, Order, Provider, Record as _, Referral, issued_in,
};
use crate::seal::{Act, Verb, Who};
use domain::detect::ItemState;
use domain::hold;
use domain::id::{ItemId, OrderId, ReferralId};
use domain::order::{self, Event, Facts, Gate, Opened, OrderState, OutOfOrder, PriorInformation};
use domain::provider::ServiceKind;
use domain::refer::ReferralState;
use jiff::SignedDuration;
use jiff::tz::TimeZone;
use serde_json::json;
use url::Url;

/// How many notices on one item are looked at; there are never more than a handful.
const NOTICES_ON_ITEM: u32 = 50;
/// How many orders are read at once when they are counted.
const COUNTED_AT_ONCE: u32 = 200;

/// The holds in force over an address, by any authority: on the item, its account, its host or a
/// domain above it.
///
/// # Errors
/// Storage failures.
pub async fn holds_on(desk: &Desk, url: &Url) -> Result<Vec<Kept<Hold>>, Error> {
    let mut holds = Vec::new();
    for scope in hold::scopes_over(url) {
        let query = Query::all(Kind::Hold, 100).in_states(&["placed"]).with("scope", scope);
        let placed = desk.list::<Hold>(&query).await?;
        holds.extend(placed.into_iter().filter(|hold| hold::in_force(hold.until, hold.lifted, desk.now())));
    }
    Ok(holds)
}

/// Every gate that is shut for an order if `actor` issued it now.
///
/// # Errors
/// Storage failures.
pub async fn shut_gates(desk: &Desk, actor: &Actor, order: &Order) -> Result<Vec<order::Refusal>, Error> {
    gather(desk, Some(actor), order).await
}

/// Moves a draft to *checked* when nothing is missing but a second officer and the moment, and back
/// when something is missing again. Returns what is missing.
pub(super) async fn settle(desk: &Desk, order: &mut Order) -> Result<Vec<order::Refusal>, Error> {
    let missing: Vec<_> =
        gather(desk, None, order).await?.into_iter().filter(|shut| !shut.gate().waits_for_issue()).collect();
    if order.state == OrderState::Draft && missing.is_empty() {
        order.follow(Event::Check).map_err(refused)?;
    } else if order.state != OrderState::Draft && !missing.is_empty() {
        order.follow(Event::Reopen).map_err(refused)?;
        order.approver = None;
        order.approved = None;
    }
    Ok(missing)
}

/// A person opens a gate against what it found, with a reason that stays in the record. Some gates
/// need two people, and some cannot be opened at all.
///
/// # Errors
/// Not permitted, a gate that cannot be opened, no reason, or an order that left the house.
pub async fn open_gate(desk: &Desk, actor: &Actor, id: OrderId, gate: Gate, reason: &str) -> Result<(), Error> {
    actor.needs(Permission::OpenGates)?;
    let mut order = own(desk, actor, id).await?;
    if !order.state.is_draft() {
        return Err(refused(OutOfOrder { state: order.state, event: Event::Check }));
    }
    push_opened(desk, actor, &mut order, gate, reason)?;
    settle(desk, &mut order).await?;
    let act = Act::new(Verb::Order, "gate_opened", order.id.0, Who::Person(actor))
        .under("Regulation (EU) 2021/784, Art 3(4)(b)")
        .detail(json!({ "gate": gate.name(), "reason": reason, "state": order.state.name() }));
    Draft::new(desk).put(&order)?.commit(&act).await
}

/// The shortest sentence with which a person puts themselves above a gate, in characters.
const SHORTEST_REASON: usize = 20;

/// Whether a reason is more than a word.
pub(super) fn is_a_sentence(reason: &str) -> bool {
    reason.trim().chars().count() >= SHORTEST_REASON
}

pub(super) fn push_opened(
    desk: &Desk,
    actor: &Actor,
    order: &mut Order,
    gate: Gate,
    reason: &str,
) -> Result<(), Error> {
    if gate.opened_by().is_none() {
        return Err(invalid("gate", "this gate cannot be opened against what it found"));
    }
    if !is_a_sentence(reason) {
        return Err(invalid("reason", "write in a sentence why this may be; it stays in the record under your name"));
    }
    order.opened.push(OpenedGate { gate, by: actor.person, at: desk.now(), reason: reason.trim().to_owned() });
    Ok(())
}

/// Gathers the facts and asks the rules. Without an officer, what depends on who issues is left out.
async fn gather(desk: &Desk, officer: Option<&Actor>, order: &Order) -> Result<Vec<order::Refusal>, Error> {
    let item = desk.load::<Item>(order.item.0).await?;
    let provider = match order.provider.or(item.provider) {
        Some(id) => desk.find::<Provider>(id.0).await?,
        None => None,
    };
    let provider = provider.as_deref();
    let authority = desk.load::<Authority>(order.authority.0).await?;
    let earlier = earlier_order(desk, order.item, Some(order.id)).await?;
    let referral = open_referral(desk, order.item, None).await?;
    let languages: &[String] = provider.map_or(&[], |provider| provider.languages.as_slice());
    let capture_preserved = match (order.capture, order.capture_digest) {
        (Some(_), Some(digest)) => desk.doors.blobs.get(&digest).await?.is_some(),
        _ => false,
    };
    let (prior_information, issued_this_hour) = earlier_with_provider(desk, officer, order, provider).await?;
    let opened: Vec<Opened> = order.opened.iter().map(|opened| Opened { gate: opened.gate, by: opened.by }).collect();
    Ok(order::failing(&Facts {
        url: &order.url,
        collection: not_one_item(&item, "clear").as_deref(),
        purpose: order.finding.purpose,
        finding_stands: item.state == ItemState::Ordered && item.assessments.last() == Some(&order.finding),
        protected_signals: &protected(&item),
        unread: unread(&item),
        categories: &order.finding.categories,
        reason: &order.finding.reason,
        capture_preserved,
        collateral: collateral(&item, provider).as_deref(),
        deconfliction: order.deconfliction.as_ref().map(|given| given.answer),
        hold_in_force: !holds_on(desk, &order.url).await?.is_empty(),
        earlier_order: earlier.as_deref(),
        open_referral: referral.as_deref(),
        competences: &authority.competences,
        own_authority: officer.is_none_or(|officer| officer.authority == order.authority),
        service: provider.map(|provider| provider.details.kind),
        in_the_union: provider.is_some_and(|provider| provider.host_state().is_some()),
        contact_point: provider.is_some_and(Provider::has_contact),
        language: (&order.language, languages),
        prior_information,
        zone: &provider.map_or(TimeZone::UTC, Provider::zone),
        issued_this_hour,
        second_officer: officer.is_none_or(|officer| officer.person != order.author),
        opened: &opened,
        now: desk.now(),
    }))
}

/// Why nothing was read, of an item that nothing proposed and that came before a person because it was not examined.
fn unread(item: &Item) -> Option<&str> {
    let proposed = item.matches.iter().any(|found| found.standing.proposes());
    item.not_examined.first().filter(|_| !proposed).map(String::as_str)
}

/// The signs of this weight that a site, a search or a collection stands at the address, each with what was found.
fn not_one_item(item: &Item, weight: &str) -> Option<String> {
    let signs: Vec<String> = item
        .context
        .iter()
        .filter(|signal| signal.points_to == "not_one_item" && signal.weight == weight)
        .map(|signal| format!("{}: {}", signal.kind.replace('_', " "), signal.found))
        .collect();
    (!signs.is_empty()).then(|| signs.join("; "))
}

/// Clear signs of a purpose that Art 1(3) protects, by name.
fn protected(item: &Item) -> Vec<String> {
    let protected = ["journalism", "education", "research", "art", "counter_speech"];
    let mut signals: Vec<String> = item
        .context
        .iter()
        .filter(|signal| signal.weight == "clear" && protected.contains(&signal.points_to.as_str()))
        .map(|signal| format!("{}: {}", signal.points_to.replace('_', " "), signal.kind.replace('_', " ")))
        .collect();
    signals.sort();
    signals.dedup();
    signals
}

/// What else lives at the address, as far as was seen.
fn collateral(item: &Item, provider: Option<&Provider>) -> Option<String> {
    if provider.is_some_and(|provider| provider.details.kind == ServiceKind::Cdn) {
        return Some("a delivery copy; the item itself may live elsewhere".to_owned());
    }
    if let Some(signs) = not_one_item(item, "weak") {
        return Some(signs);
    }
    let mostly_other =
        |signal: &&crate::records::Context| signal.kind == "share_of_page" && signal.points_to == "nothing";
    item.context.iter().find(mostly_other).map(|signal| signal.found.clone())
}

/// The reference of an order in effect on an item, besides the one that is asked about.
pub(crate) async fn earlier_order(
    desk: &Desk,
    item: ItemId,
    besides: Option<OrderId>,
) -> Result<Option<String>, Error> {
    let others = desk.list::<Order>(&Query::all(Kind::Order, NOTICES_ON_ITEM).with("item", item)).await?;
    let earlier = others.into_iter().find(|other| Some(other.id) != besides && super::in_effect(other));
    Ok(earlier.map(|other| other.record.reference))
}

/// The reference of a referral of an item that is out and not answered, besides the one that is asked about.
pub(crate) async fn open_referral(
    desk: &Desk,
    item: ItemId,
    besides: Option<ReferralId>,
) -> Result<Option<String>, Error> {
    let query = Query::all(Kind::Referral, NOTICES_ON_ITEM)
        .with("item", item)
        .in_states(&[ReferralState::Released.name(), ReferralState::Sent.name()]);
    let open = desk.list::<Referral>(&query).await?;
    let other = open.into_iter().find(|other| Some(other.id) != besides);
    Ok(other.map(|referral| referral.record.reference))
}

/// Whether the provider was informed before its first order from this authority, and how many orders
/// the officer issued to it within the hour.
async fn earlier_with_provider(
    desk: &Desk,
    officer: Option<&Actor>,
    order: &Order,
    provider: Option<&Provider>,
) -> Result<(PriorInformation, usize), Error> {
    let Some(provider) = provider else { return Ok((PriorInformation::None, 0)) };
    let ours =
        || Query::all(Kind::Order, COUNTED_AT_ONCE).with("provider", provider.id).with("authority", order.authority);
    let hour_ago = desk.now() - SignedDuration::from_hours(1);
    let within = |other: &Order| other.id != order.id && other.issued.is_some_and(|stamp| stamp.at > hour_ago);
    let mut lately = 0;
    if let Some(officer) = officer {
        for at in [hour_ago, desk.now()] {
            let query = ours().with("issued_in", issued_in(officer.person, at));
            lately += count(desk, query, usize::MAX, within).await?;
        }
    }
    let out: Vec<_> = OrderState::ALL.iter().filter(|state| state.is_issued()).map(|state| state.name()).collect();
    let issued = |other: &Order| other.id != order.id && other.issued.is_some();
    let prior = if order.emergency.is_some() {
        PriorInformation::EmergencyJustified
    } else if count(desk, ours().in_states(&out).newest_first(), 1, issued).await? > 0 {
        PriorInformation::NotFirst
    } else {
        provider
            .informed_by(order.authority)
            .map_or(PriorInformation::None, |informed| PriorInformation::Given(informed.at))
    };
    Ok((prior, lately))
}

/// How many orders of a query count, read page by page until `enough` are found.
async fn count(desk: &Desk, mut query: Query, enough: usize, counts: impl Fn(&Order) -> bool) -> Result<usize, Error> {
    let mut found = 0;
    loop {
        let page = desk.list::<Order>(&query).await?;
        found += page.iter().filter(|order| counts(order)).count();
        if found >= enough || page.len() < query.limit as usize {
            return Ok(found);
        }
        query.after = page.last().map(|last| (last.sort(), last.uuid()));
    }
}
