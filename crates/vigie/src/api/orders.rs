//! Orders: reading them, and what the officers of the issuing authority do with them.

use super::items::named;
use super::notices::{InState, listing, without_key};
use super::problem::{Problem, gates};
use crate::server::{App, Visitor};
use axum::Json;
use axum::extract::{Path, Query, State};
use casework::order::{self, Circumstances};
use casework::policy::Permission;
use casework::records::{Kept, Kind, Order};
use casework::{Error, Refusal};
use domain::id::OrderId;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

/// What an act answers: it is done.
pub(super) type Done = Result<Json<Value>, Problem>;

pub(super) fn done(outcome: Result<(), Error>) -> Done {
    Ok(outcome.map(|()| Json(json!({})))?)
}

/// Orders, in the order of their clocks.
pub async fn list(State(app): State<App>, visitor: Visitor, Query(wanted): Query<InState>) -> Done {
    let found: Vec<Kept<Order>> = app.desk.list(&visitor.actor.readable(listing(Kind::Order, &wanted))).await?;
    Ok(Json(json!({ "orders": found.iter().map(|order| visible(order, &visitor)).collect::<Vec<_>>() })))
}

/// An order as its reader may see it: where it stands on all sides, and whether the reader wrote it.
fn visible(order: &Order, visitor: &Visitor) -> Value {
    let mut value = without_key(order);
    value["own"] = json!(order.author == visitor.actor.person);
    value["own_authority"] = json!(order.authority == visitor.actor.authority);
    value
}

/// One order, with the gates that are shut if the reader issued it now. Whoever may issue it has read
/// it by this, as the sample of a bulk asks for.
pub async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>) -> Done {
    let found = order::read(&app.desk, &visitor.actor, OrderId(id)).await?;
    let mut value = visible(&found, &visitor);
    if found.state.is_draft() {
        value["shut_gates"] = gates(&order::shut_gates(&app.desk, &visitor.actor, &found).await?);
        if visitor.actor.may(Permission::Issue) {
            order::seen(&app.desk, &visitor.actor, OrderId(id)).await?;
        }
    }
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
) -> Done {
    let answer = named("answer", &given.answer)?;
    done(order::deconflict(&app.desk, &visitor.actor, OrderId(id), answer, &given.note).await)
}

/// Reasons in words, which stay in the record.
#[derive(Deserialize)]
pub struct Reason {
    #[serde(alias = "text")]
    pub(super) reason: String,
}

/// Opens a gate against what it found.
pub async fn open_gate(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, gate)): Path<(Uuid, String)>,
    Json(given): Json<Reason>,
) -> Done {
    let gate = named("gate", &gate)?;
    done(order::open_gate(&app.desk, &visitor.actor, OrderId(id), gate, &given.reason).await)
}

/// Approves an order as the second officer.
pub async fn approve(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>) -> Done {
    done(order::approve(&app.desk, &visitor.actor, OrderId(id)).await)
}

/// What is said when an order is issued out of the ordinary.
#[derive(Deserialize)]
pub struct Issued {
    emergency: Option<String>,
    exceptional: Option<String>,
}

impl Issued {
    fn circumstances(&self) -> Circumstances<'_> {
        Circumstances { emergency: self.emergency.as_deref(), exceptional: self.exceptional.as_deref() }
    }
}

/// Issues an order as the second officer; one that nobody approved yet is approved by the same act.
pub async fn issue(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>, Json(given): Json<Issued>) -> Done {
    done(order::issue(&app.desk, &visitor.actor, OrderId(id), given.circumstances()).await)
}

#[derive(Deserialize)]
pub struct Several {
    orders: Vec<Uuid>,
    #[serde(flatten)]
    issued: Issued,
}

/// Issues several orders, each tested by itself; says of each whether it was issued, and why not.
pub async fn issue_several(State(app): State<App>, visitor: Visitor, Json(given): Json<Several>) -> Done {
    let ids: Vec<OrderId> = given.orders.iter().copied().map(OrderId).collect();
    let outcomes = order::issue_bulk(&app.desk, &visitor.actor, &ids, given.issued.circumstances()).await?;
    let outcomes = outcomes.into_iter().map(|(id, outcome)| match outcome {
        Ok(()) => json!({ "id": id.to_string(), "issued": true }),
        Err(error) => {
            let shut = if let Error::Refused(Refusal::Gates(shut)) = &error { gates(shut) } else { json!([]) };
            json!({ "id": id.to_string(), "issued": false, "problem": error.to_string(), "gates": shut })
        }
    });
    Ok(Json(json!({ "orders": outcomes.collect::<Vec<_>>() })))
}

#[derive(Deserialize)]
pub struct Words {
    text: String,
}

/// Answers an Annex III with an explanation; the hour starts again.
pub async fn restart(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>, Json(given): Json<Words>) -> Done {
    done(order::restart(&app.desk, &visitor.actor, OrderId(id), &given.text).await)
}

/// Answers an Annex III by correcting the order; the hour starts again.
pub async fn correct(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>, Json(given): Json<Words>) -> Done {
    done(order::correct(&app.desk, &visitor.actor, OrderId(id), &given.text).await)
}

/// Records that what made the order impossible has ended; the hour starts again.
pub async fn end_impossibility(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Json(given): Json<Reason>,
) -> Done {
    done(order::end_impossibility(&app.desk, &visitor.actor, OrderId(id), &given.reason).await)
}

/// Takes an order back.
pub async fn withdraw(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Json(given): Json<Reason>,
) -> Done {
    done(order::withdraw(&app.desk, &visitor.actor, OrderId(id), &given.reason).await)
}
