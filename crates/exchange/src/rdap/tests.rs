use proptest::prelude::*;
use serde_json::json;
use url::Url;

use super::*;

fn party(handle: &str, roles: &[&str], card: &Value, within: &[Value]) -> Value {
    json!({
        "objectClassName": "entity", "handle": handle, "roles": roles,
        "vcardArray": ["vcard", card], "entities": within,
    })
}

fn network(entities: &[Value]) -> Value {
    json!({
        "rdapConformance": ["rdap_level_0", "redacted"],
        "objectClassName": "ip network", "handle": "NET-192-0-2-0", "name": "QUAY-NET", "country": "nl",
        "startAddress": "192.0.2.0", "endAddress": "192.0.2.255", "ipVersion": "v4",
        "entities": entities,
        "redacted": [{ "name": { "description": "Registrant Name" }, "method": "emptyValue" }],
        "notices": [{ "title": "REHEARSAL", "description": ["Invented."] }],
    })
}

fn answer(value: &Value) -> Result<Network, Problem> {
    read(value.to_string().as_bytes())
}

#[test]
fn holder_and_abuse_desk_are_found() {
    let desk = json!([["version", {}, "text", "4.0"], ["fn", {}, "text", "Desk"], ["email", { "type": "work" }, "text", "abuse@quay.example"]]);
    let abuse = party("DESK", &["Abuse", "technical"], &desk, &[]);
    let firm = json!([
        ["fn", {}, "text", "Quay Hosting"],
        ["kind", {}, "text", "org"],
        ["org", {}, "text", ["Quay Hosting B.V.", "Lamps"]]
    ]);
    let account = party(
        "QUAY-MNT",
        &["registrant"],
        &json!([["fn", {}, "text", "QUAY-MNT"], ["kind", {}, "text", "individual"]]),
        &[],
    );
    let holder = party("ORG-Q", &["registrant"], &firm, &[abuse]);
    let read = answer(&network(&[account, holder])).unwrap();
    assert_eq!(read.holder(), Some("Quay Hosting B.V."));
    assert_eq!(read.abuse(), Some("abuse@quay.example"));
    assert_eq!(read.country.as_deref(), Some("NL"));
    let roles: Vec<_> = read.parties.iter().map(|party| party.roles.join(" ")).collect();
    assert_eq!(roles, ["registrant", "registrant", "abuse technical"]);
}

#[test]
fn what_is_redacted_is_absent() {
    let empty = json!([
        ["fn", {}, "text", ""],
        ["email", {}, "text", ""],
        ["adr"],
        "org",
        ["org", {}, "text", null],
        ["email", {}, "text", "ask by form"]
    ]);
    let read = answer(&network(&[party("", &["registrant", "abuse"], &empty, &[])])).unwrap();
    assert_eq!((read.holder(), read.abuse()), (Some("QUAY-NET"), None));
    let bare = json!({ "objectClassName": "ip network", "startAddress": "2001:db8::", "endAddress": "2001:db8::ffff" });
    let read = answer(&bare).unwrap();
    assert_eq!((read.holder(), &read.country, read.parties.len()), (None, &None, 0));
}

#[test]
fn cards_of_the_newer_form_are_read() {
    let card = json!({
        "@type": "Card", "version": "1.0", "kind": "org", "name": { "full": "Pier Hosting" },
        "organizations": { "o1": { "name": "Pier Hosting Ltd" } },
        "emails": { "e1": { "address": "abuse@pier.example" }, "e2": { "address": 7 } },
    });
    let entity = json!({ "roles": ["registrant", "abuse"], "jscard": card });
    let read = answer(&network(&[entity])).unwrap();
    assert_eq!((read.holder(), read.abuse()), (Some("Pier Hosting Ltd"), Some("abuse@pier.example")));
}

#[test]
fn texts_are_shortened_and_show_what_they_are() {
    let mut given = network(&[]);
    given["name"] = json!(format!("QUAY\u{202e}\n {}", "x".repeat(500)));
    given["country"] = json!("Netherlands");
    let read = answer(&given).unwrap();
    let name = read.name.unwrap();
    assert!(name.starts_with("QUAY\u{fffd} xx"), "{name}");
    assert_eq!((name.chars().count(), read.country), (200, None));
}

#[test]
fn answers_about_something_else_are_named() {
    let not_found = json!({ "errorCode": 404, "title": "Not Found", "description": ["Nothing there."] });
    assert_eq!(answer(&not_found), Err(Problem::Error { code: 404, title: "Not Found".to_owned() }));
    let domain = json!({ "objectClassName": "domain", "ldhName": "quay.example" });
    assert_eq!(answer(&domain), Err(Problem::WrongObject { wanted: "ip network", given: "domain".to_owned() }));
    for bytes in [&b""[..], b"<html>", b"[]", b"7", b"{\"objectClassName\":", "[".repeat(10_000).as_bytes()] {
        assert_eq!(read(bytes), Err(Problem::NotAnObject));
    }
    for (first, last) in
        [("192.0.2.9", "192.0.2.1"), ("192.0.2.0", "2001:db8::"), ("192.0.2.0/24", "192.0.2.255"), ("", "")]
    {
        let mut given = network(&[]);
        given["startAddress"] = json!(first);
        given["endAddress"] = json!(last);
        assert_eq!(answer(&given), Err(Problem::BadRange), "{first}");
    }
    assert_eq!(read(&vec![b' '; MAX_BYTES + 1]), Err(Problem::TooLong));
}

#[test]
fn networks_know_their_addresses() {
    let read = answer(&network(&[])).unwrap();
    for (address, within) in [("192.0.2.0", true), ("192.0.2.255", true), ("192.0.3.0", false), ("::c000:200", false)] {
        assert_eq!(read.contains(address.parse().unwrap()), within, "{address}");
    }
    assert!(!read.is_everything());
    for (first, last) in [("0.0.0.0", "255.255.255.255"), ("::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")] {
        let mut given = network(&[]);
        given["startAddress"] = json!(first);
        given["endAddress"] = json!(last);
        assert!(answer(&given).unwrap().is_everything());
    }
}

#[test]
fn parties_without_end_are_cut() {
    let one = party("A", &["technical"], &json!([]), &[]);
    let crowd = vec![one.clone(); 150];
    let nested = party("B", &["registrant"], &json!([]), &crowd);
    let read = answer(&network(&[nested, party("C", &[], &json!([]), &crowd)])).unwrap();
    assert_eq!(read.parties.len(), MAX_PARTIES);
    let deep = (0..20).fold(one, |inner, _| party("D", &["abuse"], &json!([]), &[inner]));
    assert_eq!(answer(&network(&[deep])).unwrap().parties.len(), 4);
}

const LIST: &str = r#"{"version":"1.0","publication":"2026-01-01T00:00:00Z","description":"REHEARSAL","services":[
    [["192.0.0.0/8","198.51.100.0/24"],["https://rdap.harbour.example/","http://rdap.harbour.example/"]],
    [["192.0.2.0/24"],["https://rdap.quay.example/rdap/"]],
    [["203.0.113.0/24"],["http://plain.example/"]],
    [["2001:db8::/32"],["https://rdap.pier.example/"]]]}"#;

#[test]
fn the_narrowest_network_decides_whom_to_ask() {
    let list = Bootstrap::read(LIST.as_bytes()).unwrap();
    for (address, base) in [
        ("192.1.2.3", Some("https://rdap.harbour.example/")),
        ("192.0.2.3", Some("https://rdap.quay.example/rdap/")),
        ("198.51.100.255", Some("https://rdap.harbour.example/")),
        ("198.51.101.0", None),
        ("203.0.113.1", None),
        ("2001:db8:ffff::1", Some("https://rdap.pier.example/")),
        ("2001:db9::", None),
    ] {
        let bases = list.bases(address.parse().unwrap());
        assert_eq!(bases.iter().map(Url::as_str).next(), base, "{address}");
    }
    let wider = r#"{"version":"1.0","services":[[["0.0.0.0/0"],["https://rdap.sea.example/"]]]}"#;
    let both = list.and(Bootstrap::read(wider.as_bytes()).unwrap());
    assert_eq!(both.bases("198.51.101.0".parse().unwrap())[0].as_str(), "https://rdap.sea.example/");
    assert_eq!(both.bases("192.0.2.3".parse().unwrap())[0].as_str(), "https://rdap.quay.example/rdap/");
}

#[test]
fn lists_of_another_kind_are_refused() {
    for text in ["", "{}", "{\"version\":\"2.0\",\"services\":[]}", "{\"version\":\"1.0\",\"services\":[[[]]]}"] {
        assert!(matches!(Bootstrap::read(text.as_bytes()), Err(BootstrapProblem::NotAList(_))), "{text}");
    }
    for network in ["192.0.2.0", "192.0.2.0/33", "quay/8", "2001:db8::/129"] {
        let text = LIST.replace("192.0.0.0/8", network);
        assert!(matches!(Bootstrap::read(text.as_bytes()), Err(BootstrapProblem::BadNetwork(name)) if name == network));
    }
    assert!(matches!(Bootstrap::read(&vec![b' '; MAX_BOOTSTRAP_BYTES + 1]), Err(BootstrapProblem::TooLong)));
}

fn any_json() -> impl Strategy<Value = Value> {
    let name = prop::sample::select(vec![
        "objectClassName",
        "entities",
        "roles",
        "vcardArray",
        "jscard",
        "emails",
        "org",
        "x",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<i32>().prop_map(Value::from),
        "(ip network|fn|org|email|kind|a@b|.{0,5})".prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(name.clone(), inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())),
        ]
    })
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = read(&bytes);
        let _ = Bootstrap::read(&bytes);
    }

    #[test]
    fn no_parties_make_it_panic(entities in prop::collection::vec(any_json(), 0..4)) {
        prop_assert!(answer(&network(&entities)).is_ok());
    }

    #[test]
    fn names_and_ranges_are_read_back(first in any::<u32>(), last in any::<u32>(), name in "[A-Z][A-Z0-9-]{0,20}") {
        let (first, last) = (first.min(last), first.max(last));
        let ip = |bits: u32| std::net::Ipv4Addr::from_bits(bits);
        let given = json!({ "objectClassName": "ip network", "startAddress": ip(first), "endAddress": ip(last), "name": name });
        let read = answer(&given).unwrap();
        prop_assert_eq!((read.first, read.last), (IpAddr::V4(ip(first)), IpAddr::V4(ip(last))));
        prop_assert_eq!(read.name, Some(name));
    }
}
