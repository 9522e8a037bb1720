//! Orders and referrals that wait for a second person.

use super::{ROWS, text};
use crate::server::{App, Visitor};
use crate::web::format;
use crate::web::kit::{self, Column, Row, Table};
use crate::web::likeness;
use crate::web::messages::{Text, words};
use crate::web::names::Names;
use crate::web::shell::Frame;
use casework::Error;
use casework::policy::Permission as P;
use casework::ports::Query as Listing;
use casework::records::{Kept, Kind, Order, Referral};
use domain::id::PersonId;
use jiff::Timestamp;
use maud::{Markup, html};
use url::Url;

/// A draft, whatever it will become.
struct Waiting<'a> {
    href: String,
    reference: &'a str,
    url: &'a Url,
    author: PersonId,
    drafted: Timestamp,
    next: Text,
    /// Whether the reader may take the next step.
    mine_to_do: bool,
}

pub(super) async fn section(
    app: &App,
    visitor: &Visitor,
    names: &mut Names<'_>,
    frame: &Frame,
) -> Result<Markup, Error> {
    let lang = frame.lang();
    let orders: Vec<Kept<Order>> = app.desk.list(&Listing::all(Kind::Order, ROWS).in_states(&["draft"])).await?;
    let referrals: Vec<Kept<Referral>> =
        app.desk.list(&Listing::all(Kind::Referral, ROWS).in_states(&["draft"])).await?;
    let mut waiting: Vec<Waiting> = orders.iter().map(|order| of_order(order, visitor)).collect();
    waiting.extend(referrals.iter().map(|referral| of_referral(referral, visitor)));
    waiting.sort_by_key(|draft| draft.drafted);
    let mine = waiting.iter().filter(|draft| draft.mine_to_do).count();
    let mut rows = Vec::new();
    for draft in &waiting {
        let author = match draft.author == visitor.actor.person {
            true => text::OWN.get(lang).to_owned(),
            false => names.person(draft.author).await?,
        };
        rows.push(Row::new([
            html! { a href=(draft.href) { (draft.reference) } (kit::sub(html! { span.url { (likeness::short(draft.url)) } })) },
            html! { (author) },
            html! { (draft.next.get(lang)) },
            html! { (format::span(frame.now.duration_since(draft.drafted).as_secs(), lang)) },
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
    let end = html! { @if mine > 0 { (text::MAY_APPROVE.fill(lang, &[("n", &mine)])) } };
    Ok(kit::section(text::SECOND_OFFICER.get(lang), html! {}, end, body))
}

fn of_order<'a>(order: &'a Order, visitor: &Visitor) -> Waiting<'a> {
    let own = order.author == visitor.actor.person;
    let (next, mine_to_do) = match order.deconfliction {
        None => (text::NEXT_DECONFLICT, visitor.actor.may(P::Deconflict)),
        Some(_) => (text::NEXT_APPROVE, visitor.actor.may(P::Issue) && !own),
    };
    Waiting {
        href: format!("/orders/{}", order.id),
        reference: &order.reference,
        url: &order.url,
        author: order.author,
        drafted: order.drafted,
        next,
        mine_to_do,
    }
}

fn of_referral<'a>(referral: &'a Referral, visitor: &Visitor) -> Waiting<'a> {
    Waiting {
        href: format!("/referrals/{}", referral.id),
        reference: &referral.reference,
        url: &referral.url,
        author: referral.author,
        drafted: referral.drafted,
        next: text::NEXT_RELEASE,
        mine_to_do: visitor.actor.may(P::Release) && referral.author != visitor.actor.person,
    }
}
