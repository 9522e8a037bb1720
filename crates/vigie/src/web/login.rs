//! Signing in and out, one-time links, and how pages are shown.

mod account;

use super::Failure;
use super::format;
use super::kit::{self, Button, Field, Status};
use super::messages::{Lang, login as text};
use super::shell::{self, BareFrame, Theme};
use crate::api::problem;
use crate::server::{Access, App, Entry, LANG_COOKIE, Manner, Routes, SESSION_COOKIE, THEME_COOKIE, Visitor};
use axum::extract::{Form, Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse as _, Redirect, Response};
use casework::{Error, Refusal, people};
use maud::{Markup, html};
use serde::Deserialize;

/// How long a choice of language or theme is kept, in seconds: a year.
const CHOICE_SECONDS: u32 = 365 * 24 * 3600;

pub(super) fn routes(routes: Routes) -> Routes {
    let routes = routes
        .get("/login", Access::Public, show)
        .post("/login", Access::Public, sign_in)
        .post("/logout", Access::SignedIn, sign_out)
        .get("/login/once/{secret}", Access::Public, once)
        .post("/login/once/{secret}", Access::Public, use_once)
        .post("/preferences", Access::SignedIn, prefer);
    account::routes(routes)
}

/// A cookie that no script reads and no other site sends along with a form.
fn cookie(app: &App, name: &str, value: &str, lasts: Option<u32>) -> String {
    let secure = if app.desk.settings.base_url.scheme() == "https" { "; Secure" } else { "" };
    let lasts = lasts.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{lasts}")
}

/// An address of our own, to go back to; anything else leads to the first page.
fn local(path: &str) -> &str {
    let ours =
        path.starts_with('/') && !path.starts_with("//") && !path.contains('\\') && !path.contains(char::is_control);
    if ours { path } else { "/" }
}

/// The page around sign-in, with the other language one press away.
fn bare(app: &App, manner: &Manner, path: &str, title: &str, content: Markup) -> Markup {
    let lang = manner.reader.lang;
    let others = Lang::ALL.into_iter().filter(|other| *other != lang);
    let frame = BareFrame {
        lang,
        theme: manner.theme,
        rehearsal: app.desk.settings.rehearsal,
        others: others.map(|other| (other, format!("{path}?lang={}", other.tag()))).collect(),
        foot: vec![text::NOT_A_PROVIDER.get(lang).to_owned()],
    };
    shell::bare_page(&frame, title, content)
}

#[derive(Deserialize)]
struct Asked {
    lang: Option<String>,
    done: Option<String>,
}

/// Keeps a language that was chosen on a page without an account, and shows the page in it.
fn chosen(app: &App, asked: &Asked, path: &str) -> Option<Response> {
    let lang = Lang::from_tag(asked.lang.as_deref()?)?;
    let kept = cookie(app, LANG_COOKIE, lang.tag(), Some(CHOICE_SECONDS));
    Some(([(header::SET_COOKIE, kept)], Redirect::to(path)).into_response())
}

async fn show(State(app): State<App>, manner: Manner, Query(asked): Query<Asked>) -> Response {
    if let Some(response) = chosen(&app, &asked, "/login") {
        return response;
    }
    let said = (asked.done.as_deref() == Some("out")).then(|| text::SIGNED_OUT.get(manner.reader.lang).to_owned());
    sign_in_page(&app, &manner, &Given::default(), said.map(|said| (Status::Ok, said))).into_response()
}

/// What is typed into the form.
#[derive(Deserialize, Default)]
struct Given {
    #[serde(default)]
    login: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    code: String,
}

fn sign_in_page(app: &App, manner: &Manner, given: &Given, said: Option<(Status, String)>) -> Markup {
    let lang = manner.reader.lang;
    let content = html! {
        h1 { (text::TITLE.get(lang)) }
        p.meta { (text::LEDE.get(lang)) }
        @if let Some((status, said)) = said { div.mt3 role="status" { (kit::note(status, html! { (said) })) } }
        (kit::post("/login", "", "form mt3", html! {
            (Field::new("login", text::LOGIN.get(lang)).autocomplete("username").required(lang).value(&given.login).input())
            (Field::new("password", text::PASSWORD.get(lang)).kind("password").autocomplete("current-password").required(lang).input())
            (Field::new("code", text::CODE.get(lang)).autocomplete("one-time-code").numeric("[0-9]{6}").hint(text::CODE_HINT.get(lang)).input())
            (Button::submit(text::SUBMIT.get(lang)).main())
        }))
    };
    bare(app, manner, "/login", text::TITLE.get(lang), content)
}

async fn sign_in(State(app): State<App>, manner: Manner, Form(given): Form<Given>) -> Result<Response, Failure> {
    let code = Some(given.code.trim()).filter(|code| !code.is_empty());
    match people::sign_in(&app.desk, &given.login.trim().to_lowercase(), &given.password, code).await {
        Ok(secret) => Ok(enter(&app, &secret, "/")),
        Err(Error::Refused(refusal)) => {
            let lang = manner.reader.lang;
            let said = match refusal {
                Refusal::Throttled { minutes } => text::WAIT.fill(lang, &[("span", &format::span(minutes * 60, lang))]),
                _ => text::WRONG.get(lang).to_owned(),
            };
            let page = sign_in_page(&app, &manner, &given, Some((Status::Bad, said)));
            Ok((problem::status(&Error::Refused(refusal)), page).into_response())
        }
        Err(other) => Err(Failure(other)),
    }
}

/// Opens the console with a new session.
fn enter(app: &App, secret: &str, to: &str) -> Response {
    ([(header::SET_COOKIE, cookie(app, SESSION_COOKIE, secret, None))], Redirect::to(to)).into_response()
}

async fn sign_out(State(app): State<App>, visitor: Visitor) -> Result<Response, Failure> {
    if let Entry::Session { secret, .. } = &visitor.entry {
        people::sign_out(&app.desk, secret).await?;
    }
    Ok(([(header::SET_COOKIE, cookie(&app, SESSION_COOKIE, "", Some(0)))], Redirect::to("/login?done=out"))
        .into_response())
}

/// The page behind a one-time link. It uses nothing up: mail scanners open links too.
async fn once(
    State(app): State<App>,
    manner: Manner,
    Path(secret): Path<String>,
    Query(asked): Query<Asked>,
) -> Response {
    let path = format!("/login/once/{}", encoded(&secret));
    if let Some(response) = chosen(&app, &asked, &path) {
        return response;
    }
    let lang = manner.reader.lang;
    let content = html! {
        h1 { (text::ONCE_TITLE.get(lang)) }
        p.mt2 { (text::ONCE_WHY.get(lang)) }
        p.hint { (text::ONCE_SPENT.get(lang)) }
        (kit::post(&path, "", "", html! { (Button::submit(text::SUBMIT.get(lang)).main()) }))
    };
    bare(&app, &manner, &path, text::ONCE_TITLE.get(lang), content).into_response()
}

/// A secret as it may stand in an address; ours need no change, others do no harm.
fn encoded(secret: &str) -> String {
    secret.chars().filter(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_')).collect()
}

async fn use_once(State(app): State<App>, manner: Manner, Path(secret): Path<String>) -> Result<Response, Failure> {
    match people::use_one_time_link(&app.desk, &secret).await {
        Ok(session) => {
            account::allow_new_password(&app, &session).await?;
            Ok(enter(&app, &session, "/account"))
        }
        Err(Error::Refused(Refusal::BadLink)) => {
            let lang = manner.reader.lang;
            let content = html! {
                h1 { (text::ONCE_TITLE.get(lang)) }
                div.mt3 { (kit::note(Status::Bad, html! { (text::ONCE_BAD.get(lang)) })) }
                (Button::link(text::TITLE.get(lang), "/login"))
            };
            Ok((StatusCode::FORBIDDEN, bare(&app, &manner, "/login", text::ONCE_TITLE.get(lang), content))
                .into_response())
        }
        Err(other) => Err(Failure(other)),
    }
}

/// A choice of language or theme, and where it was made.
#[derive(Deserialize)]
struct Preference {
    back: String,
    lang: Option<String>,
    theme: Option<String>,
}

async fn prefer(State(app): State<App>, _: Visitor, Form(given): Form<Preference>) -> Response {
    let lang = given.lang.as_deref().and_then(Lang::from_tag).map(|lang| (LANG_COOKIE, lang.tag()));
    let theme = given.theme.as_deref().map(|name| (THEME_COOKIE, Theme::from_name(name).name()));
    let kept = lang.into_iter().chain(theme);
    let cookies: Vec<_> =
        kept.map(|(name, value)| (header::SET_COOKIE, cookie(&app, name, value, Some(CHOICE_SECONDS)))).collect();
    (AppendHeaders(cookies), Redirect::to(local(&given.back))).into_response()
}

#[cfg(test)]
mod tests;
