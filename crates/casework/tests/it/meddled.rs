//! A store that can be tampered with behind casework's back, or refuse to write.

use async_trait::async_trait;
use casework::ports::{Change, Entry, Job, Lane, Query, Row, Store, StoreError};
use casework::records::Kind;
use domain::id::JobId;
use jiff::Timestamp;
use ledger::{Coord, Frontier, Hash};
use std::sync::{Arc, Mutex};
use testkit::MemoryStore;
use uuid::Uuid;

/// What is done to the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meddling {
    /// Nothing.
    None,
    /// Every commit fails; reading works.
    NoCommits,
    /// Whoever writes waits for all who read at that moment.
    SlowCommits,
    /// The body of one record reads differently.
    Body(Kind, Uuid),
    /// One record is not there.
    Missing(Kind, Uuid),
    /// One leaf reads differently.
    Leaf(u64),
    /// The clear side of one entry reads differently.
    Clear(u64),
    /// The clear side of one entry was erased, as the law may ask.
    Erased(u64),
    /// Leaves that name this act name another one.
    Act(&'static str),
    /// The record of one order names another form.
    Form(Uuid),
}

/// Hands everything on to a store in memory, after meddling with it.
pub struct Meddled {
    pub inner: Arc<MemoryStore>,
    meddling: Mutex<Meddling>,
}

impl Meddled {
    pub fn over(inner: Arc<MemoryStore>) -> Self {
        Self { inner, meddling: Mutex::new(Meddling::None) }
    }

    pub fn set(&self, meddling: Meddling) {
        *self.meddling.lock().unwrap() = meddling;
    }

    fn get(&self) -> Meddling {
        *self.meddling.lock().unwrap()
    }

    fn row(&self, mut row: Row) -> Option<Row> {
        match self.get() {
            Meddling::Missing(kind, id) if (kind, id) == (row.kind, row.id) => return None,
            Meddling::Body(kind, id) if (kind, id) == (row.kind, row.id) => {
                row.body = row.body.replace("REHEARSAL", "rehearsal")
            }
            Meddling::Form(id) if id == row.id => {
                let mut body: serde_json::Value = serde_json::from_str(&row.body).ok()?;
                body["form"] = "00".repeat(32).into();
                row.body = body.to_string();
            }
            _ => {}
        }
        Some(row)
    }

    fn entry(&self, mut entry: Entry) -> Entry {
        match self.get() {
            Meddling::Leaf(index) if index == entry.index => entry.leaf = entry.leaf.replace("detect", "assess"),
            Meddling::Clear(index) if index == entry.index => {
                entry.opened = entry.opened.replace("REHEARSAL", "rehearsal")
            }
            Meddling::Act(act) => entry.leaf = entry.leaf.replace(act, "nothing"),
            Meddling::Erased(index) if index == entry.index => "{}".clone_into(&mut entry.opened),
            _ => {}
        }
        entry
    }
}

#[derive(Debug, thiserror::Error)]
#[error("REHEARSAL: the disk is full")]
struct Full;

#[async_trait]
impl Store for Meddled {
    async fn commit(&self, changes: Vec<Change>) -> Result<u64, StoreError> {
        if self.get() == Meddling::NoCommits {
            return Err(StoreError::Unavailable(Box::new(Full)));
        }
        if self.get() == Meddling::SlowCommits {
            tokio::task::yield_now().await;
        }
        self.inner.commit(changes).await
    }
    async fn get(&self, kind: Kind, id: Uuid) -> Result<Option<Row>, StoreError> {
        Ok(self.inner.get(kind, id).await?.and_then(|row| self.row(row)))
    }
    async fn by_unique(&self, kind: Kind, unique: &str) -> Result<Option<Row>, StoreError> {
        Ok(self.inner.by_unique(kind, unique).await?.and_then(|row| self.row(row)))
    }
    async fn by_uniques(&self, kind: Kind, uniques: &[String]) -> Result<Vec<Row>, StoreError> {
        Ok(self.inner.by_uniques(kind, uniques).await?.into_iter().filter_map(|row| self.row(row)).collect())
    }

    async fn list(&self, query: &Query) -> Result<Vec<Row>, StoreError> {
        Ok(self.inner.list(query).await?.into_iter().filter_map(|row| self.row(row)).collect())
    }
    async fn counts(&self, kind: Kind) -> Result<Vec<(String, u64)>, StoreError> {
        self.inner.counts(kind).await
    }
    async fn carrying(&self, kind: Kind, keys: &[(String, String)], limit: u32) -> Result<Vec<Row>, StoreError> {
        Ok(self.inner.carrying(kind, keys, limit).await?.into_iter().filter_map(|row| self.row(row)).collect())
    }
    async fn counts_with(&self, kind: Kind, keys: &[(String, String)], cap: u32) -> Result<Vec<u64>, StoreError> {
        self.inner.counts_with(kind, keys, cap).await
    }
    async fn claim_jobs(
        &self,
        lane: Lane,
        now: Timestamp,
        until: Timestamp,
        limit: u32,
    ) -> Result<Vec<Job>, StoreError> {
        self.inner.claim_jobs(lane, now, until, limit).await
    }
    async fn next_job(&self) -> Result<Option<Timestamp>, StoreError> {
        self.inner.next_job().await
    }
    async fn retry_job(&self, id: JobId, due: Timestamp, error: &str) -> Result<(), StoreError> {
        self.inner.retry_job(id, due, error).await
    }
    async fn finish_job(&self, id: JobId) -> Result<(), StoreError> {
        self.inner.finish_job(id).await
    }
    async fn remember(&self, key: &str, value: &str, expires: Timestamp) -> Result<(), StoreError> {
        self.inner.remember(key, value, expires).await
    }
    async fn remember_if_absent(
        &self,
        key: &str,
        value: &str,
        now: Timestamp,
        expires: Timestamp,
    ) -> Result<bool, StoreError> {
        self.inner.remember_if_absent(key, value, now, expires).await
    }
    async fn recall(&self, key: &str, now: Timestamp) -> Result<Option<String>, StoreError> {
        self.inner.recall(key, now).await
    }
    async fn take(&self, key: &str, now: Timestamp) -> Result<Option<String>, StoreError> {
        self.inner.take(key, now).await
    }
    async fn forget(&self, key: &str) -> Result<(), StoreError> {
        self.inner.forget(key).await
    }
    async fn history(&self, subject: Uuid) -> Result<Vec<Entry>, StoreError> {
        Ok(self.inner.history(subject).await?.into_iter().map(|entry| self.entry(entry)).collect())
    }
    async fn entries(&self, from: u64, limit: u32) -> Result<Vec<Entry>, StoreError> {
        Ok(self.inner.entries(from, limit).await?.into_iter().map(|entry| self.entry(entry)).collect())
    }
    async fn frontier(&self) -> Result<Frontier, StoreError> {
        self.inner.frontier().await
    }
    async fn nodes(&self, coords: &[Coord]) -> Result<Vec<Option<Hash>>, StoreError> {
        self.inner.nodes(coords).await
    }
    async fn put_checkpoint(&self, size: u64, note: &str) -> Result<(), StoreError> {
        self.inner.put_checkpoint(size, note).await
    }
    async fn checkpoints(&self) -> Result<Vec<(u64, String)>, StoreError> {
        self.inner.checkpoints().await
    }
}
