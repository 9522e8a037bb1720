//! How far the comparison of earlier captures with a bank has come.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The comparison of what was captured before with what a bank got later. A bank has one at most: what it gets while
/// one is under way is seen to by another pass of the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// When it was asked for.
    pub begun: Timestamp,
    /// When it was last asked for, before it came to its end.
    pub asked: Timestamp,
    /// The version of the bank that all captures have been compared with: what came after it is still to be seen to.
    pub covered: u64,
    /// The pass under way, or the last one; none before the first.
    pub pass: Option<Pass>,
    /// Items that the bank matched anew, in all passes.
    pub matched: u64,
    /// Of those, items that a person must read for it.
    pub opened: u64,
    /// Whether it has come to its end.
    pub done: bool,
}

/// One way through all captures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pass {
    /// When it began.
    pub begun: Timestamp,
    /// The bank's version then.
    pub version: u64,
    /// The last capture looked at.
    pub after: Option<(String, Uuid)>,
    /// Captures looked at.
    pub compared: u64,
    /// Files among them that could not be looked at: their bytes are gone, or could not be decoded.
    pub unseen: u64,
}

impl Comparison {
    /// One that is asked for now, for what a bank got after a version.
    #[must_use]
    pub const fn asked(now: Timestamp, covered: u64) -> Self {
        Self { begun: now, asked: now, covered, pass: None, matched: 0, opened: 0, done: false }
    }

    /// Captures looked at in this pass, or in the last one.
    #[must_use]
    pub fn compared(&self) -> u64 {
        self.pass.as_ref().map_or(0, |pass| pass.compared)
    }

    /// Files among them that could not be looked at.
    #[must_use]
    pub fn unseen(&self) -> u64 {
        self.pass.as_ref().map_or(0, |pass| pass.unseen)
    }
}
