//! The port, served by one module for each of its parts.

use crate::db::Db;
use crate::{commit, jobs, leaves, list, notes, records};
use async_trait::async_trait;
use casework::ports::{Change, Entry, Job, Lane, Query, Row, Store, StoreError};
use casework::records::Kind;
use domain::id::JobId;
use jiff::Timestamp;
use ledger::{Coord, Frontier, Hash};
use uuid::Uuid;

#[async_trait]
impl Store for Db {
    async fn commit(&self, changes: Vec<Change>) -> Result<u64, StoreError> {
        commit::commit(self, &changes).await
    }

    async fn get(&self, kind: Kind, id: Uuid) -> Result<Option<Row>, StoreError> {
        records::get(self, kind, id).await
    }

    async fn by_unique(&self, kind: Kind, unique: &str) -> Result<Option<Row>, StoreError> {
        records::by_unique(self, kind, unique).await
    }

    async fn by_uniques(&self, kind: Kind, uniques: &[String]) -> Result<Vec<Row>, StoreError> {
        records::by_uniques(self, kind, uniques).await
    }

    async fn list(&self, query: &Query) -> Result<Vec<Row>, StoreError> {
        list::list(self, query).await
    }

    async fn counts(&self, kind: Kind) -> Result<Vec<(String, u64)>, StoreError> {
        records::counts(self, kind).await
    }

    async fn carrying(&self, kind: Kind, keys: &[(String, String)], limit: u32) -> Result<Vec<Row>, StoreError> {
        list::carrying(self, kind, keys, limit).await
    }

    async fn counts_with(&self, kind: Kind, keys: &[(String, String)], cap: u32) -> Result<Vec<u64>, StoreError> {
        list::counts_with(self, kind, keys, cap).await
    }

    async fn claim_jobs(
        &self,
        lane: Lane,
        now: Timestamp,
        lease_until: Timestamp,
        limit: u32,
    ) -> Result<Vec<Job>, StoreError> {
        jobs::claim(self, lane, now, lease_until, limit).await
    }

    async fn next_job(&self) -> Result<Option<Timestamp>, StoreError> {
        jobs::next(self).await
    }

    async fn retry_job(&self, id: JobId, due: Timestamp, error: &str) -> Result<(), StoreError> {
        jobs::retry(self, id, due, error).await
    }

    async fn finish_job(&self, id: JobId) -> Result<(), StoreError> {
        jobs::finish(self, id).await
    }

    async fn remember(&self, key: &str, value: &str, expires: Timestamp) -> Result<(), StoreError> {
        notes::remember(self, key, value, expires).await
    }

    async fn remember_if_absent(
        &self,
        key: &str,
        value: &str,
        now: Timestamp,
        expires: Timestamp,
    ) -> Result<bool, StoreError> {
        notes::remember_if_absent(self, key, value, now, expires).await
    }

    async fn recall(&self, key: &str, now: Timestamp) -> Result<Option<String>, StoreError> {
        notes::recall(self, key, now).await
    }

    async fn take(&self, key: &str, now: Timestamp) -> Result<Option<String>, StoreError> {
        notes::take(self, key, now).await
    }

    async fn forget(&self, key: &str) -> Result<(), StoreError> {
        notes::forget(self, key).await
    }

    async fn history(&self, subject: Uuid) -> Result<Vec<Entry>, StoreError> {
        leaves::history(self, subject).await
    }

    async fn entries(&self, from: u64, limit: u32) -> Result<Vec<Entry>, StoreError> {
        leaves::entries(self, from, limit).await
    }

    async fn frontier(&self) -> Result<Frontier, StoreError> {
        leaves::frontier(self).await
    }

    async fn nodes(&self, coords: &[Coord]) -> Result<Vec<Option<Hash>>, StoreError> {
        leaves::nodes(self, coords).await
    }

    async fn put_checkpoint(&self, size: u64, note: &str) -> Result<(), StoreError> {
        leaves::put_checkpoint(self, size, note).await
    }

    async fn checkpoints(&self) -> Result<Vec<(u64, String)>, StoreError> {
        leaves::checkpoints(self).await
    }
}
