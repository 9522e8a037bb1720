//! The report: what was counted, what went wrong, what an overseer reads, and how a rehearsal scored.

mod figures;
mod in_log;
mod rehearsed;
mod yearly;

use super::Failure;
use super::format;
use super::frame::frame;
use super::kit::{self, Button, Column, Fill, Icon, Row, Table};
use super::messages::terms::Term;
use super::messages::{Lang, Text, report as text, shell as shell_text, words};
use super::shell::{self, Frame, Section};
use crate::server::{Access, App, Routes, Visitor};
use axum::extract::{Query, State};
use axum::response::Response;
use casework::Error;
use casework::policy::Permission as P;
use casework::ports::Query as Listing;
use casework::records::{Kept, Kind, Order};
use casework::report::{self, Counts, Period};
use domain::detect::ItemState;
use domain::order::OrderState;
use domain::refer::ReferralState;
use domain::watch::Verdict;
use maud::{Markup, html};
use rehearsed::Rehearsed;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io::ErrorKind;

/// How many years back the page offers.
const YEARS: i16 = 10;

pub(super) fn routes(routes: Routes) -> Routes {
    let see = Access::Needs(P::SeeReport);
    routes
        .get("/report", see, show)
        .get("/report.json", see, data)
        .get("/report/yearly.csv", see, yearly::csv)
        .get("/report/yearly.json", see, yearly::json)
        .get("/report/orders-in-log", Access::Needs(P::SeeLedger), in_log::show)
}

/// Which year is wanted, and which sample.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wanted {
    year: Option<i16>,
    seed: String,
}

impl Wanted {
    /// The year where the installation is; everything without one.
    fn period(&self, app: &App) -> Period {
        self.year.map_or(Period::ALL, |year| Period::year(year, &app.zone))
    }

    /// The wanted year, for an address.
    fn query(&self) -> String {
        self.year.map_or_else(String::new, |year| format!("?year={year}"))
    }
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

async fn show(State(app): State<App>, visitor: Visitor, Query(wanted): Query<Wanted>) -> Result<Markup, Failure> {
    let frame = frame(&app, &visitor, Some(Section::Report)).await?;
    let lang = frame.lang();
    let counts = report::counts(&app.desk, &visitor.actor).await?;
    let figures = report::figures(&app.desk, &visitor.actor, wanted.period(&app)).await?;
    let score = score(&app).await;
    let year = wanted.query();
    let acts = html! {
        (Button::link(text::YEARLY_CSV.get(lang), &format!("/report/yearly.csv{year}")).icon(Icon::Down))
        (Button::link(text::YEARLY_JSON.get(lang), &format!("/report/yearly.json{year}")).icon(Icon::Down))
        @if visitor.actor.may(P::SeeLedger) { (Button::link(text::CHECK_LOG.get(lang), "/report/orders-in-log")) }
        @if matches!(score, Score::Played(_)) { (Button::link(text::AS_JSON.get(lang), "/report.json").icon(Icon::Down)) }
    };
    let content = html! {
        (kit::head(html! {}, text::TITLE.get(lang), html! { (text::COUNTED_LEDE.get(lang)) }, acts))
        (years(&app, &wanted, &frame).await?)
        (figures::head(&figures, &counts, lang))
        (figures::page(&app, &visitor, &wanted, &figures, &frame).await?)
        (counted(&counts, lang))
        (rehearsal(&score, app.desk.settings.rehearsal, lang))
    };
    Ok(shell::page(&frame, text::TITLE.get(lang), content))
}

/// The years in which there were orders.
async fn years(app: &App, wanted: &Wanted, frame: &Frame) -> Result<Markup, Error> {
    let lang = frame.lang();
    let first: Vec<Kept<Order>> = app.desk.list(&Listing::all(Kind::Order, 1)).await?;
    let year = |at: jiff::Timestamp| at.to_zoned(app.zone.clone()).year();
    let now = year(frame.now);
    let first = first.first().map_or(now, |order| year(order.drafted)).max(now.saturating_sub(YEARS));
    Ok(html! {
        nav.tabs aria-label=(text::PERIOD.get(lang)) {
            a href="/report" aria-current=[wanted.year.is_none().then_some("page")] { (text::EVERYTHING.get(lang)) }
            @for year in (first..=now).rev() {
                a href={ "/report?year=" (year) } aria-current=[(wanted.year == Some(year)).then_some("page")] { (year) }
            }
        }
    })
}

/// How the rehearsal scored, if one was played; that none was, only where everything is invented.
fn rehearsal(score: &Score, rehearses: bool, lang: Lang) -> Markup {
    let body = match score {
        Score::Played(rehearsed) => html! { p.meta.mb2 { (text::LEDE.get(lang)) } (rehearsed.page(lang)) },
        Score::Unreadable(why) => {
            kit::empty(text::UNREADABLE.fill(lang, &[("why", why)]).as_str(), text::EMPTY_WHY.get(lang))
        }
        Score::Never if rehearses => kit::empty(text::NOT_REHEARSED.get(lang), text::EMPTY_WHY.get(lang)),
        Score::Never => return html! {},
    };
    html! { div.mt6 { (body) } }
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
