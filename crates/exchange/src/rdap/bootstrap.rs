//! Which registry to ask about an address, a domain or an autonomous system, as IANA publishes it.

use std::net::IpAddr;

use serde::Deserialize;
use url::Url;

/// The longest list that is read.
pub const MAX_BOOTSTRAP_BYTES: usize = 4 << 20;

/// Networks, domains and numbers, and the registries that answer for them.
///
/// # Source
/// RFC 9224 sections 4 and 5: the files `ipv4.json`, `ipv6.json`, `dns.json` and `asn.json`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bootstrap {
    networks: Vec<(IpAddr, u8, Vec<Url>)>,
    domains: Vec<(String, Vec<Url>)>,
    autnums: Vec<(u32, u32, Vec<Url>)>,
}

/// Why a list cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BootstrapProblem {
    /// It is too long.
    #[error("the list is longer than {MAX_BOOTSTRAP_BYTES} bytes; this is not IANA's list of registries")]
    TooLong,
    /// It is not such a list.
    #[error("this is not a list of registries as IANA publishes it")]
    NotAList(#[source] serde_json::Error),
    /// A network in it is none.
    #[error("the list of registries names {0:?}, which is not a network of addresses")]
    BadNetwork(String),
    /// A domain in it is none.
    #[error("the list of registries names {0:?}, which is not a domain")]
    BadDomain(String),
    /// A range of autonomous systems in it is none.
    #[error("the list of registries names {0:?}, which is not a range of autonomous systems")]
    BadRange(String),
}

#[derive(Deserialize)]
struct File {
    version: String,
    services: Vec<(Vec<String>, Vec<String>)>,
}

impl Bootstrap {
    /// Reads `ipv4.json` or `ipv6.json`. Addresses of registries that are not https are passed over, here and below.
    ///
    /// # Errors
    /// When it is no such file, of another version, or names something that is no network.
    pub fn read(bytes: &[u8]) -> Result<Self, BootstrapProblem> {
        let mut list = Self::default();
        for (name, bases) in entries(bytes)? {
            let (address, length) =
                network(&name).ok_or_else(|| BootstrapProblem::BadNetwork(super::shortened(&name)))?;
            list.networks.push((address, length, bases));
        }
        Ok(list)
    }

    /// Reads `dns.json`.
    ///
    /// # Errors
    /// When it is no such file, of another version, or names something that is no domain.
    pub fn read_domains(bytes: &[u8]) -> Result<Self, BootstrapProblem> {
        let mut list = Self::default();
        for (name, bases) in entries(bytes)? {
            let domain = domain(&name).ok_or_else(|| BootstrapProblem::BadDomain(super::shortened(&name)))?;
            list.domains.push((domain, bases));
        }
        Ok(list)
    }

    /// Reads `asn.json`.
    ///
    /// # Errors
    /// When it is no such file, of another version, or names something that is no range.
    pub fn read_autnums(bytes: &[u8]) -> Result<Self, BootstrapProblem> {
        let mut list = Self::default();
        for (name, bases) in entries(bytes)? {
            let (first, last) = range(&name).ok_or_else(|| BootstrapProblem::BadRange(super::shortened(&name)))?;
            list.autnums.push((first, last, bases));
        }
        Ok(list)
    }

    /// Adds what another file says.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.networks.extend(other.networks);
        self.domains.extend(other.domains);
        self.autnums.extend(other.autnums);
        self
    }

    /// The registries that answer for an address: those of the narrowest network it lies in. May be empty.
    #[must_use]
    pub fn bases(&self, address: IpAddr) -> &[Url] {
        let within = self
            .networks
            .iter()
            .filter(|(network, length, _)| shared_bits(*network, address) >= Some(u32::from(*length)));
        within.max_by_key(|(_, length, _)| *length).map_or(&[], |(_, _, bases)| bases)
    }

    /// The registries that answer for a domain in small letters: those of the longest suffix listed. May be empty.
    #[must_use]
    pub fn bases_of_domain(&self, domain: &str) -> &[Url] {
        let is_within =
            |suffix: &str| domain.strip_suffix(suffix).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
        let within = self.domains.iter().filter(|(suffix, _)| is_within(suffix));
        within.max_by_key(|(suffix, _)| suffix.len()).map_or(&[], |(_, bases)| bases)
    }

    /// The registries that answer for an autonomous system. May be empty.
    #[must_use]
    pub fn bases_of_autnum(&self, number: u32) -> &[Url] {
        let within = self.autnums.iter().filter(|(first, last, _)| (*first..=*last).contains(&number));
        within.min_by_key(|(first, last, _)| last - first).map_or(&[], |(_, _, bases)| bases)
    }
}

/// What a file lists, each entry with the registries that may be asked.
fn entries(bytes: &[u8]) -> Result<Vec<(String, Vec<Url>)>, BootstrapProblem> {
    if bytes.len() > MAX_BOOTSTRAP_BYTES {
        return Err(BootstrapProblem::TooLong);
    }
    let file: File = serde_json::from_slice(bytes).map_err(BootstrapProblem::NotAList)?;
    if file.version != "1.0" {
        let what = format!("version {:?} is not known", super::shortened(&file.version));
        return Err(BootstrapProblem::NotAList(serde::de::Error::custom(what)));
    }
    let mut entries = Vec::new();
    for (names, bases) in file.services {
        let bases: Vec<Url> =
            bases.iter().filter_map(|base| Url::parse(base).ok()).filter(|url| url.scheme() == "https").collect();
        entries.extend(names.into_iter().map(|name| (name, bases.clone())));
    }
    Ok(entries)
}

fn network(text: &str) -> Option<(IpAddr, u8)> {
    let (address, length) = text.split_once('/')?;
    let address: IpAddr = address.parse().ok()?;
    let length: u8 = length.parse().ok()?;
    (length <= if address.is_ipv4() { 32 } else { 128 }).then_some((address, length))
}

fn domain(text: &str) -> Option<String> {
    let domain = text.trim_matches('.').to_ascii_lowercase();
    let plain = domain.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.".contains(&byte));
    (plain && !domain.is_empty()).then_some(domain)
}

fn range(text: &str) -> Option<(u32, u32)> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let (first, last) = (first.parse().ok()?, last.parse().ok()?);
    (first <= last).then_some((first, last))
}

/// How many bits two addresses begin with in common; nothing when they are of different versions.
fn shared_bits(a: IpAddr, b: IpAddr) -> Option<u32> {
    match (a, b) {
        (IpAddr::V4(a), IpAddr::V4(b)) => Some((a.to_bits() ^ b.to_bits()).leading_zeros()),
        (IpAddr::V6(a), IpAddr::V6(b)) => Some((a.to_bits() ^ b.to_bits()).leading_zeros()),
        _ => None,
    }
}
