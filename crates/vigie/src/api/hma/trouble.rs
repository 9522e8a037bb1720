//! Refusals and failures as HMA words them.

use crate::api::problem;
use axum::Json;
use axum::extract::FromRequestParts;
use axum::extract::multipart::MultipartError;
use axum::extract::rejection::{JsonRejection, PathRejection, QueryRejection};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use casework::Error;
use serde::de::DeserializeOwned;
use serde_json::json;

/// An answer that is none: a status, and why.
#[derive(Debug)]
pub struct Trouble {
    status: StatusCode,
    message: String,
}

impl Trouble {
    /// Something that was asked for does not fit.
    pub(super) fn bad(message: impl Into<String>) -> Self {
        Self::with(StatusCode::BAD_REQUEST, message)
    }

    /// With another status.
    pub fn with(status: StatusCode, message: impl Into<String>) -> Self {
        Self { status, message: message.into() }
    }

    /// Whether it says that there is no such thing.
    pub(super) fn is_not_found(&self) -> bool {
        self.status == StatusCode::NOT_FOUND
    }

    /// A parameter that must be there is not.
    pub(super) fn missing(name: &str) -> Self {
        Self::with(StatusCode::UNPROCESSABLE_ENTITY, format!("{name} is required"))
    }
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        problem::log(&error);
        let status = match problem::status(&error) {
            // What HMA's programs expect of something that does not fit.
            StatusCode::UNPROCESSABLE_ENTITY => StatusCode::BAD_REQUEST,
            status => status,
        };
        Self::with(status, error.to_string())
    }
}

impl From<MultipartError> for Trouble {
    fn from(error: MultipartError) -> Self {
        Self::with(error.status(), error.body_text())
    }
}

impl From<JsonRejection> for Trouble {
    fn from(error: JsonRejection) -> Self {
        Self::with(error.status(), error.body_text())
    }
}

impl From<QueryRejection> for Trouble {
    fn from(error: QueryRejection) -> Self {
        Self::with(StatusCode::UNPROCESSABLE_ENTITY, error.body_text())
    }
}

impl From<PathRejection> for Trouble {
    /// A number of content that is none.
    fn from(_: PathRejection) -> Self {
        Self::with(StatusCode::NOT_FOUND, "content is named by a whole number")
    }
}

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        (self.status, Json(json!({ "message": self.message }))).into_response()
    }
}

/// The parameters of an address.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Trouble> {
        let axum::extract::Query(given) = axum::extract::Query::from_request_parts(parts, state).await?;
        Ok(Self(given))
    }
}

/// The parts of an address.
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Trouble> {
        let axum::extract::Path(given) = axum::extract::Path::from_request_parts(parts, state).await?;
        Ok(Self(given))
    }
}
