//! People who have nothing to do with Meridian, and would suffer from a blow that is too wide.

use rand::Rng;
use rand::seq::IndexedRandom;

use super::network::Network;
use super::trades::{COMMON, RESELLER};
use super::{App, Channel, Draft, Registrant, Site, Standing};
use crate::material::Language;
use crate::meridian::page::{Design, Icon, Page};
use crate::meridian::trade::{Id, Trade};
use crate::sound::Station;

/// The machine in the rack beside Meridian's, at every hosting company.
pub(in crate::meridian) const NEIGHBOUR: u8 = 11;
/// Customers on the shared machine.
const TENANTS: usize = 36;
/// Customers of the delivery network.
const DELIVERED: usize = 60;
/// Pages below the shared domain.
const PAGES: usize = 240;
/// Stations below the shared domain.
const STATIONS: [(&str, Station); 2] = [("harbour-weather", Station::Weather), ("chime-hour", Station::Chimes)];
/// One in so many strangers buys through the reseller, and one hides behind the privacy service.
const ONE_IN: u32 = 4;

/// Settles all of them.
pub(super) fn settle(draft: &mut Draft, network: &Network) {
    let shared = network.neighbours.machine(COMMON);
    let delivery = Id::first(Trade::Delivery).machine(COMMON);
    let crowds = [(shared, network.shared_certificate, TENANTS), (delivery, network.delivery_certificate, DELIVERED)];
    for (at, certificate, count) in crowds {
        for _ in 0..count {
            let name = stranger(draft);
            draft.name_in(certificate, &name, 0);
            let page = ordinary(draft, &name);
            draft.page(&name, Standing::Innocent, at, certificate, page);
            bought_like_many(draft, &name);
        }
    }
    for company in Id::of(Trade::Hosting) {
        beside(draft, company);
    }
    pages(draft);
    apps_and_channels(draft);
}

/// Two customers on a machine of their own in every company's racks.
fn beside(draft: &mut Draft, company: Id) {
    let at = company.machine(NEIGHBOUR);
    for _ in 0..2 {
        let name = stranger(draft);
        let certificate = draft.certificate(&name, &[&name], 0);
        draft.machine(at, Standing::Innocent, 0, certificate);
        let page = ordinary(draft, &name);
        draft.page(&name, Standing::Innocent, at, certificate, page);
        bought_like_many(draft, &name);
    }
}

/// Hundreds of pages below one domain. No name below `.test` is in the Public Suffix List, so nothing but
/// the names themselves tells that the domain is shared.
fn pages(draft: &mut Draft) {
    let shared = Id::first(Trade::SharedDomain);
    let (at, domain) = (shared.machine(COMMON), shared.get().domain);
    let Some(certificate) = draft.plan.machines.get(&at).map(|machine| machine.shows) else { return };
    for number in 0..PAGES {
        let name = format!("page-{number:03}.{domain}");
        let page = ordinary(draft, &name);
        draft.host(&name, Standing::Innocent, 0, at, certificate, Site::Page(page));
    }
    for (name, station) in STATIONS {
        let name = format!("{name}.{domain}");
        draft.host(&name, Standing::Innocent, 0, at, certificate, Site::Stream(station));
    }
}

fn apps_and_channels(draft: &mut Draft) {
    for title in ["Bread Timer", "Bird Calls", "Knot Book", "Choir Pitch"] {
        let word = title.to_lowercase().replace(' ', "");
        let app = App {
            whose: Standing::Innocent,
            since: 0,
            title: title.to_owned(),
            developer: format!("{word}-makers"),
            signer: word.clone(),
            website: format!("https://{}/", Id::first(Trade::Store).get().domain),
        };
        draft.plan.apps.insert(format!("test.{word}"), app);
    }
    for title in ["Tide Tables", "Garden Swap", "Ferry Delays", "Lost Cats", "Choir Dates"] {
        let channel = Channel { whose: Standing::Innocent, since: 0, title: title.to_owned(), links: Vec::new() };
        draft.plan.channels.insert(title.to_lowercase().replace(' ', ""), channel);
    }
}

/// The name of somebody's domain.
pub(super) fn stranger(draft: &mut Draft) -> String {
    format!("{}.test", draft.names.stranger())
}

/// An ordinary page: bought design, bought or own picture, analytics of its own if any.
pub(super) fn ordinary(draft: &mut Draft, name: &str) -> Page {
    let number: u32 = draft.rng.random_range(10_000_000..90_000_000);
    let own_icon = draft.rng.random_ratio(1, 2);
    let stock = draft.rng.random_range(0..4);
    Page {
        title: name.split('.').next().unwrap_or_default().replace('-', " "),
        language: Language::ALL.choose(&mut draft.rng).copied().unwrap_or(Language::English),
        design: Design::Stock(stock),
        icon: if own_icon { Icon::Of(name.to_owned()) } else { Icon::Stock(stock) },
        tracker: draft.rng.random_ratio(2, 3).then(|| format!("UA-{number}-1")),
        own_links: Vec::new(),
        links: Vec::new(),
        sender: None,
    }
}

fn bought_like_many(draft: &mut Draft, name: &str) {
    let (resold, hidden) = (draft.rng.random_ratio(1, ONE_IN), draft.rng.random_ratio(1, ONE_IN));
    let Some(domain) = draft.plan.domains.get_mut(name) else { return };
    if resold {
        domain.name_servers = vec![format!("ns1.{RESELLER}"), format!("ns2.{RESELLER}")];
        domain.responsible = format!("hostmaster.{RESELLER}");
    }
    if hidden {
        domain.registrant = Registrant::Proxy;
    }
}
