//! The ledger as it is stored: leaves, nodes of the tree, head, signed checkpoints.

use crate::db::{Db, Tx};
use crate::error::broken;
use crate::jobs::moment;
use crate::sql::{ROWS_PER_STATEMENT, Sql};
use casework::ports::{Entry, StoreError};
use ledger::{Coord, Frontier, Hash};
use std::collections::HashMap;
use uuid::Uuid;

/// Reads the head so that nobody else can append before this transaction ends.
pub(crate) async fn head(tx: &mut Tx) -> Result<Frontier, StoreError> {
    let sql = Sql::new("SELECT frontier FROM head WHERE id = 1").then(tx.locking());
    read_frontier(tx.rows(sql).await?)
}

/// The head as it stands.
pub(crate) async fn frontier(db: &Db) -> Result<Frontier, StoreError> {
    read_frontier(db.read(Sql::new("SELECT frontier FROM head WHERE id = 1")).await?)
}

fn read_frontier(found: Vec<(Vec<u8>,)>) -> Result<Frontier, StoreError> {
    let (bytes,) = found.first().ok_or_else(|| broken("the ledger has no head"))?;
    Frontier::from_bytes(bytes).map_err(broken)
}

/// Appends entries, the nodes they complete, and the new head.
pub(crate) async fn append(tx: &mut Tx, frontier: &mut Frontier, entries: &[&Entry]) -> Result<(), StoreError> {
    for part in entries.chunks(ROWS_PER_STATEMENT) {
        let mut leaves = Vec::with_capacity(part.len());
        let mut nodes = Vec::with_capacity(2 * part.len());
        for entry in part {
            let (at, subject) = (entry.at.as_microsecond().into(), entry.subject.into());
            leaves.push([
                number(frontier.size())?.into(),
                at,
                subject,
                entry.leaf.as_str().into(),
                entry.opened.as_str().into(),
            ]);
            nodes.extend(frontier.append(ledger::leaf_hash(entry.leaf.as_bytes())));
        }
        tx.run(Sql::new("INSERT INTO leaves (idx, at, subject, leaf, opened) VALUES ").tuples(leaves)).await?;
        put_nodes(tx, &nodes).await?;
    }
    let bytes = frontier.to_bytes();
    let sql = Sql::new("UPDATE head SET size = $1, frontier = $2 WHERE id = 1");
    tx.run(sql.bind(number(frontier.size())?).bind(bytes.as_slice())).await.map(|_| ())
}

async fn put_nodes(tx: &mut Tx, nodes: &[(Coord, Hash)]) -> Result<(), StoreError> {
    for part in nodes.chunks(ROWS_PER_STATEMENT) {
        let mut tuples = Vec::with_capacity(part.len());
        for (coord, hash) in part {
            tuples.push([i64::from(coord.level).into(), number(coord.index)?.into(), hash.0.as_slice().into()]);
        }
        tx.run(Sql::new("INSERT INTO nodes (level, idx, hash) VALUES ").tuples(tuples)).await?;
    }
    Ok(())
}

/// A count or place as the databases keep it.
fn number(number: u64) -> Result<i64, StoreError> {
    i64::try_from(number).map_err(broken)
}

type Columns = (i64, i64, Uuid, String, String);

fn entries_of(found: Vec<Columns>) -> Result<Vec<Entry>, StoreError> {
    let mut entries = Vec::with_capacity(found.len());
    for (index, at, subject, leaf, opened) in found {
        let index = u64::try_from(index).map_err(broken)?;
        entries.push(Entry { index, at: moment(at)?, subject, leaf, opened });
    }
    Ok(entries)
}

/// Entries about a subject, oldest first.
pub(crate) async fn history(db: &Db, subject: Uuid) -> Result<Vec<Entry>, StoreError> {
    let sql = Sql::new("SELECT idx, at, subject, leaf, opened FROM leaves WHERE subject = $1 ORDER BY idx");
    entries_of(db.read(sql.bind(subject)).await?)
}

/// Entries from an index on, in order.
pub(crate) async fn entries(db: &Db, from: u64, limit: u32) -> Result<Vec<Entry>, StoreError> {
    // Beyond what the column can hold there is nothing.
    let Ok(from) = i64::try_from(from) else {
        return Ok(Vec::new());
    };
    let sql = Sql::new("SELECT idx, at, subject, leaf, opened FROM leaves WHERE idx >= $1 ORDER BY idx LIMIT $2");
    entries_of(db.read(sql.bind(from).bind(i64::from(limit))).await?)
}

/// Stored nodes, in the order asked for.
pub(crate) async fn nodes(db: &Db, coords: &[Coord]) -> Result<Vec<Option<Hash>>, StoreError> {
    let mut found = HashMap::with_capacity(coords.len());
    for part in coords.chunks(ROWS_PER_STATEMENT) {
        // A place beyond what the column can hold is held by no node.
        let tuples = part.iter().map(|coord| {
            let index = i64::try_from(coord.index).unwrap_or(-1);
            [i64::from(coord.level).into(), index.into()]
        });
        let sql = Sql::new("WITH wanted (level, idx) AS (VALUES ")
            .tuples(tuples)
            .then(") SELECT n.level, n.idx, n.hash FROM wanted w JOIN nodes n ON n.level = w.level AND n.idx = w.idx");
        for (level, index, hash) in db.read::<(i64, i64, Vec<u8>)>(sql).await? {
            let coord =
                Coord { level: u8::try_from(level).map_err(broken)?, index: u64::try_from(index).map_err(broken)? };
            let hash = hash.try_into().map_err(|_| broken(format!("the node at {coord} is not a digest")))?;
            found.insert(coord, Hash(hash));
        }
    }
    Ok(coords.iter().map(|coord| found.get(coord).copied()).collect())
}

/// Keeps a signed checkpoint; a later note for the same size (with more signatures) replaces it.
pub(crate) async fn put_checkpoint(db: &Db, size: u64, note: &str) -> Result<(), StoreError> {
    let sql = Sql::new(
        "INSERT INTO checkpoints (size, note) VALUES ($1, $2) ON CONFLICT (size) DO UPDATE SET note = excluded.note",
    );
    db.run(sql.bind(number(size)?).bind(note)).await.map(|_| ())
}

/// The signed checkpoints, smallest first.
pub(crate) async fn checkpoints(db: &Db) -> Result<Vec<(u64, String)>, StoreError> {
    let found: Vec<(i64, String)> = db.read(Sql::new("SELECT size, note FROM checkpoints ORDER BY size")).await?;
    found.into_iter().map(|(size, note)| Ok((u64::try_from(size).map_err(broken)?, note))).collect()
}
