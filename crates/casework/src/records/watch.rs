//! Looks after the fact.

use super::{Kind, Record, sortable};
use domain::id::{ItemId, OrderId, ReferralId};
use domain::watch::{Seen, Verdict};
use jiff::Timestamp;
use matching::digest::Sha256;
use serde::{Deserialize, Serialize};
use serde_with::{DisplayFromStr, serde_as};
use url::Url;
use uuid::Uuid;

/// An item under watch, with every round of looks.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Watch {
    /// Its identifier: that of the item, since an item is watched once.
    #[serde_as(as = "DisplayFromStr")]
    pub item: ItemId,
    /// The address that is looked at.
    pub url: Url,
    /// The order that led to it.
    #[serde_as(as = "Option<DisplayFromStr>")]
    pub order: Option<OrderId>,
    /// The referral that led to it.
    #[serde_as(as = "Option<DisplayFromStr>")]
    pub referral: Option<ReferralId>,
    /// The moment from which the schedule counts.
    pub from: Timestamp,
    /// All rounds, oldest first.
    pub rounds: Vec<Round>,
    /// What the latest round says.
    #[serde_as(as = "Option<DisplayFromStr>")]
    pub verdict: Option<Verdict>,
    /// The provider says it is gone, and it was seen: raised to an officer until acknowledged.
    pub contradicted: bool,
    /// It was down and was seen again.
    pub returned: bool,
    /// When an officer last took note of a contradiction or return.
    pub noted: Option<Timestamp>,
    /// The next round.
    pub next: Option<Timestamp>,
}

/// One round of looks from several places.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// When.
    pub at: Timestamp,
    /// The looks.
    pub looks: Vec<Look>,
    /// What they say together.
    #[serde_as(as = "DisplayFromStr")]
    pub verdict: Verdict,
}

/// One look from one place.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// From where.
    pub vantage: String,
    /// In which country that is.
    pub country: String,
    /// What was seen.
    #[serde_as(as = "DisplayFromStr")]
    pub seen: Seen,
    /// HTTP status, if there was an answer.
    pub status: Option<u16>,
    /// Where the content stands now, if it moved.
    pub moved_to: Option<Url>,
    /// What was seen, kept as WARC.
    pub warc: Option<Sha256>,
    /// In words, why it was judged so.
    pub note: String,
}

impl Record for Watch {
    const KIND: Kind = Kind::Watch;
    fn uuid(&self) -> Uuid {
        self.item.0
    }
    fn state_name(&self) -> String {
        if (self.contradicted || self.returned) && self.noted.is_none() {
            "raised".to_owned()
        } else {
            self.verdict.map_or("waiting", Verdict::name).to_owned()
        }
    }
    fn sort(&self) -> String {
        sortable(self.rounds.last().map_or(self.from, |round| round.at))
    }
}
