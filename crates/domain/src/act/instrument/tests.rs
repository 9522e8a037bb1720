use super::*;
use crate::act::scene::{at, country, host, instrument};
use crate::map::AssetKind;
use proptest::prelude::*;

#[test]
fn what_each_kind_can_and_cannot() {
    use InstrumentKind as K;
    use Measure as M;
    let can = |kind: K| M::ALL.iter().copied().filter(|measure| kind.can(*measure).is_ok()).collect::<Vec<_>>();
    assert_eq!(can(K::ProductionOrder), [M::DiscloseData, M::RevealOrigin]);
    assert_eq!(can(K::PreservationOrder), [M::PreserveData]);
    assert_eq!(can(K::RemovalOrder), [M::RemoveItem]);
    assert_eq!(can(K::RegistrarNotice), [M::ClientHold]);
    let evidence = [M::PreserveData, M::DiscloseData, M::SeizeServer, M::CopyServer, M::RevealOrigin];
    assert_eq!(can(K::EuropeanInvestigationOrder), evidence);
    for taken_down in [M::RemoveItem, M::DisableAccount, M::StopHosting, M::RemoveListing, M::StopStream] {
        assert!(K::MutualLegalAssistance.can(taken_down).is_err(), "{taken_down}");
        assert!(K::NationalWarrant.can(taken_down).is_ok(), "{taken_down}");
        assert!(K::VoluntaryReferral.can(taken_down).is_ok(), "{taken_down}");
    }
    for force in [M::SeizeServer, M::CopyServer, M::BlockAccess, M::ServerHold, M::ClientHold, M::FreezeFunds] {
        assert!(K::VoluntaryReferral.can(force).is_err(), "{force}");
    }
    for measure in M::ALL {
        assert!(K::ALL.iter().any(|kind| kind.can(*measure).is_ok()), "no instrument carries {measure}");
    }
}

#[test]
fn where_each_kind_reaches() {
    use InstrumentKind as K;
    let reaches = |kind: K, from: &str, to: &str| kind.reaches(country(from), country(to));
    assert!(reaches(K::EuropeanInvestigationOrder, "BE", "RO"));
    for out in ["DK", "IE", "CA", "US"] {
        assert!(
            !reaches(K::EuropeanInvestigationOrder, "BE", out) && !reaches(K::EuropeanInvestigationOrder, out, "BE")
        );
    }
    assert!(reaches(K::ProductionOrder, "BE", "IE") && !reaches(K::ProductionOrder, "BE", "DK"));
    assert!(reaches(K::RemovalOrder, "BE", "DK") && !reaches(K::RemovalOrder, "BE", "CA"));
    assert!(reaches(K::NationalWarrant, "CA", "CA") && !reaches(K::NationalWarrant, "BE", "NL"));
    assert!(reaches(K::MutualLegalAssistance, "BE", "CA") && reaches(K::RegistrarNotice, "GB", "US"));
}

#[test]
fn the_nearest_are_named() {
    let (host, now) = (host(), at(3600));
    let warrant = instrument(InstrumentKind::NationalWarrant, "NL", "NL", &host, Measure::SeizeServer);
    let find = |titles: &[Instrument]| {
        covering(titles, &host, Measure::SeizeServer, country("NL"), now).map(|title| title.kind)
    };
    let why = |title: Instrument| find(&[title]).unwrap_err().nearest.pop().map(|(_, why)| why);
    assert_eq!(find(std::slice::from_ref(&warrant)), Ok(InstrumentKind::NationalWarrant));
    let until = at(3600);
    assert_eq!(why(Instrument { until: Some(until), ..warrant.clone() }), Some(NotCovered::Expired { until }));
    assert_eq!(why(Instrument { from: at(3601), ..warrant.clone() }), Some(NotCovered::NotYet { from: at(3601) }));
    assert_eq!(why(Instrument { revoked: true, ..warrant.clone() }), Some(NotCovered::Revoked));
    assert_eq!(why(Instrument { measures: vec![Measure::CopyServer], ..warrant.clone() }), Some(NotCovered::Measure));
    let place = country("RO");
    assert_eq!(why(Instrument { place, ..warrant.clone() }), Some(NotCovered::Place { place }));
    let reach = NotCovered::Reach { issuer: country("BE"), place: country("NL") };
    assert_eq!(why(Instrument { issuer: country("BE"), ..warrant.clone() }), Some(reach));
    let order = Instrument { kind: InstrumentKind::ProductionOrder, ..warrant.clone() };
    assert!(matches!(why(order), Some(NotCovered::Kind(_))));
    let other = Asset::new(AssetKind::Host, "weather.example").unwrap();
    assert_eq!(why(Instrument { assets: vec![other], ..warrant }), None, "another asset's title is not near");
}

#[test]
fn what_binds_and_lasts_goes_before() {
    let host = host();
    let title = |kind, until| Instrument { until, ..instrument(kind, "NL", "NL", &host, Measure::StopHosting) };
    let referral = title(InstrumentKind::VoluntaryReferral, None);
    let short = title(InstrumentKind::NationalWarrant, Some(at(100)));
    let long = title(InstrumentKind::NationalWarrant, Some(at(200)));
    let all = [referral, short, long.clone()];
    assert_eq!(covering(&all, &host, Measure::StopHosting, country("NL"), at(50)), Ok(&long));
}

proptest! {
    /// Whatever is on file: what is found is valid for that asset, measure, place and moment, and if
    /// nothing is found nothing is.
    #[test]
    fn what_is_found_covers(
        titles in prop::collection::vec(
            (prop::sample::select(InstrumentKind::ALL), prop::sample::select(Measure::ALL), 0_i64..40, 0_i64..40,
             any::<bool>(), prop::sample::select(vec!["NL", "DK", "CA"])), 0..8),
        measure in prop::sample::select(Measure::ALL), now in 0_i64..40,
    ) {
        let host = host();
        let titles: Vec<Instrument> = titles.into_iter().map(|(kind, allows, from, until, revoked, place)| Instrument {
            from: at(from), until: Some(at(until)), revoked, ..instrument(kind, "NL", place, &host, allows)
        }).collect();
        let (place, now) = (country("NL"), at(now));
        match covering(&titles, &host, measure, place, now) {
            Ok(title) => {
                prop_assert!(title.from <= now && title.until.is_some_and(|until| now < until) && !title.revoked);
                prop_assert!(title.measures.contains(&measure) && title.place == place);
                prop_assert!(title.kind.can(measure).is_ok() && title.kind.reaches(title.issuer, place));
            }
            Err(none) => {
                prop_assert_eq!(none.nearest.len(), titles.len());
                prop_assert!(titles.iter().all(|title| title.covers(&host, measure, place, now).is_err()));
            }
        }
    }
}
