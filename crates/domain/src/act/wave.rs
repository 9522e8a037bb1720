//! The life of a wave, and of each state's part in it: one table of steps each.
//!
//! A wave goes only when two different people called go for one fixed moment; a state's targets go only
//! when, besides, two people called go for that state, one of them its own. Whoever has a voice stops it
//! alone, at any time until the end. A go is for one moment: whoever moves the moment asks everybody anew.

mod refusal;

pub use refusal::{CallRefused, Scope};

use super::by::{By, Step};
use super::moment::Window;
use super::readiness::Check;
use super::voice::Room;
use crate::id::PersonId;
use crate::named::named;
use crate::people::Country;
use crate::step::find;
use jiff::Timestamp;
use std::collections::BTreeMap;

named! {
    /// How far a wave got.
    pub enum WaveState {
        /// Targets are gathered and allocated.
        Planned = "planned",
        /// The readiness of every state was gone through.
        Ready = "ready",
        /// The moment is fixed.
        Set = "set",
        /// Two people called go: from the moment on, what is cleared goes out.
        Going = "going",
        /// Stopped for now; nothing goes out.
        Held = "held",
        /// Stopped for good; what is out stays out.
        Aborted = "aborted",
        /// Over.
        Ended = "ended",
    }
}

impl WaveState {
    /// Whether nothing more can happen to it.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Aborted | Self::Ended)
    }
}

named! {
    /// Where a state stands with its own part.
    pub enum Standing {
        /// It has not called go. Silence is never "go".
        Silent = "silent",
        /// It called go for the moment.
        Going = "going",
        /// Its part is stopped for now; the others go on.
        Held = "held",
        /// Its part is stopped for good; the others go on.
        Aborted = "aborted",
    }
}

named! {
    /// What happens to a wave, or to a state's part in it.
    pub enum WaveEvent {
        /// The readiness of every state was gone through.
        MakeReady = "make_ready",
        /// The plan is taken up again.
        Reopen = "reopen",
        /// The moment is fixed, or moved.
        FixMoment = "fix_moment",
        /// Go.
        Go = "go",
        /// Hold.
        Hold = "hold",
        /// Abort.
        Abort = "abort",
        /// It is over.
        End = "end",
    }
}

use Standing as P;
use WaveEvent as E;
use WaveState as S;

/// Everything but the ends. From here stopping is always possible.
const NOT_OVER: &[S] = &[S::Planned, S::Ready, S::Set, S::Going, S::Held];

/// How far the wave gets.
pub const WAVE_STEPS: &[Step<S, E>] = &[
    Step::new(&[S::Planned], E::MakeReady, S::Ready, By::Lead, "blind spots were seen"),
    Step::new(&[S::Ready, S::Set, S::Held], E::Reopen, S::Planned, By::Lead, "a go is for one plan"),
    Step::new(&[S::Ready, S::Set, S::Held], E::FixMoment, S::Set, By::Lead, "a go is for one moment"),
    Step::new(&[S::Set, S::Held], E::Go, S::Going, By::TwoPeople, "four eyes"),
    Step::new(NOT_OVER, E::Hold, S::Held, By::OneVoice, "stopping never waits"),
    Step::new(NOT_OVER, E::Abort, S::Aborted, By::OneVoice, "stopping never waits"),
    Step::new(&[S::Going, S::Held], E::End, S::Ended, By::Lead, "nobody is owed"),
];

/// Where a state stands with its own part.
pub const STANDING_STEPS: &[Step<P, E>] = &[
    Step::new(&[P::Silent, P::Held], E::Go, P::Going, By::TwoPeopleOneOfTheState, "four eyes"),
    Step::new(&[P::Silent, P::Going, P::Held], E::Hold, P::Held, By::OneVoice, "a state can hold its own"),
    Step::new(&[P::Silent, P::Going, P::Held], E::Abort, P::Aborted, By::OneVoice, "a state can hold its own"),
    Step::new(&[P::Silent, P::Going], E::FixMoment, P::Silent, By::Lead, "a go is for one moment"),
    Step::stay(&[P::Held, P::Aborted], E::FixMoment, By::Lead, "only the state takes its own hold back"),
    Step::new(&[P::Silent, P::Going], E::Reopen, P::Silent, By::Lead, "a go is for one plan"),
    Step::stay(&[P::Held, P::Aborted], E::Reopen, By::Lead, "only the state takes its own hold back"),
];

/// A state's part in a wave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Where the state stands.
    pub standing: Standing,
    /// Who called go first, while a second person is awaited.
    pub first_go: Option<PersonId>,
}

impl Part {
    /// A state that said nothing yet.
    pub const SILENT: Self = Self { standing: Standing::Silent, first_go: None };
}

/// Where a wave stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wave {
    /// How far it got.
    pub state: WaveState,
    /// The days within which it acts.
    pub window: Window,
    /// The moment, T0, once it is fixed.
    pub moment: Option<Timestamp>,
    /// Who called go first, while a second person is awaited.
    pub first_go: Option<PersonId>,
    /// The states that take part.
    pub parts: BTreeMap<Country, Part>,
}

impl Wave {
    /// A plan in which the states take part.
    #[must_use]
    pub fn planned(window: Window, states: impl IntoIterator<Item = Country>) -> Self {
        let parts = states.into_iter().map(|state| (state, Part::SILENT)).collect();
        Self { state: WaveState::Planned, window, moment: None, first_go: None, parts }
    }

    /// Says that the readiness of every state, and every blind spot, was gone through.
    ///
    /// # Errors
    /// [`CallRefused`] names the reason.
    pub fn make_ready(&self, by: PersonId, room: &Room<'_>) -> Result<Self, CallRefused> {
        led(E::MakeReady, by, room)?;
        self.after(E::MakeReady)
    }

    /// Takes the plan up again. The moment and every go are void.
    ///
    /// # Errors
    /// [`CallRefused`] names the reason.
    pub fn reopen(&self, by: PersonId, room: &Room<'_>) -> Result<Self, CallRefused> {
        led(E::Reopen, by, room)?;
        Ok(Self { moment: None, parts: self.parts_after(E::Reopen)?, ..self.after(E::Reopen)? })
    }

    /// Fixes the moment, or moves it. Every go is void; a hold of a state stays.
    ///
    /// # Errors
    /// [`CallRefused`] names the reason.
    pub fn fix_moment(&self, moment: Timestamp, by: PersonId, room: &Room<'_>) -> Result<Self, CallRefused> {
        led(E::FixMoment, by, room)?;
        let next = self.after(E::FixMoment)?;
        // A wave held while it was still planned was never found ready.
        if self.state == S::Held && self.moment.is_none() {
            return Err(CallRefused::NeverReady);
        }
        if !self.window.contains(moment) {
            return Err(CallRefused::OutsideWindow { from: self.window.from(), until: self.window.until() });
        }
        if moment <= room.now {
            return Err(CallRefused::NotAhead { moment });
        }
        Ok(Self { moment: Some(moment), parts: self.parts_after(E::FixMoment)?, ..next })
    }

    /// Calls go for everybody. The first call waits for a second person; the second makes it so.
    ///
    /// # Errors
    /// [`CallRefused`] names the reason.
    pub fn go(&self, by: PersonId, room: &Room<'_>) -> Result<Self, CallRefused> {
        led(E::Go, by, room)?;
        let next = self.after(E::Go)?;
        self.can_still_go(room.now)?;
        match self.first_go {
            None => Ok(Self { first_go: Some(by), ..self.clone() }),
            Some(first) if first == by => Err(CallRefused::SamePerson),
            Some(_) => Ok(next),
        }
    }

    /// Calls go for one state's part, of which `missing` is not ready. Of the two people at least one
    /// speaks for the state.
    ///
    /// # Errors
    /// [`CallRefused`] names the reason.
    pub fn go_for(
        &self,
        country: Country,
        missing: &[Check],
        by: PersonId,
        room: &Room<'_>,
    ) -> Result<Self, CallRefused> {
        if !room.speaks_for(country, by) {
            led(E::Go, by, room)?;
        }
        let part = self.part(country)?;
        let standing = follow_part(country, part.standing, E::Go)?;
        if self.state.is_over() {
            return Err(CallRefused::OutOfOrder { state: self.state, event: E::Go });
        }
        self.can_still_go(room.now)?;
        if !missing.is_empty() {
            return Err(CallRefused::StateNotReady { country, missing: missing.to_vec() });
        }
        let next = match part.first_go {
            None => Part { first_go: Some(by), ..part },
            Some(first) if first == by => return Err(CallRefused::SamePerson),
            Some(first) if !room.speaks_for(country, first) && !room.speaks_for(country, by) => {
                return Err(CallRefused::NobodyOfTheState { country });
            }
            Some(_) => Part { standing, first_go: None },
        };
        Ok(self.with_part(country, next))
    }

    /// Holds everything, or one state's part. One voice is enough.
    ///
    /// # Errors
    /// [`CallRefused`] when the person has no voice in it or it is over.
    pub fn hold(&self, scope: Scope, by: PersonId, room: &Room<'_>) -> Result<Self, CallRefused> {
        self.stop(E::Hold, scope, by, room)
    }

    /// Stops everything, or one state's part, for good. One voice is enough.
    ///
    /// # Errors
    /// [`CallRefused`] when the person has no voice in it or it is over.
    pub fn abort(&self, scope: Scope, by: PersonId, room: &Room<'_>) -> Result<Self, CallRefused> {
        self.stop(E::Abort, scope, by, room)
    }

    /// Ends the wave, when nobody whom it hit is still owed anything.
    ///
    /// # Errors
    /// [`CallRefused`] names the reason.
    pub fn end(&self, owed: usize, by: PersonId, room: &Room<'_>) -> Result<Self, CallRefused> {
        led(E::End, by, room)?;
        let next = self.after(E::End)?;
        if owed > 0 { Err(CallRefused::Owed { count: owed }) } else { Ok(next) }
    }

    /// Where a state stands; a state that takes no part is silent.
    #[must_use]
    pub fn standing(&self, country: Country) -> Standing {
        self.parts.get(&country).map_or(Standing::Silent, |part| part.standing)
    }

    fn stop(&self, event: WaveEvent, scope: Scope, by: PersonId, room: &Room<'_>) -> Result<Self, CallRefused> {
        let own = matches!(scope, Scope::State(country) if room.speaks_for(country, by));
        if !own && !room.stops(by) {
            return Err(CallRefused::NoVoice { event, scope });
        }
        let Scope::State(country) = scope else { return self.after(event) };
        let part = self.part(country)?;
        if self.state.is_over() {
            return Err(CallRefused::OutOfOrder { state: self.state, event });
        }
        let standing = follow_part(country, part.standing, event)?;
        Ok(self.with_part(country, Part { standing, first_go: None }))
    }

    /// The wave after an event. Half a go never outlives a step.
    fn after(&self, event: WaveEvent) -> Result<Self, CallRefused> {
        let refuse = |()| CallRefused::OutOfOrder { state: self.state, event };
        let state = find(WAVE_STEPS, self.state, event).map_err(refuse)?;
        Ok(Self { state, first_go: None, ..self.clone() })
    }

    fn parts_after(&self, event: WaveEvent) -> Result<BTreeMap<Country, Part>, CallRefused> {
        let follow = |(country, part): (&Country, &Part)| {
            let standing = follow_part(*country, part.standing, event)?;
            Ok((*country, Part { standing, first_go: None }))
        };
        self.parts.iter().map(follow).collect()
    }

    fn part(&self, country: Country) -> Result<Part, CallRefused> {
        self.parts.get(&country).copied().ok_or(CallRefused::NoPart { country })
    }

    fn with_part(&self, country: Country, part: Part) -> Self {
        let mut next = self.clone();
        next.parts.insert(country, part);
        next
    }

    /// Whether there is a moment to go for, and a window to go in.
    fn can_still_go(&self, now: Timestamp) -> Result<(), CallRefused> {
        if self.moment.is_none() {
            Err(CallRefused::NoMoment)
        } else if now >= self.window.until() {
            Err(CallRefused::WindowOver { until: self.window.until() })
        } else {
            Ok(())
        }
    }
}

/// That the person leads, or why not yet.
fn led(event: WaveEvent, by: PersonId, room: &Room<'_>) -> Result<(), CallRefused> {
    match room.deputy_from() {
        _ if room.leads(by) => Ok(()),
        Some(from) if by == room.voices.deputy => Err(CallRefused::CoordinatorThere { from }),
        _ => Err(CallRefused::NoVoice { event, scope: Scope::All }),
    }
}

fn follow_part(country: Country, standing: Standing, event: WaveEvent) -> Result<Standing, CallRefused> {
    find(STANDING_STEPS, standing, event).map_err(|()| CallRefused::PartOutOfOrder { country, standing, event })
}

#[cfg(test)]
mod tests;
