//! Recognising who asks: a session cookie for people, a bearer token for programs.

use super::{App, Fresh};
use crate::api::problem;
use crate::web::format::Reader;
use crate::web::messages::Lang;
use crate::web::shell::Theme;
use axum::Extension;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use casework::people;
use casework::policy::Actor;
use data_encoding::BASE64;
use std::borrow::Cow;
use std::sync::Arc;

/// The cookie that holds a session's secret.
pub const SESSION_COOKIE: &str = "vigie_session";
/// The cookie that holds the chosen language.
pub const LANG_COOKIE: &str = "vigie_lang";
/// The cookie that holds the chosen theme.
pub const THEME_COOKIE: &str = "vigie_theme";

/// How somebody came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// With a browser session; forms carry this value.
    Session {
        /// The value against forged forms.
        csrf: String,
        /// The session's secret.
        secret: String,
    },
    /// With an API token.
    Token,
}

/// How a page is to be shown.
#[derive(Debug, Clone)]
pub struct Manner {
    /// Language and zone.
    pub reader: Reader,
    /// Light or dark.
    pub theme: Theme,
    /// Path and query that were asked for.
    pub path: String,
}

/// Who asks, if anybody was recognised.
#[derive(Debug, Clone)]
pub struct Known {
    /// The person, with what they may do.
    pub actor: Actor,
    /// How they came in.
    pub entry: Entry,
}

/// Whoever is signed in. As an extractor it refuses everybody else.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// The person, with what they may do.
    pub actor: Actor,
    /// How they came in.
    pub entry: Entry,
    /// How pages are shown to them.
    pub manner: Manner,
}

impl Visitor {
    /// Whoever was recognised in a request.
    #[must_use]
    pub fn of(request: &Request) -> Option<Self> {
        let extensions = request.extensions();
        let (known, manner) = (extensions.get::<Known>()?.clone(), extensions.get::<Manner>()?.clone());
        Some(Self { actor: known.actor, entry: known.entry, manner })
    }

    /// The value that forms carry; empty for programs.
    #[must_use]
    pub fn csrf(&self) -> &str {
        match &self.entry {
            Entry::Session { csrf, .. } => csrf,
            Entry::Token => "",
        }
    }
}

impl FromRequestParts<App> for Visitor {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, StatusCode> {
        let known = parts.extensions.get::<Known>().cloned().ok_or(StatusCode::UNAUTHORIZED)?;
        let manner = parts.extensions.get::<Manner>().cloned().ok_or(StatusCode::INTERNAL_SERVER_ERROR)?;
        Ok(Self { actor: known.actor, entry: known.entry, manner })
    }
}

impl FromRequestParts<App> for Manner {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, StatusCode> {
        parts.extensions.get::<Self>().cloned().ok_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

/// A cookie's value.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    cookies.flat_map(|line| line.split(';')).find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

/// Finds out who asks and how pages are to be shown, before any handler runs.
pub async fn recognise(
    State(app): State<App>,
    Extension(fresh): Extension<Arc<Fresh>>,
    mut request: Request,
    next: Next,
) -> Response {
    let headers = request.headers();
    let accept = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let manner = Manner {
        reader: Reader { lang: Lang::choose(cookie(headers, LANG_COOKIE), accept), zone: app.zone.clone() },
        theme: Theme::from_name(cookie(headers, THEME_COOKIE).unwrap_or_default()),
        path: request.uri().path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string),
    };
    match known(&app, &fresh, headers).await {
        Ok(known) => {
            if let Some(known) = known {
                request.extensions_mut().insert(known);
            }
            request.extensions_mut().insert(manner);
            next.run(request).await
        }
        Err(error) => problem::Problem(error).into_response(),
    }
}

/// The token that a program sends: as bearer, or as the password of the Basic scheme for those that know no other; the
/// name there says nothing.
fn token(headers: &HeaderMap) -> Option<Cow<'_, str>> {
    let (scheme, given) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    match scheme {
        "Bearer" => Some(Cow::Borrowed(given)),
        "Basic" => {
            let pair = String::from_utf8(BASE64.decode(given.as_bytes()).ok()?).ok()?;
            pair.split_once(':').map(|(_, password)| Cow::Owned(password.to_owned()))
        }
        _ => None,
    }
}

async fn known(app: &App, fresh: &Fresh, headers: &HeaderMap) -> Result<Option<Known>, casework::Error> {
    if let Some(token) = token(headers) {
        let actor = fresh.actor_of_token(&app.desk, &token).await?;
        // A password of the Basic scheme may be meant for a proxy before us, and the session for us.
        if actor.is_some() || matches!(token, Cow::Borrowed(_)) {
            return Ok(actor.map(|actor| Known { actor, entry: Entry::Token }));
        }
    }
    let Some(secret) = cookie(headers, SESSION_COOKIE) else { return Ok(None) };
    let session = people::session(&app.desk, secret).await?;
    Ok(session.map(|session| Known {
        actor: session.actor,
        entry: Entry::Session { csrf: session.csrf, secret: secret.to_owned() },
    }))
}
