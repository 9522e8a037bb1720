use super::*;
use proptest::prelude::*;
use rstest::rstest;

const DIGEST: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

#[rstest]
#[case("site HTTPS://Harbour.TEST:443/quay/?page=2#top", "site https://harbour.test/quay")]
#[case("site https://harbour.test/", "site https://harbour.test")]
#[case("host WWW.Bücher.example.", "host www.xn--bcher-kva.example")]
#[case("domain Harbour.Co.UK", "domain harbour.co.uk")]
#[case("domain uk.com", "domain uk.com")]
#[case("domain quay.uk.com", "domain quay.uk.com")]
#[case("address ::ffff:192.0.2.7", "address 192.0.2.7")]
#[case("address [2001:DB8:0:0::1]", "address 2001:db8::1")]
#[case("autonomous_system 64500", "autonomous_system AS64500")]
#[case("autonomous_system as 064500", "autonomous_system AS64500")]
#[case("registrar  Harbour  Names\tLtd ", "registrar harbour names ltd")]
#[case("app example.Harbour.tides@Store.EXAMPLE", "app example.Harbour.tides@store.example")]
#[case("stream RTMP://Harbour.TEST/live#now", "stream rtmp://harbour.test/live")]
#[case("stream https://harbour.test./radio", "stream https://harbour.test/radio")]
#[case("newsletter Tides@Harbour.EXAMPLE", "newsletter tides@harbour.example")]
#[case("channel Messenger:@Harbour", "channel messenger:harbour")]
#[case("account video:id=UCaB", "account video:id=UCaB")]
#[case("onion www.AAAABBBBCCCCDDDD.onion", "onion aaaabbbbccccdddd.onion")]
#[case("wallet ETH:0xABcd", "wallet eth:0xabcd")]
#[case("wallet 1HarbouR", "wallet 1HarbouR")]
#[case("tracker GA:UA-4711-1", "tracker ga:UA-4711-1")]
#[case("favicon -0042", "favicon -42")]
#[case("template DOM:AbC", "template dom:abc")]
#[case("contact Warden@Harbour.EXAMPLE", "contact warden@harbour.example")]
#[case("contact HW42-TEST", "contact hw42-test")]
#[case("country be", "country BE")]
fn one_spelling(#[case] given: &str, #[case] wanted: &str) {
    assert_eq!(given.parse::<Asset>().unwrap().to_string(), wanted);
}

#[rstest]
#[case(AssetKind::Key)]
#[case(AssetKind::Certificate)]
#[case(AssetKind::Signer)]
fn digests_lose_colons_and_large_letters(#[case] kind: AssetKind) {
    let pairs: Vec<_> = DIGEST.as_bytes().chunks(2).map(|pair| str::from_utf8(pair).unwrap().to_uppercase()).collect();
    assert_eq!(Asset::new(kind, &pairs.join(":")).unwrap().value(), DIGEST);
    assert!(Asset::new(kind, &DIGEST[1..]).is_err());
}

#[rstest]
#[case("site ftp://harbour.test/")]
#[case("site https://user:secret@harbour.test/")]
#[case("host *.harbour.example")]
#[case("host two words.example")]
#[case("host a..example")]
#[case("address 192.0.2.256")]
#[case("address 192.0.2.0/24")]
#[case("autonomous_system AS0")]
#[case("autonomous_system AS+5")]
#[case("autonomous_system AS4294967296")]
#[case("app example.harbour")]
#[case("app two words@store")]
#[case("stream rtmp://user@harbour.test/live")]
#[case("stream file:///etc/hosts")]
#[case("stream http://..//")]
#[case("stream rtmp://harbour.test../live")]
#[case("stream rtmp://./live")]
#[case("newsletter harbour.example")]
#[case("channel harbour")]
#[case("onion harbour.onion")]
#[case("wallet 0x-1")]
#[case("tracker UA-4711-1")]
#[case("favicon 4294967296")]
#[case("country Belgium")]
#[case("contact ")]
#[case("lighthouse x")]
#[case("host")]
#[case("")]
fn refused(#[case] given: &str) {
    assert!(given.parse::<Asset>().is_err(), "{given}");
}

#[test]
fn refusals_say_what_it_is_instead() {
    let refusal = |text: &str| text.parse::<Asset>().unwrap_err();
    let address = NotAnAsset::OtherKind { asked: AssetKind::Host, is: AssetKind::Address };
    assert_eq!(refusal("host 192.0.2.7"), address);
    let onion = NotAnAsset::OtherKind { asked: AssetKind::Host, is: AssetKind::Onion };
    assert_eq!(refusal("host aaaabbbbccccdddd.onion"), onion);
    assert_eq!(refusal("domain www.harbour.example"), NotAnAsset::BelowDomain("harbour.example".into()));
    assert_eq!(refusal("domain a.b.uk.com"), NotAnAsset::BelowDomain("b.uk.com".into()));
    assert_eq!(refusal("domain co.uk"), NotAnAsset::PublicSuffix("co.uk".into()));
    assert_eq!(refusal(&format!("host {}", "a".repeat(MAX_VALUE_BYTES + 1))), NotAnAsset::TooLong);
}

#[rstest]
#[case("https://www.harbour.example:8443/x?y#z", &["site https://www.harbour.example:8443", "host www.harbour.example", "domain harbour.example"])]
#[case("http://192.0.2.7/x", &["site http://192.0.2.7", "address 192.0.2.7"])]
#[case("http://[2001:db8::1]/", &["site http://[2001:db8::1]", "address 2001:db8::1"])]
#[case("http://aaaabbbbccccdddd.onion/", &["site http://aaaabbbbccccdddd.onion", "onion aaaabbbbccccdddd.onion"])]
#[case("https://quay.uk.com/", &["site https://quay.uk.com", "host quay.uk.com", "domain quay.uk.com"])]
#[case("http://localhost/", &["site http://localhost", "host localhost"])]
#[case("mailto:warden@harbour.example", &[])]
fn what_one_address_names(#[case] url: &str, #[case] wanted: &[&str]) {
    let named: Vec<_> = Asset::of_url(&Url::parse(url).unwrap()).iter().map(Asset::to_string).collect();
    assert_eq!(named, wanted);
}

#[rstest]
#[case("host a.quay.uk.com", Some("uk.com"))]
#[case("domain uk.com", Some("uk.com"))]
#[case("domain harbour.co.uk", None)]
#[case("host www.harbour.test", None)]
#[case("newsletter a@quay.uk.com", None)]
fn rented_names(#[case] asset: &str, #[case] suffix: Option<&str>) {
    assert_eq!(asset.parse::<Asset>().unwrap().shared_suffix(), suffix);
}

fn any_kind() -> impl Strategy<Value = AssetKind> {
    (0..AssetKind::ALL.len()).prop_map(|i| AssetKind::ALL[i])
}

fn any_value() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,60}",
        "[a-zA-Z0-9._-]{1,20}\\.(example|test|co\\.uk|uk\\.com)\\.?",
        "https?://[a-zA-Z0-9.-]{1,20}/[ -~]{0,20}",
        "(rtmp|srt|mms)://[ -~]{1,20}/[ -~]{0,20}",
        "[a-zA-Z]{1,5}:[ -~]{1,20}",
        "[ -~]{1,10}@[a-z.]{1,12}",
        "[0-9a-fA-F:.]{1,64}",
    ]
}

proptest! {
    /// Nothing panics, and the canonical spelling is its own canonical spelling.
    #[test]
    fn stable(kind in any_kind(), given in any_value()) {
        if let Ok(asset) = Asset::new(kind, &given) {
            prop_assert!(!asset.value().is_empty() && asset.value().len() <= MAX_VALUE_BYTES);
            prop_assert!(!asset.value().contains(char::is_control));
            let again: Asset = asset.to_string().parse().unwrap();
            prop_assert_eq!(again, asset);
        }
    }

    #[test]
    fn of_url_agrees_with_new(url in "https?://[a-zA-Z0-9.-]{1,30}(:[0-9]{1,4})?/[a-z?#/]{0,10}") {
        if let Ok(url) = Url::parse(&url) {
            for asset in Asset::of_url(&url) {
                prop_assert_eq!(Asset::new(asset.kind(), asset.value()).unwrap(), asset);
            }
        }
    }
}
