//! Time-stamps: somebody else's word that a digest existed at a time.
//!
//! [`TimeStampAuthority`] asks one. When it is away or refuses, the caller decides whether to go on without a stamp:
//! a paper is as valid without one, and a stamp that comes late is a stamp of that later time.
//!
//! What comes back is checked to be about the digest and the question that were sent. Its signature and the
//! authority's certificate are not looked at here: `documents::signature` checks the one before it embeds a token,
//! and whoever relies on the time checks the other against the authorities that they believe.
//!
//! # Source
//! RFC 3161 (protocol and messages; section 3.4 for HTTP), with SHA-256. Implemented from memory and judged by
//! `openssl ts`.

mod message;

use crate::client::plain;
use crate::roots;
use reqwest::{Client, Response, header};
use std::time::Duration;
use url::Url;

pub use message::{query, token};

/// Largest answer that is read, in bytes. Tokens with their certificates take 2 to 8 KiB.
pub const MAX_ANSWER_BYTES: usize = 64 << 10;

/// Why there is no time-stamp. In every case the paper can be sent without one, if its sender so chooses.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StampError {
    /// The URL is not one that can be asked.
    #[error("the time-stamping authority must be an http or https URL")]
    Url,
    /// An additional authority's certificate cannot be used, or TLS cannot be set up.
    #[error("TLS cannot be set up; check the additional root certificates")]
    Tls(#[source] rustls::Error),
    /// The HTTP client cannot be set up.
    #[error("the HTTP client for the time-stamping authority cannot be set up")]
    Client(#[source] reqwest::Error),
    /// The authority did not answer, or not to the end, or not in time.
    #[error("the time-stamping authority does not answer; try again later, or go on without a stamp")]
    Away(#[source] reqwest::Error),
    /// It answered with an HTTP error.
    #[error("the time-stamping authority answers with HTTP status {status}; check its address and your account")]
    Status {
        /// The status code.
        status: u16,
    },
    /// It answered with something else than a time-stamp.
    #[error("the answer is no time-stamp reply (RFC 3161) but {content_type:?}; check the authority's address")]
    NotAReply {
        /// The content type it stated.
        content_type: String,
    },
    /// An answer beyond the limit.
    #[error("the time-stamping authority's answer exceeds {MAX_ANSWER_BYTES} bytes; use another authority")]
    TooLarge,
    /// An answer that cannot be read.
    #[error("the time-stamping authority's answer cannot be read; use another authority")]
    Unreadable(#[source] der::Error),
    /// The authority said no.
    #[error("the time-stamping authority refuses (status {status}): {reason}")]
    Refused {
        /// Its status number.
        status: u32,
        /// Its reason, in our words and its own.
        reason: String,
    },
    /// A good answer without a token in it.
    #[error("the time-stamping authority grants a stamp and sends none; use another authority")]
    NoToken,
    /// A stamp of something else.
    #[error("the time-stamp is for another digest than the one sent; do not use it")]
    OtherDigest,
    /// A stamp that answers another question, such as an old one played back.
    #[error("the time-stamp answers another request than ours; do not use it")]
    OtherNonce,
}

/// A time-stamping authority.
#[derive(Debug, Clone)]
pub struct TimeStampAuthority {
    url: Url,
    client: Client,
}

impl TimeStampAuthority {
    /// The authority at `url`, a place that the operator chose; `extra_roots` are certificates in DER that are
    /// believed for https beside the public ones. A request takes at most `timeout`.
    ///
    /// Plain http will do: a token is signed, and what is sent is a digest.
    ///
    /// # Errors
    /// [`StampError::Url`], [`StampError::Tls`] or [`StampError::Client`].
    pub fn new(url: Url, extra_roots: &[Vec<u8>], timeout: Duration) -> Result<Self, StampError> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(StampError::Url);
        }
        let tls = roots::client_config(extra_roots).map_err(StampError::Tls)?;
        let client = plain(timeout, tls).timeout(timeout).build().map_err(StampError::Client)?;
        Ok(Self { url, client })
    }

    /// Has a SHA-256 digest stamped; returns the time-stamp token in DER. Draw the `nonce` anew each time: it ties
    /// the answer to this request.
    ///
    /// # Errors
    /// [`StampError`]: the authority is away, refuses, or answers something else.
    pub async fn stamp(&self, digest: [u8; 32], nonce: u64) -> Result<Vec<u8>, StampError> {
        let request = self.client.post(self.url.clone()).header(header::CONTENT_TYPE, "application/timestamp-query");
        let body = query(digest, nonce).map_err(StampError::Unreadable)?;
        let answer = request.body(body).send().await.map_err(away)?;
        let status = answer.status();
        if status != reqwest::StatusCode::OK {
            return Err(StampError::Status { status: status.as_u16() });
        }
        let stated = answer.headers().get(header::CONTENT_TYPE).map(header::HeaderValue::as_bytes).unwrap_or_default();
        let content_type: String = String::from_utf8_lossy(stated).chars().take(100).collect();
        let media_type = content_type.split(';').next().unwrap_or_default().trim();
        if !media_type.eq_ignore_ascii_case("application/timestamp-reply") {
            return Err(StampError::NotAReply { content_type });
        }
        token(&body_of(answer).await?, digest, nonce)
    }
}

async fn body_of(mut answer: Response) -> Result<Vec<u8>, StampError> {
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(away)? {
        body.extend_from_slice(&chunk);
        if body.len() > MAX_ANSWER_BYTES {
            return Err(StampError::TooLarge);
        }
    }
    Ok(body)
}

/// The URL may hold an account's password, so errors go without it.
fn away(error: reqwest::Error) -> StampError {
    StampError::Away(error.without_url())
}
