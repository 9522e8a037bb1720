//! The time-stamping client against `openssl ts` behind a small HTTP server, and against authorities that misbehave.

use outside::timestamp::{MAX_ANSWER_BYTES, StampError, TimeStampAuthority, query, token};
use proptest::prelude::*;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use url::Url;

const DIGEST: [u8; 32] = [0x5a; 32];
const NONCE: u64 = 0xfedc_ba98_7654_3210;
const REPLY: &str = "application/timestamp-reply";

const SETTINGS: &str = "
[tsa]
default_tsa = local
[local]
serial = serial
default_policy = 1.2.3.4.1
digests = DIGESTS
signer_digest = sha256
accuracy = secs:1
ordering = yes
tsa_name = yes
";

/// Runs openssl, or says that there is none here.
fn openssl(folder: &Path, command: &str) -> Option<(bool, String)> {
    let Ok(output) = Command::new("openssl").args(command.split(' ')).current_dir(folder).output() else {
        println!("skipped: no openssl");
        return None;
    };
    let said = [output.stdout, output.stderr].concat();
    Some((output.status.success(), String::from_utf8_lossy(&said).into_owned()))
}

/// Makes an authority that stamps digests of the kinds listed; nothing where there is no openssl.
fn authority(digests: &str) -> Option<tempfile::TempDir> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("settings"), SETTINGS.replace("DIGESTS", digests)).unwrap();
    std::fs::write(folder.path().join("serial"), "01").unwrap();
    let make = "req -x509 -nodes -newkey rsa:2048 -keyout tsa.key -out tsa.pem -days 2 -subj /CN=REHEARSAL-Tide-Clock -addext extendedKeyUsage=critical,timeStamping";
    let (good, said) = openssl(folder.path(), make)?;
    assert!(good, "{said}");
    Some(folder)
}

/// The authority's answer to a query.
fn answer(folder: &Path, query: &[u8]) -> Vec<u8> {
    std::fs::write(folder.join("query"), query).unwrap();
    let command = "ts -reply -config settings -queryfile query -signer tsa.pem -inkey tsa.key -out answer";
    openssl(folder, command).unwrap();
    std::fs::read(folder.join("answer")).unwrap()
}

/// A server on loopback that answers each request, its head and body, by a script. It keeps the heads.
struct Server {
    url: Url,
    heads: Arc<Mutex<Vec<String>>>,
}

impl Server {
    async fn start(script: impl Fn(&[u8]) -> Vec<u8> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = Url::parse(&format!("http://{}/stamp", listener.local_addr().unwrap())).unwrap();
        let heads: Arc<Mutex<Vec<String>>> = Arc::default();
        let kept = heads.clone();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut head = Vec::new();
                while !head.ends_with(b"\r\n\r\n") {
                    head.push(stream.read_u8().await.unwrap());
                }
                let head = String::from_utf8(head).unwrap().to_ascii_lowercase();
                let length = head.split("content-length: ").nth(1).unwrap().split('\r').next().unwrap();
                let mut body = vec![0; length.parse().unwrap()];
                stream.read_exact(&mut body).await.unwrap();
                kept.lock().unwrap().push(head);
                let answer = script(&body);
                let _ = stream.write_all(&answer).await;
                // An empty answer means that the server holds the line and says nothing.
                if answer.is_empty() {
                    let _ = stream.read_u8().await;
                }
            }
        });
        Self { url, heads }
    }

    async fn stamp(&self) -> Result<Vec<u8>, StampError> {
        stamp(&self.url).await
    }
}

async fn stamp(url: &Url) -> Result<Vec<u8>, StampError> {
    TimeStampAuthority::new(url.clone(), &[], Duration::from_secs(20)).unwrap().stamp(DIGEST, NONCE).await
}

fn http(status: &str, content_type: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

#[tokio::test]
async fn openssl_as_the_authority_stamps_and_verifies() {
    let Some(folder) = authority("sha256") else {
        return;
    };
    let place = folder.path().to_owned();
    let server = Server::start(move |query| http("200 OK", REPLY, &answer(&place, query))).await;
    let token = server.stamp().await.unwrap();
    let head = server.heads.lock().unwrap()[0].clone();
    assert!(head.starts_with("post /stamp http/1.1\r\n"), "{head}");
    assert!(head.contains("\r\ncontent-type: application/timestamp-query\r\n"), "{head}");

    std::fs::write(folder.path().join("token"), &token).unwrap();
    let verify = |digest: u8| {
        let digest = format!("{digest:02x}").repeat(32);
        openssl(folder.path(), &format!("ts -verify -digest {digest} -token_in -in token -CAfile tsa.pem")).unwrap()
    };
    let (good, said) = verify(0x5a);
    assert!(good && said.contains("Verification: OK"), "{said}");
    assert!(!verify(0x5b).0);
    let (good, said) =
        openssl(folder.path(), "ts -verify -queryfile query -token_in -in token -CAfile tsa.pem").unwrap();
    assert!(good && said.contains("Verification: OK"), "{said}");
}

#[tokio::test]
async fn a_refusal_is_passed_on_with_its_reason() {
    let Some(folder) = authority("sha512") else {
        return;
    };
    let place = folder.path().to_owned();
    let server = Server::start(move |query| http("200 OK", REPLY, &answer(&place, query))).await;
    let refused = server.stamp().await.unwrap_err();
    let StampError::Refused { status: 2, reason } = &refused else {
        panic!("{refused:?}");
    };
    assert!(reason.starts_with("it does not know SHA-256"), "{reason}");
}

#[test]
fn a_stamp_of_something_else_is_refused() {
    let Some(folder) = authority("sha256, sha512") else {
        return;
    };
    let good = answer(folder.path(), &query(DIGEST, NONCE).unwrap());
    assert!(token(&good, DIGEST, NONCE).is_ok());
    assert!(matches!(token(&good, [0x5b; 32], NONCE), Err(StampError::OtherDigest)));
    assert!(matches!(token(&good, DIGEST, NONCE + 1), Err(StampError::OtherNonce)));

    let digest = "5a".repeat(64);
    openssl(folder.path(), &format!("ts -query -sha512 -digest {digest} -no_nonce -out other")).unwrap();
    let other = std::fs::read(folder.path().join("other")).unwrap();
    assert!(matches!(token(&answer(folder.path(), &other), DIGEST, NONCE), Err(StampError::OtherDigest)));
    let digest = "5a".repeat(32);
    openssl(folder.path(), &format!("ts -query -sha256 -digest {digest} -no_nonce -out other")).unwrap();
    let other = std::fs::read(folder.path().join("other")).unwrap();
    assert!(matches!(token(&answer(folder.path(), &other), DIGEST, NONCE), Err(StampError::OtherNonce)));
}

#[tokio::test]
async fn answers_that_are_no_stamps_are_told_apart() {
    let page = Server::start(|_| http("200 OK", "text/html; charset=utf-8", b"REHEARSAL: welcome")).await;
    let fault = page.stamp().await.unwrap_err();
    assert!(matches!(&fault, StampError::NotAReply { content_type } if content_type == "text/html; charset=utf-8"));
    let busy = Server::start(|_| http("503 Service Unavailable", "text/plain", b"")).await;
    assert!(matches!(busy.stamp().await, Err(StampError::Status { status: 503 })));
    let moved = Server::start(|_| {
        b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            .to_vec()
    });
    assert!(matches!(moved.await.stamp().await, Err(StampError::Status { status: 302 })));
    let nonsense = Server::start(|_| http("200 OK", REPLY, b"REHEARSAL")).await;
    assert!(matches!(nonsense.stamp().await, Err(StampError::Unreadable(_))));
    // SEQUENCE { SEQUENCE { INTEGER 0 } }: granted, and nothing else.
    let empty =
        Server::start(|_| http("200 OK", "Application/Timestamp-Reply; x=1", &[0x30, 5, 0x30, 3, 2, 1, 0])).await;
    assert!(matches!(empty.stamp().await, Err(StampError::NoToken)));
    let large = Server::start(|_| http("200 OK", REPLY, &vec![0x30; MAX_ANSWER_BYTES + 1])).await;
    assert!(matches!(large.stamp().await, Err(StampError::TooLarge)));
    let cut = Server::start(|_| {
        b"HTTP/1.1 200 OK\r\nContent-Type: application/timestamp-reply\r\nContent-Length: 90\r\nConnection: close\r\n\r\n0".to_vec()
    });
    assert!(matches!(cut.await.stamp().await, Err(StampError::Away(_))));
}

#[tokio::test]
async fn an_authority_that_is_away_is_told_and_its_password_is_not() {
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let url = Url::parse(&format!("http://unit:keelhaul@{free}/stamp")).unwrap();
    let fault = stamp(&url).await.unwrap_err();
    assert!(matches!(fault, StampError::Away(_)), "{fault:?}");
    assert!(fault.to_string().contains("go on without a stamp"));
    assert!(!format!("{fault:?}").contains("keelhaul"));

    let silent = Server::start(|_| Vec::new()).await;
    let hasty = TimeStampAuthority::new(silent.url.clone(), &[], Duration::from_millis(50)).unwrap();
    assert!(matches!(hasty.stamp(DIGEST, NONCE).await, Err(StampError::Away(error)) if error.is_timeout()));

    let file = Url::parse("file:///etc/hostname").unwrap();
    let refused = TimeStampAuthority::new(file, &[], Duration::from_secs(1));
    assert!(matches!(refused, Err(StampError::Url)));
    let no_root = TimeStampAuthority::new(url, &[b"REHEARSAL".to_vec()], Duration::from_secs(1));
    assert!(matches!(no_root, Err(StampError::Tls(_))));
}

/// A refusal in an authority's own words: they are quoted, cut short and stripped of what could disturb a terminal.
#[test]
fn an_authoritys_words_are_tamed() {
    let words = format!("\u{1b}[2JREHEARSAL {}", "x".repeat(60));
    // UTF8String and BIT STRING of bit 14, in the sequences around them.
    let framed = |tag: u8, content: &[u8]| [&[tag, u8::try_from(content.len()).unwrap()][..], content].concat();
    let status = [&[2, 1, 2][..], &framed(0x30, &framed(0x0c, words.as_bytes())), &[3, 3, 1, 0, 2]].concat();
    let answer = framed(0x30, &framed(0x30, &status));
    let fault = token(&answer, DIGEST, NONCE).unwrap_err();
    let StampError::Refused { status: 2, reason } = &fault else {
        panic!("{fault:?}");
    };
    assert_eq!(*reason, format!("its clock is not available, \"[2JREHEARSAL {}\"", "x".repeat(60)));
}

proptest! {
    #[test]
    fn no_answer_makes_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(token(&bytes, DIGEST, NONCE).is_err());
        let framed = [&[0x30, 0x82, 0, u8::try_from(bytes.len()).unwrap()][..], &bytes].concat();
        prop_assert!(token(&framed, DIGEST, NONCE).is_err());
    }
}

/// Every byte of a good answer in turn: what is still taken is a token for this digest and nonce.
#[test]
fn a_damaged_answer_never_panics() {
    let Some(folder) = authority("sha256") else {
        return;
    };
    let good = answer(folder.path(), &query(DIGEST, NONCE).unwrap());
    for position in 0..good.len() {
        let mut damaged = good.clone();
        damaged[position] ^= 0x41;
        let _ = token(&damaged, DIGEST, NONCE);
        assert!(token(&good[..position], DIGEST, NONCE).is_err());
    }
    let nonce = good.windows(8).position(|window| window == NONCE.to_be_bytes()).unwrap();
    let mut damaged = good.clone();
    damaged[nonce + 3] ^= 1;
    assert!(matches!(token(&damaged, DIGEST, NONCE), Err(StampError::OtherNonce)));
}
