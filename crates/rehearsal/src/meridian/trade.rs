//! Who sells what on the small internet around Meridian: hosting companies, registrars, registries, a
//! store, a messenger, a delivery network and a shared domain. All firms are invented.

use std::net::Ipv4Addr;

/// What a service sells or keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trade {
    /// Machines and room on shared ones.
    Hosting,
    /// Copies of other people's sites, close to readers.
    Delivery,
    /// Names below its own domain, to anybody.
    SharedDomain,
    /// Mobile applications.
    Store,
    /// Channels.
    Messenger,
    /// Names, on behalf of registries.
    Registrar,
    /// The register of a top-level domain.
    Registry,
    /// The register of addresses and autonomous systems.
    NumberRegistry,
}

/// How a service answers what it is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// Acts within two hours.
    Prompt,
    /// Acts about a day later.
    Slow,
    /// Reads, and does nothing.
    Refuses,
}

/// What anybody can look up about a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Service {
    /// What it does.
    pub trade: Trade,
    /// Its name.
    pub name: &'static str,
    /// Its own domain.
    pub domain: &'static str,
    /// Country of establishment, ISO 3166-1 alpha-2; its machines stand there.
    pub country: &'static str,
    /// Time zone of its office, as in the IANA database.
    pub time_zone: &'static str,
    pub(super) manner: Manner,
}

#[rustfmt::skip]
const SERVICES: [Service; 30] = {
    use Manner::{Prompt, Refuses, Slow};
    use Trade::{Delivery, Hosting, Messenger, NumberRegistry, Registrar, Registry, SharedDomain, Store};
    [
        service(Hosting, "Kelpline Hosting", "kelpline.test", "NL", "Europe/Amsterdam", Prompt),
        service(Hosting, "Saltern Rechner", "saltern.test", "DE", "Europe/Berlin", Prompt),
        service(Hosting, "Estran Hébergement", "estran.test", "FR", "Europe/Paris", Prompt),
        service(Hosting, "Farul Noduri", "farul-noduri.test", "RO", "Europe/Bucharest", Prompt),
        service(Hosting, "Bryag Hosting", "bryag.test", "BG", "Europe/Sofia", Prompt),
        service(Hosting, "Slikken Servers", "slikken.test", "BE", "Europe/Brussels", Prompt),
        service(Hosting, "Luoto Palvelut", "luoto.test", "FI", "Europe/Helsinki", Slow),
        service(Hosting, "Ticklebay Servers", "ticklebay.test", "CA", "America/St_Johns", Prompt),
        service(Hosting, "Longshore Racks", "longshore.test", "US", "America/New_York", Refuses),
        service(Hosting, "Foreshore Metal", "foreshore.test", "GB", "Europe/London", Prompt),
        service(Hosting, "Oeverland Netwerken", "oeverland.test", "NL", "Europe/Amsterdam", Slow),
        service(Hosting, "Sielwerk", "sielwerk.test", "DE", "Europe/Berlin", Prompt),
        service(Hosting, "Balise Serveurs", "balise.test", "FR", "Europe/Paris", Prompt),
        service(Hosting, "Deltanod", "deltanod.test", "RO", "Europe/Bucharest", Refuses),
        service(Hosting, "Valna Net", "valna.test", "BG", "Europe/Sofia", Slow),
        service(Hosting, "Meerpaal Diensten", "meerpaal.test", "BE", "Europe/Brussels", Prompt),
        service(Hosting, "Kallio Koneet", "kallio-koneet.test", "FI", "Europe/Helsinki", Prompt),
        service(Hosting, "Anse Réseaux", "anse.test", "CA", "America/Toronto", Prompt),
        service(Hosting, "Pierhead Compute", "pierhead.test", "US", "America/Chicago", Prompt),
        service(Hosting, "Staithe Hosting", "staithe.test", "GB", "Europe/London", Prompt),
        service(Delivery, "Driftnet Delivery", "driftnet.test", "IE", "Europe/Dublin", Prompt),
        service(SharedDomain, "Mudflat Pages", "mudflat.test", "NL", "Europe/Amsterdam", Prompt),
        service(Store, "Quaymarket", "quaymarket.test", "DE", "Europe/Berlin", Prompt),
        service(Messenger, "Parley", "parley.test", "IE", "Europe/Dublin", Prompt),
        service(Registrar, "Anchorage Names", "anchorage-names.test", "FR", "Europe/Paris", Prompt),
        service(Registrar, "Bollard Domains", "bollard.test", "DE", "Europe/Berlin", Slow),
        service(Registrar, "Capstan Registrations", "capstan.test", "US", "America/Denver", Refuses),
        service(Registry, "Tideline Registry", "tideline.test", "BE", "Europe/Brussels", Prompt),
        service(Registry, "Isobar Registry", "isobar.test", "SE", "Europe/Stockholm", Prompt),
        service(NumberRegistry, "Soundings Numbers", "soundings.test", "NL", "Europe/Amsterdam", Prompt),
    ]
};

const fn service(
    trade: Trade,
    name: &'static str,
    domain: &'static str,
    country: &'static str,
    time_zone: &'static str,
    manner: Manner,
) -> Service {
    Service { trade, name, domain, country, time_zone, manner }
}

/// A service, by its place in the directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Id(u8);

impl Id {
    /// All services.
    pub fn all() -> impl Iterator<Item = Self> {
        (0u8..).zip(&SERVICES).map(|(id, _)| Self(id))
    }

    /// All services of a trade.
    pub fn of(trade: Trade) -> impl Iterator<Item = Self> {
        Self::all().filter(move |id| id.get().trade == trade)
    }

    /// The first of a trade.
    pub fn first(trade: Trade) -> Self {
        // There is a service of every trade, as a test holds.
        Self::of(trade).next().unwrap_or(Self(0))
    }

    /// The service that has a domain.
    pub fn with_domain(domain: &str) -> Option<Self> {
        Self::all().find(|id| id.get().domain == domain)
    }

    /// The registry of the top-level domain of a name.
    pub fn registry_of(domain: &str) -> Self {
        let place = usize::from(domain.ends_with(".example"));
        Self::of(Trade::Registry).nth(place).unwrap_or(Self(0))
    }

    /// The service that announces an address.
    pub fn announcing(address: Ipv4Addr) -> Option<Self> {
        let [127, 60, block, _] = address.octets() else { return None };
        Self::all().find(|id| id.0 + 1 == block)
    }

    /// What anybody can look up about it.
    pub fn get(self) -> &'static Service {
        &SERVICES[usize::from(self.0)]
    }

    /// The address of one of its machines.
    pub const fn machine(self, number: u8) -> Ipv4Addr {
        Ipv4Addr::new(127, 60, self.0 + 1, number)
    }

    /// Its autonomous system.
    ///
    /// # Source
    /// RFC 5398: numbers for documentation.
    pub fn autonomous_system(self) -> u32 {
        let id = u32::from(self.0);
        if id < 16 { 64_496 + id } else { 65_536 + id - 16 }
    }
}

impl Service {
    /// Where it reads letters.
    #[must_use]
    pub fn contact(&self) -> String {
        format!("abuse@{}", self.domain)
    }

    /// A registrar's number in the list that IANA keeps in this world.
    #[must_use]
    pub fn registrar_number(&self) -> Option<u32> {
        let place = Id::of(Trade::Registrar).position(|id| id.get() == self)?;
        u32::try_from(place).ok().map(|place| 9_990 + place)
    }

    /// The addresses it announces and its autonomous system.
    #[must_use]
    pub fn numbers(&self) -> Option<(String, u32)> {
        let id = Id::with_domain(self.domain)?;
        Some((format!("{}/24", id.machine(0)), id.autonomous_system()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn twenty_hosting_companies_stand_in_ten_countries_and_every_trade_has_a_service() {
        let hosting: Vec<_> = Id::of(Trade::Hosting).collect();
        let countries: BTreeSet<_> = hosting.iter().map(|id| id.get().country).collect();
        assert_eq!((hosting.len(), countries.len()), (20, 10));
        for id in Id::all() {
            assert_eq!(Id::first(id.get().trade).get().trade, id.get().trade);
            assert!(jiff::tz::TimeZone::get(id.get().time_zone).is_ok(), "{}", id.get().time_zone);
            assert_eq!(Id::with_domain(id.get().domain), Some(id));
            assert_eq!(Id::announcing(id.machine(9)), Some(id));
        }
        let numbers: BTreeSet<_> = Id::all().map(Id::autonomous_system).collect();
        assert_eq!(numbers.len(), 30);
        assert_eq!((Id::of(Trade::Registrar).count(), Id::of(Trade::Registry).count()), (3, 2));
        assert_ne!(Id::registry_of("a.test"), Id::registry_of("a.example"));
        assert_eq!(Id::announcing(Ipv4Addr::new(127, 10, 0, 1)), None);
    }
}
