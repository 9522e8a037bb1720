//! An invented network of 5,000 assets, and sources that know all of it and answer at once.

use async_trait::async_trait;
use casework::ports::{Answer, Collect, CollectError, Collected};
use domain::map::{Asset, AssetKind as K, Interval, LinkKind as L, Observation, Source};
use jiff::Timestamp;
use matching::digest::Sha256;

/// Outlets of the network: each is a site, its host, its domain and its address.
const OUTLETS: u32 = 1_250;
/// Assets that sources are asked about.
pub const ASSETS: u32 = 4 * OUTLETS;
/// How many others a site points to.
const POINTED_TO: u32 = 8;
/// Bytes of a page.
const PAGE: usize = 8_000;
/// Bytes of a chain of certificates.
const CHAIN: usize = 3_000;
/// Bytes of a registry's answer.
const REGISTERED: usize = 2_000;
/// Bytes of an answer of the name system, and of other short ones.
const RECORD: usize = 200;

/// The sources.
pub struct Network {
    at: Timestamp,
}

impl Network {
    /// As it is seen at a moment.
    pub const fn at(at: Timestamp) -> Self {
        Self { at }
    }

    fn says(&self, subject: &Asset, source: Source, links: Vec<(L, Asset)>, answers: &[(&str, usize)]) -> Collected {
        let seen = |(link, object): &(L, Asset)| Observation {
            subject: subject.clone(),
            link: *link,
            object: object.clone(),
            seen: Interval::at(self.at),
            source,
            note: String::new(),
        };
        let answer = |(what, size): &(&str, usize)| {
            let asked = format!("{subject} {what}");
            let bytes = format!("REHEARSAL {asked} ").into_bytes().into_iter().cycle().take(*size).collect();
            Answer { source, asked, at: self.at, bytes }
        };
        Collected {
            observations: links.iter().map(seen).collect(),
            answers: answers.iter().map(answer).collect(),
            // Values have no sources of their own here, so the desk does not follow them.
            next: links.into_iter().map(|(_, object)| object).collect(),
            not_examined: Vec::new(),
        }
    }
}

#[async_trait]
impl Collect for Network {
    fn sources_for(&self, asset: &Asset) -> Vec<Source> {
        match asset.kind() {
            K::Site => vec![Source::Http],
            K::Host => vec![Source::Dns, Source::Tls],
            K::Domain => vec![Source::Dns, Source::Rdap],
            K::Address => vec![Source::Rdap, Source::Mmdb],
            _ => Vec::new(),
        }
    }

    async fn collect(&self, asset: &Asset, source: Source) -> Result<Collected, CollectError> {
        let number = number(asset).ok_or_else(|| CollectError::Unknown { asked: asset.to_string() })?;
        let (links, answers) = match (asset.kind(), source) {
            (K::Site, _) => (page(number), vec![("page", PAGE), ("favicon.ico", RECORD)]),
            (K::Host, Source::Dns) => (
                vec![(L::ResolvesTo, address(number)), (L::UnderDomain, domain(number))],
                vec![("A", RECORD), ("AAAA", RECORD)],
            ),
            (K::Host, _) => (
                vec![
                    (L::Presents, name(K::Certificate, digest("certificate", number))),
                    (L::HoldsKey, name(K::Key, digest("key", number / 10))),
                ],
                vec![("chain", CHAIN)],
            ),
            (K::Domain, Source::Dns) => (
                vec![
                    (L::ServedBy, name(K::NameServer, format!("ns1.quay{}.example", number % 40))),
                    (L::ServedBy, name(K::NameServer, format!("ns2.quay{}.example", number % 40))),
                    (L::MailBy, name(K::MailServer, format!("mx.quay{}.example", number % 40))),
                ],
                vec![("NS", RECORD), ("MX", RECORD), ("SOA", RECORD)],
            ),
            (K::Domain, _) => (
                vec![
                    (L::RegisteredWith, name(K::Registrar, format!("registrar {} (rehearsal)", number % 12))),
                    (L::RegisteredTo, name(K::Contact, format!("keeper{}@quay.example", number / 10))),
                ],
                vec![("domain", REGISTERED)],
            ),
            (_, Source::Rdap) => (
                vec![(L::HostedBy, name(K::HostingAccount, format!("house {} (rehearsal)", number % 60)))],
                vec![("ip", REGISTERED)],
            ),
            _ => (
                vec![
                    (L::AnnouncedBy, name(K::AutonomousSystem, format!("AS{}", 64_496 + number % 15))),
                    (L::LocatedIn, name(K::Country, if number.is_multiple_of(3) { "NL" } else { "BE" }.to_owned())),
                ],
                vec![("place", RECORD)],
            ),
        };
        Ok(self.says(asset, source, links, &answers))
    }
}

fn page(number: u32) -> Vec<(L, Asset)> {
    let mut links = vec![
        (L::PublishedOn, name(K::Host, format!("www.site{number}.example"))),
        (L::Carries, name(K::Tracker, format!("ga:UA-{}-1", number / 20))),
        (L::Shows, name(K::Favicon, (number / 50).to_string())),
        (L::BuiltFrom, name(K::Template, format!("rehearsal-{}", number / 50))),
    ];
    let others = (1..=POINTED_TO).map(|place| number * POINTED_TO + place).filter(|other| *other < OUTLETS);
    links.extend(others.map(|other| (L::PointsTo, site(other))));
    links
}

/// The site of an outlet. The first leads to all others.
pub fn site(number: u32) -> Asset {
    name(K::Site, format!("https://www.site{number}.example"))
}

fn domain(number: u32) -> Asset {
    name(K::Domain, format!("site{number}.example"))
}

fn address(number: u32) -> Asset {
    name(K::Address, format!("2001:db8::1:{number:x}"))
}

/// The outlet that an asset belongs to.
fn number(asset: &Asset) -> Option<u32> {
    match asset.kind() {
        K::Address => u32::from_str_radix(asset.value().rsplit(':').next()?, 16).ok(),
        _ => asset.value().split_once("site")?.1.strip_suffix(".example")?.parse().ok(),
    }
}

fn digest(what: &str, number: u32) -> String {
    Sha256::of(format!("REHEARSAL {what} {number}").as_bytes()).to_string()
}

fn name(kind: K, value: String) -> Asset {
    Asset::new(kind, &value).expect("it is written as a value of its kind is")
}
