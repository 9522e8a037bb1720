//! Fingerprints of known material.

use super::super::{Kind, Record, content};
use super::Bank;
use domain::bank::{Standing, Voice, standing};
use domain::detect::Method;
use domain::id::{AuthorityId, BankId, PersonId, SignalId};
use jiff::Timestamp;
use matching::digest::{Md5, Sha1, Sha256};
use matching::pdq::Pdq;
use matching::picture::Details;
use matching::text::{Fingerprint, Skeleton};
use matching::tlsh::Tlsh;
use serde::{Deserialize, Serialize};
use serde_with::{DisplayFromStr, serde_as};
use uuid::Uuid;

/// A fingerprint of known material. The material itself is not kept.
///
/// A signal is never destroyed, since matches refer to it: what is removed is no longer compared, and says since when
/// and why.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Signal {
    /// Its identifier.
    #[serde_as(as = "DisplayFromStr")]
    pub id: SignalId,
    /// Its bank.
    #[serde_as(as = "DisplayFromStr")]
    pub bank: BankId,
    /// Its name within the bank.
    pub name: String,
    /// When it was added.
    pub added: Timestamp,
    /// The fingerprint.
    pub value: Value,
    /// A blurred, grey derivative of a picture, for comparison side by side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub veil: Option<Sha256>,
    /// The bank's first version that holds it.
    #[serde(default)]
    pub since: u64,
    /// The bank's version at which it last changed: the order in which changes are read.
    #[serde(default)]
    pub changed: u64,
    /// What the list that it came from calls it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<String>,
    /// When and why it was taken out of its bank.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub removed: Option<Removal>,
    /// What people think of it, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub opinions: Vec<Opinion>,
    /// What the flood guard saw, when it last stepped in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quarantine: Option<Quarantine>,
}

/// Taking a signal out of its bank.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removal {
    /// The bank's first version that no longer holds it.
    pub version: u64,
    /// When.
    pub at: Timestamp,
    /// The person who did it; nobody when the list it came from took it back. What a person removed, a list does not
    /// bring back.
    #[serde_as(as = "Option<DisplayFromStr>")]
    pub by: Option<PersonId>,
    /// Why.
    pub reason: String,
}

/// What a person thinks of a signal.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opinion {
    /// Who.
    #[serde_as(as = "DisplayFromStr")]
    pub person: PersonId,
    /// For which authority; its latest word counts.
    #[serde_as(as = "DisplayFromStr")]
    pub authority: AuthorityId,
    /// When.
    pub at: Timestamp,
    /// What.
    #[serde_as(as = "DisplayFromStr")]
    pub voice: Voice,
    /// Why.
    pub reason: String,
}

/// A signal that suddenly matched far more than before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quarantine {
    /// Since when.
    pub at: Timestamp,
    /// How often it had matched that day.
    pub today: u64,
    /// How often in the seven days before.
    pub week: u64,
    /// A person's word that it may go on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub released: Option<Release>,
}

/// Letting a quarantined signal propose again.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// When.
    pub at: Timestamp,
    /// Who.
    #[serde_as(as = "DisplayFromStr")]
    pub by: PersonId,
    /// Why.
    pub reason: String,
}

/// The fingerprint of a signal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// The same bytes.
    Sha256(Sha256),
    /// A picture.
    Pdq(Pdq),
    /// A text.
    Text(Fingerprint),
    /// The same bytes, by an older digest.
    Md5(Md5),
    /// The same bytes, by an older digest.
    Sha1(Sha1),
    /// A file with similar bytes.
    Tlsh(Tlsh),
    /// What a picture shows in its details.
    Details(Box<Details>),
    /// Words side by side, as the list has them.
    Phrase(String),
    /// A recording's sound.
    Sound(matching::sound::Fingerprint),
    /// A video's frames.
    Video(matching::video::Fingerprint),
    /// A text, for its copies in other scripts.
    Skeleton(Skeleton),
}

impl Value {
    /// A short name for what is compared.
    #[must_use]
    pub const fn method(&self) -> Method {
        match self {
            Self::Sha256(_) => Method::Sha256,
            Self::Pdq(_) => Method::Pdq,
            Self::Text(_) => Method::Text,
            Self::Md5(_) => Method::Md5,
            Self::Sha1(_) => Method::Sha1,
            Self::Tlsh(_) => Method::Tlsh,
            Self::Details(_) => Method::Details,
            Self::Phrase(_) => Method::Phrase,
            Self::Sound(_) => Method::Sound,
            Self::Video(_) => Method::Video,
            Self::Skeleton(_) => Method::Skeleton,
        }
    }

    /// The fingerprint in the form that other tools read, if it has one.
    #[must_use]
    pub fn digits(&self) -> Option<String> {
        match self {
            Self::Sha256(digest) => Some(digest.to_string()),
            Self::Pdq(pdq) => Some(pdq.to_string()),
            Self::Md5(digest) => Some(digest.to_string()),
            Self::Sha1(digest) => Some(digest.to_string()),
            Self::Tlsh(tlsh) => Some(tlsh.to_string()),
            Self::Text(_) | Self::Skeleton(_) | Self::Phrase(_) => None,
            Self::Details(_) | Self::Sound(_) | Self::Video(_) => None,
        }
    }

    /// What tells this fingerprint from any other of its method: its digits, or the digest of what is stored of it.
    #[must_use]
    pub fn one_name(&self) -> String {
        self.digits()
            .unwrap_or_else(|| Sha256::of(serde_json::to_string(self).unwrap_or_default().as_bytes()).to_string())
    }
}

impl Signal {
    /// Whether it is compared, as far as it depends on itself.
    #[must_use]
    pub const fn is_in_force(&self) -> bool {
        self.removed.is_none()
    }

    /// Whether the list that it came from took it back.
    #[must_use]
    pub fn is_taken_back(&self) -> bool {
        self.removed.as_ref().is_some_and(|removal| removal.by.is_none())
    }

    /// Whether its bank held it at a version.
    #[must_use]
    pub fn was_held_at(&self, version: u64) -> bool {
        self.since <= version && self.removed.as_ref().is_none_or(|removal| removal.version > version)
    }

    /// Whether the flood guard has stepped in and nobody released it since.
    #[must_use]
    pub fn is_quarantined(&self) -> bool {
        self.quarantine.as_ref().is_some_and(|quarantine| quarantine.released.is_none())
    }

    /// What each authority last said of it.
    #[must_use]
    pub fn latest_opinions(&self) -> Vec<domain::bank::Opinion> {
        let mut latest: Vec<domain::bank::Opinion> = Vec::new();
        for Opinion { authority, voice, .. } in &self.opinions {
            latest.retain(|earlier| earlier.authority != *authority);
            latest.push(domain::bank::Opinion { authority: *authority, voice: *voice });
        }
        latest
    }

    /// What its matches amount to by themselves.
    #[must_use]
    pub fn standing(&self, bank: &Bank) -> Standing {
        standing(bank.effect(), bank.keeper, &self.latest_opinions(), self.is_quarantined())
    }

    /// The one name of a fingerprint within a bank.
    #[must_use]
    pub fn unique_in(bank: BankId, value: &Value) -> String {
        format!("{bank} {} {}", value.method(), value.one_name())
    }

    /// Where the changes of a version stand among a bank's signals.
    #[must_use]
    pub fn sort_of(version: u64) -> String {
        format!("{version:012}")
    }
}

/// The state of signals that are no longer compared.
pub(crate) const REMOVED: &str = "removed";
/// The relation by which a fingerprint that its list took back is found, when the list brings it again.
pub(crate) const TAKEN_BACK: &str = "taken_back";

impl Record for Signal {
    const KIND: Kind = Kind::Signal;
    fn uuid(&self) -> Uuid {
        self.id.0
    }
    fn state_name(&self) -> String {
        if self.is_in_force() { self.value.method().name() } else { REMOVED }.to_owned()
    }
    /// By change, so that what is new since a version can be read by itself.
    fn sort(&self) -> String {
        Self::sort_of(self.changed)
    }
    /// One fingerprint stands once in a bank. One that its list took back frees its name, so that the list can bring it
    /// again; one that a person removed does not.
    fn unique(&self) -> Option<String> {
        (!self.is_taken_back()).then(|| Self::unique_in(self.bank, &self.value))
    }
    fn keys(&self) -> Vec<(String, String)> {
        let number = content(self.id).to_string();
        let mut keys = vec![("bank".to_owned(), self.bank.to_string()), ("content".to_owned(), number)];
        if self.is_quarantined() && self.is_in_force() {
            keys.push(("held".to_owned(), self.bank.to_string()));
        }
        if self.is_taken_back() {
            keys.push((TAKEN_BACK.to_owned(), Self::unique_in(self.bank, &self.value)));
        }
        keys
    }
}
