//! Reading codes through from end to end.

use crate::pdq::Pdq;

/// Codes compared at once.
const GROUP: usize = 32;

/// Calls `near` with the place and distance of every code within `radius`, in order.
///
/// Half of the bits are enough to leave out nearly all codes, so only those are counted, for a group of codes at a
/// time and without branches.
pub(super) fn scan(codes: &[Pdq], pdq: Pdq, radius: u16, mut near: impl FnMut(usize, u16)) {
    let mut check = |at: usize| {
        let distance = codes[at].distance(pdq);
        if distance <= radius {
            near(at, distance);
        }
    };
    let (groups, rest) = codes.as_chunks::<GROUP>();
    for (group, start) in groups.iter().zip((0..).step_by(GROUP)) {
        let least = group.iter().fold(u64::MAX, |least, code| least.min(differing_in_half(*code, pdq)));
        if least <= u64::from(radius) {
            (start..start + GROUP).for_each(&mut check);
        }
    }
    (codes.len() - rest.len()..codes.len()).for_each(check);
}

/// How many of the first 128 bits differ. Both words are counted together from the second step on, since a processor
/// without an instruction for it counts in steps.
fn differing_in_half(a: Pdq, b: Pdq) -> u64 {
    const PAIRS: u64 = 0x5555_5555_5555_5555;
    const FOURS: u64 = 0x3333_3333_3333_3333;
    const EIGHTS: u64 = 0x0f0f_0f0f_0f0f_0f0f;
    const ONES: u64 = 0x0101_0101_0101_0101;
    let in_fours = |word: u64| {
        let pairs = word - (word >> 1 & PAIRS);
        (pairs & FOURS) + (pairs >> 2 & FOURS)
    };
    let both = in_fours(a.0[0] ^ b.0[0]) + in_fours(a.0[1] ^ b.0[1]);
    ((both & EIGHTS) + (both >> 4 & EIGHTS)).wrapping_mul(ONES) >> 56
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn half_of_the_bits_are_counted_right(a: [u64; 4], b: [u64; 4]) {
            let counted = (a[0] ^ b[0]).count_ones() + (a[1] ^ b[1]).count_ones();
            prop_assert_eq!(differing_in_half(Pdq(a), Pdq(b)), u64::from(counted));
        }

        #[test]
        fn finds_what_one_comparison_after_the_other_finds(
            words in prop::collection::vec(any::<[u8; 2]>(), 0..150),
            radius in 0u16..=256,
        ) {
            let codes: Vec<Pdq> = words.iter().map(|&[a, b]| Pdq([u64::from(a), 0, u64::from(b), 0])).collect();
            let expected: Vec<_> = codes.iter().map(|code| code.distance(Pdq([0; 4]))).enumerate()
                .filter(|(_, distance)| *distance <= radius).collect();
            let mut found = Vec::new();
            scan(&codes, Pdq([0; 4]), radius, |at, distance| found.push((at, distance)));
            prop_assert_eq!(found, expected);
        }
    }
}
