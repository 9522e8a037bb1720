//! Who takes the steps of an order.

use crate::named::named;

named! {
    /// Who takes a step.
    pub enum By {
        /// An officer of the issuing authority.
        Officer = "officer",
        /// A second officer of the issuing authority, never the author.
        SecondOfficer = "second officer",
        /// Vigie itself, carrying out or recording what follows from a decision.
        Vigie = "Vigie",
        /// The provider, or for scrutiny the content provider.
        Provider = "provider",
        /// The authority of the state where the provider is established.
        HostState = "host state",
        /// A court or body of redress, as an officer records it.
        Court = "court",
    }
}

/// One line of a table of steps; its basis is an article of Regulation (EU) 2021/784.
pub type Step<S, E> = crate::step::Step<S, E, By>;
