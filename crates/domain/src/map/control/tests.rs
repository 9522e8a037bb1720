use super::super::link::Interval;
use super::*;
use jiff::Timestamp;
use proptest::prelude::*;

mod scenes;

fn days(first: i64, last: i64) -> Interval {
    let day = |n: i64| Timestamp::UNIX_EPOCH + SignedDuration::from_hours(24 * n);
    Interval::new(day(first), day(last)).unwrap()
}

/// `key #7` is the key with the digest 000…7.
fn asset(text: &str) -> Asset {
    let text = text.trim();
    match text.split_once(" #") {
        Some((kind, number)) => format!("{kind} {number:0>64}").parse().unwrap(),
        None => text.parse().unwrap(),
    }
}

/// `link object @first-last`, several with semicolons; without days it is seen from day 0 to day 100.
fn outlet(names: &str, facts: &str) -> Outlet {
    let fact = |text: &str| {
        let (text, when) = text.rsplit_once('@').filter(|(_, w)| w.contains('-')).unwrap_or((text, "0-100"));
        let (first, last) = when.split_once('-').unwrap();
        let (link, object) = text.trim().split_once(' ').unwrap();
        let seen = vec![days(first.trim().parse().unwrap(), last.trim().parse().unwrap())];
        Fact { link: link.parse().unwrap(), object: asset(object), seen }
    };
    let split = |text: &'static str| move |whole: &str| whole.split(text).map(str::to_owned).collect::<Vec<_>>();
    Outlet {
        names: split(", ")(names).iter().map(|name| asset(name)).collect(),
        facts: split(";")(facts).iter().filter(|text| !text.trim().is_empty()).map(|text| fact(text)).collect(),
    }
}

fn shared(link: LinkKind, value: &str, holders: u64, within: u64) -> Shared {
    let seen = (days(0, 100), days(50, 150));
    Shared { link, value: asset(value), tie: Tie::Same, holders, within, seen }
}

#[test]
fn a_judgement_shows_its_numbers() {
    let judgement = weigh(
        3,
        &[
            shared(LinkKind::SignedBy, "signer #1", 3, 2),
            shared(LinkKind::Carries, "tracker ga:UA-4711-1", 412, 2),
            shared(LinkKind::Shows, "favicon 42", 4, 3),
            shared(LinkKind::BuiltFrom, "template dom:1", 4, 3),
            shared(LinkKind::ServedBy, "name_server ns.harbour.test", 2, 1),
        ],
    );
    assert!(judgement.proposed());
    assert_eq!(judgement.families, [Family::SigningKey, Family::Page]);
    let weighed = |reasons: &[Reason]| reasons.iter().map(|r| (r.shared.link, r.weighed)).collect::<Vec<_>>();
    assert_eq!(
        weighed(&judgement.for_),
        [
            (LinkKind::SignedBy, Weighed::Counts(80)),
            (LinkKind::Shows, Weighed::Counts(30)),
            (LinkKind::BuiltFrom, Weighed::Dependent),
        ]
    );
    assert_eq!(
        weighed(&judgement.against),
        [(LinkKind::Carries, Weighed::TooCommon(8)), (LinkKind::ServedBy, Weighed::Surroundings)]
    );
    assert_eq!(judgement.against[0].shared.holders, 412);
    assert_eq!(judgement.score, 110);
}

#[test]
fn what_is_lacking_is_named() {
    let key = shared(LinkKind::HoldsKey, "key #1", 2, 1);
    let certificate = shared(LinkKind::Presents, "certificate #1", 2, 1);
    let tracker = shared(LinkKind::Carries, "tracker ga:1", 2, 1);
    let route = shared(LinkKind::RedirectsTo, "site https://harbour.test", 2, 1);
    let place = shared(LinkKind::ResolvesTo, "address 192.0.2.1", 2, 1);
    assert_eq!(weigh(1, &[]).lacking, Some(Lacking::Anything));
    assert_eq!(weigh(1, std::slice::from_ref(&place)).lacking, Some(Lacking::Anything));
    assert_eq!(weigh(1, &[tracker.clone(), route, place]).lacking, Some(Lacking::WhatCannotBeCopied));
    assert_eq!(weigh(1, &[key.clone(), certificate]).lacking, Some(Lacking::SecondFamily));
    assert_eq!(weigh(1, &[key, tracker.clone()]).lacking, None);
    let (key, signer) = (shared(LinkKind::HoldsKey, "key #1", 20, 1), shared(LinkKind::SignedBy, "signer #1", 20, 1));
    assert_eq!(weigh(1, &[key.clone(), tracker]).lacking, Some(Lacking::RarerValue));
    assert_eq!(weigh(1, &[key, signer]).lacking, None);
}

/// A key may come back within a year, because nobody else can hold it; a string within thirty days.
#[test]
fn times_must_fit() {
    let at = |link, gap: i64| {
        let apart = Shared { seen: (days(0, 10), days(10 + gap, 20 + gap)), ..shared(link, "favicon 1", 2, 1) };
        apart.weigh(1)
    };
    assert!(matches!(at(LinkKind::Shows, 30), Weighed::Counts(_)));
    assert_eq!(at(LinkKind::Shows, 31), Weighed::Apart(LONGEST_GAP));
    assert!(matches!(at(LinkKind::HoldsKey, 365), Weighed::Counts(_)));
    assert_eq!(at(LinkKind::HoldsKey, 366), Weighed::Apart(LONGEST_SUCCESSION));
}

fn any_shared() -> impl Strategy<Value = Shared> {
    let (link, tie) = (0..LinkKind::ALL.len(), 0..Tie::ALL.len());
    (link, tie, 1u64..2000, 1u64..40, 0i64..800, 0u32..4).prop_map(|(link, tie, holders, within, start, value)| {
        Shared {
            link: LinkKind::ALL[link],
            value: asset(&format!("favicon {value}")),
            tie: Tie::ALL[tie],
            holders,
            within,
            seen: (days(0, 20), days(start, start + 20)),
        }
    })
}

proptest! {
    /// However much an outsider copies or plants, it is never a proposal.
    #[test]
    fn copies_are_never_enough(shared in prop::collection::vec(any_shared(), 0..30), size in 1u64..500) {
        let copied: Vec<_> = shared.into_iter().filter(|s| s.class() >= Class::Copyable).collect();
        prop_assert!(!weigh(size, &copied).proposed());
    }

    /// Nothing is lost or said twice, the order in which evidence comes changes nothing, and the proposal
    /// rests on two families.
    #[test]
    fn every_reason_is_listed(shared in prop::collection::vec(any_shared(), 0..30).prop_shuffle(), size in 1u64..500) {
        let judgement = weigh(size, &shared);
        prop_assert_eq!(judgement.for_.len() + judgement.against.len(), shared.len());
        let backwards: Vec<_> = shared.iter().rev().cloned().collect();
        prop_assert_eq!(weigh(size, &backwards).score, judgement.score);
        prop_assert_eq!(weigh(size, &backwards).lacking, judgement.lacking);
        prop_assert!(!judgement.proposed() || judgement.families.len() >= 2);
        prop_assert!(!judgement.families.contains(&Family::Provider));
    }

    /// A value that more hold never speaks louder.
    #[test]
    fn holders_only_weaken(one in any_shared(), more in 1u64..1000, size in 1u64..500) {
        let common = Shared { holders: one.holders + more, ..one.clone() };
        prop_assert!(weigh(size, &[common]).score <= weigh(size, &[one]).score);
    }

    /// Growing returns each candidate at most once, and only on a judgement that proposes it.
    #[test]
    fn growing_ends(keys in prop::collection::vec((0u8..4, 0u8..4), 1..20)) {
        let all: Vec<_> = keys.iter().enumerate().map(|(i, (key, tracker))| {
            outlet(&format!("site https://s{i}.test"), &format!("holds_key key #{key}; carries tracker ga:{tracker}"))
        }).collect();
        let joined = grow(&all[..1], &all[1..], |_, _| 2);
        let places: std::collections::BTreeSet<_> = joined.iter().map(|(place, _)| *place).collect();
        prop_assert_eq!(places.len(), joined.len());
        prop_assert!(joined.iter().all(|(place, judgement)| *place < all.len() - 1 && judgement.proposed()));
    }
}
