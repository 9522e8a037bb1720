//! Looking at a page: redirects one by one, each step checked, timed, limited and kept as it went
//! over the wire.

mod exchange;
mod failure;
mod heads;
mod manners;
mod pace;
mod place;
mod tune;

use self::exchange::Answer;
use crate::decode::decode;
use crate::names::Names;
use crate::settings::{FetchSettings, FetchSettingsError};
use async_trait::async_trait;
use casework::ports::{Clock, Fetch, FetchError, Fetched, Hop, Vantage};
pub(crate) use failure::classify;
use manners::Manners;
use pace::Pace;
use place::Place;
use reqwest::header::{self, HeaderMap, HeaderValue};
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::SemaphorePermit;
pub use tune::Tuned;
use url::{Host, Url};

/// Octets of a URL that will be asked for. Longer ones name no page that people pass on.
const MAX_URL_BYTES: usize = 16 * 1024;

/// Fetches pages: from this machine, from one of its addresses, or through a proxy.
///
/// It names the unit to every site, keeps to robots.txt, waits between requests to one host, sends no
/// cookies and no credentials, and connects only to addresses that its rule allows.
pub struct Fetcher {
    vantages: Vec<Vantage>,
    places: Vec<Place>,
    names: Names,
    manners: Manners,
    pace: Pace,
    headers: HeaderMap,
    settings: FetchSettings,
    clock: Arc<dyn Clock>,
}

impl Fetcher {
    /// Makes a fetcher; `clock` stamps the requests and ages what is known of robots.txt files.
    ///
    /// # Errors
    /// When the settings are incomplete or contradict themselves, or the system's DNS settings or the
    /// additional certificates cannot be used.
    pub fn new(settings: FetchSettings, clock: Arc<dyn Clock>) -> Result<Self, FetchSettingsError> {
        settings.check()?;
        let names = Names::new(settings.resolver, settings.addresses, settings.port_map)
            .map_err(|error| FetchSettingsError::Resolver(error.into()))?;
        let headers = our_headers(&settings)?;
        let vantage = |v: &crate::VantageSettings| Vantage { name: v.name.clone(), country: v.country.clone() };
        Ok(Self {
            vantages: settings.vantages.iter().map(vantage).collect(),
            places: Place::all(&settings, &names)?,
            names,
            manners: Manners::new(settings.product_token()),
            pace: Pace::new(Duration::from_millis(settings.per_host_interval_ms), settings.parallel),
            headers,
            settings,
            clock,
        })
    }

    fn place(&self, name: &str) -> Result<&Place, FetchError> {
        self.places
            .iter()
            .find(|place| place.name == name)
            .ok_or_else(|| FetchError::NoSuchVantage { name: name.to_owned() })
    }

    /// Asks for one URL, once it has passed the checks and its turn has come. The time it takes is
    /// taken from `budget`; the wait for the turn is not.
    async fn ask(
        &self,
        place: &Place,
        url: &Url,
        max_body_bytes: usize,
        budget: &mut Duration,
    ) -> Result<Answer, FetchError> {
        let host = self.admit(place, url).await?;
        let _turn = self.pace.turn(&host).await;
        let began = tokio::time::Instant::now();
        let answer = self.exchange(place, url, max_body_bytes, *budget).await;
        *budget = budget.saturating_sub(began.elapsed());
        answer
    }

    /// Lets a URL through that may be asked for; returns its host.
    ///
    /// Names are checked where they are resolved: by the client on a direct way. A proxy resolves by
    /// itself, so what our own resolver says of the name is checked here; what the proxy then does is
    /// its operator's care.
    async fn admit(&self, place: &Place, url: &Url) -> Result<String, FetchError> {
        let bad = || FetchError::BadRedirect { to: url.as_str().chars().take(200).collect() };
        if !matches!(url.scheme(), "http" | "https") || url.as_str().len() > MAX_URL_BYTES {
            return Err(bad());
        }
        let host = url.host_str().ok_or_else(bad)?.to_owned();
        match url.host() {
            Some(Host::Ipv4(address)) => self.names.check(&host, IpAddr::V4(address))?,
            Some(Host::Ipv6(address)) => self.names.check(&host, IpAddr::V6(address))?,
            Some(Host::Domain(_)) if place.proxied => match self.names.addresses(&host).await {
                // A name that we cannot see from here may well be seen from there.
                Ok(_) | Err(FetchError::NameNotFound { .. }) => {}
                Err(forbidden) => return Err(forbidden),
            },
            Some(Host::Domain(_)) | None => {}
        }
        Ok(host)
    }

    /// Waits for a turn at a host, for those who ask it for something else than a page.
    pub(crate) async fn turn(&self, host: &str) -> Option<SemaphorePermit<'_>> {
        self.pace.turn(host).await
    }

    fn budget(&self) -> Duration {
        Duration::from_millis(self.settings.total_timeout_ms)
    }

    /// Undoes the page's content coding away from the threads that serve others.
    async fn finish(&self, hops: Vec<Hop>, mut notes: Vec<String>, page: Page) -> Result<Fetched, FetchError> {
        let max_bytes = self.settings.max_decoded_bytes;
        let work = tokio::task::spawn_blocking(move || {
            let decoded = hops.last().map(|hop| decode(&hop.body, &page.codings, max_bytes));
            (hops, decoded)
        });
        let (hops, decoded) = work.await.map_err(|_| FetchError::BadAnswer)?;
        let decoded = decoded.ok_or(FetchError::BadAnswer)?;
        notes.extend(decoded.note);
        Ok(Fetched {
            hops,
            url: page.url,
            status: page.status,
            content_type: page.content_type,
            body: decoded.body,
            not_examined: notes,
        })
    }
}

/// What is known of the last hop beside its bytes.
struct Page {
    url: Url,
    status: u16,
    content_type: Option<String>,
    codings: String,
}

#[async_trait]
impl Fetch for Fetcher {
    fn vantages(&self) -> &[Vantage] {
        &self.vantages
    }

    async fn fetch(&self, url: &Url, vantage: &str) -> Result<Fetched, FetchError> {
        self.fetch_within(url, vantage, self.settings.max_body_bytes).await
    }
}

impl Fetcher {
    /// Fetches as [`Fetch::fetch`] does, but no more than so many bytes of a body: for what has no end.
    pub(crate) async fn fetch_within(
        &self,
        url: &Url,
        vantage: &str,
        max_body_bytes: usize,
    ) -> Result<Fetched, FetchError> {
        let place = self.place(vantage)?;
        let mut budget = self.budget();
        let (mut hops, mut notes): (Vec<Hop>, Vec<String>) = (Vec::new(), Vec::new());
        let mut url = anonymous(url.clone());
        loop {
            self.mind_robots(place, &url).await?;
            let answer = self.ask(place, &url, max_body_bytes, &mut budget).await?;
            let next = answer.redirect()?;
            let page = Page {
                url,
                status: answer.hop.status,
                content_type: answer.header(header::CONTENT_TYPE),
                codings: answer.header(header::CONTENT_ENCODING).unwrap_or_default(),
            };
            notes.extend(answer.note);
            hops.push(answer.hop);
            let Some(next) = next else {
                return self.finish(hops, notes, page).await;
            };
            // A page that sends back to itself will do so again: we bring no cookies along.
            let again = hops.iter().any(|hop| hop.url == next);
            if again || hops.len() > self.settings.max_redirects {
                return Err(FetchError::TooManyRedirects { limit: self.settings.max_redirects });
            }
            url = next;
        }
    }
}

/// A URL without user name and password: we do not log in.
fn anonymous(mut url: Url) -> Url {
    // Both fail only for URLs that have no host, which are refused later.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url
}

/// The headers of every request, in the order in which they are sent after `Host`.
fn our_headers(settings: &FetchSettings) -> Result<HeaderMap, FetchSettingsError> {
    let user_agent = HeaderValue::from_str(&settings.user_agent)
        .map_err(|_| FetchSettingsError::UserAgent { text: settings.user_agent.clone() })?;
    let mut headers = HeaderMap::new();
    headers.insert(header::USER_AGENT, user_agent);
    headers.insert(header::ACCEPT, HeaderValue::from_static("*/*"));
    headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("gzip, deflate"));
    Ok(headers)
}
