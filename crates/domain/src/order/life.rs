//! The life of an order: one table of steps, from the draft to the end of every proceeding.
//!
//! An order has four sides that move apart: how far it got ([`OrderState`]), what the authority of
//! the host state makes of it ([`Scrutiny`]), what a court makes of it ([`Contest`]), and whether the
//! content comes back ([`Reinstatement`]). The tables below are the only place that says what may
//! follow what; the diagram in `docs/order-life.md` is drawn from them.

use super::Answer;
use super::step::{By, Step};
use crate::named::named;
use crate::step::find;

named! {
    /// How far an order got.
    pub enum OrderState {
        /// Written from a finding; something is missing.
        Draft = "draft",
        /// Nothing is missing but a second officer and, for a first order, the twelve hours.
        Checked = "checked",
        /// Approved by a second officer; it waits to be issued.
        Approved = "approved",
        /// Issued, every gate met; delivery waits in the outbox.
        Issued = "issued",
        /// Handed over to the provider's mail server or interface. The hour does not run yet.
        Delivered = "delivered",
        /// Received by the provider. The hour runs.
        Received = "received",
        /// Nobody at the provider confirmed receipt in time; a person follows it up.
        Unanswered = "unanswered",
        /// The hour ended without an answer.
        Late = "late",
        /// Annex II: the content was removed.
        Removed = "removed",
        /// Annex II: access was disabled in all Member States.
        Disabled = "disabled",
        /// Annex III: impossible for reasons outside the provider's control. The hour stands still.
        Impossible = "impossible",
        /// Annex III: the provider says the order has a manifest error. The hour stands still.
        ErrorClaimed = "error_claimed",
        /// Annex III: the provider needs to know more. The hour stands still.
        InformationAsked = "information_asked",
        /// Taken back by the issuing authority.
        Withdrawn = "withdrawn",
        /// Found in breach by the authority of the host state: without effect everywhere.
        Void = "void",
        /// Annulled by a court.
        Annulled = "annulled",
    }
}

impl OrderState {
    /// Whether it has not left the house.
    #[must_use]
    pub const fn is_draft(self) -> bool {
        matches!(self, Self::Draft | Self::Checked | Self::Approved)
    }

    /// Whether the order has left the house. An order withdrawn as a draft counts too: its record
    /// says whether it was ever issued.
    #[must_use]
    pub const fn is_issued(self) -> bool {
        !self.is_draft()
    }

    /// Whether it left the house, and nobody at the provider has confirmed that it, or our latest answer, arrived.
    #[must_use]
    pub const fn awaits_receipt(self) -> bool {
        matches!(self, Self::Issued | Self::Delivered | Self::Unanswered)
    }

    /// Whether a provider still owes an answer.
    #[must_use]
    pub const fn awaits_answer(self) -> bool {
        matches!(
            self,
            Self::Issued | Self::Delivered | Self::Received | Self::Unanswered | Self::Late | Self::Impossible
        )
    }

    /// Whether the provider says that the content is gone.
    #[must_use]
    pub const fn claims_gone(self) -> bool {
        matches!(self, Self::Removed | Self::Disabled)
    }

    /// Whether the provider asked something of us that stops the hour.
    #[must_use]
    pub const fn asks_us(self) -> bool {
        matches!(self, Self::Impossible | Self::ErrorClaimed | Self::InformationAsked)
    }

    /// Whether the order has no effect (any more).
    #[must_use]
    pub const fn is_without_effect(self) -> bool {
        matches!(self, Self::Withdrawn | Self::Void | Self::Annulled)
    }
}

named! {
    /// What the authority of the host state makes of an order.
    pub enum Scrutiny {
        /// Nothing was asked and nothing begun.
        None = "none",
        /// The provider or the content provider asked for it (Art 4(4)).
        Requested = "requested",
        /// Begun on the authority's own motion (Art 4(3)).
        Opened = "opened",
        /// The issuing authority was told that a breach is about to be found (Art 4(5)).
        Warned = "warned",
        /// No serious or manifest breach: the order stands.
        Stands = "stands",
        /// A breach was found: the order has lost its effect.
        Breach = "breach",
    }
}

named! {
    /// What a court or body of redress makes of an order.
    pub enum Contest {
        /// Nobody has challenged it.
        None = "none",
        /// Challenged before a court or body of the issuing state (Art 9).
        Pending = "pending",
        /// Upheld.
        Upheld = "upheld",
        /// Annulled.
        Annulled = "annulled",
    }
}

named! {
    /// Whether the content comes back after an order lost its effect.
    pub enum Reinstatement {
        /// Not called for.
        None = "none",
        /// The provider is asked to reinstate at once, subject to its own terms.
        Asked = "asked",
        /// The provider says that it reinstated.
        Reinstated = "reinstated",
        /// The provider declines under its own terms.
        Declined = "declined",
    }
}

named! {
    /// What happens to an order.
    pub enum Event {
        /// Nothing is missing any more but the second officer and the twelve hours.
        Check = "check",
        /// Something that was there is missing again.
        Reopen = "reopen",
        /// A second officer approves.
        Approve = "approve",
        /// Issued, every gate met.
        Issue = "issue",
        /// Handed over to the provider's mail server or interface.
        Deliver = "deliver",
        /// The mail came back: it was not handed over after all.
        Bounce = "bounce",
        /// The provider received it.
        Receive = "receive",
        /// The time ended without receipt or answer.
        TimeEnds = "time_ends",
        /// Annex II: removed.
        AnswerRemoved = "answer_removed",
        /// Annex II: disabled in all Member States.
        AnswerDisabled = "answer_disabled",
        /// Annex III: impossible.
        AnswerImpossible = "answer_impossible",
        /// Annex III: manifest error.
        AnswerError = "answer_error",
        /// Annex III: insufficient information.
        AnswerUnclear = "answer_unclear",
        /// Our clarification or correction was handed over: the hour starts again with its receipt.
        Clarify = "clarify",
        /// What made it impossible has ended: the hour starts again.
        Restart = "restart",
        /// The issuing authority takes it back.
        Withdraw = "withdraw",
        /// The provider or the content provider asks for scrutiny.
        AskScrutiny = "ask_scrutiny",
        /// The authority of the host state begins scrutiny of its own motion.
        OpenScrutiny = "open_scrutiny",
        /// It warns the issuing authority of an adverse decision.
        WarnIssuer = "warn_issuer",
        /// It lets the order stand.
        LetStand = "let_stand",
        /// It finds a breach.
        FindBreach = "find_breach",
        /// Somebody challenges the order.
        Challenge = "challenge",
        /// The challenge fails.
        Uphold = "uphold",
        /// The challenge succeeds.
        Annul = "annul",
        /// The provider says that the content is back.
        Reinstate = "reinstate",
        /// The provider says that its own terms forbid it to come back.
        DeclineReinstatement = "decline_reinstatement",
    }
}

impl From<Answer> for Event {
    fn from(answer: Answer) -> Self {
        match answer {
            Answer::Removed => Self::AnswerRemoved,
            Answer::DisabledAllMs => Self::AnswerDisabled,
            Answer::Impossible => Self::AnswerImpossible,
            Answer::ManifestError => Self::AnswerError,
            Answer::InsufficientInformation => Self::AnswerUnclear,
        }
    }
}

use Event as E;
use OrderState as S;

/// States in which a provider may answer. An answer given without a confirmed receipt is a receipt too.
const OPEN: &[S] = &[S::Issued, S::Delivered, S::Received, S::Unanswered, S::Late, S::Impossible];
/// States in which the order has left the house and has effect.
const IN_EFFECT: &[S] = &[
    S::Issued,
    S::Delivered,
    S::Received,
    S::Unanswered,
    S::Late,
    S::Removed,
    S::Disabled,
    S::Impossible,
    S::ErrorClaimed,
    S::InformationAsked,
];
/// Everything but the ends.
const NOT_ENDED: &[S] = &[
    S::Draft,
    S::Checked,
    S::Approved,
    S::Issued,
    S::Delivered,
    S::Received,
    S::Unanswered,
    S::Late,
    S::Removed,
    S::Disabled,
    S::Impossible,
    S::ErrorClaimed,
    S::InformationAsked,
];
/// Past delivery: a mail server's acceptance that we learn of late changes nothing.
const PAST_DELIVERY: &[S] = &[
    S::Delivered,
    S::Received,
    S::Unanswered,
    S::Late,
    S::Removed,
    S::Disabled,
    S::Impossible,
    S::ErrorClaimed,
    S::InformationAsked,
    S::Withdrawn,
    S::Void,
    S::Annulled,
];

/// How far the order gets.
///
/// # Source
/// Regulation (EU) 2021/784, Art 3(2)-(8), 4(7), 9.
pub const STEPS: &[Step<S, E>] = &[
    Step::new(&[S::Draft], E::Check, S::Checked, By::Vigie, "Art 3(4)"),
    Step::new(&[S::Checked, S::Approved], E::Reopen, S::Draft, By::Vigie, "Art 3(4)"),
    Step::new(&[S::Checked], E::Approve, S::Approved, By::SecondOfficer, "Art 12(1)(a)"),
    Step::new(&[S::Approved], E::Issue, S::Issued, By::SecondOfficer, "Art 3(1)"),
    Step::new(&[S::Issued], E::Deliver, S::Delivered, By::Vigie, "Art 3(5)"),
    Step::stay(PAST_DELIVERY, E::Deliver, By::Vigie, "Art 3(5)"),
    Step::new(&[S::Delivered, S::Unanswered], E::Bounce, S::Issued, By::Vigie, "Art 3(5)"),
    Step::new(&[S::Issued, S::Delivered, S::Unanswered], E::Receive, S::Received, By::Provider, "Art 3(5)"),
    Step::new(&[S::Issued, S::Delivered], E::TimeEnds, S::Unanswered, By::Vigie, "Art 3(3)"),
    Step::new(&[S::Received], E::TimeEnds, S::Late, By::Vigie, "Art 3(3)"),
    Step::new(OPEN, E::AnswerRemoved, S::Removed, By::Provider, "Art 3(6)"),
    Step::new(OPEN, E::AnswerDisabled, S::Disabled, By::Provider, "Art 3(6)"),
    Step::new(OPEN, E::AnswerImpossible, S::Impossible, By::Provider, "Art 3(7)"),
    Step::new(OPEN, E::AnswerError, S::ErrorClaimed, By::Provider, "Art 3(8)"),
    Step::new(OPEN, E::AnswerUnclear, S::InformationAsked, By::Provider, "Art 3(8)"),
    Step::new(&[S::ErrorClaimed, S::InformationAsked], E::Clarify, S::Delivered, By::Officer, "Art 3(8)"),
    Step::new(&[S::Impossible], E::Restart, S::Received, By::Officer, "Art 3(7)"),
    Step::new(NOT_ENDED, E::Withdraw, S::Withdrawn, By::Officer, "Art 3"),
    Step::new(IN_EFFECT, E::FindBreach, S::Void, By::HostState, "Art 4(7)"),
    Step::new(IN_EFFECT, E::Annul, S::Annulled, By::Court, "Art 9(1)"),
];

/// What the authority of the host state does.
///
/// # Source
/// Regulation (EU) 2021/784, Art 4(3)-(7).
pub const SCRUTINY_STEPS: &[Step<Scrutiny, E>] = &[
    Step::new(&[Scrutiny::None, Scrutiny::Opened], E::AskScrutiny, Scrutiny::Requested, By::Provider, "Art 4(4)"),
    Step::new(&[Scrutiny::None], E::OpenScrutiny, Scrutiny::Opened, By::HostState, "Art 4(3)"),
    Step::new(&[Scrutiny::Requested, Scrutiny::Opened], E::WarnIssuer, Scrutiny::Warned, By::HostState, "Art 4(5)"),
    Step::new(
        &[Scrutiny::Requested, Scrutiny::Opened, Scrutiny::Warned],
        E::LetStand,
        Scrutiny::Stands,
        By::HostState,
        "Art 4(3), (4)",
    ),
    // The issuing authority is warned first: without a warning no breach can be found.
    Step::new(&[Scrutiny::Warned], E::FindBreach, Scrutiny::Breach, By::HostState, "Art 4(3)-(5)"),
];

/// What a court does.
///
/// # Source
/// Regulation (EU) 2021/784, Art 9.
pub const CONTEST_STEPS: &[Step<Contest, E>] = &[
    Step::new(&[Contest::None], E::Challenge, Contest::Pending, By::Court, "Art 9(1)"),
    Step::new(&[Contest::Pending], E::Uphold, Contest::Upheld, By::Court, "Art 9(1)"),
    Step::new(&[Contest::Pending], E::Annul, Contest::Annulled, By::Court, "Art 9(1)"),
];

/// Whether the content comes back. Reinstatement is asked by every step that takes the effect from
/// an order that had left the house.
///
/// # Source
/// Regulation (EU) 2021/784, Art 4(7).
pub const REINSTATEMENT_STEPS: &[Step<Reinstatement, E>] = &[
    Step::new(&[Reinstatement::None], E::FindBreach, Reinstatement::Asked, By::Vigie, "Art 4(7)"),
    Step::new(&[Reinstatement::None], E::Annul, Reinstatement::Asked, By::Vigie, "Art 9(1)"),
    Step::new(&[Reinstatement::None], E::Withdraw, Reinstatement::Asked, By::Vigie, "Art 3"),
    Step::new(&[Reinstatement::Asked], E::Reinstate, Reinstatement::Reinstated, By::Provider, "Art 4(7)"),
    Step::new(&[Reinstatement::Asked], E::DeclineReinstatement, Reinstatement::Declined, By::Provider, "Art 4(7)"),
];

/// Where an order stands on all four sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Life {
    /// How far it got.
    pub state: OrderState,
    /// What the host state makes of it.
    pub scrutiny: Scrutiny,
    /// What a court makes of it.
    pub contest: Contest,
    /// Whether the content comes back.
    pub reinstatement: Reinstatement,
}

impl Life {
    /// A new draft.
    pub const DRAFT: Self = Self {
        state: OrderState::Draft,
        scrutiny: Scrutiny::None,
        contest: Contest::None,
        reinstatement: Reinstatement::None,
    };

    /// Where the order goes by an event. Every side that knows the event must accept it.
    ///
    /// # Errors
    /// [`OutOfOrder`] when the event does not fit.
    pub fn after(self, event: Event) -> Result<Self, OutOfOrder> {
        let refuse = |()| OutOfOrder { state: self.state, event };
        let acts_on_an_issued_order =
            matches!(event, E::AskScrutiny | E::OpenScrutiny | E::WarnIssuer | E::LetStand | E::Challenge | E::Uphold);
        if acts_on_an_issued_order && !IN_EFFECT.contains(&self.state) {
            return Err(refuse(()));
        }
        // Nobody at the provider knows of an order that never left the house.
        let unknown_outside = event == E::Withdraw && self.state.is_draft();
        Ok(Self {
            state: find(STEPS, self.state, event).map_err(refuse)?,
            scrutiny: find(SCRUTINY_STEPS, self.scrutiny, event).map_err(refuse)?,
            contest: find(CONTEST_STEPS, self.contest, event).map_err(refuse)?,
            reinstatement: if unknown_outside {
                self.reinstatement
            } else {
                find(REINSTATEMENT_STEPS, self.reinstatement, event).map_err(refuse)?
            },
        })
    }
}

/// An event that does not fit where the order stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an order that is {} cannot take this step ({})", .state.name().replace('_', " "), .event.name().replace('_', " "))]
pub struct OutOfOrder {
    /// Where it stands.
    pub state: OrderState,
    /// What was tried.
    pub event: Event,
}

#[cfg(test)]
mod tests;
