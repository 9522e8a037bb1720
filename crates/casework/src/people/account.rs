//! Making and keeping accounts.

use super::{MIN_PASSWORD_CHARS, stretch};
use crate::desk::{Desk, Draft};
use crate::error::{Error, fault, invalid};
use crate::policy::{Actor, Permission};
use crate::records::{Kept, Person};
use crate::seal::{Act, Verb, Who};
use domain::id::{AuthorityId, PersonId};
use domain::people::Role;
use serde_json::json;
use totp_rs::{Algorithm, Secret, TOTP};

/// A new account.
#[derive(Debug, Clone)]
pub struct Account {
    /// The name to sign in with.
    pub login: String,
    /// The name shown to colleagues.
    pub name: String,
    /// The authority.
    pub authority: AuthorityId,
    /// The roles.
    pub roles: Vec<Role>,
}

/// The second factor for a secret in base32.
///
/// # Source
/// RFC 6238: SHA-1, six digits, 30 seconds, one step of drift.
pub(super) fn totp(secret: &str) -> Result<TOTP, Error> {
    let bytes = Secret::Encoded(secret.to_owned())
        .to_bytes()
        .map_err(|_| invalid("second factor", "the secret is not base32"))?;
    TOTP::new(Algorithm::SHA1, 6, 1, 30, bytes).map_err(fault)
}

/// Makes an account without a password; a one-time link lets the person set one.
///
/// # Errors
/// Not permitted, an empty or taken name, or no role.
pub async fn create(desk: &Desk, who: Option<&Actor>, account: Account) -> Result<PersonId, Error> {
    if let Some(actor) = who {
        actor.needs(Permission::KeepPeople)?;
    }
    let login = account.login.trim().to_lowercase();
    if login.is_empty() || login.chars().any(char::is_whitespace) || account.name.trim().is_empty() {
        return Err(invalid("name", "give a sign-in name without spaces, and a name to show"));
    }
    if account.roles.is_empty() {
        return Err(invalid("roles", "choose at least one role"));
    }
    if desk.find_unique::<Person>(&login).await?.is_some() {
        return Err(invalid("name", "this sign-in name is taken"));
    }
    let person = Kept::new(Person {
        id: PersonId(desk.doors.entropy.id(desk.now())),
        login,
        name: account.name.trim().to_owned(),
        authority: account.authority,
        roles: account.roles,
        password: None,
        totp: None,
        active: true,
        created: desk.now(),
    });
    let names: Vec<_> = person.roles.iter().map(|role| role.name()).collect();
    let act = Act::new(Verb::Keep, "account_made", person.id.0, who.map_or(Who::Job, Who::Person))
        .detail(json!({ "roles": names }));
    Draft::new(desk).put(&person)?.commit(&act).await?;
    Ok(person.id)
}

/// Sets a person's own password.
///
/// # Errors
/// Too short, or storage failures.
pub async fn set_password(desk: &Desk, person: PersonId, password: &str) -> Result<(), Error> {
    if password.chars().count() < MIN_PASSWORD_CHARS {
        return Err(invalid("password", format!("use at least {MIN_PASSWORD_CHARS} characters")));
    }
    let mut person = desk.load::<Person>(person.0).await?;
    person.password = Some(stretch(password).await?);
    let act = Act::new(Verb::Keep, "password_set", person.id.0, Who::Job);
    Draft::new(desk).put(&person)?.commit(&act).await
}

/// Sets up a second factor: `secret` was shown to the person, who proves with a code that their
/// device has it.
///
/// # Errors
/// A wrong code, or storage failures.
pub async fn set_second_factor(desk: &Desk, person: PersonId, secret: &str, code: &str) -> Result<(), Error> {
    let now = u64::try_from(desk.now().as_second()).unwrap_or_default();
    if !totp(secret)?.check(code.trim(), now) {
        return Err(invalid("code", "this is not the code that the device shows now"));
    }
    let mut person = desk.load::<Person>(person.0).await?;
    person.totp = Some(secret.to_owned());
    let act = Act::new(Verb::Keep, "second_factor_set", person.id.0, Who::Job);
    Draft::new(desk).put(&person)?.commit(&act).await
}

/// Changes the roles of a person.
///
/// # Errors
/// Not permitted, no role, or storage failures. Nobody changes their own roles.
pub async fn set_roles(desk: &Desk, actor: &Actor, id: PersonId, roles: Vec<Role>) -> Result<(), Error> {
    actor.needs(Permission::KeepPeople)?;
    if id == actor.person || roles.is_empty() {
        return Err(invalid("roles", "choose at least one role; another administrator changes yours"));
    }
    let mut person = desk.load::<Person>(id.0).await?;
    let names: Vec<_> = roles.iter().map(|role| role.name()).collect();
    let act = Act::new(Verb::Keep, "roles_set", id.0, Who::Person(actor)).detail(json!({ "roles": names }));
    person.roles = roles;
    Draft::new(desk).put(&person)?.commit(&act).await
}

/// Closes or reopens an account.
///
/// # Errors
/// Not permitted, one's own account, or storage failures.
pub async fn set_active(desk: &Desk, actor: &Actor, id: PersonId, active: bool) -> Result<(), Error> {
    actor.needs(Permission::KeepPeople)?;
    if id == actor.person {
        return Err(invalid("account", "another administrator closes yours"));
    }
    let mut person = desk.load::<Person>(id.0).await?;
    person.active = active;
    let act = Act::new(Verb::Keep, if active { "account_opened" } else { "account_closed" }, id.0, Who::Person(actor));
    Draft::new(desk).put(&person)?.commit(&act).await
}
