//! Registries that answer, send on, err and lie.

use crate::calls::client;
use crate::servers::{Reply, Site, clock, dns, page, redirect, status};
use casework::ports::{Holder, Registry, RegistryError};
use jiff::SignedDuration;
use outside::{AddressRule, ClientSettings, RdapRegistry, RegistrySettingsError};
use serde_json::{Value, json};
use std::path::PathBuf;
use url::Url;

/// A network of loopback addresses, held by somebody.
fn network(name: &str, first: &str, last: &str) -> Value {
    let card =
        json!([["fn", {}, "text", name], ["kind", {}, "text", "org"], ["email", {}, "text", "abuse@quay.example"]]);
    json!({
        "objectClassName": "ip network", "startAddress": first, "endAddress": last, "country": "NL",
        "entities": [{ "roles": ["registrant", "abuse"], "vcardArray": ["vcard", card] }],
        "notices": [{ "title": "REHEARSAL" }],
    })
}

fn quay() -> Reply {
    page("", network("Quay Hosting", "127.0.0.0", "127.255.255.255").to_string().as_bytes())
}

fn registry(bases: &[Url]) -> RdapRegistry {
    RdapRegistry::new(&client(), bases.to_vec(), &[], clock()).unwrap()
}

async fn why(base: Url) -> String {
    registry(&[base]).holder("127.0.0.9").await.unwrap_err().to_string()
}

#[tokio::test]
async fn a_holder_is_found_by_address_and_by_name() {
    let site = Site::start(|target| if target == "/rdap/ip/127.0.0.9" { quay() } else { status(404) }).await;
    let resolver = Some(dns(&[("lamp.test", &["127.0.0.12", "127.0.0.9"])]).await);
    let expected = Holder {
        name: "Quay Hosting".to_owned(),
        country: Some("NL".to_owned()),
        abuse: Some("abuse@quay.example".to_owned()),
        source: site.url("/rdap/ip/127.0.0.9"),
    };
    for base in ["/rdap", "/rdap/", "/rdap?key=1#top"] {
        for host in ["127.0.0.9", "lamp.test"] {
            let settings = ClientSettings { resolver, ..client() };
            let registry = RdapRegistry::new(&settings, vec![site.url(base)], &[], clock()).unwrap();
            assert_eq!(registry.holder(host).await.unwrap(), expected, "{base} {host}");
        }
    }
    assert!(site.asked().iter().all(|(_, head)| head.contains("\r\naccept: application/rdap+json\r\n")));
}

#[tokio::test]
async fn an_answer_is_used_for_a_day() {
    let site = Site::start(|_| quay()).await;
    let clock = clock();
    let registry = RdapRegistry::new(&client(), vec![site.url("/")], &[], clock.clone()).unwrap();
    for (hours, asked) in [(0, 1), (0, 1), (23, 1), (1, 2)] {
        clock.advance(SignedDuration::from_hours(hours));
        registry.holder("127.0.0.9").await.unwrap();
        assert_eq!(site.asked().len(), asked);
    }
    registry.holder("127.0.0.10").await.unwrap();
    assert_eq!(site.asked().len(), 3);
}

#[tokio::test]
async fn registries_may_send_on_to_one_another() {
    let last = Site::start(|_| quay()).await;
    let to = last.url("/three").to_string();
    let first = Site::start(move |target| match target {
        "/ip/127.0.0.9" => redirect("/one"),
        "/one" => redirect("two"),
        "/two" => redirect(&to),
        _ => status(404),
    })
    .await;
    let holder = registry(&[first.url("/")]).holder("127.0.0.9").await.unwrap();
    assert_eq!(holder.source, last.url("/three"));
}

#[tokio::test]
async fn loops_and_bad_ways_are_left() {
    let round = Site::start(|target| redirect(if target == "/a" { "/ip/127.0.0.9" } else { "/a" })).await;
    assert!(why(round.url("/")).await.contains("in a circle"));
    let far = Site::start(|target| redirect(&format!("{target}x"))).await;
    assert!(why(far.url("/")).await.contains("more than 3 times"));
    assert_eq!(far.asked().len(), 4);
    for (to, says) in [
        ("http://10.0.0.1/", "10.0.0.1"),
        ("http://169.254.169.254/latest/", "not a public address"),
        ("http://quay.test/", "not https"),
        ("file:///etc/hostname", "no host"),
        ("http://a:b@127.0.0.1/", "user name"),
        ("http://", "where to"),
    ] {
        let site = Site::start(move |_| redirect(to)).await;
        let why = why(site.url("/")).await;
        assert!(why.contains(says), "{to}: {why}");
    }
}

#[tokio::test]
async fn lies_are_not_believed() {
    for (network, says) in [
        (network("Pier", "192.0.2.0", "192.0.2.255"), "127.0.0.9 does not lie"),
        (network("Sea", "0.0.0.0", "255.255.255.255"), "all addresses there are"),
        (network("", "127.0.0.0", "127.0.0.255"), "names nobody"),
        (json!({ "objectClassName": "domain" }), "“ip network”"),
        (json!({ "errorCode": 500, "title": "Storm" }), "error 500: Storm"),
        (json!([]), "not a JSON object"),
    ] {
        let body = network.to_string();
        let site = Site::start(move |_| page("", body.as_bytes())).await;
        let error = registry(&[site.url("/")]).holder("127.0.0.9").await.unwrap_err();
        let RegistryError::BadAnswer { host, why } = &error else { panic!("{error}") };
        assert!(host == "127.0.0.9" && why.contains(says), "{why}");
    }
    let endless = Reply::Endless(b"HTTP/1.1 200 OK\r\n\r\n".to_vec(), vec![b' '; 8192]);
    let site = Site::start(move |_| endless.clone()).await;
    assert!(why(site.url("/")).await.contains("longer than 524288 bytes"));
}

#[tokio::test]
async fn silence_is_not_taken_for_nobody() {
    for (reply, says) in [
        (status(404), "knows no network"),
        (status(429), "less often"),
        (status(503), "status 503"),
        (Reply::Bytes(Vec::new()), "could not be read"),
    ] {
        let site = Site::start(move |_| reply.clone()).await;
        let error = registry(&[site.url("/")]).holder("127.0.0.9").await.unwrap_err();
        assert!(matches!(&error, RegistryError::NoAnswer { why, .. } if why.contains(says)), "{error}");
    }
    let site = Site::start(|_| Reply::Silent(Vec::new())).await;
    let settings = ClientSettings { total_timeout_ms: 300, ..client() };
    let slow = RdapRegistry::new(&settings, vec![site.url("/")], &[], clock()).unwrap();
    let error = slow.holder("127.0.0.9").await.unwrap_err();
    assert!(error.to_string().contains("no answer within 1 s"), "{error}");
}

#[tokio::test]
async fn the_next_registry_is_asked_and_the_first_complaint_told() {
    let none = Site::start(|_| status(404)).await;
    let broken = Site::start(|_| status(500)).await;
    let good = Site::start(|_| quay()).await;
    let bases = [none.url("/"), broken.url("/"), good.url("/")];
    assert_eq!(registry(&bases).holder("127.0.0.9").await.unwrap().name, "Quay Hosting");
    let error = registry(&bases[..2]).holder("127.0.0.9").await.unwrap_err();
    assert!(error.to_string().contains("knows no network"), "{error}");
    let error = registry(&[]).holder("127.0.0.9").await.unwrap_err();
    assert_eq!(error, RegistryError::NoRegistry { host: "127.0.0.9".to_owned() });
}

#[tokio::test]
async fn hosts_that_lead_nowhere_are_named() {
    let site = Site::start(|_| quay()).await;
    let resolver = Some(dns(&[("inside.test", &["10.0.0.1"])]).await);
    let settings = ClientSettings { resolver, ..client() };
    let public = ClientSettings { addresses: AddressRule::PublicOnly, ..settings.clone() };
    for (settings, host, says) in [
        (&settings, "gone.test", "was not found"),
        (&settings, "inside.test", "10.0.0.1"),
        (&settings, "", "was not found"),
        (&public, "127.0.0.9", "not a public address"),
        (&public, "[::1]", "not a public address"),
    ] {
        let registry = RdapRegistry::new(settings, vec![site.url("/")], &[], clock()).unwrap();
        let error = registry.holder(host).await.unwrap_err();
        assert!(matches!(&error, RegistryError::NoAnswer { why, .. } if why.contains(says)), "{host}: {error}");
    }
    assert!(site.asked().is_empty());
}

#[tokio::test]
async fn lists_of_registries_are_files() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ipv4.json");
    std::fs::write(&path, r#"{"version":"1.0","services":[[["127.0.0.0/8"],["https://rdap.test/"]]]}"#).unwrap();
    let site = Site::start(|_| quay()).await;
    let settings = ClientSettings { resolver: Some(dns(&[]).await), ..client() };
    let open = |path: PathBuf| RdapRegistry::new(&settings, vec![site.url("/")], &[path], clock());
    // What the list names cannot be reached; then the operator's own is asked.
    assert_eq!(open(path.clone()).unwrap().holder("127.0.0.9").await.unwrap().name, "Quay Hosting");
    let alone = RdapRegistry::new(&settings, vec![], std::slice::from_ref(&path), clock()).unwrap();
    let error = alone.holder("127.0.0.9").await.unwrap_err();
    assert!(matches!(&error, RegistryError::NoAnswer { why, .. } if why.contains("rdap.test")), "{error}");
    assert!(matches!(open(folder.path().join("ipv6.json")), Err(RegistrySettingsError::File { .. })));
    std::fs::write(&path, "<html>").unwrap();
    assert!(matches!(open(path), Err(RegistrySettingsError::List { .. })));
}
