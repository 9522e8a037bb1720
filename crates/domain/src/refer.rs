//! *Refer*: a voluntary notice. The provider judges by its own terms and owes no answer.

use crate::locator;
use crate::named::named;
use url::Url;

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
        /// An order to act against illegal content under national or other Union law, in the form of Art 9 of
        /// Regulation (EU) 2022/2065. It binds; the provider says whether and when it gave effect to it.
        Order = "order",
    }
}

named! {
    /// What an order to act against illegal content has to hold, or it is not sent.
    ///
    /// # Source
    /// Regulation (EU) 2022/2065, Art 9(2).
    pub enum Element {
        /// The law that empowers the authority to give such an order (point (a)(i)).
        LegalBasis = "legal_basis",
        /// The provision that makes the content illegal, as it reads (point (a)(ii)).
        Provision = "provision",
        /// Why the content falls under it (point (a)(ii)).
        Reasons = "reasons",
        /// What is to be done.
        Measure = "measure",
        /// An address that is that of exactly one item (point (a)(iv)).
        ExactUrl = "exact_url",
        /// Where the order applies (point (b)).
        Territory = "territory",
        /// How the provider and the recipient of the service can challenge it (point (a)(v)).
        Redress = "redress",
        /// A language that the provider declared (point (c)).
        Language = "language",
    }
}

impl Element {
    /// What it is, in words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::LegalBasis => "the law that empowers the authority to give the order",
            Self::Provision => "the text of the provision that makes the content illegal",
            Self::Reasons => "the reasons why the content falls under that provision",
            Self::Measure => "what the provider is to do",
            Self::ExactUrl => "the exact address of one item",
            Self::Territory => "the territory in which it applies",
            Self::Redress => "how it can be challenged, as the record of the authority says",
            Self::Language => "a language that the provider reads",
        }
    }
}

/// What an order to act against illegal content holds when it is about to be released.
#[derive(Debug, Clone, Copy)]
pub struct OrderToAct<'a> {
    /// The law that empowers the authority.
    pub legal_basis: &'a str,
    /// The provision that makes the content illegal.
    pub provision: &'a str,
    /// Why the content falls under it.
    pub reasons: &'a str,
    /// What is to be done.
    pub measure: &'a str,
    /// The address.
    pub url: &'a Url,
    /// Where it applies.
    pub territory: &'a str,
    /// How it can be challenged.
    pub redress: &'a str,
    /// The language it is written in.
    pub language: &'a str,
    /// The languages that the provider declared.
    pub declared: &'a [String],
}

impl OrderToAct<'_> {
    /// Whether nothing that the law asks for is missing.
    ///
    /// # Errors
    /// [`Refusal::Lacks`] names the first element that is missing.
    ///
    /// # Source
    /// Regulation (EU) 2022/2065, Art 9(2).
    pub fn complete(&self) -> Result<(), Refusal> {
        let written = |text: &str| !text.trim().is_empty();
        let held = |element: Element| match element {
            Element::LegalBasis => written(self.legal_basis),
            Element::Provision => written(self.provision),
            Element::Reasons => written(self.reasons),
            Element::Measure => written(self.measure),
            Element::ExactUrl => locator::exact(self.url).is_ok(),
            Element::Territory => written(self.territory),
            Element::Redress => written(self.redress),
            Element::Language => self.declared.iter().any(|declared| declared == self.language),
        };
        match Element::ALL.iter().find(|element| !held(**element)) {
            Some(element) => Err(Refusal::Lacks { element: *element }),
            None => Ok(()),
        }
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
    /// The mail came back undelivered.
    Bounce,
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
    /// An order to act that lacks what the law asks for.
    #[error("an order to act needs {} (Regulation (EU) 2022/2065, Art 9(2))", element.words())]
    Lacks {
        /// What is missing.
        element: Element,
    },
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
        // It was taken back in the instant in which the mail went out: that is recorded, and the provider told.
        (S::Removed | S::Declined | S::Withdrawn, Event::Sent) => Ok(state),
        (S::Sent, Event::Bounce) => Ok(S::Released),
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
        assert_eq!(next(ReferralState::Withdrawn, Event::Sent), Ok(ReferralState::Withdrawn));
    }

    #[test]
    fn only_what_was_sent_and_not_answered_comes_back() {
        let back: Vec<_> =
            ReferralState::ALL.iter().filter_map(|state| Some((*state, next(*state, Event::Bounce).ok()?))).collect();
        assert_eq!(back, [(ReferralState::Sent, ReferralState::Released)]);
    }

    #[test]
    fn an_order_to_act_is_refused_by_the_name_of_what_it_lacks() {
        let (item, root) = ("https://quay.example/a".parse().unwrap(), "https://quay.example/".parse().unwrap());
        let declared = ["nl".to_owned()];
        let whole = OrderToAct {
            legal_basis: "Harbour Code, Art 5",
            provision: "Whoever moves a buoy …",
            reasons: "REHEARSAL. It tells how.",
            measure: "Remove it.",
            url: &item,
            territory: "BE",
            redress: "Harbour Court",
            language: "nl",
            declared: &declared,
        };
        assert_eq!(whole.complete(), Ok(()));
        let without: [(OrderToAct<'_>, Element); 8] = [
            (OrderToAct { legal_basis: " ", ..whole }, Element::LegalBasis),
            (OrderToAct { provision: "", ..whole }, Element::Provision),
            (OrderToAct { reasons: "\n", ..whole }, Element::Reasons),
            (OrderToAct { measure: "", ..whole }, Element::Measure),
            (OrderToAct { url: &root, ..whole }, Element::ExactUrl),
            (OrderToAct { territory: "", ..whole }, Element::Territory),
            (OrderToAct { redress: "", ..whole }, Element::Redress),
            (OrderToAct { declared: &[], ..whole }, Element::Language),
        ];
        for (order, element) in without {
            assert_eq!(order.complete(), Err(Refusal::Lacks { element }));
        }
    }
}
