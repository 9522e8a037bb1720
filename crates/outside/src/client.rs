//! Short exchanges with machines, for calls to providers and questions to registries: one request, one answer of
//! limited length, and nothing that a client would do by itself.

use crate::fetcher::classify;
use crate::names::Names;
use crate::{AddressRule, FetchSettings, roots};
use casework::ports::FetchError;
use reqwest::header::{self, HeaderValue};
use reqwest::{ClientBuilder, Request, Response, redirect};
use rustls::ClientConfig;
use serde::Deserialize;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;
use tokio::time::{Instant, timeout_at};
use url::{Host, Url};

/// Octets of an address that will be asked.
const MAX_URL_BYTES: usize = 2_000;
/// Characters of an answer that are told.
const TOLD_CHARS: usize = 200;

/// How providers' interfaces and registries are reached. They are reached directly, never through a vantage point's
/// proxy: they are to see who calls.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ClientSettings {
    /// Names the unit, as in [`FetchSettings::user_agent`].
    pub user_agent: String,
    /// Which addresses may be connected to. Where loopback is allowed, http is allowed to it too.
    pub addresses: AddressRule,
    /// The only DNS server to ask; the system's own when absent. For rehearsals.
    pub resolver: Option<SocketAddr>,
    /// The TCP port to use for every host name whose URL states none. For rehearsals.
    pub port_map: Option<u16>,
    /// Certificates of authorities, in DER, that are trusted beside the public ones.
    #[serde(skip)]
    pub extra_roots: Vec<Vec<u8>>,
    /// Milliseconds until a connection must stand, name resolution included.
    pub connect_timeout_ms: u64,
    /// Milliseconds for an exchange as a whole.
    pub total_timeout_ms: u64,
}

impl Default for ClientSettings {
    fn default() -> Self {
        Self {
            user_agent: String::new(),
            addresses: AddressRule::PublicOnly,
            resolver: None,
            port_map: None,
            extra_roots: Vec::new(),
            connect_timeout_ms: 10_000,
            total_timeout_ms: 30_000,
        }
    }
}

/// The same name, resolver, rule and authorities as for pages, with times of its own.
impl From<&FetchSettings> for ClientSettings {
    fn from(settings: &FetchSettings) -> Self {
        Self {
            user_agent: settings.user_agent.clone(),
            addresses: settings.addresses,
            resolver: settings.resolver,
            port_map: settings.port_map,
            extra_roots: settings.extra_roots.clone(),
            ..Self::default()
        }
    }
}

/// Why a client cannot be made of its settings.
#[derive(Debug, thiserror::Error)]
pub enum ClientSettingsError {
    /// The user agent would not tell anybody who we are.
    #[error("the user agent {text:?} must be ASCII and not empty")]
    UserAgent {
        /// What was given.
        text: String,
    },
    /// A limit of nothing lets nothing through.
    #[error("{what} must be more than zero")]
    Zero {
        /// The setting.
        what: &'static str,
    },
    /// The system's DNS settings cannot be read or used.
    #[error("the DNS settings cannot be used; give a resolver in the settings")]
    Resolver(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// An additional authority's certificate cannot be used, or TLS cannot be set up.
    #[error("TLS cannot be set up; check the additional root certificates")]
    Tls(#[source] rustls::Error),
    /// The HTTP client cannot be set up.
    #[error("the HTTP client cannot be set up")]
    Client(#[source] reqwest::Error),
}

/// A client that does nothing by itself: no redirects, no decoding, no cookies, no proxy from the environment.
pub(crate) fn plain(connect_timeout: Duration, tls: ClientConfig) -> ClientBuilder {
    reqwest::Client::builder()
        .http1_only()
        .tls_backend_preconfigured(tls)
        .redirect(redirect::Policy::none())
        .referer(false)
        .no_gzip()
        .no_deflate()
        .no_brotli()
        .no_zstd()
        .no_proxy()
        .connect_timeout(connect_timeout)
}

/// Makes short exchanges.
pub(crate) struct Client {
    http: reqwest::Client,
    pub(crate) names: Names,
    user_agent: HeaderValue,
    addresses: AddressRule,
    connect_timeout_ms: u64,
    total_timeout: Duration,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Where a redirect leads, as it was given.
    pub(crate) location: Option<String>,
    pub(crate) body: Vec<u8>,
    /// Whether the body was no longer than was allowed.
    pub(crate) whole: bool,
}

impl Answer {
    /// The status and the beginning of the body, in one line that shows what it is.
    pub(crate) fn told(&self) -> String {
        let beginning = &self.body[..self.body.len().min(4 * TOLD_CHARS)];
        let text = String::from_utf8_lossy(beginning).replace(is_deceptive, " ");
        let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(TOLD_CHARS).collect();
        if line.is_empty() {
            format!("status {}", self.status)
        } else {
            format!("status {}, “{line}”", self.status)
        }
    }
}

/// Whether a reader could not see this character, or would see others in a different place because of it.
pub(crate) fn is_deceptive(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Why there is no answer.
pub(crate) enum Trouble {
    /// The address is never asked.
    Unsuitable(String),
    /// There was no answer this time.
    Failed(String),
}

impl From<FetchError> for Trouble {
    fn from(error: FetchError) -> Self {
        match error {
            FetchError::ForbiddenAddress { .. } => Self::Unsuitable(error.to_string()),
            _ => Self::Failed(error.to_string()),
        }
    }
}

impl Client {
    pub(crate) fn new(settings: &ClientSettings) -> Result<Self, ClientSettingsError> {
        let text = &settings.user_agent;
        let user_agent = HeaderValue::from_str(text).ok().filter(|_| text.is_ascii() && !text.trim().is_empty());
        let user_agent = user_agent.ok_or_else(|| ClientSettingsError::UserAgent { text: text.clone() })?;
        for (what, limit) in
            [("connect_timeout_ms", settings.connect_timeout_ms), ("total_timeout_ms", settings.total_timeout_ms)]
        {
            if limit == 0 {
                return Err(ClientSettingsError::Zero { what });
            }
        }
        let names = Names::new(settings.resolver, settings.addresses, settings.port_map)
            .map_err(|error| ClientSettingsError::Resolver(error.into()))?;
        let tls = roots::client_config(&settings.extra_roots).map_err(ClientSettingsError::Tls)?;
        let builder = plain(Duration::from_millis(settings.connect_timeout_ms), tls);
        Ok(Self {
            http: builder.dns_resolver(names.clone()).build().map_err(ClientSettingsError::Client)?,
            names,
            user_agent,
            addresses: settings.addresses,
            connect_timeout_ms: settings.connect_timeout_ms,
            total_timeout: Duration::from_millis(settings.total_timeout_ms),
        })
    }

    /// Until when an exchange that begins now may last.
    pub(crate) fn ends(&self) -> Instant {
        Instant::now() + self.total_timeout
    }

    /// Sends a request, if its address may be asked, and reads up to `max_bytes` of the answer.
    pub(crate) async fn send(&self, mut request: Request, max_bytes: usize, ends: Instant) -> Result<Answer, Trouble> {
        let url = request.url().clone();
        self.admit(&url)?;
        request.headers_mut().insert(header::USER_AGENT, self.user_agent.clone());
        let failed = |error: reqwest::Error| Trouble::from(classify(&error, &url, self.connect_timeout_ms));
        let late = |_| Trouble::Failed(format!("no answer within {} s", self.total_timeout.as_millis().div_ceil(1000)));
        let mut response = timeout_at(ends, self.http.execute(request)).await.map_err(late)?.map_err(failed)?;
        let read = timeout_at(ends, body(&mut response, max_bytes)).await.map_err(late)?;
        let (body, whole) = read.map_err(|_| Trouble::Failed("the answer broke off".to_owned()))?;
        let location = response.headers().get(header::LOCATION);
        Ok(Answer {
            status: response.status().as_u16(),
            location: location.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned()),
            body,
            whole,
        })
    }

    /// Lets an address through that may be asked. Names are checked where they are resolved.
    fn admit(&self, url: &Url) -> Result<(), Trouble> {
        let unsuitable = |why: &str| Err(Trouble::Unsuitable(why.to_owned()));
        if url.as_str().len() > MAX_URL_BYTES {
            return unsuitable("the address is too long");
        }
        if !url.username().is_empty() || url.password().is_some() {
            return unsuitable("the address holds a user name or password");
        }
        let literal = match url.host() {
            Some(Host::Ipv4(address)) => Some(IpAddr::V4(address)),
            Some(Host::Ipv6(address)) => Some(IpAddr::V6(address)),
            Some(Host::Domain(_)) => None,
            None => return unsuitable("the address names no host"),
        };
        if let Some(address) = literal {
            self.names.check(url.host_str().unwrap_or_default(), address)?;
        }
        let rehearsed =
            self.addresses == AddressRule::LoopbackToo && literal.is_some_and(|address| address.is_loopback());
        if url.scheme() == "https" || (url.scheme() == "http" && rehearsed) {
            return Ok(());
        }
        unsuitable("the address is not https")
    }
}

async fn body(response: &mut Response, max_bytes: usize) -> reqwest::Result<(Vec<u8>, bool)> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        let room = max_bytes - body.len();
        body.extend_from_slice(&chunk[..chunk.len().min(room)]);
        if chunk.len() > room {
            return Ok((body, false));
        }
    }
    Ok((body, true))
}
