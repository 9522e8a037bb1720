//! Banks of known material: what each holds, and adding to it.

mod decide;
mod figures;
mod import;
mod one;

use super::Failure;
use super::done::Done;
use super::format;
use super::frame::frame;
use super::kit::{self, Button, Column, Field, Row, Status, Table};
use super::messages::terms::Term as _;
use super::messages::{Text, bank as text, words};
use super::paging::{self, Place};
use super::refusal;
use super::shell::{self, Frame, Section};
use crate::server::{Access, App, MAX_BODY_BYTES, Routes, Visitor};
use axum::extract::{DefaultBodyLimit, Query, State};
use axum::handler::Handler as _;
use casework::policy::Permission as P;
use casework::ports::Query as Listing;
use casework::records::{Bank, Kept, Kind};
use domain::bank::Effect;
use domain::detect::Method;
use maud::{Markup, html};

/// How many banks a page of the list shows.
const BANKS: u32 = 200;

pub(super) fn routes(routes: Routes) -> Routes {
    let (see, keep) = (Access::Needs(P::SeeBanks), Access::Needs(P::KeepBanks));
    routes
        .get("/banks", see, list)
        .post("/banks/import", keep, import::import.layer(DefaultBodyLimit::max(MAX_BODY_BYTES)))
        .get("/banks/{id}", see, one::show)
        .get("/banks/{id}/signals/{signal}/veil", see, one::veil)
        .post("/banks/{id}/enable", keep, one::enable)
        .post("/banks/{id}/disable", keep, one::disable)
        .post("/banks/{id}/terms", keep, decide::terms)
        .post("/banks/{id}/signals/{signal}/confirm", see, decide::confirm)
        .post("/banks/{id}/signals/{signal}/dispute", see, decide::dispute)
        .post("/banks/{id}/signals/{signal}/release", keep, decide::release)
        .post("/banks/{id}/signals/{signal}/remove", keep, decide::remove)
}

/// What each act is called in the address of the page that follows it.
const DONE: [(&str, Text); 6] = [
    ("enable", text::DONE_ENABLE),
    ("disable", text::DONE_DISABLE),
    ("terms", text::DONE_TERMS),
    ("opinion", text::DONE_CONFIRM),
    ("release", text::DONE_RELEASE),
    ("remove", text::DONE_REMOVE),
];

async fn list(
    State(app): State<App>,
    visitor: Visitor,
    Query(place): Query<Place>,
    Query(done): Query<Done>,
) -> Result<Markup, Failure> {
    let mut frame = frame(&app, &visitor, Some(Section::Banks)).await?;
    let lang = frame.lang();
    frame.notice = done.notice(&DONE, lang);
    let mut listing = Listing::all(Kind::Bank, BANKS + 1);
    listing.after = place.cursor();
    let mut banks: Vec<Kept<Bank>> = app.desk.list(&listing).await?;
    let next = paging::cut(&mut banks, BANKS);
    let shown = text::BANKS.count(lang, banks.len() as u64);
    let signals = app.desk.counts(Kind::Signal).await?;
    let rows = banks.iter().map(|bank| {
        Row::new([
            html! { a href={ "/banks/" (bank.id) } { (bank.name) } },
            html! { (refusal::recorded_words(&bank.source, lang)) },
            state(bank, &frame),
            html! { (format::count(bank.signals, lang)) },
            html! { (frame.reader.date(bank.created)) },
        ])
    });
    let columns = [
        Column::text(words::NAME.get(lang)),
        Column::text(text::SOURCE.get(lang)),
        Column::short(words::STATE.get(lang)),
        Column::number(text::SIGNALS.get(lang)),
        Column::short(text::CREATED.get(lang)),
    ];
    let by_method = Method::ALL
        .iter()
        .filter_map(|method| Some((method.text().get(lang), *signals.get(method.name()).filter(|count| **count > 0)?)));
    let content = html! {
        (kit::head(html! {}, text::TITLE.get(lang), html! { (text::LEDE.get(lang)) }, html! {}))
        div.stack {
            div {
                @if banks.is_empty() { (kit::empty(text::EMPTY.get(lang), text::EMPTY_WHY.get(lang))) }
                @else {
                    (Table::new(text::CAPTION.get(lang), columns).walk().rows(rows))
                    (paging::steps("/banks", &place, next, shown, lang))
                }
                p.meta.mt2 { @for (i, (method, count)) in by_method.enumerate() { @if i > 0 { " · " } (method) ": " (format::count(count, lang)) } }
            }
            @if visitor.actor.may(P::KeepBanks) { (kit::section(text::NEW.get(lang), html! {}, html! {}, form(None, &frame))) }
        }
    };
    Ok(shell::page(&frame, text::TITLE.get(lang), content))
}

fn state(bank: &Bank, frame: &Frame) -> Markup {
    let lang = frame.lang();
    html! {
        @if bank.enabled { (kit::pill(Status::Ok, text::ON.get(lang))) } @else { (kit::pill(Status::Hold, text::OFF.get(lang))) }
        @if bank.effect() == Effect::Suppresses { " " (kit::pill(Status::None, text::HARMLESS.get(lang))) }
    }
}

/// The form that imports into a new bank, or into this one.
fn form(bank: Option<&Bank>, frame: &Frame) -> Markup {
    let lang = frame.lang();
    let bare = [("", text::BARE_NAMED.get(lang)), ("sha256", "SHA-256"), ("pdq", "PDQ")];
    kit::upload(
        "/banks/import",
        &frame.csrf,
        "form narrow",
        html! {
            @match bank {
                Some(bank) => {
                    input type="hidden" name="name" value=(bank.name);
                    input type="hidden" name="source" value=(bank.source);
                }
                None => {
                    (Field::new("name", words::NAME.get(lang)).hint(text::NAME_HINT.get(lang)).required(lang).input())
                    (Field::new("source", text::SOURCE.get(lang)).hint(text::SOURCE_HINT.get(lang)).required(lang).input())
                }
            }
            (Field::new("files", text::FILES.get(lang)).kind("file").multiple().hint(text::FILES_HINT.get(lang)).input())
            (Field::new("list", text::LIST.get(lang)).kind("file").multiple().hint(text::LIST_HINT.get(lang)).input())
            (Field::new("bare", text::BARE.get(lang)).select(&bare))
            div.acts { (Button::submit(text::IMPORT.get(lang))) }
        },
    )
}

#[cfg(test)]
mod tests;
