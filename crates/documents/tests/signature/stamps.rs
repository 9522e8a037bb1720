//! Time-stamps inside signatures, with `openssl ts` as the authority.

use std::path::Path;

use documents::signature::{CheckError, MAX_TOKEN_BYTES, SignError, Signed, check, sign};

use crate::judges::{pdfsig, run};
use crate::{P256, RSA, certificate, noon, papers};

const SETTINGS: &str = "
[tsa]
default_tsa = local
[local]
serial = serial
default_policy = 1.2.3.4.1
digests = sha256
signer_digest = sha256
accuracy = secs:1, millisecs:500
ordering = yes
tsa_name = yes
ess_cert_id_alg = sha256
";

/// Makes an authority in `folder` whose key is of the kind that `key` says; false where there is no openssl.
fn authority(folder: &Path, key: &str) -> bool {
    std::fs::write(folder.join("settings"), SETTINGS).unwrap();
    std::fs::write(folder.join("serial"), "01").unwrap();
    let make = format!(
        "req -x509 -nodes -newkey {key} -keyout tsa.key -out tsa.pem -days 2 -subj /CN=REHEARSAL-Tide-Clock -addext extendedKeyUsage=critical,timeStamping"
    );
    run("openssl", folder, &make.split(' ').collect::<Vec<_>>()).is_some_and(|(good, said)| {
        assert!(good, "{said}");
        true
    })
}

/// Has the authority stamp a digest; returns the token.
fn stamp(folder: &Path, digest: [u8; 32]) -> Vec<u8> {
    let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let ask = format!("ts -query -digest {digest} -sha256 -cert -out query");
    let answer = "ts -reply -config settings -queryfile query -signer tsa.pem -inkey tsa.key -token_out -out token";
    for command in [&ask, answer] {
        let (good, said) = run("openssl", folder, &command.split(' ').collect::<Vec<_>>()).unwrap();
        assert!(good, "{said}");
    }
    std::fs::read(folder.join("token")).unwrap()
}

fn paper(pem: [&str; 2]) -> Signed {
    sign(&papers::with_table(), &certificate(pem), noon()).unwrap()
}

#[test]
fn a_stamp_is_embedded_and_read() {
    for (pem, key) in [(P256, "rsa:2048"), (RSA, "ec -pkeyopt ec_paramgen_curve:prime256v1")] {
        let folder = tempfile::tempdir().unwrap();
        if !authority(folder.path(), key) {
            return;
        }
        let (plain, signed) = (paper(pem).into_bytes(), paper(pem));
        let token = stamp(folder.path(), signed.signature_digest());
        let stamped = signed.stamped(&token).unwrap();
        assert_eq!(stamped.len(), plain.len());

        let checked = check(&stamped).unwrap();
        let found = checked.stamp.clone().unwrap();
        assert_eq!(found.authority, "CN=REHEARSAL-Tide-Clock");
        assert!(found.at > "2026-11-22T00:00:00Z".parse().unwrap(), "{}", found.at);
        assert_eq!(documents::signature::Checked { stamp: None, ..checked }, check(&plain).unwrap());
        if let Some(said) = pdfsig(&stamped) {
            assert!(said.contains("Signature is Valid") && said.contains("Total document signed"), "{said}");
        }
    }
}

#[test]
fn a_stamp_of_something_else_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    if !authority(folder.path(), "rsa:2048") {
        return;
    }
    let other = stamp(folder.path(), [7; 32]);
    assert!(matches!(paper(P256).stamped(&other), Err(SignError::BadToken(CheckError::BadStamp))));
    let signed = paper(P256);
    let mut forged = stamp(folder.path(), signed.signature_digest());
    *forged.last_mut().unwrap() ^= 1;
    assert!(matches!(signed.stamped(&forged), Err(SignError::BadToken(CheckError::BadStamp))));
}

#[test]
fn what_is_no_token_is_refused() {
    let stamped = |token: &[u8]| paper(P256).stamped(token).unwrap_err();
    assert!(matches!(stamped(b"REHEARSAL"), SignError::BadToken(CheckError::BadSignatureData(_))));
    assert!(matches!(stamped(&[0; MAX_TOKEN_BYTES + 1]), SignError::TokenTooLarge { .. }));
}
