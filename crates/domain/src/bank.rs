//! Banks of known material: which likeness counts, what a bank's match does, and when a signal is not to be trusted.
//!
//! A match proposes. These rules decide whether it proposes at all, and never in silence: what is suppressed, held back
//! or quarantined is recorded beside what stands, with the reason.

mod flood;
mod standing;

pub use flood::{DAYS, Flood, REST_DAYS};
pub use standing::{Standing, standing, suppresses};

use crate::detect::{Distance, Likeness, PDQ_NEAR_BITS, TEXT_NEAR_COVERED, TEXT_NEAR_SHARE, TLSH_NEAR};
use crate::id::AuthorityId;
use crate::named::named;

named! {
    /// What the matches of a bank do.
    pub enum Effect {
        /// They put an item before a person.
        Proposes = "proposes",
        /// They speak against: the same file as something known to be harmless, such as a news agency's picture.
        Suppresses = "suppresses",
    }
}

named! {
    /// What an authority thinks of a signal.
    pub enum Voice {
        /// It is what its bank says it is.
        Confirm = "confirm",
        /// It is not, or it matches what it should not.
        Dispute = "dispute",
    }
}

/// From where on the likenesses of one bank count. They can be narrower than the general ones, never wider: what the
/// index does not return cannot be let through.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    /// The largest PDQ distance, 0..=31 bits of 256.
    pub pdq_bits: u16,
    /// The least share of the known text, 0..=1; a page that has enough of either share counts.
    pub text_contained: f32,
    /// The least share of the page's own words, 0..=1.
    pub text_covered: f32,
    /// The largest TLSH distance, 0..=30.
    pub tlsh: u16,
}

impl Default for Thresholds {
    /// The general ones.
    fn default() -> Self {
        Self {
            pdq_bits: PDQ_NEAR_BITS,
            text_contained: TEXT_NEAR_SHARE,
            text_covered: TEXT_NEAR_COVERED,
            tlsh: TLSH_NEAR,
        }
    }
}

/// Why thresholds are not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadThreshold {
    /// Wider than the index looks.
    #[error("the picture distance is 0 to {PDQ_NEAR_BITS} bits: beyond that, unrelated pictures match")]
    PdqBits,
    /// Not a share, or below what a person must look at anyway.
    #[error(
        "the shares of a text are from {TEXT_NEAR_SHARE} (of the known text) and {TEXT_NEAR_COVERED} (of the page) to 1"
    )]
    TextShare,
    /// Wider than files are near.
    #[error("the file distance is 0 to {TLSH_NEAR}: beyond that, unrelated files match")]
    Tlsh,
}

impl Thresholds {
    /// Checks them.
    ///
    /// # Errors
    /// [`BadThreshold`] if one is wider than the general rule.
    pub fn checked(self) -> Result<Self, BadThreshold> {
        if self.pdq_bits > PDQ_NEAR_BITS {
            return Err(BadThreshold::PdqBits);
        }
        let contained = (TEXT_NEAR_SHARE..=1.0).contains(&self.text_contained);
        if !contained || !(TEXT_NEAR_COVERED..=1.0).contains(&self.text_covered) {
            return Err(BadThreshold::TextShare);
        }
        if self.tlsh > TLSH_NEAR { Err(BadThreshold::Tlsh) } else { Ok(self) }
    }

    /// Whether a bank with these thresholds holds something at this distance to be alike. What is no likeness by the
    /// general rule is none by any bank's.
    #[must_use]
    pub fn permit(&self, distance: Distance) -> bool {
        distance.likeness() != Likeness::Nothing
            && match distance {
                Distance::Bits(bits) => bits <= self.pdq_bits,
                Distance::Text { contained, covered } | Distance::Skeleton { contained, covered } => {
                    contained >= self.text_contained || covered >= self.text_covered
                }
                Distance::Tlsh(score) => score <= self.tlsh,
                Distance::Same
                | Distance::Details(_)
                | Distance::Phrase
                | Distance::Sound { .. }
                | Distance::Video { .. } => true,
            }
    }
}

/// An authority's latest word on a signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opinion {
    /// Whose.
    pub authority: AuthorityId,
    /// What it says.
    pub voice: Voice,
}

/// What became of the items that a signal or a bank matched, by the last finding of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Verdicts {
    /// Referred or ordered: it was what it was held to be.
    pub upheld: u64,
    /// Dismissed: it was not.
    pub rejected: u64,
    /// A protected purpose was found: the likeness was right, the use was lawful.
    pub exempt: u64,
    /// Not decided yet.
    pub open: u64,
}

impl Verdicts {
    /// The share of what was decided in which the signal was right, 0..=1; nothing while nothing was decided.
    ///
    /// Exempt items count for neither side: the material was what the bank says, and yet nothing was to be removed. A
    /// bank is neither better nor worse for having been quoted by a newspaper.
    #[must_use]
    pub fn precision(&self) -> Option<f64> {
        let decided = self.upheld + self.rejected;
        (decided > 0).then(|| self.upheld as f64 / decided as f64)
    }

    /// All of them.
    #[must_use]
    pub const fn all(&self) -> u64 {
        self.upheld + self.rejected + self.exempt + self.open
    }
}

#[cfg(test)]
mod tests;
