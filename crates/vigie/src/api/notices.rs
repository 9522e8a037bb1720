//! Referrals, and the providers that they and the orders go to.

use super::problem::Problem;
use crate::server::{App, Visitor};
use axum::Json;
use axum::extract::{Path, Query, State};
use casework::ports::Query as Listing;
use casework::records::{Authority, Kept, Kind, Provider, Referral};
use casework::{directory, refer};
use domain::id::{ProviderId, ReferralId};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

/// Which records are asked for.
#[derive(Deserialize)]
pub struct InState {
    pub(super) state: Option<String>,
}

pub(super) fn listing(kind: Kind, wanted: &InState) -> Listing {
    let all = Listing::all(kind, 1000);
    match &wanted.state {
        Some(state) => all.in_states(&[state.as_str()]),
        None => all,
    }
}

/// Referrals, oldest first.
pub async fn referrals(
    State(app): State<App>,
    visitor: Visitor,
    Query(wanted): Query<InState>,
) -> Result<Json<Value>, Problem> {
    let query = visitor.actor.readable(listing(Kind::Referral, &wanted));
    let found: Vec<Kept<Referral>> = app.desk.list(&query).await?;
    Ok(Json(json!({ "referrals": found.iter().map(|referral| without_key(&referral.record)).collect::<Vec<_>>() })))
}

/// Releases a referral that another person wrote.
pub async fn release(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>) -> Result<Json<Value>, Problem> {
    refer::release(&app.desk, &visitor.actor, ReferralId(id)).await?;
    Ok(Json(json!({})))
}

/// A notice without the secret part of its portal link.
pub(super) fn without_key(notice: &impl Serialize) -> Value {
    let mut value = serde_json::to_value(notice).unwrap_or_default();
    if let Some(fields) = value.as_object_mut() {
        fields.remove("portal_nonce");
    }
    value
}

/// The provider directory.
pub async fn providers(State(app): State<App>, _: Visitor) -> Result<Json<Value>, Problem> {
    let found: Vec<Kept<Provider>> = app.desk.list(&Listing::all(Kind::Provider, 1000)).await?;
    Ok(Json(json!({ "providers": found.iter().map(|provider| without_key(&provider.record)).collect::<Vec<_>>() })))
}

/// The authorities of the directory.
pub async fn authorities(State(app): State<App>, _: Visitor) -> Result<Json<Value>, Problem> {
    let found: Vec<Kept<Authority>> = app.desk.list(&Listing::all(Kind::Authority, 1000)).await?;
    Ok(Json(json!({ "authorities": found.iter().map(|authority| &authority.record).collect::<Vec<_>>() })))
}

/// Sends a provider the information that must precede its first order.
pub async fn inform(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>) -> Result<Json<Value>, Problem> {
    directory::inform(&app.desk, &visitor.actor, ProviderId(id)).await?;
    Ok(Json(json!({})))
}
