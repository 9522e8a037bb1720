//! Which orders and referrals could carry a target, so that a person chooses one by its reference.

use super::address;
use super::prepare::addressed;
use super::targets::own;
use crate::desk::Desk;
use crate::error::Error;
use crate::policy::Actor;
use crate::ports::Query;
use crate::records::{Kept, Kind, Order, Referral, Target};
use domain::id::{ProviderId, TargetId};
use domain::map::{Asset as Name, LegalWay, Measure};
use url::Url;

/// How many of the latest papers at home are looked through.
const LOOKED_AT: u32 = 500;
/// The most papers of one kind that are offered.
const OFFERED: usize = 50;

/// The papers of the actor's own authority that are still at home and fit a target.
#[derive(Debug, Clone, Default)]
pub struct Fitting {
    /// Removal orders that are drafted or approved; those about the target's own address first.
    pub orders: Vec<Kept<Order>>,
    /// Referrals and orders to act that wait to be released; those about the target's own address first.
    pub referrals: Vec<Kept<Referral>>,
}

/// Looks for orders and referrals of the actor's authority that are about the asset of a target, or go to its provider.
///
/// # Errors
/// Not permitted, no such target that the actor prepares, or storage failures.
pub async fn fitting(desk: &Desk, actor: &Actor, id: TargetId) -> Result<Fitting, Error> {
    let (_, target) = own(desk, actor, id).await?;
    let mut fitting = Fitting::default();
    if target.measure == Measure::RemoveItem {
        let query = Query::all(Kind::Order, LOOKED_AT).in_states(&["draft", "checked", "approved"]);
        fitting.orders = desk.list(&query.with("authority", actor.authority).newest_first()).await?;
        fitting.orders.retain(|order| addressed(&target, order).is_ok() && fits(&target, &order.url, order.provider));
        fitting.orders.sort_by_key(|order| !is_about(&target.asset, &order.url));
        fitting.orders.truncate(OFFERED);
    }
    if target.measure.lever().legal.contains(&LegalWay::Terms) {
        let query = Query::all(Kind::Referral, LOOKED_AT).in_states(&["draft"]).newest_first();
        fitting.referrals = desk.list(&query.with("authority", actor.authority)).await?;
        fitting.referrals.retain(|referral| fits(&target, &referral.url, referral.provider));
        fitting.referrals.sort_by_key(|referral| !is_about(&target.asset, &referral.url));
        fitting.referrals.truncate(OFFERED);
    }
    Ok(fitting)
}

fn fits(target: &Target, url: &Url, provider: Option<ProviderId>) -> bool {
    is_about(&target.asset, url) || (provider.is_some() && provider == target.provider)
}

/// Whether an address lies at an asset: on its host, or in its domain.
fn is_about(asset: &Name, url: &Url) -> bool {
    let Some(host) = url.host_str() else { return false };
    let same_host = address(asset).is_some_and(|own| own.host_str() == Some(host));
    same_host || Name::of_host(host).contains(asset)
}
