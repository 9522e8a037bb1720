//! Orders and referrals that wait for a second person, and approved orders that wait to be issued.

use super::{ROWS, text};
use crate::server::{App, Visitor};
use crate::web::format;
use crate::web::kit::{self, Column, Row, Table};
use crate::web::likeness;
use crate::web::messages::words;
use crate::web::names::Names;
use crate::web::shell::Frame;
use casework::Error;
use casework::order::Dated;
use casework::policy::Permission as P;
use casework::ports::Query as Listing;
use casework::records::{Kept, Kind, Order, Referral};
use domain::id::PersonId;
use domain::order::OrderState;
use jiff::Timestamp;
use maud::{Markup, html};
use url::Url;

/// A draft, whatever it will become.
struct Waiting<'a> {
    href: String,
    reference: &'a str,
    url: &'a Url,
    author: PersonId,
    since: Timestamp,
    next: String,
    /// Whether the reader may take the next step.
    mine_to_do: bool,
}

pub(super) async fn section(
    app: &App,
    visitor: &Visitor,
    approved: &[Dated],
    names: &mut Names<'_>,
    frame: &Frame,
) -> Result<Markup, Error> {
    let lang = frame.lang();
    let listing = visitor.actor.readable(Listing::all(Kind::Order, ROWS).in_states(&["draft", "checked"]));
    let orders: Vec<Kept<Order>> = app.desk.list(&listing).await?;
    let referrals: Vec<Kept<Referral>> =
        app.desk.list(&visitor.actor.readable(Listing::all(Kind::Referral, ROWS).in_states(&["draft"]))).await?;
    let mut waiting: Vec<Waiting> = orders.iter().map(|order| of_order(order, visitor, frame)).collect();
    waiting.extend(approved.iter().map(|dated| of_approved(dated, visitor, frame)));
    waiting.extend(referrals.iter().map(|referral| of_referral(referral, visitor, frame)));
    waiting.sort_by_key(|draft| draft.since);
    let mine = waiting.iter().filter(|draft| draft.mine_to_do).count() as u64;
    let mut rows = Vec::new();
    for draft in &waiting {
        let author = match draft.author == visitor.actor.person {
            true => text::OWN.get(lang).to_owned(),
            false => names.person(draft.author).await?,
        };
        rows.push(Row::new([
            html! { a href=(draft.href) { (draft.reference) } (kit::sub(html! { span.url { (likeness::short(draft.url)) } })) },
            html! { (author) },
            html! { (draft.next) },
            html! { (format::span(frame.now.duration_since(draft.since).as_secs(), lang)) },
        ]));
    }
    let columns = [
        Column::text(text::DRAFT.get(lang)),
        Column::text(text::AUTHOR.get(lang)),
        Column::text(words::NEXT_STEP.get(lang)),
        Column::number(text::WAITS.get(lang)),
    ];
    let body = match rows.is_empty() {
        true => html! { p.ink2 { (text::EMPTY_DRAFTS.get(lang)) } },
        false => html! { (Table::new(text::SECOND_CAPTION.get(lang), columns).tight().walk().rows(rows)) },
    };
    let end = html! { @if mine > 0 { (text::MAY_ACT.count(lang, mine)) } };
    Ok(kit::section(text::SECOND_OFFICER.get(lang), html! {}, end, body))
}

fn of_order<'a>(order: &'a Order, visitor: &Visitor, frame: &Frame) -> Waiting<'a> {
    let own = order.author == visitor.actor.person;
    let (next, mine_to_do) = match (order.state, &order.deconfliction) {
        (OrderState::Checked, _) => (text::NEXT_APPROVE, visitor.actor.may(P::Issue) && !own),
        (_, None) => (text::NEXT_DECONFLICT, visitor.actor.may(P::Deconflict)),
        (_, Some(_)) => (text::NEXT_COMPLETE, visitor.actor.may(P::OpenGates)),
    };
    Waiting {
        href: format!("/orders/{}", order.id),
        reference: &order.reference,
        url: &order.url,
        author: order.author,
        since: order.drafted,
        next: next.get(frame.lang()).to_owned(),
        mine_to_do,
    }
}

/// An approved order waits for the twelve hours, or for nothing but the officer.
fn of_approved<'a>(dated: &'a Dated, visitor: &Visitor, frame: &Frame) -> Waiting<'a> {
    let (lang, order) = (frame.lang(), &dated.order);
    let waits = dated.at > frame.now;
    let next = match waits {
        true => text::NEXT_TWELVE_HOURS.fill(lang, &[("time", &frame.reader.near(dated.at, frame.now))]),
        false => text::NEXT_ISSUE.get(lang).to_owned(),
    };
    let own = order.author == visitor.actor.person;
    Waiting {
        href: format!("/orders/{}", order.id),
        reference: &order.reference,
        url: &order.url,
        author: order.author,
        since: order.approved.unwrap_or(order.drafted),
        next,
        mine_to_do: !waits && visitor.actor.may(P::Issue) && !own,
    }
}

fn of_referral<'a>(referral: &'a Referral, visitor: &Visitor, frame: &Frame) -> Waiting<'a> {
    Waiting {
        href: format!("/referrals/{}", referral.id),
        reference: &referral.reference,
        url: &referral.url,
        author: referral.author,
        since: referral.drafted,
        next: text::NEXT_RELEASE.get(frame.lang()).to_owned(),
        mine_to_do: visitor.actor.may(P::Release) && referral.author != visitor.actor.person,
    }
}
