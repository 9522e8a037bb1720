//! The services' own machines and names.

use super::{Draft, Site, Standing};
use crate::meridian::trade::{Id, Trade};

/// The machine of a service on which its own names stand.
pub(in crate::meridian) const OFFICE: u8 = 1;
/// The machine of a service that it lets many customers share.
pub(super) const COMMON: u8 = 2;
/// The domain of a reseller who answers for the names of dozens of customers.
pub(super) const RESELLER: &str = "chandlery-names.test";

/// Puts up the office of every service: its front page, its name servers, and what else it runs.
pub(super) fn open(draft: &mut Draft) {
    for id in Id::all() {
        let domain = id.get().domain;
        office(draft, domain, id);
        match id.get().trade {
            Trade::Store => put(draft, id, &format!("store.{domain}"), Site::Store),
            Trade::Messenger => put(draft, id, &format!("www.{domain}"), Site::Messenger),
            Trade::Registry | Trade::Registrar | Trade::NumberRegistry => {
                put(draft, id, &format!("rdap.{domain}"), Site::Register);
            }
            Trade::Delivery | Trade::SharedDomain | Trade::Hosting => {}
        }
    }
    office(draft, RESELLER, Id::first(Trade::Hosting));
}

fn office(draft: &mut Draft, domain: &str, id: Id) {
    let at = id.machine(OFFICE);
    let certificate = draft.certificate(domain, &[domain], 0);
    draft.machine(at, Standing::Innocent, 0, certificate);
    draft.domain(domain, Standing::Innocent, domain);
    draft.host(domain, Standing::Innocent, 0, at, certificate, Site::Front(id));
    for server in ["ns1", "ns2"] {
        draft.host(&format!("{server}.{domain}"), Standing::Innocent, 0, at, certificate, Site::Nothing);
    }
}

fn put(draft: &mut Draft, id: Id, host: &str, site: Site) {
    let certificate = draft.certificate(id.get().domain, &[host], 0);
    draft.host(host, Standing::Innocent, 0, id.machine(OFFICE), certificate, site);
}
