//! Where to look: pieces of a code of which at least one must be almost the same in every answer.
//!
//! A code is cut into eight blocks of 32 bits and each block into two halves. A radius is handed out to the blocks, and
//! what a block gets to its halves, so that the allowances plus one add up to the radius plus one. If every half
//! differed by more than its allowance, the codes would differ by more than the radius. So in every answer some half
//! differs by at most its allowance (none or one of sixteen bits up to radius 31), and the other half of the same block
//! by at most what is left of the block's.
//!
//! # Source
//! Norouzi, Punjani and Fleet, "Fast Exact Search in Hamming Space with Multi-Index Hashing" (2014), for searching by
//! pieces; Qin et al., "GPH: Similarity Search in Hamming Space" (2018), for allowances that differ and are tight.

use crate::pdq::Pdq;

/// Blocks of a code.
pub(super) const BLOCKS: usize = 8;

/// Halves of blocks: pieces of sixteen bits.
pub(super) const HALVES: usize = 2 * BLOCKS;

/// The largest radius for which a half need not be searched beyond one flipped bit.
pub(super) const FARTHEST: u16 = 31;

/// The `i`th half of a code.
pub(super) fn half(code: Pdq, i: usize) -> u16 {
    (code.0[i / 4] >> (16 * (i % 4))) as u16
}

/// The number of the other half of the same block.
pub(super) fn sibling(i: usize) -> usize {
    i ^ 1
}

/// One half to be searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Look {
    /// Which half.
    pub half: usize,
    /// Whether one of its bits may differ.
    pub may_differ: bool,
    /// How many bits the whole block may differ in.
    pub block: u8,
}

/// The halves that together give every answer within a radius of at most [`FARTHEST`].
pub(super) fn looks(radius: u16) -> impl Iterator<Item = Look> {
    let units = usize::from(radius.min(FARTHEST)) + 1;
    (0..HALVES).filter_map(move |half| {
        let block = units / BLOCKS + usize::from(half / 2 < units % BLOCKS);
        let own = if half % 2 == 0 { block.div_ceil(2) } else { block / 2 };
        // No units means that this half alone may be as different as it likes: another one gives the answer.
        (own > 0).then(|| Look { half, may_differ: own > 1, block: (block - 1) as u8 })
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_full_radius_allows_one_bit_everywhere() {
        let looks: Vec<_> = looks(31).collect();
        assert_eq!(looks.len(), HALVES);
        assert!(looks.iter().all(|look| look.may_differ && look.block == 3));
        assert_eq!(super::looks(0).collect::<Vec<_>>(), [Look { half: 0, may_differ: false, block: 0 }]);
    }

    proptest! {
        /// However the differing bits lie, some look sees them.
        #[test]
        fn nothing_within_the_radius_escapes(bits in prop::collection::btree_set(0u8..=255, 0..32), spare in 0u16..32) {
            let mut other = [0u64; 4];
            for bit in &bits {
                other[usize::from(bit / 64)] |= 1 << (bit % 64);
            }
            let radius = (bits.len() as u16 + spare).min(FARTHEST);
            let seen = looks(radius).any(|look| {
                let own = half(Pdq(other), look.half).count_ones();
                let both = own + half(Pdq(other), sibling(look.half)).count_ones();
                own <= u32::from(look.may_differ) && both <= u32::from(look.block)
            });
            prop_assert!(seen);
        }
    }
}
