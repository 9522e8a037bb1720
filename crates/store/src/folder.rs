//! Blobs as plain files in a folder, named by their digest.
//!
//! A blob lies at `ab/abcd…`: 256 folders, since every new one costs waits for the disk. It is written at the root,
//! synced, renamed into its place and the folder there synced, so that a name never stands for half a blob and a digest
//! that was returned outlives a power cut. What a crash leaves half written stays at the root, where [`Folder::sweep`]
//! finds it without a walk through all blobs.
//!
//! Of blobs that come together, all are written and synced before the first is renamed, and every folder is synced once
//! after the last.

use async_trait::async_trait;
use casework::ports::{Blobs, StoreError};
use futures::{StreamExt, TryStreamExt, stream};
use jiff::{SignedDuration, Timestamp};
use matching::digest::Sha256;
use std::collections::{BTreeSet, HashSet};
use std::fs::{DirBuilder, DirEntry, File};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tempfile::TempPath;
use tokio::task::spawn_blocking;

/// How many blobs or folders are synced at once: the waits for the disk overlap, and the file system merges them.
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
    /// Held by who adds names to a folder. Side by side they would burn time waiting for each other in the kernel.
    naming: Arc<Mutex<()>>,
}

impl Folder {
    /// Opens the folder, making it (readable by its owner only) when absent.
    ///
    /// # Errors
    /// The reason for which the folder can neither be found nor made.
    pub fn open(root: impl Into<PathBuf>) -> io::Result<Self> {
        let root = root.into();
        DirBuilder::new().recursive(true).mode(0o700).create(&root)?;
        Ok(Self { root, lasting: Arc::default(), naming: Arc::default() })
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

    /// Where the blob with this digest lies.
    fn place(&self, digest: &Sha256) -> PathBuf {
        let name = digest.to_string();
        self.root.join(&name[..2]).join(name)
    }

    /// Writes a blob, but for its name. It may not be on disk yet.
    fn write(&self, bytes: &[u8]) -> io::Result<Draft> {
        let digest = Sha256::of(bytes);
        let path = self.place(&digest);
        // A blob of another length is what a crash of the file system left of it.
        let is_there = path.metadata().is_ok_and(|found| usize::try_from(found.len()) == Ok(bytes.len()));
        if is_there {
            return Ok(Draft { digest, path, file: None });
        }
        let mut file = {
            let _turn = self.turn();
            tempfile::Builder::new().prefix(INCOMING).tempfile_in(&self.root)?
        };
        file.write_all(bytes)?;
        Ok(Draft { digest, path, file: Some(file.into_temp_path()) })
    }

    /// Gives blobs that are written their names, and says which folders are to be synced for these to last.
    fn name(&self, drafts: Vec<Draft>) -> io::Result<Named> {
        let _turn = self.turn();
        let mut named = Named::default();
        for Draft { digest, path, file } in drafts {
            let folder = path.parent().unwrap_or(&self.root).to_owned();
            // That another process made a folder does not say that its name is on disk already.
            for folder in folder.ancestors().take_while(|folder| *folder != self.root) {
                if !self.known().contains(folder) && named.new.insert(folder.to_owned()) {
                    named.to_sync.extend(folder.parent().map(Path::to_owned));
                }
            }
            if let Some(file) = file {
                if named.new.contains(&folder) {
                    DirBuilder::new().recursive(true).mode(0o700).create(&folder)?;
                }
                file.persist(&path).map_err(|error| error.error)?;
            }
            // Also for a blob that is there: whoever renamed it may not have come to the end yet.
            named.to_sync.insert(folder);
            named.digests.push(digest);
        }
        Ok(named)
    }

    fn turn(&self) -> MutexGuard<'_, ()> {
        self.naming.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn known(&self) -> MutexGuard<'_, HashSet<PathBuf>> {
        self.lasting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Blobs that have their names.
#[derive(Default)]
struct Named {
    digests: Vec<Sha256>,
    /// Folders that hold new names.
    to_sync: BTreeSet<PathBuf>,
    /// Folders whose own names are new to this process.
    new: BTreeSet<PathBuf>,
}

/// A blob that is written, but for its name.
struct Draft {
    digest: Sha256,
    path: PathBuf,
    /// Where it lies meanwhile; nothing if it was there before.
    file: Option<TempPath>,
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

#[async_trait]
impl Blobs for Folder {
    async fn put(&self, bytes: &[u8]) -> Result<Sha256, StoreError> {
        let digests = self.put_all(&[bytes]).await?;
        digests
            .first()
            .copied()
            .ok_or_else(|| StoreError::Broken { what: "a blob was written without a name".to_owned() })
    }

    async fn put_all(&self, blobs: &[&[u8]]) -> Result<Vec<Sha256>, StoreError> {
        let (folder, blobs): (_, Vec<Vec<u8>>) = (self.clone(), blobs.iter().map(|bytes| bytes.to_vec()).collect());
        let drafts: Vec<Draft> = blocking(move || blobs.iter().map(|bytes| folder.write(bytes)).collect()).await?;
        let written: Vec<PathBuf> =
            drafts.iter().filter_map(|draft| Some(draft.file.as_ref()?.to_path_buf())).collect();
        sync_all(written).await?;
        let folder = self.clone();
        let named = blocking(move || folder.name(drafts)).await?;
        sync_all(named.to_sync).await?;
        self.known().extend(named.new);
        Ok(named.digests)
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

/// Syncs files or folders.
async fn sync_all(paths: impl IntoIterator<Item = PathBuf>) -> Result<(), StoreError> {
    let syncs = paths.into_iter().map(|path| blocking(move || File::open(path)?.sync_all()));
    stream::iter(syncs).buffer_unordered(AT_ONCE).try_collect().await
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> Result<T, StoreError> {
    spawn_blocking(work).await.map_err(unavailable)?.map_err(unavailable)
}

fn unavailable(error: impl std::error::Error + Send + Sync + 'static) -> StoreError {
    StoreError::Unavailable(Box::new(error))
}
