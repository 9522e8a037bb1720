use proptest::prelude::*;
use serde_json::json;

use super::super::{Bootstrap, BootstrapProblem, Network, read, read_autnum};
use super::*;

fn entity(roles: &[&str], handle: &str, card: &Value) -> Value {
    json!({ "objectClassName": "entity", "roles": roles, "handle": handle, "vcardArray": ["vcard", card] })
}

fn registrar() -> Value {
    json!({
        "objectClassName": "entity", "roles": ["registrar"], "handle": "9999",
        "publicIds": [{ "type": "IANA Registrar ID", "identifier": "9999" }],
        "vcardArray": ["vcard", [
            ["fn", {}, "text", "Quay Names"], ["org", {}, "text", "Quay Names Ltd"],
            ["adr", { "cc": "nl" }, "text", ["", "", "1 Pier", "Harbour", "", "", ""]],
        ]],
        "entities": [entity(&["abuse"], "", &json!([["email", {}, "text", "abuse@quay.example"]]))],
    })
}

fn domain(entities: &[Value]) -> Value {
    json!({
        "objectClassName": "domain", "handle": "D1-REHEARSAL", "ldhName": "Lowtide.EXAMPLE.",
        "status": ["client hold", "clientTransferProhibited", 7],
        "nameservers": [{ "ldhName": "NS1.quay.example" }, { "ldhName": "ns2 quay" }, { "unicodeName": "x" }],
        "entities": entities,
        "events": [
            { "eventAction": "registration", "eventDate": "2026-01-02T03:04:05Z" },
            { "eventAction": "expiration", "eventDate": "2027-01-02T03:04:05+00:00" },
            { "eventAction": "last changed", "eventDate": "yesterday" },
        ],
        "links": [
            { "rel": "self", "href": "https://rdap.example/domain/lowtide.example", "type": "application/rdap+json" },
            { "rel": "related", "href": "https://rdap.quay.example/domain/lowtide.example", "type": "application/rdap+json" },
            { "rel": "related", "href": "ftp://rdap.quay.example/", "type": "application/rdap+json" },
            { "rel": "about", "href": "https://quay.example/", "type": "text/html" },
        ],
    })
}

fn answer(value: &Value) -> Domain {
    read_domain(value.to_string().as_bytes()).unwrap()
}

#[test]
fn a_domain_is_read() {
    let warden = entity(
        &["registrant"],
        "HW42",
        &json!([["fn", {}, "text", "Harbour Warden"], ["email", {}, "text", "warden@lowtide.example"]]),
    );
    let read = answer(&domain(&[registrar(), warden]));
    assert_eq!(
        (read.name.as_str(), read.nameservers.as_slice()),
        ("lowtide.example", &["ns1.quay.example".to_owned()][..])
    );
    let by = read.registrar().unwrap();
    assert_eq!((by.name.as_deref(), by.iana_id.as_deref()), (Some("Quay Names Ltd"), Some("9999")));
    assert_eq!(by.country.as_deref(), Some("NL"));
    assert_eq!((read.registrant(), read.abuse()), (Some("warden@lowtide.example"), Some("abuse@quay.example")));
    assert_eq!(read.object.status, ["client hold", "client transfer prohibited"]);
    assert_eq!(read.object.registered, Some("2026-01-02T03:04:05Z".parse().unwrap()));
    assert_eq!((read.object.expires.is_some(), read.object.changed), (true, None));
    let referrals: Vec<_> = read.object.referrals.iter().map(|link| (link.rel.as_str(), link.to.as_str())).collect();
    assert_eq!(referrals, [("related", "https://rdap.quay.example/domain/lowtide.example")]);
}

/// A million domains share these words: a contact made of them would join strangers.
#[test]
fn a_redacted_registrant_is_nobody() {
    for (card, handle) in [
        (json!([["fn", {}, "text", "REDACTED FOR PRIVACY"], ["email", {}, "text", "a@mask.example"]]), "H1"),
        (json!([["fn", {}, "text", ""], ["email", {}, "text", "x@privacy.example"]]), "REDACTED REGISTRANT"),
        (json!([["org", {}, "text", "Whoisguard Protected"], ["email", {}, "text", "b@mask.example"]]), "H2"),
        (json!([]), ""),
    ] {
        assert_eq!(answer(&domain(&[entity(&["registrant"], handle, &card)])).registrant(), None, "{card}");
    }
    let card = json!([["fn", {}, "text", "Harbour"], ["email", {}, "text", "forward-17@relay.example"]]);
    let mut given = domain(&[entity(&["registrant"], "HW42", &card)]);
    assert_eq!(answer(&given).registrant(), Some("forward-17@relay.example"));
    given["redacted"] =
        json!([{ "name": { "type": "Registrant Email" }, "method": "replacementValue" }, { "name": 3 }]);
    assert_eq!(answer(&given).registrant(), Some("HW42"));
    given["redacted"][1] = json!({ "name": { "description": "Registry Registrant ID" } });
    let read = answer(&given);
    assert_eq!((read.registrant(), read.object.is_redacted("registrant")), (None, true));
}

#[test]
fn cards_of_the_newer_form_are_read_by_both_names() {
    for name in ["jscontact_card", "jscard"] {
        let mut party = entity(&["registrant"], "HW42", &json!([]));
        party[name] = json!({
            "@type": "Card", "name": { "full": "Harbour" }, "emails": { "e": { "address": "warden@lowtide.example" } },
            "addresses": { "a": { "countryCode": "be" } },
        });
        let read = answer(&domain(&[party]));
        assert_eq!(
            (read.registrant(), read.parties[0].country.as_deref()),
            (Some("warden@lowtide.example"), Some("BE"))
        );
    }
}

#[test]
fn what_names_no_domain_is_refused() {
    for name in [json!(null), json!(""), json!("low tide.example"), json!("a".repeat(254)), json!(["x"])] {
        let mut given = domain(&[]);
        given["ldhName"] = name;
        assert_eq!(read_domain(given.to_string().as_bytes()), Err(Problem::NoName));
    }
    let network = json!({ "objectClassName": "ip network" }).to_string();
    let wrong = Problem::WrongObject { wanted: "domain", given: "ip network".to_owned() };
    assert_eq!(read_domain(network.as_bytes()), Err(wrong));
}

#[test]
fn systems_and_origins_are_read() {
    let given = json!({
        "objectClassName": "autnum", "startAutnum": 64500, "endAutnum": 64501, "name": "QUAY-AS", "country": "be",
        "entities": [registrar(), entity(&["registrant"], "Q", &json!([["org", {}, "text", "Quay Hosting"]]))],
    });
    let read_it = read_autnum(given.to_string().as_bytes()).unwrap();
    assert_eq!((read_it.first, read_it.last, read_it.holder()), (64500, 64501, Some("Quay Hosting")));
    assert_eq!((read_it.country.as_deref(), read_it.abuse()), (Some("BE"), Some("abuse@quay.example")));
    for (first, last) in
        [(json!(9), json!(1)), (json!("9"), json!(9)), (json!(9), json!(1_u64 << 32)), (json!(-1), json!(9))]
    {
        let given = json!({ "objectClassName": "autnum", "startAutnum": first, "endAutnum": last });
        assert_eq!(read_autnum(given.to_string().as_bytes()), Err(Problem::BadRange));
    }
    let network: Network = read(
        json!({
            "objectClassName": "ip network", "startAddress": "192.0.2.0", "endAddress": "192.0.2.255",
            "arin_originas0_originautnums": [64500, "x", 1_u64 << 40], "status": ["active"],
        })
        .to_string()
        .as_bytes(),
    )
    .unwrap();
    assert_eq!((network.origins, network.object.status), (vec![64500], vec!["active".to_owned()]));
}

#[test]
fn lists_say_whom_to_ask_about_names_and_numbers() {
    let dns = r#"{"version":"1.0","services":[[["example"],["https://rdap.sea.example/"]],
        [["Quay.example","test"],["https://rdap.quay.example/","http://plain.example/"]]]}"#;
    let asn = r#"{"version":"1.0","services":[[["64496-64511"],["https://rdap.as.example/"]],[["64500"],["https://rdap.one.example/"]]]}"#;
    let list = Bootstrap::read_domains(dns.as_bytes()).unwrap().and(Bootstrap::read_autnums(asn.as_bytes()).unwrap());
    for (domain, base) in [
        ("lowtide.example", Some("https://rdap.sea.example/")),
        ("lamp.quay.example", Some("https://rdap.quay.example/")),
        ("notquay.example", Some("https://rdap.sea.example/")),
        ("test", Some("https://rdap.quay.example/")),
        ("lowtide.invalid", None),
    ] {
        assert_eq!(list.bases_of_domain(domain).first().map(url::Url::as_str), base, "{domain}");
    }
    for (number, base) in
        [(64496, Some("https://rdap.as.example/")), (64500, Some("https://rdap.one.example/")), (1, None)]
    {
        assert_eq!(list.bases_of_autnum(number).first().map(url::Url::as_str), base, "{number}");
    }
    let bad = dns.replace("Quay.example", "quay/8");
    assert!(matches!(Bootstrap::read_domains(bad.as_bytes()), Err(BootstrapProblem::BadDomain(_))));
    let bad = asn.replace("64496-64511", "9-1");
    assert!(matches!(Bootstrap::read_autnums(bad.as_bytes()), Err(BootstrapProblem::BadRange(_))));
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = read_domain(&bytes);
        let _ = read_autnum(&bytes);
        let _ = Bootstrap::read_domains(&bytes);
        let _ = Bootstrap::read_autnums(&bytes);
    }

    #[test]
    fn names_are_read_back(name in "[a-z0-9]{1,20}\\.example", servers in prop::collection::vec("[a-z]{1,9}\\.test", 0..5)) {
        let listed: Vec<Value> = servers.iter().map(|name| json!({ "ldhName": name.to_uppercase() })).collect();
        let read = answer(&json!({ "objectClassName": "domain", "ldhName": name, "nameservers": listed }));
        prop_assert_eq!((read.name, read.nameservers), (name, servers));
    }
}
