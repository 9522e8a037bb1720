//! Asking the world about the assets of a network: names, registries, TLS servers, pages, files and streams.
//!
//! Every source is guarded as the fetcher is: only addresses that the rule allows, robots.txt, a pause between questions
//! to one host, limits of size and time. Nobody is logged in anywhere, and nothing is tried that any visitor could not
//! see. What a source says is what it says: who runs a site may lie in every part of it except in what only the holder of
//! a key can do.

mod apk;
mod dns;
mod found;
mod mmdb;
mod page;
mod rdap;
mod stream;
mod tls;

use crate::client::Client;
use crate::registry::beginning;
use crate::{ClientSettings, ClientSettingsError, Fetcher};
use async_trait::async_trait;
use casework::ports::{Clock, Collect, CollectError, Collected, FetchError};
use domain::map::{Asset, AssetKind, Source};
use exchange::rdap::{Bootstrap, BootstrapProblem};
use found::Found;
use mmdb::Places;
pub use page::{Platform, PlatformKind};
use serde::Deserialize;
use std::io;
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;
use tls::LookOnly;
use tokio_rustls::TlsConnector;
use url::Url;

/// How sources are asked.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CollectSettings {
    /// How registries, name servers and TLS servers are reached.
    #[serde(skip)]
    pub client: ClientSettings,
    /// The vantage point of the fetcher from which pages are looked at; its first when empty.
    pub vantage: String,
    /// Registries that are asked about anything, in this order, after those that the lists name.
    pub registries: Vec<Url>,
    /// IANA's lists of registries.
    pub lists: RdapLists,
    /// Databases of places and autonomous systems, in MaxMind's format.
    pub mmdb: Vec<PathBuf>,
    /// Platforms and stores whose links are known, before those that are known to everybody.
    pub platforms: Vec<Platform>,
}

/// IANA's files on this machine.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RdapLists {
    /// `ipv4.json` and `ipv6.json`.
    pub networks: Vec<PathBuf>,
    /// `dns.json`.
    pub domains: Vec<PathBuf>,
    /// `asn.json`.
    pub autnums: Vec<PathBuf>,
}

/// Why a collector cannot be made of its settings.
#[derive(Debug, thiserror::Error)]
pub enum CollectSettingsError {
    /// The client cannot be made.
    #[error("the client for sources cannot be set up")]
    Client(#[source] ClientSettingsError),
    /// A file cannot be read.
    #[error("{path} cannot be read")]
    File {
        /// The file.
        path: PathBuf,
        /// What went wrong.
        #[source]
        source: io::Error,
    },
    /// A list of registries is none.
    #[error("the list of registries {path} cannot be used; fetch it from IANA again")]
    List {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        #[source]
        source: BootstrapProblem,
    },
    /// A database is none.
    #[error("{path} cannot be used as a database of places; it must be in MaxMind's format")]
    Places {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// TLS cannot be set up.
    #[error("TLS cannot be set up")]
    Tls(#[source] rustls::Error),
}

/// Asks sources about assets. Pages are looked at through the fetcher, whose pauses between questions to a host hold for
/// all sources.
pub struct Collector {
    client: Client,
    fetcher: Arc<Fetcher>,
    vantage: String,
    registries: Vec<Url>,
    bootstrap: Bootstrap,
    places: Vec<Places>,
    platforms: Vec<Platform>,
    tls: TlsConnector,
    clock: Arc<dyn Clock>,
}

impl Collector {
    /// Makes it; `clock` dates what is seen.
    ///
    /// # Errors
    /// When the settings are incomplete, or a file that they name cannot be read or used.
    pub fn new(
        settings: CollectSettings,
        fetcher: Arc<Fetcher>,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, CollectSettingsError> {
        let client = Client::new(&settings.client).map_err(CollectSettingsError::Client)?;
        let places = settings.mmdb.into_iter().map(Places::open).collect::<Result<_, _>>()?;
        let mut platforms = settings.platforms;
        platforms.extend(Platform::known());
        Ok(Self {
            client,
            vantage: settings.vantage,
            registries: settings.registries,
            bootstrap: settings.lists.read()?,
            places,
            platforms,
            tls: LookOnly::connector().map_err(CollectSettingsError::Tls)?,
            fetcher,
            clock,
        })
    }

    fn vantage(&self) -> &str {
        let first = || casework::ports::Fetch::vantages(&*self.fetcher).first().map_or("", |place| place.name.as_str());
        if self.vantage.is_empty() { first() } else { &self.vantage }
    }

    /// What is found from now on.
    fn found(&self, source: Source) -> Found {
        Found::new(source, self.clock.now())
    }

    /// Where to connect to for a host name or IP address: of several addresses the lowest, so that it does not change
    /// with the order in which a resolver gives them.
    async fn address(&self, host: &str) -> Result<IpAddr, CollectError> {
        let found = match host.parse() {
            Ok(address) => self.client.names.check(host, address).map(|()| Some(address)),
            Err(_) => self.client.names.addresses(host).await.map(|addresses| addresses.into_iter().min()),
        };
        match found {
            Ok(Some(address)) => Ok(address),
            Ok(None) => Err(no_answer(host, "the name has no address")),
            Err(error) => Err(unseen(host, &error)),
        }
    }

    fn has_registries(&self) -> bool {
        !self.registries.is_empty() || self.bootstrap != Bootstrap::default()
    }
}

impl RdapLists {
    fn read(&self) -> Result<Bootstrap, CollectSettingsError> {
        type Read = fn(&[u8]) -> Result<Bootstrap, BootstrapProblem>;
        let kinds: [(&[PathBuf], Read); 3] = [
            (&self.networks, Bootstrap::read),
            (&self.domains, Bootstrap::read_domains),
            (&self.autnums, Bootstrap::read_autnums),
        ];
        let mut all = Bootstrap::default();
        for (paths, read) in kinds {
            for path in paths {
                let path = path.clone();
                let bytes = match beginning(&path) {
                    Ok(bytes) => bytes,
                    Err(source) => return Err(CollectSettingsError::File { path, source }),
                };
                all = all.and(read(&bytes).map_err(|source| CollectSettingsError::List { path, source })?);
            }
        }
        Ok(all)
    }
}

#[async_trait]
impl Collect for Collector {
    fn sources_for(&self, asset: &Asset) -> Vec<Source> {
        let sources: &[Source] = match asset.kind() {
            AssetKind::Host => &[Source::Dns, Source::Tls, Source::Http],
            AssetKind::NameServer | AssetKind::MailServer => &[Source::Dns],
            AssetKind::Domain => &[Source::Dns, Source::Rdap],
            AssetKind::Address => &[Source::Mmdb, Source::Rdap, Source::Tls],
            AssetKind::AutonomousSystem => &[Source::Rdap],
            AssetKind::Site if apk::is_package(asset.value()) => &[Source::Apk],
            AssetKind::Site => &[Source::Http],
            AssetKind::Stream if asset.value().starts_with("http") => &[Source::Stream],
            AssetKind::App | AssetKind::Channel | AssetKind::Account if self.listing(asset).is_some() => {
                &[Source::Http]
            }
            _ => &[],
        };
        let is_set_up = |source: &&Source| match source {
            Source::Rdap => self.has_registries(),
            Source::Mmdb => !self.places.is_empty(),
            _ => true,
        };
        sources.iter().filter(is_set_up).copied().collect()
    }

    async fn collect(&self, asset: &Asset, source: Source) -> Result<Collected, CollectError> {
        if !self.sources_for(asset).contains(&source) {
            return Err(CollectError::NotASource { from: source, asset: asset.to_string() });
        }
        match source {
            Source::Dns => self.ask_names(asset).await,
            Source::Rdap => self.ask_registries(asset).await,
            Source::Tls => self.ask_tls(asset).await,
            Source::Http if self.listing(asset).is_some() => self.look_at_listing(asset).await,
            Source::Http => self.look_at_page(asset).await,
            Source::Mmdb => self.look_up_place(asset),
            Source::Apk => self.read_package(asset).await,
            Source::Stream => self.listen(asset).await,
            _ => Err(CollectError::NotASource { from: source, asset: asset.to_string() }),
        }
    }
}

/// What a failed look means to who asked for it.
fn unseen(asked: &str, error: &FetchError) -> CollectError {
    let (asked, why) = (asked.to_owned(), error.to_string());
    match error {
        FetchError::ForbiddenAddress { .. } | FetchError::RobotsDisallow { .. } => {
            CollectError::Forbidden { asked, why }
        }
        _ => CollectError::NoAnswer { asked, why },
    }
}

fn no_answer(asked: &str, why: &str) -> CollectError {
    CollectError::NoAnswer { asked: asked.to_owned(), why: why.to_owned() }
}

fn bad_answer(asked: &str, why: &(impl ToString + ?Sized)) -> CollectError {
    CollectError::BadAnswer { asked: asked.to_owned(), why: why.to_string() }
}
