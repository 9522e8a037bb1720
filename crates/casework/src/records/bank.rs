//! Banks of known material, and the registry of known sites.

use super::{Kind, Record, content};
use domain::id::{BankId, SignalId};
use jiff::Timestamp;
use matching::digest::Sha256;
use matching::pdq::Pdq;
use matching::text::Fingerprint;
use serde::{Deserialize, Serialize};
use serde_with::{DisplayFromStr, serde_as};
use uuid::Uuid;

/// A named, sourced set of signals.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    /// How many signals it holds.
    pub signals: u64,
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

/// A fingerprint of known material. The material itself is not kept.
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
}

impl Value {
    /// A short name for what is compared.
    #[must_use]
    pub const fn method(&self) -> domain::detect::Method {
        match self {
            Self::Sha256(_) => domain::detect::Method::Sha256,
            Self::Pdq(_) => domain::detect::Method::Pdq,
            Self::Text(_) => domain::detect::Method::Text,
        }
    }
}

impl Record for Signal {
    const KIND: Kind = Kind::Signal;
    fn uuid(&self) -> Uuid {
        self.id.0
    }
    fn state_name(&self) -> String {
        self.value.method().name().to_owned()
    }
    fn sort(&self) -> String {
        self.name.clone()
    }
    fn keys(&self) -> Vec<(String, String)> {
        vec![("bank".to_owned(), self.bank.to_string()), ("content".to_owned(), content(self.id).to_string())]
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
