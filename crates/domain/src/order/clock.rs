//! The hour of Article 3(3): when it runs, stands still and ends; and the longer times that begin with an order.

use super::{OrderState, PRESERVATION_MONTHS, TIME_TO_REMOVE};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

/// What the clock of an order says at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// Not received yet: no time runs.
    NotBegun,
    /// The hour runs until `deadline`.
    Running {
        /// When the hour ends.
        deadline: Timestamp,
    },
    /// The hour ended without an answer.
    Late {
        /// When the hour ended.
        deadline: Timestamp,
    },
    /// Stopped by an Annex III answer.
    Stopped {
        /// When it stopped.
        at: Timestamp,
    },
    /// Answered with Annex II.
    Met {
        /// When the provider answered.
        at: Timestamp,
        /// Whether that was within the hour.
        in_time: bool,
    },
    /// Without effect, or never issued: there is nothing to count.
    Void,
}

/// Reads the clock. `counts_from` is the receipt, or the restart after an Annex III answer;
/// `answered_at` is when the answer reached us.
///
/// # Source
/// Regulation (EU) 2021/784, Art 3(3), (7), (8).
#[must_use]
pub fn clock(
    state: OrderState,
    counts_from: Option<Timestamp>,
    answered_at: Option<Timestamp>,
    now: Timestamp,
) -> Clock {
    let deadline = counts_from.and_then(|from| from.checked_add(TIME_TO_REMOVE).ok());
    match (state, deadline, answered_at) {
        (state, ..) if state.is_draft() || state.is_without_effect() => Clock::Void,
        (OrderState::Removed | OrderState::Disabled, deadline, Some(at)) => {
            Clock::Met { at, in_time: deadline.is_none_or(|deadline| at <= deadline) }
        }
        (state, _, Some(at)) if state.asks_us() => Clock::Stopped { at },
        (_, Some(deadline), _) if now <= deadline => Clock::Running { deadline },
        (_, Some(deadline), _) => Clock::Late { deadline },
        (_, None, _) => Clock::NotBegun,
    }
}

/// Until when the provider preserves what it removed: six months to the day, counted in UTC. A month
/// that has no such day ends with its last.
///
/// # Source
/// Regulation (EU) 2021/784, Art 6(2).
#[must_use]
pub fn preserved_until(removed: Timestamp) -> Timestamp {
    let then = removed.to_zoned(TimeZone::UTC).checked_add(Span::new().months(PRESERVATION_MONTHS));
    then.map_or(Timestamp::MAX, |then| then.timestamp())
}

/// When an order becomes final if nobody challenges it: at the end of the last day for redress, where
/// the issuing authority is.
///
/// # Source
/// Regulation (EU) 2021/784, Art 3(9).
#[must_use]
pub fn final_from(received: Timestamp, redress_days: u16, zone: &TimeZone) -> Timestamp {
    let after = received
        .to_zoned(zone.clone())
        .checked_add(Span::new().days(i64::from(redress_days) + 1))
        .and_then(|day| day.start_of_day());
    after.map_or(Timestamp::MAX, |after| after.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan;
    use proptest::prelude::*;
    use rstest::rstest;

    fn at(minutes: i64) -> Timestamp {
        "2026-11-17T13:00:00Z".parse::<Timestamp>().unwrap() + minutes.minutes()
    }

    #[rstest]
    #[case(OrderState::Draft, None, None, Clock::Void)]
    #[case(OrderState::Delivered, None, None, Clock::NotBegun)]
    #[case(OrderState::Received, Some(0), None, Clock::Running { deadline: at(60) })]
    #[case(OrderState::Received, Some(-31), None, Clock::Late { deadline: at(29) })]
    #[case(OrderState::Impossible, Some(0), Some(10), Clock::Stopped { at: at(10) })]
    #[case(OrderState::Removed, Some(0), Some(20), Clock::Met { at: at(20), in_time: true })]
    #[case(OrderState::Removed, Some(0), Some(61), Clock::Met { at: at(61), in_time: false })]
    fn reads(
        #[case] state: OrderState,
        #[case] from: Option<i64>,
        #[case] answered: Option<i64>,
        #[case] wanted: Clock,
    ) {
        assert_eq!(clock(state, from.map(at), answered.map(at), at(30)), wanted);
    }

    #[rstest]
    #[case("2027-08-31T22:00:00Z", "2028-02-29T22:00:00Z")]
    #[case("2026-08-31T22:00:00Z", "2027-02-28T22:00:00Z")]
    #[case("2026-11-17T13:00:00Z", "2027-05-17T13:00:00Z")]
    fn six_months(#[case] removed: &str, #[case] until: &str) {
        assert_eq!(preserved_until(removed.parse().unwrap()), until.parse().unwrap());
    }

    #[test]
    fn the_last_day_for_redress_ends_at_local_midnight_across_a_clock_change() {
        let brussels = TimeZone::get("Europe/Brussels").unwrap();
        let received = "2026-10-20T21:30:00Z".parse().unwrap();
        assert_eq!(final_from(received, 10, &brussels), "2026-10-30T23:00:00Z".parse().unwrap());
    }

    proptest! {
        /// As time goes on a running clock only ever becomes late, never the other way.
        #[test]
        fn never_runs_backwards(from in -200i64..200, a in -200i64..400, b in 0i64..400) {
            let early = clock(OrderState::Received, Some(at(from)), None, at(a));
            let later = clock(OrderState::Received, Some(at(from)), None, at(a + b));
            if matches!(early, Clock::Late { .. }) {
                prop_assert_eq!(early, later);
            }
        }
    }
}
