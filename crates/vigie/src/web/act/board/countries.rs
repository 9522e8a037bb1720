//! The states that act: on a map, and as a table with the moments of their executions.

use super::head::marks;
use crate::web::act::ready;
use crate::web::act::view::View;
use crate::web::format;
use crate::web::kit::world::{self, Mark};
use crate::web::kit::{self, Column, Row, Table};
use crate::web::messages::{act as act_text, board as text, words};
use casework::act::{Board, BoardCountry, BoardTarget};
use domain::act::TargetState;
use domain::people::Country;
use jiff::Timestamp;
use maud::{Markup, html};

/// Lengths of the strip, in seconds after T0, each with the marks on it.
const SCALES: [(i64, [i64; 4]); 4] = [
    (720, [10, 60, 240, 720]),
    (3_600, [60, 600, 1_800, 3_600]),
    (21_600, [600, 3_600, 10_800, 21_600]),
    (172_800, [3_600, 21_600, 86_400, 172_800]),
];

pub(super) fn world(view: &View<'_>, board: &Board) -> Markup {
    let lang = view.lang();
    let marks: Vec<Mark<'_>> = board
        .countries
        .iter()
        .map(|one| {
            let count: usize = one.counts.values().sum();
            let title = text::MARK.fill(lang, &[("country", &view.country(one.country)), ("n", &count)]);
            Mark { code: one.country.code(), count: count as u64, title }
        })
        .filter(|mark| mark.count > 0)
        .collect();
    kit::section(
        text::WHERE.get(lang),
        html! {},
        html! {},
        html! {
            figure.fig.mapfig { (world::around(&marks, text::WORLD_LABEL.get(lang))) figcaption { (text::MAP_SOURCE.get(lang)) } }
        },
    )
}

pub(super) fn table(view: &View<'_>, board: &Board) -> Markup {
    let lang = view.lang();
    let strip = Strip::of(board);
    let columns = [
        Column::text(words::COUNTRY.get(lang)),
        Column::text(words::STATE.get(lang)),
        Column::text(act_text::TARGETS.get(lang)),
        Column::text(text::EXECUTED.get(lang)),
        Column::number(text::LAST.get(lang)),
    ];
    let rows = board.countries.iter().map(|one| row(view, board, one, strip.as_ref()));
    let skew = board.skew.map(|skew| text::SKEW.fill(lang, &[("span", &format::span(skew.length().as_secs(), lang))]));
    kit::section(
        text::BY_COUNTRY.get(lang),
        html! { @if let Some(skew) = &skew { (skew) } },
        html! {},
        html! {
            (Table::new(text::BY_COUNTRY_CAPTION.get(lang), columns).tight().class("brd").rows(rows))
            @if let Some(strip) = &strip { p.meta.mt2 { (text::STRIP_LEGEND.get(lang)) " " (strip.ticks(view)) } }
        },
    )
}

fn row(view: &View<'_>, board: &Board, one: &BoardCountry, strip: Option<&Strip>) -> Row {
    let lang = view.lang();
    let own = || board.targets.iter().filter(|row| row.target.acting == Some(one.country));
    let local = board.wave.moment.and_then(|moment| local(view, one.country, moment));
    let last = one.skew.zip(board.wave.moment).map(|(skew, moment)| after(skew.last, moment));
    Row::new([
        html! {
            b { (one.country.code()) } " " (view.country(one.country))
            (kit::sub(html! {
                @if let Some(local) = local { (act_text::T0.get(lang)) " " (local) }
                @if !one.country.is_member_state() { br; (act_text::THIRD_STATE.get(lang)) }
            }))
        },
        html! { (ready::standing(one.standing, lang)) @if one.incidents > 0 { (kit::sub(html! { (text::INCIDENTS.get(lang)) ": " (one.incidents) })) } },
        marks(view, &one.counts),
        html! { @if let Some(strip) = strip { (strip.draw(view, one, own())) } },
        html! { (last.unwrap_or_else(|| text::NONE_EXECUTED.get(lang).to_owned())) },
    ])
}

/// T0 on the wall of a state's authority.
fn local(view: &View<'_>, country: Country, moment: Timestamp) -> Option<String> {
    let authority = view.operation().participants.iter().find(|one| one.country == Some(country))?.authority;
    Some(moment.to_zoned(view.known.zone(authority)?).strftime("%H:%M").to_string())
}

/// A moment as so long after T0.
fn after(at: Timestamp, moment: Timestamp) -> String {
    let seconds = at.duration_since(moment).as_secs();
    format!("{}{}", if seconds < 0 { "−" } else { "+" }, format::duration(seconds))
}

/// The strip on which executions are marked: the root of the time after T0, so that the first seconds have room.
struct Strip {
    moment: Timestamp,
    now: i64,
    long: i64,
    ticks: [i64; 4],
}

impl Strip {
    /// None before T0.
    fn of(board: &Board) -> Option<Self> {
        let moment = board.wave.moment?;
        let now = board.at.duration_since(moment).as_secs();
        let last = board.skew.map_or(0, |skew| skew.last.duration_since(moment).as_secs());
        let until = if board.wave.state.is_over() { last } else { last.max(now) };
        let scale = SCALES.iter().find(|(long, _)| until <= *long).or(SCALES.last());
        let (long, ticks) = scale.filter(|_| now >= 0 || last > 0)?;
        Some(Self { moment, now, long: *long, ticks: *ticks })
    }

    fn place(&self, seconds: i64) -> String {
        let share = seconds.clamp(0, self.long) as f64 / self.long as f64;
        format!("{:.1}", 2.0 + 236.0 * share.sqrt())
    }

    fn ticks(&self, view: &View<'_>) -> String {
        self.ticks.map(|tick| format::span(tick, view.lang())).join(" · ")
    }

    fn draw<'a>(&self, view: &View<'_>, one: &BoardCountry, targets: impl Iterator<Item = &'a BoardTarget>) -> Markup {
        let executed: Vec<(i64, bool)> = targets
            .filter_map(|row| {
                let at = row.executed?.duration_since(self.moment).as_secs();
                Some((at, row.target.state == TargetState::Confirmed))
            })
            .collect();
        let over = self.now > self.long;
        html! {
            svg.st viewBox="0 0 240 18" preserveAspectRatio="none" role="img" aria-label=(self.label(view, one, executed.len())) {
                path.base d="M2 9h236" {}
                @for tick in [0].iter().chain(&self.ticks) { path.base d={ "M" (self.place(*tick)) " 5v8" } {} }
                @if !over && self.now >= 0 { path.now d={ "M" (self.place(self.now)) " 0v18" } {} }
                @for (at, sure) in &executed { path class=(if *sure { "sure" } else { "said" }) d={ "M" (self.place(*at)) " 2v14" } {} }
            }
        }
    }

    fn label(&self, view: &View<'_>, one: &BoardCountry, executed: usize) -> String {
        let country = view.country(one.country);
        match one.skew {
            None => text::STRIP.fill(view.lang(), &[("country", &country), ("n", &executed)]),
            Some(skew) => text::STRIP_BETWEEN.fill(
                view.lang(),
                &[
                    ("country", &country),
                    ("n", &executed),
                    ("first", &after(skew.first, self.moment)),
                    ("last", &after(skew.last, self.moment)),
                ],
            ),
        }
    }
}
