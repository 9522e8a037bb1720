//! Letters: written once, then handed to a mail server or put into a folder.

mod folder;
mod message;
mod session;
mod settings;

pub use folder::FolderMail;
pub use message::SignLetters;
pub use settings::{Account, Dkim, MailSettings, MailSettingsError, MailTls};

use async_trait::async_trait;
use casework::ports::{Clock, Letter, Mail, MailError};
use lettre::message::Mailbox;
use lettre::message::dkim::DkimConfig;
use lettre::transport::smtp;
use session::Server;
use std::error::Error;
use std::sync::Arc;

/// Characters of a server's answer that are kept.
const MAX_ANSWER_CHARS: usize = 500;

/// Hands letters to a mail server, signed with DKIM if a key is set and as S/MIME if there is a signer. Where the
/// server offers it, it is asked to tell what becomes of each letter.
pub struct Mailer {
    server: Server,
    from: Mailbox,
    dkim: Option<DkimConfig>,
    signer: Option<Arc<dyn SignLetters>>,
    clock: Arc<dyn Clock>,
}

impl Mailer {
    /// Makes a mailer; `clock` gives the letters their date. No connection is made yet.
    ///
    /// # Errors
    /// When the sender's address, the key or a certificate cannot be used, or a password would travel
    /// in clear.
    pub fn new(settings: &MailSettings, clock: Arc<dyn Clock>) -> Result<Self, MailSettingsError> {
        let from = settings.sender()?;
        let dkim = settings.dkim.as_ref().map(Dkim::config).transpose()?;
        let server = settings.server(from.email.domain())?;
        Ok(Self { server, from, dkim, signer: None, clock })
    }

    /// The same, with every letter signed as S/MIME.
    #[must_use]
    pub fn signed_by(self, signer: Arc<dyn SignLetters>) -> Self {
        Self { signer: Some(signer), ..self }
    }
}

#[async_trait]
impl Mail for Mailer {
    /// The answer is the server's last line, as in `250 2.0.0 queued as 4F1A`.
    ///
    /// A connection that is lost after the text went out leaves open whether the server took the
    /// letter. It is reported as [`MailError::Later`]: a second copy bears the same Message-ID, a
    /// letter that never left would be worse.
    async fn send(&self, letter: &Letter) -> Result<String, MailError> {
        let signer = self.signer.as_deref();
        let mut message = message::compose(letter, &self.from, self.clock.now(), signer)?;
        if let Some(dkim) = &self.dkim {
            message.sign(dkim);
        }
        let name = letter.message_id.trim_matches(['<', '>']);
        let response = self.server.hand_over(message.envelope(), &message.formatted(), name).await?;
        let lines: Vec<&str> = response.message().collect();
        Ok(plain(&format!("{} {}", response.code(), lines.join(" "))))
    }
}

/// Tells a refusal for good from what may pass.
fn failure(error: &smtp::Error) -> MailError {
    let answer = match (error.status(), error.source()) {
        (Some(code), Some(text)) => plain(&format!("{code} {text}")),
        _ => plain(&error.to_string()),
    };
    if error.is_permanent() { MailError::Refused { answer } } else { MailError::Later { answer } }
}

/// One line of bounded length: an answer comes from a stranger and goes into records and pages.
fn plain(answer: &str) -> String {
    let printable = |c: char| if c.is_control() { ' ' } else { c };
    answer.chars().map(printable).take(MAX_ANSWER_CHARS).collect::<String>().trim_end().to_owned()
}
