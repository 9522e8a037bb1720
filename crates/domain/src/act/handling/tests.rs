use super::*;
use proptest::prelude::*;
use uuid::Uuid;

fn authority(number: u8) -> AuthorityId {
    AuthorityId(Uuid::from_u128(number.into()))
}

fn person(number: u8) -> PersonId {
    PersonId(Uuid::from_u128(number.into()))
}

/// Authorities 0 and 1 are of the Union, 2 of a third state, 3 a body without a state.
fn viewer(authority_number: u8, person_number: u8, takes_part: bool) -> Viewer {
    let country = match authority_number {
        0 => Some("NL"),
        1 => Some("RO"),
        2 => Some("CA"),
        _ => None,
    };
    Viewer {
        person: person(person_number),
        authority: authority(authority_number),
        country: country.map(|code| code.parse().unwrap()),
        takes_part,
    }
}

fn viewers() -> Vec<Viewer> {
    let pairs = (0..4).flat_map(|authority| (0..3).map(move |person| (authority, person)));
    pairs.flat_map(|(authority, person)| [true, false].map(|part| viewer(authority, person, part))).collect()
}

fn given<T: Ord + Clone + std::fmt::Debug>(make: fn(u8) -> T) -> impl Strategy<Value = Given<T>> {
    prop::option::of(prop::collection::btree_set(0_u8..4, 0..4))
        .prop_map(move |those| those.map_or(Given::All, |those| Given::Only(those.into_iter().map(make).collect())))
}

fn marking() -> impl Strategy<Value = Marking> {
    let codes = prop::collection::btree_set(prop::sample::select(HandlingCode::ALL), 0..4);
    let released = prop::collection::btree_set((0_u8..4).prop_map(authority), 0..4);
    (codes, prop::sample::select(Tlp::ALL), given(authority), given(person), released)
        .prop_map(|(codes, tlp, authorities, people, released)| Marking { codes, tlp, authorities, people, released })
}

fn open() -> Marking {
    Marking {
        codes: BTreeSet::from([HandlingCode::H0]),
        tlp: Tlp::Green,
        authorities: Given::All,
        people: Given::All,
        released: BTreeSet::new(),
    }
}

#[test]
fn each_label_lets_in_whom_it_names() {
    let named = |marking: Marking| Marking { authorities: Given::Only(BTreeSet::from([authority(0)])), ..marking };
    for tlp in Tlp::ALL.iter().copied() {
        let marking = Marking { tlp, ..open() };
        assert_eq!(marking.may_see(&viewer(1, 1, true)), tlp < Tlp::Amber, "{tlp} given to all");
        assert_eq!(named(marking.clone()).may_see(&viewer(0, 0, true)), tlp != Tlp::Red, "{tlp} given to one");
        assert!(!named(marking.clone()).may_see(&viewer(1, 0, true)));
        let by_name = Marking { people: Given::Only(BTreeSet::from([person(0)])), ..named(marking) };
        assert!(by_name.may_see(&viewer(0, 0, true)) && !by_name.may_see(&viewer(0, 1, true)));
    }
    for code in HandlingCode::ALL.iter().copied() {
        let marking = Marking { codes: BTreeSet::from([code]), ..open() };
        let closed = matches!(code, HandlingCode::H2 | HandlingCode::H3);
        assert_eq!(marking.may_see(&viewer(1, 1, true)), !closed, "{code}");
        assert_eq!(marking.may_be_passed_on(), !closed, "{code}");
        assert_eq!(marking.may_enter_court(), matches!(code, HandlingCode::H0 | HandlingCode::H2), "{code}");
        assert!(named(marking).may_see(&viewer(0, 0, true)), "{code}");
    }
}

#[test]
fn a_third_state_sees_only_what_is_released_to_it() {
    for tlp in [Tlp::Clear, Tlp::Green] {
        let marking = Marking { tlp, ..open() };
        assert!(!marking.may_see(&viewer(2, 0, true)));
        assert!(Marking { released: BTreeSet::from([authority(2)]), ..marking }.may_see(&viewer(2, 0, true)));
    }
    assert!(open().may_see(&viewer(3, 0, true)), "a body of the Union is no third state");
}

proptest! {
    /// Putting together never shows anything to anybody who could not see each part, and lifts nothing.
    #[test]
    fn the_most_restrictive_wins(a in marking(), b in marking()) {
        let both = a.and(&b);
        for viewer in viewers() {
            prop_assert_eq!(both.may_see(&viewer), a.may_see(&viewer) && b.may_see(&viewer));
        }
        prop_assert!(!both.may_enter_court() || (a.may_enter_court() && b.may_enter_court()));
        prop_assert!(!both.may_be_passed_on() || (a.may_be_passed_on() && b.may_be_passed_on()));
        prop_assert!(both.tlp >= a.tlp && both.tlp >= b.tlp);
        prop_assert!(both.codes.is_superset(&a.codes) && both.codes.is_superset(&b.codes));
    }

    /// In which order things are put together makes no difference.
    #[test]
    fn putting_together_has_no_order(a in marking(), b in marking(), c in marking()) {
        prop_assert_eq!(a.and(&b), b.and(&a));
        prop_assert_eq!(a.and(&b).and(&c), a.and(&b.and(&c)));
    }

    /// Whatever is added to the restrictions of a record, nobody's slice gains anything.
    #[test]
    fn slices_never_widen(records in prop::collection::vec(marking(), 0..8), stricter in marking()) {
        let narrowed: Vec<Marking> = records.iter().map(|record| record.and(&stricter)).collect();
        for viewer in viewers() {
            let before = slice(&viewer, &records, |record| record);
            let after = slice(&viewer, &narrowed, |record| record);
            prop_assert!(after.len() <= before.len());
            prop_assert!(before.iter().all(|record| record.may_see(&viewer)));
            prop_assert!(viewer.takes_part || before.is_empty());
            if viewer.is_of_a_third_state() {
                prop_assert!(before.iter().all(|record| record.released.contains(&viewer.authority)));
            }
        }
    }
}
