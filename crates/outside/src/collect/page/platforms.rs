//! Links to applications, channels and accounts, and to streams: which shape of address names what.

use domain::map::{Asset, AssetKind};
use serde::Deserialize;
use url::Url;

/// What stands at a platform's address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PlatformKind {
    /// An application in a store.
    App,
    /// A channel of a messenger.
    Channel,
    /// An account.
    Account,
}

/// A shape of addresses: what follows `after` in the path, or stands in a parameter, is the name.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Platform {
    /// The host, in small letters; with `www.` and `m.` before it too.
    pub host: String,
    /// What the platform or store is called in the names of assets.
    pub name: String,
    /// What stands there.
    pub kind: PlatformKind,
    /// How the path begins, such as `/` or `/channel/`.
    pub after: String,
    /// The parameter that holds the name, where it is not in the path.
    #[serde(default)]
    pub query: Option<String>,
    /// Whether the name is an identifier that the platform gave, in which large letters differ from small ones.
    #[serde(default)]
    pub by_id: bool,
    /// Whether anybody is shown what stands there without an account, and is answered 404 or 410 where nothing stands:
    /// then it is looked at.
    #[serde(default)]
    pub open: bool,
}

/// A [`Platform`] in the order of its fields.
type Known = (&'static str, &'static str, PlatformKind, &'static str, Option<&'static str>, bool);

/// Platforms that are known to everybody. Order matters: the first shape that fits names the asset.
const KNOWN: [Known; 19] = {
    use PlatformKind::{Account, App, Channel};
    [
        ("play.google.com", "google-play", App, "/store/apps/details", Some("id"), false),
        ("f-droid.org", "f-droid", App, "/packages/", None, false),
        ("f-droid.org", "f-droid", App, "/en/packages/", None, false),
        ("t.me", "telegram", Channel, "/s/", None, false),
        ("t.me", "telegram", Channel, "/", None, false),
        ("telegram.me", "telegram", Channel, "/", None, false),
        ("whatsapp.com", "whatsapp", Channel, "/channel/", None, true),
        ("discord.gg", "discord", Channel, "/", None, true),
        ("youtube.com", "youtube", Account, "/channel/", None, true),
        ("youtube.com", "youtube", Account, "/@", None, false),
        ("x.com", "twitter", Account, "/", None, false),
        ("twitter.com", "twitter", Account, "/", None, false),
        ("facebook.com", "facebook", Account, "/", None, false),
        ("instagram.com", "instagram", Account, "/", None, false),
        ("tiktok.com", "tiktok", Account, "/@", None, false),
        ("vk.com", "vk", Account, "/", None, false),
        ("ok.ru", "ok", Account, "/group/", None, true),
        ("rumble.com", "rumble", Account, "/c/", None, false),
        ("odysee.com", "odysee", Account, "/@", None, false),
    ]
};

/// First parts of paths that are a platform's own pages, not anybody's name.
const RESERVED: [&str; 23] = [
    "share",
    "sharer",
    "sharer.php",
    "share.php",
    "intent",
    "home",
    "search",
    "hashtag",
    "i",
    "login",
    "joinchat",
    "addstickers",
    "proxy",
    "socks",
    "dialog",
    "plugins",
    "tr",
    "p",
    "reel",
    "explore",
    "watch",
    "privacy",
    "about",
];

impl Platform {
    /// The platforms that are known to everybody.
    pub(in super::super) fn known() -> impl Iterator<Item = Self> {
        KNOWN.into_iter().map(|(host, name, kind, after, query, by_id)| Self {
            host: host.to_owned(),
            name: name.to_owned(),
            kind,
            after: after.to_owned(),
            query: query.map(str::to_owned),
            by_id,
            // Which of them show and answer so changes with the year; who has tried it says so in the settings.
            open: false,
        })
    }

    /// What an address names, if it is of this shape.
    pub(super) fn asset(&self, url: &Url) -> Option<Asset> {
        let host = url.host_str()?;
        let bare = host.strip_prefix("www.").or_else(|| host.strip_prefix("m.")).unwrap_or(host);
        let rest =
            url.path().strip_prefix(self.after.as_str()).filter(|_| [host, bare].contains(&self.host.as_str()))?;
        let name = match &self.query {
            Some(query) => url.query_pairs().find(|(name, _)| name == query.as_str())?.1.into_owned(),
            None => rest.split('/').next()?.to_owned(),
        };
        // A plus sign begins an invitation, which names no channel.
        if name.is_empty() || name.starts_with('+') || RESERVED.contains(&name.as_str()) {
            return None;
        }
        let name = if self.by_id { format!("id={name}") } else { name };
        match self.kind {
            PlatformKind::App => Asset::new(AssetKind::App, &format!("{name}@{}", self.name)).ok(),
            PlatformKind::Channel => Asset::new(AssetKind::Channel, &format!("{}:{name}", self.name)).ok(),
            PlatformKind::Account => Asset::new(AssetKind::Account, &format!("{}:{name}", self.name)).ok(),
        }
    }
}

impl Platform {
    /// Where anybody can see an asset that the platform's name stands in.
    pub(in super::super) fn page(&self, asset: &Asset) -> Option<Url> {
        let value = asset.value();
        let (kind, name) = match asset.kind() {
            AssetKind::App => (PlatformKind::App, value.strip_suffix(self.name.as_str())?.strip_suffix('@')?),
            AssetKind::Channel => (PlatformKind::Channel, value.strip_prefix(self.name.as_str())?.strip_prefix(':')?),
            AssetKind::Account => (PlatformKind::Account, value.strip_prefix(self.name.as_str())?.strip_prefix(':')?),
            _ => return None,
        };
        if kind != self.kind || !self.open || self.by_id != name.starts_with("id=") {
            return None;
        }
        let name = name.strip_prefix("id=").unwrap_or(name);
        let mut url = Url::parse(&format!("https://{}/", self.host)).ok()?;
        match &self.query {
            Some(query) => {
                url.set_path(&self.after);
                url.query_pairs_mut().append_pair(query, name);
            }
            None => url.set_path(&format!("{}{name}", self.after)),
        }
        Some(url)
    }
}

/// Whether an address that a page calls its own looks like the mount of a radio: a bare name that such servers use.
pub(super) fn is_mount(url: &Url) -> bool {
    matches!(url.path(), "/live" | "/stream" | "/radio" | "/listen")
}

/// Whether an address looks like that of a stream or its playlist.
pub(super) fn is_stream(url: &Url) -> bool {
    let path = url.path().to_ascii_lowercase();
    let file = [".m3u8", ".m3u", ".pls", ".xspf", ".asx"].iter().any(|end| path.ends_with(end));
    let other = matches!(url.scheme(), "rtmp" | "rtmps" | "rtsp" | "srt" | "mms");
    // A mount of an Icecast server is a bare name at a port of its own.
    let mount =
        url.port().is_some() && ["/live", "/stream", "/radio", "/listen"].iter().any(|name| path.starts_with(name));
    file || other || mount
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(url: &str) -> Option<String> {
        let own = Platform {
            host: "store.harbour.test".to_owned(),
            name: "harbourstore".to_owned(),
            kind: PlatformKind::App,
            after: "/app".to_owned(),
            query: Some("package".to_owned()),
            by_id: false,
            open: true,
        };
        let url = Url::parse(url).unwrap();
        std::iter::once(own)
            .chain(Platform::known())
            .find_map(|platform| platform.asset(&url))
            .map(|asset| asset.to_string())
    }

    #[test]
    fn names_are_found_and_platforms_own_pages_are_not() {
        for (url, wanted) in [
            (
                "https://store.harbour.test/app?package=example.harbour.tides",
                Some("app example.harbour.tides@harbourstore"),
            ),
            (
                "https://play.google.com/store/apps/details?hl=fr&id=example.Harbour",
                Some("app example.Harbour@google-play"),
            ),
            ("https://play.google.com/store/apps/dev?id=1", None),
            ("https://t.me/s/RehearsalHarbour", Some("channel telegram:rehearsalharbour")),
            ("https://t.me/RehearsalHarbour/42", Some("channel telegram:rehearsalharbour")),
            ("https://t.me/+AbCd", None),
            ("https://t.me/share/url?url=x", None),
            ("https://www.youtube.com/channel/UCRehearsal", Some("account youtube:id=UCRehearsal")),
            ("https://www.youtube.com/watch?v=1", None),
            ("https://m.facebook.com/sharer.php?u=x", None),
            ("https://nott.me/x", None),
        ] {
            assert_eq!(named(url).as_deref(), wanted, "{url}");
        }
    }

    #[test]
    fn what_a_platform_shows_to_all_is_found_where_it_stands() {
        let shape = |after: &str, query: Option<&str>, open| Platform {
            host: "www.harbour.test".to_owned(),
            name: "harbour.test".to_owned(),
            kind: PlatformKind::Channel,
            after: after.to_owned(),
            query: query.map(str::to_owned),
            by_id: false,
            open,
        };
        let asset: Asset = "channel harbour.test:lamp".parse().unwrap();
        let page = |shape: &Platform| shape.page(&asset).map(String::from);
        let path = shape("/c/", None, true);
        assert_eq!(page(&path).as_deref(), Some("https://www.harbour.test/c/lamp"));
        assert_eq!(path.asset(&path.page(&asset).unwrap()).as_ref(), Some(&asset));
        assert_eq!(page(&shape("/c", Some("name"), true)).as_deref(), Some("https://www.harbour.test/c?name=lamp"));
        assert_eq!(page(&shape("/c/", None, false)), None);
        for other in ["channel harbour.test2:lamp", "account harbour.test:lamp", "channel harbour.test:id=lamp"] {
            assert_eq!(path.page(&other.parse().unwrap()), None, "{other}");
        }
    }

    #[test]
    fn streams_are_known_by_their_address() {
        for (url, wanted) in [
            ("https://lamp.test/hls/live.m3u8", true),
            ("http://lamp.test:8000/live", true),
            ("https://lamp.test/live", false),
            ("https://lamp.test/tide.html", false),
        ] {
            assert_eq!(is_stream(&Url::parse(url).unwrap()), wanted, "{url}");
        }
    }
}
