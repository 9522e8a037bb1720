//! Where connections may not go, however the way there is named.

use crate::servers::{Site, dns, fetch, only, page, redirect, settings, vantage};
use casework::ports::FetchError;
use outside::{AddressRule, FetchSettings, Route};
use rstest::rstest;
use url::Url;

fn public_only() -> FetchSettings {
    FetchSettings { addresses: AddressRule::PublicOnly, ..settings() }
}

fn forbidden(host: &str, address: &str) -> FetchError {
    FetchError::ForbiddenAddress { host: host.into(), address: address.into() }
}

#[tokio::test]
async fn this_machine_is_not_asked_outside_rehearsals() {
    let site = Site::start(only("/", page("", b"REHEARSAL"))).await;
    let port = site.address.port();
    // One address in the spellings that a URL may give it.
    for host in ["127.0.0.1", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "%31%32%37.0.0.1", "１２７.0.0.1"] {
        let url = Url::parse(&format!("http://{host}:{port}/")).unwrap();
        assert_eq!(fetch(public_only(), &url).await.unwrap_err(), forbidden("127.0.0.1", "127.0.0.1"));
    }
    let localhost = Url::parse(&format!("http://localhost:{port}/")).unwrap();
    let error = fetch(public_only(), &localhost).await.unwrap_err();
    assert!(matches!(error, FetchError::ForbiddenAddress { .. }), "{error:?}");
    assert!(site.asked().is_empty());
}

#[rstest]
#[case("http://10.0.0.1/", "10.0.0.1")]
#[case("http://169.254.169.254/latest/meta-data/", "169.254.169.254")]
#[case("https://192.168.1.1/", "192.168.1.1")]
#[case("http://[::ffff:127.0.0.1]/", "::ffff:127.0.0.1")]
#[case("http://[64:ff9b::7f00:1]/", "64:ff9b::7f00:1")]
#[case("http://[fe80::1]/", "fe80::1")]
#[case("http://0/", "0.0.0.0")]
#[tokio::test]
async fn redirects_into_private_networks_are_not_followed(#[case] to: &'static str, #[case] address: &str) {
    let site = Site::start(only("/", redirect(to))).await;
    let error = fetch(settings(), &site.url("/")).await.unwrap_err();
    assert!(matches!(&error, FetchError::ForbiddenAddress { address: a, .. } if a == address), "{error:?}");
}

/// Under the public rule the first step has to be public too. A proxy on loopback stands for the
/// internet: it answers for a public name, and must not be asked for what it then points at.
#[rstest]
#[case("http://127.0.0.1/")]
#[case("http://10.0.0.1/")]
#[case("http://169.254.169.254/")]
#[case("http://[::1]/")]
#[case("http://[::ffff:127.0.0.1]/")]
#[case("http://inside.example/")]
#[tokio::test]
async fn a_proxy_is_not_asked_for_private_addresses(#[case] to: &'static str) {
    let proxy = Site::start(only("http://lighthouse.example/", redirect(to))).await;
    let route = Route::Proxy(Url::parse(&format!("http://{}", proxy.address)).unwrap());
    let settings = FetchSettings {
        vantages: vec![vantage("Home", route)],
        resolver: Some(dns(&[("inside.example", &["10.1.2.3"])]).await),
        ..public_only()
    };
    let url = Url::parse("http://lighthouse.example/").unwrap();
    let error = fetch(settings, &url).await.unwrap_err();
    assert!(matches!(error, FetchError::ForbiddenAddress { .. }), "{error:?}");
    let asked = proxy.asked();
    assert_eq!(asked.len(), 2, "the robots.txt and the first page, nothing else");
    assert!(asked.iter().all(|(_, head)| head.contains("http://lighthouse.example/")));
}

#[tokio::test]
async fn what_a_proxy_shows_is_recorded_as_the_site_s() {
    let proxy = Site::start(only("http://lighthouse.example/lamp", page("", b"REHEARSAL"))).await;
    let url = format!("http://keeper:secret@{}", proxy.address);
    let settings = FetchSettings {
        vantages: vec![vantage("Home", Route::Proxy(url.parse().unwrap()))],
        resolver: Some(dns(&[]).await),
        ..public_only()
    };
    let seen = fetch(settings, &Url::parse("http://lighthouse.example/lamp").unwrap()).await.unwrap();
    assert_eq!(seen.body, b"REHEARSAL");
    assert_eq!(seen.hops[0].server, None);
    let head = String::from_utf8(seen.hops[0].request_head.clone()).unwrap();
    assert!(head.starts_with("GET /lamp HTTP/1.1\r\nhost: lighthouse.example\r\n"));
    assert!(!head.to_lowercase().contains("authorization"));
    assert!(proxy.asked()[0].1.to_lowercase().contains("proxy-authorization: basic"));
}

#[rstest]
#[case("ftp://quay.example/")]
#[case("file:///etc/hostname")]
#[case("data:text/plain,tide")]
#[case("http://")]
#[tokio::test]
async fn redirects_lead_to_web_addresses_or_nowhere(#[case] to: &'static str) {
    let site = Site::start(only("/", redirect(to))).await;
    let error = fetch(settings(), &site.url("/")).await.unwrap_err();
    assert_eq!(error, FetchError::BadRedirect { to: to.into() });
}

#[tokio::test]
async fn an_endless_address_is_not_asked_for() {
    let site = Site::start(|target| match target {
        "/robots.txt" => page("", b""),
        _ => redirect(&format!("/{}", "tide".repeat(5_000))),
    })
    .await;
    let error = fetch(settings(), &site.url("/")).await.unwrap_err();
    assert!(matches!(error, FetchError::BadRedirect { .. }));
    assert_eq!(site.targets(), ["/"]);
}
