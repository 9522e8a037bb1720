//! Opening a database, again and at once, and what is said when it cannot be opened or written.

use crate::backends::{PATIENCE, PostgresDatabase, open_file};
use casework::ports::{Store, StoreError};
use casework::records::Kind;
use futures::future::join_all;
use sqlx::{Connection, PgConnection, SqliteConnection};
use std::error::Error;
use std::time::Duration;
use store::{Db, OpenError};
use tempfile::TempDir;
use testkit::contract::{change, id, row};

#[tokio::test]
async fn addresses_of_other_kinds_are_refused_without_being_repeated() {
    for url in ["", "vigie.db", "sqlite://", "sqlite::memory:", "mysql://officer:secret@127.0.0.1/vigie"] {
        let error = Db::open(url, PATIENCE).await.unwrap_err();
        assert!(matches!(error, OpenError::Address), "{url}: {error}");
        assert!(!error.to_string().contains("secret"));
    }
}

#[tokio::test]
async fn a_database_that_is_not_there_says_why() {
    let missing = Db::open("sqlite:///nonexistent/folder/vigie.db", PATIENCE).await.unwrap_err();
    assert!(matches!(missing, OpenError::Connect(_)) && missing.source().is_some());
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let silent =
        Db::open(&format!("postgres://officer:secret@127.0.0.1:{port}/vigie"), Duration::from_millis(200)).await;
    let silent = silent.unwrap_err();
    assert!(matches!(silent, OpenError::Connect(_)), "{silent}");
    assert!(!format!("{silent} {:?}", silent.source()).contains("secret"));
}

#[tokio::test]
async fn a_file_of_another_kind_is_not_touched() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("letter.txt");
    let text = "REHEARSAL: the harbour master regrets. ".repeat(100);
    std::fs::write(&path, &text).unwrap();
    assert!(Db::open(&format!("sqlite://{}", path.display()), PATIENCE).await.is_err());
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
}

#[tokio::test]
async fn processes_that_start_together_find_one_set_of_tables() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("vigie.db");
    let opened = join_all((0..4).map(|_| open_file(&path))).await;
    let writes =
        opened.iter().zip(1..).map(|(db, number)| db.commit(vec![change(number, vec![row(number, "clear", "a")])]));
    let mut sizes: Vec<u64> = join_all(writes).await.into_iter().map(Result::unwrap).collect();
    sizes.sort_unstable();
    assert_eq!(sizes, [1, 2, 3, 4]);
    for db in opened {
        db.close().await;
    }
    let again = open_file(&path).await;
    assert_eq!(again.counts(Kind::Item).await.unwrap(), [("clear".to_owned(), 4)]);
}

#[tokio::test]
async fn a_database_locked_for_too_long_is_unavailable_and_recovers() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("vigie.db");
    let url = format!("sqlite://{}", path.display());
    let db = Db::open(&url, Duration::from_millis(50)).await.unwrap();
    let mut other = SqliteConnection::connect(&url).await.unwrap();
    let lock = other.begin_with("BEGIN IMMEDIATE").await.unwrap();

    let outcome = db.commit(vec![change(1, vec![row(1, "clear", "a")])]).await.unwrap_err();
    assert!(matches!(outcome, StoreError::Unavailable(_)) && outcome.source().is_some(), "{outcome}");
    assert_eq!(db.get(Kind::Item, id(1)).await.unwrap(), None, "readers are not kept out");

    lock.rollback().await.unwrap();
    assert_eq!(db.commit(vec![change(1, vec![row(1, "clear", "a")])]).await.unwrap(), 1);
}

#[tokio::test]
async fn a_ledger_that_another_process_holds_is_unavailable_and_recovers() {
    let Some(database) = PostgresDatabase::create("held").await else {
        return;
    };
    let db = Db::open(&database.url, Duration::from_millis(500)).await.unwrap();
    let mut other = PgConnection::connect(&database.url).await.unwrap();
    let mut lock = other.begin().await.unwrap();
    sqlx::query("SELECT size FROM head FOR UPDATE").execute(&mut *lock).await.unwrap();

    let outcome = db.commit(vec![change(1, vec![row(1, "clear", "a")])]).await.unwrap_err();
    assert!(matches!(outcome, StoreError::Unavailable(_)) && outcome.source().is_some(), "{outcome}");
    assert_eq!(db.get(Kind::Item, id(1)).await.unwrap(), None, "readers are not kept out");

    lock.rollback().await.unwrap();
    assert_eq!(db.commit(vec![change(1, vec![row(1, "clear", "a")])]).await.unwrap(), 1);
    other.close().await.unwrap();
    db.close().await;
    database.drop().await;
}

#[tokio::test]
async fn connections_that_the_server_cut_are_replaced() {
    let Some(database) = PostgresDatabase::create("cut").await else {
        return;
    };
    let db = Db::open(&database.url, PATIENCE).await.unwrap();
    assert_eq!(db.commit(vec![change(1, vec![row(1, "clear", "a")])]).await.unwrap(), 1);
    let mut other = PgConnection::connect(&database.url).await.unwrap();
    let cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
               WHERE datname = current_database() AND application_name = 'vigie'";
    assert!(sqlx::query(cut).execute(&mut other).await.unwrap().rows_affected() > 0);
    assert_eq!(db.commit(vec![change(2, vec![row(2, "clear", "a")])]).await.unwrap(), 2);
    other.close().await.unwrap();
    db.close().await;
    database.drop().await;
}
