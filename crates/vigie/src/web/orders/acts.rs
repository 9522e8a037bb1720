//! What officers do with an order. A refusal shows the order again, with every reason and what was typed.

use super::gates;
use super::one;
use crate::api::problem;
use crate::server::{App, Visitor};
use crate::web::Failure;
use crate::web::done::back;
use crate::web::messages::{Lang, Text, order as text, words};
use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse as _, Response};
use casework::order::Circumstances;
use casework::{Error, Refusal, order};
use domain::id::OrderId;
use serde::Deserialize;
use uuid::Uuid;

/// What each act is called in the address of the page that follows it.
pub(super) const DONE: [(&str, Text); 5] = [
    ("deconflict", text::DONE_DECONFLICT),
    ("issue", text::DONE_ISSUE),
    ("receipt", text::DONE_RECEIPT),
    ("restart", text::DONE_RESTART),
    ("withdraw", text::DONE_WITHDRAW),
];

/// What was typed into the form of an act.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    pub answer: String,
    #[serde(default)]
    pub words: String,
    #[serde(skip)]
    pub refused: Option<String>,
    #[serde(skip)]
    pub act: &'static str,
}

/// What was refused, in the reader's language where it has words for it.
fn refusal(error: &Error, lang: Lang) -> String {
    match error {
        Error::Refused(Refusal::Gates(shut)) => gates::listed(shut, lang),
        Error::Refused(Refusal::Invalid { .. }) if lang == Lang::Fr => words::MUST_FILL.get(lang).to_owned(),
        other => other.to_string(),
    }
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
        Ok(()) => Ok(back(&format!("/orders/{id}"), act).into_response()),
        Err(error @ (Error::Refused(_) | Error::Conflict)) => {
            let refused = Some(refusal(&error, visitor.manner.reader.lang));
            let page = one::page(app, visitor, id, &Typed { refused, act, ..typed }, None).await?;
            Ok((problem::status(&error), page).into_response())
        }
        Err(error) => Err(Failure(error)),
    }
}

/// The liaison officer records what other authorities said.
pub(super) async fn deconflict(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let done = match typed.answer.parse() {
        Ok(answer) => order::deconflict(&app.desk, &visitor.actor, OrderId(id), answer, &typed.words).await,
        Err(_) => Err(Error::Refused(Refusal::Invalid { what: "answer", why: "choose one of the answers".to_owned() })),
    };
    after(&app, &visitor, id, "deconflict", typed, done).await
}

/// The second officer approves; the words, if any, justify an emergency.
pub(super) async fn issue(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let done = {
        let circumstances = Circumstances { emergency: Some(&typed.words), exceptional: None };
        order::issue(&app.desk, &visitor.actor, OrderId(id), circumstances).await
    };
    after(&app, &visitor, id, "issue", typed, done).await
}

/// A receipt that became known by another way than the portal.
pub(super) async fn receipt(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let done = order::record_receipt(&app.desk, &visitor.actor, OrderId(id), &typed.words).await;
    after(&app, &visitor, id, "receipt", typed, done).await
}

/// Our answer to an Annex III.
pub(super) async fn restart(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let done = order::restart(&app.desk, &visitor.actor, OrderId(id), &typed.words).await;
    after(&app, &visitor, id, "restart", typed, done).await
}

/// Taking the order back.
pub(super) async fn withdraw(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let done = order::withdraw(&app.desk, &visitor.actor, OrderId(id), &typed.words).await;
    after(&app, &visitor, id, "withdraw", typed, done).await
}
