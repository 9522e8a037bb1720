//! What a fetcher, a resolver and a mail client do, as plainly as it can be done.

use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};
use std::sync::OnceLock;

use hickory_server::proto::op::{Message, MessageType, OpCode, Query};
use hickory_server::proto::rr::{Name, RData, RecordType};
use lettre::transport::smtp::response::Response as MailReply;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use rehearsal::World;
use rehearsal::authority::client_config;
use rehearsal::pages::{Generated, generate};
use url::Url;

/// Vantage points, as Vigie binds them.
pub const BELGIUM: Ipv4Addr = Ipv4Addr::new(127, 20, 0, 1);
pub const CANADA: Ipv4Addr = Ipv4Addr::new(127, 30, 0, 1);

/// A world of its own for each test, with the same pages: making them is what takes long.
pub fn start_world(seed: u64) -> World {
    static PAGES: OnceLock<Generated> = OnceLock::new();
    let pages = PAGES.get_or_init(|| generate(1));
    World::serve(seed, pages.clone()).unwrap()
}

pub struct Seen {
    pub status: u16,
    pub location: Option<String>,
    pub body: Vec<u8>,
}

pub fn client(world: &World, from: Ipv4Addr) -> reqwest::ClientBuilder {
    reqwest::Client::builder()
        .tls_backend_preconfigured(client_config(world.root_der()).unwrap())
        .redirect(reqwest::redirect::Policy::none())
        .local_address(IpAddr::V4(from))
        .no_proxy()
}

/// Looks the host up in the world's DNS, and says how to reach it.
pub fn reach(world: &World, url: &str, builder: reqwest::ClientBuilder) -> (Url, reqwest::Client) {
    let mut url = Url::parse(url).unwrap();
    let host = url.host_str().unwrap().to_owned();
    let address = address_of(world, &host).unwrap_or_else(|| panic!("{host} has no address"));
    url.set_port(Some(world.https_port())).unwrap();
    let socket = SocketAddr::from((address, world.https_port()));
    (url, builder.resolve(&host, socket).build().unwrap())
}

/// The address of a host, through the names that it stands for.
pub fn address_of(world: &World, host: &str) -> Option<Ipv4Addr> {
    lookup(world, host, RecordType::A).answers.iter().find_map(|record| match &record.data {
        RData::A(a) => Some(a.0),
        RData::CNAME(name) => address_of(world, name.0.to_ascii().trim_end_matches('.')),
        _ => None,
    })
}

pub async fn visit(world: &World, url: &str, from: Ipv4Addr) -> Seen {
    let (url, client) = reach(world, url, client(world, from));
    let response = client.get(url).send().await.unwrap();
    Seen {
        status: response.status().as_u16(),
        location: response.headers().get("location").map(|value| value.to_str().unwrap().to_owned()),
        body: response.bytes().await.unwrap().to_vec(),
    }
}

pub fn lookup(world: &World, name: &str, kind: RecordType) -> Message {
    let mut question = Message::new(7, MessageType::Query, OpCode::Query);
    let mut name = Name::from_ascii(name).unwrap();
    name.set_fqdn(true);
    question.add_query(Query::query(name, kind));
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    socket.set_read_timeout(Some(std::time::Duration::from_secs(10))).unwrap();
    socket.send_to(&question.to_vec().unwrap(), world.dns_addr()).unwrap();
    let mut buffer = [0; 4096];
    let length = socket.recv(&mut buffer).unwrap();
    Message::from_vec(&buffer[..length]).unwrap()
}

pub async fn post(world: &World, to: &str, body: &str) -> Result<MailReply, lettre::transport::smtp::Error> {
    let letter = lettre::Message::builder()
        .from("Rehearsal Unit <unit@vigie.test>".parse().unwrap())
        .to(to.parse().unwrap())
        .subject("REHEARSAL letter")
        .body(body.to_owned())
        .unwrap();
    let smtp = world.smtp_addr();
    AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(smtp.ip().to_string())
        .port(smtp.port())
        .build()
        .send(letter)
        .await
}
