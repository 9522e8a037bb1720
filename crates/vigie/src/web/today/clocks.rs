//! Orders whose clock runs, has run out, stands still or has not begun.

use super::text;
use crate::web::format::Reader;
use crate::web::kit::{self, ClockState, ClockView, Column, Row, Status, Table};
use crate::web::likeness;
use crate::web::messages::terms::Term as _;
use crate::web::messages::{Lang, words};
use crate::web::names::Names;
use crate::web::orders;
use crate::web::shell::Frame;
use casework::Error;
use casework::records::{Kept, NoticeKind, Order};
use casework::report::Counts;
use domain::order::{Clock, OrderState, TIME_TO_REMOVE};
use jiff::Timestamp;
use maud::{Markup, html};

/// How many of the clocks that were read are shown.
const SHOWN: usize = 8;
/// The clocks that end within this many seconds are named in the page's first line: half an hour.
const SOON: i64 = 1800;

/// How the clocks stand together.
#[derive(Default)]
pub(super) struct Tally {
    pub late: u64,
    pub soon: u64,
    pub running: u64,
}

impl Tally {
    pub fn of(orders: &[Kept<Order>], now: Timestamp) -> Self {
        let mut tally = Self::default();
        for order in orders {
            match order.clock(now) {
                Clock::Late { .. } => tally.late += 1,
                Clock::Running { deadline } if deadline.duration_since(now).as_secs() <= SOON => tally.soon += 1,
                Clock::Running { .. } => tally.running += 1,
                _ => {}
            }
        }
        tally
    }
}

/// How many orders the list of all clocks has.
pub(super) fn listed(counts: &Counts) -> u64 {
    orders::RUNNING.iter().filter_map(|state| counts.orders.get(*state)).sum()
}

/// The table, least time first.
pub(super) async fn section(
    orders: &[Kept<Order>],
    all: u64,
    names: &mut Names<'_>,
    frame: &Frame,
) -> Result<Markup, Error> {
    let lang = frame.lang();
    let mut rows = Vec::new();
    for order in orders.iter().take(SHOWN) {
        let provider = names.provider(order.provider).await?;
        rows.push(row(order, provider.as_deref(), frame));
    }
    let columns = [text::TIME_LEFT, text::ORDER_AND_URL, text::STATE_FROM, words::NEXT_STEP]
        .map(|title| Column::text(title.get(lang)));
    let body = match rows.is_empty() {
        true => kit::empty(text::EMPTY_CLOCKS.get(lang), text::EMPTY_CLOCKS_WHY.get(lang)),
        false => html! { (Table::new(text::CLOCKS_CAPTION.get(lang), columns).class("clk").walk().rows(rows)) },
    };
    let as_of = html! { (words::AS_OF.fill(lang, &[("time", &frame.reader.time(frame.now))])) };
    let end = html! { (text::LEAST_FIRST.get(lang)) " · " a href="/orders?show=running" { (text::ALL_CLOCKS.fill(lang, &[("n", &all)])) } };
    Ok(kit::section(text::CLOCKS.get(lang), as_of, end, body))
}

/// An order as a row of such a table.
pub(in crate::web) fn row(order: &Order, provider: Option<&str>, frame: &Frame) -> Row {
    let lang = frame.lang();
    let href = format!("/orders/{}", order.id);
    Row::new([
        kit::clock(&view(order, frame.now, &frame.reader)),
        html! {
            a href=(href) { (order.reference) } " " span.meta { (provider.unwrap_or(text::NO_PROVIDER.get(lang))) }
            (kit::sub(html! { span.url { (likeness::short(&order.url)) } }))
        },
        html! { (kit::pill(status(order, frame.now), order.state.text().get(lang))) @if let Some(from) = from(order, frame) { (kit::sub(from)) } },
        next_step(order, &href, frame),
    ])
}

/// What the clock of an order shows.
pub(in crate::web) fn view(order: &Order, now: Timestamp, reader: &Reader) -> ClockView {
    let total = TIME_TO_REMOVE.as_secs();
    let lang = reader.lang;
    match order.clock(now) {
        Clock::Running { deadline } | Clock::Late { deadline } => {
            let left = deadline.duration_since(now).as_secs();
            ClockView::new(ClockState::counting(left, total), Some(deadline), lang)
        }
        Clock::Stopped { at } => ClockView::new(ClockState::Stopped, None, lang).note(html! { (reader.near(at, now)) }),
        Clock::Met { at, .. } => ClockView::new(ClockState::Met, None, lang).note(html! { (reader.near(at, now)) }),
        Clock::NotBegun | Clock::Void => ClockView::new(ClockState::NotBegun, None, lang),
    }
}

/// How an order's clock stands, as a status.
pub(in crate::web) fn status(order: &Order, now: Timestamp) -> Status {
    match order.clock(now) {
        Clock::Late { .. } => Status::Bad,
        Clock::Running { .. } => Status::Run,
        Clock::Stopped { .. } => Status::Hold,
        Clock::Met { .. } => Status::Ok,
        Clock::NotBegun | Clock::Void => Status::None,
    }
}

/// From when the clock counts, and how that is known.
fn from(order: &Order, frame: &Frame) -> Option<String> {
    let (at, lang) = (order.counts_from?, frame.lang());
    let how = order.received.filter(|received| received.at == at).map(|received| received.source.text().get(lang));
    let time = frame.reader.near(at, frame.now);
    Some(match how {
        Some(how) => text::CLOCK_FROM.fill(lang, &[("time", &time), ("how", &how)]),
        None => words::SINCE.fill(lang, &[("time", &time)]),
    })
}

fn next_step(order: &Order, href: &str, frame: &Frame) -> Markup {
    let lang: Lang = frame.lang();
    let reminded = order.notices.iter().rev().find(|notice| notice.kind == NoticeKind::Reminder);
    match (order.state, order.clock(frame.now)) {
        (_, Clock::Late { .. }) => html! { a href=(href) { (text::CALL.get(lang)) } },
        (OrderState::Impossible | OrderState::ErrorClaimed | OrderState::InformationAsked, _) => {
            html! { a href=(href) { (text::READ_ANNEX_III.get(lang)) } }
        }
        (OrderState::Issued, _) if !order.failed_deliveries.is_empty() => {
            html! { a href=(href) { (text::NOT_HANDED_OVER.get(lang)) } }
        }
        (OrderState::Issued, _) => html! { (text::ON_ITS_WAY.get(lang)) },
        (OrderState::Delivered, _) => html! { (text::AWAIT_RECEIPT.get(lang)) },
        _ => html! {
            (text::AWAIT_ANSWER.get(lang))
            @if let Some(notice) = reminded { (kit::sub(text::REMINDED.fill(lang, &[("time", &frame.reader.near(notice.at, frame.now))]))) }
        },
    }
}
