//! Authorities in the directory.

use super::check;
use crate::desk::{Desk, Draft};
use crate::error::{Error, invalid};
use crate::policy::{Actor, Permission};
use crate::ports::Query;
use crate::records::{Authority, AuthorityTerms, Kept, Kind};
use crate::seal::{Act, Verb, Who};
use domain::id::AuthorityId;
use domain::people::{Competence, Country};
use jiff::tz::TimeZone;
use serde_json::json;

/// What is written about an authority.
#[derive(Debug, Clone)]
pub struct AuthorityEntry {
    /// Its name.
    pub name: String,
    /// Its country.
    pub country: Country,
    /// Its tasks under Art 12.
    pub competences: Vec<Competence>,
    /// Its contact point.
    pub contact: String,
    /// Postal address.
    pub address: String,
    /// Telephone.
    pub telephone: String,
    /// Body for redress, time limit and provisions, parted by " | ".
    pub redress: String,
    /// How it works.
    pub terms: AuthorityTerms,
    /// Whether this installation is its own.
    pub ours: bool,
}

/// Writes an authority into the directory, or changes the one of that name. `who` is absent only while
/// the installation is set up.
///
/// # Errors
/// Not permitted, no name, an unknown time zone, no days for redress, a second authority of our own, or
/// storage failures.
pub async fn put_authority(desk: &Desk, who: Option<&Actor>, entry: AuthorityEntry) -> Result<AuthorityId, Error> {
    if let Some(actor) = who {
        actor.needs(Permission::KeepDirectory)?;
    }
    if entry.ours && !desk.list::<Authority>(&Query::all(Kind::Authority, 1).in_states(&["ours"])).await?.is_empty() {
        return Err(invalid("authority", "this installation has its own authority already"));
    }
    let before = desk.find_unique::<Authority>(entry.name.trim()).await?;
    let record = compose(desk, who, before.as_deref(), entry)?;
    let authority = Kept { revision: before.map_or(0, |before| before.revision), record };
    let act = Act::new(Verb::Keep, "authority_recorded", authority.id.0, who.map_or(Who::Job, Who::Person))
        .detail(json!({ "name": authority.name }));
    Draft::new(desk).put(&authority)?.commit(&act).await?;
    Ok(authority.id)
}

/// The record that an entry makes of what was there before. Our own record says what this installation
/// may do, so only whoever keeps the accounts changes it.
pub(super) fn compose(
    desk: &Desk,
    who: Option<&Actor>,
    before: Option<&Authority>,
    entry: AuthorityEntry,
) -> Result<Authority, Error> {
    check(&entry.name, &entry.contact)?;
    if TimeZone::get(&entry.terms.time_zone).is_err() {
        return Err(invalid("time zone", "use an IANA name, such as Europe/Brussels"));
    }
    if entry.terms.redress_days == 0 {
        return Err(invalid("days for redress", "give the number of days within which an order can be challenged"));
    }
    let record = Authority {
        id: before.map_or_else(|| AuthorityId(desk.doors.entropy.id(desk.now())), |before| before.id),
        name: entry.name.trim().to_owned(),
        country: entry.country,
        competences: entry.competences,
        contact: entry.contact,
        address: entry.address,
        telephone: entry.telephone,
        redress: entry.redress,
        terms: entry.terms,
        ours: entry.ours || before.is_some_and(|before| before.ours),
    };
    match (before, who) {
        (Some(before), Some(actor)) if before.ours && *before != record && !actor.may(Permission::KeepPeople) => {
            Err(invalid("authority", "the record of our own authority is changed by an administrator only"))
        }
        _ => Ok(record),
    }
}
