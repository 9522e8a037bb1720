//! Looking at a page for what ties it to others: where it sends on to, what it carries, what it is built from, and which
//! applications, channels and streams it names.
//!
//! All of it stands in public and can be copied; who weighs it must know that, and `domain::map` does.

mod fingerprint;
pub(super) mod headers;
mod markup;
mod platforms;
mod trackers;

use super::found::Found;
use super::{Collector, no_answer, unseen};
use casework::ports::{CollectError, Collected, Fetch, FetchError, Fetched};
use domain::map::{Asset, AssetKind, LinkKind, Source};
use markup::Markup;
use matching::page::{Link, Page};
pub use platforms::{Platform, PlatformKind};
use url::Url;

/// Octets of a page that are looked through for markup.
const MAX_MARKUP: usize = 4 * 1024 * 1024;
/// Octets of a favicon. Longer ones are no icons.
const MAX_ICON: usize = 1024 * 1024;
/// Links of one kind that are taken from a page.
const MAX_OUTGOING: usize = 200;
/// The word by which a page calls what a link leads to its own.
///
/// # Source
/// XFN 1.1; IndieWeb, "rel=me".
const OWN: &str = "me";

impl Collector {
    /// Looks at a site's page or a host's front page, and at its icon.
    pub(super) async fn look_at_page(&self, asset: &Asset) -> Result<Collected, CollectError> {
        let value = asset.value();
        let mut found = self.found(Source::Http);
        let fetched = self.page_of(asset).await.map_err(|error| unseen(value, &error))?;
        for hop in &fetched.hops {
            found.answer(hop.url.as_str(), [&hop.response_head[..], &hop.body].concat());
        }
        fetched.not_examined.iter().for_each(|note| found.not_examined(note.clone()));
        redirects(&mut found, asset, &fetched);
        let Some(subject) = subject(asset, &fetched) else { return Ok(found.finish(asset)) };
        headers_of(&mut found, &subject, &fetched);
        if !(200..300).contains(&fetched.status) {
            // What a server shows when there is nothing is the same on a million others.
            found.not_examined(format!("status {}: the page itself was not examined", fetched.status));
            return Ok(found.finish(asset));
        }
        let platforms = self.platforms.clone();
        let url = fetched.url.clone();
        let read = tokio::task::spawn_blocking(move || {
            let icon = read_page(&mut found, &subject, &fetched, &platforms);
            (found, subject, icon)
        });
        let (mut found, subject, icon) = read.await.map_err(|_| no_answer(value, "the page could not be read"))?;
        self.look_at_icon(&mut found, &subject, &icon.unwrap_or_else(|| front(&url, "/favicon.ico"))).await;
        Ok(found.finish(asset))
    }

    /// Looks at what a store or platform shows to anybody: what it leads to. All else in the page is the platform's.
    pub(super) async fn look_at_listing(&self, asset: &Asset) -> Result<Collected, CollectError> {
        let value = asset.value();
        let mut found = self.found(Source::Http);
        let url = self.listing(asset).ok_or_else(|| no_answer(value, "no platform is known that shows it"))?;
        let fetched = self.fetcher.fetch(&url, self.vantage()).await.map_err(|error| unseen(value, &error))?;
        match fetched.status {
            200..=299 => {}
            404 | 410 => return Err(CollectError::Unknown { asked: url.to_string() }),
            status => return Err(no_answer(value, &format!("status {status}"))),
        }
        for hop in &fetched.hops {
            found.answer(hop.url.as_str(), [&hop.response_head[..], &hop.body].concat());
        }
        let (platforms, subject) = (self.platforms.clone(), asset.clone());
        let read = tokio::task::spawn_blocking(move || {
            let page = Page::read(&fetched.body, fetched.content_type.as_deref(), &fetched.url);
            outgoing(&mut found, &subject, &page, &platforms);
            found
        });
        Ok(read.await.map_err(|_| no_answer(value, "the page could not be read"))?.finish(asset))
    }

    /// Where an application, channel or account is shown to anybody.
    pub(super) fn listing(&self, asset: &Asset) -> Option<Url> {
        self.platforms.iter().find_map(|platform| platform.page(asset))
    }

    /// A host is looked at over https, and over http if nothing answers there.
    async fn page_of(&self, asset: &Asset) -> Result<Fetched, FetchError> {
        let not_found = |_| FetchError::NameNotFound { host: asset.value().to_owned() };
        if asset.kind() == AssetKind::Site {
            return self.fetcher.fetch(&Url::parse(asset.value()).map_err(not_found)?, self.vantage()).await;
        }
        let secure = Url::parse(&format!("https://{}/", asset.value())).map_err(not_found)?;
        match self.fetcher.fetch(&secure, self.vantage()).await {
            Err(FetchError::NoConnection { .. }) => {
                let plain = Url::parse(&format!("http://{}/", asset.value())).map_err(not_found)?;
                self.fetcher.fetch(&plain, self.vantage()).await
            }
            outcome => outcome,
        }
    }

    /// Failing to fetch an icon spoils nothing.
    async fn look_at_icon(&self, found: &mut Found, subject: &Asset, url: &Url) {
        match self.fetcher.fetch_within(url, self.vantage(), MAX_ICON).await {
            Ok(icon) if (200..300).contains(&icon.status) && fingerprint::is_picture(&icon.body) => {
                let hash = fingerprint::favicon(&icon.body).to_string();
                if let Ok(favicon) = Asset::new(AssetKind::Favicon, &hash) {
                    found.link(subject, LinkKind::Shows, &favicon, icon.url.path());
                }
                found.answer(icon.url.as_str(), icon.body);
            }
            Ok(_) => found.not_examined(format!("{url} is not a picture")),
            Err(error) => found.not_examined(format!("{url}: {error}")),
        }
    }
}

fn front(url: &Url, path: &str) -> Url {
    let mut front = url.clone();
    front.set_path(path);
    front.set_query(None);
    front.set_fragment(None);
    front
}

/// Every step from one host to another.
fn redirects(found: &mut Found, asset: &Asset, fetched: &Fetched) {
    let mut from = asset.clone();
    // A site that only sends on stands on a host all the same, and that one can be asked about.
    if let Some(host) = fetched.hops.first().and_then(|first| Asset::of_url(&first.url).into_iter().nth(1)) {
        found.link(asset, LinkKind::PublishedOn, &host, "");
    }
    for pair in fetched.hops.windows(2) {
        let [before, after] = pair else { continue };
        if before.url.host_str() == after.url.host_str() {
            continue;
        }
        if let Some(site) = Asset::of_url(&after.url).into_iter().next() {
            found.link(&from, LinkKind::RedirectsTo, &site, &format!("status {}", before.status));
            from = site;
        }
    }
}

/// Whose page it is: that of what was asked, or, after a redirect to another host, that of the other site.
fn subject(asset: &Asset, fetched: &Fetched) -> Option<Asset> {
    let first = fetched.hops.first()?;
    if first.url.host_str() == fetched.url.host_str() {
        return Some(asset.clone());
    }
    Asset::of_url(&fetched.url).into_iter().next()
}

/// What stands before the page: who delivers it, at which address, and its other address behind onion routers.
fn headers_of(found: &mut Found, subject: &Asset, fetched: &Fetched) {
    let Some(last) = fetched.hops.last() else { return };
    let server = headers::value(last, "server").map_or_else(String::new, |server| format!("server {server}"));
    let named = Asset::of_url(&fetched.url);
    if let Some(host) = named.get(1) {
        found.link(subject, LinkKind::PublishedOn, host, &server);
        if let Some(address) = last.server {
            found.link(host, LinkKind::ResolvesTo, &Asset::of_ip(address), "connected to");
        }
    }
    if let Some((cdn, why)) = headers::cdn(last) {
        found.link(subject, LinkKind::HostedBy, &cdn, &why);
    }
    let onion = headers::value(last, "onion-location").and_then(|text| Url::parse(&text).ok());
    if let Some(onion) = onion.and_then(|url| Asset::new(AssetKind::Onion, url.host_str()?).ok()) {
        found.link(subject, LinkKind::PointsTo, &onion, "Onion-Location");
    }
}

/// What the page itself holds; returns where its icon is, if it says so.
fn read_page(found: &mut Found, subject: &Asset, fetched: &Fetched, platforms: &[Platform]) -> Option<Url> {
    let page = Page::read(&fetched.body, fetched.content_type.as_deref(), &fetched.url);
    let cut = &fetched.body[..fetched.body.len().min(MAX_MARKUP)];
    if cut.len() < fetched.body.len() {
        found.not_examined(format!("markup beyond {MAX_MARKUP} bytes"));
    }
    let html = String::from_utf8_lossy(cut);
    let markup = Markup::read(&html);
    for tracker in trackers::of(&html) {
        found.link(subject, LinkKind::Carries, &tracker, "in the page");
    }
    for (template, note) in [(fingerprint::dom(&markup), "markup"), (fingerprint::text(&page.text), "text")] {
        if let Some(template) = template {
            found.link(subject, LinkKind::BuiltFrom, &template, note);
        }
    }
    let media = markup.media.iter().filter_map(|address| fetched.url.join(address).ok());
    let streams: Vec<Url> = media.chain(page.links.iter().map(|link| link.url.clone())).collect();
    for url in streams.iter().filter(|url| platforms::is_stream(url)).take(MAX_OUTGOING) {
        if let Ok(stream) = Asset::new(AssetKind::Stream, url.as_str()) {
            found.link(subject, LinkKind::PointsTo, &stream, "in the page");
        }
    }
    outgoing(found, subject, &page, platforms);
    for wallet in markup.wallets.iter().filter_map(|wallet| Asset::new(AssetKind::Wallet, wallet).ok()) {
        found.link(subject, LinkKind::PaidTo, &wallet, "link");
    }
    let icon = markup.icon.as_deref().and_then(|address| fetched.url.join(address).ok());
    icon.filter(|url| matches!(url.scheme(), "http" | "https"))
}

/// Links to applications, channels and accounts, and to what the page calls its own.
fn outgoing(found: &mut Found, subject: &Asset, page: &Page, platforms: &[Platform]) {
    let mut taken = 0;
    for link in &page.links {
        let Some((other, note)) = led_to(link, platforms) else { continue };
        if other == *subject {
            continue;
        }
        if taken == MAX_OUTGOING {
            found.not_examined(format!(
                "more than {MAX_OUTGOING} links to platforms or own sites; the rest was not taken"
            ));
            return;
        }
        taken += 1;
        found.link(subject, LinkKind::PointsTo, &other, note);
    }
}

/// What a link names, and how it is seen.
fn led_to(link: &Link, platforms: &[Platform]) -> Option<(Asset, &'static str)> {
    let url = &link.url;
    let file = super::apk::is_package(url.path()).then(|| Asset::new(AssetKind::Site, url.as_str()).ok()).flatten();
    if let Some(other) = file.or_else(|| platforms.iter().find_map(|platform| platform.asset(url))) {
        return Some((other, "link"));
    }
    if !link.rel.iter().any(|word| word == OWN) {
        return None;
    }
    let own = match platforms::is_mount(url) {
        true => Asset::new(AssetKind::Stream, url.as_str()).ok(),
        false => Asset::of_url(url).into_iter().next(),
    };
    own.map(|own| (own, "link that it calls its own"))
}
