//! References as printed on forms and letters: country, year, number.

use crate::desk::Desk;
use crate::error::Error;
use crate::records::{Authority, Kind};
use domain::id::AuthorityId;

/// The next reference of an order, such as `BE-2026-0042`.
///
/// Whoever draws one holds [`Desk::drafting`] until it is written. Two processes may still draw the same number at one
/// moment; the reference is unique in the store, so the second write conflicts and is repeated with the next number.
pub(crate) async fn order(desk: &Desk, authority: AuthorityId) -> Result<String, Error> {
    next(desk, authority, Kind::Order, "").await
}

/// The next reference of a referral, such as `BE-2026-R0042`.
pub(crate) async fn referral(desk: &Desk, authority: AuthorityId) -> Result<String, Error> {
    next(desk, authority, Kind::Referral, "R").await
}

/// The next reference of an operation, such as `BE-2026-J0003`.
pub(crate) async fn operation(desk: &Desk, lead: AuthorityId) -> Result<String, Error> {
    next(desk, lead, Kind::Operation, "J").await
}

/// The next reference of an alert, such as `BE-2026-W0007`.
pub(crate) async fn alert(desk: &Desk, authority: AuthorityId) -> Result<String, Error> {
    next(desk, authority, Kind::Alert, "W").await
}

async fn next(desk: &Desk, authority: AuthorityId, kind: Kind, letter: &str) -> Result<String, Error> {
    let authority = desk.load::<Authority>(authority.0).await?;
    let count: u64 = desk.counts(kind).await?.values().sum();
    let year = desk.now().to_zoned(jiff::tz::TimeZone::UTC).year();
    Ok(format!("{}-{year}-{letter}{:04}", authority.country, count + 1))
}
