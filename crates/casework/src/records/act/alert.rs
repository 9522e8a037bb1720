//! Alerts.

use super::{Kind, Marking, Record, sortable};
use crate::records::Stamped;
use domain::id::{AlertId, AuthorityId, PersonId};
use domain::map::Asset;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_with::{DisplayFromStr, serde_as};
use uuid::Uuid;

/// An authority that an alert goes to.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipient {
    /// The authority.
    #[serde_as(as = "DisplayFromStr")]
    pub authority: AuthorityId,
    /// When it was handed over.
    pub sent: Option<Stamped>,
    /// Why it could not be handed over, if it could not; a person sees to it.
    pub refused: Option<String>,
    /// When somebody there confirmed that they read it.
    pub read: Option<Timestamp>,
    /// Who.
    #[serde_as(as = "Option<DisplayFromStr>")]
    pub read_by: Option<PersonId>,
}

/// An early warning about a rising outlet.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alert {
    /// Its identifier.
    #[serde_as(as = "DisplayFromStr")]
    pub id: AlertId,
    /// Its reference.
    pub reference: String,
    /// The authority that warns.
    #[serde_as(as = "DisplayFromStr")]
    pub authority: AuthorityId,
    /// Who wrote it.
    #[serde_as(as = "DisplayFromStr")]
    pub author: PersonId,
    /// What it is about, in a line.
    pub subject: String,
    /// What is known, and what is asked of the recipients.
    pub text: String,
    /// The assets it names.
    #[serde_as(as = "Vec<DisplayFromStr>")]
    pub assets: Vec<Asset>,
    /// How it is handled.
    pub marking: Marking,
    /// When it was written.
    pub written: Timestamp,
    /// When it was issued.
    pub issued: Option<Timestamp>,
    /// To whom it goes.
    pub recipients: Vec<Recipient>,
}

impl Record for Alert {
    const KIND: Kind = Kind::Alert;
    fn uuid(&self) -> Uuid {
        self.id.0
    }
    fn state_name(&self) -> String {
        if self.issued.is_some() { "issued" } else { "draft" }.to_owned()
    }
    fn sort(&self) -> String {
        sortable(self.issued.unwrap_or(self.written))
    }
    fn unique(&self) -> Option<String> {
        Some(self.reference.clone())
    }
    fn keys(&self) -> Vec<(String, String)> {
        let mut keys = vec![("authority".to_owned(), self.authority.to_string())];
        keys.extend(self.recipients.iter().map(|one| ("recipient".to_owned(), one.authority.to_string())));
        keys.extend(self.assets.iter().map(|asset| ("asset".to_owned(), asset.to_string())));
        keys.extend(self.marking.keys());
        keys
    }
}
