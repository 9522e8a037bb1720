//! Who has a voice: who may call go, hold and abort, and when the deputy may.

use crate::id::PersonId;
use crate::people::Country;
use jiff::{SignedDuration, Timestamp};

/// A coordinator who was silent for less than this is never silent, whatever was agreed: a page that
/// loads slowly must not hand over an operation. Our own practice, not law.
pub const SHORTEST_SILENCE: SignedDuration = SignedDuration::from_mins(2);

/// The people named before a wave begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voices {
    /// Who coordinates.
    pub coordinator: PersonId,
    /// Who takes over while the coordinator is silent.
    pub deputy: PersonId,
    /// Those who speak for the lead authority.
    pub lead: Vec<PersonId>,
    /// Those who speak for a state.
    pub states: Vec<(Country, PersonId)>,
    /// After so long without a sign of life the coordinator is silent; at least [`SHORTEST_SILENCE`].
    pub silence: SignedDuration,
}

/// The operations room at one moment: who has a voice, and when the coordinator was last there.
#[derive(Debug, Clone, Copy)]
pub struct Room<'a> {
    /// Who has a voice.
    pub voices: &'a Voices,
    /// The coordinator's last sign of life, by our own clock.
    pub coordinator_seen: Timestamp,
    /// Now.
    pub now: Timestamp,
}

impl Room<'_> {
    /// From when on the deputy may lead, if the coordinator gives no further sign of life. Nothing if
    /// that moment is beyond all time.
    #[must_use]
    pub fn deputy_from(&self) -> Option<Timestamp> {
        self.coordinator_seen.checked_add(self.voices.silence.max(SHORTEST_SILENCE)).ok()
    }

    /// Whether the coordinator has been silent for longer than agreed.
    #[must_use]
    pub fn coordinator_is_silent(&self) -> bool {
        self.deputy_from().is_some_and(|from| from < self.now)
    }

    /// Whether the person may lead now: plan, fix the moment, call go.
    #[must_use]
    pub fn leads(&self, person: PersonId) -> bool {
        let voices = self.voices;
        person == voices.coordinator
            || voices.lead.contains(&person)
            || (person == voices.deputy && self.coordinator_is_silent())
    }

    /// Whether the person may stop everything. The deputy always may: stopping never waits.
    #[must_use]
    pub fn stops(&self, person: PersonId) -> bool {
        person == self.voices.deputy || self.leads(person)
    }

    /// Whether the person speaks for a state.
    #[must_use]
    pub fn speaks_for(&self, country: Country, person: PersonId) -> bool {
        self.voices.states.contains(&(country, person))
    }
}
