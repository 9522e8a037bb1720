//! Listening to the beginning of a stream: its headers, and the addresses in a playlist.

use super::found::{Found, one_line};
use super::page::headers;
use super::{Collector, no_answer, unseen};
use casework::ports::{CollectError, Collected, Hop};
use domain::map::{Asset, AssetKind, LinkKind, Source};
use std::collections::HashSet;
use url::Url;

/// Octets of a stream that are taken: a playlist is shorter, and of a programme nothing is needed but that it is there.
const MAX_BYTES: usize = 64 * 1024;
/// Addresses of a playlist that are taken.
const MAX_ADDRESSES: usize = 200;

impl Collector {
    /// Asks for the stream as a player does, and leaves after its first octets.
    pub(super) async fn listen(&self, asset: &Asset) -> Result<Collected, CollectError> {
        let value = asset.value();
        let url = Url::parse(value).map_err(|_| no_answer(value, "this is no address"))?;
        let mut found = self.found(Source::Stream);
        let fetched = self.fetcher.fetch_within(&url, self.vantage(), MAX_BYTES).await;
        let fetched = fetched.map_err(|error| unseen(value, &error))?;
        if !(200..300).contains(&fetched.status) {
            return Err(no_answer(value, &format!("status {}", fetched.status)));
        }
        for hop in &fetched.hops {
            published(&mut found, asset, hop);
            found.answer(hop.url.as_str(), [&hop.response_head[..], &hop.body].concat());
        }
        if let Some(last) = fetched.hops.last() {
            station(&mut found, asset, last);
        }
        if is_playlist(&fetched.body) {
            playlist(&mut found, asset, &fetched.url, &fetched.body);
            fetched.not_examined.into_iter().for_each(|note| found.not_examined(note));
        }
        Ok(found.finish(asset))
    }
}

/// Where it is served: the host that was named, and the address that answered.
fn published(found: &mut Found, asset: &Asset, hop: &Hop) {
    let server = headers::value(hop, "server").map_or_else(String::new, |server| format!("server {server}"));
    if let Some(host) = Asset::of_url(&hop.url).get(1) {
        found.link(asset, LinkKind::PublishedOn, host, &server);
    }
    if let Some(address) = hop.server {
        found.link(asset, LinkKind::PublishedOn, &Asset::of_ip(address), &server);
    }
    if let Some((cdn, why)) = headers::cdn(hop) {
        found.link(asset, LinkKind::HostedBy, &cdn, &why);
    }
}

/// What a server of the Icecast kind says of its programme. It is written by whoever sends it.
fn station(found: &mut Found, asset: &Asset, hop: &Hop) {
    let name = headers::value(hop, "icy-name").unwrap_or_default();
    let genre = headers::value(hop, "icy-genre").map_or_else(String::new, |genre| format!(", {genre}"));
    let site = headers::value(hop, "icy-url").and_then(|url| Asset::new(AssetKind::Site, &url).ok());
    if let Some(site) = site {
        found.link(asset, LinkKind::PointsTo, &site, &one_line(&format!("programme {name}{genre}")));
    }
}

fn is_playlist(body: &[u8]) -> bool {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body).trim_ascii_start();
    let head = body[..body.len().min(16)].to_ascii_lowercase();
    head.starts_with(b"#extm3u") || head.starts_with(b"[playlist]") || head.starts_with(b"http")
}

/// The addresses in a playlist: M3U (HLS too) has one a line, or in `URI="…"`; PLS has `File1=…`.
///
/// # Source
/// RFC 8216 section 4 (HLS).
fn playlist(found: &mut Found, asset: &Asset, base: &Url, body: &[u8]) {
    let text = String::from_utf8_lossy(body);
    let mut seen = HashSet::new();
    for line in text.lines().map(str::trim) {
        let address = match line.strip_prefix('#') {
            Some(tag) => tag.split_once("URI=\"").and_then(|(_, rest)| rest.split('"').next()),
            None => match line.split_once('=') {
                Some((name, rest)) if name.len() > 4 && name[..4].eq_ignore_ascii_case("file") => Some(rest.trim()),
                _ if line.is_empty() || line.starts_with('[') || line.contains(' ') => None,
                _ => Some(line),
            },
        };
        let Some(url) = address.and_then(|address| base.join(address).ok()) else { continue };
        // Segments of the programme itself lie beside the list and change by the minute.
        if url.host_str() == base.host_str() || !seen.insert(url.host_str().map(str::to_owned)) {
            continue;
        }
        if seen.len() > MAX_ADDRESSES {
            found.not_examined(format!("more than {MAX_ADDRESSES} hosts in the playlist; the rest was not taken"));
            return;
        }
        if let Ok(other) = Asset::new(AssetKind::Stream, url.as_str()) {
            found.link(asset, LinkKind::PointsTo, &other, "in the playlist");
        }
    }
}
