//! What every notice to a provider or an authority has: the letters sent about it, and moments with
//! how they are known.

use domain::provider::Channel;
use domain::stamp::{Source, Stamp};
use jiff::{SignedDuration, Timestamp};
use matching::digest::Sha256;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use serde_with::{DisplayFromStr, serde_as};

/// How far from our own stamp a moment that a provider's interface claims may lie to be believed. Clocks that are
/// minutes off are common; one that is more than a day off says nothing.
pub const BELIEVABLE: SignedDuration = SignedDuration::from_hours(24);

/// A moment and how it is known, as stored.
#[serde_as]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamped {
    /// The moment.
    pub at: Timestamp,
    /// How it is known.
    #[serde_as(as = "DisplayFromStr")]
    pub source: Source,
}

impl From<Stamp> for Stamped {
    fn from(stamp: Stamp) -> Self {
        Self { at: stamp.at, source: stamp.source }
    }
}

/// A letter or message that was sent about a referral or an order.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// What it was.
    pub kind: NoticeKind,
    /// To which contact point or interface.
    pub to: String,
    /// By which channel.
    #[serde_as(as = "DisplayFromStr")]
    pub channel: Channel,
    /// When it was handed over.
    pub at: Timestamp,
    /// What the mail server or interface said.
    pub receipt: String,
    /// When the provider's interface says that it received it, by its own clock. A claim: nothing counts from it.
    #[serde(default)]
    pub claimed: Option<Timestamp>,
    /// Why the provider's interface did not take it, if that was tried first.
    #[serde(default)]
    pub not_by_call: Option<String>,
    /// The text that was sent.
    pub text: Sha256,
}

impl Notice {
    /// How it is known that it was handed over.
    #[must_use]
    pub const fn known_by(&self) -> Source {
        match self.channel {
            Channel::Api => Source::InterfaceReceipt,
            Channel::ByHand => Source::ByHand,
            Channel::Email | Channel::Portal => Source::MailAccepted,
        }
    }

    /// What the ledger is told of it.
    pub(crate) fn told(&self) -> Value {
        json!({
            "letter": self.kind,
            "to": self.to,
            "channel": self.channel.name(),
            "receipt": self.receipt,
            "claimed": self.claimed.map(|at| at.to_string()),
            "why": self.not_by_call,
        })
    }

    /// Whether the moment that the provider's interface claims can be believed. It is kept either way.
    #[must_use]
    pub fn claim_is_believable(&self) -> bool {
        self.claimed.is_none_or(|claimed| self.at.duration_since(claimed).abs() <= BELIEVABLE)
    }
}

/// The letters we send.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// The referral itself.
    Referral,
    /// The order itself, with Annex I.
    Order,
    /// The copy for the authority of the host state, Art 4(1).
    HostStateCopy,
    /// A reminder.
    Reminder,
    /// The hour has passed, or nobody received the order.
    Escalation,
    /// "You say it is removed; we still see it."
    StillUp,
    /// We take it back.
    Withdrawal,
    /// Procedures and deadlines, Art 3(2).
    PriorInformation,
    /// Our answer to an Annex III: the hour starts again.
    Clarification,
    /// We corrected the order after an Annex III: the hour starts again.
    Correction,
    /// To the issuing authority: the host state scrutinises the order, Art 4(3), (4).
    ScrutinyOpened,
    /// To the issuing authority, before an adverse decision, Art 4(5).
    ScrutinyWarning,
    /// To everybody concerned: what the host state decided, Art 4(6).
    ScrutinyDecision,
    /// To the provider: the order has lost its effect, reinstate, Art 4(7).
    Reinstatement,
    /// To the authority that oversees the provider: the order is final, Art 3(9).
    Final,
    /// To the provider: preserve for longer, Art 6(2).
    PreservationExtension,
    /// To the provider: nobody may be told, or may be told again, Art 11(3).
    NonDisclosure,
    /// To the provider, on request: the link of its own page.
    OwnPage,
}
