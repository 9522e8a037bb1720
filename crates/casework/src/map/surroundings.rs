//! What an asset stands on today: its hosts, addresses, domain, name servers, and who sells them.

use crate::desk::Desk;
use crate::error::Error;
use crate::records::{Asset, Fact};
use domain::map::link::LONGEST_GAP;
use domain::map::{Asset as Name, AssetKind, LinkKind};
use domain::provider::ServiceKind;
use std::collections::BTreeSet;

/// How many assets are read at most.
const MAX_READ: usize = 30;
/// How many steps are gone: site, host, alias, address.
const MAX_STEPS: usize = 3;

/// An asset and what it stands on.
pub(super) struct Surroundings(Vec<Asset>);

/// Reads what an asset stands on, as last seen.
pub(super) async fn of(desk: &Desk, asset: &Asset) -> Result<Surroundings, Error> {
    let mut read = vec![asset.clone()];
    let mut seen = BTreeSet::from([asset.name.clone()]);
    let mut level = 0..1;
    for _ in 0..MAX_STEPS {
        let mut below: Vec<Name> = read[level.clone()].iter().flat_map(stands_on).collect();
        // A domain stands where the host of its name does; a host below it may stand elsewhere.
        if level.start == 0 && asset.name.kind() == AssetKind::Domain {
            below.extend(Name::new(AssetKind::Host, asset.name.value()));
        }
        let below: Vec<Name> = below.into_iter().filter(|name| seen.insert(name.clone())).collect();
        let below = below.iter().take(MAX_READ.saturating_sub(read.len()));
        let found = below.map(async |name| desk.find_unique::<Asset>(&name.to_string()).await);
        let found = futures::future::try_join_all(found).await?;
        level = level.end..level.end + found.iter().flatten().count();
        read.extend(found.into_iter().flatten().map(|asset| asset.record));
    }
    Ok(Surroundings(read))
}

/// What an asset stands on directly.
fn stands_on(asset: &Asset) -> Vec<Name> {
    let links =
        [LinkKind::PublishedOn, LinkKind::AliasOf, LinkKind::ResolvesTo, LinkKind::SentFrom, LinkKind::UnderDomain];
    links.iter().flat_map(|link| latest(asset, *link)).map(|fact| fact.object.clone()).collect()
}

/// The facts of a kind of link as last seen: what was not seen for long while another was is over.
pub(super) fn latest(asset: &Asset, link: LinkKind) -> impl Iterator<Item = &Fact> {
    let last = asset.through(link).map(|fact| fact.seen().last()).max();
    asset
        .through(link)
        .filter(move |fact| last.is_some_and(|last| last.duration_since(fact.seen().last()) <= LONGEST_GAP))
}

impl Surroundings {
    /// Who can pull a lever of a kind, by the names that stand on the map or in the asset's own name.
    pub(super) fn who(&self, who: ServiceKind) -> Vec<Name> {
        let (link, kind) = match who {
            ServiceKind::Registrar => (LinkKind::RegisteredWith, AssetKind::Registrar),
            ServiceKind::Registry => (LinkKind::RegisteredIn, AssetKind::Registry),
            ServiceKind::Hosting => (LinkKind::HostedBy, AssetKind::HostingAccount),
            ServiceKind::Cdn => (LinkKind::HostedBy, AssetKind::Cdn),
            ServiceKind::Dns => (LinkKind::ServedBy, AssetKind::NameServer),
            _ => return Vec::new(),
        };
        let own = self.0.first().map(|asset| &asset.name).filter(|name| name.kind() == kind).cloned();
        let named = self.0.iter().flat_map(|asset| latest(asset, link)).map(|fact| fact.object.clone());
        let mut who: Vec<Name> = own.into_iter().chain(named.filter(|object| object.kind() == kind)).collect();
        let mut seen = BTreeSet::new();
        who.retain(|name| seen.insert(name.clone()));
        who
    }

    /// The store or platform that stands in the asset's own name.
    pub(super) fn realm(&self) -> Option<&str> {
        let name = &self.0.first()?.name;
        match name.kind() {
            AssetKind::App => name.value().rsplit_once('@').map(|(_, store)| store),
            AssetKind::Channel | AssetKind::Account => name.value().split_once(':').map(|(platform, _)| platform),
            _ => None,
        }
    }
}
