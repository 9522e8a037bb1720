//! The lists of orders: clocks first, then what waits for an officer, then what ended.

use super::{gates, named, state_status};
use crate::server::{App, Visitor};
use crate::web::Failure;
use crate::web::format::{self, Reader};
use crate::web::frame::frame;
use crate::web::kit::{self, Button, Column, Row, Status, Table};
use crate::web::messages::terms::Term as _;
use crate::web::messages::{Text, order as text, today, words};
use crate::web::names::Names;
use crate::web::paging::{self, PAGE, Place};
use crate::web::shell::{self, Frame, Section};
use crate::web::today::clocks;
use axum::extract::{Query, State};
use casework::policy::Permission as P;
use casework::ports::Query as Listing;
use casework::records::{Kept, Kind, Order, Provider};
use casework::{Error, order};
use domain::order::{Clock, Contest, Reinstatement, Scrutiny, within_office_hours};
use maud::{Markup, html};
use serde::Deserialize;

/// How many clocks the overview shows, and how many their own list.
const CLOCKS: u32 = 50;
const ALL_CLOCKS: u32 = 500;
/// How many orders of each other group the overview shows; each group has a list of its own.
const FEW: u32 = 10;

/// A group of states with a list of its own.
struct Group {
    /// The word in the address.
    word: &'static str,
    title: Text,
    states: &'static [&'static str],
    /// What stands there when there is none, and why.
    empty: (Text, Text),
}

const RUNNING: Group = Group {
    word: "running",
    title: text::CLOCKS_HERE,
    states: &super::RUNNING,
    empty: (text::NO_CLOCKS, text::NO_CLOCKS_WHY),
};
const DRAFTS: Group =
    Group { word: "drafts", title: text::DRAFTS, states: &["draft"], empty: (text::NO_DRAFTS, text::NO_DRAFTS_WHY) };
const READY: Group = Group {
    word: "ready",
    title: text::READY,
    states: &["checked", "approved"],
    empty: (text::NO_READY, text::NO_READY_WHY),
};
const CLOSED: Group = Group {
    word: "closed",
    title: text::CLOSED,
    states: &["removed", "disabled"],
    empty: (text::NO_CLOSED, text::NO_CLOSED_WHY),
};
const GROUPS: [Group; 8] = [
    RUNNING,
    Group { word: "late", title: text::LATE, states: &["late"], empty: (text::NO_LATE, text::NO_LATE_WHY) },
    Group {
        word: "unanswered",
        title: text::UNANSWERED,
        states: &["unanswered", "issued"],
        empty: (text::NO_UNANSWERED, text::NO_UNANSWERED_WHY),
    },
    Group {
        word: "asked",
        title: text::ASKED,
        states: &["error_claimed", "information_asked", "impossible"],
        empty: (text::NO_ASKED, text::NO_ASKED_WHY),
    },
    DRAFTS,
    READY,
    CLOSED,
    Group {
        word: "void",
        title: text::ENDED,
        states: &["withdrawn", "void", "annulled"],
        empty: (text::NO_ENDED, text::NO_ENDED_WHY),
    },
];

/// Which orders are wanted.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    show: String,
    after: Option<String>,
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Query(wanted): Query<Wanted>,
) -> Result<Markup, Failure> {
    let frame = frame(&app, &visitor, Some(Section::Order)).await?;
    let lang = frame.lang();
    let mut names = Names::new(&app.desk);
    let place = Place { after: wanted.after };
    // How many there are is counted over all authorities, which is for the house.
    let counts = if visitor.actor.of_the_house { Some(app.desk.counts(Kind::Order).await?) } else { None };
    let shown = GROUPS.iter().find(|group| group.word == wanted.show);
    let tab = |group: &Group| {
        let count =
            counts.as_ref().map(|counts| group.states.iter().filter_map(|state| counts.get(*state)).sum::<u64>());
        html! {
            a href={ "/orders?show=" (group.word) } aria-current=[(wanted.show == group.word).then_some("page")] {
                (group.title.get(lang)) @if let Some(count) = count { " " span.meta { (format::count(count, lang)) } }
            }
        }
    };
    let lists = Lists { app: &app, visitor: &visitor, frame: &frame };
    let content = html! {
        (kit::head(html! {}, text::TITLE.get(lang), html! { (text::LEDE.get(lang)) }, html! {}))
        nav.tabs aria-label=(text::TITLE.get(lang)) {
            a href="/orders" aria-current=[shown.is_none().then_some("page")] { (text::OVERVIEW.get(lang)) }
            @for group in &GROUPS { (tab(group)) }
        }
        div.stack {
            @match shown {
                Some(group) if group.word == RUNNING.word => { (lists.running(ALL_CLOCKS, &mut names).await?) }
                Some(group) => { (lists.group(group, PAGE, &place, &mut names).await?) }
                None => {
                    (lists.running(CLOCKS, &mut names).await?)
                    @for group in [&READY, &DRAFTS, &CLOSED] { (lists.group(group, FEW, &Place::default(), &mut names).await?) }
                }
            }
        }
    };
    Ok(shell::page(&frame, text::TITLE.get(lang), content))
}

struct Lists<'a> {
    app: &'a App,
    visitor: &'a Visitor,
    frame: &'a Frame,
}

impl Lists<'_> {
    async fn running(&self, limit: u32, names: &mut Names<'_>) -> Result<Markup, Error> {
        let lang = self.frame.lang();
        let orders = order::clocks(&self.app.desk, &self.visitor.actor, limit).await?;
        let mut rows = Vec::new();
        for order in &orders {
            let provider = names.provider(order.provider).await?;
            rows.push(clocks::row(order, provider.as_deref(), self.frame));
        }
        let columns = [today::TIME_LEFT, today::ORDER_AND_URL, today::STATE_FROM, words::NEXT_STEP]
            .map(|title| Column::text(title.get(lang)));
        let body = if rows.is_empty() {
            kit::empty(text::NO_CLOCKS.get(lang), text::NO_CLOCKS_WHY.get(lang))
        } else {
            html! { (Table::new(text::CAPTION.get(lang), columns).class("clk").walk().rows(rows)) }
        };
        let time = self.frame.reader.time(self.frame.now);
        let as_of = html! { (words::AS_OF.fill(lang, &[("time", &time)])) };
        let count = html! { (words::ORDERS.count(lang, orders.len() as u64)) };
        Ok(kit::section(text::CLOCKS_HERE.get(lang), as_of, count, body))
    }

    /// One page of a group.
    async fn group(&self, group: &Group, limit: u32, place: &Place, names: &mut Names<'_>) -> Result<Markup, Error> {
        let lang = self.frame.lang();
        let all = Listing::all(Kind::Order, limit + 1).in_states(group.states);
        let mut listing = self.visitor.actor.readable(all);
        listing.descending = !matches!(group.word, "drafts" | "ready" | "late" | "unanswered" | "asked");
        listing.after = place.cursor();
        let mut orders: Vec<Kept<Order>> = self.app.desk.list(&listing).await?;
        let next = paging::cut(&mut orders, limit);
        let ticks = group.word == READY.word && self.visitor.actor.may(P::Issue);
        let mut rows = Vec::new();
        for order in &orders {
            rows.push(self.row(group, order, ticks, names).await?);
        }
        let mut columns: Vec<Column<'_>> =
            self.titles(group).into_iter().map(|title| Column::text(title.get(lang))).collect();
        if ticks {
            columns.insert(0, Column::short(text::TICK.get(lang)));
        }
        let href = format!("/orders?show={}", group.word);
        let body = if rows.is_empty() {
            kit::empty(group.empty.0.get(lang), group.empty.1.get(lang))
        } else {
            let table = html! { (Table::new(group.title.get(lang), columns).walk().rows(rows)) };
            html! {
                @if ticks { (self.several(table)) } @else { (table) }
                (paging::steps(&href, place, next, words::ORDERS.count(lang, orders.len() as u64), lang))
            }
        };
        let end = html! { @if limit == FEW && !orders.is_empty() { a href=(href) { (text::ALL_OF_GROUP.get(lang)) } } };
        Ok(kit::section(group.title.get(lang), html! {}, end, body))
    }

    /// The table with its ticks, and the button that goes on to issue those ticked.
    fn several(&self, table: Markup) -> Markup {
        let lang = self.frame.lang();
        html! {
            form method="get" action="/orders/issue" {
                (table)
                div.acts.mt3 {
                    (Button::submit(text::ISSUE_TICKED.get(lang)))
                    span.hint.inline { (text::ISSUE_TICKED_WHY.fill(lang, &[("n", &order::BULK_AT_ONCE)])) }
                }
            }
        }
    }

    fn titles(&self, group: &Group) -> Vec<Text> {
        match group.word {
            "drafts" => vec![today::ORDER_AND_URL, text::DRAFTED, text::AUTHOR, text::DECONFLICTED],
            "ready" => vec![today::ORDER_AND_URL, words::STATE, text::AUTHOR, text::THERE_NOW],
            "closed" => vec![today::ORDER_AND_URL, words::STATE, text::ANSWERED_WHEN],
            "void" => vec![today::ORDER_AND_URL, words::STATE, words::REASON],
            _ => vec![today::ORDER_AND_URL, words::STATE, text::CLOCK_FROM],
        }
    }

    async fn row(&self, group: &Group, order: &Order, ticks: bool, names: &mut Names<'_>) -> Result<Row, Error> {
        let (lang, frame) = (self.frame.lang(), self.frame);
        let provider = names.provider(order.provider).await?;
        let mut cells = Vec::new();
        if ticks {
            let own = order.author == self.visitor.actor.person;
            let label = text::TICK_THIS.fill(lang, &[("reference", &order.reference)]);
            cells.push(html! { input type="checkbox" name="order" value=(order.id) aria-label=(label) disabled[own]; });
        }
        cells.push(named(order, provider.as_deref(), frame));
        match group.word {
            "drafts" => {
                cells.push(html! { (frame.reader.near(order.drafted, frame.now)) });
                cells.push(html! { (names.person(order.author).await?) });
                cells.push(deconflicted(order, frame));
            }
            "ready" => {
                cells.push(self.state(order));
                cells.push(html! { (names.person(order.author).await?) });
                cells.push(self.there(order).await?);
            }
            "closed" => cells.extend([self.state(order), answered(order, frame)]),
            "void" => cells.extend([self.state(order), html! { (reason(order)) }]),
            _ => cells.extend([self.state(order), kit::clock(&clocks::view(order, frame.now, &frame.reader))]),
        }
        Ok(Row::new(cells))
    }

    /// How far an order got, and whatever else is open about it.
    fn state(&self, order: &Order) -> Markup {
        let lang = self.frame.lang();
        html! {
            (kit::pill(state_status(order, self.frame), order.state.text().get(lang)))
            @if !matches!(order.scrutiny, Scrutiny::None | Scrutiny::Stands) { (kit::sub(html! { (text::SIDE_SCRUTINY.get(lang)) ": " (order.scrutiny.text().get(lang)) })) }
            @if order.contest != Contest::None { (kit::sub(html! { (text::SIDE_CONTEST.get(lang)) ": " (order.contest.text().get(lang)) })) }
            @if order.reinstatement != Reinstatement::None { (kit::sub(html! { (text::SIDE_BACK.get(lang)) ": " (order.reinstatement.text().get(lang)) })) }
        }
    }

    /// What time it is where the order will be read.
    async fn there(&self, order: &Order) -> Result<Markup, Error> {
        let Some(id) = order.provider else { return Ok(html! {}) };
        let provider = self.app.desk.load::<Provider>(id.0).await?;
        let zone = provider.zone();
        let open = within_office_hours(self.frame.now, &zone);
        let there = Reader { lang: self.frame.lang(), zone };
        let time = format!("{}, {}", there.minute(self.frame.now), there.place());
        Ok(if open {
            html! { (time) }
        } else {
            kit::pill(Status::Warn, &time)
        })
    }
}

fn deconflicted(order: &Order, frame: &Frame) -> Markup {
    let lang = frame.lang();
    order.deconfliction.as_ref().map_or_else(
        || kit::pill(Status::None, words::NOT_ASKED.get(lang)),
        |given| kit::pill(gates::deconfliction_status(given.answer), given.answer.text().get(lang)),
    )
}

fn answered(order: &Order, frame: &Frame) -> Markup {
    match order.clock(frame.now) {
        Clock::Met { at, in_time } => html! {
            (frame.reader.near(at, frame.now))
            (kit::sub(if in_time { text::IN_TIME } else { text::TOO_LATE }.get(frame.lang())))
        },
        _ => html! {},
    }
}

/// Why an order lost its effect.
pub(super) fn reason(order: &Order) -> String {
    let decided = order
        .proceedings
        .iter()
        .rev()
        .find(|step| matches!(step.event, domain::order::Event::FindBreach | domain::order::Event::Annul));
    match (&order.withdrawn, decided) {
        (Some(reason), _) => reason.clone(),
        (None, Some(step)) => format!("{}: {}", step.by, step.reasons),
        (None, None) => String::new(),
    }
}
