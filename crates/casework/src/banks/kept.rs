//! Making banks and naming them.

use super::import::Import;
use crate::desk::{Desk, Draft};
use crate::error::{Error, invalid};
use crate::policy::{Actor, Permission};
use crate::records::Bank;
use crate::seal::{Act, Verb, Who};
use domain::bank::Effect;
use domain::id::BankId;
use serde_json::json;

/// A name as it is kept.
///
/// # Errors
/// An empty or overlong name.
pub(super) fn checked(name: &str) -> Result<&str, Error> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 120 {
        return Err(invalid("bank name", "give it a name of 1 to 120 characters"));
    }
    Ok(name)
}

async fn unused<'a>(desk: &Desk, name: &'a str) -> Result<&'a str, Error> {
    let name = checked(name)?;
    match desk.find_unique::<Bank>(name).await? {
        Some(_) => Err(invalid("bank name", "there is a bank of this name already")),
        None => Ok(name),
    }
}

/// Makes a bank that holds nothing yet.
///
/// # Errors
/// Not permitted, a name that is empty or taken, or storage failures.
pub async fn make(desk: &Desk, actor: &Actor, name: &str, source: &str) -> Result<BankId, Error> {
    actor.needs(Permission::KeepBanks)?;
    let name = unused(desk, name).await?;
    let import = Import::into(desk, actor, name, source, Effect::Proposes).await?;
    let bank = import.bank();
    import.end().await?;
    Ok(bank)
}

/// Gives a bank another name. What was found in it before keeps the name of then.
///
/// # Errors
/// Not permitted, no such bank, a name that is empty or taken, or storage failures.
pub async fn rename(desk: &Desk, actor: &Actor, bank: BankId, name: &str) -> Result<(), Error> {
    actor.needs(Permission::KeepBanks)?;
    let mut bank = desk.load::<Bank>(bank.0).await?;
    if bank.name == name.trim() {
        return Ok(());
    }
    let before = std::mem::replace(&mut bank.record.name, unused(desk, name).await?.to_owned());
    let act = Act::new(Verb::Keep, "bank_renamed", bank.id.0, Who::Person(actor))
        .detail(json!({ "bank": bank.name, "before": before }));
    Draft::new(desk).put(&bank)?.commit(&act).await?;
    super::refresh(desk).await
}
