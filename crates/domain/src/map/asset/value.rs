//! The one spelling of each kind of value.

use super::{AssetKind as K, NotAnAsset};
use crate::locator;
use std::net::IpAddr;
use url::{Host, Url};

/// The most bytes of a host name, without its final dot.
///
/// # Source
/// RFC 1035, section 2.3.4 (255 octets on the wire).
const MAX_HOST_BYTES: usize = 253;
/// The most bytes of one label of a host name (RFC 1035, section 2.3.4).
const MAX_LABEL_BYTES: usize = 63;

/// The canonical value, of a kind.
pub(super) fn canonical(kind: K, given: &str) -> Result<String, NotAnAsset> {
    let value = match kind {
        K::Site => return site(given),
        K::Host | K::NameServer | K::MailServer => return host(kind, given),
        K::Domain => return domain(given),
        K::Address => address(given),
        K::AutonomousSystem => autonomous_system(given),
        K::Key | K::Certificate | K::Signer => digest(given),
        K::Registrar | K::Registry | K::HostingAccount | K::Cdn => label(given),
        K::App => app(given),
        K::Stream => stream(given),
        K::Newsletter => mailbox(given),
        K::AddOn | K::Template => word(given).map(str::to_lowercase),
        K::Contact => mailbox(given).or_else(|| label(given)),
        K::Channel | K::Account => handle(given),
        K::Onion => onion(given),
        K::Wallet => wallet(given),
        K::Tracker => tracker(given),
        K::Favicon => given.parse::<i32>().ok().map(|hash| hash.to_string()),
        K::Country => country(given),
    };
    value.ok_or_else(|| misshapen(kind, given))
}

fn misshapen(kind: K, given: &str) -> NotAnAsset {
    NotAnAsset::Shape { kind, wanted: wanted(kind), given: given.chars().take(80).collect() }
}

/// How a value of a kind is written.
const fn wanted(kind: K) -> &'static str {
    match kind {
        K::Site => "give an address that begins with http:// or https://",
        K::Host | K::NameServer | K::MailServer => "give a host name such as www.harbour.example",
        K::Domain => "give a domain such as harbour.example",
        K::Address => "give an IP address",
        K::AutonomousSystem => "give AS and a number, such as AS64500",
        K::Key | K::Certificate | K::Signer => "give a SHA-256 digest in 64 hexadecimal digits",
        K::Registrar | K::Registry | K::HostingAccount | K::Cdn => "give a name of one line",
        K::App => "give package@store",
        K::Stream => "give a URL (http, https, rtmp, rtmps, rtsp, srt or mms) without a user name",
        K::Newsletter => "give the e-mail address of the sender",
        K::AddOn | K::Template => "give an identifier without spaces",
        K::Contact => "give a handle or an e-mail address of one line",
        K::Channel | K::Account => "give platform:handle",
        K::Onion => "give a name of 56 (or, before 2021, 16) letters and digits that ends in .onion",
        K::Wallet => "give the address of the wallet, after its currency and a colon if that is known",
        K::Tracker => "give family:identifier, such as ga:UA-4711-1",
        K::Favicon => "give the MurmurHash3 as a signed decimal number of 32 bits",
        K::Country => "give the two letters of ISO 3166-1",
    }
}

/// The origin, and the path without a final slash. The query says which page is shown, not which site it is of.
fn site(given: &str) -> Result<String, NotAnAsset> {
    let mut url = locator::canonical(given)?;
    if let Some(Host::Domain(name)) = url.host().filter(|_| !url.domain().is_some_and(is_onion))
        && host(K::Host, name)? != name
    {
        return Err(misshapen(K::Site, given));
    }
    url.set_query(None);
    let path = url.path().trim_end_matches('/').to_owned();
    url.set_path(&path);
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

/// A name in punycode and small letters, without a final dot.
fn host(kind: K, given: &str) -> Result<String, NotAnAsset> {
    let name = match Host::parse(given.strip_suffix('.').unwrap_or(given)) {
        Ok(Host::Domain(name)) => name,
        Ok(_) => return Err(NotAnAsset::OtherKind { asked: kind, is: K::Address }),
        Err(_) => return Err(misshapen(kind, given)),
    };
    let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_');
    let sound = |label: &str| (1..=MAX_LABEL_BYTES).contains(&label.len()) && label.bytes().all(allowed);
    if name.len() > MAX_HOST_BYTES || !name.split('.').all(sound) {
        return Err(misshapen(kind, given));
    }
    if is_onion(&name) {
        return Err(NotAnAsset::OtherKind { asked: kind, is: K::Onion });
    }
    Ok(name)
}

pub(super) fn is_onion(name: &str) -> bool {
    name.ends_with(".onion")
}

/// A registrable domain, or one under which others rent out names: that one has a registrar too.
fn domain(given: &str) -> Result<String, NotAnAsset> {
    let name = host(K::Domain, given)?;
    let lies_directly_below_a_suffix =
        name.split_once('.').is_some_and(|(_, above)| psl::suffix_str(above) == Some(above));
    if lies_directly_below_a_suffix && (psl::domain_str(&name).is_some() || private_suffix(&name).is_some()) {
        return Ok(name);
    }
    match domain_of(&name) {
        Some(domain) => Err(NotAnAsset::BelowDomain(domain.to_owned())),
        None => Err(NotAnAsset::PublicSuffix(name)),
    }
}

/// The domain in which a host lies: the part that one holder controls.
pub(super) fn domain_of(host: &str) -> Option<&str> {
    psl::domain_str(host)
}

/// The suffix of a name, if it belongs to somebody who rents out names below it.
pub(super) fn private_suffix(name: &str) -> Option<&str> {
    let suffix = psl::suffix(name.as_bytes())?;
    (suffix.typ() == Some(psl::Type::Private)).then(|| std::str::from_utf8(suffix.as_bytes()).ok()).flatten()
}

fn address(given: &str) -> Option<String> {
    let bare = given.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(given);
    bare.parse::<IpAddr>().ok().map(|ip| ip.to_canonical().to_string())
}

fn autonomous_system(given: &str) -> Option<String> {
    let digits = given.get(..2).filter(|head| head.eq_ignore_ascii_case("as")).map_or(given, |_| given[2..].trim());
    let number = digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse::<u32>().ok()).flatten()?;
    (number > 0).then(|| format!("AS{number}"))
}

/// 64 hexadecimal digits; some tools write them with colons.
fn digest(given: &str) -> Option<String> {
    let hex: String = given.chars().filter(|c| *c != ':').map(|c| c.to_ascii_lowercase()).collect();
    (hex.len() == 64 && hex.bytes().all(|b| b.is_ascii_hexdigit())).then_some(hex)
}

/// A name of one line in small letters, with single spaces.
fn label(given: &str) -> Option<String> {
    let name = given.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    (!name.is_empty() && !name.contains(char::is_control)).then_some(name)
}

/// Something without spaces.
fn word(given: &str) -> Option<&str> {
    (!given.is_empty() && !given.contains(|c: char| c.is_whitespace() || c.is_control())).then_some(given)
}

/// The name of a store, platform, family or currency.
fn realm(given: &str) -> Option<String> {
    let sound = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    (!given.is_empty() && given.chars().all(sound)).then(|| given.to_ascii_lowercase())
}

/// Package names tell large letters from small ones; stores do not.
fn app(given: &str) -> Option<String> {
    let (package, store) = given.rsplit_once('@')?;
    let sound = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    let package = Some(package).filter(|name| !name.is_empty() && name.chars().all(sound))?;
    Some(format!("{package}@{}", realm(store)?))
}

/// Handles do not tell large letters from small ones; an identifier that the platform gave, written
/// `id=`, does.
fn handle(given: &str) -> Option<String> {
    let (platform, handle) = given.split_once(':')?;
    let handle = word(handle.strip_prefix('@').unwrap_or(handle))?;
    let handle = if handle.starts_with("id=") { handle.to_owned() } else { handle.to_lowercase() };
    Some(format!("{}:{handle}", realm(platform)?))
}

fn stream(given: &str) -> Option<String> {
    const SCHEMES: [&str; 7] = ["http", "https", "rtmp", "rtmps", "rtsp", "srt", "mms"];
    let mut url = Url::parse(given).ok().filter(|url| SCHEMES.contains(&url.scheme()) && url.has_host())?;
    if !url.username().is_empty() || url.password().is_some() {
        return None;
    }
    url.set_fragment(None);
    // Only the schemes of the web have their host written one way by the URL standard.
    let host = url.host_str()?.to_ascii_lowercase();
    let host = host.strip_suffix('.').unwrap_or(&host);
    // A second final dot would be taken off when the canonical spelling is read again.
    if host.split('.').any(str::is_empty) {
        return None;
    }
    url.set_host(Some(host)).ok()?;
    Some(url.into())
}

/// An e-mail address in small letters. Large ones may differ by the standard; no provider known to us lets them.
///
/// # Source
/// RFC 5321, section 2.4.
fn mailbox(given: &str) -> Option<String> {
    let (name, domain) = given.rsplit_once('@')?;
    let name = word(name).filter(|name| !name.contains('@'))?.to_lowercase();
    Some(format!("{name}@{}", host(K::Host, domain).ok()?))
}

/// The service's own name, without what stands in front of it: all such names lead to one service.
///
/// # Source
/// Tor Rendezvous Specification, version 3 (56 characters of base32); version 2 had 16.
fn onion(given: &str) -> Option<String> {
    let lower = given.to_ascii_lowercase();
    let name = lower.strip_suffix(".onion")?.rsplit('.').next()?;
    let base32 = |b: u8| b.is_ascii_lowercase() || (b'2'..=b'7').contains(&b);
    (matches!(name.len(), 16 | 56) && name.bytes().all(base32)).then(|| format!("{name}.onion"))
}

/// Hexadecimal and bech32 addresses are written in either case, base58 ones tell letters apart.
fn wallet(given: &str) -> Option<String> {
    let (currency, address) = given.rsplit_once(':').map_or((None, given), |(c, a)| (Some(c), a));
    let sound = !address.is_empty() && address.chars().all(|c| c.is_ascii_alphanumeric());
    let lower = address.to_ascii_lowercase();
    let either = lower.starts_with("0x") || lower.starts_with("bc1") || lower.starts_with("ltc1");
    let address = sound.then(|| if either { lower } else { address.to_owned() })?;
    match currency {
        Some(currency) => Some(format!("{}:{address}", realm(currency)?)),
        None => Some(address),
    }
}

fn tracker(given: &str) -> Option<String> {
    let (family, id) = given.split_once(':')?;
    Some(format!("{}:{}", realm(family)?, word(id)?))
}

fn country(given: &str) -> Option<String> {
    (given.len() == 2 && given.bytes().all(|b| b.is_ascii_alphabetic())).then(|| given.to_ascii_uppercase())
}
