//! Several orders issued at once: each is still one decision, some must have been read, and each has its own outcome.

use super::acts::refusal;
use super::named;
use crate::api::problem;
use crate::server::{App, Visitor};
use crate::web::Failure;
use crate::web::fields::Fields;
use crate::web::frame::frame;
use crate::web::kit::{self, Button, Column, Field, Row, Status, Table};
use crate::web::messages::terms::Term as _;
use crate::web::messages::{order as text, words};
use crate::web::names::Names;
use crate::web::shell::{self, Section};
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse as _, Response};
use casework::order::{BULK_AT_ONCE, Circumstances};
use casework::{Error, Refusal, order};
use domain::id::OrderId;
use domain::order::Gate;
use maud::{Markup, html};
use url::form_urlencoded;
use uuid::Uuid;

/// The orders that were ticked, each once. What is no identifier is passed over.
fn ticked<'a>(values: impl Iterator<Item = &'a str>) -> Vec<OrderId> {
    let mut ids: Vec<OrderId> = Vec::new();
    for id in values.filter_map(|value| value.parse::<Uuid>().ok()).map(OrderId) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

/// Asks before issuing: which orders, and which of them must be read first.
pub(super) async fn ask(
    State(app): State<App>,
    visitor: Visitor,
    RawQuery(query): RawQuery,
) -> Result<Markup, Failure> {
    let pairs: Vec<(String, String)> =
        form_urlencoded::parse(query.unwrap_or_default().as_bytes()).into_owned().collect();
    let ids = ticked(pairs.iter().filter(|(name, _)| name == "order").map(|(_, value)| value.as_str()));
    Ok(asked(&app, &visitor, &ids, "", None).await?)
}

/// Issues them, and says of each what came of it.
pub(super) async fn issue(State(app): State<App>, visitor: Visitor, fields: Fields) -> Result<Response, Failure> {
    let ids = ticked(fields.all("order"));
    let exceptional = fields.one("exceptional");
    let circumstances = Circumstances { emergency: None, exceptional: Some(exceptional) };
    match order::issue_bulk(&app.desk, &visitor.actor, &ids, circumstances).await {
        Ok(outcomes) => Ok(issued(&app, &visitor, &outcomes).await?.into_response()),
        Err(error @ Error::Refused(Refusal::Invalid { .. })) => {
            Ok((problem::status(&error), asked(&app, &visitor, &ids, exceptional, Some(&error)).await?).into_response())
        }
        Err(error) => Err(Failure(error)),
    }
}

async fn asked(
    app: &App,
    visitor: &Visitor,
    ids: &[OrderId],
    exceptional: &str,
    refused: Option<&Error>,
) -> Result<Markup, Error> {
    let frame = frame(app, visitor, Some(Section::Order)).await?;
    let lang = frame.lang();
    let sample = order::sample(ids);
    let unread = order::unread(&app.desk, &visitor.actor, ids).await?;
    let mut names = Names::new(&app.desk);
    let (mut rows, mut asks_why) = (Vec::new(), Vec::new());
    for id in ids {
        let order = order::read(&app.desk, &visitor.actor, *id).await?;
        let provider = names.provider(order.provider).await?;
        let shut = order::shut_gates(&app.desk, &visitor.actor, &order).await?;
        asks_why
            .extend(shut.iter().filter(|shut| shut.gate() == Gate::Hours).map(|shut| super::gates::why(shut, lang)));
        let read = match (sample.contains(id), unread.contains(id)) {
            (true, true) => kit::pill(Status::Warn, text::READ_FIRST.get(lang)),
            (true, false) => kit::pill(Status::Ok, text::WAS_READ.get(lang)),
            _ => html! {},
        };
        let state = html! { (order.state.text().get(lang)) @if !shut.is_empty() { (kit::sub(super::gates::listed(&shut, lang))) } };
        rows.push(Row::new([named(&order, provider.as_deref(), &frame), state, read]));
    }
    asks_why.dedup();
    let too_many = (ids.len() > BULK_AT_ONCE).then(|| text::TOO_MANY.fill(lang, &[("n", &BULK_AT_ONCE)]));
    let columns = [words::REFERENCE, words::STATE, text::SAMPLE].map(|title| Column::text(title.get(lang)));
    let label = text::ISSUE_N.count(lang, ids.len() as u64);
    let button = Button::submit(&label).main();
    let button = match &too_many {
        Some(why) => button.cannot(why),
        None if !unread.is_empty() => button.cannot(text::READ_SAMPLE_FIRST.get(lang)),
        None => button,
    };
    let content = html! {
        (kit::head(html! { a href="/orders?show=ready" { (text::READY.get(lang)) } }, &label, html! { (text::BULK_LEDE.get(lang)) }, html! {}))
        @if let Some(error) = refused { div.mb3 role="alert" { (kit::note(Status::Bad, html! { b { (text::NOT_DONE.get(lang)) } " " (refusal(error, &frame.reader)) })) } }
        @if ids.is_empty() { (kit::empty(text::NONE_TICKED.get(lang), text::NONE_TICKED_WHY.get(lang))) }
        @else {
            (Table::new(text::BULK_CAPTION.get(lang), columns).walk().rows(rows))
            div.mt3 {
                (kit::post("/orders/issue", &frame.csrf, "form narrow", html! {
                    @for id in ids { input type="hidden" name="order" value=(id); }
                    @if !asks_why.is_empty() {
                        (Field::new("exceptional", text::EXCEPTIONAL.get(lang)).hint(asks_why.join("; ")).required(lang).value(exceptional).textarea(2))
                    }
                    div.acts { (button) (Button::link(words::CANCEL.get(lang), "/orders?show=ready").quiet()) }
                }))
            }
        }
    };
    Ok(shell::page(&frame, &label, content))
}

/// One line for each order.
async fn issued(app: &App, visitor: &Visitor, outcomes: &[(OrderId, Result<(), Error>)]) -> Result<Markup, Error> {
    let frame = frame(app, visitor, Some(Section::Order)).await?;
    let lang = frame.lang();
    let mut names = Names::new(&app.desk);
    let mut rows = Vec::new();
    for (id, outcome) in outcomes {
        let order = order::read(&app.desk, &visitor.actor, *id).await?;
        let provider = names.provider(order.provider).await?;
        let said = match outcome {
            Ok(()) => kit::pill(Status::Ok, text::DONE_ISSUE.get(lang)),
            Err(error) => {
                html! { (kit::pill(Status::Bad, text::NOT_ISSUED.get(lang))) (kit::sub(refusal(error, &frame.reader))) }
            }
        };
        rows.push(Row::new([named(&order, provider.as_deref(), &frame), said]));
    }
    let done = outcomes.iter().filter(|(_, outcome)| outcome.is_ok()).count() as u64;
    let title = text::ISSUED_N.count(lang, done);
    let columns = [words::REFERENCE, text::OUTCOME].map(|title| Column::text(title.get(lang)));
    let content = html! {
        (kit::head(html! { a href="/orders" { (text::TITLE.get(lang)) } }, &title, html! {}, html! {}))
        (Table::new(text::BULK_CAPTION.get(lang), columns).walk().rows(rows))
    };
    Ok(shell::page(&frame, &title, content))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_ticked_twice_counts_once() {
        let id = "0190a000-0000-7000-8000-000000000001";
        assert_eq!(ticked([id, "", "nonsense", id].into_iter()).len(), 1);
    }
}
