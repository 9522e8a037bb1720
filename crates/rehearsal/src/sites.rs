//! The hosting services of the small internet: what each of their sites serves at a moment.
//!
//! What is served is a function of the page's state and of where the visitor stands. Nothing here
//! keeps time; [`crate::providers`] changes states when the story's clock says so.

pub(crate) mod listen;
pub(crate) mod notice;
mod state;
pub(crate) mod traps;

pub use state::{PageState, Region, Return, StateTruth};

use std::collections::{BTreeSet, HashMap};
use std::sync::{PoisonError, RwLock};

use axum::body::Bytes;
use jiff::Timestamp;
use url::Url;

use crate::pages::Page;

use crate::providers::{Change, FIRMS, Manner, interface_host, registered, serving};
use notice::Notice;
use state::Slot;

/// Query parameters that only follow visitors around, and change nothing that is served.
const TRACKING: [&str; 3] = ["utm_", "fbclid", "gclid"];

/// All sites with everything on them.
pub(crate) struct Sites {
    hosts: BTreeSet<String>,
    pages: Vec<Hosted>,
    /// Host and path (with query) to what stands there.
    routes: HashMap<(String, String), Route>,
    slots: RwLock<Vec<Slot>>,
}

struct Hosted {
    host: String,
    path: String,
    moved_path: String,
    file: File,
    assets: Vec<File>,
}

#[derive(Clone)]
struct File {
    content_type: String,
    body: Bytes,
}

#[derive(Clone, Copy)]
enum Route {
    Original(usize),
    Moved(usize),
    Asset { page: usize, asset: usize },
}

/// What a visitor gets.
pub(crate) struct Served {
    pub status: u16,
    pub content_type: String,
    pub location: Option<String>,
    pub body: Bytes,
}

impl Sites {
    pub fn new(pages: Vec<Page>) -> Self {
        let mut routes = HashMap::new();
        let mut hosts: BTreeSet<String> = FIRMS.iter().map(|firm| firm.domain.to_owned()).collect();
        hosts.extend(FIRMS.iter().filter_map(|firm| interface_host(firm.domain)));
        let mut hosted = Vec::new();
        for (index, page) in pages.into_iter().enumerate() {
            let host = page.host.to_ascii_lowercase();
            hosts.insert(registered(&host).to_owned());
            hosts.insert(host.clone());
            let mut put = |path: &str, route| routes.insert((host.clone(), path.to_owned()), route);
            for (asset, file) in page.assets.iter().enumerate() {
                put(&file.path, Route::Asset { page: index, asset });
            }
            put(&page.moved_path, Route::Moved(index));
            put(&page.path, Route::Original(index));
            hosted.push(Hosted::new(host, page));
        }
        let slots = RwLock::new(hosted.iter().map(|_| Slot::default()).collect());
        Self { hosts, pages: hosted, routes, slots }
    }

    /// All host names with something behind them, sorted.
    pub fn hosts(&self) -> impl Iterator<Item = &str> + Clone {
        self.hosts.iter().map(String::as_str)
    }

    /// The addresses of all pages, in their given order.
    pub fn urls(&self) -> impl Iterator<Item = String> {
        self.pages.iter().map(|page| url(&page.host, &page.path))
    }

    pub fn moved_url(&self, page: usize) -> String {
        url(&self.pages[page].host, &self.pages[page].moved_path)
    }

    /// The page that `url` names, at its old or its new path.
    pub fn page_at(&self, url: &str) -> Option<usize> {
        let (host, path) = split(url)?;
        match self.route(&host, &path)? {
            Route::Original(page) | Route::Moved(page) => Some(page),
            Route::Asset { page, .. } => Some(page),
        }
    }

    /// The firm that serves the host of `url`, when it is one of this world.
    pub fn firm_serving(&self, url: &str) -> Option<usize> {
        let (host, _) = split(url)?;
        self.hosts.contains(&host).then(|| serving(&host))
    }

    pub fn change(&self, page: usize, change: Change, at: Timestamp) {
        let original = url(&self.pages[page].host, &self.pages[page].path);
        let moved = self.moved_url(page);
        let mut slots = self.slots.write().unwrap_or_else(PoisonError::into_inner);
        slots[page].apply(change, at, original, moved);
    }

    pub fn truth(&self, url: &str) -> Option<StateTruth> {
        let page = self.page_at(url)?;
        Some(self.slot(page).truth())
    }

    /// What a visitor from `region` gets for a path (with query) at a host of the firm `firm`.
    pub fn serve(&self, firm: usize, host: &str, path: &str, region: Region) -> Served {
        if !self.hosts.contains(host) || serving(host) != firm {
            return notice::page(firm, Notice::WrongHost).status(421);
        }
        match self.route(host, path) {
            Some(Route::Original(page)) => {
                let state = self.slot(page).original;
                self.in_state(firm, &self.pages[page].file, state, region)
            }
            Some(Route::Moved(page)) => {
                let state = self.slot(page).moved;
                self.in_state(firm, &self.pages[page].file, state, region)
            }
            Some(Route::Asset { page, asset }) => {
                // A picture lives and dies with the page it belongs to, wherever that stands.
                let state = self.slot(page).best();
                self.in_state(firm, &self.pages[page].assets[asset], state, region)
            }
            None => unknown(firm, host, path),
        }
    }

    fn in_state(&self, firm: usize, file: &File, state: PageState, region: Region) -> Served {
        match state {
            PageState::GeoBlocked(status) if region == Region::Union => {
                notice::page(firm, Notice::NotInYourCountry).status(status)
            }
            PageState::Up | PageState::GeoBlocked(_) => {
                Served { status: 200, content_type: file.content_type.clone(), location: None, body: file.body.clone() }
            }
            PageState::Gone(status) => notice::page(firm, Notice::NotFound).status(status),
            PageState::SoftGone => notice::page(firm, Notice::NotFound).status(200),
            PageState::Redirect { status, to } => {
                Served { location: Some(to), ..notice::page(firm, Notice::Elsewhere).status(status) }
            }
        }
    }

    fn slot(&self, page: usize) -> Slot {
        let slots = self.slots.read().unwrap_or_else(PoisonError::into_inner);
        slots[page].clone()
    }

    fn route(&self, host: &str, path: &str) -> Option<Route> {
        let key = (host.to_owned(), without_tracking(path));
        self.routes.get(&key).copied()
    }
}

impl Hosted {
    fn new(host: String, page: Page) -> Self {
        Self {
            host,
            path: page.path,
            moved_path: page.moved_path,
            file: File { content_type: page.content_type, body: page.body.into() },
            assets: page
                .assets
                .into_iter()
                .map(|asset| File { content_type: asset.content_type, body: asset.body.into() })
                .collect(),
        }
    }
}

/// Answers for paths that are not pages of the story.
fn unknown(firm: usize, host: &str, path: &str) -> Served {
    match path {
        "/robots.txt" => Served {
            status: 200,
            content_type: "text/plain; charset=utf-8".to_owned(),
            location: None,
            body: Bytes::from_static(b"# REHEARSAL\nUser-agent: *\nAllow: /\n"),
        },
        "/" => notice::page(firm, Notice::FrontDoor(host)).status(200),
        // This provider says "not found" with status 200 for everything, as such sites do.
        _ if FIRMS[firm].manner == Manner::SoftNotFound => notice::page(firm, Notice::NotFound).status(200),
        _ => notice::page(firm, Notice::NotFound).status(404),
    }
}

fn url(host: &str, path: &str) -> String {
    format!("https://{host}{path}")
}

/// Host and path (with query) of a URL, in the form the routes are kept in.
fn split(url: &str) -> Option<(String, String)> {
    let url = Url::parse(url).ok()?;
    let path = match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    };
    Some((url.host_str()?.to_owned(), path))
}

fn without_tracking(path: &str) -> String {
    let Some((path, query)) = path.split_once('?') else {
        return path.to_owned();
    };
    let kept: Vec<&str> = query.split('&').filter(|pair| !TRACKING.iter().any(|name| pair.starts_with(name))).collect();
    if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) }
}
