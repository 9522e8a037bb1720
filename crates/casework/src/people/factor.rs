//! The second factor: codes that a device shows, each good for once.

use super::{confirm, renew_session};
use crate::desk::{Desk, Draft};
use crate::error::{Error, fault, invalid};
use crate::records::Person;
use crate::seal::{Act, Verb, Who};
use domain::id::PersonId;
use jiff::Timestamp;
use totp_rs::{Algorithm, Secret, TOTP};

/// How long a device shows a code, in seconds.
const STEP_SECONDS: u64 = 30;
/// How many steps a device may be ahead or behind.
const DRIFT: u64 = 1;

/// A second factor to be set up.
#[derive(Debug, Clone, Copy)]
pub struct Factor<'a> {
    /// The key that was shown to the person, in base32.
    pub key: &'a str,
    /// The code that their device shows: it has the key.
    pub code: &'a str,
    /// Their present password: it is they who sit here.
    pub password: &'a str,
}

/// The codes of a key.
///
/// # Source
/// RFC 6238: SHA-1, six digits, steps of 30 seconds.
fn codes(key: &str) -> Result<TOTP, Error> {
    let bytes =
        Secret::Encoded(key.to_owned()).to_bytes().map_err(|_| invalid("second factor", "the secret is not base32"))?;
    // The drift is allowed for below, where it is seen which step a code belongs to.
    TOTP::new(Algorithm::SHA1, 6, 0, STEP_SECONDS, bytes).map_err(fault)
}

/// Whether a person shows their second factor, if they have one. It uses the code up.
pub(super) async fn proves(desk: &Desk, person: &Person, code: Option<&str>) -> Result<bool, Error> {
    match (&person.totp, code) {
        (None, _) => Ok(true),
        (Some(_), None) => Ok(false),
        (Some(key), Some(code)) => accept(desk, person.id, key, code).await,
    }
}

/// Accepts a code once. Whoever has seen it typed comes too late, even within its time.
///
/// # Source
/// RFC 6238, section 5.2: a verifier must not accept the second attempt with a code.
async fn accept(desk: &Desk, person: PersonId, key: &str, code: &str) -> Result<bool, Error> {
    let (now, codes) = (desk.now(), codes(key)?);
    let present = u64::try_from(now.as_second()).unwrap_or_default() / STEP_SECONDS;
    let mut steps = present.saturating_sub(DRIFT)..=present + DRIFT;
    let Some(step) = steps.find(|step| codes.check(code.trim(), step * STEP_SECONDS)) else { return Ok(false) };
    let ends = i64::try_from((step + DRIFT + 1) * STEP_SECONDS).map_err(fault)?;
    let ends = Timestamp::from_second(ends).map_err(fault)?;
    Ok(desk.doors.store.remember_if_absent(&format!("code {person} {step}"), "used", now, ends).await?)
}

/// Sets up a second factor, or changes it. Every session of the person ends, but for the one in which it is done:
/// `here` is its secret.
///
/// # Errors
/// A wrong password or code, too many attempts, or storage failures.
pub async fn set_second_factor(
    desk: &Desk,
    person: PersonId,
    factor: Factor<'_>,
    here: Option<&str>,
) -> Result<(), Error> {
    let mut person = desk.load::<Person>(person.0).await?;
    confirm(desk, &person, factor.password).await?;
    if !accept(desk, person.id, factor.key, factor.code).await? {
        return Err(invalid("code", "this is not the code that the device shows now, or it was used already"));
    }
    person.totp = Some(factor.key.to_owned());
    let act = Act::new(Verb::Keep, "second_factor_set", person.id.0, Who::Job);
    Draft::new(desk).put(&person)?.commit(&act).await?;
    renew_session(desk, here, &person).await
}
