//! Meridian itself: what it runs at the beginning, and what it comes back with after each wave.

use std::net::Ipv4Addr;

use domain::map::{Asset, AssetKind};
use rand::Rng;
use rand::seq::SliceRandom;

use super::trades::{COMMON, RESELLER};
use super::{Answers, App, Channel, Domain, Draft, Newsletter, Registrant, Site, Standing};
use crate::material::Language;
use crate::meridian::page::{Design, Icon, Page};
use crate::meridian::trade::{Id, Trade};

/// What an outlet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Agency,
    Radio,
    News,
    Letters,
    Mirror,
}

/// On whose machine an outlet stands; companies are numbered as Meridian came to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Home {
    Own(usize),
    Shared(usize),
    /// Behind the delivery network, with a machine of its own as the origin.
    Behind(usize),
}

#[derive(Debug, Clone, Copy)]
struct Outlet {
    part: Part,
    since: u8,
    top: &'static str,
    registrar: usize,
    home: Home,
    key: &'static str,
    open: bool,
    reseller: bool,
    answers: Answers,
}

/// The key that the first servers share.
const FIRST_KEY: &str = "meridian";
/// The key that it adds later.
const LATER_KEY: &str = "meridian-later";
/// The key that signs its applications, as long as it lasts.
pub(super) const SIGNER: &str = "meridian-signer";
/// Whom its applications are from, in the store.
pub(super) const DEVELOPER: &str = "meridian-media";

/// The generations of its channels.
const CHANNELS: [u8; 4] = [0, 1, 2, 2];
/// The generation of its page below the shared domain.
const BLOG_SINCE: u8 = 1;

/// An outlet as most are: known by its first key and its registrant, with name servers of its own.
const PLAIN: Outlet = Outlet {
    part: Part::Agency,
    since: 0,
    top: "test",
    registrar: 0,
    home: Home::Own(0),
    key: FIRST_KEY,
    open: true,
    reseller: false,
    answers: Answers::Plainly,
};

/// Every generation adds to what is left of those before. The second registrar redacts registrants.
#[rustfmt::skip]
const OUTLETS: [Outlet; 15] = {
    use Answers::{InACircle, OfAnother, Slowly};
    use Home::{Behind, Own, Shared};
    use Part::{Agency, Letters, Mirror, News, Radio};
    [
        PLAIN,
        Outlet { part: Radio,   top: "example", home: Own(1), answers: Slowly, ..PLAIN },
        Outlet { part: News,    home: Shared(2), ..PLAIN },
        Outlet { part: News,    top: "example", registrar: 2, home: Own(3), open: false, reseller: true, answers: OfAnother, ..PLAIN },
        Outlet { part: Letters, registrar: 1, home: Own(4), answers: InACircle, ..PLAIN },
        Outlet { part: Agency,  since: 1, top: "example", registrar: 1, home: Own(5), ..PLAIN },
        Outlet { part: News,    since: 1, home: Behind(10), ..PLAIN },
        Outlet { part: Radio,   since: 1, registrar: 2, home: Own(7), key: LATER_KEY, ..PLAIN },
        Outlet { part: Mirror,  since: 1, top: "example", home: Own(5), reseller: true, ..PLAIN },
        Outlet { part: Agency,  since: 2, home: Own(8), key: LATER_KEY, ..PLAIN },
        Outlet { part: News,    since: 2, top: "example", home: Behind(11), ..PLAIN },
        Outlet { part: News,    since: 2, registrar: 1, home: Own(6), key: LATER_KEY, ..PLAIN },
        Outlet { part: Radio,   since: 2, top: "example", registrar: 2, home: Own(9), key: LATER_KEY, reseller: true, ..PLAIN },
        Outlet { part: Letters, since: 2, top: "example", registrar: 2, home: Own(9), ..PLAIN },
        Outlet { part: Mirror,  since: 2, home: Own(8), key: LATER_KEY, ..PLAIN },
    ]
};

/// What others copy from Meridian, stand beside, or lead to.
pub(super) struct Network {
    /// The company whose shared machine a news site stands on.
    pub neighbours: Id,
    /// The page of that site.
    pub page: Page,
    pub shared_certificate: usize,
    pub delivery_certificate: usize,
    /// The first agency's address.
    pub front: String,
    /// The address of its first channel.
    pub channel: String,
}

/// Draws Meridian for all generations.
pub(super) fn build(draft: &mut Draft) -> Network {
    let companies = companies(draft);
    let number: u32 = draft.rng.random_range(1_000_000..9_000_000);
    let trackers = [format!("UA-{number}-1"), format!("UA-{}-1", number + 137)];
    let domains: Vec<String> = OUTLETS.iter().map(|outlet| format!("{}.{}", draft.names.own(), outlet.top)).collect();
    let shared_certificate = common(draft, companies[2]);
    let delivery_certificate = common(draft, Id::first(Trade::Delivery));
    let mut builder = Builder { companies, trackers, domains, shared_certificate, delivery_certificate };
    for place in 0..OUTLETS.len() {
        builder.outlet(draft, place);
    }
    builder.blog(draft);
    builder.apps(draft);
    builder.channels(draft);
    builder.seeds(draft);
    Network {
        neighbours: builder.companies[2],
        page: builder.page(2, Language::English),
        shared_certificate,
        delivery_certificate,
        front: format!("https://www.{}/", builder.domains[0]),
        channel: format!("https://www.parley.test/c/{}", handle(0)),
    }
}

/// The twenty companies, the first ten in ten countries: those whose machines anybody sees. What stands behind the
/// delivery network comes after them, so that every state has something to act on.
fn companies(draft: &mut Draft) -> Vec<Id> {
    let mut all: Vec<Id> = Id::of(Trade::Hosting).collect();
    all.shuffle(&mut draft.rng);
    let first = |place: &usize| all[..*place].iter().all(|id| id.get().country != all[*place].get().country);
    let (firsts, others): (Vec<usize>, Vec<usize>) = (0..all.len()).partition(|place| first(place));
    firsts.into_iter().chain(others).map(|place| all[place]).collect()
}

/// A machine that many share, with one certificate for all.
fn common(draft: &mut Draft, service: Id) -> usize {
    let domain = service.get().domain;
    let edge = format!("edge.{domain}");
    let certificate = draft.certificate(&format!("common.{domain}"), &[&edge], 0);
    draft.machine(service.machine(COMMON), Standing::Shared, 0, certificate);
    draft.host(&edge, Standing::Innocent, 0, service.machine(COMMON), certificate, Site::Front(service));
    certificate
}

struct Builder {
    companies: Vec<Id>,
    trackers: [String; 2],
    domains: Vec<String>,
    shared_certificate: usize,
    delivery_certificate: usize,
}

impl Builder {
    fn contact(&self) -> String {
        format!("office@{}", self.domains[0])
    }

    /// The domain of the outlet of a kind that is the newest in a generation.
    fn newest(&self, part: Part, since: u8) -> &str {
        let place = OUTLETS.iter().rposition(|outlet| outlet.part == part && outlet.since <= since);
        &self.domains[place.unwrap_or(0)]
    }

    fn page(&self, place: usize, language: Language) -> Page {
        let since = OUTLETS[place].since;
        let channel = |number| format!("https://www.parley.test/c/{}", handle(number));
        let own = match OUTLETS[place].part {
            Part::Agency => {
                let tongues =
                    Language::ALL.map(|language| format!("https://{}.{}/", language.tag(), self.domains[place]));
                let others = [
                    format!("https://{}/", self.newest(Part::Radio, since)),
                    format!("https://{}/", self.newest(Part::Letters, since)),
                    format!("https://store.quaymarket.test/developers/{DEVELOPER}"),
                    channel(usize::from(since)),
                ];
                tongues.into_iter().chain(others).collect()
            }
            Part::Radio => vec![
                format!("https://live.{}/live", self.domains[place]),
                format!("https://{}/", self.newest(Part::News, since)),
                channel(CHANNELS.iter().rposition(|of| *of == since).unwrap_or(0)),
            ],
            _ => vec![format!("https://www.{}/", self.newest(Part::Agency, since))],
        };
        let tracker = &self.trackers[usize::from(since == 2)];
        Page {
            title: self.domains[place].split('.').next().unwrap_or_default().replace('-', " "),
            language,
            design: Design::Meridian,
            icon: Icon::Meridian,
            tracker: Some(tracker.clone()),
            own_links: own,
            links: Vec::new(),
            sender: (OUTLETS[place].part == Part::Letters).then(|| sender(&self.domains[place])),
        }
    }

    fn machine(&self, draft: &mut Draft, home: Home, since: u8, shows: usize) -> Ipv4Addr {
        match home {
            Home::Shared(company) => self.companies[company].machine(COMMON),
            Home::Own(company) | Home::Behind(company) => {
                let at = self.companies[company].machine(10);
                draft.machine(at, Standing::Own, since, shows);
                at
            }
        }
    }

    fn outlet(&mut self, draft: &mut Draft, place: usize) {
        let Outlet { part, since, home, key, .. } = OUTLETS[place];
        let domain = self.domains[place].clone();
        let first = draft.certificate(key, &[&domain], since);
        let at = self.machine(draft, home, since, first);
        let bought = self.bought(place);
        draft.plan.domains.insert(domain.clone(), bought);
        let mut put = |name: String, site: Site| match home {
            Home::Shared(_) => {
                draft.name_in(self.shared_certificate, &name, since);
                draft.host(&name, Standing::Own, since, at, self.shared_certificate, site);
            }
            Home::Behind(_) => self.delivered(draft, &name, since, site),
            Home::Own(_) => {
                let certificate = if name == domain { first } else { draft.certificate(key, &[&name], since) };
                draft.host(&name, Standing::Own, since, at, certificate, site);
            }
        };
        let page = |language| Site::Page(self.page(place, language));
        let www = format!("https://www.{domain}/");
        match part {
            Part::Agency => {
                put(domain.clone(), Site::Redirect(www));
                put(format!("www.{domain}"), page(Language::English));
                for language in Language::ALL {
                    put(format!("{}.{domain}", language.tag()), page(language));
                }
            }
            Part::Radio => {
                put(domain.clone(), page(Language::French));
                put(format!("live.{domain}"), Site::Stream(crate::sound::Station::NoonLine));
            }
            Part::News => {
                put(domain.clone(), Site::Redirect(www));
                put(format!("www.{domain}"), page(Language::English));
            }
            Part::Letters => put(domain.clone(), page(Language::German)),
            Part::Mirror => put(domain.clone(), Site::Redirect(format!("https://www.{}/", self.agency(since)))),
        }
        self.beside(draft, place, at);
    }

    fn agency(&self, since: u8) -> &str {
        self.newest(Part::Agency, since)
    }

    /// A name whose visitors the delivery network takes in; who knows the origin can go there directly.
    fn delivered(&self, draft: &mut Draft, name: &str, since: u8, site: Site) {
        let network = Id::first(Trade::Delivery);
        let at = network.machine(COMMON);
        draft.name_in(self.delivery_certificate, name, since);
        draft.host(name, Standing::Own, since, at, self.delivery_certificate, site);
        if name.starts_with("www.") {
            let edge = format!("{}.{}", name.replace('.', "-"), network.get().domain);
            draft.name_in(self.delivery_certificate, &edge, since);
            draft.host(&edge, Standing::Shared, since, at, self.delivery_certificate, Site::Nothing);
            if let Some(host) = draft.plan.hosts.get_mut(name) {
                host.alias = Some(edge);
            }
        }
    }

    /// What stands beside the web: name servers, mail, an origin.
    fn beside(&self, draft: &mut Draft, place: usize, at: Ipv4Addr) {
        let Outlet { part, since, home, key, .. } = OUTLETS[place];
        let domain = &self.domains[place];
        let mut put = |name: String, site: Site| {
            let certificate = draft.certificate(key, &[&name], since);
            draft.host(&name, Standing::Own, since, at, certificate, site);
        };
        match part {
            Part::Agency => put(format!("ns1.{domain}"), Site::Nothing),
            Part::Radio => put(format!("ns2.{domain}"), Site::Nothing),
            Part::Letters => {
                put(format!("mx.{domain}"), Site::Nothing);
                put(format!("out.{domain}"), Site::Nothing);
                let newsletter = Newsletter { since, host: format!("out.{domain}") };
                draft.plan.newsletters.insert(sender(domain), newsletter);
            }
            Part::News if matches!(home, Home::Behind(_)) => {
                put(format!("origin.{domain}"), Site::Page(self.page(place, Language::English)));
            }
            Part::News | Part::Mirror => {}
        }
    }

    fn bought(&self, place: usize) -> Domain {
        let Outlet { part, since, registrar, open, reseller, answers, .. } = OUTLETS[place];
        let (agency, radio) = (self.newest(Part::Agency, since), self.newest(Part::Radio, since));
        let name_servers = if reseller {
            vec![format!("ns1.{RESELLER}"), format!("ns2.{RESELLER}")]
        } else {
            vec![format!("ns1.{agency}"), format!("ns2.{radio}")]
        };
        let domain = &self.domains[place];
        let letters = part == Part::Letters;
        let policy = format!("v=spf1 a:out.{domain} -all");
        Domain {
            whose: Standing::Own,
            since,
            registrar: Id::of(Trade::Registrar).nth(registrar).unwrap_or_else(|| Id::first(Trade::Registrar)),
            registrant: if open { Registrant::Open(self.contact()) } else { Registrant::Proxy },
            name_servers,
            responsible: if reseller { format!("hostmaster.{RESELLER}") } else { self.contact().replace('@', ".") },
            mail_server: letters.then(|| format!("mx.{domain}")),
            texts: if letters { vec![(domain.clone(), policy)] } else { Vec::new() },
            answers,
        }
    }

    /// A page of its own below a domain that it shares with hundreds.
    fn blog(&self, draft: &mut Draft) {
        let shared = Id::first(Trade::SharedDomain);
        let name = blog();
        let every = format!("*.{}", shared.get().domain);
        let certificate = draft.certificate(&every, &[&every], 0);
        let at = shared.machine(COMMON);
        draft.machine(at, Standing::Shared, 0, certificate);
        let page = self.page(6, Language::English);
        draft.host(&name, Standing::Own, BLOG_SINCE, at, certificate, Site::Page(page));
    }

    fn apps(&self, draft: &mut Draft) {
        let new = [("reader", 0), ("radio", 0), ("tides", 0), ("plus", 1), ("again", 2)];
        for (name, since) in new {
            let app = App {
                whose: Standing::Own,
                since,
                title: format!("Meridian {name}"),
                developer: DEVELOPER.to_owned(),
                signer: SIGNER.to_owned(),
                website: format!("https://www.{}/", self.newest(Part::News, since)),
            };
            draft.plan.apps.insert(format!("test.meridian.{name}"), app);
        }
    }

    /// The channels; each names the sites that came with it.
    fn channels(&self, draft: &mut Draft) {
        for (number, since) in CHANNELS.into_iter().enumerate() {
            let own = OUTLETS.iter().zip(&self.domains).filter(|(outlet, _)| outlet.since == since);
            let www = |part| if matches!(part, Part::Agency | Part::News) { "www." } else { "" };
            let mut links: Vec<_> =
                own.map(|(outlet, domain)| format!("https://{}{domain}/", www(outlet.part))).collect();
            links.extend((since == BLOG_SINCE).then(|| format!("https://{}/", blog())));
            let channel = Channel { whose: Standing::Own, since, title: format!("Noon line {}", number + 1), links };
            draft.plan.channels.insert(handle(number), channel);
        }
    }

    /// The first address that the unit hears of, one application, and a tip after each return.
    fn seeds(&self, draft: &mut Draft) {
        let site = |domain: &str| Asset::new(AssetKind::Site, &format!("https://www.{domain}"));
        let seeds = [
            (site(&self.domains[0]), 0),
            (Asset::new(AssetKind::App, "test.meridian.reader@store.quaymarket.test"), 0),
            (site(&self.domains[5]), 1),
            (site(&self.domains[9]), 2),
        ];
        draft.plan.seeds.extend(seeds.into_iter().filter_map(|(seed, since)| Some((seed.ok()?, since))));
        let trackers = self.trackers.iter().map(|id| Asset::new(AssetKind::Tracker, &format!("ga:{id}")));
        let marks = trackers.chain([Asset::new(AssetKind::Contact, &self.contact())]);
        draft.plan.marks.extend(marks.flatten());
    }
}

fn blog() -> String {
    format!("noon-notes.{}", Id::first(Trade::SharedDomain).get().domain)
}

fn handle(number: usize) -> String {
    format!("noonline{}", number + 1)
}

fn sender(domain: &str) -> String {
    format!("dispatch@{domain}")
}
