//! Is an order genuine? Whoever holds one enters its reference and digest, and is told yes, no or void, and no more.
//!
//! The codes on papers lead here. Beside it stands what offline checks need: the published key and the latest head of the
//! ledger.

mod pace;

use super::Failure;
use super::kit::{self, Button, Field, Status};
use super::messages::{Lang, genuine as text, words};
use super::shell::{self, BareFrame};
use crate::api::problem::Problem;
use crate::server::{Access, App, Manner, Routes};
use axum::Extension;
use axum::Json;
use axum::extract::{Query, State};
use axum::handler::Handler as _;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use casework::order::{Genuine, genuine};
use casework::{Error, journal};
use maud::{Markup, html};
use pace::{Client, PER_MINUTE, Pace};
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;

pub(super) fn routes(routes: Routes) -> Routes {
    let pace = Arc::new(Pace::default());
    let counted = || Extension(pace.clone());
    routes
        .get("/genuine", Access::Public, show.layer(counted()))
        .get("/genuine.json", Access::Public, as_data.layer(counted()))
        .get("/.well-known/vigie-key", Access::Public, key)
        .get("/.well-known/vigie-checkpoint", Access::Public, checkpoint.layer(counted()))
}

#[derive(Deserialize)]
struct Given {
    #[serde(default)]
    reference: String,
    #[serde(default)]
    digest: String,
    lang: Option<String>,
}

impl Given {
    /// Spaces and capitals do not matter, since people copy by hand.
    async fn verdict(&self, app: &App) -> Result<Genuine, Error> {
        let digest: String = self.digest.chars().filter(|c| !c.is_whitespace()).collect();
        genuine(&app.desk, &self.reference, &digest).await
    }

    fn is_empty(&self) -> bool {
        self.reference.trim().is_empty() && self.digest.trim().is_empty()
    }
}

/// The page, with its answer once something was entered.
async fn show(
    State(app): State<App>,
    manner: Manner,
    Extension(pace): Extension<Arc<Pace>>,
    client: Client,
    Query(given): Query<Given>,
) -> Result<Response, Failure> {
    let lang = given.lang.as_deref().and_then(Lang::from_tag).unwrap_or(manner.reader.lang);
    let page = |answer: Markup| {
        let page = page(&app, &manner, lang, &given, answer);
        ([(header::REFERRER_POLICY, "no-referrer")], page)
    };
    if given.is_empty() {
        return Ok(page(html! {}).into_response());
    }
    if let Err(wait) = pace.ask(&client, app.desk.now()) {
        let words = text::TOO_MANY.fill(lang, &[("n", &PER_MINUTE), ("seconds", &wait)]);
        let answer = verdict(Status::Warn, &words);
        let headers = [(header::RETRY_AFTER, wait.to_string())];
        return Ok((StatusCode::TOO_MANY_REQUESTS, headers, page(answer)).into_response());
    }
    let answer = match given.verdict(&app).await? {
        Genuine::Yes => verdict(Status::Ok, text::YES.get(lang)),
        Genuine::No => verdict(Status::Bad, text::NO.get(lang)),
        Genuine::Void => verdict(Status::Warn, text::VOID.get(lang)),
    };
    Ok(page(answer).into_response())
}

fn verdict(status: Status, words: &str) -> Markup {
    html! { div.mt3 role="status" { (kit::note(status, html! { b { (words) } })) } }
}

fn page(app: &App, manner: &Manner, lang: Lang, given: &Given, answer: Markup) -> Markup {
    let asked = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("reference", &given.reference)
        .append_pair("digest", &given.digest)
        .finish();
    let others = Lang::ALL.into_iter().filter(|other| *other != lang);
    let frame = BareFrame {
        lang,
        theme: manner.theme,
        rehearsal: app.desk.settings.rehearsal,
        others: others.map(|other| (other, format!("?lang={}&{asked}", other.tag()))).collect(),
        foot: Vec::new(),
    };
    let content = html! {
        h1 { (text::TITLE.get(lang)) }
        p.ink2.mt2 { (text::LEDE.get(lang)) }
        (answer)
        form.form.mt6 method="get" action="/genuine" {
            input type="hidden" name="lang" value=(lang.tag());
            (Field::new("reference", words::REFERENCE.get(lang)).value(&given.reference).required(lang).input())
            (Field::new("digest", words::DIGEST.get(lang)).value(&given.digest).hint(text::DIGEST_HINT.get(lang)).required(lang).input())
            (Button::submit(text::CHECK.get(lang)).main())
        }
        p.meta.mt6 { (text::ASK.get(lang)) }
        p.meta.mt2 { (text::OFFLINE.get(lang)) }
        div.dl.no-print {
            (Button::link(text::KEY.get(lang), "/.well-known/vigie-key"))
            (Button::link(text::CHECKPOINT.get(lang), "/.well-known/vigie-checkpoint"))
        }
    };
    shell::bare_page(&frame, text::TITLE.get(lang), content)
}

/// The same for programs.
async fn as_data(
    State(app): State<App>,
    Extension(pace): Extension<Arc<Pace>>,
    client: Client,
    Query(given): Query<Given>,
) -> Result<Response, Problem> {
    if let Err(wait) = pace.ask(&client, app.desk.now()) {
        return Ok(too_many(wait));
    }
    let said = match given.verdict(&app).await? {
        Genuine::Yes => "yes",
        Genuine::No => "no",
        Genuine::Void => "void",
    };
    Ok(Json(json!({ "genuine": said })).into_response())
}

fn too_many(wait: i64) -> Response {
    let words = format!("at most {PER_MINUTE} questions a minute from one address; ask again in {wait} seconds");
    let problem = Problem::words(StatusCode::TOO_MANY_REQUESTS, &words);
    ([(header::RETRY_AFTER, wait.to_string())], problem).into_response()
}

/// The key with which everything of ours is checked, as text.
async fn key(State(app): State<App>) -> String {
    format!("{}\n", journal::public_key(&app.desk))
}

/// The latest signed head of the ledger.
async fn checkpoint(
    State(app): State<App>,
    Extension(pace): Extension<Arc<Pace>>,
    client: Client,
) -> Result<Response, Problem> {
    match pace.ask(&client, app.desk.now()) {
        Ok(()) => Ok(journal::checkpoint(&app.desk).await?.into_response()),
        Err(wait) => Ok(too_many(wait)),
    }
}

#[cfg(test)]
mod tests;
