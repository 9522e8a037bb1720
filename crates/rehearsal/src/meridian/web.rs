//! What the machines around Meridian answer over HTTPS: pages, the store, the messenger, a radio stream and
//! the registers.

mod stream;

pub(super) use stream::MOUNT;

use std::fmt;
use std::net::Ipv4Addr;
use std::sync::{Arc, OnceLock, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State as Shared};
use axum::http::header::{CONNECTION, CONTENT_TYPE, HOST, LOCATION};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::map::{Asset, AssetKind};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use url::Url;

use super::keys::Keys;
use super::page::Page;
use super::plan::{Host, Plan, Site};
use super::state::State;
use super::{MESSENGER, STORE, rdap};
use crate::material::MARK;
use crate::sound::{Programme, Station};

/// All that is around Meridian, as its machines know it.
pub(super) struct Internet {
    pub plan: Plan,
    pub keys: Keys,
    state: RwLock<State>,
    seed: u64,
    /// What each station sends, made up when it is first asked for.
    on_air: [OnceLock<Programme>; Station::ALL.len()],
}

impl Internet {
    pub fn new(seed: u64, plan: Plan, keys: Keys) -> Self {
        Self { plan, keys, state: RwLock::default(), seed, on_air: Default::default() }
    }

    /// What a station sends.
    pub fn programme(&self, station: Station) -> &Programme {
        self.on_air[station as usize].get_or_init(|| station.programme(self.seed))
    }

    pub fn state(&self) -> RwLockReadGuard<'_, State> {
        // Every change under this lock is complete in itself, so a panic elsewhere spoils nothing.
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The station that sends at an address, if one does there now or will later.
    pub fn station_at(&self, url: &Url) -> Option<Station> {
        let host = self.plan.hosts.get(url.host_str()?).filter(|_| url.path() == MOUNT)?;
        if let Site::Stream(station) = host.site { Some(station) } else { None }
    }

    pub fn change(&self) -> RwLockWriteGuard<'_, State> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// A host that stands on a machine now.
    fn host_at(&self, at: Ipv4Addr, name: &str) -> Option<&Host> {
        let host = self.plan.hosts.get(name)?;
        (host.at == at && self.state().knows(host.since)).then_some(host)
    }

    fn answer(self: &Arc<Self>, at: Ipv4Addr, name: &str, path: &str) -> (Response, Duration) {
        let Some(host) = self.host_at(at, name) else { return (notice(StatusCode::MISDIRECTED_REQUEST), NOW) };
        if self.state().host_is_closed(name) {
            return (notice(StatusCode::GONE), NOW);
        }
        if path == "/robots.txt" {
            return (typed("text/plain; charset=utf-8", format!("# {MARK}\nUser-agent: *\nAllow: /\n")), NOW);
        }
        let response = match &host.site {
            Site::Page(page) => self.page(host, page, path),
            Site::Redirect(to) => redirect(StatusCode::MOVED_PERMANENTLY, to),
            Site::Stream(station) => stream::answer(self, name, *station, path),
            Site::Store => self.store(path),
            Site::Messenger => self.messenger(path),
            Site::Register => return self.register(host, path),
            Site::Front(id) if path == "/" => {
                let service = id.get();
                html(&format!(
                    "<h1>{}</h1><p>{:?}, {}. {}</p>",
                    service.name,
                    service.trade,
                    service.country,
                    service.contact()
                ))
            }
            Site::Front(_) | Site::Nothing => notice(StatusCode::NOT_FOUND),
        };
        (response, NOW)
    }

    fn page(&self, host: &Host, page: &Page, path: &str) -> Response {
        match (path, &page.sender) {
            ("/", _) => typed("text/html; charset=utf-8", page.html()),
            ("/favicon.ico", _) => typed("image/png", page.icon.png()),
            ("/archive/1.eml", Some(sender)) => typed("message/rfc822", issue(sender, &host.domain, host.at)),
            _ => notice(StatusCode::NOT_FOUND),
        }
    }

    fn register(&self, host: &Host, path: &str) -> (Response, Duration) {
        let told = self.plan.service_of(host).map(|id| rdap::answer(&self.plan, &self.state(), id, path));
        let Some(told) = told else { return (notice(StatusCode::NOT_FOUND), NOW) };
        let status = StatusCode::from_u16(told.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let response = match told.location {
            Some(to) => redirect(status, &to),
            None => (status, typed("application/rdap+json", told.body.to_string())).into_response(),
        };
        (response, told.wait)
    }

    /// The applications that are listed now.
    fn listed(&self, package: &str) -> bool {
        let app = Asset::new(AssetKind::App, &format!("{package}@{STORE}"));
        let state = self.state();
        self.plan.apps.get(package).is_some_and(|app| state.knows(app.since))
            && app.is_ok_and(|it| !state.is_closed(&it))
    }

    fn store(&self, path: &str) -> Response {
        let list = |whose: Option<&str>| {
            let apps =
                self.plan.apps.iter().filter(|(_, app)| whose.is_none_or(|developer| app.developer == developer));
            let apps = apps.filter(|(package, _)| self.listed(package));
            let items = apps.map(|(package, app)| format!("<li><a href=\"/apps/{package}\">{}</a>", app.title));
            html(&format!("<h1>Quaymarket</h1><ul>{}</ul>", items.collect::<String>()))
        };
        if let Some(package) = path.strip_prefix("/apk/").and_then(|file| file.strip_suffix(".apk")) {
            let file = self.keys.apps.get(package).filter(|_| self.listed(package));
            return file.map_or_else(
                || notice(StatusCode::NOT_FOUND),
                |file| typed("application/vnd.android.package-archive", file.clone()),
            );
        }
        match path.strip_prefix("/apps/").map(|package| (package, self.plan.apps.get(package))) {
            Some((package, Some(app))) if self.listed(package) => html(&format!(
                "<h1>{}</h1><p>{package}, <a rel=\"author\" href=\"/developers/{developer}\">{developer}</a></p>\
                 <p><a rel=\"me\" href=\"{site}\">{site}</a></p><p><a href=\"/apk/{package}.apk\">APK</a></p>",
                app.title,
                developer = app.developer,
                site = app.website,
            )),
            Some(_) => notice(StatusCode::NOT_FOUND),
            None if path == "/" => list(None),
            None => match path.strip_prefix("/developers/") {
                Some(developer) => list(Some(developer)),
                None => notice(StatusCode::NOT_FOUND),
            },
        }
    }

    fn messenger(&self, path: &str) -> Response {
        let Some(handle) = path.strip_prefix("/c/") else {
            return if path == "/" { html("<h1>Parley</h1>") } else { notice(StatusCode::NOT_FOUND) };
        };
        let asset = Asset::new(AssetKind::Channel, &format!("{MESSENGER}:{handle}"));
        let there = asset.is_ok_and(|asset| self.state().is_up(&self.plan, &asset) == Some(true));
        let Some(channel) = self.plan.channels.get(handle).filter(|_| there) else { return notice(StatusCode::GONE) };
        let links = channel.links.iter().map(|link| format!("<li><a rel=\"me\" href=\"{link}\">{link}</a>"));
        html(&format!("<h1>{}</h1><p>@{handle}</p><ul>{}</ul>", channel.title, links.collect::<String>()))
    }
}

/// No wait at all.
const NOW: Duration = Duration::ZERO;

/// The router of one machine.
pub(super) fn router(internet: Arc<Internet>, at: Ipv4Addr) -> Router {
    Router::new().fallback(visit).with_state((internet, at))
}

async fn visit(Shared((internet, at)): Shared<(Arc<Internet>, Ipv4Addr)>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok());
    let host = host.and_then(|host| host.split(':').next()).unwrap_or_default().to_ascii_lowercase();
    let (mut response, wait) = internet.answer(at, &host, request.uri().path());
    tokio::time::sleep(wait).await;
    // A machine may be carried away between two visits, and then no connection may be left to it.
    response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    response
}

fn typed(content_type: &'static str, body: impl Into<Body>) -> Response {
    ([(CONTENT_TYPE, content_type)], body.into()).into_response()
}

fn html(body: &str) -> Response {
    let page = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>{MARK}</title>{body}<p>{MARK}</p></html>\n"
    );
    typed("text/html; charset=utf-8", page)
}

fn notice(status: StatusCode) -> Response {
    (status, html(&format!("<h1>{}</h1>", status.as_u16()))).into_response()
}

fn redirect(status: StatusCode, to: &str) -> Response {
    (status, [(LOCATION, to.to_owned())]).into_response()
}

/// One issue of a newsletter, as somebody received it.
fn issue(sender: &str, domain: &str, from: Ipv4Addr) -> String {
    format!(
        "Received: from out.{domain} (out.{domain} [{from}])\r\n\tby mx.reader.test with ESMTPS;\r\n\
         \tMon, 04 May 2026 06:00:00 +0000\r\nFrom: Noon letters <{sender}>\r\nTo: reader@reader.test\r\n\
         Subject: {MARK}: the week in the harbour\r\nDate: Mon, 04 May 2026 06:00:00 +0000\r\n\
         Message-ID: <1@{domain}>\r\nList-Unsubscribe: <https://{domain}/>\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\n{MARK}: light wind, calm water.\r\n"
    )
}

/// Picks the certificate of the host asked for, or the machine's first for whoever names none or a stranger.
pub(super) struct Shows {
    pub internet: Arc<Internet>,
    pub at: Ipv4Addr,
}

impl fmt::Debug for Shows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shows").field("at", &self.at).finish_non_exhaustive()
    }
}

impl ResolvesServerCert for Shows {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let host = hello.server_name().and_then(|name| self.internet.host_at(self.at, &name.to_ascii_lowercase()));
        let number = match host {
            Some(host) => host.certificate,
            None => self.internet.plan.machines.get(&self.at)?.shows,
        };
        let generation = self.internet.state().generation;
        Some(self.internet.keys.certificate(number, generation).shown.clone())
    }
}
