//! A small invented action for the tests: three states, a lighthouse and its harbour.

use super::{Instrument, InstrumentKind, Planned, Room, TargetState, Voices, Wave, Window};
use crate::id::{InstrumentId, PersonId, TargetId};
use crate::map::{Asset, AssetKind, Measure};
use crate::people::Country;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

pub const COORDINATOR: PersonId = PersonId(Uuid::from_u128(1));
pub const DEPUTY: PersonId = PersonId(Uuid::from_u128(2));
pub const LEAD: PersonId = PersonId(Uuid::from_u128(3));
pub const OF_NL: PersonId = PersonId(Uuid::from_u128(10));
pub const ALSO_OF_NL: PersonId = PersonId(Uuid::from_u128(11));
pub const OF_RO: PersonId = PersonId(Uuid::from_u128(20));
pub const STRANGER: PersonId = PersonId(Uuid::from_u128(99));
/// Everybody who is tried.
pub const EVERYBODY: [PersonId; 7] = [COORDINATOR, DEPUTY, LEAD, OF_NL, ALSO_OF_NL, OF_RO, STRANGER];

/// The moment of the wave, in seconds; its window runs an hour before to a day after.
pub const MOMENT: i64 = 7200;

pub fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

pub fn country(code: &str) -> Country {
    code.parse().unwrap()
}

pub fn voices() -> Voices {
    Voices {
        coordinator: COORDINATOR,
        deputy: DEPUTY,
        lead: vec![LEAD],
        states: vec![(country("NL"), OF_NL), (country("NL"), ALSO_OF_NL), (country("RO"), OF_RO)],
        silence: SignedDuration::from_mins(10),
    }
}

/// The room at a moment, the coordinator being there.
pub fn room(voices: &Voices, now: i64) -> Room<'_> {
    Room { voices, coordinator_seen: at(now), now: at(now) }
}

/// A plan of the Netherlands, Romania and Canada, of whom Canada never says anything.
pub fn wave() -> Wave {
    let window = Window::new(at(MOMENT - 3600), at(MOMENT + 24 * 3600)).unwrap();
    Wave::planned(window, ["NL", "RO", "CA"].map(country))
}

/// The wave with its moment fixed.
pub fn set_wave() -> Wave {
    let voices = voices();
    let room = room(&voices, 0);
    wave().make_ready(LEAD, &room).unwrap().fix_moment(at(MOMENT), COORDINATOR, &room).unwrap()
}

/// The wave going, and the parts of the Netherlands and Romania with it.
pub fn going_wave() -> Wave {
    let voices = voices();
    let room = room(&voices, 10);
    let mut wave = set_wave();
    for by in [COORDINATOR, LEAD] {
        wave = wave.go(by, &room).unwrap();
    }
    for (state, by) in [("NL", OF_NL), ("NL", ALSO_OF_NL), ("RO", COORDINATOR), ("RO", OF_RO)] {
        wave = wave.go_for(country(state), &[], by, &room).unwrap();
    }
    wave
}

pub fn target(number: u128) -> TargetId {
    TargetId(Uuid::from_u128(number))
}

/// A target on which no state acts yet.
pub fn planned(number: u128, state: TargetState) -> Planned {
    let name = format!("target {number}");
    Planned { id: target(number), name, acting: None, state, after: Vec::new(), instead_of: None }
}

pub fn host() -> Asset {
    Asset::new(AssetKind::Host, "lighthouse.harbour.example").unwrap()
}

/// An instrument for one asset and measure, valid for a day around the moment.
pub fn instrument(kind: InstrumentKind, issuer: &str, place: &str, asset: &Asset, measure: Measure) -> Instrument {
    Instrument {
        id: InstrumentId(Uuid::from_u128(1)),
        kind,
        issuer: country(issuer),
        place: country(place),
        assets: vec![asset.clone()],
        measures: vec![measure],
        from: at(0),
        until: Some(at(24 * 3600)),
        revoked: false,
    }
}
