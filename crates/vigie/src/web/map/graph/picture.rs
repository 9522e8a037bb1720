//! What is to be drawn: assets and lines, before anything has a place.

use super::NODES;
use super::asked::{Asked, Column};
use super::way::Way;
use casework::map::{self, Edge, Graph};
use casework::policy::Actor;
use casework::ports::Query as Listing;
use casework::records::{Asset, Kept, Kind, Network};
use casework::{Desk, Error};
use domain::id::AssetId;
use domain::map::control::{Shared, Tie};
use domain::map::link::LONGEST_GAP;
use domain::map::{Asset as Name, Class, Interval, LinkKind};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// How many proposed networks are looked through.
const NETWORKS: u32 = 100;
/// What cannot be copied still speaks when so many times the useful number hold it.
const STILL_SPEAKS: u64 = 5;

/// How an asset stands to the networks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    /// A person confirmed it as a member of a network.
    Confirmed,
    /// It is a member of a proposal.
    Proposed,
    /// It is only nearby.
    Nearby,
}

/// An asset of the picture.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub id: AssetId,
    pub name: Name,
    pub column: Column,
    pub depth: u8,
    pub standing: Standing,
    /// How many of its neighbours are not drawn.
    pub hidden: u64,
    /// How many hold it, where that was counted.
    pub holders: Option<u64>,
    pub pinned: bool,
    pub on_way: bool,
    /// Where its box begins.
    pub at: (u32, u32),
}

/// A line of the picture.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub from: usize,
    pub to: usize,
    pub link: LinkKind,
    pub seen: Interval,
    /// It was not seen for long.
    pub ended: bool,
    /// Too many hold the value for it to say anything.
    pub ignored: bool,
    pub on_way: bool,
}

/// Everything that is drawn.
#[derive(Debug, Clone, Default)]
pub(super) struct Picture {
    pub nodes: Vec<Node>,
    pub lines: Vec<Line>,
    /// How many neighbours are not drawn.
    pub left_out: u64,
    /// The height of the drawing.
    pub height: u32,
}

/// Assets and lines as they are gathered from several looks at the map.
#[derive(Default)]
struct Gathered {
    assets: BTreeMap<AssetId, (Kept<Asset>, u8, u64)>,
    edges: BTreeMap<(AssetId, LinkKind, AssetId), Interval>,
    left_out: u64,
}

/// Gathers what is drawn.
pub(super) async fn paint(desk: &Desk, actor: &Actor, asked: &Asked, way: &Way) -> Result<Picture, Error> {
    let filter = asked.filter();
    let mut gathered = Gathered::default();
    gathered.add(map::neighbourhood(desk, actor, asked.of, asked.depth, NODES, &filter).await?, 0);
    for id in &asked.open {
        let room = NODES.saturating_sub(gathered.assets.len()).max(1);
        gathered.add(map::neighbourhood(desk, actor, *id, 1, room, &filter).await?, asked.depth);
    }
    for name in way.names() {
        if let Some(asset) = map::find(desk, actor, name).await? {
            gathered.assets.entry(asset.id).or_insert((asset, asked.depth, 0));
        }
    }
    gathered.join();
    gathered.shut(asked);
    let proposed = proposed(desk).await?;
    let holders = count(desk, actor, &gathered).await?;
    Ok(gathered.picture(asked, way, &proposed, &holders, desk.now()))
}

impl Gathered {
    fn add(&mut self, graph: Graph, further: u8) {
        let ids: Vec<AssetId> = graph.nodes.iter().map(|node| node.asset.id).collect();
        for Edge { from, to, link, seen, .. } in graph.edges {
            self.edges.insert((ids[from], link, ids[to]), seen);
        }
        self.left_out += graph.left_out;
        for node in graph.nodes {
            let middle = node.depth == 0;
            let known = self.assets.entry(node.asset.id).or_insert((node.asset, node.depth + further, node.left_out));
            // It was looked around at itself now, so the latest count is right.
            if middle {
                known.2 = node.left_out;
            }
        }
    }

    /// Draws the lines between what came from different looks.
    fn join(&mut self) {
        let ids: BTreeMap<&Name, AssetId> = self.assets.iter().map(|(id, (asset, ..))| (&asset.name, *id)).collect();
        let mut found = Vec::new();
        for (id, (asset, ..)) in &self.assets {
            let facts = asset.facts.iter().filter_map(|fact| Some((fact, *ids.get(&fact.object)?)));
            found.extend(facts.map(|(fact, to)| ((*id, fact.link, to), fact.seen())));
        }
        for (key, seen) in found {
            self.edges.entry(key).or_insert(seen);
        }
    }

    /// Takes away what hangs on nothing but what was shut.
    fn shut(&mut self, asked: &Asked) {
        let ends = |id: AssetId| {
            let others = self.edges.keys().filter_map(move |(from, _, to)| match id {
                _ if *from == id => Some(*to),
                _ if *to == id => Some(*from),
                _ => None,
            });
            others.collect::<BTreeSet<AssetId>>()
        };
        if asked.shut.is_empty() {
            return;
        }
        let kept = |id: &AssetId| *id == asked.of || asked.pins.contains(id) || asked.shut.contains(id);
        let gone: BTreeSet<AssetId> =
            self.assets.keys().filter(|id| !kept(id) && ends(**id).is_subset(&asked.shut)).copied().collect();
        for shut in &asked.shut {
            let hidden = ends(*shut).intersection(&gone).count() as u64;
            if let Some(known) = self.assets.get_mut(shut) {
                known.2 += hidden;
            }
        }
        self.assets.retain(|id, _| !gone.contains(id));
        self.edges.retain(|(from, _, to), _| !gone.contains(from) && !gone.contains(to));
    }

    fn picture(
        self,
        asked: &Asked,
        way: &Way,
        proposed: &BTreeSet<Name>,
        holders: &BTreeMap<(LinkKind, AssetId), u64>,
        now: Timestamp,
    ) -> Picture {
        let mut assets: Vec<(Kept<Asset>, u8, u64)> = self.assets.into_values().collect();
        assets.sort_by(|a, b| (a.1, &a.0.name).cmp(&(b.1, &b.0.name)));
        let standing = |asset: &Asset| match () {
            () if !asset.networks.is_empty() => Standing::Confirmed,
            () if proposed.contains(&asset.name) => Standing::Proposed,
            () => Standing::Nearby,
        };
        let nodes = assets.iter().map(|(asset, depth, hidden)| Node {
            id: asset.id,
            name: asset.name.clone(),
            column: Column::of(asset.name.kind()),
            depth: *depth,
            standing: standing(asset),
            hidden: *hidden,
            holders: holders.iter().filter(|((_, id), _)| *id == asset.id).map(|(_, count)| *count).max(),
            pinned: asked.pins.contains(&asset.id),
            on_way: way.passes(&asset.name),
            at: (0, 0),
        });
        let nodes: Vec<Node> = nodes.collect();
        let places: BTreeMap<AssetId, usize> = nodes.iter().enumerate().map(|(place, node)| (node.id, place)).collect();
        let useful = useful(&nodes, &self.edges);
        let lines = self.edges.iter().filter_map(|((from, link, to), seen)| {
            let (from, to) = (*places.get(from)?, *places.get(to)?);
            let count = holders.get(&(*link, nodes[to].id)).copied().unwrap_or_default();
            Some(Line {
                from,
                to,
                link: *link,
                seen: *seen,
                ended: now.duration_since(seen.last()) > LONGEST_GAP,
                ignored: useful.get(&(*link, nodes[to].id)).is_some_and(|useful| count > *useful),
                on_way: way.steps_over(&nodes[from].name, *link, &nodes[to].name),
            })
        });
        let lines = lines.collect();
        Picture { nodes, lines, left_out: self.left_out, height: 0 }
    }
}

/// The members of proposals.
async fn proposed(desk: &Desk) -> Result<BTreeSet<Name>, Error> {
    let networks: Vec<Kept<Network>> =
        desk.list(&Listing::all(Kind::Network, NETWORKS).in_states(&["proposed"])).await?;
    Ok(networks.iter().flat_map(|network| network.present()).map(|member| member.asset.clone()).collect())
}

/// How many hold each value of the picture, where that says something.
async fn count(desk: &Desk, actor: &Actor, gathered: &Gathered) -> Result<BTreeMap<(LinkKind, AssetId), u64>, Error> {
    let values: BTreeSet<(LinkKind, AssetId)> = gathered
        .edges
        .keys()
        .filter(|(_, link, _)| link.class() != Class::Contextual)
        .map(|(_, link, to)| (*link, *to))
        .collect();
    let counted = values.into_iter().filter_map(|(link, id)| {
        let name = &gathered.assets.get(&id)?.0.name;
        Some(async move { Ok::<_, Error>(((link, id), map::holders(desk, actor, link, name, 0).await?.count)) })
    });
    Ok(futures::future::try_join_all(counted).await?.into_iter().collect())
}

/// So many holders of each value still say something, beside the members of networks that are drawn.
fn useful(
    nodes: &[Node],
    edges: &BTreeMap<(AssetId, LinkKind, AssetId), Interval>,
) -> BTreeMap<(LinkKind, AssetId), u64> {
    let members: BTreeSet<AssetId> =
        nodes.iter().filter(|node| node.standing < Standing::Nearby).map(|node| node.id).collect();
    let mut within: BTreeMap<(LinkKind, AssetId), (u64, Interval)> = BTreeMap::new();
    for ((from, link, to), seen) in edges.iter().filter(|((_, link, _), _)| link.class() != Class::Contextual) {
        within.entry((*link, *to)).or_insert((0, *seen)).0 += u64::from(members.contains(from));
    }
    let names: BTreeMap<AssetId, &Name> = nodes.iter().map(|node| (node.id, &node.name)).collect();
    let useful = within.into_iter().filter_map(|((link, to), (within, seen))| {
        let value = (*names.get(&to)?).clone();
        let shared = Shared { link, value, tie: Tie::Same, holders: 0, within: within.max(1), seen: (seen, seen) };
        let still = if link.class() < Class::Copyable { STILL_SPEAKS } else { 1 };
        Some(((link, to), still * shared.useful(members.len().max(1) as u64)))
    });
    useful.collect()
}
