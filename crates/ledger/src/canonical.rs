//! Canonical JSON: one text, and therefore one hash, for one value.
//!
//! # Source
//! RFC 8785 (JSON Canonicalization Scheme): keys sorted by UTF-16 code units, no white space, strings escaped as
//! little as possible, numbers as ECMAScript writes them.
//!
//! RFC 8785 treats every number as an IEEE 754 double and would silently round large integers. A ledger may not
//! change what it records, so an integer that ECMAScript would write differently is refused here.

use serde_json::{Number, Value};

/// Deepest nesting of arrays and objects that is written or read.
pub const MAX_DEPTH: usize = 64;

/// Why a value has no canonical text, or a text is not canonical.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// An integer that a double cannot carry unchanged.
    #[error("the integer {number} would be rounded by canonical JSON; record it as a string")]
    Inexact {
        /// The integer, in decimal.
        number: String,
    },
    /// Nesting beyond [`MAX_DEPTH`].
    #[error("the value is nested deeper than {MAX_DEPTH} levels; flatten it before recording it")]
    TooDeep,
    /// Text that is not JSON at all.
    #[error("the text is not JSON; ask for a fresh export")]
    NotJson,
    /// JSON, but not in its canonical spelling.
    #[error("the text is JSON but not in canonical form (RFC 8785); it was changed or never was a ledger leaf")]
    NotCanonical,
}

/// Writes `value` as canonical JSON.
///
/// # Errors
/// [`Error::Inexact`] for an integer that would be rounded, [`Error::TooDeep`] beyond [`MAX_DEPTH`]; in both
/// cases the caller changes what it records.
///
/// # Source
/// RFC 8785 section 3.2.
///
/// ```
/// let value = serde_json::json!({"tower": 12.50, "lamp": "on"});
/// assert_eq!(ledger::canonical::write(&value)?, r#"{"lamp":"on","tower":12.5}"#);
/// # Ok::<(), ledger::canonical::Error>(())
/// ```
pub fn write(value: &Value) -> Result<String, Error> {
    let mut out = String::new();
    write_value(value, 0, &mut out)?;
    Ok(out)
}

/// Reads `text` and insists that it is exactly the canonical spelling of what it says.
///
/// This also refuses repeated keys, which JSON readers otherwise resolve each in their own way.
///
/// # Errors
/// [`Error::NotJson`] or [`Error::NotCanonical`]; the text must not be trusted.
pub fn read(text: &str) -> Result<Value, Error> {
    let value: Value = serde_json::from_str(text).map_err(|_| Error::NotJson)?;
    match write(&value) {
        Ok(canonical) if canonical == text => Ok(value),
        Ok(_) | Err(_) => Err(Error::NotCanonical),
    }
}

fn write_value(value: &Value, depth: usize, out: &mut String) -> Result<(), Error> {
    if depth > MAX_DEPTH {
        return Err(Error::TooDeep);
    }
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) => out.push_str(&number_text(number)?),
        Value::String(text) => write_string(text, out),
        Value::Array(items) => {
            out.push('[');
            for (position, item) in items.iter().enumerate() {
                if position > 0 {
                    out.push(',');
                }
                write_value(item, depth + 1, out)?;
            }
            out.push(']');
        }
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
            out.push('{');
            for (position, (name, member)) in members.into_iter().enumerate() {
                if position > 0 {
                    out.push(',');
                }
                write_string(name, out);
                out.push(':');
                write_value(member, depth + 1, out)?;
            }
            out.push('}');
        }
    }
    Ok(())
}

fn write_string(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            control if control < ' ' => out.push_str(&format!("\\u{:04x}", u32::from(control))),
            plain => out.push(plain),
        }
    }
    out.push('"');
}

fn number_text(number: &Number) -> Result<String, Error> {
    let inexact = || Error::Inexact { number: number.to_string() };
    let double = number.as_f64().filter(|double| double.is_finite()).ok_or_else(inexact)?;
    let text = ecmascript(double);
    if number.is_f64() || text == number.to_string() { Ok(text) } else { Err(inexact()) }
}

/// Writes a finite double as ECMAScript's `Number::toString` does.
///
/// # Source
/// RFC 8785 section 3.2.2.3; ECMA-262, `Number::toString`, from whose steps `digits` and `point` (there `n`) come.
fn ecmascript(double: f64) -> String {
    if double == 0.0 {
        return "0".to_owned();
    }
    let scientific = shortest(double.abs());
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let digits = mantissa.replace('.', "");
    let count = i32::try_from(digits.len()).unwrap_or(i32::MAX);
    let point = exponent.parse::<i32>().unwrap_or(0) + 1;
    let zeros = |number: i32| "0".repeat(usize::try_from(number).unwrap_or(0));

    let sign = if double < 0.0 { "-" } else { "" };
    let unsigned = if count <= point && point <= 21 {
        format!("{digits}{}", zeros(point - count))
    } else if 0 < point && point <= 21 {
        let (whole, fraction) = digits.split_at(usize::try_from(point).unwrap_or(0));
        format!("{whole}.{fraction}")
    } else if -6 < point && point <= 0 {
        format!("0.{}{digits}", zeros(-point))
    } else {
        format!("{mantissa}e{:+}", point - 1)
    };
    format!("{sign}{unsigned}")
}

/// The shortest scientific notation that reads back as `double`, the nearest of several, and the even one of two
/// equally near.
///
/// Rust's `{:e}` does all but the last, so its number of digits is used to round once more, to even.
fn shortest(double: f64) -> String {
    let scientific = format!("{double:e}");
    let digits = scientific.bytes().take_while(|byte| *byte != b'e').filter(u8::is_ascii_digit).count();
    let even = format!("{double:.0$e}", digits - 1);
    // Beside a power of two the nearest number of so few digits may belong to the neighbouring double.
    if even.parse() == Ok(double) { even } else { scientific }
}
