//! Files with what others saw.

use super::{Failure, invalid};
use crate::server::{App, Visitor};
use crate::web::format;
use crate::web::frame::frame;
use crate::web::kit::{self, Button, Column, Row, Status, Table};
use crate::web::messages::{map as text, words};
use crate::web::shell::{self, Section};
use crate::web::upload::Upload;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use casework::map::{self, Format, Imported};
use maud::html;

/// How many lines that could not be used are listed.
const LISTED: usize = 200;

/// Takes a file in, and shows what became of it.
pub(super) async fn import(State(app): State<App>, visitor: Visitor, mut form: Upload) -> Result<Response, Failure> {
    let lang = visitor.manner.reader.lang;
    let file = form.take_files("file").pop().ok_or_else(|| invalid("file", text::NO_FILE, lang))?;
    let format: Format = form.text("format").parse()?;
    let imported = map::import(&app.desk, &visitor.actor, form.text("origin"), format, &file.bytes).await?;
    result(&app, &visitor, &imported).await
}

async fn result(app: &App, visitor: &Visitor, imported: &Imported) -> Result<Response, Failure> {
    let mut frame = frame(app, visitor, Some(Section::Map)).await?;
    frame.path = "/map".to_owned();
    let lang = frame.lang();
    let n = |figure: u64| format::count(figure, lang);
    let learnt = imported.learnt;
    let counted = text::IMPORTED.fill(
        lang,
        &[
            ("sightings", &n(imported.sightings)),
            ("assets", &n(learnt.assets)),
            ("facts", &n(learnt.facts)),
            ("refused", &n(learnt.refused)),
        ],
    );
    let all = imported.troubles.len() as u64 + imported.further_troubles;
    let status = if all == 0 { Status::Ok } else { Status::Warn };
    let columns = [text::PLACE, words::REASON].map(|title| Column::text(title.get(lang)));
    let rows = imported.troubles.iter().take(LISTED);
    let rows = rows.map(|trouble| Row::new([html! { (trouble.place) }, html! { span.any { (trouble.what) } }]));
    let more = all.saturating_sub(LISTED as u64);
    let content = html! {
        (kit::head(html! { a href="/map" { (text::TITLE.get(lang)) } }, text::IMPORT_RESULT.get(lang), html! {}, html! {
            (Button::link(text::TITLE.get(lang), "/map"))
        }))
        div.mb5 { (kit::note(status, html! {
            b { (counted) }
            @if let Some(evidence) = imported.evidence { " " (words::DIGEST.get(lang)) " " code { (format::short_digest(&evidence.to_string())) } }
        })) }
        @if all > 0 {
            (kit::section(text::TROUBLES.get(lang), html! { (n(all)) }, html! {}, html! {
                (Table::new(text::TROUBLES.get(lang), columns).tight().rows(rows))
                @if more > 0 { p.meta { (text::FURTHER_TROUBLES.fill(lang, &[("n", &n(more))])) } }
            }))
        }
    };
    Ok(shell::page(&frame, text::IMPORT_RESULT.get(lang), content).into_response())
}
