//! Files with what others saw.

use super::{Failure, invalid};
use crate::server::{App, Visitor};
use crate::web::format;
use crate::web::frame::frame;
use crate::web::kit::{self, Button, Column, Row, Status, Table};
use crate::web::messages::{map as text, words};
use crate::web::shell::{self, Section};
use axum::extract::multipart::MultipartError;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use casework::map::{self, Format, Imported};
use casework::{Error, Refusal};
use maud::html;

/// How many lines that could not be used are listed.
const LISTED: usize = 200;

/// What the form carried.
struct Given {
    format: String,
    origin: String,
    file: Vec<u8>,
}

enum Unread {
    /// The form is not from the person's session.
    Forged,
    /// None was chosen.
    NoFile,
    /// It did not come whole.
    Broken(String),
}

impl From<MultipartError> for Unread {
    fn from(error: MultipartError) -> Self {
        Self::Broken(error.body_text())
    }
}

/// Takes a file in, and shows what became of it.
pub(super) async fn import(
    State(app): State<App>,
    visitor: Visitor,
    multipart: Multipart,
) -> Result<Response, Failure> {
    let lang = visitor.manner.reader.lang;
    let given = match read(multipart, visitor.csrf()).await {
        Ok(given) => given,
        Err(Unread::Forged) => return Ok((StatusCode::FORBIDDEN, text::NO_CSRF.get(lang)).into_response()),
        Err(Unread::NoFile) => return Err(invalid("file", text::NO_FILE, lang)),
        Err(Unread::Broken(why)) => return Err(Failure(Error::Refused(Refusal::Invalid { what: "upload", why }))),
    };
    let format: Format = given.format.parse()?;
    let imported = map::import(&app.desk, &visitor.actor, &given.origin, format, &given.file).await?;
    result(&app, &visitor, &imported).await
}

/// Reads the form part by part. The session's value comes first; without it nothing else is read.
async fn read(mut parts: Multipart, csrf: &str) -> Result<Given, Unread> {
    let first = parts.next_field().await?.ok_or(Unread::Forged)?;
    if first.name() != Some("csrf") || first.text().await? != csrf {
        return Err(Unread::Forged);
    }
    let mut given = Given { format: String::new(), origin: String::new(), file: Vec::new() };
    let mut chosen = false;
    while let Some(part) = parts.next_field().await? {
        match part.name() {
            Some("format") => given.format = part.text().await?,
            Some("origin") => given.origin = part.text().await?,
            // A browser sends an empty part where no file was chosen.
            Some("file") if part.file_name().is_some_and(|name| !name.is_empty()) => {
                given.file = part.bytes().await?.to_vec();
                chosen = true;
            }
            _ => {}
        }
    }
    if chosen { Ok(given) } else { Err(Unread::NoFile) }
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
