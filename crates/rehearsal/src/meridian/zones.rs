//! What the name system says of Meridian and of those around it.

use std::fmt::Write as _;

use jiff::Timestamp;
use serde_json::json;

use super::plan::{Domain, Plan};
use super::state::State;
use crate::dns::{FLEETING, Zone};

/// One zone for each name that is there and not held.
pub(super) fn zones(plan: &Plan, state: &State) -> Vec<Zone> {
    let there = |(name, domain): &(&String, &Domain)| state.knows(domain.since) && !state.held.contains_key(*name);
    let mut zones: Vec<Zone> = Vec::new();
    for (name, domain) in plan.domains.iter().filter(there) {
        let mut zone = Zone {
            domain: name.clone(),
            name_servers: domain.name_servers.clone(),
            responsible: domain.responsible.clone(),
            mail_server: domain.mail_server.clone(),
            texts: domain.texts.clone(),
            seconds: FLEETING,
            ..Zone::default()
        };
        for (name, host) in plan.hosts_of(name).filter(|(_, host)| state.knows(host.since)) {
            match &host.alias {
                Some(alias) => zone.aliases.push((name.clone(), alias.clone())),
                None => zone.hosts.push((name.clone(), host.at)),
            }
        }
        zones.push(zone);
    }
    zones
}

/// What somebody who kept old answers hands out.
///
/// # Source
/// draft-dulaunoy-dnsop-passive-dns-cof: one JSON object a line.
pub(super) fn passive(zones: &[Zone], since: Timestamp, now: Timestamp) -> String {
    let mut lines = String::new();
    let mut line = |name: &str, kind: &str, data: &str| {
        let (first, last) = (since.as_second(), now.as_second());
        let line = json!({ "rrname": name, "rrtype": kind, "rdata": data, "time_first": first, "time_last": last });
        // Writing into a String cannot fail.
        let _ = writeln!(lines, "{line}");
    };
    for zone in zones {
        zone.hosts.iter().for_each(|(name, address)| line(name, "A", &address.to_string()));
        zone.aliases.iter().for_each(|(name, alias)| line(name, "CNAME", alias));
        zone.name_servers.iter().for_each(|server| line(&zone.domain, "NS", server));
    }
    lines
}
