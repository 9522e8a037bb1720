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
    /// The issuing authority takes an order back.
    Withdrawal,
    /// An order lost its effect: the item is to be made available again, subject to the provider's own terms.
    Reinstatement,
    /// The time for which removed content is kept is extended.
    PreservationExtension,
    /// How orders work and what their deadlines are, before the first one.
    PriorInformation,
    /// A referral: the provider judges by its own terms.
    Referral,
}

/// The body of a call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Message {
    /// The JSON shape.
    pub schema: MessageSchema,
    /// What it is about.
    pub kind: MessageKind,
    /// The reference of the order or referral.
    pub reference: String,
    /// The document itself, in its own published shape.
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
