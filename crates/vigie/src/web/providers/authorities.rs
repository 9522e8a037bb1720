//! Authorities and their tasks under Art 12.

use super::{DONE, tabs, trouble, unreadable};
use crate::api::problem;
use crate::server::{App, Visitor};
use crate::web::done::{Done, back};
use crate::web::format;
use crate::web::frame::frame;
use crate::web::kit::{self, Button, Choice, Column, Field, Row, Status, Table};
use crate::web::messages::terms::Term as _;
use crate::web::messages::{Lang, provider as text, words};
use crate::web::shell::{self, Frame, Section};
use crate::web::{Failure, fields::Fields};
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Response};
use casework::Error;
use casework::directory::{self, AuthorityEntry};
use casework::policy::Permission as P;
use casework::ports::Query as Listing;
use casework::records::AuthorityTerms;
use casework::records::{Authority, Kept, Kind};
use domain::people::Competence;
use maud::{Markup, html};

/// How many authorities are shown: there are four tasks in twenty-seven states.
const MOST: u32 = 500;

pub(super) async fn list(
    State(app): State<App>,
    visitor: Visitor,
    Query(done): Query<Done>,
) -> Result<Markup, Failure> {
    Ok(page(&app, &visitor, &Fields::default(), None, Some(&done)).await?)
}

/// Records another authority.
pub(super) async fn put(State(app): State<App>, visitor: Visitor, typed: Fields) -> Result<Response, Failure> {
    let done = match entry(&typed, visitor.manner.reader.lang) {
        Ok(entry) => directory::put_authority(&app.desk, Some(&visitor.actor), entry).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(_) => Ok(back("/authorities", "authority").into_response()),
        Err(error @ (Error::Refused(_) | Error::Conflict)) => {
            Ok((problem::status(&error), page(&app, &visitor, &typed, Some(&error), None).await?).into_response())
        }
        Err(error) => Err(Failure(error)),
    }
}

fn entry(typed: &Fields, lang: Lang) -> Result<AuthorityEntry, Error> {
    Ok(AuthorityEntry {
        name: typed.one("name").to_owned(),
        country: typed
            .one("country")
            .to_uppercase()
            .parse()
            .map_err(|_| unreadable("country", text::BAD_COUNTRY, lang))?,
        competences: typed.all("competence").filter_map(|name| name.parse().ok()).collect(),
        contact: typed.one("contact").to_owned(),
        address: typed.one("address").to_owned(),
        telephone: typed.one("telephone").to_owned(),
        redress: typed.one("redress").to_owned(),
        terms: AuthorityTerms::default(),
        ours: false,
    })
}

async fn page(
    app: &App,
    visitor: &Visitor,
    typed: &Fields,
    refused: Option<&Error>,
    done: Option<&Done>,
) -> Result<Markup, Error> {
    let mut frame = frame(app, visitor, Some(Section::Providers)).await?;
    let lang = frame.lang();
    frame.notice = done.and_then(|done| done.notice(&DONE, lang));
    let authorities: Vec<Kept<Authority>> = app.desk.list(&Listing::all(Kind::Authority, MOST)).await?;
    let rows = authorities.iter().map(|authority| {
        Row::new([
            html! { (authority.name) @if authority.ours { " " (kit::pill(Status::Ok, text::OURS.get(lang))) } (kit::sub(&authority.address)) },
            html! { (format::country(authority.country.code(), lang)) },
            html! { @for competence in &authority.competences { div { (competence.text().get(lang)) } } },
            html! { span.any { (authority.contact) } (kit::sub(&authority.telephone)) },
        ])
    });
    let columns =
        [words::AUTHORITY, words::COUNTRY, text::COMPETENCES, text::CONTACT].map(|title| Column::text(title.get(lang)));
    let content = html! {
        (kit::head(html! {}, text::AUTHORITIES.get(lang), html! { (text::AUTHORITIES_LEDE.get(lang)) }, html! {}))
        (tabs("/authorities", lang))
        (trouble(refused, lang))
        div.stack {
            (Table::new(text::AUTHORITIES_CAPTION.get(lang), columns).rows(rows))
            @if visitor.actor.may(P::KeepDirectory) { (kit::section(text::ADD_AUTHORITY.get(lang), html! {}, html! {}, form(typed, &frame))) }
        }
    };
    Ok(shell::page(&frame, text::AUTHORITIES.get(lang), content))
}

fn form(typed: &Fields, frame: &Frame) -> Markup {
    let lang = frame.lang();
    let chosen: Vec<&str> = typed.all("competence").collect();
    kit::post(
        "/authorities",
        &frame.csrf,
        "form narrow",
        html! {
            (Field::new("name", words::NAME.get(lang)).required(lang).value(typed.one("name")).input())
            (Field::new("country", words::COUNTRY.get(lang)).hint(text::COUNTRY_HINT.get(lang)).required(lang).value(typed.one("country")).input())
            (kit::fieldset("", text::COMPETENCES.get(lang), "", html! {
                @for competence in Competence::ALL {
                    (Choice::check("competence", competence.name(), competence.text().get(lang)).checked(chosen.contains(&competence.name())))
                }
            }))
            (Field::new("contact", text::CONTACT.get(lang)).kind("email").required(lang).value(typed.one("contact")).input())
            (Field::new("address", text::ADDRESS.get(lang)).value(typed.one("address")).input())
            (Field::new("telephone", text::TELEPHONE.get(lang)).kind("tel").value(typed.one("telephone")).input())
            (Field::new("redress", text::REDRESS.get(lang)).hint(text::REDRESS_HINT.get(lang)).value(typed.one("redress")).input())
            div.acts { (Button::submit(words::ADD.get(lang))) }
        },
    )
}
