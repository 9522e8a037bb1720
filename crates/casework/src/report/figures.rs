//! What became of the orders of a period: how fast, how many were wrong, which gates people opened; and
//! the orders an overseer reads, drawn so that nobody chose them.

use crate::desk::Desk;
use crate::error::{Error, fault};
use crate::policy::{Actor, Permission};
use crate::ports::Query;
use crate::records::{Kept, Kind, OpenedGate, Order, Record};
use domain::id::OrderId;
use domain::order::{Answer, Event, OrderState};
use jiff::civil::date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use ledger::Checkpoint;
use matching::digest::Sha256;
use std::collections::BTreeMap;

/// How many issued orders are drawn to be read.
pub const SAMPLE: usize = 20;
/// How many records are read at a time.
const PAGE: u32 = 500;
/// How many digits of a root make a seed.
const SEED_DIGITS: usize = 16;
/// Beyond so many, near and known items are not counted one by one.
const COUNTED: u32 = 5000;

/// A span of time; its end is not part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// From this moment.
    pub from: Timestamp,
    /// Until before this one.
    pub until: Timestamp,
}

impl Period {
    /// Everything.
    pub const ALL: Self = Self { from: Timestamp::MIN, until: Timestamp::MAX };

    /// A calendar year where the authority is. A year that no calendar has is everything.
    #[must_use]
    pub fn year(year: i16, zone: &TimeZone) -> Self {
        let begins = |year: i16| {
            let year = (-9000..=9000).contains(&year).then_some(year)?;
            Some(date(year, 1, 1).to_zoned(zone.clone()).ok()?.timestamp())
        };
        match (begins(year), begins(year.saturating_add(1))) {
            (Some(from), Some(until)) => Self { from, until },
            _ => Self::ALL,
        }
    }

    /// Whether a moment lies in it.
    #[must_use]
    pub fn holds(&self, at: Timestamp) -> bool {
        (self.from..self.until).contains(&at)
    }
}

/// A count that stopped at a limit when there is more.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AtLeast {
    /// How many were counted.
    pub n: u64,
    /// Whether there are more.
    pub more: bool,
}

/// An order that lost its effect after it had left the house.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undone {
    /// The order.
    pub id: OrderId,
    /// Its reference.
    pub reference: String,
    /// Void, annulled or withdrawn.
    pub state: OrderState,
    /// When.
    pub at: Option<Timestamp>,
    /// By whom, in words; empty when the issuing authority took it back.
    pub by: String,
    /// Why.
    pub reasons: String,
}

/// A gate that a person opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedBy {
    /// The order.
    pub id: OrderId,
    /// Its reference.
    pub reference: String,
    /// Whether it was issued after all.
    pub issued: bool,
    /// Which, by whom, when, why.
    pub opened: OpenedGate,
}

/// What became of the orders that were issued in a period.
#[derive(Debug, Clone, Default)]
pub struct Figures {
    /// Items that resemble known material closely enough to be taken for it, in all.
    pub known: AtLeast,
    /// Items that resemble it, in all.
    pub near: AtLeast,
    /// Orders issued.
    pub issued: u64,
    /// Orders by how far they got.
    pub ends: BTreeMap<OrderState, u64>,
    /// Orders answered with Annex II within the hour.
    pub in_time: u64,
    /// Orders answered with Annex II.
    pub removed: u64,
    /// Half of the removals came sooner after receipt than this.
    pub median_to_removal: Option<SignedDuration>,
    /// Orders corrected after the provider had named a manifest error, and still in effect.
    pub corrected: u64,
    /// Orders that lost their effect, the latest first.
    pub undone: Vec<Undone>,
    /// Gates that people opened on orders drafted in the period, the latest first.
    pub opened: Vec<OpenedBy>,
    /// Orders that gave notice to the authority of a host state (Art 4(1)).
    pub copied: u64,
    /// Orders scrutinised, whatever came of it.
    pub scrutinised: u64,
    /// Orders challenged before a court or body.
    pub challenged: u64,
    /// Orders upheld by it.
    pub upheld: u64,
}

impl Figures {
    /// Orders that turned out wrong: void, annulled, withdrawn after issue, or corrected after a manifest
    /// error. Each counts once.
    #[must_use]
    pub fn errors(&self) -> u64 {
        self.undone.len() as u64 + self.corrected
    }

    /// How many of the undone are in a state.
    #[must_use]
    pub fn undone_as(&self, state: OrderState) -> u64 {
        self.undone.iter().filter(|undone| undone.state == state).count() as u64
    }
}

/// Counts the orders of a period by reading each of them.
///
/// # Errors
/// Not permitted, or storage failures.
pub async fn figures(desk: &Desk, actor: &Actor, period: Period) -> Result<Figures, Error> {
    actor.needs(Permission::SeeReport)?;
    let mut figures =
        Figures { known: items(desk, "known").await?, near: items(desk, "near").await?, ..Figures::default() };
    let mut spans = Vec::new();
    for order in every_order(desk).await? {
        if period.holds(order.drafted) {
            figures.opened.extend(order.opened.iter().map(|opened| OpenedBy {
                id: order.id,
                reference: order.reference.clone(),
                issued: order.issued.is_some(),
                opened: opened.clone(),
            }));
        }
        if order.issued.is_some_and(|stamp| period.holds(stamp.at)) {
            spans.extend(figures.count(&order));
            if order.state.is_without_effect() {
                figures.undone.push(undone(desk, &order).await?);
            }
        }
    }
    spans.sort_unstable();
    figures.median_to_removal = median(&spans);
    figures.undone.sort_by_key(|undone| std::cmp::Reverse(undone.at));
    figures.opened.sort_by_key(|opened| std::cmp::Reverse(opened.opened.at));
    Ok(figures)
}

impl Figures {
    /// Counts one issued order; returns how long the removal took, if it was removed.
    fn count(&mut self, order: &Order) -> Option<SignedDuration> {
        self.issued += 1;
        *self.ends.entry(order.state).or_default() += 1;
        self.copied += u64::from(order.copied.is_some());
        self.scrutinised += u64::from(order.scrutiny != domain::order::Scrutiny::None);
        self.challenged += u64::from(order.proceeding(Event::Challenge).is_some());
        self.upheld += u64::from(order.proceeding(Event::Uphold).is_some());
        let error_named = order.answers.iter().any(|given| given.answer == Answer::ManifestError);
        if error_named && !order.corrections.is_empty() && !order.state.is_without_effect() {
            self.corrected += 1;
        }
        let gone = order.answers.iter().find(|given| given.answer.annex() == "II")?;
        self.removed += 1;
        let took = gone.acted_at.unwrap_or(gone.at).duration_since(order.received?.at);
        if order.counts_from.is_some_and(|from| gone.at <= from + domain::order::TIME_TO_REMOVE) {
            self.in_time += 1;
        }
        // A provider may say that it acted before it told us of the receipt.
        Some(took.max(SignedDuration::ZERO))
    }
}

/// The middle of spans that are sorted; between the two middle ones when their number is even.
pub(crate) fn median(sorted: &[SignedDuration]) -> Option<SignedDuration> {
    let upper = *sorted.get(sorted.len() / 2)?;
    if sorted.len() % 2 == 1 {
        return Some(upper);
    }
    Some((*sorted.get(sorted.len() / 2 - 1)? + upper) / 2)
}

/// How many items resemble known material so.
async fn items(desk: &Desk, likeness: &str) -> Result<AtLeast, Error> {
    let query = Query::all(Kind::Item, COUNTED + 1).with("likeness", likeness);
    let n = desk.doors.store.list(&query).await?.len() as u64;
    Ok(AtLeast { n: n.min(u64::from(COUNTED)), more: n > u64::from(COUNTED) })
}

async fn undone(desk: &Desk, order: &Order) -> Result<Undone, Error> {
    let event = match order.state {
        OrderState::Void => Event::FindBreach,
        _ => Event::Annul,
    };
    let (at, by, reasons) = match order.proceeding(event).filter(|_| order.state != OrderState::Withdrawn) {
        Some(step) => (Some(step.at), step.by.clone(), step.reasons.clone()),
        None => {
            let history = desk.doors.store.history(order.id.0).await?;
            let entry = history.iter().rev().find(|entry| entry.leaf.contains("\"order_withdrawn\""));
            (entry.map(|entry| entry.at), String::new(), order.withdrawn.clone().unwrap_or_default())
        }
    };
    Ok(Undone { id: order.id, reference: order.reference.clone(), state: order.state, at, by, reasons })
}

/// Every order there is, page by page.
pub(super) async fn every_order(desk: &Desk) -> Result<Vec<Kept<Order>>, Error> {
    let mut query = Query::all(Kind::Order, PAGE);
    let mut orders: Vec<Kept<Order>> = Vec::new();
    loop {
        let page: Vec<Kept<Order>> = desk.list(&query).await?;
        let Some(last) = page.last() else { return Ok(orders) };
        query.after = Some((last.sort(), last.uuid()));
        orders.extend(page);
    }
}

/// Draws issued orders of a period for an overseer to read: those whose SHA-256 of the seed, a vertical
/// bar and the reference come first. Whoever knows the seed can draw them again, and nobody who writes
/// orders chooses the seed.
///
/// # Errors
/// Not permitted, or storage failures.
pub async fn sample(desk: &Desk, actor: &Actor, period: Period, seed: &str) -> Result<Vec<Kept<Order>>, Error> {
    actor.needs(Permission::SeeReport)?;
    actor.needs(Permission::SeeNotices)?;
    let orders = every_order(desk).await?.into_iter();
    let orders = orders.filter(|order| actor.reads_of(order.authority));
    let issued = orders.filter(|order| order.issued.is_some_and(|stamp| period.holds(stamp.at)));
    let mut drawn: Vec<([u8; 32], Kept<Order>)> =
        issued.map(|order| (Sha256::of(format!("{seed}|{}", order.reference).as_bytes()).0, order)).collect();
    drawn.sort_unstable_by_key(|(digest, _)| *digest);
    Ok(drawn.into_iter().take(SAMPLE).map(|(_, order)| order).collect())
}

/// The seed of a sample that nobody chose: the beginning of the root in the latest signed checkpoint, which
/// is published, or of the ledger as it stands while none was signed.
///
/// # Errors
/// Storage failures.
pub async fn seed(desk: &Desk) -> Result<String, Error> {
    let notes = desk.doors.store.checkpoints().await?;
    let root = match notes.last() {
        Some((_, note)) => Checkpoint::open(note, desk.doors.signer.verifier()).map_err(fault)?.root,
        None => desk.doors.store.frontier().await?.root(),
    };
    Ok(root.to_string().chars().take(SEED_DIGITS).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_of_an_even_number_lies_between() {
        let minutes = |list: &[i64]| list.iter().map(|n| SignedDuration::from_mins(*n)).collect::<Vec<_>>();
        assert_eq!(median(&minutes(&[])), None);
        assert_eq!(median(&minutes(&[5])), Some(SignedDuration::from_mins(5)));
        assert_eq!(median(&minutes(&[1, 3, 90])), Some(SignedDuration::from_mins(3)));
        assert_eq!(median(&minutes(&[1, 3, 5, 90])), Some(SignedDuration::from_mins(4)));
    }

    #[test]
    fn a_year_begins_at_local_midnight() {
        let brussels = TimeZone::get("Europe/Brussels").unwrap();
        let year = Period::year(2026, &brussels);
        assert!(year.holds("2025-12-31T23:00:00Z".parse().unwrap()));
        assert!(!year.holds("2025-12-31T22:59:59Z".parse().unwrap()));
        assert!(!year.holds("2026-12-31T23:00:00Z".parse().unwrap()));
        assert_eq!(Period::year(i16::MAX, &brussels), Period::ALL);
    }
}
