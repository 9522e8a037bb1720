//! What each message contains, in which order; the same for every language.

use super::draft::{Draft, Letter, LetterError};
use super::{
    Clarification, Escalation, HostStateLetter, OrderCover, OwnPage, PriorInformation, ReferralNotice, Reminder,
    StillUp, Withdrawal,
};
use crate::Language;

impl ReferralNotice {
    /// Writes the message.
    ///
    /// # Errors
    /// [`LetterError`] if a value is not one visible line or a time zone is unknown.
    pub fn write(&self, language: Language) -> Result<Letter, LetterError> {
        let draft = Draft::new(&self.envelope, language, |words| words.referral.subject);
        let (words, labels) = (&draft.words().referral, &draft.words().labels);
        let mut draft = draft.paragraph(words.opening).fact(labels.url, &self.url);
        if let Some(locator) = &self.locator {
            draft = draft.quote(labels.locator, locator);
        }
        if let Some(seen) = &self.seen {
            draft = draft.time(words.seen, seen);
        }
        draft = draft.quote(words.why, &self.why);
        if let Some(terms) = &self.terms {
            draft = draft.quote(words.terms, terms);
        }
        draft.paragraph(words.answering).fact(labels.answer_link, &self.answer_link).paragraph(words.poster).finish()
    }
}

impl OrderCover {
    /// Writes the message, with the order after it.
    ///
    /// # Errors
    /// As [`ReferralNotice::write`].
    pub fn write(&self, language: Language) -> Result<Letter, LetterError> {
        let draft = Draft::new(&self.envelope, language, |words| words.order.subject);
        let (words, labels) = (&draft.words().order, &draft.words().labels);
        draft
            .paragraph(words.opening)
            .paragraph(words.hour)
            .fact(labels.answer_link, &self.portal_link)
            .paragraph(words.answering)
            .paragraph(words.preserve)
            .paragraph(words.order_follows)
            .finish_with(&self.annex_text)
    }
}

impl HostStateLetter {
    /// Writes the message, with the order after it.
    ///
    /// # Errors
    /// As [`ReferralNotice::write`].
    pub fn write(&self, language: Language) -> Result<Letter, LetterError> {
        let draft = Draft::new(&self.envelope, language, |words| words.host_state.subject);
        let (words, labels) = (&draft.words().host_state, &draft.words().labels);
        draft
            .paragraph(words.opening)
            .fact(labels.provider, &self.provider)
            .time(words.order_sent, &self.order_sent)
            .paragraph(words.scrutiny)
            .fact(labels.answer_link, &self.portal_link)
            .finish_with(&self.annex_text)
    }
}

impl PriorInformation {
    /// Writes the message.
    ///
    /// # Errors
    /// As [`ReferralNotice::write`].
    pub fn write(&self, language: Language) -> Result<Letter, LetterError> {
        let draft = Draft::new(&self.envelope, language, |words| words.prior.subject);
        let words = &draft.words().prior;
        let mut draft = draft.paragraph(words.opening);
        for rule in words.rules {
            draft = draft.paragraph(rule);
        }
        draft
            .fact(words.contact_point, &self.contact_point)
            .fact(words.languages, &self.languages)
            .quote(words.redress, &self.redress)
            .fact(words.portal, &self.portal_link)
            .finish()
    }
}

impl OwnPage {
    /// Writes the message.
    ///
    /// # Errors
    /// As [`ReferralNotice::write`].
    pub fn write(&self, language: Language) -> Result<Letter, LetterError> {
        let draft = Draft::new(&self.envelope, language, |words| words.own_page.subject);
        let words = &draft.words().own_page;
        draft
            .paragraph(words.opening)
            .time(words.asked, &self.asked)
            .fact(words.link, &self.link)
            .paragraph(words.keep)
            .finish()
    }
}

impl Reminder {
    /// Writes the message.
    ///
    /// # Errors
    /// As [`ReferralNotice::write`].
    pub fn write(&self, language: Language) -> Result<Letter, LetterError> {
        let draft = Draft::new(&self.envelope, language, |words| words.reminder.subject);
        let (words, labels) = (&draft.words().reminder, &draft.words().labels);
        draft
            .paragraph(words.opening.of(self.matter))
            .fact(labels.url, &self.url)
            .time(labels.first_sent, &self.first_sent)
            .fact(labels.answer_link, &self.answer_link)
            .finish()
    }
}

impl Escalation {
    /// Writes the message.
    ///
    /// # Errors
    /// As [`ReferralNotice::write`].
    pub fn write(&self, language: Language) -> Result<Letter, LetterError> {
        let draft = Draft::new(&self.envelope, language, |words| words.escalation.subject);
        let (words, labels) = (&draft.words().escalation, &draft.words().labels);
        draft
            .paragraph(words.opening.of(self.matter))
            .fact(words.passed_to, &self.passed_to)
            .fact(labels.url, &self.url)
            .time(labels.first_sent, &self.first_sent)
            .paragraph(words.still_open)
            .fact(labels.answer_link, &self.answer_link)
            .finish()
    }
}

impl StillUp {
    /// Writes the message.
    ///
    /// # Errors
    /// As [`ReferralNotice::write`].
    pub fn write(&self, language: Language) -> Result<Letter, LetterError> {
        let draft = Draft::new(&self.envelope, language, |words| words.still_up.subject);
        let (words, labels) = (&draft.words().still_up, &draft.words().labels);
        draft
            .paragraph(words.opening)
            .fact(labels.url, &self.url)
            .time(words.said_removed, &self.said_removed)
            .time(words.seen, &self.seen)
            .fact(words.seen_from, &self.seen_from)
            .paragraph(words.question)
            .fact(labels.answer_link, &self.answer_link)
            .finish()
    }
}

impl Withdrawal {
    /// Writes the message.
    ///
    /// # Errors
    /// As [`ReferralNotice::write`].
    pub fn write(&self, language: Language) -> Result<Letter, LetterError> {
        let draft = Draft::new(&self.envelope, language, |words| words.withdrawal.subject);
        let (words, labels) = (&draft.words().withdrawal, &draft.words().labels);
        draft
            .paragraph(words.opening.of(self.matter))
            .fact(labels.url, &self.url)
            .time(labels.first_sent, &self.first_sent)
            .quote(words.why, &self.why)
            .paragraph(words.consequence.of(self.matter))
            .finish()
    }
}

impl Clarification {
    /// Writes the message.
    ///
    /// # Errors
    /// As [`ReferralNotice::write`].
    pub fn write(&self, language: Language) -> Result<Letter, LetterError> {
        let draft = Draft::new(&self.envelope, language, |words| words.clarification.subject);
        let (words, labels) = (&draft.words().clarification, &draft.words().labels);
        draft
            .paragraph(words.opening)
            .fact(labels.url, &self.url)
            .quote(words.answer, &self.answer)
            .paragraph(words.hour)
            .fact(labels.answer_link, &self.answer_link)
            .finish()
    }
}
