//! People: accounts and roles; and everybody's own keys for programs.

mod tokens;

use super::Failure;
use super::done::{Done, back};
use super::fields::Fields;
use super::frame::frame;
use super::kit::{self, Button, Choice, Column, Field, Row, Status, Table};
use super::messages::terms::Term as _;
use super::messages::{Text, people as text, words};
use super::refusal;
use super::shell::{self, Frame, Section};
use crate::api::problem;
use crate::server::{Access, App, Routes, Visitor};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Response};
use casework::people::{self, Account};
use casework::policy::Permission as P;
use casework::ports::Query as Listing;
use casework::records::{Authority, Kept, Kind, Person};
use casework::{Desk, Error, Refusal};
use domain::id::{AuthorityId, PersonId};
use domain::people::Role;
use maud::{Markup, html};
use uuid::Uuid;

/// How many authorities are offered.
const AUTHORITIES: u32 = 500;

pub(super) fn routes(routes: Routes) -> Routes {
    let (see, keep) = (Access::Needs(P::SeePeople), Access::Needs(P::KeepPeople));
    let routes = routes
        .get("/people", see, list)
        .post("/people", keep, create)
        .post("/people/{id}/link", keep, link)
        .post("/people/{id}/roles", keep, set_roles)
        .post("/people/{id}/close", keep, close)
        .post("/people/{id}/open", keep, open);
    tokens::routes(routes)
}

/// What each act is called in the address of the page that follows it.
const DONE: [(&str, Text); 3] =
    [("roles", text::DONE_ROLES), ("closed", text::DONE_CLOSED), ("opened", text::DONE_OPENED)];

async fn list(State(app): State<App>, visitor: Visitor, Query(done): Query<Done>) -> Result<Markup, Failure> {
    Ok(page(&app, &visitor, &Fields::default(), None, Some(&done)).await?)
}

fn roles(typed: &Fields) -> Vec<Role> {
    typed.all("role").filter_map(|name| name.parse().ok()).collect()
}

/// Makes an account and shows, once, the link with which its person sets a password.
async fn create(State(app): State<App>, visitor: Visitor, typed: Fields) -> Result<Response, Failure> {
    let made = match authority(&app.desk, &visitor, &typed).await {
        Ok(authority) => {
            let (login, name) = (typed.one("login").to_owned(), typed.one("name").to_owned());
            let account = Account { login, name, authority, roles: roles(&typed) };
            people::create(&app.desk, Some(&visitor.actor), account).await
        }
        Err(error) => Err(error),
    };
    match made {
        Ok(person) => Ok(handed_over(&app, &visitor, person).await?.into_response()),
        Err(error) => refused(&app, &visitor, &typed, error).await,
    }
}

/// The authority that was chosen: one's own, or another that takes part in joint actions here.
async fn authority(desk: &Desk, visitor: &Visitor, typed: &Fields) -> Result<AuthorityId, Error> {
    let chosen = typed.one("authority");
    if chosen.is_empty() {
        return Ok(visitor.actor.authority);
    }
    let id: AuthorityId = chosen.parse().map_err(|_| Error::NotFound { what: "authority" })?;
    Ok(desk.load::<Authority>(id.0).await?.id)
}

/// A new one-time link for a person who lost password or second factor.
async fn link(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>) -> Result<Markup, Failure> {
    Ok(handed_over(&app, &visitor, PersonId(id)).await?)
}

async fn set_roles(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    typed: Fields,
) -> Result<Response, Failure> {
    let done = people::set_roles(&app.desk, &visitor.actor, PersonId(id), roles(&typed)).await;
    after(&app, &visitor, "roles", done).await
}

async fn close(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>) -> Result<Response, Failure> {
    let done = people::set_active(&app.desk, &visitor.actor, PersonId(id), false).await;
    after(&app, &visitor, "closed", done).await
}

async fn open(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>) -> Result<Response, Failure> {
    let done = people::set_active(&app.desk, &visitor.actor, PersonId(id), true).await;
    after(&app, &visitor, "opened", done).await
}

async fn after(app: &App, visitor: &Visitor, act: &str, done: Result<(), Error>) -> Result<Response, Failure> {
    match done {
        Ok(()) => Ok(back("/people", act).into_response()),
        Err(error) => refused(app, visitor, &Fields::default(), error).await,
    }
}

async fn refused(app: &App, visitor: &Visitor, typed: &Fields, error: Error) -> Result<Response, Failure> {
    match error {
        Error::Refused(Refusal::NotPermitted { .. }) => Err(Failure(error)),
        Error::Refused(_) | Error::Conflict => {
            Ok((problem::status(&error), page(app, visitor, typed, Some(&error), None).await?).into_response())
        }
        error => Err(Failure(error)),
    }
}

/// The page on which a one-time link is shown, this once. It never stands in an address.
async fn handed_over(app: &App, visitor: &Visitor, person: PersonId) -> Result<Markup, Error> {
    let secret = people::one_time_link(&app.desk, Some(&visitor.actor), person).await?;
    let name = people::name_of(&app.desk, person).await?;
    let frame = frame(app, visitor, Some(Section::People)).await?;
    let lang = frame.lang();
    let title = text::LINK_TITLE.fill(lang, &[("name", &name)]);
    let content = html! {
        (kit::head(html! { a href="/people" { (text::TITLE.get(lang)) } }, &title, html! {}, html! {}))
        div.narrow {
            code.url.addr { (app.desk.settings.base_url) "login/once/" (secret) }
            p.ink2 { (text::LINK_ONCE.get(lang)) }
            p.mt3 { (Button::link(text::LINK_BACK.get(lang), "/people")) }
        }
    };
    Ok(shell::page(&frame, &title, content))
}

async fn page(
    app: &App,
    visitor: &Visitor,
    typed: &Fields,
    refused: Option<&Error>,
    done: Option<&Done>,
) -> Result<Markup, Error> {
    let mut frame = frame(app, visitor, Some(Section::People)).await?;
    let lang = frame.lang();
    frame.notice = done.and_then(|done| done.notice(&DONE, lang));
    let keep = visitor.actor.may(P::KeepPeople);
    let everybody = people::everybody(&app.desk, &visitor.actor).await?;
    let authorities: Vec<Kept<Authority>> = app.desk.list(&Listing::all(Kind::Authority, AUTHORITIES)).await?;
    let rows = everybody.iter().map(|person| row(person, visitor, keep, &frame));
    let columns = [words::NAME, text::LOGIN, text::ROLES, text::SECOND_FACTOR, text::CREATED, words::STATE]
        .map(|title| Column::text(title.get(lang)));
    let content = html! {
        (kit::head(html! {}, text::TITLE.get(lang), html! { (text::LEDE.get(lang)) }, html! { (Button::link(text::ACCOUNT.get(lang), "/account")) }))
        @if let Some(error) = refused {
            div.mb3 role="alert" { (kit::note(Status::Bad, html! { b { (text::NOT_DONE.get(lang)) } " " (refusal::words(error, &frame.reader)) })) }
        }
        div.stack {
            (Table::new(text::CAPTION.get(lang), columns).walk().rows(rows))
            @if keep { (kit::section(text::ADD.get(lang), html! {}, html! {}, form(typed, &authorities, visitor.actor.authority, &frame))) }
        }
    };
    Ok(shell::page(&frame, text::TITLE.get(lang), content))
}

fn row(person: &Kept<Person>, visitor: &Visitor, keep: bool, frame: &Frame) -> Row {
    let lang = frame.lang();
    let own = person.id == visitor.actor.person;
    let names: Vec<_> = person.roles.iter().map(|role| role.text().get(lang)).collect();
    let state = if person.active {
        kit::pill(Status::Ok, text::ACTIVE.get(lang))
    } else {
        kit::pill(Status::None, text::CLOSED.get(lang))
    };
    let factor = if person.totp.is_some() { text::ENROLLED } else { text::NOT_ENROLLED };
    Row::new([
        html! { (person.name) @if own { " " span.meta { (text::YOU.get(lang)) } } },
        html! { code { (person.login) } },
        html! { (names.join(", ")) @if keep && !own { (role_form(person, frame)) } },
        html! { (factor.get(lang)) @if person.password.is_none() { (kit::sub(text::NO_PASSWORD.get(lang))) } },
        html! { (frame.reader.date(person.created)) },
        html! { (state) @if keep && !own { (account_forms(person, frame)) } },
    ])
}

fn role_form(person: &Person, frame: &Frame) -> Markup {
    let lang = frame.lang();
    html! {
        details {
            summary.meta { (words::CHANGE.get(lang)) }
            (kit::post(&format!("/people/{}/roles", person.id), &frame.csrf, "form", html! {
                div {
                    @for role in Role::ALL { (Choice::check("role", role.name(), role.text().get(lang)).checked(person.roles.contains(role))) }
                }
                div.acts { (Button::submit(text::SAVE_ROLES.get(lang))) }
            }))
        }
    }
}

fn account_forms(person: &Person, frame: &Frame) -> Markup {
    let lang = frame.lang();
    let (act, title) = if person.active { ("close", text::CLOSE_ACCOUNT) } else { ("open", text::REOPEN) };
    let post = |act: &str, title: Text| {
        kit::post(
            &format!("/people/{}/{act}", person.id),
            &frame.csrf,
            "",
            html! { (Button::submit(title.get(lang)).quiet()) },
        )
    };
    html! {
        details {
            summary.meta { (words::CHANGE.get(lang)) }
            (post(act, title))
            @if person.active { (post("link", text::NEW_LINK)) }
        }
    }
}

fn form(typed: &Fields, authorities: &[Kept<Authority>], own: AuthorityId, frame: &Frame) -> Markup {
    let lang = frame.lang();
    let chosen = roles(typed);
    let ids: Vec<String> = authorities.iter().map(|authority| authority.id.to_string()).collect();
    let options: Vec<(&str, &str)> =
        ids.iter().zip(authorities).map(|(id, authority)| (id.as_str(), authority.name.as_str())).collect();
    let standing = Some(typed.one("authority")).filter(|id| !id.is_empty());
    let standing = standing.map_or_else(|| own.to_string(), str::to_owned);
    kit::post(
        "/people",
        &frame.csrf,
        "form narrow",
        html! {
            (Field::new("name", text::SHOWN_NAME.get(lang)).required(lang).value(typed.one("name")).input())
            (Field::new("login", text::LOGIN.get(lang)).hint(text::LOGIN_HINT.get(lang)).required(lang).value(typed.one("login")).autocomplete("off").input())
            (Field::new("authority", words::AUTHORITY.get(lang)).value(&standing).select(&options))
            (kit::fieldset("", text::ROLES.get(lang), text::ROLES_HINT.get(lang), html! {
                @for role in Role::ALL { (Choice::check("role", role.name(), role.text().get(lang)).checked(chosen.contains(role))) }
            }))
            div.acts { (Button::submit(text::ADD.get(lang))) }
        },
    )
}

#[cfg(test)]
mod tests;
