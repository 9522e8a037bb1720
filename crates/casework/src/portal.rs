//! Portal links: signed, for one referral or order only, revocable.

use crate::desk::Desk;
use crate::error::{Error, Refusal, refused};
use crate::records::{Kept, Order, Record, Referral};
use hmac::{Hmac, Mac};
use std::fmt::Write as _;
use uuid::Uuid;

/// Length of the authentication code in a link, in bytes.
const CODE_BYTES: usize = 16;

/// Something that a link can open.
trait Linked: Record {
    /// The letter with which its links begin.
    const LETTER: &'static str;
    /// The part of the link that makes it revocable.
    fn nonce(&self) -> &str;
}

impl Linked for Order {
    const LETTER: &'static str = "o";
    fn nonce(&self) -> &str {
        &self.portal_nonce
    }
}

impl Linked for Referral {
    const LETTER: &'static str = "r";
    fn nonce(&self) -> &str {
        &self.portal_nonce
    }
}

fn code<T: Linked>(desk: &Desk, record: &T) -> Result<Hmac<sha2::Sha256>, Error> {
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(&desk.doors.portal_secret).map_err(crate::error::fault)?;
    mac.update(format!("vigie portal|{}|{}|{}", T::LETTER, record.uuid(), record.nonce()).as_bytes());
    Ok(mac)
}

fn link<T: Linked>(desk: &Desk, record: &T) -> Result<String, Error> {
    let bytes = code(desk, record)?.finalize().into_bytes();
    let mut hex = String::with_capacity(2 * CODE_BYTES);
    for byte in &bytes[..CODE_BYTES] {
        // Writing into a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
    }
    Ok(format!("{}{}-{hex}", T::LETTER, record.uuid().simple()))
}

/// The secret part of the link to an order.
///
/// # Errors
/// [`Error::Fault`] if the secret cannot be used as a key.
pub fn link_to_order(desk: &Desk, order: &Order) -> Result<String, Error> {
    link(desk, order)
}

/// The secret part of the link to a referral.
///
/// # Errors
/// [`Error::Fault`] if the secret cannot be used as a key.
pub fn link_to_referral(desk: &Desk, referral: &Referral) -> Result<String, Error> {
    link(desk, referral)
}

/// The order that a link opens.
///
/// # Errors
/// [`Refusal::BadLink`] for a link that is forged, revoked or for something else.
pub async fn order(desk: &Desk, given: &str) -> Result<Kept<Order>, Error> {
    open(desk, given).await
}

/// The referral that a link opens.
///
/// # Errors
/// [`Refusal::BadLink`] for a link that is forged, revoked or for something else.
pub async fn referral(desk: &Desk, given: &str) -> Result<Kept<Referral>, Error> {
    open(desk, given).await
}

/// Whether a link claims to open an order (rather than a referral).
#[must_use]
pub fn is_for_order(given: &str) -> bool {
    given.starts_with(Order::LETTER)
}

async fn open<T: Linked>(desk: &Desk, given: &str) -> Result<Kept<T>, Error> {
    let (id, claimed) = parts(given, T::LETTER).ok_or_else(|| refused(Refusal::BadLink))?;
    let record = desk.find::<T>(id).await?.ok_or_else(|| refused(Refusal::BadLink))?;
    // The comparison takes the same time wherever the codes differ.
    code(desk, &record.record)?.verify_truncated_left(&claimed).map_err(|_| refused(Refusal::BadLink))?;
    Ok(record)
}

fn parts(given: &str, letter: &str) -> Option<(Uuid, [u8; CODE_BYTES])> {
    let (id, hex) = given.strip_prefix(letter)?.split_once('-')?;
    Some((Uuid::try_parse(id).ok()?, bytes(hex)?))
}

fn bytes(hex: &str) -> Option<[u8; CODE_BYTES]> {
    let mut bytes = [0; CODE_BYTES];
    if hex.len() != 2 * CODE_BYTES || !hex.is_ascii() {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(hex.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(bytes)
}
