//! Putting assets on the map, and looking around from them.

use super::front::{self, Typed};
use crate::api::problem;
use crate::server::{App, Visitor};
use crate::web::Failure;
use crate::web::done::back;
use crate::web::fields::Fields;
use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use casework::Error;
use casework::map;
use casework::records::Limits;
use domain::id::{AssetId, ExpansionId};
use serde::Deserialize;
use uuid::Uuid;

/// Puts something on the map, and looks around from it at once if that was asked for.
pub(super) async fn add(State(app): State<App>, visitor: Visitor, fields: Fields) -> Result<Response, Failure> {
    match put(&app, &visitor, &fields).await {
        Ok(id) => Ok(back(&format!("/map/asset/{id}"), "seed").into_response()),
        Err(error @ (Error::Refused(_) | Error::Conflict)) => {
            let page = front::again(&app, &visitor, &Typed::refused(&fields, &error)).await?;
            Ok((problem::status(&error), page).into_response())
        }
        Err(error) => Err(Failure(error)),
    }
}

async fn put(app: &App, visitor: &Visitor, fields: &Fields) -> Result<AssetId, Error> {
    let ids = map::add_seed(&app.desk, &visitor.actor, fields.one("given"), fields.one("why")).await?;
    if fields.one("expand") == "yes" {
        map::begin_expansion(&app.desk, &visitor.actor, &ids, Limits::default()).await?;
    }
    ids.into_iter().next().ok_or(Error::NotFound { what: "asset" })
}

/// How far to look.
#[derive(Debug, Deserialize)]
pub(super) struct Wanted {
    depth: u8,
    assets: u32,
    per_asset: u32,
}

/// Looks around from an asset.
pub(super) async fn expand(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Form(Wanted { depth, assets, per_asset }): Form<Wanted>,
) -> Result<Redirect, Failure> {
    let limits = Limits { depth, assets, per_asset };
    map::begin_expansion(&app.desk, &visitor.actor, &[AssetId(id)], limits).await?;
    Ok(back("/map", "expand"))
}

/// Stops looking around.
pub(super) async fn stop(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    _: Fields,
) -> Result<Redirect, Failure> {
    map::stop_expansion(&app.desk, &visitor.actor, ExpansionId(id)).await?;
    Ok(back("/map", "stop"))
}
