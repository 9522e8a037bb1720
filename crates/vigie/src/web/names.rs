//! Names of people and providers as a page shows them, each looked up once.

use casework::records::{Kept, Provider};
use casework::{Desk, Error, people};
use domain::id::{PersonId, ProviderId};
use std::collections::HashMap;

/// What was looked up for one page.
pub(super) struct Names<'a> {
    desk: &'a Desk,
    people: HashMap<PersonId, String>,
    providers: HashMap<ProviderId, Option<Kept<Provider>>>,
}

impl<'a> Names<'a> {
    pub fn new(desk: &'a Desk) -> Self {
        Self { desk, people: HashMap::new(), providers: HashMap::new() }
    }

    /// The name of a colleague.
    pub async fn person(&mut self, id: PersonId) -> Result<String, Error> {
        if let Some(name) = self.people.get(&id) {
            return Ok(name.clone());
        }
        let name = people::name_of(self.desk, id).await?;
        self.people.insert(id, name.clone());
        Ok(name)
    }

    /// The name of a provider, if one is recorded.
    pub async fn provider(&mut self, id: Option<ProviderId>) -> Result<Option<String>, Error> {
        let Some(id) = id else { return Ok(None) };
        if !self.providers.contains_key(&id) {
            let found = self.desk.find::<Provider>(id.0).await?;
            self.providers.insert(id, found);
        }
        let found = self.providers.get(&id).and_then(Option::as_ref);
        Ok(found.map(|provider| provider.name.clone()))
    }
}
