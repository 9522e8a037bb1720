//! Where the time comes from: the machine, or a story.

use casework::ports::Clock;
use jiff::{SignedDuration, Timestamp};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

/// The machine's clock.
pub struct SystemClock;

impl Clock for SystemClock {
    /// In whole microseconds, as moments are stored: a leaf and its record then say the same.
    #[expect(clippy::disallowed_methods, reason = "this is the one place where time is read")]
    fn now(&self) -> Timestamp {
        let now = Timestamp::now();
        Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now)
    }
}

/// The clock of a rehearsal: it stands still until the story moves it, and runs like any clock once
/// the story is over.
#[derive(Clone)]
pub struct StoryClock(Arc<Mutex<State>>);

struct State {
    at: Timestamp,
    running_since: Option<Instant>,
}

impl StoryClock {
    /// Stands at a moment.
    #[must_use]
    pub fn at(at: Timestamp) -> Self {
        Self(Arc::new(Mutex::new(State { at, running_since: None })))
    }

    /// Moves to a later moment; an earlier one changes nothing.
    pub fn advance(&self, to: Timestamp) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.at = state.at.max(to);
    }

    /// Lets the clock run from where it stands.
    pub fn run(&self) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.running_since = Some(Instant::now());
    }
}

impl Clock for StoryClock {
    fn now(&self) -> Timestamp {
        let state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let passed = state.running_since.map_or(SignedDuration::ZERO, |since| {
            SignedDuration::try_from(since.elapsed()).unwrap_or(SignedDuration::MAX)
        });
        let now = state.at.checked_add(passed).unwrap_or(state.at);
        Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now)
    }
}
