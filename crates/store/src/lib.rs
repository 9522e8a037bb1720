//! The case file on disk: records, ledger, outbox and notes in SQLite or PostgreSQL, and blobs in a folder.
//!
//! Both databases run the same statements with `$N` placeholders; the few that must differ say so where they stand
//! (a locking clause, and how a transaction begins). `migrations/` holds one folder for each, numbered alike.
//!
//! Invariants: a [`commit`](casework::ports::Store::commit) is one transaction; nothing is acknowledged before it is
//! on disk; the ledger has one writer at a time and therefore no gaps.

mod commit;
mod db;
mod error;
mod folder;
mod jobs;
mod leaves;
mod list;
mod notes;
mod port;
mod postgres;
mod records;
mod sql;
mod sqlite;

pub use db::Db;
pub use error::OpenError;
pub use folder::Folder;
pub use postgres::Postgres;
pub use sqlite::Sqlite;
