//! The certificate authority of the small internet: one root, made afresh at every start, and one
//! leaf certificate for each host.
//!
//! Nothing outside the rehearsal trusts this root, and its key is never written anywhere.
//! Certificates have no practical end of life, because the story runs in simulated time.

use std::collections::HashMap;
use std::sync::Arc;

use anyhow::Context;
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa, KeyPair,
    KeyUsagePurpose,
};
use rustls::ServerConfig;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;

/// The issuing authority of the rehearsal.
pub struct Authority {
    root: CertifiedIssuer<'static, KeyPair>,
    leaf_key: KeyPair,
    crypto: Arc<CryptoProvider>,
}

impl Authority {
    /// Makes a new root and the one key that all leaves share.
    ///
    /// # Errors
    /// When the operating system gives no randomness for the keys.
    pub fn new() -> anyhow::Result<Self> {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        params.distinguished_name.push(DnType::CommonName, "REHEARSAL root, trust nowhere else");
        let root_key = KeyPair::generate().context("make the rehearsal's root key")?;
        let root = CertifiedIssuer::self_signed(params, root_key).context("sign the rehearsal's root certificate")?;
        let leaf_key = KeyPair::generate().context("make the rehearsal's leaf key")?;
        Ok(Self { root, leaf_key, crypto: Arc::new(rustls::crypto::ring::default_provider()) })
    }

    /// The root certificate in DER, for a client to trust.
    pub fn root_der(&self) -> &[u8] {
        self.root.der()
    }

    /// The root certificate in PEM, for a file.
    pub fn root_pem(&self) -> String {
        self.root.pem()
    }

    /// A server configuration that shows each of `hosts` its own certificate, chosen by the name
    /// the client asks for. A client that asks for another name is turned away.
    ///
    /// # Errors
    /// When a host is not a valid DNS name.
    pub fn server_config<'a>(&self, hosts: impl IntoIterator<Item = &'a str>) -> anyhow::Result<ServerConfig> {
        let mut by_name = HashMap::new();
        for host in hosts {
            by_name.insert(host.to_owned(), Arc::new(self.leaf(host)?));
        }
        self.config_by(Arc::new(ByName(by_name)))
    }

    /// A server configuration that shows whichever certificate `chooser` picks.
    ///
    /// # Errors
    /// When TLS cannot be set up.
    pub(crate) fn config_by(&self, chooser: Arc<dyn ResolvesServerCert>) -> anyhow::Result<ServerConfig> {
        let mut config = ServerConfig::builder_with_provider(self.crypto.clone())
            .with_safe_default_protocol_versions()
            .context("set up TLS for the rehearsal's sites")?
            .with_no_client_auth()
            .with_cert_resolver(chooser);
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(config)
    }

    /// A certificate with which an authority signs its papers, and its key: the chain and the PKCS #8 key,
    /// both in PEM.
    ///
    /// # Errors
    /// When the operating system gives no randomness for the key.
    pub fn paper_certificate(&self, unit: &str) -> anyhow::Result<(String, String)> {
        let key = KeyPair::generate().context("make the key for papers")?;
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, unit);
        params.use_authority_key_identifier_extension = true;
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature, KeyUsagePurpose::ContentCommitment];
        let certificate = params.signed_by(&key, &self.root).context("issue the certificate for papers")?;
        Ok((format!("{}{}", certificate.pem(), self.root.pem()), key.serialize_pem()))
    }

    fn leaf(&self, host: &str) -> anyhow::Result<CertifiedKey> {
        self.certify(&[host.to_owned()], &self.leaf_key)
    }

    /// A certificate for a key, which names all of `names`, the first as its subject.
    ///
    /// # Errors
    /// When there is no name, or one is not a valid DNS name.
    pub(crate) fn certify(&self, names: &[String], key: &KeyPair) -> anyhow::Result<CertifiedKey> {
        let host = names.first().context("a certificate needs a name")?;
        let mut params =
            CertificateParams::new(names.to_vec()).with_context(|| format!("{host} is not a host name"))?;
        params.distinguished_name.push(DnType::CommonName, host.as_str());
        params.use_authority_key_identifier_extension = true;
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        let certificate =
            params.signed_by(key, &self.root).with_context(|| format!("issue a certificate for {host}"))?;
        let key = PrivatePkcs8KeyDer::from(key.serialize_der());
        CertifiedKey::from_der(vec![certificate.der().clone()], key.into(), &self.crypto)
            .with_context(|| format!("load the certificate of {host}"))
    }
}

/// A client configuration that trusts only the root given, for looking at the rehearsal's sites.
///
/// # Errors
/// When `root_der` is not a certificate.
pub fn client_config(root_der: &[u8]) -> anyhow::Result<rustls::ClientConfig> {
    let mut roots = rustls::RootCertStore::empty();
    roots.add(CertificateDer::from(root_der.to_vec())).context("read the rehearsal's root certificate")?;
    let crypto = Arc::new(rustls::crypto::ring::default_provider());
    Ok(rustls::ClientConfig::builder_with_provider(crypto)
        .with_safe_default_protocol_versions()
        .context("set up TLS for a client of the rehearsal")?
        .with_root_certificates(roots)
        .with_no_client_auth())
}

#[derive(Debug)]
struct ByName(HashMap<String, Arc<CertifiedKey>>);

impl ResolvesServerCert for ByName {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let name = hello.server_name()?.to_ascii_lowercase();
        self.0.get(&name).cloned()
    }
}
