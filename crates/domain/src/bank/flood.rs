//! The flood guard: a signal that suddenly matches far more than before is taken out of the way until a person has
//! looked. A blank picture, a platform's own emblem or a poisoned list would otherwise fill the queue, and a queue that
//! is full of noise hides what it was made for.

use jiff::{SignedDuration, Timestamp};

/// How many days before today are compared with today.
pub const DAYS: u64 = 7;
/// How long the guard leaves a signal alone after a person released it: until the days it is compared with are those
/// that the person saw.
pub const REST_DAYS: i64 = 7;

/// From when on a signal matches too much.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flood {
    /// More than so many times the daily mean of the week before.
    pub times: u64,
    /// And at least so many in a day: a rare signal that matches three times is no flood.
    pub at_least: u64,
}

impl Default for Flood {
    /// Ten times the mean, and at least fifty: about what one person can read in a day.
    fn default() -> Self {
        Self { times: 10, at_least: 50 }
    }
}

impl Flood {
    /// Whether today's matches are a flood, given those of each of the [`DAYS`] before, and when a person last released
    /// the signal.
    #[must_use]
    pub fn is_on(&self, today: u64, week: &[u64], released: Option<Timestamp>, now: Timestamp) -> bool {
        let rests = released.is_some_and(|at| now.duration_since(at) < SignedDuration::from_hours(24 * REST_DAYS));
        let before: u64 = week.iter().fold(0, |sum, day| sum.saturating_add(*day));
        // today > times * before / DAYS, without dividing.
        let sudden = today.saturating_mul(DAYS) > self.times.saturating_mul(before);
        !rests && today >= self.at_least && sudden
    }
}
