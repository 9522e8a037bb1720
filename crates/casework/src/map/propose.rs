//! Growing a network from its seeds: who else is under the same control, by the rules of `domain::map::control`.
//!
//! Candidates are whoever holds a value that a member holds, unless so many hold it that it says nothing, and whoever
//! a member names or sends its visitors to. Each is weighed against all members; who is proposed joins, and brings
//! candidates of its own, until nobody more joins.

use super::outlet::{Census, is_outlet, load, outlet_of, own_hosts};
use crate::desk::Desk;
use crate::error::Error;
use crate::records::Judged;
use domain::map::control::{Fact, Lacking, Members, Outlet, weigh};
use domain::map::{Asset as Name, AssetKind, Class, LinkKind};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// The most outlets that are weighed for one network.
const MAX_CANDIDATES: usize = 5_000;
/// The most outlets of one network.
const MAX_MEMBERS: usize = 1_000;
/// How many of those that do not join are shown with their judgement.
const MAX_CONSIDERED: usize = 50;
/// So many holders are few in any network, and so many more for each member: beyond that a value says nothing.
const FEW: (u64, u64) = (20, 5);

/// A network as it grew.
#[derive(Default)]
pub(super) struct Grown {
    /// Who belongs to it, the seeds first.
    pub(super) members: Vec<Joined>,
    /// Who has something in common with it and does not join.
    pub(super) considered: Vec<Judged>,
    /// Limits that were hit, in words.
    pub(super) not_examined: Vec<String>,
}

/// An outlet that belongs to a network.
pub(super) struct Joined {
    pub(super) outlet: Name,
    pub(super) names: Vec<Name>,
    /// Absent for a seed.
    pub(super) judged: Option<Judged>,
}

/// A network in the making.
struct Growth<'a> {
    desk: &'a Desk,
    members: Vec<(Name, Outlet)>,
    judged: BTreeMap<Name, Judged>,
    candidates: BTreeMap<Name, Outlet>,
    /// Everything that was read or is not to be read again.
    met: BTreeSet<Name>,
    census: Census,
    left_out: u64,
}

/// Grows a network from some outlets, given by any of their names.
pub(super) async fn grow(desk: &Desk, seeds: &[Name]) -> Result<Grown, Error> {
    let mut growth = Growth {
        desk,
        members: Vec::new(),
        judged: BTreeMap::new(),
        candidates: BTreeMap::new(),
        met: BTreeSet::new(),
        census: Census::default(),
        left_out: 0,
    };
    for seed in seeds.iter().filter(|seed| is_outlet(seed.kind())).map(outlet_of) {
        if growth.met.insert(seed.clone())
            && let Some(outlet) = load(desk, &seed).await?
        {
            growth.members.push((seed, outlet));
        }
    }
    let mut asked = 0;
    while asked < growth.members.len() && growth.members.len() < MAX_MEMBERS {
        for place in std::mem::replace(&mut asked, growth.members.len())..growth.members.len() {
            growth.look_around(place).await?;
        }
        growth.weigh_all().await?;
    }
    Ok(growth.finish())
}

impl Growth<'_> {
    /// How many holders a value may have, to be looked at at all.
    fn few(&self) -> u64 {
        FEW.0 + FEW.1 * self.members.len() as u64
    }

    /// Meets the candidates to which a member leads.
    async fn look_around(&mut self, place: usize) -> Result<(), Error> {
        let mut met = Vec::new();
        let facts = self.members[place].1.facts.clone();
        for Fact { link, object, .. } in facts.iter().filter(|fact| fact.link.class() < Class::Contextual) {
            let few = self.few();
            let held = self.census.ask(self.desk, *link, object, few).await?;
            if held.count <= few {
                met.extend(held.outlets.iter().cloned());
            }
            if matches!(link, LinkKind::PointsTo | LinkKind::RedirectsTo) {
                met.push(outlet_of(object));
            }
        }
        for outlet in met {
            self.meet(outlet.clone()).await?;
            // Hosts of a domain's own may be outlets of the same network.
            if outlet.kind() == AssetKind::Domain {
                self.meet_hosts(&outlet).await?;
            }
        }
        let own: Vec<Name> =
            self.members[place].1.names.iter().filter(|name| name.kind() == AssetKind::Domain).cloned().collect();
        for domain in own {
            self.meet_hosts(&domain).await?;
        }
        Ok(())
    }

    async fn meet_hosts(&mut self, domain: &Name) -> Result<(), Error> {
        for host in own_hosts(self.desk, domain).await?.unwrap_or_default() {
            self.meet(outlet_of(&host.name)).await?;
        }
        Ok(())
    }

    async fn meet(&mut self, outlet: Name) -> Result<(), Error> {
        if !is_outlet(outlet.kind()) || self.met.contains(&outlet) {
            return Ok(());
        }
        if self.candidates.len() >= MAX_CANDIDATES {
            self.left_out += 1;
            return Ok(());
        }
        self.met.insert(outlet.clone());
        if let Some(found) = load(self.desk, &outlet).await? {
            self.candidates.insert(outlet, found);
        }
        Ok(())
    }

    /// Weighs every candidate against the members, and lets those join who are proposed, until nobody more is.
    async fn weigh_all(&mut self) -> Result<(), Error> {
        loop {
            self.count_what_is_shared().await?;
            let members = Members::new(self.members.iter().map(|(_, outlet)| outlet));
            let holders = |link, value: &Name| self.census.count(link, value);
            let mut joining = Vec::new();
            for (outlet, candidate) in &self.candidates {
                let judgement = weigh(members.size(), &members.shared(candidate, holders));
                let judged = Judged::of(outlet, &candidate.names, members.size(), &judgement);
                if judgement.proposed() {
                    joining.push(outlet.clone());
                }
                self.judged.insert(outlet.clone(), judged);
            }
            if joining.is_empty() || self.members.len() >= MAX_MEMBERS {
                return Ok(());
            }
            for outlet in joining {
                self.members.extend(self.candidates.remove_entry(&outlet));
            }
        }
    }

    /// Counts the holders of everything that a candidate has in common with a member.
    async fn count_what_is_shared(&mut self) -> Result<(), Error> {
        let wanted = {
            let members = Members::new(self.members.iter().map(|(_, outlet)| outlet));
            let wanted = RefCell::new(BTreeSet::new());
            for candidate in self.candidates.values() {
                // Only the questions matter here; the answers are used when the candidate is weighed.
                let _ = members.shared(candidate, |link, value| {
                    wanted.borrow_mut().insert((link, value.clone()));
                    0
                });
            }
            wanted.into_inner()
        };
        let few = self.few();
        for (link, value) in wanted {
            self.census.ask(self.desk, link, &value, few).await?;
        }
        Ok(())
    }

    fn finish(mut self) -> Grown {
        let mut grown = Grown::default();
        for (outlet, found) in self.members {
            let judged = self.judged.remove(&outlet);
            grown.members.push(Joined { outlet, names: found.names, judged });
        }
        let considered = self.judged.into_values().filter(|judged| {
            judged.lacking != Some(Lacking::Anything)
                || judged.reasons_against.iter().any(|reason| reason.class < Class::Contextual)
        });
        grown.considered = considered.collect();
        grown.considered.sort_by(|a, b| (b.score, &a.outlet).cmp(&(a.score, &b.outlet)));
        let more = grown.considered.len().saturating_sub(MAX_CONSIDERED);
        grown.considered.truncate(MAX_CONSIDERED);
        for (count, what) in [
            (self.left_out, "outlets that have something in common with the network were not weighed"),
            (more as u64, "outlets that were weighed and do not join are not listed"),
            (
                u64::from(grown.members.len() >= MAX_MEMBERS),
                "limit was met: the network has as many outlets as are grown",
            ),
        ] {
            if count > 0 {
                grown.not_examined.push(format!("{count} {what}"));
            }
        }
        grown
    }
}
