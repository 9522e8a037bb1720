//! Today: what needs a person now.

mod alerts;
pub(super) mod clocks;
mod drafts;
mod owed;

use super::Failure;
use super::format;
use super::frame::frame;
use super::kit::{self, Button, Key};
use super::likeness;
use super::messages::{
    Lang, Plural, item as item_text, queue as queue_text, shell as shell_text, today as text, words,
};
use super::names::Names;
use super::queue::OPEN;
use super::shell::{self, Frame, Section};
use crate::server::{Access, App, Routes, Visitor};
use axum::extract::State;
use casework::policy::Permission as P;
use casework::ports::Query as Listing;
use casework::records::{Item, Kept, Kind};
use casework::report::{self, Counts};
use casework::{Error, order};
use maud::{Markup, html};

/// How many rows a section shows; the section's page has the rest.
const ROWS: u32 = 6;
/// How many clocks are read to say how many have run out.
const CLOCKS: u32 = 30;

pub(super) fn routes(routes: Routes) -> Routes {
    routes.get("/", Access::Needs(P::SeeOverview), show)
}

async fn show(State(app): State<App>, visitor: Visitor) -> Result<Markup, Failure> {
    let may = |wanted| visitor.actor.may(wanted);
    let mut frame = frame(&app, &visitor, Some(Section::Today)).await?;
    frame.keys = keys(&visitor);
    let lang = frame.lang();
    let mut names = Names::new(&app.desk);
    let counts = report::counts(&app.desk, &visitor.actor).await?;
    let sees_orders = may(P::SeeNotices);
    let orders = if sees_orders { order::clocks(&app.desk, &visitor.actor, CLOCKS).await? } else { Vec::new() };
    let owed = if sees_orders { order::owed(&app.desk, &visitor.actor, ROWS).await? } else { order::Owed::default() };
    let content = html! {
        (kit::head(html! {}, text::TITLE.get(lang), lede(&visitor, &clocks::Tally::of(&orders, frame.now), lang), acts(&visitor, lang)))
        div.today {
            (strip(&visitor, &counts, lang))
            div.grid {
                div.c8.stack {
                    @if sees_orders {
                        (clocks::section(&orders, clocks::listed(&counts), &mut names, &frame).await?)
                        (owed::section(&owed, &mut names, &frame).await?)
                    }
                    @if may(P::SeeItems) { (to_assess(&app, &counts, &frame).await?) }
                    @if sees_orders { (drafts::section(&app, &visitor, &owed.approved, &mut names, &frame).await?) }
                }
                aside.c4.stack aria-label=(text::ALERTS.get(lang)) {
                    @if may(P::SeeWatch) || may(P::SeeNotices) { (alerts::section(&app, &visitor, &mut names, &frame).await?) }
                    @if may(P::SeeLedger) { (ledger(&app, &frame).await?) }
                }
            }
        }
    };
    Ok(shell::page(&frame, text::TITLE.get(lang), content))
}

fn keys(visitor: &Visitor) -> Vec<Key> {
    let take_in = Key { keys: &["i"], text: text::KEY_INTAKE };
    let next = Key { keys: &["n"], text: text::KEY_NEXT };
    let offered = [(P::TakeIn, take_in), (P::Assess, next)];
    offered.into_iter().filter(|(wanted, _)| visitor.actor.may(*wanted)).map(|(_, key)| key).collect()
}

fn lede(visitor: &Visitor, tally: &clocks::Tally, lang: Lang) -> Markup {
    html! {
        @if visitor.actor.may(P::SeeNotices) {
            @if tally.late > 0 { (text::LATE.count(lang, tally.late)) " " }
            @if tally.soon > 0 { (text::SOON.count(lang, tally.soon)) " " }
            @if tally.late + tally.soon + tally.running == 0 { (text::ALL_CALM.get(lang)) " " }
        }
        (text::TWO_PERSONS.get(lang))
    }
}

fn acts(visitor: &Visitor, lang: Lang) -> Markup {
    html! {
        @if visitor.actor.may(P::TakeIn) { (Button::link(text::TAKE_IN.get(lang), "/intake").key("i")) }
        @if visitor.actor.may(P::Assess) { (Button::link(text::REVIEW_NEXT.get(lang), "/queue/next").main().key("n")) }
    }
}

/// The figures by verb, from the counts the store keeps; only of the verbs the visitor may see.
fn strip(visitor: &Visitor, counts: &Counts, lang: Lang) -> Markup {
    let sum = |of: &std::collections::BTreeMap<String, u64>, states: &[&str]| -> u64 {
        states.iter().filter_map(|state| of.get(*state)).sum()
    };
    let items = |states: &[&str]| sum(&counts.items, states);
    let n = |figure: u64| format::count(figure, lang);
    let unsent = sum(&counts.orders, &["draft", "checked", "approved"]);
    let issued = counts.orders.values().sum::<u64>() - unsent;
    let sent: u64 = counts.referrals.values().sum::<u64>() - sum(&counts.referrals, &["draft"]);
    // Two counts, each in its own number: "1 draft, 2 honoured".
    let note = |a: (Plural, u64), b: (Plural, u64)| format!("{}, {}", a.0.count(lang, a.1), b.0.count(lang, b.1));
    let cells = [
        (
            P::SeeItems,
            shell_text::DETECT,
            counts.taken_in(),
            note((words::WAITING, counts.waiting()), (text::CLEAR, items(&["clear"]))),
        ),
        (
            P::SeeItems,
            shell_text::ASSESS,
            items(&["exempt", "dismissed", "referred", "ordered"]),
            note((text::EXEMPT, items(&["exempt"])), (text::DISMISSED, items(&["dismissed"]))),
        ),
        (
            P::SeeNotices,
            shell_text::REFER,
            sent,
            note(
                (text::DRAFTS, sum(&counts.referrals, &["draft"])),
                (text::HONOURED, sum(&counts.referrals, &["removed"])),
            ),
        ),
        (
            P::SeeNotices,
            shell_text::ORDER,
            issued,
            note((text::RUNNING, sum(&counts.orders, &["received"])), (text::TO_ISSUE, unsent)),
        ),
        (
            P::SeeWatch,
            shell_text::WATCH,
            counts.watches.values().sum(),
            note((text::RAISED, sum(&counts.watches, &["raised"])), (text::DOWN, sum(&counts.watches, &["down"]))),
        ),
    ];
    let mut shown = cells.into_iter().filter(|(wanted, ..)| visitor.actor.may(*wanted)).peekable();
    html! {
        @if shown.peek().is_some() {
            ol.strip aria-label=(text::SO_FAR.get(lang)) {
                @for (_, verb, figure, note) in shown { li { span { (verb.get(lang)) } b { (n(figure)) } span { (note) } } }
            }
        }
    }
}

/// The first items of the queue.
async fn to_assess(app: &App, counts: &Counts, frame: &Frame) -> Result<Markup, Error> {
    let lang = frame.lang();
    let items: Vec<Kept<Item>> = app.desk.list(&Listing::all(Kind::Item, ROWS).in_states(&OPEN)).await?;
    let end = html! { a href="/queue" { (words::WAITING.count(lang, counts.waiting())) } };
    let body = html! {
        @if items.is_empty() { (kit::empty(text::EMPTY_QUEUE.get(lang), queue_text::EMPTY_WHY.get(lang))) }
        @else {
            ol.qs {
                @for item in &items {
                    li.q data-row {
                        span.pri title=(queue_text::PRIORITY_N.fill(lang, &[("n", &item.priority)])) { "P" (item.priority) }
                        span {
                            a href={ "/items/" (item.id) } { (likeness::headline(item, lang)) }
                            span.url.meta { (likeness::short(&item.url)) }
                        }
                        span.meta title=(item_text::TAKEN_IN.get(lang)) { (format::span(frame.now.duration_since(item.taken_in).as_secs(), lang)) }
                        span.why { (likeness::why(item, lang)) }
                    }
                }
            }
        }
    };
    Ok(kit::section(text::TO_ASSESS.get(lang), html! {}, end, body))
}

/// How the ledger and the outbox stand.
async fn ledger(app: &App, frame: &Frame) -> Result<Markup, Error> {
    let lang = frame.lang();
    let tree = app.desk.doors.store.frontier().await?;
    let next = app.desk.doors.store.next_job().await?;
    let facts = kit::facts(&[
        (text::TREE_SIZE.get(lang), html! { (format::count(tree.size(), lang)) }),
        (text::ROOT_NOW.get(lang), html! { code { (format::short_digest(&tree.root().to_string())) } }),
        (
            text::OUTBOX.get(lang),
            match next {
                Some(at) => html! { (text::OUTBOX_NEXT.fill(lang, &[("time", &frame.reader.near(at, frame.now))])) },
                None => html! { (text::OUTBOX_EMPTY.get(lang)) },
            },
        ),
    ]);
    Ok(kit::section(text::LEDGER.get(lang), html! {}, html! { a href="/ledger" { (text::PROVE.get(lang)) } }, facts))
}

#[cfg(test)]
mod tests;
