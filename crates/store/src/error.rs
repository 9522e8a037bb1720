//! What can go wrong, and how it is told to casework.

use casework::ports::StoreError;
use sqlx::migrate::MigrateError;

/// Why a database could not be opened. The address is never repeated, since it may hold a password.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// Neither a SQLite file nor a PostgreSQL server.
    #[error("the database address must read sqlite:///path/to/file or postgres://user@host/name")]
    Address,
    /// The address has the right beginning but cannot be read, or nothing answers there.
    #[error("the database cannot be opened; check its address, that it runs, and the rights to it")]
    Connect(#[source] sqlx::Error),
    /// The tables are not those that this version knows.
    #[error("the tables cannot be brought up to date; restore a backup or run the version that made them")]
    Migrate(#[source] MigrateError),
}

/// Tells an error of the database in casework's words.
pub(crate) fn told(error: sqlx::Error) -> StoreError {
    match &error {
        sqlx::Error::Database(answer) if answer.is_unique_violation() => {
            StoreError::Conflict { what: "what already carries this identifier or unique value".to_owned() }
        }
        sqlx::Error::Database(answer) if answer.code().is_some_and(|code| is_damage(&code)) => {
            StoreError::Broken { what: "the database is damaged; restore it from a backup".to_owned() }
        }
        sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) | sqlx::Error::ColumnNotFound(_) => {
            StoreError::Broken { what: error.to_string() }
        }
        _ => StoreError::Unavailable(Box::new(error)),
    }
}

/// # Source
/// SQLite result codes: `SQLITE_CORRUPT` (11, and extended codes with it as low byte), `SQLITE_NOTADB` (26).
/// PostgreSQL error codes, appendix A: `XX001` data corrupted, `XX002` index corrupted.
fn is_damage(code: &str) -> bool {
    match code.parse::<u32>() {
        // PostgreSQL's all-digit codes have five characters; SQLite's extended codes never do.
        Ok(sqlite) if code.len() < 5 => matches!(sqlite & 0xff, 11 | 26),
        _ => matches!(code, "XX001" | "XX002"),
    }
}

/// Something stored that does not make sense.
pub(crate) fn broken(what: impl ToString) -> StoreError {
    StoreError::Broken { what: what.to_string() }
}
