//! The order as files: paper, signed data, text. For the provider, and for whoever published the content.

use super::{Asked, Visit};
use crate::server::{App, Manner};
use crate::web::Failure;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use casework::portal::{Matter, matter};
use casework::records::{Kept, Order, Provider};
use casework::{Error, Refusal, order};
use exchange::Language;

/// The order behind a link, and its addressee.
async fn behind(app: &App, link: &str) -> Result<(Kept<Order>, Kept<Provider>), Error> {
    let bad = || Error::Refused(Refusal::BadLink);
    let (Matter::Order(order) | Matter::Content(order)) = matter(&app.desk, link).await? else { return Err(bad()) };
    let provider = app.desk.load::<Provider>(order.provider.ok_or_else(bad)?.0).await?;
    Ok((order, provider))
}

/// A file to be saved, under the reference of its order.
fn file(kind: &'static str, name: &str, bytes: impl Into<Vec<u8>>) -> Response {
    let name = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, name)], bytes.into()).into_response()
}

pub(super) async fn paper(
    State(app): State<App>,
    manner: Manner,
    Path(link): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let made = async {
        let (order, provider) = behind(&app, &link).await?;
        let paper = order::paper(&app.desk, &order, &provider).await?;
        Ok(file("application/pdf", &format!("{}.pdf", order.reference), paper))
    };
    let visit = Visit::new(&app, &manner, &link, &asked, None);
    made.await.or_else(|error| visit.fail(error))
}

pub(super) async fn signed(
    State(app): State<App>,
    manner: Manner,
    Path(link): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let made = async {
        let (order, _) = behind(&app, &link).await?;
        let signed = order::signed(&app.desk, &order).await?;
        let text = signed.to_json().map_err(|error| Error::Fault(Box::new(error)))?;
        Ok(file("application/json", &format!("{}.json", order.reference), text))
    };
    let visit = Visit::new(&app, &manner, &link, &asked, None);
    made.await.or_else(|error| visit.fail(error))
}

/// The form to be read on the spot, in the language of the address or of the order.
pub(super) async fn text(
    State(app): State<App>,
    manner: Manner,
    Path(link): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let made = async {
        let (order, provider) = behind(&app, &link).await?;
        let annex = order::form(&app.desk, &order, &provider).await?;
        let code = asked.lang.as_deref().unwrap_or(&order.language);
        let text = annex.render_text(Language::from_code(code).unwrap_or(Language::English));
        Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response())
    };
    let visit = Visit::new(&app, &manner, &link, &asked, None);
    made.await.or_else(|error| visit.fail(error))
}
