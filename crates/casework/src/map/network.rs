//! Networks: proposed by the rules, decided by people, and never forgotten.

mod step;

use super::observe::alone;
use super::outlet::{is_outlet, outlet_of, own_hosts};
use super::propose::{Grown, grow};
use crate::desk::{Desk, Draft};
use crate::error::{Error, fault, invalid};
use crate::policy::{Actor, Permission};
use crate::ports::Query;
use crate::records::{Asset, Because, Judgements, Kept, Kind, Member, Network, NetworkDecision};
use crate::seal::{Act, Verb, Who};
use domain::id::{AssetId, NetworkId};
use domain::map::network::{NetworkEvent, NetworkState};
use domain::map::{Asset as Name, AssetKind};
use futures::FutureExt as _;
use matching::digest::Sha256;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use step::Step;

/// The most seeds of one proposal.
const MAX_SEEDS: usize = 200;
/// The longest name of a network, and the longest reason for a decision, in characters.
const MAX_CHARS: (usize, usize) = (120, 4_000);
/// How many networks of one asset are listed.
const MAX_LISTED: u32 = 100;

fn named(name: &str) -> Result<String, Error> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > MAX_CHARS.0 || name.chars().any(char::is_control) {
        return Err(invalid("name", format!("give it a name of one line, of at most {} characters", MAX_CHARS.0)));
    }
    Ok(name.to_owned())
}

fn because(why: &str) -> Result<&str, Error> {
    let why = why.trim();
    if why.is_empty() || why.chars().count() > MAX_CHARS.1 {
        return Err(invalid("reason", format!("say why, in at most {} characters", MAX_CHARS.1)));
    }
    Ok(why)
}

/// Proposes a network: whoever is under the same control as the seeds, by the evidence on the map. It stays a
/// proposal until a person confirms it.
///
/// # Errors
/// Not permitted, no name, no seed that somebody could control, or storage failures.
pub async fn propose(desk: &Desk, actor: &Actor, name: &str, seeds: &[AssetId]) -> Result<NetworkId, Error> {
    actor.needs(Permission::KeepMap)?;
    let name = named(name)?;
    if seeds.is_empty() || seeds.len() > MAX_SEEDS {
        return Err(invalid("seeds", format!("name at least one asset and at most {MAX_SEEDS}")));
    }
    let mut names = Vec::with_capacity(seeds.len());
    for seed in seeds {
        names.push(desk.load::<Asset>(seed.0).await?.record.name);
    }
    if !names.iter().any(|name| is_outlet(name.kind())) {
        return Err(invalid(
            "seeds",
            "name a site, host, domain, application, channel or the like: a value is not controlled",
        ));
    }
    let id = NetworkId(desk.doors.entropy.id(desk.now()));
    let grown = grow(desk, &names).await?;
    let members = members(desk, &grown).await?;
    let judgements = seal(desk, id, grown).await?;
    let network = Network {
        id,
        name,
        state: NetworkState::Proposed,
        proposed: desk.now(),
        seeds: names,
        members,
        judgements: Some(judgements),
        from: Vec::new(),
        into: Vec::new(),
        decisions: vec![decision(desk, actor, None, "", None)],
    };
    let act = Act::new(Verb::Map, "network_proposed", id.0, Who::Person(actor))
        .detail(json!({ "name": network.name, "members": network.members.len(), "outlets": network.outlets() }))
        .sealing([judgements]);
    Draft::new(desk).put(&Kept::new(network))?.commit(&act).await?;
    Ok(id)
}

fn decision(
    desk: &Desk,
    actor: &Actor,
    event: Option<NetworkEvent>,
    why: &str,
    asset: Option<&Name>,
) -> NetworkDecision {
    NetworkDecision { event, at: desk.now(), by: actor.person, why: why.to_owned(), asset: asset.cloned() }
}

/// The names of all outlets that belong to it, and the hosts below their domains.
async fn members(desk: &Desk, grown: &Grown) -> Result<Vec<Member>, Error> {
    let mut members: BTreeMap<Name, Member> = BTreeMap::new();
    let mut order = Vec::new();
    let mut add = |asset: &Name, outlet: &Name, because: Because| {
        if !members.contains_key(asset) {
            order.push(asset.clone());
            let member =
                Member { asset: asset.clone(), outlet: outlet.clone(), joined: desk.now(), left: None, because };
            members.insert(asset.clone(), member);
        }
    };
    for joined in &grown.members {
        for name in &joined.names {
            let because = joined.judged.as_ref().map_or(Because::Seed, |judged| Because::Weighed {
                score: judged.score,
                families: judged.families.clone(),
            });
            add(name, &joined.outlet, because);
        }
    }
    for domain in grown.members.iter().map(|joined| &joined.outlet).filter(|name| name.kind() == AssetKind::Domain) {
        for host in own_hosts(desk, domain).await?.unwrap_or_default() {
            add(&host.name, &outlet_of(&host.name), Because::Below { domain: domain.clone() });
        }
    }
    Ok(order.iter().filter_map(|name| members.remove(name)).collect())
}

/// Keeps what was judged, as it was judged.
async fn seal(desk: &Desk, network: NetworkId, grown: Grown) -> Result<Sha256, Error> {
    let judgements = Judgements {
        network,
        at: desk.now(),
        nonce: ledger::Hash(desk.doors.entropy.bytes32()).to_string(),
        members: grown.members.into_iter().filter_map(|joined| joined.judged).collect(),
        considered: grown.considered,
        not_examined: grown.not_examined,
    };
    Ok(desk.doors.blobs.put(&serde_json::to_vec(&judgements).map_err(fault)?).await?)
}

/// What was judged when a network was proposed: each member with what is for and against, and those who came near.
///
/// # Errors
/// Not permitted, no such network, nothing judged, or storage failures.
pub async fn judgements(desk: &Desk, actor: &Actor, id: NetworkId) -> Result<Judgements, Error> {
    actor.needs(Permission::SeeMap)?;
    let network = desk.load::<Network>(id.0).await?;
    let kept = match network.judgements {
        Some(digest) => desk.doors.blobs.get(&digest).await?,
        None => None,
    };
    let kept = kept.ok_or(Error::NotFound { what: "judgement of this network" })?;
    serde_json::from_slice(&kept).map_err(fault)
}

/// The networks that an asset belongs to, proposed ones among them; the latest first.
///
/// # Errors
/// Not permitted, or storage failures.
pub async fn networks_of(desk: &Desk, actor: &Actor, asset: &Name) -> Result<Vec<Kept<Network>>, Error> {
    actor.needs(Permission::SeeMap)?;
    desk.list(&Query::all(Kind::Network, MAX_LISTED).with("member", asset).newest_first()).await
}

/// What a person decides about a network as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is under one control.
    Confirm,
    /// It is not.
    Reject,
    /// There is new evidence: it is proposed again.
    Reconsider,
}

/// Confirms, rejects or reconsiders a network.
///
/// # Errors
/// Not permitted, no reason, a network that cannot take this step from where it is, or storage failures.
pub async fn decide(desk: &Desk, actor: &Actor, id: NetworkId, verdict: Verdict, why: &str) -> Result<(), Error> {
    actor.needs(Permission::KeepMap)?;
    let why = because(why)?;
    let (event, act) = match verdict {
        Verdict::Confirm => (NetworkEvent::Confirm, "network_confirmed"),
        Verdict::Reject => (NetworkEvent::Reject, "network_rejected"),
        Verdict::Reconsider => (NetworkEvent::Reconsider, "network_reconsidered"),
    };
    let change = Step { desk, actor, event, act, why };
    alone(desk, || change.decide(id).boxed()).await
}

/// Takes a wrong member out. The rest stays, and so does the record that it belonged.
///
/// # Errors
/// Not permitted, no reason, not a member, or storage failures.
pub async fn remove_member(desk: &Desk, actor: &Actor, id: NetworkId, asset: &Name, why: &str) -> Result<(), Error> {
    actor.needs(Permission::KeepMap)?;
    let change = Step { desk, actor, event: NetworkEvent::Leave, act: "member_removed", why: because(why)? };
    alone(desk, || change.leave(id, asset).boxed()).await
}

/// Adds a member on a person's own judgement.
///
/// # Errors
/// Not permitted, no reason, an asset that is not on the map or that nobody could control, or storage failures.
pub async fn add_member(desk: &Desk, actor: &Actor, id: NetworkId, asset: AssetId, why: &str) -> Result<(), Error> {
    actor.needs(Permission::KeepMap)?;
    let change = Step { desk, actor, event: NetworkEvent::Join, act: "member_added", why: because(why)? };
    alone(desk, || change.join(id, asset).boxed()).await
}

/// Splits a network; its parts are new proposals, and what it was on any past day can still be read.
///
/// # Errors
/// Not permitted, no reason, parts that are not a division of the members, or storage failures.
pub async fn split(
    desk: &Desk,
    actor: &Actor,
    id: NetworkId,
    parts: &[(String, BTreeSet<Name>)],
    why: &str,
) -> Result<Vec<NetworkId>, Error> {
    actor.needs(Permission::KeepMap)?;
    let change = Step { desk, actor, event: NetworkEvent::Split, act: "network_split", why: because(why)? };
    let names = parts.iter().map(|(name, _)| named(name)).collect::<Result<Vec<_>, _>>()?;
    let ids: Vec<NetworkId> = parts.iter().map(|_| NetworkId(desk.doors.entropy.id(desk.now()))).collect();
    alone(desk, || change.split(id, &ids, &names, parts).boxed()).await?;
    Ok(ids)
}

/// Merges two networks into a new proposal.
///
/// # Errors
/// Not permitted, no name or reason, the same network twice, one that has ended, or storage failures.
pub async fn merge(
    desk: &Desk,
    actor: &Actor,
    both: [NetworkId; 2],
    name: &str,
    why: &str,
) -> Result<NetworkId, Error> {
    actor.needs(Permission::KeepMap)?;
    let change = Step { desk, actor, event: NetworkEvent::Merge, act: "networks_merged", why: because(why)? };
    let name = named(name)?;
    if both[0] == both[1] {
        return Err(invalid("networks", "name two different ones"));
    }
    let id = NetworkId(desk.doors.entropy.id(desk.now()));
    alone(desk, || change.merge(both, id, &name).boxed()).await?;
    Ok(id)
}
