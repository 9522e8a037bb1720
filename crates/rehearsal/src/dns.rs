//! The name service of the small internet: authoritative answers for its `.test` zones, and
//! "no such name" for everything else in the world.
//!
//! It never forwards a question to a real resolver, so a rehearsal cannot look up a real name.

use std::net::{Ipv4Addr, SocketAddr, TcpListener, UdpSocket};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use hickory_server::Server;
use hickory_server::net::runtime::TokioRuntimeProvider;
use hickory_server::proto::rr::rdata::{A, MX, NS, SOA};
use hickory_server::proto::rr::{LowerName, Name, RData, Record};
use hickory_server::store::in_memory::InMemoryZoneHandler;
use hickory_server::zone_handler::{AxfrPolicy, Catalog, ZoneHandler, ZoneType};

/// Seconds an answer may be kept. Names never change during a rehearsal.
const TTL_SECONDS: u32 = 300;
/// The serial number of every zone: the date of the first rehearsal.
const SERIAL: u32 = 2_018_042_501;
const TCP_IDLE: Duration = Duration::from_secs(10);
/// How many ports to try before giving up on one that is free for UDP and TCP alike.
const BIND_ATTEMPTS: usize = 20;

/// One zone: a domain, its name server and what stands in it.
pub struct Zone {
    /// The domain, such as `lowtide.test`; the empty string is the root.
    pub domain: String,
    /// The name of its name server, which need not be in the zone.
    pub name_server: String,
    /// Where its mail goes, when it takes any.
    pub mail_server: Option<String>,
    /// Full host names in the zone with their addresses.
    pub hosts: Vec<(String, Ipv4Addr)>,
}

/// The sockets of the name service, bound but not yet served.
pub struct Sockets {
    udp: UdpSocket,
    tcp: TcpListener,
}

/// Binds one free loopback port for both UDP and TCP.
///
/// # Errors
/// When no port is free for both.
pub fn bind() -> anyhow::Result<(Sockets, SocketAddr)> {
    let mut last = None;
    for _ in 0..BIND_ATTEMPTS {
        let tcp = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("bind DNS over TCP")?;
        let address = tcp.local_addr().context("read the DNS address")?;
        match UdpSocket::bind(address) {
            Ok(udp) => {
                udp.set_nonblocking(true).context("set up DNS over UDP")?;
                tcp.set_nonblocking(true).context("set up DNS over TCP")?;
                return Ok((Sockets { udp, tcp }, address));
            }
            Err(error) => last = Some(error),
        }
    }
    Err(anyhow::Error::from(last.unwrap_or_else(|| std::io::ErrorKind::AddrInUse.into()))
        .context("find a loopback port free for DNS over UDP and TCP"))
}

/// Answers questions about `zones` until it is dropped.
///
/// # Errors
/// When a zone holds an invalid name, or a socket cannot be used.
pub async fn serve(sockets: Sockets, zones: Vec<Zone>) -> anyhow::Result<()> {
    let mut catalog = Catalog::new();
    for zone in zones {
        let (origin, handler) = build(&zone)?;
        catalog.upsert(origin, vec![handler]);
    }
    let mut server = Server::new(catalog);
    server.register_socket(tokio::net::UdpSocket::from_std(sockets.udp)?);
    let tcp = tokio::net::TcpListener::from_std(sockets.tcp)?;
    server.register_listener(tcp, TCP_IDLE, 4096);
    server.block_until_done().await.context("answer DNS")
}

fn build(zone: &Zone) -> anyhow::Result<(LowerName, Arc<dyn ZoneHandler>)> {
    let origin = name(&zone.domain)?;
    let name_server = name(&zone.name_server)?;
    let responsible = name("hostmaster.rehearsal.test")?;
    let soa = SOA::new(name_server.clone(), responsible, SERIAL, 3600, 600, 86_400, 60);
    let mut handler =
        InMemoryZoneHandler::<TokioRuntimeProvider>::empty(origin.clone(), ZoneType::Primary, AxfrPolicy::Deny);
    let mut put = |owner: Name, data: RData| {
        handler.upsert_mut(Record::from_rdata(owner, TTL_SECONDS, data), SERIAL);
    };
    put(origin.clone(), RData::SOA(soa));
    put(origin.clone(), RData::NS(NS(name_server)));
    if let Some(mail_server) = &zone.mail_server {
        put(origin.clone(), RData::MX(MX::new(10, name(mail_server)?)));
    }
    for (host, address) in &zone.hosts {
        put(name(host)?, RData::A(A(*address)));
    }
    Ok((LowerName::new(&origin), Arc::new(handler)))
}

fn name(text: &str) -> anyhow::Result<Name> {
    let mut name = Name::from_ascii(text).with_context(|| format!("{text} is not a DNS name"))?;
    name.set_fqdn(true);
    Ok(name)
}
