//! Which registry to ask about an address, as IANA publishes it.

use std::net::IpAddr;

use serde::Deserialize;
use url::Url;

/// The longest list that is read.
pub const MAX_BOOTSTRAP_BYTES: usize = 4 << 20;

/// Networks and the registries that answer for them.
///
/// # Source
/// RFC 9224 sections 3 and 5: the files `ipv4.json` and `ipv6.json`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bootstrap(Vec<(IpAddr, u8, Vec<Url>)>);

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
}

#[derive(Deserialize)]
struct File {
    version: String,
    services: Vec<(Vec<String>, Vec<String>)>,
}

impl Bootstrap {
    /// Reads one of the files. Addresses of registries that are not https are passed over.
    ///
    /// # Errors
    /// When it is no such file, of another version, or names something that is no network.
    pub fn read(bytes: &[u8]) -> Result<Self, BootstrapProblem> {
        if bytes.len() > MAX_BOOTSTRAP_BYTES {
            return Err(BootstrapProblem::TooLong);
        }
        let file: File = serde_json::from_slice(bytes).map_err(BootstrapProblem::NotAList)?;
        if file.version != "1.0" {
            let what = format!("version {:?} is not known", super::shortened(&file.version));
            return Err(BootstrapProblem::NotAList(serde::de::Error::custom(what)));
        }
        let mut networks = Vec::new();
        for (names, bases) in file.services {
            let bases: Vec<Url> =
                bases.iter().filter_map(|base| Url::parse(base).ok()).filter(|url| url.scheme() == "https").collect();
            for name in names {
                let (address, length) =
                    network(&name).ok_or_else(|| BootstrapProblem::BadNetwork(super::shortened(&name)))?;
                networks.push((address, length, bases.clone()));
            }
        }
        Ok(Self(networks))
    }

    /// Adds what another file says.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// The registries that answer for an address: those of the narrowest network it lies in. May be empty.
    #[must_use]
    pub fn bases(&self, address: IpAddr) -> &[Url] {
        let within =
            self.0.iter().filter(|(network, length, _)| shared_bits(*network, address) >= Some(u32::from(*length)));
        within.max_by_key(|(_, length, _)| *length).map_or(&[], |(_, _, bases)| bases)
    }
}

fn network(text: &str) -> Option<(IpAddr, u8)> {
    let (address, length) = text.split_once('/')?;
    let address: IpAddr = address.parse().ok()?;
    let length: u8 = length.parse().ok()?;
    (length <= if address.is_ipv4() { 32 } else { 128 }).then_some((address, length))
}

/// How many bits two addresses begin with in common; nothing when they are of different versions.
fn shared_bits(a: IpAddr, b: IpAddr) -> Option<u32> {
    match (a, b) {
        (IpAddr::V4(a), IpAddr::V4(b)) => Some((a.to_bits() ^ b.to_bits()).leading_zeros()),
        (IpAddr::V6(a), IpAddr::V6(b)) => Some((a.to_bits() ^ b.to_bits()).leading_zeros()),
        _ => None,
    }
}
