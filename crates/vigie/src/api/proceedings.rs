//! What follows an issued order: receipt by another channel, courts, disclosure, preservation; and the
//! side of the host state: its copies, and scrutiny.

use super::items::named;
use super::notices::without_key;
use super::orders::{Done, Reason, done};
use super::problem::Problem;
use crate::server::{App, Visitor};
use axum::Json;
use axum::extract::{Path, State};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use casework::ports::Query as Listing;
use casework::records::{Authority, Hold, Kept, Kind, Order, Provider};
use casework::{Desk, Error, Refusal, directory, order};
use domain::id::{AuthorityId, HoldId, OrderId};
use domain::order::{Scrutiny, TIME_TO_SCRUTINISE};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

fn unknown(what: &'static str, why: &str) -> Error {
    Error::Refused(Refusal::Invalid { what, why: why.to_owned() })
}

/// Records that the provider received an order, as known by another channel.
pub async fn receipt(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Json(given): Json<Reason>,
) -> Done {
    done(order::record_receipt(&app.desk, &visitor.actor, OrderId(id), &given.reason).await)
}

#[derive(Deserialize)]
pub struct Carried {
    note: String,
    /// The file that proves it, in base64.
    proof: String,
}

/// Records that a person carried an order to the provider.
pub async fn carried(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Json(given): Json<Carried>,
) -> Done {
    let proof = BASE64_STANDARD.decode(&given.proof).map_err(|_| unknown("proof", "this is not base64"))?;
    done(order::record_delivery_by_hand(&app.desk, &visitor.actor, OrderId(id), &given.note, &proof).await)
}

#[derive(Deserialize)]
pub struct Court {
    court: String,
    reasons: String,
}

/// Records that somebody challenged an order.
pub async fn challenge(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Json(given): Json<Court>,
) -> Done {
    done(order::challenge(&app.desk, &visitor.actor, OrderId(id), &given.court, &given.reasons).await)
}

/// Records that the challenge failed.
pub async fn uphold(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>, Json(given): Json<Court>) -> Done {
    done(order::uphold(&app.desk, &visitor.actor, OrderId(id), &given.court, &given.reasons).await)
}

/// Records that the challenge succeeded.
pub async fn annul(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>, Json(given): Json<Court>) -> Done {
    done(order::annul(&app.desk, &visitor.actor, OrderId(id), &given.court, &given.reasons).await)
}

#[derive(Deserialize)]
pub struct Disclosure {
    act: String,
    reason: String,
}

/// Decides that nobody may be told of an order, extends that, or lifts it.
pub async fn non_disclosure(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Json(given): Json<Disclosure>,
) -> Done {
    let (desk, actor, id, reason) = (&app.desk, &visitor.actor, OrderId(id), given.reason.as_str());
    done(match given.act.as_str() {
        "set" => order::set_non_disclosure(desk, actor, id, reason).await,
        "extend" => order::extend_non_disclosure(desk, actor, id, reason).await,
        "lift" => order::lift_non_disclosure(desk, actor, id, reason).await,
        _ => Err(unknown("act", "set, extend or lift")),
    })
}

#[derive(Deserialize)]
pub struct Preserved {
    until: Timestamp,
    proceedings: String,
}

/// Asks the provider to preserve for longer, while a review is pending.
pub async fn preservation(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Json(given): Json<Preserved>,
) -> Done {
    done(order::extend_preservation(&app.desk, &visitor.actor, OrderId(id), given.until, &given.proceedings).await)
}

#[derive(Deserialize)]
pub struct Scrutinised {
    act: String,
    reasons: String,
}

/// A step of scrutiny by the authority of the host state.
pub async fn scrutiny(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Json(given): Json<Scrutinised>,
) -> Done {
    let (desk, actor, id, reasons) = (&app.desk, &visitor.actor, OrderId(id), given.reasons.as_str());
    done(match given.act.as_str() {
        "open" => order::open_scrutiny(desk, actor, id, reasons).await,
        "warn" => order::warn_issuer(desk, actor, id, reasons).await,
        "stand" => order::decide_scrutiny(desk, actor, id, false, reasons).await,
        "breach" => order::decide_scrutiny(desk, actor, id, true, reasons).await,
        _ => Err(unknown("act", "open, warn, stand or breach")),
    })
}

/// The copies of orders for the authority of the reader, the latest first, each with the form and with
/// what is due when.
pub async fn copies(State(app): State<App>, visitor: Visitor) -> Done {
    let query = Listing::all(Kind::Order, 1000).with("host_authority", visitor.actor.authority).newest_first();
    let orders: Vec<Kept<Order>> = app.desk.list(&query).await?;
    let mut copies = Vec::new();
    for order in orders.iter().filter(|order| order.copied.is_some()) {
        copies.push(copy(&app.desk, order).await?);
    }
    Ok(Json(json!({ "orders": copies })))
}

/// What the authority of the host state may know of an order: no more than the parties do.
async fn copy(desk: &Desk, order: &Order) -> Result<Value, Error> {
    let provider = order.provider.ok_or(Error::NotFound { what: "provider" })?;
    let provider = desk.load::<Provider>(provider.0).await?;
    let issuer = desk.load::<Authority>(order.authority.0).await?;
    let open_until = order
        .copied
        .filter(|_| order.scrutiny == Scrutiny::None && order::in_effect(order))
        .and_then(|copied| copied.checked_add(TIME_TO_SCRUTINISE).ok());
    Ok(json!({
        "id": order.id.to_string(),
        "reference": order.reference,
        "url": order.url,
        "provider": provider.name,
        "issuing_authority": issuer.name,
        "form": order::form(desk, order, &provider).await?,
        "state": order.state.name(),
        "scrutiny": order.scrutiny.name(),
        "contest": order.contest.name(),
        "reinstatement": order.reinstatement.name(),
        "issued": order.issued,
        "copied": order.copied,
        "open_until": open_until,
        "decision_due": order.scrutiny_due(),
        "proceedings": order.proceedings,
    }))
}

/// The holds that are in force, of those that the reader may read.
pub async fn holds(State(app): State<App>, visitor: Visitor) -> Result<Json<Value>, Problem> {
    let found: Vec<Kept<Hold>> =
        app.desk.list(&visitor.actor.readable(Listing::all(Kind::Hold, 1000).in_states(&["placed"]))).await?;
    let now = app.desk.now();
    let in_force = found.iter().filter(|hold| domain::hold::in_force(hold.until, hold.lifted, now));
    Ok(Json(json!({ "holds": in_force.map(|hold| without_key(&hold.record)).collect::<Vec<_>>() })))
}

#[derive(Deserialize)]
pub struct Held {
    authority: Uuid,
    scope: String,
    answer: String,
    reason: String,
    until: Timestamp,
}

/// Records a hold of an authority.
pub async fn hold(State(app): State<App>, visitor: Visitor, Json(given): Json<Held>) -> Done {
    let (answer, reason) = (named("answer", &given.answer)?, named("reason", &given.reason)?);
    let authority = AuthorityId(given.authority);
    let id =
        directory::place_hold(&app.desk, &visitor.actor, authority, &given.scope, answer, reason, given.until).await?;
    Ok(Json(json!({ "id": id.to_string() })))
}

/// Lifts a hold before its end.
pub async fn lift(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>) -> Done {
    done(directory::lift_hold(&app.desk, &visitor.actor, HoldId(id)).await)
}
