//! Tools that share no code with this crate.

use std::path::Path;
use std::process::{Command, Output};

use documents::signature::{SignError, detached, sign};

use crate::{P256, RSA, certificate, noon, papers, signed};

/// Runs a judge, or says that there is none here.
pub fn run(program: &str, folder: &Path, arguments: &[&str]) -> Option<(bool, String)> {
    let Ok(Output { status, stdout, stderr }) = Command::new(program).args(arguments).current_dir(folder).output()
    else {
        println!("skipped: no {program}");
        return None;
    };
    let said = String::from_utf8_lossy(&stdout).into_owned() + &String::from_utf8_lossy(&stderr);
    Some((status.success(), said))
}

/// What `pdfsig` says of a file; nobody here is in its list of trusted authorities, so it is not asked about trust.
pub fn pdfsig(pdf: &[u8]) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("paper.pdf"), pdf).unwrap();
    run("pdfsig", folder.path(), &["-nocert", "paper.pdf"]).map(|(_, said)| said)
}

#[test]
fn pdfsig_finds_the_signature_good() {
    for (pem, unit) in [(P256, "REHEARSAL Harbour Unit p256"), (RSA, "REHEARSAL Harbour Unit rsa")] {
        for (name, pdf) in papers::all() {
            let pdf = sign(&pdf, &certificate(pem), noon()).unwrap().into_bytes();
            let Some(said) = pdfsig(&pdf) else {
                return;
            };
            assert!(said.contains("Signature is Valid"), "{name}: {said}");
            assert!(said.contains("Total document signed"), "{name}: {said}");
            assert!(said.contains(&format!("Signer Certificate Common Name: {unit}")), "{name}: {said}");
            assert!(said.contains("ETSI.CAdES.detached"), "{name}: {said}");
        }
    }
}

#[test]
fn pdfsig_finds_tampering() {
    let pdf = signed(&papers::with_table());
    let mut changed = pdf.clone();
    changed[pdf.windows(8).position(|window| window == b"mariners").unwrap()] = b'M';
    let Some(said) = pdfsig(&changed) else {
        return;
    };
    assert!(said.contains("Digest Mismatch"), "{said}");
    let said = pdfsig(&[&pdf[..], b"% REHEARSAL: a remark\n"].concat()).unwrap();
    assert!(said.contains("Not total document signed"), "{said}");
}

/// What a letter carries as S/MIME. The judge is part of the setup, so its absence is a failure here.
#[test]
fn openssl_verifies_what_stands_beside_a_letter() {
    for pem in [P256, RSA] {
        let folder = tempfile::tempdir().unwrap();
        let letter = b"Content-Type: text/plain\r\n\r\nREHEARSAL: the lamp is lit.";
        let signature = detached(letter, &certificate(pem), noon()).unwrap();
        let root = &pem[0][pem[0].rfind("-----BEGIN").unwrap()..];
        for (name, bytes) in [("letter", &letter[..]), ("signature.der", &signature), ("root.pem", root.as_bytes())] {
            std::fs::write(folder.path().join(name), bytes).unwrap();
        }
        let verify =
            "cms -verify -binary -inform DER -in signature.der -content letter -CAfile root.pem -purpose any -out out";
        let arguments: Vec<&str> = verify.split(' ').collect();
        let (good, said) = run("openssl", folder.path(), &arguments).expect("openssl is installed");
        assert!(good, "{said}");
        std::fs::write(folder.path().join("letter"), [&letter[..], b" "].concat()).unwrap();
        let (good, said) = run("openssl", folder.path(), &arguments).expect("openssl is installed");
        assert!(!good && said.contains("content verify error"), "{said}");
    }
    let late = "2100-01-01T00:00:00Z".parse().unwrap();
    assert!(matches!(detached(b"", &certificate(P256), late), Err(SignError::Expired { .. })));
}

/// The signed bytes and the signature, taken apart by the byte range alone.
fn apart(pdf: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let text = String::from_utf8_lossy(pdf);
    let range = text.split("/ByteRange [").nth(1).unwrap().split(']').next().unwrap();
    let range: Vec<usize> = range.split_whitespace().map(|number| number.parse().unwrap()).collect();
    let [_, first, second, length] = range[..] else {
        panic!("four numbers");
    };
    let digits = str::from_utf8(&pdf[first + 1..second - 1]).unwrap();
    let pairs = digits.as_bytes().chunks(2).map(|pair| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16).unwrap());
    ([&pdf[..first], &pdf[second..second + length]].concat(), pairs.collect())
}

#[test]
fn openssl_verifies_signature_and_chain() {
    for pem in [P256, RSA] {
        let folder = tempfile::tempdir().unwrap();
        let pdf = sign(&papers::with_table(), &certificate(pem), noon()).unwrap().into_bytes();
        let (content, signature) = apart(&pdf);
        let root = &pem[0][pem[0].rfind("-----BEGIN").unwrap()..];
        for (name, bytes) in [("content", &content[..]), ("signature.der", &signature), ("root.pem", root.as_bytes())] {
            std::fs::write(folder.path().join(name), bytes).unwrap();
        }
        let verify = "cms -verify -binary -inform DER -in signature.der -content content -CAfile root.pem -purpose any -cades -out out";
        let arguments: Vec<&str> = verify.split(' ').collect();
        let Some((good, said)) = run("openssl", folder.path(), &arguments) else {
            return;
        };
        assert!(good, "{said}");
        assert_eq!(std::fs::read(folder.path().join("out")).unwrap(), content);

        std::fs::write(folder.path().join("content"), [&content[..], b" "].concat()).unwrap();
        let (good, said) = run("openssl", folder.path(), &arguments).unwrap();
        assert!(!good && said.contains("content verify error"), "{said}");
    }
}
