//! Making and keeping accounts.

use super::{MIN_PASSWORD_CHARS, renew_session, stretch};
use crate::desk::{Desk, Draft};
use crate::error::{Error, invalid};
use crate::policy::{Actor, Permission};
use crate::records::{Kept, Person};
use crate::seal::{Act, Verb, Who};
use domain::id::{AuthorityId, PersonId};
use domain::people::Role;
use serde_json::json;

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

/// Makes an account without a password; a one-time link lets the person set one.
///
/// # Errors
/// Not permitted, somebody of another authority, an empty or taken name, no role, or roles that may not meet in one
/// person.
pub async fn create(desk: &Desk, who: Option<&Actor>, account: Account) -> Result<PersonId, Error> {
    if let Some(actor) = who {
        keeps(desk, actor, account.authority).await?;
    }
    let login = account.login.trim().to_lowercase();
    if login.is_empty() || login.chars().any(char::is_whitespace) || account.name.trim().is_empty() {
        return Err(invalid("name", "give a sign-in name without spaces, and a name to show"));
    }
    check_roles(&account.roles)?;
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

/// Goes on for an administrator of the authority, or of the house that runs this installation.
pub(super) async fn keeps(desk: &Desk, actor: &Actor, authority: AuthorityId) -> Result<(), Error> {
    actor.needs(Permission::KeepPeople)?;
    if actor.authority == authority || desk.our_authority().await?.id == actor.authority {
        Ok(())
    } else {
        Err(invalid("authority", "an administrator keeps the people of their own authority; the house keeps all"))
    }
}

/// Refuses roles that may not meet in one person.
fn check_roles(roles: &[Role]) -> Result<(), Error> {
    if roles.is_empty() {
        return Err(invalid("roles", "choose at least one role"));
    }
    if !Role::may_meet(roles) {
        let why =
            "an administrator gives out roles and takes part in no decision; give the other roles to another account";
        return Err(invalid("roles", why));
    }
    Ok(())
}

/// Sets a person's own password. Every session of theirs ends, but for the one in which it is done: `here` is its
/// secret.
///
/// # Errors
/// Too short, or storage failures.
pub async fn set_password(desk: &Desk, person: PersonId, password: &str, here: Option<&str>) -> Result<(), Error> {
    if password.chars().count() < MIN_PASSWORD_CHARS {
        return Err(invalid("password", format!("use at least {MIN_PASSWORD_CHARS} characters")));
    }
    let mut person = desk.load::<Person>(person.0).await?;
    person.password = Some(stretch(password).await?);
    let act = Act::new(Verb::Keep, "password_set", person.id.0, Who::Job);
    Draft::new(desk).put(&person)?.commit(&act).await?;
    renew_session(desk, here, &person).await
}

/// Changes the roles of a person.
///
/// # Errors
/// Not permitted, somebody of another authority, no role, roles that may not meet in one person, or storage failures.
/// Nobody changes their own.
pub async fn set_roles(desk: &Desk, actor: &Actor, id: PersonId, roles: Vec<Role>) -> Result<(), Error> {
    actor.needs(Permission::KeepPeople)?;
    if id == actor.person {
        return Err(invalid("roles", "another administrator changes yours"));
    }
    check_roles(&roles)?;
    let mut person = desk.load::<Person>(id.0).await?;
    keeps(desk, actor, person.authority).await?;
    let names: Vec<_> = roles.iter().map(|role| role.name()).collect();
    let act = Act::new(Verb::Keep, "roles_set", id.0, Who::Person(actor)).detail(json!({ "roles": names }));
    person.roles = roles;
    Draft::new(desk).put(&person)?.commit(&act).await
}

/// Closes or reopens an account.
///
/// # Errors
/// Not permitted, one's own account, somebody of another authority, or storage failures.
pub async fn set_active(desk: &Desk, actor: &Actor, id: PersonId, active: bool) -> Result<(), Error> {
    actor.needs(Permission::KeepPeople)?;
    if id == actor.person {
        return Err(invalid("account", "another administrator closes yours"));
    }
    let mut person = desk.load::<Person>(id.0).await?;
    keeps(desk, actor, person.authority).await?;
    person.active = active;
    let act = Act::new(Verb::Keep, if active { "account_opened" } else { "account_closed" }, id.0, Who::Person(actor));
    Draft::new(desk).put(&person)?.commit(&act).await
}
