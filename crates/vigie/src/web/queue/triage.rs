//! Dismissing several items with one finding. Anything outward is decided one by one.

use super::{Filter, text};
use crate::server::{App, Visitor};
use crate::web::Failure;
use crate::web::format::Reader;
use crate::web::kit::{self, Button, Field, Notice, Status};
use crate::web::likeness;
use crate::web::messages::terms::Term as _;
use crate::web::messages::{Lang, item as item_text, words};
use crate::web::refusal;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use casework::Error;
use casework::assess::{self, Dismissal};
use casework::records::Item;
use domain::assess::{Confidence, MAX_REASON_CHARS, MIN_REASON_CHARS, Purpose};
use domain::id::ItemId;
use maud::{Markup, html};

/// What was chosen and typed: one finding for all. Nothing is chosen beforehand.
#[derive(Debug, Default)]
pub(super) struct Given {
    items: Vec<ItemId>,
    purpose: Option<Purpose>,
    reason: String,
    confidence: Option<Confidence>,
}

impl Given {
    fn read(pairs: &[(String, String)]) -> Self {
        let given = |name: &str| pairs.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.trim());
        let items = pairs.iter().filter(|(field, _)| field == "item").filter_map(|(_, id)| id.parse().ok());
        Self {
            items: items.take(super::ROWS).collect(),
            purpose: given("purpose").parse().ok(),
            reason: given("reason").to_owned(),
            confidence: given("confidence").parse().ok(),
        }
    }

    /// The finding, or everything that is missing.
    fn finding(&self, lang: Lang) -> Result<Dismissal, Wrong> {
        let have = self.reason.chars().count();
        let reason = match have {
            have if have < MIN_REASON_CHARS => {
                Some(item_text::REASON_SHORT.fill(lang, &[("have", &have), ("n", &MIN_REASON_CHARS)]))
            }
            have if have > MAX_REASON_CHARS => {
                Some(item_text::REASON_LONG.fill(lang, &[("have", &have), ("n", &MAX_REASON_CHARS)]))
            }
            _ => None,
        };
        match (self.purpose, self.confidence) {
            (Some(purpose), Some(confidence)) if reason.is_none() => {
                Ok(Dismissal { purpose, reason: self.reason.clone(), confidence })
            }
            (purpose, confidence) => Err(Wrong {
                purpose: purpose.is_none().then(|| item_text::NEED_PURPOSE.get(lang)),
                reason,
                confidence: confidence.is_none().then(|| item_text::NEED_CONFIDENCE.get(lang)),
            }),
        }
    }
}

/// What is wrong, by field.
#[derive(Debug, Default)]
pub(super) struct Wrong {
    purpose: Option<&'static str>,
    reason: Option<String>,
    confidence: Option<&'static str>,
}

/// The fields below the list; `id` keeps two forms on one page apart.
pub(super) fn fields(id: &str, given: &Given, wrong: &Wrong, lang: Lang) -> Markup {
    let purposes: Vec<_> = std::iter::once(("", text::BULK_CHOOSE.get(lang)))
        .chain(Purpose::ALL.iter().map(|purpose| (purpose.name(), purpose.text().get(lang))))
        .collect();
    let confidences: Vec<_> = std::iter::once(("", text::BULK_CHOOSE.get(lang)))
        .chain(Confidence::ALL.iter().map(|confidence| (confidence.name(), confidence.text().get(lang))))
        .collect();
    html! {
        div.form.bulk {
            h2 { (text::BULK.get(lang)) }
            (Field::new("purpose", text::BULK_PURPOSE.get(lang)).id(&format!("{id}-purpose")).value(given.purpose.map_or("", Purpose::name))
                .error(wrong.purpose).select(&purposes))
            (Field::new("confidence", text::BULK_CONFIDENCE.get(lang)).id(&format!("{id}-confidence"))
                .value(given.confidence.map_or("", Confidence::name)).error(wrong.confidence).select(&confidences))
            (Field::new("reason", text::BULK_REASON.get(lang)).id(&format!("{id}-reason")).value(&given.reason)
                .error(wrong.reason.as_deref()).hint(text::BULK_HINT.fill(lang, &[("n", &MIN_REASON_CHARS)])).textarea(2))
            div.acts { (Button::submit(text::BULK_DISMISS.get(lang))) }
        }
    }
}

pub(super) async fn dismiss(
    State(app): State<App>,
    visitor: Visitor,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let lang = visitor.manner.reader.lang;
    let given = Given::read(&pairs);
    let found = match given.finding(lang) {
        Ok(found) if !given.items.is_empty() => found,
        Ok(_) => return again(&app, &visitor, &given, &Wrong::default()).await,
        Err(wrong) => return again(&app, &visitor, &given, &wrong).await,
    };
    let left = assess::dismiss_all(&app.desk, &visitor.actor, &given.items, &found).await?;
    let done = given.items.len() - left.len();
    if left.is_empty() {
        return Ok(Redirect::to(&format!("/queue?done=dismissed&n={done}")).into_response());
    }
    let notice = Notice { status: Status::Warn, text: text::BULK_DONE.count(lang, done as u64), link: None };
    let above = left_open(&app, &left, &visitor.manner.reader).await?;
    Ok(super::page(&app, &visitor, &Filter::default(), Some(notice), above).await?.into_response())
}

/// What was not dismissed, each with its reason.
async fn left_open(app: &App, left: &[(ItemId, Error)], reader: &Reader) -> Result<Markup, Error> {
    let mut lines = Vec::new();
    for (id, why) in left {
        let url = app
            .desk
            .find::<Item>(id.0)
            .await?
            .map_or_else(|| id.to_string(), |item| likeness::short(&item.url).to_owned());
        lines.push(html! { li { a.url href={ "/items/" (id) } { (url) } ": " (refusal::words(why, reader)) } });
    }
    Ok(kit::note(
        Status::Warn,
        html! { b { (text::LEFT_OPEN.get(reader.lang)) } ul { @for line in &lines { (line) } } },
    ))
}

/// The chosen items once more, with what was typed and what is wrong.
async fn again(app: &App, visitor: &Visitor, given: &Given, wrong: &Wrong) -> Result<Response, Failure> {
    let lang = visitor.manner.reader.lang;
    let mut lines = Vec::new();
    for id in &given.items {
        let item = app.desk.load::<Item>(id.0).await?;
        lines.push(html! {
            label.opt { input type="checkbox" name="item" value=(id) checked; span.url { (likeness::short(&item.url)) } }
        });
    }
    let form = kit::post(
        "/queue/dismiss",
        visitor.csrf(),
        "",
        html! { @for line in &lines { (line) } (fields("again", given, wrong, lang)) },
    );
    let above = match given.items.is_empty() {
        true => kit::note(Status::Warn, html! { (text::NONE_CHOSEN.get(lang)) }),
        false => kit::section(words::REASON.get(lang), html! {}, html! {}, form),
    };
    let page = super::page(app, visitor, &Filter::default(), None, above).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}
