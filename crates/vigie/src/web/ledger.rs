//! The ledger: how large it is, what stands in it last, and whether it is whole.

use super::Failure;
use super::format;
use super::frame::frame;
use super::history::Line;
use super::kit::{self, Button, Column, Icon, Row, Status, Table};
use super::messages::{acts, ledger as text, words};
use super::orders::files::{kept, plain};
use super::shell::{self, Frame, Section};
use crate::server::{Access, App, Routes, Visitor};
use axum::extract::{Path, Query, State};
use axum::response::Response;
use casework::journal::{self, Checked};
use casework::policy::Permission as P;
use casework::records::Person;
use casework::{Desk, Error};
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

/// How many leaves a page shows.
const LEAVES: u64 = 50;

pub(super) fn routes(routes: Routes) -> Routes {
    let see = Access::Needs(P::SeeLedger);
    routes.get("/ledger", see, show).post("/ledger/verify", see, verify).get("/ledger/checkpoint", see, checkpoint).get(
        "/ledger/bundle/{subject}",
        see,
        bundle,
    )
}

#[derive(Debug, Default, Deserialize)]
struct Place {
    /// Leaves below this number.
    before: Option<u64>,
}

async fn show(State(app): State<App>, visitor: Visitor, Query(place): Query<Place>) -> Result<Markup, Failure> {
    let frame = frame(&app, &visitor, Some(Section::Ledger)).await?;
    let lang = frame.lang();
    let (facts, size) = standing(&app.desk, &frame).await?;
    let end = place.before.unwrap_or(size).min(size);
    let from = end.saturating_sub(LEAVES);
    let entries =
        app.desk.doors.store.entries(from, u32::try_from(end - from).unwrap_or_default()).await.map_err(Error::from)?;
    let lines = readable(&app.desk, &visitor, entries.iter().rev().map(Line::of).collect()).await?;
    let rows = lines.iter().map(|(line, told)| row(line, *told, &frame));
    let columns = [
        Column::number(text::LEAF.get(lang)),
        Column::short(text::WHEN.get(lang)),
        Column::text(text::ACT.get(lang)),
        Column::text(text::ACTOR.get(lang)),
        Column::text(text::HASH.get(lang)),
        Column::number(text::BUNDLE.get(lang)),
    ];
    let shown = text::OLDER.fill(lang, &[("from", &from), ("to", &end.saturating_sub(1))]);
    let next = (from > 0).then(|| format!("/ledger?before={from}"));
    let back = place.before.is_some().then_some("/ledger");
    let content = html! {
        (kit::head(html! {}, text::TITLE.get(lang), html! { (text::LEDE.get(lang)) }, html! {}))
        div.grid {
            div.c8 {
                (kit::section(text::LEAVES.get(lang), html! {}, html! {}, html! {
                    @if entries.is_empty() { (kit::empty(text::EMPTY.get(lang), text::EMPTY_WHY.get(lang))) }
                    @else {
                        (Table::new(text::LEAVES_CAPTION.get(lang), columns).tight().walk().rows(rows))
                        (kit::pages(back, next.as_deref(), &shown, lang))
                    }
                }))
            }
            aside.c4.stack aria-label=(text::TREE.get(lang)) {
                (facts)
                (kit::section(text::VERIFY.get(lang), html! {}, html! {}, kit::post("/ledger/verify", &frame.csrf, "form", html! {
                    p.hint { (text::VERIFY_HINT.get(lang)) }
                    div.acts { (Button::submit(text::VERIFY.get(lang)).main()) }
                })))
                (kit::section(text::COMMAND.get(lang), html! {}, html! {}, html! {
                    p { code.any { "vigie ledger verify" } } p { code.any { "vigie verify BUNDLE" } }
                    p.hint { (text::COMMAND_HINT.get(lang)) }
                }))
            }
        }
    };
    Ok(shell::page(&frame, text::TITLE.get(lang), content))
}

/// The lines, and of each whether the reader is told who did it. Who did what in a joint action is told to its
/// participants by handling, not here: outside the house that keeps the ledger one reads one's own colleagues only.
async fn readable(desk: &Desk, visitor: &Visitor, lines: Vec<Line>) -> Result<Vec<(Line, bool)>, Error> {
    let own = visitor.actor.authority;
    let of_the_house = desk.our_authority().await?.id == own;
    let mut told = Vec::with_capacity(lines.len());
    for line in lines {
        let tells = of_the_house
            || line.verb != "act"
            || match line.person() {
                Some(person) => desk.find::<Person>(person).await?.is_some_and(|person| person.authority == own),
                None => true,
            };
        told.push((line, tells));
    }
    Ok(told)
}

/// Size, root, latest signature and key; and the size alone.
async fn standing(desk: &Desk, frame: &Frame) -> Result<(Markup, u64), Error> {
    let lang = frame.lang();
    let frontier = desk.doors.store.frontier().await?;
    let latest = desk.doors.store.checkpoints().await?.pop();
    let signed = latest.map_or_else(
        || text::NO_CHECKPOINT.get(lang).to_owned(),
        |(size, _)| text::CHECKPOINT_AT.fill(lang, &[("n", &format::count(size, lang))]),
    );
    let facts = kit::section(
        text::TREE.get(lang),
        html! {},
        html! {},
        kit::facts(&[
            (text::SIZE.get(lang), html! { (format::count(frontier.size(), lang)) }),
            (text::ROOT.get(lang), html! { code.any { (format::digest(&frontier.root().to_string())) } }),
            (
                text::CHECKPOINT.get(lang),
                html! { (signed) (kit::sub(html! { a href="/ledger/checkpoint" { (text::AS_NOTE.get(lang)) } })) },
            ),
            (text::KEY.get(lang), html! { code.any { (journal::public_key(desk)) } }),
        ]),
    );
    Ok((facts, frontier.size()))
}

fn row(line: &Line, told: bool, frame: &Frame) -> Row {
    let lang = frame.lang();
    let act = acts::of(&line.act).map_or(line.act.as_str(), |act| act.get(lang));
    let verb = acts::verb(&line.verb).map_or(line.verb.as_str(), |verb| verb.get(lang));
    let save = text::BUNDLE_OF.fill(lang, &[("n", &line.index)]);
    Row::new([
        html! { (line.index) },
        html! { (frame.reader.near(line.at, frame.now)) },
        html! { (act) (kit::sub(verb)) },
        html! { @if told { (line.who(&frame.reader)) } @else { "–" } },
        html! { code { (format::short_digest(&line.hash.to_string())) } },
        html! { a href={ "/ledger/bundle/" (line.subject) } aria-label=(save) { (kit::icon(Icon::Down)) } },
    ])
}

/// Checks all of it, and shows what was found.
async fn verify(State(app): State<App>, visitor: Visitor) -> Result<Markup, Failure> {
    let checked = journal::verify(&app.desk).await?;
    let frame = frame(&app, &visitor, Some(Section::Ledger)).await?;
    Ok(shell::page(&frame, text::VERIFY.get(frame.lang()), result(&checked, &frame)))
}

fn result(checked: &Checked, frame: &Frame) -> Markup {
    let lang = frame.lang();
    let count = |n: u64| format::count(n, lang);
    html! {
        (kit::head(html! { a href="/ledger" { (text::TITLE.get(lang)) } }, if checked.is_sound() { text::HEALTHY } else { text::BROKEN }.get(lang),
            html! { (words::AS_OF.fill(lang, &[("time", &frame.reader.stamp(frame.now))])) }, html! { (Button::link(text::BACK.get(lang), "/ledger")) }))
        div.mb5 role="status" {
            @if checked.is_sound() { (kit::note(Status::Ok, html! { b { (text::RESULT_WHOLE.get(lang)) } })) }
            @else { (kit::note(Status::Bad, html! { b { (text::RESULT_FAULTS.fill(lang, &[("n", &checked.faults.len())])) } })) }
        }
        (kit::facts(&[
            (text::LEAVES.get(lang), html! { (text::RESULT_LEAVES.fill(lang, &[("n", &count(checked.leaves))])) }),
            (text::CHECKPOINT.get(lang), html! { (text::RESULT_CHECKPOINTS.fill(lang, &[("n", &checked.checkpoints)])) }),
            (text::RECORDS.get(lang), html! { (text::RESULT_RECORDS.fill(lang, &[("n", &count(checked.records))])) }),
            (text::ROOT.get(lang), html! { code.any { (format::digest(&checked.root.to_string())) } }),
        ]))
        @if !checked.is_sound() { ol.mt3 { @for fault in &checked.faults { li.any { (kit::icon(Icon::Bad)) " " (fault) } } } }
    }
}

/// The latest state of the tree, signed, as a note for witnesses.
async fn checkpoint(State(app): State<App>) -> Result<Response, Failure> {
    Ok(plain(journal::checkpoint(&app.desk).await?))
}

/// Everything about one subject, with proofs.
async fn bundle(State(app): State<App>, visitor: Visitor, Path(subject): Path<Uuid>) -> Result<Response, Failure> {
    let bundle = journal::prove_for(&app.desk, &visitor.actor, subject).await?;
    let json = bundle.to_json().map_err(|error| Failure(Error::Fault(Box::new(error))))?;
    Ok(kept(&format!("vigie-bundle-{subject}.json"), json.into_bytes()))
}

#[cfg(test)]
mod tests;
