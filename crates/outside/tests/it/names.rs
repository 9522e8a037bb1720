//! Names, resolved by a server of the test's own.

use crate::servers::{Site, dns, fetch, only, page, redirect, settings};
use casework::ports::FetchError;
use outside::FetchSettings;
use url::Url;

async fn settings_with(names: &[(&str, &[&str])], site: &Site) -> FetchSettings {
    FetchSettings { resolver: Some(dns(names).await), port_map: Some(site.address.port()), ..settings() }
}

#[tokio::test]
async fn a_name_is_asked_of_the_given_resolver_and_reached_at_the_mapped_port() {
    let site = Site::start(only("/lamp", page("", b"REHEARSAL"))).await;
    let settings = settings_with(&[("quay.test", &["127.0.0.1"])], &site).await;
    let seen = fetch(settings, &Url::parse("http://QUAY.test/lamp").unwrap()).await.unwrap();
    assert_eq!(seen.url.as_str(), "http://quay.test/lamp");
    assert_eq!(seen.hops[0].server, Some("127.0.0.1".parse().unwrap()));
    assert!(site.asked()[1].1.contains("\r\nhost: quay.test\r\n"));
}

#[tokio::test]
async fn every_address_of_a_name_must_be_allowed() {
    let site = Site::start(only("/", redirect("http://inside.test/"))).await;
    for (addresses, bad) in [
        (["10.0.0.1", "127.0.0.1"], "10.0.0.1"),
        (["127.0.0.1", "169.254.169.254"], "169.254.169.254"),
        (["127.0.0.1", "::ffff:127.0.0.1"], "::ffff:127.0.0.1"),
        (["127.0.0.1", "fd00::1"], "fd00::1"),
    ] {
        let names: &[(&str, &[&str])] = &[("quay.test", &["127.0.0.1"]), ("inside.test", &addresses)];
        let settings = settings_with(names, &site).await;
        let error = fetch(settings, &Url::parse("http://quay.test/").unwrap()).await.unwrap_err();
        assert_eq!(error, FetchError::ForbiddenAddress { host: "inside.test".into(), address: bad.into() });
    }
}

#[tokio::test]
async fn a_name_that_is_not_there_is_named() {
    let site = Site::start(|_| page("", b"")).await;
    let names: &[(&str, &[&str])] = &[("bare.test", &[])];
    for host in ["gone.test", "bare.test"] {
        let settings = settings_with(names, &site).await;
        let error = fetch(settings, &Url::parse(&format!("http://{host}/")).unwrap()).await.unwrap_err();
        assert_eq!(error, FetchError::NameNotFound { host: host.into() });
    }
}
