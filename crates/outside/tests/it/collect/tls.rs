//! TLS servers, honest and not.

use super::{ask, collector, has};
use crate::servers::dns;
use casework::ports::CollectError;
use domain::map::Source;
use outside::Collector;
use rcgen::{CertificateParams, KeyPair, PublicKeyData};
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use sha2::{Digest, Sha256};
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

/// Shows a certificate, whether or not the key is its own.
#[derive(Debug)]
struct Shows(Arc<CertifiedKey>);

impl ResolvesServerCert for Shows {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.0.clone())
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn certificate(names: Vec<String>, key: &KeyPair) -> CertificateDer<'static> {
    CertificateParams::new(names).unwrap().self_signed(key).unwrap().der().clone()
}

/// A server at a port of its own that shows `certificate` and signs with `key`.
async fn server(certificate: CertificateDer<'static>, key: &KeyPair) -> u16 {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let key = rustls::crypto::ring::sign::any_supported_type(&key).unwrap();
    let shows = Arc::new(Shows(Arc::new(CertifiedKey::new(vec![certificate], key))));
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config.with_no_client_auth().with_cert_resolver(shows)));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let _ = acceptor.accept(stream).await;
        }
    });
    port
}

async fn lamp(port: u16) -> Collector {
    let resolver = dns(&[("lamp.test", &["127.0.0.1"])]).await;
    collector(Some(resolver), Some(port), |settings| settings.client.total_timeout_ms = 5_000)
}

/// The digests are computed here from what the certificate was made of, not from what was read.
#[tokio::test]
async fn key_certificate_and_names_are_seen_without_being_believed() {
    let key = KeyPair::generate().unwrap();
    let names = ["lamp.test", "*.harbour.test", "192.0.2.7"].map(str::to_owned).to_vec();
    let shown = certificate(names, &key);
    let port = server(shown.clone(), &key).await;
    let digest = hex(&Sha256::digest(&shown));
    let spki = hex(&Sha256::digest(key.subject_public_key_info()));
    let collector = lamp(port).await;
    for about in ["host lamp.test", "address 127.0.0.1"] {
        let found = ask(&collector, about, Source::Tls).await.unwrap();
        for link in [
            format!("{about} presents certificate {digest}"),
            format!("{about} holds_key key {spki}"),
            format!("certificate {digest} holds_key key {spki}"),
            format!("host lamp.test named_in certificate {digest}"),
            format!("host harbour.test named_in certificate {digest}"),
            format!("address 192.0.2.7 named_in certificate {digest}"),
        ] {
            assert!(has(&found, &link), "{link}");
        }
        assert_eq!(found.observations.len(), 6);
        assert!(found.observations[0].note.contains("signed by itself"));
        assert!(found.answers[0].bytes.starts_with(b"-----BEGIN CERTIFICATE-----\n"));
    }
}

/// Anybody can copy a certificate that stands in public. Without its key it proves nothing.
#[tokio::test]
async fn a_borrowed_certificate_is_not_shown_for_own() {
    let (own, other) = (KeyPair::generate().unwrap(), KeyPair::generate().unwrap());
    let borrowed = certificate(vec!["lamp.test".to_owned()], &other);
    let port = server(borrowed, &own).await;
    let error = ask(&lamp(port).await, "host lamp.test", Source::Tls).await.unwrap_err();
    assert!(matches!(&error, CollectError::NoAnswer { why, .. } if why.contains("no TLS handshake")), "{error}");
}

#[tokio::test]
async fn the_names_of_a_crowd_are_cut_and_counted() {
    let letters = |n: usize| char::from(b'a' + u8::try_from(n % 26).unwrap());
    let berth = |n: usize| format!("{}{}{}.test", letters(n / 676), letters(n / 26), letters(n));
    let names: Vec<String> = (0..5_010).map(berth).collect();
    let key = KeyPair::generate().unwrap();
    let port = server(certificate(names, &key), &key).await;
    let found = ask(&lamp(port).await, "host lamp.test", Source::Tls).await.unwrap();
    assert_eq!(found.observations.iter().filter(|o| o.link.name() == "named_in").count(), 5_000);
    assert_eq!(found.not_examined, ["the certificate has 5010 names, of which 5000 were taken"]);
}

#[tokio::test]
async fn servers_that_dawdle_or_speak_otherwise_are_left() {
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let resolver = dns(&[("lamp.test", &["127.0.0.1"])]).await;
    let port = silent.local_addr().unwrap().port();
    let slow = collector(Some(resolver), Some(port), |settings| settings.client.total_timeout_ms = 300);
    let error = ask(&slow, "host lamp.test", Source::Tls).await.unwrap_err();
    assert!(matches!(&error, CollectError::NoAnswer { why, .. } if why.contains("too slow")), "{error}");
    let plain = crate::servers::Site::start(|_| crate::servers::page("", b"REHEARSAL")).await;
    let error = ask(&lamp(plain.address.port()).await, "host gone.test", Source::Tls).await.unwrap_err();
    assert!(matches!(&error, CollectError::NoAnswer { why, .. } if why.contains("not found")), "{error}");
}
