//! On a full disk a write is refused as a whole; what was acknowledged stays, and work goes on once there is room.
//!
//! The disk is a file system of one megabyte or so in memory, mounted in a mount namespace that only the child sees.
//! Where that is not allowed the test says so and is skipped.

use crate::backends::open_file;
use casework::ports::{Blobs, Store, StoreError};
use std::error::Error;
use std::path::Path;
use std::process::Command;
use store::Folder;
use tempfile::TempDir;
use testkit::contract::ledger::audited;
use testkit::contract::{change, row};

const DISK: &str = "VIGIE_FULL_DISK";

fn in_child(test: &str) {
    let disk = TempDir::new().unwrap();
    let mount = "mount -t tmpfs -o size=1500k tmpfs \"$VIGIE_FULL_DISK\" || exit 77; exec \"$@\"";
    let done = Command::new("unshare")
        .args(["--map-root-user", "--mount", "sh", "-c", mount, "sh"])
        .arg(std::env::current_exe().unwrap())
        .args([test, "--exact", "--ignored", "--nocapture"])
        .env(DISK, disk.path())
        .output();
    match done {
        Ok(done) if done.status.success() => {
            assert!(String::from_utf8_lossy(&done.stdout).contains("1 passed"))
        }
        Ok(done) if done.status.code() == Some(101) => {
            panic!("{}{}", String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr))
        }
        other => println!("skipped: no file system can be mounted here: {other:?}"),
    }
}

#[test]
fn database() {
    in_child("full_disk::database_child");
}

#[test]
fn blobs() {
    in_child("full_disk::blobs_child");
}

#[tokio::test]
#[ignore = "the child of database"]
async fn database_child() {
    let disk = std::env::var(DISK).unwrap();
    let ballast = Path::new(&disk).join("ballast");
    std::fs::write(&ballast, vec![0; 300_000]).unwrap();
    let db = open_file(&Path::new(&disk).join("vigie.db")).await;
    let next = |number| {
        let mut record = row(number, "in_review", "a");
        record.body = format!("\"{}\"", "REHEARSAL ".repeat(1000));
        vec![change(number, vec![record])]
    };
    let mut number = 0;
    let refused = loop {
        match db.commit(next(number)).await {
            Ok(size) => number = u32::try_from(size).unwrap(),
            Err(error) => break error,
        }
    };
    assert!(matches!(refused, StoreError::Unavailable(_)) && refused.source().is_some(), "{refused:?}");
    assert!(number > 0);
    assert_eq!(audited(&db).await, u64::from(number));
    std::fs::remove_file(ballast).unwrap();
    assert_eq!(db.commit(next(number)).await.unwrap(), u64::from(number) + 1);
    assert_eq!(audited(&db).await, u64::from(number) + 1);
}

#[tokio::test]
#[ignore = "the child of blobs"]
async fn blobs_child() {
    let disk = std::env::var(DISK).unwrap();
    let ballast = Path::new(&disk).join("ballast");
    std::fs::write(&ballast, vec![0; 900_000]).unwrap();
    let blobs = Folder::open(Path::new(&disk).join("blobs")).unwrap();
    let small = blobs.put(b"REHEARSAL").await.unwrap();
    let large = vec![7; 800_000];
    let refused = blobs.put_all(&[b"REHEARSAL", &large]).await.unwrap_err();
    assert!(matches!(refused, StoreError::Unavailable(_)) && refused.source().is_some(), "{refused:?}");
    assert!(blobs.get(&small).await.unwrap().is_some());
    std::fs::remove_file(ballast).unwrap();
    let digest = blobs.put(&large).await.unwrap();
    assert_eq!(blobs.get(&digest).await.unwrap(), Some(large));
}
