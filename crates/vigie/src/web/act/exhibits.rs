//! What was seized: number, place, who, when, seal, and the photographs made there and then.

use super::view::View;
use crate::server::{App, Visitor};
use crate::web::Failure;
use crate::web::format;
use crate::web::kit::{self, Column, Row, Table};
use crate::web::messages::{board as text, words};
use crate::web::orders::files::kept_as;
use axum::extract::{Path, State};
use axum::response::Response;
use casework::Error;
use casework::act;
use casework::records::Exhibit;
use domain::id::OperationId;
use maud::{Markup, html};
use uuid::Uuid;

/// A photograph, for whoever sees the exhibit. It is kept, never shown by a browser as what it may say it is.
pub(super) async fn photograph(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, exhibit, digest)): Path<(Uuid, Uuid, String)>,
) -> Result<Response, Failure> {
    const MISSING: Error = Error::NotFound { what: "photograph" };
    let slice = act::slice(&app.desk, &visitor.actor, OperationId(id)).await?;
    let exhibit = slice.exhibits.iter().find(|known| known.id.0 == exhibit).ok_or(MISSING)?;
    let digest = exhibit.photographs.iter().find(|known| known.to_string() == digest).ok_or(MISSING)?;
    let bytes = app.desk.doors.blobs.get(digest).await.map_err(Error::from)?.ok_or(MISSING)?;
    Ok(kept_as(
        &format!("{}.jpg", exhibit.number.replace(|c: char| !c.is_ascii_alphanumeric(), "-")),
        "image/jpeg",
        bytes,
    ))
}

/// Exhibits, each with the first link of its custody.
pub(super) fn table<'a>(view: &View<'_>, exhibits: impl Iterator<Item = &'a Exhibit>) -> Markup {
    let lang = view.lang();
    let columns = [text::NUMBER, text::THING, text::PLACE_AND_SEAL, words::WHO, text::PHOTOGRAPHS];
    let columns = columns.map(|title| Column::text(title.get(lang)));
    let rows: Vec<Row> = exhibits.map(|exhibit| row(view, exhibit)).collect();
    html! {
        @if rows.is_empty() { p.meta { (text::NO_EXHIBITS.get(lang)) } }
        @else { (Table::new(text::EXHIBITS_CAPTION.get(lang), columns).tight().rows(rows)) }
    }
}

fn row(view: &View<'_>, exhibit: &Exhibit) -> Row {
    let holder = exhibit.custody.last();
    Row::new([
        html! { b { (exhibit.number) } (kit::sub(view.near(exhibit.seized))) },
        html! { (exhibit.what) (kit::sub(view.target_link(exhibit.target))) },
        html! { @if let Some(link) = exhibit.custody.first() { (link.place) (kit::sub(&link.seal)) } },
        html! { @if let Some(link) = holder { (view.person(link.holder)) (kit::sub(view.known.authority(exhibit.authority))) } },
        html! {
            @for digest in &exhibit.photographs {
                @let digest = digest.to_string();
                div { a href={ (view.base()) "/exhibits/" (exhibit.id) "/" (digest) } { code { (format::short_digest(&digest)) } } }
            }
        },
    ])
}
