//! What the content provider, whose content was removed, is told. The hosting service provider is the sender.

use super::draft::{Draft, Letter, LetterError};
use super::{Envelope, Moment};
use crate::Language;
use crate::annex::Action;

/// How a content provider's request is met: one of the two is enough.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Disclosure {
    /// The reasons, and the rights to challenge the order.
    Reasons {
        /// Why the content was removed.
        reasons: String,
        /// How the order can be challenged: where, by when.
        redress: String,
    },
    /// A copy of the order.
    Copy {
        /// The order in full, from [`AnnexI::render_text`](crate::annex::AnnexI::render_text).
        annex_text: String,
    },
}

/// Answers a content provider who asks why content was removed.
///
/// # Source
/// Regulation (EU) 2021/784, Article 11(2); for the request to scrutinise Article 4(4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContentProviderNotice {
    /// Sender, recipient, reference.
    pub envelope: Envelope,
    /// The exact address the content had.
    pub url: String,
    /// What was done with it.
    pub action: Action,
    /// When.
    pub acted: Moment,
    /// The reasons or the copy.
    pub disclosure: Disclosure,
    /// The authority that can scrutinise the order, where it came from another Member State.
    pub scrutiny_authority: Option<String>,
}

/// What became of a complaint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ComplaintResult {
    /// The content was reinstated.
    Upheld {
        /// When.
        reinstated: Moment,
    },
    /// The measure stays.
    Rejected,
}

/// Tells a content provider what became of a complaint, within two weeks of it.
///
/// # Source
/// Regulation (EU) 2021/784, Article 10(2), for a removal by specific measures. The sentences name no article, so that they
/// are right for a removal after a referral as well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComplaintOutcome {
    /// Sender, recipient, reference.
    pub envelope: Envelope,
    /// The exact address of the content.
    pub url: String,
    /// When the complaint was received.
    pub received: Moment,
    /// What became of it.
    pub result: ComplaintResult,
    /// Why; needed when it is rejected.
    pub reasons: String,
    /// How the outcome can be challenged.
    pub redress: String,
}

impl ContentProviderNotice {
    /// Writes the message, with the order after it if a copy is given.
    ///
    /// # Errors
    /// [`LetterError`] if a value is not one visible line, a time zone is unknown, or reasons or redress are empty.
    pub fn write(&self, language: Language) -> Result<Letter, LetterError> {
        let draft = Draft::new(&self.envelope, language, |words| words.content_provider.subject);
        let (words, labels) = (&draft.words().content_provider, &draft.words().labels);
        let opening = match self.action {
            Action::Removed => words.removed,
            Action::DisabledAllMs => words.disabled,
        };
        let mut draft = draft.paragraph(opening).fact(labels.url, &self.url).time(words.acted, &self.acted);
        if let Disclosure::Reasons { reasons, redress } = &self.disclosure {
            draft = draft.element(labels.reasons, reasons).element(labels.redress, redress);
        }
        if let Some(authority) = &self.scrutiny_authority {
            draft = draft.paragraph(words.scrutiny).fact(words.scrutiny_authority, authority);
        }
        match &self.disclosure {
            Disclosure::Reasons { .. } => draft.finish(),
            Disclosure::Copy { annex_text } => draft.paragraph(words.order_follows).finish_with(annex_text),
        }
    }
}

impl ComplaintOutcome {
    /// Writes the message.
    ///
    /// # Errors
    /// [`LetterError`] if a value is not one visible line, a time zone is unknown, or a rejection has no reasons.
    pub fn write(&self, language: Language) -> Result<Letter, LetterError> {
        let draft = Draft::new(&self.envelope, language, |words| match self.result {
            ComplaintResult::Upheld { .. } => words.complaint.subject_upheld,
            ComplaintResult::Rejected => words.complaint.subject_rejected,
        });
        let (words, labels) = (&draft.words().complaint, &draft.words().labels);
        let draft = match &self.result {
            ComplaintResult::Upheld { reinstated } => draft
                .paragraph(words.upheld)
                .fact(labels.url, &self.url)
                .time(words.received, &self.received)
                .time(words.reinstated, reinstated)
                .quote(labels.reasons, &self.reasons),
            ComplaintResult::Rejected => draft
                .paragraph(words.rejected)
                .fact(labels.url, &self.url)
                .time(words.received, &self.received)
                .element(labels.reasons, &self.reasons),
        };
        draft.paragraph(words.review).quote(labels.redress, &self.redress).finish()
    }
}
