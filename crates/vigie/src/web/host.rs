//! The console of the officer of the state in which a provider is established: copies of orders, scrutiny, decision.

mod acts;
mod deadline;
mod files;
mod one;

use super::Failure;
use super::format;
use super::frame::frame;
use super::kit::{self, Column, Row, Table};
use super::likeness;
use super::messages::terms::Term as _;
use super::messages::{Text, host as text, words};
use super::names::Names;
use super::shell::{self, Frame, Section};
use crate::server::{Access, App, Routes, Visitor};
use axum::extract::State;
use casework::policy::Permission as P;
use casework::ports::Query as Listing;
use casework::records::{Authority, Kept, Kind, Order};
use casework::{Desk, Error};
use deadline::Deadline;
use domain::id::AuthorityId;
use domain::people::Country;
use maud::{Markup, html};
use std::collections::HashMap;

/// How many of the latest copies are looked at.
const LATEST: u32 = 1000;
/// How many copies that are decided or let pass are listed.
const CLOSED: usize = 50;

pub(super) fn routes(routes: Routes) -> Routes {
    let (see, act) = (Access::Needs(P::SeeHostCopies), Access::Needs(P::Scrutinise));
    routes
        .get("/host", see, list)
        .get("/host/{id}", see, one::show)
        .get("/host/{id}/order.json", see, files::signed)
        .get("/host/{id}/order.pdf", see, files::paper)
        .post("/host/{id}/open", act, acts::open)
        .post("/host/{id}/warn", act, acts::warn)
        .post("/host/{id}/stand", act, acts::stand)
        .post("/host/{id}/breach", act, acts::breach)
}

async fn home(desk: &Desk, visitor: &Visitor) -> Result<Country, Error> {
    Ok(desk.load::<Authority>(visitor.actor.authority.0).await?.country)
}

/// A copy and what its row says.
struct Copied {
    order: Kept<Order>,
    deadline: Deadline,
    provider: String,
    issuer: String,
}

async fn list(State(app): State<App>, visitor: Visitor) -> Result<Markup, Failure> {
    let frame = frame(&app, &visitor, Some(Section::Host)).await?;
    let lang = frame.lang();
    let country = format::country(home(&app.desk, &visitor).await?.code(), lang).to_owned();
    let copies = copies(&app.desk, &visitor, &frame).await?;
    let empty = copies.is_empty();
    let (mut running, mut closed): (Vec<Copied>, Vec<Copied>) =
        copies.into_iter().partition(|copied| copied.deadline.until().is_some());
    running.sort_by_key(|copied| copied.deadline.until());
    closed.truncate(CLOSED);
    let (decide, open): (Vec<_>, Vec<_>) =
        running.into_iter().partition(|copied| matches!(copied.deadline, Deadline::Decide(_)));
    let content = html! {
        (kit::head(html! {}, text::TITLE.get(lang), html! { (text::LEDE.fill(lang, &[("country", &country)])) }, html! {}))
        @if empty { (kit::empty(&text::EMPTY.fill(lang, &[("country", &country)]), text::EMPTY_WHY.get(lang))) }
        @else {
            div.stack {
                (kit::section(text::TO_DECIDE.get(lang), html! { (decide.len()) }, html! {}, html! {
                    @if decide.is_empty() { (kit::empty(text::TO_DECIDE_NONE.get(lang), text::TO_DECIDE_WHY.get(lang))) }
                    @else { (table(text::TO_DECIDE_CAPTION, &decide, &frame)) }
                }))
                @if !open.is_empty() {
                    (kit::section(text::MAY_OPEN.get(lang), html! { (open.len()) }, html! {}, table(text::MAY_OPEN_CAPTION, &open, &frame)))
                }
                @if !closed.is_empty() {
                    (kit::section(text::CLOSED.get(lang), html! { (closed.len()) }, html! {}, table(text::CLOSED_CAPTION, &closed, &frame)))
                }
            }
        }
    };
    Ok(shell::page(&frame, text::TITLE.get(lang), content))
}

/// The latest orders of which the officer's authority gets the copy, newest first.
async fn copies(desk: &Desk, visitor: &Visitor, frame: &Frame) -> Result<Vec<Copied>, Error> {
    let listing = Listing::all(Kind::Order, LATEST).with("host_authority", visitor.actor.authority).newest_first();
    let mut orders: Vec<Kept<Order>> = desk.list(&listing).await?;
    orders.retain(|order| order.issued.is_some());
    orders.sort_by_key(|order| std::cmp::Reverse(order.issued.map(|stamp| stamp.at)));
    let mut names = Names::new(desk);
    let mut issuers: HashMap<AuthorityId, String> = HashMap::new();
    let mut copies = Vec::with_capacity(orders.len());
    for order in orders {
        let issuer = match issuers.get(&order.authority) {
            Some(name) => name.clone(),
            None => {
                let name = desk.load::<Authority>(order.authority.0).await?.name.clone();
                issuers.insert(order.authority, name.clone());
                name
            }
        };
        let provider = names.provider(order.provider).await?.unwrap_or_default();
        copies.push(Copied { deadline: Deadline::of(&order, frame.now), order, provider, issuer });
    }
    Ok(copies)
}

fn table(caption: Text, copies: &[Copied], frame: &Frame) -> Markup {
    let lang = frame.lang();
    let columns = [text::ORDER_AND_URL, text::ISSUED_BY, text::SCRUTINY, words::STATE, text::TIME_LEFT]
        .map(|title| Column::text(title.get(lang)));
    let rows = copies.iter().map(|copied| {
        let order = &copied.order;
        Row::new([
            html! { a href={ "/host/" (order.id) } { (order.reference) } " " span.meta { (copied.provider) } (kit::sub(html! { span.url { (likeness::short(&order.url)) } })) },
            html! { (copied.issuer) @if let Some(stamp) = order.issued { (kit::sub(frame.reader.near(stamp.at, frame.now))) } },
            one::scrutiny(order, lang),
            html! { (order.state.text().get(lang)) },
            copied.deadline.clock(frame),
        ])
    });
    html! { (Table::new(caption.get(lang), columns).walk().rows(rows)) }
}

#[cfg(test)]
mod tests;
