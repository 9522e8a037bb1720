//! Names, certificates and pages.

use std::sync::OnceLock;

use crate::visitor::{BELGIUM, client, lookup, reach, start_world, visit};
use hickory_server::proto::op::ResponseCode;
use hickory_server::proto::rr::{RData, RecordType};
use rehearsal::World;

/// One world for all tests that only look.
fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| start_world(11))
}

#[test]
fn the_directory_accounts_for_every_host() {
    let world = world();
    assert_eq!(world.providers().len(), 14);
    for url in world.intake_urls() {
        let host = url::Url::parse(&url).unwrap().host_str().unwrap().to_owned();
        let serving = world.providers().iter().filter(|it| it.hosts.contains(&host));
        assert_eq!(serving.count(), 1, "{host}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_of_the_intake_is_up() {
    let world = world();
    for url in world.intake_urls() {
        let seen = visit(world, &url, BELGIUM).await;
        assert_eq!(seen.status, 200, "{url}");
        assert!(!seen.body.is_empty(), "{url}");
        assert!(world.truth_of_state(&url).unwrap().up_in_union);
    }
}

#[test]
fn dns_answers_for_the_world_and_for_nothing_else() {
    let world = world();
    let provider = &world.providers()[0];
    let answer = lookup(world, provider.domain, RecordType::A);
    assert!(answer.metadata.authoritative);
    assert_eq!(answer.answers[0].data, RData::A(provider.address.into()));
    let mail = lookup(world, provider.domain, RecordType::MX);
    assert!(matches!(&mail.answers[0].data, RData::MX(mx) if mx.exchange.to_string() == "mail.lowtide.test."));
    for kind in [RecordType::NS, RecordType::SOA] {
        assert_eq!(lookup(world, provider.domain, kind).answers.len(), 1);
    }
    let empty = lookup(world, provider.domain, RecordType::AAAA);
    assert_eq!(empty.metadata.response_code, ResponseCode::NoError);
    assert!(empty.answers.is_empty());
    for name in ["nobody.lowtide.test", "nowhere.test", "www.example.org"] {
        let answer = lookup(world, name, RecordType::A);
        assert_eq!(answer.metadata.response_code, ResponseCode::NXDomain, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn sites_have_a_front_door_and_robots_and_know_their_own_hosts_only() {
    let world = world();
    let robots = visit(world, "https://lowtide.test/robots.txt", BELGIUM).await;
    assert!(robots.body.ends_with(b"Allow: /\n"));
    assert_eq!(visit(world, "https://lowtide.test/", BELGIUM).await.status, 200);
    assert_eq!(visit(world, "https://lowtide.test/none", BELGIUM).await.status, 404);
    let soft = visit(world, "https://quayside.test/none", BELGIUM).await;
    assert_eq!(soft.status, 200);
    assert!(String::from_utf8(soft.body).unwrap().contains("nicht gefunden"));

    let (url, client) = reach(world, "https://lowtide.test/", client(world, BELGIUM));
    let request = client.get(url.clone()).header("host", "quayside.test");
    assert_eq!(request.send().await.unwrap().status(), 421);
    assert_eq!(client.post(url).send().await.unwrap().status(), 405);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_does_not_trust_the_root_is_not_fooled() {
    let world = world();
    let stranger = start_world(12);
    let (url, client) = reach(world, "https://lowtide.test/", client(&stranger, BELGIUM));
    assert!(client.get(url).send().await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn traps_are_as_bad_as_they_should_be() {
    let world = world();
    let round = visit(world, "https://trap.test/loop", BELGIUM).await;
    assert_eq!((round.status, round.location.as_deref()), (303, Some("/loop/again")));

    let (url, client) = reach(world, "https://trap.test/endless", client(world, BELGIUM));
    let mut endless = client.get(url).send().await.unwrap();
    let mut read = 0;
    while read < 5_000_000 {
        read += endless.chunk().await.unwrap().unwrap().len();
    }
    drop(endless);

    let bomb = visit(world, "https://trap.test/bomb", BELGIUM).await;
    assert!(bomb.body.len() < 20_000_000);
    assert_eq!(bomb.body[..2], [0x1f, 0x8b]);

    let charset = visit(world, "https://trap.test/charset", BELGIUM).await;
    assert!(String::from_utf8(charset.body).is_err());
    let picture = visit(world, "https://trap.test/huge.png", BELGIUM).await;
    assert!(picture.body.starts_with(b"\x89PNG"));
    let drawing = visit(world, "https://trap.test/script.svg", BELGIUM).await;
    assert!(String::from_utf8(drawing.body).unwrap().contains("<script>"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_world_is_gone_when_it_is_dropped() {
    let world = start_world(13);
    let (url, client) = reach(&world, "https://trap.test/endless", client(&world, BELGIUM));
    let mut endless = client.get(url).send().await.unwrap();
    let (dns, smtp) = (world.dns_addr(), world.smtp_addr());
    drop(world);
    // What was under way ends, with or without an error, and nothing listens any more.
    while let Ok(Some(_)) = endless.chunk().await {}
    for address in [dns, smtp] {
        std::net::TcpListener::bind(address).unwrap();
    }
    std::net::UdpSocket::bind(dns).unwrap();
}
