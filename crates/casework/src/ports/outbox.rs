//! Work that waits, and the lanes it waits in.

use domain::id::JobId;
use jiff::Timestamp;

/// The queue a job waits in. Lanes are worked side by side, so that a long one delays no other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lane {
    /// What is sent and what is due by a deadline: orders, referrals, information, reminders.
    Letters,
    /// Looking at pages. Slow sites may keep it waiting for as long as they like.
    Looking,
}

impl Lane {
    /// All lanes, the one that must not wait first.
    pub const ALL: [Self; 2] = [Self::Letters, Self::Looking];

    /// The name by which the store keeps it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Letters => "letters",
            Self::Looking => "looking",
        }
    }
}

/// Work that waits in the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Its identifier.
    pub id: JobId,
    /// Where it waits.
    pub lane: Lane,
    /// What is to be done, as JSON.
    pub task: String,
    /// Not before.
    pub due: Timestamp,
    /// How often it was tried.
    pub attempts: u32,
}
