//! Asking registries about domains, addresses and autonomous systems.

use super::found::Found;
use super::{Collector, bad_answer, no_answer, unseen};
use crate::rdap::{self, Said, Silence};
use casework::ports::{CollectError, Collected};
use domain::map::{Asset, AssetKind, LinkKind, Source};
use exchange::rdap::{Autnum, Domain, Network, Object, Party, read, read_autnum, read_domain};
use std::net::IpAddr;
use url::Url;

impl Collector {
    /// Asks the registry that is responsible, or else those that the operator named.
    pub(super) async fn ask_registries(&self, asset: &Asset) -> Result<Collected, CollectError> {
        let mut found = self.found(Source::Rdap);
        match asset.kind() {
            AssetKind::Domain => self.domain(asset, &mut found).await?,
            AssetKind::Address => self.network(asset, &mut found).await?,
            _ => self.autnum(asset, &mut found).await?,
        }
        Ok(found.finish(asset))
    }

    async fn domain(&self, asset: &Asset, found: &mut Found) -> Result<(), CollectError> {
        let name = asset.value();
        let said = self.first_answer(self.bootstrap.bases_of_domain(name), "domain", name).await?;
        let domain = understood(&said, asset)?;
        found.answer(said.from.as_str(), said.body);
        of_domain(found, asset, &domain, &said.from);
        // A registry of the thin kind knows the registrar, and the registrar knows the registrant.
        let related = domain.object.referrals.iter().find(|link| link.rel == "related" && link.to != said.from);
        if let Some(referral) = related {
            match self.ask_one(&referral.to).await {
                Ok(said) => match understood(&said, asset) {
                    Ok(domain) => {
                        found.answer(said.from.as_str(), said.body);
                        of_domain(found, asset, &domain, &said.from);
                    }
                    Err(error) => found.not_examined(error.to_string()),
                },
                Err(silence) => found.not_examined(said_nothing(&referral.to, silence).to_string()),
            }
        }
        Ok(())
    }

    async fn network(&self, asset: &Asset, found: &mut Found) -> Result<(), CollectError> {
        let value = asset.value();
        let address: IpAddr = value.parse().map_err(|_| no_answer(value, "this is no IP address"))?;
        // A registry outside has no business knowing which private addresses are used here.
        self.client.names.check(value, address).map_err(|error| unseen(value, &error))?;
        let said = self.first_answer(self.bootstrap.bases(address), "ip", value).await?;
        let network = read(&said.body).map_err(|problem| bad_answer(value, &problem))?;
        if !network.contains(address) || network.is_everything() {
            let range = format!("it is about {} to {}", network.first, network.last);
            return Err(bad_answer(value, &range));
        }
        found.answer(said.from.as_str(), said.body);
        of_network(found, asset, &network, &said.from);
        Ok(())
    }

    async fn autnum(&self, asset: &Asset, found: &mut Found) -> Result<(), CollectError> {
        let value = asset.value();
        let number: u32 = value
            .trim_start_matches("AS")
            .parse()
            .map_err(|_| no_answer(value, "this is no number of an autonomous system"))?;
        let said = self.first_answer(self.bootstrap.bases_of_autnum(number), "autnum", &number.to_string()).await?;
        let system = read_autnum(&said.body).map_err(|problem| bad_answer(value, &problem))?;
        if !(system.first..=system.last).contains(&number) {
            return Err(bad_answer(value, &format!("it is about AS{} to AS{}", system.first, system.last)));
        }
        found.answer(said.from.as_str(), said.body);
        of_autnum(found, asset, &system, &said.from);
        Ok(())
    }

    /// The first answer among several registries. What the first of them says against it is told, if none does better.
    async fn first_answer(&self, bases: &[Url], kind: &str, name: &str) -> Result<Said, CollectError> {
        let mut first = None;
        for base in bases.iter().chain(&self.registries) {
            let Some(url) = rdap::question(base, kind, name) else { continue };
            match self.ask_one(&url).await {
                Ok(said) => return Ok(said),
                Err(silence) => first = first.or_else(|| Some(said_nothing(&url, silence))),
            }
        }
        Err(first.unwrap_or_else(|| no_answer(name, "no registry is known that answers for it")))
    }

    async fn ask_one(&self, url: &Url) -> Result<Said, Silence> {
        let _turn = self.fetcher.turn(url.host_str().unwrap_or_default()).await;
        rdap::ask(&self.client, url.clone()).await
    }
}

fn said_nothing(url: &Url, silence: Silence) -> CollectError {
    match silence {
        Silence::Unknown => CollectError::Unknown { asked: url.to_string() },
        Silence::TooLong => bad_answer(url.as_str(), &exchange::rdap::Problem::TooLong),
        Silence::Failed(why) => no_answer(url.as_str(), &why),
    }
}

/// An answer about the domain that was asked for, and no other.
fn understood(said: &Said, asset: &Asset) -> Result<Domain, CollectError> {
    let domain = read_domain(&said.body).map_err(|problem| bad_answer(said.from.as_str(), &problem))?;
    if domain.name == asset.value() {
        return Ok(domain);
    }
    Err(bad_answer(said.from.as_str(), &format!("it is about {}, not about {}", domain.name, asset.value())))
}

fn of_domain(found: &mut Found, asset: &Asset, domain: &Domain, from: &Url) {
    let state = state(&domain.object);
    if let Some(party) = domain.registrar() {
        let number = party.iana_id.as_ref().map(|id| format!("iana:{id}"));
        if let Some(registrar) = label(AssetKind::Registrar, party.name.as_deref().or(number.as_deref())) {
            let number = party.iana_id.as_ref().map_or_else(String::new, |id| format!("IANA number {id}; "));
            found.link(asset, LinkKind::RegisteredWith, &registrar, &format!("{number}{state}"));
            located(found, &registrar, party.country.as_deref());
        }
    }
    registered_in(found, asset, from, &state);
    if let Some(contact) = label(AssetKind::Contact, domain.registrant()) {
        found.link(asset, LinkKind::RegisteredTo, &contact, "registrant");
    }
    for server in &domain.nameservers {
        if let Ok(server) = Asset::new(AssetKind::NameServer, server) {
            found.link(asset, LinkKind::ServedBy, &server, "delegation");
        }
    }
    redacted(found, &domain.object, from);
}

fn of_network(found: &mut Found, asset: &Asset, network: &Network, from: &Url) {
    let range = format!("{} to {}", network.first, network.last);
    let abuse = network.abuse().map_or_else(String::new, |abuse| format!("; abuse desk {abuse}"));
    let name = network.name.as_ref().map_or_else(String::new, |name| format!("; network {name}"));
    hosted(found, asset, network.holder(), &network.parties, &format!("{range}{name}{abuse}"));
    registered_in(found, asset, from, &state(&network.object));
    located(found, asset, network.country.as_deref());
    for origin in &network.origins {
        if let Ok(system) = Asset::new(AssetKind::AutonomousSystem, &origin.to_string()) {
            found.link(asset, LinkKind::AnnouncedBy, &system, &range);
        }
    }
    redacted(found, &network.object, from);
}

fn of_autnum(found: &mut Found, asset: &Asset, system: &Autnum, from: &Url) {
    let abuse = system.abuse().map_or_else(String::new, |abuse| format!("; abuse desk {abuse}"));
    let name = system.name.as_deref().unwrap_or_default();
    hosted(found, asset, system.holder(), &system.parties, &format!("{name}{abuse}"));
    registered_in(found, asset, from, &state(&system.object));
    located(found, asset, system.country.as_deref());
    redacted(found, &system.object, from);
}

/// On whose machines it stands: as a rule the holder of the network.
fn hosted(found: &mut Found, asset: &Asset, holder: Option<&str>, parties: &[Party], note: &str) {
    if let Some(host) = label(AssetKind::HostingAccount, holder) {
        found.link(asset, LinkKind::HostedBy, &host, note);
        let country = parties.iter().find(|party| party.has("registrant")).and_then(|party| party.country.as_deref());
        located(found, &host, country);
    }
}

/// In whose register it stands: the registry is known by where it answers.
fn registered_in(found: &mut Found, asset: &Asset, from: &Url, note: &str) {
    if let Some(registry) = label(AssetKind::Registry, from.host_str()) {
        found.link(asset, LinkKind::RegisteredIn, &registry, note);
    }
}

fn located(found: &mut Found, asset: &Asset, country: Option<&str>) {
    if let Some(country) = label(AssetKind::Country, country) {
        found.link(asset, LinkKind::LocatedIn, &country, "as the registry says");
    }
}

fn label(kind: AssetKind, value: Option<&str>) -> Option<Asset> {
    Asset::new(kind, value?).ok()
}

/// What acts on the registration changes: the status, and until when it is paid.
fn state(object: &Object) -> String {
    let mut parts = Vec::new();
    if !object.status.is_empty() {
        parts.push(format!("status: {}", object.status.join(", ")));
    }
    for (word, at) in [("registered", object.registered), ("changed", object.changed), ("expires", object.expires)] {
        parts.extend(at.map(|at| format!("{word} {at}")));
    }
    parts.join("; ")
}

fn redacted(found: &mut Found, object: &Object, from: &Url) {
    if !object.redacted.is_empty() {
        let host = from.host_str().unwrap_or_default();
        found.not_examined(format!("left out on purpose by {host}: {}", object.redacted.join(", ")));
    }
}
