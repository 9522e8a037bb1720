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

/// A version of a bank, with its digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) version: u64,
    pub(super) digest: Sha256,
}

impl Link {
    /// A bank that never changed.
    pub(super) const FIRST: Self = Self { version: 0, digest: Sha256([0; 32]) };
}

/// The digest of a bank at a version, from an earlier one on and from all signals that changed since.
pub(super) fn digest_at<'a>(
    bank: &Bank,
    earlier: Link,
    changed: impl Iterator<Item = &'a Signal>,
    version: u64,
) -> Result<Sha256, Error> {
    let mut changes: BTreeMap<u64, Changes> = BTreeMap::new();
    for signal in changed {
        changes.entry(signal.since).or_default().added(signal.id, &signal.value);
        if let Some(removal) = &signal.removed {
            changes.entry(removal.version).or_default().removed(signal.id);
        }
    }
    for terms in &bank.terms {
        changes.entry(terms.version).or_default().terms(terms)?;
    }
    let mut digest = earlier.digest;
    for (at, changes) in changes.into_iter().filter(|(at, _)| (earlier.version + 1..=version).contains(at)) {
        digest = changes.digest(digest, at);
    }
    Ok(digest)
}
