//! Which provider hosts an address: candidates with their reasons. A person chooses.
//!
//! Three kinds of reasons, the strongest first: a person chose the provider for another item on the same host; the
//! directory lists the host or a domain above it; a registry names a holder of the network who goes by a name of the
//! provider. Reasons that contradict each other are shown side by side.

use super::names::telling_words;
use crate::desk::{Desk, Draft};
use crate::error::{Error, fault, invalid};
use crate::policy::{Actor, Permission};
use crate::ports::{Holder, Query, RegistryError};
use crate::records::{Item, Kept, Kind, Provider, Record};
use crate::seal::{Act, Verb, Who};
use domain::id::{ItemId, ProviderId};
use jiff::Timestamp;
use matching::digest::Sha256;
use serde_json::json;
use std::collections::BTreeMap;
use url::Url;

/// How many items on the same host are looked at.
const NEIGHBOURS: u32 = 25;
/// How many providers may list the same domain.
const SHARING: u32 = 10;
/// How many providers are read at a time when names are compared.
const BATCH: u32 = 500;

/// Why a provider may be the one. Ordered by strength, the strongest first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Because {
    /// A person chose it for an item on the same host.
    SetByHand {
        /// The item.
        item: ItemId,
    },
    /// The directory lists this domain as the provider's.
    KnownDomain {
        /// The host itself or a domain above it.
        domain: String,
    },
    /// A registry says that somebody of that name holds the network of the host.
    RegistryHolder {
        /// The name as the registry writes it.
        holder: String,
    },
}

/// A reason, with where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The reason.
    pub because: Because,
    /// Where it stands: an address, or the directory.
    pub source: String,
    /// When it was so.
    pub at: Timestamp,
}

/// A provider that may be the one.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The provider.
    pub provider: Kept<Provider>,
    /// Why, the strongest reason first; at least one.
    pub reasons: Vec<Reason>,
}

/// What was found out about a host.
#[derive(Debug, Clone)]
pub struct Search {
    /// Providers that may be the one, those with the strongest reasons first.
    pub candidates: Vec<Candidate>,
    /// What the registry answered, or why it did not.
    pub holder: Result<Holder, RegistryError>,
    /// The registry's answer as it was kept.
    pub kept: Option<Sha256>,
}

/// Finds out which provider may host an address, and keeps what the registry answered.
///
/// # Errors
/// An address without a host, or storage failures. A registry that does not answer is told, not an error.
///
/// # Source
/// RFC 9083 (what a registry answers about a network).
pub async fn resolve(desk: &Desk, url: &Url) -> Result<Search, Error> {
    let host = url.host_str().ok_or_else(|| invalid("address", "a file that was handed in stands on no host"))?;
    let mut found = Found::default();
    by_hand(desk, host, &mut found).await?;
    by_domain(desk, host, &mut found).await?;
    let holder = desk.doors.registry.holder(host).await;
    let mut kept = None;
    if let Ok(holder) = &holder {
        kept = Some(keep(desk, host, holder).await?);
        by_holder(desk, holder, &mut found).await?;
    }
    Ok(Search { candidates: found.candidates(desk).await?, holder, kept })
}

/// Does so for an item, and seals the outcome: what was found, and the registry's answer.
///
/// # Errors
/// Not permitted, an item without a host, or storage failures.
pub async fn find_provider(desk: &Desk, actor: &Actor, id: ItemId) -> Result<Search, Error> {
    actor.needs(Permission::Assess)?;
    let item = desk.load::<Item>(id.0).await?;
    let search = resolve(desk, &item.url).await?;
    let names: Vec<&str> = search.candidates.iter().map(|candidate| candidate.provider.name.as_str()).collect();
    let registry = match &search.holder {
        Ok(holder) => holder.name.clone(),
        Err(error) => error.to_string(),
    };
    let act = Act::new(Verb::Detect, "provider_sought", id.0, Who::Person(actor))
        .detail(json!({ "candidates": names, "registry": registry }))
        .sealing(search.kept);
    Draft::new(desk).commit(&act).await?;
    Ok(search)
}

/// What speaks for whom.
#[derive(Default)]
struct Found(BTreeMap<ProviderId, Vec<Reason>>);

impl Found {
    fn add(&mut self, provider: ProviderId, because: Because, source: impl Into<String>, at: Timestamp) {
        self.0.entry(provider).or_default().push(Reason { because, source: source.into(), at });
    }

    async fn candidates(self, desk: &Desk) -> Result<Vec<Candidate>, Error> {
        let mut candidates = Vec::new();
        for (id, mut reasons) in self.0 {
            reasons.sort_by(|a, b| a.because.cmp(&b.because));
            // A provider that was taken out of the directory since is no candidate.
            if let Some(provider) = desk.find::<Provider>(id.0).await? {
                candidates.push(Candidate { provider, reasons });
            }
        }
        let strength = |candidate: &Candidate| {
            let kinds = candidate.reasons.iter().map(|reason| kind(&reason.because));
            // The kinds of reasons in order; where one list is the beginning of the other, the longer is stronger.
            kinds.chain([u8::MAX]).collect::<Vec<_>>()
        };
        candidates.sort_by_cached_key(|candidate| (strength(candidate), candidate.provider.name.clone()));
        Ok(candidates)
    }
}

const fn kind(because: &Because) -> u8 {
    match because {
        Because::SetByHand { .. } => 0,
        Because::KnownDomain { .. } => 1,
        Because::RegistryHolder { .. } => 2,
    }
}

/// What people chose for items on the same host.
async fn by_hand(desk: &Desk, host: &str, found: &mut Found) -> Result<(), Error> {
    let items = desk.list::<Item>(&Query::all(Kind::Item, NEIGHBOURS).with("host", host).newest_first()).await?;
    for item in items {
        let Some(provider) = item.provider.filter(|provider| !found.0.contains_key(provider)) else { continue };
        let history = desk.doors.store.history(item.id.0).await?;
        if let Some(entry) = history.iter().rev().find(|entry| entry.leaf.contains("\"provider_set\"")) {
            found.add(provider, Because::SetByHand { item: item.id }, item.url.as_str(), entry.at);
        }
    }
    Ok(())
}

/// Providers of which the directory lists the host, or the nearest domain above it that anybody has.
async fn by_domain(desk: &Desk, host: &str, found: &mut Found) -> Result<(), Error> {
    let mut domain = host;
    loop {
        let listed = desk.list::<Provider>(&Query::all(Kind::Provider, SHARING).with("domain", domain)).await?;
        for provider in &listed {
            let because = Because::KnownDomain { domain: domain.to_owned() };
            found.add(provider.id, because, "directory", desk.now());
        }
        match domain.split_once('.') {
            Some((_, above)) if listed.is_empty() && above.contains('.') => domain = above,
            _ => return Ok(()),
        }
    }
}

/// Providers that go by the name of the holder.
async fn by_holder(desk: &Desk, holder: &Holder, found: &mut Found) -> Result<(), Error> {
    let wanted = telling_words(&holder.name);
    if wanted.is_empty() {
        return Ok(());
    }
    let mut query = Query::all(Kind::Provider, BATCH);
    loop {
        let providers = desk.list::<Provider>(&query).await?;
        for provider in &providers {
            let mut names = [&provider.name].into_iter().chain(&provider.details.known_as);
            if names.any(|name| telling_words(name) == wanted) {
                let because = Because::RegistryHolder { holder: holder.name.clone() };
                found.add(provider.id, because, holder.source.as_str(), desk.now());
            }
        }
        let Some(last) = providers.last() else { return Ok(()) };
        query.after = Some((last.sort(), last.uuid()));
    }
}

/// Keeps what the registry said, as it was understood.
async fn keep(desk: &Desk, host: &str, holder: &Holder) -> Result<Sha256, Error> {
    let answer = json!({
        "host": host,
        "asked_at": desk.now().to_string(),
        "registry": holder.source.as_str(),
        "holder": holder.name,
        "country": holder.country,
        "abuse": holder.abuse,
    });
    let bytes = ledger::canonical::write(&answer).map_err(fault)?;
    Ok(desk.doors.blobs.put(bytes.as_bytes()).await?)
}
