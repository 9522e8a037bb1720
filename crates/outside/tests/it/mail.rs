//! Letters over SMTP and into a folder.

use crate::servers::clock;
use crate::smtp::{FRIENDLY, MailServer, Manner};
use crate::tls::certified;
use casework::ports::{Letter, Mail, MailError};
use jiff::Timestamp;
use mail_parser::MessageParser;
use outside::{Account, Dkim, FolderMail, MailSettings, MailSettingsError, MailTls, Mailer, SignLetters};
use std::error::Error;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

fn letter() -> Letter {
    Letter {
        to: "desk@quay.example".into(),
        subject: "REHEARSAL: Bescheid für den Hafen".into(),
        text: "REHEARSAL\n.\n.hidden\nThe lamp is lit  \n\n\n".into(),
        attachments: vec![("form.json".into(), "application/json".into(), b"{}".to_vec())],
        message_id: "<vg-7@unit.example>".into(),
    }
}

fn settings(server: &MailServer) -> MailSettings {
    MailSettings {
        host: server.address.ip().to_string(),
        port: server.address.port(),
        tls: MailTls::None,
        account: None,
        from: "Referral Unit <desk@unit.example>".into(),
        dkim: None,
        timeout_ms: 5_000,
        extra_roots: vec![],
    }
}

async fn send(settings: &MailSettings, letter: &Letter) -> Result<String, MailError> {
    Mailer::new(settings, clock()).unwrap().send(letter).await
}

#[tokio::test]
async fn a_letter_reaches_the_server_and_its_answer_comes_back() {
    let server = MailServer::start(FRIENDLY).await;
    let answer = send(&settings(&server), &letter()).await.unwrap();
    assert_eq!(answer, "250 2.0.0 queued as R7");
    let heard = server.heard();
    assert_eq!(heard[0], "EHLO unit.example");
    assert!(heard.iter().any(|line| line.starts_with("MAIL FROM:<desk@unit.example>")));
    assert!(heard.iter().any(|line| line.starts_with("RCPT TO:<desk@quay.example>")));
    let text = server.messages().pop().unwrap();
    let mail = MessageParser::new().parse(text.as_bytes()).unwrap();
    assert_eq!(mail.subject(), Some("REHEARSAL: Bescheid für den Hafen"));
    assert_eq!(mail.message_id(), Some("vg-7@unit.example"));
    assert_eq!(mail.date().unwrap().to_rfc3339(), "2026-05-04T10:00:00Z");
    assert_eq!(mail.body_text(0).unwrap().replace("\r\n", "\n"), letter().text);
}

fn commands(server: &MailServer, verb: &str) -> Vec<String> {
    server.heard().into_iter().filter(|line| line.starts_with(verb)).collect()
}

#[tokio::test]
async fn notifications_of_delivery_are_asked_for_where_they_are_offered() {
    let server = MailServer::start(FRIENDLY).await;
    send(&settings(&server), &letter()).await.unwrap();
    assert_eq!(commands(&server, "MAIL"), ["MAIL FROM:<desk@unit.example> RET=HDRS ENVID=vg-7@unit.example"]);
    assert_eq!(commands(&server, "RCPT"), ["RCPT TO:<desk@quay.example> NOTIFY=SUCCESS,FAILURE,DELAY"]);

    // A name is written so that it cannot end the parameter, and one that is too long is left out.
    let odd = Letter { message_id: "<a+b=c@unit.example>".into(), ..letter() };
    send(&settings(&server), &odd).await.unwrap();
    let long = Letter { message_id: format!("<{}@unit.example>", "a".repeat(100)), ..letter() };
    send(&settings(&server), &long).await.unwrap();
    let asked = commands(&server, "MAIL");
    assert_eq!(asked[1], "MAIL FROM:<desk@unit.example> RET=HDRS ENVID=a+2Bb+3Dc@unit.example");
    assert_eq!(asked[2], "MAIL FROM:<desk@unit.example> RET=HDRS");
}

#[tokio::test]
async fn a_server_that_offers_no_notifications_gets_the_letter_all_the_same() {
    let silent = Manner { offers: "250-mail.test\r\n250 8BITMIME\r\n", ..FRIENDLY };
    let minds = Manner { again: Some("503 5.5.1 REHEARSAL: you said that\r\n"), ..FRIENDLY };
    for manner in [silent, minds] {
        let server = MailServer::start(manner).await;
        assert_eq!(send(&settings(&server), &letter()).await.unwrap(), "250 2.0.0 queued as R7");
        assert_eq!(commands(&server, "MAIL"), ["MAIL FROM:<desk@unit.example>"]);
        assert_eq!(server.messages().len(), 1);
    }
}

#[tokio::test]
async fn a_server_that_falls_silent_is_not_waited_for_for_ever() {
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mut settings = settings(&MailServer::start(FRIENDLY).await);
    settings.port = silent.local_addr().unwrap().port();
    settings.timeout_ms = 50;
    assert!(matches!(send(&settings, &letter()).await, Err(MailError::Later { .. })));
}

/// Signs with the command that judges, by the key of the papers' own tests.
struct Signer {
    folder: tempfile::TempDir,
}

impl Signer {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let files = [
            ("unit.pem", include_str!("../../../documents/tests/signature/rehearsal-p256.pem")),
            ("unit.key.pem", include_str!("../../../documents/tests/signature/rehearsal-p256.key.pem")),
        ];
        for (name, text) in files {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        Self { folder }
    }

    fn openssl(&self, arguments: &str) -> (bool, String) {
        let mut command = Command::new("openssl");
        let done = command.args(arguments.split(' ')).current_dir(self.folder.path()).output().expect("openssl");
        (done.status.success(), String::from_utf8_lossy(&done.stderr).into_owned())
    }

    /// Whether the signature of a whole message holds, and what openssl says.
    fn holds(&self, message: &str) -> (bool, String) {
        std::fs::write(self.folder.path().join("message.eml"), message).unwrap();
        self.openssl("cms -verify -in message.eml -CAfile unit.pem -purpose any -out content")
    }
}

impl SignLetters for Signer {
    fn sign(&self, octets: &[u8], _: Timestamp) -> Result<Vec<u8>, Box<dyn Error + Send + Sync>> {
        std::fs::write(self.folder.path().join("octets"), octets)?;
        let sign = "cms -sign -binary -in octets -outform DER -out signature -signer unit.pem -inkey unit.key.pem";
        let (good, said) = self.openssl(sign);
        if good { Ok(std::fs::read(self.folder.path().join("signature"))?) } else { Err(said.into()) }
    }
}

#[tokio::test]
async fn letters_signed_as_s_mime_are_verified_by_openssl() {
    let (server, signer) = (MailServer::start(FRIENDLY).await, Arc::new(Signer::new()));
    let dkim = Dkim { selector: "s1".into(), domain: "unit.example".into(), key: RSA_KEY.into() };
    let settings = MailSettings { dkim: Some(dkim), ..settings(&server) };
    let mailer = Mailer::new(&settings, clock()).unwrap().signed_by(signer.clone());
    for attachments in [letter().attachments, vec![]] {
        mailer.send(&Letter { attachments, ..letter() }).await.unwrap();
        let message = server.messages().pop().unwrap();
        let flat: String = message.split_whitespace().collect();
        assert!(flat.contains("protocol=\"application/pkcs7-signature\";micalg=\"sha-256\""), "{message}");
        let (good, said) = signer.holds(&message);
        assert!(good, "{said}\n{message}");
        let content = std::fs::read_to_string(signer.folder.path().join("content")).unwrap();
        assert!(content.contains("The lamp is lit"), "{content}");
        let (good, said) = signer.holds(&message.replace("The lamp is lit", "The lamp is out"));
        assert!(!good && said.contains("content verify error"), "{said}");
        assert_eq!(MessageParser::new().parse(message.as_bytes()).unwrap().subject(), Some(letter().subject.as_str()));
    }
}

#[tokio::test]
async fn a_signer_that_fails_stops_no_letter() {
    let (server, signer) = (MailServer::start(FRIENDLY).await, Signer::new());
    std::fs::remove_file(signer.folder.path().join("unit.key.pem")).unwrap();
    let mailer = Mailer::new(&settings(&server), clock()).unwrap().signed_by(Arc::new(signer));
    mailer.send(&letter()).await.unwrap();
    let message = server.messages().pop().unwrap();
    assert!(message.contains("The lamp is lit") && !message.contains("multipart/signed"), "{message}");
}

#[tokio::test]
async fn injected_headers_never_reach_a_server() {
    let server = MailServer::start(FRIENDLY).await;
    let changes: [fn(&mut Letter); 4] = [
        |letter| letter.subject = "REHEARSAL\r\nBcc: all@quay.example".into(),
        |letter| letter.to = "desk@quay.example\r\nRCPT TO:<all@quay.example>".into(),
        |letter| letter.message_id = "<1@unit.example>\r\nBcc: all@quay.example".into(),
        |letter| letter.attachments[0].0 = "a\"\r\nX: y".into(),
    ];
    for change in changes {
        let mut letter = letter();
        change(&mut letter);
        let error = send(&settings(&server), &letter).await.unwrap_err();
        assert!(matches!(error, MailError::Malformed { .. }), "{error:?}");
    }
    assert!(server.heard().is_empty());
}

#[tokio::test]
async fn refusals_for_good_are_told_from_those_for_now() {
    let gone = Manner { recipient: "550-5.1.1 no such desk\r\n550 5.1.1 ask elsewhere\r\n", ..FRIENDLY };
    let error = send(&settings(&MailServer::start(gone).await), &letter()).await.unwrap_err();
    assert_eq!(error, MailError::Refused { answer: "550 5.1.1 no such desk ask elsewhere".into() });

    let busy = Manner { message: "451 4.3.0 \x1b[31mlater\r\n", ..FRIENDLY };
    let error = send(&settings(&MailServer::start(busy).await), &letter()).await.unwrap_err();
    assert_eq!(error, MailError::Later { answer: "451 4.3.0  [31mlater".into() });

    let cut = Manner { message: "", ..FRIENDLY };
    let error = send(&settings(&MailServer::start(cut).await), &letter()).await.unwrap_err();
    assert!(matches!(error, MailError::Later { .. }), "{error:?}");

    let mut nobody = settings(&MailServer::start(FRIENDLY).await);
    nobody.port = 9;
    assert!(matches!(send(&nobody, &letter()).await, Err(MailError::Later { .. })));
}

#[tokio::test]
async fn a_password_is_only_sent_over_tls() {
    let (acceptor, root) = certified("127.0.0.1");
    let server = MailServer::start_tls(acceptor).await;
    let account = Account { user: "keeper".into(), password: "lamp".into() };
    assert!(!format!("{account:?}").contains("lamp"));
    let mut settings = MailSettings { account: Some(account), ..settings(&server) };
    assert!(matches!(Mailer::new(&settings, clock()), Err(MailSettingsError::PasswordInClear)));
    settings.tls = MailTls::Implicit;
    assert!(matches!(send(&settings, &letter()).await, Err(MailError::Later { .. })), "the root is unknown");
    assert!(server.heard().is_empty());
    settings.extra_roots = vec![root];
    send(&settings, &letter()).await.unwrap();
    assert!(server.heard().iter().any(|line| line.starts_with("AUTH PLAIN ")));
}

#[tokio::test]
async fn without_starttls_nothing_is_sent_when_it_is_asked_for() {
    let server = MailServer::start(FRIENDLY).await;
    let settings = MailSettings { tls: MailTls::StartTls, ..settings(&server) };
    assert!(matches!(send(&settings, &letter()).await, Err(MailError::Later { .. })));
    assert!(server.messages().is_empty());
}

#[test]
fn settings_that_cannot_work_are_refused_by_name() {
    let text = r#"{"host": "mail.example", "port": 465, "from": "desk@unit.example"}"#;
    let good: MailSettings = serde_json::from_str(text).unwrap();
    assert_eq!((good.tls, good.timeout_ms), (MailTls::Implicit, 60_000));
    Mailer::new(&good, clock()).unwrap();
    let sender = MailSettings { from: "desk".into(), ..good.clone() };
    assert!(matches!(Mailer::new(&sender, clock()), Err(MailSettingsError::Sender { .. })));
    let dkim = |selector: &str, key: &str| {
        let dkim = Dkim { selector: selector.into(), domain: "unit.example".into(), key: key.into() };
        assert!(!format!("{dkim:?}").contains("PRIVATE"));
        Mailer::new(&MailSettings { dkim: Some(dkim), ..good.clone() }, clock()).err()
    };
    assert!(matches!(dkim("s1; d=x", RSA_KEY), Some(MailSettingsError::DkimName { .. })));
    assert!(matches!(dkim("s1", "tide"), Some(MailSettingsError::DkimKey)));
    assert!(dkim("s1", RSA_KEY).is_none() && dkim("s1", ED25519_KEY).is_none());
}

/// Keys made for these tests, published nowhere.
const RSA_KEY: &str = include_str!("rehearsal-rsa.pem");
const RSA_PUBLIC: &str = include_str!("rehearsal-rsa.pub");
const ED25519_KEY: &str = include_str!("rehearsal-ed25519.pem");
const ED25519_PUBLIC: &str = include_str!("rehearsal-ed25519.pub");

#[tokio::test]
async fn signatures_are_verified_by_an_independent_tool() {
    let server = MailServer::start(FRIENDLY).await;
    for (kind, key, public) in [("rsa", RSA_KEY, RSA_PUBLIC), ("ed25519", ED25519_KEY, ED25519_PUBLIC)] {
        let dkim = Dkim { selector: "s1".into(), domain: "unit.example".into(), key: key.into() };
        let settings = MailSettings { dkim: Some(dkim), ..settings(&server) };
        send(&settings, &letter()).await.unwrap();
        let message = server.messages().pop().unwrap();
        let head = message.split("\r\n\r\n").next().unwrap();
        assert!(head.contains("DKIM-Signature: ") && head.contains("d=unit.example"));
        let record = format!("v=DKIM1; k={kind}; p={}", public.trim());
        let Some(verdict) = verify(&message, &record) else {
            return;
        };
        assert!(verdict, "{kind}: the signature does not hold");
        let altered = message.replace("The lamp is lit", "The lamp is out");
        assert_eq!(verify(&altered, &record), Some(false));
    }
}

/// Asks dkimpy, with the key's DNS record given; nothing if it is not installed.
fn verify(message: &str, record: &str) -> Option<bool> {
    let python = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/dkimpy/bin/python3");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/verify_dkim.py");
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), message).unwrap();
    match Command::new(python).arg(script).arg(file.path()).arg(record).output() {
        Ok(output) => match output.stdout.as_slice() {
            b"good\n" => Some(true),
            b"bad\n" => Some(false),
            _ => panic!("dkimpy: {}", String::from_utf8_lossy(&output.stderr)),
        },
        Err(_) => {
            println!("skipped: no dkimpy; make a venv at target/dkimpy and install dkimpy[ed25519] in it");
            None
        }
    }
}

#[tokio::test]
async fn a_folder_takes_letters_as_files() {
    let folder = tempfile::tempdir().unwrap();
    let mail = FolderMail::new(&folder.path().join("out"), "desk@unit.example", clock()).unwrap();
    let mut letter = letter();
    letter.message_id = "<../vg/7@unit.example>".into();
    let name = mail.send(&letter).await.unwrap();
    assert_eq!(name, "20260504T100000Z-..-vg-7@unit.example.eml");
    assert!(FolderMail::is_receipt(&name));
    assert!(!FolderMail::is_receipt("250 2.0.0 Ok: queued as 4f2a.eml") && !FolderMail::is_receipt(""));
    // Sent again after a crash, it is the same file.
    assert_eq!(mail.send(&letter).await.unwrap(), name);
    let files: Vec<_> = std::fs::read_dir(folder.path().join("out")).unwrap().collect();
    assert_eq!(files.len(), 1);
    let bytes = std::fs::read(folder.path().join("out").join(name)).unwrap();
    assert_eq!(MessageParser::new().parse(&bytes).unwrap().subject(), Some(letter.subject.as_str()));

    std::fs::remove_dir_all(folder.path().join("out")).unwrap();
    assert!(matches!(mail.send(&letter).await, Err(MailError::Later { .. })));
    letter.subject = "a\nb".into();
    assert!(matches!(mail.send(&letter).await, Err(MailError::Malformed { .. })));
}
