//! What a target rests on besides its own record: the titles that name its asset, the holds of other authorities, and
//! what else its measure would hit by now.

use super::address;
use super::sight::{Sight, every};
use crate::desk::Desk;
use crate::error::Error;
use crate::ports::Query;
use crate::records::{Hold, Instrument, Kept, Kind, Operation, Target};
use domain::act::{HeldBack, Instrument as Title, TargetFacts, TargetState};
use domain::hold::{self, Answer};
use domain::id::{InstrumentId, TargetId};
use domain::map::Asset as Name;
use domain::map::collateral::{Estimate, Refusal as TooBroad, bearable, hits_others};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// Titles, holds and counts, for one target or for a whole operation.
pub(super) struct Grounds {
    titles: BTreeMap<Name, Vec<Title>>,
    /// Until when others hold each scope.
    held: BTreeMap<String, Timestamp>,
    /// Targets that would hit more by now than what somebody accepted.
    outgrown: BTreeSet<TargetId>,
    /// The titles that may be spoken of; absent when nobody reads what is said.
    shown: Option<BTreeSet<InstrumentId>>,
}

impl Grounds {
    /// What one target rests on.
    pub(super) async fn of_target(desk: &Desk, operation: &Operation, target: &Target) -> Result<Self, Error> {
        let query = Query::all(Kind::Instrument, 100).with("asset", &target.asset).with("operation", operation.id);
        let holds = match address(&target.asset) {
            Some(address) => crate::order::holds_on(desk, &address).await?,
            None => Vec::new(),
        };
        Self::put_together(operation, &every(desk, query).await?, &holds).recounted(desk, &[target]).await
    }

    /// What all targets of an operation rest on, read at once, for somebody who looks at it. What else would be hit is
    /// counted anew for those that are named.
    pub(super) async fn of_operation(desk: &Desk, sight: &Sight, recount: &[&Target]) -> Result<Self, Error> {
        let operation = &sight.operation;
        let instruments = every(desk, Query::all(Kind::Instrument, 500).with("operation", operation.id)).await?;
        let mut holds: Vec<Kept<Hold>> = every(desk, Query::all(Kind::Hold, 500).in_states(&["placed"])).await?;
        holds.retain(|placed| hold::in_force(placed.until, placed.lifted, desk.now()));
        let mut grounds = Self::put_together(operation, &instruments, &holds);
        grounds.shown = Some(sight.instruments(desk).await?.iter().map(|instrument| instrument.id).collect());
        grounds.recounted(desk, recount).await
    }

    /// The holds of those who lead keep others away from the operation, not the operation itself.
    fn put_together(operation: &Operation, instruments: &[Kept<Instrument>], holds: &[Kept<Hold>]) -> Self {
        let (titles, held) = (BTreeMap::new(), BTreeMap::new());
        let mut grounds = Self { titles, held, outgrown: BTreeSet::new(), shown: None };
        instruments.iter().for_each(|instrument| grounds.add(instrument));
        let leading = [operation.lead, operation.coordinator];
        for hold in holds.iter().filter(|hold| !leading.contains(&hold.authority)) {
            let until = grounds.held.entry(hold.scope.clone()).or_insert(hold.until);
            *until = hold.until.max(*until);
        }
        grounds
    }

    /// Counts anew what else would be hit, where somebody accepted it: neighbours move in, and a count grows old.
    async fn recounted(mut self, desk: &Desk, targets: &[&Target]) -> Result<Self, Error> {
        for target in targets.iter().filter(|target| hits_others(target.measure, target.asset.kind())) {
            let Some(accepted) = &target.collateral else { continue };
            let now = counted(desk, target).await?;
            if now.is_ok_and(|estimate| estimate.strangers <= accepted.others) {
                continue;
            }
            self.outgrown.insert(target.id);
        }
        Ok(self)
    }

    /// Adds an instrument, or puts it in the place of its former self.
    pub(super) fn add(&mut self, instrument: &Instrument) {
        let title = instrument.title();
        for asset in &instrument.assets {
            let titles = self.titles.entry(asset.clone()).or_default();
            titles.retain(|known| known.id != title.id);
            titles.push(title.clone());
        }
    }

    /// The titles that name an asset.
    pub(super) fn titles(&self, asset: &Name) -> &[Title] {
        self.titles.get(asset).map_or(&[], Vec::as_slice)
    }

    /// Until when others hold what a target aims at, each hold that covers it.
    fn holds(&self, target: &Target) -> impl Iterator<Item = Timestamp> {
        let scopes = address(&target.asset).map(|address| hold::scopes_over(&address)).unwrap_or_default();
        scopes.into_iter().filter_map(|scope| self.held.get(&scope).copied())
    }

    /// What is known of a target. A hold of another authority that is in force counts above any answer recorded, and
    /// what would be hit by now above what somebody accepted.
    pub(super) fn facts<'a>(&'a self, target: &'a Target) -> TargetFacts<'a> {
        let mut facts = target.facts(self.titles(&target.asset));
        if self.holds(target).next().is_some() {
            facts.deconfliction = Some(Answer::Hold);
        }
        facts.collateral_accepted &= !self.outgrown.contains(&target.id);
        facts
    }

    /// What a target lacks that has not left; nothing for one that has. A title that the reader may not see is not
    /// spoken of.
    pub(super) fn lacks(&self, target: &Target, now: Timestamp) -> Vec<HeldBack> {
        if target.state.is_out() || target.state == TargetState::Withdrawn {
            return Vec::new();
        }
        let mut lacks = domain::act::lacks(&self.facts(target), now);
        if let Some(shown) = &self.shown {
            for lack in &mut lacks {
                if let HeldBack::Instrument(none) = lack {
                    none.nearest.retain(|(title, _)| shown.contains(title));
                }
            }
        }
        lacks
    }

    /// When a target may lack something no more by the mere passing of time: a title begins, or a hold runs out.
    pub(super) fn turns(&self, target: &Target, now: Timestamp) -> Option<Timestamp> {
        let begins = self.titles(&target.asset).iter().map(|title| title.from);
        begins.chain(self.holds(target)).filter(|at| *at > now).min()
    }
}

/// What else the measure of a target would hit, counted now from the map.
pub(super) async fn counted(desk: &Desk, target: &Target) -> Result<Result<Estimate, TooBroad>, Error> {
    let dependents = crate::map::dependents_of(desk, &target.asset).await?;
    Ok(bearable(target.measure, target.asset.kind(), &dependents, desk.now()))
}
