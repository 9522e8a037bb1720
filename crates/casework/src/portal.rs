//! Portal links: signed, for one door only, revocable.

mod matter;
mod own_page;

pub use matter::{Matter, matter, orders_of, referrals_of};
pub(crate) use matter::{order_left, referral_left};
pub use own_page::{ask_for_own_page, send_own_page};

use crate::code;
use crate::desk::Desk;
use crate::error::{Error, Refusal, refused};
use crate::order::Asker;
use crate::records::{Kept, Order, Provider, Record, Referral};
use domain::stamp::Source;
use jiff::SignedDuration;
use uuid::Uuid;

/// The longest name of whoever answers for a provider, in characters.
pub const LONGEST_NAME: usize = 200;
/// The longest text of a provider, in characters: an explanation, reasons, a complaint.
pub const LONGEST_TEXT: usize = 4000;
/// How far the clock of a provider, or of whoever states a moment, may be from ours before the statement is refused.
/// What is stated is kept as a claim; our clock alone counts.
pub const CLOCK_TOLERANCE: SignedDuration = SignedDuration::from_mins(10);

/// How a provider came to us with the link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// A person, on the pages of the portal.
    Portal,
    /// A program for which the provider answers, on the interface for programs.
    Api,
}

impl Way {
    /// How a receipt that was confirmed this way is known.
    #[must_use]
    pub const fn receipt(self) -> Source {
        match self {
            Self::Portal => Source::PortalReceipt,
            Self::Api => Source::ApiReceipt,
        }
    }

    /// How a receipt is known that only the answer showed.
    #[must_use]
    pub const fn answer(self) -> Source {
        match self {
            Self::Portal => Source::PortalAnswer,
            Self::Api => Source::ApiAnswer,
        }
    }
}

/// What a link opens, by the letter with which it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Door {
    /// An order, for the provider: to read and answer it.
    Order,
    /// An order, for whoever published the content: reasons, redress, scrutiny.
    ContentProvider,
    /// A referral, for the provider.
    Referral,
    /// A provider's own page: everything it got from us.
    Provider,
}

impl Door {
    const fn letter(self) -> char {
        match self {
            Self::Order => 'o',
            Self::ContentProvider => 'c',
            Self::Referral => 'r',
            Self::Provider => 'p',
        }
    }
}

fn sealed(door: Door, id: Uuid, nonce: &str) -> String {
    format!("vigie portal|{}|{id}|{nonce}", door.letter())
}

fn link(desk: &Desk, door: Door, id: Uuid, nonce: &str) -> Result<String, Error> {
    Ok(format!("{}{}-{}", door.letter(), id.simple(), code::of(desk, &sealed(door, id, nonce))?))
}

/// The secret part of the provider's link to an order.
///
/// # Errors
/// [`Error::Fault`] if the secret cannot be used as a key.
pub fn link_to_order(desk: &Desk, order: &Order) -> Result<String, Error> {
    link(desk, Door::Order, order.id.0, &order.portal_nonce)
}

/// The secret part of the content provider's link to an order; the provider hands it on.
///
/// # Errors
/// [`Error::Fault`] if the secret cannot be used as a key.
pub fn link_for_content_provider(desk: &Desk, order: &Order) -> Result<String, Error> {
    link(desk, Door::ContentProvider, order.id.0, &order.portal_nonce)
}

/// The secret part of the link to a referral.
///
/// # Errors
/// [`Error::Fault`] if the secret cannot be used as a key.
pub fn link_to_referral(desk: &Desk, referral: &Referral) -> Result<String, Error> {
    link(desk, Door::Referral, referral.id.0, &referral.portal_nonce)
}

/// The secret part of the link to a provider's own page.
///
/// # Errors
/// [`Error::Fault`] if the secret cannot be used as a key.
pub fn link_to_provider(desk: &Desk, provider: &Provider) -> Result<String, Error> {
    link(desk, Door::Provider, provider.id.0, &provider.portal_nonce)
}

/// The order that a provider's link opens.
///
/// # Errors
/// [`Refusal::BadLink`] for a link that is forged, revoked or for something else.
pub async fn order(desk: &Desk, given: &str) -> Result<Kept<Order>, Error> {
    open(desk, given, Door::Order, |order: &Order| &order.portal_nonce).await
}

/// The order that a content provider's link opens.
///
/// # Errors
/// [`Refusal::BadLink`] for a link that is forged, revoked or for something else.
pub async fn order_of_content_provider(desk: &Desk, given: &str) -> Result<Kept<Order>, Error> {
    open(desk, given, Door::ContentProvider, |order: &Order| &order.portal_nonce).await
}

/// The order that either link opens, and whose link it is.
///
/// # Errors
/// [`Refusal::BadLink`] for a link that is forged, revoked or for something else.
pub async fn order_of_either(desk: &Desk, given: &str) -> Result<(Kept<Order>, Asker), Error> {
    if given.starts_with(Door::ContentProvider.letter()) {
        return Ok((order_of_content_provider(desk, given).await?, Asker::ContentProvider));
    }
    Ok((order(desk, given).await?, Asker::Provider))
}

/// The referral that a link opens.
///
/// # Errors
/// [`Refusal::BadLink`] for a link that is forged, revoked or for something else.
pub async fn referral(desk: &Desk, given: &str) -> Result<Kept<Referral>, Error> {
    open(desk, given, Door::Referral, |referral: &Referral| &referral.portal_nonce).await
}

/// The provider whose own page a link opens.
///
/// # Errors
/// [`Refusal::BadLink`] for a link that is forged, revoked or for something else.
pub async fn provider(desk: &Desk, given: &str) -> Result<Kept<Provider>, Error> {
    open(desk, given, Door::Provider, |provider: &Provider| &provider.portal_nonce).await
}

/// Whether a link claims to open an order for its provider.
fn is_for_order(given: &str) -> bool {
    given.starts_with(Door::Order.letter())
}

async fn open<T: Record>(
    desk: &Desk,
    given: &str,
    door: Door,
    nonce: impl Fn(&T) -> &String,
) -> Result<Kept<T>, Error> {
    let (id, claimed) = parts(given, door.letter()).ok_or_else(|| refused(Refusal::BadLink))?;
    let record = desk.find::<T>(id).await?.ok_or_else(|| refused(Refusal::BadLink))?;
    if code::fits(desk, &sealed(door, id, nonce(&record.record)), claimed)? {
        Ok(record)
    } else {
        Err(refused(Refusal::BadLink))
    }
}

fn parts(given: &str, letter: char) -> Option<(Uuid, &str)> {
    let (id, code) = given.strip_prefix(letter)?.split_once('-')?;
    Some((Uuid::try_parse(id).ok()?, code))
}
