//! One interface to two databases.

use crate::error::{OpenError, told};
use crate::postgres::Postgres;
use crate::sql::Sql;
use crate::sqlite::Sqlite;
use casework::ports::StoreError;
use sqlx::postgres::{PgExecutor, PgRow};
use sqlx::sqlite::{SqliteExecutor, SqliteRow};
use sqlx::{FromRow, PgPool, SqlitePool, Transaction};
use std::time::Duration;

/// The database with the case file; implements [`casework::ports::Store`].
#[derive(Debug, Clone)]
pub enum Db {
    /// One file, one machine.
    Sqlite(Sqlite),
    /// A server that many processes share.
    Postgres(Postgres),
}

impl Db {
    /// Opens `sqlite:///path/to/file` (made when absent) or `postgres://user@host/name`, and brings its tables up to
    /// date. `patience` is how long a call waits for a lock or a connection before it is `Unavailable`.
    ///
    /// # Errors
    /// [`OpenError`] says whether the address, the connection or the tables are at fault.
    pub async fn open(url: &str, patience: Duration) -> Result<Self, OpenError> {
        match url.split_once("://") {
            Some(("sqlite", path)) if !path.is_empty() => Ok(Self::Sqlite(Sqlite::open(url, patience).await?)),
            Some(("postgres" | "postgresql", _)) => Ok(Self::Postgres(Postgres::open(url, patience).await?)),
            _ => Err(OpenError::Address),
        }
    }

    /// Waits for the calls under way and closes every connection.
    pub async fn close(&self) {
        match self {
            Self::Sqlite(db) => {
                db.readers.close().await;
                db.writer.close().await;
            }
            Self::Postgres(db) => db.pool.close().await,
        }
    }

    /// The end of a `SELECT` whose rows are then changed: on PostgreSQL it passes over those that another process is
    /// changing now. On SQLite there is only one writer.
    pub(crate) fn skipping_locked(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "",
            Self::Postgres(_) => " FOR UPDATE SKIP LOCKED",
        }
    }

    /// Begins a transaction that writes.
    pub(crate) async fn begin(&self) -> Result<Tx, StoreError> {
        match self {
            // A deferred transaction that reads first and writes later fails at once when another writer came
            // between, without waiting; an immediate one waits its turn.
            Self::Sqlite(db) => db.writer.begin_with("BEGIN IMMEDIATE").await.map(At::Sqlite),
            Self::Postgres(db) => db.pool.begin_with("BEGIN ISOLATION LEVEL READ COMMITTED").await.map(At::Postgres),
        }
        .map(Tx)
        .map_err(told)
    }

    /// What a `SELECT` finds.
    pub(crate) async fn read<T: Readable>(&self, sql: Sql<'_>) -> Result<Vec<T>, StoreError> {
        rows(self.readers(), sql).await
    }

    /// What a writing statement returns, as a transaction of its own.
    pub(crate) async fn write<T: Readable>(&self, sql: Sql<'_>) -> Result<Vec<T>, StoreError> {
        rows(self.writers(), sql).await
    }

    /// How many rows a writing statement changes, as a transaction of its own.
    pub(crate) async fn run(&self, sql: Sql<'_>) -> Result<u64, StoreError> {
        changed(self.writers(), sql).await
    }

    fn readers(&self) -> At<&SqlitePool, &PgPool> {
        match self {
            Self::Sqlite(db) => At::Sqlite(&db.readers),
            Self::Postgres(db) => At::Postgres(&db.pool),
        }
    }

    fn writers(&self) -> At<&SqlitePool, &PgPool> {
        match self {
            Self::Sqlite(db) => At::Sqlite(&db.writer),
            Self::Postgres(db) => At::Postgres(&db.pool),
        }
    }
}

/// Where a statement runs: something of SQLite's, or the like of PostgreSQL's.
#[derive(Debug)]
enum At<S, P> {
    Sqlite(S),
    Postgres(P),
}

/// A transaction. Dropped without [`commit`](Tx::commit), it is rolled back.
#[derive(Debug)]
pub(crate) struct Tx(At<Transaction<'static, sqlx::Sqlite>, Transaction<'static, sqlx::Postgres>>);

impl Tx {
    /// What a statement finds or returns.
    pub(crate) async fn rows<T: Readable>(&mut self, sql: Sql<'_>) -> Result<Vec<T>, StoreError> {
        match &mut self.0 {
            At::Sqlite(tx) => rows(At::<_, &PgPool>::Sqlite(&mut **tx), sql).await,
            At::Postgres(tx) => rows(At::<&SqlitePool, _>::Postgres(&mut **tx), sql).await,
        }
    }

    /// How many rows a statement changes.
    pub(crate) async fn run(&mut self, sql: Sql<'_>) -> Result<u64, StoreError> {
        match &mut self.0 {
            At::Sqlite(tx) => changed(At::<_, &PgPool>::Sqlite(&mut **tx), sql).await,
            At::Postgres(tx) => changed(At::<&SqlitePool, _>::Postgres(&mut **tx), sql).await,
        }
    }

    /// Makes it last.
    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        match self.0 {
            At::Sqlite(tx) => tx.commit().await,
            At::Postgres(tx) => tx.commit().await,
        }
        .map_err(told)
    }

    /// The end of a `SELECT` that makes other transactions wait for the row it finds. A SQLite transaction that
    /// writes has no others beside it.
    pub(crate) fn locking(&self) -> &'static str {
        match &self.0 {
            At::Sqlite(_) => "",
            At::Postgres(_) => " FOR UPDATE",
        }
    }
}

/// What a row of either database can be read as: in practice, tuples.
pub(crate) trait Readable: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send {}

impl<T> Readable for T where T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send {}

async fn rows<'e, T, S, P>(at: At<S, P>, sql: Sql<'_>) -> Result<Vec<T>, StoreError>
where
    T: Readable,
    S: SqliteExecutor<'e>,
    P: PgExecutor<'e>,
{
    match at {
        At::Sqlite(on) => {
            let found = sql.query::<sqlx::Sqlite>().map_err(told)?.fetch_all(on).await.map_err(told)?;
            found.iter().map(T::from_row).collect::<Result<_, _>>()
        }
        At::Postgres(on) => {
            let found = sql.query::<sqlx::Postgres>().map_err(told)?.fetch_all(on).await.map_err(told)?;
            found.iter().map(T::from_row).collect()
        }
    }
    .map_err(told)
}

async fn changed<'e, S, P>(at: At<S, P>, sql: Sql<'_>) -> Result<u64, StoreError>
where
    S: SqliteExecutor<'e>,
    P: PgExecutor<'e>,
{
    match at {
        At::Sqlite(on) => {
            let query = sql.query::<sqlx::Sqlite>().map_err(told)?;
            query.execute(on).await.map(|done| done.rows_affected())
        }
        At::Postgres(on) => {
            let query = sql.query::<sqlx::Postgres>().map_err(told)?;
            query.execute(on).await.map(|done| done.rows_affected())
        }
    }
    .map_err(told)
}
