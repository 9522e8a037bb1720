//! Meridian: an invented network that spreads harmless harbour news, and everything it stands on: registrars and
//! registries, hosting companies, a delivery network, a store, a messenger, and the strangers beside it.
//!
//! It is reached through names, HTTPS, registers and mail only. It is struck in waves, and comes back after the
//! first and the second. Every name, firm and text is invented and says REHEARSAL; keys are made afresh at every
//! start, all else follows from the seed.

mod apk;
mod desk;
mod keys;
mod machines;
mod notice;
mod page;
mod plan;
mod rdap;
mod state;
mod trade;
mod truth;
mod web;
mod zones;

pub use plan::Standing;
pub use rdap::Bootstrap;
pub use state::{Deed, Verb};
pub use trade::{Service, Trade};
pub use truth::NetworkTruth;

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::Context;
use domain::map::{Asset, AssetKind};
use jiff::Timestamp;
use url::Url;

use crate::authority::Authority;
use crate::dns::{Names, Zone};
use crate::mailbox::Mailbox;
use crate::providers::manner::{Answer, AnswerKind, Instrument};
use crate::providers::portal::Portal;
use crate::providers::{Event, What};
use crate::sound::Programme;
use crate::world;
use desk::{Case, Desk, Task, days_after};
use keys::Keys;
use machines::Machines;
use plan::{NEIGHBOUR, OFFICE, Plan, Site};
use trade::Id;
use web::Internet;

/// The store of applications, as it stands in the names of listings.
pub const STORE: &str = "store.quaymarket.test";
/// The messenger, as it stands in the names of channels.
pub const MESSENGER: &str = "parley.test";

/// What people on site do at a machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnSite {
    /// They carry it away.
    SeizeServer,
    /// They copy what is on it, and let it run.
    CopyServer,
    /// They find that it does not stand there; it answers from somewhere else.
    FindEmptyRack,
    /// They carry the machine beside it away.
    SeizeWrongServer,
}

/// What they have, and what does not answer any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The address of the machine that was touched, if any was.
    pub machine: Option<Ipv4Addr>,
    /// The hosts that went down with it.
    pub down: Vec<String>,
}

/// Meridian and its surroundings, running.
pub(crate) struct Meridian {
    internet: Arc<Internet>,
    machines: Machines,
    names: Names,
    /// The zones that have nothing to do with it.
    others: Vec<Zone>,
    desk: Mutex<Desk>,
    mailbox: Arc<Mailbox>,
    portal: Portal,
    /// Held while acting, so that deeds are done one after the other.
    turn: tokio::sync::Mutex<()>,
}

/// What Meridian needs of the world it is put into.
pub(crate) struct Ground<'a> {
    pub authority: &'a Authority,
    pub mailbox: Arc<Mailbox>,
    pub portal: Portal,
    pub others: Vec<Zone>,
    pub listeners: BTreeMap<Ipv4Addr, TcpListener>,
    pub port: u16,
}

/// Meridian before anything of it runs.
pub(crate) struct Drawn {
    seed: u64,
    plan: Plan,
}

impl Drawn {
    /// Draws everything from the seed.
    pub fn new(seed: u64) -> Self {
        Self { seed, plan: Plan::draw(seed) }
    }

    /// The addresses that answer from the beginning.
    pub fn addresses(&self) -> impl Iterator<Item = Ipv4Addr> {
        self.plan.machines.iter().filter(|(_, machine)| machine.since == 0).map(|(at, _)| *at)
    }

    /// Puts it up; gives the names to be answered for too.
    ///
    /// # Errors
    /// When keys, certificates or zones cannot be made.
    pub fn put_up(self, ground: Ground<'_>, services: &mut Vec<world::Service>) -> anyhow::Result<(Meridian, Names)> {
        let keys = Keys::make(&self.plan, ground.authority)?;
        let internet = Arc::new(Internet::new(self.seed, self.plan, keys));
        let machines = Machines::serve(&internet, ground.authority, ground.listeners, ground.port, services)?;
        let own = zones::zones(&internet.plan, &internet.state());
        let names = Names::new(&[ground.others.as_slice(), &own].concat())?;
        let meridian = Meridian {
            internet,
            machines,
            names: names.clone(),
            others: ground.others,
            desk: Mutex::new(Desk::new(self.seed)),
            mailbox: ground.mailbox,
            portal: ground.portal,
            turn: tokio::sync::Mutex::default(),
        };
        Ok((meridian, names))
    }
}

/// The domains for which mail is taken.
pub(crate) fn mail_domains() -> impl Iterator<Item = &'static str> {
    Id::all().map(|id| id.get().domain)
}

/// The services that anybody can look up.
pub(crate) fn directory() -> Vec<&'static Service> {
    Id::all().map(Id::get).collect()
}

/// The lists of registries, as IANA publishes them.
pub(crate) fn bootstrap() -> Bootstrap {
    rdap::bootstrap()
}

impl Meridian {
    /// What the unit has heard of until now.
    pub fn seeds(&self) -> Vec<Asset> {
        let state = self.internet.state();
        let heard = self.internet.plan.seeds.iter().filter(|(_, since)| state.knows(*since));
        heard.map(|(seed, _)| seed.clone()).collect()
    }

    /// The streams that are on the air or were, by now.
    pub fn streams(&self) -> Vec<String> {
        let state = self.internet.state();
        let known = self.internet.plan.hosts.iter().filter(|(_, host)| state.knows(host.since));
        let stations = known.filter(|(_, host)| matches!(host.site, Site::Stream(_)));
        stations.map(|(name, _)| format!("https://{name}{}", web::MOUNT)).collect()
    }

    /// What the stream at an address sends.
    pub fn programme(&self, url: &str) -> Option<&Programme> {
        let station = self.internet.station_at(&Url::parse(url).ok()?)?;
        Some(self.internet.programme(station))
    }

    /// Old answers of the name system, in the common output format.
    pub fn passive_dns(&self, since: Timestamp, now: Timestamp) -> String {
        zones::passive(&zones::zones(&self.internet.plan, &self.internet.state()), since, now)
    }

    /// A wave is over: after the first and the second, Meridian plans its return.
    pub fn wave(&self, number: u8, now: Timestamp) {
        let days = number.checked_sub(1).and_then(|place| self.internet.plan.days_to_return.get(usize::from(place)));
        if let Some(days) = days {
            self.desk().plan(days_after(now, *days), Task::Return(number));
        }
    }

    pub fn next_due(&self) -> Option<Timestamp> {
        self.desk().next_due(&self.mailbox)
    }

    /// Does all that is due by `now`.
    pub async fn act(&self, now: Timestamp) -> Vec<Event> {
        let _turn = self.turn.lock().await;
        let mut events = self.desk().take_post(&self.mailbox, now);
        loop {
            let due = self.desk().take_due(now);
            let Some((at, task)) = due else { return events };
            events.extend(match task {
                Task::Consider(case) => self.consider(at, case).await,
                Task::Act { service, deeds, answer } => self.perform(at, service, deeds, answer).await,
                Task::Return(generation) => self.come_back(at, generation).await,
            });
        }
    }

    async fn consider(&self, at: Timestamp, case: Case) -> Vec<Event> {
        let service = case.service;
        let told = |what| vec![Event { at, provider: service.get().domain, url: None, what }];
        let (mut notice, mut events, mut answer) = (case.notice.clone(), Vec::new(), None);
        if let Some(link) = &case.link {
            let reading = match self.portal.read(link).await {
                Ok(reading) => reading,
                Err(error) => {
                    let again = error.is_worth_retrying() && self.desk().put_off(at, case);
                    let then = if again { "will try again" } else { "gives up" };
                    return told(What::Trouble(format!("{error}; {then}")));
                }
            };
            events.extend(told(What::opened(reading.instrument)));
            events.extend(match self.portal.acknowledge(link, service.get().name).await {
                Ok(()) => told(What::Acknowledged),
                Err(error) => told(What::Trouble(error.to_string())),
            });
            if notice.targets.is_empty() {
                notice.measure = "remove_item".to_owned();
                notice.targets.extend(Asset::new(AssetKind::Site, &reading.url));
            }
            answer = Some((link.clone(), reading.instrument));
        }
        let plan = &self.internet.plan;
        let deeds = |target| notice::deeds(plan, service, &notice.measure, target);
        let deeds = notice.targets.iter().flat_map(deeds).collect();
        self.desk().plan_deeds(at, service, deeds, answer);
        events
    }

    async fn perform(
        &self,
        at: Timestamp,
        service: Id,
        deeds: Vec<Deed>,
        answer: Option<(String, Instrument)>,
    ) -> Vec<Event> {
        let told = |what| Event { at, provider: service.get().domain, url: None, what };
        let mut events = Vec::new();
        let did_all = !deeds.is_empty() && deeds.iter().all(|deed| deed.verb != Verb::Refused);
        for deed in deeds {
            events.push(told(match self.carry_out(&deed, at).await {
                Ok(()) => What::Did(deed),
                Err(error) => What::Trouble(format!("{error:#}")),
            }));
        }
        if let Some((link, instrument)) = answer {
            let kind = match instrument {
                _ if did_all => AnswerKind::Removed,
                Instrument::Referral => AnswerKind::Declined,
                Instrument::Order => AnswerKind::InsufficientInformation,
            };
            let answered = Answer { kind, explanation: if did_all { "REHEARSAL: done." } else { REFUSAL } };
            let acted_at = did_all.then_some(at);
            events.push(told(match self.portal.answer(&link, service.get().name, acted_at, answered).await {
                Ok(()) => What::Answered(kind),
                Err(error) => What::Trouble(error.to_string()),
            }));
        }
        events
    }

    /// Does one deed, and lets names and machines follow.
    async fn carry_out(&self, deed: &Deed, at: Timestamp) -> anyhow::Result<()> {
        self.internet.change().apply(deed, at);
        match deed.verb {
            Verb::SwitchedOff | Verb::SwitchedOn => {
                self.machines.switch(deed.to.value().parse()?, deed.verb == Verb::SwitchedOn).await
            }
            Verb::HeldByRegistrar | Verb::HeldByRegistry => self.publish_names(),
            _ => Ok(()),
        }
    }

    async fn come_back(&self, at: Timestamp, generation: u8) -> Vec<Event> {
        let told = |what| Event { at, provider: "meridian", url: None, what };
        if generation <= self.internet.state().generation {
            return Vec::new();
        }
        let before = std::mem::replace(&mut self.internet.change().generation, generation);
        let since = before + 1..=generation;
        let new = self.internet.plan.machines.iter().filter(|(_, machine)| since.contains(&machine.since));
        let mut events = vec![told(What::CameBack)];
        for (address, _) in new {
            if let Err(error) = self.machines.switch(*address, true).await {
                events.push(told(What::Trouble(format!("{error:#}"))));
            }
        }
        if let Err(error) = self.publish_names() {
            events.push(told(What::Trouble(format!("{error:#}"))));
        }
        events
    }

    fn publish_names(&self) -> anyhow::Result<()> {
        let own = zones::zones(&self.internet.plan, &self.internet.state());
        self.names.replace(&[self.others.as_slice(), &own].concat())
    }

    /// People stand before the machine on which `host` (a name or an address) should be.
    pub async fn on_site(&self, host: &str, action: OnSite, now: Timestamp) -> anyhow::Result<Found> {
        let _turn = self.turn.lock().await;
        let plan = &self.internet.plan;
        let named = plan.hosts.get(host).map(|host| host.at).or_else(|| host.parse().ok());
        let at = named
            .filter(|at| plan.machines.contains_key(at))
            .with_context(|| format!("{host} is neither a host nor a machine of the rehearsal; name one that is"))?;
        let machine = match action {
            OnSite::FindEmptyRack => return Ok(Found { machine: None, down: Vec::new() }),
            OnSite::CopyServer => return Ok(Found { machine: Some(at), down: Vec::new() }),
            OnSite::SeizeServer => at,
            OnSite::SeizeWrongServer => {
                let service = plan.machines[&at].service;
                let beside = service.machine(NEIGHBOUR);
                let has_one = plan.machines.contains_key(&beside) && beside != at;
                has_one.then_some(beside).with_context(|| format!("no machine stands beside {at}; name another"))?
            }
        };
        let state = self.internet.state().clone();
        let there = plan.hosts.iter().filter(|(name, host)| host.at == machine && state.serves(plan, name));
        let down = there.map(|(name, _)| name.clone()).collect();
        self.carry_out(&Deed { verb: Verb::SwitchedOff, to: Asset::of_ip(machine.into()) }, now).await?;
        Ok(Found { machine: Some(machine), down })
    }

    /// A machine that was taken by mistake is brought back and put up again.
    pub async fn make_whole(&self, machine: Ipv4Addr, now: Timestamp) -> anyhow::Result<()> {
        let _turn = self.turn.lock().await;
        self.carry_out(&Deed { verb: Verb::SwitchedOn, to: Asset::of_ip(machine.into()) }, now).await
    }

    pub fn truth(&self) -> NetworkTruth {
        NetworkTruth::of(&self.internet)
    }

    pub fn is_up(&self, asset: &Asset) -> Option<bool> {
        self.internet.state().is_up(&self.internet.plan, asset)
    }

    fn desk(&self) -> MutexGuard<'_, Desk> {
        // Every change under this lock is complete in itself, so a panic elsewhere spoils nothing.
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

const REFUSAL: &str = "REHEARSAL: we act on this only after a decision of a court in our country.";
