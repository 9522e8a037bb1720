//! What a target rests on besides its own record: the titles that name its asset, and the holds of other authorities.

use super::address;
use super::sight::every;
use crate::desk::Desk;
use crate::error::Error;
use crate::ports::Query;
use crate::records::{Hold, Instrument, Kept, Kind, Operation, Target};
use domain::act::{HeldBack, Instrument as Title, TargetFacts};
use domain::hold::{self, Answer};
use domain::map::Asset as Name;
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// Titles and holds, for one target or for a whole operation.
pub(super) struct Grounds {
    titles: BTreeMap<Name, Vec<Title>>,
    held: BTreeSet<String>,
}

impl Grounds {
    /// What one target rests on.
    pub(super) async fn of_target(desk: &Desk, operation: &Operation, target: &Target) -> Result<Self, Error> {
        let query = Query::all(Kind::Instrument, 100).with("asset", &target.asset).with("operation", operation.id);
        let holds = match address(&target.asset) {
            Some(address) => crate::order::holds_on(desk, &address).await?,
            None => Vec::new(),
        };
        Ok(Self::put_together(operation, &every(desk, query).await?, &holds))
    }

    /// What all targets of an operation rest on, read at once.
    pub(super) async fn of_operation(desk: &Desk, operation: &Operation) -> Result<Self, Error> {
        let instruments = every(desk, Query::all(Kind::Instrument, 500).with("operation", operation.id)).await?;
        let mut holds: Vec<Kept<Hold>> = every(desk, Query::all(Kind::Hold, 500).in_states(&["placed"])).await?;
        holds.retain(|placed| hold::in_force(placed.until, placed.lifted, desk.now()));
        Ok(Self::put_together(operation, &instruments, &holds))
    }

    /// The holds of those who lead keep others away from the operation, not the operation itself.
    fn put_together(operation: &Operation, instruments: &[Kept<Instrument>], holds: &[Kept<Hold>]) -> Self {
        let mut grounds = Self { titles: BTreeMap::new(), held: BTreeSet::new() };
        instruments.iter().for_each(|instrument| grounds.add(instrument));
        let leading = [operation.lead, operation.coordinator];
        let others = holds.iter().filter(|hold| !leading.contains(&hold.authority));
        grounds.held = others.map(|hold| hold.scope.clone()).collect();
        grounds
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

    /// What is known of a target. A hold of another authority that is in force counts above any answer recorded.
    pub(super) fn facts<'a>(&'a self, target: &'a Target) -> TargetFacts<'a> {
        let mut facts = target.facts(self.titles(&target.asset));
        let scopes = address(&target.asset).map(|address| hold::scopes_over(&address)).unwrap_or_default();
        if scopes.iter().any(|scope| self.held.contains(scope)) {
            facts.deconfliction = Some(Answer::Hold);
        }
        facts
    }

    /// What a target lacks that has not left; nothing for one that has.
    pub(super) fn lacks(&self, target: &Target, now: Timestamp) -> Vec<HeldBack> {
        let over = target.state.is_out() || target.state == domain::act::TargetState::Withdrawn;
        if over { Vec::new() } else { domain::act::lacks(&self.facts(target), now) }
    }
}
