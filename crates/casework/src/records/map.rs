//! The map: one record for each asset, with everything that is known of it.
//!
//! An asset holds the facts of which it is the subject. Each fact is a key of the record, so that whoever holds a
//! value is found by one walk of an index; there is no table of pairs.

mod expansion;
mod judgement;
mod network;

pub use expansion::{Expansion, ExpansionState, Level, Limit, Limits};
pub use judgement::{Judged, JudgedReason, Judgements, Weighed};
pub use network::{Because, Member, Network, NetworkDecision};

use super::{Kind, Record, sortable};
use domain::id::{AssetId, ExpansionId, NetworkId, PersonId, ProviderId};
use domain::map::link::LONGEST_GAP;
use domain::map::{self, AssetKind, Interval, LinkKind, Source};
use domain::people::Country;
use jiff::Timestamp;
use matching::digest::Sha256;
use serde::{Deserialize, Serialize};
use serde_with::{DisplayFromStr, serde_as};
use std::collections::BTreeMap;
use uuid::Uuid;

/// How many facts an asset holds. What has more is not one outlet's infrastructure; the rest is not examined.
pub const MAX_FACTS: usize = 2_000;
/// How many sightings a fact holds; what was seen on and off more often is not examined further.
pub const MAX_SIGHTINGS: usize = 200;
/// How many expansions an asset remembers to have been reached by, the latest ones.
const MAX_VISITS: usize = 20;

/// Something that the map is made of.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asset {
    /// Its identifier.
    #[serde_as(as = "DisplayFromStr")]
    pub id: AssetId,
    /// Its kind and canonical value; unique.
    #[serde_as(as = "DisplayFromStr")]
    pub name: map::Asset,
    /// When it was first named here.
    pub recorded: Timestamp,
    /// Who put it on the map by hand, if somebody did.
    pub seed: Option<Seed>,
    /// What is known of it, in order of link and object.
    pub facts: Vec<Fact>,
    /// Whether facts were left out because it holds [`MAX_FACTS`], or one of them [`MAX_SIGHTINGS`].
    pub overfull: bool,
    /// The provider that a person named as its own.
    #[serde_as(as = "Option<DisplayFromStr>")]
    pub provider: Option<ProviderId>,
    /// How many strangers depend on it, if somebody counted them elsewhere.
    pub counted: Option<Counted>,
    /// The confirmed networks it is a member of.
    #[serde_as(as = "Vec<DisplayFromStr>")]
    pub networks: Vec<NetworkId>,
    /// The latest look at it through each source.
    #[serde_as(as = "BTreeMap<DisplayFromStr, _>")]
    pub looks: BTreeMap<Source, AssetLook>,
    /// The expansions that reached it, oldest first.
    pub visits: Vec<Visit>,
}

/// That a person put an asset on the map.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seed {
    /// Who.
    #[serde_as(as = "DisplayFromStr")]
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
    /// Why, in their words.
    pub why: String,
}

/// A count of strangers that a person made or got from somebody.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// How many names of others depend on the asset.
    pub strangers: u64,
    /// From which kind of source.
    #[serde_as(as = "DisplayFromStr")]
    pub source: Source,
    /// When they were counted.
    pub at: Timestamp,
    /// Who recorded it.
    #[serde_as(as = "DisplayFromStr")]
    pub by: PersonId,
    /// How they were counted.
    pub note: String,
}

/// One thing that is known of an asset.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// How it is linked.
    #[serde_as(as = "DisplayFromStr")]
    pub link: LinkKind,
    /// To what.
    #[serde_as(as = "DisplayFromStr")]
    pub object: map::Asset,
    /// When that was seen and by whom, in order of time. Never empty.
    pub sightings: Vec<Sighting>,
}

/// An interval in which one source saw a fact.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sighting {
    /// From when until when.
    #[serde(with = "interval")]
    pub seen: Interval,
    /// By which source.
    #[serde_as(as = "DisplayFromStr")]
    pub source: Source,
    /// How, in the words of the latest look; may be empty.
    pub note: String,
    /// What was sealed at the first and at the latest look: the answers, or the file that was handed in.
    pub evidence: Vec<Sha256>,
}

/// What came of asking one source about an asset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssetLook {
    /// When it was asked.
    pub at: Timestamp,
    /// Whether it answered; that it knows nothing is an answer.
    pub answered: bool,
    /// What was not examined, in words.
    pub not_examined: Vec<String>,
    /// The sealed record of the look, which names the answers.
    pub evidence: Sha256,
}

/// What a sighting told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// Nothing that was not known.
    Nothing,
    /// Something more of what was known.
    Again,
    /// A new fact.
    New,
}

/// That an expansion reached an asset.
#[serde_as]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// The expansion.
    #[serde_as(as = "DisplayFromStr")]
    pub expansion: ExpansionId,
    /// In how many steps from a seed, at least.
    pub depth: u8,
    /// Whether its sources were asked.
    pub asked: bool,
}

impl Asset {
    /// An asset of which nothing is known but its name.
    #[must_use]
    pub const fn named(id: AssetId, name: map::Asset, recorded: Timestamp) -> Self {
        Self {
            id,
            name,
            recorded,
            seed: None,
            facts: Vec::new(),
            overfull: false,
            provider: None,
            counted: None,
            networks: Vec::new(),
            looks: BTreeMap::new(),
            visits: Vec::new(),
        }
    }

    /// What is known through one kind of link, in order of the objects.
    pub fn through(&self, link: LinkKind) -> impl Iterator<Item = &Fact> {
        self.facts.iter().filter(move |fact| fact.link == link)
    }

    /// The country it was last seen to stand or be established in.
    #[must_use]
    pub fn country(&self) -> Option<Country> {
        let latest = self.through(LinkKind::LocatedIn).max_by_key(|fact| fact.seen().last())?;
        latest.object.value().parse().ok()
    }

    /// Everything about it that was not examined, in words.
    #[must_use]
    pub fn not_examined(&self) -> Vec<String> {
        let looks = self.looks.iter();
        let mut all: Vec<String> = looks
            .flat_map(|(source, look)| look.not_examined.iter().map(move |what| format!("{source}: {what}")))
            .collect();
        if self.overfull {
            all.push(format!(
                "it has more than {MAX_FACTS} links, or one seen on and off more than {MAX_SIGHTINGS} times"
            ));
        }
        all
    }

    /// Takes a sighting of a fact in.
    pub fn learn(&mut self, link: LinkKind, object: &map::Asset, sighting: Sighting) -> Told {
        match self.facts.binary_search_by(|fact| (fact.link, &fact.object).cmp(&(link, object))) {
            Ok(place) => {
                let fact = &mut self.facts[place];
                let mut sightings = fact.sightings.clone();
                see(&mut sightings, sighting);
                if sightings.len() > MAX_SIGHTINGS {
                    return self.leave_out();
                }
                let told = if sightings == fact.sightings { Told::Nothing } else { Told::Again };
                fact.sightings = sightings;
                told
            }
            Err(_) if self.facts.len() >= MAX_FACTS => self.leave_out(),
            Err(place) => {
                self.facts.insert(place, Fact { link, object: object.clone(), sightings: vec![sighting] });
                Told::New
            }
        }
    }

    const fn leave_out(&mut self) -> Told {
        if std::mem::replace(&mut self.overfull, true) { Told::Nothing } else { Told::Again }
    }

    /// How an expansion reached it, if it did.
    pub fn visit(&mut self, expansion: ExpansionId) -> Option<&mut Visit> {
        self.visits.iter_mut().find(|visit| visit.expansion == expansion)
    }

    /// Remembers that an expansion reached it, and forgets the oldest one when there are too many.
    pub fn reached(&mut self, visit: Visit) {
        if self.visits.len() >= MAX_VISITS {
            self.visits.remove(0);
        }
        self.visits.push(visit);
    }
}

impl Fact {
    /// From the first sighting to the last, by whichever source; between them it may not have been so.
    #[must_use]
    pub fn seen(&self) -> Interval {
        let all = self.sightings.iter().map(|sighting| sighting.seen);
        // A fact has at least one sighting; the beginning of time stands for what cannot be.
        all.reduce(Interval::hull).unwrap_or(Interval::at(Timestamp::UNIX_EPOCH))
    }

    /// Whether it was seen at any time in an interval.
    #[must_use]
    pub fn seen_in(&self, interval: Interval) -> bool {
        self.sightings.iter().any(|sighting| sighting.seen.overlaps(interval))
    }
}

/// Adds a sighting to those of the same source: joined with what is near in time, kept apart otherwise.
fn see(sightings: &mut Vec<Sighting>, seen: Sighting) {
    let mut joined = seen;
    let near = |known: &Sighting, joined: &Sighting| {
        known.source == joined.source && known.seen.gap(joined.seen) <= LONGEST_GAP
    };
    // A longer interval may reach others, so look until nothing more is near.
    while let Some(place) = sightings.iter().position(|known| near(known, &joined)) {
        joined = join(sightings.swap_remove(place), joined);
    }
    sightings.push(joined);
    sightings.sort_by_key(|sighting| (sighting.seen, sighting.source));
}

/// Two sightings as one. Evidence is kept of the first and of the latest look, and the words of the latest.
fn join(known: Sighting, new: Sighting) -> Sighting {
    let seen = known.seen.hull(new.seen);
    let (earlier, later) = if new.seen.last() >= known.seen.last() { (known, new) } else { (new, known) };
    let first =
        if earlier.seen.first() <= later.seen.first() { earlier.evidence.first() } else { later.evidence.first() };
    let latest = later.evidence.last().or(earlier.evidence.last());
    let mut evidence: Vec<Sha256> = first.into_iter().chain(latest).copied().collect();
    evidence.dedup();
    Sighting { seen, source: later.source, note: later.note, evidence }
}

impl Record for Asset {
    const KIND: Kind = Kind::Asset;
    fn uuid(&self) -> Uuid {
        self.id.0
    }
    fn state_name(&self) -> String {
        self.name.kind().name().to_owned()
    }
    fn sort(&self) -> String {
        format!("{} {}", sortable(self.recorded), self.name)
    }
    fn unique(&self) -> Option<String> {
        Some(self.name.to_string())
    }
    fn keys(&self) -> Vec<(String, String)> {
        let key = |relation: &str, value: String| (relation.to_owned(), value);
        let facts = self.facts.iter().map(|fact| key(fact.link.name(), fact.object.to_string()));
        let provider = self.provider.map(|provider| key("provider", provider.to_string()));
        let country = self.country().map(|country| key("country", country.to_string()));
        let networks = self.networks.iter().map(|network| key("network", network.to_string()));
        let visits = self.visits.iter().map(|visit| key("expansion", visit.expansion.to_string()));
        let seed = self.seed.as_ref().map(|_| key("seed", "yes".to_owned()));
        facts.chain(provider).chain(country).chain(networks).chain(visits).chain(seed).collect()
    }
}

impl Asset {
    /// The states of those assets that a link may lead from to something of this kind: what a search for the holders
    /// of a value has to walk.
    #[must_use]
    pub fn holders_of(link: LinkKind, object: AssetKind) -> Vec<String> {
        let holders = AssetKind::ALL.iter().filter(|kind| link.allowed(**kind, object));
        holders.map(|kind| kind.name().to_owned()).collect()
    }
}

/// An interval as its two ends.
mod interval {
    use domain::map::Interval;
    use jiff::Timestamp;
    use serde::de::Error as _;
    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};

    pub(super) fn serialize<S: Serializer>(interval: &Interval, serializer: S) -> Result<S::Ok, S::Error> {
        (interval.first(), interval.last()).serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Interval, D::Error> {
        let (first, last) = <(Timestamp, Timestamp)>::deserialize(deserializer)?;
        Interval::new(first, last).ok_or_else(|| D::Error::custom("an interval ends before it begins"))
    }
}

#[cfg(test)]
mod tests;
