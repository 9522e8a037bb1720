//! Deconfliction: asking whether an act would disturb another authority's inquiry.
//!
//! Silence is never "go". An answer is given by a named person, for a reason class, for a time.

use crate::named::named;
use jiff::Timestamp;
use url::Url;

named! {
    /// What an authority answers when asked.
    ///
    /// # Source
    /// Regulation (EU) 2021/784, Art 14(1) and recital 36.
    pub enum Answer {
        /// Nothing stands against it.
        Go = "go",
        /// Do not act before the hold ends.
        Hold = "hold",
        /// Speak with us first.
        Contact = "contact",
    }
}

named! {
    /// Why an authority holds; never more than the class is told.
    pub enum ReasonClass {
        /// A criminal inquiry.
        Inquiry = "inquiry",
        /// Somebody's safety.
        Safety = "safety",
        /// A joint operation in preparation.
        Operation = "operation",
    }
}

/// The scopes under which a hold can cover an address, widest last: the item itself, each folder above
/// it (an account, a channel), the host, and every domain above the host.
#[must_use]
pub fn scopes_over(url: &Url) -> Vec<String> {
    let host = url.host_str().unwrap_or_default();
    let mut scopes = Vec::new();
    if url.query().is_some() {
        scopes.push(format!("{host}{}?{}", url.path(), url.query().unwrap_or_default()));
    }
    let mut path = url.path().trim_end_matches('/');
    while !path.is_empty() {
        scopes.push(format!("{host}{path}"));
        path = path.rsplit_once('/').map_or("", |(above, _)| above);
    }
    let mut domain = host;
    while !domain.is_empty() {
        scopes.push(domain.to_owned());
        domain = domain.split_once('.').map_or("", |(_, above)| above);
    }
    scopes
}

/// Whether a hold is in force.
#[must_use]
pub fn in_force(until: Timestamp, lifted: bool, now: Timestamp) -> bool {
    !lifted && now < until
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hold_covers_what_is_below_and_no_lookalikes() {
        let over = |scope: &str, url: &str| scopes_over(&Url::parse(url).unwrap()).contains(&scope.to_owned());
        assert!(over("lowtide.test", "https://lowtide.test/x"));
        assert!(over("lowtide.test", "https://b.lowtide.test/x"));
        assert!(over("b.lowtide.test/@harbour", "https://b.lowtide.test/@harbour/41"));
        assert!(over("b.lowtide.test/p?id=4", "https://b.lowtide.test/p?id=4"));
        assert!(!over("lowtide.test", "https://slowtide.test/x"));
        assert!(!over("b.lowtide.test", "https://lowtide.test/x"));
        assert!(!over("b.lowtide.test/@harbour", "https://b.lowtide.test/@harbourmaster/41"));
        assert!(!over("b.lowtide.test/p?id=4", "https://b.lowtide.test/p?id=5"));
    }
}
