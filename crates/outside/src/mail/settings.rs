//! How mail is set up.

use super::message;
use super::session::{Protection, Server};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::SigningKey;
use ed25519_dalek::pkcs8::DecodePrivateKey;
use lettre::message::Mailbox;
use lettre::message::dkim::{
    DkimCanonicalization, DkimCanonicalizationType, DkimConfig, DkimSigningAlgorithm, DkimSigningKey,
};
use lettre::message::header::HeaderName;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, CertificateStore, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use rsa::RsaPrivateKey;
use rsa::pkcs1::{DecodeRsaPrivateKey, EncodeRsaPrivateKey, LineEnding};
use serde::Deserialize;
use std::fmt;
use std::time::Duration;

/// The headers that a signature covers. Content-Type is not among them: the signer sees the headers of
/// the message alone, and counts Content-Type to the body's.
const SIGNED_HEADERS: [&str; 7] = ["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version"];

/// The mail server to which letters are handed, and who they are from.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailSettings {
    /// The server's name, to which its certificate must be made out, or its address.
    pub host: String,
    /// The TCP port: commonly 465 with implicit TLS, 587 with STARTTLS, 25 without.
    pub port: u16,
    /// How the connection is protected.
    #[serde(default)]
    pub tls: MailTls,
    /// Whom to log in as, if the server asks for that.
    pub account: Option<Account>,
    /// The sender: `desk@unit.example` or `Referral Unit <desk@unit.example>`.
    pub from: String,
    /// How to sign letters, unless the server does.
    pub dkim: Option<Dkim>,
    /// Milliseconds to wait for any one answer of the server.
    #[serde(default = "one_minute_ms")]
    pub timeout_ms: u64,
    /// Certificates of authorities, in DER, that are trusted beside the public ones.
    #[serde(skip)]
    pub extra_roots: Vec<Vec<u8>>,
}

const fn one_minute_ms() -> u64 {
    60_000
}

/// How the connection to a mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MailTls {
    /// Not at all: for a server on this machine.
    None,
    /// By STARTTLS, without which nothing is sent.
    StartTls,
    /// From the first octet on.
    #[default]
    Implicit,
}

/// Whom to log in as.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// The user name.
    pub user: String,
    /// The password.
    pub password: String,
}

/// An account is shown without its password.
impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Account").field("user", &self.user).finish_non_exhaustive()
    }
}

/// How letters are signed.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dkim {
    /// The name under which the public key is published in the DNS.
    pub selector: String,
    /// The domain that signs: the sender's.
    pub domain: String,
    /// The private key in PEM: RSA (`RSA PRIVATE KEY` or `PRIVATE KEY`) or Ed25519 (`PRIVATE KEY`).
    pub key: String,
}

/// The key is not shown.
impl fmt::Debug for Dkim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dkim").field("selector", &self.selector).field("domain", &self.domain).finish_non_exhaustive()
    }
}

/// Why mail cannot be set up as asked.
#[derive(Debug, thiserror::Error)]
pub enum MailSettingsError {
    /// The sender is not one e-mail address.
    #[error("the sender {from:?} is not one e-mail address")]
    Sender {
        /// What was given.
        from: String,
    },
    /// A password may only be sent over TLS.
    #[error("a password for the mail server would travel in clear; set tls to start-tls or implicit")]
    PasswordInClear,
    /// The server's name or a certificate cannot be used.
    #[error("TLS for the mail server cannot be set up; check its name and the additional root certificates")]
    Tls(#[source] lettre::transport::smtp::Error),
    /// A selector or domain that cannot stand in a signature.
    #[error("{name:?} is not a DNS name for DKIM")]
    DkimName {
        /// What was given.
        name: String,
    },
    /// The key cannot be read.
    #[error("the DKIM key is neither an RSA nor an Ed25519 private key in PEM")]
    DkimKey,
    /// A folder for letters cannot be made.
    #[error("the folder for letters cannot be made or written")]
    Folder(#[source] std::io::Error),
}

impl MailSettings {
    pub(super) fn sender(&self) -> Result<Mailbox, MailSettingsError> {
        sender(&self.from)
    }

    /// The way to the server. `ours` is the name by which we greet it.
    pub(super) fn server(&self, ours: &str) -> Result<Server, MailSettingsError> {
        let protection = match self.tls {
            MailTls::None if self.account.is_some() => {
                return Err(MailSettingsError::PasswordInClear);
            }
            MailTls::None => Protection::None,
            MailTls::StartTls => Protection::StartTls(self.tls_parameters()?),
            MailTls::Implicit => Protection::Implicit(self.tls_parameters()?),
        };
        let account = self.account.as_ref();
        Ok(Server {
            host: self.host.clone(),
            port: self.port,
            protection,
            ours: ClientId::Domain(ours.to_owned()),
            credentials: account.map(|Account { user, password }| Credentials::new(user.clone(), password.clone())),
            patience: Duration::from_millis(self.timeout_ms),
        })
    }

    fn tls_parameters(&self) -> Result<TlsParameters, MailSettingsError> {
        let mut builder = TlsParameters::builder(self.host.clone()).certificate_store(CertificateStore::WebpkiRoots);
        for der in &self.extra_roots {
            let root = Certificate::from_der(der.clone()).map_err(MailSettingsError::Tls)?;
            builder = builder.add_root_certificate(root);
        }
        builder.build_rustls().map_err(MailSettingsError::Tls)
    }
}

pub(super) fn sender(from: &str) -> Result<Mailbox, MailSettingsError> {
    message::mailbox("sender", from).map_err(|_| MailSettingsError::Sender { from: from.to_owned() })
}

impl Dkim {
    /// # Source
    /// RFC 6376, RFC 8463; relaxed canonicalization, since relays fold and trim. See
    /// docs/sources/mail.md.
    pub(super) fn config(&self) -> Result<DkimConfig, MailSettingsError> {
        for name in [&self.selector, &self.domain] {
            let part = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
            if name.is_empty() || !name.bytes().all(part) {
                return Err(MailSettingsError::DkimName { name: name.clone() });
            }
        }
        let relaxed =
            DkimCanonicalization { header: DkimCanonicalizationType::Relaxed, body: DkimCanonicalizationType::Relaxed };
        let headers = SIGNED_HEADERS.map(HeaderName::new_from_ascii_str).to_vec();
        Ok(DkimConfig::new(self.selector.clone(), self.domain.clone(), self.signing_key()?, headers, relaxed))
    }

    /// Reads the key in any of its usual forms, and hands it on in the one that the signer takes.
    fn signing_key(&self) -> Result<DkimSigningKey, MailSettingsError> {
        let (text, algorithm) = if let Ok(key) = SigningKey::from_pkcs8_pem(&self.key) {
            (STANDARD.encode(key.to_bytes()), DkimSigningAlgorithm::Ed25519)
        } else {
            let key =
                RsaPrivateKey::from_pkcs8_pem(&self.key).ok().or_else(|| RsaPrivateKey::from_pkcs1_pem(&self.key).ok());
            let pem = key.and_then(|key| key.to_pkcs1_pem(LineEnding::LF).ok());
            (pem.ok_or(MailSettingsError::DkimKey)?.to_string(), DkimSigningAlgorithm::Rsa)
        };
        DkimSigningKey::new(&text, algorithm).map_err(|_| MailSettingsError::DkimKey)
    }
}
