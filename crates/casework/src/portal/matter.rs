//! What a link opens, once what it opens has left the house.

use super::{Door, is_for_order, order, order_of_content_provider, provider, referral};
use crate::desk::Desk;
use crate::error::{Error, Refusal, refused};
use crate::ports::Query;
use crate::records::{Kept, Kind, Order, Provider, Record, Referral};
use domain::id::ProviderId;
use domain::order::OrderState;
use domain::refer::ReferralState;
use uuid::Uuid;

/// How many records are read at once.
const AT_ONCE: u32 = 100;

/// What a link opens.
#[derive(Debug)]
pub enum Matter {
    /// An order, for its provider.
    Order(Kept<Order>),
    /// An order, for whoever published the content.
    Content(Kept<Order>),
    /// A referral.
    Referral(Kept<Referral>),
    /// A provider's own page.
    Provider(Kept<Provider>),
}

/// Opens a link. Nobody was sent the link of what never left the house; and while nobody may be told of an order, the
/// content provider's link is like any that leads nowhere.
///
/// # Errors
/// [`Refusal::BadLink`] for a link that is forged, revoked, or to what nobody outside may see.
pub async fn matter(desk: &Desk, link: &str) -> Result<Matter, Error> {
    let known = |known: bool, matter: Matter| if known { Ok(matter) } else { Err(refused(Refusal::BadLink)) };
    if is_for_order(link) {
        let order = order(desk, link).await?;
        known(order_left(&order), Matter::Order(order))
    } else if link.starts_with(Door::ContentProvider.letter()) {
        let order = order_of_content_provider(desk, link).await?;
        known(order_left(&order) && order.may_be_disclosed(desk.now()), Matter::Content(order))
    } else if link.starts_with(Door::Provider.letter()) {
        provider(desk, link).await.map(Matter::Provider)
    } else {
        let referral = referral(desk, link).await?;
        known(referral_left(&referral), Matter::Referral(referral))
    }
}

/// Whether an order left the house. A draft, even one that was withdrawn, is nobody's business outside.
pub(crate) const fn order_left(order: &Order) -> bool {
    order.issued.is_some() && order.provider.is_some()
}

/// Whether a referral left the house.
pub(crate) const fn referral_left(referral: &Referral) -> bool {
    referral.released_by.is_some() && referral.provider.is_some()
}

/// The orders that a provider got from us, newest first, from a place in the list on. No draft moves that place.
///
/// # Errors
/// Storage failures.
pub async fn orders_of(
    desk: &Desk,
    provider: ProviderId,
    after: Option<(String, Uuid)>,
    limit: usize,
) -> Result<Vec<Kept<Order>>, Error> {
    let states: Vec<_> = OrderState::ALL.iter().filter(|state| state.is_issued()).map(|state| state.name()).collect();
    let query = Query::all(Kind::Order, AT_ONCE).in_states(&states).with("provider", provider);
    listed(desk, query, after, limit, order_left).await
}

/// The referrals that a provider got from us, likewise.
///
/// # Errors
/// Storage failures.
pub async fn referrals_of(
    desk: &Desk,
    provider: ProviderId,
    after: Option<(String, Uuid)>,
    limit: usize,
) -> Result<Vec<Kept<Referral>>, Error> {
    let states: Vec<_> =
        ReferralState::ALL.iter().filter(|state| **state != ReferralState::Draft).map(|state| state.name()).collect();
    let query = Query::all(Kind::Referral, AT_ONCE).in_states(&states).with("provider", provider);
    listed(desk, query, after, limit, referral_left).await
}

async fn listed<T: Record>(
    desk: &Desk,
    query: Query,
    after: Option<(String, Uuid)>,
    limit: usize,
    left: impl Fn(&T) -> bool,
) -> Result<Vec<Kept<T>>, Error> {
    let (mut query, mut found) = (Query { after, ..query.newest_first() }, Vec::new());
    loop {
        let page = desk.list::<T>(&query).await?;
        let last = page.last().map(|last| (last.sort(), last.uuid()));
        let whole = page.len() < AT_ONCE as usize;
        found.extend(page.into_iter().filter(|record| left(record)));
        found.truncate(limit);
        if whole || found.len() == limit {
            return Ok(found);
        }
        query.after = last;
    }
}
