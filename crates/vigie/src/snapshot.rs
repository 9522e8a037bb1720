//! The pictures of the banks in a file beside the database, so that a start need not read them all from it.
//!
//! The database holds everything; the file is only faster. Nothing that is wrong with it stops anything.

use anyhow::Context as _;
use casework::Desk;
use casework::banks::{self, BankIndex, Snapshot};
use matching::index::{BadSnapshot, read_banks};
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, BufWriter, ErrorKind};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::task::spawn_blocking;

/// The file, in the folder of an installation.
pub const FILE: &str = "pictures.snapshot";

/// What it is called until it is whole.
const PART: &str = "pictures.snapshot.part";

/// So many pictures are read from the database in a second or two.
const FEW: usize = 16_384;

/// Fills the index of a desk that has none yet: pictures from the file as far as it holds true, all else from the
/// database. A file that is missing, damaged or far behind is written anew.
///
/// # Errors
/// Storage failures.
pub async fn start(desk: &Desk, folder: &Path) -> anyhow::Result<()> {
    let path = folder.join(FILE);
    let read = spawn_blocking(move || read(&path)).await?;
    let damaged = read.is_err();
    let taken = match read {
        Ok(Some(snapshot)) => banks::start(desk, snapshot).await,
        Ok(None) => banks::refresh(desk).await.map(|()| 0),
        Err(error) => {
            tracing::warn!(error = &error as &dyn std::error::Error, "the snapshot of pictures is refused");
            banks::refresh(desk).await.map(|()| 0)
        }
    };
    let taken = taken.context("the banks cannot be loaded")?;
    if damaged || is_far_behind(taken, &desk.index()) {
        put(desk.index(), folder.to_owned()).await;
    }
    Ok(())
}

/// Writes the file whenever it has fallen far behind, until the task is dropped.
pub async fn keep(desk: Arc<Desk>, folder: PathBuf) {
    let mut indexes = desk.indexes();
    let mut written = indexes.borrow().picture_count();
    while indexes.changed().await.is_ok() {
        let index = indexes.borrow_and_update().clone();
        if is_far_behind(written, &index) {
            written = index.picture_count();
            put(index, folder.clone()).await;
        }
    }
}

/// Writes the file at an orderly stop, unless it says all there is to say.
pub async fn end(desk: &Desk, folder: &Path) {
    if desk.index().picture_count() > 0 {
        put(desk.index(), folder.to_owned()).await;
    }
}

/// Whether a file with so many pictures lacks more than is quickly read, and an eighth: so all that is ever written stays
/// a small multiple of what there is.
fn is_far_behind(written: usize, index: &BankIndex) -> bool {
    index.picture_count() > written + FEW.max(written / 8)
}

/// Reads the file, if there is one. One that is damaged is removed.
fn read(path: &Path) -> Result<Option<Snapshot>, BadSnapshot> {
    let file = match File::open(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        opened => opened.map_err(BadSnapshot::Read)?,
    };
    let read = Snapshot::read(BufReader::new(file));
    if read.is_err() {
        // What cannot be removed is refused again at the next start.
        let _ = fs::remove_file(path);
    }
    read.map(Some)
}

async fn put(index: Arc<BankIndex>, folder: PathBuf) {
    let written = spawn_blocking(move || write(&index, &folder)).await.map_err(io::Error::other).flatten();
    if let Err(error) = written {
        tracing::warn!(%error, "no snapshot of pictures was written; the next start takes longer");
    }
}

/// Writes the file, whole or not at all, unless there is one of the same state of all banks.
fn write(index: &BankIndex, folder: &Path) -> io::Result<()> {
    let (path, part) = (folder.join(FILE), folder.join(PART));
    let folder = File::open(folder)?;
    // Another process may be writing the same; the lock goes with the file.
    folder.lock()?;
    let same = |file| read_banks(BufReader::new(file)).is_ok_and(|banks| banks == index.states());
    if File::open(&path).is_ok_and(same) {
        return Ok(());
    }
    let file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&part)?;
    let mut out = BufWriter::new(file);
    let written = index.write_snapshot(&mut out).and_then(|()| out.get_ref().sync_all());
    written.and_then(|()| fs::rename(&part, &path)).inspect_err(|_| drop(fs::remove_file(&part)))?;
    folder.sync_all()
}
