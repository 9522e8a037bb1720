//! `vigie verify` on orders: as signed data and as paper, genuine, tampered with, and forged.

use crate::office::Office;
use crate::program::finished;
use crate::provider::delivered;
use casework::Entropy;
use casework::records::{Order, Provider};
use documents::signature::Certificate;
use ledger::document::SignedDocument;
use ledger::{Bundle, Checkpoint, Frontier, Signer};
use serde_json::Value;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use tempfile::TempDir;
use testkit::TestClock;
use vigie::press::Press;

/// A folder as an outsider has it: an order on paper and as data, and the published key and checkpoint.
struct Desk {
    folder: TempDir,
}

const CHAIN: &str = include_str!("../../../documents/tests/signature/rehearsal-p256.pem");
const KEY: &str = include_str!("../../../documents/tests/signature/rehearsal-p256.key.pem");

impl Desk {
    async fn with_an_order(signs: bool) -> Self {
        let certificate = signs.then(|| Certificate::from_pem(CHAIN, KEY).unwrap());
        // Within the validity of the certificate for tests.
        let clock = Arc::new(TestClock::at("2027-01-15T12:00:00Z"));
        let press = Press { certificate: certificate.map(Arc::new), stamps: None, clock, entropy: Entropy::seeded(1) };
        let office = Office::printing(Arc::new(press)).await;
        let id = delivered(&office, 1).await;
        let order = office.desk.load::<Order>(id.0).await.unwrap();
        let provider = office.desk.load::<Provider>(order.provider.unwrap().0).await.unwrap();
        let paper = casework::order::paper(&office.desk, &order, &provider).await.unwrap();
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        // The letter carried both; what was signed later would name a later head of the log.
        desk.write("order.json", documents::attachment(&paper).unwrap());
        desk.write("order.pdf", paper);
        desk.write("key", office.get("/.well-known/vigie-key").await.body);
        desk.write("checkpoint", office.get("/.well-known/vigie-checkpoint").await.body);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), bytes).unwrap();
    }

    fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap()
    }

    /// Runs `vigie verify` in the folder.
    fn verify(&self, arguments: &[&str]) -> (i32, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vigie"));
        command.arg("verify").args(arguments).current_dir(self.folder.path()).env_remove("VIGIE_DATA");
        let (code, out, err) = finished(&mut command);
        assert!(!err.contains("panicked"), "{err}");
        (code, out, err)
    }

    /// What is said of a file: whether it is genuine, and everything as JSON.
    fn said(&self, file: &str, more: &[&str]) -> Value {
        let (code, out, err) = self.verify(&[&[file, "--key", "key", "--json"], more].concat());
        let said: Value = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{out}{err}"));
        assert_eq!(code, i32::from(said["genuine"] == false), "{said}");
        said
    }

    fn fault(&self, file: &str, more: &[&str]) -> String {
        let said = self.said(file, more);
        assert_eq!(said["genuine"], false, "{said}");
        said["fault"].as_str().unwrap().to_owned()
    }
}

fn mentions(list: &Value, words: &str) -> bool {
    list.as_array().unwrap().iter().any(|line| line.as_str().unwrap().contains(words))
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_as_data_is_checked_with_the_published_key_alone() {
    let desk = Desk::with_an_order(false).await;
    let said = desk.said("order.json", &[]);
    assert_eq!(said["genuine"], true, "{said}");
    assert_eq!(said["order"]["url"], "https://b.lowtide.test/rehearsal/tides-1");
    assert_eq!(said["order"]["authority"], "REHEARSAL Unit, BE");
    assert!(mentions(&said["not_checked"], "forked") && mentions(&said["not_checked"], "addressee"), "{said}");
    let compared = desk.said("order.json", &["--checkpoint", "checkpoint"]);
    assert!(mentions(&compared["checked"], "checkpoint you brought") && !mentions(&compared["not_checked"], "forked"));
    let (code, out, _) = desk.verify(&["order.json", "--key", "key"]);
    assert_eq!(code, 0);
    for words in ["genuine: removal order", "reference", "Checked:", "Not checked:", "still has its effect"] {
        assert!(out.contains(words), "{out}");
    }
    assert_eq!(desk.verify(&["order.json"]).0, 3, "without a key nothing can be said");
    std::fs::copy(desk.path("key"), desk.path("vigie-key")).unwrap();
    let (code, out, _) = desk.verify(&["order.json"]);
    assert!(code == 0 && out.contains("lay beside the file"), "{out}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_altered_or_forged_order_as_data_is_refused() {
    let desk = Desk::with_an_order(false).await;
    let text = String::from_utf8(desk.read("order.json")).unwrap();
    for (from, to) in [("tides-1", "tides-2"), ("Lowtide Hosting", "Hightide Hosting"), ("\"index\": ", "\"index\": 1")]
    {
        let altered = text.replacen(from, to, 1);
        assert_ne!(altered, text);
        desk.write("altered.json", altered);
        desk.fault("altered.json", &[]);
    }
    let truth: SignedDocument = serde_json::from_str(&text).unwrap();
    let forger = Signer::from_seed("unit.example/vigie", [66; 32]).unwrap();
    desk.write("forged.json", forged(&truth.document, &forger).to_json().unwrap());
    let fault = desk.fault("forged.json", &[]);
    assert!(fault.contains("is the key you trust"), "{fault}");
    desk.write("forgers-key", forger.verifier().to_string());
    assert_eq!(desk.verify(&["forged.json", "--key", "forgers-key"]).0, 0, "it is sound but for its key");
    let mut passed_off = forged(&truth.document, &forger);
    passed_off.signed_by = truth.signed_by.clone();
    desk.write("passed-off.json", passed_off.to_json().unwrap());
    desk.fault("passed-off.json", &[]);
    let (size, root) =
        (Checkpoint::open(&truth.bundle.checkpoint, &public(&desk)).unwrap().size, ledger::Hash([7; 32]));
    let real = Signer::from_seed("unit.example/vigie", [7; 32]).unwrap();
    desk.write("fork", Checkpoint { origin: "unit.example/vigie".to_owned(), size, root }.sign(&real).unwrap());
    assert!(desk.fault("order.json", &["--checkpoint", "fork"]).contains("forked"));
    desk.write("else.json", r#"{"schema": "something else"}"#);
    desk.fault("else.json", &[]);
}

fn public(desk: &Desk) -> ledger::VerifierKey {
    String::from_utf8(desk.read("key")).unwrap().trim().parse().unwrap()
}

/// The same words, in a log of a forger's own.
fn forged(document: &Value, forger: &Signer) -> SignedDocument {
    let digest = ledger::document::digest(document).unwrap();
    let leaf = ledger::canonical::write(&serde_json::json!({ "digests": [digest.to_string()] })).unwrap();
    let mut log = Frontier::default();
    log.append(ledger::leaf_hash(leaf.as_bytes()));
    let head = Checkpoint { origin: forger.verifier().name().to_owned(), size: 1, root: log.root() };
    let mut bundle = Bundle::new(forger.verifier(), head.sign(forger).unwrap());
    bundle.entries.push(ledger::bundle::Entry { index: 0, leaf, proof: Vec::new(), opened: Default::default() });
    SignedDocument::sign(document.clone(), forger, bundle).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paper_is_checked_by_the_order_it_carries_and_by_setting_it_anew() {
    let desk = Desk::with_an_order(false).await;
    let said = desk.said("order.pdf", &["--checkpoint", "checkpoint"]);
    assert_eq!(said["genuine"], true, "{said}");
    assert!(mentions(&said["checked"], "byte for byte") && mentions(&said["not_checked"], "it bears none"), "{said}");
    assert!(mentions(&said["not_checked"], "https://unit.example/genuine?"), "{said}");
    let pdf = desk.read("order.pdf");
    desk.write("longer.pdf", [pdf.as_slice(), b"% REHEARSAL\n"].concat());
    assert!(desk.fault("longer.pdf", &[]).contains("pages are not shown to be its own"));
    // A genuine order inside another paper: set from other words, as a forger would.
    let carried = documents::attachment(&pdf).unwrap();
    let mut order: exchange::annex::AnnexI =
        serde_json::from_value(SignedDocument::from_json(&carried).unwrap().document).unwrap();
    order.section_b.url = "https://b.lowtide.test/another-page".to_owned();
    let digest = said["order"]["digest"].as_str().unwrap().to_owned();
    let other = documents::Paper {
        at: order.section_a.issued_at,
        form: documents::Form::Order(Box::new(order)),
        language: exchange::Language::English,
        verify_at: format!("https://unit.example/genuine?digest={digest}").parse().unwrap(),
        digest,
        attachment: Some(carried),
    };
    let other = documents::set(&other).unwrap();
    desk.write("other.pdf", &other);
    assert!(desk.fault("other.pdf", &[]).contains("pages are not shown to be its own"));
    let signed = documents::signature::sign(
        &other,
        &Certificate::from_pem(CHAIN, KEY).unwrap(),
        "2027-01-15T12:00:00Z".parse().unwrap(),
    );
    desk.write("other-signed.pdf", signed.unwrap().into_bytes());
    assert!(
        desk.fault("other-signed.pdf", &[]).contains("pages are not shown to be its own"),
        "any certificate will not do"
    );
    let at = pdf.windows(7).position(|window| window == b"/Length").unwrap();
    for (name, bytes) in [("cut.pdf", &pdf[..at]), ("empty.pdf", b"%PDF-1.7")] {
        desk.write(name, bytes);
        desk.fault(name, &[]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_signature_on_a_paper_counts_by_its_certificate() {
    let desk = Desk::with_an_order(true).await;
    let said = desk.said("order.pdf", &[]);
    assert_eq!(said["genuine"], true, "{said}");
    assert!(
        mentions(&said["checked"], "byte for byte") && mentions(&said["checked"], "covers the whole paper"),
        "{said}"
    );
    let digest = said["certificate_sha256"].as_str().unwrap();
    assert!(mentions(&said["not_checked"], digest), "{said}");
    let pinned = desk.said("order.pdf", &["--certificate", &digest.to_uppercase()]);
    assert!(mentions(&pinned["checked"], "the certificate you trust"), "{pinned}");
    assert!(desk.fault("order.pdf", &["--certificate", &"0".repeat(64)]).contains("another certificate"));
    let pdf = desk.read("order.pdf");
    for at in (0..pdf.len()).step_by(pdf.len() / 40) {
        let mut altered = pdf.clone();
        altered[at] ^= 1;
        desk.write("altered.pdf", altered);
        assert_eq!(desk.verify(&["altered.pdf", "--key", "key"]).0, 1, "byte {at} can be changed unseen");
    }
    desk.write("added.pdf", [pdf.as_slice(), b"\n1 0 obj\n<< >>\nendobj\n"].concat());
    assert!(desk.fault("added.pdf", &[]).contains("added to the paper after it was signed"));
}

/// The commands of a section of the page for providers, as it stands in `docs`.
fn commands(section: &str) -> String {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/verify-an-order.md")).unwrap();
    let (_, rest) = page.split_once(section).unwrap();
    let (_, block) = rest.split_once("```sh\n").unwrap();
    block.split_once("```").unwrap().0.to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_for_providers_says_how_with_openssl_and_poppler_alone() {
    if ["jq", "openssl", "pdfsig"].iter().any(|tool| Command::new(tool).arg("--help").output().is_err()) {
        println!("skipped: no jq, openssl or pdfsig");
        return;
    }
    let desk = Desk::with_an_order(true).await;
    std::fs::copy(desk.path("key"), desk.path("vigie-key")).unwrap();
    let run = |commands: &str| finished(Command::new("sh").args(["-ec", commands]).current_dir(desk.folder.path()));
    let (code, out, err) = run(&commands("## 3."));
    assert!(code == 0 && out.contains("Verified Successfully") && out.contains("tides-1"), "{out}{err}");
    let text = String::from_utf8(desk.read("order.json")).unwrap();
    desk.write("order.json", text.replacen("tides-1", "tides-2", 1));
    let (code, out, _) = run(&commands("## 3."));
    assert!(code != 0 && !out.contains("Verified Successfully"), "{out}");
    let (_, out, err) = run(&commands("## 4."));
    assert!(out.contains("Signature is Valid"), "{out}{err}");
    assert_eq!(desk.read("order.json"), text.as_bytes(), "taken out of the paper");
}
