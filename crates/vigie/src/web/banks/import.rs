//! Taking files and lists of hashes into a bank. What cannot be read is left out and named.

use crate::cli::bank::addition;
use crate::server::{App, Visitor};
use crate::web::Failure;
use crate::web::frame::frame;
use crate::web::kit::{self, Button, Column, Row, Status, Table};
use crate::web::messages::{Lang, bank as text, words};
use crate::web::refusal;
use crate::web::shell::{self, Section};
use crate::web::upload::{File, Upload};
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use casework::Error;
use casework::banks::{self, Addition, Imported};
use exchange::hashlist::{self, Algorithm, Limits};
use maud::{Markup, html};

/// How many of the things that were left out are listed.
const LISTED: usize = 200;

/// Imports, and shows what became of it.
pub(super) async fn import(State(app): State<App>, visitor: Visitor, mut form: Upload) -> Result<Response, Failure> {
    let lang = visitor.manner.reader.lang;
    let (bare, lists) = (Algorithm::from_name(form.text("bare")), form.take_files("list"));
    let files = form.take_files("files").into_iter();
    let mut additions: Vec<Addition> =
        files.map(|file| Addition::File { name: file.name, bytes: file.bytes }).collect();
    let mut left_out = Vec::new();
    for list in &lists {
        hashes(list, bare, lang, &mut additions, &mut left_out);
    }
    let name = form.text("name");
    let mut imported = banks::import(&app.desk, &visitor.actor, name, form.text("source"), additions).await?;
    imported.left_out_count += left_out.len() as u64;
    imported.left_out.splice(0..0, left_out);
    Ok(result(&app, &visitor, name, &imported).await?.into_response())
}

/// Reads a list of hashes; the lines that are of no use are named with their reason.
fn hashes(
    list: &File,
    bare: Option<Algorithm>,
    lang: Lang,
    additions: &mut Vec<Addition>,
    left_out: &mut Vec<(String, String)>,
) {
    let start = list.bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    let read = match start {
        Some(b'[' | b'{') => hashlist::read_document(&list.bytes, bare),
        _ => Ok(hashlist::read(list.bytes.as_slice(), bare, Limits::default())),
    };
    let (rows, problems) = match read {
        Ok(read) => read,
        Err(error) => return left_out.push((list.name.clone(), error.to_string())),
    };
    let place = |line: u64| format!("{}:{line}", list.name);
    left_out.extend(problems.into_iter().map(|problem| (place(problem.line), problem.what.to_string())));
    for row in rows {
        match addition(&row) {
            Some(addition) => additions.push(addition),
            None => left_out.push((place(row.line), text::ALGORITHM.get(lang).to_owned())),
        }
    }
}

async fn result(app: &App, visitor: &Visitor, bank: &str, imported: &Imported) -> Result<Markup, Error> {
    let frame = frame(app, visitor, Some(Section::Banks)).await?;
    let lang = frame.lang();
    let rows =
        imported.left_out.iter().take(LISTED).map(|(what, why)| {
            Row::new([html! { span.any { (what) } }, html! { (refusal::recorded_words(why, lang)) }])
        });
    let columns = [Column::text(words::WHAT.get(lang)), Column::text(words::REASON.get(lang))];
    let more = imported.left_out.len().saturating_sub(LISTED);
    let content = html! {
        (kit::head(html! { a href="/banks" { (text::TITLE.get(lang)) } }, text::RESULT.get(lang), html! {}, html! { (Button::link(text::TITLE.get(lang), "/banks")) }))
        div.mb5 { (kit::note(Status::Ok, html! { b { (text::RESULT_ADDED.fill(lang, &[("n", &imported.added), ("bank", &bank)])) } })) }
        (kit::section(text::LEFT_OUT.get(lang), html! { (imported.left_out.len()) }, html! {}, html! {
            @if imported.left_out.is_empty() { p.meta { (text::LEFT_OUT_NONE.get(lang)) } }
            @else { (Table::new(text::LEFT_OUT.get(lang), columns).tight().rows(rows)) }
            @if more > 0 { p.meta { (text::LEFT_OUT_MORE.fill(lang, &[("n", &more)])) } }
        }))
    };
    Ok(shell::page(&frame, text::RESULT.get(lang), content))
}
