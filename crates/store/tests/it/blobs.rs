//! Blobs: the folder and its fake keep the same promises; the folder also on disk.

use casework::ports::{Blobs, StoreError};
use jiff::{SignedDuration, Timestamp};
use matching::digest::Sha256;
use std::path::{Path, PathBuf};
use store::Folder;
use tempfile::TempDir;
use testkit::MemoryBlobs;

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

async fn keeps_its_promises(blobs: &dyn Blobs) {
    let digest = blobs.put(b"REHEARSAL: the lamp was lit").await.unwrap();
    assert_eq!(digest, Sha256::of(b"REHEARSAL: the lamp was lit"));
    assert_eq!(blobs.get(&digest).await.unwrap().as_deref(), Some(b"REHEARSAL: the lamp was lit".as_slice()));
    assert_eq!(blobs.get(&Sha256::of(b"never put")).await.unwrap(), None);
    let many: Vec<Vec<u8>> = (0..100_u8).map(|n| vec![n % 90; usize::from(n % 90) * 100]).collect();
    let many: Vec<&[u8]> = many.iter().map(Vec::as_slice).collect();
    let digests = blobs.put_all(&many).await.unwrap();
    for (bytes, digest) in many.iter().zip(&digests) {
        assert_eq!(blobs.get(digest).await.unwrap().as_deref(), Some(*bytes));
    }
    assert_eq!(blobs.put_all(&[]).await.unwrap(), []);
}

#[tokio::test]
async fn in_memory() {
    keeps_its_promises(&MemoryBlobs::default()).await;
}

#[tokio::test]
async fn in_a_folder() {
    let folder = TempDir::new().unwrap();
    keeps_its_promises(&Folder::open(folder.path().join("blobs")).unwrap()).await;
    let names = files(folder.path());
    assert_eq!(names.len(), 91, "each blob once, and nothing half written is left");
    for path in names {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        assert_eq!(Sha256::of(&std::fs::read(&path).unwrap()).to_string(), name);
        assert!(path.ends_with(format!("{}/{name}", &name[..2])));
    }
}

#[tokio::test]
async fn a_blob_that_is_there_is_not_written_again() {
    let folder = TempDir::new().unwrap();
    let blobs = Folder::open(folder.path()).unwrap();
    blobs.put(b"REHEARSAL").await.unwrap();
    let path = files(folder.path()).remove(0);
    let before = path.metadata().unwrap();
    Folder::open(folder.path()).unwrap().put(b"REHEARSAL").await.unwrap();
    let inode = |metadata: &std::fs::Metadata| std::os::unix::fs::MetadataExt::ino(metadata);
    assert_eq!(inode(&path.metadata().unwrap()), inode(&before));
}

#[tokio::test]
async fn a_damaged_blob_is_named_and_a_truncated_one_is_mended() {
    let folder = TempDir::new().unwrap();
    let blobs = Folder::open(folder.path()).unwrap();
    let digest = blobs.put(b"REHEARSAL one").await.unwrap();
    let path = files(folder.path()).remove(0);
    std::fs::write(&path, b"REHEARSAL two").unwrap();
    let outcome = blobs.get(&digest).await;
    assert!(matches!(&outcome, Err(StoreError::Broken { what }) if what.contains(&digest.to_string())), "{outcome:?}");
    std::fs::write(&path, b"").unwrap();
    blobs.put(b"REHEARSAL one").await.unwrap();
    assert_eq!(blobs.get(&digest).await.unwrap().as_deref(), Some(b"REHEARSAL one".as_slice()));
}

#[tokio::test]
async fn what_a_crash_left_half_written_is_swept_and_nothing_else() {
    let folder = TempDir::new().unwrap();
    let blobs = Folder::open(folder.path()).unwrap();
    let digest = blobs.put(b"REHEARSAL: the lamp was lit").await.unwrap();
    let now: Timestamp = folder.path().metadata().unwrap().modified().unwrap().try_into().unwrap();
    let left = |name: &str, minutes: i64| {
        let path = folder.path().join(name);
        let file = std::fs::File::create(&path).unwrap();
        file.set_modified((now - SignedDuration::from_mins(minutes)).into()).unwrap();
        path
    };
    let old = left(".incoming-a1b2c3", 61);
    let young = left(".incoming-d4e5f6", 59);
    let other = left("notes.txt", 600);
    assert_eq!(blobs.sweep(now).unwrap(), 1);
    assert_eq!((old.exists(), young.exists(), other.exists()), (false, true, true));
    assert!(blobs.get(&digest).await.unwrap().is_some());
    assert_eq!(blobs.sweep(now).unwrap(), 0);
    assert_eq!(blobs.sweep(now + SignedDuration::from_mins(2)).unwrap(), 1);
}
