//! Providers and authorities from files of other installations and from spreadsheets, and back into such files.

use super::authorities::{self, AuthorityEntry};
use super::providers::{self, ProviderEntry};
use crate::desk::{Desk, Draft};
use crate::error::{Error, Refusal, invalid};
use crate::policy::{Actor, Permission};
use crate::ports::{Change, Query};
use crate::records::{self, AuthorityTerms, Kept, ProviderDetails, Record};
use crate::seal::{Act, Verb, Who};
use domain::provider::Channel;
use exchange::directory::{Authority, Entry, Place, Provider};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::json;
use std::collections::HashMap;

/// How many records are read at a time.
const BATCH: u32 = 500;

/// What became of the entries of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// New in the directory.
    pub added: usize,
    /// Changed in the directory.
    pub changed: usize,
    /// In the directory already, and the same.
    pub unchanged: usize,
    /// Not taken: where each stands in the file, and why.
    pub refused: Vec<(Place, Refusal)>,
}

/// What a file hands over: providers or authorities.
pub trait Handed: Entry {
    /// What stands in the directory.
    type Record: Record + PartialEq + Send;
    /// The act that writes it.
    #[doc(hidden)]
    const ACT: &'static str;
    #[doc(hidden)]
    fn of(record: &Self::Record) -> Self;
    #[doc(hidden)]
    fn name_of(record: &Self::Record) -> &str;
    /// The record that this makes of what was there before.
    #[doc(hidden)]
    fn composed(self, desk: &Desk, actor: &Actor, before: Option<&Self::Record>) -> Result<Self::Record, Error>;
}

/// Writes the entries of a file into the directory: new names are added, known ones changed, whatever their
/// capitals. What a file does not tell stays as it was. All that is sound is written at once or not at all.
///
/// # Errors
/// Not permitted, or storage failures. Entries that cannot be taken are listed.
pub async fn import<E: Handed>(desk: &Desk, actor: &Actor, entries: Vec<(Place, E)>) -> Result<Imported, Error> {
    actor.needs(Permission::KeepDirectory)?;
    let mut known: HashMap<String, Kept<E::Record>> = HashMap::new();
    for record in every::<E::Record>(desk).await? {
        known.insert(E::name_of(&record).to_lowercase(), record);
    }
    let mut imported = Imported::default();
    let mut changes: Vec<Change> = Vec::new();
    for (place, entry) in entries {
        let before = known.get(&entry.name().to_lowercase());
        let record = match entry.composed(desk, actor, before.map(|before| &before.record)) {
            Ok(record) => record,
            Err(Error::Refused(why)) => {
                imported.refused.push((place, why));
                continue;
            }
            Err(error) => return Err(error),
        };
        match before {
            Some(before) if before.record == record => {
                imported.unchanged += 1;
                continue;
            }
            Some(_) => imported.changed += 1,
            None => imported.added += 1,
        }
        let act = Act::new(Verb::Keep, E::ACT, record.uuid(), Who::Person(actor))
            .detail(json!({ "name": E::name_of(&record), "from": "file" }));
        let kept = Kept { revision: before.map_or(0, |before| before.revision), record };
        changes.push(Draft::new(desk).put(&kept)?.seal(&act)?);
    }
    if !changes.is_empty() {
        desk.commit(changes).await?;
    }
    Ok(imported)
}

/// Everything of one kind in the directory, to be written into a file.
///
/// # Errors
/// Not permitted, or storage failures.
pub async fn export<E: Handed>(desk: &Desk, actor: &Actor) -> Result<Vec<E>, Error> {
    actor.needs(Permission::KeepDirectory)?;
    Ok(every::<E::Record>(desk).await?.iter().map(|kept| E::of(kept)).collect())
}

async fn every<T: Record>(desk: &Desk) -> Result<Vec<Kept<T>>, Error> {
    let mut query = Query::all(T::KIND, BATCH);
    let mut records = Vec::new();
    loop {
        let batch = desk.list::<T>(&query).await?;
        let Some(last) = batch.last() else { return Ok(records) };
        query.after = Some((last.sort(), last.uuid()));
        records.extend(batch);
    }
}

impl Handed for Provider {
    type Record = records::Provider;
    const ACT: &'static str = "provider_recorded";

    fn of(record: &records::Provider) -> Self {
        let details = &record.details;
        let contact = Some(record.contact.clone()).filter(|_| record.has_contact());
        let mut channels = details.channels.clone();
        // A file that says "by e-mail" without an address would not be taken back.
        channels.retain(|channel| *channel != Channel::Email || contact.is_some());
        Self {
            name: record.name.clone(),
            kind: details.kind,
            country: record.country,
            host_state: record.host_state(),
            legal_representative: details.legal_representative.clone(),
            languages: record.languages.clone(),
            time_zone: record.time_zone.clone(),
            domains: record.domains.clone(),
            channels,
            webhook: details.webhook.clone(),
            contact_confirmed: record.contact_confirmed.filter(|_| contact.is_some()).map(day),
            contact,
            known_as: details.known_as.clone(),
        }
    }

    fn name_of(record: &records::Provider) -> &str {
        &record.name
    }

    fn composed(self, desk: &Desk, _: &Actor, before: Option<&records::Provider>) -> Result<records::Provider, Error> {
        let confirmed = confirmed(desk, &self, before)?;
        // The state of the representative is told only where there is one; else it is that of the main establishment.
        let (country, represented_in) = match &self.legal_representative {
            Some(_) => (self.country, self.host_state.filter(|state| *state != self.country)),
            None => (self.host_state.unwrap_or(self.country), None),
        };
        let channels = if self.channels.is_empty() { ProviderDetails::default().channels } else { self.channels };
        let entry = ProviderEntry {
            name: before.map_or(self.name, |before| before.name.clone()),
            country,
            contact: self.contact.unwrap_or_default(),
            languages: self.languages,
            time_zone: self.time_zone,
            domains: self.domains,
            details: ProviderDetails {
                kind: self.kind,
                legal_representative: self.legal_representative,
                represented_in,
                channels,
                webhook: self.webhook,
                known_as: self.known_as,
            },
        };
        providers::compose(desk, before, entry, confirmed)
    }
}

/// When the contact point was last confirmed: as the file says, to the day; else as it was, while it stays the same.
fn confirmed(desk: &Desk, entry: &Provider, before: Option<&records::Provider>) -> Result<Option<Timestamp>, Error> {
    let same = before.filter(|before| Some(before.contact.as_str()) == entry.contact.as_deref());
    let known = same.and_then(|before| before.contact_confirmed);
    let Some(date) = entry.contact_confirmed else { return Ok(known) };
    if date > day(desk.now()) {
        return Err(invalid("contact_confirmed", "this day lies in the future"));
    }
    let given = date.to_zoned(TimeZone::UTC).map_err(|error| invalid("contact_confirmed", error.to_string()))?;
    Ok(known.filter(|at| day(*at) == date).or_else(|| Some(given.timestamp())))
}

fn day(at: Timestamp) -> Date {
    at.to_zoned(TimeZone::UTC).date()
}

impl Handed for Authority {
    type Record = records::Authority;
    const ACT: &'static str = "authority_recorded";

    fn of(record: &records::Authority) -> Self {
        Self {
            name: record.name.clone(),
            country: record.country,
            competences: record.competences.clone(),
            contact: Some(record.contact.clone()).filter(|contact| !contact.is_empty()),
            address: record.address.clone(),
            telephone: record.telephone.clone(),
            redress: record.redress.clone(),
            kind: Some(record.terms.kind),
            redress_days: Some(record.terms.redress_days),
            time_zone: Some(record.terms.time_zone.clone()),
        }
    }

    fn name_of(record: &records::Authority) -> &str {
        &record.name
    }

    fn composed(
        self,
        desk: &Desk,
        actor: &Actor,
        before: Option<&records::Authority>,
    ) -> Result<records::Authority, Error> {
        let known = before.map_or_else(AuthorityTerms::default, |before| before.terms.clone());
        let entry = AuthorityEntry {
            name: before.map_or(self.name, |before| before.name.clone()),
            country: self.country,
            competences: self.competences,
            contact: self.contact.unwrap_or_default(),
            address: self.address,
            telephone: self.telephone,
            redress: self.redress,
            terms: AuthorityTerms {
                kind: self.kind.unwrap_or(known.kind),
                redress_days: self.redress_days.unwrap_or(known.redress_days),
                time_zone: self.time_zone.unwrap_or(known.time_zone),
            },
            ours: false,
        };
        authorities::compose(desk, Some(actor), before, entry)
    }
}
