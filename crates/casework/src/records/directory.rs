//! Providers, authorities and holds.

use super::{Kind, Record, sortable};
use domain::hold::{Answer, ReasonClass};
use domain::id::{AuthorityId, HoldId, PersonId, ProviderId};
use domain::people::{AuthorityKind, Competence, Country};
use domain::provider::{Channel, ServiceKind};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_with::{DisplayFromStr, serde_as};
use url::Url;
use uuid::Uuid;

/// After so long without a confirmation a contact point is shown as stale. Our own practice, not law.
const CONTACT_STALE: SignedDuration = SignedDuration::from_hours(180 * 24);

/// When an authority told a provider of procedures and deadlines.
///
/// # Source
/// Regulation (EU) 2021/784, Art 3(2).
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Informed {
    /// The authority.
    #[serde_as(as = "DisplayFromStr")]
    pub authority: AuthorityId,
    /// When.
    pub at: Timestamp,
    /// How: a letter of ours, or recorded by an officer.
    pub how: String,
}

/// That the letter with which an authority informed a provider came back.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InformationCameBack {
    /// The authority.
    #[serde_as(as = "DisplayFromStr")]
    pub authority: AuthorityId,
    /// When we learned of it.
    pub at: Timestamp,
    /// What the mail server of the provider said.
    pub why: String,
}

/// What is known of a provider beyond its name and contact point.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderDetails {
    /// What it does.
    #[serde_as(as = "DisplayFromStr")]
    pub kind: ServiceKind,
    /// Its legal representative in the Union, if it has one (Art 17).
    pub legal_representative: Option<String>,
    /// The state of the legal representative.
    #[serde_as(as = "Option<DisplayFromStr>")]
    pub represented_in: Option<Country>,
    /// How orders reach it, the preferred way first.
    #[serde_as(as = "Vec<DisplayFromStr>")]
    pub channels: Vec<Channel>,
    /// Where its interface takes orders.
    pub webhook: Option<Url>,
    /// Other names, as registries write them.
    pub known_as: Vec<String>,
}

impl Default for ProviderDetails {
    fn default() -> Self {
        Self {
            kind: ServiceKind::Hosting,
            legal_representative: None,
            represented_in: None,
            channels: vec![Channel::Email],
            webhook: None,
            known_as: Vec::new(),
        }
    }
}

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
    /// What else is known of it.
    #[serde(flatten)]
    pub details: ProviderDetails,
    /// When procedures and deadlines were explained to it, once for each authority.
    pub informed: Vec<Informed>,
    /// Information letters that came back, oldest first.
    #[serde(default)]
    pub information_came_back: Vec<InformationCameBack>,
    /// When the contact point was last confirmed.
    pub contact_confirmed: Option<Timestamp>,
    /// The part of the link to its own page that makes it revocable.
    pub portal_nonce: String,
}

impl Provider {
    /// Whether the provider can be written to at all.
    #[must_use]
    pub fn has_contact(&self) -> bool {
        self.contact.contains('@')
    }

    /// The channels by which something can be sent, in order of preference. Nothing is sent by the portal or by hand:
    /// there the provider looks for itself, or a person goes.
    pub fn ways(&self) -> impl Iterator<Item = Channel> {
        let usable = |channel: &Channel| match channel {
            Channel::Api => self.details.webhook.is_some(),
            Channel::Email => self.has_contact(),
            Channel::Portal | Channel::ByHand => false,
        };
        self.details.channels.iter().copied().chain([Channel::Email]).filter(usable)
    }

    /// The state whose authority scrutinises orders to it: of its main establishment, or of its legal
    /// representative.
    ///
    /// # Source
    /// Regulation (EU) 2021/784, Art 3(5), 4(1), 17.
    #[must_use]
    pub fn host_state(&self) -> Option<Country> {
        let representative = self.details.represented_in.filter(|_| self.details.legal_representative.is_some());
        Some(self.country).filter(Country::is_member_state).or(representative.filter(Country::is_member_state))
    }

    /// When an authority told it of procedures and deadlines.
    #[must_use]
    pub fn informed_by(&self, authority: AuthorityId) -> Option<&Informed> {
        self.informed.iter().find(|informed| informed.authority == authority)
    }

    /// The latest information letter of an authority that came back, while that authority has not informed it again.
    #[must_use]
    pub fn not_informed_since(&self, authority: AuthorityId) -> Option<&InformationCameBack> {
        let failed = self.information_came_back.iter().rev().find(|failed| failed.authority == authority);
        failed.filter(|_| self.informed_by(authority).is_none())
    }

    /// The last digits of its identifier, which tell it apart in the references of letters: the first ones are a time,
    /// and the same for all that were imported at once.
    #[must_use]
    pub fn id_tail(&self) -> String {
        self.id.to_string().split('-').next_back().unwrap_or_default().to_owned()
    }

    /// Its time zone; UTC if the name is unknown on this machine.
    #[must_use]
    pub fn zone(&self) -> TimeZone {
        TimeZone::get(&self.time_zone).unwrap_or(TimeZone::UTC)
    }

    /// Whether nobody confirmed the contact point for a long time.
    #[must_use]
    pub fn contact_is_stale(&self, now: Timestamp) -> bool {
        self.contact_confirmed.is_none_or(|at| at.checked_add(CONTACT_STALE).is_ok_and(|until| until < now))
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
        keys.push(("id_tail".to_owned(), self.id_tail()));
        keys.sort();
        keys.dedup();
        keys
    }
}

/// How an authority works, as its orders say.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorityTerms {
    /// What kind of authority it is (Annex I section E).
    #[serde_as(as = "DisplayFromStr")]
    pub kind: AuthorityKind,
    /// Days for redress, counted from receipt of an order.
    pub redress_days: u16,
    /// Its time zone, an IANA name.
    pub time_zone: String,
}

impl Default for AuthorityTerms {
    fn default() -> Self {
        Self { kind: AuthorityKind::Other, redress_days: 30, time_zone: "UTC".to_owned() }
    }
}

impl AuthorityTerms {
    /// Its time zone; UTC if the name is unknown on this machine.
    #[must_use]
    pub fn zone(&self) -> TimeZone {
        TimeZone::get(&self.time_zone).unwrap_or(TimeZone::UTC)
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
    /// How it works.
    #[serde(flatten)]
    pub terms: AuthorityTerms,
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

/// An authority's wish not to be disturbed.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    /// Its identifier.
    #[serde_as(as = "DisplayFromStr")]
    pub id: HoldId,
    /// Whose wish it is.
    #[serde_as(as = "DisplayFromStr")]
    pub authority: AuthorityId,
    /// A domain, a host, an account on it, or one item, without scheme; what lies below is covered.
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
        vec![("scope".to_owned(), self.scope.clone()), ("authority".to_owned(), self.authority.to_string())]
    }
}
