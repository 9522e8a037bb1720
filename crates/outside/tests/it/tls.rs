//! HTTPS with an authority of the test's own.

use crate::servers::{Site, dns, fetch, only, page, settings};
use casework::ports::FetchError;
use outside::FetchSettings;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::ServerConfig;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use std::sync::Arc;
use tokio_rustls::TlsAcceptor;
use url::Url;

/// A server's side of TLS for `host`, and the root certificate that vouches for it.
pub fn certified(host: &str) -> (TlsAcceptor, Vec<u8>) {
    let mut ca = CertificateParams::new(Vec::new()).unwrap();
    ca.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let ca = CertifiedIssuer::self_signed(ca, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let leaf = CertificateParams::new(vec![host.to_owned()]).unwrap().signed_by(&key, &ca).unwrap();
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![leaf.der().clone()], key)
        .unwrap();
    (TlsAcceptor::from(Arc::new(config)), ca.der().to_vec())
}

async fn https(host: &str) -> (Site, Vec<u8>) {
    let (acceptor, root) = certified(host);
    let (site, listener) = Site::bind(only("/", page("", b"REHEARSAL"))).await;
    let server = site.clone();
    tokio::spawn(async move {
        while let Ok((stream, peer)) = listener.accept().await {
            if let Ok(stream) = acceptor.accept(stream).await {
                server.serve(stream, peer.ip()).await;
            }
        }
    });
    (site, root)
}

#[tokio::test]
async fn an_additional_root_is_believed_and_no_other() {
    let (site, root) = https("quay.test").await;
    let names: &[(&str, &[&str])] = &[("quay.test", &["127.0.0.1"]), ("pier.test", &["127.0.0.1"])];
    let strange = FetchSettings { resolver: Some(dns(names).await), port_map: Some(site.address.port()), ..settings() };
    let known = FetchSettings { extra_roots: vec![root], ..strange.clone() };
    let quay = Url::parse("https://quay.test/").unwrap();
    let pier = Url::parse("https://pier.test/").unwrap();
    let seen = fetch(known.clone(), &quay).await.unwrap();
    assert_eq!((seen.url.as_str(), seen.body.as_slice()), ("https://quay.test/", b"REHEARSAL".as_slice()));
    let none = |host: &str| FetchError::NoConnection { host: host.into() };
    assert_eq!(fetch(strange, &quay).await.unwrap_err(), none("quay.test"));
    assert_eq!(fetch(known, &pier).await.unwrap_err(), none("pier.test"));
}
