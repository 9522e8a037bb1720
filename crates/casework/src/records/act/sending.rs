//! What leaves for a target, and what one look at it saw.

use domain::id::{OrderId, ReferralId};
use domain::people::Country;
use jiff::Timestamp;
use matching::digest::Sha256;
use serde::{Deserialize, Serialize};
use serde_with::{DisplayFromStr, serde_as};
use uuid::Uuid;

/// How a target is carried out.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Sending {
    /// A removal order is issued.
    Order {
        /// The order.
        #[serde_as(as = "DisplayFromStr")]
        id: OrderId,
        /// Why it cannot wait for a working hour, and why so many at once.
        exceptional: Option<String>,
    },
    /// A referral is released.
    Referral {
        /// The referral.
        #[serde_as(as = "DisplayFromStr")]
        id: ReferralId,
    },
    /// A letter is sent.
    Letter {
        /// To whom.
        to: String,
        /// Its subject.
        subject: String,
        /// Its text, sealed.
        text: Sha256,
    },
    /// A team acts on site.
    OnSite {
        /// The team.
        team: String,
    },
}

impl Sending {
    /// The order or referral that goes out.
    #[must_use]
    pub const fn paper(&self) -> Option<Uuid> {
        match self {
            Self::Order { id, .. } => Some(id.0),
            Self::Referral { id } => Some(id.0),
            Self::Letter { .. } | Self::OnSite { .. } => None,
        }
    }
}

/// What one look from outside saw.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Saw {
    /// It is there.
    Up,
    /// It, or whoever answers for it, says that it is gone.
    Gone,
    /// Nobody answers.
    Silence,
    /// We are refused, which says nothing about others.
    Refused,
    /// Nothing that says anything.
    Nothing,
}

/// One look at a target from outside.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Glance {
    /// When.
    pub at: Timestamp,
    /// From where, or through which source.
    pub place: String,
    /// In which country that is.
    #[serde_as(as = "Option<DisplayFromStr>")]
    pub country: Option<Country>,
    /// What it saw.
    pub saw: Saw,
    /// In words, why it was judged so.
    pub note: String,
    /// What was answered, sealed.
    pub evidence: Option<Sha256>,
}
