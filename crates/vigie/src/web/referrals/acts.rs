//! What is done with a referral. A refusal shows the referral again, with the reason.

use super::one::page;
use crate::api::problem;
use crate::server::{App, Visitor};
use crate::web::done::{Done, back};
use crate::web::messages::{Text, referral as text};
use crate::web::orders::files::plain;
use crate::web::{Failure, letters};
use axum::extract::{Form, Path, Query, State};
use axum::response::{IntoResponse as _, Response};
use casework::records::Referral;
use casework::{Error, portal, refer};
use domain::id::ReferralId;
use maud::Markup;
use serde::Deserialize;
use uuid::Uuid;

#[derive(Debug, Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    words: String,
}

/// What each act is called in the address of the page that follows it.
pub(super) const DONE: [(&str, Text); 2] = [("release", text::DONE_RELEASE), ("withdraw", text::DONE_WITHDRAW)];

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Query(done): Query<Done>,
) -> Result<Markup, Failure> {
    Ok(page(&app, &visitor, id, None, Some(&done)).await?)
}

/// A second person lets it go out.
pub(super) async fn release(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
) -> Result<Response, Failure> {
    let done = refer::release(&app.desk, &visitor.actor, ReferralId(id)).await;
    after(&app, &visitor, id, "release", done).await
}

/// Taking it back.
pub(super) async fn withdraw(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let done = refer::withdraw(&app.desk, &visitor.actor, ReferralId(id), &typed.words).await;
    after(&app, &visitor, id, "withdraw", done).await
}

async fn after(
    app: &App,
    visitor: &Visitor,
    id: Uuid,
    act: &str,
    done: Result<(), Error>,
) -> Result<Response, Failure> {
    match done {
        Ok(()) => Ok(back(&format!("/referrals/{id}"), act).into_response()),
        Err(error @ (Error::Refused(_) | Error::Conflict)) => {
            Ok((problem::status(&error), page(app, visitor, id, Some(&error), None).await?).into_response())
        }
        Err(error) => Err(Failure(error)),
    }
}

/// The text of a letter as it was sent, counted from 1.
pub(super) async fn letter(
    State(app): State<App>,
    Path((id, number)): Path<(Uuid, usize)>,
) -> Result<Response, Failure> {
    const MISSING: Error = Error::NotFound { what: "letter of this referral" };
    let referral = app.desk.load::<Referral>(id).await?;
    let link = portal::link_to_referral(&app.desk, &referral)?;
    Ok(plain(letters::read(&app.desk, &referral.notices, number, &link).await?.ok_or(MISSING)?))
}
