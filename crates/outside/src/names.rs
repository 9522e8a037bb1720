//! From a host name to the addresses that may be connected to.

use crate::AddressRule;
use casework::ports::FetchError;
use hickory_resolver::TokioResolver;
use hickory_resolver::config::{ConnectionConfig, LookupIpStrategy, NameServerConfig, ResolveHosts, ResolverConfig};
use hickory_resolver::lookup::Lookup;
use hickory_resolver::net::NetError;
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::proto::rr::RecordType;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::net::{IpAddr, SocketAddr};

/// Resolves names and refuses those that lead anywhere they should not.
///
/// The HTTP client connects to the addresses that this returns and asks nobody else, so a name
/// cannot be checked at one address and connected at another.
#[derive(Clone)]
pub(crate) struct Names {
    resolver: TokioResolver,
    rule: AddressRule,
    port: u16,
}

impl Names {
    /// Asks `server` alone, or the system's servers. `port` takes the place of 443 and 80.
    pub(crate) fn new(server: Option<SocketAddr>, rule: AddressRule, port: Option<u16>) -> Result<Self, NetError> {
        let mut builder = match server {
            Some(server) => TokioResolver::builder_with_config(only(server), TokioRuntimeProvider::default()),
            None => TokioResolver::builder_tokio()?,
        };
        let options = builder.options_mut();
        options.ip_strategy = LookupIpStrategy::Ipv4AndIpv6;
        // What this machine's hosts file says is not what the public is shown.
        options.use_hosts_file = ResolveHosts::Never;
        let resolver = builder.build()?;
        // The client replaces port 0 by the scheme's own.
        let port = port.unwrap_or(0);
        Ok(Self { resolver, rule, port })
    }

    /// The addresses of a host name. One that may not be connected to spoils the whole answer: it
    /// is how a hostile name gets past a check.
    pub(crate) async fn addresses(&self, host: &str) -> Result<Vec<IpAddr>, FetchError> {
        // A full name, so that the system's search domains are not tried.
        let full = format!("{}.", host.trim_end_matches('.'));
        let not_found = || FetchError::NameNotFound { host: host.to_owned() };
        let answer = self.resolver.lookup_ip(full).await.map_err(|_| not_found())?;
        let addresses: Vec<IpAddr> = answer.iter().collect();
        for address in &addresses {
            self.check(host, *address)?;
        }
        if addresses.is_empty() { Err(not_found()) } else { Ok(addresses) }
    }

    /// The records of a type that a name has, as they were answered.
    pub(crate) async fn records(&self, name: &str, kind: RecordType) -> Result<Lookup, NetError> {
        self.resolver.lookup(format!("{}.", name.trim_end_matches('.')), kind).await
    }

    /// The port to connect to instead of a scheme's own, if there is one.
    pub(crate) const fn port(&self) -> Option<u16> {
        if self.port == 0 { None } else { Some(self.port) }
    }

    /// Whether an address, found or stated literally, may be connected to.
    pub(crate) fn check(&self, host: &str, address: IpAddr) -> Result<(), FetchError> {
        if self.rule.allows(address) {
            return Ok(());
        }
        Err(FetchError::ForbiddenAddress { host: host.to_owned(), address: address.to_string() })
    }
}

impl Resolve for Names {
    fn resolve(&self, name: Name) -> Resolving {
        let names = self.clone();
        Box::pin(async move {
            let addresses = names.addresses(name.as_str()).await?;
            let port = names.port;
            let sockets = addresses.into_iter().map(move |ip| SocketAddr::new(ip, port));
            Ok(Box::new(sockets) as Addrs)
        })
    }
}

/// One server, asked over UDP and, when an answer is too long for that, TCP.
fn only(server: SocketAddr) -> ResolverConfig {
    let at = |mut connection: ConnectionConfig| {
        connection.port = server.port();
        connection
    };
    let connections = vec![at(ConnectionConfig::udp()), at(ConnectionConfig::tcp())];
    let server = NameServerConfig::new(server.ip(), true, connections);
    ResolverConfig::from_parts(None, vec![], vec![server])
}
