//! The desk: everything a command works with.

use crate::act::Board;
use crate::apart::Apart;
use crate::banks::BankIndex;
use crate::entropy::Entropy;
use crate::error::Error;
use crate::ports::{Blobs, Calls, Change, Clock, Collect, Fetch, Mail, Media, Print, Query, Registry, Store};
use crate::recent::Recent;
use crate::records::{Authority, Kept, Kind, Record};
use crate::seal::{self, Act};
use crate::task::Task;
use domain::id::{AuthorityId, JobId, PersonId, WaveId};
use jiff::Timestamp;
use std::sync::Arc;
use tokio::sync::watch;
use url::Url;
use uuid::Uuid;

/// How this installation is set up.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where providers and officers reach it; portal links begin with it.
    pub base_url: Url,
    /// Where Europol takes copies of scrutiny decisions (Art 4(6)), if an address is agreed.
    pub europol: Option<String>,
    /// Whether everything is invented and says so.
    pub rehearsal: bool,
}

/// The doors to the outside, as the desk is given them.
pub struct Doors {
    /// Records, ledger, outbox.
    pub store: Arc<dyn Store>,
    /// Sealed bytes.
    pub blobs: Arc<dyn Blobs>,
    /// Looking.
    pub fetch: Arc<dyn Fetch>,
    /// Writing letters.
    pub mail: Arc<dyn Mail>,
    /// Calling providers' own interfaces.
    pub calls: Arc<dyn Calls>,
    /// Setting papers.
    pub print: Arc<dyn Print>,
    /// Asking who holds a network.
    pub registry: Arc<dyn Registry>,
    /// Asking about assets of the map.
    pub collect: Arc<dyn Collect>,
    /// Decoding recordings and videos.
    pub media: Arc<dyn Media>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub entropy: Entropy,
    /// Signs checkpoints.
    pub signer: ledger::Signer,
    /// Makes portal links genuine.
    pub portal_secret: [u8; 32],
}

/// Everything a command works with.
pub struct Desk {
    /// The doors to the outside.
    pub doors: Doors,
    /// How this installation is set up.
    pub settings: Settings,
    /// Held while an attempt to sign in is counted, so that attempts made at once are counted one by one.
    pub(crate) counting_attempts: tokio::sync::Mutex<()>,
    /// Held while the map is changed, so that jobs side by side do not undo each other's work.
    pub(crate) mapping: tokio::sync::Mutex<()>,
    /// Held from drawing a reference until it is written, so that officers who draft at once draw different ones.
    pub(crate) drafting: tokio::sync::Mutex<()>,
    /// Held while an import writes to its bank, so that many who add to one bank at once do not undo each other's work.
    pub(crate) importing: tokio::sync::Mutex<()>,
    /// The boards of a moment ago, by wave, person and authority.
    pub(crate) boards: Recent<(WaveId, PersonId, AuthorityId), Board>,
    /// Held while the index of the banks is brought up to date, so that it is done once.
    pub(crate) indexing: tokio::sync::Mutex<()>,
    /// Reading pictures, pages, recordings.
    pub apart: Apart,
    index: watch::Sender<Arc<BankIndex>>,
    changed: watch::Sender<u64>,
}

impl Desk {
    /// Sets the desk up with an empty index; [`crate::banks::refresh`] loads it.
    #[must_use]
    pub fn new(doors: Doors, settings: Settings) -> Self {
        let (changed, _) = watch::channel(0);
        Self {
            doors,
            settings,
            counting_attempts: tokio::sync::Mutex::default(),
            mapping: tokio::sync::Mutex::default(),
            drafting: tokio::sync::Mutex::default(),
            importing: tokio::sync::Mutex::default(),
            boards: Recent::default(),
            indexing: tokio::sync::Mutex::default(),
            apart: Apart::default(),
            index: watch::Sender::default(),
            changed,
        }
    }

    /// The time.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.doors.clock.now()
    }

    /// The fingerprints in force.
    #[must_use]
    pub fn index(&self) -> Arc<BankIndex> {
        self.index.borrow().clone()
    }

    /// The same each time they change.
    #[must_use]
    pub fn indexes(&self) -> watch::Receiver<Arc<BankIndex>> {
        self.index.subscribe()
    }

    pub(crate) fn set_index(&self, index: BankIndex) {
        self.index.send_replace(Arc::new(index));
    }

    /// Wakes whenever something was committed here; carries the size of the ledger.
    #[must_use]
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }

    /// Loads a record.
    ///
    /// # Errors
    /// [`Error::NotFound`] if there is none.
    pub async fn load<T: Record>(&self, id: Uuid) -> Result<Kept<T>, Error> {
        self.find(id).await?.ok_or(Error::NotFound { what: T::KIND.name() })
    }

    /// Loads a record if it exists.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn find<T: Record>(&self, id: Uuid) -> Result<Option<Kept<T>>, Error> {
        let row = self.doors.store.get(T::KIND, id).await?;
        Ok(row.as_ref().map(Kept::from_row).transpose()?)
    }

    /// Loads the record that carries a unique value.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn find_unique<T: Record>(&self, unique: &str) -> Result<Option<Kept<T>>, Error> {
        let row = self.doors.store.by_unique(T::KIND, unique).await?;
        Ok(row.as_ref().map(Kept::from_row).transpose()?)
    }

    /// Loads the records that carry one of these unique values, in no order.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn find_uniques<T: Record>(&self, uniques: &[String]) -> Result<Vec<Kept<T>>, Error> {
        let rows = self.doors.store.by_uniques(T::KIND, uniques).await?;
        Ok(rows.iter().map(Kept::from_row).collect::<Result<_, _>>()?)
    }

    /// Lists records.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn list<T: Record>(&self, query: &Query) -> Result<Vec<Kept<T>>, Error> {
        let rows = self.doors.store.list(query).await?;
        Ok(rows.iter().map(Kept::from_row).collect::<Result<_, _>>()?)
    }

    /// How many records of a kind stand in a state.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn counts(&self, kind: Kind) -> Result<std::collections::BTreeMap<String, u64>, Error> {
        Ok(self.doors.store.counts(kind).await?.into_iter().collect())
    }

    /// Commits changes in one transaction and wakes whoever watches.
    ///
    /// # Errors
    /// Storage failures; nothing was written then.
    pub async fn commit(&self, changes: Vec<Change>) -> Result<(), Error> {
        let size = self.doors.store.commit(changes).await?;
        grown(&self.changed, size);
        Ok(())
    }

    /// The authority whose installation this is.
    ///
    /// # Errors
    /// [`Error::NotFound`] before `vigie init`.
    pub async fn our_authority(&self) -> Result<Kept<Authority>, Error> {
        let ours = self.list(&Query::all(Kind::Authority, 1).in_states(&["ours"])).await?;
        ours.into_iter().next().ok_or(Error::NotFound { what: "authority of this installation" })
    }
}

/// Wakes whoever watches. Of two that commit at once the first may come here last, and the ledger never shrinks.
fn grown(changed: &watch::Sender<u64>, size: u64) {
    changed.send_modify(|known| *known = size.max(*known));
}

/// A change being put together: rows, jobs, and the act that explains them.
pub(crate) struct Draft<'a> {
    desk: &'a Desk,
    rows: Vec<crate::ports::Row>,
    jobs: Vec<crate::ports::Job>,
    done: Option<JobId>,
}

impl<'a> Draft<'a> {
    pub(crate) const fn new(desk: &'a Desk) -> Self {
        Self { desk, rows: Vec::new(), jobs: Vec::new(), done: None }
    }

    /// Writes a record in its new form.
    pub(crate) fn put<T: Record>(mut self, record: &Kept<T>) -> Result<Self, Error> {
        self.rows.push(record.row()?);
        Ok(self)
    }

    /// Lets a task follow.
    pub(crate) fn then(mut self, task: &Task, due: Timestamp) -> Self {
        self.jobs.push(task.at(due, &self.desk.doors.entropy));
        self
    }

    /// Ends the job whose work this is.
    pub(crate) const fn done(mut self, job: Option<JobId>) -> Self {
        self.done = job;
        self
    }

    /// Seals the change under the act that explains it.
    pub(crate) fn seal(self, act: &Act<'_>) -> Result<Change, Error> {
        let entry = seal::entry(act, &self.rows, self.desk.now(), &self.desk.doors.entropy)?;
        Ok(Change { rows: self.rows, entry, jobs: self.jobs, done: self.done })
    }

    /// Seals and commits it alone.
    pub(crate) async fn commit(self, act: &Act<'_>) -> Result<(), Error> {
        let desk = self.desk;
        let change = self.seal(act)?;
        desk.commit(vec![change]).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ledger_never_seems_to_shrink() {
        let (changed, mut watcher) = watch::channel(0);
        grown(&changed, 11);
        assert_eq!(*watcher.borrow_and_update(), 11);
        grown(&changed, 10);
        assert!(watcher.has_changed().unwrap(), "whoever watches is woken all the same");
        assert_eq!(*watcher.borrow(), 11);
    }
}
