use super::*;
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use rstest::rstest;
use uuid::Uuid;

fn authority(number: u128) -> AuthorityId {
    AuthorityId(Uuid::from_u128(number))
}

fn says(number: u128, voice: Voice) -> Opinion {
    Opinion { authority: authority(number), voice }
}

#[rstest]
#[case(&[], false, Standing::Stands)]
#[case(&[says(2, Voice::Confirm)], false, Standing::Stands)]
#[case(&[says(2, Voice::Dispute)], false, Standing::Disputed)]
#[case(&[says(2, Voice::Dispute), says(3, Voice::Confirm)], false, Standing::Disputed)]
#[case(&[says(2, Voice::Dispute), says(1, Voice::Confirm)], false, Standing::Disputed)]
#[case(&[says(1, Voice::Dispute), says(2, Voice::Confirm)], false, Standing::HeldBack)]
#[case(&[says(1, Voice::Confirm)], true, Standing::Quarantined)]
#[case(&[says(1, Voice::Dispute)], true, Standing::Quarantined)]
fn the_keeper_silences_others_delay(#[case] opinions: &[Opinion], #[case] quarantined: bool, #[case] wanted: Standing) {
    assert_eq!(standing(Effect::Proposes, Some(authority(1)), opinions, quarantined), wanted);
}

#[rstest]
#[case(&[], false, Standing::Suppresses)]
#[case(&[says(2, Voice::Confirm)], false, Standing::Suppresses)]
#[case(&[says(2, Voice::Dispute)], false, Standing::HeldBack)]
#[case(&[], true, Standing::Quarantined)]
fn what_is_disputed_suppresses_nothing(
    #[case] opinions: &[Opinion],
    #[case] quarantined: bool,
    #[case] wanted: Standing,
) {
    let found = standing(Effect::Suppresses, Some(authority(1)), opinions, quarantined);
    assert_eq!(found, wanted);
    assert!(!found.proposes());
}

#[test]
fn a_bank_without_a_keeper_has_nobody_who_silences() {
    assert_eq!(standing(Effect::Proposes, None, &[says(1, Voice::Dispute)], false), Standing::Disputed);
}

const fn text(contained: f32, covered: f32) -> Distance {
    Distance::Text { contained, covered }
}

const fn skeleton(contained: f32, covered: f32) -> Distance {
    Distance::Skeleton { contained, covered }
}

#[rstest]
#[case(Distance::Same, Distance::Same, true)]
#[case(Distance::Same, Distance::Bits(0), true)]
#[case(Distance::Same, text(1.0, 1.0), true)]
#[case(Distance::Bits(0), Distance::Same, false)]
#[case(Distance::Bits(12), Distance::Bits(12), true)]
#[case(Distance::Bits(13), Distance::Bits(12), false)]
#[case(Distance::Bits(0), text(0.2, 0.1), false)]
#[case(text(1.0, 0.9), text(1.0, 0.3), true)]
#[case(text(1.0, 0.2), text(1.0, 0.3), false)]
#[case(text(0.5, 0.9), text(1.0, 0.3), false)]
#[case(text(1.0, 0.9), skeleton(0.7, 0.3), true)]
#[case(skeleton(1.0, 0.9), skeleton(0.7, 0.3), true)]
#[case(skeleton(1.0, 0.9), text(1.0, 0.3), false)]
#[case(Distance::Tlsh(3), Distance::Tlsh(20), true)]
#[case(Distance::Tlsh(3), Distance::Bits(31), false)]
#[case(Distance::Phrase, Distance::Phrase, false)]
fn nothing_nearer_is_suppressed(#[case] harmless: Distance, #[case] candidate: Distance, #[case] wanted: bool) {
    assert_eq!(suppresses(harmless, candidate), wanted);
}

#[rstest]
#[case(Thresholds { pdq_bits: 32, ..Thresholds::default() }, Err(BadThreshold::PdqBits))]
#[case(Thresholds { text_contained: 0.1, ..Thresholds::default() }, Err(BadThreshold::TextShare))]
#[case(Thresholds { text_covered: 1.1, ..Thresholds::default() }, Err(BadThreshold::TextShare))]
#[case(Thresholds { text_covered: f32::NAN, ..Thresholds::default() }, Err(BadThreshold::TextShare))]
#[case(Thresholds { tlsh: 31, ..Thresholds::default() }, Err(BadThreshold::Tlsh))]
#[case(Thresholds { pdq_bits: 0, tlsh: 0, text_contained: 1.0, text_covered: 1.0 }, Ok(()))]
fn a_bank_may_be_stricter_only(#[case] given: Thresholds, #[case] wanted: Result<(), BadThreshold>) {
    assert_eq!(given.checked().map(|_| ()), wanted);
}

const NOW: Timestamp = Timestamp::UNIX_EPOCH;

#[rstest]
#[case(49, &[], false)]
#[case(50, &[], true)]
#[case(50, &[5, 5, 5, 5, 5, 5, 5], false)]
#[case(51, &[5, 5, 5, 5, 5, 5, 5], true)]
#[case(100, &[70, 0, 0, 0, 0, 0, 0], false)]
fn far_more_than_before_is_a_flood(#[case] today: u64, #[case] week: &[u64], #[case] wanted: bool) {
    assert_eq!(Flood::default().is_on(today, week, None, NOW), wanted);
}

#[test]
fn what_a_person_released_is_left_alone_for_a_week() {
    let released = |hours| Some(NOW - SignedDuration::from_hours(hours));
    assert!(!Flood::default().is_on(5_000, &[], released(1), NOW));
    assert!(!Flood::default().is_on(5_000, &[], released(7 * 24 - 1), NOW));
    assert!(Flood::default().is_on(5_000, &[], released(7 * 24), NOW));
}

#[test]
fn precision_is_of_what_was_decided() {
    assert_eq!(Verdicts { open: 4, exempt: 3, ..Verdicts::default() }.precision(), None);
    assert_eq!(Verdicts { upheld: 3, rejected: 1, exempt: 9, open: 9 }.precision(), Some(0.75));
}

fn distance() -> impl Strategy<Value = Distance> {
    prop_oneof![
        Just(Distance::Same),
        Just(Distance::Phrase),
        (0u16..60).prop_map(Distance::Bits),
        (0u16..60).prop_map(Distance::Tlsh),
        (0.0f32..=1.0, 0.0f32..=1.0).prop_map(|(contained, covered)| text(contained, covered)),
        (0.0f32..=1.0, 0.0f32..=1.0).prop_map(|(contained, covered)| skeleton(contained, covered)),
    ]
}

proptest! {
    /// The same bytes of known material are hidden by nothing but the same bytes.
    #[test]
    fn the_same_bytes_are_hidden_by_the_same_bytes_alone(harmless in distance()) {
        prop_assert_eq!(suppresses(harmless, Distance::Same), harmless == Distance::Same);
    }

    /// No bank calls alike what the general rule does not.
    #[test]
    fn no_bank_is_wider_than_the_rule(
        distance in distance(), pdq_bits in 0u16..=31, tlsh in 0u16..=30,
        text_contained in 0.15f32..=1.0, text_covered in 0.3f32..=1.0,
    ) {
        let thresholds = Thresholds { pdq_bits, tlsh, text_contained, text_covered }.checked().unwrap();
        prop_assert!(!thresholds.permit(distance) || distance.likeness() != Likeness::Nothing);
        prop_assert_eq!(Thresholds::default().permit(distance), distance.likeness() != Likeness::Nothing);
    }

    /// One more match today never ends a flood, one more in the week before never starts one.
    #[test]
    fn the_guard_is_monotonic(today in 0u64..2_000, week in prop::collection::vec(0u64..200, 7), day in 0usize..7) {
        let guard = Flood::default();
        let on = guard.is_on(today, &week, None, NOW);
        prop_assert!(!on || guard.is_on(today + 1, &week, None, NOW));
        let mut more = week;
        more[day] += 1;
        prop_assert!(on || !guard.is_on(today, &more, None, NOW));
    }
}
