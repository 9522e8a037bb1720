//! Entries of certificate transparency logs, as common tools print them: one JSON object a line.
//!
//! There is no standard for such lines, so fields are known by several names: those of monitors that stream
//! (`all_domains`, `seen`, `fingerprint`, `as_der`), of services that are asked (`dns_names`, `cert_sha256`,
//! `pubkey_sha256`, `not_before`) and of plain lists (`sans`, `timestamp`, `subject`). They may lie in `data`,
//! `leaf_cert`, `cert` or `certificate` within the object. Which tool calls what how is from memory (to be confirmed).
//!
//! # Source
//! RFC 6962 section 3 (what an entry holds), RFC 5280 section 4.2.1.6 (subject alternative names).

use std::io::BufRead;

use data_encoding::BASE64;
use domain::map::{Asset, AssetKind, Interval, LinkKind, Observation, Source};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use crate::observed::{self, asset, each_line, sighting};
pub use crate::observed::{Limits, Problem, Row, RowFault};

/// The most names of one certificate that are taken.
pub const MAX_NAMES: usize = 5_000;
/// Limits that fit these lists: a line with a certificate of many names is long.
pub const LIMITS: Limits = Limits { line_bytes: 1 << 20, rows: 10_000_000 };

/// Objects within the line in which fields are looked for too, to this depth.
const WITHIN: [&str; 4] = ["data", "leaf_cert", "cert", "certificate"];
const MAX_DEPTH: usize = 3;

const NAMES: [&str; 8] =
    ["all_domains", "dns_names", "sans", "san", "subject_alt_names", "subjectAltName", "name_value", "domains"];
const FINGERPRINTS: [&str; 7] =
    ["sha256", "cert_sha256", "fingerprint_sha256", "sha256_fingerprint", "fingerprint256", "fingerprint", "sha_256"];
const KEYS: [&str; 3] = ["pubkey_sha256", "spki_sha256", "public_key_sha256"];
/// When it was logged, or seen in a log; or else from when it is valid, which is about when it was issued.
const TIMES: [&str; 7] =
    ["timestamp", "entry_timestamp", "seen", "logged_at", "submission_timestamp", "not_before", "notBefore"];
const ISSUERS: [&str; 4] = ["issuer", "issuer_name", "issuer_dn", "issuer_cn"];

/// Reads a list. A certificate is named by the SHA-256 of its DER: where a line gives only a shorter digest and not
/// the certificate either, it is a problem, because two certificates could not be told apart.
///
/// ```
/// use exchange::certificate_log::{LIMITS, read};
/// let digest = "9f".repeat(32);
/// let list = format!(r#"{{"timestamp":"2026-05-04T10:00:00Z","sans":["*.harbour.example"],"sha256":"{digest}"}}"#);
/// let rows: Vec<_> = read(list.as_bytes(), LIMITS).collect();
/// assert_eq!(rows[0].as_ref().unwrap().observation.subject.to_string(), "host harbour.example");
/// ```
pub fn read(input: impl BufRead, limits: Limits) -> impl Iterator<Item = Result<Row, Problem>> {
    each_line(input, limits, |line| match observed::object(line).and_then(|object| entry(&object)) {
        Ok(rows) => rows,
        Err(what) => vec![Err(what)],
    })
}

fn entry(object: &Map<String, Value>) -> Result<Vec<Result<Observation, RowFault>>, RowFault> {
    let mut parts = Vec::new();
    within(object, 0, &mut parts);
    let certificate = certificate(&parts)?;
    let at = find(&parts, &TIMES, &|value| observed::time(value)).ok_or(RowFault::BadTime("timestamp"))?;
    let seen = Interval::at(at);
    let issuer = find(&parts, &ISSUERS, &issuer).map_or_else(String::new, |issuer| format!("issued by {issuer}"));
    let names = names(&parts);
    if names.is_empty() {
        return Err(RowFault::NoField("sans"));
    }
    let mut rows = Vec::new();
    for name in names.iter().take(MAX_NAMES) {
        let row = named(name).and_then(|(subject, wildcard)| {
            let note = if wildcard { format!("for all names below it, {issuer}") } else { issuer.clone() };
            let note = note.trim_end_matches(", ");
            sighting((subject, LinkKind::NamedIn, certificate.clone()), seen, Source::CertificateLog, note)
        });
        rows.push(row);
    }
    if names.len() > MAX_NAMES {
        rows.push(Err(RowFault::TooManyValues { what: "sans", limit: MAX_NAMES }));
    }
    let key = find(&parts, &KEYS, &|value| Asset::new(AssetKind::Key, value.as_str()?).ok());
    if let Some(key) = key {
        rows.push(sighting((certificate, LinkKind::HoldsKey, key), seen, Source::CertificateLog, &issuer));
    }
    Ok(rows)
}

/// The object and those within it that may hold fields.
fn within<'a>(object: &'a Map<String, Value>, depth: usize, parts: &mut Vec<&'a Map<String, Value>>) {
    parts.push(object);
    let inner = WITHIN.iter().filter_map(|name| object.get(*name)?.as_object());
    if depth < MAX_DEPTH {
        inner.for_each(|inner| within(inner, depth + 1, parts));
    }
}

/// The first field of these names, in the order of the names, that can be read.
fn find<T>(parts: &[&Map<String, Value>], names: &[&str], read: &dyn Fn(&Value) -> Option<T>) -> Option<T> {
    names.iter().find_map(|name| parts.iter().find_map(|part| part.get(*name).and_then(read)))
}

fn certificate(parts: &[&Map<String, Value>]) -> Result<Asset, RowFault> {
    let given = find(parts, &FINGERPRINTS, &|value| Asset::new(AssetKind::Certificate, value.as_str()?).ok());
    let hashed = || {
        let der = find(parts, &["as_der", "der"], &|value| BASE64.decode(value.as_str()?.as_bytes()).ok())?;
        let digest = data_encoding::HEXLOWER.encode(&Sha256::digest(der));
        Asset::new(AssetKind::Certificate, &digest).ok()
    };
    given.or_else(hashed).ok_or(RowFault::NoField("sha256"))
}

/// The names of the certificate, each once; of the subject only where there are no others.
fn names(parts: &[&Map<String, Value>]) -> Vec<String> {
    let mut names: Vec<String> = find(parts, &NAMES, &list).unwrap_or_default();
    if names.is_empty() {
        names.extend(find(parts, &["common_name", "cn"], &list).unwrap_or_default());
        names.extend(find(parts, &["subject"], &common_name));
    }
    let mut seen = std::collections::HashSet::new();
    names.retain(|name| seen.insert(name.clone()));
    names
}

/// A list of texts, or one text with names between commas, spaces or line ends, with `DNS:` before each or not.
fn list(value: &Value) -> Option<Vec<String>> {
    let split = |text: &str| -> Vec<String> {
        let parts = text.split([',', '\n', ' ']).map(str::trim);
        let names = parts.map(|part| part.strip_prefix("DNS:").or_else(|| part.strip_prefix("IP:")).unwrap_or(part));
        names.filter(|name| !name.is_empty()).map(str::to_ascii_lowercase).collect()
    };
    let names: Vec<String> = match value {
        Value::String(text) => split(text),
        Value::Array(texts) => texts.iter().filter_map(Value::as_str).flat_map(split).collect(),
        _ => Vec::new(),
    };
    (!names.is_empty()).then_some(names)
}

/// The common name of a subject: `CN=harbour.example, O=Harbour`, `/CN=harbour.example`, or an object with `CN`.
fn common_name(value: &Value) -> Option<String> {
    if let Some(object) = value.as_object() {
        return Some(object.get("CN").or_else(|| object.get("common_name"))?.as_str()?.to_ascii_lowercase());
    }
    let text = value.as_str()?;
    let part = text.split([',', '/']).find_map(|part| part.trim().strip_prefix("CN="));
    Some(part.unwrap_or(text).trim().to_ascii_lowercase())
}

fn issuer(value: &Value) -> Option<String> {
    let object = |object: &Map<String, Value>| {
        ["aggregated", "friendly_name", "CN", "O", "name"]
            .iter()
            .find_map(|name| object.get(*name)?.as_str())
            .map(str::to_owned)
    };
    value.as_str().map(str::to_owned).or_else(|| object(value.as_object()?)).filter(|text| !text.is_empty())
}

/// The host or address, and whether it stands for all names below it.
fn named(name: &str) -> Result<(Asset, bool), RowFault> {
    let (host, wildcard) = name.strip_prefix("*.").map_or((name, false), |below| (below, true));
    let asset = asset(AssetKind::Host, host).or_else(|refusal| asset(AssetKind::Address, host).map_err(|_| refusal))?;
    Ok((asset, wildcard))
}

#[cfg(test)]
mod tests;
