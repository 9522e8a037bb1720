//! Killed in the middle of its work, the store loses nothing that it acknowledged.
//!
//! The child is this test program itself, told to run only [`child`].

use crate::backends::open_file;
use casework::ports::Store;
use casework::records::Kind;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;
use testkit::contract::ledger::audited;
use testkit::contract::{change, id, job, row};

const DATABASE: &str = "VIGIE_CRASH_DATABASE";

/// Acknowledgements after which the child is killed, wherever it then is in the next commits.
const KILLED_AFTER: [usize; 8] = [1, 2, 3, 7, 19, 40, 55, 90];

#[tokio::test]
#[ignore = "the child of acknowledged_work_outlives_a_kill"]
async fn child() {
    let path = std::env::var(DATABASE).unwrap();
    let db = open_file(Path::new(&path)).await;
    let mut number = u32::try_from(db.frontier().await.unwrap().size()).unwrap();
    loop {
        let next = |number| {
            let mut record = row(number, "in_review", "a");
            record.keys = vec![("host".to_owned(), "b.lowtide.test".to_owned())];
            let mut change = change(number, vec![record]);
            change.jobs = vec![job(number, 0)];
            change
        };
        let size = db.commit((number..number + 3).map(next).collect()).await.unwrap();
        number += 3;
        // Straight to the pipe: the test harness would keep what is printed.
        writeln!(std::io::stderr(), "acknowledged {size}").unwrap();
    }
}

#[tokio::test]
async fn acknowledged_work_outlives_a_kill() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("vigie.db");
    for acknowledgements in KILLED_AFTER {
        let acknowledged = run_and_kill(&path, acknowledgements);
        let db = open_file(&path).await;
        let size = audited(&db).await;
        assert!(size >= acknowledged, "{acknowledged} leaves were acknowledged, {size} are there");
        assert_eq!(size % 3, 0, "a commit is there as a whole or not at all");
        let last = u32::try_from(size).unwrap() - 1;
        assert!(db.get(Kind::Item, id(last)).await.unwrap().is_some());
        assert_eq!(db.get(Kind::Item, id(last + 1)).await.unwrap(), None);
        assert_eq!(db.counts(Kind::Item).await.unwrap(), [("in_review".to_owned(), size)]);
        db.close().await;
    }
}

/// The size of the ledger that the child acknowledged last.
fn run_and_kill(path: &Path, acknowledgements: usize) -> u64 {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["crash::child", "--exact", "--ignored", "--nocapture"])
        .env(DATABASE, path)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap);
    let heard: Vec<String> = lines.by_ref().take(acknowledgements).collect();
    // On Unix this is SIGKILL: the child gets no say.
    child.kill().unwrap();
    child.wait().unwrap();
    let whole = heard.into_iter().chain(lines).filter_map(|line| line.strip_prefix("acknowledged ")?.parse().ok());
    whole.last().expect("the child acknowledged something before it was killed")
}
