//! The mailbox to which letters come back: a Maildir into which the mail server delivers.
//!
//! A message stays in `new/` until it was dealt with, and only then goes to `cur/`, in one step. After a crash it is
//! handed out again; nothing is lost, and whoever deals with messages must not mind seeing one twice. What is in a
//! message is for `exchange::dsn` to say.

use exchange::dsn;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use tokio::task::spawn_blocking;

/// Marks a message as seen, in the name it has in `cur/`.
const SEEN: &str = ":2,S";

/// A mailbox as a folder with `new`, `cur` and `tmp`, one file a message.
#[derive(Debug, Clone)]
pub struct Maildir {
    path: PathBuf,
}

/// Why a mailbox or a message in it cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum MaildirError {
    /// The folders cannot be made or listed.
    #[error("the mailbox {path} cannot be used; check who may read and write there")]
    Mailbox {
        /// The mailbox.
        path: PathBuf,
        /// What went wrong.
        #[source]
        source: io::Error,
    },
    /// A message cannot be read or put away.
    #[error("the message {name:?} cannot be read or put away")]
    Message {
        /// The name of its file.
        name: OsString,
        /// What went wrong.
        #[source]
        source: io::Error,
    },
    /// Another message of that name was put away before.
    #[error("the message {name:?} cannot be put away: there is another of that name in cur/; move one of them by hand")]
    NameTaken {
        /// The name of its file.
        name: OsString,
    },
    /// Not the name of a file in `new/`.
    #[error("{name:?} is not the name of a message")]
    NotAName {
        /// What was given.
        name: OsString,
    },
}

impl Maildir {
    /// Opens a mailbox; folders that are not there are made.
    ///
    /// # Errors
    /// When they cannot be made.
    pub fn new(path: &Path) -> Result<Self, MaildirError> {
        for folder in ["tmp", "new", "cur"] {
            fs::create_dir_all(path.join(folder))
                .map_err(|source| MaildirError::Mailbox { path: path.to_owned(), source })?;
        }
        Ok(Self { path: path.to_owned() })
    }

    /// The names of messages that wait, at most so many, in the order of their names, which begin with the time of
    /// delivery. Hidden files, folders and symbolic links are none.
    ///
    /// # Errors
    /// When the folder cannot be listed.
    pub async fn waiting(&self, most: usize) -> Result<Vec<OsString>, MaildirError> {
        let folder = self.path.join("new");
        let names = spawn_blocking(move || list(&folder)).await.map_err(io::Error::other).flatten();
        let mut names = names.map_err(|source| MaildirError::Mailbox { path: self.path.clone(), source })?;
        names.sort();
        names.truncate(most);
        Ok(names)
    }

    /// A message that waits. Of one that is too long to be read by [`dsn::read`] one byte more than that is handed
    /// out, so that it says so.
    ///
    /// # Errors
    /// When there is no such message, or it cannot be read.
    pub async fn read(&self, name: &OsStr) -> Result<Vec<u8>, MaildirError> {
        let path = self.path.join("new").join(checked(name)?);
        let bytes = spawn_blocking(move || beginning(&path)).await.map_err(io::Error::other).flatten();
        bytes.map_err(|source| MaildirError::Message { name: name.to_owned(), source })
    }

    /// Puts a message away, once everything that follows from it is recorded. Doing so again is no error.
    ///
    /// # Errors
    /// When there is no such message, or it cannot be moved.
    pub async fn done(&self, name: &OsStr) -> Result<(), MaildirError> {
        let name = checked(name)?.to_owned();
        let from = self.path.join("new").join(&name);
        let mut seen = name.clone();
        seen.push(SEEN);
        let to = self.path.join("cur").join(seen);
        let moved = spawn_blocking(move || put_away(&from, &to)).await.map_err(io::Error::other).flatten();
        match moved {
            Ok(true) => Ok(()),
            Ok(false) => Err(MaildirError::NameTaken { name }),
            Err(source) => Err(MaildirError::Message { name, source }),
        }
    }
}

/// A name that leads nowhere else.
fn checked(name: &OsStr) -> Result<&OsStr, MaildirError> {
    let plain = Path::new(name).file_name() == Some(name) && !name.as_encoded_bytes().starts_with(b".");
    if plain { Ok(name) } else { Err(MaildirError::NotAName { name: name.to_owned() }) }
}

fn list(folder: &Path) -> io::Result<Vec<OsString>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        // A message may be put away by somebody else while we look.
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        if is_file && checked(&name).is_ok() {
            names.push(name);
        }
    }
    Ok(names)
}

fn beginning(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(dsn::MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Moves the file in one step; not so if another already has the name.
fn put_away(from: &Path, to: &Path) -> io::Result<bool> {
    if to.try_exists()? {
        return Ok(!from.try_exists()?);
    }
    match fs::rename(from, to) {
        // Somebody else put it away at the same moment.
        Err(error) if error.kind() == ErrorKind::NotFound && to.try_exists()? => Ok(true),
        moved => moved.map(|()| true),
    }
}
