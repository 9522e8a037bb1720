//! What is up at a moment, and how deeds change it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::net::Ipv4Addr;

use domain::map::{Asset, AssetKind};
use jiff::Timestamp;
use url::Url;

use super::plan::{Host, Plan, Site};

/// What a service, or people at a service, did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verb {
    /// The registrar took the name out of the zone; the server runs on.
    HeldByRegistrar,
    /// The registry did.
    HeldByRegistry,
    /// The hosting company, or who rents out the name, closed the customer's account.
    ClosedAccount,
    /// The delivery network serves the name no more; its origin does.
    StoppedDelivery,
    /// The machine does not answer any more.
    SwitchedOff,
    /// The machine answers again.
    SwitchedOn,
    /// The store offers the application no more.
    RemovedListing,
    /// The messenger shows the channel no more.
    RemovedChannel,
    /// The newsletter is not sent any more.
    StoppedSending,
    /// Nothing: the service does not do what it was asked for.
    Refused,
}

/// Something done to an asset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deed {
    /// What was done.
    pub verb: Verb,
    /// To what.
    pub to: Asset,
}

impl fmt::Display for Deed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let to = &self.to;
        match self.verb {
            Verb::HeldByRegistrar => write!(f, "put {to} on client hold"),
            Verb::HeldByRegistry => write!(f, "put {to} on server hold"),
            Verb::ClosedAccount => write!(f, "closed the account of {to}"),
            Verb::StoppedDelivery => write!(f, "stopped delivering {to}"),
            Verb::SwitchedOff => write!(f, "switched {to} off"),
            Verb::SwitchedOn => write!(f, "switched {to} on again"),
            Verb::RemovedListing | Verb::RemovedChannel => write!(f, "removed {to}"),
            Verb::StoppedSending => write!(f, "stopped sending {to}"),
            Verb::Refused => write!(f, "refused to act on {to}"),
        }
    }
}

/// What changes while the story runs.
#[derive(Debug, Clone, Default)]
pub(super) struct State {
    /// How often Meridian has come back.
    pub generation: u8,
    /// The status of a name that is held: by the registrar, by the registry.
    pub held: BTreeMap<String, BTreeSet<&'static str>>,
    pub down: BTreeSet<Ipv4Addr>,
    /// Hosts, applications, channels and newsletters that are no more.
    closed: BTreeSet<Asset>,
    /// When the register last changed what it says of a name.
    pub changed: BTreeMap<String, Timestamp>,
}

impl State {
    pub fn apply(&mut self, deed: &Deed, at: Timestamp) {
        let name = deed.to.value().to_owned();
        match deed.verb {
            Verb::HeldByRegistrar | Verb::HeldByRegistry => {
                let status = if deed.verb == Verb::HeldByRegistrar { "client hold" } else { "server hold" };
                self.held.entry(name.clone()).or_default().insert(status);
                self.changed.insert(name, at);
            }
            Verb::SwitchedOff => self.down.extend(name.parse::<Ipv4Addr>()),
            Verb::SwitchedOn => self.down.retain(|address| address.to_string() != name),
            Verb::Refused => {}
            Verb::ClosedAccount
            | Verb::StoppedDelivery
            | Verb::RemovedListing
            | Verb::RemovedChannel
            | Verb::StoppedSending => drop(self.closed.insert(deed.to.clone())),
        }
    }

    /// Whether it was there in this generation at all.
    pub fn knows(&self, since: u8) -> bool {
        since <= self.generation
    }

    pub fn is_closed(&self, asset: &Asset) -> bool {
        self.closed.contains(asset)
    }

    pub fn host_is_closed(&self, name: &str) -> bool {
        Asset::new(AssetKind::Host, name).is_ok_and(|host| self.is_closed(&host))
    }

    /// The host, if the name system leads to it.
    pub fn resolves<'a>(&self, plan: &'a Plan, name: &str) -> Option<&'a Host> {
        let host = plan.hosts.get(name)?;
        (self.knows(host.since) && !self.held.contains_key(&host.domain)).then_some(host)
    }

    /// Whether somebody who looks for a host by name finds it at work.
    pub fn serves(&self, plan: &Plan, name: &str) -> bool {
        self.resolves(plan, name).is_some_and(|host| !self.down.contains(&host.at) && !self.host_is_closed(name))
    }

    fn machine_is_up(&self, plan: &Plan, at: Ipv4Addr) -> Option<bool> {
        let machine = plan.machines.get(&at)?;
        Some(self.knows(machine.since) && !self.down.contains(&at))
    }

    /// Whether an asset is really up; nothing for what is not of this world, or cannot be up or down.
    pub fn is_up(&self, plan: &Plan, asset: &Asset) -> Option<bool> {
        let value = asset.value();
        let host_of = |url: &str| Url::parse(url).ok()?.host_str().map(str::to_owned);
        let host = |name: &str| plan.hosts.contains_key(name).then(|| self.serves(plan, name));
        let there = |since: u8| self.knows(since) && !self.is_closed(asset);
        match asset.kind() {
            AssetKind::Site => host(&host_of(value)?),
            AssetKind::Stream => {
                let name = host_of(value)?;
                matches!(plan.hosts.get(&name)?.site, Site::Stream(_)).then(|| self.serves(plan, &name))
            }
            AssetKind::Host | AssetKind::NameServer | AssetKind::MailServer => host(value),
            AssetKind::Domain => {
                let domain = plan.domains.get(value)?;
                Some(self.knows(domain.since) && !self.held.contains_key(value))
            }
            AssetKind::Address => self.machine_is_up(plan, value.parse().ok()?),
            AssetKind::App => {
                let (package, store) = value.rsplit_once('@')?;
                (store == super::STORE).then(|| plan.apps.get(package).map(|app| there(app.since)))?
            }
            AssetKind::Channel => {
                let handle = value.strip_prefix(super::MESSENGER)?.strip_prefix(':')?;
                plan.channels.get(handle).map(|channel| there(channel.since))
            }
            AssetKind::Newsletter => {
                let newsletter = plan.newsletters.get(value)?;
                Some(there(newsletter.since) && self.serves(plan, &newsletter.host))
            }
            _ => None,
        }
    }
}
