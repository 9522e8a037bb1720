//! What an installation is told of the services around Meridian: their registers, their platforms, their contact points.

use ::rehearsal::World;
use ::rehearsal::meridian::{MESSENGER, STORE, Service, Trade};
use anyhow::Context as _;
use casework::Desk;
use casework::directory::{self, ProviderEntry};
use casework::policy::Actor;
use casework::records::ProviderDetails;
use domain::provider::ServiceKind;
use outside::{CollectSettings, Platform, PlatformKind, RdapLists};
use std::fs;
use std::path::{Path, PathBuf};

/// How sources are asked: with this world's lists of registries and the pages that its store and messenger show to all.
pub(super) fn collect(folder: &Path, world: &World) -> anyhow::Result<CollectSettings> {
    let lists = world.bootstrap();
    let write = |name: &str, text: &str| -> anyhow::Result<Vec<PathBuf>> {
        let path = folder.join(name);
        fs::write(&path, text).with_context(|| format!("{} cannot be written", path.display()))?;
        Ok(vec![path])
    };
    Ok(CollectSettings {
        lists: RdapLists {
            networks: write("ipv4.json", &lists.ipv4)?,
            domains: write("dns.json", &lists.dns)?,
            autnums: write("asn.json", &lists.asn)?,
        },
        platforms: vec![
            platform(STORE, STORE, PlatformKind::App, "/apps/"),
            platform(STORE, STORE, PlatformKind::Account, "/developers/"),
            platform(&format!("www.{MESSENGER}"), MESSENGER, PlatformKind::Channel, "/c/"),
        ],
        ..CollectSettings::default()
    })
}

fn platform(host: &str, name: &str, kind: PlatformKind, after: &str) -> Platform {
    let (host, name, after) = (host.to_owned(), name.to_owned(), after.to_owned());
    Platform { host, name, kind, after, query: None, by_id: false, open: true }
}

/// Writes the services into the directory, as anybody can look them up.
pub(super) async fn directory(desk: &Desk, administrator: &Actor, world: &World) -> anyhow::Result<()> {
    for service in world.services() {
        directory::put_provider(desk, administrator, entry(service)?).await?;
    }
    Ok(())
}

fn entry(service: &Service) -> anyhow::Result<ProviderEntry> {
    let domain = service.domain;
    // A registry is known on the map by where its register answers, a store by where it shows its listings.
    let domains = match service.trade {
        Trade::Registry | Trade::NumberRegistry => vec![domain.to_owned(), format!("rdap.{domain}")],
        Trade::Store => vec![domain.to_owned(), STORE.to_owned()],
        _ => vec![domain.to_owned()],
    };
    Ok(ProviderEntry {
        name: service.name.to_owned(),
        country: service.country.parse()?,
        contact: service.contact(),
        languages: vec!["en".to_owned()],
        time_zone: service.time_zone.to_owned(),
        domains,
        details: ProviderDetails { kind: kind(service.trade), ..ProviderDetails::default() },
    })
}

const fn kind(trade: Trade) -> ServiceKind {
    match trade {
        Trade::Hosting | Trade::SharedDomain => ServiceKind::Hosting,
        Trade::Delivery => ServiceKind::Cdn,
        Trade::Store => ServiceKind::AppStore,
        Trade::Messenger => ServiceKind::Platform,
        Trade::Registrar => ServiceKind::Registrar,
        Trade::Registry | Trade::NumberRegistry => ServiceKind::Registry,
    }
}
