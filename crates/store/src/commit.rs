//! The one way in which the case file changes.

use crate::db::Db;
use crate::{jobs, leaves, records};
use casework::ports::{Change, StoreError};

/// Writes all changes in one transaction.
///
/// The head of the ledger is read first and, on PostgreSQL, locked: commits follow each other, whichever process they
/// come from. So the ledger has no gaps, and what is read about the records afterwards cannot change before the end.
pub(crate) async fn commit(db: &Db, changes: &[Change]) -> Result<u64, StoreError> {
    let mut tx = db.begin().await?;
    let mut frontier = leaves::head(&mut tx).await?;
    let rows: Vec<_> = changes.iter().flat_map(|change| &change.rows).collect();
    records::write(&mut tx, &rows).await?;
    let entries: Vec<_> = changes.iter().map(|change| &change.entry).collect();
    leaves::append(&mut tx, &mut frontier, &entries).await?;
    let done: Vec<_> = changes.iter().filter_map(|change| change.done).collect();
    jobs::remove_done(&mut tx, &done).await?;
    let new: Vec<_> = changes.iter().flat_map(|change| &change.jobs).collect();
    jobs::add(&mut tx, &new).await?;
    tx.commit().await?;
    Ok(frontier.size())
}
