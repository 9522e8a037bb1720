//! What the providers did, for the story that the rehearsal tells.

use std::fmt;

use jiff::Timestamp;

use super::manner::{AnswerKind, Change, Instrument};
use crate::meridian::Deed;

/// Something that happened in the outside world, at a simulated moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// When, in simulated time.
    pub at: Timestamp,
    /// The domain of the provider that did it.
    pub provider: &'static str,
    /// The page it is about, once the provider knows.
    pub url: Option<String>,
    /// What was done.
    pub what: What,
}

/// The kinds of event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A letter came with a portal link that the provider had not seen before.
    LetterArrived,
    /// Another letter came about the same link.
    ReminderArrived,
    /// A letter came without any portal link, so nothing can follow from it.
    LetterWithoutLink,
    /// A letter came that shows the provider the page of its own.
    GotOwnPage,
    /// A letter could not be put into the provider's mailbox and went back.
    Bounced,
    /// A call came on the provider's interface and was acknowledged.
    Called,
    /// The provider read the page of an order again: it was asked to bring the content back.
    AskedBack,
    /// The provider read the page of an order again: its question was answered.
    RepliedTo,
    /// The provider asked whether an order is genuine, and it is.
    FoundGenuine,
    /// The provider did not believe an order, asked whether it is genuine, and rejected it.
    RejectedForgery {
        /// The reference it bore.
        reference: String,
    },
    /// The provider said that the content is back.
    Reinstated,
    /// The provider wrote a customer's complaint down.
    Complained,
    /// The provider found the customer right.
    Upheld,
    /// The provider opened the page of a referral.
    OpenedReferral,
    /// The provider opened the page of an order.
    OpenedOrder,
    /// The provider confirmed receipt.
    Acknowledged,
    /// The provider sent its answer.
    Answered(AnswerKind),
    /// The provider changed what its site serves.
    Changed(Change),
    /// A member of the public reported where the page is now.
    Tipped {
        /// The page's new address.
        new_url: String,
    },
    /// A service around Meridian did what a letter asked for, or refused to.
    Did(Deed),
    /// Meridian is back, in a stronger form.
    CameBack,
    /// The provider could not do what it wanted; says why, and whether it will try again.
    Trouble(String),
}

impl What {
    pub(crate) fn opened(instrument: Instrument) -> Self {
        match instrument {
            Instrument::Referral => Self::OpenedReferral,
            Instrument::Order => Self::OpenedOrder,
        }
    }
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.provider, self.what)?;
        match &self.url {
            Some(url) => write!(f, ": {url}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LetterArrived => f.write_str("got a letter"),
            Self::ReminderArrived => f.write_str("got a reminder"),
            Self::LetterWithoutLink => f.write_str("got a letter without a portal link"),
            Self::GotOwnPage => f.write_str("learned of its own page"),
            Self::Bounced => f.write_str("could not be reached: its mailbox is full, and the letter went back"),
            Self::Called => f.write_str("took a call on its interface"),
            Self::AskedBack => f.write_str("read that the order has no effect any more"),
            Self::RepliedTo => f.write_str("read the answer to its question"),
            Self::FoundGenuine => f.write_str("asked whether an order is genuine: it is"),
            Self::RejectedForgery { reference } => {
                write!(f, "rejected {reference}: not signed by the published key, and not known to the authority")
            }
            Self::Reinstated => f.write_str("said that the content is back"),
            Self::Complained => f.write_str("wrote down a customer's complaint"),
            Self::Upheld => f.write_str("found the customer right"),
            Self::OpenedReferral => f.write_str("opened a referral"),
            Self::OpenedOrder => f.write_str("opened a removal order"),
            Self::Acknowledged => f.write_str("confirmed receipt"),
            Self::Answered(kind) => write!(f, "answered \"{}\"", kind.as_str()),
            Self::Changed(change) => change.fmt(f),
            Self::Tipped { new_url } => write!(f, "was reported to serve {new_url} instead of"),
            Self::Did(deed) => deed.fmt(f),
            Self::CameBack => f.write_str("is back, with new names and machines"),
            Self::Trouble(why) => write!(f, "had trouble ({why})"),
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gone(status) => write!(f, "took the page down ({status})"),
            Self::SoftGone => f.write_str("took the page down, saying so with status 200"),
            Self::GeoBlocked(status) => write!(f, "hid the page from the Union only ({status})"),
            Self::Restored => f.write_str("put the page up again"),
            Self::Reinstated => f.write_str("reinstated the page"),
            Self::Moved(None) => f.write_str("put the page up at another path"),
            Self::Moved(Some(status)) => {
                write!(f, "put the page up at another path and redirects to it ({status})")
            }
        }
    }
}
