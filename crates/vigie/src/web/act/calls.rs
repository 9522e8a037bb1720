//! The moment and the calls: who called what, who must call it too, and the buttons for it.

use super::typed::{country, local, moment, one_of};
use super::view::{self, View, wall};
use super::waves;
use crate::api::problem;
use crate::server::{App, Visitor};
use crate::web::Failure;
use crate::web::fields::Fields;
use crate::web::kit::{self, Button, Column, Entry, Field, Row, Status, Table};
use crate::web::messages::terms::Term as _;
use crate::web::messages::{act as text, words};
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use casework::act::{self, Call, Called, ReadsAs};
use casework::policy::Permission as P;
use casework::records::act::{CallMade, Wave};
use casework::{Error, Refusal};
use domain::act::{Scope, WaveEvent, WaveState};
use domain::id::WaveId;
use domain::people::Country;
use maud::{Markup, html};
use uuid::Uuid;

fn wanted(fields: &Fields, visitor: &Visitor) -> Result<Call, Error> {
    let reader = &visitor.manner.reader;
    let scope = match country(fields, "country", reader)? {
        Some(country) => Scope::State(country),
        None => Scope::All,
    };
    match fields.one("call") {
        "make_ready" => Ok(Call::MakeReady),
        "reopen" => Ok(Call::Reopen),
        "fix_moment" => Ok(Call::FixMoment(moment(fields, "moment", reader)?)),
        // The moment that was shown beside the button.
        "go" => Ok(Call::Go(scope, one_of(fields, "shown", reader)?)),
        "hold" => Ok(Call::Hold(scope)),
        "abort" => Ok(Call::Abort(scope)),
        "end" => Ok(Call::End),
        _ => Err(Error::Refused(Refusal::Invalid { what: "call", why: text::CHOOSE.get(reader.lang).to_owned() })),
    }
}

/// The word for what a call brought about.
const fn word(call: Call, called: &Called) -> &'static str {
    match call {
        Call::MakeReady => "make-ready",
        Call::Reopen => "reopen",
        Call::FixMoment(_) => "fix-moment",
        Call::Go(..) if called.waits_for_second => "go-first",
        Call::Go(..) => "go",
        Call::Hold(Scope::State(_)) => "state-hold",
        Call::Abort(Scope::State(_)) => "state-abort",
        Call::Hold(Scope::All) => "hold",
        Call::Abort(Scope::All) if called.out.is_empty() => "abort",
        Call::Abort(Scope::All) => "abort-out",
        Call::End => "end",
    }
}

/// Makes a call on a wave.
pub(super) async fn call(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, wave)): Path<(Uuid, Uuid)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let page = if fields.one("back") == "board" { "/board" } else { "" };
    let made = match wanted(&fields, &visitor) {
        Ok(call) => act::call(&app.desk, &visitor.actor, WaveId(wave), call, fields.one("reason"))
            .await
            .map(|called| word(call, &called)),
        Err(error) => Err(error),
    };
    match made {
        Ok(word) => Ok(view::done(id, page, Some(wave), word).into_response()),
        Err(error @ (Error::Refused(_) | Error::Conflict)) => {
            let status = problem::status(&error);
            let typed = super::typed::Typed::refused("call", fields, error);
            let shown = super::plan::page(&app, &visitor, id, Some(wave), &typed, None).await?;
            Ok((status, shown).into_response())
        }
        Err(error) => Err(Failure(error)),
    }
}

/// The moment of a wave: how it stands, what was called, and what can be called by whom.
pub(super) fn section(view: &View<'_>, wave: &Wave, reads: &[ReadsAs]) -> Markup {
    let lang = view.lang();
    let calls: Vec<Entry> = wave.calls.iter().rev().map(|call| entry(view, call)).collect();
    kit::section(
        text::MOMENT.get(lang),
        html! { (text::WAVE.fill(lang, &[("n", &wave.number)])) },
        html! { (waves::state(wave.state, lang)) },
        html! {
            (kit::facts(&[
                (text::T0.get(lang), html! { b { @match wave.moment { Some(moment) => { (view.frame.reader.stamp(moment)) " " (view.frame.reader.place()) }, None => { (text::NO_MOMENT.get(lang)) } } } }),
                (text::WINDOW.get(lang), html! { (view.near(wave.from)) " – " (view.near(wave.until)) }),
                (text::COORDINATOR.get(lang), html! { (view.person(wave.coordinator)) }),
                (text::DEPUTY.get(lang), html! { (view.person(wave.deputy)) }),
            ]))
            @if !reads.is_empty() { (zones(view, reads)) }
            (awaited(view, wave))
            @if view.actor.may(P::CallOperations) && !wave.state.is_over() { (forms(view, wave)) }
            h3.mt6.mb2 { (text::CALLS.get(lang)) }
            @if calls.is_empty() { p.meta { (text::NO_CALLS.get(lang)) } } @else { (kit::timeline(&calls)) }
        },
    )
}

/// The moment in the zone of everybody who takes part.
fn zones(view: &View<'_>, reads: &[ReadsAs]) -> Markup {
    let lang = view.lang();
    let columns = [words::AUTHORITY, text::HERE, text::ZONE].map(|title| Column::text(title.get(lang)));
    let rows = reads.iter().map(|one| {
        Row::new([
            html! { (one.name) @if let Some(country) = one.country { (kit::sub(view.country(country))) } },
            html! { (wall(one, lang)) },
            html! { (one.zone) },
        ])
    });
    html! {
        h3.mt3.mb2 { (text::READS.get(lang)) }
        (Table::new(text::READS_CAPTION.get(lang), columns).tight().rows(rows))
    }
}

/// Who called go, and who must call it too.
pub(super) fn awaited(view: &View<'_>, wave: &Wave) -> Markup {
    let lang = view.lang();
    let first = wave.first_go.map(|first| text::GO_FIRST.fill(lang, &[("name", &view.person(first))]));
    let states = wave.parts.iter().filter_map(|part| Some((part.country, part.first_go?)));
    html! {
        @if let Some(first) = first { div.mt3 { (kit::note(Status::Warn, html! { (first) })) } }
        @for (country, first) in states {
            div.mt3 { (kit::note(Status::Warn, html! { b { (view.country(country)) } ": " (text::GO_FIRST_STATE.fill(lang, &[("name", &view.person(first))])) })) }
        }
        @if wave.state == WaveState::Set && wave.first_go.is_none() { p.hint.mt3 { (text::GO_WANTS.get(lang)) } }
    }
}

fn entry(view: &View<'_>, call: &CallMade) -> Entry {
    let lang = view.lang();
    let what = call.event.text().get(lang);
    let status = match call.event {
        WaveEvent::Go | WaveEvent::End => Status::Ok,
        WaveEvent::Hold => Status::Hold,
        WaveEvent::Abort => Status::Bad,
        WaveEvent::Reopen => Status::Warn,
        WaveEvent::MakeReady | WaveEvent::FixMoment => Status::Run,
    };
    let state = call.country.map(|country| text::CALLED_FOR.fill(lang, &[("country", &view.country(country))]));
    Entry {
        time: view.near(call.at),
        status,
        label: what.to_owned(),
        what: html! { b { (what) } @if let Some(state) = state { " " (state) } @if !call.reason.is_empty() { ". " span.ink2 { (call.reason) } } },
        who: view.person(call.by).to_owned(),
    }
}

/// The buttons for the whole wave. Whoever has no voice is refused by name.
fn forms(view: &View<'_>, wave: &Wave) -> Markup {
    let lang = view.lang();
    let step = |call: &'static str, label: &str, hint: &str| {
        form(
            view,
            wave,
            "inline-form mt3",
            html! {
                (Button::submit(label).sends("call", call)) @if !hint.is_empty() { span.hint { (hint) } }
            },
        )
    };
    let can_move = matches!(wave.state, WaveState::Ready | WaveState::Set | WaveState::Held);
    html! {
        @if view.leads() {
            @if wave.state == WaveState::Planned { (step("make_ready", text::MAKE_READY.get(lang), "")) }
            @if can_move { (fix(view, wave)) }
            @if matches!(wave.state, WaveState::Set | WaveState::Held) && wave.moment.is_some() { (go(view, wave)) }
        }
        @if stops_all(view, wave) { (stop(view, wave, None, "")) }
        @if view.leads() {
            @if can_move { (step("reopen", text::REOPEN.get(lang), text::REOPEN_HINT.get(lang))) }
            @if matches!(wave.state, WaveState::Going | WaveState::Held) { (step("end", text::END.get(lang), "")) }
        }
    }
}

fn fix(view: &View<'_>, wave: &Wave) -> Markup {
    let (lang, reader) = (view.lang(), &view.frame.reader);
    let standing = local(wave.moment.unwrap_or(wave.from), reader);
    let label = if wave.moment.is_some() { text::MOVE_MOMENT } else { text::FIX_MOMENT }.get(lang);
    let here = text::LOCAL.fill(lang, &[("place", &reader.place())]);
    let hint = if wave.moment.is_some() { format!("{here} {}", text::MOVE_HINT.get(lang)) } else { here };
    form(
        view,
        wave,
        "inline-form mt3",
        html! {
            (Field::new("moment", text::T0.get(lang)).kind("datetime-local").value(view.typed.or("call", "moment", &standing)).hint(hint.as_str()).required(lang).input())
            (Button::submit(label).sends("call", "fix_moment"))
        },
    )
}

/// Go for everybody. Who called it already is told that a second person must.
fn go(view: &View<'_>, wave: &Wave) -> Markup {
    let lang = view.lang();
    let label = if wave.first_go.is_some() { text::GO_SECOND } else { text::GO_ALL }.get(lang);
    let button = Button::submit(label).main().sends("call", "go");
    let mine = wave.first_go == Some(view.actor.person);
    let button = if mine { button.cannot(text::GO_MINE.get(lang)) } else { button };
    form(view, wave, "inline-form mt3", html! { (shown(wave)) (button) })
}

/// The moment for which go is called, as it stands on the page.
pub(super) fn shown(wave: &Wave) -> Markup {
    html! { @if let Some(moment) = wave.moment { input type="hidden" name="shown" value=(moment); } }
}

/// Whether the visitor has a voice with which everything is stopped; a state's voice stops its own part.
pub(super) fn stops_all(view: &View<'_>, wave: &Wave) -> bool {
    let me = view.actor.person;
    [wave.coordinator, wave.deputy].contains(&me) || wave.lead.contains(&me)
}

/// Hold and abort, with the reason that they need; for everybody or for one state.
pub(super) fn stop(view: &View<'_>, wave: &Wave, country: Option<Country>, back: &str) -> Markup {
    let lang = view.lang();
    let code = country.map(|country| country.to_string()).unwrap_or_default();
    let id = format!("reason-{code}");
    let own = view.typed.of("call", "country") == code;
    let typed = if own { view.typed.of("call", "reason") } else { "" };
    let (hold, abort) = match country {
        Some(_) => (text::HOLD, text::ABORT),
        None => (text::HOLD_ALL, text::ABORT_ALL),
    };
    form(
        view,
        wave,
        "inline-form mt3",
        html! {
            @if !code.is_empty() { input type="hidden" name="country" value=(code); }
            @if !back.is_empty() { input type="hidden" name="back" value=(back); }
            div.grow { (Field::new("reason", text::REASON_STOP.get(lang)).id(&id).value(typed).required(lang).input()) }
            (Button::submit(hold.get(lang)).sends("call", "hold"))
            (Button::submit(abort.get(lang)).grave().sends("call", "abort"))
            span.hint { (text::REASON_STOP_HINT.get(lang)) }
        },
    )
}

/// A form for a call.
pub(super) fn form(view: &View<'_>, wave: &Wave, class: &str, body: Markup) -> Markup {
    kit::post(&format!("{}/waves/{}/call", view.base(), wave.id), &view.frame.csrf, class, body)
}
