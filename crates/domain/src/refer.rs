//! *Refer*: a voluntary notice. The provider judges by its own terms and owes no answer.

use crate::named::named;

named! {
    /// Where a referral stands.
    pub enum ReferralState {
        /// Written, waiting for a second person.
        Draft = "draft",
        /// Released by a second person; the sending waits in the outbox.
        Released = "released",
        /// Taken by the provider's mail server.
        Sent = "sent",
        /// The provider says it removed the content.
        Removed = "removed",
        /// The provider declined.
        Declined = "declined",
        /// Taken back by us.
        Withdrawn = "withdrawn",
    }
}

named! {
    /// On which ground a referral asks the provider to judge.
    pub enum Ground {
        /// The provider's own terms.
        Terms = "terms",
        /// Illegal content: the referral is a notice under Art 16 of Regulation (EU) 2022/2065 (the
        /// Digital Services Act), which the provider has to process and answer with reasons.
        IllegalContent = "illegal_content",
    }
}

/// What happens to a referral.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// A second person releases it.
    Release,
    /// The provider's mail server took it.
    Sent,
    /// The provider says it removed the content.
    AnswerRemoved,
    /// The provider declined.
    AnswerDeclined,
    /// We take it back.
    Withdraw,
}

/// Why an event cannot happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The referral is past that.
    #[error("a referral that is {state} cannot take this step")]
    OutOfOrder {
        /// Where it stands.
        state: ReferralState,
    },
    /// The author cannot release their own referral.
    #[error("a second person releases a referral, not its author")]
    SamePerson,
}

/// Where a referral goes by an event.
///
/// # Errors
/// [`Refusal::OutOfOrder`] when the event does not fit.
pub fn next(state: ReferralState, event: Event) -> Result<ReferralState, Refusal> {
    use ReferralState as S;
    match (state, event) {
        (S::Draft, Event::Release) => Ok(S::Released),
        (S::Released, Event::Sent) => Ok(S::Sent),
        // A provider may act on the mail before our job has recorded that the mail was taken.
        (S::Released | S::Sent | S::Declined, Event::AnswerRemoved) => Ok(S::Removed),
        (S::Released | S::Sent, Event::AnswerDeclined) => Ok(S::Declined),
        (S::Removed | S::Declined, Event::Sent) => Ok(state),
        (S::Draft | S::Released | S::Sent, Event::Withdraw) => Ok(S::Withdrawn),
        _ => Err(Refusal::OutOfOrder { state }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_sent_that_was_not_released() {
        assert_eq!(next(ReferralState::Draft, Event::Sent), Err(Refusal::OutOfOrder { state: ReferralState::Draft }));
        let released = next(ReferralState::Draft, Event::Release).unwrap();
        assert_eq!(next(released, Event::Sent), Ok(ReferralState::Sent));
    }

    #[test]
    fn a_withdrawn_referral_takes_no_answer() {
        assert!(next(ReferralState::Withdrawn, Event::AnswerRemoved).is_err());
    }
}
