//! Portal links: signed, for one referral or order only, revocable.

use crate::desk::Desk;
use crate::error::{Error, Refusal, refused};
use crate::records::{Kept, Order, Record, Referral};
use hmac::{Hmac, Mac};
use std::fmt::Write as _;
use uuid::Uuid;

/// Length of the authentication code in a link, in bytes.
const CODE_BYTES: usize = 16;

fn code(desk: &Desk, kind: &str, id: Uuid, nonce: &str) -> Result<Hmac<sha2::Sha256>, Error> {
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(&desk.doors.portal_secret).map_err(crate::error::fault)?;
    mac.update(format!("vigie portal|{kind}|{id}|{nonce}").as_bytes());
    Ok(mac)
}

fn link(desk: &Desk, kind: &str, id: Uuid, nonce: &str) -> Result<String, Error> {
    let bytes = code(desk, kind, id, nonce)?.finalize().into_bytes();
    let mut hex = String::with_capacity(2 * CODE_BYTES);
    for byte in &bytes[..CODE_BYTES] {
        // Writing into a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
    }
    Ok(format!("{kind}{}-{hex}", id.simple()))
}

/// The secret part of the link to an order.
///
/// # Errors
/// [`Error::Fault`] if the secret cannot be used as a key.
pub fn link_to_order(desk: &Desk, order: &Order) -> Result<String, Error> {
    link(desk, "o", order.id.0, &order.portal_nonce)
}

/// The secret part of the link to a referral.
///
/// # Errors
/// [`Error::Fault`] if the secret cannot be used as a key.
pub fn link_to_referral(desk: &Desk, referral: &Referral) -> Result<String, Error> {
    link(desk, "r", referral.id.0, &referral.portal_nonce)
}

/// The order that a link opens.
///
/// # Errors
/// [`Refusal::BadLink`] for a link that is forged, revoked or for something else.
pub async fn order(desk: &Desk, given: &str) -> Result<Kept<Order>, Error> {
    open(desk, "o", given, |order: &Order| &order.portal_nonce).await
}

/// The referral that a link opens.
///
/// # Errors
/// [`Refusal::BadLink`] for a link that is forged, revoked or for something else.
pub async fn referral(desk: &Desk, given: &str) -> Result<Kept<Referral>, Error> {
    open(desk, "r", given, |referral: &Referral| &referral.portal_nonce).await
}

/// Whether a link claims to open an order (rather than a referral).
#[must_use]
pub fn is_for_order(given: &str) -> bool {
    given.starts_with('o')
}

async fn open<T: Record>(desk: &Desk, kind: &str, given: &str, nonce: impl Fn(&T) -> &String) -> Result<Kept<T>, Error> {
    let bad = || refused(Refusal::BadLink);
    let (id, hex) = given.strip_prefix(kind).and_then(|rest| rest.split_once('-')).ok_or_else(bad)?;
    let id = Uuid::try_parse(id).map_err(|_| bad())?;
    let claimed = bytes(hex).ok_or_else(bad)?;
    let record = desk.find::<T>(id).await?.ok_or_else(bad)?;
    // The comparison takes the same time wherever the codes differ.
    code(desk, kind, id, nonce(&record))?.verify_truncated_left(&claimed).map_err(|_| bad())?;
    Ok(record)
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
