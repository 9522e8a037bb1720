//! A vantage point with its client.

use crate::client::plain;
use crate::names::Names;
use crate::roots;
use crate::settings::{FetchSettings, FetchSettingsError, Route, VantageSettings};
use reqwest::{Client, Proxy};
use rustls::ClientConfig;
use std::time::Duration;

/// Where requests leave from. Each place has connections of its own.
pub(super) struct Place {
    pub(super) name: String,
    pub(super) proxied: bool,
    pub(super) client: Client,
}

impl Place {
    pub(super) fn all(settings: &FetchSettings, names: &Names) -> Result<Vec<Self>, FetchSettingsError> {
        let tls = roots::client_config(&settings.extra_roots).map_err(FetchSettingsError::Tls)?;
        let timeout = Duration::from_millis(settings.connect_timeout_ms);
        let places = settings.vantages.iter().map(|vantage| {
            let name = vantage.name.clone();
            let client = client(vantage, timeout, tls.clone(), names);
            match client {
                Ok(client) => {
                    let proxied = matches!(vantage.route, Route::Proxy(_));
                    Ok(Self { name, proxied, client })
                }
                Err(source) => Err(FetchSettingsError::Client { name, source }),
            }
        });
        places.collect()
    }
}

fn client(vantage: &VantageSettings, timeout: Duration, tls: ClientConfig, names: &Names) -> reqwest::Result<Client> {
    let builder = plain(timeout, tls);
    let builder = match &vantage.route {
        Route::Direct => builder.dns_resolver(names.clone()),
        Route::LocalAddress(address) => builder.dns_resolver(names.clone()).local_address(*address),
        // The only name that is resolved here is the proxy's, which may well be on a private network.
        Route::Proxy(url) => builder.proxy(Proxy::all(url.clone())?),
    };
    builder.build()
}
