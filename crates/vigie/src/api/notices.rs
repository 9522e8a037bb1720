//! Referrals, orders and the providers they go to.

use super::items::named;
use super::problem::Problem;
use crate::server::{App, Visitor};
use axum::Json;
use axum::extract::{Path, Query, State};
use casework::order::Circumstances;
use casework::ports::Query as Listing;
use casework::records::{Kept, Kind, Order, Provider, Referral};
use casework::{directory, order, refer};
use domain::id::{OrderId, ProviderId, ReferralId};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

#[derive(Deserialize)]
pub struct InState {
    state: Option<String>,
}

fn listing(kind: Kind, wanted: &InState) -> Listing {
    let all = Listing::all(kind, 1000);
    match &wanted.state {
        Some(state) => all.in_states(&[state.as_str()]),
        None => all,
    }
}

/// Referrals, oldest first.
pub async fn referrals(
    State(app): State<App>,
    _: Visitor,
    Query(wanted): Query<InState>,
) -> Result<Json<Value>, Problem> {
    let found: Vec<Kept<Referral>> = app.desk.list(&listing(Kind::Referral, &wanted)).await?;
    Ok(Json(json!({ "referrals": found.iter().map(|referral| without_key(&referral.record)).collect::<Vec<_>>() })))
}

/// Releases a referral that another person wrote.
pub async fn release(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>) -> Result<Json<Value>, Problem> {
    refer::release(&app.desk, &visitor.actor, ReferralId(id)).await?;
    Ok(Json(json!({})))
}

/// Orders, in the order of their clocks.
pub async fn orders(
    State(app): State<App>,
    visitor: Visitor,
    Query(wanted): Query<InState>,
) -> Result<Json<Value>, Problem> {
    let found: Vec<Kept<Order>> = app.desk.list(&listing(Kind::Order, &wanted)).await?;
    Ok(Json(json!({ "orders": found.iter().map(|order| visible(order, &visitor)).collect::<Vec<_>>() })))
}

/// A notice without the secret part of its portal link.
fn without_key(notice: &impl Serialize) -> Value {
    let mut value = serde_json::to_value(notice).unwrap_or_default();
    if let Some(fields) = value.as_object_mut() {
        fields.remove("portal_nonce");
    }
    value
}

/// An order as its reader may see it.
fn visible(order: &Order, visitor: &Visitor) -> Value {
    let mut value = without_key(order);
    value["own"] = json!(order.author == visitor.actor.person);
    value
}

/// One order, with the gates that are shut if the reader issued it now.
pub async fn order(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>) -> Result<Json<Value>, Problem> {
    let found = app.desk.load::<Order>(id).await?;
    let shut = order::shut_gates(&app.desk, &visitor.actor, &found).await?;
    let mut value = visible(&found, &visitor);
    value["shut_gates"] =
        shut.iter().map(|gate| json!({ "gate": gate.gate().name(), "why": gate.to_string() })).collect();
    Ok(Json(value))
}

#[derive(Deserialize)]
pub struct Deconflicted {
    answer: String,
    note: String,
}

/// Records the answer of deconfliction.
pub async fn deconflict(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Json(given): Json<Deconflicted>,
) -> Result<Json<Value>, Problem> {
    let answer = named("answer", &given.answer)?;
    order::deconflict(&app.desk, &visitor.actor, OrderId(id), answer, &given.note).await?;
    Ok(Json(json!({})))
}

#[derive(Deserialize)]
pub struct Issued {
    emergency: Option<String>,
    exceptional: Option<String>,
}

/// Approves and issues an order as the second officer.
pub async fn issue(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Json(given): Json<Issued>,
) -> Result<Json<Value>, Problem> {
    let circumstances =
        Circumstances { emergency: given.emergency.as_deref(), exceptional: given.exceptional.as_deref() };
    order::issue(&app.desk, &visitor.actor, OrderId(id), circumstances).await?;
    Ok(Json(json!({})))
}

#[derive(Deserialize)]
pub struct Words {
    text: String,
}

/// Answers an Annex III; the hour starts again.
pub async fn restart(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Json(given): Json<Words>,
) -> Result<Json<Value>, Problem> {
    order::restart(&app.desk, &visitor.actor, OrderId(id), &given.text).await?;
    Ok(Json(json!({})))
}

/// Takes an order back.
pub async fn withdraw(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Json(given): Json<Words>,
) -> Result<Json<Value>, Problem> {
    order::withdraw(&app.desk, &visitor.actor, OrderId(id), &given.text).await?;
    Ok(Json(json!({})))
}

/// The provider directory.
pub async fn providers(State(app): State<App>, _: Visitor) -> Result<Json<Value>, Problem> {
    let found: Vec<Kept<Provider>> = app.desk.list(&Listing::all(Kind::Provider, 1000)).await?;
    Ok(Json(json!({ "providers": found.iter().map(|provider| &provider.record).collect::<Vec<_>>() })))
}

/// Sends a provider the information that must precede its first order.
pub async fn inform(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>) -> Result<Json<Value>, Problem> {
    directory::inform(&app.desk, &visitor.actor, ProviderId(id)).await?;
    Ok(Json(json!({})))
}
