//! The documents of an order, to read or to keep.

use super::annexes::Form;
use crate::server::{App, Visitor};
use crate::web::{Failure, letters as letters_sent};
use axum::extract::{Path, State};
use axum::http::{HeaderName, header};
use axum::response::{IntoResponse as _, Response};
use casework::records::{Authority, Kept, Order, Provider};
use casework::{Error, portal};
use domain::id::OrderId;
use domain::provider::Channel;
use exchange::Language;
use exchange::annex::AnnexI;
use uuid::Uuid;

const MISSING: Error = Error::NotFound { what: "document of this order" };

fn language(code: &str) -> Language {
    Language::from_code(code).unwrap_or(Language::English)
}

/// Text that a browser shows and never takes for anything else.
pub(in crate::web) fn plain(text: impl Into<String>) -> Response {
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text.into()).into_response()
}

/// JSON that a browser keeps under a name.
pub(in crate::web) fn kept(name: &str, json: Vec<u8>) -> Response {
    kept_as(name, "application/json", json)
}

/// A file of some type that a browser keeps under a name, and never shows.
pub(in crate::web) fn kept_as(name: &str, content_type: &str, bytes: Vec<u8>) -> Response {
    let headers: [(HeaderName, String); 2] = [
        (header::CONTENT_TYPE, content_type.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (headers, bytes).into_response()
}

/// The order, if the visitor may read it.
async fn read(app: &App, visitor: &Visitor, id: Uuid) -> Result<Kept<Order>, Error> {
    casework::order::read(&app.desk, &visitor.actor, OrderId(id)).await
}

async fn addressed(app: &App, visitor: &Visitor, id: Uuid) -> Result<(Order, Provider), Error> {
    let order = read(app, visitor, id).await?.record;
    let provider = order.provider.ok_or(MISSING)?;
    Ok((order, app.desk.load::<Provider>(provider.0).await?.record))
}

async fn annex(app: &App, visitor: &Visitor, id: Uuid) -> Result<(AnnexI, Order), Error> {
    let (order, provider) = addressed(app, visitor, id).await?;
    Ok((casework::order::form(&app.desk, &order, &provider).await?, order))
}

/// Annex I as text, in the language of the order.
pub(super) async fn order_as_text(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
) -> Result<Response, Failure> {
    let (annex, order) = annex(&app, &visitor, id).await?;
    Ok(plain(annex.render_text(language(&order.language))))
}

/// Annex I as data.
pub(super) async fn order_as_data(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
) -> Result<Response, Failure> {
    let (annex, order) = annex(&app, &visitor, id).await?;
    let json = serde_json::to_vec_pretty(&annex).map_err(|error| Failure(Error::Fault(Box::new(error))))?;
    Ok(kept(&format!("{}-annex-1.json", order.reference), json))
}

/// The order as issued, signed, with the proof that the ledger holds it.
pub(super) async fn signed(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
) -> Result<Response, Failure> {
    let order = read(&app, &visitor, id).await?;
    let signed = casework::order::signed(&app.desk, &order).await?;
    let json = signed.to_json().map_err(|error| Failure(Error::Fault(Box::new(error))))?;
    Ok(kept(&format!("{}.json", order.reference), json.into_bytes()))
}

/// The order on paper.
pub(super) async fn paper(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>) -> Result<Response, Failure> {
    let (order, provider) = addressed(&app, &visitor, id).await?;
    let paper = casework::order::paper(&app.desk, &order, &provider).await?;
    Ok(kept_as(&format!("{}.pdf", order.reference), "application/pdf", paper))
}

/// The proof that the order was carried by hand, as it was uploaded.
pub(super) async fn proof(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>) -> Result<Response, Failure> {
    let order = read(&app, &visitor, id).await?;
    let by_hand = order.notices.iter().rev().find(|notice| notice.channel == Channel::ByHand).ok_or(MISSING)?;
    let bytes = app.desk.doors.blobs.get(&by_hand.text).await.map_err(Error::from)?.ok_or(MISSING)?;
    Ok(kept_as(&format!("{}-proof", order.reference), "application/octet-stream", bytes))
}

/// An answer as Annex II or III: `1.txt` or `1.json`, counted from 1.
pub(super) async fn answer(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, file)): Path<(Uuid, String)>,
) -> Result<Response, Failure> {
    let (order, provider) = addressed(&app, &visitor, id).await?;
    let issuer = app.desk.load::<Authority>(order.authority.0).await?;
    let (number, ending) = file.split_once('.').ok_or(MISSING)?;
    let given = number.parse::<usize>().ok().and_then(|n| order.answers.get(n.checked_sub(1)?)).ok_or(MISSING)?;
    let form = Form::of(&order, &provider, &issuer, given, app.desk.settings.rehearsal);
    match ending {
        "txt" => Ok(plain(form.text(language(&order.language)))),
        "json" => {
            let json = form.json().map_err(|error| Failure(Error::Fault(Box::new(error))))?;
            Ok(kept(&format!("{}-annex-{}-{number}.json", order.reference, given.answer.annex().len()), json))
        }
        _ => Err(Failure(MISSING)),
    }
}

/// The text of a letter as it was sent, counted from 1.
pub(super) async fn letter(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, number)): Path<(Uuid, usize)>,
) -> Result<Response, Failure> {
    let order = read(&app, &visitor, id).await?;
    let link = portal::link_to_order(&app.desk, &order)?;
    let text = letters_sent::read(&app.desk, &order.notices, number, &link).await?.ok_or(MISSING)?;
    Ok(plain(text))
}
