//! Short-lived notes: sessions, claims, throttles.

use crate::db::Db;
use crate::sql::{Sql, indexed};
use casework::ports::StoreError;
use jiff::Timestamp;

/// How many expired notes are cleared away when a new one is made: more than one, so that they never pile up.
const CLEARED_AT_ONCE: u32 = 16;

/// Keeps a note, replacing an older one.
pub(crate) async fn remember(db: &Db, key: &str, value: &str, expires: Timestamp) -> Result<(), StoreError> {
    let sql = Sql::new(
        "INSERT INTO notes (key, value, expires) VALUES ($1, $2, $3) \
         ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires = excluded.expires",
    );
    db.run(sql.bind(indexed(key)).bind(value).bind(expires.as_microsecond())).await.map(|_| ())
}

/// Keeps a note if there is none in force.
pub(crate) async fn remember_if_absent(
    db: &Db,
    key: &str,
    value: &str,
    now: Timestamp,
    expires: Timestamp,
) -> Result<bool, StoreError> {
    let sql = Sql::new(
        "INSERT INTO notes (key, value, expires) VALUES ($1, $2, $3) \
         ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires = excluded.expires \
         WHERE notes.expires <= $4",
    );
    let sql = sql.bind(indexed(key)).bind(value).bind(expires.as_microsecond()).bind(now.as_microsecond());
    let kept = db.run(sql).await? > 0;
    if kept {
        clear(db, now).await?;
    }
    Ok(kept)
}

async fn clear(db: &Db, now: Timestamp) -> Result<(), StoreError> {
    let mut sql = Sql::new("DELETE FROM notes WHERE key IN (SELECT key FROM notes WHERE expires <= ");
    sql.put(now.as_microsecond()).push(" ORDER BY expires LIMIT ").number(CLEARED_AT_ONCE);
    sql.push(db.skipping_locked()).push(")");
    db.run(sql).await.map(|_| ())
}

/// Reads a note in force.
pub(crate) async fn recall(db: &Db, key: &str, now: Timestamp) -> Result<Option<String>, StoreError> {
    let sql = Sql::new("SELECT value FROM notes WHERE key = $1 AND expires > $2");
    let found: Vec<(String,)> = db.read(sql.bind(indexed(key)).bind(now.as_microsecond())).await?;
    Ok(found.into_iter().next().map(|(value,)| value))
}

/// Removes a note; whoever removes it gets it.
pub(crate) async fn take(db: &Db, key: &str, now: Timestamp) -> Result<Option<String>, StoreError> {
    let sql = Sql::new("DELETE FROM notes WHERE key = $1 RETURNING value, expires").bind(indexed(key));
    let found: Vec<(String, i64)> = db.write(sql).await?;
    Ok(found.into_iter().find(|(_, expires)| *expires > now.as_microsecond()).map(|(value, _)| value))
}

/// Removes a note.
pub(crate) async fn forget(db: &Db, key: &str) -> Result<(), StoreError> {
    db.run(Sql::new("DELETE FROM notes WHERE key = $1").bind(indexed(key))).await.map(|_| ())
}
