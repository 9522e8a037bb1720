//! What each kind of value must look like.

use std::fmt::Display;
use std::str::FromStr;

use domain::people::Country;
use jiff::civil::Date;
use jiff::tz::TimeZoneDatabase;
use url::{Host, Url};

use super::{Fault, MAX_DAYS};

/// A value, or what is wrong with it.
pub(super) type Checked<T> = Result<T, Fault>;

/// Characters of a value that are shown in a problem.
const SHOWN_CHARS: usize = 80;
/// Octets of a domain name (RFC 1035 section 2.3.4) and of an address.
const MAX_DOMAIN: usize = 253;
const MAX_ADDRESS: usize = 2000;

pub(super) fn shown(text: &str) -> String {
    crate::layout::shown(text).chars().take(SHOWN_CHARS).collect()
}

/// Text in one line.
pub(super) fn line(text: &str, limit: usize) -> Checked<String> {
    lines(text, limit).and_then(|text| if text.contains('\n') { Err(Fault::Invisible) } else { Ok(text) })
}

/// Text in any number of lines, whose ends are written in one way.
pub(super) fn lines(text: &str, limit: usize) -> Checked<String> {
    let text = text.trim().replace("\r\n", "\n");
    if text.chars().count() > limit {
        return Err(Fault::TooLong(limit));
    }
    if text.chars().any(|c| c != '\n' && crate::layout::is_deceptive(c)) {
        return Err(Fault::Invisible);
    }
    Ok(text)
}

/// One of the words of an enumeration.
pub(super) fn word<T: FromStr + Display>(text: &str, known: &[T]) -> Checked<T> {
    text.to_ascii_lowercase().parse().map_err(|_| {
        let known: Vec<String> = known.iter().map(ToString::to_string).collect();
        Fault::UnknownWord { given: shown(text), known: known.join(", ") }
    })
}

pub(super) fn country(text: &str) -> Checked<Country> {
    text.parse().map_err(|_| Fault::NotACountry(shown(text)))
}

pub(super) fn member_state(text: &str) -> Checked<Country> {
    let state = country(text)?;
    if state.is_member_state() { Ok(state) } else { Err(Fault::NotAMemberState(shown(text))) }
}

pub(super) fn language(text: &str) -> Checked<String> {
    let letters = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic());
    if letters { Ok(text.to_ascii_lowercase()) } else { Err(Fault::NotALanguage(shown(text))) }
}

pub(super) fn email(text: &str) -> Checked<String> {
    let odd = |c: char| c.is_whitespace() || crate::layout::is_deceptive(c) || ",;<>\"".contains(c);
    let parts = text.split_once('@');
    let address = parts.is_some_and(|(name, host)| !name.is_empty() && !host.is_empty() && !host.contains('@'));
    // RFC 5321 section 4.5.3.1.3: 256 octets with the angle brackets.
    if address && text.len() <= 254 && !text.chars().any(odd) {
        return Ok(text.to_owned());
    }
    Err(Fault::NotAnEmail(shown(text)))
}

/// The zones compiled in are asked, so that every installation takes the same names.
pub(super) fn time_zone(text: &str) -> Checked<String> {
    let zone = TimeZoneDatabase::bundled().get(text).map_err(|_| Fault::NotATimeZone(shown(text)))?;
    let name = zone.iana_name().ok_or_else(|| Fault::NotATimeZone(shown(text)))?;
    Ok(name.to_owned())
}

pub(super) fn days(text: &str) -> Checked<u16> {
    let days: Option<u16> = text.parse().ok();
    days.filter(|days| (1..=MAX_DAYS).contains(days)).ok_or_else(|| Fault::NotDays(shown(text)))
}

pub(super) fn domain(text: &str) -> Checked<String> {
    let bad = || Fault::NotADomain(shown(text));
    match Host::parse(text.trim_end_matches('.')) {
        Ok(Host::Domain(name)) if name.contains('.') && name.len() <= MAX_DOMAIN && name.split('.').all(is_label) => {
            Ok(name)
        }
        _ => Err(bad()),
    }
}

fn is_label(text: &str) -> bool {
    let inner = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    inner && (1..=63).contains(&text.len()) && !text.starts_with('-') && !text.ends_with('-')
}

pub(super) fn https(text: &str) -> Checked<Url> {
    let url = crate::check_address(text).ok().filter(|url| url.scheme() == "https" && text.len() <= MAX_ADDRESS);
    url.ok_or_else(|| Fault::NotHttps(shown(text)))
}

pub(super) fn date(text: &str) -> Checked<Date> {
    let date: Option<Date> = text.parse().ok();
    // jiff also takes dates without hyphens and with a time.
    date.filter(|date| date.to_string() == text).ok_or_else(|| Fault::NotADate(shown(text)))
}
