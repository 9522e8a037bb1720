//! The legal titles of an operation: recorded, revoked, read.

use super::typed::{Typed, assets, moment, moment_if_any, one_of, state, ticked};
use super::view::{self, View};
use crate::server::{App, Visitor};
use crate::web::Failure;
use crate::web::fields::Fields;
use crate::web::format::Reader;
use crate::web::kit::{self, Button, Choice, Column, Field, Row, Status, Table};
use crate::web::map::named;
use crate::web::messages::terms::Term as _;
use crate::web::messages::{act as text, words};
use crate::web::orders::files::kept_as;
use crate::web::upload::Upload;
use axum::extract::{Path, State};
use axum::response::Response;
use casework::Error;
use casework::act::{self, InstrumentEntry};
use casework::records::Instrument;
use domain::act::InstrumentKind;
use domain::id::{InstrumentId, OperationId};
use maud::{Markup, html};
use uuid::Uuid;

fn entry(fields: &Fields, paper: Option<Vec<u8>>, reader: &Reader) -> Result<InstrumentEntry, Error> {
    Ok(InstrumentEntry {
        number: fields.one("number").to_owned(),
        kind: one_of(fields, "kind", reader)?,
        issuer: state(fields, "issuer", reader)?,
        place: state(fields, "place", reader)?,
        assets: assets(fields, "assets")?,
        measures: ticked(fields, "measure", reader)?,
        from: moment(fields, "from", reader)?,
        until: moment_if_any(fields, "until", reader)?,
        paper,
    })
}

/// Records an instrument, with its paper if one is handed in.
pub(super) async fn add(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    mut form: Upload,
) -> Result<Response, Failure> {
    let reader = &visitor.manner.reader;
    let paper = form.take_files("paper").pop().map(|file| file.bytes);
    let fields = form.into_fields();
    let added = match entry(&fields, paper, reader) {
        Ok(entry) => act::add_instrument(&app.desk, &visitor.actor, OperationId(id), entry).await.map(|_| ()),
        Err(error) => Err(error),
    };
    let wave = fields.one("wave").parse().ok();
    view::after(&app, &visitor, (id, wave), ("instrument", fields), added).await
}

/// Records that an instrument was revoked.
pub(super) async fn revoke(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, title)): Path<(Uuid, Uuid)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let revoked = act::revoke_instrument(&app.desk, &visitor.actor, InstrumentId(title), fields.one("reason")).await;
    view::after(&app, &visitor, (id, None), ("revoke", fields), revoked).await
}

/// The paper of an instrument, for whoever sees the instrument.
pub(super) async fn paper(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, title)): Path<(Uuid, Uuid)>,
) -> Result<Response, Failure> {
    const MISSING: Error = Error::NotFound { what: "paper" };
    let slice = act::slice(&app.desk, &visitor.actor, OperationId(id)).await?;
    let title = slice.instruments.iter().find(|known| known.id.0 == title).ok_or(MISSING)?;
    let digest = title.paper.ok_or(MISSING)?;
    let bytes = app.desk.doors.blobs.get(&digest).await.map_err(Error::from)?.ok_or(MISSING)?;
    Ok(kept_as(&format!("instrument-{}", title.id), "application/octet-stream", bytes))
}

pub(super) fn section(view: &View<'_>) -> Markup {
    let lang = view.lang();
    let columns = [text::INSTRUMENT, text::ISSUED_AND_EFFECT, text::NAMED_ASSETS, text::MEASURES, text::VALID];
    let columns = columns.map(|title| Column::text(title.get(lang)));
    let rows = view.slice.instruments.iter().map(|title| row(view, title));
    kit::section(
        text::INSTRUMENTS.get(lang),
        html! { (view.slice.instruments.len()) },
        html! {},
        html! {
            @if view.slice.instruments.is_empty() { p.meta { (text::NO_INSTRUMENTS.get(lang)) } }
            @else { (Table::new(text::INSTRUMENTS_CAPTION.get(lang), columns).tight().rows(rows)) }
            @if view.actor.may(casework::policy::Permission::PlanOperations) && view.operation().closed.is_none() { (form(view)) }
        },
    )
}

fn row(view: &View<'_>, title: &Instrument) -> Row {
    let lang = view.lang();
    let (assets, more) = title.assets.split_at(title.assets.len().min(6));
    let measures: Vec<&str> = title.measures.iter().map(|measure| measure.text().get(lang)).collect();
    let paper = format!("{}/instruments/{}/paper", view.base(), title.id);
    Row::new([
        html! {
            (title.kind.text().get(lang)) (kit::sub(&title.number))
            @if title.paper.is_some() { a href=(paper) { (text::PAPER.get(lang)) } }
        },
        html! { (view.country(title.issuer)) (kit::sub(html! { "→ " (view.country(title.place)) })) },
        html! { @for asset in assets { div { (named(asset, lang)) } } @if !more.is_empty() { "… " (more.len()) } },
        html! { (measures.join(", ")) },
        html! {
            (valid(view, title))
            (kit::sub(html! { (view.near(title.from)) " – " @match title.until { Some(until) => { (view.near(until)) }, None => { (text::NO_EXPIRY.get(lang)) } } }))
            @if title.revoked.is_none() && (view.leads() || title.authority == view.actor.authority) && view.actor.may(casework::policy::Permission::PlanOperations) {
                (revocation(view, title))
            }
        },
    ])
}

fn valid(view: &View<'_>, title: &Instrument) -> Markup {
    let (lang, now) = (view.lang(), view.frame.now);
    if let Some(revoked) = &title.revoked {
        let words = [("date", &view.near(revoked.at) as &dyn std::fmt::Display), ("reason", &revoked.reason)];
        return kit::pill(Status::Bad, &text::REVOKED.fill(lang, &words));
    }
    if now < title.from {
        return kit::pill(Status::Hold, text::NOT_YET_VALID.get(lang));
    }
    match title.until {
        Some(until) if until <= now => kit::pill(Status::Bad, text::EXPIRED.get(lang)),
        _ => kit::pill(Status::Ok, text::IN_FORCE.get(lang)),
    }
}

fn revocation(view: &View<'_>, title: &Instrument) -> Markup {
    let (lang, id) = (view.lang(), format!("revoke-{}", title.id));
    html! {
        details { summary { (text::REVOKE.get(lang)) }
            (kit::post(&format!("{}/instruments/{}/revoke", view.base(), title.id), &view.frame.csrf, "inline-form mt1", html! {
                (Field::new("reason", words::REASON.get(lang)).id(&id).required(lang).input())
                (Button::submit(text::REVOKE.get(lang)).grave())
            }))
        }
    }
}

fn form(view: &View<'_>) -> Markup {
    let (lang, typed) = (view.lang(), view.typed);
    let kinds: Vec<(&str, &str)> = std::iter::once(("", text::CHOOSE.get(lang)))
        .chain(InstrumentKind::ALL.iter().map(|kind| (kind.name(), kind.text().get(lang))))
        .collect();
    let here = text::LOCAL.fill(lang, &[("place", &view.frame.reader.place())]);
    html! {
        details.mt3 open[typed.is_of("instrument")] { summary { (text::ADD_INSTRUMENT.get(lang)) }
            (kit::upload(&format!("{}/instruments", view.base()), &view.frame.csrf, "form mt2", html! {
                @if let Some(wave) = &view.wave { input type="hidden" name="wave" value=(wave.id); }
                div.thirds {
                    (Field::new("kind", text::KIND.get(lang)).value(typed.of("instrument", "kind")).required(lang).select(&kinds))
                    (Field::new("number", text::NUMBER.get(lang)).value(typed.of("instrument", "number")).required(lang).input())
                    (Field::new("issuer", text::ISSUER.get(lang)).value(typed.of("instrument", "issuer")).required(lang).input())
                    (Field::new("place", text::EFFECT.get(lang)).id("effect").value(typed.of("instrument", "place")).required(lang).input())
                    (Field::new("from", text::VALID_FROM.get(lang)).id("valid-from").kind("datetime-local").value(typed.of("instrument", "from")).hint(here.as_str()).required(lang).input())
                    (Field::new("until", text::VALID_UNTIL.get(lang)).id("valid-until").kind("datetime-local").value(typed.of("instrument", "until")).input())
                }
                (Field::new("assets", text::ASSETS.get(lang)).value(typed.of("instrument", "assets")).hint(text::ASSET_HINT.get(lang)).required(lang).textarea(4))
                (measures(typed, view))
                (Field::new("paper", text::PAPER.get(lang)).kind("file").hint(text::PAPER_HINT.get(lang)).input())
                div.acts { (Button::submit(text::ADD_INSTRUMENT.get(lang))) }
            }))
        }
    }
}

fn measures(typed: &Typed, view: &View<'_>) -> Markup {
    let lang = view.lang();
    kit::fieldset(
        "",
        text::MEASURES.get(lang),
        "",
        html! {
            div.chk.three { @for (value, label) in super::targets::measures(lang) {
                (Choice::check("measure", value, label).checked(typed.ticked("instrument", "measure", value, false)))
            } }
        },
    )
}
