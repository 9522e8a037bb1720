//! Letters over SMTP and into a folder.

use crate::servers::clock;
use crate::smtp::{FRIENDLY, MailServer, Manner};
use crate::tls::certified;
use casework::ports::{Letter, Mail, MailError};
use mail_parser::MessageParser;
use outside::{Account, Dkim, FolderMail, MailSettings, MailSettingsError, MailTls, Mailer};
use std::path::Path;
use std::process::Command;

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
