//! Blobs as plain files in a folder, named by their digest.
//!
//! A blob lies at `ab/cd/abcd…`. It is written at the root, synced, renamed into its place and the folder there synced,
//! so that a name never stands for half a blob and a digest that was returned outlives a power cut. What a crash leaves
//! half written stays at the root, where [`Folder::sweep`] finds it without a walk through all blobs.

use async_trait::async_trait;
use casework::ports::{Blobs, StoreError};
use futures::{StreamExt, TryStreamExt, stream};
use jiff::{SignedDuration, Timestamp};
use matching::digest::Sha256;
use std::collections::HashSet;
use std::fs::{DirBuilder, DirEntry, File};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::task::spawn_blocking;

/// How many blobs are written at once: the waits for the disk overlap, and the file system merges them.
const AT_ONCE: usize = 32;

/// How the name of a blob begins while it is written.
const INCOMING: &str = ".incoming-";

/// How long after its last write a blob that is still incoming is taken to be left behind. No write takes that long.
const ABANDONED_AFTER: SignedDuration = SignedDuration::from_hours(1);

/// A folder of blobs. Several processes may share it.
#[derive(Debug, Clone)]
pub struct Folder {
    root: PathBuf,
    /// Folders whose own names this process knows to be on disk.
    lasting: Arc<Mutex<HashSet<PathBuf>>>,
}

impl Folder {
    /// Opens the folder, making it (readable by its owner only) when absent.
    ///
    /// # Errors
    /// The reason for which the folder can neither be found nor made.
    pub fn open(root: impl Into<PathBuf>) -> io::Result<Self> {
        let root = root.into();
        DirBuilder::new().recursive(true).mode(0o700).create(&root)?;
        Ok(Self { root, lasting: Arc::default() })
    }

    /// Removes what crashes have left half written, and says how many files that were. What another process may still
    /// be writing stays.
    ///
    /// # Errors
    /// The folder cannot be read, or a file in it not removed.
    pub fn sweep(&self, now: Timestamp) -> io::Result<usize> {
        let mut swept = 0;
        for entry in std::fs::read_dir(&self.root)? {
            let entry = entry?;
            if entry.file_name().to_string_lossy().starts_with(INCOMING) && is_abandoned(&entry, now)? {
                match std::fs::remove_file(entry.path()) {
                    // Another process that starts at the same time sweeps too.
                    Err(error) if error.kind() == ErrorKind::NotFound => {}
                    removed => {
                        removed?;
                        swept += 1;
                    }
                }
            }
        }
        Ok(swept)
    }

    async fn keep(&self, bytes: &[u8]) -> Result<Sha256, StoreError> {
        let (folder, bytes) = (self.clone(), bytes.to_vec());
        spawn_blocking(move || folder.write(&bytes)).await.map_err(unavailable)?.map_err(unavailable)
    }

    /// Where the blob with this digest lies.
    fn place(&self, digest: &Sha256) -> PathBuf {
        let name = digest.to_string();
        self.root.join(&name[..2]).join(&name[2..4]).join(name)
    }

    fn write(&self, bytes: &[u8]) -> io::Result<Sha256> {
        let digest = Sha256::of(bytes);
        let path = self.place(&digest);
        let folder = path.parent().unwrap_or(&self.root);
        self.make(folder)?;
        // A blob of another length is what a crash of the file system left of it.
        let is_there = path.metadata().is_ok_and(|found| usize::try_from(found.len()) == Ok(bytes.len()));
        if !is_there {
            let mut file = tempfile::Builder::new().prefix(INCOMING).tempfile_in(&self.root)?;
            file.write_all(bytes)?;
            file.as_file().sync_all()?;
            file.persist(&path).map_err(|error| error.error)?;
        }
        // Also for a blob that is there: whoever renamed it may not have come to this line yet.
        sync(folder)?;
        Ok(digest)
    }

    /// Makes a folder two levels below the root, and its name last. That another process made it does not say that
    /// its name is on disk already.
    fn make(&self, folder: &Path) -> io::Result<()> {
        let known = || self.lasting.lock().unwrap_or_else(PoisonError::into_inner);
        if known().contains(folder) {
            return Ok(());
        }
        DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        folder.parent().into_iter().chain([self.root.as_path()]).try_for_each(sync)?;
        known().insert(folder.to_owned());
        Ok(())
    }
}

/// Whether a file was written last so long ago that nobody is writing it any more.
fn is_abandoned(entry: &DirEntry, now: Timestamp) -> io::Result<bool> {
    match entry.metadata().and_then(|metadata| metadata.modified()) {
        Ok(modified) => {
            Ok(Timestamp::try_from(modified).is_ok_and(|modified| now.duration_since(modified) > ABANDONED_AFTER))
        }
        // It was renamed into its place, or swept, since the folder was read.
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[async_trait]
impl Blobs for Folder {
    async fn put(&self, bytes: &[u8]) -> Result<Sha256, StoreError> {
        self.keep(bytes).await
    }

    async fn put_all(&self, blobs: &[&[u8]]) -> Result<Vec<Sha256>, StoreError> {
        let writes: Vec<_> = blobs.iter().map(|bytes| self.keep(bytes)).collect();
        stream::iter(writes).buffered(AT_ONCE).try_collect().await
    }

    async fn get(&self, digest: &Sha256) -> Result<Option<Vec<u8>>, StoreError> {
        let (path, digest) = (self.place(digest), *digest);
        let read = spawn_blocking(move || {
            let bytes = std::fs::read(path)?;
            let sound = Sha256::of(&bytes) == digest;
            Ok((bytes, sound))
        });
        match read.await.map_err(unavailable)? {
            Ok((bytes, true)) => Ok(Some(bytes)),
            Ok((_, false)) => Err(StoreError::Broken { what: format!("blob {digest} no longer has its digest") }),
            Err(error) if io::Error::kind(&error) == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(unavailable(error)),
        }
    }
}

fn unavailable(error: impl std::error::Error + Send + Sync + 'static) -> StoreError {
    StoreError::Unavailable(Box::new(error))
}
