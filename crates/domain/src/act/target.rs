//! The life of a target: from a proposal to what the outside saw, and whether somebody is owed.
//!
//! Two sides move apart: how far the target got ([`TargetState`]) and whether somebody who had nothing
//! to do with it was hit and must be made whole ([`Redress`]). Reports of what people did are taken in
//! from almost everywhere, because a team whose telephone was offline may have acted before it learned
//! of a hold; only Vigie's own dispatch is strict.

use super::by::{By, Step};
use super::outcome::Outcome;
use crate::named::named;
use crate::step::find;

named! {
    /// How far a target got.
    pub enum TargetState {
        /// Taken from the map; no state acts yet.
        Proposed = "proposed",
        /// Allocated to the state that can act.
        Allocated = "allocated",
        /// The state prepared its papers and its team.
        Prepared = "prepared",
        /// Nothing is missing but the moment.
        Cleared = "cleared",
        /// Something is missing, or somebody held it back; the others go on.
        HeldBack = "held_back",
        /// Sent out at the moment, or the team was told to begin.
        Dispatched = "dispatched",
        /// Reported as done.
        Executed = "executed",
        /// Reported as done, and our own look from outside agrees.
        Confirmed = "confirmed",
        /// Reported as done, and our own look from outside says otherwise.
        Contradicted = "contradicted",
        /// Reported as not done.
        Failed = "failed",
        /// Taken off the plan before it went out.
        Withdrawn = "withdrawn",
    }
}

impl TargetState {
    /// Whether it went out, or was acted on without having been sent. What is out cannot be called back.
    #[must_use]
    pub const fn is_out(self) -> bool {
        matches!(self, Self::Dispatched | Self::Executed | Self::Confirmed | Self::Contradicted | Self::Failed)
    }

    /// Whether the measure was carried out, as far as nobody contradicts it.
    #[must_use]
    pub const fn is_done(self) -> bool {
        matches!(self, Self::Executed | Self::Confirmed)
    }
}

named! {
    /// Whether somebody who had nothing to do with it must be made whole.
    pub enum Redress {
        /// Nobody was hit.
        None = "none",
        /// Somebody was, and has not been made whole yet.
        Owed = "owed",
        /// Everything was given back and put right.
        MadeWhole = "made_whole",
    }
}

named! {
    /// What happens to a target.
    pub enum TargetEvent {
        /// A state is to act, or another one instead.
        Allocate = "allocate",
        /// The state has prepared it.
        Prepare = "prepare",
        /// Nothing is missing any more.
        Clear = "clear",
        /// Something is missing, or somebody held it back.
        HoldBack = "hold_back",
        /// It goes out.
        Dispatch = "dispatch",
        /// Somebody reports that it was done.
        Execute = "execute",
        /// Somebody reports that it was not done.
        Fail = "fail",
        /// A look from outside agrees with the report.
        Confirm = "confirm",
        /// A look from outside disagrees with the report.
        Contradict = "contradict",
        /// It is taken off the plan.
        Withdraw = "withdraw",
        /// Somebody was hit who had nothing to do with it.
        Owe = "owe",
        /// They were made whole.
        MakeWhole = "make_whole",
    }
}

use TargetEvent as E;
use TargetState as S;

/// What has not gone out.
const AT_HOME: &[S] = &[S::Proposed, S::Allocated, S::Prepared, S::Cleared, S::HeldBack];
/// From where a report that it was done leads there. Somebody may act without having been sent.
const REPORTABLE: &[S] = &[S::Allocated, S::Prepared, S::Cleared, S::HeldBack, S::Dispatched, S::Failed, S::Withdrawn];
/// From where a report that it was not done leads there. A server that was seized may turn out to be
/// somebody else's.
const FALLIBLE: &[S] = &[
    S::Allocated,
    S::Prepared,
    S::Cleared,
    S::HeldBack,
    S::Dispatched,
    S::Executed,
    S::Confirmed,
    S::Contradicted,
    S::Withdrawn,
];
/// Reported as done; a second report of the same changes nothing.
const REPORTED: &[S] = &[S::Executed, S::Confirmed, S::Contradicted];

/// How far the target gets.
pub const TARGET_STEPS: &[Step<S, E>] = &[
    Step::new(AT_HOME, E::Allocate, S::Allocated, By::Lead, "the state that can act"),
    Step::new(&[S::Allocated], E::Prepare, S::Prepared, By::ActingState, "papers approved beforehand"),
    Step::new(&[S::Prepared, S::HeldBack], E::Clear, S::Cleared, By::Vigie, "nothing is missing"),
    Step::new(&[S::Prepared, S::Cleared, S::HeldBack], E::HoldBack, S::HeldBack, By::Vigie, "that target only"),
    Step::new(&[S::Cleared], E::Dispatch, S::Dispatched, By::Vigie, "at the moment, after go"),
    Step::new(REPORTABLE, E::Execute, S::Executed, By::OnSite, "a report is kept"),
    Step::stay(REPORTED, E::Execute, By::OnSite, "a report is kept"),
    Step::new(FALLIBLE, E::Fail, S::Failed, By::OnSite, "a report is kept"),
    Step::stay(&[S::Failed], E::Fail, By::OnSite, "a report is kept"),
    Step::new(REPORTED, E::Confirm, S::Confirmed, By::Vigie, "two sources"),
    Step::new(REPORTED, E::Contradict, S::Contradicted, By::Vigie, "two sources"),
    Step::new(AT_HOME, E::Withdraw, S::Withdrawn, By::Lead, "what is out cannot be called back"),
];

/// Whether somebody is made whole.
pub const REDRESS_STEPS: &[Step<Redress, E>] = &[
    Step::new(&[Redress::None, Redress::MadeWhole], E::Owe, Redress::Owed, By::OnSite, "bystanders are made whole"),
    Step::stay(&[Redress::Owed], E::Owe, By::OnSite, "bystanders are made whole"),
    Step::new(&[Redress::Owed], E::MakeWhole, Redress::MadeWhole, By::ActingState, "bystanders are made whole"),
];

/// Where a target stands on both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TargetLife {
    /// How far it got.
    pub state: TargetState,
    /// Whether somebody is owed.
    pub redress: Redress,
}

impl TargetLife {
    /// A proposal.
    pub const PROPOSED: Self = Self { state: TargetState::Proposed, redress: Redress::None };

    /// Where the target goes by an event. Every side that knows the event must accept it.
    ///
    /// # Errors
    /// [`TargetOutOfOrder`] when the event does not fit.
    pub fn after(self, event: TargetEvent) -> Result<Self, TargetOutOfOrder> {
        let refuse = |()| TargetOutOfOrder { state: self.state, redress: self.redress, event };
        // Nobody can have been hit by what nobody has touched.
        if event == E::Owe && !self.state.is_out() {
            return Err(refuse(()));
        }
        Ok(Self {
            state: find(TARGET_STEPS, self.state, event).map_err(refuse)?,
            redress: find(REDRESS_STEPS, self.redress, event).map_err(refuse)?,
        })
    }

    /// Where it goes when somebody reports what happened.
    ///
    /// # Errors
    /// [`TargetOutOfOrder`] when no state was ever to act on it.
    pub fn reported(self, outcome: Outcome) -> Result<Self, TargetOutOfOrder> {
        let life = self.after(if outcome.is_done() { E::Execute } else { E::Fail })?;
        if outcome.owes_redress() { life.after(E::Owe) } else { Ok(life) }
    }
}

/// An event that does not fit where the target stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "a target that is {} (redress: {}) cannot take this step ({})",
    .state.name().replace('_', " "), .redress.name().replace('_', " "), .event.name().replace('_', " ")
)]
pub struct TargetOutOfOrder {
    /// Where it stands.
    pub state: TargetState,
    /// Whether somebody is owed.
    pub redress: Redress,
    /// What was tried.
    pub event: TargetEvent,
}

#[cfg(test)]
mod tests;
