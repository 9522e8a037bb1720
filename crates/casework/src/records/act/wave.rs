//! Waves.

use super::{Kind, Record, sortable};
use domain::act::moment::NotAWindow;
use domain::act::{Check, Part, Room, Said, Standing, Voices, WaveEvent, WaveState, Window};
use domain::id::{OperationId, PersonId, WaveId};
use domain::people::Country;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_with::{DisplayFromStr, serde_as};
use uuid::Uuid;

/// A check that a person answered for a state.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckSaid {
    /// The check.
    #[serde_as(as = "DisplayFromStr")]
    pub check: Check,
    /// Who.
    #[serde_as(as = "DisplayFromStr")]
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
    /// In their words.
    pub note: String,
}

/// One state's part.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatePart {
    /// The state.
    #[serde_as(as = "DisplayFromStr")]
    pub country: Country,
    /// Where it stands.
    #[serde_as(as = "DisplayFromStr")]
    pub standing: Standing,
    /// Who called go first, while a second person is awaited.
    #[serde_as(as = "Option<DisplayFromStr>")]
    pub first_go: Option<PersonId>,
    /// What was said of its readiness, oldest first.
    pub said: Vec<CheckSaid>,
}

impl StatePart {
    /// The checks that nobody has answered for it yet.
    #[must_use]
    pub fn missing(&self) -> Vec<Check> {
        let said: Vec<Said> =
            self.said.iter().map(|said| Said { check: said.check, by: said.by, at: said.at }).collect();
        domain::act::missing_checks(&said)
    }
}

/// Somebody who speaks for a state.
#[serde_as]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voice {
    /// The state.
    #[serde_as(as = "DisplayFromStr")]
    pub country: Country,
    /// The person.
    #[serde_as(as = "DisplayFromStr")]
    pub person: PersonId,
}

/// A call that somebody made.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallMade {
    /// What was called.
    #[serde_as(as = "DisplayFromStr")]
    pub event: WaveEvent,
    /// For which state; absent for everybody.
    #[serde_as(as = "Option<DisplayFromStr>")]
    pub country: Option<Country>,
    /// Who.
    #[serde_as(as = "DisplayFromStr")]
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
    /// Why, in their words.
    pub reason: String,
}

/// One dated strike of an operation.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wave {
    /// Its identifier.
    #[serde_as(as = "DisplayFromStr")]
    pub id: WaveId,
    /// Its operation.
    #[serde_as(as = "DisplayFromStr")]
    pub operation: OperationId,
    /// Its number in the operation, from 1.
    pub number: u32,
    /// How far it got.
    #[serde_as(as = "DisplayFromStr")]
    pub state: WaveState,
    /// The first moment of its window.
    pub from: Timestamp,
    /// The first moment after it.
    pub until: Timestamp,
    /// T0.
    pub moment: Option<Timestamp>,
    /// Who called go first, while a second person is awaited.
    #[serde_as(as = "Option<DisplayFromStr>")]
    pub first_go: Option<PersonId>,
    /// The states that take part, in order of their codes.
    pub parts: Vec<StatePart>,
    /// Who coordinates.
    #[serde_as(as = "DisplayFromStr")]
    pub coordinator: PersonId,
    /// Who takes over while the coordinator is silent.
    #[serde_as(as = "DisplayFromStr")]
    pub deputy: PersonId,
    /// Those who speak for the lead authority.
    #[serde_as(as = "Vec<DisplayFromStr>")]
    pub lead: Vec<PersonId>,
    /// Those who speak for the states.
    pub voices: Vec<Voice>,
    /// After so many seconds without a sign of life the coordinator is silent.
    pub silence_seconds: i64,
    /// The coordinator's last sign of life, by our own clock.
    pub coordinator_seen: Timestamp,
    /// What was called, oldest first.
    pub calls: Vec<CallMade>,
    /// When it was planned.
    pub planned: Timestamp,
}

impl Wave {
    /// Where it stands, for the rules.
    ///
    /// # Errors
    /// [`NotAWindow`] when the record's window is none.
    pub fn life(&self) -> Result<domain::act::Wave, NotAWindow> {
        let part = |part: &StatePart| (part.country, Part { standing: part.standing, first_go: part.first_go });
        Ok(domain::act::Wave {
            state: self.state,
            window: Window::new(self.from, self.until)?,
            moment: self.moment,
            first_go: self.first_go,
            parts: self.parts.iter().map(part).collect(),
        })
    }

    /// Takes over what the rules answered, and who called for it. What was said of readiness stays.
    pub fn follow(&mut self, life: &domain::act::Wave, call: CallMade) {
        self.state = life.state;
        self.moment = life.moment;
        self.first_go = life.first_go;
        for part in &mut self.parts {
            if let Some(now) = life.parts.get(&part.country) {
                part.standing = now.standing;
                part.first_go = now.first_go;
            }
        }
        self.calls.push(call);
    }

    /// Who has a voice in it.
    #[must_use]
    pub fn voices(&self) -> Voices {
        Voices {
            coordinator: self.coordinator,
            deputy: self.deputy,
            lead: self.lead.clone(),
            states: self.voices.iter().map(|voice| (voice.country, voice.person)).collect(),
            silence: SignedDuration::from_secs(self.silence_seconds),
        }
    }

    /// The room at a moment, given those who have a voice.
    #[must_use]
    pub const fn room<'a>(&self, voices: &'a Voices, now: Timestamp) -> Room<'a> {
        Room { voices, coordinator_seen: self.coordinator_seen, now }
    }

    /// One state's part.
    #[must_use]
    pub fn part(&self, country: Country) -> Option<&StatePart> {
        self.parts.iter().find(|part| part.country == country)
    }
}

impl Record for Wave {
    const KIND: Kind = Kind::Wave;
    fn uuid(&self) -> Uuid {
        self.id.0
    }
    fn state_name(&self) -> String {
        self.state.name().to_owned()
    }
    fn sort(&self) -> String {
        sortable(self.moment.unwrap_or(self.from))
    }
    fn unique(&self) -> Option<String> {
        Some(format!("{} {}", self.operation, self.number))
    }
    fn keys(&self) -> Vec<(String, String)> {
        let states = self.parts.iter().map(|part| ("country".to_owned(), part.country.to_string()));
        std::iter::once(("operation".to_owned(), self.operation.to_string())).chain(states).collect()
    }
}
