//! Pages of records.
//!
//! Whatever is asked, a page is put together from walks of one index, one walk for each state, each no longer than
//! the page: of `records` when there is no key to look for, of `record_keys` otherwise. So a page takes as long among
//! a million records as among a thousand. The exception: with several keys, the walk follows the rarest and may pass
//! over many records that lack the others.

use crate::db::Db;
use crate::error::broken;
use crate::records::{Columns, row};
use crate::sql::{ROWS_PER_STATEMENT, Sql, Value, indexed};
use casework::ports::{Query, Row, StoreError};
use casework::records::Kind;
use std::collections::HashMap;
use uuid::Uuid;

/// How far a key's records are counted to learn which key is rarest.
const COUNT_NO_FURTHER_THAN: u32 = 1000;

/// Records by query, in order of (sort, id).
pub(crate) async fn list(db: &Db, query: &Query) -> Result<Vec<Row>, StoreError> {
    let mut query = query.clone();
    if query.states.is_empty() {
        query.states = states(db, query.kind).await?;
    }
    query.states.sort();
    query.states.dedup();
    if query.states.is_empty() {
        return Ok(Vec::new());
    }
    rarest_first(db, &mut query).await?;
    let found: Vec<Columns> = db.read(page(&query)).await?;
    found.into_iter().map(|columns| row(query.kind, columns)).collect()
}

/// The states that occur.
async fn states(db: &Db, kind: Kind) -> Result<Vec<String>, StoreError> {
    let sql = Sql::new("SELECT state FROM counts WHERE kind = $1 AND n > 0").bind(kind.name());
    let found: Vec<(String,)> = db.read(sql).await?;
    Ok(found.into_iter().map(|(state,)| state).collect())
}

async fn rarest_first(db: &Db, query: &mut Query) -> Result<(), StoreError> {
    if query.keys.len() < 2 {
        return Ok(());
    }
    let counts = counts_with(db, query.kind, &query.keys, COUNT_NO_FURTHER_THAN).await?;
    let mut counted: Vec<_> = counts.into_iter().zip(query.keys.drain(..)).collect();
    counted.sort_by_key(|(n, _)| *n);
    query.keys = counted.into_iter().map(|(_, key)| key).collect();
    Ok(())
}

/// How many records carry each of some values, counted no further than the cap: a walk of one index for each, no longer
/// than that.
pub(crate) async fn counts_with(
    db: &Db,
    kind: Kind,
    keys: &[(String, String)],
    cap: u32,
) -> Result<Vec<u64>, StoreError> {
    let mut counts = Vec::with_capacity(keys.len());
    for part in keys.chunks(ROWS_PER_STATEMENT) {
        let wanted = (0..).zip(part).map(|(place, (relation, value)): (i64, _)| {
            [Value::from(place), indexed(relation).into(), indexed(value).into()]
        });
        let mut sql = Sql::new("WITH wanted (place, relation, value) AS (VALUES ").tuples(wanted).then(
            ") SELECT (SELECT COUNT(*) FROM (SELECT 1 FROM record_keys k \
             WHERE k.relation = w.relation AND k.value = w.value AND k.kind = ",
        );
        sql.put(kind.name()).push(" LIMIT ").number(cap).push(") few) FROM wanted w ORDER BY w.place");
        let found: Vec<(i64,)> = db.read(sql).await?;
        for (n,) in found {
            counts.push(u64::try_from(n).map_err(broken)?);
        }
    }
    Ok(counts)
}

/// The records that carry one of some values, each once: a walk of one index for each value.
pub(crate) async fn carrying(
    db: &Db,
    kind: Kind,
    keys: &[(String, String)],
    limit: u32,
) -> Result<Vec<Row>, StoreError> {
    let mut found: HashMap<Uuid, Row> = HashMap::new();
    for part in keys.chunks(ROWS_PER_STATEMENT) {
        let wanted = part.iter().map(|(relation, value)| [indexed(relation).into(), indexed(value).into()]);
        let mut sql = Sql::new("WITH wanted (relation, value) AS (VALUES ").tuples(wanted).then(
            ") SELECT r.id, r.revision, r.state, r.sort, r.unique_value, r.keys, r.body \
             FROM (SELECT DISTINCT k.id FROM wanted w JOIN record_keys k \
             ON k.relation = w.relation AND k.value = w.value AND k.kind = ",
        );
        sql.put(kind.name()).push(" LIMIT ").number(limit);
        sql.push(") held JOIN records r ON r.id = held.id AND r.kind = ").put(kind.name());
        for columns in db.read::<Columns>(sql).await? {
            found.insert(columns.0, row(kind, columns)?);
        }
    }
    Ok(found.into_values().take(usize::try_from(limit).unwrap_or(usize::MAX)).collect())
}

fn page(query: &Query) -> Sql<'_> {
    let order = if query.descending { " ORDER BY sort DESC, id DESC LIMIT " } else { " ORDER BY sort, id LIMIT " };
    let mut sql = Sql::new(
        "SELECT r.id, r.revision, r.state, r.sort, r.unique_value, r.keys, r.body \
         FROM (SELECT sort, id FROM (",
    );
    for (number, state) in query.states.iter().enumerate() {
        sql.push(if number == 0 { "SELECT * FROM (" } else { " UNION ALL SELECT * FROM (" });
        walk(&mut sql, query, state);
        sql.push(order).number(query.limit).push(") walk");
    }
    sql.push(") walks").push(order).number(query.limit);
    sql.push(") page JOIN records r ON r.id = page.id AND r.kind = ").put(query.kind.name());
    sql.push(if query.descending { " ORDER BY page.sort DESC, page.id DESC" } else { " ORDER BY page.sort, page.id" });
    sql
}

/// The records in one state that carry all keys and lie after the start.
fn walk<'a>(sql: &mut Sql<'a>, query: &'a Query, state: &'a str) {
    let kind = query.kind.name();
    let (table, first, others) = match query.keys.as_slice() {
        [] => ("records", None, [].as_slice()),
        [first, others @ ..] => ("record_keys", Some(first), others),
    };
    sql.push("SELECT sort, id FROM ").push(table).push(" k WHERE kind = ").put(kind).push(" AND state = ").put(state);
    if let Some((relation, value)) = first {
        sql.push(" AND relation = ").put(indexed(relation)).push(" AND value = ").put(indexed(value));
    }
    for (relation, value) in others {
        sql.push(" AND EXISTS (SELECT 1 FROM record_keys o WHERE o.kind = k.kind AND o.id = k.id AND o.relation = ");
        sql.put(indexed(relation)).push(" AND o.value = ").put(indexed(value)).push(")");
    }
    if let Some((sort, id)) = &query.after {
        sql.push(if query.descending { " AND (sort, id) < (" } else { " AND (sort, id) > (" });
        sql.put(indexed(sort)).push(", ").put(*id).push(")");
    }
}
