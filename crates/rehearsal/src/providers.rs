//! The hosting providers of the small internet: fourteen invented firms in eight real countries.
//!
//! `directory` is what anyone can look up about them. How each of them behaves is its
//! [`Manner`], which only the rehearsal and its scorer know.

pub(crate) mod desk;
pub(crate) mod event;
pub(crate) mod forgery;
pub(crate) mod interface;
pub(crate) mod manner;
pub(crate) mod portal;
pub(crate) mod published;

pub use event::{Event, What};
pub use manner::{Answer, AnswerKind, Change, Manner};
pub use portal::PortalError;

use std::net::Ipv4Addr;

use sha2::{Digest, Sha256};

/// What anyone can look up about a provider.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Provider {
    /// The firm's name.
    pub name: &'static str,
    /// Its own domain; sites under it belong to it.
    pub domain: &'static str,
    /// Country of establishment, ISO 3166-1 alpha-2.
    pub country: &'static str,
    /// Where orders and referrals are sent.
    pub contact: String,
    /// Languages it reads, ISO 639-1, the first preferred.
    pub languages: &'static [&'static str],
    /// Time zone of its office, as in the IANA database.
    pub time_zone: &'static str,
    /// Who represents it in the Union, if it sits outside: name and address, and the state.
    pub representative: Option<(&'static str, &'static str)>,
    /// How it wants to get orders, the preferred way first.
    pub ways: &'static [Way],
    /// The address of its interface for orders, if it has one.
    pub interface: Option<String>,
    /// The address that all its sites answer at.
    pub address: Ipv4Addr,
    /// The host names it serves, its customers' included, sorted.
    pub hosts: Vec<String>,
}

/// A way in which a provider takes orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub enum Way {
    /// By mail to its contact point.
    Mail,
    /// By calls on its interface.
    Interface,
}

/// Who represents a firm from outside the Union: name and address, and the state.
fn representative(domain: &str) -> Option<(&'static str, &'static str)> {
    match domain {
        "cormorant.test" => Some(("Cormorant Representation Ltd (rehearsal), 4 Quay Road, Dublin", "IE")),
        "halyard.test" => Some(("Halyard Europe SARL (rehearsal), 9 rue du Phare, Brest", "FR")),
        _ => None,
    }
}

fn ways(domain: &str) -> &'static [Way] {
    match domain {
        // An interface that works, one that answers nonsense, and a mailbox that is full once.
        "quayside.test" | "skerry.test" => &[Way::Interface, Way::Mail],
        "breakwater.test" => &[Way::Mail, Way::Interface],
        _ => &[Way::Mail],
    }
}

/// The host of a firm's interface, if it has one.
pub(crate) fn interface_host(domain: &str) -> Option<String> {
    ways(domain).contains(&Way::Interface).then(|| format!("api.{domain}"))
}

/// A provider's fixed data with its manner.
pub(crate) struct Firm {
    pub name: &'static str,
    pub domain: &'static str,
    pub country: &'static str,
    pub languages: &'static [&'static str],
    pub time_zone: &'static str,
    pub manner: Manner,
}

#[rustfmt::skip]
pub(crate) const FIRMS: [Firm; 14] = [
    firm("Lowtide Hosting", "lowtide.test", "NL", &["nl", "en"], "Europe/Amsterdam", Manner::Prompt),
    firm("Breakwater Palvelut", "breakwater.test", "FI", &["fi", "sv", "en"], "Europe/Helsinki", Manner::Slow),
    firm("Pontoon Webdienste", "pontoon.test", "DE", &["de", "en"], "Europe/Berlin", Manner::SilentAfterReceipt),
    firm("Sandbar Servers", "sandbar.test", "NL", &["nl", "en"], "Europe/Amsterdam", Manner::NeverOpens),
    firm("Skerry Găzduire", "skerry.test", "RO", &["ro", "en"], "Europe/Bucharest", Manner::SaysRemovedButIsNot),
    firm("Cormorant Web Services", "cormorant.test", "CA", &["en", "fr"], "America/Toronto", Manner::GeoBlocksOnly),
    firm("Tidepool Hébergement", "tidepool.test", "FR", &["fr"], "Europe/Paris", Manner::Impossible),
    firm("Groyne Réseaux", "groyne.test", "FR", &["fr", "en"], "Europe/Paris", Manner::ManifestError),
    firm("Mooring Diensten", "mooring.test", "BE", &["nl", "fr", "de"], "Europe/Brussels", Manner::InsufficientInformation),
    firm("Quayside Netze", "quayside.test", "DE", &["de", "en"], "Europe/Berlin", Manner::SoftNotFound),
    firm("Fairway Alojamientos", "fairway.test", "ES", &["es", "en"], "Europe/Madrid", Manner::MovesThePage),
    firm("Spindrift Servere", "spindrift.test", "RO", &["ro", "en"], "Europe/Bucharest", Manner::RemovesThenRestores),
    firm("Leeward Verkot", "leeward.test", "FI", &["fi", "en"], "Europe/Helsinki", Manner::DeclinesReferrals),
    firm("Halyard Internet", "halyard.test", "CA", &["en", "fr"], "America/Halifax", Manner::DisablesInEu),
];

const fn firm(
    name: &'static str,
    domain: &'static str,
    country: &'static str,
    languages: &'static [&'static str],
    time_zone: &'static str,
    manner: Manner,
) -> Firm {
    Firm { name, domain, country, languages, time_zone, manner }
}

/// The loopback address of the firm at `index` in [`FIRMS`]; the one after the last is the traps'.
pub(crate) fn address(index: usize) -> Ipv4Addr {
    // There are fourteen firms and one host of traps, so the index always fits in an octet.
    Ipv4Addr::new(127, 10, 0, u8::try_from(index + 1).unwrap_or(u8::MAX))
}

/// The part of a `.test` host name that someone registered: its last two labels.
pub(crate) fn registered(host: &str) -> &str {
    let mut dots = host.rmatch_indices('.');
    match (dots.next(), dots.next()) {
        (Some(_), Some((second, _))) => &host[second + 1..],
        _ => host,
    }
}

/// The index in [`FIRMS`] of the provider that serves `host`: the owner of the domain, or, for a
/// customer's domain, one that depends on nothing but its name.
pub(crate) fn serving(host: &str) -> usize {
    let domain = registered(host);
    FIRMS
        .iter()
        .position(|firm| firm.domain == domain)
        .unwrap_or_else(|| usize::from(Sha256::digest(domain)[0]) % FIRMS.len())
}

/// The public directory of providers, given all host names of the world.
pub(crate) fn directory<'a>(hosts: impl Iterator<Item = &'a str> + Clone) -> Vec<Provider> {
    FIRMS
        .iter()
        .enumerate()
        .map(|(index, firm)| Provider {
            name: firm.name,
            domain: firm.domain,
            country: firm.country,
            contact: format!("abuse@{}", firm.domain),
            languages: firm.languages,
            time_zone: firm.time_zone,
            representative: representative(firm.domain),
            ways: ways(firm.domain),
            interface: interface_host(firm.domain).map(|host| format!("https://{host}{}", interface::PATH)),
            address: address(index),
            hosts: hosts.clone().filter(|host| serving(host) == index).map(str::to_owned).collect(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn fourteen_firms_in_eight_countries_each_with_its_own_manner() {
        let countries: BTreeSet<_> = FIRMS.iter().map(|firm| firm.country).collect();
        assert_eq!(countries.len(), 8);
        let manners: BTreeSet<_> = FIRMS.iter().map(|firm| format!("{:?}", firm.manner)).collect();
        assert_eq!(manners.len(), FIRMS.len());
        for firm in &FIRMS {
            assert!(jiff::tz::TimeZone::get(firm.time_zone).is_ok(), "{}", firm.time_zone);
        }
    }

    #[test]
    fn a_subdomain_belongs_to_its_domain_and_a_customer_always_to_the_same_firm() {
        assert_eq!(FIRMS[serving("b.lowtide.test")].domain, "lowtide.test");
        assert_eq!(FIRMS[serving("fairway.test")].domain, "fairway.test");
        assert_eq!(serving("www.harbour-gazette.test"), serving("harbour-gazette.test"));
        assert_eq!(registered("a.b.c.test"), "c.test");
        assert_eq!(registered("test"), "test");
    }
}
