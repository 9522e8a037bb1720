//! What a candidate and a network have in common, found by comparing what is known of each.

use super::super::asset::Asset;
use super::super::link::{Interval, LinkKind};
use super::{HOLDERS_COUNTED, Judgement, Shared, Tie, weigh};
use std::collections::{BTreeMap, BTreeSet};

/// One outgoing link of an outlet, with all the intervals in which it was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// By which link.
    pub link: LinkKind,
    /// To what.
    pub object: Asset,
    /// When it was seen; never empty.
    pub seen: Vec<Interval>,
}

/// What stands or falls together whoever controls it: a site with its host and its domain, an
/// application, a channel. Its facts are those of all its names. What it merely links to is not part
/// of it: a cloned page links to its victim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlet {
    /// Its own names. The first is the one it is shown by.
    pub names: Vec<Asset>,
    /// What is known of it.
    pub facts: Vec<Fact>,
}

impl Outlet {
    fn is_named(&self, asset: &Asset) -> bool {
        self.names.contains(asset)
    }

    fn links_to(&self, link: LinkKind, other: &Self) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.link == link && other.is_named(&fact.object))
    }
}

/// The members of a network, indexed by what they hold.
#[derive(Debug, Default)]
pub struct Members<'a> {
    outlets: Vec<&'a Outlet>,
    held: BTreeMap<(LinkKind, &'a Asset), Vec<&'a Fact>>,
}

impl<'a> Members<'a> {
    /// Indexes the members.
    pub fn new(outlets: impl IntoIterator<Item = &'a Outlet>) -> Self {
        let mut members = Self::default();
        outlets.into_iter().for_each(|outlet| members.add(outlet));
        members
    }

    fn add(&mut self, outlet: &'a Outlet) {
        let mut own = BTreeSet::new();
        for fact in &outlet.facts {
            // Two names of one outlet that hold the same value are one holder.
            if own.insert((fact.link, &fact.object)) {
                self.held.entry((fact.link, &fact.object)).or_default().push(fact);
            }
        }
        self.outlets.push(outlet);
    }

    /// How many they are.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.outlets.len() as u64
    }

    /// What a candidate has in common with them. `holders` counts who has a link to a value in the whole
    /// map; outlets should be counted, not each of their names.
    #[must_use]
    pub fn shared(&self, candidate: &Outlet, holders: impl Fn(LinkKind, &Asset) -> u64) -> Vec<Shared> {
        let mut shared = Vec::new();
        let mut seen = BTreeSet::new();
        for fact in &candidate.facts {
            if let Some(theirs) = self.held.get(&(fact.link, &fact.object))
                && let Some(times) = nearest(&fact.seen, theirs)
                && seen.insert((fact.link, &fact.object))
            {
                shared.push(Shared {
                    link: fact.link,
                    value: fact.object.clone(),
                    tie: Tie::Same,
                    holders: holders(fact.link, &fact.object).min(HOLDERS_COUNTED),
                    within: theirs.len() as u64,
                    seen: times,
                });
            }
        }
        shared.extend(self.mutual(candidate));
        shared.extend(self.leading_to(candidate, holders));
        shared
    }

    /// Members that name the candidate and are named by it. A directory names everybody, so the strangers
    /// that the candidate names besides are counted.
    fn mutual(&self, candidate: &Outlet) -> Vec<Shared> {
        const LINK: LinkKind = LinkKind::PointsTo;
        let named: BTreeSet<&Asset> = candidate.facts.iter().filter(|f| f.link == LINK).map(|f| &f.object).collect();
        let found: Vec<_> = self
            .outlets
            .iter()
            .filter_map(|member| Some((member, candidate.links_to(LINK, member)?, member.links_to(LINK, candidate)?)))
            .collect();
        if found.is_empty() {
            return Vec::new();
        }
        let within = found.len() as u64;
        let is_strange = |name: &&&Asset| !self.outlets.iter().any(|member| member.is_named(name));
        let holders = within + named.iter().filter(is_strange).count() as u64;
        let tie = |(member, ours, theirs): (&&Outlet, &Fact, &Fact)| {
            Some(Shared {
                link: LINK,
                value: member.names.first()?.clone(),
                tie: Tie::Mutual,
                holders: holders.min(HOLDERS_COUNTED),
                within,
                seen: nearest(&ours.seen, &[theirs])?,
            })
        };
        found.into_iter().filter_map(tie).collect()
    }

    /// Members that send their visitors to the candidate. Thousands of strangers may send theirs to a
    /// well-known site, so these are counted.
    fn leading_to(&self, candidate: &Outlet, holders: impl Fn(LinkKind, &Asset) -> u64) -> Vec<Shared> {
        const LINK: LinkKind = LinkKind::RedirectsTo;
        let found: Vec<_> =
            self.outlets.iter().filter_map(|member| Some((member, member.links_to(LINK, candidate)?))).collect();
        let within = found.len() as u64;
        let tie = |(member, fact): (&&Outlet, &Fact)| {
            let seen = *fact.seen.last()?;
            Some(Shared {
                link: LINK,
                value: member.names.first()?.clone(),
                tie: Tie::FromNetwork,
                holders: holders(LINK, &fact.object).min(HOLDERS_COUNTED),
                within,
                // The redirect itself is the meeting: it is seen at both ends at once.
                seen: (seen, seen),
            })
        };
        found.into_iter().filter_map(tie).collect()
    }
}

/// The two sightings nearest to each other.
fn nearest(ours: &[Interval], theirs: &[&Fact]) -> Option<(Interval, Interval)> {
    let pairs = ours.iter().flat_map(|a| theirs.iter().flat_map(|fact| &fact.seen).map(move |b| (*a, *b)));
    pairs.min_by_key(|(a, b)| a.gap(*b))
}

/// Grows a network from its seeds: whoever is proposed joins, until nobody more is. Returns the
/// candidates that would join, by their place in `candidates`, each with the judgement by which it did.
///
/// It is a proposal of a whole; the members were never confirmed, so a person reads every judgement.
#[must_use]
pub fn grow(
    seeds: &[Outlet],
    candidates: &[Outlet],
    holders: impl Fn(LinkKind, &Asset) -> u64,
) -> Vec<(usize, Judgement)> {
    let mut members = Members::new(seeds);
    let mut joined: Vec<(usize, Judgement)> = Vec::new();
    let mut waiting: Vec<usize> = (0..candidates.len()).collect();
    loop {
        let round: Vec<(usize, Judgement)> = waiting
            .iter()
            .map(|place| (*place, weigh(members.size(), &members.shared(&candidates[*place], &holders))))
            .filter(|(_, judgement)| judgement.proposed())
            .collect();
        if round.is_empty() {
            return joined;
        }
        round.iter().for_each(|(place, _)| members.add(&candidates[*place]));
        waiting.retain(|place| round.iter().all(|(taken, _)| taken != place));
        joined.extend(round);
    }
}
