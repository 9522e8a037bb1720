//! Dismissing several items with one reason. Anything outward is decided one by one.

use super::{Filter, text};
use crate::api::problem;
use crate::server::{App, Visitor};
use crate::web::Failure;
use crate::web::kit::{self, Button, Field, Notice, Status};
use crate::web::likeness;
use crate::web::messages::{Lang, item as item_text, words};
use axum::extract::{Form, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use casework::records::Item;
use casework::{Error, Refusal, assess};
use domain::assess::{MAX_REASON_CHARS, MIN_REASON_CHARS};
use domain::id::ItemId;
use maud::{Markup, html};

/// The fields below the list.
pub(super) fn fields(id: &str, reason: &str, wrong: Option<String>, lang: Lang) -> Markup {
    html! {
        div.form.bulk {
            h2 { (text::BULK.get(lang)) }
            (Field::new("reason", text::BULK_REASON.get(lang)).id(id).value(reason).error(wrong)
                .hint(text::BULK_HINT.fill(lang, &[("n", &MIN_REASON_CHARS)])).textarea(2))
            div.acts { (Button::submit(text::BULK_DISMISS.get(lang))) }
        }
    }
}

pub(super) async fn dismiss(
    State(app): State<App>,
    visitor: Visitor,
    Form(given): Form<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let lang = visitor.manner.reader.lang;
    let chosen: Vec<ItemId> = given
        .iter()
        .filter(|(name, _)| name == "item")
        .filter_map(|(_, id)| id.parse().ok())
        .take(super::ROWS)
        .collect();
    let reason = given.iter().find(|(name, _)| name == "reason").map_or("", |(_, text)| text.trim());
    let have = reason.chars().count();
    let wrong = match (chosen.len(), have) {
        (0, _) => Some(text::NONE_CHOSEN.get(lang).to_owned()),
        (_, have) if have < MIN_REASON_CHARS => {
            Some(item_text::REASON_SHORT.fill(lang, &[("have", &have), ("n", &MIN_REASON_CHARS)]))
        }
        (_, have) if have > MAX_REASON_CHARS => {
            Some(item_text::REASON_LONG.fill(lang, &[("have", &have), ("n", &MAX_REASON_CHARS)]))
        }
        _ => None,
    };
    if let Some(wrong) = wrong {
        return again(&app, &visitor, &chosen, reason, wrong).await;
    }
    let left = assess::dismiss_all(&app.desk, &visitor.actor, &chosen, reason).await?;
    let done = chosen.len() - left.len();
    if left.is_empty() {
        return Ok(Redirect::to(&format!("/queue?done=dismissed&n={done}")).into_response());
    }
    let notice = Notice { status: Status::Warn, text: text::BULK_DONE.count(lang, done as u64), link: None };
    let above = left_open(&app, &left, lang).await?;
    Ok(super::page(&app, &visitor, &Filter::default(), Some(notice), above).await?.into_response())
}

/// What was not dismissed, each with its reason.
async fn left_open(app: &App, left: &[(ItemId, Error)], lang: Lang) -> Result<Markup, Error> {
    let mut lines = Vec::new();
    for (id, why) in left {
        let url = app
            .desk
            .find::<Item>(id.0)
            .await?
            .map_or_else(|| id.to_string(), |item| likeness::short(&item.url).to_owned());
        lines.push(html! { li { a.url href={ "/items/" (id) } { (url) } ": " (why) } });
    }
    Ok(kit::note(Status::Warn, html! { b { (text::LEFT_OPEN.get(lang)) } ul { @for line in &lines { (line) } } }))
}

/// The chosen items once more, with what was typed and what is wrong.
async fn again(
    app: &App,
    visitor: &Visitor,
    chosen: &[ItemId],
    reason: &str,
    wrong: String,
) -> Result<Response, Failure> {
    let lang = visitor.manner.reader.lang;
    let status = problem::status(&Error::Refused(Refusal::Invalid { what: "reason", why: String::new() }));
    let mut lines = Vec::new();
    for id in chosen {
        let item = app.desk.load::<Item>(id.0).await?;
        lines.push(html! {
            label.opt { input type="checkbox" name="item" value=(id) checked; span.url { (likeness::short(&item.url)) } }
        });
    }
    let form = kit::post(
        "/queue/dismiss",
        visitor.csrf(),
        "",
        html! { @for line in &lines { (line) } (fields("reason-again", reason, Some(wrong), lang)) },
    );
    let above = match chosen.is_empty() {
        true => kit::note(Status::Warn, html! { (text::NONE_CHOSEN.get(lang)) }),
        false => kit::section(words::REASON.get(lang), html! {}, html! {}, form),
    };
    let page = super::page(app, visitor, &Filter::default(), None, above).await?;
    Ok((status, page).into_response())
}
