//! The numbers of what banks hold.

use super::{Kind, Record};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Which number the next content of a bank is given. An installation has one such record, so that a number is given
/// once, whichever bank and process gives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Numbering {
    /// The next number; the first is 1.
    pub next: u64,
}

impl Numbering {
    /// Where the one record is kept.
    pub const ID: Uuid = Uuid::nil();
}

impl Record for Numbering {
    const KIND: Kind = Kind::Numbering;
    fn uuid(&self) -> Uuid {
        Self::ID
    }
    fn state_name(&self) -> String {
        "in_use".to_owned()
    }
    fn sort(&self) -> String {
        String::new()
    }
}
