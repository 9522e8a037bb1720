//! Taking files and lists of hashes into a bank. What cannot be read is left out and named.

use crate::cli::bank::addition;
use crate::server::{App, Entry, Visitor};
use crate::web::Failure;
use crate::web::frame::frame;
use crate::web::kit::{self, Button, Column, Row, Status, Table};
use crate::web::messages::{bank as text, words};
use crate::web::refusal;
use crate::web::shell::{self, Section};
use axum::extract::{Multipart, State};
use casework::banks::{self, Addition, Imported};
use casework::{Error, Refusal};
use exchange::hashlist::{self, Algorithm, Limits};
use maud::{Markup, html};

/// How many of the things that were left out are listed.
const LISTED: usize = 200;

/// What came with the form.
#[derive(Default)]
struct Given {
    csrf: String,
    name: String,
    source: String,
    bare: Option<Algorithm>,
    lists: Vec<(String, Vec<u8>)>,
    additions: Vec<Addition>,
    left_out: Vec<(String, String)>,
}

fn invalid(what: &'static str, why: impl Into<String>) -> Error {
    Error::Refused(Refusal::Invalid { what, why: why.into() })
}

/// Imports, and shows what became of it.
pub(super) async fn import(State(app): State<App>, visitor: Visitor, multipart: Multipart) -> Result<Markup, Failure> {
    let given = read(multipart, &visitor).await?;
    let mut imported = banks::import(&app.desk, &visitor.actor, &given.name, &given.source, given.additions).await?;
    imported.left_out.splice(0..0, given.left_out);
    banks::refresh(&app.desk).await?;
    Ok(result(&app, &visitor, &given.name, &imported).await?)
}

/// Reads the form part by part. The session's value stands first in it, and nothing is taken before it was seen.
async fn read(mut multipart: Multipart, visitor: &Visitor) -> Result<Given, Error> {
    let broken = |error: axum::extract::multipart::MultipartError| invalid("upload", error.body_text());
    let mut given = Given::default();
    while let Some(field) = multipart.next_field().await.map_err(broken)? {
        let part = field.name().unwrap_or_default().to_owned();
        let file = field.file_name().unwrap_or_default().to_owned();
        let ours = matches!(visitor.entry, Entry::Token) || (!given.csrf.is_empty() && given.csrf == visitor.csrf());
        if part != "csrf" && !ours {
            return Err(invalid("form", text::NO_CSRF.get(visitor.manner.reader.lang)));
        }
        match part.as_str() {
            "csrf" => given.csrf = field.text().await.map_err(broken)?,
            "name" => given.name = field.text().await.map_err(broken)?,
            "source" => given.source = field.text().await.map_err(broken)?,
            "bare" => given.bare = Algorithm::from_name(&field.text().await.map_err(broken)?),
            // A browser sends an empty part where no file was chosen.
            "files" if !file.is_empty() => {
                let bytes = field.bytes().await.map_err(broken)?.to_vec();
                given.additions.push(Addition::File { name: file, bytes });
            }
            "list" if !file.is_empty() => {
                let bytes = field.bytes().await.map_err(broken)?.to_vec();
                given.lists.push((file, bytes));
            }
            _ => {}
        }
    }
    // The choice of algorithm stands after the lists in the form, so they are read last.
    for (file, bytes) in std::mem::take(&mut given.lists) {
        hashes(&bytes, &file, &mut given, visitor);
    }
    Ok(given)
}

fn hashes(bytes: &[u8], file: &str, given: &mut Given, visitor: &Visitor) {
    let (rows, problems) = hashlist::read(bytes, given.bare, Limits::default());
    let place = |line: u64| format!("{file}:{line}");
    given.left_out.extend(problems.into_iter().map(|problem| (place(problem.line), problem.what.to_string())));
    for row in rows {
        match addition(&row) {
            Some(addition) => given.additions.push(addition),
            None => given.left_out.push((place(row.line), text::ALGORITHM.get(visitor.manner.reader.lang).to_owned())),
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
