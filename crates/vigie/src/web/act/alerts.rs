//! Alerts: early warnings about a rising outlet, with receipts. The letters that carry them lead here.

use super::front;
use super::known::Known;
use super::typed::{Typed, assets, one_of, ticked};
use super::view::handled;
use crate::api::problem;
use crate::server::{App, Visitor};
use crate::web::Failure;
use crate::web::done::{Done, back};
use crate::web::fields::Fields;
use crate::web::format::Reader;
use crate::web::frame::frame;
use crate::web::kit::{self, Button, Choice, Column, Field, Row, Status, Table};
use crate::web::map::named;
use crate::web::messages::terms::Term as _;
use crate::web::messages::{Text, act as act_text, board as board_text, field as text, target as target_text, words};
use crate::web::shell::{self, Frame, Section};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use casework::Error;
use casework::act::{self, AlertEntry};
use casework::policy::Permission as P;
use casework::records::Alert;
use domain::act::Tlp;
use domain::id::{AlertId, AuthorityId};
use maud::{Markup, html};
use uuid::Uuid;

const DONE: [(&str, Text); 3] =
    [("alert", board_text::DONE_ALERT), ("issue", text::DONE_ISSUE), ("confirm", text::DONE_CONFIRM)];

fn entry(fields: &Fields, reader: &Reader) -> Result<AlertEntry, Error> {
    let to: Vec<AuthorityId> = ticked(fields, "to", reader)?;
    Ok(AlertEntry {
        subject: fields.one("subject").to_owned(),
        text: fields.one("text").to_owned(),
        assets: assets(fields, "assets")?,
        tlp: one_of(fields, "tlp", reader)?,
        to: (!to.is_empty()).then_some(to),
    })
}

/// Writes an alert.
pub(super) async fn write(State(app): State<App>, visitor: Visitor, fields: Fields) -> Result<Response, Failure> {
    let written = match entry(&fields, &visitor.manner.reader) {
        Ok(entry) => act::write_alert(&app.desk, &visitor.actor, entry).await,
        Err(error) => Err(error),
    };
    match written {
        Ok(id) => Ok(back(&format!("/act/alerts/{id}"), "alert").into_response()),
        Err(error @ (Error::Refused(_) | Error::Conflict)) => {
            let status = problem::status(&error);
            let typed = Typed::refused("alert", fields, error);
            Ok((status, front::page(&app, &visitor, &typed, None).await?).into_response())
        }
        Err(error) => Err(Failure(error)),
    }
}

/// A second person issues it.
pub(super) async fn issue(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    _: Fields,
) -> Result<Redirect, Failure> {
    act::issue_alert(&app.desk, &visitor.actor, AlertId(id)).await?;
    Ok(back(&format!("/act/alerts/{id}"), "issue"))
}

/// Somebody of a recipient confirms that they read it.
pub(super) async fn confirm(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    _: Fields,
) -> Result<Redirect, Failure> {
    act::confirm_alert(&app.desk, &visitor.actor, AlertId(id)).await?;
    Ok(back(&format!("/act/alerts/{id}"), "confirm"))
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Query(done): Query<Done>,
) -> Result<Markup, Failure> {
    let alerts = act::alerts(&app.desk, &visitor.actor).await?;
    let alert = alerts.into_iter().find(|alert| alert.id.0 == id).ok_or(Error::NotFound { what: "alert" })?;
    let mut known = Known::new(&app.desk).await?;
    let readers = alert.recipients.iter().filter_map(|one| one.read_by);
    known.learn(&app.desk, readers.chain([alert.author])).await?;
    let mut frame = frame(&app, &visitor, Some(Section::Act)).await?;
    let lang = frame.lang();
    frame.notice = done.notice(&DONE, lang);
    let content = html! {
        (kit::head(
            html! { a href="/act" { (act_text::TITLE.get(lang)) } " · " (text::ALERT.get(lang)) " " (alert.reference) },
            &alert.subject,
            html! { (handled(&alert.marking, lang)) " " (known.authority(alert.authority)) ", " (frame.reader.near(alert.issued.unwrap_or(alert.written), frame.now)) },
            html! {},
        ))
        div.grid {
            div.c7 { div.stack {
                (kit::section(target_text::TEXT.get(lang), html! {}, html! {}, html! { p.passage.any { (alert.text) } }))
                @if !alert.assets.is_empty() {
                    (kit::section(text::ALERT_ASSETS.get(lang), html! { (alert.assets.len()) }, html! {}, html! { ul.its { @for asset in &alert.assets { li { (named(asset, lang)) } } } }))
                }
            } }
            div.c5 { div.stack {
                (next(&alert, &visitor, &frame))
                (kit::section(text::RECEIPTS.get(lang), html! {}, html! {}, receipts(&alert, &known, &frame)))
            } }
        }
    };
    Ok(shell::page(&frame, &alert.subject, content))
}

/// What this visitor can do: issue it as a second person, or confirm that they read it.
fn next(alert: &Alert, visitor: &Visitor, frame: &Frame) -> Markup {
    let (lang, actor) = (frame.lang(), &visitor.actor);
    let own = alert.authority == actor.authority;
    let read = alert.recipients.iter().find(|one| one.authority == actor.authority).map(|one| one.read.is_some());
    let act = |what: &str, label: Text, cannot: Option<Text>| {
        let button = Button::submit(label.get(lang)).main();
        let button = match cannot {
            Some(why) => button.cannot(why.get(lang)),
            None => button,
        };
        kit::section(
            words::NEXT_STEP.get(lang),
            html! {},
            html! {},
            kit::post(
                &format!("/act/alerts/{}/{what}", alert.id),
                &frame.csrf,
                "form",
                html! { div.acts { (button) } },
            ),
        )
    };
    match (own, alert.issued, read) {
        (true, None, _) if actor.may(P::PlanOperations) => {
            act("issue", text::ISSUE_ALERT, (alert.author == actor.person).then_some(text::OWN_ALERT))
        }
        (false, Some(_), Some(false)) => act("confirm", text::CONFIRM_ALERT, None),
        _ => html! {},
    }
}

fn receipts(alert: &Alert, known: &Known, frame: &Frame) -> Markup {
    let lang = frame.lang();
    let columns = [words::AUTHORITY, text::HANDED_OVER, text::READ].map(|title| Column::text(title.get(lang)));
    let near = |at| frame.reader.near(at, frame.now);
    let rows = alert.recipients.iter().map(|one| {
        Row::new([
            html! { (known.authority(one.authority)) },
            html! { @match one.sent { Some(stamp) => { (near(stamp.at)) (kit::sub(stamp.source.text().get(lang))) }, None => { (words::NOT_YET.get(lang)) } } },
            html! {
                @match one.read {
                    Some(read) => { (kit::pill(Status::Ok, &near(read))) @if let Some(by) = one.read_by { (kit::sub(known.person(by))) } },
                    None => { (kit::pill(Status::None, words::NOT_YET.get(lang))) },
                }
            },
        ])
    });
    html! { (Table::new(text::RECEIPTS.get(lang), columns).tight().keep().rows(rows)) }
}

/// The form for an alert. Without a choice it goes to every authority of the Union.
pub(super) fn form(typed: &Typed, known: &Known, own: AuthorityId, frame: &Frame) -> Markup {
    let lang = frame.lang();
    let labels: Vec<(&str, &str)> = std::iter::once(("", act_text::CHOOSE.get(lang)))
        .chain(Tlp::ALL.iter().map(|tlp| (tlp.name(), tlp.text().get(lang))))
        .collect();
    let others: Vec<_> = known.authorities().into_iter().filter(|authority| authority.id != own).collect();
    html! {
        details open[typed.is_of("alert")] { summary { (text::WRITE_ALERT.get(lang)) }
            (kit::post("/act/alerts", &frame.csrf, "form mt2", html! {
                (Field::new("subject", target_text::SUBJECT.get(lang)).value(typed.of("alert", "subject")).required(lang).input())
                (Field::new("text", target_text::TEXT.get(lang)).value(typed.of("alert", "text")).hint(text::ALERT_HINT.get(lang)).required(lang).textarea(5))
                (Field::new("assets", act_text::ASSETS.get(lang)).value(typed.of("alert", "assets")).textarea(2))
                (Field::new("tlp", act_text::LABEL.get(lang)).value(typed.of("alert", "tlp")).required(lang).select(&labels))
                (kit::fieldset("", text::ALERT_TO.get(lang), text::ALERT_TO_ALL.get(lang), html! {
                    @for authority in &others { (Choice::check("to", &authority.id.to_string(), &authority.name).checked(typed.ticked("alert", "to", &authority.id.to_string(), false))) }
                }))
                div.acts { (Button::submit(text::WRITE_ALERT.get(lang))) }
            }))
        }
    }
}
