//! The moment: the window in which it may lie, how it reads on every wall, and how far apart the
//! executions came.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// The longest window of one wave. Our own practice, not law: what takes longer is several waves.
pub const LONGEST_WINDOW: SignedDuration = SignedDuration::from_hours(48);

/// The days within which a wave acts. Nothing goes out before or after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    from: Timestamp,
    until: Timestamp,
}

/// Why two moments are no window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAWindow {
    /// It ends before it begins.
    #[error("the window ends before it begins; give the earlier moment first")]
    Backwards,
    /// Longer than [`LONGEST_WINDOW`].
    #[error("the window is longer than {} hours; plan several waves", LONGEST_WINDOW.as_hours())]
    TooLong,
}

impl Window {
    /// From the first moment, included, to the last, not included.
    ///
    /// # Errors
    /// [`NotAWindow`] when it is empty or longer than [`LONGEST_WINDOW`].
    pub fn new(from: Timestamp, until: Timestamp) -> Result<Self, NotAWindow> {
        if until <= from {
            Err(NotAWindow::Backwards)
        } else if until.duration_since(from) > LONGEST_WINDOW {
            Err(NotAWindow::TooLong)
        } else {
            Ok(Self { from, until })
        }
    }

    /// Its first moment.
    #[must_use]
    pub const fn from(self) -> Timestamp {
        self.from
    }

    /// The first moment after it.
    #[must_use]
    pub const fn until(self) -> Timestamp {
        self.until
    }

    /// Whether a moment lies in it.
    #[must_use]
    pub fn contains(self, at: Timestamp) -> bool {
        self.from <= at && at < self.until
    }
}

/// A moment as it reads in a place, with the date: T0 may be tomorrow for one state and today for another.
#[must_use]
pub fn reads(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%A %-d %B %Y, %H:%M:%S (%Z)").to_string()
}

/// How far apart the first and the last execution came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Skew {
    /// The first execution.
    pub first: Timestamp,
    /// The last.
    pub last: Timestamp,
}

impl Skew {
    /// The skew of executions, as their reports state the time; none while nothing is executed.
    #[must_use]
    pub fn of(executed: impl IntoIterator<Item = Timestamp>) -> Option<Self> {
        executed.into_iter().fold(None, |skew: Option<Self>, at| {
            Some(skew.map_or(Self { first: at, last: at }, |skew| Self {
                first: skew.first.min(at),
                last: skew.last.max(at),
            }))
        })
    }

    /// Between the two.
    #[must_use]
    pub fn length(self) -> SignedDuration {
        self.last.duration_since(self.first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn a_window_is_short_and_runs_forward() {
        let day = 24 * 3600;
        assert_eq!(Window::new(at(10), at(10)), Err(NotAWindow::Backwards));
        assert_eq!(Window::new(at(0), at(2 * day + 1)), Err(NotAWindow::TooLong));
        let window = Window::new(at(0), at(2 * day)).unwrap();
        assert!(window.contains(window.from()) && window.contains(at(2 * day - 1)));
        assert!(!window.contains(window.until()) && !window.contains(at(-1)));
    }

    #[test]
    fn one_moment_reads_differently_and_may_be_another_day() {
        let moment = "2026-11-24T23:30:00Z".parse().unwrap();
        let there = |zone| reads(moment, &TimeZone::get(zone).unwrap());
        assert_eq!(there("Europe/Sofia"), "Wednesday 25 November 2026, 01:30:00 (EET)");
        assert_eq!(there("America/Toronto"), "Tuesday 24 November 2026, 18:30:00 (EST)");
    }

    proptest! {
        #[test]
        fn the_skew_spans_every_execution(seconds in prop::collection::vec(-1000_i64..1000, 0..20)) {
            let skew = Skew::of(seconds.iter().map(|second| at(*second)));
            prop_assert_eq!(skew.is_none(), seconds.is_empty());
            if let Some(skew) = skew {
                let span = seconds.iter().max().unwrap() - seconds.iter().min().unwrap();
                prop_assert_eq!(skew.length(), SignedDuration::from_secs(span));
            }
        }
    }
}
