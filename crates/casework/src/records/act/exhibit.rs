//! Exhibits.

use super::{Kind, Marking, Record, sortable};
use domain::id::{AuthorityId, ExhibitId, OperationId, PersonId, TargetId};
use domain::people::Country;
use jiff::Timestamp;
use matching::digest::Sha256;
use serde::{Deserialize, Serialize};
use serde_with::{DisplayFromStr, serde_as};
use uuid::Uuid;

/// One link of the chain of custody: who has it from here on.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Custody {
    /// Since when.
    pub at: Timestamp,
    /// Who has it.
    #[serde_as(as = "DisplayFromStr")]
    pub holder: PersonId,
    /// Where.
    pub place: String,
    /// The number of the seal on it.
    pub seal: String,
    /// What for.
    pub purpose: String,
}

/// A thing that was seized.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exhibit {
    /// Made where it was found, so that one sent twice is one.
    #[serde_as(as = "DisplayFromStr")]
    pub id: ExhibitId,
    /// Its number in the operation, with the state in front: `NL-0004`.
    pub number: String,
    /// The operation.
    #[serde_as(as = "DisplayFromStr")]
    pub operation: OperationId,
    /// The target it was found at.
    #[serde_as(as = "DisplayFromStr")]
    pub target: TargetId,
    /// The state where it was found.
    #[serde_as(as = "DisplayFromStr")]
    pub country: Country,
    /// The authority that seized it.
    #[serde_as(as = "DisplayFromStr")]
    pub authority: AuthorityId,
    /// What it is.
    pub what: String,
    /// Photographs, sealed.
    pub photographs: Vec<Sha256>,
    /// The digest of its content, once it was read.
    pub content: Option<Sha256>,
    /// When it was seized, as the team says.
    pub seized: Timestamp,
    /// When that reached us, by our own clock.
    pub heard: Timestamp,
    /// The chain of custody, from the place where it was found.
    pub custody: Vec<Custody>,
    /// When it was given back, if it was.
    pub given_back: Option<Timestamp>,
    /// How it is handled.
    pub marking: Marking,
}

impl Record for Exhibit {
    const KIND: Kind = Kind::Exhibit;
    fn uuid(&self) -> Uuid {
        self.id.0
    }
    fn state_name(&self) -> String {
        if self.given_back.is_some() { "given_back" } else { "held" }.to_owned()
    }
    fn sort(&self) -> String {
        sortable(self.heard)
    }
    fn unique(&self) -> Option<String> {
        Some(format!("{} {}", self.operation, self.number))
    }
    fn keys(&self) -> Vec<(String, String)> {
        let mut keys = vec![
            ("operation".to_owned(), self.operation.to_string()),
            ("target".to_owned(), self.target.to_string()),
            ("country".to_owned(), self.country.to_string()),
        ];
        keys.extend(self.marking.keys());
        keys
    }
}
