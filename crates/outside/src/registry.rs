//! Asking registries who holds the network in which a host's address lies.

use crate::client::{Client, ClientSettings, ClientSettingsError};
use crate::rdap::{self, Silence};
use async_trait::async_trait;
use casework::ports::{Clock, Holder, Registry, RegistryError};
use exchange::rdap::{Bootstrap, BootstrapProblem, MAX_BOOTSTRAP_BYTES, Network, Problem};
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read};
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use url::Url;

/// How long an answer is used.
const USED_FOR: SignedDuration = SignedDuration::from_hours(24);
/// Addresses remembered before those whose answers are too old are dropped.
const MANY_ADDRESSES: usize = 10_000;

/// Asks registries by RDAP: those that IANA's lists name for an address, then those the operator names for all.
///
/// # Source
/// RFC 9082 section 3.1.1, RFC 9083, RFC 9224; see docs/sources/rdap.md.
pub struct RdapRegistry {
    client: Client,
    bases: Vec<Url>,
    bootstrap: Bootstrap,
    known: Mutex<HashMap<IpAddr, (Timestamp, Holder)>>,
    clock: Arc<dyn Clock>,
}

/// Why a registry client cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum RegistrySettingsError {
    /// The client cannot be made.
    #[error("the client for registries cannot be set up")]
    Client(#[source] ClientSettingsError),
    /// A list of registries cannot be read.
    #[error("the list of registries {path} cannot be read")]
    File {
        /// The file.
        path: PathBuf,
        /// What went wrong.
        #[source]
        source: io::Error,
    },
    /// A list of registries is none.
    #[error("the list of registries {path} cannot be used; fetch ipv4.json or ipv6.json from IANA again")]
    List {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        #[source]
        source: BootstrapProblem,
    },
}

impl RdapRegistry {
    /// Makes it. `bases` are asked about any address, in this order; `lists` are IANA's files `ipv4.json` and
    /// `ipv6.json` on this machine, and what they name is asked first. `clock` ages the answers that are remembered.
    ///
    /// # Errors
    /// When the settings are incomplete or a list cannot be read.
    pub fn new(
        settings: &ClientSettings,
        bases: Vec<Url>,
        lists: &[PathBuf],
        clock: Arc<dyn Clock>,
    ) -> Result<Self, RegistrySettingsError> {
        let client = Client::new(settings).map_err(RegistrySettingsError::Client)?;
        let mut bootstrap = Bootstrap::default();
        for path in lists {
            let bytes = beginning(path).map_err(|source| RegistrySettingsError::File { path: path.clone(), source })?;
            let list =
                Bootstrap::read(&bytes).map_err(|source| RegistrySettingsError::List { path: path.clone(), source })?;
            bootstrap = bootstrap.and(list);
        }
        Ok(Self { client, bases, bootstrap, known: Mutex::default(), clock })
    }

    /// The address to ask about. Of several the lowest is taken, so that the answer does not change with the order in
    /// which a resolver gives them.
    async fn address(&self, host: &str) -> Result<IpAddr, RegistryError> {
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        let found = match bare.parse() {
            Ok(address) => self.client.names.check(host, address).map(|()| Some(address)),
            Err(_) => self.client.names.addresses(host).await.map(|addresses| addresses.into_iter().min()),
        };
        match found {
            Ok(Some(address)) => Ok(address),
            Ok(None) => Err(no_answer(host, "the name has no address")),
            Err(error) => Err(no_answer(host, &error)),
        }
    }

    /// Asks one registry, and those it sends us to.
    async fn ask(&self, base: &Url, address: IpAddr, host: &str) -> Result<Holder, RegistryError> {
        let question = rdap::question(base, "ip", &address.to_string());
        let url = question.ok_or_else(|| no_answer(host, &format!("{base} cannot be asked")))?;
        match rdap::ask(&self.client, url).await {
            Ok(said) => understand(&said.body, address, host, said.from),
            Err(Silence::Unknown) => Err(no_answer(host, "the registry knows no network of this address")),
            Err(Silence::TooLong) => Err(bad_answer(host, &Problem::TooLong)),
            Err(Silence::Failed(why)) => Err(no_answer(host, &why)),
        }
    }

    fn recall(&self, address: IpAddr, now: Timestamp) -> Option<Holder> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let (learnt, holder) = known.get(&address)?;
        is_fresh(*learnt, now).then(|| holder.clone())
    }

    fn keep(&self, address: IpAddr, now: Timestamp, holder: Holder) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MANY_ADDRESSES {
            known.retain(|_, (learnt, _)| is_fresh(*learnt, now));
        }
        if known.len() < MANY_ADDRESSES {
            known.insert(address, (now, holder));
        }
    }
}

#[async_trait]
impl Registry for RdapRegistry {
    async fn holder(&self, host: &str) -> Result<Holder, RegistryError> {
        let address = self.address(host).await?;
        let now = self.clock.now();
        if let Some(holder) = self.recall(address, now) {
            return Ok(holder);
        }
        let mut first = None;
        for base in self.bootstrap.bases(address).iter().chain(&self.bases) {
            match self.ask(base, address, host).await {
                Ok(holder) => {
                    self.keep(address, now, holder.clone());
                    return Ok(holder);
                }
                // What the registry named first says is told, if no other does better.
                Err(error) => first = first.or(Some(error)),
            }
        }
        Err(first.unwrap_or_else(|| RegistryError::NoRegistry { host: host.to_owned() }))
    }
}

/// What a registry says, if it can be true.
fn understand(body: &[u8], address: IpAddr, host: &str, source: Url) -> Result<Holder, RegistryError> {
    let network = exchange::rdap::read(body).map_err(|problem| bad_answer(host, &problem))?;
    let Network { first, last, .. } = network;
    if !network.contains(address) {
        return Err(bad_answer(host, &format!("it is about {first} to {last}, where {address} does not lie")));
    }
    if network.is_everything() {
        return Err(bad_answer(host, &"it is about all addresses there are, so it names nobody who holds this one"));
    }
    let name = network.holder().ok_or_else(|| bad_answer(host, &"it names nobody"))?.to_owned();
    let abuse = network.abuse().map(str::to_owned);
    Ok(Holder { name, country: network.country, abuse, source })
}

/// A file up to one byte more than a list may have.
pub(crate) fn beginning(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(MAX_BOOTSTRAP_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn is_fresh(learnt: Timestamp, now: Timestamp) -> bool {
    now.duration_since(learnt) < USED_FOR
}

fn no_answer(host: &str, why: &(impl ToString + ?Sized)) -> RegistryError {
    RegistryError::NoAnswer { host: host.to_owned(), why: why.to_string() }
}

fn bad_answer(host: &str, why: &(impl ToString + ?Sized)) -> RegistryError {
    RegistryError::BadAnswer { host: host.to_owned(), why: why.to_string() }
}
