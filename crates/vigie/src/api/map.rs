//! The map: seeds, expansions, assets, who holds a value, imports, networks.

use super::items::named;
use super::problem::Problem;
use crate::server::{App, Visitor};
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use casework::map::{self, Format, Imported, Levers, Offer, Verdict};
use casework::policy::Actor;
use casework::ports::Query as Listing;
use casework::records::{Expansion, Kept, Kind, Limits, Network};
use casework::{Desk, Error};
use domain::id::{AssetId, ExpansionId, NetworkId};
use domain::map::{Asset as Name, LinkKind};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use uuid::Uuid;

/// How many expansions and networks are listed.
const LISTED: u32 = 500;

/// Something for the map, with the reason.
#[derive(Deserialize)]
pub struct Seed {
    given: String,
    why: String,
}

/// Puts something on the map.
pub async fn seed(State(app): State<App>, visitor: Visitor, Json(given): Json<Seed>) -> Result<Json<Value>, Problem> {
    let ids = map::add_seed(&app.desk, &visitor.actor, &given.given, &given.why).await?;
    Ok(Json(json!({ "assets": ids.iter().map(ToString::to_string).collect::<Vec<_>>() })))
}

/// From where to look around, and how far.
#[derive(Deserialize)]
pub struct Wanted {
    seeds: Vec<Uuid>,
    #[serde(default)]
    limits: Limits,
}

/// Begins to look around.
pub async fn expand(
    State(app): State<App>,
    visitor: Visitor,
    Json(wanted): Json<Wanted>,
) -> Result<Json<Value>, Problem> {
    let seeds: Vec<AssetId> = wanted.seeds.into_iter().map(AssetId).collect();
    let id = map::begin_expansion(&app.desk, &visitor.actor, &seeds, wanted.limits).await?;
    Ok(Json(json!({ "expansion": id.to_string() })))
}

/// The expansions, the latest first.
pub async fn expansions(State(app): State<App>, _: Visitor) -> Result<Json<Value>, Problem> {
    let all: Vec<Kept<Expansion>> = app.desk.list(&Listing::all(Kind::Expansion, LISTED).newest_first()).await?;
    Ok(Json(json!({ "expansions": all.iter().map(|expansion| &expansion.record).collect::<Vec<_>>() })))
}

/// One expansion, with how far it got.
pub async fn expansion(State(app): State<App>, _: Visitor, Path(id): Path<Uuid>) -> Result<Json<Value>, Problem> {
    Ok(Json(json!(app.desk.load::<Expansion>(id).await?.record)))
}

/// Stops looking around.
pub async fn stop(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>) -> Result<Json<Value>, Problem> {
    map::stop_expansion(&app.desk, &visitor.actor, ExpansionId(id)).await?;
    Ok(Json(json!({})))
}

/// An asset by its name: kind and value.
#[derive(Deserialize)]
pub struct ByName {
    name: String,
}

/// One asset with everything that is known of it, by its name.
pub async fn find(
    State(app): State<App>,
    visitor: Visitor,
    Query(wanted): Query<ByName>,
) -> Result<Json<Value>, Problem> {
    Ok(Json(view(&app.desk, &visitor.actor, &wanted.name).await?))
}

/// An asset as programs and the command line show it.
pub async fn view(desk: &Desk, actor: &Actor, name: &str) -> Result<Value, Error> {
    let name: Name = named("asset", name)?;
    let asset = map::find(desk, actor, &name).await?.ok_or(Error::NotFound { what: "asset" })?;
    Ok(json!(asset.record))
}

/// The same by its identifier.
pub async fn asset(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>) -> Result<Json<Value>, Problem> {
    Ok(Json(json!(map::asset(&app.desk, &visitor.actor, AssetId(id)).await?.record)))
}

/// Who can do what about an asset, and whom that would hit besides.
pub async fn levers(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>) -> Result<Json<Value>, Problem> {
    let Levers { asset, offers, .. } = map::levers(&app.desk, &visitor.actor, AssetId(id)).await?;
    Ok(Json(json!({ "asset": asset.name.to_string(), "levers": offers.iter().map(offer).collect::<Vec<_>>() })))
}

fn offer(offer: &Offer) -> Value {
    let (strangers, refused, instead) = match &offer.collateral {
        Ok(estimate) => (Some(estimate.strangers), None, None),
        Err(refusal) => (
            None,
            Some(refusal.why.to_string()),
            Some(json!({ "measure": refusal.instead.measure.name(), "on": refusal.instead.on.name() })),
        ),
    };
    let who = offer.who.iter().map(|puller| {
        json!({ "named": puller.named, "provider": puller.provider.as_ref().map(|provider| provider.id.to_string()) })
    });
    json!({
        "measure": offer.lever.measure.name(),
        "who": who.collect::<Vec<_>>(),
        "does": offer.lever.does,
        "does_not": offer.lever.does_not,
        "lasts": offer.lever.lasts,
        "warns": offer.lever.warns,
        "legal": offer.lever.legal.iter().map(|way| way.name()).collect::<Vec<_>>(),
        "strangers": strangers,
        "refused": refused,
        "instead": instead,
    })
}

/// Whose holders are asked for.
#[derive(Deserialize)]
pub struct Held {
    link: String,
    object: String,
    #[serde(default = "hundred")]
    limit: u32,
}

const fn hundred() -> u32 {
    100
}

/// Who else holds a value.
pub async fn holders(
    State(app): State<App>,
    visitor: Visitor,
    Query(held): Query<Held>,
) -> Result<Json<Value>, Problem> {
    Ok(Json(holders_view(&app.desk, &visitor.actor, &held.link, &held.object, held.limit).await?))
}

/// Who else holds a value, as programs and the command line show it.
pub async fn holders_view(desk: &Desk, actor: &Actor, link: &str, object: &str, limit: u32) -> Result<Value, Error> {
    let (link, object): (LinkKind, Name) = (named("link", link)?, named("object", object)?);
    let holders = map::holders(desk, actor, link, &object, limit).await?;
    let assets =
        holders.assets.iter().map(|asset| json!({ "id": asset.id.to_string(), "name": asset.name.to_string() }));
    Ok(json!({ "count": holders.count, "counted_to": map::HOLDERS_COUNTED, "assets": assets.collect::<Vec<_>>() }))
}

/// What a file is and where it is from.
#[derive(Deserialize)]
pub struct File {
    format: String,
    origin: String,
}

/// Takes a file in, which is the body of the request.
pub async fn import(
    State(app): State<App>,
    visitor: Visitor,
    Query(file): Query<File>,
    body: Bytes,
) -> Result<Json<Value>, Problem> {
    let format: Format = file.format.parse()?;
    Ok(Json(imported(&map::import(&app.desk, &visitor.actor, &file.origin, format, &body).await?)))
}

/// What became of a file, as programs and the command line show it.
#[must_use]
pub fn imported(imported: &Imported) -> Value {
    let troubles = imported.troubles.iter().map(|trouble| json!({ "place": trouble.place, "what": trouble.what }));
    json!({
        "sightings": imported.sightings,
        "new_assets": imported.learnt.assets,
        "new_facts": imported.learnt.facts,
        "refused": imported.learnt.refused,
        "troubles": troubles.collect::<Vec<_>>(),
        "further_troubles": imported.further_troubles,
        "evidence": imported.evidence.map(|digest| digest.to_string()),
    })
}

/// A network to be proposed.
#[derive(Deserialize)]
pub struct Proposal {
    name: String,
    seeds: Vec<Uuid>,
}

/// Proposes a network.
pub async fn propose(
    State(app): State<App>,
    visitor: Visitor,
    Json(proposal): Json<Proposal>,
) -> Result<Json<Value>, Problem> {
    let seeds: Vec<AssetId> = proposal.seeds.into_iter().map(AssetId).collect();
    let id = map::propose(&app.desk, &visitor.actor, &proposal.name, &seeds).await?;
    Ok(Json(json!({ "network": id.to_string() })))
}

/// The networks, the latest first.
pub async fn networks(State(app): State<App>, _: Visitor) -> Result<Json<Value>, Problem> {
    let all: Vec<Kept<Network>> = app.desk.list(&Listing::all(Kind::Network, LISTED).newest_first()).await?;
    let shown = all.iter().map(|network| {
        json!({
            "id": network.id.to_string(),
            "name": network.name,
            "state": network.state.name(),
            "outlets": network.outlets(),
            "assets": network.present().count(),
        })
    });
    Ok(Json(json!({ "networks": shown.collect::<Vec<_>>() })))
}

/// One network with its members and what was decided, and what was judged when it was proposed.
pub async fn network(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>) -> Result<Json<Value>, Problem> {
    let network: Kept<Network> = app.desk.load(id).await?;
    let judgements = match map::judgements(&app.desk, &visitor.actor, NetworkId(id)).await {
        Ok(judgements) => Some(judgements),
        Err(Error::NotFound { .. }) => None,
        Err(error) => return Err(error.into()),
    };
    Ok(Json(json!({ "network": network.record, "judgements": judgements })))
}

/// What a person decides.
#[derive(Deserialize)]
pub struct Decision {
    verdict: String,
    why: String,
}

/// Confirms, rejects or reconsiders a network.
pub async fn decide(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Json(decision): Json<Decision>,
) -> Result<Json<Value>, Problem> {
    let verdict = match decision.verdict.as_str() {
        "confirm" => Verdict::Confirm,
        "reject" => Verdict::Reject,
        "reconsider" => Verdict::Reconsider,
        _ => {
            let why = "use one of confirm, reject, reconsider".to_owned();
            return Err(Error::Refused(casework::Refusal::Invalid { what: "verdict", why }).into());
        }
    };
    map::decide(&app.desk, &visitor.actor, NetworkId(id), verdict, &decision.why).await?;
    Ok(Json(json!({})))
}

/// A part of a network that is split.
#[derive(Deserialize)]
pub struct Part {
    name: String,
    members: Vec<String>,
}

/// How a network is split, and why.
#[derive(Deserialize)]
pub struct Split {
    parts: Vec<Part>,
    why: String,
}

/// Two networks that are one.
#[derive(Deserialize)]
pub struct Merged {
    networks: [Uuid; 2],
    name: String,
    why: String,
}

/// Merges two networks into a new proposal.
pub async fn merge(State(app): State<App>, visitor: Visitor, Json(both): Json<Merged>) -> Result<Json<Value>, Problem> {
    let id = map::merge(&app.desk, &visitor.actor, both.networks.map(NetworkId), &both.name, &both.why).await?;
    Ok(Json(json!({ "network": id.to_string() })))
}

/// How many strangers depend on an asset, as somebody counted them.
#[derive(Deserialize)]
pub struct Strangers {
    strangers: u64,
    source: String,
    at: Timestamp,
    note: String,
}

/// Records how many strangers depend on an asset.
pub async fn count(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Json(given): Json<Strangers>,
) -> Result<Json<Value>, Problem> {
    let said = (named("source", &given.source)?, given.at);
    map::record_count(&app.desk, &visitor.actor, AssetId(id), given.strangers, said, &given.note).await?;
    Ok(Json(json!({})))
}

/// Splits a network; its parts are new proposals.
pub async fn split(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Json(split): Json<Split>,
) -> Result<Json<Value>, Problem> {
    let mut parts = Vec::new();
    for part in &split.parts {
        let members = part.members.iter().map(|name| named("members", name)).collect::<Result<BTreeSet<Name>, _>>()?;
        parts.push((part.name.clone(), members));
    }
    let ids = map::split(&app.desk, &visitor.actor, NetworkId(id), &parts, &split.why).await?;
    Ok(Json(json!({ "networks": ids.iter().map(ToString::to_string).collect::<Vec<_>>() })))
}
