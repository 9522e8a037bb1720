//! Why a call is refused, in words that say what to do.

use super::{Standing, WaveEvent, WaveState};
use crate::act::readiness::Check;
use crate::people::Country;
use jiff::Timestamp;

/// For whom a call is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// For everybody.
    All,
    /// For one state's part.
    State(Country),
}

impl std::fmt::Display for Scope {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::All => f.write_str("everybody"),
            Self::State(country) => country.fmt(f),
        }
    }
}

/// Why a call is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CallRefused {
    /// The person is not named for it.
    #[error("only those named for it can call “{}” for {scope}", .event.name().replace('_', " "))]
    NoVoice {
        /// What was called.
        event: WaveEvent,
        /// For whom.
        scope: Scope,
    },
    /// The deputy leads only while the coordinator is silent.
    #[error(
        "the coordinator gave a sign of life: the deputy can lead from {from} if there is no other; hold and abort never wait"
    )]
    CoordinatorThere {
        /// From when on.
        from: Timestamp,
    },
    /// The second go is a second person's.
    #[error("you called go already; a second person must call it too")]
    SamePerson,
    /// Nobody of the two speaks for the state.
    #[error("one of the two who call go for {country} must speak for {country}")]
    NobodyOfTheState {
        /// The state.
        country: Country,
    },
    /// The event does not fit where the wave stands.
    #[error("a wave that is {state} cannot take this step ({})", .event.name().replace('_', " "))]
    OutOfOrder {
        /// Where it stands.
        state: WaveState,
        /// What was tried.
        event: WaveEvent,
    },
    /// The event does not fit where the state's part stands.
    #[error("the part of {country} is {standing}: it cannot take this step ({})", .event.name().replace('_', " "))]
    PartOutOfOrder {
        /// The state.
        country: Country,
        /// Where its part stands.
        standing: Standing,
        /// What was tried.
        event: WaveEvent,
    },
    /// The state takes no part.
    #[error("{country} takes no part in this wave; add it to the plan first")]
    NoPart {
        /// The state.
        country: Country,
    },
    /// The state's own checks are open.
    #[error("{country} is not ready: {}", .missing.iter().map(|check| check.name().replace('_', " ")).collect::<Vec<_>>().join(", "))]
    StateNotReady {
        /// The state.
        country: Country,
        /// What is missing.
        missing: Vec<Check>,
    },
    /// It was held before it was found ready.
    #[error("the wave was held before its moment was ever fixed; take the plan up again and go through readiness")]
    NeverReady,
    /// No moment is fixed.
    #[error("no moment is fixed; a go is for one moment")]
    NoMoment,
    /// The moment lies outside the window.
    #[error("the moment must lie in the window, from {from} to {until}")]
    OutsideWindow {
        /// The first moment of the window.
        from: Timestamp,
        /// The first after it.
        until: Timestamp,
    },
    /// The moment is not ahead of us.
    #[error("the moment {moment} is not ahead of us; choose a later one")]
    NotAhead {
        /// The moment.
        moment: Timestamp,
    },
    /// The window is over.
    #[error("the window ended at {until}; nothing goes out after it. Plan another wave")]
    WindowOver {
        /// When.
        until: Timestamp,
    },
    /// Somebody is still owed.
    #[error("{count} who had nothing to do with it were hit and are not made whole yet")]
    Owed {
        /// How many.
        count: usize,
    },
}
