//! *Watch*: looking again. One failed look is never "down".

use crate::named::named;
use jiff::{SignedDuration, Timestamp};

named! {
    /// What one look from one place saw.
    pub enum Seen {
        /// The same or like content is served.
        Up = "up",
        /// The server says that it is gone (404, 410).
        Gone = "gone",
        /// The server answers "fine", but with a page that says not found.
        SoftGone = "soft_gone",
        /// The server refuses from here (403, 451), which says nothing about elsewhere.
        Blocked = "blocked",
        /// The address now leads elsewhere, and the content is there.
        Moved = "moved",
        /// Other content stands at the address.
        Changed = "changed",
        /// No answer: time-out, name not found, connection refused, server error.
        NoAnswer = "no_answer",
    }
}

named! {
    /// What several looks together say.
    pub enum Verdict {
        /// Served somewhere.
        Up = "up",
        /// Enough looks agree that it is gone, and none saw it.
        Down = "down",
        /// Served from some places and refused at others.
        GeoBlocked = "geo_blocked",
        /// Served at another address, to which this one leads.
        Moved = "moved",
        /// Not enough looks agree.
        Unclear = "unclear",
    }
}

/// How many agreeing looks "down" takes.
pub const LOOKS_FOR_DOWN: usize = 2;

/// What the looks of one round say together. Seeing it once is enough for "up"; "down" takes
/// [`LOOKS_FOR_DOWN`] that saw it gone and none that saw it.
#[must_use]
pub fn verdict(looks: &[Seen]) -> Verdict {
    let count = |wanted: &[Seen]| looks.iter().filter(|seen| wanted.contains(seen)).count();
    let (up, moved, blocked) = (count(&[Seen::Up]), count(&[Seen::Moved]), count(&[Seen::Blocked]));
    let gone = count(&[Seen::Gone, Seen::SoftGone, Seen::Changed]);
    if up > 0 && (blocked > 0 || gone > 0) {
        Verdict::GeoBlocked
    } else if up > 0 {
        Verdict::Up
    } else if moved > 0 {
        Verdict::Moved
    } else if gone >= LOOKS_FOR_DOWN {
        Verdict::Down
    } else {
        Verdict::Unclear
    }
}

/// Whether what was seen contradicts a provider that says "removed" (or "disabled in all Member
/// States": then only what is seen from inside the Union counts).
#[must_use]
pub fn contradicts_claim(disabled_only: bool, looks: &[(bool, Seen)]) -> bool {
    looks
        .iter()
        .filter(|(from_member_state, _)| *from_member_state || !disabled_only)
        .any(|(_, seen)| matches!(seen, Seen::Up | Seen::Moved))
}

/// When to look after an answer, after the deadline, and then ever more rarely.
const SCHEDULE: [SignedDuration; 7] = [
    SignedDuration::from_mins(10),
    SignedDuration::from_hours(6),
    SignedDuration::from_hours(24),
    SignedDuration::from_hours(72),
    SignedDuration::from_hours(7 * 24),
    SignedDuration::from_hours(14 * 24),
    SignedDuration::from_hours(30 * 24),
];

/// The next round of looks after `now`, on the schedule counted from `from` (the answer or the
/// deadline); none when the schedule has run out. A round that was missed or added changes nothing.
#[must_use]
pub fn next_round(from: Timestamp, now: Timestamp) -> Option<Timestamp> {
    SCHEDULE.iter().filter_map(|after| from.checked_add(*after).ok()).find(|next| *next > now)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case(&[], Verdict::Unclear)]
    #[case(&[Seen::Gone], Verdict::Unclear)]
    #[case(&[Seen::Gone, Seen::NoAnswer], Verdict::Unclear)]
    #[case(&[Seen::Gone, Seen::SoftGone], Verdict::Down)]
    #[case(&[Seen::Gone, Seen::Gone, Seen::Up], Verdict::GeoBlocked)]
    #[case(&[Seen::Blocked, Seen::Up], Verdict::GeoBlocked)]
    #[case(&[Seen::Blocked, Seen::Blocked], Verdict::Unclear)]
    #[case(&[Seen::Moved, Seen::Gone], Verdict::Moved)]
    #[case(&[Seen::Up, Seen::NoAnswer], Verdict::Up)]
    fn table(#[case] looks: &[Seen], #[case] wanted: Verdict) {
        assert_eq!(verdict(looks), wanted);
    }

    #[test]
    fn disabled_in_the_union_is_not_contradicted_from_outside() {
        assert!(!contradicts_claim(true, &[(true, Seen::Blocked), (false, Seen::Up)]));
        assert!(contradicts_claim(true, &[(true, Seen::Up)]));
        assert!(contradicts_claim(false, &[(true, Seen::Blocked), (false, Seen::Up)]));
    }

    #[test]
    fn the_schedule_falls_off() {
        let from: Timestamp = "2026-11-17T13:00:00Z".parse().unwrap();
        let rounds: Vec<_> = std::iter::successors(next_round(from, from), |last| next_round(from, *last)).collect();
        assert_eq!(rounds.len(), SCHEDULE.len());
        let pauses: Vec<_> = rounds.windows(2).map(|pair| pair[0].duration_until(pair[1])).collect();
        assert!(pauses.windows(2).all(|pair| pair[0] <= pair[1]));
        // A worker that was away for an hour misses the first round, not the month.
        assert_eq!(next_round(from, from + SignedDuration::from_hours(1)), Some(rounds[1]));
    }

    proptest! {
        /// No number of silent servers makes "down".
        #[test]
        fn silence_is_not_absence(n in 0usize..20) {
            prop_assert_ne!(verdict(&vec![Seen::NoAnswer; n]), Verdict::Down);
        }
    }
}
