//! What there is around Meridian, drawn from the seed: machines, names, sites, applications and channels,
//! for the beginning and for both returns. Nothing here changes while the story runs.

mod decoys;
mod innocents;
mod names;
mod network;
mod trades;

use std::collections::BTreeMap;
use std::net::Ipv4Addr;

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::page::Page;
use super::trade::{Id, Trade};
use crate::sound::Station;
use names::Names;

pub(super) use innocents::NEIGHBOUR;
pub(super) use trades::OFFICE;

/// The beginning, the first return and the second.
pub(super) const GENERATIONS: usize = 3;

/// Whose something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Meridian's.
    Own,
    /// Somebody else's, made to look like Meridian's or seeming so.
    Decoy,
    /// Somebody else's.
    Innocent,
    /// Used by Meridian and by strangers alike.
    Shared,
}

/// A machine in a rack.
#[derive(Debug, Clone)]
pub(super) struct Machine {
    pub service: Id,
    pub whose: Standing,
    /// The generation from which it runs.
    pub since: u8,
    /// The certificate for visitors who name no host.
    pub shows: usize,
}

/// A certificate: the label of its key, and whom it names from which generation on.
#[derive(Debug, Clone)]
pub(super) struct Certificate {
    pub key: String,
    pub names: Vec<(String, u8)>,
}

impl Certificate {
    /// Whom it names in a generation; before its first, whom it will name then.
    pub fn names_in(&self, generation: usize) -> Vec<String> {
        let first = self.names.iter().map(|(_, since)| usize::from(*since)).min().unwrap_or(0);
        let until = generation.max(first);
        self.names.iter().filter(|(_, since)| usize::from(*since) <= until).map(|(name, _)| name.clone()).collect()
    }
}

/// In whose name a domain is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Registrant {
    /// Named with an e-mail address.
    Open(String),
    /// Hidden behind a privacy service that thousands use.
    Proxy,
}

/// How the register answers about a domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answers {
    /// As it should.
    Plainly,
    /// The registrar speaks of another domain than the one asked about.
    OfAnother,
    /// The registrar sends the question round in a circle.
    InACircle,
    /// The registrar takes seconds.
    Slowly,
}

/// A domain as it was bought.
#[derive(Debug, Clone)]
pub(super) struct Domain {
    pub whose: Standing,
    pub since: u8,
    pub registrar: Id,
    pub registrant: Registrant,
    pub name_servers: Vec<String>,
    /// The mailbox of who answers for the zone, as a name.
    pub responsible: String,
    pub mail_server: Option<String>,
    pub texts: Vec<(String, String)>,
    pub answers: Answers,
}

/// What stands under a host name.
#[derive(Debug, Clone)]
pub(super) enum Site {
    Page(Page),
    Redirect(String),
    /// A radio stream, and its list of mounts.
    Stream(Station),
    Store,
    Messenger,
    Register,
    /// A service's own front page.
    Front(Id),
    /// No web at all.
    Nothing,
}

/// A host name.
#[derive(Debug, Clone)]
pub(super) struct Host {
    pub domain: String,
    pub whose: Standing,
    pub since: u8,
    /// The machine that answers.
    pub at: Ipv4Addr,
    /// The name that this one stands for, when the name system says it so.
    pub alias: Option<String>,
    pub certificate: usize,
    pub site: Site,
}

/// An application in the store.
#[derive(Debug, Clone)]
pub(super) struct App {
    pub whose: Standing,
    pub since: u8,
    pub title: String,
    pub developer: String,
    /// The label of the key that signs it.
    pub signer: String,
    pub website: String,
}

/// A channel of the messenger.
#[derive(Debug, Clone)]
pub(super) struct Channel {
    pub whose: Standing,
    pub since: u8,
    pub title: String,
    pub links: Vec<String>,
}

/// A newsletter and where it is sent from.
#[derive(Debug, Clone)]
pub(super) struct Newsletter {
    pub since: u8,
    pub host: String,
}

/// All of it, by name.
#[derive(Debug, Clone, Default)]
pub(super) struct Plan {
    pub machines: BTreeMap<Ipv4Addr, Machine>,
    pub certificates: Vec<Certificate>,
    pub domains: BTreeMap<String, Domain>,
    pub hosts: BTreeMap<String, Host>,
    /// By package.
    pub apps: BTreeMap<String, App>,
    /// By handle.
    pub channels: BTreeMap<String, Channel>,
    /// By sender.
    pub newsletters: BTreeMap<String, Newsletter>,
    /// What the unit hears of first, by generation.
    pub seeds: Vec<(domain::map::Asset, u8)>,
    /// Days from a wave to the return after it.
    pub days_to_return: Vec<i64>,
    /// Meridian's analytics identifiers and its registrant, for scoring.
    pub marks: Vec<domain::map::Asset>,
}

impl Plan {
    /// Draws everything.
    pub fn draw(seed: u64) -> Self {
        let mut rng = StdRng::seed_from_u64(seed ^ 0x004d_4552_4944_4941);
        let names = Names::shuffled(&mut rng);
        let days_to_return = (1..GENERATIONS).map(|_| rng.random_range(3..=9)).collect();
        let mut draft = Draft { plan: Self { days_to_return, ..Self::default() }, rng, names };
        trades::open(&mut draft);
        let network = network::build(&mut draft);
        innocents::settle(&mut draft, &network);
        decoys::plant(&mut draft, &network);
        draft.plan
    }

    /// The hosts of a domain.
    pub fn hosts_of<'a>(&'a self, domain: &'a str) -> impl Iterator<Item = (&'a String, &'a Host)> {
        self.hosts.iter().filter(move |(_, host)| host.domain == domain)
    }

    /// The service on whose machines a host stands.
    pub fn service_of(&self, host: &Host) -> Option<Id> {
        self.machines.get(&host.at).map(|machine| machine.service)
    }
}

/// A plan being drawn.
struct Draft {
    plan: Plan,
    rng: StdRng,
    names: Names,
}

impl Draft {
    /// A certificate with a key.
    fn certificate(&mut self, key: &str, names: &[&str], since: u8) -> usize {
        let names = names.iter().map(|name| ((*name).to_owned(), since)).collect();
        self.plan.certificates.push(Certificate { key: key.to_owned(), names });
        self.plan.certificates.len() - 1
    }

    /// Names one more in a certificate.
    fn name_in(&mut self, certificate: usize, name: &str, since: u8) {
        self.plan.certificates[certificate].names.push((name.to_owned(), since));
    }

    /// Puts a machine up.
    fn machine(&mut self, at: Ipv4Addr, whose: Standing, since: u8, shows: usize) {
        let service = Id::announcing(at).unwrap_or_else(|| Id::first(Trade::Hosting));
        self.plan.machines.entry(at).or_insert(Machine { service, whose, since, shows });
    }

    /// A domain of somebody who has nothing to do with Meridian: a registrar by chance, an open registrant,
    /// the name servers of `servers`.
    fn domain(&mut self, name: &str, whose: Standing, servers: &str) -> &mut Domain {
        let registrar = Id::of(Trade::Registrar).nth(self.rng.random_range(0..3));
        let domain = Domain {
            whose,
            since: 0,
            registrar: registrar.unwrap_or_else(|| Id::first(Trade::Registrar)),
            registrant: Registrant::Open(format!("owner@{name}")),
            name_servers: vec![format!("ns1.{servers}"), format!("ns2.{servers}")],
            responsible: format!("hostmaster.{servers}"),
            mail_server: None,
            texts: Vec::new(),
            answers: Answers::Plainly,
        };
        self.plan.domains.entry(name.to_owned()).or_insert(domain)
    }

    /// A host with a site, in the last two labels of its name as a domain.
    fn host(&mut self, name: &str, whose: Standing, since: u8, at: Ipv4Addr, certificate: usize, site: Site) {
        let domain = crate::providers::registered(name).to_owned();
        let host = Host { domain, whose, since, at, alias: None, certificate, site };
        self.plan.hosts.insert(name.to_owned(), host);
    }

    /// A domain with one page, on a machine and under a certificate that are there.
    fn page(&mut self, name: &str, whose: Standing, at: Ipv4Addr, certificate: usize, page: Page) {
        let servers = Id::announcing(at).map_or("tideline.test", |id| id.get().domain);
        self.domain(name, whose, servers);
        self.host(name, whose, 0, at, certificate, Site::Page(page));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_same_seed_draws_the_same_world_and_another_seed_another() {
        assert_eq!(format!("{:?}", Plan::draw(3)), format!("{:?}", Plan::draw(3)));
        let domains = |seed| Plan::draw(seed).domains.into_keys().collect::<Vec<_>>();
        assert_ne!(domains(3), domains(4));
    }

    #[test]
    fn every_host_stands_on_a_machine_in_a_domain_and_under_a_certificate_that_names_it() {
        for seed in 0..5 {
            let plan = Plan::draw(seed);
            for (name, host) in &plan.hosts {
                let machine = &plan.machines[&host.at];
                assert!(machine.since <= host.since, "{name}");
                assert!(plan.domains[&host.domain].since <= host.since, "{name}");
                let named = &plan.certificates[host.certificate].names;
                let covers = |given: &str| match given.strip_prefix("*.") {
                    Some(above) => name.split_once('.').is_some_and(|(_, rest)| rest == above),
                    None => given == name,
                };
                let no_web = matches!(host.site, Site::Nothing);
                assert!(no_web || named.iter().any(|(given, since)| covers(given) && *since <= host.since), "{name}");
                if let Some(alias) = &host.alias {
                    assert_eq!(plan.hosts[alias].at, host.at);
                }
            }
            for domain in plan.domains.values() {
                for server in &domain.name_servers {
                    assert!(plan.hosts.contains_key(server), "{server}");
                }
            }
        }
    }

    #[test]
    fn meridian_grows_stands_in_many_countries_and_speaks_nine_languages() {
        let plan = Plan::draw(7);
        let own =
            |since: u8| plan.hosts.values().filter(move |host| host.whose == Standing::Own && host.since == since);
        let counts: Vec<_> = (0..3).map(|since| own(since).count()).collect();
        assert!(counts.iter().all(|count| *count > 10), "{counts:?}");
        let own_hosts = plan.hosts.values().filter(|host| host.whose == Standing::Own);
        let countries = own_hosts.filter_map(|host| Some(plan.service_of(host)?.get().country));
        let countries: BTreeSet<_> = countries.collect();
        assert!(countries.len() >= 10, "{countries:?}");
        let tongues: BTreeSet<_> = own(0)
            .filter_map(|host| match &host.site {
                Site::Page(page) => Some(page.language),
                _ => None,
            })
            .collect();
        assert_eq!(tongues.len(), 9);
    }

    /// What leads on from an address: a redirect, what the page or channel calls its own, an application's site.
    fn leads_to(plan: &Plan, url: &str) -> Vec<String> {
        let url = url::Url::parse(url).unwrap();
        let path = |prefix| url.path().strip_prefix(prefix).map(str::to_owned);
        match &plan.hosts[url.host_str().unwrap()].site {
            Site::Page(page) => page.own_links.clone(),
            Site::Redirect(to) => vec![to.clone()],
            Site::Messenger => plan.channels[&path("/c/").unwrap()].links.clone(),
            Site::Store => {
                let developer = path("/developers/").unwrap();
                let apps = plan.apps.values().filter(|app| app.developer == developer);
                apps.map(|app| app.website.clone()).collect()
            }
            _ => Vec::new(),
        }
    }

    #[test]
    fn who_follows_links_from_the_seeds_comes_to_every_domain_of_meridian_and_to_no_stranger() {
        let plan = Plan::draw(2);
        let sites = plan.seeds.iter().filter(|(seed, _)| seed.kind() == domain::map::AssetKind::Site);
        let mut queue: Vec<String> = sites.map(|(seed, _)| format!("{}/", seed.value())).collect();
        let mut seen = BTreeSet::new();
        while let Some(url) = queue.pop() {
            if seen.insert(url.clone()) {
                queue.extend(leads_to(&plan, &url));
            }
        }
        let domain_of = |url: &String| plan.hosts[url::Url::parse(url).unwrap().host_str().unwrap()].domain.clone();
        let found: BTreeSet<String> = seen.iter().map(domain_of).collect();
        let own = plan.domains.iter().filter(|(_, domain)| domain.whose == Standing::Own).map(|(name, _)| name);
        let missed: Vec<_> = own.filter(|name| !found.contains(*name)).collect();
        assert!(missed.is_empty(), "{missed:?}");
        let services = ["mudflat.test", "parley.test", "quaymarket.test"];
        let strangers = found.iter().filter(|name| plan.domains[*name].whose != Standing::Own);
        assert_eq!(strangers.collect::<Vec<_>>(), services);
    }

    #[test]
    fn nobody_has_the_name_of_a_site_of_the_older_story() {
        let plan = Plan::draw(1);
        let older = crate::pages::generate(1).pages;
        assert!(older.iter().all(|page| !plan.domains.contains_key(crate::providers::registered(&page.host))));
    }
}
