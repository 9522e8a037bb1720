//! The outside world as one value: start it, point a Vigie at its addresses, move the story's
//! clock, and let the providers act.

mod engine;
mod network;
mod radio;
mod urls;

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;

use crate::authority::Authority;
use crate::dns::{self, Zone};
use crate::mailbox::{self, Letter, Mailbox};
use crate::material::Bank;
use crate::meridian::{self, Drawn, Ground, Meridian};
use crate::pages::{self, Generated, KnownSite};
use crate::providers::desk::Desks;
use crate::providers::interface::Interfaces;
use crate::providers::portal::Portal;
use crate::providers::published::Published;
use crate::providers::{self, Event, FIRMS, Manner, Provider, forgery, registered, serving};
use crate::sites::{Sites, StateTruth, listen, traps};
use crate::truth::Truth;
use engine::Engine;
pub(crate) use engine::Service;

/// The small internet, running on loopback until it is dropped.
pub struct World {
    seed: u64,
    dns_addr: SocketAddr,
    smtp_addr: SocketAddr,
    https_port: u16,
    root_der: Vec<u8>,
    root_pem: String,
    providers: Vec<Provider>,
    bank: Bank,
    truth: Truth,
    sites: Arc<Sites>,
    mailbox: Arc<Mailbox>,
    interfaces: Arc<Interfaces>,
    published: Arc<Published>,
    papers: (String, String),
    desks: Desks,
    meridian: Meridian,
    /// Stops every server when it is dropped.
    _engine: Engine,
}

/// Where the contact points of the invented authorities are.
pub const AUTHORITIES: &str = "authorities.test";

impl World {
    /// Makes up all pages from `seed` and serves them, with names, mail and providers. Making the
    /// pages takes seconds of computing, so an async caller starts the world on a blocking thread.
    ///
    /// # Errors
    /// As [`Self::serve`].
    pub fn start(seed: u64) -> anyhow::Result<Self> {
        Self::serve(seed, pages::generate(seed))
    }

    /// Serves pages that were made before; `seed` rules only what the providers do, what is on the
    /// air, and in which shape the addresses come in. It returns when every socket is bound.
    ///
    /// # Errors
    /// When loopback ports are not to be had, or a thread cannot be started.
    pub fn serve(seed: u64, generated: Generated) -> anyhow::Result<Self> {
        let sites = Arc::new(Sites::new(generated.pages));
        let mailbox = Arc::new(Mailbox::default());
        let authority = Authority::new()?;
        let portal = Portal::new(authority.root_der())?;
        let published = Arc::new(Published::default());
        let interfaces = Arc::new(Interfaces::new(published.clone()));

        let mut services: Vec<Service> = Vec::new();
        let (mail_listener, smtp_addr) = mailbox::bind()?;
        // The authorities of the host states take their copies here too; nobody acts on them.
        let domains = FIRMS.iter().map(|firm| firm.domain).chain([AUTHORITIES]).chain(meridian::mail_domains());
        let domains = domains.map(str::to_owned).collect();
        services.push(Box::pin(mailbox::serve(mail_listener, domains, mailbox.clone())));
        let drawn = Drawn::new(seed);
        let firms: Vec<Ipv4Addr> = (0..=FIRMS.len()).map(providers::address).collect();
        let addresses: Vec<Ipv4Addr> = firms.iter().copied().chain(drawn.addresses()).collect();
        let (mut listeners, https_port) = listen::bind(&addresses)?;
        let others = listeners.split_off(firms.len());
        serve_sites(listeners, &sites, &interfaces, &authority, &mut services)?;
        let ground = Ground {
            authority: &authority,
            mailbox: mailbox.clone(),
            portal: Portal::new(authority.root_der())?,
            others: zones(sites.hosts()),
            listeners: addresses.into_iter().skip(firms.len()).zip(others).collect(),
            port: https_port,
        };
        let (meridian, names) = drawn.put_up(ground, &mut services)?;
        let (dns_sockets, dns_addr) = dns::bind()?;
        services.push(Box::pin(dns::serve(dns_sockets, names)));

        Ok(Self {
            seed,
            dns_addr,
            smtp_addr,
            https_port,
            root_der: authority.root_der().to_vec(),
            root_pem: authority.root_pem(),
            providers: providers::directory(sites.hosts()),
            bank: generated.bank,
            truth: generated.truth,
            papers: authority.paper_certificate("Federal Online Unit (rehearsal)")?,
            desks: Desks::new(seed, mailbox.clone(), sites.clone(), interfaces.clone(), published.clone(), portal),
            sites,
            mailbox,
            interfaces,
            published,
            meridian,
            _engine: Engine::start(services)?,
        })
    }

    /// Where the name service answers, over UDP and TCP.
    pub fn dns_addr(&self) -> SocketAddr {
        self.dns_addr
    }

    /// Where the mail server listens, in plain SMTP.
    pub fn smtp_addr(&self) -> SocketAddr {
        self.smtp_addr
    }

    /// The port of every HTTPS site, at the address that the name service gives for it. The
    /// story's URLs do not show it.
    pub fn https_port(&self) -> u16 {
        self.https_port
    }

    /// The root certificate that the sites' certificates lead to, in DER.
    pub fn root_der(&self) -> &[u8] {
        &self.root_der
    }

    /// The same in PEM.
    pub fn root_pem(&self) -> &str {
        &self.root_pem
    }

    /// A certificate of this world with which an authority signs its papers, and its key: the chain and
    /// the PKCS #8 key, both in PEM.
    pub fn paper_certificate(&self) -> (&str, &str) {
        (&self.papers.0, &self.papers.1)
    }

    /// Puts an authority on the public list: the key it signs with, in its text form, and the address at
    /// which anybody asks whether an order is genuine. Providers believe no order before.
    ///
    /// # Errors
    /// When the key is not an Ed25519 key in its text form.
    pub fn publish(&self, key: &str, check_page: &str) -> anyhow::Result<()> {
        self.published.put(key, check_page)
    }

    /// Letters that cannot be delivered come back into this Maildir from now on.
    pub fn send_back_to(&self, maildir: PathBuf) {
        self.desks.send_back_to(maildir);
    }

    /// Sets the clocks of those who answer at once, without a turn of [`Self::act`].
    pub fn tell_time(&self, now: Timestamp) {
        self.interfaces.set_clock(now);
    }

    /// Somebody sends a provider an order that no authority issued. It looks like one, bears a reference
    /// of the right shape, and is signed, with a key of the sender's own.
    pub fn forge(&self, sender: &str, reference: &str, now: Timestamp) {
        let forged = forgery::letter(&self.providers[forgery::VICTIM], &self.sites, sender, reference, now);
        self.mailbox.keep(forged.0, forged.1);
    }

    /// How many forged orders the providers have rejected.
    pub fn forgeries_rejected(&self) -> usize {
        self.desks.forgeries_rejected()
    }

    /// The public directory of hosting providers.
    pub fn providers(&self) -> &[Provider] {
        &self.providers
    }

    /// The known material, for the unit's bank.
    pub fn bank(&self) -> &Bank {
        &self.bank
    }

    /// The institutions that a unit's registry of known sites would list: some of this world's, not
    /// all of them.
    pub fn known_sites(&self) -> Vec<KnownSite> {
        pages::known_sites()
    }

    /// The addresses of all pages as they reach the unit: in no order, some with tracking
    /// parameters or the host in capitals. Each page is named once.
    pub fn intake_urls(&self) -> Vec<String> {
        urls::disguised(self.sites.urls().collect(), self.seed)
    }

    /// The addresses that members of the public have reported until `now`, oldest first: those of
    /// pages that were moved and that no redirect leads to.
    pub fn late_urls(&self, now: Timestamp) -> Vec<String> {
        let tips = self.desks.tips(now);
        tips.into_iter().map(|(_, url)| url).collect()
    }

    /// All mail ever delivered, oldest first.
    pub fn letters(&self) -> Vec<Letter> {
        self.mailbox.letters()
    }

    /// The simulated moment at which a provider next wants to do something; nothing when all of
    /// them are done. A letter that was not yet looked at is due at once.
    pub fn next_due(&self) -> Option<Timestamp> {
        self.desks.next_due().into_iter().chain(self.meridian.next_due()).min()
    }

    /// Lets the providers do all that is due by `now`, in the order of the due times, through real
    /// requests to the portal. A letter that has arrived counts as arrived at `now`.
    pub async fn act(&self, now: Timestamp) -> Vec<Event> {
        let mut events = self.desks.act(now).await;
        events.extend(self.meridian.act(now).await);
        // Each of the two is in order already, and what happens at one moment stays in its order.
        events.sort_by_key(|event| event.at);
        events
    }

    /// What each page really is. **For scoring only**: nothing that decides may see it.
    pub fn truth(&self) -> &Truth {
        &self.truth
    }

    /// Whether the page named by `url` is really up, and where it returned to. **For scoring
    /// only**: nothing that decides may see it.
    pub fn truth_of_state(&self, url: &str) -> Option<StateTruth> {
        self.sites.truth(url)
    }

    /// How a provider behaves. **For scoring only**: nothing that decides may see it.
    pub fn manner_of(&self, domain: &str) -> Option<Manner> {
        let firm = FIRMS.iter().find(|firm| firm.domain == domain);
        firm.map(|firm| firm.manner)
    }
}

/// Adds the sites of every firm, and the traps, to `services`, in the order of their listeners.
fn serve_sites(
    listeners: Vec<TcpListener>,
    sites: &Arc<Sites>,
    interfaces: &Arc<Interfaces>,
    authority: &Authority,
    services: &mut Vec<Service>,
) -> anyhow::Result<()> {
    for (firm, listener) in listeners.into_iter().enumerate() {
        let (tls, router) = if firm == FIRMS.len() {
            (authority.server_config([traps::HOST])?, traps::router())
        } else {
            let hosts = sites.hosts().filter(|host| serving(host) == firm);
            let router = listen::router(sites.clone(), interfaces.clone(), firm);
            (authority.server_config(hosts)?, router)
        };
        services.push(Box::pin(listen::serve(listener, tls, router)));
    }
    Ok(())
}

/// One zone for each registered domain, the traps, and a root that knows nothing else.
fn zones<'a>(hosts: impl Iterator<Item = &'a str>) -> Vec<Zone> {
    let mut zones: BTreeMap<&str, Zone> = BTreeMap::new();
    for host in hosts {
        let domain = registered(host);
        let zone = zones.entry(domain).or_insert_with(|| zone(domain));
        let address = providers::address(serving(host));
        zone.hosts.push((host.to_owned(), address));
    }
    let mut zones: Vec<Zone> = zones.into_values().collect();
    let name_servers = vec![format!("ns1.{}", FIRMS[0].domain)];
    zones.push(Zone {
        domain: traps::HOST.to_owned(),
        name_servers: name_servers.clone(),
        hosts: vec![(traps::HOST.to_owned(), providers::address(FIRMS.len()))],
        seconds: dns::LASTING,
        ..Zone::default()
    });
    // A name that is unknown now may be bought, or come back, in a moment.
    zones.push(Zone { domain: ".".to_owned(), name_servers, seconds: dns::FLEETING, ..Zone::default() });
    zones
}

fn zone(domain: &str) -> Zone {
    let firm = FIRMS[serving(domain)].domain;
    let name_server = format!("ns1.{firm}");
    let mut zone = Zone {
        domain: domain.to_owned(),
        name_servers: vec![name_server.clone()],
        seconds: dns::LASTING,
        ..Zone::default()
    };
    if domain == firm {
        let mail = format!("mail.{firm}");
        zone.hosts.push((name_server, providers::address(serving(domain))));
        zone.hosts.push((mail.clone(), Ipv4Addr::LOCALHOST));
        zone.mail_server = Some(mail);
    }
    zone
}
