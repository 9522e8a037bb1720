//! Who can do what, and whom it would hit besides.

use crate::map::name;
use crate::map_views::draw;
use crate::scene::{Scene, lowtide};
use casework::directory::{self, ProviderEntry};
use casework::map::{self, Format, Offer, Verdict};
use casework::ports::Clock as _;
use casework::records::ProviderDetails;
use domain::map::collateral::{Refusal, Why};
use domain::map::{Measure, Source};
use domain::provider::ServiceKind;
use jiff::SignedDuration;

async fn registrar(scene: &Scene) {
    let details = ProviderDetails {
        kind: ServiceKind::Registrar,
        known_as: vec!["Tide Names Ltd".to_owned()],
        ..ProviderDetails::default()
    };
    let entry = ProviderEntry {
        name: "REHEARSAL Tide".to_owned(),
        contact: "abuse@tide.example".to_owned(),
        domains: vec!["tide-dns.example".to_owned()],
        details,
        ..lowtide()
    };
    directory::put_provider(&scene.desk, &scene.investigator, entry).await.unwrap();
}

impl Scene {
    async fn offers(&self, asset: &str) -> Vec<Offer> {
        let id = self.asset(asset).await.id;
        map::levers(&self.desk, &self.analyst, id).await.unwrap().offers
    }

    /// Old answers of the name system: these names led to an address, so many days ago.
    async fn old_answers(&self, names: impl IntoIterator<Item = String>, address: &str, days: i64) {
        let at = (self.clock.now() - SignedDuration::from_hours(24 * days)).as_second();
        let line = |name: String| {
            format!(r#"{{"rrname":"{name}.","rrtype":"A","rdata":"{address}","time_first":{at},"time_last":{at}}}"#)
        };
        let file: Vec<String> = names.into_iter().map(line).collect();
        let file = file.join("\n");
        let imported = map::import(&self.desk, &self.investigator, "REHEARSAL", Format::PassiveDns, file.as_bytes());
        assert_eq!(imported.await.unwrap().troubles, []);
    }
}

fn offer(offers: &[Offer], measure: Measure) -> &Offer {
    offers.iter().find(|offer| offer.lever.measure == measure).unwrap()
}

fn why(offers: &[Offer], measure: Measure) -> Why {
    let Refusal { why, .. } = offer(offers, measure).collateral.unwrap_err();
    why
}

#[tokio::test]
async fn each_lever_names_who_can_pull_it() {
    let scene = Scene::new().await;
    registrar(&scene).await;
    let lines = [
        ("domain harbour.example registered_with registrar tide names", 1),
        ("domain harbour.example registered_in registry example registry", 1),
        ("domain harbour.example served_by name_server ns1.tide-dns.example", 1),
        ("host harbour.example under_domain domain harbour.example", 1),
        ("host harbour.example resolves_to address 192.0.2.1", 1),
        ("host harbour.example resolves_to address 192.0.2.99", 400),
        ("address 192.0.2.1 hosted_by hosting_account lowtide hosting b.v.", 1),
        ("address 192.0.2.99 hosted_by hosting_account elsewhere", 1),
        ("site https://harbour.example published_on host harbour.example", 1),
    ];
    draw(&scene, &lines).await;
    let domain = scene.offers("domain harbour.example").await;
    let who = |offers: &[Offer], measure| -> Vec<(Option<String>, Option<String>)> {
        let who = offer(offers, measure).who.iter();
        who.map(|who| (who.named.clone(), who.provider.as_ref().map(|provider| provider.name.clone()))).collect()
    };
    let pair = |named: &str, provider: Option<&str>| (Some(named.to_owned()), provider.map(str::to_owned));
    assert_eq!(who(&domain, Measure::ClientHold), [pair("tide names", Some("REHEARSAL Tide"))]);
    assert_eq!(who(&domain, Measure::ServerHold), [pair("example registry", None)]);
    assert_eq!(who(&domain, Measure::StopResolving), [pair("tide-dns.example", Some("REHEARSAL Tide"))]);
    let site = scene.offers("site https://harbour.example").await;
    assert_eq!(
        who(&site, Measure::RemoveItem),
        [pair("lowtide hosting b.v.", Some("Lowtide Hosting"))],
        "as last seen"
    );
    let host = scene.asset("host harbour.example").await.id;
    map::name_provider(&scene.desk, &scene.investigator, host, Some(scene.provider)).await.unwrap();
    let by_hand = scene.offers("host harbour.example").await;
    assert_eq!(who(&by_hand, Measure::StopHosting)[0], (None, Some("Lowtide Hosting".to_owned())));
    assert!(map::name_provider(&scene.desk, &scene.analyst, host, None).await.is_err());
    scene.end().await;
}

#[tokio::test]
async fn the_store_and_the_platform_stand_in_the_name() {
    let scene = Scene::new().await;
    scene.seed("app example.harbour.tides@lowtide.test").await;
    scene.seed("channel messenger:harbour").await;
    let app = scene.offers("app example.harbour.tides@lowtide.test").await;
    let listing = &offer(&app, Measure::RemoveListing).who[0];
    assert_eq!(listing.provider.as_ref().unwrap().id, scene.provider);
    let channel = scene.offers("channel messenger:harbour").await;
    assert_eq!(offer(&channel, Measure::RemoveChannel).who[0].named.as_deref(), Some("messenger"));
}

/// A shared server: nobody has counted, then many, then few who are all the network's own, then too long ago.
#[tokio::test]
async fn an_address_is_judged_by_who_else_is_there() {
    let scene = Scene::new().await;
    draw(&scene, &[("host a.example resolves_to address 192.0.2.1", 0)]).await;
    let address = "address 192.0.2.1";
    assert_eq!(why(&scene.offers(address).await, Measure::SeizeServer), Why::NotCounted, "our own look counts nobody");
    scene.old_answers(["a.example".to_owned()], "192.0.2.1", 1).await;
    let alone = scene.offers(address).await;
    assert_eq!(offer(&alone, Measure::SeizeServer).collateral.unwrap().strangers, 1, "nobody has judged a.example yet");
    let seed = scene.asset("host a.example").await.id;
    let network = map::propose(&scene.desk, &scene.investigator, "REHEARSAL", &[seed]).await.unwrap();
    map::decide(&scene.desk, &scene.investigator, network, Verdict::Confirm, "REHEARSAL").await.unwrap();
    let own = scene.offers(address).await;
    let counted = offer(&own, Measure::SeizeServer).collateral.unwrap();
    assert_eq!((counted.strangers, counted.basis.unwrap().source), (0, Source::PassiveDns));
    scene.old_answers((0..30).map(|n| format!("gone{n}.example")), "192.0.2.1", 200).await;
    let gone = scene.offers(address).await;
    assert_eq!(offer(&gone, Measure::SeizeServer).collateral.unwrap().strangers, 0, "who left is not hit");
    scene.old_answers((0..3_000).map(|n| format!("n{n}.example")), "192.0.2.1", 1).await;
    let many = scene.offers(address).await;
    assert!(matches!(why(&many, Measure::SeizeServer), Why::TooMany { strangers, .. } if strangers >= 3_000));
    scene.clock.set(scene.clock.now() + SignedDuration::from_hours(24 * 40));
    assert!(matches!(why(&scene.offers(address).await, Measure::SeizeServer), Why::Stale(_)));
}

#[tokio::test]
async fn fronts_and_rented_names_are_refused_whatever_was_counted() {
    let scene = Scene::new().await;
    draw(&scene, &[("address 192.0.2.9 hosted_by cdn reef delivery", 0)]).await;
    scene.seed("domain uk.com").await;
    let now = scene.clock.now();
    for asset in ["address 192.0.2.9", "domain uk.com"] {
        let id = scene.asset(asset).await.id;
        let count = async |by, at, note| map::record_count(&scene.desk, by, id, 0, (Source::Person, at), note).await;
        assert!(count(&scene.analyst, now, "REHEARSAL").await.is_err());
        assert!(count(&scene.investigator, now, " ").await.is_err());
        assert!(count(&scene.investigator, now + SignedDuration::from_hours(1), "REHEARSAL").await.is_err());
        count(&scene.investigator, now, "REHEARSAL: asked the host").await.unwrap();
    }
    assert_eq!(why(&scene.offers("address 192.0.2.9").await, Measure::BlockAccess), Why::SharedFront);
    assert_eq!(why(&scene.offers("domain uk.com").await, Measure::ClientHold), Why::SharedName);
    scene.end().await;
}

/// A shared domain that no list knows: what was handed in is counted.
#[tokio::test]
async fn a_domain_is_judged_by_the_names_below_it() {
    let scene = Scene::new().await;
    scene.seed("domain shared.example").await;
    let names: Vec<String> = (0..84).map(|n| format!("https://t{n}.shared.example/")).collect();
    let file = names.join("\n");
    map::import(&scene.desk, &scene.investigator, "REHEARSAL", Format::Addresses, file.as_bytes()).await.unwrap();
    let offers = scene.offers("domain shared.example").await;
    assert_eq!(why(&offers, Measure::ClientHold), Why::TooMany { strangers: 84, ceiling: 10 });
    let id = scene.asset("domain shared.example").await.id;
    let later = scene.clock.now();
    map::record_count(&scene.desk, &scene.investigator, id, 84_000, (Source::File, later), "REHEARSAL: zone file")
        .await
        .unwrap();
    let offers = scene.offers("domain shared.example").await;
    assert_eq!(why(&offers, Measure::ServerHold), Why::TooMany { strangers: 84_000, ceiling: 10 }, "the larger counts");
    let narrower = scene.offers("host t1.shared.example").await;
    assert_eq!(offer(&narrower, Measure::StopResolving).collateral.unwrap().strangers, 0);
    assert_eq!(name("host t1.shared.example").value(), "t1.shared.example");
}
