//! Servers that a test scripts: HTTP and DNS, and the fetcher that looks at them.

use casework::ports::{Fetch, FetchError, Fetched};
use outside::{AddressRule, FetchSettings, Fetcher, Route, VantageSettings};
use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex};
use testkit::TestClock;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, UdpSocket};
use url::Url;

pub const USER_AGENT: &str = "vigie/0.1 (Example Referral Unit; +https://unit.example/looking)";

/// What a server does with a request.
#[derive(Clone)]
pub enum Reply {
    /// Sends these bytes and closes.
    Bytes(Vec<u8>),
    /// Sends the first bytes, then the second for ever.
    Endless(Vec<u8>, Vec<u8>),
    /// Sends these bytes, and then nothing, holding the line.
    Silent(Vec<u8>),
}

pub fn page(head: &str, body: &[u8]) -> Reply {
    let mut bytes = format!("HTTP/1.1 200 OK\r\n{head}Content-Length: {}\r\n\r\n", body.len()).into_bytes();
    bytes.extend_from_slice(body);
    Reply::Bytes(bytes)
}

pub fn redirect(to: &str) -> Reply {
    Reply::Bytes(format!("HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n").into_bytes())
}

pub fn status(code: u16) -> Reply {
    Reply::Bytes(format!("HTTP/1.1 {code} Said so\r\nContent-Length: 0\r\n\r\n").into_bytes())
}

type Script = Arc<dyn Fn(&str) -> Reply + Send + Sync>;

/// A site on loopback: answers by the request's target, and keeps what it was asked.
#[derive(Clone)]
pub struct Site {
    pub address: SocketAddr,
    asked: Arc<Mutex<Vec<(IpAddr, String)>>>,
    script: Script,
}

impl Site {
    /// Serves plain HTTP; a robots.txt that the script does not mention is not there.
    pub async fn start(script: impl Fn(&str) -> Reply + Send + Sync + 'static) -> Self {
        let (site, listener) = Self::bind(script).await;
        let server = site.clone();
        tokio::spawn(async move {
            while let Ok((stream, peer)) = listener.accept().await {
                let server = server.clone();
                tokio::spawn(async move { server.serve(stream, peer.ip()).await });
            }
        });
        site
    }

    pub async fn bind(script: impl Fn(&str) -> Reply + Send + Sync + 'static) -> (Self, TcpListener) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let site = Self { address, asked: Arc::default(), script: Arc::new(script) };
        (site, listener)
    }

    /// Answers one request.
    pub async fn serve(&self, mut stream: impl AsyncRead + AsyncWrite + Unpin, peer: IpAddr) {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            match stream.read_u8().await {
                Ok(byte) => head.push(byte),
                Err(_) => return,
            }
        }
        let mut head = String::from_utf8(head).unwrap();
        let mut body = vec![0; body_length(&head)];
        if stream.read_exact(&mut body).await.is_err() {
            return;
        }
        head.push_str(&String::from_utf8(body).unwrap());
        let target = head.split(' ').nth(1).unwrap().to_owned();
        self.asked.lock().unwrap().push((peer, head));
        match (self.script)(&target) {
            Reply::Bytes(bytes) => {
                let _ = stream.write_all(&bytes).await;
                let _ = stream.shutdown().await;
            }
            Reply::Endless(first, again) => {
                let _ = stream.write_all(&first).await;
                while stream.write_all(&again).await.is_ok() {}
            }
            Reply::Silent(bytes) => {
                let _ = stream.write_all(&bytes).await;
                let _ = stream.read_u8().await;
            }
        }
    }

    pub fn url(&self, target: &str) -> Url {
        Url::parse(&format!("http://{}{target}", self.address)).unwrap()
    }

    /// The targets asked for, robots.txt left out.
    pub fn targets(&self) -> Vec<String> {
        let asked = self.asked.lock().unwrap();
        let targets = asked.iter().map(|(_, head)| head.split(' ').nth(1).unwrap().to_owned());
        targets.filter(|target| target != "/robots.txt").collect()
    }

    /// Everything asked: by whom, and the head with the body, if there was one.
    pub fn asked(&self) -> Vec<(IpAddr, String)> {
        self.asked.lock().unwrap().clone()
    }
}

/// What a request's head says of its body.
fn body_length(head: &str) -> usize {
    let lines = head.lines().filter_map(|line| line.split_once(": "));
    let length = lines.filter(|(name, _)| name.eq_ignore_ascii_case("content-length")).map(|(_, value)| value).next();
    length.map_or(0, |value| value.parse().unwrap())
}

/// A script that answers one target, and "not there" to all others.
pub fn only(target: &'static str, reply: Reply) -> impl Fn(&str) -> Reply + Send + Sync {
    move |asked| {
        if asked == target { reply.clone() } else { status(404) }
    }
}

/// Settings for loopback, without pauses.
pub fn settings() -> FetchSettings {
    FetchSettings {
        user_agent: USER_AGENT.to_owned(),
        vantages: vec![vantage("Home", Route::Direct)],
        addresses: AddressRule::LoopbackToo,
        per_host_interval_ms: 0,
        connect_timeout_ms: 5_000,
        total_timeout_ms: 20_000,
        // Nothing answers here: a test that needs names says which.
        resolver: Some("127.0.0.1:9".parse().unwrap()),
        ..FetchSettings::default()
    }
}

pub fn vantage(name: &str, route: Route) -> VantageSettings {
    VantageSettings { name: name.to_owned(), country: "FR".to_owned(), route }
}

pub fn clock() -> Arc<TestClock> {
    Arc::new(TestClock::at("2026-05-04T10:00:00Z"))
}

pub fn fetcher(settings: FetchSettings) -> Fetcher {
    Fetcher::new(settings, clock()).unwrap()
}

pub async fn fetch(settings: FetchSettings, url: &Url) -> Result<Fetched, FetchError> {
    fetcher(settings).fetch(url, "Home").await
}

/// A DNS server that knows these names, and says of others that there is no such name.
pub async fn dns(names: &[(&str, &[&str])]) -> SocketAddr {
    let parse = |addresses: &[&str]| addresses.iter().map(|address| address.parse().unwrap()).collect();
    let names: HashMap<String, Vec<IpAddr>> =
        names.iter().map(|(name, addresses)| ((*name).to_owned(), parse(addresses))).collect();
    let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let address = socket.local_addr().unwrap();
    tokio::spawn(async move {
        let mut query = [0; 1500];
        while let Ok((length, peer)) = socket.recv_from(&mut query).await {
            let _ = socket.send_to(&answer(&query[..length], &names), peer).await;
        }
    });
    address
}

/// RFC 1035 section 4: the header, the question as it came, and the records asked for.
fn answer(query: &[u8], names: &HashMap<String, Vec<IpAddr>>) -> Vec<u8> {
    let (mut labels, mut at) = (Vec::new(), 12);
    while query[at] != 0 {
        let length = usize::from(query[at]);
        labels.push(String::from_utf8(query[at + 1..=at + length].to_vec()).unwrap());
        at += length + 1;
    }
    let question = &query[12..at + 5];
    let kind = u16::from_be_bytes([query[at + 1], query[at + 2]]);
    let known = names.get(&labels.join(".").to_lowercase());
    let wanted = |address: &&IpAddr| kind == if address.is_ipv4() { 1 } else { 28 };
    let found: Vec<&IpAddr> = known.into_iter().flatten().filter(wanted).collect();
    let code: u16 = if known.is_some() { 0 } else { 3 };
    let mut out = query[..2].to_vec();
    for field in [0x8580 | code, 1, u16::try_from(found.len()).unwrap(), 0, 0] {
        out.extend_from_slice(&field.to_be_bytes());
    }
    out.extend_from_slice(question);
    for address in found {
        let data = match address {
            IpAddr::V4(address) => address.octets().to_vec(),
            IpAddr::V6(address) => address.octets().to_vec(),
        };
        // A pointer to the question's name; class IN; kept for no time at all.
        out.extend_from_slice(&[0xc0, 12]);
        out.extend_from_slice(&kind.to_be_bytes());
        out.extend_from_slice(&[0, 1, 0, 0, 0, 0]);
        out.extend_from_slice(&u16::try_from(data.len()).unwrap().to_be_bytes());
        out.extend_from_slice(&data);
    }
    out
}
