//! A clock that is set.

use crate::locked;
use casework::ports::Clock;
use jiff::{SignedDuration, Timestamp};
use std::sync::Mutex;

/// Stands still until a test moves it.
#[derive(Debug)]
pub struct TestClock(Mutex<Timestamp>);

impl TestClock {
    /// A clock that shows this moment, in RFC 3339.
    ///
    /// # Panics
    /// When the text is no moment.
    #[must_use]
    pub fn at(moment: &str) -> Self {
        Self(Mutex::new(moment.parse().expect("a moment in RFC 3339")))
    }

    /// Sets it.
    pub fn set(&self, moment: Timestamp) {
        *locked(&self.0) = moment;
    }

    /// Moves it on (or back).
    ///
    /// # Panics
    /// When that leaves the years a timestamp can hold.
    pub fn advance(&self, by: SignedDuration) {
        let mut now = locked(&self.0);
        *now = now.checked_add(by).expect("a moment within the calendar");
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        *locked(&self.0)
    }
}
