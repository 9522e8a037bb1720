//! The directory as files: taken in, with every row that was not taken; and saved.

use crate::cli::directory::read;
use crate::server::{App, Visitor};
use crate::web::Failure;
use crate::web::frame::frame;
use crate::web::kit::{self, Button, Column, Field, Row, Status, Table};
use crate::web::messages::{Lang, directory as text, words};
use crate::web::orders::files::kept_as;
use crate::web::shell::{self, Frame, Section};
use crate::web::upload::Upload;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use casework::directory::{self, Handed, Imported};
use casework::records::Record as _;
use casework::{Error, Refusal};
use exchange::directory::{Place, Problem, to_csv, to_json};
use maud::{Markup, html};

/// How many of the rows that were not taken are listed.
const LISTED: usize = 200;

/// What is saved and taken in, below the list it belongs to.
pub(super) fn section(base: &str, frame: &Frame) -> Markup {
    let lang = frame.lang();
    let export = |form: &str| format!("{base}/export/{form}");
    kit::section(
        text::FILES.get(lang),
        html! {},
        html! {},
        html! {
            p.ink2 { (text::FILES_HINT.get(lang)) }
            div.acts.mt2 {
                (Button::link(text::SAVE_CSV.get(lang), &export("csv")))
                (Button::link(text::SAVE_JSON.get(lang), &export("json")))
            }
            (kit::upload(&format!("{base}/import"), &frame.csrf, "form narrow mt3", html! {
                (Field::new("file", text::FILE.get(lang)).kind("file").required(lang).input())
                div.acts { (Button::submit(text::TAKE_IN.get(lang))) }
            }))
        },
    )
}

/// The whole directory of one kind as a file that a browser keeps: `csv` or `json`.
pub(super) async fn export<E: Handed>(
    State(app): State<App>,
    visitor: Visitor,
    Path(form): Path<String>,
) -> Result<Response, Failure> {
    let entries: Vec<E> = directory::export(&app.desk, &visitor.actor).await?;
    let (kind, bytes) = match form.as_str() {
        "csv" => ("text/csv; charset=utf-8", to_csv(&entries)),
        "json" => ("application/json", to_json(&entries)),
        _ => return Err(Failure(Error::NotFound { what: "file" })),
    };
    Ok(kept_as(&format!("{}.{form}", E::Record::KIND.name()), kind, bytes.into_bytes()))
}

/// Takes a file in, and shows what became of it.
pub(super) async fn import<E: Handed>(
    State(app): State<App>,
    visitor: Visitor,
    mut form: Upload,
) -> Result<Response, Failure> {
    let lang = visitor.manner.reader.lang;
    let file = form.take_files("file").pop().ok_or_else(|| no_file(lang))?;
    let read = read::<E>(&file.bytes);
    let imported = directory::import(&app.desk, &visitor.actor, read.entries).await?;
    Ok(result(&app, &visitor, &read.problems, &imported).await?.into_response())
}

fn no_file(lang: Lang) -> Error {
    Error::Refused(Refusal::Invalid { what: "file", why: text::NO_FILE.get(lang).to_owned() })
}

fn place(place: Place, lang: Lang) -> String {
    match place {
        Place::File => text::PLACE_FILE.get(lang).to_owned(),
        Place::Line(n) => text::PLACE_LINE.fill(lang, &[("n", &n)]),
        Place::Entry(n) => text::PLACE_ENTRY.fill(lang, &[("n", &n)]),
    }
}

/// What was not taken, in the order of the file: place, column and reason.
fn left_out(problems: &[Problem], imported: &Imported, lang: Lang) -> Vec<Row> {
    let unread = problems
        .iter()
        .map(|problem| (problem.place, problem.column.unwrap_or_default().to_owned(), problem.what.to_string()));
    let refused = imported.refused.iter().map(|(place, why)| match why {
        Refusal::Invalid { what, why } => (*place, (*what).to_owned(), why.clone()),
        other => (*place, String::new(), other.to_string()),
    });
    let mut all: Vec<(Place, String, String)> = unread.chain(refused).collect();
    all.sort_by_key(|(place, _, _)| *place);
    let cells = |(at, column, why): (Place, String, String)| {
        Row::new([html! { (place(at, lang)) }, html! { (column) }, html! { span.any { (why) } }])
    };
    all.into_iter().map(cells).collect()
}

async fn result(app: &App, visitor: &Visitor, problems: &[Problem], imported: &Imported) -> Result<Markup, Error> {
    let frame = frame(app, visitor, Some(Section::Providers)).await?;
    let lang = frame.lang();
    let mut rows = left_out(problems, imported, lang);
    let all = rows.len();
    rows.truncate(LISTED);
    let counted = text::COUNTED
        .fill(lang, &[("added", &imported.added), ("changed", &imported.changed), ("unchanged", &imported.unchanged)]);
    let status = if all == 0 { Status::Ok } else { Status::Warn };
    let columns = [text::PLACE, text::COLUMN, words::REASON].map(|title| Column::text(title.get(lang)));
    let content = html! {
        (kit::head(html! {}, text::RESULT.get(lang), html! {}, html! {}))
        (super::tabs("", lang))
        div.mb5 { (kit::note(status, html! { b { (counted) } })) }
        (kit::section(text::LEFT_OUT.get(lang), html! { (all) }, html! {}, html! {
            @if all == 0 { p.meta { (text::LEFT_OUT_NONE.get(lang)) } }
            @else { (Table::new(text::LEFT_OUT.get(lang), columns).tight().rows(rows)) }
            @if all > LISTED { p.meta { (text::LEFT_OUT_MORE.fill(lang, &[("n", &(all - LISTED))])) } }
        }))
    };
    Ok(shell::page(&frame, text::RESULT.get(lang), content))
}
