//! The pictures of the banks as they once stood, so that a start need not read them all from the store.
//!
//! A snapshot is not trusted: it says at which version and digest it has a bank, and the chain of the bank's changes shows
//! whether the bank ever stood there. It does if what changed since, chained to that digest, leads to the bank's digest of
//! today. A bank of another database does not, nor one of a backup that was put back and then went another way.

use super::chain::{Link, digest_at};
use super::index::{BankIndex, Edits, InForce};
use super::{BATCH, every};
use crate::desk::Desk;
use crate::error::Error;
use crate::ports::Query;
use crate::records::{Bank, Kept, Kind, Signal, Value};
use domain::id::SignalId;
use matching::index::{self, BadSnapshot, BankState};
use matching::pdq::Pdq;
use std::collections::HashSet;
use std::io::{self, Read, Write};
use uuid::Uuid;

/// Picture hashes of banks, read from a file and found undamaged.
pub struct Snapshot(index::Snapshot<SignalId>);

impl Snapshot {
    /// Reads what [`BankIndex::write_snapshot`] wrote.
    ///
    /// # Errors
    /// A file that is damaged, or no snapshot; nothing of it is used then.
    pub fn read(source: impl Read) -> Result<Self, BadSnapshot> {
        index::read_snapshot(source, |number| SignalId(Uuid::from_u128(number))).map(Self)
    }
}

impl BankIndex {
    /// The banks of which the index has the pictures, each in the state that it has them in. One that never changed has
    /// no chain that would prove a snapshot, and is left out.
    #[must_use]
    pub fn states(&self) -> Vec<BankState> {
        self.proving().map(|(_, state)| state).collect()
    }

    /// The same with their places among the banks.
    fn proving(&self) -> impl Iterator<Item = (usize, BankState)> {
        let of = |bank: &InForce| BankState { bank: bank.id.0.as_u128(), version: bank.version, digest: bank.digest };
        let banks = self.banks().iter().enumerate().filter(|(_, bank)| bank.loaded && bank.version > 0);
        banks.map(move |(place, bank)| (place, of(bank)))
    }

    /// Writes the pictures, so that [`Snapshot::read`] can read them at the next start.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write_snapshot(&self, out: impl Write) -> io::Result<()> {
        let mut numbers = vec![None; self.banks().len()];
        for (number, (place, _)) in (0_u32..).zip(self.proving()) {
            numbers[place] = Some(number);
        }
        let entries = self.pictures().filter_map(|(signal, place, pdq)| {
            let number = numbers.get(place as usize).copied().flatten()?;
            Some((signal.0.as_u128(), number, pdq))
        });
        index::write_snapshot(&self.states(), entries, out)
    }
}

/// What is taken from a snapshot, bank by bank.
pub(super) struct Taking {
    snapshot: index::Snapshot<SignalId>,
    /// By the snapshot's own order of banks: the place of those that are taken.
    places: Vec<Option<u32>>,
    /// What was removed since.
    gone: HashSet<SignalId>,
}

impl Taking {
    /// Nothing yet.
    pub(super) fn from(snapshot: Snapshot) -> Self {
        Self { places: vec![None; snapshot.0.banks.len()], snapshot: snapshot.0, gone: HashSet::new() }
    }

    /// Takes the pictures of a bank, which is at `place`, if the bank once stood as the snapshot has it; what came later is
    /// put among the edits. Says whether it did.
    pub(super) async fn take(
        &mut self,
        desk: &Desk,
        bank: &Bank,
        place: u32,
        edits: &mut Edits,
    ) -> Result<bool, Error> {
        let named = self.snapshot.banks.iter().position(|state| state.bank == bank.id.0.as_u128());
        let Some(number) = named else { return Ok(false) };
        let BankState { version, digest, .. } = self.snapshot.banks[number];
        let Some(later) = changed_since(desk, bank, Link { version, digest }).await? else {
            tracing::warn!(bank = bank.name, "never stood as the snapshot of pictures has it; read from the database");
            return Ok(false);
        };
        self.places[number] = Some(place);
        for signal in later {
            match signal.record.value {
                Value::Pdq(pdq) if signal.was_held_at(bank.version) => edits.pictures.push((signal.id, place, pdq)),
                _ => drop(self.gone.insert(signal.id)),
            }
        }
        Ok(true)
    }

    /// The pictures that were taken.
    pub(super) fn pictures(self) -> Vec<(SignalId, u32, Pdq)> {
        let Self { snapshot, places, gone } = self;
        let taken = |(signal, number, pdq): (SignalId, u32, _)| Some((signal, places[number as usize]?, pdq));
        snapshot.entries.into_iter().filter_map(taken).filter(|(signal, ..)| !gone.contains(signal)).collect()
    }
}

/// The signals that changed since a bank stood so; nothing if it never did.
async fn changed_since(desk: &Desk, bank: &Bank, then: Link) -> Result<Option<Vec<Kept<Signal>>>, Error> {
    if then.version == 0 || then.version > bank.version {
        return Ok(None);
    }
    let mut query = Query::all(Kind::Signal, BATCH).with("bank", bank.id);
    query.after = Some((Signal::sort_of(then.version), Uuid::max()));
    // Whatever was added or removed later has changed later, so nothing is missing from the chain.
    let changed = every(desk, query).await?;
    let digest = digest_at(bank, then, changed.iter().map(|signal| &signal.record), bank.version)?;
    Ok((digest == bank.digest).then_some(changed))
}
