//! Where joint actions are entered: operations, and alerts.

use super::alerts;
use super::known::Known;
use super::plan::DONE;
use super::typed::Typed;
use super::view::handled;
use super::written::Written;
use crate::server::{App, Visitor};
use crate::web::Failure;
use crate::web::done::Done;
use crate::web::frame::frame;
use crate::web::kit::{self, Button, Column, Row, Status, Table};
use crate::web::messages::{act as text, field as field_text, words};
use crate::web::shell::{self, Frame, Section};
use axum::extract::{Query, State};
use casework::Error;
use casework::act;
use casework::policy::Permission as P;
use casework::ports::Query as Listing;
use casework::records::{Alert, Kept, Kind, Network, Operation};
use maud::{Markup, html};

/// How many networks are offered.
const OFFERED: u32 = 500;

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Query(done): Query<Done>,
) -> Result<Markup, Failure> {
    Ok(page(&app, &visitor, &Typed::default(), Some(&done)).await?)
}

/// The page, with what was typed into a form that was refused.
pub(super) async fn page(app: &App, visitor: &Visitor, typed: &Typed, done: Option<&Done>) -> Result<Markup, Error> {
    let (desk, actor) = (&*app.desk, &visitor.actor);
    let operations = act::operations(desk, actor).await?;
    let alerts = act::alerts(desk, actor).await?;
    let known = Known::new(desk).await?;
    let plans = actor.may(P::PlanOperations);
    let networks: Vec<Kept<Network>> =
        if plans { desk.list(&Listing::all(Kind::Network, OFFERED).newest_first()).await? } else { Vec::new() };
    let mut frame = frame(app, visitor, Some(Section::Act)).await?;
    let lang = frame.lang();
    frame.path = "/act".to_owned();
    frame.notice = done.and_then(|done| done.notice(&DONE, lang));
    let written = Written { operation: None, known: &known, networks: &networks, typed, lang };
    let content = html! {
        (kit::head(html! {}, text::TITLE.get(lang), html! { (text::LEDE.get(lang)) }, html! {}))
        (typed.alert(&frame.reader))
        div.grid {
            div.c8 { div.stack {
                (kit::section(text::OPERATIONS.get(lang), html! { (operations.len()) }, html! {}, table(&operations, &known, actor.may(P::ReportFromSite), &frame)))
                (kit::section(field_text::ALERTS.get(lang), html! { (alerts.len()) }, html! {}, alert_table(&alerts, &known, visitor, &frame)))
            } }
            @if plans {
                div.c4 { div.stack {
                    (kit::section(text::OPEN.get(lang), html! {}, html! {}, html! {
                        details open[typed.is_of("open") || operations.is_empty()] { summary { (text::OPEN.get(lang)) }
                            (kit::post("/act", &frame.csrf, "form mt2", html! { (written.fields("open")) div.acts { (Button::submit(text::OPEN.get(lang)).main()) } }))
                        }
                    }))
                    (kit::section(field_text::WRITE_ALERT.get(lang), html! {}, html! {}, alerts::form(typed, &known, actor.authority, &frame)))
                } }
            }
        }
    };
    Ok(shell::page(&frame, text::TITLE.get(lang), content))
}

fn table(operations: &[Operation], known: &Known, on_site: bool, frame: &Frame) -> Markup {
    let lang = frame.lang();
    if operations.is_empty() {
        return kit::empty(text::NO_OPERATIONS.get(lang), text::NO_OPERATIONS_WHY.get(lang));
    }
    let columns = [text::OPERATION, text::LEAD, text::PARTICIPANTS, text::HANDLING, text::OPENED];
    let columns = columns.map(|title| Column::text(title.get(lang)));
    let rows = operations.iter().map(|operation| {
        Row::new([
            html! {
                a href={ "/act/" (operation.id) } { (operation.name) } (kit::sub(&operation.reference))
                @if on_site { a href={ "/act/" (operation.id) "/field" } { (text::FIELD.get(lang)) } }
            },
            html! { (known.authority(operation.lead)) },
            html! { (operation.participants.len()) },
            html! { (handled(&operation.marking, lang)) },
            html! {
                (frame.reader.date(operation.opened))
                @if let Some(closed) = operation.closed { (kit::sub(text::CLOSED.fill(lang, &[("date", &frame.reader.date(closed))]))) }
            },
        ])
    });
    html! { (Table::new(text::OPERATIONS_CAPTION.get(lang), columns).walk().rows(rows)) }
}

fn alert_table(alerts: &[Alert], known: &Known, visitor: &Visitor, frame: &Frame) -> Markup {
    let lang = frame.lang();
    if alerts.is_empty() {
        return kit::empty(field_text::NO_ALERTS.get(lang), field_text::NO_ALERTS_WHY.get(lang));
    }
    let columns = [field_text::ALERT, field_text::FROM, words::STATE].map(|title| Column::text(title.get(lang)));
    let rows = alerts.iter().map(|alert| {
        let own = alert.authority == visitor.actor.authority;
        let read = alert.recipients.iter().filter(|one| one.read.is_some()).count();
        let state = match (own, alert.issued) {
            (true, None) => kit::pill(Status::Run, field_text::ALERT_DRAFT.get(lang)),
            (true, Some(_)) => {
                let told = [("read", &read as &dyn std::fmt::Display), ("n", &alert.recipients.len())];
                kit::pill(if read == alert.recipients.len() { Status::Ok } else { Status::Run }, &field_text::ALERT_READ.fill(lang, &told))
            }
            (false, _) if read > 0 => kit::pill(Status::Ok, field_text::ALERT_CONFIRMED.get(lang)),
            (false, _) => kit::pill(Status::Warn, field_text::ALERT_TO_CONFIRM.get(lang)),
        };
        Row::new([
            html! { a href={ "/act/alerts/" (alert.id) } { (alert.subject) } (kit::sub(&alert.reference)) },
            html! { (known.authority(alert.authority)) (kit::sub(frame.reader.near(alert.issued.unwrap_or(alert.written), frame.now))) },
            state,
        ])
    });
    html! { (Table::new(field_text::ALERTS_CAPTION.get(lang), columns).walk().rows(rows)) }
}
