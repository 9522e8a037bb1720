//! The chain of a bank's changes, by which a set of signals rebuilt later is shown to be the one of then.

use crate::error::{Error, fault};
use crate::records::{Bank, Signal, Terms, Value};
use domain::id::SignalId;
use matching::digest::Sha256;
use std::collections::BTreeMap;

/// What changed at one version of a bank.
#[derive(Debug, Default)]
pub(super) struct Changes(Vec<String>);

impl Changes {
    pub(super) fn added(&mut self, id: SignalId, value: &Value) {
        self.0.push(format!("added {id} {} {}", value.method(), value.one_name()));
    }

    pub(super) fn removed(&mut self, id: SignalId) {
        self.0.push(format!("removed {id}"));
    }

    pub(super) fn terms(&mut self, terms: &Terms) -> Result<(), Error> {
        self.0.push(format!("terms {}", serde_json::to_string(terms).map_err(fault)?));
        Ok(())
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The digest of a version: of the digest before it, its number, and what changed, in one order.
    pub(super) fn digest(mut self, before: Sha256, version: u64) -> Sha256 {
        self.0.sort_unstable();
        Sha256::of(format!("{before} {version}\n{}", self.0.join("\n")).as_bytes())
    }
}

/// The digest of a bank at a version, from all signals it ever held.
pub(super) fn digest_at<'a>(
    bank: &Bank,
    signals: impl Iterator<Item = &'a Signal>,
    version: u64,
) -> Result<Sha256, Error> {
    let mut changes: BTreeMap<u64, Changes> = BTreeMap::new();
    for signal in signals {
        changes.entry(signal.since).or_default().added(signal.id, &signal.value);
        if let Some(removal) = &signal.removed {
            changes.entry(removal.version).or_default().removed(signal.id);
        }
    }
    for terms in &bank.terms {
        changes.entry(terms.version).or_default().terms(terms)?;
    }
    let mut digest = Sha256([0; 32]);
    for (at, changes) in changes.into_iter().filter(|(at, _)| (1..=version).contains(at)) {
        digest = changes.digest(digest, at);
    }
    Ok(digest)
}
