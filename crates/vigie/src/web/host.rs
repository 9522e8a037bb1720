//! Copies of orders for the officer of the state in which the provider is established. Read only.

use super::Failure;
use super::format;
use super::frame::frame;
use super::kit::{self, Column, Row, Status, Table};
use super::messages::terms::Term as _;
use super::messages::{Lang, host as text, order as order_text, today, words};
use super::orders;
use super::shell::{self, Frame};
use crate::server::{Access, App, Routes, Visitor};
use axum::extract::{Path, State};
use casework::policy::Permission as P;
use casework::ports::Query as Listing;
use casework::records::{Authority, Kept, Kind, NoticeKind, Order, Provider};
use casework::{Desk, Error};
use domain::people::Country;
use exchange::Language;
use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};
use uuid::Uuid;

/// How many providers of a country are asked for, and how many of their latest orders.
const PROVIDERS: u32 = 60;
const ORDERS: u32 = 50;
/// How long the authority of the host state may scrutinise, counted from its copy (Art 4(3)).
const SCRUTINY: SignedDuration = SignedDuration::from_hours(72);

pub(super) fn routes(routes: Routes) -> Routes {
    routes.get("/host", Access::Needs(P::SeeHostCopies), list).get("/host/{id}", Access::Needs(P::SeeHostCopies), show)
}

async fn home(desk: &Desk, visitor: &Visitor) -> Result<Country, Error> {
    Ok(desk.load::<Authority>(visitor.actor.authority.0).await?.country)
}

fn copied(order: &Order) -> Option<Timestamp> {
    order.notices.iter().find(|notice| notice.kind == NoticeKind::HostStateCopy).map(|notice| notice.at)
}

async fn list(State(app): State<App>, visitor: Visitor) -> Result<Markup, Failure> {
    let frame = frame(&app, &visitor, None).await?;
    let lang = frame.lang();
    let code = home(&app.desk, &visitor).await?;
    let country = format::country(code.code(), lang);
    let mut copies: Vec<(Kept<Order>, String)> = Vec::new();
    let providers: Vec<Kept<Provider>> =
        app.desk.list(&Listing::all(Kind::Provider, PROVIDERS).with("country", code)).await?;
    for provider in providers {
        let listing = Listing::all(Kind::Order, ORDERS).with("provider", provider.id).newest_first();
        let orders: Vec<Kept<Order>> = app.desk.list(&listing).await?;
        copies.extend(
            orders.into_iter().filter(|order| order.issued.is_some()).map(|order| (order, provider.name.clone())),
        );
    }
    copies.sort_by_key(|(order, _)| std::cmp::Reverse(order.issued.map(|stamp| stamp.at)));
    let rows = copies.iter().map(|(order, provider)| row(order, provider, &frame));
    let columns = [today::ORDER_AND_URL, words::STATE, text::ISSUED, text::SCRUTINY_LEFT]
        .map(|title| Column::text(title.get(lang)));
    let content = html! {
        (kit::head(html! {}, text::TITLE.get(lang), html! { (text::LEDE.fill(lang, &[("country", &country)])) }, html! {}))
        @if copies.is_empty() { (kit::empty(&text::EMPTY.fill(lang, &[("country", &country)]), text::EMPTY_WHY.get(lang))) }
        @else { (Table::new(text::CAPTION.get(lang), columns).walk().rows(rows)) }
    };
    Ok(shell::page(&frame, text::TITLE.get(lang), content))
}

fn row(order: &Order, provider: &str, frame: &Frame) -> Row {
    let lang = frame.lang();
    Row::new([
        html! { a href={ "/host/" (order.id) } { (order.reference) } " " span.meta { (provider) } (kit::sub(html! { span.url { (order.url) } })) },
        kit::pill(orders::state_status(order, frame), order.state.text().get(lang)),
        html! { @if let Some(stamp) = order.issued { (frame.reader.near(stamp.at, frame.now)) } },
        scrutiny(order, frame),
    ])
}

fn scrutiny(order: &Order, frame: &Frame) -> Markup {
    let until = copied(order).and_then(|at| at.checked_add(SCRUTINY).ok());
    match until {
        Some(until) => html! { (frame.reader.near(until, frame.now)) },
        None => kit::pill(Status::None, order_text::COPY_NOT_SENT.get(frame.lang())),
    }
}

async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>) -> Result<Markup, Failure> {
    const MISSING: Error = Error::NotFound { what: "order" };
    let frame = frame(&app, &visitor, None).await?;
    let lang = frame.lang();
    let order = app.desk.load::<Order>(id).await?;
    let provider = app.desk.load::<Provider>(order.provider.ok_or(MISSING)?.0).await?;
    // Another state's order is not told from one that does not exist.
    if provider.country != home(&app.desk, &visitor).await? || order.issued.is_none() {
        return Err(Failure(MISSING));
    }
    let annex = casework::order::form(&app.desk, &order, &provider).await?;
    let language = if lang == Lang::Fr { Language::French } else { Language::English };
    let copy = copied(&order)
        .map_or_else(|| order_text::COPY_NOT_SENT.get(lang).to_owned(), |at| frame.reader.near(at, frame.now));
    let content = html! {
        (kit::head(html! { a href="/host" { (text::TITLE.get(lang)) } }, &order.reference, html! { span.url { (order.url) } }, html! {}))
        div.mb5 { (kit::note(Status::None, html! { (text::READ_ONLY.get(lang)) })) }
        div.grid {
            div.c8 { (kit::section(text::FORM.get(lang), html! {}, html! {}, html! { pre.letter { (annex.render_text(language)) } })) }
            div.c4 {
                (kit::section(words::STATE.get(lang), html! {}, html! {}, kit::facts(&[
                    (words::STATE.get(lang), kit::pill_box(orders::state_status(&order, &frame), order.state.text().get(lang))),
                    (words::PROVIDER.get(lang), html! { (provider.name) }),
                    (text::COPIED.get(lang), html! { (copy) }),
                    (text::SCRUTINY_LEFT.get(lang), scrutiny(&order, &frame)),
                ])))
            }
        }
    };
    Ok(shell::page(&frame, &order.reference, content))
}
