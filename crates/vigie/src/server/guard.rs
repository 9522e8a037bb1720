//! Admission: who may use a route, and no form forged elsewhere.

use super::door::Door;
use super::routes::Access;
use super::visitor::{Entry, Known};
use crate::api::Trouble;
use crate::api::problem::Problem;
use crate::web::Failure;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use url::form_urlencoded;

/// The largest form without files, in bytes.
const MAX_FORM_BYTES: usize = 4 << 20;

/// The forms with files: their handlers read the session's value as the first part, before anything else.
const WITH_FILES: [&str; 5] = ["/intake", "/banks/import", "/providers/import", "/authorities/import", "/map/import"];

/// Whether the form at an address comes with files: one of those, the proof that an order was carried, the paper of an
/// instrument, or a report from site with its photographs.
fn takes_files(path: &str) -> bool {
    let below = |start, ends: &[&str]| {
        path.strip_prefix(start).is_some_and(|rest: &str| ends.iter().any(|end| rest.ends_with(end)))
    };
    below("/orders/", &["/carried"]) || below("/act/", &["/instruments", "/field"]) || WITH_FILES.contains(&path)
}

/// Lets a request through to its handler, or answers it.
pub async fn admit(access: Access, request: Request, next: Next) -> Response {
    let known = request.extensions().get::<Known>().cloned();
    let door = Door::of(request.uri().path());
    // A token is for programs: pages, and what they do with an account, want a person's session.
    let known = known.filter(|known| door != Door::Person || known.entry != Entry::Token);
    match (access, &known) {
        (Access::Public, None) => return next.run(request).await,
        (Access::SignedIn | Access::Needs(_), None) => return nobody(door),
        (Access::Needs(permission), Some(known)) => {
            if let Err(refused) = known.actor.needs(permission) {
                return match door {
                    Door::Person => Failure(refused).into_response(),
                    Door::Program => Problem(refused).into_response(),
                    Door::Matcher => Trouble::from(refused).into_response(),
                };
            }
        }
        _ => {}
    }
    match known.map(|known| known.entry) {
        Some(Entry::Session { csrf, .. }) if !request.method().is_safe() && access != Access::Public => {
            own_form(&csrf, request, next).await
        }
        _ => next.run(request).await,
    }
}

/// Answers whoever was not recognised.
fn nobody(door: Door) -> Response {
    const STATUS: StatusCode = StatusCode::UNAUTHORIZED;
    const WORDS: &str = "sign in, or send an API token";
    let response = match door {
        Door::Person => return Redirect::to("/login").into_response(),
        Door::Program => Problem::words(STATUS, WORDS),
        Door::Matcher => Trouble::with(STATUS, WORDS).into_response(),
    };
    ([(header::WWW_AUTHENTICATE, "Bearer")], response).into_response()
}

/// A form of a signed-in person carries the session's value. Forms with files are checked by their
/// handler, which reads them part by part; programs that use a session send it as a header.
async fn own_form(csrf: &str, request: Request, next: Next) -> Response {
    let proved = request.headers().get("x-csrf").is_some_and(|given| given.as_bytes() == csrf.as_bytes());
    let with_files = takes_files(request.uri().path()) && content_type(request.headers(), "multipart/form-data");
    if proved || with_files {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, MAX_FORM_BYTES).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    if content_type(&parts.headers, "application/x-www-form-urlencoded") && carries(&bytes, csrf) {
        return next.run(Request::from_parts(parts, Body::from(bytes))).await;
    }
    (StatusCode::FORBIDDEN, "This form is not from your session; nothing was changed. Load the page again.")
        .into_response()
}

fn content_type(headers: &HeaderMap, wanted: &str) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|given| given.starts_with(wanted))
}

fn carries(form: &Bytes, csrf: &str) -> bool {
    form_urlencoded::parse(form).any(|(name, value)| name == "csrf" && value == csrf)
}

/// Refuses what a browser says comes from another site. The portal takes its forms from itself only too.
pub async fn same_site(request: Request, next: Next) -> Response {
    let site = request.headers().get("sec-fetch-site").and_then(|value| value.to_str().ok());
    if !request.method().is_safe() && matches!(site, Some("cross-site" | "same-site")) {
        return (StatusCode::FORBIDDEN, "This request comes from another site; nothing was changed.").into_response();
    }
    next.run(request).await
}
