//! Instruments.

use super::{Kind, Marking, Record, sortable};
use domain::act::InstrumentKind;
use domain::id::{AuthorityId, InstrumentId, OperationId, PersonId};
use domain::map::{Asset, Measure};
use domain::people::Country;
use jiff::Timestamp;
use matching::digest::Sha256;
use serde::{Deserialize, Serialize};
use serde_with::{DisplayFromStr, serde_as};
use uuid::Uuid;

/// That an instrument was revoked.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revoked {
    /// Who recorded it.
    #[serde_as(as = "DisplayFromStr")]
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
    /// Why, in their words.
    pub reason: String,
}

/// A legal title to take measures.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instrument {
    /// Its identifier.
    #[serde_as(as = "DisplayFromStr")]
    pub id: InstrumentId,
    /// The operation it belongs to.
    #[serde_as(as = "DisplayFromStr")]
    pub operation: OperationId,
    /// The number its issuer gave it.
    pub number: String,
    /// What kind of title.
    #[serde_as(as = "DisplayFromStr")]
    pub kind: InstrumentKind,
    /// The state whose authority issued it.
    #[serde_as(as = "DisplayFromStr")]
    pub issuer: Country,
    /// The authority that recorded it here.
    #[serde_as(as = "DisplayFromStr")]
    pub authority: AuthorityId,
    /// The state where it has effect.
    #[serde_as(as = "DisplayFromStr")]
    pub place: Country,
    /// The assets it names.
    #[serde_as(as = "Vec<DisplayFromStr>")]
    pub assets: Vec<Asset>,
    /// The measures it allows.
    #[serde_as(as = "Vec<DisplayFromStr>")]
    pub measures: Vec<Measure>,
    /// From when on it is valid.
    pub from: Timestamp,
    /// When it expires; absent when it does not.
    pub until: Option<Timestamp>,
    /// That it was revoked.
    pub revoked: Option<Revoked>,
    /// The paper, sealed.
    pub paper: Option<Sha256>,
    /// How it is handled.
    pub marking: Marking,
    /// Who recorded it.
    #[serde_as(as = "DisplayFromStr")]
    pub author: PersonId,
    /// When.
    pub recorded: Timestamp,
}

impl Instrument {
    /// The title, for the rules.
    #[must_use]
    pub fn title(&self) -> domain::act::Instrument {
        domain::act::Instrument {
            id: self.id,
            kind: self.kind,
            issuer: self.issuer,
            place: self.place,
            assets: self.assets.clone(),
            measures: self.measures.clone(),
            from: self.from,
            until: self.until,
            revoked: self.revoked.is_some(),
        }
    }
}

impl Record for Instrument {
    const KIND: Kind = Kind::Instrument;
    fn uuid(&self) -> Uuid {
        self.id.0
    }
    fn state_name(&self) -> String {
        if self.revoked.is_some() { "revoked" } else { "issued" }.to_owned()
    }
    fn sort(&self) -> String {
        sortable(self.until.unwrap_or(Timestamp::MAX))
    }
    fn keys(&self) -> Vec<(String, String)> {
        let mut keys =
            vec![("operation".to_owned(), self.operation.to_string()), ("country".to_owned(), self.place.to_string())];
        keys.extend(self.assets.iter().map(|asset| ("asset".to_owned(), asset.to_string())));
        keys.extend(self.marking.keys());
        keys
    }
}
