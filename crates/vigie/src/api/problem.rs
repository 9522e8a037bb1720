//! How a failure is answered over HTTP. The status is chosen here and nowhere else.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use casework::{Error, Refusal};
use serde_json::{Value, json};

/// The HTTP status for a failure.
#[must_use]
pub const fn status(error: &Error) -> StatusCode {
    match error {
        Error::Refused(Refusal::NotPermitted { .. } | Refusal::NotOfTheHouse { .. } | Refusal::BadLink) => {
            StatusCode::FORBIDDEN
        }
        Error::Refused(Refusal::SignInFailed) => StatusCode::UNAUTHORIZED,
        Error::Refused(Refusal::Throttled { .. }) => StatusCode::TOO_MANY_REQUESTS,
        Error::Refused(Refusal::InOtherHands { .. }) | Error::Conflict => StatusCode::CONFLICT,
        Error::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Error::NotFound { .. } => StatusCode::NOT_FOUND,
        Error::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
        Error::Fault(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// Writes into the log what is wrong on our side, with its causes. Refusals are answers, not faults.
pub fn log(error: &Error) {
    if let Error::Unavailable(source) | Error::Fault(source) = error {
        let mut why = source.to_string();
        let mut cause = source.source();
        while let Some(deeper) = cause {
            why = format!("{why}: {deeper}");
            cause = deeper.source();
        }
        tracing::error!(why, "{error}");
    }
}

/// A failure as a program reads it.
///
/// # Source
/// RFC 9457, "Problem Details for HTTP APIs".
#[derive(Debug)]
pub struct Problem(pub Error);

impl Problem {
    /// A problem that no command has met.
    pub fn words(status: StatusCode, title: &str) -> Response {
        let body = json!({ "type": "about:blank", "status": status.as_u16(), "title": title });
        (status, [(header::CONTENT_TYPE, "application/problem+json")], body.to_string()).into_response()
    }
}

/// Gates that are shut, by name and with the reason of each.
pub(super) fn gates(shut: &[domain::order::Refusal]) -> Value {
    shut.iter().map(|gate| json!({ "gate": gate.gate().name(), "why": gate.to_string() })).collect()
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        Self(error)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        log(&self.0);
        let status = status(&self.0);
        let mut body = json!({ "type": "about:blank", "status": status.as_u16(), "title": self.0.to_string() });
        if let Error::Refused(Refusal::Gates(gates)) = &self.0 {
            body["gates"] = self::gates(gates);
        }
        (status, [(header::CONTENT_TYPE, "application/problem+json")], body.to_string()).into_response()
    }
}
