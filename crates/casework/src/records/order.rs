//! Removal orders.

use super::item::Assessment;
use super::notice::{Notice, NoticeKind, Stamped};
use super::{Kind, Record, sortable};
use domain::id::{AuthorityId, CaptureId, ItemId, OrderId, PersonId, ProviderId};
use domain::order::{
    Answer, Clock, Contest, Event, Gate, Life, OrderState, OutOfOrder, Reinstatement, Scrutiny, TIME_TO_SCRUTINISE,
};
use domain::provider::Channel;
use jiff::Timestamp;
use matching::digest::Sha256;
use serde::{Deserialize, Serialize};
use serde_with::{DisplayFromStr, serde_as};
use url::Url;
use uuid::Uuid;

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

/// A gate that a person opened against what it found.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenedGate {
    /// The gate.
    #[serde_as(as = "DisplayFromStr")]
    pub gate: Gate,
    /// Who.
    #[serde_as(as = "DisplayFromStr")]
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
    /// Why, in their words.
    pub reason: String,
}

/// A way in which the order was tried to be handed over, and failed.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailedDelivery {
    /// The channel.
    #[serde_as(as = "DisplayFromStr")]
    pub channel: Channel,
    /// When.
    pub at: Timestamp,
    /// What was seen.
    pub why: String,
}

/// A letter about the order that was refused for good, or came back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unsent {
    /// Which letter.
    pub kind: NoticeKind,
    /// To whom.
    pub to: String,
    /// When that was known.
    pub at: Timestamp,
    /// What was said.
    pub why: String,
}

/// A step of scrutiny, challenge or reinstatement.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proceeding {
    /// What happened.
    #[serde_as(as = "DisplayFromStr")]
    pub event: Event,
    /// When.
    pub at: Timestamp,
    /// By whom, in words: an authority, a court, the name that a provider gave.
    pub by: String,
    /// The reasons given.
    pub reasons: String,
}

/// A decision that the content provider may not be told.
///
/// # Source
/// Regulation (EU) 2021/784, Art 11(3).
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NonDisclosure {
    /// Why public security calls for it.
    pub reason: String,
    /// Who decided.
    #[serde_as(as = "DisplayFromStr")]
    pub by: PersonId,
    /// When.
    pub since: Timestamp,
    /// Until when at the latest.
    pub until: Timestamp,
    /// Whether it was extended; it can be once.
    pub extended: bool,
    /// When it was lifted early.
    pub lifted: Option<Timestamp>,
}

impl NonDisclosure {
    /// Whether nobody may be told at this moment.
    #[must_use]
    pub fn in_force(&self, now: Timestamp) -> bool {
        self.lifted.is_none() && now < self.until
    }
}

/// For how long the provider preserves what it removed.
///
/// # Source
/// Regulation (EU) 2021/784, Art 6(2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preservation {
    /// Until when.
    pub until: Timestamp,
    /// The review proceedings for which it was extended, if it was.
    pub extended_for: Option<String>,
}

/// A correction of an order after an Annex III.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// When.
    pub at: Timestamp,
    /// What is now so.
    pub text: String,
    /// The form as it was before.
    pub form_before: Sha256,
}

/// Our answer to an Annex III, written and not yet handed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// What we write.
    pub text: String,
    /// Whether it corrects the order, rather than explain it.
    pub corrects: bool,
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
    /// The authority of the host state that gets the copy, if that is another state.
    #[serde_as(as = "Option<DisplayFromStr>")]
    pub host_authority: Option<AuthorityId>,
    /// Who proposed it.
    #[serde_as(as = "DisplayFromStr")]
    pub author: PersonId,
    /// The second officer, who approved it.
    #[serde_as(as = "Option<DisplayFromStr>")]
    pub approver: Option<PersonId>,
    /// Who issued it: the second officer, or a third.
    #[serde_as(as = "Option<DisplayFromStr>")]
    pub issuer: Option<PersonId>,
    /// How far it got.
    #[serde_as(as = "DisplayFromStr")]
    pub state: OrderState,
    /// What the host state makes of it.
    #[serde_as(as = "DisplayFromStr")]
    pub scrutiny: Scrutiny,
    /// What a court makes of it.
    #[serde_as(as = "DisplayFromStr")]
    pub contest: Contest,
    /// Whether the content comes back.
    #[serde_as(as = "DisplayFromStr")]
    pub reinstatement: Reinstatement,
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
    /// Gates that people opened, oldest first.
    pub opened: Vec<OpenedGate>,
    /// Why the prior information was waived, if it was.
    pub emergency: Option<String>,
    /// When it was drafted.
    pub drafted: Timestamp,
    /// When it was approved.
    pub approved: Option<Timestamp>,
    /// When it was issued.
    pub issued: Option<Stamped>,
    /// The form of Annex I as issued: canonical JSON.
    pub form: Option<Sha256>,
    /// When it was handed over.
    pub delivered: Option<Stamped>,
    /// The paper: Annex I as PDF, signed if a certificate is configured.
    pub paper: Option<Sha256>,
    /// Ways of handing it over that failed, oldest first.
    pub failed_deliveries: Vec<FailedDelivery>,
    /// When the copy was handed over to the host state.
    pub copied: Option<Timestamp>,
    /// Sendings of that copy that failed or came back, oldest first.
    #[serde(default)]
    pub failed_copies: Vec<FailedDelivery>,
    /// When it was received: the hour counts from here.
    pub received: Option<Stamped>,
    /// The receipt of the order or of our latest answer, or the end of what made it impossible: the hour counts from
    /// here. Nothing while a receipt is waited for.
    pub counts_from: Option<Timestamp>,
    /// The answers, oldest first.
    pub answers: Vec<Given>,
    /// Our answer to an Annex III that waits to be handed over.
    pub reply: Option<Reply>,
    /// The answer that was handed over last; it is sent again when its letter came back.
    #[serde(default)]
    pub replied: Option<Reply>,
    /// Corrections, oldest first.
    pub corrections: Vec<Correction>,
    /// Scrutiny, challenge and reinstatement, oldest first.
    pub proceedings: Vec<Proceeding>,
    /// Whether the content provider may be told.
    pub non_disclosure: Option<NonDisclosure>,
    /// Until when the provider preserves what it removed.
    pub preservation: Option<Preservation>,
    /// When the provider says that it told the content provider (Art 11(1)).
    pub content_provider_told: Option<Timestamp>,
    /// Since when the order is final (Art 3(9)).
    pub final_since: Option<Timestamp>,
    /// The letters.
    pub notices: Vec<Notice>,
    /// Letters that were refused or came back and wait for a person, oldest first.
    #[serde(default)]
    pub unsent: Vec<Unsent>,
    /// Why it was withdrawn.
    pub withdrawn: Option<String>,
    /// The part of the portal link that makes it revocable.
    pub portal_nonce: String,
}

impl Order {
    /// What its clock says.
    #[must_use]
    pub fn clock(&self, now: Timestamp) -> Clock {
        domain::order::clock(self.state, self.counts_from, self.answers.last().map(|given| given.at), now)
    }

    /// Where it stands on all sides.
    #[must_use]
    pub const fn life(&self) -> Life {
        Life { state: self.state, scrutiny: self.scrutiny, contest: self.contest, reinstatement: self.reinstatement }
    }

    /// Lets an event happen to it.
    ///
    /// # Errors
    /// [`OutOfOrder`] when the event does not fit.
    pub fn follow(&mut self, event: Event) -> Result<(), OutOfOrder> {
        let life = self.life().after(event)?;
        self.state = life.state;
        self.scrutiny = life.scrutiny;
        self.contest = life.contest;
        self.reinstatement = life.reinstatement;
        Ok(())
    }

    /// The latest step of a kind in its proceedings.
    #[must_use]
    pub fn proceeding(&self, event: Event) -> Option<&Proceeding> {
        self.proceedings.iter().rev().find(|step| step.event == event)
    }

    /// Until when the host state decides: 72 hours from the request, or from the copy if it acts of its
    /// own motion. Nothing once it has decided, or while nothing began.
    ///
    /// # Source
    /// Regulation (EU) 2021/784, Art 4(3), (4).
    #[must_use]
    pub fn scrutiny_due(&self) -> Option<Timestamp> {
        if !matches!(self.scrutiny, Scrutiny::Requested | Scrutiny::Opened | Scrutiny::Warned) {
            return None;
        }
        let begun = self.proceeding(Event::AskScrutiny).map(|asked| asked.at).or(self.copied)?;
        begun.checked_add(TIME_TO_SCRUTINISE).ok()
    }

    /// Whether the copy for the host state came back or was refused, so that a person has to see to the contact
    /// point of that authority.
    #[must_use]
    pub const fn copy_waits_for_a_person(&self) -> bool {
        self.copied.is_none() && !self.failed_copies.is_empty()
    }

    /// Whether the content provider may be told of it now.
    #[must_use]
    pub fn may_be_disclosed(&self, now: Timestamp) -> bool {
        !self.non_disclosure.as_ref().is_some_and(|decision| decision.in_force(now))
    }
}

/// By whom and in which hour of the clock an order was issued: what is counted when many are issued at once.
pub(crate) fn issued_in(officer: PersonId, at: Timestamp) -> String {
    format!("{officer} {}", at.as_second().div_euclid(3600))
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
        let mut keys = vec![
            ("item".to_owned(), self.item.to_string()),
            ("authority".to_owned(), self.authority.to_string()),
            ("scrutiny".to_owned(), self.scrutiny.to_string()),
            ("reinstatement".to_owned(), self.reinstatement.to_string()),
        ];
        keys.extend(self.provider.iter().map(|provider| ("provider".to_owned(), provider.to_string())));
        let silent = self.non_disclosure.as_ref().is_some_and(|decision| decision.lifted.is_none());
        keys.extend(silent.then(|| ("non_disclosure".to_owned(), "set".to_owned())));
        let issued = self.issuer.zip(self.issued).map(|(officer, stamp)| issued_in(officer, stamp.at));
        keys.extend(issued.map(|hour| ("issued_in".to_owned(), hour)));
        keys.extend(self.copy_waits_for_a_person().then(|| ("copy".to_owned(), "failed".to_owned())));
        keys.extend((!self.unsent.is_empty()).then(|| ("letter".to_owned(), "refused".to_owned())));
        keys.extend(self.host_authority.iter().map(|host| ("host_authority".to_owned(), host.to_string())));
        keys
    }
}
