//! Records: writing them with their keys and counts, and reading one.

use crate::db::{Db, Tx};
use crate::error::broken;
use crate::sql::{ROWS_PER_STATEMENT, Sql, Value, indexed};
use casework::ports::{Row, StoreError};
use casework::records::Kind;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// A record's columns as they are read: identifier, revision, state, order, unique value, keys, body.
pub(crate) type Columns = (Uuid, i64, String, String, Option<String>, String, String);

/// Makes a row of its columns.
pub(crate) fn row(kind: Kind, (id, revision, state, sort, unique, keys, body): Columns) -> Result<Row, StoreError> {
    let keys = serde_json::from_str(&keys).map_err(|error| broken(format!("keys of {} {id}: {error}", kind.name())))?;
    Ok(Row { kind, id, revision, state, sort, unique, keys, body })
}

/// One record by its identifier.
pub(crate) async fn get(db: &Db, kind: Kind, id: Uuid) -> Result<Option<Row>, StoreError> {
    let sql =
        Sql::new("SELECT id, revision, state, sort, unique_value, keys, body FROM records WHERE kind = $1 AND id = $2");
    let found = db.read(sql.bind(kind.name()).bind(id)).await?;
    found.into_iter().next().map(|columns| row(kind, columns)).transpose()
}

/// One record by the value that only it may carry.
pub(crate) async fn by_unique(db: &Db, kind: Kind, unique: &str) -> Result<Option<Row>, StoreError> {
    let sql = Sql::new(
        "SELECT id, revision, state, sort, unique_value, keys, body FROM records WHERE kind = $1 AND unique_value = $2",
    );
    let found = db.read(sql.bind(kind.name()).bind(indexed(unique))).await?;
    found.into_iter().next().map(|columns| row(kind, columns)).transpose()
}

/// The records that carry one of some values, each of which only one may carry.
pub(crate) async fn by_uniques(db: &Db, kind: Kind, uniques: &[String]) -> Result<Vec<Row>, StoreError> {
    let mut wanted: Vec<_> = uniques.iter().map(|unique| indexed(unique)).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let mut rows = Vec::with_capacity(wanted.len());
    for part in wanted.chunks(ROWS_PER_STATEMENT) {
        let sql = Sql::new("WITH wanted (value) AS (VALUES ")
            .tuples(part.iter().map(|unique| [Value::from(unique.as_ref())]));
        let mut sql = sql.then(
            ") SELECT r.id, r.revision, r.state, r.sort, r.unique_value, r.keys, r.body FROM wanted w \
             JOIN records r ON r.unique_value = w.value AND r.kind = ",
        );
        sql.put(kind.name());
        for columns in db.read(sql).await? {
            rows.push(row(kind, columns)?);
        }
    }
    Ok(rows)
}

/// How many records of a kind stand in each state.
pub(crate) async fn counts(db: &Db, kind: Kind) -> Result<Vec<(String, u64)>, StoreError> {
    let sql = Sql::new("SELECT state, n FROM counts WHERE kind = $1 AND n > 0 ORDER BY state");
    let found: Vec<(String, i64)> = db.read(sql.bind(kind.name())).await?;
    found.into_iter().map(|(state, n)| Ok((state, u64::try_from(n).map_err(broken)?))).collect()
}

/// What a record was before the commit.
struct Before {
    revision: i64,
    state: String,
}

type Standing = HashMap<(Kind, Uuid), Before>;

/// Writes rows, their keys and the counts, if each is the next revision of what is there.
pub(crate) async fn write(tx: &mut Tx, rows: &[&Row]) -> Result<(), StoreError> {
    let before = standing(tx, rows).await?;
    let latest = latest(rows, &before)?;
    for part in latest.chunks(ROWS_PER_STATEMENT) {
        put(tx, part).await?;
    }
    drop_keys(tx, before.keys()).await?;
    put_keys(tx, &latest).await?;
    count(tx, &latest, &before).await
}

/// Reads the revision and state of those records that exist.
async fn standing(tx: &mut Tx, rows: &[&Row]) -> Result<Standing, StoreError> {
    let mut standing = HashMap::new();
    for part in rows.chunks(ROWS_PER_STATEMENT) {
        // A join rather than a row value with IN, for which SQLite would read the whole table.
        let sql = Sql::new("WITH wanted (kind, id) AS (VALUES ")
            .tuples(part.iter().map(|row| [row.kind.name().into(), row.id.into()]))
            .then(
                ") SELECT r.kind, r.id, r.revision, r.state FROM wanted w \
                 JOIN records r ON r.kind = w.kind AND r.id = w.id",
            );
        for (kind, id, revision, state) in tx.rows::<(String, Uuid, i64, String)>(sql).await? {
            standing.insert((kind.parse()?, id), Before { revision, state });
        }
    }
    Ok(standing)
}

/// Each record as the last of its rows has it, in the order of these last rows.
fn latest<'a>(rows: &[&'a Row], before: &Standing) -> Result<Vec<&'a Row>, StoreError> {
    let mut last: HashMap<(Kind, Uuid), (i64, usize)> = HashMap::with_capacity(rows.len());
    for (place, row) in rows.iter().enumerate() {
        let key = (row.kind, row.id);
        let written = last.get(&key).map(|(revision, _)| *revision);
        let revision = written.or_else(|| before.get(&key).map(|before| before.revision)).unwrap_or(0);
        if revision.checked_add(1) != Some(row.revision) {
            return Err(StoreError::Conflict { what: format!("{} {}", row.kind.name(), row.id) });
        }
        last.insert(key, (row.revision, place));
    }
    let mut places: Vec<usize> = last.into_values().map(|(_, place)| place).collect();
    places.sort_unstable();
    Ok(places.into_iter().filter_map(|place| rows.get(place).copied()).collect())
}

async fn put(tx: &mut Tx, rows: &[&Row]) -> Result<(), StoreError> {
    let mut tuples: Vec<[Value<'_>; 8]> = Vec::with_capacity(rows.len());
    for row in rows {
        let keys = serde_json::to_string(&row.keys).map_err(broken)?;
        tuples.push([
            row.kind.name().into(),
            row.id.into(),
            row.revision.into(),
            row.state.as_str().into(),
            indexed(&row.sort).into(),
            row.unique.as_deref().map(indexed).into(),
            Value::Text(Some(keys.into())),
            row.body.as_str().into(),
        ]);
    }
    let sql = Sql::new("INSERT INTO records (kind, id, revision, state, sort, unique_value, keys, body) VALUES ")
        .tuples(tuples)
        .then(
            " ON CONFLICT (kind, id) DO UPDATE SET revision = excluded.revision, state = excluded.state, \
             sort = excluded.sort, unique_value = excluded.unique_value, keys = excluded.keys, body = excluded.body",
        );
    tx.run(sql).await.map(|_| ())
}

async fn drop_keys(tx: &mut Tx, records: impl Iterator<Item = &(Kind, Uuid)>) -> Result<(), StoreError> {
    let mut by_kind: BTreeMap<Kind, Vec<Uuid>> = BTreeMap::new();
    for (kind, id) in records {
        by_kind.entry(*kind).or_default().push(*id);
    }
    for (kind, ids) in by_kind {
        for part in ids.chunks(ROWS_PER_STATEMENT) {
            let sql = Sql::new("DELETE FROM record_keys WHERE kind = $1 AND id IN ").bind(kind.name());
            tx.run(sql.list(part)).await?;
        }
    }
    Ok(())
}

async fn put_keys(tx: &mut Tx, rows: &[&Row]) -> Result<(), StoreError> {
    let keys: Vec<_> = rows.iter().flat_map(|row| row.keys.iter().map(move |key| (row, key))).collect();
    for part in keys.chunks(ROWS_PER_STATEMENT) {
        let tuples = part.iter().map(|(row, (relation, value))| {
            let (kind, state) = (row.kind.name(), row.state.as_str());
            [
                kind.into(),
                row.id.into(),
                indexed(relation).into(),
                indexed(value).into(),
                state.into(),
                indexed(&row.sort).into(),
            ]
        });
        // A record may name the same value twice; it is found by it once.
        let sql = Sql::new("INSERT INTO record_keys (kind, id, relation, value, state, sort) VALUES ")
            .tuples(tuples)
            .then(" ON CONFLICT (kind, id, relation, value) DO NOTHING");
        tx.run(sql).await?;
    }
    Ok(())
}

async fn count(tx: &mut Tx, rows: &[&Row], before: &Standing) -> Result<(), StoreError> {
    let mut moves: BTreeMap<(&str, &str), i64> = BTreeMap::new();
    for row in rows {
        *moves.entry((row.kind.name(), &row.state)).or_default() += 1;
        if let Some(before) = before.get(&(row.kind, row.id)) {
            *moves.entry((row.kind.name(), &before.state)).or_default() -= 1;
        }
    }
    moves.retain(|_, by| *by != 0);
    let moves: Vec<_> = moves.into_iter().collect();
    for part in moves.chunks(ROWS_PER_STATEMENT) {
        let sql = Sql::new("INSERT INTO counts (kind, state, n) VALUES ")
            .tuples(part.iter().map(|((kind, state), by)| [(*kind).into(), (*state).into(), (*by).into()]))
            .then(" ON CONFLICT (kind, state) DO UPDATE SET n = counts.n + excluded.n");
        tx.run(sql).await?;
    }
    Ok(())
}
