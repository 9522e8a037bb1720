//! Whom a lever would hit besides: counted before it is pulled, with the basis and date of the count.
//!
//! Three failures are the measure of this module: a shared domain put on hold with 84,000 names below it
//! (2011), a block of addresses of a delivery network with thousands of sites (2022), and ranges of
//! millions of addresses (2018). None of them would pass.

use super::asset::AssetKind;
use super::lever::Measure;
use super::link::Source;
use jiff::{SignedDuration, Timestamp};

/// A count older than this says nothing any more: names move every day. Our own practice.
pub const OLDEST_COUNT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// How something was counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Basis {
    /// From which source.
    pub source: Source,
    /// When.
    pub at: Timestamp,
}

/// A counted number of strangers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// Names of others; what belongs to the network is not counted.
    pub strangers: u64,
    /// How they were counted.
    pub basis: Basis,
}

/// What hangs on an asset besides what is aimed at. What nobody counted is absent, which is not zero.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dependents {
    /// Others with the same: names below the domain, names that lead to the address, sites on the host,
    /// applications of the signer.
    pub shared_names: Option<Count>,
    /// Others named in the same certificate.
    pub shared_certificate: Option<Count>,
    /// Whether strangers rent names below it, by the list of public suffixes or by what was found.
    pub public_suffix: bool,
    /// Whether it is a front of a delivery network.
    pub cdn: bool,
    /// How many addresses the measure would take together; one for a single address.
    pub block_size: u64,
}

/// What a lever would do to others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Estimate {
    /// How many strangers' names it would hit. Above zero, a person accepts it or leaves it.
    pub strangers: u64,
    /// How they were counted; absent where the measure reaches nothing but what it is aimed at.
    pub basis: Option<Basis>,
}

/// A measure that is narrower, and on which kind of asset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Narrower {
    /// What to do instead.
    pub measure: Measure,
    /// To what.
    pub on: AssetKind,
}

/// Why a lever is refused, and which narrower one there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{why}; instead: {} on the {}", .instead.measure, .instead.on)]
pub struct Refusal {
    /// Why.
    pub why: Why,
    /// What hits fewer.
    pub instead: Narrower,
}

/// Why a lever is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// Strangers rent names below it.
    #[error("strangers rent names below this one, and all of them would vanish")]
    SharedName,
    /// A front of a delivery network.
    #[error("this address is a front of a delivery network, behind which strangers stand")]
    SharedFront,
    /// More than one address.
    #[error("this would take {0} addresses together; each is decided by itself")]
    Range(u64),
    /// Nobody counted.
    #[error("nobody has counted whom this would hit besides; count first")]
    NotCounted,
    /// Counted too long ago.
    #[error("whom this would hit besides was counted on {0}, too long ago; count again")]
    Stale(Timestamp),
    /// Too many.
    #[error("this would hit {strangers} strangers, and at most {ceiling} are bearable")]
    TooMany {
        /// How many.
        strangers: u64,
        /// How many may be.
        ceiling: u64,
    },
}

/// How far a measure reaches.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// What it is aimed at, and nothing else.
    One,
    /// All under one name, or of one account.
    Names,
    /// All behind one address.
    Address,
    /// All named in one certificate.
    Certificate,
}

const fn reach(measure: Measure, kind: AssetKind) -> Reach {
    use AssetKind as K;
    match (measure, kind) {
        (Measure::ClientHold | Measure::ServerHold | Measure::ChangeDelegation, _)
        | (Measure::StopResolving, K::Domain | K::NameServer)
        | (Measure::RemoveSigningAccount, _) => Reach::Names,
        (Measure::SeizeServer | Measure::CopyServer, _) | (Measure::StopHosting | Measure::BlockAccess, K::Address) => {
            Reach::Address
        }
        (Measure::BlockAccess, _) => Reach::Names,
        (Measure::RevokeCertificate, _) => Reach::Certificate,
        _ => Reach::One,
    }
}

/// Whether a measure reaches further than what it is aimed at, so that whom it would hit besides is counted.
#[must_use]
pub const fn hits_others(measure: Measure, kind: AssetKind) -> bool {
    !matches!(reach(measure, kind), Reach::One)
}

/// How many strangers a measure may hit at most, with a person's consent. Our own practice, not law.
#[must_use]
pub const fn ceiling(measure: Measure) -> u64 {
    match measure {
        Measure::ClientHold
        | Measure::ServerHold
        | Measure::ChangeDelegation
        | Measure::StopResolving
        | Measure::RevokeCertificate => 10,
        Measure::SeizeServer | Measure::BlockAccess | Measure::RemoveSigningAccount => 5,
        // Nobody goes offline, but strangers' data would be copied.
        Measure::CopyServer => 100,
        _ => 0,
    }
}

/// What a measure would do to others, as far as it was counted; absent if it was not.
#[must_use]
pub fn estimate(measure: Measure, kind: AssetKind, dependents: &Dependents) -> Option<Estimate> {
    let count = match reach(measure, kind) {
        Reach::One => return Some(Estimate { strangers: 0, basis: None }),
        Reach::Names | Reach::Address => dependents.shared_names,
        Reach::Certificate => dependents.shared_certificate,
    };
    count.map(|count| Estimate { strangers: count.strangers, basis: Some(count.basis) })
}

/// Whether a measure may be taken against an asset of this kind, as far as others are concerned.
///
/// # Errors
/// [`Refusal`] says why not, and names a narrower lever.
pub fn bearable(
    measure: Measure,
    kind: AssetKind,
    dependents: &Dependents,
    now: Timestamp,
) -> Result<Estimate, Refusal> {
    let refuse = |why| Err(Refusal { why, instead: narrower(measure, kind, dependents) });
    let reach = reach(measure, kind);
    if reach == Reach::Names && dependents.public_suffix {
        return refuse(Why::SharedName);
    }
    if reach == Reach::Address && dependents.cdn {
        return refuse(Why::SharedFront);
    }
    if reach == Reach::Address && dependents.block_size > 1 {
        return refuse(Why::Range(dependents.block_size));
    }
    let Some(estimate) = estimate(measure, kind, dependents) else { return refuse(Why::NotCounted) };
    if let Some(basis) = estimate.basis.filter(|basis| now.duration_since(basis.at) > OLDEST_COUNT) {
        return refuse(Why::Stale(basis.at));
    }
    let (strangers, ceiling) = (estimate.strangers, ceiling(measure));
    if strangers > ceiling { refuse(Why::TooMany { strangers, ceiling }) } else { Ok(estimate) }
}

/// The next narrower lever.
const fn narrower(measure: Measure, kind: AssetKind, dependents: &Dependents) -> Narrower {
    use AssetKind as K;
    let (measure, on) = match reach(measure, kind) {
        Reach::Address if dependents.cdn => (Measure::RevealOrigin, K::Cdn),
        Reach::Address if matches!(measure, Measure::CopyServer) => (Measure::PreserveData, K::HostingAccount),
        Reach::Address | Reach::Certificate => (Measure::StopHosting, K::HostingAccount),
        Reach::Names if matches!(measure, Measure::RemoveSigningAccount) => (Measure::RemoveListing, K::App),
        Reach::Names if matches!(kind, K::Site | K::Host) => (Measure::RemoveItem, K::Site),
        Reach::Names => (Measure::StopResolving, K::Host),
        Reach::One => (measure, kind),
    };
    Narrower { measure, on }
}

#[cfg(test)]
mod tests {
    use super::super::lever::measures;
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    fn now() -> Timestamp {
        "2026-11-20T10:00:00Z".parse().unwrap()
    }

    fn count(strangers: u64) -> Option<Count> {
        let at = now() - SignedDuration::from_hours(24);
        Some(Count { strangers, basis: Basis { source: Source::PassiveDns, at } })
    }

    fn one() -> Dependents {
        Dependents { block_size: 1, ..Dependents::default() }
    }

    fn why(measure: Measure, kind: AssetKind, dependents: &Dependents) -> (Why, Narrower) {
        let refusal = bearable(measure, kind, dependents, now()).unwrap_err();
        (refusal.why, refusal.instead)
    }

    /// 2011: a shared domain with 84,000 names below it went behind a banner.
    #[rstest]
    #[case(Measure::ClientHold)]
    #[case(Measure::ServerHold)]
    #[case(Measure::ChangeDelegation)]
    #[case(Measure::StopResolving)]
    fn the_shared_domain(#[case] measure: Measure) {
        let narrower = Narrower { measure: Measure::StopResolving, on: AssetKind::Host };
        // By the count alone, for no list of suffixes is complete; and by the list, whatever was counted.
        let counted = Dependents { shared_names: count(84_000), ..one() };
        let expected = Why::TooMany { strangers: 84_000, ceiling: ceiling(measure) };
        assert_eq!(why(measure, AssetKind::Domain, &counted), (expected, narrower));
        let listed = Dependents { shared_names: count(0), public_suffix: true, ..one() };
        assert_eq!(why(measure, AssetKind::Domain, &listed), (Why::SharedName, narrower));
        let host = bearable(narrower.measure, narrower.on, &counted, now()).unwrap();
        assert_eq!(host.strangers, 0);
    }

    /// 2022: fourteen sites were aimed at by address, and thousands behind the same fronts went down.
    #[rstest]
    #[case(Measure::BlockAccess)]
    #[case(Measure::SeizeServer)]
    #[case(Measure::StopHosting)]
    fn the_front_of_a_delivery_network(#[case] measure: Measure) {
        let known = Dependents { shared_names: count(3_000), cdn: true, ..one() };
        let origin = Narrower { measure: Measure::RevealOrigin, on: AssetKind::Cdn };
        assert_eq!(why(measure, AssetKind::Address, &known), (Why::SharedFront, origin));
        let unrecognised = Dependents { cdn: false, ..known };
        assert!(matches!(why(measure, AssetKind::Address, &unrecognised).0, Why::TooMany { strangers: 3_000, .. }));
    }

    /// 2018: ranges of sixteen million addresses and more.
    #[test]
    fn the_block_of_addresses() {
        let block = Dependents { shared_names: count(0), block_size: 1 << 24, ..one() };
        let account = Narrower { measure: Measure::StopHosting, on: AssetKind::HostingAccount };
        assert_eq!(why(Measure::BlockAccess, AssetKind::Address, &block), (Why::Range(1 << 24), account));
        let two = Dependents { block_size: 2, ..block };
        assert_eq!(why(Measure::BlockAccess, AssetKind::Address, &two).0, Why::Range(2));
    }

    #[test]
    fn not_counted_is_not_zero_and_an_old_count_is_none() {
        assert_eq!(why(Measure::ClientHold, AssetKind::Domain, &one()).0, Why::NotCounted);
        let mut old = count(0);
        let at = now() - SignedDuration::from_hours(31 * 24);
        old.as_mut().unwrap().basis.at = at;
        let dependents = Dependents { shared_names: old, ..one() };
        assert_eq!(why(Measure::ClientHold, AssetKind::Domain, &dependents).0, Why::Stale(at));
    }

    #[test]
    fn a_certificate_for_five_thousand_is_left_alone() {
        let dependents = Dependents { shared_certificate: count(5_000), ..one() };
        let (refused, narrower) = why(Measure::RevokeCertificate, AssetKind::Certificate, &dependents);
        assert!(matches!(refused, Why::TooMany { strangers: 5_000, .. }));
        assert_eq!(narrower.measure, Measure::StopHosting);
    }

    #[test]
    fn a_few_are_shown_and_not_refused() {
        let dependents = Dependents { shared_names: count(3), ..one() };
        let estimate = bearable(Measure::ClientHold, AssetKind::Domain, &dependents, now()).unwrap();
        assert_eq!((estimate.strangers, estimate.basis), (3, count(3).map(|count| count.basis)));
    }

    #[test]
    fn a_refusal_reads_as_advice() {
        let dependents = Dependents { shared_names: count(84_000), ..one() };
        let refusal = bearable(Measure::ClientHold, AssetKind::Domain, &dependents, now()).unwrap_err();
        let text = "this would hit 84000 strangers, and at most 10 are bearable; instead: stop_resolving on the host";
        assert_eq!(refusal.to_string(), text);
    }

    fn any_case() -> impl Strategy<Value = (Measure, AssetKind, Dependents)> {
        let offered: Vec<_> =
            AssetKind::ALL.iter().flat_map(|kind| measures(kind.to_owned()).iter().map(|m| (*m, *kind))).collect();
        let known = prop_oneof![Just(None), (0u64..100_000).prop_map(Some)];
        let facts = (known.clone(), known, any::<bool>(), any::<bool>(), 1u64..1000);
        (0..offered.len(), facts).prop_map(move |(i, (names, certificate, public_suffix, cdn, block_size))| {
            let shared_names = names.and_then(count);
            let shared_certificate = certificate.and_then(count);
            (
                offered[i].0,
                offered[i].1,
                Dependents { shared_names, shared_certificate, public_suffix, cdn, block_size },
            )
        })
    }

    proptest! {
        /// What passes is under its ceiling; what is refused offers a lever that exists and is another one.
        #[test]
        fn nothing_passes_above_its_ceiling((measure, kind, dependents) in any_case()) {
            match bearable(measure, kind, &dependents, now()) {
                Ok(estimate) => prop_assert!(estimate.strangers <= ceiling(measure)),
                Err(refusal) => {
                    let Narrower { measure: narrower, on } = refusal.instead;
                    prop_assert!((narrower, on) != (measure, kind));
                    prop_assert!(measures(on).contains(&narrower), "{} is not offered on {}", narrower, on);
                }
            }
        }

        /// Following the advice, one comes to a lever that hits nobody else.
        #[test]
        fn the_advice_leads_out((measure, kind, dependents) in any_case()) {
            let (mut measure, mut kind) = (measure, kind);
            for _ in 0..3 {
                match bearable(measure, kind, &dependents, now()) {
                    Ok(_) => return Ok(()),
                    Err(refusal) => (measure, kind) = (refusal.instead.measure, refusal.instead.on),
                }
            }
            prop_assert!(bearable(measure, kind, &dependents, now()).is_ok());
        }
    }
}
