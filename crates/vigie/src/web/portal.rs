//! The provider's page: an order or a referral behind its signed link. No account, no script.
//!
//! Opening the page is not receipt, since mail scanners open pages too; pressing the button is.

mod answer;
mod check;
mod order;
mod parts;
mod referral;

use super::Failure;
use super::format::Reader;
use super::kit::{self, Status};
use super::messages::{Lang, Text, portal as text};
use super::shell::{self, BareFrame};
use crate::api::problem;
use crate::server::{Access, App, Manner, Routes};
use answer::{Typed, Wrong};
use axum::extract::{DefaultBodyLimit, Form, Path, Query, State};
use axum::handler::Handler as _;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use casework::records::Provider;
use casework::{Error, Refusal, portal};
use exchange::Language;
use exchange::annex::AnnexI;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use serde::Deserialize;

/// The largest answer of a provider, in bytes.
const MAX_ANSWER_BYTES: usize = 64 << 10;
/// How often a provider's word is tried again when a job of ours wrote in between.
const TRIES: u8 = 5;

pub(super) fn routes(routes: Routes) -> Routes {
    let small = || DefaultBodyLimit::max(MAX_ANSWER_BYTES);
    routes
        .get("/portal/{link}", Access::Public, show)
        .post("/portal/{link}/receipt", Access::Public, receipt.layer(small()))
        .post("/portal/{link}/answer", Access::Public, answer.layer(small()))
        .get("/portal/{link}/order.txt", Access::Public, order_as_text)
        .get("/portal/{link}/order.json", Access::Public, order_as_data)
        .get("/check", Access::Public, check::show)
}

#[derive(Deserialize)]
struct Asked {
    lang: Option<String>,
}

impl Asked {
    /// The language of the address first, then what the browser says.
    fn lang(&self, manner: &Manner) -> Lang {
        self.lang.as_deref().and_then(Lang::from_tag).unwrap_or(manner.reader.lang)
    }
}

/// One visit to a link.
struct Visit<'a> {
    app: &'a App,
    manner: &'a Manner,
    lang: Lang,
    link: &'a str,
}

impl Visit<'_> {
    /// Where a form of the page goes, in the language of the page.
    fn action(&self, what: &str) -> String {
        format!("/portal/{}/{what}?lang={}", self.link, self.lang.tag())
    }

    /// Times are a provider's own: its zone, the language of the page.
    fn reader(&self, provider: &Provider) -> Reader {
        let zone = TimeZone::get(&provider.time_zone).unwrap_or_else(|_| self.app.zone.clone());
        Reader { lang: self.lang, zone }
    }

    fn whole(&self, title: &str, foot: Text, content: Markup) -> Markup {
        let mut lines = vec![foot.get(self.lang).to_owned()];
        if self.app.desk.settings.rehearsal {
            lines.push(text::REHEARSAL.get(self.lang).to_owned());
        }
        bare(self.app, self.manner, self.lang, title, lines, content)
    }

    async fn respond(&self, status: StatusCode, typed: &Typed, wrong: Option<&Wrong>) -> Result<Response, Failure> {
        let page = if portal::is_for_order(self.link) {
            order::page(self, typed, wrong).await
        } else {
            referral::page(self, typed, wrong).await
        };
        match page {
            Ok(page) => Ok((status, page).into_response()),
            Err(error) => self.fail(error),
        }
    }

    fn fail(&self, error: Error) -> Result<Response, Failure> {
        match error {
            Error::Refused(Refusal::BadLink) => Ok((StatusCode::FORBIDDEN, self.bad_link()).into_response()),
            error => Err(Failure(error)),
        }
    }

    fn bad_link(&self) -> Markup {
        let content = html! {
            h1 { (text::BAD_LINK.get(self.lang)) }
            p.mt3 { (text::BAD_LINK_TEXT.get(self.lang)) }
            (kit::Button::link(text::CHECK.get(self.lang), &format!("/check?lang={}", self.lang.tag())))
        };
        bare(self.app, self.manner, self.lang, text::BAD_LINK.get(self.lang), Vec::new(), content)
    }

    /// After an act: back to the page, or the page again with what was wrong and what was typed.
    async fn after(&self, done: Result<(), Error>, typed: &Typed) -> Result<Response, Failure> {
        match done {
            Ok(()) => Ok(Redirect::to(&format!("/portal/{}?lang={}", self.link, self.lang.tag())).into_response()),
            Err(Error::Refused(Refusal::BadLink)) => self.fail(Error::Refused(Refusal::BadLink)),
            Err(error @ (Error::Refused(_) | Error::Conflict)) => {
                self.respond(problem::status(&error), typed, Some(&Wrong::of(&error))).await
            }
            Err(error) => Err(Failure(error)),
        }
    }
}

fn bare(app: &App, manner: &Manner, lang: Lang, title: &str, foot: Vec<String>, content: Markup) -> Markup {
    let others = Lang::ALL.into_iter().filter(|other| *other != lang);
    let frame = BareFrame {
        lang,
        theme: manner.theme,
        rehearsal: app.desk.settings.rehearsal,
        others: others.map(|other| (other, format!("?lang={}", other.tag()))).collect(),
        foot,
    };
    shell::bare_page(&frame, title, content)
}

async fn show(
    State(app): State<App>,
    manner: Manner,
    Path(link): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let visit = Visit { app: &app, manner: &manner, lang: asked.lang(&manner), link: &link };
    visit.respond(StatusCode::OK, &Typed::default(), None).await
}

async fn receipt(
    State(app): State<App>,
    manner: Manner,
    Path(link): Path<String>,
    Query(asked): Query<Asked>,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let visit = Visit { app: &app, manner: &manner, lang: asked.lang(&manner), link: &link };
    let typed = typed.into_receipt();
    let name = match typed.name() {
        Ok(name) => name,
        Err(wrong) => return visit.respond(StatusCode::UNPROCESSABLE_ENTITY, &typed, Some(&wrong)).await,
    };
    let done = if portal::is_for_order(&link) {
        insistently(|| casework::order::receive(&app.desk, &link, name)).await
    } else {
        insistently(|| casework::refer::receive(&app.desk, &link, name)).await
    };
    visit.after(done, &typed).await
}

async fn answer(
    State(app): State<App>,
    manner: Manner,
    Path(link): Path<String>,
    Query(asked): Query<Asked>,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let visit = Visit { app: &app, manner: &manner, lang: asked.lang(&manner), link: &link };
    let done = if portal::is_for_order(&link) {
        order::answer(&visit, &typed).await
    } else {
        referral::answer(&visit, &typed).await
    };
    match done {
        Ok(Ok(())) => visit.after(Ok(()), &typed).await,
        Ok(Err(wrong)) => visit.respond(StatusCode::UNPROCESSABLE_ENTITY, &typed, Some(&wrong)).await,
        Err(error) => visit.after(Err(error), &typed).await,
    }
}

/// What a provider says does not depend on what a job of ours wrote in between.
async fn insistently<F: Future<Output = Result<(), Error>> + Send>(act: impl Fn() -> F + Send) -> Result<(), Error> {
    for _ in 1..TRIES {
        match act().await {
            Err(Error::Conflict) => {}
            done => return done,
        }
    }
    act().await
}

/// The form of Annex I behind a link, and the language in which the order was written.
async fn annex(app: &App, link: &str) -> Result<(AnnexI, String), Error> {
    let order = portal::order(&app.desk, link).await?;
    let (Some(_), Some(provider)) = (order.issued, order.provider) else {
        return Err(Error::Refused(Refusal::BadLink));
    };
    let provider = app.desk.load::<Provider>(provider.0).await?;
    let annex = casework::order::form(&app.desk, &order, &provider).await?;
    Ok((annex, order.record.language))
}

async fn order_as_text(
    State(app): State<App>,
    manner: Manner,
    Path(link): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    match annex(&app, &link).await {
        Ok((annex, language)) => {
            let code = asked.lang.as_deref().unwrap_or(&language);
            let text = annex.render_text(Language::from_code(code).unwrap_or(Language::English));
            Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response())
        }
        Err(error) => Visit { app: &app, manner: &manner, lang: asked.lang(&manner), link: &link }.fail(error),
    }
}

async fn order_as_data(
    State(app): State<App>,
    manner: Manner,
    Path(link): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    match annex(&app, &link).await {
        Ok((annex, _)) => {
            let name = format!("attachment; filename=\"{}-annex-1.json\"", annex.section_a.order_ref);
            Ok(([(header::CONTENT_DISPOSITION, name)], axum::Json(annex)).into_response())
        }
        Err(error) => Visit { app: &app, manner: &manner, lang: asked.lang(&manner), link: &link }.fail(error),
    }
}

/// What was wrong, where it does not belong to a field.
fn trouble(wrong: Option<&Wrong>, lang: Lang) -> Markup {
    html! {
        @if let Some(wrong) = wrong {
            div.mt3 role="alert" { (kit::note(Status::Bad, html! { b { (text::NOT_RECORDED.get(lang)) } " " (wrong.words(lang)) })) }
        }
    }
}

#[cfg(test)]
mod tests;
