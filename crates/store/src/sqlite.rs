//! How a SQLite file is opened.

use crate::error::OpenError;
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Connection, SqlitePool};
use std::str::FromStr;
use std::time::Duration;

static MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");

/// Connections that read. The journal lets them read beside the writer.
const READERS: u32 = 8;

/// Memory that each connection may use to keep pages, in KiB (negative, as SQLite wants it).
const CACHE: &str = "-16384";

/// A SQLite file, opened.
#[derive(Debug, Clone)]
pub struct Sqlite {
    /// One connection, so that writers queue here rather than in the file's locks.
    pub(crate) writer: SqlitePool,
    pub(crate) readers: SqlitePool,
}

impl Sqlite {
    pub(crate) async fn open(url: &str, patience: Duration) -> Result<Self, OpenError> {
        let options = SqliteConnectOptions::from_str(url)
            .map_err(OpenError::Connect)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // With FULL, a commit is on disk when it returns: an acknowledged act outlives a power cut.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(patience)
            .pragma("cache_size", CACHE);
        let pool = |most| {
            SqlitePoolOptions::new()
                .max_connections(most)
                .acquire_timeout(patience)
                // On a full disk SQLite rolls back by itself, and the driver goes on believing in a transaction, in
                // which no other can begin. Such a connection is replaced.
                .before_acquire(|connection, _| {
                    Box::pin(async move { Ok(!connection.is_in_transaction()) })
                })
        };
        let writer = pool(1)
            .connect_with(options.clone())
            .await
            .map_err(OpenError::Connect)?;
        migrate(&writer).await?;
        let readers = pool(READERS)
            .connect_with(options.pragma("query_only", "on"))
            .await
            .map_err(OpenError::Connect)?;
        Ok(Self { writer, readers })
    }
}

/// All migrations in one transaction, so that of two processes that open a new file the second waits and finds it
/// made.
async fn migrate(writer: &SqlitePool) -> Result<(), OpenError> {
    let mut tx = writer
        .begin_with("BEGIN IMMEDIATE")
        .await
        .map_err(OpenError::Connect)?;
    MIGRATIONS.run(&mut *tx).await.map_err(OpenError::Migrate)?;
    tx.commit().await.map_err(OpenError::Connect)
}
