//! *Order*: the removal order of Article 3: its life, its gates and its clock.

mod clock;
mod gate;

pub use clock::{Clock, clock};
pub use gate::{Facts, Gate, PriorInformation, Refusal, failing};

use crate::named::named;
use jiff::SignedDuration;

/// Time to remove or disable, counted from receipt.
///
/// # Source
/// Regulation (EU) 2021/784, Art 3(3), OJ L 172, 17.5.2021, p. 79.
pub const TIME_TO_REMOVE: SignedDuration = SignedDuration::from_hours(1);
/// Information on procedures and deadlines goes to a provider at least this long before the first
/// order that this authority issues to it.
///
/// # Source
/// Regulation (EU) 2021/784, Art 3(2).
pub const PRIOR_INFORMATION: SignedDuration = SignedDuration::from_hours(12);
/// How long after delivery without receipt the provider is reminded, and how long before the end
/// of the hour. Our own practice, not law.
pub const REMIND_AFTER: SignedDuration = SignedDuration::from_mins(20);

named! {
    /// Where a removal order stands.
    pub enum OrderState {
        /// Written from a finding.
        Draft = "draft",
        /// Approved and issued by a second officer, every gate met; delivery waits in the outbox.
        Issued = "issued",
        /// Taken by the provider's mail server. The hour does not run yet.
        Delivered = "delivered",
        /// Received by the provider. The hour runs.
        Received = "received",
        /// Annex II: the content was removed.
        Removed = "removed",
        /// Annex II: access was disabled in all Member States.
        Disabled = "disabled",
        /// Annex III: impossible for reasons outside the provider's control. The hour stands still.
        Impossible = "impossible",
        /// Annex III: the provider says the order has a manifest error.
        ErrorClaimed = "error_claimed",
        /// Annex III: the provider needs to know more.
        InformationAsked = "information_asked",
        /// Taken back by the issuing authority.
        Withdrawn = "withdrawn",
    }
}

impl OrderState {
    /// Whether a provider still owes an answer.
    #[must_use]
    pub const fn awaits_answer(self) -> bool {
        matches!(self, Self::Issued | Self::Delivered | Self::Received | Self::Impossible)
    }

    /// Whether the provider says that the content is gone.
    #[must_use]
    pub const fn claims_gone(self) -> bool {
        matches!(self, Self::Removed | Self::Disabled)
    }

    /// Whether the order has left the house.
    #[must_use]
    pub const fn is_issued(self) -> bool {
        !matches!(self, Self::Draft)
    }
}

named! {
    /// What a provider can answer.
    ///
    /// # Source
    /// Regulation (EU) 2021/784, Annex II section B, Annex III section B(1).
    pub enum Answer {
        /// Annex II: removed.
        Removed = "removed",
        /// Annex II: access disabled in all Member States.
        DisabledAllMs = "disabled_all_ms",
        /// Annex III: force majeure or de facto impossibility.
        Impossible = "impossible",
        /// Annex III: manifest errors.
        ManifestError = "manifest_error",
        /// Annex III: insufficient information.
        InsufficientInformation = "insufficient_information",
    }
}

impl Answer {
    /// The annex whose form the answer fills.
    #[must_use]
    pub const fn annex(self) -> &'static str {
        match self {
            Self::Removed | Self::DisabledAllMs => "II",
            Self::Impossible | Self::ManifestError | Self::InsufficientInformation => "III",
        }
    }
}

/// What happens to an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// A second officer approves and issues it, all gates met.
    Issue,
    /// The provider's mail server took it.
    Deliver,
    /// The provider received it.
    Receive,
    /// The provider answers.
    Answer(Answer),
    /// We answered the provider's question or corrected the error, or the impossibility ended: the
    /// hour starts again.
    Restart,
    /// The issuing authority takes it back.
    Withdraw,
}

/// An event that does not fit where the order stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an order that is {state} cannot take this step")]
pub struct OutOfOrder {
    /// Where it stands.
    pub state: OrderState,
}

/// Where an order goes by an event.
///
/// # Errors
/// [`OutOfOrder`] when the event does not fit.
///
/// # Source
/// Regulation (EU) 2021/784, Art 3(3), (6)-(8).
pub fn next(state: OrderState, event: Event) -> Result<OrderState, OutOfOrder> {
    use OrderState as S;
    match (state, event) {
        (S::Draft, Event::Issue) => Ok(S::Issued),
        (S::Issued, Event::Deliver) => Ok(S::Delivered),
        // A provider may act on the mail before our job has recorded that the mail was taken.
        (s, Event::Deliver) if s.is_issued() => Ok(s),
        (S::Issued | S::Delivered, Event::Receive) => Ok(S::Received),
        (s, Event::Answer(answer)) if s.awaits_answer() && s != S::Draft => Ok(match answer {
            Answer::Removed => S::Removed,
            Answer::DisabledAllMs => S::Disabled,
            Answer::Impossible => S::Impossible,
            Answer::ManifestError => S::ErrorClaimed,
            Answer::InsufficientInformation => S::InformationAsked,
        }),
        (S::Impossible | S::ErrorClaimed | S::InformationAsked, Event::Restart) => Ok(S::Received),
        (s, Event::Withdraw) if s != S::Withdrawn => Ok(S::Withdrawn),
        _ => Err(OutOfOrder { state }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_event() -> impl Strategy<Value = Event> {
        prop_oneof![
            Just(Event::Issue),
            Just(Event::Deliver),
            Just(Event::Receive),
            (0..Answer::ALL.len()).prop_map(|i| Event::Answer(Answer::ALL[i])),
            Just(Event::Restart),
            Just(Event::Withdraw),
        ]
    }

    proptest! {
        /// No way leads past the second officer: whatever is not a draft or a withdrawn draft was issued.
        #[test]
        fn nothing_is_issued_but_by_issue(events in prop::collection::vec(any_event(), 0..12)) {
            let (mut state, mut issued) = (OrderState::Draft, false);
            for event in events {
                if let Ok(to) = next(state, event) {
                    issued |= event == Event::Issue;
                    state = to;
                }
            }
            prop_assert!(issued || matches!(state, OrderState::Draft | OrderState::Withdrawn));
        }

        /// A withdrawn order stays withdrawn.
        #[test]
        fn withdrawn_is_the_end(event in any_event()) {
            if let Ok(to) = next(OrderState::Withdrawn, event) {
                prop_assert_eq!(to, OrderState::Withdrawn);
            }
        }
    }
}
