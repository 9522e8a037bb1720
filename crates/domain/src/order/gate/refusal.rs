//! Why a gate is shut, in words that say what to do.

use super::Gate;
use crate::assess::Purpose;
use crate::locator::NotExact;
use crate::provider::ServiceKind;

/// Why a gate is shut.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// See [`NotExact`].
    #[error("an order names one exact item: {0}")]
    NotExact(NotExact),
    /// The page itself shows that it is a collection, a listing or a search, or the address leads on to another.
    #[error(
        "an order names one exact item: what was captured there is a collection or listing, or is somewhere else ({sign})"
    )]
    Collection {
        /// What was found.
        sign: String,
    },
    /// The purpose test found, or could not exclude, a protected purpose.
    #[error("the purpose test says “{purpose}”: no order can follow (Art 1(3))")]
    Purpose {
        /// What it found.
        purpose: Purpose,
    },
    /// The finding was taken up again since.
    #[error("the finding this order rests on was taken up again; a new finding comes first")]
    FindingTakenUp,
    /// The page speaks for a protected purpose.
    #[error(
        "the page itself speaks for a protected purpose ({signals}): two people must each write why it does not count (Art 1(3))"
    )]
    Context {
        /// The signs, by name.
        signals: String,
    },
    /// Whether anything speaks for a protected purpose was not looked at.
    #[error(
        "what stands there was not read ({why}), so nothing could speak for a protected purpose: two people must each write what they saw (Art 1(3))"
    )]
    Unread {
        /// Why not.
        why: String,
    },
    /// No category or no reason.
    #[error("the order needs a type under Art 2(7) and detailed reasons (Art 3(4)(b))")]
    NoReasons,
    /// Nothing is preserved.
    #[error("no capture of the item is preserved")]
    NoCapture,
    /// Something else would go with it.
    #[error("more than the item lives at this address ({what}): two people must each write why it may go too")]
    Collateral {
        /// What else.
        what: String,
    },
    /// Nobody was asked. Silence is never "go".
    #[error("deconfliction was not answered; silence is not “go”")]
    NotDeconflicted,
    /// Another authority holds.
    #[error("another authority asks to hold or to be contacted first")]
    Held,
    /// The item is ordered already.
    #[error("the item is the subject of order {reference} already (recital 36)")]
    Duplicate {
        /// The earlier order.
        reference: String,
    },
    /// A referral waits for its answer.
    #[error("referral {reference} on this item waits for its answer; let the provider answer, or withdraw it first")]
    ReferralOpen {
        /// The referral.
        reference: String,
    },
    /// The authority may not issue orders.
    #[error("the authority is not competent to issue orders (Art 12(1)(a))")]
    NotCompetent,
    /// The officer works for another authority.
    #[error("an officer issues orders of their own authority only")]
    OtherAuthority,
    /// The service is none that orders can be addressed to.
    #[error("no removal order can be addressed to this kind of service ({kind}; recitals 13 and 14): {instead}")]
    OutOfScope {
        /// What the provider does.
        kind: ServiceKind,
        /// The other way.
        instead: &'static str,
    },
    /// The provider is not known.
    #[error("no provider is set for this item")]
    NoProvider,
    /// Outside the Union with nobody to represent it.
    #[error("the provider is outside the Union and no legal representative is on record (Art 3(5), 17)")]
    NoRepresentative,
    /// The provider has no contact point.
    #[error("the provider has no contact point on record (Art 15)")]
    NoContactPoint,
    /// The contact point does not read the order's language.
    #[error("the contact point does not read “{language}” (Art 15(2))")]
    Language {
        /// The order's language.
        language: String,
    },
    /// The provider was not informed, or less than 12 hours ago.
    #[error("the provider was not informed at least 12 hours before its first order (Art 3(2))")]
    NotInformed,
    /// Nobody can be expected to read it now.
    #[error("it is {there} at the provider's: write why it cannot wait for a working hour")]
    OutsideHours {
        /// The recipient's local time.
        there: String,
    },
    /// Many at once.
    #[error("you issued {count} orders to this provider within the hour: write why so many at once")]
    Bulk {
        /// How many.
        count: usize,
    },
    /// The author cannot issue their own order.
    #[error("a second officer issues an order, not its author")]
    SamePerson,
}

impl Refusal {
    /// The gate that is shut.
    #[must_use]
    pub const fn gate(&self) -> Gate {
        match self {
            Self::NotExact(_) | Self::Collection { .. } => Gate::ExactUrl,
            Self::Purpose { .. } | Self::FindingTakenUp => Gate::PurposeTest,
            Self::Context { .. } | Self::Unread { .. } => Gate::Context,
            Self::NoReasons => Gate::Reasons,
            Self::NoCapture => Gate::Capture,
            Self::Collateral { .. } => Gate::Collateral,
            Self::NotDeconflicted | Self::Held => Gate::Deconfliction,
            Self::Duplicate { .. } | Self::ReferralOpen { .. } => Gate::Duplicate,
            Self::NotCompetent | Self::OtherAuthority => Gate::Competence,
            Self::OutOfScope { .. } => Gate::Scope,
            Self::NoProvider | Self::NoRepresentative | Self::NoContactPoint => Gate::Addressee,
            Self::Language { .. } => Gate::Language,
            Self::NotInformed => Gate::PriorInformation,
            Self::OutsideHours { .. } => Gate::Hours,
            Self::Bulk { .. } => Gate::Bulk,
            Self::SamePerson => Gate::SecondOfficer,
        }
    }
}
