//! What waits for a person on the side of the authority that refers and orders, apart from running clocks.

use super::{in_effect, shut_gates, waits_for_a_person};
use crate::desk::Desk;
use crate::error::Error;
use crate::policy::{Actor, Permission};
use crate::ports::Query;
use crate::records::{Authority, Kept, Kind, Order, Provider, Referral, sortable};
use domain::id::AuthorityId;
use domain::order::{Contest, Gate, PRIOR_INFORMATION, final_from};
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;
use uuid::Uuid;

/// How far ahead ends of non-disclosure and of the time for redress are named.
pub const AHEAD: SignedDuration = SignedDuration::from_hours(7 * 24);

/// An order and the moment that matters about it.
#[derive(Debug)]
pub struct Dated {
    /// The order.
    pub order: Kept<Order>,
    /// The moment.
    pub at: Timestamp,
}

/// What waits for a person.
#[derive(Debug, Default)]
pub struct Owed {
    /// Approved, and waiting for the twelve hours of prior information, with their end; and others that can
    /// be issued now, with the moment of their approval.
    pub approved: Vec<Dated>,
    /// Every channel failed: somebody has to carry the order.
    pub to_carry: Vec<Kept<Order>>,
    /// The copy for the host state came back or was refused: somebody has to see to that authority's contact point.
    pub copies: Vec<Kept<Order>>,
    /// Letters about it came back or were refused: somebody has to see to the address.
    pub letters: Vec<Kept<Order>>,
    /// A referral came back or was refused: somebody has to see to the provider's contact point.
    pub referrals: Vec<Kept<Referral>>,
    /// The authority of the host state looks at it, with the moment until which it decides.
    pub scrutinised: Vec<Dated>,
    /// The provider answered with Annex III and waits for us, and nothing is on its way.
    pub replies: Vec<Kept<Order>>,
    /// The order lost its effect, and the provider has not said whether the content is back.
    pub reinstatements: Vec<Kept<Order>>,
    /// Non-disclosure ends within [`AHEAD`].
    pub disclosure_ends: Vec<Dated>,
    /// The time for redress ends within [`AHEAD`], and nobody challenged the order.
    pub becoming_final: Vec<Dated>,
}

/// Gathers what waits, at most `limit` of each.
///
/// # Errors
/// Not permitted, or storage failures.
pub async fn owed(desk: &Desk, actor: &Actor, limit: u32) -> Result<Owed, Error> {
    actor.needs(Permission::SeeNotices)?;
    let all = || actor.readable(Query::all(Kind::Order, limit));
    let mut owed = Owed {
        approved: approved(desk, actor, limit).await?,
        to_carry: to_carry(desk, actor, limit).await?,
        copies: desk.list(&all().with("copy", "failed")).await?,
        letters: desk.list(&all().with("letter", "refused")).await?,
        referrals: desk.list(&actor.readable(Query::all(Kind::Referral, limit).in_states(&["released"]))).await?,
        replies: desk.list(&all().in_states(&["error_claimed", "information_asked", "impossible"])).await?,
        reinstatements: desk.list(&all().with("reinstatement", "asked")).await?,
        becoming_final: becoming_final(desk, actor, limit).await?,
        ..Owed::default()
    };
    owed.replies.retain(|order| order.reply.is_none());
    owed.referrals.retain(|referral| referral.waits_for_a_person());
    for stage in ["requested", "opened", "warned"] {
        let orders: Vec<Kept<Order>> = desk.list(&all().with("scrutiny", stage)).await?;
        let dated = orders.into_iter().filter(|order| in_effect(order));
        owed.scrutinised.extend(dated.filter_map(|order| Some(Dated { at: order.scrutiny_due()?, order })));
    }
    let silent: Vec<Kept<Order>> = desk.list(&all().with("non_disclosure", "set")).await?;
    let (now, ahead) = (desk.now(), desk.now() + AHEAD);
    owed.disclosure_ends = silent
        .into_iter()
        .filter(|order| in_effect(order))
        .filter_map(|order| Some(Dated { at: order.non_disclosure.as_ref()?.until, order }))
        .filter(|dated| now <= dated.at && dated.at <= ahead)
        .collect();
    owed.scrutinised.sort_by_key(|dated| dated.at);
    owed.disclosure_ends.sort_by_key(|dated| dated.at);
    Ok(owed)
}

async fn approved(desk: &Desk, actor: &Actor, limit: u32) -> Result<Vec<Dated>, Error> {
    let mut dated = Vec::new();
    for order in desk.list::<Order>(&actor.readable(Query::all(Kind::Order, limit).in_states(&["approved"]))).await? {
        let shut = shut_gates(desk, actor, &order).await?;
        let waits = shut.iter().any(|refusal| refusal.gate() == Gate::PriorInformation);
        let provider = match order.provider.filter(|_| waits) {
            Some(id) => desk.find::<Provider>(id.0).await?,
            None => None,
        };
        let end = provider.and_then(|provider| information_ends(&provider, order.authority));
        dated.push(Dated { at: end.or(order.approved).unwrap_or(order.drafted), order });
    }
    dated.sort_by_key(|dated| dated.at);
    Ok(dated)
}

/// When the twelve hours of prior information by an authority end at a provider. Nothing while the
/// information has not gone out.
///
/// # Source
/// Regulation (EU) 2021/784, Art 3(2).
#[must_use]
pub fn information_ends(provider: &Provider, authority: AuthorityId) -> Option<Timestamp> {
    provider.informed_by(authority)?.at.checked_add(PRIOR_INFORMATION).ok()
}

async fn to_carry(desk: &Desk, actor: &Actor, limit: u32) -> Result<Vec<Kept<Order>>, Error> {
    let query = actor.readable(Query::all(Kind::Order, limit).in_states(&["issued", "unanswered"]));
    let mut waiting = Vec::new();
    for order in desk.list::<Order>(&query).await? {
        let Some(provider) = order.provider.filter(|_| order.delivered.is_none()) else { continue };
        if waits_for_a_person(&order, &*desk.load::<Provider>(provider.0).await?) {
            waiting.push(order);
        }
    }
    Ok(waiting)
}

/// Orders are listed by the moment from which their hour counts, so those whose time for redress ends soon
/// stand together.
async fn becoming_final(desk: &Desk, actor: &Actor, limit: u32) -> Result<Vec<Dated>, Error> {
    let (now, ahead) = (desk.now(), desk.now() + AHEAD);
    let mut terms: HashMap<AuthorityId, Kept<Authority>> = HashMap::new();
    let mut ours: Vec<Kept<Authority>> = desk.list(&Query::all(Kind::Authority, 50).in_states(&["ours"])).await?;
    let Some(longest) = ours.iter().map(|authority| authority.terms.redress_days).max() else {
        return Ok(Vec::new());
    };
    terms.extend(ours.drain(..).map(|authority| (authority.id, authority)));
    let mut query = actor.readable(Query::all(Kind::Order, limit).in_states(&[
        "received",
        "late",
        "removed",
        "disabled",
        "impossible",
        "error_claimed",
        "information_asked",
    ]));
    let from = now - SignedDuration::from_hours(24 * (i64::from(longest) + 2));
    query.after = Some((sortable(from), Uuid::nil()));
    let mut dated = Vec::new();
    for order in desk.list::<Order>(&query).await? {
        let open = order.contest == Contest::None && order.final_since.is_none();
        let (Some(received), Some(authority), true) = (order.received, terms.get(&order.authority), open) else {
            continue;
        };
        let at = final_from(received.at, authority.terms.redress_days, &authority.terms.zone());
        if now <= at && at <= ahead {
            dated.push(Dated { order, at });
        }
    }
    dated.sort_by_key(|dated| dated.at);
    Ok(dated)
}
