//! Both databases have the same tables.

use crate::backends::{PATIENCE, PostgresDatabase, open_file};
use casework::ports::{Lane, Store};
use sqlx::migrate::Migrator;
use sqlx::{Connection, PgConnection, SqliteConnection};
use std::path::Path;
use store::Db;
use tempfile::TempDir;

/// Table, column, type, whether it may be null, place in the primary key (0: none).
type Column = (String, String, String, bool, i64);
/// Table, index, whether it is unique, its columns in order.
type Index = (String, String, bool, String);

const SQLITE_COLUMNS: &str = "
    SELECT m.name, c.name, c.type, c.\"notnull\" = 0 AND c.pk = 0, c.pk
    FROM sqlite_master m JOIN pragma_table_info(m.name) c
    WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' AND m.name NOT LIKE '%migrations'
    ORDER BY 1, 2";

const SQLITE_INDEXES: &str = "
    SELECT m.name, i.name, i.\"unique\" = 1,
        (SELECT group_concat(name, ',') FROM (SELECT name FROM pragma_index_info(i.name) ORDER BY seqno))
    FROM sqlite_master m JOIN pragma_index_list(m.name) i
    WHERE m.type = 'table' AND i.origin = 'c'
    ORDER BY 1, 2";

const POSTGRES_COLUMNS: &str = "
    SELECT t.relname::text, a.attname::text, format_type(a.atttypid, NULL), NOT a.attnotnull,
        COALESCE(array_position(k.indkey::int2[], a.attnum) + 1, 0)::bigint
    FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0
    LEFT JOIN pg_index k ON k.indrelid = t.oid AND k.indisprimary
    WHERE t.relkind = 'r' AND t.relnamespace = 'public'::regnamespace AND t.relname NOT LIKE '%migrations'
    ORDER BY t.relname COLLATE \"C\", a.attname COLLATE \"C\"";

const POSTGRES_INDEXES: &str = "
    SELECT t.relname::text, i.relname::text, x.indisunique,
        (SELECT string_agg(a.attname, ',' ORDER BY n) FROM unnest(x.indkey::int2[]) WITH ORDINALITY k(att, n)
         JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.att)
    FROM pg_index x JOIN pg_class t ON t.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
    WHERE NOT x.indisprimary AND t.relnamespace = 'public'::regnamespace AND t.relname NOT LIKE '%migrations'
    ORDER BY t.relname COLLATE \"C\", i.relname COLLATE \"C\"";

/// SQLite keeps an identifier as its bytes; everything else has one counterpart.
fn as_in_sqlite((table, name, kind, nullable, key): Column) -> Column {
    let kind = match kind.as_str() {
        "bigint" => "INTEGER",
        "text" => "TEXT",
        "bytea" | "uuid" => "BLOB",
        other => panic!("{table}.{name} is {other}, which SQLite has no counterpart for"),
    };
    (table, name, kind.to_owned(), nullable, key)
}

#[tokio::test]
async fn the_two_schemas_are_one() {
    let Some(database) = PostgresDatabase::create("schema").await else {
        return;
    };
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("vigie.db");
    open_file(&path).await.close().await;
    Db::open(&database.url, PATIENCE).await.unwrap().close().await;

    let mut lite = SqliteConnection::connect(&format!("sqlite://{}", path.display())).await.unwrap();
    let mut server = PgConnection::connect(&database.url).await.unwrap();
    let lite_columns: Vec<Column> = sqlx::query_as(SQLITE_COLUMNS).fetch_all(&mut lite).await.unwrap();
    let server_columns: Vec<Column> = sqlx::query_as(POSTGRES_COLUMNS).fetch_all(&mut server).await.unwrap();
    assert!(lite_columns.len() > 30, "{lite_columns:?}");
    assert_eq!(lite_columns, server_columns.into_iter().map(as_in_sqlite).collect::<Vec<_>>());

    let lite_indexes: Vec<Index> = sqlx::query_as(SQLITE_INDEXES).fetch_all(&mut lite).await.unwrap();
    let server_indexes: Vec<Index> = sqlx::query_as(POSTGRES_INDEXES).fetch_all(&mut server).await.unwrap();
    assert!(lite_indexes.len() > 4, "{lite_indexes:?}");
    assert_eq!(lite_indexes, server_indexes);
    server.close().await.unwrap();
    database.drop().await;
}

#[test]
fn migrations_are_numbered_alike() {
    let names = |database: &str| {
        let folder = format!("{}/migrations/{database}", env!("CARGO_MANIFEST_DIR"));
        let mut names: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    assert_eq!(names("sqlite"), names("postgres"));
}

/// The first version's tables only, for a database that is then opened by this version.
async fn first_migration(database: &str, folder: &Path) -> Migrator {
    let first = "0001_case_file.sql";
    let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(database).join(first);
    std::fs::copy(ours, folder.join(first)).unwrap();
    Migrator::new(folder).await.unwrap()
}

/// Jobs as the first version wrote them: one letter, two looks.
const JOBS_WITHOUT_LANE: &str = r#"INSERT INTO jobs (id, task, due, free_at, attempts) VALUES
    ($1, '{"task":"deliver","order":"REHEARSAL"}', 1, 1, 0),
    ($2, '{"task":"examine","item":"REHEARSAL"}', 2, 2, 0),
    ($3, '{"task":"look","item":"REHEARSAL"}', 3, 3, 0)"#;

async fn assert_lanes(db: &Db) {
    let at = testkit::contract::second;
    let ids = async |lane| {
        let jobs = db.claim_jobs(lane, at(0), at(60), 9).await.unwrap();
        jobs.into_iter().map(|job| job.id.0.as_u128()).collect::<Vec<_>>()
    };
    assert_eq!(ids(Lane::Letters).await, [1]);
    assert_eq!(ids(Lane::Looking).await, [2, 3]);
}

#[tokio::test]
async fn jobs_of_an_older_file_find_their_lanes() {
    let (folder, migrations) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let path = folder.path().join("vigie.db");
    let url = format!("sqlite://{}?mode=rwc", path.display());
    let mut old = SqliteConnection::connect(&url).await.unwrap();
    first_migration("sqlite", migrations.path()).await.run(&mut old).await.unwrap();
    let [one, two, three] = [1, 2, 3].map(testkit::contract::id);
    sqlx::query(JOBS_WITHOUT_LANE).bind(one).bind(two).bind(three).execute(&mut old).await.unwrap();
    old.close().await.unwrap();
    assert_lanes(&open_file(&path).await).await;
}

#[tokio::test]
async fn jobs_of_an_older_server_find_their_lanes() {
    let Some(database) = PostgresDatabase::create("lanes").await else {
        return;
    };
    let migrations = TempDir::new().unwrap();
    let mut old = PgConnection::connect(&database.url).await.unwrap();
    first_migration("postgres", migrations.path()).await.run(&mut old).await.unwrap();
    let [one, two, three] = [1, 2, 3].map(testkit::contract::id);
    sqlx::query(JOBS_WITHOUT_LANE).bind(one).bind(two).bind(three).execute(&mut old).await.unwrap();
    old.close().await.unwrap();
    let db = Db::open(&database.url, PATIENCE).await.unwrap();
    assert_lanes(&db).await;
    db.close().await;
    database.drop().await;
}
