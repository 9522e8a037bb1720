//! Operations.

use super::{Kind, Marking, Record, sortable};
use domain::id::{AuthorityId, NetworkId, OperationId, PersonId};
use domain::people::Country;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_with::{DisplayFromStr, serde_as};
use uuid::Uuid;

/// An authority that takes part.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    /// The authority.
    #[serde_as(as = "DisplayFromStr")]
    pub authority: AuthorityId,
    /// Its state; absent for a body of the Union.
    #[serde_as(as = "Option<DisplayFromStr>")]
    pub country: Option<Country>,
    /// On which terms things are shared with it, in words.
    pub terms: String,
    /// Since when.
    pub since: Timestamp,
}

/// A joint action of several authorities.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operation {
    /// Its identifier.
    #[serde_as(as = "DisplayFromStr")]
    pub id: OperationId,
    /// Its reference.
    pub reference: String,
    /// Its name.
    pub name: String,
    /// What it is to achieve.
    pub objective: String,
    /// The inquiry and the law it rests on.
    pub legal_frame: String,
    /// The authority that leads.
    #[serde_as(as = "DisplayFromStr")]
    pub lead: AuthorityId,
    /// The authority that coordinates.
    #[serde_as(as = "DisplayFromStr")]
    pub coordinator: AuthorityId,
    /// Those who take part, the two above among them.
    pub participants: Vec<Participant>,
    /// The network it aims at.
    #[serde_as(as = "Option<DisplayFromStr>")]
    pub network: Option<NetworkId>,
    /// Words on the page that is put in place of what is taken over.
    pub banner: Option<String>,
    /// Who may see that it exists.
    pub marking: Marking,
    /// Who opened it.
    #[serde_as(as = "DisplayFromStr")]
    pub author: PersonId,
    /// When.
    pub opened: Timestamp,
    /// When it was closed.
    pub closed: Option<Timestamp>,
}

impl Operation {
    /// How an authority takes part, if it does.
    #[must_use]
    pub fn participant(&self, authority: AuthorityId) -> Option<&Participant> {
        self.participants.iter().find(|participant| participant.authority == authority)
    }
}

impl Record for Operation {
    const KIND: Kind = Kind::Operation;
    fn uuid(&self) -> Uuid {
        self.id.0
    }
    fn state_name(&self) -> String {
        if self.closed.is_some() { "closed" } else { "open" }.to_owned()
    }
    fn sort(&self) -> String {
        sortable(self.opened)
    }
    fn unique(&self) -> Option<String> {
        Some(self.reference.clone())
    }
    fn keys(&self) -> Vec<(String, String)> {
        let parts = self.participants.iter().map(|one| ("authority".to_owned(), one.authority.to_string()));
        let network = self.network.map(|network| ("network".to_owned(), network.to_string()));
        parts.chain(network).chain(self.marking.keys()).collect()
    }
}
