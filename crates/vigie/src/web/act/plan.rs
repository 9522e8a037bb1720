//! The plan of an operation: what it is, who takes part, its waves, the moment, readiness, targets and titles.

use super::typed::Typed;
use super::view::View;
use super::{calls, exhibits, instruments, known, participants, ready, spots, targets, waves, written};
use crate::server::{App, Visitor};
use crate::web::Failure;
use crate::web::done::Done;
use crate::web::kit::{self, Button, Key};
use crate::web::messages::{Lang, Text, act as text, board as board_text};
use crate::web::shell;
use axum::extract::{Path, Query, State};
use casework::act::{self, BlindSpots, Board, ReadsAs, StateReadiness};
use casework::policy::Permission as P;
use casework::ports::Query as Listing;
use casework::records::{Kept, Kind, Network, Person, Provider};
use casework::{Desk, Error};
use domain::id::WaveId;
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

/// How many networks and providers are offered.
const OFFERED: u32 = 500;

/// The words for what an act brought about, by form.
pub(super) const DONE: [(&str, Text); 24] = [
    ("open", board_text::DONE_OPEN),
    ("alter", board_text::DONE_ALTER),
    ("mark", board_text::DONE_MARK),
    ("close", board_text::DONE_CLOSE),
    ("participant", board_text::DONE_PARTICIPANT),
    ("wave", board_text::DONE_WAVE),
    ("wave-altered", board_text::DONE_WAVE_ALTERED),
    ("propose", board_text::DONE_PROPOSE),
    ("instrument", board_text::DONE_INSTRUMENT),
    ("revoke", board_text::DONE_REVOKE),
    ("ready", board_text::DONE_READY),
    ("make-ready", board_text::DONE_MAKE_READY),
    ("reopen", board_text::DONE_REOPEN),
    ("fix-moment", board_text::DONE_FIX_MOMENT),
    ("go-first", board_text::DONE_GO_FIRST),
    ("go", board_text::DONE_GO),
    ("hold", board_text::DONE_HOLD),
    ("state-hold", board_text::DONE_STATE_HOLD),
    ("state-abort", board_text::DONE_STATE_ABORT),
    ("abort", board_text::DONE_ABORT),
    ("abort-out", board_text::DONE_ABORT_OUT),
    ("end", board_text::DONE_END),
    ("say", board_text::DONE_SAY),
    ("alert", board_text::DONE_ALERT),
];

/// Which wave is looked at, and an asset to be proposed.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    pub wave: Option<Uuid>,
    #[serde(default)]
    pub asset: String,
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
    Query(done): Query<Done>,
) -> Result<Markup, Failure> {
    let asked = (asked.wave, asked.asset.as_str());
    Ok(whole(&app, &visitor, id, asked, &Typed::default(), Some(&done)).await?)
}

/// The page, with what was typed into a form that was refused.
pub(super) async fn page(
    app: &App,
    visitor: &Visitor,
    id: Uuid,
    wave: Option<Uuid>,
    typed: &Typed,
    done: Option<&Done>,
) -> Result<Markup, Error> {
    whole(app, visitor, id, (wave, ""), typed, done).await
}

async fn whole(
    app: &App,
    visitor: &Visitor,
    id: Uuid,
    (wave, asset): (Option<Uuid>, &str),
    typed: &Typed,
    done: Option<&Done>,
) -> Result<Markup, Error> {
    let mut view = View::of(app, visitor, id, wave, typed).await?;
    let lang = view.lang();
    view.frame.notice = done.and_then(|done| done.notice(&DONE, lang));
    view.frame.keys = vec![Key { keys: &["b"], text: text::KEY_BOARD }];
    let choices = Choices::of(&app.desk, &view).await?;
    let looked = match &view.wave {
        Some(wave) => Some(Looked::at(&app.desk, &view, wave.id).await?),
        None => None,
    };
    let content = html! {
        (head(&view))
        (view.typed.alert(&view.frame.reader))
        div.grid {
            div.c8 { div.stack {
                (waves::section(&view, &choices.people))
                @if let Some(looked) = &looked { (calls::section(&view, &looked.board.wave, &looked.reads)) }
            } }
            div.c4 { div.stack {
                (written::section(&view, &choices.networks))
                (participants::section(&view))
            } }
            // Tables of many columns have the whole width.
            @if let Some(looked) = &looked { div.c12 { div.stack { (of_wave(&view, looked, &choices, asset)) } } }
            div.c8 { div.stack {
                (instruments::section(&view))
                @if !view.slice.exhibits.is_empty() {
                    (kit::section(board_text::EXHIBITS.get(lang), html! { (view.slice.exhibits.len()) }, html! {}, exhibits::table(&view, view.slice.exhibits.iter().map(|kept| &kept.record))))
                }
            } }
            div.c4 { div.stack {
                @if let (Some(wave), Some(spots)) = (&view.wave, looked.as_ref().and_then(|looked| looked.spots.as_ref())) {
                    (spots::section(&view, wave.id, spots))
                }
            } }
        }
    };
    Ok(shell::page(&view.frame, &view.operation().name, content))
}

fn of_wave(view: &View<'_>, looked: &Looked, choices: &Choices, asset: &str) -> Markup {
    html! {
        (ready::section(view, &looked.board.wave, &looked.states))
        (targets::section(view, &looked.board, &choices.providers, asset))
    }
}

fn head(view: &View<'_>) -> Markup {
    let (lang, base, operation) = (view.lang(), view.base(), view.operation());
    let board = view.wave.as_ref().map(|wave| format!("{base}/board?wave={}", wave.id));
    kit::head(
        html! { a href="/act" { (text::TITLE.get(lang)) } " · " (operation.reference) },
        &operation.name,
        lede(view, lang),
        html! {
            @if let Some(board) = &board { (Button::link(text::BOARD.get(lang), board).main().key("b")) }
            @if view.actor.may(P::ReportFromSite) { (Button::link(text::FIELD.get(lang), &format!("{base}/field"))) }
            (Button::link(text::AFTERWARDS.get(lang), &format!("{base}/after")))
            @if let Some(wave) = &view.wave {
                @for country in wave.parts.iter().map(|part| part.country).filter(|country| view.leads() || view.own_state() == Some(*country)) {
                    @let href = format!("{base}/sheet?wave={}&country={country}", wave.id);
                    (Button::link(&text::SHEET_OF.fill(lang, &[("country", &country)]), &href).quiet())
                }
            }
        },
    )
}

fn lede(view: &View<'_>, lang: Lang) -> Markup {
    let operation = view.operation();
    html! {
        (super::view::handled(&operation.marking, lang)) " "
        (view.known.authority(operation.lead)) ", "
        @match operation.closed { Some(closed) => { (text::CLOSED.fill(lang, &[("date", &view.frame.reader.date(closed))])) }, None => { (text::IS_OPEN.get(lang)) } }
    }
}

/// What is read about the wave that the page is about.
struct Looked {
    board: Board,
    states: Vec<StateReadiness>,
    reads: Vec<ReadsAs>,
    spots: Option<BlindSpots>,
}

impl Looked {
    async fn at(desk: &Desk, view: &View<'_>, wave: WaveId) -> Result<Self, Error> {
        let board = act::board(desk, view.actor, wave).await?;
        act::sign_of_life(desk, view.actor, wave).await?;
        let reads = match board.wave.moment {
            Some(moment) => act::reads(desk, view.actor, wave, moment).await?,
            None => Vec::new(),
        };
        let spots = if view.leads() { Some(act::blind_spots(desk, view.actor, wave).await?) } else { None };
        Ok(Self { states: act::readiness(desk, view.actor, wave).await?, board, reads, spots })
    }
}

/// What can be chosen in the forms, for those who plan.
#[derive(Default)]
struct Choices {
    networks: Vec<Kept<Network>>,
    providers: Vec<Kept<Provider>>,
    people: Vec<Kept<Person>>,
}

impl Choices {
    async fn of(desk: &Desk, view: &View<'_>) -> Result<Self, Error> {
        if !view.plans() {
            // Others are shown the network that the operation names, if they see the map.
            let named = view.operation().network.filter(|_| view.actor.may(P::SeeMap));
            let networks = match named {
                Some(id) => desk.find(id.0).await?.into_iter().collect(),
                None => Vec::new(),
            };
            return Ok(Self { networks, ..Self::default() });
        }
        Ok(Self {
            networks: desk.list(&Listing::all(Kind::Network, OFFERED).newest_first()).await?,
            providers: desk.list(&Listing::all(Kind::Provider, OFFERED)).await?,
            people: known::voices(desk, &view.authorities()).await?,
        })
    }
}
