//! What was seen of an asset, in order of time.

use super::filter::Filter;
use super::holders::neighbours;
use crate::desk::Desk;
use crate::error::Error;
use crate::policy::{Actor, Permission};
use crate::records::{Asset, AssetLook, Fact, Sighting};
use domain::id::AssetId;
use domain::map::{Asset as Name, LinkKind, Source};

/// How many holders of an asset stand in its timeline, through each kind of link.
const HOLDERS_SHOWN: u32 = 100;

/// The history of an asset as far as anybody saw it.
#[derive(Debug, Clone)]
pub struct Timeline {
    /// What was seen, the earliest first.
    pub spans: Vec<Span>,
    /// The latest look through each source.
    pub looks: Vec<(Source, AssetLook)>,
    /// How many assets that hold it are not shown.
    pub left_out: u64,
}

/// An interval in which one source saw a link of the asset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// How it was linked.
    pub link: LinkKind,
    /// Whether the link leads from the asset; otherwise it leads to it.
    pub outgoing: bool,
    /// The asset at the other end.
    pub other: Name,
    /// When, by whom, and on which evidence.
    pub sighting: Sighting,
}

/// The history of an asset: its own links, and those of others that lead to it.
///
/// # Errors
/// Not permitted, no such asset, or storage failures.
pub async fn timeline(desk: &Desk, actor: &Actor, id: AssetId) -> Result<Timeline, Error> {
    actor.needs(Permission::SeeMap)?;
    let asset = desk.load::<Asset>(id.0).await?;
    let around = neighbours(desk, &[&asset], &Filter::default(), HOLDERS_SHOWN).await?;
    let mut spans: Vec<Span> = asset.facts.iter().flat_map(|fact| of(fact, true, &fact.object)).collect();
    for (link, holder) in around.iter().flat_map(|found| &found.holders) {
        let facts = holder.through(*link).filter(|fact| fact.object == asset.name);
        spans.extend(facts.flat_map(|fact| of(fact, false, &holder.name)));
    }
    spans.sort_by(|a, b| (a.sighting.seen, a.link, &a.other).cmp(&(b.sighting.seen, b.link, &b.other)));
    let looks = asset.looks.iter().map(|(source, look)| (*source, look.clone())).collect();
    Ok(Timeline { spans, looks, left_out: around.iter().flat_map(|found| &found.crowds).map(|(_, count)| count).sum() })
}

fn of(fact: &Fact, outgoing: bool, other: &Name) -> impl Iterator<Item = Span> {
    let span =
        move |sighting: &Sighting| Span { link: fact.link, outgoing, other: other.clone(), sighting: sighting.clone() };
    fact.sightings.iter().map(span)
}
