//! Who else holds a value, and what lies next to an asset. Both are read from the index of facts.

use super::filter::Filter;
use crate::desk::Desk;
use crate::error::{Error, invalid};
use crate::policy::{Actor, Permission};
use crate::ports::Query;
use crate::records::{Asset, Fact, Kept, Kind, Record as _};
use domain::map::{Asset as Name, LinkKind};

/// Holders of a value are counted no further than this.
pub const HOLDERS_COUNTED: u32 = 10_000;
/// How many assets it pays to look around at together.
pub(super) const AT_ONCE: usize = 32;
/// The most holders that are listed at once.
const MAX_LISTED: u32 = 1_000;

/// The assets that are linked to a value.
#[derive(Debug, Clone)]
pub struct Holders {
    /// How many there are, counted no further than [`HOLDERS_COUNTED`], which then means “so many or more”.
    pub count: u64,
    /// The first of them, by when they were first named here, then by name.
    pub assets: Vec<Kept<Asset>>,
}

/// Who else holds this value: the assets that a link of this kind leads from to an object.
///
/// # Errors
/// Not permitted, a limit beyond 1,000, or storage failures.
pub async fn holders(desk: &Desk, actor: &Actor, link: LinkKind, object: &Name, limit: u32) -> Result<Holders, Error> {
    actor.needs(Permission::SeeMap)?;
    if limit > MAX_LISTED {
        return Err(invalid("limit", format!("at most {MAX_LISTED} holders are listed at once")));
    }
    let count = count(desk, link, object).await?;
    Ok(Holders { count, assets: listed(desk, link, object, &Filter::default(), limit).await? })
}

/// How many assets hold a value, no further than [`HOLDERS_COUNTED`].
pub(super) async fn count(desk: &Desk, link: LinkKind, object: &Name) -> Result<u64, Error> {
    let store = &desk.doors.store;
    Ok(store.count_with(Kind::Asset, link.name(), &object.to_string(), HOLDERS_COUNTED).await?)
}

async fn listed(
    desk: &Desk,
    link: LinkKind,
    object: &Name,
    filter: &Filter,
    limit: u32,
) -> Result<Vec<Kept<Asset>>, Error> {
    let mut query = Query::all(Kind::Asset, limit).with(link.name(), object);
    query.states = Asset::holders_of(link, object.kind());
    query.states.retain(|state| state.parse().is_ok_and(|kind| filter.shows(kind)));
    // Without states the store would walk through all of them.
    if query.states.is_empty() { Ok(Vec::new()) } else { desk.list(&query).await }
}

/// What lies next to an asset, in both directions.
#[derive(Debug, Default)]
pub(super) struct Neighbours {
    /// What it is linked to, the hardest to forge first.
    pub(super) objects: Vec<Name>,
    /// What is linked to it, with the link.
    pub(super) holders: Vec<(LinkKind, Kept<Asset>)>,
    /// Values with more holders than were asked for, with the number of those that were not.
    pub(super) crowds: Vec<(LinkKind, u64)>,
    /// How many objects were left out.
    pub(super) objects_left_out: u64,
}

/// The neighbours of some assets, in their order; of each at most so many through each kind of link that leads to it and
/// so many that it leads to. Which links lead to them at all is asked of the store at once.
pub(super) async fn neighbours(
    desk: &Desk,
    assets: &[&Asset],
    filter: &Filter,
    at_most: u32,
) -> Result<Vec<Neighbours>, Error> {
    let within = usize::try_from(at_most).unwrap_or(usize::MAX);
    let mut found: Vec<Neighbours> = assets.iter().map(|asset| Neighbours::ahead(asset, filter, within)).collect();
    let (mut ways, mut keys) = (Vec::new(), Vec::new());
    for (place, asset) in assets.iter().enumerate() {
        for link in links_to(asset, filter) {
            ways.push((place, link));
            keys.push((link.name().to_owned(), asset.name.to_string()));
        }
    }
    let counts = desk.doors.store.counts_with(Kind::Asset, &keys, HOLDERS_COUNTED).await?;
    let few = |count: u64| (1..=u64::from(at_most)).contains(&count);
    let held: Vec<_> = keys.into_iter().zip(&counts).filter(|(_, count)| few(**count)).map(|(key, _)| key).collect();
    let most = u32::try_from(held.len()).unwrap_or(u32::MAX).saturating_mul(at_most);
    let rows = desk.doors.store.carrying(Kind::Asset, &held, most).await?;
    let rows: Vec<Kept<Asset>> = rows.iter().map(Kept::from_row).collect::<Result<_, _>>()?;
    for ((place, link), count) in ways.into_iter().zip(counts).filter(|(_, count)| *count > 0) {
        let asset = assets[place];
        let holders = if few(count) {
            of(&rows, link, &asset.name, filter)
        } else {
            // One more than asked for, to see whether the filter leaves more of them.
            let mut holders = listed(desk, link, &asset.name, filter, at_most.saturating_add(1)).await?;
            if holders.len() > within {
                holders.truncate(within);
                found[place].crowds.push((link, count.saturating_sub(within as u64)));
            }
            holders
        };
        found[place].behind(asset, filter, link, holders);
    }
    Ok(found)
}

/// Those that hold a value through a kind of link and are shown, in order.
fn of(rows: &[Kept<Asset>], link: LinkKind, value: &Name, filter: &Filter) -> Vec<Kept<Asset>> {
    let holds = |asset: &&Kept<Asset>| asset.through(link).any(|fact| fact.object == *value);
    let mut holders: Vec<Kept<Asset>> =
        rows.iter().filter(|asset| filter.shows(asset.name.kind())).filter(holds).cloned().collect();
    holders.sort_by_cached_key(|asset| (asset.sort(), asset.uuid()));
    holders
}

/// The kinds of links that may lead to an asset.
fn links_to(asset: &Asset, filter: &Filter) -> impl Iterator<Item = LinkKind> {
    let links = LinkKind::ALL.iter().copied();
    links.filter(|link| filter.follows(*link) && !Asset::holders_of(*link, asset.name.kind()).is_empty())
}

impl Neighbours {
    /// What an asset is linked to.
    fn ahead(asset: &Asset, filter: &Filter, within: usize) -> Self {
        let drawn = |fact: &&Fact| filter.lets(fact) && filter.shows(fact.object.kind());
        let mut facts: Vec<&Fact> = asset.facts.iter().filter(drawn).collect();
        facts.sort_by_key(|fact| fact.link.class());
        let objects_left_out = facts.len().saturating_sub(within) as u64;
        let objects = facts.into_iter().take(within).map(|fact| fact.object.clone()).collect();
        Self { objects, objects_left_out, ..Self::default() }
    }

    /// Adds what is linked to an asset through one kind of link.
    fn behind(&mut self, asset: &Asset, filter: &Filter, link: LinkKind, holders: Vec<Kept<Asset>>) {
        let seen = |holder: &Kept<Asset>| {
            holder.facts.iter().any(|fact| fact.link == link && fact.object == asset.name && filter.lets(fact))
        };
        self.holders.extend(holders.into_iter().filter(seen).map(|holder| (link, holder)));
    }
}
