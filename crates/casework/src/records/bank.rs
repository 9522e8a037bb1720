//! Banks of known material, and the registry of known sites.

mod comparison;
mod signal;

pub use comparison::{Comparison, Pass};
pub use signal::{Opinion, Quarantine, Release, Removal, Signal, Value};
pub(crate) use signal::{REMOVED, TAKEN_BACK};

use super::{Kind, Record};
use domain::bank::Effect;
use domain::id::{AuthorityId, BankId, PersonId};
use jiff::Timestamp;
use matching::digest::Sha256;
use serde::{Deserialize, Serialize};
use serde_with::{DisplayFromStr, serde_as};
use uuid::Uuid;

/// A named, sourced set of signals.
///
/// Its `version` counts the changes of what it finds: signals added or removed, a switch, thresholds. Which signals
/// stood in it at a version is known for good, since each says from which version on it belonged to the bank and from
/// which on no longer; `digest` chains the changes, so that a set rebuilt later can be shown to be the one of then.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bank {
    /// Its identifier.
    #[serde_as(as = "DisplayFromStr")]
    pub id: BankId,
    /// Its name, unique.
    pub name: String,
    /// Who vouches for it.
    pub source: String,
    /// When it was made.
    pub created: Timestamp,
    /// Whether its signals are compared.
    pub enabled: bool,
    /// How many signals it holds; those removed are not counted.
    pub signals: u64,
    /// The authority that keeps it, and whose dispute silences a signal.
    #[serde(default)]
    #[serde_as(as = "Option<DisplayFromStr>")]
    pub keeper: Option<AuthorityId>,
    /// How often what it finds has changed.
    #[serde(default)]
    pub version: u64,
    /// The chain of those changes: SHA-256 over the digest before, the version and what changed.
    #[serde(default = "no_changes")]
    pub digest: Sha256,
    /// What was in force from which version on, oldest first; never empty in a bank made by this version.
    #[serde(default)]
    pub terms: Vec<Terms>,
    /// What the last import left out.
    #[serde(default)]
    pub left_out: Option<LeftOut>,
    /// The comparison of earlier captures with it, under way or ended, if there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comparison: Option<Comparison>,
}

/// The digest of a bank that never changed.
const fn no_changes() -> Sha256 {
    Sha256([0; 32])
}

/// How a bank's signals are compared, from one version on.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Terms {
    /// The first version under them.
    pub version: u64,
    /// Since when.
    pub at: Timestamp,
    /// Who set them; nobody for those a bank is made with.
    #[serde_as(as = "Option<DisplayFromStr>")]
    pub by: Option<PersonId>,
    /// Why.
    pub reason: String,
    /// Whether its signals are compared.
    pub enabled: bool,
    /// What its matches do.
    #[serde_as(as = "DisplayFromStr")]
    pub effect: Effect,
    /// From where on likenesses count.
    pub thresholds: Thresholds,
}

/// From where on the likenesses of a bank count, as they are stored.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Thresholds {
    /// PDQ distance in bits.
    pub pdq_bits: u16,
    /// Share of the known text.
    pub text_contained: f32,
    /// Share of the page's words.
    pub text_covered: f32,
    /// TLSH distance.
    pub tlsh: u16,
}

impl From<domain::bank::Thresholds> for Thresholds {
    fn from(given: domain::bank::Thresholds) -> Self {
        let domain::bank::Thresholds { pdq_bits, text_contained, text_covered, tlsh } = given;
        Self { pdq_bits, text_contained, text_covered, tlsh }
    }
}

impl From<Thresholds> for domain::bank::Thresholds {
    fn from(stored: Thresholds) -> Self {
        let Thresholds { pdq_bits, text_contained, text_covered, tlsh } = stored;
        Self { pdq_bits, text_contained, text_covered, tlsh }
    }
}

/// What an import left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// When.
    pub at: Timestamp,
    /// How many rows or files in all.
    pub count: u64,
    /// The first of them: what, and why.
    pub first: Vec<(String, String)>,
}

impl Bank {
    /// A bank that holds nothing yet.
    #[must_use]
    pub fn new(id: BankId, name: &str, source: &str, keeper: AuthorityId, effect: Effect, now: Timestamp) -> Self {
        let terms = Terms {
            version: 0,
            at: now,
            by: None,
            reason: String::new(),
            enabled: true,
            effect,
            thresholds: domain::bank::Thresholds::default().into(),
        };
        Self {
            id,
            name: name.to_owned(),
            source: source.to_owned(),
            created: now,
            enabled: true,
            signals: 0,
            keeper: Some(keeper),
            version: 0,
            digest: no_changes(),
            terms: vec![terms],
            left_out: None,
            comparison: None,
        }
    }

    /// What was in force at a version; for a bank that never had terms, what it has always done.
    #[must_use]
    pub fn terms_at(&self, version: u64) -> Terms {
        let in_force = self.terms.iter().rev().find(|terms| terms.version <= version);
        in_force.cloned().unwrap_or_else(|| Terms {
            version: 0,
            at: self.created,
            by: None,
            reason: String::new(),
            enabled: self.enabled,
            effect: Effect::Proposes,
            thresholds: domain::bank::Thresholds::default().into(),
        })
    }

    /// What its matches do.
    #[must_use]
    pub fn effect(&self) -> Effect {
        self.terms_at(self.version).effect
    }

    /// From where on likenesses count.
    #[must_use]
    pub fn thresholds(&self) -> domain::bank::Thresholds {
        self.terms_at(self.version).thresholds.into()
    }
}

impl Record for Bank {
    const KIND: Kind = Kind::Bank;
    fn uuid(&self) -> Uuid {
        self.id.0
    }
    fn state_name(&self) -> String {
        if self.enabled { "enabled" } else { "disabled" }.to_owned()
    }
    fn sort(&self) -> String {
        self.name.clone()
    }
    fn unique(&self) -> Option<String> {
        Some(self.name.clone())
    }
}

/// What a known site is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SiteKind {
    /// Newspaper, broadcaster or news agency.
    Press,
    /// University or research body.
    Research,
    /// Archive or library.
    Archive,
    /// Encyclopaedia.
    Encyclopaedia,
    /// Civil society.
    Ngo,
    /// Court or public authority.
    Authority,
}

impl SiteKind {
    /// The protected purpose to which a page on such a site points.
    #[must_use]
    pub const fn points_to(self) -> &'static str {
        match self {
            Self::Press => "journalism",
            Self::Research | Self::Archive => "research",
            Self::Encyclopaedia | Self::Authority => "education",
            Self::Ngo => "counter_speech",
        }
    }

    /// What it is called in words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Press => "press",
            Self::Research => "research",
            Self::Archive => "archive",
            Self::Encyclopaedia => "encyclopaedia",
            Self::Ngo => "civil society",
            Self::Authority => "court or authority",
        }
    }
}

/// A site in the registry of press, research, archive, civil-society and authority sites.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownSite {
    /// Its identifier.
    pub id: Uuid,
    /// The domain; names below it belong to it too.
    pub domain: String,
    /// What it is.
    pub kind: SiteKind,
}

impl Record for KnownSite {
    const KIND: Kind = Kind::KnownSite;
    fn uuid(&self) -> Uuid {
        self.id
    }
    fn state_name(&self) -> String {
        "listed".to_owned()
    }
    fn sort(&self) -> String {
        self.domain.clone()
    }
    fn unique(&self) -> Option<String> {
        Some(self.domain.clone())
    }
}
