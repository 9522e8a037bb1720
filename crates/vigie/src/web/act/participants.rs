//! Who takes part in an operation, and on which terms things are shared with them.

use super::typed::one_of;
use super::view::{self, View};
use crate::server::{App, Visitor};
use crate::web::Failure;
use crate::web::fields::Fields;
use crate::web::kit::{self, Button, Column, Field, Row, Table};
use crate::web::messages::{act as text, words};
use axum::extract::{Path, State};
use axum::response::Response;
use casework::act;
use casework::records::act::Participant;
use domain::id::{AuthorityId, OperationId};
use maud::{Markup, html};
use uuid::Uuid;

/// Lets an authority take part, or changes its terms.
pub(super) async fn put(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Result<Response, Failure> {
    let done = match one_of::<AuthorityId>(&fields, "authority", &visitor.manner.reader) {
        Ok(authority) => {
            act::put_participant(&app.desk, &visitor.actor, OperationId(id), authority, fields.one("terms")).await
        }
        Err(error) => Err(error),
    };
    view::after(&app, &visitor, (id, None), ("participant", fields), done).await
}

/// Ends an authority's part.
pub(super) async fn remove(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Result<Response, Failure> {
    let done = match one_of::<AuthorityId>(&fields, "authority", &visitor.manner.reader) {
        Ok(authority) => act::remove_participant(&app.desk, &visitor.actor, OperationId(id), authority).await,
        Err(error) => Err(error),
    };
    view::after(&app, &visitor, (id, None), ("participant", fields), done).await
}

pub(super) fn section(view: &View<'_>) -> Markup {
    let lang = view.lang();
    let columns = [words::AUTHORITY, text::TERMS].map(|title| Column::text(title.get(lang)));
    let rows = view.operation().participants.iter().map(|one| row(view, one));
    let table = Table::new(text::PARTICIPANTS_CAPTION.get(lang), columns).tight().rows(rows);
    let count = view.operation().participants.len();
    kit::section(
        text::PARTICIPANTS.get(lang),
        html! { (count) },
        html! {},
        html! {
            (table)
            @if view.plans() && view.operation().closed.is_none() { (form(view)) }
        },
    )
}

fn row(view: &View<'_>, one: &Participant) -> Row {
    let (lang, operation) = (view.lang(), view.operation());
    let leads = [operation.lead, operation.coordinator].contains(&one.authority);
    let third = one.country.is_some_and(|country| !country.is_member_state());
    Row::new([
        html! {
            (view.known.authority(one.authority))
            (kit::sub(html! {
                @match one.country { Some(country) => { (view.country(country)) }, None => { (text::UNION.get(lang)) } }
                @if leads { ", " (text::LEADS.get(lang)) }
            }))
            @if third { (kit::sub(text::THIRD_STATE.get(lang))) }
        },
        html! {
            (one.terms)
            @if view.plans() && !leads && operation.closed.is_none() {
                (kit::post(&format!("{}/participants/remove", view.base()), &view.frame.csrf, "", html! {
                    input type="hidden" name="authority" value=(one.authority);
                    (Button::submit(words::REMOVE.get(lang)).quiet())
                }))
            }
        },
    ])
}

fn form(view: &View<'_>) -> Markup {
    let (lang, typed) = (view.lang(), view.typed);
    let all = view.known.authorities();
    let ids: Vec<String> = all.iter().map(|authority| authority.id.to_string()).collect();
    let options: Vec<(&str, &str)> = std::iter::once(("", text::CHOOSE.get(lang)))
        .chain(ids.iter().zip(&all).map(|(id, authority)| (id.as_str(), authority.name.as_str())))
        .collect();
    html! {
        details.mt2 open[typed.is_of("participant")] { summary { (text::PUT_PARTICIPANT.get(lang)) }
            (kit::post(&format!("{}/participants", view.base()), &view.frame.csrf, "form mt2", html! {
                (Field::new("authority", words::AUTHORITY.get(lang)).id("participant").value(typed.of("participant", "authority")).required(lang).select(&options))
                (Field::new("terms", text::TERMS.get(lang)).value(typed.of("participant", "terms")).required(lang).input())
                div.acts { (Button::submit(words::ADD.get(lang))) }
            }))
        }
    }
}
