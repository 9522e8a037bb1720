//! What lies around an asset, for a page that draws it.

use super::filter::Filter;
use super::holders::{AT_ONCE, Neighbours, neighbours};
use crate::desk::Desk;
use crate::error::{Error, invalid};
use crate::policy::{Actor, Permission};
use crate::records::{Asset, Fact, Kept};
use domain::id::AssetId;
use domain::map::{Asset as Name, Interval, LinkKind, Source};
use std::collections::{BTreeMap, BTreeSet};

/// The most nodes of one graph.
pub const MAX_NODES: usize = 2_000;
/// The most steps from its middle.
const MAX_DEPTH: u8 = 6;
/// How many neighbours of one asset are drawn through one kind of link.
const PER_LINK: u32 = 60;

/// Assets and the lines between them.
#[derive(Debug, Clone, Default)]
pub struct Graph {
    /// The assets, the middle first, then by distance.
    pub nodes: Vec<Node>,
    /// Every line between two of them, in either direction.
    pub edges: Vec<Edge>,
    /// How many neighbours are not drawn for want of room, at least.
    pub left_out: u64,
    /// Whether it ran out of room before everything within the steps was looked around at.
    pub full: bool,
}

/// An asset of a graph.
#[derive(Debug, Clone)]
pub struct Node {
    /// The asset.
    pub asset: Kept<Asset>,
    /// How many steps it lies from the middle.
    pub depth: u8,
    /// How many of its neighbours are not drawn, as far as it was looked around at.
    pub left_out: u64,
}

/// A line between two assets of a graph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// From which node, by its place.
    pub from: usize,
    /// To which node, by its place.
    pub to: usize,
    /// How they are linked.
    pub link: LinkKind,
    /// From the first sighting to the last.
    pub seen: Interval,
    /// Who saw it.
    pub sources: Vec<Source>,
}

/// What lies within some steps of an asset: at most so many nodes, the near ones first.
///
/// # Errors
/// Not permitted, no such asset, a depth beyond 6 or more than [`MAX_NODES`] nodes, or storage failures.
pub async fn neighbourhood(
    desk: &Desk,
    actor: &Actor,
    middle: AssetId,
    depth: u8,
    max_nodes: usize,
    filter: &Filter,
) -> Result<Graph, Error> {
    actor.needs(Permission::SeeMap)?;
    if depth > MAX_DEPTH || max_nodes > MAX_NODES || max_nodes == 0 {
        return Err(invalid("graph", format!("at most {MAX_DEPTH} steps and 1 to {MAX_NODES} assets are drawn")));
    }
    let mut drawing = Drawing { max_nodes, graph: Graph::default(), places: BTreeMap::new() };
    drawing.add(desk.load(middle.0).await?, 0);
    let mut level = 0..1;
    for depth in 1..=depth {
        for start in level.clone().step_by(AT_ONCE) {
            // Whatever is found now has no room, and nobody waits for what is not drawn.
            if drawing.graph.nodes.len() >= max_nodes {
                drawing.graph.full = true;
                break;
            }
            let part = start..level.end.min(start + AT_ONCE);
            let middle: Vec<&Asset> = drawing.graph.nodes[part.clone()].iter().map(|node| &*node.asset).collect();
            let around = neighbours(desk, &middle, filter, PER_LINK).await?;
            let mut objects = drawing.unread(desk, &around).await?;
            for (place, found) in part.zip(around) {
                drawing.draw(place, found, &mut objects, depth);
            }
        }
        level = level.end..drawing.graph.nodes.len();
    }
    Ok(drawing.finish(filter))
}

struct Drawing {
    max_nodes: usize,
    graph: Graph,
    places: BTreeMap<Name, usize>,
}

impl Drawing {
    /// Adds a node, if there is room.
    fn add(&mut self, asset: Kept<Asset>, depth: u8) -> bool {
        if self.places.contains_key(&asset.name) {
            return true;
        }
        if self.graph.nodes.len() >= self.max_nodes {
            return false;
        }
        self.places.insert(asset.name.clone(), self.graph.nodes.len());
        self.graph.nodes.push(Node { asset, depth, left_out: 0 });
        true
    }

    /// Reads what some nodes are linked to and that is not drawn yet, as far as there is room for it.
    async fn unread(&self, desk: &Desk, around: &[Neighbours]) -> Result<BTreeMap<Name, Kept<Asset>>, Error> {
        let mut wanted = BTreeSet::new();
        for found in around {
            let missing = found.objects.iter().filter(|name| !self.places.contains_key(*name));
            wanted.extend(missing.take(self.room()));
        }
        let wanted: Vec<String> = wanted.into_iter().map(ToString::to_string).collect();
        let read: Vec<Kept<Asset>> = desk.find_uniques(&wanted).await?;
        Ok(read.into_iter().map(|asset| (asset.name.clone(), asset)).collect())
    }

    /// How many more nodes are drawn.
    fn room(&self) -> usize {
        self.max_nodes.saturating_sub(self.graph.nodes.len())
    }

    /// Adds the neighbours of a node, what it is linked to in the order of its links: the hardest to forge first.
    fn draw(&mut self, place: usize, found: Neighbours, objects: &mut BTreeMap<Name, Kept<Asset>>, depth: u8) {
        let mut left_out = found.objects_left_out + found.crowds.iter().map(|(_, count)| count).sum::<u64>();
        for (_, holder) in found.holders {
            left_out += u64::from(!self.add(holder, depth));
        }
        for name in &found.objects {
            let drawn = match objects.remove(name) {
                Some(object) => self.add(object, depth),
                None => self.places.contains_key(name),
            };
            left_out += u64::from(!drawn);
        }
        self.graph.nodes[place].left_out = left_out;
        self.graph.left_out += left_out;
    }

    /// Draws every line between the nodes.
    fn finish(mut self, filter: &Filter) -> Graph {
        for (from, node) in self.graph.nodes.iter().enumerate() {
            let drawn = node.asset.facts.iter().filter(|fact| filter.lets(fact));
            let drawn = drawn.filter_map(|fact| Some((fact, *self.places.get(&fact.object)?)));
            self.graph.edges.extend(drawn.map(|(fact, to)| Edge::of(from, to, fact)));
        }
        self.graph
    }
}

impl Edge {
    fn of(from: usize, to: usize, fact: &Fact) -> Self {
        Self { from, to, link: fact.link, seen: fact.seen(), sources: sources(fact) }
    }
}

/// Who saw a fact, each once.
pub(super) fn sources(fact: &Fact) -> Vec<Source> {
    let mut sources: Vec<Source> = fact.sightings.iter().map(|sighting| sighting.source).collect();
    sources.sort_unstable();
    sources.dedup();
    sources
}
