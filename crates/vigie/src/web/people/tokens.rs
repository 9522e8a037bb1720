//! One's own keys for programs.

use crate::api::problem;
use crate::server::{Access, App, Routes, Visitor};
use crate::web::done::{Done, back};
use crate::web::frame::frame;
use crate::web::kit::{self, Button, Choice, Column, Field, Row, Status, Table};
use crate::web::messages::{Text, people as text, scopes, words};
use crate::web::shell::{self, Frame};
use crate::web::{Failure, fields::Fields};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Response};
use casework::policy::Permission;
use casework::ports::Query as Listing;
use casework::records::{ApiToken, Kept, Kind};
use casework::{Error, Refusal, people};
use jiff::SignedDuration;
use maud::{Markup, html};
use uuid::Uuid;

/// How many of one's tokens are shown.
const MOST: u32 = 100;
/// How long a token lasts when nothing else is wanted, in days.
const DAYS: &str = "90";

pub(super) fn routes(routes: Routes) -> Routes {
    routes.get("/account/tokens", Access::SignedIn, list).post("/account/tokens", Access::SignedIn, make).post(
        "/account/tokens/{id}/revoke",
        Access::SignedIn,
        revoke,
    )
}

const DONE: [(&str, Text); 1] = [("revoked", text::DONE_REVOKED)];

async fn list(State(app): State<App>, visitor: Visitor, Query(done): Query<Done>) -> Result<Markup, Failure> {
    Ok(page(&app, &visitor, &Fields::default(), None, Some(&done)).await?)
}

/// Makes a token and shows its secret, this once.
async fn make(State(app): State<App>, visitor: Visitor, typed: Fields) -> Result<Response, Failure> {
    let scopes: Vec<Permission> = typed.all("scope").filter_map(|name| name.parse().ok()).collect();
    let days: i64 = typed.one("days").parse().unwrap_or_default();
    let lasts = SignedDuration::from_hours(24).checked_mul(i32::try_from(days).unwrap_or_default()).unwrap_or_default();
    match people::make_token(&app.desk, &visitor.actor, typed.one("label"), &scopes, lasts).await {
        Ok(secret) => Ok(shown_once(&app, &visitor, &secret).await?.into_response()),
        Err(error @ Error::Refused(Refusal::Invalid { .. })) => {
            Ok((problem::status(&error), page(&app, &visitor, &typed, Some(&error), None).await?).into_response())
        }
        Err(error) => Err(Failure(error)),
    }
}

async fn revoke(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>) -> Result<Response, Failure> {
    people::revoke_token(&app.desk, &visitor.actor, id).await?;
    Ok(back("/account/tokens", "revoked").into_response())
}

async fn shown_once(app: &App, visitor: &Visitor, secret: &str) -> Result<Markup, Error> {
    let frame = frame(app, visitor, None).await?;
    let lang = frame.lang();
    let content = html! {
        (kit::head(html! { a href="/account/tokens" { (text::TOKENS.get(lang)) } }, text::TOKEN_MADE.get(lang), html! {}, html! {}))
        div.narrow {
            code.url.addr { (secret) }
            p.ink2 { (text::TOKEN_KEEP.get(lang)) }
            p.mt3 { (Button::link(text::TOKENS.get(lang), "/account/tokens")) }
        }
    };
    Ok(shell::page(&frame, text::TOKEN_MADE.get(lang), content))
}

async fn page(
    app: &App,
    visitor: &Visitor,
    typed: &Fields,
    refused: Option<&Error>,
    done: Option<&Done>,
) -> Result<Markup, Error> {
    let mut frame = frame(app, visitor, None).await?;
    let lang = frame.lang();
    frame.notice = done.and_then(|done| done.notice(&DONE, lang));
    let listing = Listing::all(Kind::ApiToken, MOST).with("person", visitor.actor.person).newest_first();
    let tokens: Vec<Kept<ApiToken>> = app.desk.list(&listing).await?;
    let rows = tokens.iter().map(|token| row(token, &frame));
    let columns = [text::TOKEN_LABEL, text::TOKEN_SCOPES, text::TOKEN_UNTIL, words::STATE]
        .map(|title| Column::text(title.get(lang)));
    let content = html! {
        (kit::head(html! { a href="/account" { (text::ACCOUNT.get(lang)) } }, text::TOKENS.get(lang), html! { (text::TOKENS_LEDE.get(lang)) }, html! {}))
        @if let Some(error) = refused {
            div.mb3 role="alert" { (kit::note(Status::Bad, html! { b { (text::NOT_DONE.get(lang)) } " " (error) })) }
        }
        div.stack {
            @if tokens.is_empty() { (kit::empty(text::NO_TOKENS.get(lang), text::TOKENS_LEDE.get(lang))) }
            @else { (Table::new(text::TOKENS_CAPTION.get(lang), columns).rows(rows)) }
            (kit::section(text::TOKEN_NEW.get(lang), html! {}, html! {}, form(typed, visitor, &frame)))
        }
    };
    Ok(shell::page(&frame, text::TOKENS.get(lang), content))
}

fn row(token: &ApiToken, frame: &Frame) -> Row {
    let lang = frame.lang();
    let valid = !token.revoked && token.expires > frame.now;
    let state = match (token.revoked, valid) {
        (true, _) => kit::pill(Status::None, text::TOKEN_REVOKED.get(lang)),
        (_, false) => kit::pill(Status::None, text::TOKEN_ENDED.get(lang)),
        (_, true) => kit::pill(Status::Ok, text::TOKEN_VALID.get(lang)),
    };
    let scopes: Vec<&str> =
        token.scopes.iter().filter_map(|name| name.parse().ok()).map(|scope| scopes::of(scope).get(lang)).collect();
    Row::new([
        html! { (token.label) (kit::sub(frame.reader.date(token.created))) },
        html! { (scopes.join("; ")) },
        html! { (frame.reader.date(token.expires)) },
        html! {
            (state)
            @if valid { (kit::post(&format!("/account/tokens/{}/revoke", token.id), &frame.csrf, "", html! { (Button::submit(text::REVOKE.get(lang)).quiet()) })) }
        },
    ])
}

fn form(typed: &Fields, visitor: &Visitor, frame: &Frame) -> Markup {
    let lang = frame.lang();
    let chosen: Vec<&str> = typed.all("scope").collect();
    let days = if typed.one("days").is_empty() { DAYS } else { typed.one("days") };
    kit::post(
        "/account/tokens",
        &frame.csrf,
        "form narrow",
        html! {
            (Field::new("label", text::TOKEN_LABEL.get(lang)).required(lang).value(typed.one("label")).input())
            (kit::fieldset("", text::TOKEN_SCOPES.get(lang), "", html! {
                @for scope in Permission::ALL.iter().filter(|scope| visitor.actor.may(**scope)) {
                    (Choice::check("scope", scope.name(), scopes::of(*scope).get(lang)).checked(chosen.contains(&scope.name())))
                }
            }))
            (Field::new("days", text::TOKEN_LASTS.get(lang)).hint(text::TOKEN_LASTS_HINT.get(lang)).numeric("[0-9]{1,3}").value(days).input())
            div.acts { (Button::submit(text::TOKEN_NEW.get(lang))) }
        },
    )
}
