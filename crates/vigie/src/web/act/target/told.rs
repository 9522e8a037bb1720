//! What is said of a target and what was seen from outside, side by side. Nothing is overwritten.

use super::One;
use crate::web::act::view::View;
use crate::web::format;
use crate::web::kit::{self, Column, Row, Status, Table};
use crate::web::messages::terms::Term as _;
use crate::web::messages::{target as text, words};
use casework::records::act::{Report, Saw};
use maud::{Markup, html};

/// How many of the latest looks are shown.
const GLANCES: usize = 40;

/// Every report as it came, the latest first.
pub(super) fn words(one: &One<'_>) -> Markup {
    let lang = one.view.lang();
    let columns = [text::SAYS, words::WHO, text::HAPPENED, text::HEARD].map(|title| Column::text(title.get(lang)));
    let rows = one.target().reports.iter().rev().map(|report| row(&one.view, report));
    html! {
        @if one.target().reports.is_empty() { p.meta { (text::NOBODY_SAID.get(lang)) } }
        @else { (Table::new(text::TOLD_CAPTION.get(lang), columns).tight().rows(rows)) }
    }
}

fn row(view: &View<'_>, report: &Report) -> Row {
    let lang = view.lang();
    let off = report.clock_ahead_seconds;
    Row::new([
        html! { b { (report.what.text().get(lang)) } @if !report.note.is_empty() { div.ink2.any { (report.note) } } },
        html! { (view.known.teller(&report.who)) (kit::sub(view.person(report.by))) },
        html! { (view.near(report.happened)) },
        html! {
            (view.near(report.heard))
            @if off.abs() > 60 { (kit::sub(text::CLOCK_OFF.fill(lang, &[("span", &format::span(off, lang))]))) }
        },
    ])
}

/// The looks from outside, the latest first.
pub(super) fn looks(one: &One<'_>) -> Markup {
    let (view, target) = (&one.view, one.target());
    let lang = view.lang();
    let columns = [text::SEEN, text::FROM_WHERE, words::WHEN].map(|title| Column::text(title.get(lang)));
    let rows = target.glances.iter().rev().take(GLANCES).map(|glance| {
        let status = match glance.saw {
            Saw::Up => Status::Run,
            Saw::Gone => Status::Ok,
            Saw::Silence => Status::Warn,
            Saw::Refused | Saw::Nothing => Status::None,
        };
        Row::new([
            html! { (kit::pill(status, glance.saw.text().get(lang))) (kit::sub(html! { span lang="en" { (glance.note) } })) },
            html! { (glance.place) @if let Some(country) = glance.country { (kit::sub(view.country(country))) } },
            html! { (view.near(glance.at)) @if let Some(evidence) = &glance.evidence { (kit::sub(html! { code { (format::short_digest(&evidence.to_string())) } })) } },
        ])
    });
    html! {
        @if target.glances.is_empty() { p.meta { (text::NOT_LOOKED.get(lang)) } }
        @else { (Table::new(text::LOOKS_CAPTION.get(lang), columns).tight().rows(rows)) }
        @if let Some(next) = target.next_look { p.meta.mt2 { (text::NEXT_LOOK.fill(lang, &[("time", &view.near(next))])) } }
    }
}
