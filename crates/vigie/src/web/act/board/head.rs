//! The head of the board: how long to or since T0, who called go, and how many targets stand where.

use crate::web::act::view::{View, handled};
use crate::web::act::{calls, waves};
use crate::web::format;
use crate::web::kit::{self, Icon, Status};
use crate::web::messages::terms::Term as _;
use crate::web::messages::{Text, act as act_text, board as text};
use casework::act::Board;
use casework::records::act::Wave;
use domain::act::{TargetState as S, WaveEvent, WaveState};
use jiff::Timestamp;
use maud::{Markup, html};

pub(super) fn section(view: &View<'_>, board: &Board) -> Markup {
    let (lang, wave) = (view.lang(), &board.wave);
    let silent = board.deputy_from.filter(|_| wave.moment.is_some() && !wave.state.is_over());
    html! {
        header.bh {
            div {
                p.meta {
                    a href="/act" { (act_text::TITLE.get(lang)) } " · " a href={ (view.base()) "?wave=" (wave.id) } { (view.operation().name) } ", "
                    (act_text::WAVE.fill(lang, &[("n", &wave.number)])) " " (handled(&view.operation().marking, lang))
                }
                h1.t0 { (clock(view, wave, board.at)) }
                @if let Some(moment) = wave.moment { p.meta { (walls(view, moment)) } }
            }
            div.go {
                p { (kit::pill_box(waves::status(wave.state), wave.state.text().get(lang))) " " (callers(view, wave)) }
                p.meta { (text::WINDOW_TO.fill(lang, &[("time", &view.near(wave.until))])) " · " (act_text::COORDINATOR.get(lang)) " " (view.person(wave.coordinator)) ", " (act_text::DEPUTY.get(lang)) " " (view.person(wave.deputy)) }
                @if let Some(from) = silent.filter(|from| *from < board.at) { p { (kit::pill(Status::Warn, &act_text::DEPUTY_NOW.fill(lang, &[("time", &view.near(from))]))) } }
            }
            (tally(view, board))
        }
        (calls::awaited(view, wave))
        p.meta.live {
            span data-line data-lost=(text::LIVE_LOST.fill(lang, &[("time", &view.frame.reader.time(board.at))])) { (text::LIVE.get(lang)) }
            " " (text::AS_OF.fill(lang, &[("time", &view.frame.reader.time(board.at))]))
        }
    }
}

/// Before or after T0, by our own clock; a script lets it tick.
fn clock(view: &View<'_>, wave: &Wave, now: Timestamp) -> Markup {
    let lang = view.lang();
    let Some(moment) = wave.moment else { return html! { (text::NO_T0.get(lang)) } };
    let seconds = now.duration_since(moment).as_secs();
    let words = if seconds < 0 { text::T_BEFORE } else { text::T_AFTER };
    html! {
        time datetime=(format::iso_duration(seconds)) data-t0=(moment.as_millisecond()) {
            (words.fill(lang, &[("span", &format::duration(seconds))]))
        }
    }
}

/// How T0 reads on the walls of those who take part, each time once; with the day where it is not the reader's.
fn walls(view: &View<'_>, moment: Timestamp) -> String {
    let day = view.frame.reader.day(moment);
    let mut walls: Vec<(String, Vec<String>)> = Vec::new();
    for authority in view.authorities() {
        let Some(zone) = view.known.zone(authority) else { continue };
        let there = format::Reader { lang: view.lang(), zone };
        let minute = there.minute(moment);
        let reads = if there.day(moment) == day { minute } else { format!("{} {minute}", there.day(moment)) };
        let place = there.place();
        match walls.iter_mut().find(|(known, _)| *known == reads) {
            Some((_, places)) if places.contains(&place) => {}
            Some((_, places)) => places.push(place),
            None => walls.push((reads, vec![place])),
        }
    }
    let walls = walls.into_iter().map(|(reads, places)| format!("{reads} {}", places.join(", ")));
    walls.collect::<Vec<_>>().join(" · ")
}

/// The two who called go for everybody, while it stands.
fn callers(view: &View<'_>, wave: &Wave) -> Markup {
    let lang = view.lang();
    let calls = wave.calls.iter().rev().filter(|call| call.country.is_none());
    let wanted = match wave.state {
        WaveState::Going => WaveEvent::Go,
        WaveState::Held => WaveEvent::Hold,
        WaveState::Aborted => WaveEvent::Abort,
        _ => return html! {},
    };
    let of: Vec<_> =
        calls.filter(|call| call.event == wanted).take(if wanted == WaveEvent::Go { 2 } else { 1 }).collect();
    html! {
        @if let Some(last) = of.first() { (text::GO_BY.fill(lang, &[("time", &view.near(last.at)), ("name", &view.person(last.by))])) }
        @if let Some(first) = of.get(1) { " " (text::AND_BY.fill(lang, &[("name", &view.person(first.by))])) }
    }
}

/// The groups in which targets are counted, each with its shape.
const GROUPS: [(&[S], Status, Text); 7] = [
    (&[S::Confirmed], Status::Ok, text::T_CONFIRMED),
    (&[S::Executed], Status::Run, text::T_REPORTED),
    (&[S::Contradicted], Status::Clash, text::T_CONTRADICTED),
    (&[S::Dispatched], Status::Warn, text::T_OUT),
    (&[S::HeldBack], Status::Hold, text::T_HELD),
    (&[S::Failed], Status::Bad, text::T_FAILED),
    (&[S::Proposed, S::Allocated, S::Prepared, S::Cleared], Status::None, text::T_WAITING),
];

fn tally(view: &View<'_>, board: &Board) -> Markup {
    let lang = view.lang();
    html! {
        ul.tally aria-label=(text::TALLY.get(lang)) {
            @for (count, status, words) in counted(&board.counts) {
                li {
                    span class={ "is-" (status.class()) } { (kit::icon(status.icon())) }
                    b { (count) }
                    span { (words.get(lang)) }
                }
            }
        }
    }
}

/// Counts by group.
fn counted(counts: &std::collections::BTreeMap<S, usize>) -> impl Iterator<Item = (usize, Status, Text)> + '_ {
    GROUPS.iter().map(|(states, status, words)| {
        let count = states.iter().filter_map(|state| counts.get(state)).sum();
        (count, *status, *words)
    })
}

/// The same as small marks in a row; what is none is left out.
pub(super) fn marks(view: &View<'_>, counts: &std::collections::BTreeMap<S, usize>) -> Markup {
    let lang = view.lang();
    let icon = |status: Status, words: Text| -> (Icon, &'static str, &'static str) {
        (status.icon(), words.get(lang), status.class())
    };
    html! {
        span.gl {
            @for (count, status, words) in counted(counts).filter(|(count, ..)| *count > 0) {
                @let (shape, said, class) = icon(status, words);
                span class={ "is-" (class) } title=(said) { (kit::icon(shape)) (count) span.vh { " " (said) } }
            }
        }
    }
}
