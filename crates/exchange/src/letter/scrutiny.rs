//! Scrutiny of an order by the host state, and what follows when an order has lapsed.

use super::draft::{Draft, Letter, LetterError};
use super::{Envelope, Moment, NamedOrder};
use crate::Language;

/// Who asked for scrutiny.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Requester {
    /// The hosting service provider.
    Provider,
    /// The content provider, who is not named to others.
    ContentProvider,
}

/// Why an order is scrutinised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScrutinyStart {
    /// On the authority's own initiative, within 72 hours of the copy.
    OwnInitiative {
        /// When the copy of the order arrived.
        copy_received: Moment,
    },
    /// On a reasoned request, which must be decided within 72 hours.
    Request {
        /// Who asked.
        by: Requester,
        /// When the request arrived.
        received: Moment,
        /// What the request says.
        reasons: String,
    },
}

/// The host state tells the issuing authority that it scrutinises an order.
///
/// # Source
/// Regulation (EU) 2021/784, Article 4(3) and (4). It asks for no such message; silence would cost the issuer the time to
/// answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScrutinyOpened {
    /// Sender, recipient, reference.
    pub envelope: Envelope,
    /// The order.
    pub order: NamedOrder,
    /// Why it is scrutinised.
    pub start: ScrutinyStart,
    /// When the decision is due.
    pub decision_due: Moment,
}

/// The host state tells the issuing authority that it intends to find an infringement, before it does.
///
/// # Source
/// Regulation (EU) 2021/784, Article 4(5).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScrutinyWarning {
    /// Sender, recipient, reference.
    pub envelope: Envelope,
    /// The order.
    pub order: NamedOrder,
    /// Why an infringement is to be found.
    pub reasons: String,
    /// When the decision is due.
    pub decision_due: Moment,
}

/// What a scrutiny found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// No serious or manifest infringement: the order keeps its effects.
    Stands,
    /// An infringement: the order ceases to have legal effects.
    Infringement,
}

/// To whom a decision is communicated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Party {
    /// The authority that issued the order.
    IssuingAuthority,
    /// The hosting service provider.
    Provider,
    /// The content provider who asked for the scrutiny.
    ContentProvider,
    /// Europol.
    Europol,
}

/// The host state communicates its decision.
///
/// # Source
/// Regulation (EU) 2021/784, Article 4(6) and (7); for challenges Article 9(1) and (2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScrutinyDecision {
    /// Sender, recipient, reference.
    pub envelope: Envelope,
    /// As what the recipient reads it.
    pub party: Party,
    /// The order.
    pub order: NamedOrder,
    /// What was found.
    pub outcome: Outcome,
    /// When it was decided.
    pub decided: Moment,
    /// The reasons of the decision, with nothing in them that the recipient may not know.
    pub reasons: String,
    /// How the decision can be challenged, for those who can challenge it.
    pub redress: Option<String>,
}

/// Why an order has no effect any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lapse {
    /// The host state found an infringement (Article 4(6)).
    Scrutiny,
    /// It was annulled after a challenge (Article 9).
    Annulled,
    /// The authority withdrew it.
    Withdrawn,
}

/// Asks a provider to reinstate content whose removal order has lapsed.
///
/// # Source
/// Regulation (EU) 2021/784, Article 4(7), for a lapse by scrutiny. For an annulment or withdrawal the Regulation has no
/// sentence of its own, so that letter asks where the other says "must" (to be confirmed with national law).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReinstatementNotice {
    /// Sender, recipient, reference.
    pub envelope: Envelope,
    /// The order.
    pub order: NamedOrder,
    /// Why it lapsed.
    pub lapse: Lapse,
    /// The authority or court that decided it.
    pub decided_by: String,
    /// When it was decided.
    pub decided: Moment,
    /// The reasons that were given.
    pub reasons: String,
    /// The page on which the provider says when it reinstated the content.
    pub answer_link: String,
}

impl ScrutinyOpened {
    /// Writes the message.
    ///
    /// # Errors
    /// [`LetterError`] if a value is not one visible line or a time zone is unknown.
    pub fn write(&self, language: Language) -> Result<Letter, LetterError> {
        let draft = Draft::new(&self.envelope, language, |words| words.scrutiny_opened.subject);
        let words = &draft.words().scrutiny_opened;
        let draft = match &self.start {
            ScrutinyStart::OwnInitiative { copy_received } => {
                draft.paragraph(words.own_initiative).named(&self.order).time(words.copy_received, copy_received)
            }
            ScrutinyStart::Request { by, received, reasons } => {
                let opening = match by {
                    Requester::Provider => words.asked_by_provider,
                    Requester::ContentProvider => words.asked_by_content_provider,
                };
                draft
                    .paragraph(opening)
                    .named(&self.order)
                    .time(words.request_received, received)
                    .quote(words.request, reasons)
            }
        };
        draft.time(words.decision_due, &self.decision_due).paragraph(words.meanwhile).finish()
    }
}

impl ScrutinyWarning {
    /// Writes the message.
    ///
    /// # Errors
    /// As [`ScrutinyOpened::write`], and [`LetterError::Missing`] without reasons.
    pub fn write(&self, language: Language) -> Result<Letter, LetterError> {
        let draft = Draft::new(&self.envelope, language, |words| words.scrutiny_warning.subject);
        let (words, labels) = (&draft.words().scrutiny_warning, &draft.words().labels);
        draft
            .paragraph(words.opening)
            .named(&self.order)
            .element(labels.reasons, &self.reasons)
            .time(words.decision_due, &self.decision_due)
            .paragraph(words.comment)
            .finish()
    }
}

impl ScrutinyDecision {
    /// Writes the message.
    ///
    /// # Errors
    /// As [`ScrutinyOpened::write`], and [`LetterError::Missing`] without reasons.
    pub fn write(&self, language: Language) -> Result<Letter, LetterError> {
        let draft = Draft::new(&self.envelope, language, |words| words.scrutiny_decision.subject.of(self.outcome));
        let (words, labels) = (&draft.words().scrutiny_decision, &draft.words().labels);
        let consequence = match self.outcome {
            Outcome::Stands => &words.if_it_stands,
            Outcome::Infringement => &words.if_infringement,
        };
        let mut draft = draft
            .paragraph(words.opening.of(self.outcome))
            .paragraph(consequence.of(self.party))
            .named(&self.order)
            .time(labels.decided, &self.decided)
            .element(labels.reasons, &self.reasons);
        if let Some(redress) = &self.redress {
            draft = draft.quote(labels.redress, redress);
        }
        draft.finish()
    }
}

impl ReinstatementNotice {
    /// Writes the message.
    ///
    /// # Errors
    /// As [`ScrutinyOpened::write`].
    pub fn write(&self, language: Language) -> Result<Letter, LetterError> {
        let draft = Draft::new(&self.envelope, language, |words| words.reinstatement.subject);
        let (words, labels) = (&draft.words().reinstatement, &draft.words().labels);
        draft
            .paragraph(words.opening.of(self.lapse))
            .named(&self.order)
            .fact(words.decided_by, &self.decided_by)
            .time(labels.decided, &self.decided)
            .quote(labels.reasons, &self.reasons)
            .paragraph(words.own_terms)
            .paragraph(words.tell)
            .fact(labels.answer_link, &self.answer_link)
            .finish()
    }
}
