//! How a SQLite file is opened.

use crate::error::OpenError;
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Connection, SqlitePool};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;
use tokio::task::spawn_blocking;

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
                .before_acquire(|connection, _| Box::pin(async move { Ok(!connection.is_in_transaction()) }))
        };
        let alone = alone_in_folder(options.get_filename().to_owned()).await?;
        let writer = pool(1).connect_with(options.clone()).await.map_err(OpenError::Connect)?;
        MIGRATIONS.run(&writer).await.map_err(OpenError::Migrate)?;
        drop(alone);
        let readers =
            pool(READERS).connect_with(options.pragma("query_only", "on")).await.map_err(OpenError::Connect)?;
        Ok(Self { writer, readers })
    }
}

/// Keeps other processes from opening a file in the same folder until the answer is dropped. Two that make the same
/// new file would fail over its journal, for which SQLite does not wait, or over its tables.
async fn alone_in_folder(path: PathBuf) -> Result<File, OpenError> {
    let lock = move || {
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let folder = File::open(folder)?;
        folder.lock()?;
        Ok(folder)
    };
    let locked = spawn_blocking(lock).await.map_err(std::io::Error::other).flatten();
    locked.map_err(|error| OpenError::Connect(sqlx::Error::Io(error)))
}
