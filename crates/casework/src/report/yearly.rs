//! The figures that an authority gives each year, and those it passes on to its state.

use super::figures::{Figures, Period, figures};
use crate::desk::Desk;
use crate::error::Error;
use crate::policy::{Actor, Permission};
use crate::ports::Query;
use crate::records::{Complaint, Kept, Kind, Record};
use domain::order::OrderState;
use serde::Serialize;

/// How many complaints are read at a time.
const PAGE: u32 = 500;

/// One figure of a yearly report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The provision that asks for it.
    pub article: &'static str,
    /// What is counted, as a fixed name.
    pub figure: &'static str,
    /// The figure; absent where Vigie does not record it, so that nobody takes silence for nothing.
    pub value: Option<u64>,
    /// What the figure counts.
    pub unit: &'static str,
}

const fn line(article: &'static str, figure: &'static str, value: u64) -> Line {
    Line { article, figure, value: Some(value), unit: "number" }
}

const fn not_recorded(article: &'static str, figure: &'static str) -> Line {
    Line { article, figure, value: None, unit: "not recorded by Vigie" }
}

/// The figures of a period as the Regulation asks for them.
///
/// # Errors
/// Not permitted, or storage failures.
///
/// # Source
/// Regulation (EU) 2021/784, Art 8(1) (the competent authority, each year) and Art 21(1) (the Member State
/// to the Commission, by 31 March).
pub async fn yearly(desk: &Desk, actor: &Actor, period: Period) -> Result<Vec<Line>, Error> {
    actor.needs(Permission::SeeReport)?;
    let counted = figures(desk, actor, period).await?;
    let (complaints, upheld) = complaints(desk, period).await?;
    let mut lines = transparency(&counted);
    lines.extend(monitoring(&counted));
    lines.push(line("21(1)(d)", "complaints_recorded_by_providers", complaints));
    lines.push(line("21(1)(d)", "complaints_after_which_content_came_back", upheld));
    lines.push(line("21(1)(e)", "orders_challenged", counted.challenged));
    lines.push(line("21(1)(e)", "orders_upheld", counted.upheld));
    lines.push(line("21(1)(e)", "orders_annulled", counted.undone_as(OrderState::Annulled)));
    Ok(lines)
}

/// Article 8(1).
fn transparency(counted: &Figures) -> Vec<Line> {
    let removed = counted.ends.get(&OrderState::Removed).copied().unwrap_or_default();
    let disabled = counted.ends.get(&OrderState::Disabled).copied().unwrap_or_default();
    vec![
        line("8(1)(a)", "orders_issued", counted.issued),
        line("8(1)(a)", "orders_copied_to_a_host_state", counted.copied),
        line("8(1)(a)", "orders_scrutinised", counted.scrutinised),
        line("8(1)(a)", "orders_found_in_breach", counted.undone_as(OrderState::Void)),
        line("8(1)(a)", "items_removed_or_disabled", removed + disabled),
        line("8(1)(a)", "items_not_removed", counted.issued - removed - disabled),
        not_recorded("8(1)(b)", "decisions_on_exposure_and_specific_measures"),
        line("8(1)(c)", "orders_under_review", counted.challenged),
        line("8(1)(c)", "orders_upheld", counted.upheld),
        line("8(1)(c)", "orders_annulled", counted.undone_as(OrderState::Annulled)),
        not_recorded("8(1)(d)", "penalties"),
    ]
}

/// Article 21(1)(a) to (c).
fn monitoring(counted: &Figures) -> Vec<Line> {
    let seconds = counted.median_to_removal.map(|span| span.as_secs().unsigned_abs());
    vec![
        line("21(1)(a)", "orders_issued", counted.issued),
        line("21(1)(a)", "items_removed_or_disabled", counted.removed),
        line("21(1)(a)", "items_removed_or_disabled_within_the_hour", counted.in_time),
        Line { article: "21(1)(a)", figure: "median_from_receipt_to_removal", value: seconds, unit: "seconds" },
        not_recorded("21(1)(b)", "specific_measures"),
        not_recorded("21(1)(c)", "requests_for_access_to_preserved_content"),
    ]
}

/// Complaints that providers received in the period, and those after which the content came back.
async fn complaints(desk: &Desk, period: Period) -> Result<(u64, u64), Error> {
    let mut query = Query::all(Kind::Complaint, PAGE);
    let (mut all, mut upheld) = (0, 0);
    loop {
        let page: Vec<Kept<Complaint>> = desk.list(&query).await?;
        let Some(last) = page.last() else { return Ok((all, upheld)) };
        query.after = Some((last.sort(), last.uuid()));
        for complaint in page.iter().filter(|complaint| period.holds(complaint.received)) {
            all += 1;
            upheld += u64::from(complaint.outcome.as_ref().is_some_and(|outcome| outcome.reinstated));
        }
    }
}
