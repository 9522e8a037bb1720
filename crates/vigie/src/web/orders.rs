//! Removal orders: clocks first, then drafts, then what was answered; and the page of one order.

mod acts;
mod annexes;
pub(super) mod files;
mod gates;
mod one;
mod page;
mod record;

use super::Failure;
use super::frame::frame;
use super::kit::{self, Column, Row, Status, Table};
use super::likeness;
use super::messages::terms::Term as _;
use super::messages::{Text, order as text, today, words};
use super::names::Names;
use super::paging::{self, PAGE, Place};
use super::shell::{self, Frame, Section};
use super::today::clocks;
use crate::server::{Access, App, Routes, Visitor};
use axum::extract::{Query, State};
use casework::policy::Permission as P;
use casework::ports::Query as Listing;
use casework::records::{Kept, Kind, Order};
use casework::{Error, order};
use domain::order::Clock;
use maud::{Markup, html};
use serde::Deserialize;

/// How many clocks the overview shows.
const CLOCKS: u32 = 50;
/// How many drafts and closed orders the overview shows; each has a page of its own.
const FEW: u32 = 15;
/// Orders whose clock has nothing left to count.
const CLOSED: [&str; 3] = ["removed", "disabled", "withdrawn"];

pub(super) fn routes(routes: Routes) -> Routes {
    let see = Access::Needs(P::SeeNotices);
    let issue = Access::Needs(P::Issue);
    routes
        .get("/orders", see, list)
        .get("/orders/{id}", see, one::show)
        .get("/orders/{id}/annex-1.txt", see, files::order_as_text)
        .get("/orders/{id}/annex-1.json", see, files::order_as_data)
        .get("/orders/{id}/answers/{file}", see, files::answer)
        .get("/orders/{id}/letters/{n}", see, files::letter)
        .post("/orders/{id}/deconfliction", Access::Needs(P::Deconflict), acts::deconflict)
        .post("/orders/{id}/issue", issue, acts::issue)
        .post("/orders/{id}/receipt", issue, acts::receipt)
        .post("/orders/{id}/restart", issue, acts::restart)
        .post("/orders/{id}/withdraw", issue, acts::withdraw)
}

/// Which orders are wanted.
#[derive(Debug, Default, Deserialize)]
struct Wanted {
    #[serde(default)]
    show: String,
    after: Option<String>,
}

/// The lists, by the word in the address.
const TABS: [(&str, Text); 4] =
    [("", text::OVERVIEW), ("running", text::RUNNING), ("drafts", text::DRAFTS), ("closed", text::CLOSED)];

async fn list(State(app): State<App>, visitor: Visitor, Query(wanted): Query<Wanted>) -> Result<Markup, Failure> {
    let frame = frame(&app, &visitor, Some(Section::Order)).await?;
    let lang = frame.lang();
    let mut names = Names::new(&app.desk);
    let place = Place { after: wanted.after };
    let shown = TABS.iter().find(|(word, _)| *word == wanted.show).map_or("", |(word, _)| *word);
    let content = html! {
        (kit::head(html! {}, text::TITLE.get(lang), html! { (text::LEDE.get(lang)) }, html! {}))
        nav.tabs aria-label=(text::TITLE.get(lang)) {
            @for (word, title) in TABS {
                @let href = if word.is_empty() { "/orders".to_owned() } else { format!("/orders?show={word}") };
                a href=(href) aria-current=[(word == shown).then_some("page")] { (title.get(lang)) }
            }
        }
        div.stack {
            @match shown {
                "running" => { (running(&app, &visitor, 500, &mut names, &frame).await?) }
                "drafts" => { (drafts(&app, PAGE, &place, &mut names, &frame).await?) }
                "closed" => { (closed(&app, PAGE, &place, &mut names, &frame).await?) }
                _ => {
                    (running(&app, &visitor, CLOCKS, &mut names, &frame).await?)
                    (drafts(&app, FEW, &place, &mut names, &frame).await?)
                    (closed(&app, FEW, &place, &mut names, &frame).await?)
                }
            }
        }
    };
    Ok(shell::page(&frame, text::TITLE.get(lang), content))
}

async fn running(
    app: &App,
    visitor: &Visitor,
    limit: u32,
    names: &mut Names<'_>,
    frame: &Frame,
) -> Result<Markup, Error> {
    let lang = frame.lang();
    let orders = order::clocks(&app.desk, &visitor.actor, limit).await?;
    let mut rows = Vec::new();
    for order in &orders {
        let provider = names.provider(order.provider).await?;
        rows.push(clocks::row(order, provider.as_deref(), frame));
    }
    let columns = [today::TIME_LEFT, today::ORDER_AND_URL, today::STATE_FROM, words::NEXT_STEP]
        .map(|title| Column::text(title.get(lang)));
    let body = if rows.is_empty() {
        kit::empty(text::NO_CLOCKS.get(lang), text::NO_CLOCKS_WHY.get(lang))
    } else {
        html! { (Table::new(text::CAPTION.get(lang), columns).class("clk").walk().rows(rows)) }
    };
    let as_of = html! { (words::AS_OF.fill(lang, &[("time", &frame.reader.time(frame.now))])) };
    Ok(kit::section(
        text::CLOCKS_HERE.get(lang),
        as_of,
        html! { (words::ORDERS.count(lang, orders.len() as u64)) },
        body,
    ))
}

/// One page of orders in some states.
async fn page_of(
    app: &App,
    states: &[&str],
    newest: bool,
    limit: u32,
    place: &Place,
) -> Result<(Vec<Kept<Order>>, Option<String>), Error> {
    let mut listing = Listing::all(Kind::Order, limit + 1).in_states(states);
    listing.descending = newest;
    listing.after = place.cursor();
    let mut orders: Vec<Kept<Order>> = app.desk.list(&listing).await?;
    let next = paging::cut(&mut orders, limit);
    Ok((orders, next))
}

async fn drafts(app: &App, limit: u32, place: &Place, names: &mut Names<'_>, frame: &Frame) -> Result<Markup, Error> {
    let lang = frame.lang();
    let (orders, next) = page_of(app, &["draft"], false, limit, place).await?;
    let mut rows = Vec::new();
    for order in &orders {
        let provider = names.provider(order.provider).await?;
        let deconflicted = order.deconfliction.as_ref().map_or_else(
            || kit::pill(Status::None, words::NOT_ASKED.get(lang)),
            |given| kit::pill(gates::deconfliction_status(given.answer), given.answer.text().get(lang)),
        );
        rows.push(Row::new([
            named(order, provider.as_deref(), frame),
            html! { (frame.reader.near(order.drafted, frame.now)) },
            html! { (names.person(order.author).await?) },
            deconflicted,
        ]));
    }
    let columns = [
        Column::text(today::ORDER_AND_URL.get(lang)),
        Column::short(text::DRAFTED.get(lang)),
        Column::text(text::AUTHOR.get(lang)),
        Column::short(text::DECONFLICTED.get(lang)),
    ];
    let body = if rows.is_empty() {
        kit::empty(text::NO_DRAFTS.get(lang), text::NO_DRAFTS_WHY.get(lang))
    } else {
        html! {
            (Table::new(text::DRAFTS.get(lang), columns).walk().rows(rows))
            (paging::steps("/orders?show=drafts", place, next, words::ORDERS.count(lang, orders.len() as u64), lang))
        }
    };
    Ok(kit::section(text::DRAFTS.get(lang), html! {}, html! {}, body))
}

async fn closed(app: &App, limit: u32, place: &Place, names: &mut Names<'_>, frame: &Frame) -> Result<Markup, Error> {
    let lang = frame.lang();
    let (orders, next) = page_of(app, &CLOSED, true, limit, place).await?;
    let mut rows = Vec::new();
    for order in &orders {
        let provider = names.provider(order.provider).await?;
        let answered = match order.clock(frame.now) {
            Clock::Met { at, in_time } => html! {
                (frame.reader.near(at, frame.now))
                (kit::sub(if in_time { text::IN_TIME } else { text::TOO_LATE }.get(lang)))
            },
            _ => html! {},
        };
        rows.push(Row::new([
            named(order, provider.as_deref(), frame),
            kit::pill(state_status(order, frame), order.state.text().get(lang)),
            answered,
        ]));
    }
    let columns = [
        Column::text(today::ORDER_AND_URL.get(lang)),
        Column::text(words::STATE.get(lang)),
        Column::short(text::ANSWERED_WHEN.get(lang)),
    ];
    let body = if rows.is_empty() {
        kit::empty(text::NO_CLOSED.get(lang), text::NO_CLOSED_WHY.get(lang))
    } else {
        html! {
            (Table::new(text::CLOSED.get(lang), columns).walk().rows(rows))
            (paging::steps("/orders?show=closed", place, next, words::ORDERS.count(lang, orders.len() as u64), lang))
        }
    };
    Ok(kit::section(text::CLOSED.get(lang), html! {}, html! {}, body))
}

/// An order by its reference, with its provider and its address.
pub(super) fn named(order: &Order, provider: Option<&str>, frame: &Frame) -> Markup {
    html! {
        a href={ "/orders/" (order.id) } { (order.reference) } " "
        span.meta { (provider.unwrap_or(text::NO_PROVIDER.get(frame.lang()))) }
        (kit::sub(html! { span.url { (likeness::short(&order.url)) } }))
    }
}

/// The shape of an order's state.
pub(super) fn state_status(order: &Order, frame: &Frame) -> Status {
    match order.state {
        domain::order::OrderState::Withdrawn => Status::None,
        _ => clocks::status(order, frame.now),
    }
}

#[cfg(test)]
mod tests;
