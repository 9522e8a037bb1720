//! Who takes the steps of a joint action.

use crate::named::named;

named! {
    /// Who takes a step.
    pub enum By {
        /// The coordinator or somebody of the lead authority; the deputy while the coordinator is silent.
        Lead = "coordinator or lead",
        /// Two different people of those who lead.
        TwoPeople = "two people",
        /// Two different people, at least one of whom speaks for the state.
        TwoPeopleOneOfTheState = "two people, one of the state",
        /// One person alone, whoever has a voice in it: stopping never waits for a second.
        OneVoice = "one voice",
        /// The state that acts.
        ActingState = "acting state",
        /// Whoever was there: the team on site, or the provider that was asked.
        OnSite = "on site",
        /// Vigie itself, carrying out or recording what follows from a decision.
        Vigie = "Vigie",
    }
}

/// One line of a table of steps; its basis is a rule of our own practice.
pub type Step<S, E> = crate::step::Step<S, E, By>;
