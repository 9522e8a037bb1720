//! What is told to a provider in one call.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use url::Url;

/// The longest message that is read.
pub const MAX_MESSAGE_BYTES: usize = 1 << 20;

/// Marks the JSON shape; any other value is refused on reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum MessageSchema {
    /// The first shape.
    #[serde(rename = "vigie-call/1")]
    V1,
}

/// What a message is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageKind {
    /// A removal order; the document is Annex I.
    Order,
    /// A corrected removal order, which takes the place of the one with the same reference.
    Correction,
    /// The authority's answer to what the provider asked about an order; the order itself stays as it is.
    Clarification,
    /// An order that was not received or not answered yet.
    Reminder,
    /// The time for an order is over.
    Escalation,
    /// The provider said that an item is removed, and it is still there.
    StillUp,
    /// The issuing authority takes an order or a referral back.
    Withdrawal,
    /// An order lost its effect: the item is to be made available again, subject to the provider's own terms.
    Reinstatement,
    /// The time for which removed content is kept is extended.
    PreservationExtension,
    /// Whether the content provider may be told of an order has changed.
    NonDisclosure,
    /// What the authority of the host state found of an order.
    ScrutinyDecision,
    /// How orders work and what their deadlines are, before the first one.
    PriorInformation,
    /// A referral: the provider judges by its own terms.
    Referral,
}

impl MessageKind {
    /// Whether the document is an order as signed data. Any other message has its letter as document, as [`Words`].
    #[must_use]
    pub const fn carries_order(self) -> bool {
        matches!(self, Self::Order | Self::Correction)
    }
}

/// Marks the JSON shape of a letter in words; any other value is refused on reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum WordsSchema {
    /// The first shape.
    #[serde(rename = "vigie-letter/1")]
    V1,
}

/// A letter as people read it. What a program needs to know stands under the link of the message, as data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// The JSON shape.
    pub schema: WordsSchema,
    /// One line.
    pub subject: String,
    /// Plain text.
    pub text: String,
}

impl Words {
    /// A letter in the current shape.
    #[must_use]
    pub fn new(subject: &str, text: &str) -> Self {
        Self { schema: WordsSchema::V1, subject: subject.to_owned(), text: text.to_owned() }
    }
}

/// The body of a call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Message {
    /// The JSON shape.
    pub schema: MessageSchema,
    /// What it is about.
    pub kind: MessageKind,
    /// The reference of the order or referral, or of the letter where it is about neither.
    pub reference: String,
    /// The document itself: an order as signed data, or [`Words`].
    pub document: Value,
    /// The page on which the provider answers, without an account.
    pub portal: Url,
}

/// Why a body is no message.
#[derive(Debug, thiserror::Error)]
pub enum MessageProblem {
    /// The body is too long.
    #[error("the message is longer than {MAX_MESSAGE_BYTES} bytes and was not read")]
    TooLong,
    /// The body is no message of this shape.
    #[error("the body is not a message of the shape vigie-call/1")]
    NotAMessage(#[source] serde_json::Error),
}

impl Message {
    /// A message in the current shape.
    #[must_use]
    pub fn new(kind: MessageKind, reference: &str, document: Value, portal: Url) -> Self {
        Self { schema: MessageSchema::V1, kind, reference: reference.to_owned(), document, portal }
    }

    /// The body of the call. What is signed is exactly these octets.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let Self { schema, kind, reference, document, portal } = self;
        let message = json!({
            "schema": schema,
            "kind": kind,
            "reference": reference,
            "document": document,
            "portal": portal,
        });
        message.to_string().into_bytes()
    }

    /// The letter, if the document is one.
    #[must_use]
    pub fn words(&self) -> Option<Words> {
        if self.kind.carries_order() { None } else { Words::deserialize(&self.document).ok() }
    }

    /// Reads a body, after [`super::verify`] has shown who sent it.
    ///
    /// # Errors
    /// When it is too long, no JSON, or of another shape.
    pub fn read(body: &[u8]) -> Result<Self, MessageProblem> {
        if body.len() > MAX_MESSAGE_BYTES {
            return Err(MessageProblem::TooLong);
        }
        serde_json::from_slice(body).map_err(MessageProblem::NotAMessage)
    }
}
