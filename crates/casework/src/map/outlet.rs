//! What stands or falls together: a site with its host and its domain, an application, a channel.
//!
//! Evidence is weighed between outlets, not between their names. A domain, its own host and its `www` are one
//! outlet, with the sites on them. Any other host below it is an outlet of its own, since nobody can tell from
//! outside whether the domain's holder lets names to strangers; but what is known of the domain is known of it too.

use crate::desk::Desk;
use crate::error::Error;
use crate::ports::Query;
use crate::records::{Asset, Kept, Kind};
use domain::map::control::{self, HOLDERS_COUNTED, Outlet};
use domain::map::{Asset as Name, AssetKind, LinkKind};
use std::collections::BTreeMap;
use url::{Host, Url};

/// A domain with more hosts than this is taken to be let to strangers, whatever the list of public suffixes says.
const OWN_HOSTS: u32 = 20;
/// How many sites of one host are read.
const SITES: u32 = 50;

/// Whether assets of a kind are outlets, and so can be under somebody's control.
pub(super) const fn is_outlet(kind: AssetKind) -> bool {
    use AssetKind as K;
    matches!(
        kind,
        K::Site
            | K::Host
            | K::Domain
            | K::Onion
            | K::App
            | K::AddOn
            | K::Stream
            | K::Newsletter
            | K::Channel
            | K::Account
    )
}

/// The outlet of which an asset is a name: its domain, host, onion service, or itself.
pub(super) fn outlet_of(name: &Name) -> Name {
    let named = match name.kind() {
        AssetKind::Site => of_site(name),
        AssetKind::Host => of_host(name.value()),
        _ => None,
    };
    named.unwrap_or_else(|| name.clone())
}

/// A path on a host may be a stranger's; a whole origin belongs to its host.
fn of_site(site: &Name) -> Option<Name> {
    let url: Url = site.value().parse().ok()?;
    match url.host()? {
        _ if url.path() != "/" => None,
        Host::Domain(host) => Name::new(AssetKind::Onion, host).ok().or_else(|| of_host(host)),
        Host::Ipv4(_) | Host::Ipv6(_) => None,
    }
}

fn of_host(host: &str) -> Option<Name> {
    let mut names = Name::of_host(host).into_iter();
    let host = names.next()?;
    let own = |domain: &Name| host.value().strip_prefix("www.").unwrap_or(host.value()) == domain.value();
    Some(names.next().filter(own).unwrap_or(host))
}

/// The hosts below a domain, unless there are so many that they must be strangers' or strangers rent them.
pub(super) async fn own_hosts(desk: &Desk, domain: &Name) -> Result<Option<Vec<Kept<Asset>>>, Error> {
    if domain.shared_suffix() == Some(domain.value()) {
        return Ok(None);
    }
    let query = Query::all(Kind::Asset, OWN_HOSTS + 1)
        .with(LinkKind::UnderDomain.name(), domain)
        .in_states(&[AssetKind::Host.name()]);
    let hosts = desk.list::<Asset>(&query).await?;
    Ok((hosts.len() <= OWN_HOSTS as usize).then_some(hosts))
}

/// Reads an outlet with everything that is known of all its names; nothing if none of them is on the map.
pub(super) async fn load(desk: &Desk, outlet: &Name) -> Result<Option<Outlet>, Error> {
    let mut names = vec![outlet.clone()];
    match outlet.kind() {
        AssetKind::Domain => {
            let hosts = [outlet.value().to_owned(), format!("www.{}", outlet.value())];
            names.extend(hosts.iter().filter_map(|host| Name::new(AssetKind::Host, host).ok()));
        }
        AssetKind::Host | AssetKind::Onion => {}
        _ => return Ok(found(desk, &names).await?.into_outlet()),
    }
    let mut known = found(desk, &names).await?;
    for host in names.iter().filter(|name| matches!(name.kind(), AssetKind::Host | AssetKind::Onion)) {
        let query = Query::all(Kind::Asset, SITES)
            .with(LinkKind::PublishedOn.name(), host)
            .in_states(&[AssetKind::Site.name()]);
        let sites = desk.list::<Asset>(&query).await?;
        known.0.extend(sites.into_iter().filter(|site| outlet_of(&site.name) == *outlet));
    }
    let mut outlet = known.into_outlet();
    if let Some(outlet) = &mut outlet {
        inherit(desk, outlet).await?;
    }
    Ok(outlet)
}

/// What is known of a domain is known of a host below it, if its holder lets no names to strangers.
async fn inherit(desk: &Desk, outlet: &mut Outlet) -> Result<(), Error> {
    let Some(host) = outlet.names.iter().find(|name| name.kind() == AssetKind::Host) else { return Ok(()) };
    let domain = Name::of_host(host.value()).into_iter().nth(1);
    let Some(domain) = domain.filter(|domain| !outlet.names.contains(domain)) else { return Ok(()) };
    if own_hosts(desk, &domain).await?.is_some() {
        let known = found(desk, &[domain]).await?;
        outlet.facts.extend(known.0.iter().flat_map(|asset| facts(asset)));
    }
    Ok(())
}

/// Assets that were read.
struct Found(Vec<Kept<Asset>>);

async fn found(desk: &Desk, names: &[Name]) -> Result<Found, Error> {
    let found = names.iter().map(async |name| desk.find_unique::<Asset>(&name.to_string()).await);
    Ok(Found(futures::future::try_join_all(found).await?.into_iter().flatten().collect()))
}

impl Found {
    fn into_outlet(self) -> Option<Outlet> {
        let facts = self.0.iter().flat_map(|asset| facts(asset)).collect();
        let names: Vec<Name> = self.0.into_iter().map(|asset| asset.record.name).collect();
        (!names.is_empty()).then_some(Outlet { names, facts })
    }
}

fn facts(asset: &Asset) -> impl Iterator<Item = control::Fact> {
    asset.facts.iter().map(|fact| control::Fact {
        link: fact.link,
        object: fact.object.clone(),
        seen: fact.sightings.iter().map(|sighting| sighting.seen).collect(),
    })
}

/// How many outlets hold which values, as far as it was asked.
#[derive(Default)]
pub(super) struct Census(BTreeMap<(LinkKind, Name), Held>);

/// Who holds a value.
#[derive(Debug, Clone, Default)]
pub(super) struct Held {
    /// How many outlets, counted no further than [`HOLDERS_COUNTED`].
    pub(super) count: u64,
    /// Which; empty when there are more than could be under one control.
    pub(super) outlets: Vec<Name>,
    /// How many of them were thought to be few when it was asked.
    few: u64,
}

impl Census {
    /// How many outlets hold a value; zero if it was not asked.
    pub(super) fn count(&self, link: LinkKind, value: &Name) -> u64 {
        self.0.get(&(link, value.clone())).map_or(0, |held| held.count)
    }

    /// Asks who holds a value. Names of one outlet count once, as long as there are few enough to be told apart.
    pub(super) async fn ask(&mut self, desk: &Desk, link: LinkKind, value: &Name, few: u64) -> Result<&Held, Error> {
        let key = (link, value.clone());
        let known = self.0.get(&key).is_some_and(|held| held.few >= few || held.outlets.len() as u64 == held.count);
        if !known {
            let held = ask(desk, link, value, few).await?;
            self.0.insert(key.clone(), held);
        }
        Ok(self.0.entry(key).or_default())
    }
}

async fn ask(desk: &Desk, link: LinkKind, value: &Name, few: u64) -> Result<Held, Error> {
    let cap = u32::try_from(HOLDERS_COUNTED).unwrap_or(u32::MAX);
    let count = desk.doors.store.count_with(Kind::Asset, link.name(), &value.to_string(), cap).await?;
    // Each outlet may hold it under several names.
    if count > few.saturating_mul(3) || count >= HOLDERS_COUNTED {
        return Ok(Held { count, outlets: Vec::new(), few });
    }
    let mut query = Query::all(Kind::Asset, cap).with(link.name(), value);
    query.states = Asset::holders_of(link, value.kind());
    query.states.retain(|state| state.parse().is_ok_and(is_outlet));
    if query.states.is_empty() {
        return Ok(Held { few, ..Held::default() });
    }
    let mut outlets: Vec<Name> =
        desk.list::<Asset>(&query).await?.into_iter().map(|asset| outlet_of(&asset.name)).collect();
    outlets.sort();
    outlets.dedup();
    Ok(Held { count: outlets.len() as u64, outlets, few })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("domain harbour.example", "domain harbour.example")]
    #[case("host harbour.example", "domain harbour.example")]
    #[case("host www.harbour.example", "domain harbour.example")]
    #[case("host lamp.harbour.example", "host lamp.harbour.example")]
    #[case("host www.lamp.harbour.example", "host www.lamp.harbour.example")]
    #[case("site https://www.harbour.example", "domain harbour.example")]
    #[case("site https://harbour.example:8443", "domain harbour.example")]
    #[case("site https://lamp.harbour.example", "host lamp.harbour.example")]
    #[case("site https://harbour.example/keeper", "site https://harbour.example/keeper")]
    #[case("site http://192.0.2.1", "site http://192.0.2.1")]
    #[case("site http://aaaabbbbccccdddd.onion", "onion aaaabbbbccccdddd.onion")]
    #[case("host quay.uk.com", "domain quay.uk.com")]
    #[case("host localhost", "host localhost")]
    #[case("channel messenger:harbour", "channel messenger:harbour")]
    fn names_of_one_outlet(#[case] name: &str, #[case] outlet: &str) {
        assert_eq!(outlet_of(&name.parse().unwrap()), outlet.parse().unwrap());
    }
}
