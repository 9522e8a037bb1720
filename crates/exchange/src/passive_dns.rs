//! Old answers of the name system, as collectors of them hand them out: the Common Output Format, one JSON object a line.
//!
//! # Source
//! draft-dulaunoy-dnsop-passive-dns-cof-13 (August 2024): `rrname`, `rrtype` (a mnemonic or a number), `rdata` (a text
//! or a list of texts), `time_first` and `time_last` in seconds since 1970, or `zone_time_first` and `zone_time_last`
//! for what was read from a zone file; `count`, `sensor_id` and `origin` go into the note.

use std::io::BufRead;

use domain::map::{Interval, Observation, Source};
use serde_json::{Map, Value};

use crate::dns_record::fact;
use crate::observed::{self, each_line, interval, sighting, text};
pub use crate::observed::{Limits, Problem, Row, RowFault};

/// The most values of one record set that are taken.
pub const MAX_VALUES: usize = 1_000;

/// Reads a list. A record type that says nothing for the map is a problem of its line, like a broken one.
///
/// ```
/// let list = r#"{"rrname":"lamp.harbour.example","rrtype":"A","rdata":"192.0.2.7","time_first":1770000000,"time_last":1780000000}"#;
/// let rows: Vec<_> = exchange::passive_dns::read(list.as_bytes(), Default::default()).collect();
/// assert_eq!(rows[0].as_ref().unwrap().observation.object.to_string(), "address 192.0.2.7");
/// ```
pub fn read(input: impl BufRead, limits: Limits) -> impl Iterator<Item = Result<Row, Problem>> {
    each_line(input, limits, |line| match observed::object(line).and_then(|object| records(&object)) {
        Ok(rows) => rows,
        Err(what) => vec![Err(what)],
    })
}

fn records(object: &Map<String, Value>) -> Result<Vec<Result<Observation, RowFault>>, RowFault> {
    let owner = text(object, "rrname")?;
    let rrtype = rrtype(object)?;
    let seen = seen(object)?;
    let note = ["count", "sensor_id", "origin"].iter().filter_map(|name| told(object, name)).collect::<Vec<_>>();
    let one = |data: &str| {
        let fact = fact(owner, &rrtype, data)?;
        let note = std::iter::once(fact.note).chain(note.iter().cloned()).collect::<Vec<_>>().join(", ");
        sighting((fact.subject, fact.link, fact.object), seen, Source::PassiveDns, &note)
    };
    match object.get("rdata") {
        Some(Value::String(data)) => Ok(vec![one(data)]),
        Some(Value::Array(list)) if !list.is_empty() => {
            let each = |value: &Value| value.as_str().ok_or(RowFault::NoField("rdata")).and_then(one);
            let mut rows: Vec<_> = list.iter().take(MAX_VALUES).map(each).collect();
            if list.len() > MAX_VALUES {
                rows.push(Err(RowFault::TooManyValues { what: "rdata", limit: MAX_VALUES }));
            }
            Ok(rows)
        }
        _ => Err(RowFault::NoField("rdata")),
    }
}

/// The type's mnemonic, for its number too.
fn rrtype(object: &Map<String, Value>) -> Result<String, RowFault> {
    let number = match object.get("rrtype") {
        Some(Value::String(name)) if !name.trim().is_empty() => return Ok(name.trim().to_owned()),
        Some(Value::Number(number)) => number.as_u64(),
        _ => None,
    };
    let name = match number.ok_or(RowFault::NoField("rrtype"))? {
        1 => "A",
        2 => "NS",
        5 => "CNAME",
        6 => "SOA",
        15 => "MX",
        16 => "TXT",
        28 => "AAAA",
        39 => "DNAME",
        other => return Ok(format!("TYPE{other}")),
    };
    Ok(name.to_owned())
}

fn seen(object: &Map<String, Value>) -> Result<Interval, RowFault> {
    let names = if object.contains_key("time_first") || object.contains_key("time_last") {
        ["time_first", "time_last"]
    } else if object.contains_key("zone_time_first") {
        ["zone_time_first", "zone_time_last"]
    } else {
        return Err(RowFault::NoField("time_first"));
    };
    let [first, last] = names.map(|name| object.get(name).and_then(observed::time).ok_or(RowFault::BadTime(name)));
    interval(first?, last?)
}

fn told(object: &Map<String, Value>, name: &str) -> Option<String> {
    match object.get(name)? {
        Value::String(text) if !text.is_empty() => Some(format!("{name} {text}")),
        Value::Number(number) => Some(format!("{name} {number}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
