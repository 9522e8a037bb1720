//! The order as the issuing authority signed it, to be checked without trusting this page.

use super::one;
use crate::server::{App, Visitor};
use crate::web::Failure;
use crate::web::orders::files::{kept, kept_as};
use axum::extract::{Path, State};
use axum::response::Response;
use casework::{Error, order};
use uuid::Uuid;

/// The signed order as data, with the proof that the ledger holds it.
pub(super) async fn signed(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
) -> Result<Response, Failure> {
    let (order, _) = one::copied_to(&app, &visitor, id).await?;
    let signed = order::signed(&app.desk, &order).await?;
    let json = signed.to_json().map_err(|error| Error::Fault(Box::new(error)))?;
    Ok(kept(&format!("{}.json", order.reference), json.into_bytes()))
}

/// The order on paper, as the provider got it.
pub(super) async fn paper(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>) -> Result<Response, Failure> {
    let (order, provider) = one::copied_to(&app, &visitor, id).await?;
    let paper = order::paper(&app.desk, &order, &provider).await?;
    Ok(kept_as(&format!("{}.pdf", order.reference), "application/pdf", paper))
}
