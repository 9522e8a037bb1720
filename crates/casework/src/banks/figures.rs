//! How good a bank is: what its signals matched, day by day, and what people found of it.

use super::BATCH;
use crate::desk::Desk;
use crate::error::Error;
use crate::ports::Query;
use crate::records::{Kept, Kind, Signal};
use domain::bank::Verdicts;
use domain::detect::Verdict;
use domain::id::{BankId, SignalId};
use jiff::SignedDuration;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// How many days are shown, today included.
pub const DAYS: i64 = 30;
/// No further are items counted.
const CAP: u32 = 1_000_000;

/// What a bank has matched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// Items matched on each of the last [`DAYS`] days (UTC), the oldest first.
    pub days: Vec<(Date, u64)>,
    /// All items it matches, whether it proposed them to a person or, as harmless material does, speaks against them.
    pub matched: u64,
    /// What became of the items that it proposed.
    pub verdicts: Verdicts,
}

/// What a bank has matched.
///
/// # Errors
/// Storage failures.
pub async fn figures(desk: &Desk, bank: BankId) -> Result<Figures, Error> {
    let day = |ago: i64| (desk.now() - SignedDuration::from_hours(24 * ago)).to_zoned(TimeZone::UTC).date();
    let days: Vec<Date> = (0..DAYS).rev().map(day).collect();
    let keys: Vec<_> = days.iter().map(|day| ("bank_day".to_owned(), format!("{bank} {day}"))).collect();
    let counts = desk.doors.store.counts_with(Kind::Item, &keys, CAP).await?;
    let verdicts = verdicts_of(desk, "bank", &[bank.to_string()]).await?;
    Ok(Figures {
        days: days.into_iter().zip(counts).collect(),
        matched: desk.doors.store.count_with(Kind::Item, "bank", &bank.to_string(), CAP).await?,
        verdicts: verdicts.into_iter().next().unwrap_or_default(),
    })
}

/// What became of the items that each of some signals proposed, in their order.
///
/// # Errors
/// Storage failures.
pub async fn verdicts(desk: &Desk, signals: &[SignalId]) -> Result<Vec<Verdicts>, Error> {
    let names: Vec<String> = signals.iter().map(ToString::to_string).collect();
    verdicts_of(desk, "signal", &names).await
}

async fn verdicts_of(desk: &Desk, relation: &str, names: &[String]) -> Result<Vec<Verdicts>, Error> {
    const ORDER: [Verdict; 4] = [Verdict::Upheld, Verdict::Rejected, Verdict::Exempt, Verdict::Open];
    let relation = format!("{relation}_verdict");
    let keys: Vec<_> =
        names.iter().flat_map(|name| ORDER.map(|verdict| (relation.clone(), format!("{name} {verdict}")))).collect();
    let counts = desk.doors.store.counts_with(Kind::Item, &keys, CAP).await?;
    let each = counts.as_chunks::<4>().0.iter();
    Ok(each.map(|&[upheld, rejected, exempt, open]| Verdicts { upheld, rejected, exempt, open }).collect())
}

/// The signals of a bank that the flood guard holds.
///
/// # Errors
/// Storage failures.
pub async fn held(desk: &Desk, bank: BankId) -> Result<Vec<Kept<Signal>>, Error> {
    desk.list(&Query::all(Kind::Signal, BATCH).with("held", bank)).await
}
