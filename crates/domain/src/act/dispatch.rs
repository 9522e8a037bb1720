//! What may go out at the moment: asked anew for each target, right before it goes.

use super::instrument::{Instrument, NoInstrument, covering};
use super::sequence::{Plan, Planned, Settled};
use super::target::TargetState;
use super::wave::{Standing, Wave, WaveState};
use crate::hold::Answer;
use crate::map::{Asset, Measure};
use crate::people::Country;
use jiff::Timestamp;

/// What is known of a target when it is cleared, and again when it is about to go out.
#[derive(Debug, Clone)]
pub struct TargetFacts<'a> {
    /// What it aims at.
    pub asset: &'a Asset,
    /// What is to be done.
    pub measure: Measure,
    /// The state where it is done: where the server stands, where the registrar is established.
    pub place: Country,
    /// The instruments of the operation.
    pub instruments: &'a [Instrument],
    /// Whether the papers that go out were approved.
    pub papers_approved: bool,
    /// The recorded answer of deconfliction.
    pub deconfliction: Option<Answer>,
    /// Whether what else would be hit was estimated, and accepted.
    pub collateral_accepted: bool,
    /// Why a person held it back, if somebody did.
    pub held_by_hand: Option<&'a str>,
}

/// Why a target is held back. The others go on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HeldBack {
    /// No instrument carries it.
    #[error(transparent)]
    Instrument(#[from] NoInstrument),
    /// The papers are not approved.
    #[error("its papers are not approved; a second officer approves them")]
    Papers,
    /// Nobody was asked, or somebody did not say go.
    #[error("deconfliction says “{}”; only “go” lets it out", .0.map_or("nothing", Answer::name))]
    Deconfliction(Option<Answer>),
    /// What else would be hit is not accepted.
    #[error("what else would be hit was not estimated and accepted; estimate it, or choose a narrower measure")]
    Collateral,
    /// A person held it back.
    #[error("it was held back: {0}")]
    ByHand(String),
}

/// Why a target waits, though it may lack nothing itself.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Waits {
    /// Only what is cleared goes out.
    #[error("it is {}, not cleared", .0.name().replace('_', " "))]
    NotCleared(TargetState),
    /// The wave does not go.
    #[error("the wave is {0}, not going")]
    WaveNotGoing(WaveState),
    /// No state acts.
    #[error("no state acts on it; allocate it")]
    NoState,
    /// The state's part does not go.
    #[error("the part of {country} is {standing}, not going")]
    StateNotGoing {
        /// The state.
        country: Country,
        /// Where it stands.
        standing: Standing,
    },
    /// The moment has not come.
    #[error("the moment has not come")]
    BeforeMoment,
    /// The window is over.
    #[error("the window is over")]
    WindowOver,
    /// Another target comes first.
    #[error("“{0}” comes first")]
    After(String),
    /// Another target was to come first, and will never be done.
    #[error(
        "“{0}” was to come first and was not done; a person takes the dependency away, or this target off the plan"
    )]
    AfterWhatFailed(String),
    /// It only steps in when another fails.
    #[error("it steps in only if “{0}” fails")]
    StepsInFor(String),
}

/// Why a target does not go out now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotNow {
    /// What it waits for.
    pub waits: Vec<Waits>,
    /// What it lacks.
    pub lacks: Vec<HeldBack>,
}

/// Everything that a target lacks. Empty means that it can be cleared.
#[must_use]
pub fn lacks(facts: &TargetFacts<'_>, now: Timestamp) -> Vec<HeldBack> {
    let mut lacks = Vec::new();
    if let Err(none) = covering(facts.instruments, facts.asset, facts.measure, facts.place, now) {
        lacks.push(HeldBack::Instrument(none));
    }
    if !facts.papers_approved {
        lacks.push(HeldBack::Papers);
    }
    if facts.deconfliction != Some(Answer::Go) {
        lacks.push(HeldBack::Deconfliction(facts.deconfliction));
    }
    if !facts.collateral_accepted {
        lacks.push(HeldBack::Collateral);
    }
    if let Some(reason) = facts.held_by_hand {
        lacks.push(HeldBack::ByHand(reason.to_owned()));
    }
    lacks
}

/// Everything that a target waits for.
#[must_use]
pub fn waits(target: &Planned, plan: &Plan<'_>, wave: &Wave, now: Timestamp) -> Vec<Waits> {
    let mut waits = Vec::new();
    if target.state != TargetState::Cleared {
        waits.push(Waits::NotCleared(target.state));
    }
    if wave.state != WaveState::Going {
        waits.push(Waits::WaveNotGoing(wave.state));
    }
    match target.acting.map(|country| (country, wave.standing(country))) {
        None => waits.push(Waits::NoState),
        Some((_, Standing::Going)) => {}
        Some((country, standing)) => waits.push(Waits::StateNotGoing { country, standing }),
    }
    if wave.moment.is_none_or(|moment| now < moment) {
        waits.push(Waits::BeforeMoment);
    }
    if now >= wave.window.until() {
        waits.push(Waits::WindowOver);
    }
    let name = |id| plan.get(id).map_or_else(|| "?".to_owned(), |first: &Planned| first.name.clone());
    for first in &target.after {
        match plan.settled(*first) {
            Settled::Done => {}
            Settled::Pending => waits.push(Waits::After(name(*first))),
            Settled::Never => waits.push(Waits::AfterWhatFailed(name(*first))),
        }
    }
    let failed =
        |id| plan.get(id).is_some_and(|first| matches!(first.state, TargetState::Failed | TargetState::Withdrawn));
    waits.extend(target.instead_of.filter(|first| !failed(*first)).map(|first| Waits::StepsInFor(name(first))));
    waits
}

/// Whether a target goes out now.
///
/// # Errors
/// [`NotNow`] with everything that stands against it.
pub fn may_go_out(
    target: &Planned,
    plan: &Plan<'_>,
    wave: &Wave,
    facts: &TargetFacts<'_>,
    now: Timestamp,
) -> Result<(), NotNow> {
    let not_now = NotNow { waits: waits(target, plan, wave, now), lacks: lacks(facts, now) };
    if not_now.waits.is_empty() && not_now.lacks.is_empty() { Ok(()) } else { Err(not_now) }
}

#[cfg(test)]
mod tests;
