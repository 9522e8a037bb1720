//! Who can do what about an asset, and whom that would hit besides.

use super::collateral;
use super::surroundings::{self, Surroundings};
use crate::desk::Desk;
use crate::directory::telling_words;
use crate::error::Error;
use crate::policy::{Actor, Permission};
use crate::ports::Query;
use crate::records::{Asset, Kept, Kind, Provider, Record as _};
use domain::id::AssetId;
use domain::map::collateral::{Dependents, Estimate, Refusal, bearable};
use domain::map::{Asset as Name, AssetKind, Lever, levers as of_kind};
use domain::provider::ServiceKind;

/// How many providers of the directory are read at a time.
const BATCH: u32 = 500;

/// The levers of an asset.
#[derive(Debug, Clone)]
pub struct Levers {
    /// The asset.
    pub asset: Kept<Asset>,
    /// What hangs on it.
    pub dependents: Dependents,
    /// The levers, the narrowest that ends something first.
    pub offers: Vec<Offer>,
}

/// One lever of an asset.
#[derive(Debug, Clone)]
pub struct Offer {
    /// What it is, does and does not.
    pub lever: &'static Lever,
    /// Who can pull it.
    pub who: Vec<Puller>,
    /// Whom it would hit besides, or why it is refused and what is narrower.
    pub collateral: Result<Estimate, Refusal>,
}

/// Somebody who can pull a lever.
#[derive(Debug, Clone)]
pub struct Puller {
    /// As the map names them; absent if a person named the provider.
    pub named: Option<String>,
    /// The provider in the directory, if one goes by that name.
    pub provider: Option<Kept<Provider>>,
}

/// Who can do what about an asset.
///
/// # Errors
/// Not permitted, no such asset, or storage failures.
pub async fn levers(desk: &Desk, actor: &Actor, id: AssetId) -> Result<Levers, Error> {
    actor.needs(Permission::SeeMap)?;
    let asset = desk.load::<Asset>(id.0).await?;
    let surroundings = surroundings::of(desk, &asset).await?;
    let dependents = collateral::of(desk, &asset).await?;
    let own = match asset.provider {
        Some(provider) => desk.find::<Provider>(provider.0).await?,
        None => None,
    };
    let kind = asset.name.kind();
    let named: Vec<(&'static Lever, Vec<String>)> =
        of_kind(kind).map(|lever| (lever, named(&surroundings, lever.who))).collect();
    let directory = Directory::of(desk, named.iter().flat_map(|(_, names)| names)).await?;
    let offers = named.into_iter().map(|(lever, names)| {
        // What a person said of the asset comes before what the map makes of it.
        let by_hand = own.iter().filter(|own| own.details.kind == lever.who);
        let by_hand = by_hand.map(|own| Puller { named: None, provider: Some(own.clone()) });
        let who = by_hand.chain(names.into_iter().flat_map(|name| directory.pullers(name, lever.who))).collect();
        Offer { lever, who, collateral: bearable(lever.measure, kind, &dependents, desk.now()) }
    });
    let offers = offers.collect();
    Ok(Levers { asset, dependents, offers })
}

/// How those are called who can pull a lever.
fn named(surroundings: &Surroundings, who: ServiceKind) -> Vec<String> {
    let realm = matches!(who, ServiceKind::AppStore | ServiceKind::Platform).then(|| surroundings.realm()).flatten();
    let names = surroundings.who(who).into_iter().map(|name| spoken(&name));
    names.chain(realm.map(str::to_owned)).collect()
}

/// A name server is known by the domain of whoever runs it; the others by their names.
fn spoken(name: &Name) -> String {
    let domain = || Name::of_host(name.value()).into_iter().nth(1).map(|domain| domain.value().to_owned());
    match name.kind() {
        AssetKind::NameServer => domain().unwrap_or_else(|| name.value().to_owned()),
        _ => name.value().to_owned(),
    }
}

/// The providers that go by some names.
struct Directory(Vec<(Vec<String>, Kept<Provider>)>);

impl Directory {
    /// Reads the directory once for all names.
    async fn of(desk: &Desk, names: impl Iterator<Item = &String>) -> Result<Self, Error> {
        let wanted: Vec<(&String, Vec<String>)> = names.map(|name| (name, telling_words(name))).collect();
        let mut found = Vec::new();
        let mut query = Query::all(Kind::Provider, BATCH);
        while !wanted.is_empty() {
            let providers = desk.list::<Provider>(&query).await?;
            let Some(last) = providers.last() else { break };
            query.after = Some((last.sort(), last.uuid()));
            for provider in providers {
                let goes_by = |(name, words): &&(&String, Vec<String>)| goes_by(&provider, name, words);
                let names: Vec<String> = wanted.iter().filter(goes_by).map(|(name, _)| (*name).clone()).collect();
                if !names.is_empty() {
                    found.push((names, provider));
                }
            }
        }
        Ok(Self(found))
    }

    /// Those who go by a name, those whose business the lever is first; or the name alone.
    fn pullers(&self, name: String, who: ServiceKind) -> Vec<Puller> {
        let mut found: Vec<&Kept<Provider>> =
            self.0.iter().filter(|(names, _)| names.contains(&name)).map(|(_, provider)| provider).collect();
        found.sort_by_key(|provider| provider.details.kind != who);
        if found.is_empty() {
            return vec![Puller { named: Some(name), provider: None }];
        }
        found.into_iter().map(|found| Puller { named: Some(name.clone()), provider: Some(found.clone()) }).collect()
    }
}

fn goes_by(provider: &Provider, name: &str, words: &[String]) -> bool {
    let mut names = std::iter::once(&provider.name).chain(&provider.details.known_as);
    provider.domains.iter().any(|domain| domain == name)
        || (!words.is_empty() && names.any(|known| telling_words(known) == words))
}
