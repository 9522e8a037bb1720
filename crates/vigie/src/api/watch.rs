//! What is watched, and the counts.

use super::notices::InState;
use super::problem::Problem;
use crate::server::{App, Visitor};
use axum::Json;
use axum::extract::{Path, Query, State};
use casework::ports::Query as Listing;
use casework::records::{Kept, Kind, Watch};
use casework::{report, watch};
use domain::id::ItemId;
use serde_json::{Value, json};
use uuid::Uuid;

/// What is watched, with every look; what was raised first. With `state=raised` only that.
pub async fn list(State(app): State<App>, _: Visitor, Query(wanted): Query<InState>) -> Result<Json<Value>, Problem> {
    let all = Listing::all(Kind::Watch, 10_000).newest_first();
    let listing = match &wanted.state {
        Some(state) => all.in_states(&[state.as_str()]),
        None => all,
    };
    let mut watches: Vec<Kept<Watch>> = app.desk.list(&listing).await?;
    watches.sort_by_key(|watch| !(watch.contradicted || watch.returned) || watch.noted.is_some());
    Ok(Json(json!({ "watches": watches.iter().map(|watch| &watch.record).collect::<Vec<_>>() })))
}

/// Takes note of what the watch raised.
pub async fn note(State(app): State<App>, visitor: Visitor, Path(item): Path<Uuid>) -> Result<Json<Value>, Problem> {
    watch::note(&app.desk, &visitor.actor, ItemId(item)).await?;
    Ok(Json(json!({})))
}

/// How many records stand in each state.
pub async fn counts(State(app): State<App>, visitor: Visitor) -> Result<Json<Value>, Problem> {
    let counts = report::counts(&app.desk, &visitor.actor).await?;
    Ok(Json(serde_json::to_value(counts).unwrap_or_default()))
}
