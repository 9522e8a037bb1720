//! The mail server of the small internet: it takes mail for the providers, keeps all of it, and
//! hands each provider its own.
//!
//! It speaks plain SMTP on loopback, without accounts, and never sends mail on.

pub(crate) mod bounce;
mod letter;
mod session;

pub(crate) use letter::leads_to_own_page;
pub use letter::portal_link;
pub use session::{Envelope, MAX_MESSAGE_BYTES, MAX_RECIPIENTS, Message, Next, Reply, Session};

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::Context;
use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

/// Octets of one line, above which the client is cut off.
const MAX_LINE_BYTES: u64 = 16 * 1024;
/// Time a client may be silent, in real time.
const IDLE: Duration = Duration::from_secs(60);

/// A message that the server has answered for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// The queue identifier in the reply to the sender.
    pub queue_id: String,
    /// Sender and recipients.
    pub envelope: Envelope,
    /// Headers and body as received, dots taken off.
    pub bytes: Vec<u8>,
}

/// Everything that was ever delivered, and how far the providers have read.
#[derive(Default)]
pub struct Mailbox {
    held: Mutex<Held>,
}

#[derive(Default)]
struct Held {
    letters: Vec<Letter>,
    taken: usize,
}

impl Mailbox {
    /// All letters ever delivered, oldest first, for inspection.
    pub fn letters(&self) -> Vec<Letter> {
        self.lock().letters.clone()
    }

    /// How many letters no provider has picked up yet.
    pub fn waiting(&self) -> usize {
        let held = self.lock();
        held.letters.len() - held.taken
    }

    /// The letters since the last call; they stay in [`Self::letters`].
    pub(crate) fn pick_up(&self) -> Vec<Letter> {
        let mut held = self.lock();
        let new = held.letters[held.taken..].to_vec();
        held.taken = held.letters.len();
        new
    }

    /// How many letters were ever delivered.
    pub(crate) fn count(&self) -> usize {
        self.lock().letters.len()
    }

    /// The letters after the first `read`.
    pub(crate) fn since(&self, read: usize) -> Vec<Letter> {
        self.lock().letters.get(read..).unwrap_or_default().to_vec()
    }

    /// Keeps a letter, and gives the identifier under which it is kept.
    pub(crate) fn keep(&self, envelope: Envelope, bytes: Vec<u8>) -> String {
        let mut held = self.lock();
        let queue_id = format!("R{:06}", held.letters.len() + 1);
        held.letters.push(Letter { queue_id: queue_id.clone(), envelope, bytes });
        queue_id
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Held> {
        // A panic elsewhere cannot leave a letter half kept, so the lock is always usable.
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Binds a free loopback port for the mail server.
///
/// # Errors
/// When no port is free.
pub fn bind() -> anyhow::Result<(TcpListener, SocketAddr)> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("bind the mail server")?;
    listener.set_nonblocking(true).context("set up the mail server")?;
    let address = listener.local_addr().context("read the mail server's address")?;
    Ok((listener, address))
}

/// Takes mail for `domains` into `mailbox` until it is dropped.
///
/// # Errors
/// When the listening socket fails.
pub async fn serve(listener: TcpListener, domains: Arc<[String]>, mailbox: Arc<Mailbox>) -> anyhow::Result<()> {
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let mut clients = JoinSet::new();
    loop {
        let (stream, peer) = listener.accept().await.context("accept a mail client")?;
        let session = Session::new(domains.clone());
        let mailbox = mailbox.clone();
        clients.spawn(async move {
            if let Err(error) = converse(stream, session, &mailbox).await {
                tracing::debug!(%peer, "a mail client was cut off: {error}");
            }
        });
        while clients.try_join_next().is_some() {}
    }
}

async fn converse(mut stream: TcpStream, mut session: Session, mailbox: &Mailbox) -> std::io::Result<()> {
    let (reader, mut writer) = stream.split();
    let mut reader = BufReader::new(reader);
    let mut reply = Session::greeting();
    loop {
        writer.write_all(reply.text.as_bytes()).await?;
        reply = match reply.next {
            Next::Close => return writer.shutdown().await,
            Next::Command => {
                let line = read_line(&mut reader).await?;
                session.command(line.strip_suffix(b"\r\n").unwrap_or(&line))
            }
            Next::Message => {
                let message = read_message(&mut reader).await?;
                settle(&mut session, message, mailbox)
            }
        };
    }
}

/// Keeps a complete message, and only then answers for it.
fn settle(session: &mut Session, message: Message, mailbox: &Mailbox) -> Reply {
    let envelope = session.finish();
    let text = match (envelope, message.into_bytes()) {
        (Some(envelope), Some(bytes)) => {
            format!("250 2.0.0 queued as {}\r\n", mailbox.keep(envelope, bytes))
        }
        (_, None) => "552 5.3.4 that message is too large for this server\r\n".to_owned(),
        (None, _) => "503 5.5.1 say MAIL and RCPT first\r\n".to_owned(),
    };
    let next = Next::Command;
    Reply { text, next }
}

async fn read_message(reader: &mut (impl AsyncBufRead + Unpin)) -> std::io::Result<Message> {
    let mut message = Message::default();
    while !message.line(&read_line(reader).await?) {}
    Ok(message)
}

/// One line with its ending, within [`MAX_LINE_BYTES`] and [`IDLE`].
async fn read_line(reader: &mut (impl AsyncBufRead + Unpin)) -> std::io::Result<Vec<u8>> {
    let mut line = Vec::new();
    let mut limited = reader.take(MAX_LINE_BYTES);
    tokio::time::timeout(IDLE, limited.read_until(b'\n', &mut line)).await??;
    if line.ends_with(b"\n") {
        return Ok(line);
    }
    Err(if line.len() as u64 == MAX_LINE_BYTES {
        std::io::Error::new(std::io::ErrorKind::InvalidData, "a line was too long")
    } else {
        std::io::ErrorKind::UnexpectedEof.into()
    })
}
