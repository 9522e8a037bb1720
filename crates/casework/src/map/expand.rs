//! Looking around from seeds, breadth first, within limits.
//!
//! Every asset that an expansion reaches carries a visit: how far it lies from a seed, and whether its sources were
//! asked. So the expansion itself stays small, and no asset is asked twice. The outbox is first in, first out, which
//! makes the search breadth first; when workers overtake each other and an asset turns out to lie nearer than was
//! thought, it is asked once more from there.

use super::look::{self, Looked, Sealed};
use super::observe::{Learnt, Merge, alone};
use crate::desk::{Desk, Draft};
use crate::error::{Error, invalid};
use crate::letters::nothing_to_do;
use crate::policy::{Actor, Permission};
use crate::records::{Asset, Expansion, ExpansionState, Kept, Limit, Limits, Visit};
use crate::seal::{Act, Verb, Who};
use crate::task::Task;
use domain::id::{AssetId, ExpansionId, JobId};
use domain::map::{Asset as Name, Source};
use futures::FutureExt as _;
use serde_json::json;
use std::collections::BTreeMap;

/// How many assets one job asks about, side by side, to be sealed with one entry.
const PER_JOB: usize = 32;
/// The most seeds of one expansion.
const MAX_SEEDS: usize = 1_000;

/// Begins to look around from some assets.
///
/// # Errors
/// Not permitted, no seeds or too many, limits beyond [`Limits::WIDEST`], an unknown asset, or storage failures.
pub async fn begin_expansion(
    desk: &Desk,
    actor: &Actor,
    seeds: &[AssetId],
    limits: Limits,
) -> Result<ExpansionId, Error> {
    actor.needs(Permission::KeepMap)?;
    if !limits.are_sound() {
        let Limits { depth, assets, per_asset } = Limits::WIDEST;
        let why =
            format!("at most {depth} steps, {assets} assets and {per_asset} from one asset; at least one of each");
        return Err(invalid("limits", why));
    }
    if seeds.is_empty() || seeds.len() > MAX_SEEDS {
        return Err(invalid("seeds", format!("name at least one asset and at most {MAX_SEEDS}")));
    }
    let id = ExpansionId(desk.doors.entropy.id(desk.now()));
    alone(desk, || begin(desk, actor, id, seeds, limits).boxed()).await?;
    Ok(id)
}

async fn begin(desk: &Desk, actor: &Actor, id: ExpansionId, seeds: &[AssetId], limits: Limits) -> Result<(), Error> {
    let mut assets: BTreeMap<AssetId, Kept<Asset>> = BTreeMap::new();
    for seed in seeds {
        assets.insert(*seed, desk.load(seed.0).await?);
    }
    let mut expansion = Expansion {
        id,
        by: actor.person,
        begun: desk.now(),
        seeds: assets.values().map(|asset| asset.name.clone()).collect(),
        limits,
        state: ExpansionState::Running,
        levels: Vec::new(),
        waiting: 0,
        learnt: 0,
        unanswered: 0,
        left_out: BTreeMap::new(),
        stopped_by: None,
        ended: None,
    };
    let within = at_most(limits.assets);
    expansion.leave_out(Limit::Assets, assets.len().saturating_sub(within) as u64);
    let mut draft = Draft::new(desk);
    let mut begun = Vec::new();
    for (seed, mut asset) in assets.into_iter().take(within) {
        asset.reached(Visit { expansion: id, depth: 0, asked: false });
        draft = draft.put(&asset)?;
        begun.push(seed);
    }
    let act = Act::new(Verb::Map, "expansion_begun", id.0, Who::Person(actor)).detail(json!({
        "seeds": expansion.seeds.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "limits": limits,
    }));
    draft = queue(desk, draft, &mut expansion, &mut BTreeMap::from([(0, begun)]));
    draft.put(&Kept::new(expansion))?.commit(&act).await
}

fn at_most(limit: u32) -> usize {
    usize::try_from(limit).unwrap_or(usize::MAX)
}

/// Lets jobs follow for assets that were newly reached, by distance.
fn queue<'d>(
    desk: &Desk,
    mut draft: Draft<'d>,
    expansion: &mut Expansion,
    reached: &mut BTreeMap<u8, Vec<AssetId>>,
) -> Draft<'d> {
    for (depth, assets) in std::mem::take(reached) {
        let count = u32::try_from(assets.len()).unwrap_or(u32::MAX);
        expansion.level(depth).found += count;
        expansion.waiting += count;
        for part in assets.chunks(PER_JOB) {
            draft = draft.then(&Task::Expand { expansion: expansion.id, assets: part.to_vec() }, desk.now());
        }
    }
    draft
}

/// Asks about some assets that an expansion reached. The work of `Task::Expand`.
///
/// # Errors
/// Storage failures; the job is tried again. A source that does not answer is noted with the asset, not an error.
pub(crate) async fn expand(desk: &Desk, id: ExpansionId, assets: &[AssetId], job: Option<JobId>) -> Result<(), Error> {
    let expansion = desk.load::<Expansion>(id.0).await?;
    if expansion.state != ExpansionState::Running {
        return nothing_to_do(desk, job).await;
    }
    let mut to_ask = Vec::with_capacity(assets.len());
    for asset in assets {
        let mut asset = desk.load::<Asset>(asset.0).await?;
        if asset.visit(id).is_none_or(|visit| !visit.asked) {
            to_ask.push(asset.record.name);
        }
    }
    if to_ask.is_empty() {
        return nothing_to_do(desk, job).await;
    }
    let looks = to_ask.into_iter().map(|name| look::look(desk, name));
    let looks = look::seal(desk, futures::future::join_all(looks).await).await?;
    alone(desk, || conclude(desk, id, &looks, job).boxed()).await
}

/// Merges what was seen, and goes on from there.
async fn conclude(desk: &Desk, id: ExpansionId, looks: &[Sealed], job: Option<JobId>) -> Result<(), Error> {
    let mut expansion = desk.load::<Expansion>(id.0).await?;
    let mut merge = Merge::new(desk);
    let mut by_depth = Vec::with_capacity(looks.len());
    for Sealed { looked, evidence } in looks {
        for collected in looked.collected() {
            merge.take(&collected.observations, Some(*evidence)).await?;
        }
        merge.load([&looked.name]).await?;
        merge.change(&looked.name).looks.extend(looked.notes(*evidence));
        expansion.unanswered += looked.unanswered();
        by_depth.extend(asked(&mut expansion, &mut merge, looked).map(|depth| (depth, looked)));
    }
    // The near ones first, so that what two of them lead to is reached by the shorter way.
    by_depth.sort_by_key(|(depth, _)| *depth);
    let mut reached = BTreeMap::new();
    for (depth, looked) in by_depth {
        go_on(desk, &mut expansion, &mut merge, looked, depth, &mut reached).await?;
    }
    let (draft, learnt) = merge.into_draft(Draft::new(desk))?;
    expansion.learnt += learnt.facts;
    let draft = queue(desk, draft, &mut expansion, &mut reached);
    if expansion.waiting == 0 && expansion.state == ExpansionState::Running {
        expansion.state = ExpansionState::Done;
        expansion.ended = Some(desk.now());
    }
    let act = looked_around(id, looks, learnt);
    draft.put(&expansion)?.done(job).commit(&act).await
}

fn looked_around(id: ExpansionId, looks: &[Sealed], learnt: Learnt) -> Act<'static> {
    Act::new(Verb::Map, "looked_around", id.0, Who::Job)
        .detail(json!({ "assets": looks.len(), "new_assets": learnt.assets, "new_facts": learnt.facts }))
        .sealing(looks.iter().map(|sealed| sealed.evidence))
}

/// Notes that an asset was asked about, and gives its distance. Nothing if another worker was quicker, or the
/// expansion goes no further.
fn asked(expansion: &mut Expansion, merge: &mut Merge<'_>, looked: &Looked) -> Option<u8> {
    let visit = merge.change(&looked.name).visit(expansion.id);
    if visit.as_ref().is_some_and(|visit| visit.asked) {
        return None;
    }
    expansion.waiting = expansion.waiting.saturating_sub(1);
    let visit = visit?;
    visit.asked = true;
    let depth = visit.depth;
    expansion.level(depth).asked += 1;
    (expansion.state == ExpansionState::Running).then_some(depth)
}

/// Reaches the assets that lie one step further.
async fn go_on(
    desk: &Desk,
    expansion: &mut Expansion,
    merge: &mut Merge<'_>,
    looked: &Looked,
    depth: u8,
    reached: &mut BTreeMap<u8, Vec<AssetId>>,
) -> Result<(), Error> {
    let next = next(desk, merge, looked);
    merge.load(&next).await?;
    let [per_asset, in_all, before] =
        [expansion.limits.per_asset, expansion.limits.assets, expansion.found()].map(at_most);
    expansion.leave_out(Limit::PerAsset, next.len().saturating_sub(per_asset) as u64);
    let mut found = before + reached.values().map(Vec::len).sum::<usize>();
    for name in next.iter().take(per_asset) {
        let visit =
            merge.known(name).and_then(|asset| asset.visits.iter().find(|visit| visit.expansion == expansion.id));
        match visit.copied() {
            Some(visit) if visit.depth <= depth + 1 => {}
            Some(visit) => nearer(expansion, merge, name, visit, depth + 1, reached),
            None if depth >= expansion.limits.depth => expansion.leave_out(Limit::Depth, 1),
            None if found >= in_all => expansion.leave_out(Limit::Assets, 1),
            None => {
                let asset = merge.change(name);
                asset.reached(Visit { expansion: expansion.id, depth: depth + 1, asked: false });
                reached.entry(depth + 1).or_default().push(asset.id);
                found += 1;
            }
        }
    }
    Ok(())
}

/// An asset that lies nearer than was thought. If it was asked about already, what lies behind it may be within the
/// limits after all, so it is asked again.
fn nearer(
    expansion: &mut Expansion,
    merge: &mut Merge<'_>,
    name: &Name,
    before: Visit,
    depth: u8,
    reached: &mut BTreeMap<u8, Vec<AssetId>>,
) {
    let asset = merge.change(name);
    if let Some(visit) = asset.visit(expansion.id) {
        (visit.depth, visit.asked) = (depth, false);
    }
    let id = asset.id;
    let level = expansion.level(before.depth);
    level.found = level.found.saturating_sub(1);
    if before.asked {
        level.asked = level.asked.saturating_sub(1);
        reached.entry(depth).or_default().push(id);
    } else {
        expansion.level(depth).found += 1;
    }
}

/// Where an asset leads, each once: what its sources say to follow, then what others say of it, as far as anybody can
/// be asked about that.
fn next(desk: &Desk, merge: &Merge<'_>, looked: &Looked) -> Vec<Name> {
    let mut next: Vec<Name> = looked.collected().flat_map(|collected| &collected.next).cloned().collect();
    let told = |source: Source| {
        matches!(source, Source::PassiveDns | Source::CertificateLog | Source::File | Source::Stix | Source::Person)
    };
    let facts = merge.known(&looked.name).map_or(&[][..], |asset| &asset.facts);
    let facts = facts.iter().filter(|fact| fact.sightings.iter().any(|sighting| told(sighting.source)));
    next.extend(facts.map(|fact| fact.object.clone()));
    let mut seen = std::collections::BTreeSet::new();
    next.retain(|name| seen.insert(name.clone()) && !desk.doors.collect.sources_for(name).is_empty());
    next
}

/// Stops an expansion. What it learnt stays; what waited to be asked is counted as left out.
///
/// # Errors
/// Not permitted, no such expansion, one that has ended, or storage failures.
pub async fn stop_expansion(desk: &Desk, actor: &Actor, id: ExpansionId) -> Result<(), Error> {
    actor.needs(Permission::KeepMap)?;
    alone(desk, || stop(desk, actor, id).boxed()).await
}

async fn stop(desk: &Desk, actor: &Actor, id: ExpansionId) -> Result<(), Error> {
    let mut expansion = desk.load::<Expansion>(id.0).await?;
    if expansion.state != ExpansionState::Running {
        return Err(invalid("expansion", "it has ended; begin another one"));
    }
    let waited = std::mem::take(&mut expansion.waiting);
    expansion.leave_out(Limit::Stopped, waited.into());
    expansion.state = ExpansionState::Stopped;
    expansion.stopped_by = Some(actor.person);
    expansion.ended = Some(desk.now());
    let act = Act::new(Verb::Map, "expansion_stopped", id.0, Who::Person(actor))
        .detail(json!({ "asked": expansion.asked(), "left_out": waited }));
    Draft::new(desk).put(&expansion)?.commit(&act).await
}
