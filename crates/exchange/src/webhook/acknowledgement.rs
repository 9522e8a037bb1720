//! What a provider's interface answers, read strictly: an answer that only looks like a success hands nothing over.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

/// The longest answer that is read.
pub const MAX_ACKNOWLEDGEMENT_BYTES: usize = 64 << 10;

/// Characters of a receipt or a name that are taken or shown.
const MAX_CHARS: usize = 200;

/// A provider's word that it has the document.
///
/// The moment it gives is its claim, whatever its clock shows: a clock that is wrong takes nothing from the receipt, and
/// time is counted from our own stamps, never from this one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Acknowledgement {
    /// The number under which the provider keeps the document.
    pub receipt: String,
    /// The reference of the order or referral it speaks of; taken for ours when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// When the provider says it received it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received_at: Option<Timestamp>,
}

/// Why an answer is no acknowledgement. Whatever its status said, nothing was handed over.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotUnderstood {
    /// There is no body.
    #[error("the answer is empty; a receipt was expected")]
    Empty,
    /// The body is too long.
    #[error("the answer is longer than {MAX_ACKNOWLEDGEMENT_BYTES} bytes; a receipt was expected")]
    TooLong,
    /// The body is a page for people.
    #[error("the answer is a web page, not a receipt; the address may be that of a website or of a log-in page")]
    WebPage,
    /// The body is no JSON object.
    #[error("the answer is not a JSON object; a receipt was expected")]
    NotAnObject,
    /// The body speaks of an error, whatever the status says.
    #[error("the answer reports an error: {what}")]
    ReportsError {
        /// What it says, shortened.
        what: String,
    },
    /// The body holds something whose meaning is not agreed.
    #[error("the answer holds {name:?}, whose meaning is not known; only receipt, reference and received_at are")]
    UnknownField {
        /// The name of the field, shortened.
        name: String,
    },
    /// There is no receipt, or none that can be kept.
    #[error("the answer holds no receipt of 1 to {MAX_CHARS} visible characters")]
    NoReceipt,
    /// The answer speaks of something else.
    #[error("the answer acknowledges {given:?}, which is not what was sent")]
    WrongReference {
        /// What it speaks of, shortened.
        given: String,
    },
    /// The moment is no moment.
    #[error("received_at is not a moment with a time zone, as in 2026-05-04T10:00:00Z")]
    BadMoment,
}

impl Acknowledgement {
    /// Reads the body of an answer to what was sent under `reference`.
    ///
    /// # Errors
    /// When it is anything but an acknowledgement of exactly that.
    pub fn read(body: &[u8], reference: &str) -> Result<Self, NotUnderstood> {
        if body.len() > MAX_ACKNOWLEDGEMENT_BYTES {
            return Err(NotUnderstood::TooLong);
        }
        let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body).trim_ascii();
        match body.first() {
            None => return Err(NotUnderstood::Empty),
            Some(b'<') => return Err(NotUnderstood::WebPage),
            Some(_) => {}
        }
        let Ok(Value::Object(fields)) = serde_json::from_slice(body) else {
            return Err(NotUnderstood::NotAnObject);
        };
        let (mut receipt, mut given, mut received_at) = (None, None, None);
        // An error is told before anything else, wherever it stands.
        if let Some(error) =
            ["error", "errors"].iter().find_map(|name| fields.get(*name)).filter(|what| !is_nothing(what))
        {
            return Err(NotUnderstood::ReportsError { what: shortened(&plain(error)) });
        }
        for (name, value) in fields {
            match name.as_str() {
                "error" | "errors" => {}
                "receipt" => receipt = Some(value),
                "reference" => given = Some(value).filter(|value| !value.is_null()),
                "received_at" => received_at = Some(value).filter(|value| !value.is_null()),
                _ => return Err(NotUnderstood::UnknownField { name: shortened(&name) }),
            }
        }
        let receipt = receipt.as_ref().and_then(Value::as_str).map(str::trim).filter(|text| can_be_kept(text));
        let receipt = receipt.ok_or(NotUnderstood::NoReceipt)?.to_owned();
        if let Some(given) = given.as_ref().map(plain).filter(|given| given != reference) {
            return Err(NotUnderstood::WrongReference { given: shortened(&given) });
        }
        let received_at = received_at.map(|value| moment(&value)).transpose()?;
        Ok(Self { receipt, reference: given.map(|_| reference.to_owned()), received_at })
    }
}

/// Some interfaces always name an error, and fill it in only when there is one.
fn is_nothing(value: &Value) -> bool {
    value.is_null() || value.as_array().is_some_and(Vec::is_empty)
}

fn moment(value: &Value) -> Result<Timestamp, NotUnderstood> {
    value.as_str().and_then(|text| text.parse().ok()).ok_or(NotUnderstood::BadMoment)
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn can_be_kept(text: &str) -> bool {
    (1..=MAX_CHARS).contains(&text.chars().count()) && !text.chars().any(crate::layout::is_deceptive)
}

fn shortened(text: &str) -> String {
    crate::layout::shown(text).chars().take(MAX_CHARS).collect()
}
