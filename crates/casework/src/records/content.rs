//! The numbers of what banks hold.
//!
//! Programs name what was put into a bank, a file or a hash, by a whole number. It stands in the identifiers of its
//! signals, so that a match has it without a look at the store.

use domain::id::SignalId;
use uuid::Uuid;

/// The last bits of an identifier tell the signals of one content apart.
const WITHIN: u32 = 8;
/// So many random bits before them are the number: as many as programs of every language can count in.
const NUMBER: u32 = 53;

/// The number of the content that a signal is a fingerprint of. Of a million contents two share one with a chance of
/// one in twenty thousand; whoever asks for such a number is told so.
#[must_use]
pub fn content(signal: SignalId) -> u64 {
    (signal.0.as_u128() >> WITHIN) as u64 & ((1 << NUMBER) - 1)
}

/// Whether two signals are fingerprints of the same content.
#[must_use]
pub fn is_same_content(one: SignalId, other: SignalId) -> bool {
    one.0.as_u128() >> WITHIN == other.0.as_u128() >> WITHIN
}

/// The identifier of a content's first signal, from a new one.
pub(crate) fn first_of_content(new: Uuid) -> SignalId {
    SignalId(Uuid::from_u128(new.as_u128() >> WITHIN << WITHIN))
}

/// The identifier of a content's next signal.
pub(crate) fn next_of_content(last: SignalId) -> SignalId {
    SignalId(Uuid::from_u128(last.0.as_u128() + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_signals_of_one_content_share_its_number(new: u128, other: u128) {
            let first = first_of_content(Uuid::from_u128(new));
            let next = next_of_content(first);
            prop_assert!(first != next && is_same_content(first, next));
            prop_assert_eq!(content(first), content(next));
            prop_assert!(content(first) < 1 << NUMBER);
            let stranger = first_of_content(Uuid::from_u128(other));
            prop_assert_eq!(is_same_content(first, stranger), first == stranger);
        }
    }
}
