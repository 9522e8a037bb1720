//! How good a bank is: what it matched day by day, what officers found of it, what is in quarantine, what was left out.

use super::decide::decision;
use crate::server::App;
use crate::web::format;
use crate::web::kit::{self, Column, Row, Status, Table};
use crate::web::messages::{bank as text, words};
use crate::web::refusal;
use crate::web::shell::Frame;
use casework::records::{Bank, Comparison};
use casework::{Error, banks};
use maud::{Markup, html};
use std::fmt::Display;

/// What it matched, as a line over the last month and in figures.
pub(super) async fn matched(app: &App, bank: &Bank, frame: &Frame) -> Result<Markup, Error> {
    let lang = frame.lang();
    let figures = banks::figures(&app.desk, bank.id).await?;
    let verdicts = figures.verdicts;
    let (first, last) = (figures.days.first(), figures.days.last());
    let day = |day: Option<&(jiff::civil::Date, u64)>| day.map(|(day, _)| day.to_string()).unwrap_or_default();
    let label = text::PER_DAY.fill(lang, &[("first", &day(first)), ("last", &day(last))]);
    let counts: Vec<u64> = figures.days.iter().map(|(_, count)| *count).collect();
    let precision = verdicts
        .precision()
        .map_or_else(|| text::PRECISION_NONE.get(lang).to_owned(), |share| crate::web::likeness::percent(share as f32));
    let count = |n: u64| html! { (format::count(n, lang)) };
    let end = words::ITEMS.count(lang, figures.matched);
    Ok(kit::section(
        text::FIGURES.get(lang),
        html! {},
        html! { (end) },
        html! {
            div.fig { (kit::spark(&counts, &label)) }
            p.meta.mb2 { (label) }
            p.meta { (text::PROPOSED.count(lang, verdicts.all())) }
            (kit::facts(&[
                (text::PRECISION.get(lang), html! { (precision) }),
                (text::UPHELD.get(lang), count(verdicts.upheld)),
                (text::REJECTED.get(lang), count(verdicts.rejected)),
                (text::EXEMPT.get(lang), count(verdicts.exempt)),
                (text::OPEN.get(lang), count(verdicts.open)),
            ]))
            @if let Some(comparison) = &bank.comparison { (compared(comparison, frame)) }
        },
    ))
}

/// How far the comparison of earlier captures has come: figures of one that has not ended are not the last word.
fn compared(comparison: &Comparison, frame: &Frame) -> Markup {
    let lang = frame.lang();
    let at = |moment| frame.reader.near(moment, frame.now);
    let stands = match &comparison.pass {
        _ if comparison.done => text::RETRO_ENDED.get(lang).to_owned(),
        Some(pass) => text::RETRO_UNDER_WAY.fill(lang, &[("time", &at(pass.begun))]),
        None => text::RETRO_WAITS.fill(lang, &[("time", &at(comparison.asked))]),
    };
    let count = |n| format::count(n, lang);
    let figures = [
        ("compared", count(comparison.compared())),
        ("matched", count(comparison.matched)),
        ("opened", count(comparison.opened)),
    ];
    let figures: Vec<(&str, &dyn Display)> = figures.iter().map(|(name, figure)| (*name, figure as _)).collect();
    html! {
        p.meta.mt2 { b { (stands) } " " (text::RETRO.fill(lang, &figures)) }
        @if comparison.unseen() > 0 { p.meta { (text::RETRO_UNSEEN.fill(lang, &[("n", &count(comparison.unseen()))])) } }
    }
}

/// The signals that the flood guard holds, each with the form that releases it.
pub(super) async fn quarantine(app: &App, bank: &Bank, keep: bool, frame: &Frame) -> Result<Markup, Error> {
    let lang = frame.lang();
    let held = banks::held(&app.desk, bank.id).await?;
    if held.is_empty() {
        return Ok(html! {});
    }
    Ok(kit::section(
        text::QUARANTINE.get(lang),
        html! {},
        html! { (words::SIGNALS.count(lang, held.len() as u64)) },
        html! {
            @for signal in &held {
                @let seen = signal.quarantine.as_ref();
                @let (today, week) = seen.map_or((0, 0), |seen| (seen.today, seen.week));
                @let (today, week) = (format::count(today, lang), format::count(week, lang));
                div.mb3 {
                    (kit::note(Status::Warn, html! { b.any { (signal.name) } " " (text::QUARANTINE_WHY.fill(lang, &[("today", &today), ("week", &week)])) }))
                    @if keep { (decision(bank, signal, "release", text::RELEASE.get(lang), frame)) }
                }
            }
        },
    ))
}

/// What the last import left out.
pub(super) fn left_out(bank: &Bank, frame: &Frame) -> Markup {
    let lang = frame.lang();
    let Some(left) = &bank.left_out else {
        return html! {};
    };
    let rows = left
        .first
        .iter()
        .map(|(what, why)| Row::new([html! { span.any { (what) } }, html! { (refusal::recorded_words(why, lang)) }]));
    let columns = [Column::text(words::WHAT.get(lang)), Column::text(words::REASON.get(lang))];
    let more = left.count.saturating_sub(left.first.len() as u64);
    kit::section(
        text::LAST_IMPORT.get(lang),
        html! { (frame.reader.date(left.at)) },
        html! { (format::count(left.count, lang)) },
        html! {
            (Table::new(text::LAST_IMPORT.get(lang), columns).tight().rows(rows))
            @if more > 0 { p.meta.mt2 { (text::LEFT_OUT_MORE.fill(lang, &[("n", &format::count(more, lang))])) } }
        },
    )
}
