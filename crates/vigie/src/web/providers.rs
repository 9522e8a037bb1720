//! The directory: providers, authorities, holds.

mod authorities;
mod files;
mod form;
mod holds;
mod one;
mod standing;

use super::Failure;
use super::done::Done;
use super::fields::Fields;
use super::format::{self, Reader};
use super::frame::frame;
use super::kit::{self, Column, Row, Status, Table};
use super::messages::terms::Term as _;
use super::messages::{Lang, Text, provider as text, words};
use super::paging::{self, PAGE, Place};
use super::refusal;
use super::shell::{self, Frame, Section};
use crate::api::problem;
use crate::server::{Access, App, Routes, Visitor};
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use casework::directory;
use casework::policy::Permission as P;
use casework::ports::Query as Listing;
use casework::records::{Kept, Kind, Order, Provider};
use casework::{Desk, Error, Refusal};
use domain::id::ProviderId;
use exchange::directory as exchanged;
use form::Typed;
use maud::{Markup, html};
use std::collections::HashMap;

/// How many open orders are counted by provider.
const MOST_OPEN: u32 = 1000;

pub(super) fn routes(routes: Routes) -> Routes {
    let (see, keep, hold) =
        (Access::Needs(P::SeeDirectory), Access::Needs(P::KeepDirectory), Access::Needs(P::Deconflict));
    routes
        .get("/providers", see, list)
        .post("/providers", keep, put)
        .post("/providers/import", keep, files::import::<exchanged::Provider>)
        .get("/providers/export/{form}", keep, files::export::<exchanged::Provider>)
        .get("/providers/{id}", see, one::show)
        .post("/providers/{id}/confirm", keep, one::confirm)
        .post("/providers/{id}/link", keep, one::renew_link)
        .post("/providers/{id}/inform", keep, one::inform)
        .post("/providers/{id}/informed", keep, one::informed)
        .get("/authorities", see, authorities::list)
        .post("/authorities", keep, authorities::put)
        .post("/authorities/import", keep, files::import::<exchanged::Authority>)
        .get("/authorities/export/{form}", keep, files::export::<exchanged::Authority>)
        .get("/holds", see, holds::list)
        .post("/holds", hold, holds::place)
        .post("/holds/{id}/lift", hold, holds::lift)
}

/// What each act is called in the address of the page that follows it.
const DONE: [(&str, Text); 8] = [
    ("saved", text::DONE_SAVED),
    ("inform", text::DONE_INFORM),
    ("informed", text::DONE_INFORMED),
    ("confirm", text::DONE_CONFIRM),
    ("renew", text::DONE_RENEW),
    ("authority", text::DONE_AUTHORITY),
    ("hold", text::DONE_HOLD),
    ("lift", text::DONE_LIFT),
];

/// The three parts of the directory.
fn tabs(current: &str, lang: Lang) -> Markup {
    let parts =
        [("/providers", text::TAB_PROVIDERS), ("/authorities", text::TAB_AUTHORITIES), ("/holds", text::TAB_HOLDS)];
    html! {
        nav.tabs aria-label=(text::TITLE.get(lang)) {
            @for (href, title) in parts { a href=(href) aria-current=[(href == current).then_some("page")] { (title.get(lang)) } }
        }
    }
}

/// What was refused, above the form it belongs to.
fn trouble(refused: Option<&Error>, reader: &Reader) -> Markup {
    let lang = reader.lang;
    html! {
        @if let Some(error) = refused {
            div.mb3 role="alert" { (kit::note(Status::Bad, html! { b { (text::NOT_DONE.get(lang)) } " " (refusal::words(error, reader)) })) }
        }
    }
}

/// A value that cannot be read, named by its field.
fn unreadable(what: &'static str, why: Text, lang: Lang) -> Error {
    Error::Refused(Refusal::Invalid { what, why: why.get(lang).to_owned() })
}

async fn list(
    State(app): State<App>,
    visitor: Visitor,
    Query(place): Query<Place>,
    Query(done): Query<Done>,
) -> Result<Markup, Failure> {
    Ok(page(&app, &visitor, &place, &Typed::default(), None, Some(&done)).await?)
}

/// Writes a record; the page of the provider follows.
async fn put(State(app): State<App>, visitor: Visitor, fields: Fields) -> Result<Response, Failure> {
    let typed = Typed::read(&fields);
    let done: Result<ProviderId, Error> = match typed.entry(visitor.manner.reader.lang) {
        Ok(entry) => directory::put_provider(&app.desk, &visitor.actor, entry).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(id) => Ok(Redirect::to(&format!("/providers/{id}?done=saved")).into_response()),
        Err(error @ (Error::Refused(_) | Error::Conflict)) => {
            let page = page(&app, &visitor, &Place::default(), &typed, Some(&error), None).await?;
            Ok((problem::status(&error), page).into_response())
        }
        Err(error) => Err(Failure(error)),
    }
}

async fn page(
    app: &App,
    visitor: &Visitor,
    place: &Place,
    typed: &Typed,
    refused: Option<&Error>,
    done: Option<&Done>,
) -> Result<Markup, Error> {
    let mut frame = frame(app, visitor, Some(Section::Providers)).await?;
    let lang = frame.lang();
    frame.notice = done.and_then(|done| done.notice(&DONE, lang));
    let mut listing = Listing::all(Kind::Provider, PAGE + 1);
    listing.after = place.cursor();
    let mut providers: Vec<Kept<Provider>> = app.desk.list(&listing).await?;
    let next = paging::cut(&mut providers, PAGE);
    // Analysts see the directory and the orders; administrators see the directory alone.
    let open = if visitor.actor.may(P::SeeNotices) { Some(open_orders(&app.desk, visitor).await?) } else { None };
    let rows = providers.iter().map(|provider| row(provider, open.as_ref(), &frame));
    let mut columns = vec![
        Column::text(words::NAME.get(lang)),
        Column::text(text::ESTABLISHED.get(lang)),
        Column::text(text::CONTACT.get(lang)),
        Column::short(text::LANGUAGES.get(lang)),
        Column::text(text::INFORMED.get(lang)),
    ];
    columns.extend(open.is_some().then(|| Column::number(text::OPEN_ORDERS.get(lang))));
    let content = html! {
        (kit::head(html! {}, text::TITLE.get(lang), html! { (text::LEDE.get(lang)) }, html! {}))
        (tabs("/providers", lang))
        (trouble(refused, &frame.reader))
        div.stack {
            div {
                @if providers.is_empty() { (kit::empty(text::EMPTY.get(lang), text::EMPTY_WHY.get(lang))) }
                @else {
                    (Table::new(text::CAPTION.get(lang), columns).walk().rows(rows))
                    (paging::steps("/providers", place, next, "", lang))
                }
            }
            @if visitor.actor.may(P::KeepDirectory) {
                (kit::section(text::ADD.get(lang), html! {}, html! {}, typed.form(&frame, false)))
                (files::section("/providers", &frame))
            }
        }
    };
    Ok(shell::page(&frame, text::TITLE.get(lang), content))
}

fn row(provider: &Provider, open: Option<&HashMap<ProviderId, u64>>, frame: &Frame) -> Row {
    let lang = frame.lang();
    let stale = provider.has_contact() && provider.contact_is_stale(frame.now);
    let mut cells = vec![
        html! { a href={ "/providers/" (provider.id) } { (provider.name) } (kit::sub(provider.details.kind.text().get(lang))) },
        html! { (format::country(provider.country.code(), lang)) },
        html! { @if provider.has_contact() { span.any { (provider.contact) } @if stale { (kit::sub(kit::pill(Status::Warn, text::STALE_SHORT.get(lang)))) } } @else { (kit::pill(Status::Warn, text::NO_CONTACT_SHORT.get(lang))) } },
        html! { (provider.languages.join(", ")) },
        html! { @match provider.informed.first() { Some(told) => { (frame.reader.date(told.at)) }, None => { (kit::pill(Status::None, words::NOT_YET.get(lang))) } } },
    ];
    cells.extend(open.map(|open| html! { (open.get(&provider.id).copied().unwrap_or_default()) }));
    Row::new(cells)
}

/// How many orders each provider still owes an answer to.
async fn open_orders(desk: &Desk, visitor: &Visitor) -> Result<HashMap<ProviderId, u64>, Error> {
    let open = desk
        .list::<Order>(&visitor.actor.readable(Listing::all(Kind::Order, MOST_OPEN).in_states(&[
            "issued",
            "delivered",
            "received",
            "unanswered",
            "late",
            "impossible",
        ])))
        .await?;
    let mut counts = HashMap::new();
    for provider in open.iter().filter_map(|order| order.provider) {
        *counts.entry(provider).or_default() += 1;
    }
    Ok(counts)
}

#[cfg(test)]
mod tests;
