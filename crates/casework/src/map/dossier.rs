//! What a network looks like on paper: where it buys, what it is made of, and what was decided about it.

use super::network::judgements;
use crate::desk::Desk;
use crate::error::Error;
use crate::policy::{Actor, Permission};
use crate::records::{Asset, Fact, Judgements, Kept, Network, Person};
use domain::id::{NetworkId, PersonId};
use domain::map::exposure::{Exposure, Use, exposure as table};
use domain::map::{Asset as Name, AssetKind, Interval, LinkKind};
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, BTreeSet};

/// How far apart in time an address and what is known of it may have been seen. Blocks of addresses seldom change hands.
const NEAR: SignedDuration = SignedDuration::from_hours(365 * 24);
/// The most assets of a network that are read.
const MAX_ASSETS: usize = 5_000;

/// Where a network buys its names and servers, month by month.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exposures {
    /// Domains by registrar.
    pub registrars: Exposure,
    /// Addresses by hosting company or delivery network.
    pub hosting: Exposure,
    /// Addresses by autonomous system.
    pub systems: Exposure,
    /// Addresses by country.
    pub countries: Exposure,
    /// Domains of which no registrar is known, and addresses of which no country is known.
    pub unknown: u64,
}

/// Where a network buys, in the months that a time touches; all that is known without one.
///
/// # Errors
/// Not permitted, no such network, or storage failures.
pub async fn exposure(desk: &Desk, actor: &Actor, id: NetworkId, during: Option<Interval>) -> Result<Exposures, Error> {
    actor.needs(Permission::SeeMap)?;
    let network = desk.load::<Network>(id.0).await?;
    let names: BTreeSet<Name> = network.members.iter().map(|member| member.asset.clone()).collect();
    let assets = read(desk, names.into_iter().take(MAX_ASSETS)).await?;
    let mut uses = Uses::default();
    for domain in assets.iter().filter(|asset| asset.name.kind() == AssetKind::Domain) {
        uses.register(domain);
    }
    let links = [LinkKind::ResolvesTo, LinkKind::PublishedOn, LinkKind::SentFrom];
    let facts = || assets.iter().flat_map(|asset| &asset.facts).filter(|fact| links.contains(&fact.link));
    let addresses = facts().map(|fact| fact.object.clone()).filter(|object| object.kind() == AssetKind::Address);
    let addresses: BTreeSet<Name> = addresses.collect();
    let addresses = read(desk, addresses.into_iter().take(MAX_ASSETS)).await?;
    for address in &addresses {
        let used = facts().filter(|fact| fact.object == address.name);
        uses.stand(address, used.flat_map(times).collect());
    }
    Ok(uses.count(during))
}

async fn read(desk: &Desk, names: impl Iterator<Item = Name>) -> Result<Vec<Kept<Asset>>, Error> {
    let mut assets = Vec::new();
    for name in names {
        assets.extend(desk.find_unique::<Asset>(&name.to_string()).await?);
    }
    Ok(assets)
}

fn times(fact: &Fact) -> impl Iterator<Item = Interval> {
    fact.sightings.iter().map(|sighting| sighting.seen)
}

#[derive(Default)]
struct Uses {
    registrars: Vec<Use>,
    hosting: Vec<Use>,
    systems: Vec<Use>,
    countries: Vec<Use>,
    unknown: u64,
}

impl Uses {
    fn register(&mut self, domain: &Asset) {
        let facts: Vec<&Fact> = domain.through(LinkKind::RegisteredWith).collect();
        self.unknown += u64::from(facts.is_empty());
        for fact in facts {
            let of = |seen| Use { asset: domain.name.clone(), provider: fact.object.clone(), seen };
            self.registrars.extend(times(fact).map(of));
        }
    }

    /// An address that the network used at some times: with whom it stood then.
    fn stand(&mut self, address: &Asset, used: Vec<Interval>) {
        let near = |fact: &Fact, used: Interval| times(fact).any(|seen| seen.gap(used) <= NEAR);
        let uses = |link: LinkKind| {
            let facts = address.through(link);
            let facts =
                facts.flat_map(|fact| used.iter().filter(move |used| near(fact, **used)).map(move |at| (fact, at)));
            let uses = facts.map(|(fact, seen)| Use {
                asset: address.name.clone(),
                provider: fact.object.clone(),
                seen: *seen,
            });
            uses.collect::<Vec<_>>()
        };
        let countries = uses(LinkKind::LocatedIn);
        self.unknown += u64::from(countries.is_empty());
        self.countries.extend(countries);
        self.hosting.extend(uses(LinkKind::HostedBy));
        self.systems.extend(uses(LinkKind::AnnouncedBy));
    }

    fn count(&self, during: Option<Interval>) -> Exposures {
        let all = [&self.registrars, &self.hosting, &self.systems, &self.countries];
        let known = all.into_iter().flatten().map(|used| used.seen).reduce(Interval::hull);
        let Some(time) = during.or(known) else { return Exposures { unknown: self.unknown, ..Exposures::default() } };
        Exposures {
            registrars: table(&self.registrars, time),
            hosting: table(&self.hosting, time),
            systems: table(&self.systems, time),
            countries: table(&self.countries, time),
            unknown: self.unknown,
        }
    }
}

/// Everything about a network, for a paper.
#[derive(Debug, Clone)]
pub struct Dossier {
    /// The moment it describes.
    pub at: Timestamp,
    /// The network with its members and decisions.
    pub network: Kept<Network>,
    /// Its present members with all that is known of them, in order of name.
    pub assets: Vec<Kept<Asset>>,
    /// What was judged when it was proposed; absent for a network that nobody judged.
    pub judgements: Option<Judgements>,
    /// Where it buys.
    pub exposures: Exposures,
    /// The names of those who decided.
    pub people: BTreeMap<PersonId, String>,
    /// Everything that was not examined, in words.
    pub not_examined: Vec<String>,
}

/// Gathers everything about a network.
///
/// # Errors
/// Not permitted, no such network, or storage failures.
pub async fn dossier(desk: &Desk, actor: &Actor, id: NetworkId) -> Result<Dossier, Error> {
    actor.needs(Permission::SeeMap)?;
    let network = desk.load::<Network>(id.0).await?;
    let names: BTreeSet<Name> = network.present().map(|member| member.asset.clone()).collect();
    let more = names.len().saturating_sub(MAX_ASSETS);
    let assets = read(desk, names.into_iter().take(MAX_ASSETS)).await?;
    let judgements = match judgements(desk, actor, id).await {
        Ok(judgements) => Some(judgements),
        Err(Error::NotFound { .. }) => None,
        Err(error) => return Err(error),
    };
    let mut people = BTreeMap::new();
    for by in network.decisions.iter().map(|decision| decision.by) {
        if let Some(person) = desk.find::<Person>(by.0).await? {
            people.insert(by, person.record.name);
        }
    }
    let mut not_examined: Vec<String> = judgements.iter().flat_map(|judged| judged.not_examined.clone()).collect();
    not_examined.extend(
        assets.iter().flat_map(|asset| asset.not_examined().into_iter().map(|what| format!("{}: {what}", asset.name))),
    );
    if more > 0 {
        not_examined.push(format!("{more} further members are not described"));
    }
    let exposures = exposure(desk, actor, id, None).await?;
    Ok(Dossier { at: desk.now(), network, assets, judgements, exposures, people, not_examined })
}
