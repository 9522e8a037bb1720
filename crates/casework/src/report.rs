//! *Report*: what was done, counted from the records and never typed in.

mod figures;
mod in_log;
mod yearly;

pub(crate) use figures::median;
pub use figures::{AtLeast, Figures, OpenedBy, Period, SAMPLE, Undone, figures, sample, seed};
pub use in_log::{Amiss, InLog, orders_in_log};
pub use yearly::{Line, yearly};

use crate::desk::Desk;
use crate::error::Error;
use crate::policy::{Actor, Permission};
use crate::records::Kind;
use serde::Serialize;
use std::collections::BTreeMap;

/// How many records stand in each state.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Items by state.
    pub items: BTreeMap<String, u64>,
    /// Referrals by state.
    pub referrals: BTreeMap<String, u64>,
    /// Orders by state.
    pub orders: BTreeMap<String, u64>,
    /// Watches by state.
    pub watches: BTreeMap<String, u64>,
    /// Size of the ledger.
    pub leaves: u64,
}

impl Counts {
    /// Items that wait for a person.
    #[must_use]
    pub fn waiting(&self) -> u64 {
        ["in_review", "second_reading", "not_examined"].iter().filter_map(|state| self.items.get(*state)).sum()
    }

    /// Items taken in, whatever became of them.
    #[must_use]
    pub fn taken_in(&self) -> u64 {
        self.items.values().sum()
    }

    /// Orders whose answer is still due.
    #[must_use]
    pub fn clocks(&self) -> u64 {
        ["issued", "delivered", "received", "impossible"].iter().filter_map(|state| self.orders.get(*state)).sum()
    }
}

/// Counts everything. Cheap: the store keeps the counts.
///
/// # Errors
/// Not permitted, or storage failures.
pub async fn counts(desk: &Desk, actor: &Actor) -> Result<Counts, Error> {
    actor.needs(Permission::SeeOverview)?;
    Ok(Counts {
        items: desk.counts(Kind::Item).await?,
        referrals: desk.counts(Kind::Referral).await?,
        orders: desk.counts(Kind::Order).await?,
        watches: desk.counts(Kind::Watch).await?,
        leaves: desk.doors.store.frontier().await?.size(),
    })
}
