//! Looking up an address in a database of places and autonomous systems that the operator supplied.

use super::{CollectSettingsError, Collector, bad_answer, no_answer};
use casework::ports::{CollectError, Collected};
use domain::map::{Asset, AssetKind, Interval, LinkKind, Source};
use jiff::Timestamp;
use maxminddb::Reader;
use serde_json::Value;
use std::net::IpAddr;
use std::path::PathBuf;

/// A database, and what its file is called.
pub(super) struct Places {
    name: String,
    reader: Reader<Vec<u8>>,
}

impl Places {
    pub(super) fn open(path: PathBuf) -> Result<Self, CollectSettingsError> {
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(source) => return Err(CollectSettingsError::File { path, source }),
        };
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        match Reader::from_source(bytes) {
            Ok(reader) => Ok(Self { name, reader }),
            Err(source) => Err(CollectSettingsError::Places { path, source: source.into() }),
        }
    }

    /// When the database was made: what it says was so then. One from the future was made just now.
    fn made(&self, now: Timestamp) -> Timestamp {
        let seconds = i64::try_from(self.reader.metadata().build_epoch).ok();
        seconds.and_then(|seconds| Timestamp::from_second(seconds).ok()).map_or(now, |made| made.min(now))
    }
}

impl Collector {
    /// Looks an address up in every database.
    pub(super) fn look_up_place(&self, asset: &Asset) -> Result<Collected, CollectError> {
        let value = asset.value();
        let address: IpAddr = value.parse().map_err(|_| no_answer(value, "this is no IP address"))?;
        let mut found = self.found(Source::Mmdb);
        for places in &self.places {
            let entry = places.reader.lookup(address).and_then(|entry| entry.decode::<Value>());
            let entry = match entry {
                Ok(Some(entry)) => entry,
                Ok(None) => continue,
                // A database of IPv4 alone refuses IPv6; the others may know.
                Err(_) if address.is_ipv6() && places.reader.metadata().ip_version == 4 => continue,
                Err(error) => return Err(bad_answer(&format!("{value} in {}", places.name), &error)),
            };
            let seen = Interval::at(places.made(found.at()));
            let (number, name) = system(&entry);
            if let Some(system) = number.and_then(|number| Asset::new(AssetKind::AutonomousSystem, &number).ok()) {
                found.link_seen(asset, LinkKind::AnnouncedBy, &system, &format!("{name} ({})", places.name), seen);
            }
            if let Some(country) = country(&entry).and_then(|code| Asset::new(AssetKind::Country, code).ok()) {
                found.link_seen(asset, LinkKind::LocatedIn, &country, &places.name, seen);
            }
            found.answer(format!("{value} in {}", places.name), entry.to_string().into_bytes());
        }
        let collected = found.finish(asset);
        if collected.answers.is_empty() {
            return Err(CollectError::Unknown { asked: value.to_owned() });
        }
        Ok(collected)
    }
}

/// The number and name of the autonomous system. Makers name the fields in two ways.
fn system(entry: &Value) -> (Option<String>, &str) {
    let number = entry.get("autonomous_system_number").and_then(Value::as_u64).map(|number| number.to_string());
    let number = number.or_else(|| entry.get("asn")?.as_str().map(str::to_owned));
    let name = entry.get("autonomous_system_organization").or_else(|| entry.get("as_name"));
    (number, name.and_then(Value::as_str).unwrap_or_default())
}

fn country(entry: &Value) -> Option<&str> {
    let code = entry.get("country").and_then(|country| country.get("iso_code")).or_else(|| entry.get("country_code"));
    code.and_then(Value::as_str)
}
