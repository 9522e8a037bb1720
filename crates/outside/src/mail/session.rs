//! One letter over one connection to the mail server, with notifications of its delivery asked for where the server
//! offers them.
//!
//! The connection is lettre's, but not its transport, which asks for no notifications.

use super::{failure, plain};
use casework::ports::MailError;
use lettre::Address;
use lettre::address::Envelope;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Ehlo, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, MailParameter, RcptParameter};
use lettre::transport::smtp::response::Response;
use std::time::Duration;
use tokio::time::timeout;

/// When the sender wants to hear: always. A delay is worth knowing while an hour runs.
///
/// # Source
/// RFC 3461 section 4.1.
const NOTIFY: &str = "SUCCESS,FAILURE,DELAY";
/// What comes back of a letter: its headers, which name it. The order itself need not travel again.
///
/// # Source
/// RFC 3461 section 4.3.
const RETURN: &str = "HDRS";
/// Characters of an envelope identifier.
///
/// # Source
/// RFC 3461 section 4.4.
const MAX_ENVELOPE_ID: usize = 100;
/// How many times longer the answer to a whole letter may take: some servers examine the text before they answer.
/// RFC 5321, section 4.5.3.2.6, grants ten minutes; a job has less.
const TEXT: u32 = 4;

/// How the connection is protected.
pub(super) enum Protection {
    /// Not at all.
    None,
    /// By STARTTLS, without which nothing is sent.
    StartTls(TlsParameters),
    /// From the first octet on.
    Implicit(TlsParameters),
}

/// The way to a mail server.
pub(super) struct Server {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) protection: Protection,
    pub(super) ours: ClientId,
    pub(super) credentials: Option<Credentials>,
    /// For any one answer.
    pub(super) patience: Duration,
}

impl Server {
    /// Hands one letter over; `name` is its Message-ID without brackets. Returns the server's last line.
    pub(super) async fn hand_over(
        &self,
        envelope: &Envelope,
        message: &[u8],
        name: &str,
    ) -> Result<Response, MailError> {
        let mut connection = self.connect().await?;
        let handed = self.converse(&mut connection, envelope, message, name).await;
        // The letter was taken or not, whatever becomes of the farewell.
        let _ = timeout(self.patience, connection.abort()).await;
        handed
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, MailError> {
        let tls = match &self.protection {
            Protection::Implicit(parameters) => Some(parameters.clone()),
            Protection::None | Protection::StartTls(_) => None,
        };
        let place = (self.host.as_str(), self.port);
        let connecting = AsyncSmtpConnection::connect_tokio1(place, Some(self.patience), &self.ours, tls, None);
        let mut connection = self.answer(connecting, 1).await?;
        if let Protection::StartTls(parameters) = &self.protection {
            self.answer(connection.starttls(parameters.clone(), &self.ours), 1).await?;
        }
        Ok(connection)
    }

    async fn converse(
        &self,
        connection: &mut AsyncSmtpConnection,
        envelope: &Envelope,
        message: &[u8],
        name: &str,
    ) -> Result<Response, MailError> {
        let notifies = self.notifies(connection).await?;
        if let Some(credentials) = &self.credentials {
            self.answer(connection.auth(DEFAULT_MECHANISMS, credentials), 1).await?;
        }
        // What is beyond ASCII needs extensions of its own, which lettre knows to ask for.
        let simple = message.is_ascii() && addresses(envelope).all(|address| AsRef::<str>::as_ref(address).is_ascii());
        if !notifies || !simple {
            return self.answer(connection.send(envelope, message), TEXT).await;
        }
        let mail = Mail::new(envelope.from().cloned(), parameters_of(name));
        self.answer(connection.command(mail), 1).await?;
        for address in envelope.to() {
            let notify = RcptParameter::Other { keyword: "NOTIFY".to_owned(), value: Some(NOTIFY.to_owned()) };
            self.answer(connection.command(Rcpt::new(address.clone(), vec![notify])), 1).await?;
        }
        self.answer(connection.command(Data), 1).await?;
        self.answer(connection.message(message), TEXT).await
    }

    /// Whether the server offers delivery notifications. lettre forgets what it does not use itself, so the server is
    /// greeted once more, which changes nothing (RFC 5321, section 4.1.4). One that minds offers nothing.
    async fn notifies(&self, connection: &mut AsyncSmtpConnection) -> Result<bool, MailError> {
        let greeting = match timeout(self.patience, connection.command(Ehlo::new(self.ours.clone()))).await {
            Ok(Err(error)) if error.status().is_some() => return Ok(false),
            Ok(greeting) => greeting.map_err(|error| failure(&error))?,
            Err(_) => return Err(self.silent()),
        };
        let mut offers = greeting.message().skip(1).filter_map(|line| line.split_whitespace().next());
        Ok(offers.any(|offer| offer.eq_ignore_ascii_case("DSN")))
    }

    /// Waits for a step, so many times as long as for one answer.
    async fn answer<T>(&self, step: impl Future<Output = Result<T, Error>>, times: u32) -> Result<T, MailError> {
        match timeout(self.patience * times, step).await {
            Ok(answer) => answer.map_err(|error| failure(&error)),
            Err(_) => Err(self.silent()),
        }
    }

    fn silent(&self) -> MailError {
        let answer = plain(&format!("{} does not answer", self.host));
        MailError::Later { answer }
    }
}

fn addresses(envelope: &Envelope) -> impl Iterator<Item = &Address> {
    envelope.from().into_iter().chain(envelope.to())
}

/// What a notification is to carry: the headers, and the letter's name if there is room for it.
fn parameters_of(name: &str) -> Vec<MailParameter> {
    let other = |keyword: &str, value: &str| MailParameter::Other {
        keyword: keyword.to_owned(),
        value: Some(value.to_owned()),
    };
    let fits = name.len() <= MAX_ENVELOPE_ID;
    [Some(other("RET", RETURN)), fits.then(|| other("ENVID", name))].into_iter().flatten().collect()
}
