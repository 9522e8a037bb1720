//! The name system.

use super::names::{A, CNAME, MX, NS, SOA, TXT, a, mx, name, serve, soa, txt, zone};
use super::{ask, collector, has, links};
use casework::ports::CollectError;
use domain::map::Source;
use std::net::Ipv4Addr;
use tokio::net::UdpSocket;

fn ip(last: u8) -> Vec<u8> {
    a(Ipv4Addr::new(192, 0, 2, last))
}

#[tokio::test]
async fn every_record_of_a_domain_is_a_link() {
    let server = serve(zone(vec![
        ("harbour.test", A, ip(7)),
        ("harbour.test", NS, name("ns1.quay.test")),
        ("harbour.test", MX, mx(10, "mail.harbour.test")),
        ("harbour.test", TXT, txt("google-site-verification=REHEARSAL-1")),
        ("harbour.test", TXT, txt("v=spf1 -all")),
        ("harbour.test", SOA, soa("ns1.quay.test", "warden.quay.test")),
    ]))
    .await;
    let found = ask(&collector(Some(server), None, |_| {}), "domain harbour.test", Source::Dns).await.unwrap();
    assert_eq!(
        links(&found),
        [
            "host harbour.test resolves_to address 192.0.2.7",
            "domain harbour.test served_by name_server ns1.quay.test",
            "domain harbour.test mail_by mail_server mail.harbour.test",
            "host harbour.test carries tracker google-site-verification:REHEARSAL-1",
        ]
    );
    assert_eq!(found.not_examined, Vec::<String>::new());
    let asked: Vec<&str> = found.answers.iter().map(|answer| answer.asked.as_str()).collect();
    assert_eq!(asked, ["harbour.test A", "harbour.test NS", "harbour.test MX", "harbour.test TXT", "harbour.test SOA"]);
    assert!(found.answers.iter().all(|answer| answer.bytes.len() > 12 && answer.source == Source::Dns));
    let next: Vec<String> = found.next.iter().map(ToString::to_string).collect();
    assert!(
        next.contains(&"name_server ns1.quay.test".to_owned()) && !next.contains(&"domain harbour.test".to_owned())
    );
}

#[tokio::test]
async fn aliases_are_followed_and_strangers_left_out() {
    let server = serve(|asked, kind| match (asked, kind) {
        ("www.harbour.test", A | CNAME) => Some(vec![
            ("www.harbour.test", CNAME, name("lamp.quay.test")),
            ("lamp.quay.test", A, ip(8)),
            ("victim.test", A, ip(9)),
        ]),
        _ => Some(Vec::new()),
    })
    .await;
    let found = ask(&collector(Some(server), None, |_| {}), "host www.harbour.test", Source::Dns).await.unwrap();
    assert!(has(&found, "host www.harbour.test alias_of host lamp.quay.test"));
    assert!(has(&found, "host lamp.quay.test resolves_to address 192.0.2.8"));
    assert!(has(&found, "host www.harbour.test under_domain domain harbour.test"));
    assert!(links(&found).iter().all(|link| !link.contains("victim")), "{:?}", links(&found));
}

#[tokio::test]
async fn a_name_server_stays_one() {
    let server = serve(zone(vec![("ns1.quay.test", A, ip(53))])).await;
    let found = ask(&collector(Some(server), None, |_| {}), "name_server ns1.quay.test", Source::Dns).await.unwrap();
    assert_eq!(
        links(&found),
        [
            "name_server ns1.quay.test resolves_to address 192.0.2.53",
            "name_server ns1.quay.test under_domain domain quay.test"
        ]
    );
}

/// As many as an answer can hold; what is beyond the limit is said to be there.
#[tokio::test]
async fn thousands_of_records_are_cut_and_counted() {
    let server = serve(|_, kind| {
        let many = (0..4000_u16).map(|n| ("many.test", A, a(Ipv4Addr::from_bits(0xc633_0000 + u32::from(n)))));
        Some(if kind == A { many.collect() } else { Vec::new() })
    })
    .await;
    let found = ask(&collector(Some(server), None, |_| {}), "host many.test", Source::Dns).await.unwrap();
    assert_eq!(found.observations.iter().filter(|o| o.link.name() == "resolves_to").count(), 200);
    assert_eq!(found.not_examined, ["many.test A: 4000 records, of which 200 were taken"]);
}

#[tokio::test]
async fn no_such_name_and_no_answer_are_two_things() {
    let nobody = serve(|_, _| None).await;
    let error = ask(&collector(Some(nobody), None, |_| {}), "host gone.test", Source::Dns).await.unwrap_err();
    assert_eq!(error, CollectError::Unknown { asked: "gone.test".to_owned() });
    let silent = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let slow = collector(Some(silent.local_addr().unwrap()), None, |settings| settings.client.total_timeout_ms = 300);
    let error = ask(&slow, "host lamp.test", Source::Dns).await.unwrap_err();
    assert!(matches!(&error, CollectError::NoAnswer { why, .. } if why == "too slow"), "{error}");
    let quiet = serve(|_, _| Some(Vec::new())).await;
    let found = ask(&collector(Some(quiet), None, |_| {}), "domain bare.test", Source::Dns).await.unwrap();
    assert_eq!((links(&found), found.not_examined), (Vec::new(), Vec::new()));
}

#[tokio::test]
async fn names_that_are_aliases_of_each_other_end() {
    let server = serve(|asked, _| match asked {
        "tide.test" => Some(vec![("tide.test", CNAME, name("ebb.test"))]),
        "ebb.test" => Some(vec![("ebb.test", CNAME, name("tide.test"))]),
        _ => None,
    })
    .await;
    // Whether the resolver calls it an error or an answer, it ends, and nothing else is made of it.
    if let Ok(found) = ask(&collector(Some(server), None, |_| {}), "host tide.test", Source::Dns).await {
        let known = ["tide.test alias_of host ebb.test", "ebb.test alias_of host tide.test", "under_domain"];
        assert!(links(&found).iter().all(|link| known.iter().any(|known| link.contains(known))), "{:?}", links(&found));
    }
}
