//! Messages on the board.

use super::{Kind, Marking, Record, sortable};
use domain::id::{AuthorityId, OperationId, PersonId, WaveId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_with::{DisplayFromStr, serde_as};
use uuid::Uuid;

/// What somebody writes on the board of a wave.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Made where it was written, so that one sent twice is one.
    pub id: Uuid,
    /// The operation.
    #[serde_as(as = "DisplayFromStr")]
    pub operation: OperationId,
    /// The wave.
    #[serde_as(as = "DisplayFromStr")]
    pub wave: WaveId,
    /// The authority that writes.
    #[serde_as(as = "DisplayFromStr")]
    pub authority: AuthorityId,
    /// Who wrote it.
    #[serde_as(as = "DisplayFromStr")]
    pub by: PersonId,
    /// When, by our own clock.
    pub at: Timestamp,
    /// Whether everybody must see it at once.
    pub urgent: bool,
    /// What it says.
    pub text: String,
    /// To whom it was given.
    pub marking: Marking,
}

impl Record for Message {
    const KIND: Kind = Kind::Message;
    fn uuid(&self) -> Uuid {
        self.id
    }
    fn state_name(&self) -> String {
        if self.urgent { "urgent" } else { "said" }.to_owned()
    }
    fn sort(&self) -> String {
        sortable(self.at)
    }
    fn keys(&self) -> Vec<(String, String)> {
        let mut keys =
            vec![("operation".to_owned(), self.operation.to_string()), ("wave".to_owned(), self.wave.to_string())];
        keys.extend(self.marking.keys());
        keys
    }
}
