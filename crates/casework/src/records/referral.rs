//! Referrals.

use super::item::Assessment;
use super::notice::{Notice, Stamped};
use super::order::FailedDelivery;
use super::{Kind, Record, sortable};
use domain::id::{AuthorityId, ItemId, PersonId, ProviderId, ReferralId};
use domain::refer::{Ground, ReferralState};
use exchange::dsa;
use jiff::Timestamp;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Value, json};
use serde_with::{DisplayFromStr, serde_as};
use url::Url;
use uuid::Uuid;

/// What an order to act against illegal content rests on, and what it orders.
///
/// # Source
/// Regulation (EU) 2022/2065, Art 9(2).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provisions {
    /// The law that empowers the authority to give the order.
    pub legal_basis: String,
    /// The provision that makes the content illegal, as it reads.
    pub provision: String,
    /// What is to be done, and by when if the law sets a time.
    pub measure: String,
    /// Where the order applies.
    pub territory: String,
}

/// What a provider answered to a referral, in the vocabulary of statements of reasons where it used that.
///
/// # Source
/// Regulation (EU) 2022/2065, Art 16(5) and 17; Art 9(1) for the effect given to an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferralReply {
    /// When it reached us.
    pub at: Timestamp,
    /// Who answered for the provider.
    pub who: String,
    /// Whether the content is gone, or access to it disabled.
    pub removed: bool,
    /// When the provider says that it gave effect to it.
    pub effect_at: Option<Timestamp>,
    /// What the provider's decision rests on.
    pub ground: Option<dsa::Ground>,
    /// What the provider did to the content.
    pub restriction: Option<dsa::Visibility>,
    /// In the provider's words.
    pub explanation: String,
}

/// A voluntary notice, or an order to act under Art 9 of Regulation (EU) 2022/2065.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Referral {
    /// Its identifier.
    #[serde_as(as = "DisplayFromStr")]
    pub id: ReferralId,
    /// Its reference.
    pub reference: String,
    /// The item.
    #[serde_as(as = "DisplayFromStr")]
    pub item: ItemId,
    /// The exact address it names.
    pub url: Url,
    /// The addressee.
    #[serde_as(as = "Option<DisplayFromStr>")]
    pub provider: Option<ProviderId>,
    /// The authority that refers.
    #[serde_as(as = "DisplayFromStr")]
    pub authority: AuthorityId,
    /// Who proposed it.
    #[serde_as(as = "DisplayFromStr")]
    pub author: PersonId,
    /// Who released it.
    #[serde_as(as = "Option<DisplayFromStr>")]
    pub released_by: Option<PersonId>,
    /// Where it stands.
    #[serde_as(as = "DisplayFromStr")]
    pub state: ReferralState,
    /// On which ground the provider is asked to judge.
    #[serde_as(as = "DisplayFromStr")]
    pub ground: Ground,
    /// Who chose the ground, if anybody did.
    #[serde(default)]
    #[serde_as(as = "Option<DisplayFromStr>")]
    pub ground_by: Option<PersonId>,
    /// What an order to act rests on; for [`Ground::Order`] alone.
    #[serde(default)]
    pub provisions: Option<Provisions>,
    /// The language of the letter.
    pub language: String,
    /// The finding it rests on.
    pub finding: Assessment,
    /// When it was drafted.
    pub drafted: Timestamp,
    /// When the mail server took it.
    pub sent: Option<Stamped>,
    /// When somebody pressed the receipt button.
    pub received: Option<Stamped>,
    /// The provider's answer, the last if there were several.
    pub answered: Option<ReferralReply>,
    /// Sendings that failed or came back, oldest first.
    #[serde(default)]
    pub failed_deliveries: Vec<FailedDelivery>,
    /// Why it was taken back, if it was.
    #[serde(default)]
    pub withdrawn: Option<String>,
    /// The letters.
    pub notices: Vec<Notice>,
    /// The part of the portal link that makes it revocable.
    pub portal_nonce: String,
}

impl Referral {
    /// Whether its letter came back or was refused, so that a person has to see to the contact point.
    #[must_use]
    pub fn waits_for_a_person(&self) -> bool {
        self.state == ReferralState::Released && self.sent.is_none() && !self.failed_deliveries.is_empty()
    }
}

impl Serialize for Referral {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, serializer)
    }
}

/// Reads rows of before too, in which an answer was a list of moment, name and words, and only the state said
/// whether the content was removed.
impl<'de> Deserialize<'de> for Referral {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut row = Value::deserialize(deserializer)?;
        if let Some([at, who, explanation]) = row["answered"].as_array().map(Vec::as_slice) {
            let removed = row["state"] == ReferralState::Removed.name();
            row["answered"] = json!({ "at": at, "who": who, "removed": removed, "explanation": explanation });
        }
        Self::deserialize(row).map_err(D::Error::custom)
    }
}

impl Record for Referral {
    const KIND: Kind = Kind::Referral;
    fn uuid(&self) -> Uuid {
        self.id.0
    }
    fn state_name(&self) -> String {
        self.state.name().to_owned()
    }
    fn sort(&self) -> String {
        sortable(self.drafted)
    }
    fn unique(&self) -> Option<String> {
        Some(self.reference.clone())
    }
    fn keys(&self) -> Vec<(String, String)> {
        let mut keys =
            vec![("item".to_owned(), self.item.to_string()), ("authority".to_owned(), self.authority.to_string())];
        keys.extend(self.provider.iter().map(|provider| ("provider".to_owned(), provider.to_string())));
        keys
    }
}
