//! Referrals and removal orders.

use super::item::Assessment;
use super::{Kind, Record, sortable};
use domain::id::{AuthorityId, CaptureId, ItemId, OrderId, PersonId, ProviderId, ReferralId};
use domain::order::{Answer, Clock, OrderState};
use domain::refer::ReferralState;
use domain::stamp::{Source, Stamp};
use jiff::Timestamp;
use matching::digest::Sha256;
use serde::{Deserialize, Serialize};
use serde_with::{DisplayFromStr, serde_as};
use url::Url;
use uuid::Uuid;

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

/// A letter that was sent about a referral or an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// What it was.
    pub kind: NoticeKind,
    /// To which contact point.
    pub to: String,
    /// When the mail server took it.
    pub at: Timestamp,
    /// What the mail server said.
    pub receipt: String,
    /// The text that was sent.
    pub text: Sha256,
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
}

/// What a provider answered.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// Annex II or III.
    #[serde_as(as = "DisplayFromStr")]
    pub answer: Answer,
    /// When it reached us.
    pub at: Timestamp,
    /// When the provider says it acted.
    pub acted_at: Option<Timestamp>,
    /// Who answered for the provider.
    pub name: String,
    /// In their words.
    pub explanation: String,
}

/// The recorded answer of deconfliction.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deconfliction {
    /// Go, hold or contact.
    #[serde_as(as = "DisplayFromStr")]
    pub answer: domain::hold::Answer,
    /// Who answered.
    #[serde_as(as = "DisplayFromStr")]
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
    /// Whom they asked, and what was said.
    pub note: String,
}

/// A removal order under Article 3.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// Its identifier.
    #[serde_as(as = "DisplayFromStr")]
    pub id: OrderId,
    /// Its reference, as printed on the form.
    pub reference: String,
    /// The item.
    #[serde_as(as = "DisplayFromStr")]
    pub item: ItemId,
    /// The exact address it names.
    pub url: Url,
    /// The addressee.
    #[serde_as(as = "Option<DisplayFromStr>")]
    pub provider: Option<ProviderId>,
    /// The issuing authority.
    #[serde_as(as = "DisplayFromStr")]
    pub authority: AuthorityId,
    /// Who proposed it.
    #[serde_as(as = "DisplayFromStr")]
    pub author: PersonId,
    /// The second officer, who issued it.
    #[serde_as(as = "Option<DisplayFromStr>")]
    pub issuer: Option<PersonId>,
    /// Where it stands.
    #[serde_as(as = "DisplayFromStr")]
    pub state: OrderState,
    /// The language of the form, ISO 639-1.
    pub language: String,
    /// The finding it rests on.
    pub finding: Assessment,
    /// What was seen.
    #[serde_as(as = "Option<DisplayFromStr>")]
    pub capture: Option<CaptureId>,
    /// The digest of what was seen, as it stands in the order.
    pub capture_digest: Option<Sha256>,
    /// Deconfliction.
    pub deconfliction: Option<Deconfliction>,
    /// Why the prior information was waived, if it was.
    pub emergency: Option<String>,
    /// When it was drafted.
    pub drafted: Timestamp,
    /// When it was issued.
    pub issued: Option<Stamped>,
    /// When the mail server took it.
    pub delivered: Option<Stamped>,
    /// When it was received: the hour counts from here.
    pub received: Option<Stamped>,
    /// The receipt or the latest restart, from which the hour counts.
    pub counts_from: Option<Timestamp>,
    /// The answers, oldest first.
    pub answers: Vec<Given>,
    /// The letters.
    pub notices: Vec<Notice>,
    /// Why it was withdrawn.
    pub withdrawn: Option<String>,
    /// Whether the end of the hour passed without an answer.
    pub overdue: bool,
    /// The part of the portal link that makes it revocable.
    pub portal_nonce: String,
}

impl Order {
    /// What its clock says.
    #[must_use]
    pub fn clock(&self, now: Timestamp) -> Clock {
        domain::order::clock(self.state, self.counts_from, self.answers.last().map(|given| given.at), now)
    }
}

impl Record for Order {
    const KIND: Kind = Kind::Order;
    fn uuid(&self) -> Uuid {
        self.id.0
    }
    fn state_name(&self) -> String {
        self.state.name().to_owned()
    }
    fn sort(&self) -> String {
        sortable(self.counts_from.unwrap_or(self.drafted))
    }
    fn unique(&self) -> Option<String> {
        Some(self.reference.clone())
    }
    fn keys(&self) -> Vec<(String, String)> {
        let mut keys = vec![("item".to_owned(), self.item.to_string())];
        keys.extend(self.provider.iter().map(|provider| ("provider".to_owned(), provider.to_string())));
        if self.overdue && self.state.awaits_answer() {
            keys.push(("overdue".to_owned(), "yes".to_owned()));
        }
        keys
    }
}

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
    /// Who proposed it.
    #[serde_as(as = "DisplayFromStr")]
    pub author: PersonId,
    /// Who released it.
    #[serde_as(as = "Option<DisplayFromStr>")]
    pub released_by: Option<PersonId>,
    /// Where it stands.
    #[serde_as(as = "DisplayFromStr")]
    pub state: ReferralState,
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
