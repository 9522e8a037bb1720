//! Authorities and their tasks under Art 12.

use super::form::country;
use super::{DONE, files, tabs, trouble, unreadable};
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
use domain::people::{AuthorityKind, Competence};
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

/// How many authorities are shown: there are four tasks in twenty-seven states.
const MOST: u32 = 500;

/// Which record is to be changed.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    change: Option<Uuid>,
}

pub(super) async fn list(
    State(app): State<App>,
    visitor: Visitor,
    Query(done): Query<Done>,
    Query(asked): Query<Asked>,
) -> Result<Markup, Failure> {
    let typed = match asked.change {
        Some(id) => Typed::of(&app.desk.load::<Authority>(id).await?.record),
        None => Typed::default(),
    };
    Ok(page(&app, &visitor, &typed, None, Some(&done)).await?)
}

/// Records an authority, or changes the one of that name.
pub(super) async fn put(State(app): State<App>, visitor: Visitor, fields: Fields) -> Result<Response, Failure> {
    let typed = Typed::read(&fields);
    let done = match typed.entry(visitor.manner.reader.lang) {
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

/// What was typed about an authority, or stands on record.
#[derive(Debug, Default)]
struct Typed {
    name: String,
    kind: String,
    country: String,
    competences: Vec<Competence>,
    contact: String,
    address: String,
    telephone: String,
    redress: String,
    redress_days: String,
    time_zone: String,
    fixed: bool,
}

impl Typed {
    fn read(fields: &Fields) -> Self {
        let one = |name: &str| fields.one(name).to_owned();
        Self {
            name: one("name"),
            kind: one("kind"),
            country: one("country"),
            competences: fields.all("competence").filter_map(|name| name.parse().ok()).collect(),
            contact: one("contact"),
            address: one("address"),
            telephone: one("telephone"),
            redress: one("redress"),
            redress_days: one("redress_days"),
            time_zone: one("time_zone"),
            fixed: false,
        }
    }

    fn of(authority: &Authority) -> Self {
        Self {
            name: authority.name.clone(),
            kind: authority.terms.kind.to_string(),
            country: authority.country.to_string(),
            competences: authority.competences.clone(),
            contact: authority.contact.clone(),
            address: authority.address.clone(),
            telephone: authority.telephone.clone(),
            redress: authority.redress.clone(),
            redress_days: authority.terms.redress_days.to_string(),
            time_zone: authority.terms.time_zone.clone(),
            fixed: true,
        }
    }

    /// Fields that were left empty say what a new authority has.
    fn entry(&self, lang: Lang) -> Result<AuthorityEntry, Error> {
        let usual = AuthorityTerms::default();
        let given = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        let days = given(&self.redress_days).map(|days| days.parse()).transpose();
        Ok(AuthorityEntry {
            name: self.name.clone(),
            country: country("country", &self.country, lang)?,
            competences: self.competences.clone(),
            contact: self.contact.clone(),
            address: self.address.clone(),
            telephone: self.telephone.clone(),
            redress: self.redress.clone(),
            terms: AuthorityTerms {
                kind: self.kind.parse().unwrap_or(usual.kind),
                redress_days: days
                    .map_err(|_| unreadable("days for redress", text::BAD_DAYS, lang))?
                    .unwrap_or(usual.redress_days),
                time_zone: given(&self.time_zone).unwrap_or(usual.time_zone),
            },
            ours: false,
        })
    }
}

async fn page(
    app: &App,
    visitor: &Visitor,
    typed: &Typed,
    refused: Option<&Error>,
    done: Option<&Done>,
) -> Result<Markup, Error> {
    let mut frame = frame(app, visitor, Some(Section::Providers)).await?;
    let lang = frame.lang();
    frame.notice = done.and_then(|done| done.notice(&DONE, lang));
    let keep = visitor.actor.may(P::KeepDirectory);
    let title = if typed.fixed {
        text::EDIT_AUTHORITY.fill(lang, &[("name", &typed.name)])
    } else {
        text::ADD_AUTHORITY.get(lang).to_owned()
    };
    let authorities: Vec<Kept<Authority>> = app.desk.list(&Listing::all(Kind::Authority, MOST)).await?;
    let rows = authorities.iter().map(|authority| {
        Row::new([
            html! { @if keep { a href={ "/authorities?change=" (authority.id) "#name" } { (authority.name) } } @else { (authority.name) } @if authority.ours { " " (kit::pill(Status::Ok, text::OURS.get(lang))) } (kit::sub(&authority.address)) },
            html! { (format::country(authority.country.code(), lang)) (kit::sub(authority.terms.kind.text().get(lang))) },
            html! { @for competence in &authority.competences { div { (competence.text().get(lang)) } } },
            html! { span.any { (authority.contact) } (kit::sub(&authority.telephone)) },
            html! { (text::DAYS.fill(lang, &[("n", &authority.terms.redress_days), ("zone", &authority.terms.time_zone)])) },
        ])
    });
    let columns = [words::AUTHORITY, words::COUNTRY, text::COMPETENCES, text::CONTACT, text::WORKS]
        .map(|title| Column::text(title.get(lang)));
    let content = html! {
        (kit::head(html! {}, text::AUTHORITIES.get(lang), html! { (text::AUTHORITIES_LEDE.get(lang)) }, html! {}))
        (tabs("/authorities", lang))
        (trouble(refused, &frame.reader))
        div.stack {
            (Table::new(text::AUTHORITIES_CAPTION.get(lang), columns).rows(rows))
            @if keep {
                (kit::section(&title, html! {}, html! {}, form(typed, &frame)))
                (files::section("/authorities", &frame))
            }
        }
    };
    Ok(shell::page(&frame, text::AUTHORITIES.get(lang), content))
}

fn form(typed: &Typed, frame: &Frame) -> Markup {
    let lang = frame.lang();
    let kinds: Vec<(&str, &str)> =
        AuthorityKind::ALL.iter().rev().map(|kind| (kind.name(), kind.text().get(lang))).collect();
    let name = Field::new("name", words::NAME.get(lang)).required(lang).value(&typed.name);
    let name = if typed.fixed { name.hint(text::AUTHORITY_NAME_FIXED.get(lang)) } else { name };
    kit::post(
        "/authorities",
        &frame.csrf,
        "form narrow",
        html! {
            (name.input())
            (Field::new("country", words::COUNTRY.get(lang)).hint(text::COUNTRY_HINT.get(lang)).required(lang).value(&typed.country).input())
            (Field::new("kind", text::AUTHORITY_KIND.get(lang)).value(&typed.kind).select(&kinds))
            (kit::fieldset("", text::COMPETENCES.get(lang), "", html! {
                @for competence in Competence::ALL {
                    (Choice::check("competence", competence.name(), competence.text().get(lang)).checked(typed.competences.contains(competence)))
                }
            }))
            (Field::new("contact", text::CONTACT.get(lang)).kind("email").required(lang).value(&typed.contact).input())
            (Field::new("address", text::ADDRESS.get(lang)).value(&typed.address).textarea(2))
            (Field::new("telephone", text::TELEPHONE.get(lang)).kind("tel").value(&typed.telephone).input())
            (Field::new("redress", text::REDRESS.get(lang)).hint(text::REDRESS_HINT.get(lang)).value(&typed.redress).textarea(2))
            (Field::new("redress_days", text::REDRESS_DAYS.get(lang)).hint(text::REDRESS_DAYS_HINT.get(lang)).numeric("[0-9]*").value(&typed.redress_days).input())
            (Field::new("time_zone", text::ZONE.get(lang)).hint(text::AUTHORITY_ZONE_HINT.get(lang)).value(&typed.time_zone).input())
            div.acts { (Button::submit(words::SAVE.get(lang))) }
        },
    )
}
