//! Authentication codes in links and in the identifiers of letters: whoever was not given one cannot make it up.

use crate::desk::Desk;
use crate::error::{Error, fault};
use hmac::{Hmac, Mac};
use std::fmt::Write as _;

/// Length of a code, in bytes.
const BYTES: usize = 16;

fn mac(desk: &Desk, what: &str) -> Result<Hmac<sha2::Sha256>, Error> {
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(&desk.doors.portal_secret).map_err(fault)?;
    mac.update(what.as_bytes());
    Ok(mac)
}

/// The code over `what`, in small hexadecimal digits. What begins differently is meant for something else, so every
/// user of codes begins with words of its own.
pub(crate) fn of(desk: &Desk, what: &str) -> Result<String, Error> {
    let bytes = mac(desk, what)?.finalize().into_bytes();
    let mut hex = String::with_capacity(2 * BYTES);
    for byte in &bytes[..BYTES] {
        // Writing into a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
    }
    Ok(hex)
}

/// Whether `given` is the code over `what`. The comparison takes the same time wherever the two differ.
pub(crate) fn fits(desk: &Desk, what: &str, given: &str) -> Result<bool, Error> {
    let Some(given) = bytes(given) else { return Ok(false) };
    Ok(mac(desk, what)?.verify_truncated_left(&given).is_ok())
}

fn bytes(hex: &str) -> Option<[u8; BYTES]> {
    if hex.len() != 2 * BYTES || !hex.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let mut bytes = [0; BYTES];
    for (byte, pair) in bytes.iter_mut().zip(hex.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(bytes)
}
