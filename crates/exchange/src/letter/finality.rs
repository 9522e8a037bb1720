//! That a removal order has become final, for the authority that oversees its provider.

use super::draft::{Draft, Letter, LetterError};
use super::{Envelope, Moment, NamedOrder};
use crate::Language;

/// How an order became final.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finality {
    /// The time for an appeal ended, and nobody had appealed.
    Unchallenged,
    /// It was confirmed after an appeal.
    Confirmed,
}

/// Tells the authority that oversees specific measures in the host state that an order has become final.
///
/// # Source
/// Regulation (EU) 2021/784, Article 3(9); for what final orders lead to Article 5(4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FinalOrder {
    /// Sender, recipient, reference.
    pub envelope: Envelope,
    /// The order.
    pub order: NamedOrder,
    /// How it became final.
    pub finality: Finality,
    /// Since when it is.
    pub since: Moment,
}

impl FinalOrder {
    /// Writes the message.
    ///
    /// # Errors
    /// [`LetterError`] if a value is not one visible line or a time zone is unknown.
    pub fn write(&self, language: Language) -> Result<Letter, LetterError> {
        let draft = Draft::new(&self.envelope, language, |words| words.final_order.subject);
        let words = &draft.words().final_order;
        let how = match self.finality {
            Finality::Unchallenged => words.unchallenged,
            Finality::Confirmed => words.confirmed,
        };
        draft
            .paragraph(words.opening)
            .paragraph(how)
            .named(&self.order)
            .time(words.since, &self.since)
            .paragraph(words.exposure)
            .finish()
    }
}
