//! How two assets hang together: the shortest way between them, searched from both ends.

use super::filter::Filter;
use super::graph::sources;
use super::holders::{AT_ONCE, Neighbours, neighbours};
use crate::desk::Desk;
use crate::error::Error;
use crate::policy::{Actor, Permission};
use crate::records::{Asset, Kept};
use domain::id::AssetId;
use domain::map::{Asset as Name, Interval, LinkKind, Source};
use std::collections::BTreeMap;

/// A value with more holders than this connects strangers; the search does not go through it.
const CROWD: u32 = 200;
/// How many assets are looked around at before the search gives up.
const MAX_EXAMINED: usize = 2_000;

/// What a search for a way found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Path {
    /// The way, from the first asset to the second; absent if none was found. Empty when they are the same.
    pub steps: Option<Vec<Step>>,
    /// Values that were not gone through, since too many hold them.
    pub hubs: Vec<Hub>,
    /// How many assets were looked around at.
    pub examined: usize,
    /// Whether the search gave up: there may be a way all the same.
    pub gave_up: bool,
}

/// One line of a way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The asset that holds the fact.
    pub subject: Name,
    /// How it is linked.
    pub link: LinkKind,
    /// To what.
    pub object: Name,
    /// Whether the way goes from subject to object; otherwise it goes back.
    pub forward: bool,
    /// From the first sighting to the last.
    pub seen: Interval,
    /// Who saw it.
    pub sources: Vec<Source>,
}

/// A value that connects strangers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hub {
    /// The value.
    pub value: Name,
    /// Through which link it is held.
    pub link: LinkKind,
    /// By how many, counted no further than [`super::HOLDERS_COUNTED`].
    pub holders: u64,
}

/// The shortest way between two assets, in any direction of the links, that does not lead through a value held by
/// crowds.
///
/// # Errors
/// Not permitted, no such asset, or storage failures.
pub async fn path(desk: &Desk, actor: &Actor, from: AssetId, to: AssetId, filter: &Filter) -> Result<Path, Error> {
    actor.needs(Permission::SeeMap)?;
    let (from, to) = (desk.load::<Asset>(from.0).await?.record.name, desk.load::<Asset>(to.0).await?.record.name);
    if from == to {
        return Ok(Path { steps: Some(Vec::new()), ..Path::default() });
    }
    let mut path = Path::default();
    let mut sides = [Side::from(from), Side::from(to)];
    while sides.iter().all(|side| !side.edge.is_empty()) {
        // The side with the shorter edge goes on, so that neither runs into a crowd alone.
        let near = usize::from(sides[1].edge.len() < sides[0].edge.len());
        if path.examined + sides[near].edge.len() > MAX_EXAMINED {
            path.gave_up = true;
            break;
        }
        path.examined += sides[near].edge.len();
        sides[near].go_on(desk, filter, &mut path.hubs).await?;
        if let Some(middle) = sides[near].edge.iter().find(|name| sides[1 - near].came.contains_key(*name)) {
            path.steps = Some(steps(desk, &sides, middle.clone()).await?);
            break;
        }
    }
    path.hubs.sort();
    path.hubs.dedup();
    Ok(path)
}

/// What one end of the search has reached.
struct Side {
    /// From where each asset was reached; the end itself from nowhere.
    came: BTreeMap<Name, Option<Name>>,
    /// What was reached last.
    edge: Vec<Name>,
}

impl Side {
    fn from(end: Name) -> Self {
        Self { came: BTreeMap::from([(end.clone(), None)]), edge: vec![end] }
    }

    /// Goes one step further everywhere.
    async fn go_on(&mut self, desk: &Desk, filter: &Filter, hubs: &mut Vec<Hub>) -> Result<(), Error> {
        let mut next = Vec::new();
        for part in std::mem::take(&mut self.edge).chunks(AT_ONCE) {
            let names: Vec<String> = part.iter().map(ToString::to_string).collect();
            let mut assets: Vec<Kept<Asset>> = desk.find_uniques(&names).await?;
            assets.sort_by_key(|asset| part.iter().position(|name| *name == asset.name));
            let middle: Vec<&Asset> = assets.iter().map(|asset| &**asset).collect();
            for (asset, found) in middle.iter().zip(neighbours(desk, &middle, filter, CROWD).await?) {
                self.take(&asset.name, &found, &mut next, hubs);
            }
        }
        self.edge = next;
        Ok(())
    }

    /// Goes from one asset to those around it that were not reached before.
    fn take(&mut self, name: &Name, found: &Neighbours, next: &mut Vec<Name>, hubs: &mut Vec<Hub>) {
        let crowded = |link| found.crowds.iter().any(|(crowd, _)| *crowd == link);
        let holders = found.holders.iter().filter(|(link, _)| !crowded(*link));
        for neighbour in found.objects.iter().chain(holders.map(|(_, holder)| &holder.name)) {
            if !self.came.contains_key(neighbour) {
                self.came.insert(neighbour.clone(), Some(name.clone()));
                next.push(neighbour.clone());
            }
        }
        hubs.extend(found.crowds.iter().map(|(link, more)| Hub {
            value: name.clone(),
            link: *link,
            holders: more + u64::from(CROWD),
        }));
    }

    /// The way from the end to what it reached.
    fn way(&self, to: &Name) -> Vec<Name> {
        let mut way = vec![to.clone()];
        while let Some(Some(before)) = way.last().and_then(|name| self.came.get(name)) {
            way.push(before.clone());
        }
        way.reverse();
        way
    }
}

/// The lines of the way through the asset where both sides met.
async fn steps(desk: &Desk, sides: &[Side; 2], middle: Name) -> Result<Vec<Step>, Error> {
    let mut way = sides[0].way(&middle);
    way.extend(sides[1].way(&middle).into_iter().rev().skip(1));
    let assets = way.iter().map(async |name| desk.find_unique::<Asset>(&name.to_string()).await);
    let assets = futures::future::try_join_all(assets).await?;
    let assets: Vec<Asset> = assets.into_iter().flatten().map(|asset| asset.record).collect();
    Ok(assets.windows(2).filter_map(|pair| step(&pair[0], &pair[1])).collect())
}

/// The line between two neighbours that is hardest to forge.
fn step(here: &Asset, there: &Asset) -> Option<Step> {
    let lines = |subject: &Asset, object: &Asset, forward| {
        let facts = subject.facts.iter().filter(|fact| fact.object == object.name);
        let steps = facts.map(|fact| Step {
            subject: subject.name.clone(),
            link: fact.link,
            object: object.name.clone(),
            forward,
            seen: fact.seen(),
            sources: sources(fact),
        });
        steps.collect::<Vec<_>>()
    };
    let lines = lines(here, there, true).into_iter().chain(lines(there, here, false));
    lines.min_by_key(|step| step.link.class())
}
