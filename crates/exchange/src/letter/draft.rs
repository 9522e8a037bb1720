//! Putting a message together so that no value can pass for a header or for the authority's own words.

use jiff::tz::TimeZoneDatabase;

use super::words::Words;
use super::{Envelope, Moment, NamedOrder};
use crate::Language;
use crate::layout::{is_deceptive, push_wrapped, shown};

/// A message ready to be sent as plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    subject: String,
    body_text: String,
}

impl Letter {
    /// One line, free of control characters.
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// The text, in lines ended by a line feed.
    pub fn body_text(&self) -> &str {
        &self.body_text
    }
}

/// Why a message could not be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LetterError {
    /// A value that must be one visible line is not.
    #[error("the value for {0:?} contains line breaks or invisible characters; correct it before writing")]
    Invisible(&'static str),
    /// An element that the law demands of the message is empty.
    #[error("the message needs {0:?}, which is empty; fill it in before writing")]
    Missing(&'static str),
    /// The time zone is not known.
    #[error("there is no time zone called {0:?}; use a name such as Europe/Brussels")]
    UnknownZone(String),
}

/// A message being written. Fixed words are `&'static str` and flow as paragraphs; values are checked and set apart.
pub(super) struct Draft<'a> {
    words: &'static Words,
    envelope: &'a Envelope,
    subject: &'static str,
    body: String,
    fault: Option<LetterError>,
}

impl<'a> Draft<'a> {
    pub(super) fn new(
        envelope: &'a Envelope,
        language: Language,
        subject: impl FnOnce(&'static Words) -> &'static str,
    ) -> Self {
        let words = Words::of(language);
        let mut draft = Self { words, envelope, subject: subject(words), body: String::new(), fault: None };
        draft.rehearsal_line();
        if envelope.rehearsal {
            draft.body.push('\n');
        }
        draft.set(words.frame.recipient, &envelope.recipient);
        draft
    }

    pub(super) fn words(&self) -> &'static Words {
        self.words
    }

    pub(super) fn paragraph(mut self, text: &'static str) -> Self {
        self.body.push('\n');
        push_wrapped(&mut self.body, 0, text);
        self
    }

    /// A value of one line.
    pub(super) fn fact(mut self, label: &'static str, value: &str) -> Self {
        self.body.push('\n');
        self.set(label, value);
        self
    }

    pub(super) fn time(mut self, label: &'static str, moment: &Moment) -> Self {
        self.body.push('\n');
        self.set_time(label, moment);
        self
    }

    /// A value of any number of lines, moved to the right so that it is seen to be quoted.
    pub(super) fn quote(mut self, label: &'static str, text: &str) -> Self {
        self.body.push('\n');
        self.label(label);
        push_wrapped(&mut self.body, 4, &shown(text));
        self
    }

    /// As [`Self::quote`], of a text that the law demands.
    pub(super) fn element(mut self, label: &'static str, text: &str) -> Self {
        self.demand(label, text);
        self.quote(label, text)
    }

    /// As [`Self::fact`], of a value that the law demands.
    pub(super) fn element_line(mut self, label: &'static str, value: &str) -> Self {
        self.demand(label, value);
        self.fact(label, value)
    }

    /// The order a message is about.
    pub(super) fn named(mut self, order: &NamedOrder) -> Self {
        let labels = &self.words.labels;
        self = self.fact(labels.order_reference, &order.reference);
        self.set(labels.issuing_authority, &order.issuing_authority);
        self.set_time(labels.issued, &order.issued);
        self.set(labels.provider, &order.provider);
        self.set(labels.url, &order.url);
        self
    }

    /// Closes with who writes and how to verify it.
    pub(super) fn finish(mut self) -> Result<Letter, LetterError> {
        let (frame, envelope) = (&self.words.frame, self.envelope);
        self = self.quote(frame.genuine_check, &envelope.sender.genuine_check);
        self.body.push('\n');
        self.set(frame.reference, &envelope.reference);
        self.set_time(frame.sent, &envelope.sent);
        self.set(frame.authority, &envelope.sender.authority);
        self.set(frame.officer, &envelope.sender.officer);
        self.set(frame.contact, &envelope.sender.contact);
        if envelope.rehearsal {
            self.body.push('\n');
        }
        self.rehearsal_line();
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        let mark = if envelope.rehearsal { frame.rehearsal_mark } else { "" };
        let subject = format!("{mark}{} ({})", self.subject, envelope.reference);
        Ok(Letter { subject, body_text: self.body })
    }

    /// Closes, and appends a form that is already set out.
    pub(super) fn finish_with(self, form: &str) -> Result<Letter, LetterError> {
        let mut letter = self.finish()?;
        letter.body_text.push_str("\n----------------------------------------\n\n");
        letter.body_text.push_str(&shown(form));
        Ok(letter)
    }

    fn demand(&mut self, label: &'static str, text: &str) {
        if text.trim().is_empty() {
            self.fault.get_or_insert(LetterError::Missing(label));
        }
    }

    fn rehearsal_line(&mut self) {
        if self.envelope.rehearsal {
            push_wrapped(&mut self.body, 0, self.words.frame.rehearsal);
        }
    }

    fn label(&mut self, label: &'static str) {
        self.body.push_str(label);
        self.body.push_str(self.words.frame.colon);
        self.body.push('\n');
    }

    fn set(&mut self, label: &'static str, value: &str) {
        if value.chars().any(is_deceptive) {
            self.fault.get_or_insert(LetterError::Invisible(label));
        }
        self.label(label);
        push_wrapped(&mut self.body, 4, value);
    }

    fn set_time(&mut self, label: &'static str, moment: &Moment) {
        match written(moment) {
            Ok(text) => self.set(label, &text),
            Err(fault) => {
                self.fault.get_or_insert(fault);
            }
        }
    }
}

/// Local time with its offset and zone, and the same in UTC. The zone rules compiled in are used, so that a message
/// reads the same on every machine.
fn written(moment: &Moment) -> Result<String, LetterError> {
    let zone = TimeZoneDatabase::bundled().get(&moment.zone);
    let zone = zone.map_err(|_| LetterError::UnknownZone(moment.zone.clone()))?;
    let local = moment.at.to_zoned(zone);
    let local = local.strftime("%Y-%m-%d %H:%M:%S %:z");
    Ok(format!("{local} ({}), {}", moment.zone, moment.at.strftime("%Y-%m-%d %H:%M:%S UTC")))
}
