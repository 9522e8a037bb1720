//! The identifiers of letters: made here, and read back here when a letter comes back.
//!
//! A notice that a letter came back stops the clock of an order, and anybody can write such a notice. So each
//! identifier carries a code that only we can make, and only who had the letter in hand can name. It follows from what
//! the letter is, so that a letter which is sent twice after a crash carries the same identifier, and mail programs and
//! people see that it is one.

use crate::code;
use crate::desk::Desk;
use crate::error::{Error, Refusal, refused};

fn sealed(name: &str) -> String {
    format!("vigie letter|{name}")
}

/// The identifier of the letter that `name` tells from every other, such as `be-2026-0042-copy-…`: small letters,
/// digits and hyphens.
pub(crate) fn of(desk: &Desk, name: &str) -> Result<String, Error> {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let name: String = name.chars().map(plain).collect();
    Ok(format!("{name}-{}", code::of(desk, &sealed(&name))?))
}

/// The identifier as mail carries it.
pub(crate) fn message_id(desk: &Desk, name: &str) -> Result<String, Error> {
    let host = desk.settings.base_url.host_str().unwrap_or("vigie.invalid");
    Ok(format!("<{}@{host}>", of(desk, name)?))
}

/// The name of the letter that an identifier stands for, in capitals as references are.
///
/// # Errors
/// [`Refusal::NoLetterOfOurs`] for an identifier that we did not make.
pub(crate) fn read(desk: &Desk, given: &str) -> Result<String, Error> {
    let local = given.trim().trim_start_matches('<').split('@').next().unwrap_or_default().to_ascii_lowercase();
    let (name, code) = local.rsplit_once('-').unwrap_or_default();
    if code::fits(desk, &sealed(name), code)? {
        Ok(name.to_ascii_uppercase())
    } else {
        Err(refused(Refusal::NoLetterOfOurs))
    }
}
