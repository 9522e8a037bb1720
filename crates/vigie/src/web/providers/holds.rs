//! Holds: other authorities' wishes not to be disturbed.

use super::{DONE, tabs, trouble, unreadable};
use crate::api::items::named;
use crate::api::problem;
use crate::server::{App, Visitor};
use crate::web::done::{Done, back};
use crate::web::frame::frame;
use crate::web::kit::{self, Button, Column, Field, Row, Status, Table};
use crate::web::messages::terms::Term as _;
use crate::web::messages::{provider as text, words};
use crate::web::shell::{self, Frame, Section};
use crate::web::{Failure, fields::Fields};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Response};
use casework::policy::Permission as P;
use casework::ports::Query as Listing;
use casework::records::{Authority, Hold, Kept, Kind};
use casework::{Error, directory};
use domain::hold::{self, Answer, ReasonClass};
use domain::id::HoldId;
use jiff::civil::DateTime;
use maud::{Markup, html};
use std::collections::HashMap;
use uuid::Uuid;

/// How many holds are shown, those that end last among them.
const MOST: u32 = 200;

pub(super) async fn list(
    State(app): State<App>,
    visitor: Visitor,
    Query(done): Query<Done>,
) -> Result<Markup, Failure> {
    Ok(page(&app, &visitor, &Fields::default(), None, Some(&done)).await?)
}

/// Records a hold for another authority.
pub(super) async fn place(State(app): State<App>, visitor: Visitor, typed: Fields) -> Result<Response, Failure> {
    let done = record(&app, &visitor, &typed).await;
    after(&app, &visitor, &typed, "hold", done).await
}

async fn record(app: &App, visitor: &Visitor, typed: &Fields) -> Result<(), Error> {
    let until = typed.one("until").parse::<DateTime>().ok().and_then(|until| until.to_zoned(app.zone.clone()).ok());
    let until = until.ok_or_else(|| unreadable("until", text::BAD_TIME, visitor.manner.reader.lang))?;
    let (answer, reason) =
        (named::<Answer>("answer", typed.one("answer"))?, named::<ReasonClass>("reason", typed.one("reason"))?);
    let authority = named("authority", typed.one("authority"))?;
    directory::place_hold(&app.desk, &visitor.actor, authority, typed.one("scope"), answer, reason, until.timestamp())
        .await
        .map(drop)
}

/// Ends a hold before its time.
pub(super) async fn lift(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>) -> Result<Response, Failure> {
    let done = directory::lift_hold(&app.desk, &visitor.actor, HoldId(id)).await;
    after(&app, &visitor, &Fields::default(), "lift", done).await
}

async fn after(
    app: &App,
    visitor: &Visitor,
    typed: &Fields,
    act: &str,
    done: Result<(), Error>,
) -> Result<Response, Failure> {
    match done {
        Ok(()) => Ok(back("/holds", act).into_response()),
        Err(error @ (Error::Refused(_) | Error::Conflict)) => {
            Ok((problem::status(&error), page(app, visitor, typed, Some(&error), None).await?).into_response())
        }
        Err(error) => Err(Failure(error)),
    }
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
    let may = visitor.actor.may(P::Deconflict);
    let mut holds: Vec<Kept<Hold>> =
        app.desk.list(&visitor.actor.readable(Listing::all(Kind::Hold, MOST).newest_first())).await?;
    holds.sort_by_key(|hold| (!hold::in_force(hold.until, hold.lifted, frame.now), hold.until));
    let authorities: Vec<Kept<Authority>> = app.desk.list(&Listing::all(Kind::Authority, 500)).await?;
    let names: HashMap<_, _> = authorities.iter().map(|authority| (authority.id, authority.name.as_str())).collect();
    let rows = holds.iter().map(|hold| row(hold, names.get(&hold.authority).copied().unwrap_or_default(), may, &frame));
    let columns = [text::SCOPE, text::SAYS, words::AUTHORITY, text::ENDS, words::STATE]
        .map(|title| Column::text(title.get(lang)));
    let content = html! {
        (kit::head(html! {}, text::HOLDS.get(lang), html! { (text::HOLDS_LEDE.get(lang)) }, html! {}))
        (tabs("/holds", lang))
        (trouble(refused, &frame.reader))
        div.stack {
            @if holds.is_empty() { (kit::empty(text::HOLDS_EMPTY.get(lang), text::HOLDS_EMPTY_WHY.get(lang))) }
            @else { (Table::new(text::HOLDS_CAPTION.get(lang), columns).walk().rows(rows)) }
            @if may { (kit::section(text::PLACE_HOLD.get(lang), html! {}, html! {}, form(typed, &authorities, &frame))) }
        }
    };
    Ok(shell::page(&frame, text::HOLDS.get(lang), content))
}

fn row(held: &Hold, authority: &str, may: bool, frame: &Frame) -> Row {
    let lang = frame.lang();
    let in_force = hold::in_force(held.until, held.lifted, frame.now);
    let state = match (in_force, held.lifted) {
        (true, _) => kit::pill(Status::Hold, text::IN_FORCE.get(lang)),
        (false, true) => kit::pill(Status::None, text::LIFTED.get(lang)),
        (false, false) => kit::pill(Status::None, text::ENDED.get(lang)),
    };
    Row::new([
        html! { span.any { (held.scope) } },
        html! { (held.answer.text().get(lang)) (kit::sub(held.reason.text().get(lang))) },
        html! { (authority) },
        html! { (frame.reader.stamp(held.until)) },
        html! {
            (state)
            @if in_force && may { (kit::post(&format!("/holds/{}/lift", held.id), &frame.csrf, "", html! { (Button::submit(text::LIFT.get(lang)).quiet()) })) }
        },
    ])
}

fn form(typed: &Fields, authorities: &[Kept<Authority>], frame: &Frame) -> Markup {
    let lang = frame.lang();
    let ids: Vec<String> = authorities.iter().map(|authority| authority.id.to_string()).collect();
    let options: Vec<(&str, &str)> =
        ids.iter().zip(authorities).map(|(id, authority)| (id.as_str(), authority.name.as_str())).collect();
    let answers: Vec<(&str, &str)> =
        [Answer::Hold, Answer::Contact].iter().map(|answer| (answer.name(), answer.text().get(lang))).collect();
    let reasons: Vec<(&str, &str)> =
        ReasonClass::ALL.iter().map(|reason| (reason.name(), reason.text().get(lang))).collect();
    kit::post(
        "/holds",
        &frame.csrf,
        "form narrow",
        html! {
            (Field::new("authority", words::AUTHORITY.get(lang)).value(typed.one("authority")).select(&options))
            (Field::new("scope", text::SCOPE.get(lang)).hint(text::SCOPE_HINT.get(lang)).required(lang).value(typed.one("scope")).input())
            (kit::seg(text::SAYS.get(lang), "answer", &answers, Some(typed.one("answer"))))
            (kit::seg(text::REASON_CLASS.get(lang), "reason", &reasons, Some(typed.one("reason"))))
            (Field::new("until", text::ENDS.get(lang)).kind("datetime-local").hint(text::INFORMED_AT_HINT.fill(lang, &[("place", &frame.reader.place())])).required(lang).value(typed.one("until")).input())
            div.acts { (Button::submit(text::PLACE_HOLD.get(lang))) }
        },
    )
}
