//! The hour of Article 3(3): when it runs, stands still and ends.

use super::{OrderState, TIME_TO_REMOVE};
use jiff::Timestamp;

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
    /// Withdrawn, or never issued: there is nothing to count.
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
        (OrderState::Draft | OrderState::Withdrawn, ..) => Clock::Void,
        (OrderState::Removed | OrderState::Disabled, deadline, Some(at)) => {
            Clock::Met { at, in_time: deadline.is_none_or(|deadline| at <= deadline) }
        }
        (OrderState::Impossible | OrderState::ErrorClaimed | OrderState::InformationAsked, _, Some(at)) => {
            Clock::Stopped { at }
        }
        (_, Some(deadline), _) if now <= deadline => Clock::Running { deadline },
        (_, Some(deadline), _) => Clock::Late { deadline },
        (_, None, _) => Clock::NotBegun,
    }
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
