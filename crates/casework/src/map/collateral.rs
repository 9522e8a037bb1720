//! Whom a lever would hit besides: what hangs on an asset, counted from the map.
//!
//! The map knows only what somebody saw, so a count rests on sources that list what others do: old DNS answers,
//! certificate logs, files and documents that were handed in. Our own questions about our own assets count nobody.

use super::holders::count;
use super::observe::alone;
use super::outlet::outlet_of;
use crate::desk::{Desk, Draft};
use crate::error::{Error, invalid};
use crate::policy::{Actor, Permission};
use crate::ports::Query;
use crate::records::{Asset, Counted, Kind};
use crate::seal::{Act, Verb, Who};
use domain::id::AssetId;
use domain::map::collateral::{Basis, Count, Dependents, OLDEST_COUNT};
use domain::map::{Asset as Name, AssetKind, LinkKind, Source};
use futures::FutureExt as _;
use jiff::Timestamp;
use serde_json::json;
use std::collections::BTreeSet;

/// How many dependents are looked at one by one. Of more, all are taken for strangers.
const LOOKED_AT: u32 = 1_000;
/// The longest note on how somebody counted, in characters.
const MAX_NOTE_CHARS: usize = 2_000;

/// What hangs on an asset besides what is aimed at. What belongs to a confirmed network is not counted.
///
/// # Errors
/// Not permitted, no such asset, or storage failures.
pub async fn dependents(desk: &Desk, actor: &Actor, id: AssetId) -> Result<Dependents, Error> {
    actor.needs(Permission::SeeMap)?;
    of(desk, &desk.load::<Asset>(id.0).await?.record).await
}

/// What hangs on an asset by its name; nobody counted what is not on the map.
pub(crate) async fn of_name(desk: &Desk, name: &Name) -> Result<Dependents, Error> {
    match desk.find_unique::<Asset>(&name.to_string()).await? {
        Some(asset) => of(desk, &asset).await,
        None => Ok(Dependents { public_suffix: name.shared_suffix() == Some(name.value()), ..Dependents::default() }),
    }
}

pub(super) async fn of(desk: &Desk, asset: &Asset) -> Result<Dependents, Error> {
    let name = &asset.name;
    let shared_names = match name.kind() {
        AssetKind::Address => view(desk, LinkKind::ResolvesTo, name, asset).await?,
        AssetKind::Domain => view(desk, LinkKind::UnderDomain, name, asset).await?,
        AssetKind::Host | AssetKind::Onion => view(desk, LinkKind::PublishedOn, name, asset).await?,
        AssetKind::NameServer => view(desk, LinkKind::ServedBy, name, asset).await?,
        AssetKind::Signer => view(desk, LinkKind::SignedBy, name, asset).await?,
        AssetKind::Site => through(desk, asset, LinkKind::PublishedOn, LinkKind::PublishedOn).await?,
        AssetKind::App => through(desk, asset, LinkKind::SignedBy, LinkKind::SignedBy).await?,
        _ => None,
    };
    let shared_certificate = match name.kind() {
        AssetKind::Certificate => view(desk, LinkKind::NamedIn, name, asset).await?,
        _ => None,
    };
    let on_front = |fact: &crate::records::Fact| fact.object.kind() == AssetKind::Cdn;
    Ok(Dependents {
        shared_names: worse(shared_names, by_hand(asset), desk.now()),
        shared_certificate,
        public_suffix: name.shared_suffix() == Some(name.value()),
        cdn: asset.through(LinkKind::HostedBy).any(on_front),
        block_size: 1,
    })
}

/// The count about what an asset stands on: a site on its host, an application by its signer.
async fn through(desk: &Desk, asset: &Asset, to: LinkKind, held: LinkKind) -> Result<Option<Count>, Error> {
    let latest = asset.through(to).max_by_key(|fact| fact.seen().last());
    match latest {
        Some(fact) => view(desk, held, &fact.object, asset).await,
        None => Ok(None),
    }
}

fn by_hand(asset: &Asset) -> Option<Count> {
    let Counted { strangers, source, at, .. } = asset.counted.as_ref()?;
    Some(Count { strangers: *strangers, basis: Basis { source: *source, at: *at } })
}

/// Of two counts the one to be careful by: the fresh one, and of two fresh ones the larger.
fn worse(one: Option<Count>, other: Option<Count>, now: Timestamp) -> Option<Count> {
    let fresh = |count: &Count| now.duration_since(count.basis.at) <= OLDEST_COUNT;
    one.into_iter().chain(other).max_by_key(|count| (fresh(count), count.strangers))
}

/// Whether a source lists what others do, so that what it does not name is not there, as far as it sees.
const fn lists_others(source: Source, link: LinkKind) -> bool {
    match source {
        Source::PassiveDns | Source::CertificateLog | Source::File | Source::Stix => true,
        // A certificate names everybody it is for.
        Source::Tls => matches!(link, LinkKind::NamedIn),
        _ => false,
    }
}

/// Counts the strangers that hold a value, if anybody listed its holders.
async fn view(desk: &Desk, link: LinkKind, value: &Name, aimed_at: &Asset) -> Result<Option<Count>, Error> {
    let mut query = Query::all(Kind::Asset, LOOKED_AT).with(link.name(), value);
    query.states = Asset::holders_of(link, value.kind());
    let holders = desk.list::<Asset>(&query).await?;
    let seen = |holder: &Asset| {
        let facts = holder.facts.iter().filter(|fact| fact.link == link && fact.object == *value);
        facts.flat_map(|fact| &fact.sightings).map(|seen| (seen.source, seen.seen.last())).collect::<Vec<_>>()
    };
    let listings = holders.iter().flat_map(|holder| seen(holder)).filter(|(source, _)| lists_others(*source, link));
    let Some((source, at)) = listings.max_by_key(|(_, at)| *at) else { return Ok(None) };
    let basis = Basis { source, at };
    if holders.len() >= LOOKED_AT as usize {
        return Ok(Some(Count { strangers: count(desk, link, value).await?, basis }));
    }
    let outlet = outlet_of(&aimed_at.name);
    let own = |holder: &Asset| !holder.networks.is_empty() || outlet_of(&holder.name) == outlet;
    // Who was there years ago is not hit today.
    let there = |holder: &Asset| seen(holder).iter().any(|(_, last)| at.duration_since(*last) <= OLDEST_COUNT);
    // A name server is the host of the same name, and is not hit besides it.
    let own_names: BTreeSet<&str> =
        holders.iter().filter(|holder| own(holder)).map(|holder| holder.name.value()).collect();
    let strange = |holder: &Asset| there(holder) && !own_names.contains(holder.name.value());
    let names: BTreeSet<&str> =
        holders.iter().filter(|holder| strange(holder)).map(|holder| holder.name.value()).collect();
    let strangers = names.len() as u64;
    Ok(Some(Count { strangers, basis }))
}

/// Records how many strangers depend on an asset, counted elsewhere: by the host itself, or by a service that lists
/// names by address.
///
/// # Errors
/// Not permitted, no note on how it was counted, a time to come, or storage failures.
pub async fn record_count(
    desk: &Desk,
    actor: &Actor,
    asset: AssetId,
    strangers: u64,
    (source, at): (Source, Timestamp),
    note: &str,
) -> Result<(), Error> {
    actor.needs(Permission::KeepMap)?;
    let note = note.trim();
    if note.is_empty() || note.chars().count() > MAX_NOTE_CHARS {
        return Err(invalid("note", format!("say how they were counted, in at most {MAX_NOTE_CHARS} characters")));
    }
    if at > desk.now() {
        return Err(invalid("time", "nobody has counted in the future"));
    }
    let counted = Counted { strangers, source, at, by: actor.person, note: note.to_owned() };
    alone(desk, || keep(desk, actor, asset, counted.clone()).boxed()).await
}

async fn keep(desk: &Desk, actor: &Actor, asset: AssetId, counted: Counted) -> Result<(), Error> {
    let mut asset = desk.load::<Asset>(asset.0).await?;
    let act = Act::new(Verb::Map, "strangers_counted", asset.id.0, Who::Person(actor)).detail(json!({
        "asset": asset.name.to_string(),
        "strangers": counted.strangers,
        "source": counted.source.name(),
        "note": counted.note,
    }));
    asset.counted = Some(counted);
    Draft::new(desk).put(&asset)?.commit(&act).await
}
