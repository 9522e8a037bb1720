//! Banks: making them, naming them, switching them on and off.

use super::loose;
use super::names::{for_hma, is_allowed};
use super::trouble::{Path, Trouble};
use crate::server::{App, Visitor};
use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::StatusCode;
use casework::Desk;
use casework::banks::{self, MAX_BANKS};
use casework::ports::Query as Listing;
use casework::records::{Bank, Kept, Kind};
use serde::Deserialize;
use serde_json::{Value, json};

/// Who vouches for what is added through this interface, and the reason given for a switch.
pub const SOURCE: &str = "through the HMA interface";

/// A bank as HMA shows it. There is no share of lookups: a bank is on or off.
pub fn as_hma(bank: &Bank) -> Value {
    json!({ "name": for_hma(&bank.name), "matching_enabled_ratio": if bank.enabled { 1.0 } else { 0.0 } })
}

/// The bank that HMA's programs know by a name.
pub async fn find(desk: &Desk, name: &str) -> Result<Option<Kept<Bank>>, Trouble> {
    if is_allowed(name)
        && let Some(bank) = desk.find_unique::<Bank>(name).await?
    {
        return Ok(Some(bank));
    }
    let banks: Vec<Kept<Bank>> = desk.list(&Listing::all(Kind::Bank, MAX_BANKS)).await?;
    Ok(banks.into_iter().find(|bank| for_hma(&bank.name) == name))
}

/// The same, where there must be one.
pub async fn bank(desk: &Desk, name: &str) -> Result<Kept<Bank>, Trouble> {
    let found = find(desk, name).await?;
    found.ok_or_else(|| Trouble::with(StatusCode::NOT_FOUND, format!("bank '{name}' not found")))
}

/// What is said of a bank: `enabled`, or HMA's share of lookups.
#[derive(Deserialize)]
pub struct Given {
    name: Option<String>,
    #[serde(default, deserialize_with = "loose::flag")]
    enabled: Option<bool>,
    #[serde(default, deserialize_with = "loose::number")]
    enabled_ratio: Option<f64>,
}

impl Given {
    /// Whether it is to be on, if that is said. A share between is refused, since a match that came of a coin could not
    /// be found again.
    fn switch(&self) -> Result<Option<bool>, Trouble> {
        match self.enabled_ratio {
            Some(0.0) => Ok(Some(false)),
            Some(1.0) => Ok(Some(true)),
            Some(ratio) => {
                let why =
                    "a bank is on (1.0) or off (0.0) here, since a match that came of a coin could not be repeated";
                Err(Trouble::bad(format!("enabled_ratio {ratio}: {why}")))
            }
            None => Ok(self.enabled),
        }
    }

    /// The name, if one is given: one that HMA allows, so that its programs find it again.
    fn allowed_name(&self) -> Result<Option<&str>, Trouble> {
        match self.name.as_deref() {
            Some(name) if !is_allowed(name) => {
                Err(Trouble::bad("Bank names must be of capital letters, digits and underscores, with no digit first"))
            }
            name => Ok(name),
        }
    }
}

/// All banks.
pub async fn list(State(app): State<App>, _: Visitor) -> Result<Json<Value>, Trouble> {
    let banks: Vec<Kept<Bank>> = app.desk.list(&Listing::all(Kind::Bank, MAX_BANKS)).await?;
    Ok(Json(banks.iter().map(|bank| as_hma(bank)).collect()))
}

/// One bank.
pub async fn show(State(app): State<App>, _: Visitor, Path(name): Path<String>) -> Result<Json<Value>, Trouble> {
    Ok(Json(as_hma(&*bank(&app.desk, &name).await?)))
}

/// Makes a bank.
pub async fn make(
    State(app): State<App>,
    visitor: Visitor,
    given: Result<Json<Given>, JsonRejection>,
) -> Result<(StatusCode, Json<Value>), Trouble> {
    let Json(given) = given?;
    let name = given.allowed_name()?.ok_or_else(|| Trouble::missing("name"))?;
    let on = given.switch()?.unwrap_or(true);
    if find(&app.desk, name).await?.is_some() {
        return Err(Trouble::with(StatusCode::FORBIDDEN, "Bank already exists"));
    }
    let id = banks::make(&app.desk, &visitor.actor, name, SOURCE).await?;
    if !on {
        banks::enable(&app.desk, &visitor.actor, id, false, SOURCE).await?;
    }
    Ok((StatusCode::CREATED, Json(as_hma(&*bank(&app.desk, name).await?))))
}

/// Gives a bank another name, or switches it on or off.
pub async fn change(
    State(app): State<App>,
    visitor: Visitor,
    Path(name): Path<String>,
    given: Result<Json<Given>, JsonRejection>,
) -> Result<Json<Value>, Trouble> {
    let bank = bank(&app.desk, &name).await?;
    let Json(given) = given?;
    let (new, switch) = (given.allowed_name()?, given.switch()?);
    if let Some(new) = new.filter(|new| *new != name) {
        if find(&app.desk, new).await?.is_some() {
            return Err(Trouble::with(StatusCode::FORBIDDEN, "Bank name already exists"));
        }
        banks::rename(&app.desk, &visitor.actor, bank.id, new).await?;
    }
    if let Some(on) = switch.filter(|on| *on != bank.enabled) {
        banks::enable(&app.desk, &visitor.actor, bank.id, on, SOURCE).await?;
    }
    Ok(Json(as_hma(&*app.desk.load::<Bank>(bank.id.0).await?)))
}

/// Switches a bank off. It is not destroyed, since matches refer to it; a person can switch it on again.
pub async fn remove(
    State(app): State<App>,
    visitor: Visitor,
    Path(name): Path<String>,
) -> Result<Json<Value>, Trouble> {
    if let Some(bank) = find(&app.desk, &name).await?.filter(|bank| bank.enabled) {
        banks::enable(&app.desk, &visitor.actor, bank.id, false, SOURCE).await?;
    }
    Ok(Json(json!({ "message": "Done" })))
}
