//! The certificates of all machines, and the applications, made afresh at every start.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::Context;
use axum::body::Bytes;
use data_encoding::HEXLOWER;
use rcgen::{KeyPair, PublicKeyData as _};
use rustls::sign::CertifiedKey;
use sha2::{Digest as _, Sha256};

use super::apk::Signer;
use super::plan::{GENERATIONS, Plan};
use crate::authority::Authority;

/// A certificate as it was issued in one generation.
#[derive(Clone)]
pub(super) struct Issued {
    pub shown: Arc<CertifiedKey>,
    /// SHA-256 of the certificate.
    pub digest: String,
    /// SHA-256 of its key.
    pub key: String,
}

/// Everything that takes a key to make.
pub(super) struct Keys {
    /// By certificate of the plan, then by generation; issued anew when a name was added.
    certificates: Vec<Vec<Issued>>,
    /// By package.
    pub apps: BTreeMap<String, Bytes>,
    /// The digests of signers, by the label of their keys.
    pub signers: BTreeMap<String, String>,
}

impl Keys {
    /// Makes all of them.
    ///
    /// # Errors
    /// When the operating system gives no randomness.
    pub fn make(plan: &Plan, authority: &Authority) -> anyhow::Result<Self> {
        let mut keys = BTreeMap::new();
        let mut certificates = Vec::new();
        for certificate in &plan.certificates {
            let key = match keys.entry(&certificate.key) {
                std::collections::btree_map::Entry::Occupied(known) => known.into_mut(),
                std::collections::btree_map::Entry::Vacant(new) => {
                    new.insert(KeyPair::generate().context("make a key for a machine")?)
                }
            };
            let mut issued: Vec<Issued> = Vec::new();
            for generation in 0..GENERATIONS {
                let names = certificate.names_in(generation);
                let as_before = generation > 0 && certificate.names_in(generation - 1) == names;
                issued.push(match issued.last() {
                    Some(known) if as_before => known.clone(),
                    _ => issue(authority, &names, key)?,
                });
            }
            certificates.push(issued);
        }
        let mut made = Self { certificates, apps: BTreeMap::new(), signers: BTreeMap::new() };
        made.applications(plan)?;
        Ok(made)
    }

    fn applications(&mut self, plan: &Plan) -> anyhow::Result<()> {
        let mut signers: BTreeMap<&str, Signer> = BTreeMap::new();
        for (package, app) in &plan.apps {
            if !signers.contains_key(app.signer.as_str()) {
                signers.insert(&app.signer, Signer::new(&app.signer)?);
            }
            let signer = &signers[app.signer.as_str()];
            self.apps.insert(package.clone(), signer.sign(package)?.into());
            self.signers.insert(app.signer.clone(), signer.digest());
        }
        Ok(())
    }

    /// A certificate of the plan as it is in a generation.
    pub fn certificate(&self, number: usize, generation: u8) -> &Issued {
        &self.certificates[number][usize::from(generation)]
    }
}

fn issue(authority: &Authority, names: &[String], key: &KeyPair) -> anyhow::Result<Issued> {
    let shown = authority.certify(names, key)?;
    let certificate = shown.cert.first().context("a certificate was issued without itself")?;
    Ok(Issued {
        digest: HEXLOWER.encode(&Sha256::digest(certificate)),
        key: HEXLOWER.encode(&Sha256::digest(key.subject_public_key_info())),
        shown: Arc::new(shown),
    })
}
