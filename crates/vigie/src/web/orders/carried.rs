//! The record that a person carried an order to the provider, with the proof as a file.

use super::acts::{Typed, after};
use crate::server::{App, Visitor};
use crate::web::Failure;
use crate::web::upload::Upload;
use axum::extract::{Path, State};
use axum::response::Response;
use casework::order;
use domain::id::OrderId;
use uuid::Uuid;

/// The largest proof, in bytes: a scan of some pages, or a photograph.
pub(super) const MAX_PROOF_BYTES: usize = 24 << 20;

/// Records that the order was delivered by hand.
pub(super) async fn record(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    mut form: Upload,
) -> Result<Response, Failure> {
    let proof = form.take_files("files").pop().map(|file| file.bytes).unwrap_or_default();
    let words = form.text("words").to_owned();
    let done = order::record_delivery_by_hand(&app.desk, &visitor.actor, OrderId(id), &words, &proof).await;
    after(&app, &visitor, id, "carried", Typed { words, ..Typed::default() }, done).await
}
