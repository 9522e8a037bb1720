//! *Order*: the removal order of Article 3: its life, its gates and its clocks.

mod clock;
mod diagram;
mod gate;
mod life;
mod office_hours;
mod step;

pub use clock::{Clock, clock, final_from, preserved_until};
pub use diagram::diagram;
pub use gate::{BULK, Facts, Gate, Opened, PriorInformation, Refusal, failing};
pub use life::{
    CONTEST_STEPS, Contest, Event, Life, OrderState, OutOfOrder, REINSTATEMENT_STEPS, Reinstatement, SCRUTINY_STEPS,
    STEPS, Scrutiny,
};
pub use office_hours::{local, within_office_hours};
pub use step::{By, Step};

use crate::named::named;
use jiff::SignedDuration;

/// Time to remove or disable, counted from receipt.
///
/// # Source
/// Regulation (EU) 2021/784, Art 3(3), OJ L 172, 17.5.2021, p. 79.
pub const TIME_TO_REMOVE: SignedDuration = SignedDuration::from_hours(1);
/// Information on procedures and deadlines goes to a provider at least this long before the first
/// order that this authority issues to it.
///
/// # Source
/// Regulation (EU) 2021/784, Art 3(2).
pub const PRIOR_INFORMATION: SignedDuration = SignedDuration::from_hours(12);
/// Time for the provider, counted from receipt of the order, and for the content provider, counted
/// from being informed, to ask the host state for scrutiny.
///
/// # Source
/// Regulation (EU) 2021/784, Art 4(4).
pub const TIME_TO_ASK_SCRUTINY: SignedDuration = SignedDuration::from_hours(48);
/// Time for the host state to decide: counted from the copy when it acts of its own motion, from the
/// request when it was asked.
///
/// # Source
/// Regulation (EU) 2021/784, Art 4(3), (4).
pub const TIME_TO_SCRUTINISE: SignedDuration = SignedDuration::from_hours(72);
/// Months for which the provider preserves what it removed.
///
/// # Source
/// Regulation (EU) 2021/784, Art 6(2).
pub const PRESERVATION_MONTHS: i64 = 6;
/// Longest time for which nobody may be told of an order, counted from the decision; it can be
/// extended once by as much.
///
/// # Source
/// Regulation (EU) 2021/784, Art 11(3).
pub const NON_DISCLOSURE: SignedDuration = SignedDuration::from_hours(6 * 7 * 24);
/// Time for a provider to tell a content provider what became of a complaint.
///
/// # Source
/// Regulation (EU) 2021/784, Art 10(2).
pub const TIME_TO_DECIDE_COMPLAINT: SignedDuration = SignedDuration::from_hours(14 * 24);
/// How long after delivery without receipt the provider is reminded, and how long before the end
/// of the hour. Our own practice, not law.
pub const REMIND_AFTER: SignedDuration = SignedDuration::from_mins(20);

named! {
    /// What a provider can answer.
    ///
    /// # Source
    /// Regulation (EU) 2021/784, Annex II section B, Annex III section B(1).
    pub enum Answer {
        /// Annex II: removed.
        Removed = "removed",
        /// Annex II: access disabled in all Member States.
        DisabledAllMs = "disabled_all_ms",
        /// Annex III: force majeure or de facto impossibility.
        Impossible = "impossible",
        /// Annex III: manifest errors.
        ManifestError = "manifest_error",
        /// Annex III: insufficient information.
        InsufficientInformation = "insufficient_information",
    }
}

impl Answer {
    /// The annex whose form the answer fills.
    #[must_use]
    pub const fn annex(self) -> &'static str {
        match self {
            Self::Removed | Self::DisabledAllMs => "II",
            Self::Impossible | Self::ManifestError | Self::InsufficientInformation => "III",
        }
    }
}
