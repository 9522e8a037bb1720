//! Messages on the board, each for those to whom it is given.

use crate::api::problem;
use crate::server::{App, Visitor};
use crate::web::Failure;
use crate::web::act::plan;
use crate::web::act::typed::{Typed, one_of, ticked};
use crate::web::act::view::{self, View};
use crate::web::fields::Fields;
use crate::web::kit::{self, Button, Choice, Entry, Field, Status};
use crate::web::messages::board as text;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use casework::Error;
use casework::act::{self, Board, MessageEntry};
use casework::policy::Permission as P;
use domain::id::{AuthorityId, WaveId};
use maud::{Markup, html};
use uuid::Uuid;

/// How many of the latest messages are shown.
const SHOWN: usize = 50;

fn entry(fields: &Fields, visitor: &Visitor) -> Result<MessageEntry, Error> {
    let reader = &visitor.manner.reader;
    let to: Vec<AuthorityId> = ticked(fields, "to", reader)?;
    Ok(MessageEntry {
        id: one_of(fields, "id", reader)?,
        text: fields.one("text").to_owned(),
        urgent: fields.one("urgent") == "yes",
        to: (!to.is_empty()).then_some(to),
    })
}

/// Writes a message.
pub(in crate::web::act) async fn say(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, wave)): Path<(Uuid, Uuid)>,
    fields: Fields,
) -> Result<Response, Failure> {
    view::is_there(&app.desk, &visitor.actor, id).await?;
    let said = match entry(&fields, &visitor) {
        Ok(entry) => act::say(&app.desk, &visitor.actor, WaveId(wave), entry).await,
        Err(error) => Err(error),
    };
    match said {
        Ok(()) => Ok(view::done(id, "/board", Some(wave), "say").into_response()),
        Err(error @ (Error::Refused(_) | Error::Conflict)) => {
            let status = problem::status(&error);
            let typed = Typed::refused("say", fields, error);
            Ok((status, plan::page(&app, &visitor, id, Some(wave), &typed, None).await?).into_response())
        }
        Err(error) => Err(Failure(error)),
    }
}

/// The latest messages that the visitor may read, the latest first.
pub(super) fn section(view: &View<'_>, board: &Board) -> Markup {
    let lang = view.lang();
    let entries: Vec<Entry> = board
        .messages
        .iter()
        .rev()
        .take(SHOWN)
        .map(|message| Entry {
            time: view.near(message.at),
            status: if message.urgent { Status::Warn } else { Status::None },
            label: if message.urgent {
                text::IS_URGENT.get(lang).to_owned()
            } else {
                text::MESSAGE.get(lang).to_owned()
            },
            what: html! { @if message.urgent { b { (message.text) } } @else { span.any { (message.text) } } },
            who: format!("{}, {}", view.person(message.by), view.known.authority(message.authority)),
        })
        .collect();
    kit::section(
        text::MESSAGES.get(lang),
        html! { (text::MESSAGE_COUNT.count(lang, board.messages.len() as u64)) },
        html! {},
        html! { @if entries.is_empty() { p.meta { (text::NO_MESSAGES.get(lang)) } } @else { (kit::timeline(&entries)) } },
    )
}

/// The form, for whoever may write. The number made here makes one sent twice one.
pub(super) fn form(view: &View<'_>, board: &Board) -> Markup {
    let lang = view.lang();
    let may = [P::ReportFromSite, P::CallOperations, P::PlanOperations].iter().any(|wanted| view.actor.may(*wanted));
    if !may {
        return html! {};
    }
    let others: Vec<_> = view.authorities().into_iter().filter(|id| *id != view.actor.authority).collect();
    kit::section(
        text::WRITE.get(lang),
        html! {},
        html! {},
        kit::post(
            &format!("{}/waves/{}/say", view.base(), board.wave.id),
            &view.frame.csrf,
            "form",
            html! {
                input type="hidden" name="id" value=(view.fresh);
                (Field::new("text", text::MESSAGE.get(lang)).required(lang).key("m").textarea(2))
                (kit::fieldset("", text::MESSAGE_TO.get(lang), text::TO_ALL.get(lang), html! {
                    div.chk { @for id in others { (Choice::check("to", &id.to_string(), view.known.authority(id))) } }
                }))
                (Choice::check("urgent", "yes", text::URGENT.get(lang)))
                div.acts { (Button::submit(text::WRITE.get(lang))) }
            },
        ),
    )
}
