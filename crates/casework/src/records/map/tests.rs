use super::*;
use proptest::prelude::*;

fn day(n: i64) -> Timestamp {
    Timestamp::UNIX_EPOCH + jiff::SignedDuration::from_hours(24 * n)
}

fn sighting(first: i64, last: i64, source: Source, evidence: u8) -> Sighting {
    let seen = Interval::new(day(first), day(last)).unwrap();
    Sighting { seen, source, note: String::new(), evidence: vec![Sha256::of(&[evidence])] }
}

fn host() -> Asset {
    Asset::named(AssetId(Uuid::from_u128(1)), "host www.harbour.example".parse().unwrap(), day(0))
}

fn address(last: u8) -> map::Asset {
    format!("address 192.0.2.{last}").parse().unwrap()
}

fn many(n: usize) -> map::Asset {
    format!("address 2001:db8::{n:x}").parse().unwrap()
}

#[test]
fn looks_in_a_row_are_one_sighting_with_its_first_and_latest_evidence() {
    let mut host = host();
    for n in 0..5 {
        let told = host.learn(LinkKind::ResolvesTo, &address(1), sighting(n, n, Source::Dns, n as u8));
        assert_eq!(told, if n == 0 { Told::New } else { Told::Again });
    }
    let kept = &host.facts[0].sightings;
    assert_eq!(kept.len(), 1);
    assert_eq!((kept[0].seen.first(), kept[0].seen.last()), (day(0), day(4)));
    assert_eq!(kept[0].evidence, [Sha256::of(&[0]), Sha256::of(&[4])]);
}

#[test]
fn sources_and_long_silences_stay_apart() {
    let mut host = host();
    host.learn(LinkKind::ResolvesTo, &address(1), sighting(0, 1, Source::Dns, 1));
    host.learn(LinkKind::ResolvesTo, &address(1), sighting(0, 1, Source::PassiveDns, 2));
    host.learn(LinkKind::ResolvesTo, &address(1), sighting(60, 61, Source::Dns, 3));
    assert_eq!(host.facts[0].sightings.len(), 3);
    assert_eq!(host.facts[0].seen(), Interval::new(day(0), day(61)).unwrap());
    assert!(!host.facts[0].seen_in(Interval::at(day(30))), "nobody saw it then");
}

#[test]
fn more_facts_than_are_held_are_told_not_kept() {
    let mut host = host();
    for n in 0..MAX_FACTS {
        assert_eq!(host.learn(LinkKind::ResolvesTo, &many(n), sighting(0, 0, Source::Dns, 0)), Told::New);
    }
    assert!(host.not_examined().is_empty());
    let mut one_more = || host.learn(LinkKind::ResolvesTo, &many(MAX_FACTS), sighting(0, 0, Source::Dns, 0));
    assert_eq!((one_more(), one_more()), (Told::Again, Told::Nothing), "it is noted once that there is more");
    assert_eq!((host.facts.len(), host.not_examined().len()), (MAX_FACTS, 1));
    let known = host.learn(LinkKind::ResolvesTo, &many(7), sighting(90, 90, Source::Dns, 0));
    assert_eq!(known, Told::Again, "what it holds goes on");
}

#[test]
fn an_asset_that_blinks_is_not_followed_for_ever() {
    let mut host = host();
    for n in 0..=MAX_SIGHTINGS as i64 {
        host.learn(LinkKind::ResolvesTo, &address(1), sighting(40 * n, 40 * n, Source::Dns, 0));
    }
    assert_eq!((host.facts[0].sightings.len(), host.overfull), (MAX_SIGHTINGS, true));
}

#[test]
fn it_is_found_by_its_facts_and_where_it_stood_last() {
    let mut host = Asset::named(AssetId(Uuid::from_u128(1)), address(9), day(0));
    host.learn(LinkKind::LocatedIn, &"country NL".parse().unwrap(), sighting(9, 9, Source::Mmdb, 0));
    host.learn(LinkKind::LocatedIn, &"country BE".parse().unwrap(), sighting(1, 1, Source::Mmdb, 0));
    let keys = host.keys();
    assert!(keys.contains(&("located_in".to_owned(), "country BE".to_owned())));
    assert!(keys.contains(&("country".to_owned(), "NL".to_owned())) && keys.len() == 3);
}

#[test]
fn a_record_reads_back_and_an_interval_that_runs_backwards_does_not() {
    let mut host = host();
    host.learn(LinkKind::ResolvesTo, &address(1), sighting(0, 4, Source::Dns, 1));
    host.looks.insert(
        Source::Dns,
        AssetLook { at: day(4), answered: true, not_examined: Vec::new(), evidence: Sha256::of(b"a") },
    );
    host.reached(Visit { expansion: ExpansionId(Uuid::from_u128(2)), depth: 1, asked: false });
    let json = serde_json::to_string(&host).unwrap();
    assert_eq!(serde_json::from_str::<Asset>(&json).unwrap(), host);
    let backwards = json.replace("1970-01-05", "1969-01-05");
    assert_ne!(json, backwards);
    assert!(serde_json::from_str::<Asset>(&backwards).is_err());
}

#[test]
fn only_the_latest_expansions_are_remembered() {
    let mut host = host();
    for n in 0..30 {
        host.reached(Visit { expansion: ExpansionId(Uuid::from_u128(n)), depth: 0, asked: true });
    }
    assert_eq!(host.visits.len(), 20);
    assert!(host.visit(ExpansionId(Uuid::from_u128(29))).is_some());
    assert!(host.visit(ExpansionId(Uuid::from_u128(9))).is_none());
}

proptest! {
    /// What was learnt does not depend on the order in which it came, apart from whose words are the latest among equals.
    #[test]
    fn sightings_join_alike_in_any_order(days in prop::collection::vec((0i64..400, 0i64..40), 1..20)) {
        let mut one = host();
        let mut other = host();
        for (first, length) in &days {
            one.learn(LinkKind::ResolvesTo, &address(1), sighting(*first, first + length, Source::Dns, 0));
        }
        for (first, length) in days.iter().rev() {
            other.learn(LinkKind::ResolvesTo, &address(1), sighting(*first, first + length, Source::Dns, 0));
        }
        let spans = |asset: &Asset| asset.facts[0].sightings.iter().map(|s| s.seen).collect::<Vec<_>>();
        prop_assert_eq!(spans(&one), spans(&other));
        let before = one.clone();
        for (first, length) in days {
            let told = one.learn(LinkKind::ResolvesTo, &address(1), sighting(first, first + length, Source::Dns, 0));
            prop_assert_eq!(told, Told::Nothing);
        }
        prop_assert_eq!(one, before);
    }
}
