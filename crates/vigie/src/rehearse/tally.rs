//! What only the teller of the story sees: what the gates refused, and whom nobody could fool.

use ::rehearsal::officers::Issuing;
use casework::detect::Heard;
use domain::id::ItemId;
use std::collections::{BTreeMap, BTreeSet};

/// Counted while the story is told.
#[derive(Debug, Default)]
pub struct Tally {
    /// Which order was refused by which gate; asking twice counts once.
    refused: BTreeSet<(String, String)>,
    /// Forged orders that providers rejected.
    pub forged_rejected: usize,
    /// Levers that were refused because they would hit too many strangers.
    pub collateral_refusals: usize,
    /// What went down when people acted on site.
    pub hits: Vec<Hit>,
    /// What was listened to.
    pub listened: Vec<Listened>,
}

/// A stream that was listened to.
#[derive(Debug)]
pub struct Listened {
    /// Its address.
    pub url: String,
    /// For how long, in seconds of its sound.
    pub seconds: f64,
    /// What was heard, and the item that was made of it.
    pub heard: Vec<(Heard, Option<ItemId>)>,
}

/// What went down with a machine.
#[derive(Debug)]
pub struct Hit {
    /// The target on which people acted.
    pub target: String,
    /// The hosts that answered no more.
    pub down: Vec<String>,
}

impl Tally {
    /// Counts what became of orders that officers tried to issue.
    pub fn count(&mut self, tried: &[Issuing]) {
        for issuing in tried {
            self.refused.extend(issuing.gates.iter().map(|gate| (issuing.reference.clone(), gate.clone())));
        }
    }

    /// How many orders each gate refused at first.
    pub fn refused_by_gate(&self) -> BTreeMap<String, usize> {
        let mut gates = BTreeMap::new();
        for (_, gate) in &self.refused {
            *gates.entry(gate.clone()).or_default() += 1;
        }
        gates
    }

    /// How many orders another authority's hold stopped.
    pub fn held(&self) -> usize {
        self.refused.iter().filter(|(_, gate)| gate == "deconfliction").count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_counts_once_for_each_gate() {
        let tried = |gates: &[&str]| Issuing {
            reference: "BE-2026-000001".to_owned(),
            gates: gates.iter().map(|gate| (*gate).to_owned()).collect(),
            emergency: false,
            outcome: Ok(()),
        };
        let mut tally = Tally::default();
        tally.count(&[tried(&["hours", "deconfliction"]), tried(&["hours"])]);
        assert_eq!(tally.refused_by_gate(), BTreeMap::from([("deconfliction".to_owned(), 1), ("hours".to_owned(), 1)]));
        assert_eq!(tally.held(), 1);
    }
}
