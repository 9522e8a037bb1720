//! One provider: its record, what it was told, what was sent to it.

use super::{DONE, Typed, standing, trouble, unreadable};
use crate::api::problem;
use crate::server::{App, Visitor};
use crate::web::done::{Done, back};
use crate::web::format;
use crate::web::frame::frame;
use crate::web::kit::{self, Button, Column, Field, Row, Status, Table};
use crate::web::messages::terms::Term as _;
use crate::web::messages::{provider as text, words};
use crate::web::shell::{self, Frame, Section};
use crate::web::{Failure, history, orders, referrals};
use axum::extract::{Form, Path, Query, State};
use axum::response::{IntoResponse as _, Response};
use casework::policy::Permission as P;
use casework::ports::Query as Listing;
use casework::records::{Authority, Kept, Kind, Order, Provider, Referral};
use casework::{Error, directory, portal};
use domain::id::{AuthorityId, ProviderId};
use jiff::civil::DateTime;
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

/// How many of its orders and referrals are shown.
const LATEST: u32 = 25;

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Query(done): Query<Done>,
) -> Result<Markup, Failure> {
    Ok(page(&app, &visitor, id, None, Some(&done)).await?)
}

/// Sends the information letter.
pub(super) async fn inform(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
) -> Result<Response, Failure> {
    let done = directory::inform(&app.desk, &visitor.actor, ProviderId(id)).await;
    after(&app, &visitor, id, "inform", done).await
}

#[derive(Debug, Deserialize)]
pub(super) struct Informed {
    #[serde(default)]
    at: String,
    #[serde(default)]
    how: String,
}

/// Records that it was informed otherwise.
pub(super) async fn informed(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Form(given): Form<Informed>,
) -> Result<Response, Failure> {
    let at = given.at.trim().parse::<DateTime>().ok().and_then(|at| at.to_zoned(app.zone.clone()).ok());
    let done = match at {
        Some(at) => {
            directory::record_informed(&app.desk, &visitor.actor, ProviderId(id), at.timestamp(), &given.how).await
        }
        None => Err(unreadable("time", text::BAD_TIME, visitor.manner.reader.lang)),
    };
    after(&app, &visitor, id, "informed", done).await
}

/// Somebody made sure that the contact point is right.
pub(super) async fn confirm(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
) -> Result<Response, Failure> {
    let done = directory::confirm_contact(&app.desk, &visitor.actor, ProviderId(id)).await;
    after(&app, &visitor, id, "confirm", done).await
}

/// Shuts the link to its own page, and makes another.
pub(super) async fn renew_link(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
) -> Result<Response, Failure> {
    let done = directory::renew_link(&app.desk, &visitor.actor, ProviderId(id)).await;
    after(&app, &visitor, id, "renew", done).await
}

async fn after(
    app: &App,
    visitor: &Visitor,
    id: Uuid,
    act: &str,
    done: Result<(), Error>,
) -> Result<Response, Failure> {
    match done {
        Ok(()) => Ok(back(&format!("/providers/{id}"), act).into_response()),
        Err(error @ (Error::Refused(_) | Error::Conflict)) => {
            Ok((problem::status(&error), page(app, visitor, id, Some(&error), None).await?).into_response())
        }
        Err(error) => Err(Failure(error)),
    }
}

async fn page(
    app: &App,
    visitor: &Visitor,
    id: Uuid,
    refused: Option<&Error>,
    done: Option<&Done>,
) -> Result<Markup, Error> {
    let provider = app.desk.load::<Provider>(id).await?;
    let mut frame = frame(app, visitor, Some(Section::Providers)).await?;
    let lang = frame.lang();
    frame.notice = done.and_then(|done| done.notice(&DONE, lang));
    let lines = history::lines(&app.desk, id).await?;
    let keep = visitor.actor.may(P::KeepDirectory);
    let told = informed_by(app, &provider, &frame).await?;
    let own_page = if keep {
        own_page(app, &provider, &frame)?
    } else {
        html! {}
    };
    let content = html! {
        (kit::head(html! { a href="/providers" { (text::TITLE.get(lang)) } }, &provider.name, html! { (format::country(provider.country.code(), lang)) ", " (provider.details.kind.text().get(lang)) }, html! {}))
        (trouble(refused, &frame.reader))
        (alerts(&provider, visitor.actor.authority, &frame))
        div.grid {
            div.c7.stack {
                @if visitor.actor.may(P::SeeNotices) {
                    (standing::section(app, visitor, provider.id, &frame).await?)
                    (sent(app, visitor, &provider, &frame).await?)
                }
                (kit::section(words::HISTORY.get(lang), html! {}, html! {}, history::timeline(&lines, &frame.reader, frame.now)))
            }
            div.c5.stack {
                (kit::section(text::CONTACT.get(lang), html! {}, html! {}, contact(&provider, keep, &frame)))
                (kit::section(text::INFORMED.get(lang), html! {}, html! {}, information(&provider, told, keep, &frame)))
                (own_page)
                @if keep {
                    (kit::section(text::EDIT.get(lang), html! {}, html! {}, html! {
                        details {
                            summary { (text::EDIT_RECORD.get(lang)) }
                            div.mt3 { (Typed::of(&provider).form(&frame, true)) }
                        }
                    }))
                }
            }
        }
    };
    Ok(shell::page(&frame, &provider.name, content))
}

/// What to know before anything is sent to it.
fn alerts(provider: &Provider, authority: AuthorityId, frame: &Frame) -> Markup {
    let lang = frame.lang();
    html! {
        @if let Some(way) = text::other_way(provider.details.kind) {
            div.mb5 { (kit::note(Status::Warn, html! { b { (text::OUT_OF_SCOPE.get(lang)) } " " (way.get(lang)) })) }
        }
        @if let Some(failed) = provider.not_informed_since(authority) {
            div.mb5 { (kit::note(Status::Bad, html! { span.any { (text::INFORMATION_CAME_BACK.fill(lang, &[("time", &frame.reader.stamp(failed.at)), ("why", &failed.why)])) } })) }
        }
        @if provider.has_contact() && provider.contact_is_stale(frame.now) {
            div.mb5 { (kit::note(Status::Warn, html! { (text::STALE.get(lang)) })) }
        }
    }
}

/// How it is reached, and how sure that is.
fn contact(provider: &Provider, keep: bool, frame: &Frame) -> Markup {
    let lang = frame.lang();
    let details = &provider.details;
    let none = || words::NONE.get(lang).to_owned();
    let host_state = provider.host_state().map(|state| format::country(state.code(), lang).to_owned());
    let confirmed = provider
        .contact_confirmed
        .map_or_else(|| text::CONFIRMED_NEVER.get(lang).to_owned(), |at| frame.reader.date(at));
    let represented = details.legal_representative.as_ref().map(|name| {
        let state = details.represented_in.map(|state| format!(", {}", format::country(state.code(), lang)));
        format!("{name}{}", state.unwrap_or_default())
    });
    let facts = [
        (text::CONTACT, html! { @if provider.has_contact() { span.any { (provider.contact) } } @else { (kit::pill(Status::Warn, text::NO_CONTACT.get(lang))) } }),
        (text::CONFIRMED, html! { (confirmed) }),
        (text::LANGUAGES, html! { (if provider.languages.is_empty() { none() } else { provider.languages.join(", ") }) }),
        (text::ZONE, html! { (provider.time_zone) }),
        (text::CHANNELS, html! { @for channel in &details.channels { div { (channel.text().get(lang)) } } }),
        (text::WEBHOOK, html! { span.any { (details.webhook.as_ref().map_or_else(none, ToString::to_string)) } }),
        (text::HOST_STATE, html! { (host_state.unwrap_or_else(|| text::HOST_STATE_NONE.get(lang).to_owned())) }),
        (text::REPRESENTATIVE, html! { (represented.unwrap_or_else(none)) }),
        (text::HOSTS, html! { @for domain in &provider.domains { div.any { (domain) } } @if provider.domains.is_empty() { (none()) } }),
        (text::KNOWN_AS, html! { @for name in &details.known_as { div { (name) } } @if details.known_as.is_empty() { (none()) } }),
    ]
    .map(|(name, value)| (name.get(lang), value));
    html! {
        (kit::facts(&facts))
        @if keep && provider.has_contact() {
            (kit::post(&format!("/providers/{}/confirm", provider.id), &frame.csrf, "form narrow mt3", html! {
                p.hint { (text::CONFIRM_HINT.get(lang)) }
                div.acts { (Button::submit(text::CONFIRM.get(lang))) }
            }))
        }
    }
}

/// The link to its own page, for those who may hand it to the contact point.
fn own_page(app: &App, provider: &Provider, frame: &Frame) -> Result<Markup, Error> {
    let lang = frame.lang();
    let link = format!("{}portal/{}", app.desk.settings.base_url, portal::link_to_provider(&app.desk, provider)?);
    Ok(kit::section(
        text::OWN_PAGE.get(lang),
        html! {},
        html! {},
        html! {
            p { a.any href=(link) { (link) } }
            p.hint { (text::OWN_PAGE_HINT.get(lang)) }
            (kit::post(&format!("/providers/{}/link", provider.id), &frame.csrf, "form narrow mt2", html! {
                div.acts { (Button::submit(text::RENEW_LINK.get(lang))) span.hint { (text::RENEW_LINK_HINT.get(lang)) } }
            }))
        },
    ))
}

/// Which authority told it of procedures and deadlines, and how.
async fn informed_by(app: &App, provider: &Provider, frame: &Frame) -> Result<Vec<(String, String)>, Error> {
    let mut told = Vec::with_capacity(provider.informed.len());
    for informed in &provider.informed {
        let authority = app.desk.find::<Authority>(informed.authority.0).await?;
        let name = authority.map_or_else(String::new, |authority| authority.name.clone());
        let time = frame.reader.stamp(informed.at);
        let line = text::INFORMED_BY.fill(frame.lang(), &[("authority", &name), ("time", &time)]);
        told.push((line, informed.how.clone()));
    }
    Ok(told)
}

/// What must precede the first order (Art 3(2)).
fn information(provider: &Provider, told: Vec<(String, String)>, keep: bool, frame: &Frame) -> Markup {
    let lang = frame.lang();
    let action = |what: &str| format!("/providers/{}/{what}", provider.id);
    let inform = Button::submit(text::INFORM.get(lang));
    let inform = if provider.has_contact() { inform } else { inform.cannot(text::NO_CONTACT.get(lang)) };
    html! {
        @for (line, how) in told { p { (kit::pill(Status::Ok, &line)) (kit::sub(how)) } }
        @if provider.informed.is_empty() { p { (kit::pill(Status::None, text::NOT_INFORMED.get(lang))) } }
        @if keep {
            (kit::post(&action("inform"), &frame.csrf, "form narrow mt3", html! {
                p.hint { (text::INFORM_HINT.get(lang)) }
                div.acts { (inform) }
            }))
            details.mt3 {
                summary { (text::RECORD_INFORMED.get(lang)) }
                (kit::post(&action("informed"), &frame.csrf, "form narrow mt2", html! {
                    (Field::new("at", text::INFORMED_AT.get(lang)).kind("datetime-local").hint(text::INFORMED_AT_HINT.fill(lang, &[("place", &frame.reader.place())])).required(lang).input())
                    (Field::new("how", text::INFORMED_HOW.get(lang)).hint(text::INFORMED_HOW_HINT.get(lang)).required(lang).input())
                    div.acts { (Button::submit(words::SAVE.get(lang))) }
                }))
            }
        }
    }
}

/// What was sent to it, newest first.
async fn sent(app: &App, visitor: &Visitor, provider: &Provider, frame: &Frame) -> Result<Markup, Error> {
    let lang = frame.lang();
    let of = |kind| visitor.actor.readable(Listing::all(kind, LATEST).with("provider", provider.id).newest_first());
    let orders: Vec<Kept<Order>> = app.desk.list(&of(Kind::Order)).await?;
    let referrals: Vec<Kept<Referral>> = app.desk.list(&of(Kind::Referral)).await?;
    let columns = || {
        [
            Column::text(words::REFERENCE.get(lang)),
            Column::text(words::STATE.get(lang)),
            Column::short(words::WHEN.get(lang)),
        ]
    };
    let latest = html! { (text::SHOWN_LATEST.fill(lang, &[("n", &LATEST)])) };
    let order_rows = orders.iter().map(|order| {
        let at = order.issued.map_or(order.drafted, |stamp| stamp.at);
        Row::new([
            orders::named(order, Some(""), frame),
            kit::pill(orders::state_status(order, frame), order.state.text().get(lang)),
            html! { (frame.reader.near(at, frame.now)) },
        ])
    });
    let referral_rows = referrals.iter().map(|referral| {
        Row::new([
            referrals::named(referral, Some(""), lang),
            kit::pill(referrals::status(referral.state), referral.state.text().get(lang)),
            html! { (frame.reader.near(referral.drafted, frame.now)) },
        ])
    });
    Ok(html! {
        (kit::section(text::ORDERS.get(lang), latest.clone(), html! {}, html! {
            @if orders.is_empty() { (kit::empty(text::NO_ORDERS.get(lang), text::NONE_WHY.get(lang))) }
            @else { (Table::new(text::ORDERS.get(lang), columns()).walk().rows(order_rows)) }
        }))
        (kit::section(text::REFERRALS.get(lang), latest, html! {}, html! {
            @if referrals.is_empty() { (kit::empty(text::NO_REFERRALS.get(lang), text::NONE_WHY.get(lang))) }
            @else { (Table::new(text::REFERRALS.get(lang), columns()).walk().rows(referral_rows)) }
        }))
    })
}
