//! The outbox.
//!
//! A job is free from its due time on. Taking it moves that moment to the end of the lease: a worker that dies with a
//! job in hand loses it to the next. That counts as an attempt, so that a job that kills its workers is seen to fail.

use crate::db::{Db, Tx};
use crate::error::broken;
use crate::sql::{ROWS_PER_STATEMENT, Sql};
use casework::ports::{Job, Lane, StoreError};
use domain::id::JobId;
use jiff::Timestamp;
use std::collections::HashSet;
use uuid::Uuid;

/// A stored moment.
pub(crate) fn moment(micros: i64) -> Result<Timestamp, StoreError> {
    Timestamp::from_microsecond(micros).map_err(broken)
}

/// Puts jobs into the outbox.
pub(crate) async fn add(tx: &mut Tx, jobs: &[&Job]) -> Result<(), StoreError> {
    for part in jobs.chunks(ROWS_PER_STATEMENT) {
        let tuples = part.iter().map(|job| {
            let due = job.due.as_microsecond();
            let attempts = i64::from(job.attempts).into();
            [job.id.0.into(), job.lane.name().into(), job.task.as_str().into(), due.into(), due.into(), attempts]
        });
        let sql = Sql::new("INSERT INTO jobs (id, lane, task, due, free_at, attempts) VALUES ").tuples(tuples);
        tx.run(sql).await?;
    }
    Ok(())
}

/// Removes the jobs whose work is being committed. One that is gone was done by another worker: a conflict.
pub(crate) async fn remove_done(tx: &mut Tx, done: &[JobId]) -> Result<(), StoreError> {
    let mut removed = HashSet::with_capacity(done.len());
    let ids: Vec<Uuid> = done.iter().map(|job| job.0).collect();
    for part in ids.chunks(ROWS_PER_STATEMENT) {
        let sql = Sql::new("DELETE FROM jobs WHERE id IN ").list(part).then(" RETURNING id");
        removed.extend(tx.rows::<(Uuid,)>(sql).await?);
    }
    match ids.iter().find(|id| !removed.remove(&(**id,))) {
        Some(gone) => Err(StoreError::Conflict { what: format!("job {gone}") }),
        None => Ok(()),
    }
}

/// Takes free jobs of a lane for one worker.
pub(crate) async fn claim(
    db: &Db,
    lane: Lane,
    now: Timestamp,
    lease_until: Timestamp,
    limit: u32,
) -> Result<Vec<Job>, StoreError> {
    // SQLite takes its write lock before it looks for the rows, since the statement as a whole is a write.
    let mut sql = Sql::new("UPDATE jobs SET free_at = ");
    sql.put(lease_until.as_microsecond());
    sql.push(", attempts = CASE WHEN free_at > due THEN attempts + 1 ELSE attempts END");
    sql.push(" WHERE id IN (SELECT id FROM jobs WHERE lane = ").put(lane.name());
    sql.push(" AND free_at <= ").put(now.as_microsecond());
    sql.push(" ORDER BY free_at, id LIMIT ").number(limit).push(db.skipping_locked());
    sql.push(") RETURNING id, task, due, attempts");
    let taken: Vec<(Uuid, String, i64, i64)> = db.write(sql).await?;
    let mut jobs = Vec::with_capacity(taken.len());
    for (id, task, due, attempts) in taken {
        let attempts = u32::try_from(attempts).map_err(broken)?;
        jobs.push(Job { id: JobId(id), lane, task, due: moment(due)?, attempts });
    }
    jobs.sort_by_key(|job| (job.due, job.id));
    Ok(jobs)
}

/// When the next job is free.
pub(crate) async fn next(db: &Db) -> Result<Option<Timestamp>, StoreError> {
    let found: Vec<(Option<i64>,)> = db.read(Sql::new("SELECT MIN(free_at) FROM jobs")).await?;
    found.first().and_then(|(micros,)| *micros).map(moment).transpose()
}

/// Gives a job back, to be free again at `due`.
pub(crate) async fn retry(db: &Db, id: JobId, due: Timestamp, error: &str) -> Result<(), StoreError> {
    let sql = Sql::new("UPDATE jobs SET due = $1, free_at = $1, attempts = attempts + 1, error = $2 WHERE id = $3")
        .bind(due.as_microsecond())
        // What a mail server answered may hold anything, and PostgreSQL cannot keep U+0000.
        .bind(std::borrow::Cow::from(error.replace('\0', "\u{fffd}")))
        .bind(id.0);
    db.run(sql).await.map(|_| ())
}

/// Removes a job.
pub(crate) async fn finish(db: &Db, id: JobId) -> Result<(), StoreError> {
    db.run(Sql::new("DELETE FROM jobs WHERE id = $1").bind(id.0)).await.map(|_| ())
}
