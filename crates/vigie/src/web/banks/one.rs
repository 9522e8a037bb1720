//! One bank: its signals, what each has matched, and the switch.

use super::decide::Given;
use super::{DONE, decide, figures, form, state};
use crate::api::problem;
use crate::server::{App, Visitor};
use crate::web::Failure;
use crate::web::done::{Done, back};
use crate::web::format;
use crate::web::frame::frame;
use crate::web::history;
use crate::web::kit::{self, Button, Column, Field, Row, Status, Table};
use crate::web::messages::terms::Term as _;
use crate::web::messages::{Lang, bank as text, words};
use crate::web::paging::{self, Place};
use crate::web::refusal;
use crate::web::shell::{self, Frame, Section};
use axum::extract::{Form, Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use casework::policy::{Actor, Permission as P};
use casework::ports::Query as Listing;
use casework::records::{Bank, Item, Kept, Kind, Signal, Value};
use casework::{Desk, Error, banks};
use domain::detect::ItemState;
use domain::id::BankId;
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

/// How many signals a page shows: each costs one look at what it matched.
const SIGNALS: u32 = 20;
/// How many matches of a signal are counted.
const COUNTED: u32 = 25;

/// The signal that a bank's page is to show first.
#[derive(Deserialize)]
pub(super) struct First {
    signal: Option<String>,
}

/// What a bank's page shows besides the bank.
#[derive(Default)]
pub(super) struct Around<'a> {
    /// Where its list of signals begins.
    pub(super) place: Place,
    /// The signal that comes first.
    pub(super) first: Option<Uuid>,
    /// What the last act brought about.
    pub(super) done: Done,
    /// Why an act was refused.
    pub(super) refused: Option<&'a Error>,
    /// What was typed into the form of its terms, when that was refused.
    pub(super) typed: Option<&'a Given>,
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Query(place): Query<Place>,
    Query(done): Query<Done>,
    Query(First { signal }): Query<First>,
) -> Result<Markup, Failure> {
    let first = signal.and_then(|signal| signal.parse().ok());
    Ok(page(&app, &visitor, id, Around { place, done, first, ..Around::default() }).await?)
}

#[derive(Deserialize)]
pub(super) struct Why {
    #[serde(default)]
    pub(super) reason: String,
}

/// Switches it on.
pub(super) async fn enable(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Form(why): Form<Why>,
) -> Result<Response, Failure> {
    switch(&app, &visitor, id, true, &why.reason).await
}

/// Switches it off.
pub(super) async fn disable(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Form(why): Form<Why>,
) -> Result<Response, Failure> {
    switch(&app, &visitor, id, false, &why.reason).await
}

async fn switch(app: &App, visitor: &Visitor, id: Uuid, on: bool, reason: &str) -> Result<Response, Failure> {
    let done = banks::enable(&app.desk, &visitor.actor, BankId(id), on, reason).await;
    after(app, visitor, id, if on { "enable" } else { "disable" }, done, Around::default()).await
}

/// The page that follows a decision: the bank, with what was done or why not.
pub(super) async fn after(
    app: &App,
    visitor: &Visitor,
    id: Uuid,
    what: &str,
    done: Result<(), Error>,
    around: Around<'_>,
) -> Result<Response, Failure> {
    match done {
        Ok(()) => {
            let first = around.first.map(|signal| format!("&signal={signal}")).unwrap_or_default();
            Ok(back(&format!("/banks/{id}"), &format!("{what}{first}")).into_response())
        }
        Err(error @ (Error::Refused(_) | Error::Conflict)) => {
            let page = page(app, visitor, id, Around { refused: Some(&error), ..around }).await?;
            Ok((problem::status(&error), page).into_response())
        }
        Err(error) => Err(Failure(error)),
    }
}

/// The veiled derivative of a signal's picture; the picture itself is not kept.
pub(super) async fn veil(State(app): State<App>, Path((_, signal)): Path<(Uuid, Uuid)>) -> Result<Response, Failure> {
    const MISSING: Error = Error::NotFound { what: "picture" };
    let signal = app.desk.load::<Signal>(signal).await?;
    let bytes = app.desk.doors.blobs.get(&signal.veil.ok_or(MISSING)?).await.map_err(Error::from)?.ok_or(MISSING)?;
    Ok(([(header::CONTENT_TYPE, "image/jpeg")], bytes).into_response())
}

async fn page(app: &App, visitor: &Visitor, id: Uuid, around: Around<'_>) -> Result<Markup, Error> {
    let bank = app.desk.load::<Bank>(id).await?;
    let mut frame = frame(app, visitor, Some(Section::Banks)).await?;
    let lang = frame.lang();
    frame.notice = around.done.notice(&DONE, lang);
    let lines = history::lines(&app.desk, id).await?;
    let keep = visitor.actor.may(P::KeepBanks);
    let content = html! {
        (kit::head(html! { a href="/banks" { (text::TITLE.get(lang)) } }, &bank.name, html! { (refusal::recorded_words(&bank.source, lang)) " · " (words::SIGNALS.count(lang, bank.signals)) }, state(&bank, &frame)))
        @if let Some(error) = around.refused {
            div.mb3 role="alert" { (kit::note(Status::Bad, html! { b { (text::NOT_DONE.get(lang)) } " " (refusal::words(error, &frame.reader)) })) }
        }
        div.grid {
            div.c8.stack {
                (figures::quarantine(app, &bank, keep, &frame).await?)
                (figures::matched(app, &bank, &frame).await?)
                (signals(app, &visitor.actor, &bank, &around, &frame).await?)
                (figures::left_out(&bank, &frame))
            }
            div.c4.stack {
                @if keep {
                    (kit::section(text::IMPORT.get(lang), html! {}, html! {}, form(Some(&bank), &frame)))
                    (kit::section(text::COMPARED.get(lang), html! {}, html! {}, decide::terms_form(&bank, around.typed, &frame)))
                    (kit::section(if bank.enabled { text::DISABLE } else { text::ENABLE }.get(lang), html! {}, html! {}, switch_form(&bank, &frame)))
                }
                (kit::section(words::HISTORY.get(lang), html! {}, html! {}, history::timeline(&lines, &frame.reader, frame.now)))
            }
        }
    };
    Ok(shell::page(&frame, &bank.name, content))
}

fn switch_form(bank: &Bank, frame: &Frame) -> Markup {
    let lang = frame.lang();
    let (act, title) = if bank.enabled { ("disable", text::DISABLE) } else { ("enable", text::ENABLE) };
    let button = Button::submit(title.get(lang));
    kit::post(
        &format!("/banks/{}/{act}", bank.id),
        &frame.csrf,
        "form narrow",
        html! {
            (Field::new("reason", words::REASON.get(lang)).hint(text::SWITCH_HINT.get(lang)).required(lang).textarea(2))
            div.acts { (if bank.enabled { button.grave() } else { button }) }
        },
    )
}

/// The bank's signals: the one that is asked for, then the others, those that changed last first.
async fn signals(app: &App, actor: &Actor, bank: &Bank, around: &Around<'_>, frame: &Frame) -> Result<Markup, Error> {
    let lang = frame.lang();
    let mut listing = Listing::all(Kind::Signal, SIGNALS + 1).with("bank", bank.id).newest_first();
    listing.after = around.place.cursor();
    let mut signals: Vec<Kept<Signal>> = app.desk.list(&listing).await?;
    let next = paging::cut(&mut signals, SIGNALS);
    if let Some(first) = around.first {
        signals.retain(|signal| signal.id.0 != first);
        let asked = app.desk.find::<Signal>(first).await?.filter(|signal| signal.bank == bank.id);
        signals.splice(0..0, asked);
    }
    let see_items = actor.may(P::SeeItems);
    let mut rows = Vec::new();
    for signal in &signals {
        let is_first = around.first == Some(signal.id.0);
        let mut cells = vec![
            html! {
                a.any href={ "/banks/" (bank.id) "?signal=" (signal.id) } { (signal.name) }
                (kit::sub(frame.reader.date(signal.added)))
                (decide::opinions(bank, signal, actor, is_first, frame))
            },
            html! { (signal.value.method().text().get(lang)) },
            value(bank, signal, lang),
        ];
        if see_items {
            cells.push(matched(&app.desk, signal, lang).await?);
        }
        rows.push(Row::new(cells).current(is_first));
    }
    let mut columns = vec![
        Column::text(words::NAME.get(lang)),
        Column::text(text::METHOD.get(lang)),
        Column::text(text::VALUE.get(lang)),
    ];
    columns.extend(see_items.then(|| Column::text(text::MATCHED.get(lang))));
    let shown = words::SIGNALS.count(lang, signals.len() as u64);
    Ok(kit::section(
        text::SIGNALS.get(lang),
        html! { (text::SIGNALS_ORDER.get(lang)) },
        html! {},
        html! {
            @if rows.is_empty() { (kit::empty(text::NO_SIGNALS.get(lang), text::NO_SIGNALS_WHY.get(lang))) }
            @else {
                (Table::new(text::SIGNALS_CAPTION.get(lang), columns).walk().rows(rows))
                (paging::steps(&format!("/banks/{}", bank.id), &around.place, next, shown, lang))
            }
        },
    ))
}

/// The fingerprint; beside that of a picture, the picture as it may be shown.
fn value(bank: &Bank, signal: &Signal, lang: Lang) -> Markup {
    html! {
        @if signal.veil.is_some() {
            img.veiled-thumb src={ "/banks/" (bank.id) "/signals/" (signal.id) "/veil" } alt=(text::VEIL_ALT.fill(lang, &[("name", &signal.name)])) loading="lazy" decoding="async";
        }
        @match &signal.value {
            Value::Text(_) => { (text::TEXT_PRINT.get(lang)) }
            Value::Skeleton(_) => { (text::SKELETON_PRINT.get(lang)) }
            Value::Details(_) => { (text::DETAILS_PRINT.get(lang)) }
            Value::Sound(_) => { (text::SOUND_PRINT.get(lang)) }
            Value::Video(_) => { (text::VIDEO_PRINT.get(lang)) }
            Value::Phrase(phrase) => { span.any dir="auto" { (phrase) } }
            value => { @if let Some(digits) = value.digits() { code { (format::short_digest(&digits)) } } }
        }
    }
}

/// What became of the items a signal was found in: how good a signal it is.
async fn matched(desk: &Desk, signal: &Signal, lang: Lang) -> Result<Markup, Error> {
    let items: Vec<Kept<Item>> = desk.list(&Listing::all(Kind::Item, COUNTED).with("signal", signal.id)).await?;
    let count = |states: &[ItemState]| items.iter().filter(|item| states.contains(&item.state)).count();
    let acted = count(&[ItemState::Ordered, ItemState::Referred]);
    let left = count(&[ItemState::Exempt, ItemState::Dismissed]);
    let split =
        text::MATCHED_SPLIT.fill(lang, &[("acted", &acted), ("left", &left), ("open", &(items.len() - acted - left))]);
    Ok(html! {
        @if items.is_empty() { span.meta { (text::MATCHED_NONE.get(lang)) } }
        @else {
            @if items.len() == COUNTED as usize { (text::MATCHED_MORE.fill(lang, &[("n", &(COUNTED - 1))])) } @else { (words::ITEMS.count(lang, items.len() as u64)) }
            (kit::sub(split))
        }
    })
}
