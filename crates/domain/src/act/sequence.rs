//! What comes after what: "the name after the server", "preserve before hold", and who steps in when
//! a target fails.

use super::target::TargetState;
use crate::id::TargetId;
use crate::people::Country;
use std::collections::{BTreeMap, BTreeSet};

/// A target as the plan orders it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// The target.
    pub id: TargetId,
    /// Its name on the board.
    pub name: String,
    /// The state that acts, once allocated.
    pub acting: Option<Country>,
    /// How far it got.
    pub state: TargetState,
    /// The targets that must be done before it goes out.
    pub after: Vec<TargetId>,
    /// The target for which it steps in, and before whose failure it does not go out.
    pub instead_of: Option<TargetId>,
}

/// A plan that has no order.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoOrder {
    /// Targets that wait for each other.
    #[error("these targets wait for each other, each for the next: {}; take one of the dependencies away", .names.join(" → "))]
    Cycle {
        /// Their names, the first again at the end.
        names: Vec<String>,
    },
    /// A target waits for one that is not on the plan.
    #[error("the target “{name}” waits for one that is not on this plan")]
    Unknown {
        /// The target that waits.
        name: String,
    },
}

/// How a target that others wait for stands, its stand-ins counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled {
    /// Done, by itself or by a stand-in.
    Done,
    /// It may still be done.
    Pending,
    /// It failed or was taken off the plan, and so did whoever could have stepped in.
    Never,
}

/// The targets of a wave, found by their identifiers.
#[derive(Debug)]
pub struct Plan<'a> {
    targets: BTreeMap<TargetId, &'a Planned>,
    stand_ins: BTreeMap<TargetId, Vec<TargetId>>,
}

impl<'a> Plan<'a> {
    /// The plan of these targets.
    #[must_use]
    pub fn of(targets: &'a [Planned]) -> Self {
        let mut stand_ins: BTreeMap<TargetId, Vec<TargetId>> = BTreeMap::new();
        for target in targets {
            if let Some(first) = target.instead_of {
                stand_ins.entry(first).or_default().push(target.id);
            }
        }
        Self { targets: targets.iter().map(|target| (target.id, target)).collect(), stand_ins }
    }

    /// The target with this identifier.
    #[must_use]
    pub fn get(&self, id: TargetId) -> Option<&'a Planned> {
        self.targets.get(&id).copied()
    }

    /// What is out: sent, or acted on. It cannot be called back.
    #[must_use]
    pub fn out(&self) -> Vec<TargetId> {
        self.targets.values().filter(|target| target.state.is_out()).map(|target| target.id).collect()
    }

    /// How a target stands for those that wait for it. A contradicted one is pending: a person looks first.
    #[must_use]
    pub fn settled(&self, id: TargetId) -> Settled {
        let mut queue = vec![id];
        let mut seen = BTreeSet::new();
        let mut pending = false;
        while let Some(id) = queue.pop() {
            if !seen.insert(id) {
                continue;
            }
            match self.get(id).map(|target| target.state) {
                Some(state) if state.is_done() => return Settled::Done,
                Some(TargetState::Failed | TargetState::Withdrawn) | None => {
                    queue.extend(self.stand_ins.get(&id).into_iter().flatten());
                }
                Some(_) => pending = true,
            }
        }
        if pending { Settled::Pending } else { Settled::Never }
    }

    /// The order in which the targets go out, those that wait for nobody first and otherwise by
    /// identifier.
    ///
    /// # Errors
    /// [`NoOrder`] names the targets that wait for each other, or one that waits for nobody we know.
    pub fn order(&self) -> Result<Vec<TargetId>, NoOrder> {
        let mut waits: BTreeMap<TargetId, BTreeSet<TargetId>> = BTreeMap::new();
        for target in self.targets.values() {
            waits.insert(target.id, self.waits_for(target)?);
        }
        let mut order = Vec::with_capacity(waits.len());
        let mut followers: BTreeMap<TargetId, Vec<TargetId>> = BTreeMap::new();
        for (id, before) in &waits {
            for first in before {
                followers.entry(*first).or_default().push(*id);
            }
        }
        let mut free: BTreeSet<TargetId> =
            waits.iter().filter(|(_, before)| before.is_empty()).map(|(id, _)| *id).collect();
        while let Some(id) = free.pop_first() {
            order.push(id);
            waits.remove(&id);
            for follower in followers.get(&id).into_iter().flatten() {
                if let Some(before) = waits.get_mut(follower) {
                    before.remove(&id);
                    if before.is_empty() {
                        free.insert(*follower);
                    }
                }
            }
        }
        if waits.is_empty() { Ok(order) } else { Err(self.cycle(&waits)) }
    }

    /// Whom a target waits for: those before it, whoever may step in for those, and the one it steps in for.
    fn waits_for(&self, target: &Planned) -> Result<BTreeSet<TargetId>, NoOrder> {
        let mut before = BTreeSet::new();
        let mut queue: Vec<TargetId> = target.after.clone();
        while let Some(id) = queue.pop() {
            if before.insert(id) {
                queue.extend(self.stand_ins.get(&id).into_iter().flatten());
            }
        }
        before.extend(target.instead_of);
        if before.iter().all(|id| self.targets.contains_key(id)) {
            Ok(before)
        } else {
            Err(NoOrder::Unknown { name: target.name.clone() })
        }
    }

    /// One circle among targets of which each waits for another.
    fn cycle(&self, waits: &BTreeMap<TargetId, BTreeSet<TargetId>>) -> NoOrder {
        let mut path: Vec<TargetId> = Vec::new();
        let mut next = waits.keys().next().copied();
        while let Some(id) = next {
            if let Some(start) = path.iter().position(|seen| *seen == id) {
                path.drain(..start);
                path.push(id);
                break;
            }
            path.push(id);
            next = waits.get(&id).and_then(|before| before.first().copied());
        }
        let name = |id: &TargetId| self.get(*id).map_or_else(String::new, |target| target.name.clone());
        NoOrder::Cycle { names: path.iter().map(name).collect() }
    }
}

#[cfg(test)]
mod tests;
