//! The name service of the small internet: authoritative answers for its `.test` zones, and
//! "no such name" for everything else in the world.
//!
//! It never forwards a question to a real resolver, so a rehearsal cannot look up a real name.

use std::net::{Ipv4Addr, SocketAddr, TcpListener, UdpSocket};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use anyhow::Context;
use hickory_server::Server;
use hickory_server::net::runtime::Time;
use hickory_server::net::runtime::TokioRuntimeProvider;
use hickory_server::proto::rr::rdata::{A, CNAME, MX, NS, SOA, TXT};
use hickory_server::proto::rr::{LowerName, Name, RData, Record};
use hickory_server::server::{Request, RequestHandler, ResponseHandler, ResponseInfo};
use hickory_server::store::in_memory::InMemoryZoneHandler;
use hickory_server::zone_handler::{AxfrPolicy, Catalog, ZoneHandler, ZoneType};

/// Seconds that an answer may be kept about a name that never changes during a rehearsal.
pub const LASTING: u32 = 300;
/// The same for a name that may change: the story's clock runs faster than a resolver's.
pub const FLEETING: u32 = 0;
/// Who answers for a zone of the rehearsal's own.
pub const RESPONSIBLE: &str = "hostmaster.rehearsal.test";
/// The most octets of one text in a TXT record (RFC 1035, section 3.3).
const MAX_TEXT: usize = 255;
/// The serial number of every zone: the date of the first rehearsal.
const SERIAL: u32 = 2_018_042_501;
const TCP_IDLE: Duration = Duration::from_secs(10);
/// How many ports to try before giving up on one that is free for UDP and TCP alike.
const BIND_ATTEMPTS: usize = 20;

/// One zone: a domain, its name servers and what stands in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Zone {
    /// The domain, such as `lowtide.test`; a dot is the root.
    pub domain: String,
    /// The names of its name servers, which need not be in the zone, the primary first.
    pub name_servers: Vec<String>,
    /// The mailbox of who answers for it, written as a name; [`RESPONSIBLE`] when it is empty.
    pub responsible: String,
    /// Where its mail goes, when it takes any.
    pub mail_server: Option<String>,
    /// Full host names in the zone with their addresses.
    pub hosts: Vec<(String, Ipv4Addr)>,
    /// Full host names in the zone with the names that they stand for.
    pub aliases: Vec<(String, String)>,
    /// Full names in the zone with a text.
    pub texts: Vec<(String, String)>,
    /// Seconds that an answer may be kept, also one that there is no such name.
    pub seconds: u32,
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

/// The zones that are answered from. They can be exchanged while questions come in.
#[derive(Clone)]
pub struct Names(Arc<RwLock<Arc<Catalog>>>);

impl Names {
    /// The names of `zones`.
    ///
    /// # Errors
    /// When a zone holds an invalid name.
    pub fn new(zones: &[Zone]) -> anyhow::Result<Self> {
        Ok(Self(Arc::new(RwLock::new(Arc::new(catalog(zones)?)))))
    }

    /// Answers from `zones` from now on.
    ///
    /// # Errors
    /// When a zone holds an invalid name; then the old ones stay.
    pub fn replace(&self, zones: &[Zone]) -> anyhow::Result<()> {
        let catalog = Arc::new(catalog(zones)?);
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = catalog;
        Ok(())
    }
}

#[async_trait::async_trait]
impl RequestHandler for Names {
    async fn handle_request<R: ResponseHandler, T: Time>(&self, request: &Request, reply: R) -> ResponseInfo {
        let catalog = self.0.read().unwrap_or_else(PoisonError::into_inner).clone();
        catalog.handle_request::<R, T>(request, reply).await
    }
}

/// Answers questions about `names` until it is dropped.
///
/// # Errors
/// When a socket cannot be used.
pub async fn serve(sockets: Sockets, names: Names) -> anyhow::Result<()> {
    let mut server = Server::new(names);
    server.register_socket(tokio::net::UdpSocket::from_std(sockets.udp)?);
    let tcp = tokio::net::TcpListener::from_std(sockets.tcp)?;
    server.register_listener(tcp, TCP_IDLE, 4096);
    server.block_until_done().await.context("answer DNS")
}

fn catalog(zones: &[Zone]) -> anyhow::Result<Catalog> {
    let mut catalog = Catalog::new();
    for zone in zones {
        let (origin, handler) = build(zone)?;
        catalog.upsert(origin, vec![handler]);
    }
    Ok(catalog)
}

fn build(zone: &Zone) -> anyhow::Result<(LowerName, Arc<dyn ZoneHandler>)> {
    let origin = name(&zone.domain)?;
    let mut handler =
        InMemoryZoneHandler::<TokioRuntimeProvider>::empty(origin.clone(), ZoneType::Primary, AxfrPolicy::Deny);
    let mut put = |owner: Name, data: RData| {
        handler.upsert_mut(Record::from_rdata(owner, zone.seconds, data), SERIAL);
    };
    put(origin.clone(), RData::SOA(start_of_authority(zone)?));
    for name_server in &zone.name_servers {
        put(origin.clone(), RData::NS(NS(name(name_server)?)));
    }
    if let Some(mail_server) = &zone.mail_server {
        put(origin.clone(), RData::MX(MX::new(10, name(mail_server)?)));
    }
    for (host, address) in &zone.hosts {
        put(name(host)?, RData::A(A(*address)));
    }
    for (host, stands_for) in &zone.aliases {
        put(name(host)?, RData::CNAME(CNAME(name(stands_for)?)));
    }
    for (owner, text) in &zone.texts {
        let parts = text.as_bytes().chunks(MAX_TEXT).map(|part| String::from_utf8_lossy(part).into_owned());
        put(name(owner)?, RData::TXT(TXT::new(parts.collect())));
    }
    Ok((LowerName::new(&origin), Arc::new(handler)))
}

fn start_of_authority(zone: &Zone) -> anyhow::Result<SOA> {
    let primary = zone.name_servers.first().with_context(|| format!("{} has no name server", zone.domain))?;
    let responsible = if zone.responsible.is_empty() { RESPONSIBLE } else { &zone.responsible };
    let negative = zone.seconds.min(60);
    Ok(SOA::new(name(primary)?, name(responsible)?, SERIAL, 3600, 600, 86_400, negative))
}

fn name(text: &str) -> anyhow::Result<Name> {
    let mut name = Name::from_ascii(text).with_context(|| format!("{text} is not a DNS name"))?;
    name.set_fqdn(true);
    Ok(name)
}
