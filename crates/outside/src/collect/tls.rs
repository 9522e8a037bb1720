//! Looking at the certificate that a TLS server shows, and whether it holds the key.

use super::found::Found;
use super::{Collector, bad_answer, no_answer};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use casework::ports::{CollectError, Collected};
use der::{Decode, Encode};
use domain::map::{Asset, AssetKind, LinkKind, Source};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, Error, SignatureScheme};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpStream;
use tokio::time::timeout_at;
use tokio_rustls::TlsConnector;
use x509_cert::Certificate;
use x509_cert::ext::pkix::SubjectAltName;
use x509_cert::ext::pkix::name::GeneralName;

/// The names of a certificate that are taken.
const MAX_NAMES: usize = 5_000;
/// The certificates of a chain that are kept.
const MAX_CHAIN: usize = 20;

/// Accepts every certificate: of whom it is, until when it is valid and who vouches for it is what we came to see. That
/// the server holds its key is checked as always; otherwise anybody could show the certificate of another.
///
/// For looking only: nothing is sent over such a connection.
#[derive(Debug)]
pub(super) struct LookOnly(Arc<CryptoProvider>);

impl LookOnly {
    /// Connects without judging.
    pub(super) fn connector() -> Result<TlsConnector, Error> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut config = ClientConfig::builder_with_provider(provider.clone())
            .with_safe_default_protocol_versions()?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(Self(provider)))
            .with_no_client_auth();
        // Each look is a full handshake, or no certificate would be shown.
        config.resumption = rustls::client::Resumption::disabled();
        Ok(TlsConnector::from(Arc::new(config)))
    }
}

impl ServerCertVerifier for LookOnly {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, certificate, signed, &self.0.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, certificate, signed, &self.0.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}

impl Collector {
    /// Shakes hands with the host or address, and hangs up.
    pub(super) async fn ask_tls(&self, asset: &Asset) -> Result<Collected, CollectError> {
        let host = asset.value();
        let mut found = self.found(Source::Tls);
        let ends = self.client.ends();
        let address = timeout_at(ends, self.address(host)).await.map_err(|_| no_answer(host, "too slow"))??;
        let server = SocketAddr::new(address, self.client.names.port().unwrap_or(443));
        let name = ServerName::try_from(host.to_owned()).map_err(|_| no_answer(host, "TLS knows no such name"))?;
        let _turn = self.fetcher.turn(host).await;
        let ends = self.client.ends();
        let chain = timeout_at(ends, handshake(&self.tls, server, name)).await;
        let chain = chain.map_err(|_| no_answer(host, "the handshake was too slow"))?;
        let chain = chain.map_err(|error| no_answer(host, &format!("no TLS handshake at {server}: {error}")))?;
        let leaf = chain.first().ok_or_else(|| bad_answer(host, "no certificate was shown"))?;
        of_certificate(&mut found, asset, leaf)?;
        found.answer(server.to_string(), pem(&chain));
        Ok(found.finish(asset))
    }
}

async fn handshake(
    tls: &TlsConnector,
    server: SocketAddr,
    name: ServerName<'static>,
) -> io::Result<Vec<CertificateDer<'static>>> {
    let stream = tls.connect(name, TcpStream::connect(server).await?).await?;
    let (_, session) = stream.get_ref();
    let chain = session.peer_certificates().unwrap_or_default();
    Ok(chain.iter().take(MAX_CHAIN).cloned().collect())
}

fn of_certificate(found: &mut Found, asset: &Asset, der: &CertificateDer) -> Result<(), CollectError> {
    let bad = |why: &str| bad_answer(asset.value(), why);
    let parsed = Certificate::from_der(der).map_err(|_| bad("its certificate cannot be read"))?.tbs_certificate;
    let key = parsed.subject_public_key_info.to_der().map_err(|_| bad("its key cannot be read"))?;
    let digest = |kind, bytes: &[u8]| Asset::new(kind, &hex(&Sha256::digest(bytes)));
    let no_digest = |_| bad("its digest cannot be named");
    let certificate = digest(AssetKind::Certificate, der).map_err(no_digest)?;
    let key = digest(AssetKind::Key, &key).map_err(no_digest)?;
    let validity = parsed.validity;
    let own = if parsed.issuer == parsed.subject { ", signed by itself" } else { "" };
    let note = format!("issued by {}{own}; valid {} to {}", parsed.issuer, validity.not_before, validity.not_after);
    found.link(asset, LinkKind::Presents, &certificate, &note);
    found.link(asset, LinkKind::HoldsKey, &key, "proved in a TLS handshake");
    found.link(&certificate, LinkKind::HoldsKey, &key, "");
    let names = match parsed.get::<SubjectAltName>() {
        Ok(Some((_, SubjectAltName(names)))) => names,
        Ok(None) => Vec::new(),
        Err(_) => {
            found.not_examined("the names in the certificate cannot be read".to_owned());
            Vec::new()
        }
    };
    for name in names.iter().take(MAX_NAMES) {
        if let Some((named, note)) = named(name) {
            found.link(&named, LinkKind::NamedIn, &certificate, note);
        }
    }
    if names.len() > MAX_NAMES {
        let count = names.len();
        found.not_examined(format!("the certificate has {count} names, of which {MAX_NAMES} were taken"));
    }
    Ok(())
}

fn named(name: &GeneralName) -> Option<(Asset, &'static str)> {
    match name {
        GeneralName::DnsName(name) => match name.as_str().strip_prefix("*.") {
            Some(below) => Some((Asset::new(AssetKind::Host, below).ok()?, "for all names below it")),
            None => Some((Asset::new(AssetKind::Host, name.as_str()).ok()?, "")),
        },
        GeneralName::IpAddress(octets) => {
            let v4 = <[u8; 4]>::try_from(octets.as_bytes()).map(std::net::IpAddr::from);
            let address = v4.or_else(|_| <[u8; 16]>::try_from(octets.as_bytes()).map(std::net::IpAddr::from));
            Some((Asset::of_ip(address.ok()?), ""))
        }
        _ => None,
    }
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a text cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The chain as text, leaf first, to be kept.
fn pem(chain: &[CertificateDer]) -> Vec<u8> {
    let mut text = String::new();
    for certificate in chain {
        text.push_str("-----BEGIN CERTIFICATE-----\n");
        for line in STANDARD.encode(certificate).as_bytes().chunks(64) {
            text.extend(line.iter().map(|byte| char::from(*byte)));
            text.push('\n');
        }
        text.push_str("-----END CERTIFICATE-----\n");
    }
    text.into_bytes()
}
