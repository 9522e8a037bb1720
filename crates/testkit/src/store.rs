//! The case file in memory.

use crate::locked;
use async_trait::async_trait;
use casework::ports::{Change, Entry, Job, Lane, Query, Row, Store, StoreError};
use casework::records::Kind;
use domain::id::JobId;
use jiff::Timestamp;
use ledger::{Coord, Frontier, Hash, leaf_hash};
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard};
use uuid::Uuid;

/// A fake of the database; keeps the same contract, and is forgotten with the test.
#[derive(Debug, Default)]
pub struct MemoryStore(Mutex<State>);

#[derive(Debug, Clone, Default)]
struct State {
    down: bool,
    records: BTreeMap<(Kind, Uuid), Row>,
    jobs: BTreeMap<JobId, Waiting>,
    notes: BTreeMap<String, (String, Timestamp)>,
    entries: Vec<Entry>,
    frontier: Frontier,
    nodes: BTreeMap<Coord, Hash>,
    checkpoints: BTreeMap<u64, String>,
}

#[derive(Debug, Clone)]
struct Waiting {
    job: Job,
    /// Its due time, or the end of the lease of the worker that has it.
    free_at: Timestamp,
}

/// What the fake says while it is down.
#[derive(Debug)]
struct Down;

impl std::fmt::Display for Down {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the test has taken the store down")
    }
}

impl std::error::Error for Down {}

impl MemoryStore {
    /// Takes the store down or up again: while it is down, every call is answered with `Unavailable`.
    pub fn set_down(&self, down: bool) {
        locked(&self.0).down = down;
    }

    /// The jobs that wait, soonest first, with the moment from which each may be taken.
    #[must_use]
    pub fn waiting(&self) -> Vec<(Timestamp, Job)> {
        let mut waiting: Vec<_> =
            locked(&self.0).jobs.values().map(|found| (found.free_at, found.job.clone())).collect();
        waiting.sort_by_key(|(free_at, job)| (*free_at, job.id));
        waiting
    }

    fn up(&self) -> Result<MutexGuard<'_, State>, StoreError> {
        let state = locked(&self.0);
        if state.down { Err(StoreError::Unavailable(Box::new(Down))) } else { Ok(state) }
    }
}

fn conflict<T>(what: impl ToString) -> Result<T, StoreError> {
    Err(StoreError::Conflict { what: what.to_string() })
}

impl State {
    fn apply(&mut self, changes: Vec<Change>) -> Result<(), StoreError> {
        let mut jobs = Vec::new();
        for change in changes {
            for row in change.rows {
                self.write(row)?;
            }
            if let Some(done) = change.done
                && self.jobs.remove(&done).is_none()
            {
                return conflict(format!("job {done}"));
            }
            self.nodes.extend(self.frontier.append(leaf_hash(change.entry.leaf.as_bytes())));
            self.entries.push(Entry { index: self.frontier.size() - 1, ..change.entry });
            jobs.extend(change.jobs);
        }
        jobs.into_iter().try_for_each(|job| self.add(job))
    }

    fn add(&mut self, job: Job) -> Result<(), StoreError> {
        if self.jobs.contains_key(&job.id) {
            return conflict(format!("job {}", job.id));
        }
        self.jobs.insert(job.id, Waiting { free_at: job.due, job });
        Ok(())
    }

    fn write(&mut self, row: Row) -> Result<(), StoreError> {
        let key = (row.kind, row.id);
        let revision = self.records.get(&key).map_or(0, |before| before.revision);
        let taken = |other: &&Row| other.kind == row.kind && other.id != row.id && other.unique == row.unique;
        if row.revision != revision + 1 || (row.unique.is_some() && self.records.values().any(|other| taken(&other))) {
            return conflict(format!("{} {}", row.kind.name(), row.id));
        }
        self.records.insert(key, row);
        Ok(())
    }
}

fn answers(query: &Query, row: &Row) -> bool {
    let place = (&row.sort, &row.id);
    let after = query.after.as_ref().map(|(sort, id)| (sort, id));
    row.kind == query.kind
        && (query.states.is_empty() || query.states.contains(&row.state))
        && query.keys.iter().all(|key| row.keys.contains(key))
        && after.is_none_or(|after| if query.descending { place < after } else { place > after })
}

#[async_trait]
impl Store for MemoryStore {
    async fn commit(&self, changes: Vec<Change>) -> Result<u64, StoreError> {
        let mut state = self.up()?;
        let mut next = state.clone();
        next.apply(changes)?;
        *state = next;
        Ok(state.frontier.size())
    }

    async fn get(&self, kind: Kind, id: Uuid) -> Result<Option<Row>, StoreError> {
        Ok(self.up()?.records.get(&(kind, id)).cloned())
    }

    async fn by_unique(&self, kind: Kind, unique: &str) -> Result<Option<Row>, StoreError> {
        let state = self.up()?;
        Ok(state.records.values().find(|row| row.kind == kind && row.unique.as_deref() == Some(unique)).cloned())
    }

    async fn by_uniques(&self, kind: Kind, uniques: &[String]) -> Result<Vec<Row>, StoreError> {
        let state = self.up()?;
        let wanted =
            |row: &&Row| row.kind == kind && row.unique.as_ref().is_some_and(|unique| uniques.contains(unique));
        Ok(state.records.values().filter(wanted).cloned().collect())
    }

    async fn list(&self, query: &Query) -> Result<Vec<Row>, StoreError> {
        let state = self.up()?;
        let mut found: Vec<Row> = state.records.values().filter(|row| answers(query, row)).cloned().collect();
        found.sort_by(|a, b| (&a.sort, a.id).cmp(&(&b.sort, b.id)));
        if query.descending {
            found.reverse();
        }
        found.truncate(usize::try_from(query.limit).unwrap_or(usize::MAX));
        Ok(found)
    }

    async fn counts(&self, kind: Kind) -> Result<Vec<(String, u64)>, StoreError> {
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        for row in self.up()?.records.values().filter(|row| row.kind == kind) {
            *counts.entry(row.state.clone()).or_default() += 1;
        }
        Ok(counts.into_iter().collect())
    }

    async fn carrying(&self, kind: Kind, keys: &[(String, String)], limit: u32) -> Result<Vec<Row>, StoreError> {
        let state = self.up()?;
        let carries = |row: &&Row| row.kind == kind && row.keys.iter().any(|key| keys.contains(key));
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        Ok(state.records.values().filter(carries).take(limit).cloned().collect())
    }

    async fn counts_with(&self, kind: Kind, keys: &[(String, String)], cap: u32) -> Result<Vec<u64>, StoreError> {
        let state = self.up()?;
        let cap = usize::try_from(cap).unwrap_or(usize::MAX);
        let count = |key| {
            let carries = |row: &&Row| row.kind == kind && row.keys.contains(key);
            state.records.values().filter(carries).take(cap).count() as u64
        };
        Ok(keys.iter().map(count).collect())
    }

    async fn claim_jobs(
        &self,
        lane: Lane,
        now: Timestamp,
        lease_until: Timestamp,
        limit: u32,
    ) -> Result<Vec<Job>, StoreError> {
        let mut state = self.up()?;
        let is_free = |found: &&mut Waiting| found.job.lane == lane && found.free_at <= now;
        let mut free: Vec<&mut Waiting> = state.jobs.values_mut().filter(is_free).collect();
        free.sort_by_key(|found| (found.free_at, found.job.id));
        free.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        let mut taken = Vec::with_capacity(free.len());
        for found in free {
            if found.free_at > found.job.due {
                found.job.attempts += 1;
            }
            found.free_at = lease_until;
            taken.push(found.job.clone());
        }
        taken.sort_by_key(|job| (job.due, job.id));
        Ok(taken)
    }

    async fn next_job(&self) -> Result<Option<Timestamp>, StoreError> {
        Ok(self.up()?.jobs.values().map(|found| found.free_at).min())
    }

    async fn retry_job(&self, id: JobId, due: Timestamp, _error: &str) -> Result<(), StoreError> {
        if let Some(found) = self.up()?.jobs.get_mut(&id) {
            found.job.attempts += 1;
            found.job.due = due;
            found.free_at = due;
        }
        Ok(())
    }

    async fn finish_job(&self, id: JobId) -> Result<(), StoreError> {
        self.up()?.jobs.remove(&id);
        Ok(())
    }

    async fn remember(&self, key: &str, value: &str, expires: Timestamp) -> Result<(), StoreError> {
        self.up()?.notes.insert(key.to_owned(), (value.to_owned(), expires));
        Ok(())
    }

    async fn remember_if_absent(
        &self,
        key: &str,
        value: &str,
        now: Timestamp,
        expires: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut state = self.up()?;
        let absent = state.notes.get(key).is_none_or(|(_, expires)| *expires <= now);
        if absent {
            state.notes.insert(key.to_owned(), (value.to_owned(), expires));
        }
        Ok(absent)
    }

    async fn recall(&self, key: &str, now: Timestamp) -> Result<Option<String>, StoreError> {
        let state = self.up()?;
        Ok(state.notes.get(key).filter(|(_, expires)| *expires > now).map(|(value, _)| value.clone()))
    }

    async fn take(&self, key: &str, now: Timestamp) -> Result<Option<String>, StoreError> {
        let taken = self.up()?.notes.remove(key);
        Ok(taken.filter(|(_, expires)| *expires > now).map(|(value, _)| value))
    }

    async fn forget(&self, key: &str) -> Result<(), StoreError> {
        self.up()?.notes.remove(key);
        Ok(())
    }

    async fn history(&self, subject: Uuid) -> Result<Vec<Entry>, StoreError> {
        Ok(self.up()?.entries.iter().filter(|entry| entry.subject == subject).cloned().collect())
    }

    async fn entries(&self, from: u64, limit: u32) -> Result<Vec<Entry>, StoreError> {
        let (from, limit) = (usize::try_from(from).unwrap_or(usize::MAX), usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(self.up()?.entries.iter().skip(from).take(limit).cloned().collect())
    }

    async fn frontier(&self) -> Result<Frontier, StoreError> {
        Ok(self.up()?.frontier.clone())
    }

    async fn nodes(&self, coords: &[Coord]) -> Result<Vec<Option<Hash>>, StoreError> {
        let state = self.up()?;
        Ok(coords.iter().map(|coord| state.nodes.get(coord).copied()).collect())
    }

    async fn put_checkpoint(&self, size: u64, note: &str) -> Result<(), StoreError> {
        self.up()?.checkpoints.insert(size, note.to_owned());
        Ok(())
    }

    async fn checkpoints(&self) -> Result<Vec<(u64, String)>, StoreError> {
        Ok(self.up()?.checkpoints.iter().map(|(size, note)| (*size, note.clone())).collect())
    }
}
