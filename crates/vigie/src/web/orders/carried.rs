//! The record that a person carried an order to the provider, with the proof as a file.

use super::acts::{Typed, after};
use crate::server::{App, Visitor};
use crate::web::Failure;
use crate::web::messages::order as text;
use axum::extract::{Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use casework::order;
use domain::id::OrderId;
use uuid::Uuid;

/// The largest proof, in bytes: a scan of some pages, or a photograph.
pub(super) const MAX_PROOF_BYTES: usize = 24 << 20;

#[derive(Default)]
struct Given {
    words: String,
    proof: Vec<u8>,
}

/// Reads the parts. The session's value comes first; without it nothing else is read.
async fn read(mut parts: Multipart, csrf: &str) -> Result<Given, StatusCode> {
    let first = parts.next_field().await.ok().flatten().ok_or(StatusCode::BAD_REQUEST)?;
    if first.name() != Some("csrf") || first.text().await.map_err(|error| error.status())? != csrf {
        return Err(StatusCode::FORBIDDEN);
    }
    let mut given = Given::default();
    while let Some(part) = parts.next_field().await.map_err(|error| error.status())? {
        match part.name() {
            Some("words") => given.words = part.text().await.map_err(|error| error.status())?,
            Some("files") => given.proof = part.bytes().await.map_err(|error| error.status())?.to_vec(),
            _ => {}
        }
    }
    Ok(given)
}

/// Records that the order was delivered by hand.
pub(super) async fn record(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    parts: Multipart,
) -> Result<Response, Failure> {
    let given = match read(parts, visitor.csrf()).await {
        Ok(given) => given,
        Err(status) => return Ok((status, text::PROOF_UNREADABLE.get(visitor.manner.reader.lang)).into_response()),
    };
    let done = order::record_delivery_by_hand(&app.desk, &visitor.actor, OrderId(id), &given.words, &given.proof).await;
    after(&app, &visitor, id, "carried", Typed { words: given.words, ..Typed::default() }, done).await
}
