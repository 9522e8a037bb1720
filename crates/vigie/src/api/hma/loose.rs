//! Values as HMA reads them: also where a string holds them.

use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize as _, Deserializer};
use serde_json::Value;

/// Reads a number.
///
/// # Errors
/// Something that is none.
pub fn number<'de, D: Deserializer<'de>, T: DeserializeOwned>(given: D) -> Result<Option<T>, D::Error> {
    let number = match Value::deserialize(given)? {
        Value::Null => return Ok(None),
        Value::String(text) => serde_json::from_str(text.trim()),
        other => serde_json::from_value(other),
    };
    number.map(Some).map_err(D::Error::custom)
}

/// Reads a flag.
///
/// # Errors
/// Something that is none.
pub fn flag<'de, D: Deserializer<'de>>(given: D) -> Result<Option<bool>, D::Error> {
    match Value::deserialize(given)? {
        Value::Null => Ok(None),
        Value::Bool(flag) => Ok(Some(flag)),
        Value::String(text) => yes(&text).map(Some).ok_or_else(|| D::Error::custom("give true or false")),
        _ => Err(D::Error::custom("give true or false")),
    }
}

/// What a word says of a flag, if it says anything.
pub fn yes(word: &str) -> Option<bool> {
    match word.to_ascii_lowercase().as_str() {
        "true" | "1" | "yes" | "y" | "on" | "t" => Some(true),
        "false" | "0" | "no" | "n" | "off" | "f" | "" => Some(false),
        _ => None,
    }
}
