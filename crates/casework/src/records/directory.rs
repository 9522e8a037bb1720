//! Providers, authorities and holds.

use super::{Kind, Record, sortable};
use domain::hold::{Answer, ReasonClass};
use domain::id::{AuthorityId, HoldId, PersonId, ProviderId};
use domain::people::{Competence, Country};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_with::{DisplayFromStr, serde_as};
use uuid::Uuid;

/// Whoever hosts items and can remove them.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provider {
    /// Its identifier.
    #[serde_as(as = "DisplayFromStr")]
    pub id: ProviderId,
    /// Its name, unique.
    pub name: String,
    /// The state of its main establishment or legal representative.
    #[serde_as(as = "DisplayFromStr")]
    pub country: Country,
    /// The contact point for orders (Art 15), an e-mail address; empty when none is known.
    pub contact: String,
    /// Languages the contact point reads, ISO 639-1, the preferred one first.
    pub languages: Vec<String>,
    /// Its time zone, an IANA name.
    pub time_zone: String,
    /// Domains whose pages it hosts.
    pub domains: Vec<String>,
    /// When procedures and deadlines were explained to it (Art 3(2)), and by whom that is known.
    pub informed: Option<Timestamp>,
    /// How the information was given: a letter of ours, or recorded by an officer.
    pub informed_how: Option<String>,
}

impl Provider {
    /// Whether the provider can be written to at all.
    #[must_use]
    pub fn has_contact(&self) -> bool {
        self.contact.contains('@')
    }
}

impl Record for Provider {
    const KIND: Kind = Kind::Provider;
    fn uuid(&self) -> Uuid {
        self.id.0
    }
    fn state_name(&self) -> String {
        if self.has_contact() { "reachable" } else { "no_contact" }.to_owned()
    }
    fn sort(&self) -> String {
        self.name.to_lowercase()
    }
    fn unique(&self) -> Option<String> {
        Some(self.name.clone())
    }
    fn keys(&self) -> Vec<(String, String)> {
        let mut keys: Vec<_> = self.domains.iter().map(|domain| ("domain".to_owned(), domain.clone())).collect();
        keys.push(("country".to_owned(), self.country.to_string()));
        keys.sort();
        keys.dedup();
        keys
    }
}

/// A public authority and its tasks under Art 12.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authority {
    /// Its identifier.
    #[serde_as(as = "DisplayFromStr")]
    pub id: AuthorityId,
    /// Its name, unique.
    pub name: String,
    /// Its country.
    #[serde_as(as = "DisplayFromStr")]
    pub country: Country,
    /// Its tasks.
    #[serde_as(as = "Vec<DisplayFromStr>")]
    pub competences: Vec<Competence>,
    /// Its contact point, an e-mail address.
    pub contact: String,
    /// Postal address, as printed on forms.
    pub address: String,
    /// Telephone, as printed on forms.
    pub telephone: String,
    /// The body or court for redress, the time limit and where the provisions are found.
    pub redress: String,
    /// Whether this installation is its own.
    pub ours: bool,
}

impl Record for Authority {
    const KIND: Kind = Kind::Authority;
    fn uuid(&self) -> Uuid {
        self.id.0
    }
    fn state_name(&self) -> String {
        if self.ours { "ours" } else { "other" }.to_owned()
    }
    fn sort(&self) -> String {
        format!("{} {}", self.country, self.name)
    }
    fn unique(&self) -> Option<String> {
        Some(self.name.clone())
    }
    fn keys(&self) -> Vec<(String, String)> {
        vec![("country".to_owned(), self.country.to_string())]
    }
}

/// An authority's wish not to be disturbed at a host.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    /// Its identifier.
    #[serde_as(as = "DisplayFromStr")]
    pub id: HoldId,
    /// Whose wish it is.
    #[serde_as(as = "DisplayFromStr")]
    pub authority: AuthorityId,
    /// The host or domain; names below it are covered.
    pub scope: String,
    /// Hold, or contact first.
    #[serde_as(as = "DisplayFromStr")]
    pub answer: Answer,
    /// No more than the class of reason is told.
    #[serde_as(as = "DisplayFromStr")]
    pub reason: ReasonClass,
    /// Who recorded it.
    #[serde_as(as = "DisplayFromStr")]
    pub recorded_by: PersonId,
    /// When it was recorded.
    pub recorded: Timestamp,
    /// When it ends by itself.
    pub until: Timestamp,
    /// Whether it was lifted before.
    pub lifted: bool,
}

impl Record for Hold {
    const KIND: Kind = Kind::Hold;
    fn uuid(&self) -> Uuid {
        self.id.0
    }
    fn state_name(&self) -> String {
        if self.lifted { "lifted" } else { "placed" }.to_owned()
    }
    fn sort(&self) -> String {
        sortable(self.until)
    }
    fn keys(&self) -> Vec<(String, String)> {
        vec![("scope".to_owned(), self.scope.clone())]
    }
}
