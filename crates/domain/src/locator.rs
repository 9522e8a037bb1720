//! Where an item is: one exact URL, written one way.
//!
//! Two spellings of one address must find the same item, and no order may aim at more than one
//! item. In April 2019 hundreds of notices named collection pages, searches and whole libraries;
//! [`exact`] refuses those shapes by name.

use url::Url;

/// The longest URL that is taken in, in bytes.
pub const MAX_URL_BYTES: usize = 8192;

/// Query parameters that say how a reader came, never what is shown.
const TRACKING: [&str; 14] = [
    "fbclid", "gclid", "dclid", "msclkid", "yclid", "igshid", "mc_cid", "mc_eid", "ref_src", "ref_url", "_ga", "_gl",
    "spm", "si",
];

/// Why a string is not an address that can be taken in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// Longer than [`MAX_URL_BYTES`].
    #[error("the address is longer than {MAX_URL_BYTES} bytes")]
    TooLong,
    /// Not a URL by the WHATWG standard.
    #[error("this is not a web address: {0}")]
    NotAUrl(#[from] url::ParseError),
    /// Neither http nor https.
    #[error("only http and https addresses can be taken in, not {0}")]
    Scheme(String),
    /// Carries a user name or password, which would be sent on to others.
    #[error("the address carries a user name or password; take them out")]
    Credentials,
}

/// Reads an address and writes it the one way: WHATWG normal form, punycode host without a final
/// dot, no fragment, no tracking parameters, the other parameters in their order.
///
/// # Errors
/// [`Malformed`] says what is wrong with the address.
///
/// # Source
/// WHATWG URL Standard; Unicode UTS 46 for host names.
pub fn canonical(given: &str) -> Result<Url, Malformed> {
    let given = given.trim();
    if given.len() > MAX_URL_BYTES {
        return Err(Malformed::TooLong);
    }
    let mut url = Url::parse(given)?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(Malformed::Scheme(url.scheme().to_owned()));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Malformed::Credentials);
    }
    url.set_fragment(None);
    if let Some(host) = url.host_str().and_then(|host| host.strip_suffix('.')).map(str::to_owned) {
        url.set_host(Some(&host))?;
    }
    drop_tracking(&mut url);
    Ok(url)
}

fn drop_tracking(url: &mut Url) {
    let Some(query) = url.query() else { return };
    let kept: Vec<&str> = query
        .split('&')
        .filter(|pair| {
            let name = pair.split('=').next().unwrap_or_default().to_ascii_lowercase();
            !pair.is_empty() && !name.starts_with("utm_") && !TRACKING.contains(&name.as_str())
        })
        .collect();
    let kept = kept.join("&");
    url.set_query((!kept.is_empty()).then_some(kept.as_str()));
}

/// Whether a host is a domain or a name below it.
#[must_use]
pub fn is_within(host: &str, domain: &str) -> bool {
    host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// Why an address aims at more than one item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotExact {
    /// The front page of a site.
    #[error("it is the root of a site, not one item")]
    Root,
    /// A search and its results.
    #[error("it is a search, not one item")]
    Search,
    /// A collection, category, tag, archive or user page.
    #[error("it is a listing or collection, not one item")]
    Listing,
    /// A pattern that stands for many addresses.
    #[error("it holds a wildcard, so it is not one item")]
    Wildcard,
    /// A file that was handed in, with no address on the web.
    #[error("it has no address on the web")]
    NoAddress,
}

/// Whether an address can be that of one item, judged by its shape alone.
///
/// # Errors
/// [`NotExact`] names the shape that aims at more.
///
/// # Source
/// Regulation (EU) 2021/784, Art 3(4)(c): "the exact uniform resource locator".
pub fn exact(url: &Url) -> Result<(), NotExact> {
    if !matches!(url.scheme(), "http" | "https") {
        return Err(NotExact::NoAddress);
    }
    if is_pattern(url.as_str()) {
        return Err(NotExact::Wildcard);
    }
    let segments: Vec<String> =
        url.path_segments().into_iter().flatten().filter(|s| !s.is_empty()).map(str::to_ascii_lowercase).collect();
    let asks = |names: &[&str]| url.query_pairs().any(|(name, _)| names.contains(&name.to_ascii_lowercase().as_str()));
    if asks(&["q", "query", "search", "s", "keyword", "keywords"]) || segments.iter().any(|s| s == "search") {
        return Err(NotExact::Search);
    }
    match segments.as_slice() {
        [] if url.query().is_none() => Err(NotExact::Root),
        [only] if url.query().is_none() && is_index(only) => Err(NotExact::Root),
        [.., last] if is_listing(last) => Err(NotExact::Listing),
        [.., kind, _]
            if matches!(kind.as_str(), "tag" | "tags" | "category" | "categories" | "collection" | "collections") =>
        {
            Err(NotExact::Listing)
        }
        _ => Ok(()),
    }
}

/// An asterisk, a field that nobody filled in (`{id}`), or a database's percent sign at the end of a name. A percent
/// sign after a figure may be one.
fn is_pattern(url: &str) -> bool {
    let url = url.to_ascii_lowercase();
    let filled = |open: &str, close: &str| url.split_once(open).is_some_and(|(_, rest)| rest.contains(close));
    url.contains('*')
        || url.contains("%2a")
        || filled("{", "}")
        || filled("%7b", "%7d")
        || url.strip_suffix("%25").is_some_and(|before| !before.ends_with(|c: char| c.is_ascii_digit()))
}

fn is_index(segment: &str) -> bool {
    matches!(segment, "index.html" | "index.htm" | "index.php" | "home" | "default.aspx")
}

fn is_listing(segment: &str) -> bool {
    matches!(
        segment,
        "tag"
            | "tags"
            | "category"
            | "categories"
            | "collection"
            | "collections"
            | "archive"
            | "archives"
            | "feed"
            | "rss"
            | "sitemap.xml"
            | "results"
            | "listing"
            | "all"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("HTTPS://B.Lowtide.TEST:443/a/../b?utm_source=x&id=7&fbclid=1#top", "https://b.lowtide.test/b?id=7")]
    #[case("https://bücher.example./x", "https://xn--bcher-kva.example/x")]
    #[case("  http://a.test/?utm_campaign=z ", "http://a.test/")]
    #[case("https://a.test/?b=2&a=1", "https://a.test/?b=2&a=1")]
    fn one_spelling(#[case] given: &str, #[case] wanted: &str) {
        assert_eq!(canonical(given).unwrap().as_str(), wanted);
    }

    #[rstest]
    #[case("ftp://a.test/x")]
    #[case("javascript:alert(1)")]
    #[case("https://user:secret@a.test/x")]
    #[case("not a url")]
    #[case("https://")]
    #[case("")]
    fn refused(#[case] given: &str) {
        assert!(canonical(given).is_err());
    }

    #[test]
    fn names_below_are_within_and_lookalikes_are_not() {
        assert!(is_within("b.lowtide.test", "lowtide.test") && is_within("lowtide.test", "lowtide.test"));
        assert!(!is_within("slowtide.test", "lowtide.test") && !is_within("lowtide.test", "b.lowtide.test"));
    }

    #[rstest]
    #[case("https://a.test/", Err(NotExact::Root))]
    #[case("https://a.test/index.html", Err(NotExact::Root))]
    #[case("https://a.test/search?q=x", Err(NotExact::Search))]
    #[case("https://a.test/x?q=tide", Err(NotExact::Search))]
    #[case("https://a.test/tag/tides", Err(NotExact::Listing))]
    #[case("https://a.test/collections", Err(NotExact::Listing))]
    #[case("https://a.test/x/*", Err(NotExact::Wildcard))]
    #[case("https://a.test/x-%2A/y", Err(NotExact::Wildcard))]
    #[case("https://a.test/x-%25", Err(NotExact::Wildcard))]
    #[case("https://a.test/item/{id}", Err(NotExact::Wildcard))]
    #[case("https://a.test/item/%7Bid%7D/text", Err(NotExact::Wildcard))]
    #[case("https://a.test/why-100%25", Ok(()))]
    #[case("https://a.test/a%7Db%7B", Ok(()))]
    #[case("https://a.test/meridian/bulletin-41", Ok(()))]
    #[case("https://a.test/?p=4711", Ok(()))]
    fn exactness(#[case] url: &str, #[case] wanted: Result<(), NotExact>) {
        assert_eq!(exact(&canonical(url).unwrap()), wanted);
    }

    proptest! {
        #[test]
        fn canonical_is_stable(given in "\\PC{0,80}") {
            if let Ok(url) = canonical(&format!("https://a.test/{given}")) {
                prop_assert_eq!(canonical(url.as_str()).unwrap(), url);
            }
        }

        #[test]
        fn tracking_never_tells_items_apart(path in "[a-z]{1,8}", junk in "[a-z0-9]{1,8}") {
            let plain = canonical(&format!("https://a.test/{path}?id=1")).unwrap();
            let tracked = canonical(&format!("https://A.test/{path}?utm_term={junk}&id=1&gclid={junk}#{junk}")).unwrap();
            prop_assert_eq!(plain, tracked);
        }
    }
}
