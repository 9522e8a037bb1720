//! Accounts, sign-in and keys for programs.

mod account;
mod key;

pub use account::{Account, create, set_active, set_password, set_roles, set_second_factor};
pub use key::{actor_of_token, make_token, one_time_link, revoke_token, use_one_time_link};

use crate::desk::Desk;
use crate::error::{Error, Refusal, fault, refused};
use crate::policy::Actor;
use crate::ports::Query;
use crate::records::{Kept, Kind, Person};
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use domain::id::PersonId;
use jiff::SignedDuration;
use matching::digest::Sha256;
use serde::{Deserialize, Serialize};

/// How long a session lasts without being used.
pub const SESSION: SignedDuration = SignedDuration::from_hours(12);
/// How many failed attempts on one account are allowed before it is closed for a while.
const ATTEMPTS: u32 = 5;
/// How long it is closed then.
const CLOSED_FOR: SignedDuration = SignedDuration::from_mins(15);
/// The shortest password.
pub const MIN_PASSWORD_CHARS: usize = 12;

/// A signed-in person.
#[derive(Debug, Clone)]
pub struct Session {
    /// Who.
    pub actor: Actor,
    /// The value every form of this session carries.
    pub csrf: String,
}

#[derive(Serialize, Deserialize)]
struct Stored {
    person: String,
    csrf: String,
}

/// Session secrets are kept as digests only: whoever reads the database cannot sign in with them.
fn session_key(secret: &str) -> String {
    format!("session {}", Sha256::of(secret.as_bytes()))
}

/// Signs in with name, password and, where one is set up, the code of the second factor. Returns the
/// session's secret.
///
/// # Errors
/// [`Refusal::SignInFailed`] whatever was wrong, or [`Refusal::Throttled`].
pub async fn sign_in(desk: &Desk, login: &str, password: &str, code: Option<&str>) -> Result<String, Error> {
    let throttle = format!("throttle {}", Sha256::of(login.as_bytes()));
    count_attempt(desk, &throttle).await?;
    let person = desk.find_unique::<Person>(login).await?.filter(|person| person.active);
    let stored = person.as_ref().and_then(|person| person.password.clone());
    let now = desk.now().as_second();
    let right =
        verify(password, stored).await? && person.as_ref().is_some_and(|person| second_factor(person, code, now));
    match person {
        Some(person) if right => {
            desk.doors.store.forget(&throttle).await?;
            open_session(desk, person.id).await
        }
        _ => Err(refused(Refusal::SignInFailed)),
    }
}

/// Counts an attempt as failed before it is made; one that succeeds clears the count.
async fn count_attempt(desk: &Desk, throttle: &str) -> Result<(), Error> {
    let _one_by_one = desk.counting_attempts.lock().await;
    let now = desk.now();
    let failed: u32 = desk.doors.store.recall(throttle, now).await?.and_then(|n| n.parse().ok()).unwrap_or_default();
    if failed >= ATTEMPTS {
        return Err(refused(Refusal::Throttled { minutes: CLOSED_FOR.as_mins() }));
    }
    Ok(desk.doors.store.remember(throttle, &(failed + 1).to_string(), now + CLOSED_FOR).await?)
}

/// Stretches the password on a thread of its own. An unknown name costs the same time as a known
/// one, so that time does not tell which names exist.
async fn verify(password: &str, stored: Option<String>) -> Result<bool, Error> {
    let password = password.to_owned();
    let work = move || match stored.as_deref().map(PasswordHash::new) {
        Some(Ok(stored)) => Argon2::default().verify_password(password.as_bytes(), &stored).is_ok(),
        _ => {
            let _ = Argon2::default().hash_password(password.as_bytes());
            false
        }
    };
    tokio::task::spawn_blocking(work).await.map_err(fault)
}

async fn stretch(password: &str) -> Result<String, Error> {
    let password = password.to_owned();
    let work = move || Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string());
    tokio::task::spawn_blocking(work).await.map_err(fault)?.map_err(fault)
}

fn second_factor(person: &Person, code: Option<&str>, now: i64) -> bool {
    let Some(secret) = &person.totp else { return true };
    let Ok(totp) = account::totp(secret) else { return false };
    code.is_some_and(|code| totp.check(code.trim(), u64::try_from(now).unwrap_or_default()))
}

/// Opens a session for a person who has proved who they are.
pub(crate) async fn open_session(desk: &Desk, person: PersonId) -> Result<String, Error> {
    let secret = desk.doors.entropy.secret();
    let stored = Stored { person: person.to_string(), csrf: desk.doors.entropy.secret() };
    let value = serde_json::to_string(&stored).map_err(fault)?;
    desk.doors.store.remember(&session_key(&secret), &value, desk.now() + SESSION).await?;
    Ok(secret)
}

/// The session behind a secret, if it is in force. Roles are read afresh each time.
///
/// # Errors
/// Storage failures.
pub async fn session(desk: &Desk, secret: &str) -> Result<Option<Session>, Error> {
    let Some(value) = desk.doors.store.recall(&session_key(secret), desk.now()).await? else { return Ok(None) };
    let stored: Stored = serde_json::from_str(&value).map_err(fault)?;
    let Ok(id) = stored.person.parse::<PersonId>() else { return Ok(None) };
    let person = desk.find::<Person>(id.0).await?.filter(|person| person.active);
    Ok(person.map(|person| Session { actor: actor(&person), csrf: stored.csrf }))
}

/// Ends a session.
///
/// # Errors
/// Storage failures.
pub async fn sign_out(desk: &Desk, secret: &str) -> Result<(), Error> {
    Ok(desk.doors.store.forget(&session_key(secret)).await?)
}

/// What a person may do, with no token narrowing it.
pub(crate) fn actor(person: &Person) -> Actor {
    Actor {
        person: person.id,
        name: person.name.clone(),
        roles: person.roles.clone(),
        authority: person.authority,
        scopes: None,
    }
}

/// The person who signs in with a name, for commands given on the machine itself.
///
/// # Errors
/// No such active account, or storage failures.
pub async fn by_login(desk: &Desk, login: &str) -> Result<Actor, Error> {
    let person = desk.find_unique::<Person>(login).await?.filter(|person| person.active);
    person.map(|person| actor(&person)).ok_or(Error::NotFound { what: "active account" })
}

/// The name of a person, for pages that show who did what.
///
/// # Errors
/// Storage failures.
pub async fn name_of(desk: &Desk, person: PersonId) -> Result<String, Error> {
    let person: Option<Kept<Person>> = desk.find(person.0).await?;
    Ok(person.map_or_else(|| "unknown".to_owned(), |person| person.record.name))
}

/// Everybody with an account.
///
/// # Errors
/// Not permitted, or storage failures.
pub async fn everybody(desk: &Desk, actor: &Actor) -> Result<Vec<Kept<Person>>, Error> {
    actor.needs(crate::policy::Permission::SeePeople)?;
    desk.list(&Query::all(Kind::Person, 1000)).await
}
