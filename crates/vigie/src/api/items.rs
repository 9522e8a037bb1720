//! Items: taking in, the queue, findings.

use super::problem::Problem;
use crate::server::{App, Visitor};
use axum::Json;
use axum::extract::{Path, Query, State};
use casework::assess::{Dossier, Followed};
use casework::policy::Actor;
use casework::ports::Query as Listing;
use casework::records::{Item, Kept, Kind};
use casework::{Desk, Error, Refusal, assess, detect};
use domain::assess::Finding;
use domain::id::ItemId;
use serde::Deserialize;
use serde_json::{Value, json};
use std::str::FromStr;
use uuid::Uuid;

#[derive(Deserialize)]
pub struct TakeIn {
    source: String,
    urls: Vec<String>,
}

/// Takes addresses in; answers with the item of each, or why it was left out.
pub async fn take_in(
    State(app): State<App>,
    visitor: Visitor,
    Json(given): Json<TakeIn>,
) -> Result<Json<Value>, Problem> {
    let taken = detect::take_in(&app.desk, &visitor.actor, &given.source, &given.urls).await?;
    let outcomes: Vec<Value> = taken.into_iter().map(|taken| taken_as_json(&taken)).collect();
    Ok(Json(json!({ "items": outcomes })))
}

/// One address that was given, as JSON.
pub fn taken_as_json(taken: &detect::Taken) -> Value {
    match &taken.outcome {
        Ok((id, new)) => json!({ "given": taken.given, "id": id.to_string(), "new": new }),
        Err(error) => json!({ "given": taken.given, "problem": error.to_string() }),
    }
}

/// An item as an officer sees it.
pub async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>) -> Result<Json<Value>, Problem> {
    Ok(Json(view(&app.desk, &visitor.actor, ItemId(id)).await?))
}

/// Has an item fetched once more that could not be examined; the worker does it next.
pub async fn fetch_again(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
) -> Result<Json<Value>, Problem> {
    detect::fetch_again(&app.desk, &visitor.actor, ItemId(id)).await?;
    Ok(Json(json!({})))
}

/// Everything the console shows of an item, as JSON: `matches`, `context_signals`, `state`, text,
/// what else matched, what was not examined.
pub async fn view(desk: &Desk, actor: &Actor, id: ItemId) -> Result<Value, Error> {
    let dossier = assess::dossier(desk, actor, id).await?;
    Ok(as_json(&dossier))
}

fn as_json(dossier: &Dossier) -> Value {
    let item = &dossier.item.record;
    let exact = domain::locator::exact(&item.url).err().map(|shape| shape.to_string());
    json!({
        "id": item.id.to_string(),
        "url": item.url,
        "given": item.given,
        "taken_in": item.taken_in,
        "source": item.source,
        "state": item.state.name(),
        "likeness": item.likeness.name(),
        "priority": item.priority,
        "title": item.title,
        "language": item.language,
        "matches": item.matches,
        "context_signals": item.context,
        "not_examined": item.not_examined,
        "provider": item.provider.map(|id| id.to_string()),
        "forerunner": item.forerunner.map(|id| id.to_string()),
        "assessments": item.assessments,
        "not_exact": exact,
        "capture": dossier.capture,
        "text": dossier.text,
        "elsewhere": dossier.elsewhere.iter().map(|other| json!({ "id": other.id.to_string(), "url": other.url, "state": other.state.name() })).collect::<Vec<_>>(),
        "order": dossier.order.as_ref().map(|order| order.reference.clone()),
        "referral": dossier.referral.as_ref().map(|referral| referral.reference.clone()),
        "referral_state": dossier.referral.as_ref().map(|referral| referral.state.name()),
    })
}

#[derive(Deserialize)]
pub struct Page {
    #[serde(default = "fifty")]
    limit: u32,
}

const fn fifty() -> u32 {
    50
}

/// The first items of the queue.
pub async fn queue(State(app): State<App>, _: Visitor, Query(page): Query<Page>) -> Result<Json<Value>, Problem> {
    let listing =
        Listing::all(Kind::Item, page.limit.min(500)).in_states(&["in_review", "second_reading", "not_examined"]);
    let items: Vec<Kept<Item>> = app.desk.list(&listing).await?;
    Ok(Json(
        json!({ "items": items.iter().map(|item| json!({ "id": item.id.to_string(), "url": item.url, "priority": item.priority, "likeness": item.likeness.name() })).collect::<Vec<_>>() }),
    ))
}

/// Hands out the next item of the queue, or null.
pub async fn next(State(app): State<App>, visitor: Visitor) -> Result<Json<Value>, Problem> {
    match assess::next(&app.desk, &visitor.actor, None).await? {
        Some(item) => Ok(Json(view(&app.desk, &visitor.actor, item.id).await?)),
        None => Ok(Json(Value::Null)),
    }
}

#[derive(Deserialize)]
pub struct Given {
    purpose: String,
    reason: String,
    #[serde(default)]
    categories: Vec<String>,
    confidence: String,
    outcome: String,
}

/// Records a finding; answers with what it drafted.
pub async fn finding(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Json(given): Json<Given>,
) -> Result<Json<Value>, Problem> {
    let finding = Finding {
        purpose: named("purpose", &given.purpose)?,
        categories: given.categories.iter().map(|name| named("category", name)).collect::<Result<_, _>>()?,
        confidence: named("confidence", &given.confidence)?,
        outcome: named("outcome", &given.outcome)?,
        reason: given.reason,
    };
    let followed = assess::decide(&app.desk, &visitor.actor, ItemId(id), finding).await?;
    Ok(Json(match followed {
        Followed::Order(order) => json!({ "order": order.to_string() }),
        Followed::Referral(referral) => json!({ "referral": referral.to_string() }),
        Followed::Nothing => json!({}),
    }))
}

/// Why a finding is taken up again.
#[derive(Deserialize)]
pub struct Reopened {
    reason: String,
}

/// Takes up a finding again.
pub async fn reopen(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Json(given): Json<Reopened>,
) -> Result<Json<Value>, Problem> {
    assess::reopen(&app.desk, &visitor.actor, ItemId(id), &given.reason).await?;
    Ok(Json(json!({})))
}

/// Reads a value by its fixed name, or refuses by name.
pub fn named<T: FromStr>(what: &'static str, name: &str) -> Result<T, Error>
where
    T::Err: std::fmt::Display,
{
    name.parse().map_err(|error: T::Err| Error::Refused(Refusal::Invalid { what, why: error.to_string() }))
}
