//! How a command fails. HTTP status and exit code are chosen elsewhere, once each.

use crate::policy::Permission;
use crate::ports::{MailError, StoreError};
use domain::{act, assess, detect, locator, order, refer};

/// Why a command did nothing. Nothing is half done: either all of it is recorded, or none.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The rules say no. The refusal says why; asking again will not help.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// There is no such thing, or it may not be seen.
    #[error("there is no such {what}")]
    NotFound {
        /// What was asked for.
        what: &'static str,
    },
    /// Somebody else changed it in between. Load it again and repeat.
    #[error("somebody else changed this in between; nothing was written, load it again")]
    Conflict,
    /// Storage, mail or network is not there right now. What was acknowledged before is safe.
    #[error("this cannot be done right now; nothing was written, try again")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// Something is broken on our side.
    #[error("something went wrong on our side; nothing was written")]
    Fault(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// An answer of the rules.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The person lacks the role.
    #[error("this needs a role that you do not have: {}", permission.words())]
    NotPermitted {
        /// What was needed.
        permission: Permission,
    },
    /// The person is of another authority than the one whose installation this is.
    #[error("only people of the authority that runs this installation {}; others see what their targets show", permission.words())]
    NotOfTheHouse {
        /// What was needed.
        permission: Permission,
    },
    /// The finding cannot stand.
    #[error(transparent)]
    Finding(#[from] assess::Refusal),
    /// Gates of the order are shut.
    #[error("the order cannot be issued: {}", listed(.0))]
    Gates(Vec<order::Refusal>),
    /// The order is past that step.
    #[error(transparent)]
    Order(#[from] order::OutOfOrder),
    /// The referral is past that step.
    #[error(transparent)]
    Referral(#[from] refer::Refusal),
    /// The rules of a joint action say no to a call.
    #[error(transparent)]
    Call(#[from] act::CallRefused),
    /// The target is past that step.
    #[error(transparent)]
    Target(#[from] act::TargetOutOfOrder),
    /// The targets of a wave have no order.
    #[error(transparent)]
    NoOrder(#[from] act::NoOrder),
    /// Two moments are no window.
    #[error(transparent)]
    Window(#[from] act::moment::NotAWindow),
    /// The address cannot be taken in.
    #[error(transparent)]
    Address(#[from] locator::Malformed),
    /// The item is not fetched again.
    #[error(transparent)]
    Fetch(#[from] detect::NotToFetch),
    /// Another person has the item open.
    #[error("{name} has this item open until {until}")]
    InOtherHands {
        /// Who.
        name: String,
        /// Until when, UTC.
        until: jiff::Timestamp,
    },
    /// Sign-in failed. It is not said whether the name, the password or the code was wrong.
    #[error("the name, password or code is wrong")]
    SignInFailed,
    /// Too many failed attempts.
    #[error("too many failed attempts; try again in {minutes} minutes")]
    Throttled {
        /// How long to wait.
        minutes: i64,
    },
    /// The link is not genuine, was revoked, or was used up.
    #[error("this link is not valid; nothing was changed")]
    BadLink,
    /// A notice of a letter that came back does not carry an identifier that we made.
    #[error("this notice names no letter of ours; nothing was changed")]
    NoLetterOfOurs,
    /// Something that was given does not fit.
    #[error("{what}: {why}")]
    Invalid {
        /// The field.
        what: &'static str,
        /// What is wrong and what to do.
        why: String,
    },
}

fn listed(refusals: &[order::Refusal]) -> String {
    refusals.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict { .. } => Self::Conflict,
            StoreError::Unavailable(source) => Self::Unavailable(source),
            broken @ StoreError::Broken { .. } => Self::Fault(Box::new(broken)),
        }
    }
}

impl From<MailError> for Error {
    fn from(error: MailError) -> Self {
        Self::Unavailable(Box::new(error))
    }
}

/// Wraps a rule of `domain` that said no.
pub(crate) fn refused(refusal: impl Into<Refusal>) -> Error {
    Error::Refused(refusal.into())
}

/// A refusal of something that was given.
pub(crate) fn invalid(what: &'static str, why: impl Into<String>) -> Error {
    Error::Refused(Refusal::Invalid { what, why: why.into() })
}

/// Wraps a failure of our own making.
pub(crate) fn fault(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::Fault(Box::new(error))
}
