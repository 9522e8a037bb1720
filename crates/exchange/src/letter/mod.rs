//! The messages Vigie writes to providers and authorities, as subject and plain text.
//!
//! What a message says is fixed here, word for word, in every language; what it is about comes in as short values,
//! each set on a line of its own. A value with invisible characters is refused, so that no value can add a header or
//! make an address read differently from what it is. Nothing is sent from here.
//!
//! The terms follow the enacted texts; the sentences are our own, and are to be confirmed in each language before real
//! use.
//!
//! # Source
//! docs/sources/regulation-2021-784.md for the duties and deadlines that are named, docs/sources/dsa-orders-and-notices.md
//! for the order and the notice under Regulation (EU) 2022/2065.

mod compose;
mod content_provider;
mod de;
mod draft;
mod dsa;
mod duty;
mod en;
mod es;
mod finality;
mod fr;
mod nl;
mod scrutiny;
mod thanks;
mod words;

use jiff::Timestamp;

pub use content_provider::{ComplaintOutcome, ComplaintResult, ContentProviderNotice, Disclosure};
pub use draft::{Letter, LetterError};
pub use dsa::{DsaNotice, DsaOrder, DsaOrderWithdrawal};
pub use duty::{Change, Correction, NonDisclosureNotice, NonDisclosureStep, PreservationExtension};
pub use finality::{FinalOrder, Finality};
pub use scrutiny::{
    Lapse, Outcome, Party, ReinstatementNotice, Requester, ScrutinyDecision, ScrutinyOpened, ScrutinyStart,
    ScrutinyWarning,
};
pub use thanks::Thanks;

/// A time, and the time zone in which the recipient lives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// The time.
    pub at: Timestamp,
    /// IANA name of the zone, for example `Europe/Brussels`.
    pub zone: String,
}

/// Who writes, and how that can be verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    /// The authority or unit.
    pub authority: String,
    /// The officer answering for the message, by name or service number.
    pub officer: String,
    /// Where questions go.
    pub contact: String,
    /// How to check by a channel other than this message that it is genuine.
    pub genuine_check: String,
}

/// What every message has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// Who writes.
    pub sender: Sender,
    /// To whom.
    pub recipient: String,
    /// The number both sides quote.
    pub reference: String,
    /// When it is sent.
    pub sent: Moment,
    /// Set in an exercise; subject and text then say so.
    pub rehearsal: bool,
}

/// What an earlier message was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matter {
    /// A referral, which is voluntary.
    Referral,
    /// A removal order, which binds.
    Order,
}

/// The removal order a message is about, as all parties know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedOrder {
    /// The order's own number.
    pub reference: String,
    /// The authority that issued it.
    pub issuing_authority: String,
    /// When it was issued.
    pub issued: Moment,
    /// The hosting service provider it is addressed to.
    pub provider: String,
    /// The exact address of the item.
    pub url: String,
}

/// Asks a provider to judge an item by its own terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferralNotice {
    /// Sender, recipient, reference.
    pub envelope: Envelope,
    /// The exact address of the item.
    pub url: String,
    /// What else helps to find it, for example the digest of what was seen.
    pub locator: Option<String>,
    /// When it was last seen there.
    pub seen: Option<Moment>,
    /// Why attention is drawn to it.
    pub why: String,
    /// The provider's own terms that may apply.
    pub terms: Option<String>,
    /// The page to answer on.
    pub answer_link: String,
}

/// Goes with a removal order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderCover {
    /// Sender, recipient, reference.
    pub envelope: Envelope,
    /// The page that shows the order and takes the answer.
    pub portal_link: String,
    /// The order in full, from [`AnnexI::render_text`](crate::annex::AnnexI::render_text).
    pub annex_text: String,
}

/// Sends the copy of an order to the host state under Article 4(1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostStateLetter {
    /// Sender, recipient, reference.
    pub envelope: Envelope,
    /// The provider the order went to.
    pub provider: String,
    /// When it went there.
    pub order_sent: Moment,
    /// The page that takes the decision.
    pub portal_link: String,
    /// The order in full.
    pub annex_text: String,
}

/// Tells a provider of procedures and deadlines before its first order, under Article 3(2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriorInformation {
    /// Sender, recipient, reference.
    pub envelope: Envelope,
    /// The contact point that orders will go to.
    pub contact_point: String,
    /// The languages that orders may be sent in.
    pub languages: String,
    /// How orders can be challenged, and by when.
    pub redress: String,
    /// The page that shows how to answer.
    pub portal_link: String,
}

/// Asks again for an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reminder {
    /// Sender, recipient, reference.
    pub envelope: Envelope,
    /// What is unanswered.
    pub matter: Matter,
    /// The exact address of the item.
    pub url: String,
    /// When the first message was sent.
    pub first_sent: Moment,
    /// The page to answer on.
    pub answer_link: String,
}

/// Says that the matter now goes to another authority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Escalation {
    /// Sender, recipient, reference.
    pub envelope: Envelope,
    /// What is unanswered.
    pub matter: Matter,
    /// The exact address of the item.
    pub url: String,
    /// When the first message was sent.
    pub first_sent: Moment,
    /// The authority it goes to.
    pub passed_to: String,
    /// The page to answer on, still.
    pub answer_link: String,
}

/// Asks about an item that is said to be removed and is still up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StillUp {
    /// Sender, recipient, reference.
    pub envelope: Envelope,
    /// The exact address of the item.
    pub url: String,
    /// When the provider says it was removed.
    pub said_removed: Moment,
    /// When it was seen again.
    pub seen: Moment,
    /// Where on the network it was seen from.
    pub seen_from: String,
    /// The page to answer on.
    pub answer_link: String,
}

/// Takes a referral or an order back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawal {
    /// Sender, recipient, reference.
    pub envelope: Envelope,
    /// What is taken back.
    pub matter: Matter,
    /// The exact address of the item.
    pub url: String,
    /// When it was sent.
    pub first_sent: Moment,
    /// Why it is taken back.
    pub why: String,
}

/// Sends a provider the link to its own page, which shows everything it got from us.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnPage {
    /// Sender, recipient, reference.
    pub envelope: Envelope,
    /// When somebody asked for it.
    pub asked: Moment,
    /// The page.
    pub link: String,
}

/// Our answer to an Annex III: the hour starts again (Art 3(7), (8)).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clarification {
    /// Who writes to whom, about what.
    pub envelope: Envelope,
    /// The exact address.
    pub url: String,
    /// What we answer; several lines are allowed.
    pub answer: String,
    /// Where to answer.
    pub answer_link: String,
}

#[cfg(test)]
mod tests;
