//! Accounts, sign-in and keys for programs.

mod account;
mod factor;
mod key;

pub use account::{Account, create, set_active, set_password, set_roles};
pub use factor::{Factor, set_second_factor};
pub use key::{actor_of_token, make_token, one_time_link, revoke_token, use_one_time_link};

use crate::desk::Desk;
use crate::error::{Error, Refusal, fault, refused};
use crate::policy::Actor;
use crate::ports::Query;
use crate::records::{Authority, Kept, Kind, Person};
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
    /// What the person proved with; a session of an earlier version has none, and ends.
    #[serde(default)]
    rests_on: String,
}

/// The password and second factor that a session rests on, as a digest. When either changes, it no longer fits and
/// the session is over: whoever stole one is out as soon as its owner acts.
fn ground(person: &Person) -> String {
    let parts = [&person.password, &person.totp].map(|part| part.as_deref().unwrap_or_default());
    Sha256::of(parts.join("\n").as_bytes()).to_string()
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
    count_attempt(desk, login).await?;
    let person = desk.find_unique::<Person>(login).await?.filter(|person| person.active);
    let stored = person.as_ref().and_then(|person| person.password.clone());
    let right = verify(password, stored).await?;
    match person {
        Some(person) if right && factor::proves(desk, &person, code).await? => {
            desk.doors.store.forget(&throttle(login)).await?;
            open_session(desk, &person).await
        }
        _ => Err(refused(Refusal::SignInFailed)),
    }
}

/// Goes on only with the present password of a person who is signed in already. Guessing is slowed down as it is
/// at the door.
async fn confirm(desk: &Desk, person: &Person, password: &str) -> Result<(), Error> {
    count_attempt(desk, &person.login).await?;
    if !verify(password, person.password.clone()).await? {
        return Err(refused(Refusal::SignInFailed));
    }
    Ok(desk.doors.store.forget(&throttle(&person.login)).await?)
}

fn throttle(login: &str) -> String {
    format!("throttle {}", Sha256::of(login.as_bytes()))
}

/// Counts an attempt as failed before it is made; one that succeeds clears the count.
async fn count_attempt(desk: &Desk, login: &str) -> Result<(), Error> {
    let _one_by_one = desk.counting_attempts.lock().await;
    let (throttle, now) = (throttle(login), desk.now());
    let failed: u32 = desk.doors.store.recall(&throttle, now).await?.and_then(|n| n.parse().ok()).unwrap_or_default();
    if failed >= ATTEMPTS {
        return Err(refused(Refusal::Throttled { minutes: CLOSED_FOR.as_mins() }));
    }
    Ok(desk.doors.store.remember(&throttle, &(failed + 1).to_string(), now + CLOSED_FOR).await?)
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

/// Opens a session for a person who has proved who they are.
async fn open_session(desk: &Desk, person: &Person) -> Result<String, Error> {
    let secret = desk.doors.entropy.secret();
    keep_session(desk, &secret, person, desk.doors.entropy.secret()).await?;
    Ok(secret)
}

async fn keep_session(desk: &Desk, secret: &str, person: &Person, csrf: String) -> Result<(), Error> {
    let stored = Stored { person: person.id.to_string(), csrf, rests_on: ground(person) };
    let value = serde_json::to_string(&stored).map_err(fault)?;
    Ok(desk.doors.store.remember(&session_key(secret), &value, desk.now() + SESSION).await?)
}

/// Lets the session in which a person changed their password or second factor go on; every other one is over.
async fn renew_session(desk: &Desk, here: Option<&str>, person: &Person) -> Result<(), Error> {
    let Some(secret) = here else { return Ok(()) };
    let Some(value) = desk.doors.store.recall(&session_key(secret), desk.now()).await? else { return Ok(()) };
    let stored: Stored = serde_json::from_str(&value).map_err(fault)?;
    if stored.person != person.id.to_string() {
        return Ok(());
    }
    keep_session(desk, secret, person, stored.csrf).await
}

/// The session behind a secret, if it is in force. Roles are read afresh each time.
///
/// # Errors
/// Storage failures.
pub async fn session(desk: &Desk, secret: &str) -> Result<Option<Session>, Error> {
    let Some(value) = desk.doors.store.recall(&session_key(secret), desk.now()).await? else { return Ok(None) };
    let stored: Stored = serde_json::from_str(&value).map_err(fault)?;
    let Ok(id) = stored.person.parse::<PersonId>() else { return Ok(None) };
    let person = desk.find::<Person>(id.0).await?;
    let person = person.filter(|person| person.active && ground(person) == stored.rests_on);
    match person {
        Some(person) => Ok(Some(Session { actor: actor(desk, &person).await?, csrf: stored.csrf })),
        None => Ok(None),
    }
}

/// Ends a session.
///
/// # Errors
/// Storage failures.
pub async fn sign_out(desk: &Desk, secret: &str) -> Result<(), Error> {
    Ok(desk.doors.store.forget(&session_key(secret)).await?)
}

/// What a person may do, with no token narrowing it.
pub(crate) async fn actor(desk: &Desk, person: &Person) -> Result<Actor, Error> {
    let authority = desk.find::<Authority>(person.authority.0).await?;
    Ok(Actor {
        person: person.id,
        name: person.name.clone(),
        roles: person.roles.clone(),
        authority: person.authority,
        of_the_house: authority.is_some_and(|authority| authority.ours),
        scopes: None,
    })
}

/// The person who signs in with a name, for commands given on the machine itself.
///
/// # Errors
/// No such active account, or storage failures.
pub async fn by_login(desk: &Desk, login: &str) -> Result<Actor, Error> {
    let person = desk.find_unique::<Person>(login).await?.filter(|person| person.active);
    let person = person.ok_or(Error::NotFound { what: "active account" })?;
    actor(desk, &person).await
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
