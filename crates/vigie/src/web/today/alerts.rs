//! What went otherwise than it should: contradicted claims, returns, late answers, holds.

use super::{ROWS, text};
use crate::server::{App, Visitor};
use crate::web::kit::{self, Entry, Status};
use crate::web::likeness;
use crate::web::messages::Lang;
use crate::web::messages::terms::Term as _;
use crate::web::names::Names;
use crate::web::shell::Frame;
use casework::Error;
use casework::policy::Permission as P;
use casework::ports::Query as Listing;
use casework::records::{Authority, Hold, Kept, Kind, Order, Watch};
use domain::order::Clock;
use domain::watch::Seen;
use jiff::Timestamp;
use maud::{Markup, html};

/// One alert, before it is put in order.
struct Alert {
    at: Timestamp,
    status: Status,
    label: &'static str,
    href: Option<String>,
    what: String,
    why: String,
}

pub(super) async fn section(
    app: &App,
    visitor: &Visitor,
    names: &mut Names<'_>,
    frame: &Frame,
) -> Result<Markup, Error> {
    let lang = frame.lang();
    let mut alerts = Vec::new();
    if visitor.actor.may(P::SeeWatch) {
        alerts.extend(raised(app, names, lang).await?);
    }
    if visitor.actor.may(P::SeeNotices) {
        alerts.extend(late(app, visitor, names, frame).await?);
        alerts.extend(holds(app, visitor, frame).await?);
    }
    alerts.sort_by_key(|alert| std::cmp::Reverse(alert.at));
    let entries: Vec<Entry> = alerts
        .iter()
        .map(|alert| Entry {
            time: frame.reader.near(alert.at, frame.now),
            status: alert.status,
            label: alert.label.to_owned(),
            what: html! { @match &alert.href { Some(href) => { a href=(href) { (alert.what) } }, None => { (alert.what) } } },
            who: alert.why.clone(),
        })
        .collect();
    let body = match entries.is_empty() {
        true => html! { p.ink2 { (text::NO_ALERTS.get(lang)) } },
        false => kit::timeline(&entries),
    };
    let end = html! { @if visitor.actor.may(P::SeeWatch) { a href="/watch" { (text::ALL_WATCH.get(lang)) } } };
    Ok(kit::section(text::ALERTS.get(lang), html! {}, end, body))
}

async fn raised(app: &App, names: &mut Names<'_>, lang: Lang) -> Result<Vec<Alert>, Error> {
    let watches: Vec<Kept<Watch>> =
        app.desk.list(&Listing::all(Kind::Watch, ROWS).in_states(&["raised"]).newest_first()).await?;
    let mut alerts = Vec::new();
    for watch in &watches {
        let places = places(watch);
        let url = likeness::short(&watch.url);
        let (status, what, why) = if watch.contradicted {
            let provider = match watch.order {
                Some(order) => names.provider(app.desk.load::<Order>(order.0).await?.provider).await?,
                None => None,
            };
            let provider = provider.unwrap_or_else(|| text::NO_PROVIDER.get(lang).to_owned());
            let why = text::ALERT_FALSE_CLAIM_WHY.fill(lang, &[("provider", &provider), ("places", &places)]);
            (Status::Clash, text::ALERT_FALSE_CLAIM.fill(lang, &[("url", &url)]), why)
        } else {
            (
                Status::Bad,
                text::ALERT_RETURNED.fill(lang, &[("url", &url)]),
                text::ALERT_RETURNED_WHY.fill(lang, &[("places", &places)]),
            )
        };
        let at = watch.rounds.last().map_or(watch.from, |round| round.at);
        alerts.push(Alert {
            at,
            status,
            label: text::UP_ALL_THE_SAME.get(lang),
            href: Some(format!("/items/{}", watch.item)),
            what,
            why,
        });
    }
    Ok(alerts)
}

/// The places from which the latest round saw the item.
fn places(watch: &Watch) -> String {
    let looks = watch.rounds.last().map(|round| round.looks.as_slice()).unwrap_or_default();
    let saw = looks.iter().filter(|look| matches!(look.seen, Seen::Up | Seen::Moved));
    saw.map(|look| look.vantage.as_str()).collect::<Vec<_>>().join(", ")
}

async fn late(app: &App, visitor: &Visitor, names: &mut Names<'_>, frame: &Frame) -> Result<Vec<Alert>, Error> {
    let lang = frame.lang();
    let orders: Vec<Kept<Order>> = app
        .desk
        .list(&visitor.actor.readable(Listing::all(Kind::Order, ROWS).in_states(&["late", "unanswered"])))
        .await?;
    let mut alerts = Vec::new();
    for order in &orders {
        let provider = provider(names, order, lang).await?;
        let (at, what, why) = match order.clock(frame.now) {
            Clock::Late { deadline } => (deadline, text::ALERT_LATE, text::ALERT_LATE_WHY),
            _ => (
                order.issued.map_or(order.drafted, |issued| issued.at),
                text::ALERT_UNRECEIVED,
                text::ALERT_UNRECEIVED_WHY,
            ),
        };
        alerts.push(Alert {
            at,
            status: Status::Bad,
            label: text::UNANSWERED.get(lang),
            href: Some(format!("/orders/{}", order.id)),
            what: what.fill(lang, &[("reference", &order.reference)]),
            why: why.fill(lang, &[("provider", &provider)]),
        });
    }
    Ok(alerts)
}

async fn provider(names: &mut Names<'_>, order: &Order, lang: Lang) -> Result<String, Error> {
    Ok(names.provider(order.provider).await?.unwrap_or_else(|| text::NO_PROVIDER.get(lang).to_owned()))
}

async fn holds(app: &App, visitor: &Visitor, frame: &Frame) -> Result<Vec<Alert>, Error> {
    let lang = frame.lang();
    let placed: Vec<Kept<Hold>> = app
        .desk
        .list(&visitor.actor.readable(Listing::all(Kind::Hold, ROWS).in_states(&["placed"]).newest_first()))
        .await?;
    let mut alerts = Vec::new();
    for hold in placed.iter().filter(|hold| domain::hold::in_force(hold.until, hold.lifted, frame.now)) {
        let authority = app.desk.find::<Authority>(hold.authority.0).await?;
        let authority = authority.map_or_else(String::new, |authority| authority.name.clone());
        alerts.push(Alert {
            at: hold.recorded,
            status: Status::Hold,
            label: hold.answer.text().get(lang),
            href: None,
            what: text::ALERT_HOLD.fill(lang, &[("authority", &authority), ("scope", &hold.scope)]),
            why: text::HOLD_UNTIL.fill(
                lang,
                &[("class", &hold.reason.text().get(lang)), ("time", &frame.reader.near(hold.until, frame.now))],
            ),
        });
    }
    Ok(alerts)
}
