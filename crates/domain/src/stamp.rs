//! Moments, and how they are known.

use crate::named::named;
use jiff::Timestamp;

named! {
    /// How a moment is known. A clock is never computed from a moment whose source is unknown.
    pub enum Source {
        /// Our own clock, at the moment we acted.
        OurClock = "our_clock",
        /// The receiving mail server's acceptance (SMTP 250). It proves delivery, not receipt.
        MailAccepted = "mail_accepted",
        /// The provider's own interface acknowledged it with a receipt.
        InterfaceReceipt = "interface_receipt",
        /// A person of ours carried it there, and the proof is kept.
        ByHand = "by_hand",
        /// A person pressed the receipt button on the portal.
        PortalReceipt = "portal_receipt",
        /// A person answered on the portal without having confirmed receipt first.
        PortalAnswer = "portal_answer",
        /// A program of the provider confirmed receipt on our interface for programs.
        ApiReceipt = "api_receipt",
        /// A program of the provider answered on that interface without having confirmed receipt first.
        ApiAnswer = "api_answer",
        /// An officer recorded it, for example from a telephone call.
        OfficerRecord = "officer_record",
        /// The provider stated it in its answer.
        ProviderClaim = "provider_claim",
    }
}

/// A moment and how it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// The moment, in UTC.
    pub at: Timestamp,
    /// How it is known.
    pub source: Source,
}

impl Stamp {
    /// A stamp read from our own clock.
    #[must_use]
    pub const fn ours(at: Timestamp) -> Self {
        Self { at, source: Source::OurClock }
    }
}
