//! Names that a page shows, looked up once: of people, authorities and providers.

use casework::ports::Query as Listing;
use casework::records::act::Teller;
use casework::records::{Authority, Kept, Kind, Person, Provider};
use casework::{Desk, Error, people};
use domain::id::{AuthorityId, PersonId, ProviderId};
use jiff::tz::TimeZone;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// How many authorities and people are offered.
const MOST: u32 = 1_000;

/// Names by identifier.
#[derive(Default)]
pub(super) struct Known {
    people: BTreeMap<PersonId, String>,
    authorities: BTreeMap<AuthorityId, Kept<Authority>>,
    providers: BTreeMap<ProviderId, String>,
}

impl Known {
    /// The directory's authorities; people and providers are added as they come.
    pub async fn new(desk: &Desk) -> Result<Self, Error> {
        let authorities: Vec<Kept<Authority>> = desk.list(&Listing::all(Kind::Authority, MOST)).await?;
        let authorities = authorities.into_iter().map(|authority| (authority.id, authority)).collect();
        Ok(Self { authorities, ..Self::default() })
    }

    /// Learns the names of people.
    pub async fn learn(&mut self, desk: &Desk, ids: impl IntoIterator<Item = PersonId>) -> Result<(), Error> {
        for id in ids.into_iter().collect::<BTreeSet<_>>() {
            if let Entry::Vacant(unknown) = self.people.entry(id) {
                unknown.insert(people::name_of(desk, id).await?);
            }
        }
        Ok(())
    }

    /// Learns the names of providers.
    pub async fn learn_providers(
        &mut self,
        desk: &Desk,
        ids: impl IntoIterator<Item = ProviderId>,
    ) -> Result<(), Error> {
        for id in ids.into_iter().collect::<BTreeSet<_>>() {
            if let Some(provider) = desk.find::<Provider>(id.0).await? {
                self.providers.insert(id, provider.record.name);
            }
        }
        Ok(())
    }

    pub fn person(&self, id: PersonId) -> &str {
        self.people.get(&id).map_or("", String::as_str)
    }

    pub fn authority(&self, id: AuthorityId) -> &str {
        self.authorities.get(&id).map_or("", |authority| authority.name.as_str())
    }

    pub fn provider(&self, id: ProviderId) -> &str {
        self.providers.get(&id).map_or("", String::as_str)
    }

    /// The time zone of an authority.
    pub fn zone(&self, id: AuthorityId) -> Option<TimeZone> {
        Some(self.authorities.get(&id)?.terms.zone())
    }

    /// Who says something.
    pub fn teller<'a>(&'a self, teller: &'a Teller) -> &'a str {
        match teller {
            Teller::Authority { id } => self.authority(*id),
            Teller::Provider { id } => self.provider(*id),
            Teller::Press { name } => name,
        }
    }

    /// The authorities of the directory, by name.
    pub fn authorities(&self) -> Vec<&Kept<Authority>> {
        let mut all: Vec<_> = self.authorities.values().collect();
        all.sort_by(|a, b| a.name.cmp(&b.name));
        all
    }
}

/// The people of some authorities who may carry an operation's voice.
pub(super) async fn voices(desk: &Desk, authorities: &[AuthorityId]) -> Result<Vec<Kept<Person>>, Error> {
    let calls = casework::policy::Permission::CallOperations.roles();
    let mut people: Vec<Kept<Person>> = desk.list(&Listing::all(Kind::Person, MOST).in_states(&["active"])).await?;
    people.retain(|person| {
        authorities.contains(&person.authority) && person.roles.iter().any(|role| calls.contains(role))
    });
    Ok(people)
}
