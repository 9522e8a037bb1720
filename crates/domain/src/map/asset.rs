//! What a map is made of: an asset is a kind and one canonical value.
//!
//! Two spellings of one thing must find the same asset, or a network falls apart on the screen; and two
//! things must never share a spelling, or strangers are drawn into it.

mod value;

use crate::UnknownName;
use crate::locator::Malformed;
use crate::named::named;
use std::fmt;
use std::str::FromStr;
use url::{Host, Url};

/// The longest value of an asset, in bytes. Values are keys of the store's index.
pub const MAX_VALUE_BYTES: usize = 1024;

named! {
    /// What an asset is.
    pub enum AssetKind {
        /// A web site: the origin of a URL, or a path prefix on a shared one.
        Site = "site",
        /// A host name.
        Host = "host",
        /// A registrable domain, or a domain under which others rent out names.
        Domain = "domain",
        /// An IP address.
        Address = "address",
        /// An autonomous system: `AS64500`.
        AutonomousSystem = "autonomous_system",
        /// A public key: SHA-256 of its SubjectPublicKeyInfo.
        Key = "key",
        /// A certificate: SHA-256 of its DER.
        Certificate = "certificate",
        /// A name server.
        NameServer = "name_server",
        /// A mail server.
        MailServer = "mail_server",
        /// A registrar: its name, or `iana:` and its number.
        Registrar = "registrar",
        /// A registry of names or numbers.
        Registry = "registry",
        /// A customer's account at a hosting company, or the company when the account is unknown.
        HostingAccount = "hosting_account",
        /// A content delivery network.
        Cdn = "cdn",
        /// A mobile application in a store: `package@store`.
        App = "app",
        /// Who signs an application: SHA-256 of the signing certificate.
        Signer = "signer",
        /// A radio or video stream, by its URL.
        Stream = "stream",
        /// A newsletter, by the address of its sender.
        Newsletter = "newsletter",
        /// A browser module.
        AddOn = "add_on",
        /// A channel of a messenger: `platform:handle`.
        Channel = "channel",
        /// An account on a social platform: `platform:handle`.
        Account = "account",
        /// An onion service.
        Onion = "onion",
        /// A wallet, by its address, after `currency:` if that is known.
        Wallet = "wallet",
        /// An analytics or advertising identifier: `family:id`.
        Tracker = "tracker",
        /// A favicon: MurmurHash3 of its base64, as a signed decimal number.
        Favicon = "favicon",
        /// The fingerprint of a page's template.
        Template = "template",
        /// A registrant: a handle or an e-mail address.
        Contact = "contact",
        /// A country or territory: ISO 3166-1 alpha-2.
        Country = "country",
    }
}

/// Why something does not name an asset.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAnAsset {
    /// No kind in front of the value.
    #[error("write an asset as kind, space, value, for example “host harbour.example”")]
    NoKind,
    /// A kind that nobody knows.
    #[error("the asset's kind is not known")]
    Kind(#[from] UnknownName),
    /// Longer than [`MAX_VALUE_BYTES`].
    #[error("the value is longer than {MAX_VALUE_BYTES} bytes")]
    TooLong,
    /// Not written as a value of this kind is.
    #[error("“{given}” does not name a {kind}: {wanted}")]
    Shape {
        /// The kind that was asked for.
        kind: AssetKind,
        /// How a value of the kind is written.
        wanted: &'static str,
        /// The beginning of what was given.
        given: String,
    },
    /// It names an asset, but of another kind.
    #[error("this is not a {asked}; name it as {is}")]
    OtherKind {
        /// The kind that was asked for.
        asked: AssetKind,
        /// The kind that it is.
        is: AssetKind,
    },
    /// A host below a domain.
    #[error("this is a name below the domain {0}; name that domain, or this as a host")]
    BelowDomain(String),
    /// A public suffix of a registry, which is nobody's domain.
    #[error("{0} is a public suffix, not a domain; name one domain below it")]
    PublicSuffix(String),
    /// A site whose address cannot be taken in.
    #[error("the site's address cannot be taken in")]
    Site(#[from] Malformed),
}

/// A kind and its one canonical value. Ordered by kind, then value.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Asset {
    kind: AssetKind,
    value: String,
}

impl Asset {
    /// Names an asset, however it was spelled.
    ///
    /// # Errors
    /// [`NotAnAsset`] says what is wrong with the value.
    pub fn new(kind: AssetKind, given: &str) -> Result<Self, NotAnAsset> {
        let given = given.trim();
        if given.len() > MAX_VALUE_BYTES {
            return Err(NotAnAsset::TooLong);
        }
        let value = value::canonical(kind, given)?;
        // Punycode and percent signs make some values longer than they were written.
        if value.len() > MAX_VALUE_BYTES { Err(NotAnAsset::TooLong) } else { Ok(Self { kind, value }) }
    }

    /// What it is.
    #[must_use]
    pub const fn kind(&self) -> AssetKind {
        self.kind
    }

    /// Its canonical value.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }

    /// What one address names: the site (its origin), then the host and its domain, or the IP address,
    /// or the onion service. Empty for an address that is not of the web.
    #[must_use]
    pub fn of_url(url: &Url) -> Vec<Self> {
        let Ok(site) = Self::new(AssetKind::Site, &url.origin().ascii_serialization()) else { return Vec::new() };
        let server = match url.host() {
            Some(Host::Domain(name)) if value::is_onion(name) => {
                Self::new(AssetKind::Onion, name).into_iter().collect()
            }
            Some(Host::Domain(name)) => Self::of_host(name),
            Some(Host::Ipv4(ip)) => vec![Self::of_ip(ip.into())],
            Some(Host::Ipv6(ip)) => vec![Self::of_ip(ip.into())],
            None => Vec::new(),
        };
        std::iter::once(site).chain(server).collect()
    }

    /// A host and the domain it lies in; empty for what is no host name.
    #[must_use]
    pub fn of_host(name: &str) -> Vec<Self> {
        let Ok(host) = Self::new(AssetKind::Host, name) else { return Vec::new() };
        let domain =
            value::domain_of(&host.value).map(|domain| Self { kind: AssetKind::Domain, value: domain.to_owned() });
        std::iter::once(host).chain(domain).collect()
    }

    /// An IP address; one of version 4 written in version 6 is the one of version 4.
    #[must_use]
    pub fn of_ip(ip: std::net::IpAddr) -> Self {
        Self { kind: AssetKind::Address, value: ip.to_canonical().to_string() }
    }

    /// The name under which strangers rent names, if this host or domain is one or lies below one.
    /// Whoever sold that name can only act against all of them at once.
    ///
    /// # Source
    /// Public Suffix List, private section.
    #[must_use]
    pub fn shared_suffix(&self) -> Option<&str> {
        let named =
            matches!(self.kind, AssetKind::Host | AssetKind::Domain | AssetKind::NameServer | AssetKind::MailServer);
        named.then(|| value::private_suffix(&self.value)).flatten()
    }
}

impl fmt::Display for Asset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind, self.value)
    }
}

impl FromStr for Asset {
    type Err = NotAnAsset;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (kind, value) = text.trim().split_once(' ').ok_or(NotAnAsset::NoKind)?;
        Self::new(kind.parse()?, value)
    }
}

#[cfg(test)]
mod tests;
