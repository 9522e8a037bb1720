//! The messages of the Digital Services Act: an order against illegal content, its withdrawal, and a notice of such
//! content.

use super::draft::{Draft, Letter, LetterError};
use super::{Envelope, Moment};
use crate::Language;

/// An order to act against illegal content, issued under national or other Union law and sent as the Act provides. The
/// sender is the issuing authority; the language is one that the provider has declared (Article 9(2)(c)).
///
/// # Source
/// Regulation (EU) 2022/2065, Article 9(1), (2) and (5).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DsaOrder {
    /// Sender, recipient, reference. The sender identifies the issuing authority (point (a)(iii)).
    pub envelope: Envelope,
    /// The law the order rests on (point (a)(i)).
    pub legal_basis: String,
    /// What is to be done, and by when if the law sets a time.
    pub measure: String,
    /// Why the information is illegal content, naming the provisions (point (a)(ii)).
    pub reasons: String,
    /// The exact addresses, at least one (point (a)(iv)).
    pub urls: Vec<String>,
    /// What else is needed to find the content.
    pub locator: Option<String>,
    /// Where the order applies, and why no less would do (point (b)).
    pub territory: String,
    /// How the provider can challenge the order (point (a)(v)).
    pub redress_provider: String,
    /// How the recipient of the service can (point (a)(v)).
    pub redress_recipient: String,
    /// The authority that is to be told what effect was given to the order (point (a)(vi)).
    pub effect_to: String,
    /// The page to answer on.
    pub answer_link: String,
}

/// Takes such an order back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DsaOrderWithdrawal {
    /// Sender, recipient, reference.
    pub envelope: Envelope,
    /// The exact address of the item.
    pub url: String,
    /// When the order was sent.
    pub first_sent: Moment,
    /// Why it is taken back.
    pub why: String,
}

/// A notice of illegal content, which the provider judges.
///
/// # Source
/// Regulation (EU) 2022/2065, Article 16(2). Its exception for child sexual abuse, where a notice needs no name, is
/// outside what Vigie is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DsaNotice {
    /// Sender, recipient, reference.
    pub envelope: Envelope,
    /// Why the information is held to be illegal content (point (a)).
    pub reasons: String,
    /// The exact addresses, at least one (point (b)).
    pub urls: Vec<String>,
    /// What else is needed to find the content.
    pub locator: Option<String>,
    /// Name of the notifier (point (c)).
    pub name: String,
    /// E-mail address of the notifier (point (c)).
    pub email: String,
    /// The page to answer on.
    pub answer_link: String,
}

impl DsaOrder {
    /// Writes the message.
    ///
    /// # Errors
    /// [`LetterError::Missing`] for an element of Article 9(2) that is empty; otherwise [`LetterError`] if a value is not
    /// one visible line or a time zone is unknown.
    pub fn write(&self, language: Language) -> Result<Letter, LetterError> {
        let draft = Draft::new(&self.envelope, language, |words| words.dsa_order.subject);
        let (words, labels) = (&draft.words().dsa_order, &draft.words().labels);
        draft
            .paragraph(words.opening)
            .element_line(labels.issuing_authority, &self.envelope.sender.authority)
            .element(words.legal_basis, &self.legal_basis)
            .element(words.measure, &self.measure)
            .located(&self.urls, self.locator.as_deref())
            .element(words.reasons, &self.reasons)
            .element(words.territory, &self.territory)
            .element(words.redress_provider, &self.redress_provider)
            .element(words.redress_recipient, &self.redress_recipient)
            .element_line(words.effect_to, &self.effect_to)
            .paragraph(words.report)
            .fact(labels.answer_link, &self.answer_link)
            .paragraph(words.recipient)
            .finish()
    }
}

impl DsaOrderWithdrawal {
    /// Writes the message.
    ///
    /// # Errors
    /// [`LetterError`] if a value is not one visible line or a time zone is unknown.
    pub fn write(&self, language: Language) -> Result<Letter, LetterError> {
        let draft = Draft::new(&self.envelope, language, |words| words.withdrawal.subject);
        let all = draft.words();
        let (words, labels) = (&all.dsa_order, &all.labels);
        draft
            .paragraph(words.withdrawn)
            .fact(labels.url, &self.url)
            .time(labels.first_sent, &self.first_sent)
            .quote(all.withdrawal.why, &self.why)
            .paragraph(words.restore)
            .finish()
    }
}

impl DsaNotice {
    /// Writes the message.
    ///
    /// # Errors
    /// [`LetterError::Missing`] for an element of Article 16(2) that is empty; otherwise as [`DsaOrder::write`].
    pub fn write(&self, language: Language) -> Result<Letter, LetterError> {
        let draft = Draft::new(&self.envelope, language, |words| words.dsa_notice.subject);
        let (words, labels) = (&draft.words().dsa_notice, &draft.words().labels);
        draft
            .paragraph(words.opening)
            .located(&self.urls, self.locator.as_deref())
            .element(words.reasons, &self.reasons)
            .element_line(words.name, &self.name)
            .element_line(words.email, &self.email)
            .paragraph(words.good_faith)
            .paragraph(words.answering)
            .fact(labels.answer_link, &self.answer_link)
            .finish()
    }
}

impl Draft<'_> {
    /// Where illegal content is: exact addresses, and what else is needed.
    fn located(mut self, urls: &[String], locator: Option<&str>) -> Self {
        let labels = &self.words().labels;
        if urls.is_empty() {
            return self.element(labels.url, "");
        }
        for url in urls {
            self = self.element_line(labels.url, url);
        }
        match locator {
            Some(locator) => self.quote(labels.locator, locator),
            None => self,
        }
    }
}
