//! How the fetcher is set up.

use crate::AddressRule;
use serde::Deserialize;
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use url::Url;

/// How pages are fetched. [`Default`] holds careful limits and no names: the user agent and at least
/// one vantage point must be given.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FetchSettings {
    /// Names the unit to every site: a product, its version, and where to ask about it, as in
    /// `vigie/0.1 (Example Referral Unit; +https://unit.example/looking)`. What stands before the
    /// first slash or space is the token that robots.txt files know us by.
    pub user_agent: String,
    /// The places from which to look; the first is the unit's own.
    pub vantages: Vec<VantageSettings>,
    /// Which addresses may be connected to.
    pub addresses: AddressRule,
    /// The only DNS server to ask; the system's own when absent. For rehearsals.
    pub resolver: Option<SocketAddr>,
    /// The TCP port to use for every host *name* whose URL states none, instead of 443 and 80. For
    /// rehearsals, which serve all names over https at one port. Not used through a proxy.
    pub port_map: Option<u16>,
    /// Certificates of authorities, in DER, that are trusted beside the public ones.
    #[serde(skip)]
    pub extra_roots: Vec<Vec<u8>>,
    /// Milliseconds until a connection must stand, name resolution included.
    pub connect_timeout_ms: u64,
    /// Milliseconds for a page with all its redirects; waiting for a turn does not count.
    pub total_timeout_ms: u64,
    /// Bytes of one body as transferred; what is beyond is not fetched.
    pub max_body_bytes: usize,
    /// Bytes of the page's body after gzip or deflate are undone; what is beyond is left out.
    pub max_decoded_bytes: usize,
    /// Redirects followed on the way to a page.
    pub max_redirects: usize,
    /// Milliseconds between the beginnings of two requests to one host, over all vantage points.
    pub per_host_interval_ms: u64,
    /// Requests under way at one time, over all hosts.
    pub parallel: usize,
}

impl Default for FetchSettings {
    fn default() -> Self {
        Self {
            user_agent: String::new(),
            vantages: Vec::new(),
            addresses: AddressRule::PublicOnly,
            resolver: None,
            port_map: None,
            extra_roots: Vec::new(),
            connect_timeout_ms: 10_000,
            total_timeout_ms: 60_000,
            max_body_bytes: 32 * 1024 * 1024,
            max_decoded_bytes: 64 * 1024 * 1024,
            max_redirects: 10,
            per_host_interval_ms: 2_000,
            parallel: 8,
        }
    }
}

/// A place from which to look.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VantageSettings {
    /// Its name, as shown: a town.
    pub name: String,
    /// Its country, two capital letters.
    pub country: String,
    /// How requests leave from there.
    #[serde(default)]
    pub route: Route,
}

/// How requests leave.
#[derive(Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Route {
    /// From this machine.
    #[default]
    Direct,
    /// From this machine, by one of its addresses.
    LocalAddress(IpAddr),
    /// Through a proxy (`http`, `https` or `socks5h`), which also resolves the names. A user name and
    /// password may stand in the URL.
    Proxy(Url),
}

/// A proxy is shown without its password.
impl fmt::Debug for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Direct => f.write_str("Direct"),
            Self::LocalAddress(address) => write!(f, "LocalAddress({address})"),
            Self::Proxy(url) => {
                let host = url.host_str().unwrap_or_default();
                write!(f, "Proxy({}://{host})", url.scheme())
            }
        }
    }
}

/// Why a fetcher cannot be made of its settings.
#[derive(Debug, thiserror::Error)]
pub enum FetchSettingsError {
    /// The user agent would not tell a site who we are.
    #[error("the user agent {text:?} must be ASCII, begin with a product of letters, - or _, and hold a contact URL")]
    UserAgent {
        /// What was given.
        text: String,
    },
    /// There is nowhere to look from.
    #[error("there must be at least one vantage point; name the unit's own first")]
    NoVantage,
    /// A vantage point's name is empty or used twice, or its country is no two capital letters.
    #[error("the vantage point {name:?} in {country:?} needs a name of its own and a country of two capital letters")]
    Vantage {
        /// Its name.
        name: String,
        /// Its country.
        country: String,
    },
    /// The proxy is of a kind that cannot be used.
    #[error("the proxy of the vantage point {name:?} must be an http, https or socks5h URL")]
    Proxy {
        /// The vantage point's name.
        name: String,
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
    #[error("the HTTP client of the vantage point {name:?} cannot be set up")]
    Client {
        /// The vantage point's name.
        name: String,
        /// What went wrong.
        #[source]
        source: reqwest::Error,
    },
}

impl FetchSettings {
    /// Checks what can be checked without the system.
    pub(crate) fn check(&self) -> Result<(), FetchSettingsError> {
        let text = &self.user_agent;
        let plain = text.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic());
        let contact = text.contains("https://") || text.contains("http://");
        if !plain || !contact || self.product_token().is_empty() {
            return Err(FetchSettingsError::UserAgent { text: text.clone() });
        }
        let limits = [
            ("connect_timeout_ms", self.connect_timeout_ms),
            ("total_timeout_ms", self.total_timeout_ms),
            ("max_body_bytes", self.max_body_bytes as u64),
            ("max_decoded_bytes", self.max_decoded_bytes as u64),
            ("parallel", self.parallel as u64),
        ];
        if let Some((what, _)) = limits.into_iter().find(|(_, limit)| *limit == 0) {
            return Err(FetchSettingsError::Zero { what });
        }
        if self.vantages.is_empty() {
            return Err(FetchSettingsError::NoVantage);
        }
        for (index, vantage) in self.vantages.iter().enumerate() {
            vantage.check(&self.vantages[..index])?;
        }
        Ok(())
    }

    /// The name by which robots.txt files know us.
    ///
    /// # Source
    /// RFC 9309 section 2.2.1; see docs/sources/robots.md.
    pub(crate) fn product_token(&self) -> &str {
        crate::robots::product_token(&self.user_agent)
    }
}

impl VantageSettings {
    fn check(&self, earlier: &[Self]) -> Result<(), FetchSettingsError> {
        let Self { name, country, route } = self;
        let capitals = country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase());
        if name.trim().is_empty() || !capitals || earlier.iter().any(|other| other.name == *name) {
            let (name, country) = (name.clone(), country.clone());
            return Err(FetchSettingsError::Vantage { name, country });
        }
        match route {
            Route::Proxy(url) if !matches!(url.scheme(), "http" | "https" | "socks5h") => {
                Err(FetchSettingsError::Proxy { name: name.clone() })
            }
            _ => Ok(()),
        }
    }
}
