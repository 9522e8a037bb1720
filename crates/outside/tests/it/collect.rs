//! Sources on loopback that answer, lie, loop, redact and dawdle.

mod dns;
mod files;
mod names;
mod page;
mod rdap;
mod tls;

use crate::calls::client;
use crate::servers::{clock, fetcher, settings};
use casework::ports::{Collect, CollectError, Collected};
use domain::map::{Asset, Source};
use outside::{AddressRule, ClientSettings, CollectSettings, Collector, FetchSettings};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

/// A collector whose client and fetcher ask one resolver and connect to one port.
pub fn collector(
    resolver: Option<SocketAddr>,
    port: Option<u16>,
    change: impl FnOnce(&mut CollectSettings),
) -> Collector {
    let pages = settings();
    let resolver = resolver.or(pages.resolver);
    let pages = FetchSettings { resolver, port_map: port, ..pages };
    let client = ClientSettings { resolver, port_map: port, ..client() };
    let mut settings = CollectSettings { client, ..CollectSettings::default() };
    change(&mut settings);
    Collector::new(settings, Arc::new(fetcher(pages)), clock()).unwrap()
}

pub fn asset(text: &str) -> Asset {
    text.parse().unwrap()
}

pub async fn ask(collector: &Collector, about: &str, source: Source) -> Result<Collected, CollectError> {
    collector.collect(&asset(about), source).await
}

/// The links found, as text.
pub fn links(collected: &Collected) -> Vec<String> {
    collected.observations.iter().map(|o| format!("{} {} {}", o.subject, o.link, o.object)).collect()
}

pub fn has(collected: &Collected, link: &str) -> bool {
    links(collected).iter().any(|found| found == link)
}

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/map")).join(name)
}

#[test]
fn an_asset_has_the_sources_that_are_set_up() {
    let bare = collector(None, None, |_| {});
    let full = collector(None, None, |settings| {
        settings.registries = vec!["https://rdap.example/".parse().unwrap()];
        settings.mmdb = vec![fixture("harbour.mmdb")];
    });
    for (about, without, with) in [
        (
            "host lamp.test",
            &[Source::Dns, Source::Tls, Source::Http][..],
            &[Source::Dns, Source::Tls, Source::Http][..],
        ),
        ("domain harbour.test", &[Source::Dns], &[Source::Dns, Source::Rdap]),
        ("address 192.0.2.7", &[Source::Tls], &[Source::Mmdb, Source::Rdap, Source::Tls]),
        ("autonomous_system AS64500", &[], &[Source::Rdap]),
        ("site https://lamp.test/", &[Source::Http], &[Source::Http]),
        ("site https://lamp.test/tides.APK", &[Source::Apk], &[Source::Apk]),
        ("stream rtmp://lamp.test/live", &[], &[]),
        ("tracker ga:UA-4711-1", &[], &[]),
    ] {
        assert_eq!(bare.sources_for(&asset(about)), without, "{about}");
        assert_eq!(full.sources_for(&asset(about)), with, "{about}");
    }
}

#[tokio::test]
async fn a_source_that_knows_nothing_of_a_kind_is_not_asked() {
    let error = ask(&collector(None, None, |_| {}), "tracker ga:UA-4711-1", Source::Http).await.unwrap_err();
    assert!(matches!(error, CollectError::NotASource { .. }), "{error}");
}

#[tokio::test]
async fn places_are_as_old_as_their_database() {
    let collector = collector(None, None, |settings| settings.mmdb = vec![fixture("harbour.mmdb")]);
    for (address, system, country) in [("192.0.2.7", "AS64500", "BE"), ("2001:db8::7", "AS64501", "NL")] {
        let found = ask(&collector, &format!("address {address}"), Source::Mmdb).await.unwrap();
        let wanted = [
            format!("address {address} announced_by autonomous_system {system}"),
            format!("address {address} located_in country {country}"),
        ];
        assert_eq!(links(&found), wanted);
        // The tool that wrote it was told this second.
        assert!(found.observations.iter().all(|o| o.seen.first().as_second() == 1_770_000_000));
    }
    let error = ask(&collector, "address 198.51.100.1", Source::Mmdb).await.unwrap_err();
    assert!(matches!(error, CollectError::Unknown { .. }), "{error}");
}

#[tokio::test]
async fn private_addresses_are_neither_asked_about_nor_connected_to() {
    let site = crate::servers::Site::start(|_| crate::servers::page("", b"")).await;
    let collector = collector(None, None, |settings| {
        settings.registries = vec![site.url("/")];
        settings.client.addresses = AddressRule::LoopbackToo;
    });
    for (about, source) in [("address 10.0.0.1", Source::Rdap), ("address 169.254.169.254", Source::Tls)] {
        let error = ask(&collector, about, source).await.unwrap_err();
        assert!(matches!(error, CollectError::Forbidden { .. }), "{about}: {error}");
    }
    assert!(site.asked().is_empty());
}
