//! Intake: addresses and files come in; nothing is decided here.

mod form;

use super::Failure;
use super::format::{self, Reader};
use super::frame::frame;
use super::kit::{self, Button, Column, Field, Row, Status, Table};
use super::likeness;
use super::messages::terms::Term as _;
use super::messages::{Lang, detect as text, words};
use super::refusal;
use super::shell::{self, Frame, Section};
use super::upload::{Unread, Upload, Why};
use crate::server::{Access, App, MAX_BODY_BYTES, Routes, Visitor};
use axum::extract::{DefaultBodyLimit, State};
use axum::handler::Handler as _;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use casework::policy::Permission as P;
use casework::records::Item;
use casework::{Error, detect};
use domain::id::ItemId;
use form::Given;
use maud::{Markup, html};

/// How many lines of each list of the result are shown.
const SHOWN: usize = 20;
/// What the records say of where an item came from.
const SOURCE: &str = "console";

pub(super) fn routes(routes: Routes) -> Routes {
    routes.get("/intake", Access::Needs(P::TakeIn), show).post(
        "/intake",
        Access::Needs(P::TakeIn),
        take_in.layer(DefaultBodyLimit::max(MAX_BODY_BYTES)),
    )
}

async fn show(State(app): State<App>, visitor: Visitor) -> Result<Markup, Failure> {
    page(&app, &visitor, &Given::default(), None).await
}

/// What is wrong with what was sent: with the addresses, with the address base, or with all of it.
#[derive(Default)]
struct Wrong {
    all: Option<String>,
    base: Option<String>,
}

async fn page(app: &App, visitor: &Visitor, given: &Given, wrong: Option<&Wrong>) -> Result<Markup, Failure> {
    let mut frame = frame(app, visitor, Some(Section::Detect)).await?;
    frame.path = "/intake".to_owned();
    let lang = frame.lang();
    let size = format::size(MAX_BODY_BYTES as u64, lang);
    let urls = given.urls.join("\n");
    let content = html! {
        (kit::head(html! {}, text::TITLE.get(lang), html! { (text::LEDE.get(lang)) }, html! {}))
        @if let Some(all) = wrong.and_then(|wrong| wrong.all.as_ref()) { div.mb3 role="alert" { (kit::note(Status::Bad, html! { (all) })) } }
        (kit::upload("/intake", visitor.csrf(), "form intake", html! {
            (Field::new("urls", text::URLS.get(lang)).hint(text::URLS_HINT.get(lang)).value(&urls).textarea(8))
            div.texts {
                (Field::new("files", text::FILES.get(lang)).kind("file").multiple().hint(text::FILES_HINT.fill(lang, &[("size", &size)])).input())
                // A whole folder; browsers that do not know the attribute offer single files.
                div.field {
                    label for="folder" { (text::FOLDER.get(lang)) }
                    input.in id="folder" name="files" type="file" multiple webkitdirectory aria-describedby="folder-hint";
                    span.hint id="folder-hint" { (text::FOLDER_HINT.get(lang)) }
                }
            }
            (Field::new("base", text::BASE.get(lang)).kind("url").value(&given.base).hint(text::BASE_HINT.get(lang))
                .error(wrong.and_then(|wrong| wrong.base.as_deref())).input())
            div.acts { (Button::submit(text::SUBMIT.get(lang)).main()) }
        }))
    };
    Ok(shell::page(&frame, text::TITLE.get(lang), content))
}

async fn take_in(State(app): State<App>, visitor: Visitor, form: Result<Upload, Unread>) -> Result<Response, Failure> {
    let lang = visitor.manner.reader.lang;
    let refuse = |status: StatusCode, words: String| (status, Wrong { all: Some(words), base: None });
    let given = match form.map(Given::of) {
        Ok(given) if given.urls.is_empty() && given.files.is_empty() => {
            let (status, wrong) = refuse(StatusCode::UNPROCESSABLE_ENTITY, text::NOTHING_GIVEN.get(lang).to_owned());
            return Ok((status, page(&app, &visitor, &given, Some(&wrong)).await?).into_response());
        }
        Ok(given) => given,
        Err(unread) => {
            let (status, wrong) = refuse(
                unread.status(),
                match unread.why {
                    Why::TooLarge => {
                        text::TOO_LARGE.fill(lang, &[("size", &format::size(MAX_BODY_BYTES as u64, lang))])
                    }
                    _ => unread.words().to_owned(),
                },
            );
            return Ok((status, page(&app, &visitor, &Given::default(), Some(&wrong)).await?).into_response());
        }
    };
    let urls = given.urls.clone();
    let files = match given.files() {
        Ok(files) => files,
        Err((given, why)) => {
            let wrong = Wrong { all: None, base: Some(text::BAD_BASE.fill(lang, &[("why", &why)])) };
            return Ok(
                (StatusCode::UNPROCESSABLE_ENTITY, page(&app, &visitor, &given, Some(&wrong)).await?).into_response()
            );
        }
    };
    let taken = detect::take_in(&app.desk, &visitor.actor, SOURCE, &urls).await?;
    let handed = detect::hand_in(&app.desk, &visitor.actor, SOURCE, files).await?;
    Ok(result(&app, &visitor, &Outcome::of(taken, handed, &visitor.manner.reader)).await?.into_response())
}

/// What became of everything that was given.
#[derive(Default)]
struct Outcome {
    new: Vec<ItemId>,
    again: Vec<ItemId>,
    left_out: Vec<(String, Markup)>,
}

impl Outcome {
    fn of(taken: Vec<detect::Taken>, handed: detect::HandedIn, reader: &Reader) -> Self {
        let left_out = handed.left_out.into_iter().map(|(given, why)| (given, refusal::recorded(&why, reader.lang)));
        let mut outcome = Self { left_out: left_out.collect(), ..Self::default() };
        let mut items = Vec::new();
        for one in taken {
            match one.outcome {
                Ok(item) => items.push(item),
                Err(error) => {
                    let why = html! { (refusal::words(&error, reader)) };
                    outcome.left_out.push((one.given, why));
                }
            }
        }
        items.extend(handed.items);
        for (id, new) in items {
            if new { outcome.new.push(id) } else { outcome.again.push(id) }
        }
        outcome
    }
}

async fn result(app: &App, visitor: &Visitor, outcome: &Outcome) -> Result<Markup, Failure> {
    let mut frame = frame(app, visitor, Some(Section::Detect)).await?;
    frame.path = "/intake".to_owned();
    let lang = frame.lang();
    let n = |figure: usize| format::count(figure as u64, lang);
    let (new, again, refused) = (n(outcome.new.len()), n(outcome.again.len()), n(outcome.left_out.len()));
    let lede = text::DONE.fill(lang, &[("new", &new), ("again", &again), ("refused", &refused)]);
    let acts = html! {
        (Button::link(text::MORE.get(lang), "/intake").key("i"))
        @if visitor.actor.may(P::SeeItems) { (Button::link(text::TO_QUEUE.get(lang), "/queue")) }
    };
    let content = html! {
        (kit::head(html! {}, text::TITLE.get(lang), html! { (lede) ". " (text::EXAMINED_SOON.get(lang)) }, acts))
        div.stack {
            @if !outcome.left_out.is_empty() { (left_out(&outcome.left_out, lang)) }
            @if !outcome.new.is_empty() { (items(app, visitor, (text::NEW.get(lang), text::NEW_CAPTION.get(lang)), &outcome.new, &frame).await?) }
            @if !outcome.again.is_empty() { (items(app, visitor, (text::AGAIN.get(lang), text::AGAIN_CAPTION.get(lang)), &outcome.again, &frame).await?) }
        }
    };
    Ok(shell::page(&frame, text::TITLE.get(lang), content))
}

fn more(all: usize, lang: Lang) -> Markup {
    html! { @if all > SHOWN { p.meta.mt2 { (text::AND_MORE.fill(lang, &[("n", &format::count((all - SHOWN) as u64, lang))])) } } }
}

fn left_out(lines: &[(String, Markup)], lang: Lang) -> Markup {
    let columns = [Column::text(text::GIVEN.get(lang)), Column::text(text::WHY.get(lang))];
    let rows = lines.iter().take(SHOWN).map(|(given, why)| Row::new([html! { span.url { (given) } }, why.clone()]));
    kit::section(
        text::LEFT_OUT.get(lang),
        html! {},
        html! { (words::ITEMS.count(lang, lines.len() as u64)) },
        html! {
            (Table::new(text::LEFT_OUT_CAPTION.get(lang), columns).tight().rows(rows))
            (more(lines.len(), lang))
        },
    )
}

async fn items(
    app: &App,
    visitor: &Visitor,
    (title, caption): (&str, &str),
    ids: &[ItemId],
    frame: &Frame,
) -> Result<Markup, Error> {
    let lang = frame.lang();
    let mut rows = Vec::new();
    for id in ids.iter().take(SHOWN) {
        let item = app.desk.load::<Item>(id.0).await?;
        let name = match item.url.scheme() {
            "urn" => item.given.as_str(),
            _ => likeness::short(&item.url),
        };
        rows.push(Row::new([
            match visitor.actor.may(P::SeeItems) {
                true => html! { a.url href={ "/items/" (id) } { (name) } },
                false => html! { span.url { (name) } },
            },
            html! { (item.state.text().get(lang)) },
            html! { (likeness::headline(&item, lang)) },
        ]));
    }
    let columns = [text::ITEM, words::STATE, text::RESULT].map(|title| Column::text(title.get(lang)));
    Ok(kit::section(
        title,
        html! {},
        html! { (words::ITEMS.count(lang, ids.len() as u64)) },
        html! {
            (Table::new(caption, columns).tight().walk().rows(rows))
            (more(ids.len(), lang))
        },
    ))
}

#[cfg(test)]
mod tests;
