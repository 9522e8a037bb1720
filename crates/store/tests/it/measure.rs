//! How long pages and commits take at 100,000 items. Run it alone and optimised:
//! `cargo test -p store --release -- --ignored measure --nocapture`.

use crate::backends::{PATIENCE, PostgresDatabase, open_file};
use casework::ports::{Blobs, Lane, Query, Row, Store};
use casework::records::Kind;
use std::time::{Duration, Instant};
use store::{Db, Folder};
use tempfile::TempDir;
use testkit::contract::{change, id, job, row, second};

const ITEMS: u32 = 100_000;
/// Changes in one commit, as intake makes them.
const BATCH: u32 = 64;

fn item(number: u32) -> Row {
    let states = ["in_review", "clear", "clear", "clear", "dismissed", "referred", "ordered", "not_examined"];
    let mut item = row(number, states[number as usize % states.len()], &format!("{} {number:08}", number % 3 + 1));
    item.unique = Some(format!("https://host-{}.test/rehearsal/{number}", number % 997));
    item.keys = vec![
        ("host".to_owned(), format!("host-{}.test", number % 997)),
        ("language".to_owned(), ["en", "fr", "ar"][number as usize % 3].to_owned()),
        ("likeness".to_owned(), ["near", "known", "nothing", "nothing"][number as usize % 4].to_owned()),
    ];
    item.body = format!("{{\"rehearsal\":\"{}\"}}", "lighthouse ".repeat(150));
    item
}

async fn timed<T>(what: &str, call: impl AsyncFn() -> T) -> Duration {
    call().await;
    let start = Instant::now();
    for _ in 0..10 {
        call().await;
    }
    let each = start.elapsed() / 10;
    println!("{what:60} {each:>10.2?}");
    each
}

async fn measure(db: &Db) {
    fill(db).await;
    pages(db).await;
    single_calls(db).await;
}

async fn fill(db: &Db) {
    let start = Instant::now();
    for first in (0..ITEMS).step_by(BATCH as usize) {
        let changes = (first..ITEMS.min(first + BATCH)).map(|number| {
            let mut change = change(number, vec![item(number)]);
            change.jobs = vec![job(number, i64::from(number))];
            change
        });
        db.commit(changes.collect()).await.unwrap();
    }
    let rate = f64::from(ITEMS) / start.elapsed().as_secs_f64();
    println!("{:60} {rate:>8.0}/s", "changes committed, 64 at once");
    assert!(rate > 1000.0);
}

async fn pages(db: &Db) {
    let queue = Query::all(Kind::Item, 50).in_states(&["in_review"]);
    let open = Query::all(Kind::Item, 50).in_states(&["in_review", "not_examined"]);
    let deep = Query { after: Some(("2 00050000".to_owned(), id(50_000))), ..open.clone() };
    let pages = [
        ("queue", queue.clone()),
        ("queue, two states", open),
        ("queue, two states, from the middle", deep),
        ("all states, newest first", Query::all(Kind::Item, 50).newest_first()),
        ("queue of one host", queue.clone().with("host", "host-16.test")),
        ("queue of one likeness", queue.clone().with("likeness", "near")),
        (
            "queue of one host, likeness and language",
            queue.clone().with("likeness", "near").with("host", "host-16.test").with("language", "en"),
        ),
        ("two frequent keys, with 8,000 records passed over", queue.with("likeness", "near").with("language", "ar")),
        ("all of one host", Query::all(Kind::Item, 50).with("host", "host-16.test")),
    ];
    for (what, query) in pages {
        let each = timed(what, async || db.list(&query).await.unwrap()).await;
        assert!(each < Duration::from_millis(50), "{what}: {each:?}");
    }
}

async fn single_calls(db: &Db) {
    timed("counts by state", async || db.counts(Kind::Item).await.unwrap()).await;
    timed("one record", async || db.get(Kind::Item, id(4711)).await.unwrap()).await;
    timed("one record by unique value", async || {
        db.by_unique(Kind::Item, "https://host-0.test/rehearsal/0").await.unwrap()
    })
    .await;
    timed("claim 8 jobs", async || {
        db.claim_jobs(Lane::Letters, second(9_999_999), second(99_999_999), 8).await.unwrap()
    })
    .await;
    timed("history of one subject", async || db.history(id(4711)).await.unwrap()).await;
    let number = std::cell::Cell::new(ITEMS);
    timed("one commit of one change", async || {
        let next = number.replace(number.get() + 1);
        db.commit(vec![change(next, vec![item(next)])]).await.unwrap()
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a measurement"]
async fn measure_sqlite() {
    let folder = TempDir::new().unwrap();
    measure(&open_file(&folder.path().join("vigie.db")).await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a measurement"]
async fn measure_postgres() {
    let Some(database) = PostgresDatabase::create("measure").await else {
        return;
    };
    let db = Db::open(&database.url, PATIENCE).await.unwrap();
    measure(&db).await;
    db.close().await;
    database.drop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a measurement"]
async fn measure_blobs() {
    let folder = TempDir::new().unwrap();
    let blobs = Folder::open(folder.path()).unwrap();
    let start = Instant::now();
    for batch in 0..16_u32 {
        let bytes: Vec<Vec<u8>> =
            (0..64_u32).map(|n| format!("REHEARSAL {batch} {n} ").repeat(1000).into_bytes()).collect();
        blobs.put_all(&bytes.iter().map(Vec::as_slice).collect::<Vec<_>>()).await.unwrap();
    }
    let rate = f64::from(16 * 64) / start.elapsed().as_secs_f64();
    println!("{:60} {rate:>8.0}/s", "new blobs of 16 KB, 64 at once");
}
