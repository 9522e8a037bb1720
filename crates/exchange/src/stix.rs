//! Takes observables and the relationships between them from a STIX 2.1 bundle.
//!
//! What a partner's bundle says beside that (who did it, with what intent) is not taken: the map holds what can be looked
//! at. An object that cannot be used is named with its reason and spoils no other. When the bundle does not say when
//! something was seen, it counts as seen when it was received, and its note says so.
//!
//! # Source
//! OASIS STIX 2.1: sections 3 (bundle), 4 (observed-data, relationship, infrastructure), 5 (relationship objects) and 6
//! (cyber-observable objects). Types that are read are listed in docs/sources/map-imports.md.

mod links;
mod objects;

use std::collections::HashMap;

use domain::map::{Asset, Interval, LinkKind, Observation, Source};
use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::list::RowFault;
use crate::observed::{date, note_of, sighting, text};

/// The longest bundle that is read, in bytes.
pub const MAX_BYTES: usize = 64 << 20;
/// The most objects of a bundle that are looked at.
pub const MAX_OBJECTS: usize = 500_000;
/// The most references or names of one object that are followed.
pub const MAX_REFERENCES: usize = 5_000;

/// What a bundle holds for the map.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Import {
    /// Every observable that names an asset, each once, in the order of the bundle.
    pub assets: Vec<Asset>,
    /// What links them.
    pub observations: Vec<Observation>,
    /// What could not be used.
    pub problems: Vec<Problem>,
}

/// An object that was not taken, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{id}: {what}")]
pub struct Problem {
    /// Its identifier, or its place in the bundle where it has none.
    pub id: String,
    /// What is wrong with it.
    pub what: Fault,
}

/// What can be wrong with an object.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A value or link in it cannot be used.
    #[error("{0}")]
    Value(RowFault),
    /// It refers to something that the bundle does not hold, or that names no asset.
    #[error("it refers to {0}, which is not in the bundle or names nothing on the map")]
    Reference(String),
    /// The map has nothing like this relationship.
    #[error("the relationship {0:?} between these has no place on the map")]
    Relationship(String),
    /// Its author took it back.
    #[error("its author revoked it")]
    Revoked,
}

/// Why a bundle cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum NotABundle {
    /// It is too long.
    #[error("the bundle is longer than {MAX_BYTES} bytes; split it")]
    TooLong,
    /// It is no JSON.
    #[error("this is not JSON")]
    NotJson(#[source] serde_json::Error),
    /// It is some other JSON.
    #[error("this is not a STIX bundle: an object of type “bundle” with a list “objects” is expected")]
    NotABundle,
    /// It holds too much.
    #[error("the bundle holds {found} objects, more than {MAX_OBJECTS}; split it")]
    TooManyObjects {
        /// How many it holds.
        found: usize,
    },
}

/// Reads a bundle that was received at a time.
///
/// # Errors
/// When it is no bundle, or one that is too large.
pub fn read(bytes: &[u8], received: Timestamp) -> Result<Import, NotABundle> {
    if bytes.len() > MAX_BYTES {
        return Err(NotABundle::TooLong);
    }
    let bundle: Value = serde_json::from_slice(bytes).map_err(NotABundle::NotJson)?;
    let is_bundle = bundle.get("type").and_then(Value::as_str) == Some("bundle");
    let objects = bundle.get("objects").and_then(Value::as_array).filter(|_| is_bundle);
    let objects = objects.ok_or(NotABundle::NotABundle)?;
    if objects.len() > MAX_OBJECTS {
        return Err(NotABundle::TooManyObjects { found: objects.len() });
    }
    let mut reading = Reading { received, ..Reading::default() };
    let objects: Vec<Part> = objects.iter().enumerate().filter_map(Part::of).collect();
    objects.iter().for_each(|part| reading.name(part));
    objects.iter().for_each(|part| reading.date(part));
    objects.iter().for_each(|part| reading.link(part));
    Ok(reading.import)
}

/// An object of the bundle.
struct Part<'a> {
    id: String,
    kind: &'a str,
    object: &'a Map<String, Value>,
}

impl<'a> Part<'a> {
    fn of((place, value): (usize, &'a Value)) -> Option<Self> {
        let object = value.as_object()?;
        let id = text(object, "id").map_or_else(|_| format!("object {}", place + 1), note_of);
        Some(Self { id, kind: text(object, "type").ok()?, object })
    }
}

/// The state of reading one bundle.
#[derive(Default)]
struct Reading {
    received: Timestamp,
    named: HashMap<String, Asset>,
    /// When an observable was seen, by the observed-data that hold it.
    seen: HashMap<String, Interval>,
    known: std::collections::HashSet<Asset>,
    import: Import,
}

impl Reading {
    fn problem(&mut self, id: &str, what: Fault) {
        self.import.problems.push(Problem { id: id.to_owned(), what });
    }

    /// Takes an observable for what it names.
    fn name(&mut self, part: &Part) {
        match objects::asset_of(part.kind, part.object) {
            None => {}
            Some(Err(fault)) => self.problem(&part.id, Fault::Value(fault)),
            Some(Ok(asset)) => {
                self.named.insert(part.id.clone(), asset.clone());
                if self.known.insert(asset.clone()) {
                    self.import.assets.push(asset);
                }
            }
        }
    }

    /// Learns from observed data when the observables in it were seen.
    fn date(&mut self, part: &Part) {
        if part.kind != "observed-data" {
            return;
        }
        let Some(seen) = interval_of(part.object, "first_observed", "last_observed") else {
            return self.problem(&part.id, Fault::Value(RowFault::BadTime("first_observed")));
        };
        for id in links::references(part.object, "object_refs") {
            self.seen.entry(id.to_owned()).and_modify(|known| *known = known.hull(seen)).or_insert(seen);
        }
    }

    /// Adds a link that the bundle states, seen in an interval or else when the bundle was received.
    fn add(&mut self, id: &str, ends: (Asset, LinkKind, Asset), seen: Option<Interval>, how: &str) {
        let note = if seen.is_some() { how.to_owned() } else { format!("{how}; no date given, so that of receipt") };
        match sighting(ends, seen.unwrap_or(Interval::at(self.received)), Source::Stix, &note) {
            Ok(observation) => self.import.observations.push(observation),
            Err(fault) => self.problem(id, Fault::Value(fault)),
        }
    }
}

/// From one time of an object to another, which may be missing or, in a careless bundle, lie before it.
fn interval_of(object: &Map<String, Value>, first: &'static str, last: &'static str) -> Option<Interval> {
    let first = date(text(object, first).ok()?)?;
    let last = text(object, last).ok().and_then(date).unwrap_or(first);
    Interval::new(first, last).or_else(|| Interval::new(last, first))
}

#[cfg(test)]
mod tests;
