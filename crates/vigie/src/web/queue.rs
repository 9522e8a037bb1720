//! The review queue: what waits for a finding, most pressing first.

mod filter;
mod triage;

use super::Failure;
use super::format;
use super::frame::frame;
use super::kit::{self, Button, Key, Notice, Status};
use super::likeness;
use super::messages::terms::Term as _;
use super::messages::{Lang, item as item_text, queue as text};
use super::names::Names;
use super::shell::{self, Frame, Section};
use crate::server::{Access, App, Routes, Visitor};
use axum::extract::{Query, State};
use axum::response::Redirect;
use casework::assess::{self, Holder};
use casework::policy::Permission as P;
use casework::records::{Item, Kept, Kind, Record as _};
use casework::{Error, ports, report};
use domain::detect::ItemState;
use domain::id::ItemId;
use filter::{Cursor, Filter};
use maud::{Markup, html};
use serde::Deserialize;

/// States of items that wait for a finding.
pub(super) const OPEN: [&str; 3] = ["in_review", "second_reading", "not_examined"];
/// How many items a page of the queue shows.
const ROWS: usize = 25;
/// How many items after a skipped one are tried when others hold some of them.
const LOOK_AHEAD: u32 = 50;

pub(super) fn routes(routes: Routes) -> Routes {
    routes.get("/queue", Access::Needs(P::SeeItems), show).get("/queue/next", Access::Needs(P::Assess), next).post(
        "/queue/dismiss",
        Access::Needs(P::Assess),
        triage::dismiss,
    )
}

/// A page of the list, with the ways on and back.
struct Listed {
    items: Vec<Kept<Item>>,
    before: bool,
    after: bool,
}

async fn listed(app: &App, filter: &Filter) -> Result<Listed, Error> {
    let mut query = filter.query(ROWS as u32 + 1);
    let backwards = matches!(filter.cursor(), Some(Cursor::Before(_)));
    query.descending = backwards;
    let mut items: Vec<Kept<Item>> = app.desk.list(&query).await?;
    let more = items.len() > ROWS;
    items.truncate(ROWS);
    if backwards {
        items.reverse();
    }
    let moved = filter.cursor().is_some();
    Ok(Listed { items, before: if backwards { more } else { moved }, after: backwards || more })
}

async fn show(State(app): State<App>, visitor: Visitor, Query(filter): Query<Filter>) -> Result<Markup, Failure> {
    page(&app, &visitor, &filter, None, html! {}).await
}

/// The page, with what the last act brought about and what is to stand above the list.
async fn page(
    app: &App,
    visitor: &Visitor,
    filter: &Filter,
    notice: Option<Notice>,
    above: Markup,
) -> Result<Markup, Failure> {
    let mut frame = frame(app, visitor, Some(Section::Assess)).await?;
    let lang = frame.lang();
    let assesses = visitor.actor.may(P::Assess);
    frame.notice = notice.or_else(|| said(filter, lang));
    if assesses {
        frame.keys = vec![Key { keys: &["n"], text: text::KEY_NEXT }];
    }
    let list = listed(app, filter).await?;
    let waiting = report::counts(&app.desk, &visitor.actor).await?.waiting();
    let provider = Names::new(&app.desk).provider(filter.provider_id()).await?;
    let lede = html! { (text::WAITS.count(lang, waiting)) ". " (text::LEDE.get(lang)) };
    let acts = html! { @if assesses { (Button::link(text::TAKE_NEXT.get(lang), "/queue/next").main().key("n")) } };
    let content = html! {
        (kit::head(html! {}, text::TITLE.get(lang), lede, acts))
        (above)
        (filter.form(provider.as_deref(), lang))
        @if list.items.is_empty() {
            @if filter.is_plain() { (kit::empty(text::EMPTY.get(lang), text::EMPTY_WHY.get(lang))) }
            @else { (kit::empty(text::EMPTY_FILTER.get(lang), text::EMPTY_WHY.get(lang))) }
        } @else { (items(app, visitor, &frame, filter, &list).await?) }
    };
    Ok(shell::page(&frame, text::TITLE.get(lang), content))
}

fn said(filter: &Filter, lang: Lang) -> Option<Notice> {
    let (status, words) = match filter.done.as_deref()? {
        "dismissed" => (Status::Ok, text::BULK_DONE.count(lang, filter.n.unwrap_or_default())),
        "back" => (Status::Ok, text::HANDED_BACK.get(lang).to_owned()),
        "nothing" => (Status::None, text::NOTHING_FREE.get(lang).to_owned()),
        _ => return None,
    };
    Some(Notice { status, text: words, link: None })
}

/// The list; for those who assess, within the form that dismisses what was chosen.
async fn items(app: &App, visitor: &Visitor, frame: &Frame, filter: &Filter, list: &Listed) -> Result<Markup, Error> {
    let lang = frame.lang();
    let bulk = visitor.actor.may(P::Assess) && list.items.iter().any(|item| item.state.is_open());
    let mut rows = Vec::new();
    for item in &list.items {
        let holder = if item.state.is_open() { assess::holder(&app.desk, item.id).await? } else { None };
        rows.push(row(item, holder.as_ref(), bulk, visitor, frame));
    }
    let first =
        list.items.first().filter(|_| list.before).map(|item| filter.link(&Cursor::Before((item.sort(), item.id.0))));
    let last =
        list.items.last().filter(|_| list.after).map(|item| filter.link(&Cursor::After((item.sort(), item.id.0))));
    let shown = text::SHOWN.fill(lang, &[("n", &rows.len())]);
    let rows = html! { ol.qs aria-label=(text::CAPTION.get(lang)) { @for row in &rows { (row) } } };
    let pages = kit::pages(first.as_deref(), last.as_deref(), &shown, lang);
    Ok(html! {
        @if bulk { (kit::post("/queue/dismiss", &frame.csrf, "", html! { (rows) (pages) (triage::fields("bulk", &triage::Given::default(), &triage::Wrong::default(), lang)) })) }
        @else { (rows) (pages) }
    })
}

fn row(item: &Item, holder: Option<&Holder>, bulk: bool, visitor: &Visitor, frame: &Frame) -> Markup {
    let lang = frame.lang();
    let short = likeness::short(&item.url);
    let id = item.id.to_string();
    html! {
        li.q.pick[bulk] data-row {
            @if bulk {
                @if item.state.is_open() {
                    input type="checkbox" name="item" value=(id) aria-label=(text::PICK.fill(lang, &[("url", &short)]));
                } @else { span {} }
            }
            span.pri title=(text::PRIORITY_N.fill(lang, &[("n", &item.priority)])) { "P" (item.priority) }
            span {
                a href={ "/items/" (id) } { (likeness::headline(item, lang)) }
                span.url.meta { (short) }
            }
            span.meta title=(item_text::TAKEN_IN.get(lang)) { (format::span(frame.now.duration_since(item.taken_in).as_secs(), lang)) }
            span.why {
                @if !item.state.is_open() { (kit::pill(Status::None, item.state.text().get(lang))) }
                (likeness::why(item, lang))
                @if let Some(holder) = holder { (held(holder, visitor, frame)) }
            }
        }
    }
}

fn held(holder: &Holder, visitor: &Visitor, frame: &Frame) -> Markup {
    let time = frame.reader.near(holder.until, frame.now);
    let lang = frame.lang();
    match holder.person == visitor.actor.person {
        true => kit::pill(Status::Run, &text::MINE.fill(lang, &[("time", &time)])),
        false => kit::pill(Status::Hold, &text::TAKEN_BY.fill(lang, &[("name", &holder.name), ("time", &time)])),
    }
}

/// The item that was left behind, if one was.
#[derive(Deserialize)]
struct Left {
    after: Option<uuid::Uuid>,
}

/// Hands out the next item and opens it.
async fn next(State(app): State<App>, visitor: Visitor, Query(left): Query<Left>) -> Result<Redirect, Failure> {
    let found = assess::next(&app.desk, &visitor.actor, left.after.map(ItemId)).await?;
    Ok(to_item(found.map(|item| item.id)))
}

fn to_item(found: Option<ItemId>) -> Redirect {
    match found {
        Some(id) => Redirect::to(&format!("/items/{id}")),
        None => Redirect::to("/queue?done=nothing"),
    }
}

/// Hands out the first free item that stands after another in the queue, so that who skips comes to the end of it.
pub(super) async fn after(app: &App, visitor: &Visitor, item: &Item) -> Result<Redirect, Error> {
    let mut query = ports::Query::all(Kind::Item, LOOK_AHEAD).in_states(&OPEN);
    query.after = Some((item.sort(), item.id.0));
    for next in app.desk.list::<Item>(&query).await? {
        let own = next.assessments.iter().any(|given| given.officer == visitor.actor.person);
        if own && next.state == ItemState::SecondReading {
            continue;
        }
        let holder = assess::holder(&app.desk, next.id).await?;
        if holder.is_none_or(|holder| holder.person == visitor.actor.person) {
            // The page claims it when it opens; should somebody be faster, it says so.
            return Ok(to_item(Some(next.id)));
        }
    }
    let first = assess::next(&app.desk, &visitor.actor, Some(item.id)).await?;
    Ok(to_item(first.map(|item| item.id)))
}
