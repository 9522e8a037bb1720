//! Letters as files, for an installation that has no mail server yet.

use super::message;
use super::settings::{self, MailSettingsError};
use async_trait::async_trait;
use casework::ports::{Clock, Letter, Mail, MailError};
use lettre::message::Mailbox;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Characters of a Message-ID that go into a file's name.
const MAX_NAME_CHARS: usize = 150;

/// Puts every letter into a folder as an `.eml` file, which any mail program opens.
///
/// **Nothing is sent.** It is for trying Vigie out before a mail server is set up, and for people who
/// carry letters over by hand; whoever uses it must know that no provider hears of anything.
pub struct FolderMail {
    folder: PathBuf,
    from: Mailbox,
    clock: Arc<dyn Clock>,
}

impl FolderMail {
    /// Makes the folder if it is not there. `from` is the sender as in
    /// [`MailSettings::from`](crate::MailSettings).
    ///
    /// # Errors
    /// When the sender is not an address, or the folder cannot be made.
    pub fn new(folder: &Path, from: &str, clock: Arc<dyn Clock>) -> Result<Self, MailSettingsError> {
        let from = settings::sender(from)?;
        std::fs::create_dir_all(folder).map_err(MailSettingsError::Folder)?;
        Ok(Self { folder: folder.to_owned(), from, clock })
    }

    /// Whether a receipt is the name of a file in such a folder: then nothing was sent, and nobody has the letter yet.
    /// A mail server answers with a code and words.
    #[must_use]
    pub fn is_receipt(receipt: &str) -> bool {
        receipt.ends_with(".eml") && !receipt.contains(char::is_whitespace)
    }
}

#[async_trait]
impl Mail for FolderMail {
    /// Returns the file's name: the moment, then the Message-ID.
    async fn send(&self, letter: &Letter) -> Result<String, MailError> {
        let now = self.clock.now();
        let bytes = message::compose(letter, &self.from, now, None)?.formatted();
        let keep = |c: char| {
            if c.is_ascii_alphanumeric() || "-_.@".contains(c) { c } else { '-' }
        };
        let id = letter.message_id.trim_matches(['<', '>']);
        let id: String = id.chars().map(keep).take(MAX_NAME_CHARS).collect();
        let name = format!("{}-{id}.eml", now.strftime("%Y%m%dT%H%M%SZ"));
        let path = self.folder.join(&name);
        let written = tokio::task::spawn_blocking(move || write(&path, &bytes)).await;
        match written.map_err(io::Error::other).flatten() {
            Ok(()) => Ok(name),
            Err(error) => {
                let answer = format!("the letter could not be written to its folder: {error}");
                Err(MailError::Later { answer })
            }
        }
    }
}

/// Writes the whole file, or leaves none of that name.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let draft = path.with_extension("part");
    let mut file = std::fs::File::create(&draft)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(&draft, path)
}
