//! One provider: its record, what it was told, what was sent to it.

use super::{DONE, Typed, trouble, unreadable};
use crate::api::problem;
use crate::server::{App, Visitor};
use crate::web::done::{Done, back};
use crate::web::format;
use crate::web::frame::frame;
use crate::web::kit::{self, Button, Column, Field, Row, Status, Table};
use crate::web::messages::terms::Term as _;
use crate::web::messages::{provider as text, words};
use crate::web::shell::{self, Frame, Section};
use crate::web::{Failure, history, orders, referrals};
use axum::extract::{Form, Path, Query, State};
use axum::response::{IntoResponse as _, Response};
use casework::policy::Permission as P;
use casework::ports::Query as Listing;
use casework::records::{Kept, Kind, Order, Provider, Referral};
use casework::{Error, directory};
use domain::id::ProviderId;
use jiff::civil::DateTime;
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

/// How many of its orders and referrals are shown.
const LATEST: u32 = 25;

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Query(done): Query<Done>,
) -> Result<Markup, Failure> {
    Ok(page(&app, &visitor, id, None, Some(&done)).await?)
}

/// Sends the information letter.
pub(super) async fn inform(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
) -> Result<Response, Failure> {
    let done = directory::inform(&app.desk, &visitor.actor, ProviderId(id)).await;
    after(&app, &visitor, id, "inform", done).await
}

#[derive(Debug, Deserialize)]
pub(super) struct Informed {
    #[serde(default)]
    at: String,
    #[serde(default)]
    how: String,
}

/// Records that it was informed otherwise.
pub(super) async fn informed(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Form(given): Form<Informed>,
) -> Result<Response, Failure> {
    let at = given.at.trim().parse::<DateTime>().ok().and_then(|at| at.to_zoned(app.zone.clone()).ok());
    let done = match at {
        Some(at) => {
            directory::record_informed(&app.desk, &visitor.actor, ProviderId(id), at.timestamp(), &given.how).await
        }
        None => Err(unreadable("time", text::BAD_TIME, visitor.manner.reader.lang)),
    };
    after(&app, &visitor, id, "informed", done).await
}

async fn after(
    app: &App,
    visitor: &Visitor,
    id: Uuid,
    act: &str,
    done: Result<(), Error>,
) -> Result<Response, Failure> {
    match done {
        Ok(()) => Ok(back(&format!("/providers/{id}"), act).into_response()),
        Err(error @ (Error::Refused(_) | Error::Conflict)) => {
            Ok((problem::status(&error), page(app, visitor, id, Some(&error), None).await?).into_response())
        }
        Err(error) => Err(Failure(error)),
    }
}

async fn page(
    app: &App,
    visitor: &Visitor,
    id: Uuid,
    refused: Option<&Error>,
    done: Option<&Done>,
) -> Result<Markup, Error> {
    let provider = app.desk.load::<Provider>(id).await?;
    let mut frame = frame(app, visitor, Some(Section::Providers)).await?;
    let lang = frame.lang();
    frame.notice = done.and_then(|done| done.notice(&DONE, lang));
    let lines = history::lines(&app.desk, id).await?;
    let keep = visitor.actor.may(P::KeepDirectory);
    let content = html! {
        (kit::head(html! { a href="/providers" { (text::TITLE.get(lang)) } }, &provider.name, html! { (format::country(provider.country.code(), lang)) }, html! {}))
        (trouble(refused, lang))
        div.grid {
            div.c7.stack {
                @if visitor.actor.may(P::SeeNotices) { (sent(app, &provider, &frame).await?) }
                (kit::section(words::HISTORY.get(lang), html! {}, html! {}, history::timeline(&lines, &frame.reader, frame.now)))
            }
            div.c5.stack {
                (kit::section(text::INFORMED.get(lang), html! {}, html! {}, information(&provider, keep, &frame)))
                (kit::section(text::EDIT.get(lang), html! {}, html! {}, record(&provider, keep, &frame)))
            }
        }
    };
    Ok(shell::page(&frame, &provider.name, content))
}

/// The record, to be changed by those who keep the directory.
fn record(provider: &Provider, keep: bool, frame: &Frame) -> Markup {
    if keep {
        return Typed::of(provider).form(frame, true);
    }
    let lang = frame.lang();
    kit::facts(&[
        (
            text::CONTACT.get(lang),
            html! { @if provider.has_contact() { (provider.contact) } @else { (text::NO_CONTACT.get(lang)) } },
        ),
        (text::LANGUAGES.get(lang), html! { (provider.languages.join(", ")) }),
        (text::ZONE.get(lang), html! { (provider.time_zone) }),
        (text::HOSTS.get(lang), html! { @for domain in &provider.domains { div { (domain) } } }),
    ])
}

/// What must precede the first order (Art 3(2)).
fn information(provider: &Provider, keep: bool, frame: &Frame) -> Markup {
    let lang = frame.lang();
    let action = |what: &str| format!("/providers/{}/{what}", provider.id);
    let inform = Button::submit(text::INFORM.get(lang));
    let inform = if provider.has_contact() { inform } else { inform.cannot(text::NO_CONTACT.get(lang)) };
    html! {
        @match provider.informed.first() {
            Some(told) => { p { (kit::pill(Status::Ok, &frame.reader.stamp(told.at))) (kit::sub(&told.how)) } }
            None => { p { (kit::pill(Status::None, text::NOT_INFORMED.get(lang))) } }
        }
        @if keep {
            (kit::post(&action("inform"), &frame.csrf, "form narrow mt3", html! {
                p.hint { (text::INFORM_HINT.get(lang)) }
                div.acts { (inform) }
            }))
            details.mt3 {
                summary { (text::RECORD_INFORMED.get(lang)) }
                (kit::post(&action("informed"), &frame.csrf, "form narrow mt2", html! {
                    (Field::new("at", text::INFORMED_AT.get(lang)).kind("datetime-local").hint(text::INFORMED_AT_HINT.fill(lang, &[("place", &frame.reader.place())])).required(lang).input())
                    (Field::new("how", text::INFORMED_HOW.get(lang)).hint(text::INFORMED_HOW_HINT.get(lang)).required(lang).input())
                    div.acts { (Button::submit(words::SAVE.get(lang))) }
                }))
            }
        }
    }
}

/// What was sent to it, newest first.
async fn sent(app: &App, provider: &Provider, frame: &Frame) -> Result<Markup, Error> {
    let lang = frame.lang();
    let of = |kind| Listing::all(kind, LATEST).with("provider", provider.id).newest_first();
    let orders: Vec<Kept<Order>> = app.desk.list(&of(Kind::Order)).await?;
    let referrals: Vec<Kept<Referral>> = app.desk.list(&of(Kind::Referral)).await?;
    let columns = || {
        [
            Column::text(words::REFERENCE.get(lang)),
            Column::text(words::STATE.get(lang)),
            Column::short(words::WHEN.get(lang)),
        ]
    };
    let latest = html! { (text::SHOWN_LATEST.fill(lang, &[("n", &LATEST)])) };
    let order_rows = orders.iter().map(|order| {
        let at = order.issued.map_or(order.drafted, |stamp| stamp.at);
        Row::new([
            orders::named(order, Some(""), frame),
            kit::pill(orders::state_status(order, frame), order.state.text().get(lang)),
            html! { (frame.reader.near(at, frame.now)) },
        ])
    });
    let referral_rows = referrals.iter().map(|referral| {
        Row::new([
            referrals::named(referral, Some(""), lang),
            kit::pill(referrals::status(referral.state), referral.state.text().get(lang)),
            html! { (frame.reader.near(referral.drafted, frame.now)) },
        ])
    });
    Ok(html! {
        (kit::section(text::ORDERS.get(lang), latest.clone(), html! {}, html! {
            @if orders.is_empty() { (kit::empty(text::NO_ORDERS.get(lang), text::NONE_WHY.get(lang))) }
            @else { (Table::new(text::ORDERS.get(lang), columns()).walk().rows(order_rows)) }
        }))
        (kit::section(text::REFERRALS.get(lang), latest, html! {}, html! {
            @if referrals.is_empty() { (kit::empty(text::NO_REFERRALS.get(lang), text::NONE_WHY.get(lang))) }
            @else { (Table::new(text::REFERRALS.get(lang), columns()).walk().rows(referral_rows)) }
        }))
    })
}
