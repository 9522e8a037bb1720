//! What changes for a provider while an order runs: a correction, a longer preservation, silence towards the content
//! provider.

use super::draft::{Draft, Letter, LetterError};
use super::{Envelope, Moment, NamedOrder};
use crate::Language;

/// One thing in an order that was corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What it is, in words the provider finds in the form.
    pub what: String,
    /// What the order said.
    pub was: String,
    /// What it says now.
    pub now: String,
}

/// Sends an order again that was corrected after an Annex III. The hour starts when this is received.
///
/// # Source
/// Regulation (EU) 2021/784, Article 3(8).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// Sender, recipient, reference.
    pub envelope: Envelope,
    /// The exact address, as it is now.
    pub url: String,
    /// What was corrected, at least one thing.
    pub changes: Vec<Change>,
    /// The page that shows the order and takes the answer.
    pub answer_link: String,
    /// The corrected order in full, from [`AnnexI::render_text`](crate::annex::AnnexI::render_text).
    pub annex_text: String,
}

/// Asks a provider to preserve content beyond six months, for review proceedings only.
///
/// # Source
/// Regulation (EU) 2021/784, Article 6(2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreservationExtension {
    /// Sender, recipient, reference.
    pub envelope: Envelope,
    /// The order because of which content was removed.
    pub order: NamedOrder,
    /// The ongoing proceedings: before whom, under which number.
    pub proceedings: String,
    /// The authority or court that asks for it.
    pub requested_by: String,
    /// The end of the further period.
    pub until: Moment,
}

/// What becomes of a non-disclosure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NonDisclosureStep {
    /// It is decided, for six weeks at most.
    Set {
        /// When it ends.
        until: Moment,
    },
    /// It is extended, once, by six weeks at most.
    Extended {
        /// When it now ends.
        until: Moment,
    },
    /// It ends before its time.
    Lifted,
}

/// Tells a provider whether it may inform the content provider.
///
/// # Source
/// Regulation (EU) 2021/784, Article 11(3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NonDisclosureNotice {
    /// Sender, recipient, reference.
    pub envelope: Envelope,
    /// The order.
    pub order: NamedOrder,
    /// What becomes of the non-disclosure.
    pub step: NonDisclosureStep,
    /// When that was decided.
    pub decided: Moment,
}

impl Correction {
    /// Writes the message, with the corrected order after it.
    ///
    /// # Errors
    /// [`LetterError`] if a value is not one visible line, a time zone is unknown or nothing was corrected.
    pub fn write(&self, language: Language) -> Result<Letter, LetterError> {
        let draft = Draft::new(&self.envelope, language, |words| words.correction.subject);
        let (words, labels) = (&draft.words().correction, &draft.words().labels);
        let hour = draft.words().clarification.hour;
        if self.changes.is_empty() {
            return Err(LetterError::Missing(words.corrected));
        }
        let mut draft = draft.paragraph(words.opening).fact(labels.url, &self.url);
        for change in &self.changes {
            draft =
                draft.fact(words.corrected, &change.what).quote(words.was, &change.was).quote(words.now, &change.now);
        }
        draft
            .paragraph(hour)
            .fact(labels.answer_link, &self.answer_link)
            .paragraph(words.order_follows)
            .finish_with(&self.annex_text)
    }
}

impl PreservationExtension {
    /// Writes the message.
    ///
    /// # Errors
    /// [`LetterError`] if a value is not one visible line, a time zone is unknown or no proceedings are named.
    pub fn write(&self, language: Language) -> Result<Letter, LetterError> {
        let draft = Draft::new(&self.envelope, language, |words| words.preservation.subject);
        let words = &draft.words().preservation;
        draft
            .paragraph(words.opening)
            .named(&self.order)
            .element(words.proceedings, &self.proceedings)
            .fact(words.requested_by, &self.requested_by)
            .time(words.until, &self.until)
            .paragraph(words.limits)
            .finish()
    }
}

impl NonDisclosureNotice {
    /// Writes the message.
    ///
    /// # Errors
    /// [`LetterError`] if a value is not one visible line or a time zone is unknown.
    pub fn write(&self, language: Language) -> Result<Letter, LetterError> {
        let draft = Draft::new(&self.envelope, language, |words| words.non_disclosure.subject.of(&self.step));
        let (words, labels) = (&draft.words().non_disclosure, &draft.words().labels);
        let draft =
            draft.paragraph(words.opening.of(&self.step)).named(&self.order).time(labels.decided, &self.decided);
        match &self.step {
            NonDisclosureStep::Set { until } | NonDisclosureStep::Extended { until } => {
                draft.time(words.until, until).paragraph(words.afterwards)
            }
            NonDisclosureStep::Lifted => draft.paragraph(words.from_now_on),
        }
        .finish()
    }
}
