//! What the officer of the host state does. A refusal shows the copy again, with what was typed.

use super::one;
use crate::api::problem;
use crate::server::{App, Visitor};
use crate::web::Failure;
use crate::web::done::back;
use crate::web::messages::{Text, host as text};
use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse as _, Response};
use casework::{Error, order};
use domain::id::OrderId;
use serde::Deserialize;
use uuid::Uuid;

/// What each act is called in its address, and in that of the page that follows it.
pub(super) const DONE: [(&str, Text); 4] =
    [("open", text::DONE_OPEN), ("warn", text::DONE_WARN), ("stand", text::DONE_STAND), ("breach", text::DONE_BREACH)];

/// What was typed into the form of an act.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    pub reasons: String,
    /// Which act was refused, and why.
    #[serde(skip)]
    pub refused: Option<(&'static str, String)>,
}

async fn after(
    app: &App,
    visitor: &Visitor,
    id: Uuid,
    act: &'static str,
    typed: Typed,
    done: Result<(), Error>,
) -> Result<Response, Failure> {
    match done {
        Ok(()) => Ok(back(&format!("/host/{id}"), act).into_response()),
        Err(error @ (Error::Refused(_) | Error::Conflict)) => {
            let typed = Typed { refused: Some((act, error.to_string())), ..typed };
            Ok((problem::status(&error), one::page(app, visitor, id, &typed, None).await?).into_response())
        }
        Err(error) => Err(Failure(error)),
    }
}

/// Scrutiny begins of the authority's own motion.
pub(super) async fn open(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let done = order::open_scrutiny(&app.desk, &visitor.actor, OrderId(id), &typed.reasons).await;
    after(&app, &visitor, id, "open", typed, done).await
}

/// The issuing authority hears what is intended.
pub(super) async fn warn(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let done = order::warn_issuer(&app.desk, &visitor.actor, OrderId(id), &typed.reasons).await;
    after(&app, &visitor, id, "warn", typed, done).await
}

/// The order stands.
pub(super) async fn stand(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let done = order::decide_scrutiny(&app.desk, &visitor.actor, OrderId(id), false, &typed.reasons).await;
    after(&app, &visitor, id, "stand", typed, done).await
}

/// The order loses its effect.
pub(super) async fn breach(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let done = order::decide_scrutiny(&app.desk, &visitor.actor, OrderId(id), true, &typed.reasons).await;
    after(&app, &visitor, id, "breach", typed, done).await
}
