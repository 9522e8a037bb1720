//! The live board of a wave: the clock of T0, counts, states, what contradicts, what needs a person, messages.
//!
//! The part that changes is a fragment of its own. A script asks for it anew whenever the stream of events says that
//! something changed, and after a lost line; without scripts the whole page reloads.

mod clashes;
mod countries;
mod head;
mod messages;
mod needs;

pub(super) use messages::say;

use super::calls;
use super::plan::{Asked, DONE};
use super::typed::Typed;
use super::view::View;
use crate::server::{App, Visitor};
use crate::web::Failure;
use crate::web::done::Done;
use crate::web::kit::{self, Button, assets};
use crate::web::messages::{act as act_text, board as text};
use crate::web::shell;
use axum::extract::{Path, Query, State};
use casework::act::{self, Board};
use casework::policy::Permission as P;
use casework::{Desk, Error};
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

/// Whether the page is shown on a big screen, where nobody presses anything.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Shown {
    screen: Option<String>,
}

/// The board of the wave that a view is about. That it is shown is a sign of life of whoever coordinates it.
async fn look(desk: &Desk, view: &View<'_>) -> Result<Board, Error> {
    let wave = view.wave.as_ref().ok_or(Error::NotFound { what: "wave" })?;
    act::sign_of_life(desk, view.actor, wave.id).await?;
    act::board(desk, view.actor, wave.id).await
}

/// The page.
pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
    Query(shown): Query<Shown>,
    Query(done): Query<Done>,
) -> Result<Markup, Failure> {
    let typed = Typed::default();
    let mut view = View::of(&app, &visitor, id, asked.wave, &typed).await?;
    let board = look(&app.desk, &view).await?;
    let lang = view.lang();
    view.frame.notice = done.notice(&DONE, lang);
    view.frame.path.clone_from(&visitor.manner.path);
    let part = format!("{}/board/part?wave={}", view.base(), board.wave.id);
    let screen = shown.screen.is_some();
    let content = html! {
        div.board.screen[screen] {
            div data-board data-part=(part) data-events={ "/api/v1/operations/" (view.operation().id) "/events" } {
                (changing(&view, &board))
            }
            @if !screen { (forms(&view, &board)) }
        }
        script type="module" src=(assets::url("board.js")) {}
        noscript { meta http-equiv="refresh" content="30"; p.meta { (text::SIMPLE.get(lang)) } }
    };
    let title = format!("{} · {}", text::BOARD.get(lang), view.operation().name);
    Ok(shell::page(&view.frame, &title, content))
}

/// The part of the page that changes.
pub(super) async fn part(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Markup, Failure> {
    let typed = Typed::default();
    let view = View::of(&app, &visitor, id, asked.wave, &typed).await?;
    let board = look(&app.desk, &view).await?;
    Ok(changing(&view, &board))
}

fn changing(view: &View<'_>, board: &Board) -> Markup {
    html! {
        (head::section(view, board))
        div.grid {
            div.c5 { div.stack {
                (countries::world(view, board))
                (needs::incidents(view, board))
                (messages::section(view, board))
            } }
            div.c7 { div.stack {
                (countries::table(view, board))
                (clashes::section(view, board))
            } }
            div.c12 { div.stack {
                (needs::table(view, board))
                (needs::all(view, board))
            } }
        }
    }
}

/// What can be done from the board. It stands outside the part that changes, so that nothing typed is lost.
fn forms(view: &View<'_>, board: &Board) -> Markup {
    let (lang, base, wave) = (view.lang(), view.base(), &board.wave);
    let screen = format!("{base}/board?wave={}&screen", wave.id);
    html! {
        div.grid.mt6.no-print {
            div.c7 { (messages::form(view, board)) }
            @if view.actor.may(P::CallOperations) && !wave.state.is_over() && calls::stops_all(view, wave) {
                div.c5 { (kit::section(act_text::HOLD_ALL.get(lang), html! {}, html! {}, calls::stop(view, wave, None, "board"))) }
            }
        }
        div.acts.mt3.no-print {
            (Button::link(act_text::PLAN.get(lang), &format!("{base}?wave={}", wave.id)))
            (Button::link(act_text::BIG_SCREEN.get(lang), &screen))
            (Button::link(text::RELOAD.get(lang), &format!("{base}/board?wave={}", wave.id)))
        }
    }
}
