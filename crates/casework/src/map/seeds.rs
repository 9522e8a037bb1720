//! What people put on the map themselves.

use super::observe::{Learnt, Merge, alone, observe};
use crate::desk::{Desk, Draft};
use crate::error::{Error, invalid};
use crate::policy::{Actor, Permission};
use crate::records::{Asset, Provider, Seed};
use crate::seal::{Act, Verb, Who};
use domain::id::{AssetId, ProviderId};
use domain::map::{Asset as Name, AssetKind, Interval, LinkKind, Observation, Source};
use futures::FutureExt as _;
use jiff::Timestamp;
use serde_json::json;
use url::Url;

/// The longest reason for a seed, in characters.
const MAX_WHY_CHARS: usize = 2_000;
/// The most sightings that a person records at once.
const MAX_RECORDED: usize = 1_000;

/// Puts something on the map by hand: an address (`https://harbour.example/quay`), a kind and a value
/// (`host harbour.example`), or a plain host name. An address names its site, host and domain; all of them are put there.
///
/// # Errors
/// Not permitted, no reason, nothing that names an asset, or storage failures.
pub async fn add_seed(desk: &Desk, actor: &Actor, given: &str, why: &str) -> Result<Vec<AssetId>, Error> {
    actor.needs(Permission::KeepMap)?;
    let why = why.trim();
    if why.is_empty() || why.chars().count() > MAX_WHY_CHARS {
        return Err(invalid("reason", format!("say why it belongs on the map, in at most {MAX_WHY_CHARS} characters")));
    }
    let names = named(given)?;
    alone(desk, || put(desk, actor, &names, given, why).boxed()).await
}

async fn put(desk: &Desk, actor: &Actor, names: &[Name], given: &str, why: &str) -> Result<Vec<AssetId>, Error> {
    let mut merge = Merge::new(desk);
    merge.take(&structure(names, desk.now(), Source::Person), None).await?;
    merge.load(names).await?;
    let mut ids = Vec::with_capacity(names.len());
    for name in names {
        let asset = merge.change(name);
        // Who put it there first stays on record.
        asset.seed.get_or_insert_with(|| Seed { by: actor.person, at: desk.now(), why: why.to_owned() });
        ids.push(asset.id);
    }
    let (draft, _) = merge.into_draft(Draft::new(desk))?;
    let act =
        Act::new(Verb::Map, "seed_added", ids[0].0, Who::Person(actor)).detail(json!({ "given": given, "why": why }));
    draft.commit(&act).await?;
    Ok(ids)
}

/// What somebody means by an address, a kind with a value, or a host name. Never empty.
fn named(given: &str) -> Result<Vec<Name>, Error> {
    let given = given.trim();
    let names = if given.contains("://") && !given.contains(' ') {
        let url: Url = given.parse().map_err(|_| invalid("address", "this is not an address"))?;
        Name::of_url(&url)
    } else if given.contains(' ') {
        vec![given.parse::<Name>().map_err(|error| invalid("asset", error.to_string()))?]
    } else {
        Name::of_host(given)
    };
    if names.is_empty() {
        return Err(invalid("asset", "give an address, a host name, or a kind and a value (“address 192.0.2.7”)"));
    }
    Ok(names)
}

/// How the assets of one address hang together: known without looking.
pub(super) fn structure(names: &[Name], at: Timestamp, source: Source) -> Vec<Observation> {
    let of = |kinds: &[AssetKind]| names.iter().find(|name| kinds.contains(&name.kind()));
    let server = of(&[AssetKind::Host, AssetKind::Address, AssetKind::Onion]);
    let pairs = [
        (of(&[AssetKind::Site]), LinkKind::PublishedOn, server),
        (of(&[AssetKind::Host]), LinkKind::UnderDomain, of(&[AssetKind::Domain])),
    ];
    let seen = pairs.into_iter().filter_map(|(subject, link, object)| {
        let (subject, object) = (subject?.clone(), object?.clone());
        Some(Observation { subject, link, object, seen: Interval::at(at), source, note: String::new() })
    });
    seen.collect()
}

/// Records what a person knows, with their note on how. Links that the map does not have are refused and counted.
///
/// # Errors
/// Not permitted, nothing or too much at once, a sighting without a note, or storage failures.
pub async fn record(desk: &Desk, actor: &Actor, seen: &[Observation]) -> Result<Learnt, Error> {
    actor.needs(Permission::KeepMap)?;
    if seen.is_empty() || seen.len() > MAX_RECORDED {
        return Err(invalid("sightings", format!("record 1 to {MAX_RECORDED} at once")));
    }
    if seen.iter().any(|seen| seen.note.trim().is_empty()) {
        return Err(invalid("note", "say how this is known"));
    }
    let said: Vec<Observation> =
        seen.iter().map(|seen| Observation { source: Source::Person, ..seen.clone() }).collect();
    alone(desk, || write_down(desk, actor, &said).boxed()).await
}

async fn write_down(desk: &Desk, actor: &Actor, said: &[Observation]) -> Result<Learnt, Error> {
    let (draft, learnt) = observe(desk, Draft::new(desk), said, None).await?;
    let act = Act::new(Verb::Map, "links_recorded", actor.person.0, Who::Person(actor)).detail(json!({
        "new_assets": learnt.assets,
        "new_facts": learnt.facts,
        "first": said.first().map(|seen| format!("{} {} {}", seen.subject, seen.link, seen.object)),
    }));
    draft.commit(&act).await?;
    Ok(learnt)
}

/// Names the provider whose asset this is, or takes the name away again.
///
/// # Errors
/// Not permitted, no such asset or provider, or storage failures.
pub async fn name_provider(
    desk: &Desk,
    actor: &Actor,
    asset: AssetId,
    provider: Option<ProviderId>,
) -> Result<(), Error> {
    actor.needs(Permission::KeepMap)?;
    alone(desk, || name(desk, actor, asset, provider).boxed()).await
}

async fn name(desk: &Desk, actor: &Actor, asset: AssetId, provider: Option<ProviderId>) -> Result<(), Error> {
    let named = match provider {
        Some(provider) => Some(desk.load::<Provider>(provider.0).await?.record.name),
        None => None,
    };
    let mut asset = desk.load::<Asset>(asset.0).await?;
    asset.provider = provider;
    let act = Act::new(Verb::Map, "provider_named", asset.id.0, Who::Person(actor))
        .detail(json!({ "asset": asset.name.to_string(), "provider": named }));
    Draft::new(desk).put(&asset)?.commit(&act).await
}
