//! Referrals.

use super::item::Assessment;
use super::notice::{Notice, Stamped};
use super::{Kind, Record, sortable};
use domain::id::{AuthorityId, ItemId, PersonId, ProviderId, ReferralId};
use domain::refer::{Ground, ReferralState};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_with::{DisplayFromStr, serde_as};
use url::Url;
use uuid::Uuid;

/// A voluntary notice.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    /// The provider's answer: when, who, what they say.
    pub answered: Option<(Timestamp, String, String)>,
    /// Why it was taken back, if it was.
    #[serde(default)]
    pub withdrawn: Option<String>,
    /// The letters.
    pub notices: Vec<Notice>,
    /// The part of the portal link that makes it revocable.
    pub portal_nonce: String,
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
        let mut keys = vec![("item".to_owned(), self.item.to_string())];
        keys.extend(self.provider.iter().map(|provider| ("provider".to_owned(), provider.to_string())));
        keys
    }
}
