//! The part of the world that is about Meridian: what a unit can look up, what people on site do, and what is
//! true.

use std::net::Ipv4Addr;

use domain::map::Asset;
use jiff::Timestamp;

use super::World;
use crate::meridian::{self, Bootstrap, Found, NetworkTruth, OnSite, Service};

impl World {
    /// The public directory of the services around Meridian: hosting companies, registrars, registries, a
    /// delivery network, a shared domain, a store and a messenger.
    pub fn services(&self) -> Vec<&'static Service> {
        meridian::directory()
    }

    /// The lists of registries to be asked about names and numbers. Their servers stand at the port of all
    /// sites, which the lists do not show.
    pub fn bootstrap(&self) -> Bootstrap {
        meridian::bootstrap()
    }

    /// What the unit starts from; after each return of Meridian one tip more.
    pub fn seeds(&self) -> Vec<Asset> {
        self.meridian.seeds()
    }

    /// What somebody who kept old answers of the name system would hand out now: every name around Meridian
    /// with its addresses, aliases and name servers, seen from `since` until `now`. NDJSON in the common output
    /// format of passive DNS.
    pub fn passive_dns(&self, since: Timestamp, now: Timestamp) -> String {
        self.meridian.passive_dns(since, now)
    }

    /// A wave was carried out at `now`. After the first and the second, Meridian comes back in a stronger form
    /// some days later, in [`World::act`]. Tell each wave once.
    pub fn wave(&self, number: u8, now: Timestamp) {
        self.meridian.wave(number, now);
    }

    /// People stand before the machine on which `host`, a name or an address, should be, and act. When this
    /// returns, a machine that was carried away refuses connections; the name system still knows it.
    ///
    /// # Errors
    /// When no machine is known by that name, or none stands beside it to be mistaken for it.
    pub async fn on_site(&self, host: &str, action: OnSite, now: Timestamp) -> anyhow::Result<Found> {
        self.meridian.on_site(host, action, now).await
    }

    /// A machine that was taken by mistake is put up again.
    ///
    /// # Errors
    /// When there is no such machine, or its port was taken meanwhile.
    pub async fn make_whole(&self, machine: Ipv4Addr, now: Timestamp) -> anyhow::Result<()> {
        self.meridian.make_whole(machine, now).await
    }

    /// Whose each asset around Meridian is, and who depends on it. **For scoring only**: nothing that decides
    /// may see it.
    pub fn network_truth(&self) -> NetworkTruth {
        self.meridian.truth()
    }

    /// Whether an asset is really up; nothing for what is not of Meridian's world, or cannot be up or down.
    /// **For scoring only**: nothing that decides may see it.
    pub fn is_up(&self, asset: &Asset) -> Option<bool> {
        self.meridian.is_up(asset)
    }
}
