//! One-time links and API tokens.

use super::account::keeps;
use super::{actor, open_session};
use crate::desk::{Desk, Draft};
use crate::error::{Error, Refusal, invalid, refused};
use crate::policy::{Actor, Permission};
use crate::records::{ApiToken, Kept, Person};
use crate::seal::{Act, Verb, Who};
use domain::id::PersonId;
use jiff::{SignedDuration, Timestamp};
use matching::digest::Sha256;
use serde_json::json;

/// How long a one-time link stays good.
const LINK: SignedDuration = SignedDuration::from_hours(72);
/// How long an API token may last.
const LONGEST_TOKEN: SignedDuration = SignedDuration::from_hours(366 * 24);

fn link_key(secret: &str) -> String {
    format!("once {}", Sha256::of(secret.as_bytes()))
}

/// Makes a link with which a person signs in once, to set a password. Returns its secret.
///
/// # Errors
/// Not permitted, somebody of another authority, or storage failures.
pub async fn one_time_link(desk: &Desk, who: Option<&Actor>, person: PersonId) -> Result<String, Error> {
    let person = desk.load::<Person>(person.0).await?;
    if let Some(actor) = who {
        keeps(desk, actor, person.authority).await?;
    }
    let secret = desk.doors.entropy.secret();
    desk.doors.store.remember(&link_key(&secret), &person.id.to_string(), desk.now() + LINK).await?;
    let act = Act::new(Verb::Keep, "one_time_link_made", person.id.0, who.map_or(Who::Job, Who::Person));
    Draft::new(desk).commit(&act).await?;
    Ok(secret)
}

/// Signs in with a one-time link; it works once. Returns the session's secret.
///
/// # Errors
/// [`Refusal::BadLink`] if it was used, has ended, or never was.
pub async fn use_one_time_link(desk: &Desk, secret: &str) -> Result<String, Error> {
    let person = desk.doors.store.take(&link_key(secret), desk.now()).await?;
    let person: PersonId = person.and_then(|id| id.parse().ok()).ok_or_else(|| refused(Refusal::BadLink))?;
    match desk.find::<Person>(person.0).await?.filter(|person| person.active) {
        Some(person) => open_session(desk, &person).await,
        None => Err(refused(Refusal::BadLink)),
    }
}

/// Makes an API token for oneself, with no more than one's own permissions. Returns the secret,
/// which is shown once.
///
/// # Errors
/// A permission that one does not have, too long a life, or storage failures.
pub async fn make_token(
    desk: &Desk,
    actor: &Actor,
    label: &str,
    scopes: &[Permission],
    lasts: SignedDuration,
) -> Result<String, Error> {
    scopes.iter().try_for_each(|scope| actor.needs(*scope))?;
    if label.trim().is_empty() || scopes.is_empty() || lasts > LONGEST_TOKEN || lasts.is_zero() || lasts.is_negative() {
        return Err(invalid("token", "give a label, at least one permission, and an end within a year"));
    }
    let secret = format!("vigie_{}", desk.doors.entropy.secret());
    let token = Kept::new(ApiToken {
        id: desk.doors.entropy.id(desk.now()),
        person: actor.person,
        label: label.trim().to_owned(),
        secret_sha256: Sha256::of(secret.as_bytes()).to_string(),
        scopes: scopes.iter().map(|scope| scope.name().to_owned()).collect(),
        created: desk.now(),
        expires: desk.now() + lasts,
        revoked: false,
    });
    let act = Act::new(Verb::Keep, "token_made", token.id, Who::Person(actor))
        .detail(json!({ "label": label, "scopes": token.scopes }));
    Draft::new(desk).put(&token)?.commit(&act).await?;
    Ok(secret)
}

/// Who acts behind an API token, if it is in force, and when it ends.
///
/// # Errors
/// Storage failures.
pub async fn actor_of_token(desk: &Desk, secret: &str) -> Result<Option<(Actor, Timestamp)>, Error> {
    let digest = Sha256::of(secret.as_bytes()).to_string();
    let Some(token) = desk.find_unique::<ApiToken>(&digest).await? else { return Ok(None) };
    if token.revoked || token.expires <= desk.now() {
        return Ok(None);
    }
    let Some(person) = desk.find::<Person>(token.person.0).await?.filter(|person| person.active) else {
        return Ok(None);
    };
    let scopes = token.scopes.iter().filter_map(|scope| scope.parse().ok()).collect();
    Ok(Some((Actor { scopes: Some(scopes), ..actor(desk, &person).await? }, token.expires)))
}

/// Revokes a token of one's own, or anybody's for those who keep their accounts.
///
/// # Errors
/// Not permitted, no such token, or storage failures.
pub async fn revoke_token(desk: &Desk, actor: &Actor, id: uuid::Uuid) -> Result<(), Error> {
    let mut token = desk.load::<ApiToken>(id).await?;
    if token.person != actor.person {
        keeps(desk, actor, desk.load::<Person>(token.person.0).await?.authority).await?;
    }
    token.revoked = true;
    let act = Act::new(Verb::Keep, "token_revoked", id, Who::Person(actor));
    Draft::new(desk).put(&token)?.commit(&act).await
}
