//! Taking files and lists of hashes into a bank. What cannot be read is left out and named.

use crate::cli::bank::{NOT_COMPARED, addition};
use crate::server::{App, Visitor};
use crate::web::Failure;
use crate::web::format;
use crate::web::frame::frame;
use crate::web::kit::{self, Button, Column, Row, Status, Table};
use crate::web::messages::{bank as text, words};
use crate::web::refusal;
use crate::web::shell::{self, Section};
use crate::web::upload::{File, Upload};
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use casework::Error;
use casework::banks::{Addition, Import, Imported};
use domain::bank::Effect;
use exchange::hashlist::{Algorithm, Limits, Unit, read_any};
use maud::{Markup, html};

/// Imports, and shows what became of it. What cannot be read is left out, and kept with the bank beside what was left out
/// for other reasons.
pub(super) async fn import(State(app): State<App>, visitor: Visitor, mut form: Upload) -> Result<Response, Failure> {
    let bare = Algorithm::from_name(form.text("bare"));
    let (lists, files) = (form.take_files("list"), form.take_files("files"));
    let name = form.text("name");
    let mut import = Import::into(&app.desk, &visitor.actor, name, form.text("source"), Effect::Proposes).await?;
    for list in &lists {
        let rows = hashes(list, bare, &mut import.imported);
        import.add(rows).await?;
    }
    for File { name, bytes, .. } in files {
        import.add(vec![Addition::File { name, bytes }]).await?;
    }
    let imported = import.end().await?;
    Ok(result(&app, &visitor, name, &imported).await?.into_response())
}

/// Reads a list of hashes; the lines that are of no use are left out, with their reason.
fn hashes(list: &File, bare: Option<Algorithm>, imported: &mut Imported) -> Vec<Addition> {
    let rows = match read_any(list.bytes.as_slice(), bare, Limits::default()) {
        Ok(rows) => rows,
        Err(error) => {
            imported.leave_out(list.name.clone(), error.to_string());
            return Vec::new();
        }
    };
    let unit = rows.unit();
    let place = |number: u64| match unit {
        Unit::Line => format!("{}:{number}", list.name),
        Unit::Object => format!("{}, object {number}", list.name),
    };
    let mut additions = Vec::new();
    for row in rows {
        match row.map(|row| (row.line, addition(&row))) {
            Ok((_, Some(addition))) => additions.push(addition),
            Ok((line, None)) => imported.leave_out(place(line), NOT_COMPARED.to_owned()),
            Err(problem) => imported.leave_out(place(problem.line), problem.what.to_string()),
        }
    }
    additions
}

async fn result(app: &App, visitor: &Visitor, bank: &str, imported: &Imported) -> Result<Markup, Error> {
    let frame = frame(app, visitor, Some(Section::Banks)).await?;
    let lang = frame.lang();
    let rows = imported
        .left_out
        .iter()
        .map(|(what, why)| Row::new([html! { span.any { (what) } }, html! { (refusal::recorded_words(why, lang)) }]));
    let columns = [Column::text(words::WHAT.get(lang)), Column::text(words::REASON.get(lang))];
    let more = imported.left_out_count - imported.left_out.len() as u64;
    let content = html! {
        (kit::head(html! { a href="/banks" { (text::TITLE.get(lang)) } }, text::RESULT.get(lang), html! {}, html! { (Button::link(text::TITLE.get(lang), "/banks")) }))
        div.mb5 { (kit::note(Status::Ok, html! {
            b { (text::RESULT_ADDED.count(lang, imported.added)) " " span.any { (bank) } "." } " "
            (text::RESULT_KNOWN.fill(lang, &[("known", &format::count(imported.known, lang)), ("removed", &format::count(imported.removed, lang))]))
        })) }
        (kit::section(text::LEFT_OUT.get(lang), html! { (format::count(imported.left_out_count, lang)) }, html! {}, html! {
            @if imported.left_out.is_empty() { p.meta { (text::LEFT_OUT_NONE.get(lang)) } }
            @else { (Table::new(text::LEFT_OUT.get(lang), columns).tight().rows(rows)) }
            @if more > 0 { p.meta { (text::LEFT_OUT_MORE.fill(lang, &[("n", &more)])) } }
        }))
    };
    Ok(shell::page(&frame, text::RESULT.get(lang), content))
}
