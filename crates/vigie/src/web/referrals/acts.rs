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
use casework::records::Provisions;
use casework::refer::Basis;
use casework::{Error, Refusal, portal, refer};
use domain::id::ReferralId;
use domain::refer::Ground;
use maud::Markup;
use serde::Deserialize;
use uuid::Uuid;

/// The ground, as it was chosen or written.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct TypedGround {
    ground: String,
    legal_basis: String,
    provision: String,
    measure: String,
    territory: String,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    words: String,
}

/// What each act is called in the address of the page that follows it.
pub(super) const DONE: [(&str, Text); 5] = [
    ("release", text::DONE_RELEASE),
    ("withdraw", text::DONE_WITHDRAW),
    ("ground", text::DONE_GROUND),
    ("again", text::DONE_AGAIN),
    ("link", text::DONE_LINK),
];

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Query(done): Query<Done>,
) -> Result<Markup, Failure> {
    Ok(page(&app, &visitor, id, None, None, Some(&done)).await?)
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

/// Sends it again, after somebody saw to the contact point.
pub(super) async fn again(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>) -> Result<Response, Failure> {
    let done = refer::send_again(&app.desk, &visitor.actor, ReferralId(id)).await;
    after(&app, &visitor, id, "again", done).await
}

/// Chooses the ground. What was written for an order to act that is refused is shown again.
pub(super) async fn ground(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Form(typed): Form<TypedGround>,
) -> Result<Response, Failure> {
    let unknown = || invalid("ground", "choose one of the grounds on the page");
    let basis = match typed.ground.parse() {
        Ok(Ground::Terms) => Basis::Terms,
        Ok(Ground::IllegalContent) => Basis::IllegalContent,
        Ok(Ground::Order) => Basis::Order(Provisions {
            legal_basis: typed.legal_basis,
            provision: typed.provision,
            measure: typed.measure,
            territory: typed.territory,
        }),
        Err(_) => return after(&app, &visitor, id, "ground", Err(unknown())).await,
    };
    let written = if let Basis::Order(provisions) = &basis { Some(provisions.clone()) } else { None };
    match refer::set_ground(&app.desk, &visitor.actor, ReferralId(id), basis).await {
        Err(error @ Error::Refused(_)) if written.is_some() => {
            let again = page(&app, &visitor, id, Some(&error), written, None).await?;
            Ok((problem::status(&error), again).into_response())
        }
        done => after(&app, &visitor, id, "ground", done).await,
    }
}

fn invalid(what: &'static str, why: &str) -> Error {
    Error::Refused(Refusal::Invalid { what, why: why.to_owned() })
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

/// Shuts the link that leaked, and makes another.
pub(super) async fn renew_link(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let done = refer::renew_link(&app.desk, &visitor.actor, ReferralId(id), &typed.words).await;
    after(&app, &visitor, id, "link", done).await
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
            Ok((problem::status(&error), page(app, visitor, id, Some(&error), None, None).await?).into_response())
        }
        Err(error) => Err(Failure(error)),
    }
}

/// The text of a letter as it was sent, counted from 1.
pub(super) async fn letter(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, number)): Path<(Uuid, usize)>,
) -> Result<Response, Failure> {
    const MISSING: Error = Error::NotFound { what: "letter of this referral" };
    let referral = refer::read(&app.desk, &visitor.actor, ReferralId(id)).await?;
    let link = portal::link_to_referral(&app.desk, &referral)?;
    Ok(plain(letters::read(&app.desk, &referral.notices, number, &link).await?.ok_or(MISSING)?))
}
