//! The report: what was counted, and how a rehearsal scored.

mod rehearsed;

use super::Failure;
use super::format;
use super::frame::frame;
use super::kit::{self, Button, Column, Fill, Icon, Row, Table};
use super::messages::terms::Term;
use super::messages::{Lang, Text, report as text, shell as shell_text, words};
use super::shell::{self, Section};
use crate::server::{Access, App, Routes, Visitor};
use axum::extract::State;
use axum::response::Response;
use casework::Error;
use casework::policy::Permission as P;
use casework::report::{self, Counts};
use domain::detect::ItemState;
use domain::order::OrderState;
use domain::refer::ReferralState;
use domain::watch::Verdict;
use maud::{Markup, html};
use rehearsed::Rehearsed;
use std::collections::BTreeMap;
use std::io::ErrorKind;

pub(super) fn routes(routes: Routes) -> Routes {
    routes.get("/report", Access::Needs(P::SeeReport), show).get("/report.json", Access::Needs(P::SeeReport), data)
}

/// What is known of a rehearsal.
enum Score {
    /// None was played here.
    Never,
    /// Its report cannot be read.
    Unreadable(String),
    /// Its report.
    Played(Box<Rehearsed>),
}

async fn score(app: &App) -> Score {
    match tokio::fs::read(&app.report).await {
        Ok(bytes) => match serde_json::from_slice(&bytes) {
            Ok(rehearsed) => Score::Played(Box::new(rehearsed)),
            Err(error) => Score::Unreadable(error.to_string()),
        },
        Err(error) if error.kind() == ErrorKind::NotFound => Score::Never,
        Err(error) => Score::Unreadable(error.to_string()),
    }
}

async fn show(State(app): State<App>, visitor: Visitor) -> Result<Markup, Failure> {
    let frame = frame(&app, &visitor, Some(Section::Report)).await?;
    let lang = frame.lang();
    let counts = report::counts(&app.desk, &visitor.actor).await?;
    let score = score(&app).await;
    let acts = html! { @if matches!(score, Score::Played(_)) { (Button::link(text::AS_JSON.get(lang), "/report.json").icon(Icon::Down)) } };
    let lede = html! { @if matches!(score, Score::Played(_)) { (text::LEDE.get(lang)) } };
    let content = html! {
        (kit::head(html! {}, text::TITLE.get(lang), lede, acts))
        @match &score {
            Score::Played(rehearsed) => { (rehearsed.page(lang)) }
            Score::Unreadable(why) => { (kit::empty(text::UNREADABLE.fill(lang, &[("why", why)]).as_str(), text::EMPTY_WHY.get(lang))) }
            Score::Never => { (kit::empty(text::NOT_REHEARSED.get(lang), text::EMPTY_WHY.get(lang))) }
        }
        (counted(&counts, lang))
    };
    Ok(shell::page(&frame, text::TITLE.get(lang), content))
}

/// The report of the rehearsal as it was written.
async fn data(State(app): State<App>) -> Result<Response, Failure> {
    match tokio::fs::read(&app.report).await {
        Ok(bytes) => Ok(super::orders::files::kept("vigie-rehearsal.json", bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            Err(Failure(Error::NotFound { what: "report of a rehearsal" }))
        }
        Err(error) => Err(Failure(Error::Unavailable(Box::new(error)))),
    }
}

/// The records by state, verb by verb.
fn counted(counts: &Counts, lang: Lang) -> Markup {
    let watches: Vec<(&str, Text)> = [("waiting", words::NOT_YET), ("raised", text::RAISED)]
        .into_iter()
        .chain(Verdict::ALL.iter().map(|verdict| (verdict.name(), verdict.text())))
        .collect();
    let group = |title: Text, states: Vec<(&str, Text)>, of: &BTreeMap<String, u64>| {
        let rows: Vec<(String, u64)> = states
            .into_iter()
            .map(|(name, words)| (words.get(lang).to_owned(), of.get(name).copied().unwrap_or_default()))
            .collect();
        table(title, &rows, lang)
    };
    html! {
        div.mt6 {
            (kit::section(text::COUNTED.get(lang), html! { (text::COUNTED_RULE.get(lang)) }, html! { (text::HEAD_LEDGER.get(lang)) ": " (format::count(counts.leaves, lang)) }, html! {
                div.grid {
                    div.c6.stack {
                        (group(text::ITEMS, ItemState::ALL.iter().map(|state| (state.name(), state.text())).collect(), &counts.items))
                        (group(shell_text::WATCH, watches, &counts.watches))
                    }
                    div.c6.stack {
                        (group(text::ORDERS, OrderState::ALL.iter().map(|state| (state.name(), state.text())).collect(), &counts.orders))
                        (group(text::REFERRALS, ReferralState::ALL.iter().map(|state| (state.name(), state.text())).collect(), &counts.referrals))
                    }
                }
            }))
        }
    }
}

/// Figures by name, each with its share of the largest as a bar. Zero is written, not left out.
fn table(title: Text, rows: &[(String, u64)], lang: Lang) -> Markup {
    let most = rows.iter().map(|(_, figure)| *figure).max().unwrap_or_default();
    let lines = rows.iter().map(|(name, figure)| {
        Row::new([
            html! { (name) },
            kit::share(&[(Fill::Solid, *figure)], most),
            html! { (format::count(*figure, lang)) },
        ])
    });
    let columns = [Column::text(title.get(lang)), Column::text(""), Column::number(text::COUNT.get(lang))];
    html! { (Table::new(title.get(lang), columns).tight().keep().class("bars").rows(lines)) }
}

#[cfg(test)]
mod tests;
