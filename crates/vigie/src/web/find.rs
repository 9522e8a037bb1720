//! Finding one thing by its address, reference, digest or identifier, or all items on a host.

use super::Failure;
use super::frame::frame;
use super::kit::{self, Status};
use super::likeness;
use super::messages::terms::Term as _;
use super::messages::{detect as text, words};
use super::shell::{self, Section};
use crate::server::{Access, App, Routes, Visitor};
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use casework::policy::Permission as P;
use casework::ports::Query as Listing;
use casework::records::{Capture, Item, Kept, Kind, Order, Referral};
use casework::{Desk, Error};
use domain::locator;
use matching::digest::Sha256;
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

/// How many items of a host or a digest are shown.
const ROWS: u32 = 50;

pub(super) fn routes(routes: Routes) -> Routes {
    routes.get("/find", Access::SignedIn, find)
}

#[derive(Deserialize, Default)]
struct Asked {
    #[serde(default)]
    q: String,
}

/// What was found.
enum Found {
    /// One thing, at this address of ours.
    One(String),
    /// Several items, under a heading.
    Items(String, Vec<Kept<Item>>),
    Nothing,
}

async fn find(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    let q = asked.q.trim();
    let found = match q {
        "" => Found::Nothing,
        q => look(&app.desk, &visitor, q).await?,
    };
    let (heading, items) = match found {
        Found::One(href) => return Ok(Redirect::to(&href).into_response()),
        Found::Items(heading, items) => (heading, items),
        Found::Nothing => (String::new(), Vec::new()),
    };
    let frame = frame(&app, &visitor, visitor.actor.may(P::SeeItems).then_some(Section::Assess)).await?;
    let lang = frame.lang();
    let content = html! {
        (kit::head(html! {}, text::FIND_TITLE.get(lang), html! { span.url { (q) } }, html! {}))
        @if q.is_empty() { (kit::empty(text::FIND_NOTHING_ASKED.get(lang), text::FOUND_NONE_WHY.get(lang))) }
        @else if items.is_empty() { (kit::empty(&text::FOUND_NONE.fill(lang, &[("query", &q)]), text::FOUND_NONE_WHY.get(lang))) }
        @else {
            (kit::section(&heading, html! {}, html! { (words::ITEMS.count(lang, items.len() as u64)) }, html! {
                ol.qs { @for item in &items { (row(item, lang)) } }
            }))
        }
    };
    Ok(shell::page(&frame, text::FIND_TITLE.get(lang), content).into_response())
}

fn row(item: &Item, lang: super::messages::Lang) -> Markup {
    html! {
        li.q data-row {
            span.pri { "P" (item.priority) }
            span {
                a href={ "/items/" (item.id) } { (likeness::headline(item, lang)) }
                span.url.meta { (likeness::short(&item.url)) }
            }
            span {}
            span.why { (kit::pill(Status::None, item.state.text().get(lang))) (likeness::why(item, lang)) }
        }
    }
}

/// Looks in the order in which a text can mean only one thing: identifier, reference, digest, address, host.
async fn look(desk: &Desk, visitor: &Visitor, q: &str) -> Result<Found, Error> {
    let lang = visitor.manner.reader.lang;
    if visitor.actor.may(P::SeeNotices)
        && let Some(href) = notice(desk, visitor, q).await?
    {
        return Ok(Found::One(href));
    }
    if !visitor.actor.may(P::SeeItems) {
        return Ok(Found::Nothing);
    }
    if let Ok(id) = q.parse::<Uuid>() {
        let item = desk.find::<Item>(id).await?;
        return Ok(item.map_or(Found::Nothing, |item| Found::One(href(&item))));
    }
    if let Ok(digest) = q.trim_start_matches("sha256:").replace(' ', "").parse::<Sha256>() {
        return with_digest(desk, digest, text::WITH_DIGEST.get(lang)).await;
    }
    if let Ok(url) = locator::canonical(q)
        && let Some(item) = desk.find_unique::<Item>(url.as_str()).await?
    {
        return Ok(Found::One(href(&item)));
    }
    let host = host_in(q);
    let items: Vec<Kept<Item>> = desk.list(&Listing::all(Kind::Item, ROWS).with("host", &host)).await?;
    Ok(Found::Items(text::ON_HOST.fill(lang, &[("host", &host)]), items))
}

fn href(item: &Item) -> String {
    format!("/items/{}", item.id)
}

/// An order or a referral by its reference or identifier.
async fn notice(desk: &Desk, visitor: &Visitor, q: &str) -> Result<Option<String>, Error> {
    let (order, referral) = match q.parse::<Uuid>() {
        Ok(id) => (desk.find::<Order>(id).await?, desk.find::<Referral>(id).await?),
        Err(_) => {
            let reference = q.to_uppercase();
            (desk.find_unique::<Order>(&reference).await?, desk.find_unique::<Referral>(&reference).await?)
        }
    };
    let order = order.filter(|order| visitor.actor.reads_of(order.authority));
    let referral = referral.filter(|referral| visitor.actor.reads_of(referral.authority));
    let order = order.map(|order| format!("/orders/{}", order.id));
    Ok(order.or_else(|| referral.map(|referral| format!("/referrals/{}", referral.id))))
}

/// The items whose page, text or picture has these bytes; a file handed in is named by them.
async fn with_digest(desk: &Desk, digest: Sha256, heading: &str) -> Result<Found, Error> {
    let captures: Vec<Kept<Capture>> =
        desk.list(&Listing::all(Kind::Capture, ROWS).with("digest", digest).newest_first()).await?;
    let mut items: Vec<Kept<Item>> = Vec::new();
    for capture in captures {
        if items.iter().all(|seen| seen.id != capture.item) {
            items.extend(desk.find::<Item>(capture.item.0).await?);
        }
    }
    Ok(match items.as_slice() {
        [] => Found::Nothing,
        [only] => Found::One(href(only)),
        _ => Found::Items(heading.to_owned(), items),
    })
}

/// The host of what was typed, with or without a scheme and a path.
fn host_in(q: &str) -> String {
    let address = if q.contains("://") { q.to_owned() } else { format!("https://{q}") };
    let parsed = locator::canonical(&address).ok();
    parsed.and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_else(|| q.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_found_in_what_is_typed() {
        assert_eq!(host_in("B.Lowtide.test"), "b.lowtide.test");
        assert_eq!(host_in("https://bücher.example/x"), "xn--bcher-kva.example");
        assert_eq!(host_in("two words"), "two words");
    }
}
