//! Which certificate authorities are believed.

use rustls::{ClientConfig, RootCertStore};
use std::sync::Arc;

/// TLS for web requests: the authorities that browsers believe, compiled in so that every
/// installation judges a site alike, and `extra` ones in DER.
pub(crate) fn client_config(extra: &[Vec<u8>]) -> Result<ClientConfig, rustls::Error> {
    let mut roots = RootCertStore::from_iter(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    for der in extra {
        roots.add(der.clone().into())?;
    }
    // The provider is named here, so that no process-wide default has to be installed first.
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(config)
}
