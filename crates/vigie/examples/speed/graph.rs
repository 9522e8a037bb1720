//! The graph around an asset, as a browser gets it.

use crate::browser::{self, Browser};
use crate::house::House;
use crate::{p99, report};
use casework::ports::Clock as _;
use casework::records::{Asset, Kept, Sighting};
use domain::id::AssetId;
use domain::map::{Asset as Name, AssetKind as K, Interval, LinkKind as L, Source};
use jiff::Timestamp;
use matching::digest::Sha256;
use std::collections::BTreeMap;
use std::time::Instant;
use testkit::contract::change;

/// Sites around the one in the middle.
const SITES: u32 = 55;
/// What is drawn at most, and what is to be drawn here.
const NODES: usize = 500;
const TIMES: usize = 100;

/// Measures the page over HTTP on loopback.
pub async fn measure() -> anyhow::Result<()> {
    let house = House::open(None).await?;
    let middle = fill(&house).await?;
    let server = browser::serve(&house.desk).await?;
    let analyst = Browser::of(&house.desk, server, &house.analyst).await?;
    let mut times = Vec::new();
    for _ in 0..TIMES {
        let start = Instant::now();
        let page = analyst.get(&format!("/map/graph?of={middle}&depth=4")).await?;
        times.push(start.elapsed().as_secs_f64() * 1000.0);
        let drawn = page.matches("data-n=\"").count();
        anyhow::ensure!(drawn == NODES, "{drawn} assets are drawn");
    }
    report("map_graph", &format!("graph page with {NODES} nodes over HTTP, SQLite, p99 of {TIMES}"), p99(times), "ms");
    Ok(())
}

/// Puts the sites on the map with all that belongs to them, and gives the one in the middle.
async fn fill(house: &House) -> anyhow::Result<AssetId> {
    let now = house.clock.now();
    let mut assets = BTreeMap::new();
    let middle = name(K::Site, "https://www.site0.example".to_owned())?;
    for number in 0..SITES {
        let site = name(K::Site, format!("https://www.site{number}.example"))?;
        let host = name(K::Host, format!("www.site{number}.example"))?;
        let address = name(K::Address, format!("2001:db8::1:{number:x}"))?;
        let domain = name(K::Domain, format!("site{number}.example"))?;
        let links = [
            (&middle, L::PointsTo, site.clone()),
            (&site, L::PublishedOn, host.clone()),
            (&site, L::Carries, name(K::Tracker, format!("ga:UA-{}-1", number / 5))?),
            (&site, L::BuiltFrom, name(K::Template, format!("rehearsal-{}", number / 10))?),
            (&site, L::PaidTo, name(K::Wallet, format!("rehearsal:{number:08}"))?),
            (&host, L::ResolvesTo, address.clone()),
            (&host, L::UnderDomain, domain.clone()),
            (&host, L::Presents, name(K::Certificate, Sha256::of(host.value().as_bytes()).to_string())?),
            (&host, L::HoldsKey, name(K::Key, Sha256::of(domain.value().as_bytes()).to_string())?),
            (&domain, L::RegisteredTo, name(K::Contact, format!("keeper{number}@quay.example"))?),
            (&domain, L::ServedBy, name(K::NameServer, format!("ns{number}.quay.example"))?),
            (&address, L::HostedBy, name(K::HostingAccount, format!("house {} (rehearsal)", number % 6))?),
        ];
        for (subject, link, object) in links {
            if *subject != object {
                learn(house, &mut assets, subject, link, &object, now);
            }
        }
    }
    let id = assets[&middle].id;
    let rows: Result<Vec<_>, _> = assets.into_values().map(|asset| Kept::new(asset).row()).collect();
    house.desk.doors.store.commit(vec![change(1, rows?)]).await?;
    Ok(id)
}

fn learn(house: &House, assets: &mut BTreeMap<Name, Asset>, subject: &Name, link: L, object: &Name, now: Timestamp) {
    let unseen = |name: &Name| Asset::named(AssetId(house.desk.doors.entropy.id(now)), name.clone(), now);
    assets.entry(object.clone()).or_insert_with_key(unseen);
    let evidence = vec![Sha256::of(b"REHEARSAL")];
    let sighting = Sighting { seen: Interval::at(now), source: Source::Http, note: String::new(), evidence };
    assets.entry(subject.clone()).or_insert_with_key(unseen).learn(link, object, sighting);
}

fn name(kind: K, value: String) -> anyhow::Result<Name> {
    Ok(Name::new(kind, &value)?)
}
