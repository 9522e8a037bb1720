//! HTTPS for the sites: one address for each provider, the same port at all of them, the site
//! chosen by name.

use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use axum::body::{Body, Bytes};
use axum::extract::connect_info::Connected;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::{CONTENT_TYPE, HOST, LOCATION};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::serve::{IncomingStream, Listener};
use axum::{Json, Router};
use rustls::ServerConfig;
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use super::{Region, Served, Sites};
use crate::providers::interface::{self, Interfaces};
use crate::providers::{self, FIRMS};

/// How many ports to try before giving up on one that is free at every address.
const BIND_ATTEMPTS: usize = 20;
/// Real time a client has to shake hands.
const HANDSHAKE: Duration = Duration::from_secs(10);
/// Real time to wait after the system refuses a connection, for want of file handles as a rule.
const BREATH: Duration = Duration::from_millis(100);

/// Binds the same free port at every one of `addresses`.
///
/// # Errors
/// When no port is free at all of them.
pub(crate) fn bind(addresses: &[Ipv4Addr]) -> anyhow::Result<(Vec<TcpListener>, u16)> {
    let mut last = None;
    for _ in 0..BIND_ATTEMPTS {
        match bind_once(addresses) {
            Ok(bound) => return Ok(bound),
            Err(error) => last = Some(error),
        }
    }
    Err(anyhow::Error::from(last.unwrap_or_else(|| std::io::ErrorKind::AddrInUse.into()))
        .context("find a port free at all of the rehearsal's loopback addresses"))
}

fn bind_once(addresses: &[Ipv4Addr]) -> std::io::Result<(Vec<TcpListener>, u16)> {
    let mut listeners = Vec::new();
    let mut port = 0;
    for address in addresses {
        let listener = TcpListener::bind((*address, port))?;
        listener.set_nonblocking(true)?;
        port = listener.local_addr()?.port();
        listeners.push(listener);
    }
    Ok((listeners, port))
}

/// Serves `router` over TLS until it is dropped.
///
/// # Errors
/// When the listening socket cannot be used.
pub(crate) async fn serve(listener: TcpListener, tls: ServerConfig, router: Router) -> anyhow::Result<()> {
    let listener = TlsListener {
        tcp: tokio::net::TcpListener::from_std(listener)?,
        acceptor: TlsAcceptor::from(Arc::new(tls)),
        shaking: JoinSet::new(),
    };
    let service = router.into_make_service_with_connect_info::<Visitor>();
    axum::serve(listener, service).await.context("serve a site of the rehearsal")
}

/// The router of one firm's sites and, if it has one, of its interface.
pub(crate) fn router(sites: Arc<Sites>, interfaces: Arc<Interfaces>, firm: usize) -> Router {
    let router = Router::new().fallback(visit).with_state((sites, firm));
    if providers::interface_host(FIRMS[firm].domain).is_none() {
        return router;
    }
    router.route(interface::PATH, post(call).with_state((interfaces, firm)))
}

async fn call(State((interfaces, firm)): State<(Arc<Interfaces>, usize)>, headers: HeaderMap, body: Bytes) -> Response {
    let (status, answer) = interfaces.take(firm, &headers, &body);
    (StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), Json(answer)).into_response()
}

async fn visit(
    State((sites, firm)): State<(Arc<Sites>, usize)>,
    ConnectInfo(Visitor(visitor)): ConnectInfo<Visitor>,
    request: Request,
) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let host = request.headers().get(HOST).and_then(|it| it.to_str().ok());
    let host = host.and_then(|it| it.split(':').next()).unwrap_or_default();
    let path = request.uri().path_and_query().map_or("/", |it| it.as_str());
    let region = Region::of(visitor);
    sites.serve(firm, &host.to_ascii_lowercase(), path, region).into_response()
}

impl IntoResponse for Served {
    fn into_response(self) -> Response {
        let mut response = Response::builder().status(self.status).header(CONTENT_TYPE, self.content_type);
        if let Some(location) = self.location {
            response = response.header(LOCATION, location);
        }
        response.body(Body::from(self.body)).unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
    }
}

/// The address a visit comes from.
#[derive(Clone, Copy)]
struct Visitor(IpAddr);

impl Connected<IncomingStream<'_, TlsListener>> for Visitor {
    fn connect_info(stream: IncomingStream<'_, TlsListener>) -> Self {
        Self(stream.remote_addr().ip())
    }
}

/// Accepts connections and shakes hands, with many clients at once, so that a slow one does not
/// hold up the others.
struct TlsListener {
    tcp: tokio::net::TcpListener,
    acceptor: TlsAcceptor,
    shaking: JoinSet<Option<Connection>>,
}

type Connection = (TlsStream<TcpStream>, SocketAddr);

impl Listener for TlsListener {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> Connection {
        loop {
            tokio::select! {
                Some(shaken) = self.shaking.join_next() => {
                    if let Ok(Some(connection)) = shaken {
                        return connection;
                    }
                }
                arrived = self.tcp.accept() => match arrived {
                    Ok((stream, visitor)) => {
                        let handshake = self.acceptor.accept(stream);
                        self.shaking.spawn(async move {
                            let shaken = tokio::time::timeout(HANDSHAKE, handshake).await;
                            Some((shaken.ok()?.ok()?, visitor))
                        });
                    }
                    Err(error) => {
                        tracing::warn!("a site could not accept a connection: {error}");
                        tokio::time::sleep(BREATH).await;
                    }
                },
            }
        }
    }

    fn local_addr(&self) -> std::io::Result<SocketAddr> {
        self.tcp.local_addr()
    }
}
