//! Complaints of content providers, as their hosts record them.

use super::{Kind, Record, sortable};
use domain::id::{ComplaintId, OrderId, ProviderId, ReferralId};
use domain::order::TIME_TO_DECIDE_COMPLAINT;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_with::{DisplayFromStr, serde_as};
use url::Url;
use uuid::Uuid;

/// What a complaint is about.
#[serde_as]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// A removal that followed a referral.
    Referral(#[serde_as(as = "DisplayFromStr")] ReferralId),
    /// A removal that followed an order; the order itself is challenged before a court.
    Order(#[serde_as(as = "DisplayFromStr")] OrderId),
    /// A removal by the provider's own specific measures.
    OwnMeasure,
}

/// What became of a complaint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// Whether the removal was unjustified, and the content is back.
    pub reinstated: bool,
    /// The reasons given to the content provider.
    pub reasons: String,
    /// When it was decided.
    pub at: Timestamp,
}

/// A complaint of a content provider.
///
/// # Source
/// Regulation (EU) 2021/784, Art 10.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Complaint {
    /// Its identifier.
    #[serde_as(as = "DisplayFromStr")]
    pub id: ComplaintId,
    /// The provider that handles it.
    #[serde_as(as = "DisplayFromStr")]
    pub provider: ProviderId,
    /// What it is about.
    pub about: About,
    /// The content.
    pub url: Url,
    /// What the content provider says, in short; no name is asked for.
    pub text: String,
    /// When the provider received it.
    pub received: Timestamp,
    /// What became of it.
    pub outcome: Option<Outcome>,
}

impl Complaint {
    /// When the content provider is to know the outcome.
    ///
    /// # Source
    /// Regulation (EU) 2021/784, Art 10(2).
    #[must_use]
    pub fn due(&self) -> Timestamp {
        self.received.checked_add(TIME_TO_DECIDE_COMPLAINT).unwrap_or(Timestamp::MAX)
    }
}

impl Record for Complaint {
    const KIND: Kind = Kind::Complaint;
    fn uuid(&self) -> Uuid {
        self.id.0
    }
    fn state_name(&self) -> String {
        match &self.outcome {
            None => "open",
            Some(outcome) if outcome.reinstated => "upheld",
            Some(_) => "rejected",
        }
        .to_owned()
    }
    fn sort(&self) -> String {
        sortable(self.received)
    }
    fn keys(&self) -> Vec<(String, String)> {
        let mut keys = vec![("provider".to_owned(), self.provider.to_string())];
        match self.about {
            About::Order(order) => keys.push(("order".to_owned(), order.to_string())),
            About::Referral(referral) => keys.push(("referral".to_owned(), referral.to_string())),
            About::OwnMeasure => {}
        }
        keys
    }
}
