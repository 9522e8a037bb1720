//! Fetching an Android application, and checking who signed it.

use super::found::Found;
use super::{Collector, bad_answer, no_answer, unseen};
use casework::ports::{CollectError, Collected, Fetch};
use der::{Decode, Encode};
use domain::map::{Asset, AssetKind, LinkKind, Source};
use exchange::apk::{Apk, Signer, read};
use rustls::SignatureScheme;
use url::Url;
use x509_cert::Certificate;
use x509_cert::spki::SubjectPublicKeyInfoRef;

/// Whether an address is that of an application, by its name.
pub(super) fn is_package(url: &str) -> bool {
    url.to_ascii_lowercase().ends_with(".apk")
}

impl Collector {
    /// Fetches the file at an address. The application it is counts as offered by that host: the host is its store.
    pub(super) async fn read_package(&self, asset: &Asset) -> Result<Collected, CollectError> {
        let value = asset.value();
        let url = Url::parse(value).map_err(|_| no_answer(value, "this is no address"))?;
        let mut found = self.found(Source::Apk);
        let fetched = self.fetcher.fetch(&url, self.vantage()).await.map_err(|error| unseen(value, &error))?;
        if !(200..300).contains(&fetched.status) {
            return Err(no_answer(value, &format!("status {}", fetched.status)));
        }
        if let Some(note) = fetched.not_examined.first() {
            return Err(bad_answer(value, note));
        }
        // Digesting a large file takes long enough to be in the way of others.
        let work = tokio::task::spawn_blocking(move || {
            let apk = read(&fetched.body);
            (fetched, apk)
        });
        let (fetched, apk) = work.await.map_err(|_| bad_answer(value, "it could not be read"))?;
        let apk = apk.map_err(|problem| bad_answer(value, &problem))?;
        let store = fetched.url.host_str().unwrap_or_default().replace([':', '[', ']'], "-");
        let app = Asset::new(AssetKind::App, &format!("{}@{store}", apk.package));
        let app = app.map_err(|refusal| bad_answer(value, &refusal))?;
        found.link(asset, LinkKind::PointsTo, &app, "offered as a file");
        signed(&mut found, &app, &apk);
        found.answer(fetched.url.as_str(), fetched.body);
        Ok(found.finish(asset))
    }
}

fn signed(found: &mut Found, app: &Asset, apk: &Apk) {
    for note in &apk.not_examined {
        found.not_examined(note.clone());
    }
    for signer in &apk.signers {
        let scheme = format!("signature scheme {:?}", signer.scheme);
        match is_genuine(signer) {
            Ok(()) => {
                if let Ok(by) = Asset::new(AssetKind::Signer, &signer.digest) {
                    found.link(app, LinkKind::SignedBy, &by, &scheme);
                }
            }
            Err(why) => found.not_examined(format!("{scheme} of {} proves nothing: {why}", signer.digest)),
        }
    }
}

/// Whether the signer has signed this very file with the certificate's key.
///
/// # Source
/// APK Signature Scheme v2, "Verification".
fn is_genuine(signer: &Signer) -> Result<(), &'static str> {
    if !signer.is_of_this_file {
        return Err("what was signed is not this file");
    }
    let certificate = Certificate::from_der(&signer.certificate).map_err(|_| "its certificate cannot be read")?;
    let key = certificate.tbs_certificate.subject_public_key_info.to_der().map_err(|_| "its key cannot be read")?;
    if key != signer.public_key {
        return Err("its key is not that of its certificate");
    }
    let key = SubjectPublicKeyInfoRef::from_der(&key).map_err(|_| "its key cannot be read")?;
    let raw = key.subject_public_key.as_bytes().ok_or("its key cannot be read")?;
    let kind = key.algorithm.to_der().map_err(|_| "its key cannot be read")?;
    let known = rustls::crypto::ring::default_provider().signature_verification_algorithms.mapping;
    let mut checked = false;
    for signature in &signer.signatures {
        let scheme = scheme(signature.algorithm);
        let Some((_, algorithms)) = known.iter().find(|(known, _)| Some(*known) == scheme) else { continue };
        let good = algorithms.iter().any(|algorithm| {
            kind.ends_with(algorithm.public_key_alg_id().as_ref())
                && algorithm.verify_signature(raw, &signer.signed, &signature.bytes).is_ok()
        });
        if !good {
            return Err("a signature in it is wrong");
        }
        checked = true;
    }
    if checked { Ok(()) } else { Err("its signatures are of kinds that are not known here") }
}

/// What a number of the scheme stands for. Those of TLS with the same digest; the curve is the key's.
const fn scheme(number: u32) -> Option<SignatureScheme> {
    match number {
        0x0101 => Some(SignatureScheme::RSA_PSS_SHA256),
        0x0102 => Some(SignatureScheme::RSA_PSS_SHA512),
        0x0103 => Some(SignatureScheme::RSA_PKCS1_SHA256),
        0x0104 => Some(SignatureScheme::RSA_PKCS1_SHA512),
        0x0201 => Some(SignatureScheme::ECDSA_NISTP256_SHA256),
        _ => None,
    }
}
