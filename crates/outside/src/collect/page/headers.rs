//! Headers of an answer, from its head as it was received.

use casework::ports::Hop;
use domain::map::{Asset, AssetKind};

/// Headers that only one delivery network sets, or their values. What is delivered through one stands elsewhere.
const CDNS: [(&str, &str, &str); 10] = [
    ("cf-ray", "", "cloudflare"),
    ("x-amz-cf-id", "", "amazon cloudfront"),
    ("x-azure-ref", "", "azure front door"),
    ("x-akamai-transformed", "", "akamai"),
    ("x-fastly-request-id", "", "fastly"),
    ("server", "akamaighost", "akamai"),
    ("server", "bunnycdn", "bunny"),
    ("server", "ddos-guard", "ddos-guard"),
    ("server", "qrator", "qrator"),
    ("x-cdn", "imperva", "imperva"),
];

/// The first value of a header, named in small letters.
pub(in super::super) fn value(hop: &Hop, name: &str) -> Option<String> {
    let head = String::from_utf8_lossy(&hop.response_head);
    let mut lines = head.lines().skip(1).filter_map(|line| line.split_once(':'));
    let value = lines.find(|(given, _)| given.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim().to_owned());
    value.filter(|value| !value.is_empty())
}

/// The delivery network that an answer came through, and how it is seen.
pub(in super::super) fn cdn(hop: &Hop) -> Option<(Asset, String)> {
    CDNS.iter().find_map(|(header, sign, name)| {
        let given = value(hop, header)?;
        if !given.to_ascii_lowercase().contains(sign) {
            return None;
        }
        Some((Asset::new(AssetKind::Cdn, name).ok()?, format!("header {header}: {given}")))
    })
}
