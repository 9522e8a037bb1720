//! Failures as pages: what happened, what was not lost, what to do.

use super::frame::frame;
use super::kit::{self, Status};
use super::messages::{Lang, failure as text, shell as shell_text};
use super::refusal;
use super::shell::{self, BareFrame};
use crate::api::problem;
use crate::server::{App, Manner, Visitor};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use casework::Error;
use maud::{Markup, html};
use std::sync::Arc;

/// A failure of a page.
#[derive(Debug)]
pub struct Failure(pub Error);

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self(error)
    }
}

/// What a failed page says; [`show_failures`] sets it in the reader's language and frame.
#[derive(Debug, Clone)]
struct Said(Arc<Error>);

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        problem::log(&self.0);
        let mut response = problem::status(&self.0).into_response();
        response.extensions_mut().insert(Said(Arc::new(self.0)));
        response
    }
}

/// Answers for addresses that lead nowhere.
pub async fn not_found() -> Response {
    Failure(Error::NotFound { what: "page" }).into_response()
}

/// Turns a failure into a page.
pub async fn show_failures(State(app): State<App>, manner: Manner, request: Request, next: Next) -> Response {
    let visitor = Visitor::of(&request);
    let response = next.run(request).await;
    let Some(Said(error)) = response.extensions().get::<Said>().cloned() else { return response };
    let status = response.status();
    let lang = manner.reader.lang;
    let title = title(status).get(lang);
    let content = html! {
        (kit::head(html! { (status.as_u16()) }, title, html! {}, html! {}))
        (kit::note(Status::Warn, html! { (refusal::words(&error, &manner.reader)) }))
        p.mt2 { (what_now(status, lang)) }
    };
    let page = match visitor {
        Some(visitor) => match frame(&app, &visitor, None).await {
            Ok(frame) => shell::page(&frame, title, content),
            Err(_) => bare(&app, &manner, title, content),
        },
        None => bare(&app, &manner, title, content),
    };
    (status, page).into_response()
}

fn bare(app: &App, manner: &Manner, title: &str, content: Markup) -> Markup {
    let frame = BareFrame {
        lang: manner.reader.lang,
        theme: manner.theme,
        rehearsal: app.desk.settings.rehearsal,
        others: Vec::new(),
        foot: Vec::new(),
    };
    shell::bare_page(&frame, title, content)
}

fn title(status: StatusCode) -> super::messages::Text {
    match status {
        StatusCode::NOT_FOUND => text::NOT_FOUND,
        StatusCode::FORBIDDEN | StatusCode::UNAUTHORIZED => text::NOT_PERMITTED,
        StatusCode::CONFLICT => text::CONFLICT,
        status if status.is_client_error() => text::REFUSED,
        _ => text::FAULT,
    }
}

fn what_now(status: StatusCode, lang: Lang) -> &'static str {
    match status {
        status if status.is_server_error() => text::NOTHING_LOST,
        StatusCode::CONFLICT => text::LOAD_AGAIN,
        StatusCode::FORBIDDEN => text::ASK_FOR_ROLE,
        StatusCode::NOT_FOUND => shell_text::NOT_FOUND_WHY,
        _ => text::NOTHING_CHANGED,
    }
    .get(lang)
}

#[cfg(test)]
mod tests;
