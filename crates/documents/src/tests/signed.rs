//! Papers as they are set, then signed: still what they were, and `pdfsig` finds the signature good.

use std::process::Command;

use super::*;
use crate::signature::{Certificate, check, only_signed, sign};

fn unit() -> Certificate {
    let chain = include_str!("../../tests/signature/rehearsal-p256.pem");
    Certificate::from_pem(chain, include_str!("../../tests/signature/rehearsal-p256.key.pem")).unwrap()
}

fn papers() -> [(&'static str, Vec<u8>); 3] {
    let mut carrying = paper();
    carrying.attachment = Some(br#"{"remark": "REHEARSAL"}"#.to_vec());
    let feedback = paper_of(Form::Feedback(Box::new(feedback())), Language::French);
    [
        ("order", set(&carrying).unwrap()),
        ("feedback", set(&feedback).unwrap()),
        ("letter", set_letter(&letter()).unwrap()),
    ]
}

#[test]
fn a_paper_that_is_set_is_signed_and_checks() {
    for (name, pdf) in papers() {
        let signed = sign(&pdf, &unit(), at("2027-01-15T12:00:00Z")).unwrap().into_bytes();
        assert!(signed.starts_with(&pdf), "{name}");
        let checked = check(&signed).unwrap();
        assert!(checked.covers_whole_file, "{name}");
        assert_eq!(checked.signed_at, Some(at("2027-01-15T12:00:00Z")));
        assert_eq!(attachment(&signed).ok(), attachment(&pdf).ok());
        assert_eq!(attachment(&signed).is_ok(), name == "order");

        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("paper.pdf");
        std::fs::write(&file, &signed).unwrap();
        let Ok(output) = Command::new("pdfsig").arg("-nocert").arg(&file).output() else {
            println!("skipped: no pdfsig");
            return;
        };
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(said.contains("Signature is Valid") && said.contains("Total document signed"), "{name}: {said}");
        let read = |pdf: &[u8]| {
            std::fs::write(&file, pdf).unwrap();
            Command::new("pdfinfo").arg(&file).output().unwrap()
        };
        let (before, after) = (read(&pdf), read(&signed));
        assert!(String::from_utf8_lossy(&after.stdout).contains("AcroForm"), "{name}");
        assert_eq!(after.stderr, before.stderr, "{name}: the reader complains of something new");
    }
}

#[test]
fn a_signature_that_brings_more_than_itself_is_told_from_one_that_does_not() {
    let at = at("2027-01-15T12:00:00Z");
    for (name, pdf) in papers() {
        let signed = sign(&pdf, &unit(), at).unwrap().into_bytes();
        assert!(only_signed(&pdf, &signed), "{name}");
        assert!(!only_signed(&pdf, &pdf), "{name}: no signature");
        let longer = [pdf.as_slice(), b"% REHEARSAL\n"].concat();
        let more = sign(&longer, &unit(), at).unwrap().into_bytes();
        assert!(check(&more).unwrap().covers_whole_file && !only_signed(&pdf, &more), "{name}: more was signed");
        let after = [signed.as_slice(), b"% REHEARSAL\n"].concat();
        assert!(!only_signed(&pdf, &after), "{name}: something follows");
    }
}
